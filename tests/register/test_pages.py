"""The register's pages: who passes each door, what a form does, what is refused in words."""

from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from klynge.access.models import Circle
from klynge.core.tlp import Label
from klynge.register.actions.imports import import_members
from klynge.register.actions.profile import set_certificate, set_fact
from klynge.register.imports.table import PAGE_ROWS
from klynge.register.models import (
    Affiliation,
    Certificate,
    Confirmation,
    ContactPoint,
    Fact,
    Import,
    Membership,
    Merge,
    Named,
    Organisation,
    Proposal,
)
from klynge.register.viewers import viewer_of_person
from tests.cast import organisation
from tests.register.addresses import at
from tests.register.lists import danish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "contexts")]


CARD = {"kind": "company", "country": "DK", "label": Label.CLEAR.value, "type": "company", "from_on": "2026-11-23"}


def test_only_the_secretariat_enters_the_register_and_members_their_own_entry(cast, as_):
    own, others = at("profile", cast.hawk.pk), at("profile", cast.kite.pk)
    doors = [at(name) for name in ("members", "admit", "proposals", "lists", "duplicates")] + [others, own]
    status = {name: [as_(viewer).get(door).status_code for door in doors] for name, viewer in cast.everybody().items()}
    assert status == {
        "guest": [302] * 7,
        "anna": [404] * 6 + [200],
        "ben": [404] * 5 + [200, 404],
        "clara": [200] * 7,
        "dora": [404] * 7,
        "erik": [404] * 7,
    }


def test_whoever_looks_after_one_entry_is_led_to_it(cast, as_):
    answer = as_(cast.anna).get(at("mine"))
    assert (answer.status_code, answer.url) == (303, at("profile", cast.hawk.pk))


def test_a_member_writes_a_field_for_themselves_and_one_for_everybody(cast, as_):
    page = at("fact", cast.hawk.pk, "profile", "en")
    assert b"What we do (English)" in as_(cast.anna).get(page).content
    as_(cast.anna).post(page, {"value": "Radars <script>alert(1)</script>", "label": Label.STRICT.value})
    [fact] = Fact.objects.visible_to(cast.anna)
    assert (fact.value, fact.label) == ("Radars <script>alert(1)</script>", Label.STRICT)
    shown = as_(cast.anna).get(at("profile", cast.hawk.pk)).content
    assert b"Radars &lt;script&gt;" in shown
    assert b"<script>alert" not in shown
    answer = as_(cast.anna).post(page, {"value": "Radars", "label": Label.CLEAR.value, "seen": ""}, follow=True)
    assert b"The secretariat looks at it" in answer.content
    assert Fact.objects.visible_to(cast.anna).get().value == "Radars <script>alert(1)</script>"


def test_a_stale_form_is_answered_with_words_and_keeps_what_was_written(cast, as_):
    set_fact(by=cast.anna, organisation_id=cast.hawk.pk, name="phone", value="1")
    page = at("fact", cast.hawk.pk, "phone")
    seen = as_(cast.anna).get(page).context["form"]["seen"].value()
    set_fact(by=cast.anna, organisation_id=cast.hawk.pk, name="phone", value="2")
    answer = as_(cast.anna).post(page, {"value": "3", "label": Label.STRICT.value, "seen": seen})
    assert b"Somebody else changed this meanwhile" in answer.content
    assert b'value="3"' in answer.content
    assert Fact.objects.visible_to(cast.anna).get().value == "2"


@pytest.mark.parametrize("address", ["fact/password/", "fact/profile/", "fact/phone/da/", "nothing/add/", "certificate/999/"])
def test_an_address_of_nothing_is_404(cast, as_, address):
    assert as_(cast.anna).get(at("profile", cast.hawk.pk) + address).status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 40, "9" * 5000])
def test_an_absurd_number_in_an_address_is_404(cast, as_, number):
    assert as_(cast.clara).get(f"/register/{number}/").status_code == 404
    assert as_(cast.clara).get(f"/register/lists/{number}/").status_code == 404


def test_a_certificate_is_added_changed_and_taken_out(cast, as_):
    said = {"kind": "certificate", "name": "ISO 9001", "standing": "declared", "label": Label.GREEN.value}
    as_(cast.anna).post(at("add", cast.hawk.pk, "certificate"), {**said, "expires_on": "2027-05-01"})
    [held] = Certificate.objects.visible_to(cast.ben)
    page = at("entry", cast.hawk.pk, "certificate", held.pk)
    assert b'value="2027-05-01"' in as_(cast.anna).get(page).content
    as_(cast.anna).post(page, {**said, "expires_on": "2028-05-01"})
    assert Certificate.objects.visible_to(cast.ben).get().expires_on == date(2028, 5, 1)
    assert as_(cast.ben).post(at("remove", cast.hawk.pk, "certificate", held.pk)).status_code == 404
    as_(cast.anna).post(at("remove", cast.hawk.pk, "certificate", held.pk))
    assert not Certificate.objects.visible_to(cast.ben).exists()


