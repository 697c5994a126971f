"""The secretariat decides on applications: who it is in the register, admit, ask for more, decline, and what is forgotten."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from lxml import html

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.register.actions.about_person import about_person
from klynge.register.actions.applications import Terms, admit_application, ask_applicant, decline_application
from klynge.register.actions.apply import APPLICANT, KEPT, clear
from klynge.register.actions.erase import erase_person
from klynge.register.models import Affiliation, Application, Capability, ContactPoint, Fact, Membership, Organisation, Person
from klynge.register.queries.applications import application, applications
from klynge.register.queries.counts import applications_waiting
from klynge.register.tasks import load_codes
from tests.house.world import client_of
from tests.register.applying import TODAY, WHY, link, member, rows, waiting, written

pytestmark = pytest.mark.django_db


def test_to_admit_makes_the_organisation_its_contact_and_its_membership(cast):
    load_codes()
    row = waiting(website="lark.example", fields=("sensors", "software"), phone="+45 00 11 22 33", contact_title="Director")
    made = admit_application(
        by=cast.clara, application_id=row.pk, terms=Terms("company", TODAY, "10-49"), letter="See you in Karup."
    )
    assert (made.name, made.cvr, made.field, made.label) == ("Lark Sensors ApS", "10150817", "sensors", "TLP:AMBER+STRICT")
    [member] = Membership.objects.system_rows(WHY).filter(organisation=made)
    assert (member.type, member.size_band, member.from_on) == ("company", "10-49", TODAY)
    [work] = Affiliation.objects.system_rows(WHY).filter(organisation=made)
    person = Person.objects.system_rows(WHY).get(pk=work.person_id)
    assert (person.name, person.language, work.title, work.manages) == ("Lara Lark", "en", "Director", True)
    points = ContactPoint.objects.system_rows(WHY).filter(affiliation=work).values_list("kind", "value")
    assert set(points) == {("email", "lara@lark.example"), ("phone", "+45 00 11 22 33")}
    assert Fact.objects.system_rows(WHY).get(organisation=made).value == "https://lark.example"
    codes = Capability.objects.system_rows(WHY).filter(organisation=made).values_list("code", "main")
    assert set(codes) == {("sensors", True), ("software", False)}
    row.refresh_from_db()
    assert (row.state, row.organisation_id, row.decided_by_id) == ("admitted", made.pk, cast.clara.person_id)
    [sent] = mail.outbox
    assert (sent.to, "See you in Karup." in sent.body) == (["lara@lark.example"], True)
    with pytest.raises(Conflict):
        admit_application(by=cast.clara, application_id=row.pk, terms=Terms("company", TODAY))
    assert Organisation.objects.system_rows(WHY).filter(name="Lark Sensors ApS").count() == 1


def test_who_is_in_the_register_already_is_shown_and_joined_to_instead_of_made_again(cast):
    kept = Organisation.objects.create(name="Lark Sensor A/S", slug="lark", cvr="10150817")
    other = Organisation.objects.create(name="Somebody Else", slug="else", cvr="25313763")
    row = waiting()
    [twin] = application(cast.clara, row.pk).twins
    assert (twin.id, twin.member, {sign.kind for sign in twin.signs}) == (kept.pk, False, {"number", "name"})
    clara = client_of(cast.clara.account_id)
    form = {"admit-type": "company", "admit-size_band": "", "admit-from_on": "2026-11-02", "admit-letter": ""}
    where = f"/register/applications/{row.pk}/admit/"
    assert clara.post(where, form).status_code == 200, "nobody chose who it is"
    assert clara.post(where, {**form, "admit-organisation": str(other.pk)}).status_code == 200, "that one is no twin"
    assert clara.post(where, {**form, "admit-organisation": str(kept.pk)}).status_code == 303
    members = Membership.objects.system_rows(WHY).filter(organisation__in=[kept.pk, other.pk])
    assert list(members.values_list("organisation_id", flat=True)) == [kept.pk]
    assert Organisation.objects.system_rows(WHY).filter(cvr="10150817").count() == 1


def test_a_number_that_is_taken_makes_no_second_organisation(cast):
    member("Quite Another Name", "10150817")
    row = waiting()
    with pytest.raises(Conflict):
        admit_application(by=cast.clara, application_id=row.pk, terms=Terms("company", TODAY))
    row.refresh_from_db()
    assert (row.state, mail.outbox) == ("waiting", [])


def test_a_contact_who_works_there_already_is_not_added_twice(cast):
    kept = Organisation.objects.create(name="Lark Sensors", slug="lark", cvr="10150817")
    work = Affiliation.objects.create(person=Person.objects.create(name="L. Lark"), organisation=kept, from_on=TODAY)
    ContactPoint.objects.create(affiliation=work, organisation=kept, kind="email", value="lara@lark.example")
    admit_application(by=cast.clara, application_id=waiting().pk, terms=Terms("company", TODAY, organisation_id=kept.pk))
    assert Affiliation.objects.system_rows(WHY).filter(organisation=kept).count() == 1


def test_the_secretariat_asks_and_the_answer_comes_back_by_link(cast):
    row = waiting()
    ask_applicant(by=cast.clara, application_id=row.pk, question="Who owns you?\nWrite freely.")
    assert applications_waiting(cast.clara) == 0
    where, guest = link(mail.outbox[0]), client_of(None)
    assert "Who owns you?" in guest.get(where).content.decode()
    assert guest.post(where, {"answer": "Two sisters."}).status_code == 200
    assert guest.get(where).status_code == 404
    assert applications_waiting(cast.clara) == 1
    card = application(cast.clara, row.pk)
    assert (card.line.state, card.question, card.answer) == ("waiting", "Who owns you?\nWrite freely.", "Two sisters.")


def test_to_decline_takes_a_letter(cast):
    row = waiting()
    with pytest.raises(Wrong):
        decline_application(by=cast.clara, application_id=row.pk, letter=" ")
    decline_application(by=cast.clara, application_id=row.pk, letter="Too far from our field.")
    assert "Too far from our field." in mail.outbox[0].body
    assert [line.name for line in applications(cast.clara, decided=True)] == ["Lark Sensors ApS"]
    assert list(applications(cast.clara)) == []


def test_a_decision_stands_when_its_mail_does_not_leave_and_the_page_says_so(cast, settings):
    row = waiting()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client_of(cast.clara.account_id).post(
        f"/register/applications/{row.pk}/decline/", {"decline-letter": "No."}, follow=True
    )
    assert "could not be sent" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "declined"


@pytest.mark.parametrize("name", ["guest", "anna", "ben", "dora", "erik"])
def test_nobody_else_sees_or_decides(cast, name):
    row, viewer = waiting(), cast.everybody()[name]
    assert not Application.objects.visible_to(viewer).exists()
    for act in (
        lambda: admit_application(by=viewer, application_id=row.pk, terms=Terms("company", TODAY)),
        lambda: ask_applicant(by=viewer, application_id=row.pk, question="?"),
        lambda: decline_application(by=viewer, application_id=row.pk, letter="No."),
    ):
        with pytest.raises(Refused):
            act()


def test_what_nobody_confirmed_and_what_was_declined_long_ago_is_taken_out(cast):
    now = timezone.now()
    old, declined, kept = written(email="a@lark.example"), waiting(email="b@lark.example"), waiting(email="c@lark.example")
    system = Application.objects.system_rows(WHY)
    system.filter(pk=old.pk).update(made_at=now - timedelta(days=8))
    system.filter(pk=declined.pk).update(state="declined", decided_at=now - KEPT - timedelta(days=1))
    assert clear(by=APPLICANT, now=now) == 2
    assert [row.pk for row in rows()] == [kept.pk]


def test_what_is_kept_of_a_person_tells_of_their_application_and_whoever_is_erased_is_not_its_contact_any_more(cast):
    row = waiting()
    made = admit_application(by=cast.clara, application_id=row.pk, terms=Terms("company", TODAY))
    work = Affiliation.objects.system_rows(WHY).get(organisation=made)
    told = json.loads(about_person(by=cast.clara, person_id=work.person_id))
    assert [one["why"] for one in told["person"]["applications"]] == ["Buyers."]
    erase_person(by=cast.clara, person_id=work.person_id)
    row.refresh_from_db()
    assert (row.contact_name, row.contact_title, row.email, row.phone, row.name) == ("", "", "", "", "Lark Sensors ApS")


def test_one_and_three_applications_cost_the_same_number_of_queries(cast, django_assert_num_queries):
    for n in range(3):
        waiting(email=f"{n}@lark.example")
        if n in (0, 2):
            with django_assert_num_queries(1):
                assert len(applications(cast.clara)) == n + 1


def test_the_desk_counts_what_waits_and_opens_it(cast):
    waiting()
    clara = client_of(cast.clara.account_id)
    page = html.document_fromstring(clara.get("/desk/").content.decode())
    assert page.xpath("string(//a[@href='/register/applications/'][contains(@class,'stat')]/span[1])") == "1"
    assert "Lark Sensors ApS" in clara.get("/register/applications/").content.decode()
