"""Letters: the expected amount before, the actual one after, in the firm's language, the same bytes again from their facts."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from pypdfium2 import PdfDocument

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger.actions.aid import give_up_aid, settle_aid
from klynge.ledger.actions.declare import Declared
from klynge.ledger.actions.letters import draw, letter_file, make_letter
from klynge.ledger.models import Aid, Grant, Letter
from klynge.register.models import Person
from tests.ledger import aid
from tests.ledger.aid import money
from tests.ledger.pages import browser, reachable

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)


@pytest.fixture
def cast(db):
    made = aid.make()
    reachable(made.hawk, made.anna, "anna@example.org")
    return made


def text(content: bytes) -> str:
    with PdfDocument(content) as paper:
        words = " ".join(page.get_textpage().get_text_range() for page in paper)
    return " ".join(words.replace("\xa0", " ").replace("\x02", "").split())


def written(cast, row, **more) -> str:
    made = make_letter(by=cast.clara, aid_id=row.pk, on=TODAY)
    return text(letter_file(by=cast.clara, letter_id=made.pk).content)


def test_the_letter_before_says_all_that_the_rule_asks_for(cast):
    told = written(cast, aid.promise(cast, money(74_600, "DKK"), what="Course #1 $x$ *and* <b>"))
    for said in (
        "De minimis aid: the expected amount",
        "Hawk ApS takes part in “Course #1 $x$ *and* <b>”",
        "DKK 74,600 (EUR 10,000)",
        "(EU) 2023/2831, article 3",
        "at most EUR 300,000 of de minimis aid within any 3 years",
        "Granted on 2 March 2026",
        "1 March 2026",
        "Growth · A funder",
        "10 years",
        "Not held against the act yet: De minimis aid: how long papers are kept",
        "CVR 11111118",
    ):
        assert said in told, told


def test_the_letter_after_says_what_it_came_to_and_what_was_expected(cast):
    row = aid.promise(cast, money(1000))
    told = written(cast, settle_aid(by=cast.clara, aid_id=row.pk, money=money(750)))
    assert "What you got came to EUR 750. We had expected EUR 1,000." in told


def test_a_firm_is_written_to_in_the_language_of_whoever_looks_after_it(cast):
    Person.objects.system_rows("a test").filter(pk=cast.anna.person_id).update(language="da")
    told = written(cast, aid.promise(cast, money(74_600, "DKK")))
    assert ("De minimis-støtte: det forventede beløb" in told, "DKK 74.600 (EUR 10.000)" in told) == (True, True)


def test_aid_under_the_block_exemption_names_its_own_act_and_no_ceiling(cast):
    told = written(cast, aid.promise(cast, money(1000), basis="gber28"))
    assert ("(EU) 651/2014" in told, "article 28" in told, "300,000" in told) == (True, True, False)


def test_a_letter_is_made_once_and_drawn_again_byte_for_byte(cast):
    row = aid.promise(cast, money(1000))
    first, again = (make_letter(by=cast.clara, aid_id=row.pk, on=day) for day in (TODAY, date(2026, 5, 5)))
    assert first == again
    content = letter_file(by=cast.clara, letter_id=first.pk).content
    assert (draw(first.facts) == content, hashlib.sha256(content).hexdigest()) == (True, first.hash)
    path = Path(settings.HOME) / "letters" / f"{first.hash}.pdf"
    path.unlink()
    assert letter_file(by=cast.clara, letter_id=first.pk).content == content


def test_a_file_that_was_changed_is_not_handed_out(cast):
    made = make_letter(by=cast.clara, aid_id=aid.promise(cast, money(1000)).pk, on=TODAY)
    path = Path(settings.HOME) / "letters" / f"{made.hash}.pdf"
    path.write_bytes(b"%PDF-changed")
    with pytest.raises(Wrong, match="not the one that was made"):
        letter_file(by=cast.clara, letter_id=made.pk)
    path.unlink()


def test_what_a_letter_says_does_not_change_when_the_grant_does(cast):
    made = make_letter(by=cast.clara, aid_id=aid.promise(cast, money(1000)).pk, on=TODAY)
    Grant.objects.system_rows("a test").update(name="Another name")
    assert "Growth" in text(draw(Letter.objects.visible_to(cast.clara).get().facts))
    assert made.hash == hashlib.sha256(draw(made.facts)).hexdigest()


def test_no_letter_is_written_about_aid_of_others_or_what_was_given_up(cast):
    aid.declare(cast.anna, cast.hawk, Declared(date(2025, 1, 1), money(5), "A town"))
    with pytest.raises(Wrong, match="aid of our own"):
        make_letter(by=cast.clara, aid_id=Aid.objects.visible_to(cast.clara).get().pk, on=TODAY)
    row = aid.promise(cast, money(5))
    give_up_aid(by=cast.clara, aid_id=row.pk, reason="Cancelled")
    with pytest.raises(Conflict):
        make_letter(by=cast.clara, aid_id=row.pk, on=TODAY)


def test_a_letter_is_open_to_its_firm_and_the_house(cast):
    made = make_letter(by=cast.clara, aid_id=aid.promise(cast, money(5)).pk, on=TODAY)
    for other in (cast.ben, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            letter_file(by=other, letter_id=made.pk)
    for other in (cast.anna, cast.ben, cast.erik):
        with pytest.raises(Refused):
            make_letter(by=other, aid_id=made.aid_id, on=TODAY)
    answer = browser(cast.anna).get(f"/ledger/aid/letter/{made.pk}/")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"], answer.content[:5]) == (
        "application/pdf",
        "no-store",
        b"%PDF-",
    )
    assert browser(cast.ben).get(f"/ledger/aid/letter/{made.pk}/").status_code == 404


def test_a_letter_fits_on_its_page_and_can_be_seen(cast):
    """As a picture: one page of A4, with ink on it within its margins."""
    made = make_letter(by=cast.clara, aid_id=aid.promise(cast, money(74_600, "DKK"), what="A long name " * 16).pk, on=TODAY)
    with PdfDocument(letter_file(by=cast.clara, letter_id=made.pk).content) as paper:
        assert (len(paper), [round(side) for side in paper[0].get_size()]) == (1, [595, 842])
        picture = paper[0].render(scale=1, grayscale=True).to_pil()
    dark = picture.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert dark is not None
    left, top, right, bottom = dark
    assert (left > 60, top > 50, right < 595 - 50, 500 < bottom < 842 - 40) == (True, True, True, True)
