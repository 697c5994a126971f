"""A form that was opened before somebody else changed, merged, ended or took away what it is about; and the same form sent twice."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from klynge.access.models import Circle, Entry
from klynge.core.tlp import Label
from klynge.people.models import RoleGrant
from klynge.register.actions.merge import merge
from klynge.register.actions.organisation import change_membership
from klynge.register.actions.people import set_contact
from klynge.register.actions.profile import set_certificate
from klynge.register.models import (
    Affiliation,
    Certificate,
    Confirmation,
    ContactPoint,
    Fact,
    Figure,
    Import,
    Membership,
    Organisation,
    Ownership,
    Person,
    Reference,
    Site,
)
from tests.cast import SINCE
from tests.register.addresses import at
from tests.register.lists import danish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
CHANGED = b"Somebody else changed this meanwhile"
_WHY = "the test counts all rows"
COUNTED = (Organisation, Membership, Person, Affiliation, ContactPoint, Fact, Figure, Certificate, Reference, Site, Ownership)
COUNTED += (Circle, RoleGrant, Import, Entry)


def filled(client, path: str, n: int = -1, **changes: str) -> dict[str, str]:
    """What the form of a page would send: its fields as the browser shows them, and what somebody writes into them."""
    forms = [form for form in html.document_fromstring(client.get(path).content.decode()).forms if form.method == "POST"]
    form = [form for form in forms if form.action is None or form.action == path][n]
    return {name: value for name, value in form.fields.items() if value is not None} | changes


def rows() -> dict[str, int]:
    """How many there are of all that a form can make, lines of the journal among them."""
    return {m.__name__: m.objects.system_rows(_WHY).count() for m in COUNTED}


def certificate(cast):
    done = set_certificate(by=cast.anna, organisation_id=cast.hawk.pk, name="ISO 9001", verifier="First")
    return at("entry", cast.hawk.pk, "certificate", done.id), done.id


def test_an_entry_that_a_colleague_changed_is_neither_overwritten_nor_taken_out(cast, as_):
    page, id = certificate(cast)
    sent = filled(as_(cast.anna), page, verifier="Mine")
    set_certificate(by=cast.clara, organisation_id=cast.hawk.pk, id=id, name="ISO 9001", verifier="Theirs")
    answer = as_(cast.anna).post(page, sent)
    assert CHANGED in answer.content
    assert b'value="Mine"' in answer.content
    taken = as_(cast.anna).post(at("remove", cast.hawk.pk, "certificate", id), {"seen": sent["seen"]})
    assert (taken.status_code, CHANGED in taken.content) == (422, True)
    assert [row.verifier for row in Certificate.objects.visible_to(cast.anna)] == ["Theirs"]


def test_an_entry_that_is_gone_says_so_and_that_the_words_are_not_lost(cast, as_):
    page, id = certificate(cast)
    sent = filled(as_(cast.anna), page, verifier="Mine")
    as_(cast.clara).post(at("remove", cast.hawk.pk, "certificate", id))
    for path in (page, at("remove", cast.hawk.pk, "certificate", id)):
        answer = as_(cast.anna).post(path, sent)
        assert (answer.status_code, b"it still stands in the form" in answer.content) == (404, True)
    assert not Certificate.objects.visible_to(cast.anna).exists()


@pytest.mark.parametrize("kind", ["email", "phone"])
@pytest.mark.parametrize("was", ["", "old@example.org"])
def test_a_contact_that_a_colleague_changed_is_not_put_back(cast, as_, kind, was):
    work = Affiliation.objects.visible_to(cast.anna).get(person_id=cast.anna.person_id, organisation=cast.hawk)
    way = {"by": cast.anna, "affiliation_id": work.pk, "kind": kind}
    set_contact(**way, value=was)
    page = at("person", cast.hawk.pk, work.pk)
    sent = filled(as_(cast.anna), page, title="Chief")
    set_contact(**way, value="new@example.org")
    assert CHANGED in as_(cast.anna).post(page, sent).content
    assert ContactPoint.objects.visible_to(cast.anna).get(kind=kind).value == "new@example.org"
    assert Affiliation.objects.visible_to(cast.anna).get(pk=work.pk).title == ""  # all of the form or nothing
    as_(cast.anna).post(page, filled(as_(cast.anna), page, title="Chief"))
    assert Affiliation.objects.visible_to(cast.anna).get(pk=work.pk).title == "Chief"


def test_a_membership_that_a_colleague_changed_is_not_overwritten(cast, as_):
    row = Membership.objects.visible_to(cast.clara).get(organisation=cast.hawk)
    page = at("membership", cast.hawk.pk, row.pk)
    sent = filled(as_(cast.clara), page, size_band="10-49")
    change_membership(by=cast.clara, membership_id=row.pk, type="knowledge", size_band="", from_on=SINCE)
    assert CHANGED in as_(cast.clara).post(page, sent).content
    assert Membership.objects.visible_to(cast.clara).get(pk=row.pk).type == "knowledge"


def test_a_membership_that_is_not_there_is_not_begun_instead(cast, as_):
    row = Membership.objects.visible_to(cast.clara).get(organisation=cast.kite)
    sent = filled(as_(cast.clara), at("membership", cast.kite.pk, row.pk))
    page = at("membership", cast.kite.pk, row.pk)
    row.delete()
    assert as_(cast.clara).post(page, sent).status_code == 404
    assert not Membership.objects.visible_to(cast.clara).filter(organisation=cast.kite).exists()


@pytest.mark.parametrize("name", ["card", "site", "add_person", "start"])
def test_nothing_is_written_into_an_entry_that_was_merged_away(cast, as_, name):
    gone = cast.kite.pk
    more = {
        "card": {"name": "Other"},
        "site": {"name": "Works"},
        "add_person": {"name": "Eva"},
        "start": {"from_on": "2031-01-01", "type": "company"},
    }
    page = at("add", gone, name) if name == "site" else at(name, gone)
    sent = filled(as_(cast.clara), page, **more[name])
    merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=gone)
    before = rows()
    answer = as_(cast.clara).post(page, sent)
    assert b"This entry was merged with another one meanwhile" in answer.content
    assert rows() == before
    assert Organisation.objects.visible_to(cast.clara).get(pk=gone).name == "Kite ApS"


MAKES = {
    "certificate": {"name": "ISO 9001"},
    "reference": {"title": "A radar", "text": "It turns."},
    "site": {"name": "Works", "town": "Odense"},
    "figure": {"name": "staff", "year": "2025", "amount": "12"},
    "capability": {"system": "cpv", "code": "35613000"},
}


@pytest.mark.parametrize("kind", [*MAKES, "ownership", "add_person", "admit", "circles", "roles", "start", "list", "notice"])
def test_a_form_that_makes_something_makes_it_once_however_often_it_is_sent(cast, as_, kind):
    """The second time the page says so, or leads to what is there."""
    hawk = cast.hawk.pk
    who = cast.anna if kind in MAKES else cast.clara
    path, more = {
        **{name: (at("add", hawk, name), said) for name, said in MAKES.items()},
        "ownership": (at("add", hawk, "ownership"), {"owner": str(cast.kite.pk), "share": "30", "from_on": "2024-01-01"}),
        "add_person": (at("add_person", hawk), {"name": "Eva", "email": "eva@example.org"}),
        "admit": (at("admit"), {"name": "Lark AB", "country": "SE", "from_on": "2026-01-01", "label": Label.CLEAR.value}),
        "circles": (at("circles"), {"name": "Board"}),
        "roles": ("/roles/", {"email": "anna@example.org", "role": "board", "starts_on": "2026-01-01"}),
        "start": (at("start", cast.abroad.pk), {"from_on": "2026-01-01"}),
        "list": (at("lists"), {}),
        "notice": ("/market/enter/", {"title": "Drones", "buyer": "Invented Agency", "text": "Five."}),
    }[kind]
    sent = filled(as_(who), path, 0, **more)
    before, counts, codes = rows(), [], []
    for _ in range(3):
        file = {"file": SimpleUploadedFile("members.csv", danish())} if kind == "list" else {}
        answer = as_(who).post(path, sent | file)
        codes.append(answer.status_code)
        counts.append(rows() | ({"Entry": 0} if kind == "list" else {}))
    assert counts[0] != before, answer.content.decode()[-3000:]
    assert counts == [counts[0]] * 3
    assert codes[0] == 303
    assert set(codes[1:]) <= {303, 200, 422}


def test_an_answer_that_cannot_be_kept_does_not_use_up_its_link(cast, as_):
    work = Affiliation.objects.visible_to(cast.clara).get(person_id=cast.anna.person_id)
    set_contact(by=cast.anna, affiliation_id=work.pk, kind="email", value="anna@hawk.example")
    as_(cast.clara).post(at("ask", cast.hawk.pk))
    path = next(word for word in mail.outbox[0].body.split() if "/still-right/" in word).partition("8000")[2]
    guest = as_(cast.guest)
    assert guest.post(path, {"right": "no", "note": "We\x07 moved."}).status_code == 422
    assert b"Thank you" in guest.post(path, {"right": "no", "note": "We moved."}).content
    assert [row.note for row in Confirmation.objects.visible_to(cast.clara)] == ["We moved."]
