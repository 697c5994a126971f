"""The pages as people use them, from the empty state to the answer and the binder, in both languages."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from klynge.ledger.models import Mandate, Result
from klynge.programme.actions.answer import answer_survey
from klynge.programme.models import Asked, Binder, Entry, Survey, Workbook
from klynge.programme.tasks import surveys
from tests.cast import person
from tests.house.world import client_of
from tests.programme import effect, label

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: effect.NOW)


def client(viewer, language: str = "en"):
    return client_of(viewer.account_id, language=language)


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def asked(cast):
    """A survey of an activity in which both firms took part; both have their mail."""
    effect.reachable(cast, "anna", "ben")
    one = effect.activity()
    effect.took_part(cast, one, (cast.hawk, cast.anna.person_id), (cast.kite, cast.ben.person_id))
    survey = effect.survey(cast, activity_id=one.pk, grant_id=effect.grant(one).pk)
    surveys()
    return survey


def link_to(name: str) -> str:
    letter = next(one for one in mail.outbox if one.to == [f"{name}@example.org"])
    return re.search(r"https?://[^/\s]+(/programme/surveys/link/\S+)", letter.body).group(1)


def test_from_the_empty_page_to_a_survey(cast):
    clara = client(cast.clara)
    assert "Begin with the standard questions" in text(clara.get("/programme/surveys/"))
    assert clara.post("/programme/surveys/questions/load/").headers["Location"] == "/programme/surveys/questions/"
    one = effect.activity()
    page = clara.get(f"/programme/surveys/new/?activity_id={one.pk}")
    assert f'<option value="{one.pk}" selected' in page.content.decode()
    questions = re.search(r'name="questions_id".*?<option value="(\d+)"', page.content.decode(), re.S).group(1)
    said = {"questions_id": questions, "activity_id": one.pk, "year": "", "grant_id": "", "name_da": "Hvad?", "name_en": "What?"}
    wrong = clara.post("/programme/surveys/new/", {**said, "opens_on": "2026-11-24", "closes_on": "2026-11-01"})
    assert "A survey closes after it opens." in text(wrong)
    done = clara.post("/programme/surveys/new/", {**said, "opens_on": "2026-11-24", "closes_on": "2026-12-01"})
    survey = Survey.objects.visible_to(cast.clara).get()
    assert done.headers["Location"] == f"/programme/surveys/{survey.pk}/"
    assert "Nobody has been asked yet." in text(clara.get(f"/programme/surveys/{survey.pk}/"))
    address = f"/programme/surveys/{survey.pk}/change/"
    changed = {"name_da": "Hvad nu?", "name_en": "What now?", "opens_on": "2026-11-24", "closes_on": "2026-12-02"}
    assert clara.post(address, changed).status_code == 303
    assert "What now?" in text(clara.get("/programme/surveys/?year=2026"))


def test_a_firm_answers_by_its_link_and_changes_its_mind_without_an_account(cast, asked):
    path, guest = link_to("anna"), client_of(None)
    page = text(guest.get(path))
    assert "Hawk ApS" in page
    assert "A day on drones" in page
    assert "Have you gained new knowledge" in page
    assert ("may stay open" in page, "may be left empty" in page) == (True, False)  # said once, and not at each question
    empty = guest.post(path, {})
    assert (empty.status_code, "Answer at least one question." in text(empty)) == (200, True)
    thanks = guest.post(path, {"knowledge": "yes", "product": "no", "words": "The talks"})
    assert "The answer of Hawk ApS is kept." in text(thanks)
    assert 'value="yes" id="id_knowledge_0" checked' in guest.get(path).content.decode().replace('aria-describedby=""', "")
    guest.post(path, {"knowledge": "no", "product": "no"})
    assert Result.objects.visible_to(cast.clara).filter(live=True).count() == 0
    assert guest.get(path.replace("/link/", "/link/9")).status_code == 404


def test_a_link_ends_with_its_survey_and_says_so(cast, asked, monkeypatch):
    path, guest = link_to("anna"), client_of(None)
    monkeypatch.setattr(timezone, "now", lambda: effect.NOW + timedelta(days=31))
    assert "This survey is closed" in text(guest.get(path))
    assert "This survey is closed" in text(guest.post(path, {"knowledge": "yes"}))
    monkeypatch.setattr(timezone, "now", lambda: effect.NOW + timedelta(days=40))
    assert guest.get(path).status_code == 404


def test_a_member_answers_signed_in_and_sees_only_its_own(cast, asked):
    anna, ben = client(cast.anna), client(cast.ben, "da")
    mine = Asked.objects.visible_to(cast.anna).get()
    assert "What came of it?" in text(anna.get("/programme/surveys/mine/"))
    assert ben.get(f"/programme/surveys/mine/{mine.pk}/").status_code == 404
    page = anna.get(f"/programme/surveys/mine/{mine.pk}/")
    assert "Have you gained new knowledge" in text(page)
    assert anna.post(f"/programme/surveys/mine/{mine.pk}/", {"knowledge": "yes"}).status_code == 303
    shown = text(anna.get("/programme/surveys/mine/"))
    assert "Nothing to answer" in shown
    assert "Hvad kom der ud af det?" in text(ben.get("/programme/surveys/mine/"))


def test_a_form_tells_its_unit_and_what_was_said_last_time_in_the_readers_language(cast, asked):
    rows = []
    for year in (2025, 2026):
        survey = effect.survey(cast, "yearly", year=year)
        rows.append(
            Asked.objects.create(survey=survey, organisation=cast.hawk, person_id=cast.anna.person_id, asked_at=effect.NOW)
        )
    answer_survey(by=cast.anna, asked_id=rows[0].pk, said={"turnover": Decimal(1200), "knowledge": True})
    page = text(client(cast.anna, "da").get(f"/programme/surveys/mine/{rows[1].pk}/"))
    assert ("I DKK. Sidst svarede I: 1.200." in page, "Sidst svarede I: ja." in page, "In " in page) == (True, True, False)


def test_every_number_opens_its_rows_for_the_house_and_none_for_the_board(cast, asked):
    firms = [(cast.hawk, cast.anna), (cast.kite, cast.ben), *effect.more_firms(2)]
    for firm, viewer in firms:
        row, _new = Asked.objects.system_rows("test").get_or_create(
            survey=asked, organisation=firm, defaults={"person_id": viewer.person_id, "asked_at": effect.NOW}
        )
        answer_survey(by=viewer, asked_id=row.pk, said={"knowledge": True, "product": viewer is cast.anna})
    path = f"/programme/surveys/{asked.pk}/"
    clara, page = client(cast.clara), client(cast.clara).get(path).content.decode()
    links = set(re.findall(rf'href="({path}[^"]+)"', page))
    assert f"{path}answers/knowledge/?said=yes" in links
    for link in links:
        assert clara.get(link.replace("&amp;", "&")).status_code == 200
    rows = text(clara.get(f"{path}answers/product/?said=yes"))
    assert ("Hawk ApS" in rows, "Kite ApS" in rows) == (True, False)
    board = client(person("Bodil", role="board"))
    seen = board.get(path).content.decode()
    assert f"{path}answers" not in seen
    assert "would point at somebody" in seen
    assert "4 of 4 answered." in seen
    for link in links:
        assert board.get(link).status_code == 404


def test_the_house_sees_whom_nobody_can_reach_before_anybody_is_asked(cast):
    effect.reachable(cast, "anna")
    one = effect.activity()
    effect.took_part(cast, one, (cast.hawk, cast.anna.person_id), (cast.kite, cast.ben.person_id))
    path = f"/programme/surveys/{effect.survey(cast, activity_id=one.pk).pk}/asked/?state=waiting"
    shown = text(client(cast.clara).get(path))
    assert re.search(r"Hawk ApS Anna Kite ApS No e-mail address known", shown)
    surveys()
    assert "Hawk ApS" not in text(client(cast.clara).get(path))


def test_an_auditor_reads_the_surveys_of_the_mandated_grant_and_no_other(cast, asked):
    other = effect.survey(cast, "yearly", year=2026)
    erik = client(cast.erik)
    assert erik.get(f"/programme/surveys/{asked.pk}/").status_code == 404
    days = {"from_on": effect.TODAY, "to_on": effect.TODAY, "starts_on": effect.TODAY, "ends_on": effect.TODAY}
    Mandate.objects.create(account_id=cast.erik.account_id, grant_id=asked.grant_id, made_at=effect.NOW, **days)
    shown = erik.get(f"/programme/surveys/{asked.pk}/")
    assert "Fewer than three were asked" in text(shown)
    assert erik.get(f"/programme/surveys/{other.pk}/").status_code == 404
    assert len(re.findall(r'class="row-title"', erik.get("/programme/surveys/").content.decode())) == 1


def test_questions_are_added_and_taken_out_on_their_page(cast, asked):
    clara, path = client(cast.clara), f"/programme/surveys/questions/{asked.questions_id}/"
    assert "This version was used" in text(clara.get(path))
    said = {"text_da": "Hvem?", "text_en": "Who?", "kind": "choice", "choices": "+En kunde | A customer\nIngen | Nobody"}
    done = clara.post(path, {**said, "feeds": "collaboration"})
    new = done.headers["Location"]
    assert new != path
    page = clara.get(new).content.decode()
    assert "+ A customer" in page
    drops = re.findall(r'action="(/programme/surveys/questions/\d+/take-out/)"', page)
    assert clara.post(drops[-1]).headers["Location"] == new
    assert "+ A customer" not in clara.get(new).content.decode()
    assert "Give from 2 to 10 choices" in text(clara.post(new, {**said, "choices": "one"}))


def test_from_the_empty_page_to_a_binder(cast):
    clara = client(cast.clara)
    assert "Take in the 31 names" in text(clara.get("/programme/label/"))
    assert clara.post("/programme/label/load/").headers["Location"] == "/programme/label/new/"
    page = clara.get("/programme/label/new/").content.decode()
    criteria = re.search(r'name="set_id".*?<option value="(\d+)"', page, re.S).group(1)
    said = {"label": "Gold 2027", "set_id": criteria, "threshold": "80", "window_from_on": "2026-12-01"}
    assert "The window closes after it opens." in text(
        clara.post("/programme/label/new/", {**said, "window_to_on": "2026-01-01"})
    )
    made = clara.post("/programme/label/new/", {**said, "window_to_on": "2027-03-31"}).headers["Location"]
    book = Workbook.objects.visible_to(cast.clara).get()
    assert "applications open in 7 days" in text(clara.get("/programme/label/"))
    entry = Entry.objects.visible_to(cast.clara).first()
    path = f"/programme/label/criteria/{entry.pk}/"
    assert "Not confirmed" in text(clara.get(path))
    assert clara.post(f"{path}confirm/").status_code == 303
    said = {"owner_id": cast.clara.person_id, "points": "7,5", "of": "10", "state": "working", "note_en": "See page 7"}
    assert clara.post(path, said).headers["Location"] == made
    assert clara.post(f"{path}proofs/", {"live": "members"}).headers["Location"] == path
    assert "is there already" in text(clara.post(f"{path}proofs/", {"live": "members"}))
    shown = text(clara.get(made))
    assert "7.50 of 10 points: 75.0 %" in shown
    assert "Points of 1 of 31 criteria are entered." in shown
    gap = text(clara.get(f"{made}?gap=proof"))
    assert ("1.1.0 Committed" in gap, "1.1.1 Composition" in gap) == (False, True)
    assert clara.post(f"{made}freeze/", {"language": "da"}).status_code == 303
    binder = Binder.objects.visible_to(cast.clara).get(workbook=book)
    for form, start in (("pdf", b"%PDF"), ("zip", b"PK")):
        file = clara.get(f"/programme/label/binders/{binder.pk}.{form}")
        assert (file.content[: len(start)], file.headers["Cache-Control"]) == (start, "no-store")
        assert file.headers["Content-Disposition"] == f'attachment; filename="label-2026-11-24-da.{form}"'
    assert clara.post(f"{made}freeze/", {"language": "da"}).status_code == 422


def test_the_board_reads_the_score_and_opens_nothing(cast):
    book = label.workbook(cast)
    label.fill(cast, book)
    board = client(person("Bodil", role="board"), "da")
    page = board.get(f"/programme/label/{book.pk}/")
    assert "248 af 310 point: 80,0 %" in text(page)
    assert "/programme/label/criteria/" not in page.content.decode()
    assert board.get("/programme/label/").status_code == 200
    assert "Minutes of the board" not in page.content.decode()


@pytest.mark.parametrize("language", ["da", "en"])
def test_live_evidence_opens_the_rows_that_it_counts(cast, language):
    clara = client(cast.clara, language)
    page = clara.get("/programme/label/evidence/members-by-type/").content.decode()
    assert 'href="/programme/label/evidence/members/"' in page
    assert "Hawk ApS" in text(clara.get("/programme/label/evidence/members/"))
    assert clara.get("/programme/label/evidence/rumours/").status_code == 404


@pytest.mark.parametrize("path", ["/programme/surveys/", "/programme/label/evidence/members/"])
@pytest.mark.parametrize("value", ["-5", "abc", "9" * 30, "0", "٣", "\x00", "x" * 5000])
def test_no_odd_question_breaks_a_list(cast, path, value):
    clara = client(cast.clara)
    for name in ("page", "year", "state", "said", "gap"):
        assert clara.get(path, {name: value}).status_code in (200, 422)
    assert clara.get("/programme/surveys/new/", {"activity_id": value, "year": value}).status_code in (200, 404)