def test_every_kind_of_entry_has_a_form_that_opens(cast, as_):
    kinds = ("figure", "capability", "certificate", "reference", "site", "ownership")
    pages = [at("add", cast.hawk.pk, kind) for kind in kinds]
    pages += [at("card", cast.hawk.pk), at("add_person", cast.hawk.pk)]
    assert [as_(cast.anna).get(page).status_code for page in pages] == [200] * 8
    assert [as_(cast.clara).get(page).status_code for page in pages] == [200] * 8


def test_extra_fields_of_a_form_change_nothing(cast, as_):
    sent = {"value": "x", "label": Label.STRICT.value, "organisation_id": cast.kite.pk, "circle": "1", "consent": "x", "id": "1"}
    as_(cast.anna).post(at("fact", cast.hawk.pk, "phone"), sent)
    [fact] = Fact.objects.visible_to(cast.clara)
    assert (fact.organisation_id, fact.circle_id) == (cast.hawk.pk, None)
    sent = {"kind": "certificate", "name": "ISO", "standing": "verified", "label": Label.STRICT.value}
    as_(cast.anna).post(at("add", cast.hawk.pk, "certificate"), sent)
    assert Certificate.objects.visible_to(cast.clara).get().standing == "documented"


def test_the_secretariat_admits_with_a_warning_and_a_note(cast, as_):
    answer = as_(cast.clara).post(at("admit"), {**CARD, "name": "Odd ApS", "cvr": "12345678"})
    assert b"fails the check digit" in answer.content
    as_(cast.clara).post(at("admit"), {**CARD, "name": "Odd ApS", "cvr": "12345678", "cvr_note": "Seen it"})
    assert Organisation.objects.visible_to(cast.guest).get(name="Odd ApS").cvr_note == "Seen it"


def test_a_proposal_is_shown_with_what_is_different_and_decided(cast, as_):
    set_fact(by=cast.clara, organisation_id=cast.hawk.pk, name="phone", value="11", **{"audience": _clear()})
    set_fact(by=cast.anna, organisation_id=cast.hawk.pk, name="phone", value="22", **{"audience": _clear()})
    [proposal] = Proposal.objects.visible_to(cast.clara)
    shown = as_(cast.clara).get(at("proposals")).content
    assert b"<del>11</del>" in shown
    assert b"22" in shown
    assert as_(cast.clara).post(at("decline", proposal.pk), {"reason": ""}).status_code == 422
    assert as_(cast.anna).post(at("approve", proposal.pk)).status_code == 404
    as_(cast.clara).post(at("approve", proposal.pk))
    assert Fact.objects.visible_to(cast.guest).get().value == "22"
    assert as_(cast.clara).post(at("approve", proposal.pk)).status_code == 422


def _clear():
    from klynge.register.actions.audience import Audience

    return Audience(Label.CLEAR)


def test_a_list_is_read_shown_and_taken_in_by_pages(cast, as_):
    answer = as_(cast.clara).post(at("lists"), {"file": SimpleUploadedFile("members.csv", danish())}, follow=True)
    assert answer.status_code == 200
    assert "Æbelø Radar ApS".encode() in answer.content
    [made] = Import.objects.visible_to(cast.clara)
    answer = as_(cast.clara).post(at("take", made.pk), follow=True)
    assert b"Taken in: 3 new, 0 changed, 0 as they were." in answer.content
    assert as_(cast.clara).get(at("export", "csv")).content.count(b"\n") == 8
    assert as_(cast.clara).get(at("export", "pdf")).status_code == 422
    assert as_(cast.anna).get(at("export", "csv"))["Content-Disposition"].startswith("attachment; filename=")


def test_a_list_longer_than_a_page_takes_is_refused_and_the_answer_names_the_command(cast, as_):
    longest = b"Name\n" + b"".join(b"Firm %d\n" % n for n in range(PAGE_ROWS))
    too_long = longest + b"One more\n"
    answer = as_(cast.clara).post(at("lists"), {"file": SimpleUploadedFile("x.csv", too_long)})
    assert "klynge members import FILE" in answer.content.decode()
    assert list(Import.objects.visible_to(cast.clara)) == []
    answer = as_(cast.clara).post(at("lists"), {"file": SimpleUploadedFile("x.csv", longest)}, follow=True)
    assert "klynge members import FILE" not in answer.content.decode()
    assert [made.counts["new"] for made in Import.objects.visible_to(cast.clara)] == [PAGE_ROWS]


