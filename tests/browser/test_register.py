"""The register's pages in a real browser: no barrier, no overflow, no fault, for those who look after the entries."""

import re
from datetime import date

import pytest
from django.core import mail

from klynge.core.tlp import Label
from klynge.ledger.actions.law import load_values
from klynge.ledger.actions.size import work_out_size
from klynge.register.actions.audience import Audience
from klynge.register.actions.confirm import ask_confirmation
from klynge.register.actions.imports import import_members
from klynge.register.actions.people import add_person, set_contact
from klynge.register.actions.profile import add_site, set_capability, set_certificate, set_fact, set_figure, set_reference
from klynge.register.models import Affiliation
from tests.cast import make, organisation
from tests.register.lists import danish

TODAY = date(2026, 11, 23)
OWN = ("", "card/", "fact/profile/en/", "certificate/add/", "site/add/", "people/add/")
HOUSE = ("", "admit/", "proposals/", "lists/", "lists/{list}/", "duplicates/")


@pytest.fixture
def register(transactional_db):
    """Anna's firm with something of each kind, a proposal, a list with problems, and a duplicate. -> (cast, id of the list)"""
    cast = make()
    own = {"by": cast.anna, "organisation_id": cast.hawk.pk}
    set_fact(**own, name="profile", language="en", value="We build radars.\nAnd sensors.")
    set_fact(**own, name="website", value="www.hawk.example", audience=Audience(Label.CLEAR))
    set_certificate(**own, name="ISO 9001", expires_on=date(2026, 6, 30))
    set_capability(**own, system="cpv", code="35722000", main=True)
    set_reference(**own, title="Radar for a harbour", year=2024)
    set_figure(**own, name="staff", year=2025, amount=24)
    add_site(**own, town="Viborg", municipality="0791", main=True)
    organisation("Hawk A/S")
    odd = "Måge ApS;1234567;;Ukendt" + ";" * 18
    made = import_members(by=cast.clara, name="medlemmer.csv", content=danish(odd), today=TODAY)
    return cast, made.pk


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "light", "da"), (390, "dark", "en")])
@pytest.mark.parametrize("path", OWN)
def test_a_members_pages_read_well(opened, register, path, width, theme, language):
    cast, _ = register
    visit = opened(f"/register/{cast.hawk.pk}/{path}", width=width, theme=theme, language=language, who=cast.anna)
    assert visit.whole() == visit.GOOD


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "dark", "en"), (390, "light", "da")])
@pytest.mark.parametrize("path", HOUSE)
def test_the_secretariats_pages_read_well(opened, register, path, width, theme, language):
    cast, made = register
    visit = opened("/register/" + path.format(list=made), width=width, theme=theme, language=language, who=cast.clara)
    assert visit.whole() == visit.GOOD


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "light", "da"), (390, "dark", "en")])
def test_the_yearly_question_reads_well_without_signing_in(opened, register, width, theme, language):
    cast, _ = register
    anna = Affiliation.objects.visible_to(cast.clara).get(person_id=cast.anna.person_id)
    set_contact(by=cast.anna, affiliation_id=anna.pk, kind="email", value="anna@hawk.example")
    ask_confirmation(by=cast.clara, organisation_id=cast.hawk.pk)
    path = next(word for word in mail.outbox[-1].body.split() if "/still-right/" in word).partition("8000")[2]
    visit = opened(path, width=width, theme=theme, language=language)
    assert visit.whole() == visit.GOOD


def test_a_member_changes_a_field_without_script_and_the_secretariat_approves_it(opened, register):
    cast, _ = register
    visit = opened(f"/register/{cast.hawk.pk}/fact/line/en/", language="en", who=cast.anna, script=False)
    visit.page.get_by_label("In one line").fill("Radars for harbours")
    visit.page.get_by_label("Everybody, also on the open internet").check()
    visit.page.get_by_role("button", name="Save").click()
    visit.page.get_by_text("The secretariat looks at it").wait_for()
    house = opened("/register/proposals/", language="en", who=cast.clara)
    house.page.get_by_role("button", name=re.compile("Approve.*In one line")).click()
    house.page.get_by_text("Approved").wait_for()
    assert "Radars for harbours" in opened("/members/hawk-aps/", language="en").page.content()


def test_pictures_of_the_register(opened, register, tmp_path):
    cast, made = register
    for width in (1280, 390):
        for name, path, who in (
            ("profile", f"/register/{cast.hawk.pk}/", cast.anna),
            ("profile-field", f"/register/{cast.hawk.pk}/fact/profile/en/", cast.anna),
            ("members-desk", "/register/", cast.clara),
            ("list-preview", f"/register/lists/{made}/", cast.clara),
        ):
            assert opened(path, width=width, who=who).shot(name, tmp_path).stat().st_size > 10_000


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "light", "da"), (390, "dark", "en")])
def test_the_page_that_erases_somebody_reads_well_and_does_it(opened, register, width, theme, language):
    cast, _ = register
    firm, day = cast.hawk.pk, date(2026, 3, 2)
    person = add_person(
        by=cast.clara, organisation_id=firm, name="Ida Invented", from_on=day, manages=True, email="ida@hawk.example"
    )
    load_values()
    work_out_size(
        by=cast.anna,
        organisation_id=firm,
        given={
            "currency": "EUR",
            "before": "",
            "years": {year: ["40", "9000000", "9000000"] for year in ("2025", "2024")},
            "tied": [],
            "note": "Filled in by Ida Invented",
        },
        on=day,
    )
    visit = opened(f"/register/persons/{person.pk}/erase/", width=width, theme=theme, language=language, who=cast.clara)
    assert visit.whole() == visit.GOOD
    visit.page.check("input[name=sure]")
    visit.page.click("form.form button[type=submit]")
    visit.page.wait_for_url(f"**/register/{firm}/")
    assert visit.whole() == visit.GOOD
    said = visit.page.inner_text("main")
    assert {"da": "Personen er slettet", "en": "The person was erased"}[language] in said
    assert "Ida" not in said
