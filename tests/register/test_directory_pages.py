"""The directory's pages: they work without script, in both languages, for guests and members, with any address."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from klynge.access.viewer import Role
from klynge.core.tlp import Label
from klynge.people.models import Account
from klynge.register.models import Affiliation, ContactPoint, Figure, Organisation, Ownership, Person, Reference, Site
from tests.cast import SINCE
from tests.register.members import capability, certificate, codes, fact, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast):
    """Anna's rival Ben has a card with something of each kind, open and closed."""
    codes()
    for label in (Label.CLEAR, Label.STRICT):
        said = label.name.title()
        fact(cast.kite, f"{said} profile", language="en" if label == Label.STRICT else "da", label=label)
        certificate(cast.kite, f"{said} 9001", label=label, expires_on="2020-01-02")
        capability(cast.kite, "sensors.radar" if label == Label.STRICT else "cyber", label=label)
        Site.objects.create(organisation=cast.kite, name=f"{said} site", municipality="0851", label=label)
        Reference.objects.create(organisation=cast.kite, title=f"{said} work", label=label, amount=1000, currency="DKK")
        Figure.objects.create(organisation=cast.kite, name="staff", year=2025 + (label == Label.STRICT), amount=17, label=label)
        owner = Organisation.objects.create(name=f"{said} owner", slug=f"{said}-owner".lower(), label=Label.CLEAR)
        Ownership.objects.create(owner=owner, organisation=cast.kite, share=60, from_on=SINCE, label=label)
        person = Person.objects.create(name=f"{said} person")
        work = Affiliation.objects.create(person=person, organisation=cast.kite, from_on=SINCE, label=label)
        ContactPoint.objects.create(
            affiliation=work, organisation=cast.kite, kind="email", value=f"{said}@kite.example".lower(), label=label
        )
    return cast


