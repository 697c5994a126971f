"""Who may erase whom, what hinders it, what of it others keep, and what the page says before."""

import json

import pytest
from django.utils import timezone

from klynge.access.journal import first_broken, lines
from klynge.access.models import Entry
from klynge.access.viewer import Role
from klynge.core.errors import Conflict, Refused
from klynge.core.tlp import Label
from klynge.people.actions import end_role, give_role
from klynge.people.models import Account, RoleGrant
from klynge.programme.actions.binder import export_binder, freeze_binder
from klynge.programme.binder.facts import digest
from klynge.programme.models import Binder
from klynge.programme.models import Entry as Criterion
from klynge.register.actions.about_person import about_person
from klynge.register.actions.accounts import give_account
from klynge.register.actions.audience import Audience
from klynge.register.actions.confirm import ask_confirmation
from klynge.register.actions.erase import erase_person
from klynge.register.actions.people import add_person, affiliate, change_affiliation, name_in_circle, set_contact
from klynge.register.actions.people import make_circle as circle
from klynge.register.actions.profile import set_fact
from klynge.register.models import Affiliation, Confirmation, ContactPoint, Fact, Person
from klynge.register.queries.desk import member_lines
from klynge.register.queries.erasing import leaving
from klynge.register.queries.people import people
from tests import cast as standing
from tests.cast import SINCE
from tests.ledger.pages import reachable
from tests.programme import label

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
WHY = "a test looks at all rows"
NAME = "Ida Invented"


def ida(cast, name=NAME, **more):
    said = {"organisation_id": cast.hawk.pk, "from_on": SINCE, "title": "Pilot", "email": "ida@hawk.example", **more}
    return add_person(by=cast.clara, name=name, **said)


def work_of(person) -> Affiliation:
    return Affiliation.objects.system_rows(WHY).get(person_id=person.pk)


def row(person_id) -> Person:
    return Person.objects.system_rows(WHY).get(pk=person_id)


@pytest.mark.parametrize("name", ["guest", "anna", "ben", "dora", "erik"])
def test_only_the_secretariat_erases_and_to_others_the_person_is_absent(cast, as_, name):
    person, viewer = ida(cast), getattr(cast, name)
    with pytest.raises(Refused):
        erase_person(by=viewer, person_id=person.pk)
    assert as_(viewer).post(f"/register/persons/{person.pk}/erase/", {"sure": "on"}).status_code in (302, 404)
    assert row(person.pk).erased_at is None


def test_nobody_erases_themselves_or_somebody_who_still_has_a_role(cast):
    role = give_role(by=cast.clara, email="anna@example.org", role=Role.BOARD, starts_on=SINCE)
    for viewer, says in (
        (cast.clara, "Nobody erases themselves. Ask a colleague in the secretariat."),
        (cast.anna, "Anna still has a role. End it under “Roles” first, and see that somebody else takes over."),
        (cast.erik, "Erik still has a role. End it under “Roles” first, and see that somebody else takes over."),
    ):
        with pytest.raises(Conflict) as first:
            erase_person(by=cast.clara, person_id=viewer.person_id)
        assert (str(first.value), row(viewer.person_id).erased_at) == (says, None)
    end_role(by=cast.clara, grant_id=role.pk)
    assert erase_person(by=cast.clara, person_id=cast.anna.person_id).erased_at is not None


def test_only_the_number_is_left(cast):
    account = give_account(by=cast.clara, person_id=ida(cast).pk, email="ida@home.example")
    person = Person.objects.system_rows(WHY).get(account=account)
    erased = erase_person(by=cast.clara, person_id=person.pk)
    assert (erased.name, erased.account_id, erased.pk) == ("erased person", None, person.pk)
    work = work_of(person)
    assert (work.organisation_id, work.from_on, work.title, work.manages) == (cast.hawk.pk, SINCE, "", False)
    assert list(ContactPoint.objects.system_rows(WHY).filter(affiliation=work)) == []
    left = Account.objects.get(pk=account.pk)
    assert (left.email, left.is_active, left.has_usable_password()) == (f"erased-{account.pk}@erased.invalid", False, False)
    assert give_account(by=cast.clara, person_id=ida(cast).pk, email="ida@home.example").pk != account.pk


