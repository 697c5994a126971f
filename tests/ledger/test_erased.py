"""Somebody who did everything that one can do in the house is erased: nothing names them any more, and every figure stands."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from klynge.access import journal
from klynge.core.errors import Refused, Wrong
from klynge.ledger.actions.book import first_broken
from klynge.ledger.actions.hours import record_hours
from klynge.ledger.actions.sheets import open_sheet
from klynge.ledger.actions.sign import ask_to_sign
from klynge.ledger.actions.take_part import check_in, take_part
from klynge.ledger.models import BOOKED
from klynge.ledger.queries.taking import Taken
from klynge.people.models import Link
from klynge.register.actions.erase import erase_person
from tests.house.world import client_of
from tests.ledger import canary, things

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ERASED = "This person was erased, so nothing new is recorded for them. What was recorded before stays."
PLANTED = {
    "access.Circle.name",
    "access.Entry.facts",
    "account.EmailAddress.email",
    "ledger.Activity.note",
    "ledger.Roll.offers",
    "ledger.Roll.rows",
    "market.Digest.fault",
    "ops.Run.fault",
    "people.Account.email",
    "programme.Pack.texts",
    "register.Affiliation.title",
    "register.ContactPoint.value",
    "register.Fact.value",
    "register.Import.name",
    "register.Import.rows",
    "register.Person.name",
    "register.Proposal.change",
    "search.Passage.text",
    "search.Word.text",
}


@pytest.fixture
def life(db, settings, tmp_path):
    settings.HOME = tmp_path
    made = canary.begin()
    canary.live(made)
    return made


def erase(life):
    return erase_person(by=life.cast.clara, person_id=life.id)


def test_nothing_in_the_database_names_them(life):
    assert canary.places() == PLANTED
    assert (Session.objects.count(), Link.objects.system_rows(canary.WHY).filter(person_id=life.id).exists()) == (1, True)
    erase(life)
    assert canary.places() == set()
    assert (Session.objects.count(), Link.objects.system_rows(canary.WHY).filter(person_id=life.id).exists()) == (0, False)


def test_figures_signatures_chains_and_the_frozen_report_stand(life):
    before = canary.sums(life), canary.report(life)
    assert before[0]["hours"] == {"hours__sum": 6, "amount__sum": 1500}
    assert [row[3] is not None and row[5] is not None for row in before[0]["signatures"]] == [True]
    erase(life)
    assert (canary.sums(life), canary.report(life)) == before
    assert [first_broken(kind) for kind in BOOKED] == [None] * len(BOOKED)
    assert journal.first_broken() is None


def test_no_file_of_the_house_names_them_not_even_those_that_were_made_before(life, tmp_path):
    """What is frozen and what was sent to the firm never named a person."""
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} >= {"packs", "letters"}
    papers = [canary.paper(path) for path in files]
    assert [canary.named_in(told) for told in papers if canary.named_in(told)] == []
    assert all("Hawk ApS" in told for path, told in zip(files, papers, strict=True) if path.parent.name == "letters")


def test_pages_say_that_it_was_an_erased_person_in_the_readers_language(life):
    erase(life)
    for language, said in (("en", "erased person"), ("da", "slettet person")):
        sheet = things.sheets().get()
        page = client_of(life.cast.clara.account_id, language=language).get(f"/ledger/hours/sheets/{sheet.pk}/")
        assert (page.status_code, said in page.content.decode()) == (200, True)


def test_nothing_new_is_recorded_for_them_and_the_refusal_says_why(life):
    erase(life)
    before = canary.sums(life)
    clara, firm = life.cast.clara, life.cast.hawk.pk
    now = timezone.now()
    other = things.activity(life.cast, title="Today", from_at=now - timedelta(minutes=5), to_at=now + timedelta(minutes=5))
    package = things.models.WorkPackage.objects.system_rows(canary.WHY).get(pk=life.package)
    for refused, says in (
        (
            lambda: record_hours(
                by=clara,
                person_id=life.id,
                organisation_id=firm,
                spent=[things.spent(package, things.DAY.replace(day=9), hours=1)],
            ),
            ERASED,
        ),
        (
            lambda: take_part(by=clara, activity_id=other.pk, taken=[Taken(firm, life.id)]),
            ERASED,
        ),
        (lambda: check_in(by=clara, activity_id=other.pk, organisation_id=firm, person_id=life.id), ERASED),
    ):
        with pytest.raises(Wrong) as wrong:
            refused()
        assert str(wrong.value) == says
    for absent in (
        lambda: open_sheet(by=clara, person_id=life.id, organisation_id=firm, grant_id=life.grant, month=things.DAY),
        lambda: ask_to_sign(by=clara, activity_id=other.pk, organisation_id=firm, person_id=life.id),
    ):
        with pytest.raises(Refused):
            absent()
    assert (canary.sums(life), mail.outbox) == (before, [])