def signed_in(name: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if name != "guest":
        client.force_login(Account.objects.get(email=f"{name}@example.org"))
    return client


KEYS = ("profile", "9001", "site", "work", "owner", "person")


def test_a_card_shows_each_field_to_whom_it_is_open(world):
    guest = signed_in("guest").get("/members/kite-aps/").content.decode()
    assert all(f"Clear {key}" in guest for key in KEYS)
    assert "Strict" not in guest
    assert "strict" not in guest.replace("AMBER+STRICT", "")
    assert signed_in("anna").get("/members/kite-aps/").content.decode().count("Strict ") == 0
    ben = signed_in("ben").get("/members/kite-aps/").content.decode()
    assert all(f"Strict {key}" in ben for key in KEYS)
    assert "TLP:AMBER+STRICT" in ben
    assert "TLP:AMBER+STRICT" not in guest


def test_an_expired_certificate_is_said_to_be_expired(world):
    assert "expired on 2 January 2020" in signed_in("guest").get("/members/kite-aps/").content.decode()
    assert "udløb" in signed_in("guest", "da").get("/members/kite-aps/").content.decode()


def test_a_code_that_its_table_lacks_is_called_as_the_one_above_it(world):
    capability(world.kite, "35722190", system="cpv")
    body = signed_in("guest").get("/members/kite-aps/").content.decode()
    assert 'Radar <span class="quiet">35722190</span>' in body


def test_a_hidden_organisation_is_absent(world):
    Organisation.objects.system_rows("test").filter(pk=world.kite.pk).update(label=Label.STRICT)
    hidden, absent = (signed_in("anna").get(f"/members/{slug}/") for slug in ("kite-aps", "no-such-firm"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content
    assert signed_in("ben").get("/members/kite-aps/").status_code == 200


def test_a_merged_organisation_leads_to_the_one_that_was_kept(world):
    Organisation.objects.system_rows("test").filter(pk=world.kite.pk).update(merged_into=world.hawk)
    answer = signed_in("guest").get("/members/kite-aps/")
    assert (answer.status_code, answer.url) == (301, "/members/hawk-aps/")
    Organisation.objects.system_rows("test").filter(pk=world.hawk.pk).update(label=Label.STRICT)
    assert signed_in("guest").get("/members/kite-aps/").status_code == 404


def test_the_secretariat_can_ask_why_and_others_cannot(world, settings):
    settings.SECOND_FACTOR = False
    link = f"/why/?action=read&amp;what=register.Organisation%3A{world.kite.pk}"
    assert link in signed_in("clara").get("/members/kite-aps/").content.decode()
    assert "/why/" not in signed_in("anna").get("/members/kite-aps/").content.decode()
    assert Role.SECRETARIAT in world.clara.roles


def test_a_script_in_a_website_or_a_name_is_text(world):
    row = member("<script>alert(1)</script> A/S", text="<b>bold</b> radar")
    Organisation.objects.system_rows("test").filter(pk=row.pk).update(slug="script")
    fact(row, "javascript:alert(1)", name="website", language="")
    card = signed_in("guest").get("/members/script/").content.decode()
    found = signed_in("guest").get("/members/?q=radar").content.decode()
    for body in (card, found):
        assert "<script>alert" not in body
        assert "<b>bold" not in body
    assert 'href="javascript' not in card


def test_a_website_opens_only_as_a_web_address(world):
    row = member("Web A/S")
    fact(row, "www.web.example", name="website", language="")
    Organisation.objects.system_rows("test").filter(pk=row.pk).update(slug="web")
    body = signed_in("guest").get("/members/web/").content.decode()
    assert 'href="https://www.web.example"' in body


ADDRESSES = [
    "", "?q=radar", "?q=%00", "?q=%22%20OR%20*", "?q=" + "x" * 3000, "?view=map", "?view=map&region=1081", "?region=nowhere",
    "?sort=newest", "?sort=%27", "?size=0-9&size=10-49&kind=company&certificate=Clear+9001&field=cyber", "?page=99", "?q=%ED%A0%80",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES, ids=range(len(ADDRESSES)))
@pytest.mark.parametrize("language", ["da", "en"])
def test_any_address_of_the_directory_answers(world, address, language):
    answer = signed_in("guest", language).get("/members/" + address)
    assert answer.status_code == 200
    assert 'name="q"' in answer.content.decode()
    assert len(answer.content) < 150_000


def test_a_page_that_is_no_number_is_said_to_be_wrong(world):
    assert signed_in("guest").get("/members/?page=x").status_code == 422


def test_an_empty_directory_says_what_will_come(db):
    assert "No member is shown here yet" in signed_in("guest").get("/members/").content.decode()


def test_codes_are_found_by_their_labels_in_both_languages(world):
    for language, word in (("en", "radar"), ("da", "forsvarsudstyr"), ("en", "3572")):
        body = signed_in("guest", language).get(f"/codes/?system=cpv&q={word}").content.decode()
        assert "35722000" in body or "35000000" in body, word
    assert signed_in("guest").get("/codes/?system=none&q=radar").status_code == 200
    assert "No code is like that" in signed_in("guest").get("/codes/?q=qqqqzzzz").content.decode()


def test_one_and_three_things_on_a_card_take_the_same_number_of_queries(world):
    client, taken = signed_in("guest"), []
    for many in (False, True):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/members/hawk-aps/").status_code == 200
        taken.append(len(queries))
        for number in () if many else range(3):
            certificate(world.hawk, f"ISO {number}")
            capability(world.hawk, f"own.{number}")
            fact(world.hawk, "x", name=f"fact{number}")
            Site.objects.create(organisation=world.hawk, municipality="0851", label=Label.CLEAR)
            person = Person.objects.create(name=f"P{number}")
            Affiliation.objects.create(person=person, organisation=world.hawk, from_on=SINCE, label=Label.CLEAR)
    assert taken[0] == taken[1]


def test_the_card_opens_its_entry_for_those_who_may_change_it(world, settings):
    settings.SECOND_FACTOR = False
    seen = {
        name: signed_in(name).get("/members/kite-aps/").content.decode() for name in ("guest", "anna", "ben", "clara", "dora")
    }
    entry = f'href="/register/{world.kite.pk}/"'
    assert {name for name, page in seen.items() if entry in page} == {"ben", "clara"}
    assert "Edit our profile" in seen["ben"]


def test_a_clearance_of_no_known_level_is_called_a_clearance(world):
    certificate(world.kite, "ANY", kind="clearance")
    page = signed_in("guest").get("/members/kite-aps/").content.decode()
    assert "Security clearance" in page
    assert ">ANY" not in page


def test_the_size_by_the_eu_rule_is_told_to_those_who_may_know_all_that_it_is_made_of(world, settings):
    settings.SECOND_FACTOR = False
    seen = {
        name: signed_in(name).get("/members/kite-aps/").content.decode() for name in ("guest", "anna", "ben", "clara", "dora")
    }
    assert {name for name, page in seen.items() if "Size by the EU rule" in page} == {"ben", "clara"}
    hawk = signed_in("anna").get("/members/hawk-aps/").content.decode()
    assert "Size by the EU rule" not in hawk  # without a head count there is no class


def test_an_invented_member_has_no_addresses_to_open(world):
    fact(world.kite, "https://www.kite.example", name="website", language="")
    opens = 'href="https://www.kite.example"'
    assert opens in signed_in("guest").get("/members/kite-aps/").content.decode()
    Organisation.objects.system_rows("a test makes the card invented").filter(pk=world.kite.pk).update(demo=True)
    page = signed_in("guest").get("/members/kite-aps/").content.decode()
    assert "www.kite.example" in page
    assert opens not in page
    assert "mailto:" not in page