def test_again_changes_nothing_and_leaves_one_line_without_the_name(cast):
    person = ida(cast)
    first = erase_person(by=cast.clara, person_id=person.pk)
    assert erase_person(by=cast.clara, person_id=person.pk).erased_at == first.erased_at
    told = [(one.person_id, one.who, one.facts) for one in lines(cast.clara) if one.verb == "erase"]
    assert told == [(cast.clara.person_id, "", {})]


def test_nothing_is_added_to_an_erased_person(cast):
    person = ida(cast)
    audience = circle(by=cast.clara, name="Some")
    erase_person(by=cast.clara, person_id=person.pk)
    work = work_of(person).pk
    how = {"by": cast.clara, "affiliation_id": work, "audience": Audience(Label.STRICT)}
    for absent in (
        lambda: affiliate(by=cast.clara, person_id=person.pk, organisation_id=cast.kite.pk, from_on=SINCE),
        lambda: give_account(by=cast.clara, person_id=person.pk, email="ida@home.example"),
        lambda: name_in_circle(by=cast.clara, circle_id=audience.pk, person_id=person.pk),
        lambda: set_contact(**how, kind="email", value="ida@hawk.example"),
        lambda: change_affiliation(**how, title="Pilot", manages=True),
        lambda: leaving(cast.clara, person.pk),
        lambda: about_person(by=cast.clara, person_id=person.pk),
    ):
        with pytest.raises(Refused, match="There is no such thing here"):
            absent()


def test_a_namesake_keeps_the_name_and_a_switchboard_its_number(cast):
    """What others have too is not looked for in texts; the address, which only one has, is."""
    set_fact(by=cast.clara, organisation_id=cast.hawk.pk, name="phone", value="70 11 22 33")
    person = ida(cast, phone="70112233")
    other = ida(cast, organisation_id=cast.kite.pk, email="ida@kite.example")
    text = "Call Ida Invented, 70 11 22 33, ida@hawk.example"
    set_fact(by=cast.clara, organisation_id=cast.hawk.pk, name="profile", language="en", value=text)
    erase_person(by=cast.clara, person_id=person.pk)
    facts = dict(Fact.objects.system_rows(WHY).filter(organisation=cast.hawk).values_list("name", "value"))
    assert facts == {"phone": "70 11 22 33", "profile": "Call Ida Invented, 70 11 22 33, –"}
    assert row(other.pk).name == NAME
    erase_person(by=cast.clara, person_id=other.pk)
    assert row(other.pk).name == "erased person"


def test_the_journal_gives_up_what_named_them_and_its_chain_holds(cast):
    person = ida(cast)
    for name, consent in (("a", "Ida Invented agreed"), ("b", "The board agreed")):
        change_affiliation(
            by=cast.clara,
            affiliation_id=work_of(person).pk,
            title=name,
            manages=False,
            audience=Audience(Label.GREEN if name == "a" else Label.CLEAR),
            consent=consent,
        )
    erase_person(by=cast.clara, person_id=person.pk)
    told = [
        (one.taken_out, one.facts.get("consent")) for one in lines(cast.clara, kind="register.Affiliation") if one.verb == "set"
    ]
    assert (told, first_broken()) == ([(False, "The board agreed"), (True, None)], None)
    emptied = Entry.objects.system_rows(WHY).filter(salt="").get()
    Entry.objects.system_rows(WHY).filter(pk=emptied.pk).update(facts={"consent": "Somebody agreed"})
    assert first_broken() == emptied.pk


def test_a_frozen_binder_gives_up_the_name_and_can_still_be_made(cast):
    colleague = standing.person("Carl", role=Role.SECRETARIAT)
    Person.objects.system_rows(WHY).filter(pk=colleague.person_id).update(name="Carl Colleague")
    book = label.workbook(cast)
    label.fill(cast, book)
    mine = Criterion.objects.system_rows(WHY).filter(workbook=book).first()
    Criterion.objects.system_rows(WHY).filter(pk=mine.pk).update(owner_id=colleague.person_id)
    binder = freeze_binder(by=cast.clara, workbook_id=book.pk, language="en")
    assert "Carl Colleague" in json.dumps(binder.facts)
    end_role(by=cast.clara, grant_id=RoleGrant.objects.system_rows(WHY).get(account_id=colleague.account_id).pk)
    erase_person(by=cast.clara, person_id=colleague.person_id)
    left = Binder.objects.system_rows(WHY).get(pk=binder.pk)
    assert ("Carl" in json.dumps(left.facts), left.hash == digest(left.facts), left.hash == binder.hash) == (False, True, False)
    assert export_binder(by=cast.clara, binder_id=binder.pk, form="pdf").content[:4] == b"%PDF"
    [change] = [one.facts for one in lines(cast.clara, kind="programme.Binder") if one.verb == "take a name out"]
    assert change == {"was": binder.hash, "now": left.hash}
    assert Criterion.objects.system_rows(WHY).get(pk=mine.pk).owner_id is None