def test_a_long_list_that_was_read_on_the_server_is_not_taken_in_by_a_page(cast, as_):
    content = b"Name\n" + b"".join(b"Firm %d\n" % n for n in range(PAGE_ROWS + 1))
    made = import_members(by=cast.clara, name="x.csv", content=content, today=timezone.localdate())
    answer = as_(cast.clara).post(at("take", made.pk))
    assert (answer.status_code, b"klynge members import FILE" in answer.content) == (422, True)
    assert Organisation.objects.visible_to(cast.clara).count() == 3


@pytest.mark.parametrize("content", [b"", b"Name;CVR\nA;12\n", "Navn\nÆrø".encode()[:-1]])
def test_a_bad_file_is_answered_with_words_and_the_next_request_works(cast, as_, content):
    answer = as_(cast.clara).post(at("lists"), {"file": SimpleUploadedFile("x.csv", content)}, follow=True)
    assert answer.status_code == 200
    assert b"note-signal" in answer.content
    assert Organisation.objects.visible_to(cast.clara).count() == 3
    assert as_(cast.clara).get(at("lists")).status_code == 200


def test_a_file_that_is_no_text_at_all_is_not_even_opened(cast, as_):
    answer = as_(cast.clara).post(at("lists"), {"file": SimpleUploadedFile("x.csv", b"\x00" * 5000)})
    assert (answer.status_code, b"could not be looked through" in answer.content) == (422, True)
    assert not Import.objects.visible_to(cast.clara).exists()


def test_duplicates_are_merged_and_taken_apart_by_pages(cast, as_):
    twin = organisation("Hawk A/S")
    assert b"names alike" in as_(cast.clara).get(at("duplicates")).content
    as_(cast.clara).post(at("merge"), {"kept": cast.hawk.pk, "gone": twin.pk})
    [made] = Merge.objects.visible_to(cast.clara)
    assert b"Take apart" in as_(cast.clara).get(at("duplicates")).content
    as_(cast.clara).post(at("undo", made.pk))
    as_(cast.clara).post(at("apart"), {"kept": cast.hawk.pk, "gone": twin.pk})
    assert b"No two entries look alike" in as_(cast.clara).get(at("duplicates")).content
    assert as_(cast.clara).post(at("merge"), {"kept": "x"}).status_code == 404


def test_a_person_is_added_changed_and_leaves_by_pages(cast, as_):
    said = {"name": "Pia", "language": "en", "from_on": "2026-01-01", "label": Label.STRICT.value, "email": "pia@hawk.example"}
    as_(cast.anna).post(at("add_person", cast.hawk.pk), said)
    work = Affiliation.objects.visible_to(cast.clara).get(organisation=cast.hawk, manages=False)
    changed = {"title": "CTO", "email": "pia@new.example", "phone": "+45 1", "label": Label.GREEN.value}
    as_(cast.anna).post(at("person", cast.hawk.pk, work.pk), changed)
    assert sorted(way.value for way in ContactPoint.objects.visible_to(cast.ben)) == ["+45 1", "pia@new.example"]
    assert as_(cast.ben).get(at("person", cast.kite.pk, work.pk)).status_code == 404
    as_(cast.anna).post(at("leaves", cast.hawk.pk, work.pk), {"on": "2026-11-01"})
    assert Affiliation.objects.visible_to(cast.clara).get(pk=work.pk).to_on == date(2026, 11, 1)


def test_a_membership_is_changed_and_ended_by_pages(cast, as_):
    [row] = Membership.objects.visible_to(cast.clara).filter(organisation=cast.hawk)
    sent = {"type": "associate", "size_band": "10-49", "from_on": "2020-01-01"}
    as_(cast.clara).post(at("membership", cast.hawk.pk, row.pk), sent)
    as_(cast.clara).post(at("end", cast.hawk.pk, row.pk), {"on": "2026-12-31"})
    row = Membership.objects.visible_to(cast.clara).get(pk=row.pk)
    assert (row.type, row.size_band, row.to_on) == ("associate", "10-49", date(2026, 12, 31))
    assert as_(cast.anna).get(at("end", cast.hawk.pk, row.pk)).status_code == 404