def test_a_question_that_waited_for_them_can_be_put_to_somebody_else(cast):
    person = ida(cast, manages=True)
    ask_confirmation(by=cast.clara, organisation_id=cast.hawk.pk)
    erase_person(by=cast.clara, person_id=person.pk)
    reachable(cast.hawk, cast.anna, "anna@hawk.example")
    ask_confirmation(by=cast.clara, organisation_id=cast.hawk.pk)
    asked = Confirmation.objects.system_rows(WHY).values_list("asked_person_id", flat=True)
    assert list(asked) == [cast.anna.person_id]


def test_the_page_says_what_goes_what_stays_and_who_needs_a_new_contact(cast, as_):
    person = ida(cast, manages=True)
    page = as_(cast.clara).get(f"/register/persons/{person.pk}/erase/").content.decode()
    for said in ("Erase Ida Invented", "Hawk ApS needs a new contact", "This goes", "This stays"):
        assert said in page
    reachable(cast.hawk, cast.anna, "anna@hawk.example")
    assert "needs a new contact" not in as_(cast.clara).get(f"/register/persons/{person.pk}/erase/").content.decode()


def test_the_page_offers_no_button_while_something_comes_first(cast, as_):
    page = as_(cast.clara).get(f"/register/persons/{cast.clara.person_id}/erase/").content.decode()
    assert "Nobody erases themselves" in page
    assert 'name="sure"' not in page


def test_without_the_tick_nothing_is_erased_and_with_it_one_comes_to_the_firm(cast, as_):
    person = ida(cast)
    clara = as_(cast.clara)
    assert clara.post(f"/register/persons/{person.pk}/erase/").status_code == 200
    assert row(person.pk).erased_at is None
    answer = clara.post(f"/register/persons/{person.pk}/erase/", {"sure": "on"})
    assert (answer.status_code, answer.url) == (303, f"/register/{cast.hawk.pk}/")
    assert row(person.pk).erased_at is not None
    page = clara.get(answer.url)
    assert ("The person was erased." in page.content.decode(), "Ida" in page.content.decode()) == (True, False)
    assert clara.get(f"/register/persons/{person.pk}/erase/").status_code == 404


def test_the_members_list_of_people_leaves_them_out_and_the_contact_is_missing(cast):
    person = ida(cast, manages=True)
    today = timezone.localdate
    assert [one.name for one in people(cast.clara, cast.hawk.pk, today())] == ["Anna", NAME]
    erase_person(by=cast.clara, person_id=person.pk)
    assert [one.name for one in people(cast.clara, cast.hawk.pk, today())] == ["Anna"]
    [line] = member_lines(cast.clara, today(), cast.hawk.pk)
    assert "contact" in {flag.about for flag in line.flags}


def test_what_is_kept_about_somebody_is_for_them_and_the_secretariat(cast, as_):
    person = ida(cast)
    for viewer, name in ((cast.clara, NAME), (cast.anna, None)):
        if name is None:
            with pytest.raises(Refused):
                about_person(by=viewer, person_id=person.pk)
            continue
        told = json.loads(about_person(by=viewer, person_id=person.pk))
        assert (told["person"]["name"], told["person"]["ways_to_reach"][0]["value"]) == (NAME, "ida@hawk.example")
        assert [one["title"] for one in told["about"]["register.Affiliation"]] == ["Pilot"]
    own = as_(cast.anna).get(f"/register/persons/{cast.anna.person_id}/about.json")
    assert (own.status_code, json.loads(own.content)["person"]["account"]["email"]) == (200, "anna@example.org")
    assert as_(cast.ben).get(f"/register/persons/{cast.anna.person_id}/about.json").status_code == 404
    assert [one.verb for one in lines(cast.clara, kind="register.Person")][:2] == ["export person", "export person"]