def test_the_yearly_question_is_asked_by_mail_and_answered_without_signing_in(cast, as_, client):
    assert as_(cast.clara).post(at("ask", cast.hawk.pk)).status_code == 422  # nobody to ask
    anna = Affiliation.objects.visible_to(cast.clara).get(person_id=cast.anna.person_id)
    ContactPoint.objects.create(affiliation=anna, organisation=cast.hawk, kind="email", value="anna@hawk.example")
    set_fact(by=cast.anna, organisation_id=cast.hawk.pk, name="profile", language="en", value="A secret of Hawk")
    as_(cast.clara).post(at("ask", cast.hawk.pk))
    [sent] = mail.outbox
    assert (sent.to, "A secret of Hawk" in sent.body) == (["anna@hawk.example"], False)
    assert as_(cast.clara).post(at("ask", cast.hawk.pk)).status_code == 422  # asked already
    path = next(word for word in sent.body.split() if "/still-right/" in word).partition("8000")[2]
    guest = as_(cast.guest)
    for _ in range(3):  # a mail scanner looks and uses nothing up
        assert b"A secret of Hawk" in guest.get(path).content
    assert guest.get(path.replace("still-right/", "still-right/x")).status_code == 404
    assert b"Thank you" in guest.post(path, {"right": "no", "note": "We moved."}).content
    [answer] = Confirmation.objects.visible_to(cast.clara)
    assert (answer.right, answer.note, answer.answered_by_id) == (False, "We moved.", cast.anna.person_id)
    assert guest.post(path, {"right": "yes"}).status_code == 404
    assert b"said to be wrong" in as_(cast.clara).get(at("members")).content
    assert b"We moved." in as_(cast.clara).get(at("profile", cast.hawk.pk)).content


def test_a_link_of_somebody_who_left_opens_nothing(cast, as_):
    anna = Affiliation.objects.visible_to(cast.clara).get(person_id=cast.anna.person_id)
    ContactPoint.objects.create(affiliation=anna, organisation=cast.hawk, kind="email", value="anna@hawk.example")
    as_(cast.clara).post(at("ask", cast.hawk.pk))
    path = next(word for word in mail.outbox[0].body.split() if "/still-right/" in word).partition("8000")[2]
    Affiliation.objects.system_rows("test").filter(pk=anna.pk).update(to_on=date(2020, 1, 1))
    assert as_(cast.guest).get(path).status_code == 404


def test_the_list_of_members_is_filtered_by_what_needs_somebody(cast, as_):
    set_certificate(by=cast.clara, organisation_id=cast.hawk.pk, name="ISO 9001", expires_on=date(2020, 1, 1))
    page = as_(cast.clara).get(at("members"), {"state": "expired"})
    assert [row.title for row in page.context["rows"]] == ["Hawk ApS"]
    assert [row.title for row in as_(cast.clara).get(at("members"), {"q": "kite"}).context["rows"]] == ["Kite ApS"]
    everybody = as_(cast.clara).get(at("members"), {"all": "1"}).context["rows"]
    assert [row.title for row in everybody] == ["Cluster Abroad", "Hawk ApS", "Kite ApS"]
    odd = {"state": "x' OR 1=1", "type": "\x00", "field": "<b>", "size": "9" * 999, "q": "%_'\""}
    assert as_(cast.clara).get(at("members"), odd).status_code == 200
    assert as_(cast.clara).get(at("members"), {"page": "-5"}).status_code == 422


def test_the_secretariat_names_an_audience_and_gives_it_to_a_field(cast, as_):
    as_(cast.clara).post(at("circles"), {"name": "Two rivals"})
    [circle] = Circle.objects.visible_to(cast.clara)
    assert b"Name one organisation or one person." in as_(cast.clara).post(at("circle", circle.pk), {"person": ""}).content
    as_(cast.clara).post(at("circle", circle.pk), {"organisation": cast.kite.pk})
    page = at("fact", cast.hawk.pk, "phone")
    as_(cast.clara).post(page, {"value": "+45 9", "label": Label.AMBER.value, "circle": circle.pk})
    ben = viewer_of_person(cast.ben.person_id)
    assert [f.value for f in Fact.objects.visible_to(ben)] == ["+45 9"]
    [named] = Named.objects.visible_to(cast.clara)
    as_(cast.clara).post(at("unname", circle.pk, named.pk))
    assert [f.value for f in Fact.objects.visible_to(viewer_of_person(cast.ben.person_id))] == []
    assert as_(cast.anna).get(at("circles")).status_code == 404
    assert as_(cast.clara).get(at("circle", 999)).status_code == 404
