"""Live evidence is drawn from the register and the ledger at the moment of looking, with the reader's eyes."""

from datetime import date
from decimal import Decimal

import pytest

from klynge.core.errors import Refused
from klynge.core.tlp import Label
from klynge.ledger.actions.book import book
from klynge.ledger.models import Cost, WorkPackage
from klynge.people.models import RoleGrant
from klynge.programme.actions.answer import answer_survey
from klynge.programme.models import Asked
from klynge.programme.queries.evidence import EVIDENCE, evidence
from klynge.register.models import Membership, Organisation, Site
from tests.cast import organisation
from tests.programme import effect

pytestmark = pytest.mark.django_db
TODAY = effect.TODAY


@pytest.fixture(autouse=True)
def today(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: effect.NOW)


def draw(cast, name: str, language: str = "en"):
    return evidence(cast.clara, name, today=TODAY, language=language)


def test_members_are_counted_by_type_place_and_year(cast):
    lab = organisation("Lab", kind=Organisation.UNIVERSITY)
    Membership.objects.create(organisation=lab, type="knowledge", from_on=date(2025, 5, 1), label=Label.AMBER)
    gone = organisation("Gone ApS")
    Membership.objects.create(organisation=gone, type="company", from_on=date(2022, 1, 1), to_on=date(2024, 6, 1))
    Site.objects.create(organisation=cast.hawk, municipality="0791", main=True, label=Label.CLEAR)
    assert draw(cast, "members").rows == (
        ("Hawk ApS", "Company member", "Company", date(2020, 1, 1)),
        ("Kite ApS", "Company member", "Company", date(2020, 1, 1)),
        ("Lab", "Knowledge institution", "University", date(2025, 5, 1)),
    )
    assert draw(cast, "members-by-type").rows == (("Company member", 2), ("Knowledge institution", 1), ("All", 3))
    assert draw(cast, "members-by-type").label is Label.AMBER
    assert draw(cast, "members-by-region", "da").rows == (("Region Midtjylland", 1), ("Udlandet eller ukendt", 2))
    assert draw(cast, "members-by-year").rows == (
        ("2022", 3, 1, 0),
        ("2023", 3, 0, 0),
        ("2024", 2, 0, 1),
        ("2025", 3, 1, 0),
        ("2026", 3, 0, 0),
    )


def test_the_staff_stand_with_their_special_fields(cast):
    RoleGrant.objects.system_rows("the test names a field").filter(role="secretariat").update(field="Space")
    assert draw(cast, "secretariat").rows == (("Clara", "Space", date(2020, 1, 1)),)
    assert evidence(cast.anna, "secretariat", today=TODAY, language="en").rows == ()


def test_activities_groups_contacts_and_projects_are_counted_from_the_ledger(cast):
    lab = organisation("Lab", kind=Organisation.UNIVERSITY)
    for kind, day, title, firms in (
        ("group", date(2025, 3, 1), "Drones", (cast.hawk, cast.kite)),
        ("group", date(2026, 3, 1), "Drones", (cast.hawk,)),
        ("visit", date(2026, 4, 1), "Visit", (cast.kite,)),
        ("project", date(2026, 5, 1), "Radar", (cast.hawk, cast.kite, lab)),
        ("project", date(2026, 6, 1), "Alone", (cast.hawk,)),
        ("event", date(2027, 1, 1), "Later", ()),
    ):
        one = effect.activity(day, title)
        type(one).objects.system_rows("the test makes it another kind").filter(pk=one.pk).update(kind=kind)
        effect.took_part(cast, one, *[(firm, None) for firm in firms])
    assert draw(cast, "activities").columns == ("Kind", "2022", "2023", "2024", "2025", "2026")
    assert draw(cast, "activities").rows == (
        ("Working group", 0, 0, 0, 1, 1),
        ("Company visit", 0, 0, 0, 0, 1),
        ("Project work", 0, 0, 0, 0, 2),
    )
    assert draw(cast, "working-groups").rows == (("Drones", 2, 2, date(2026, 3, 1)),)
    assert draw(cast, "projects").rows == (("Radar", date(2026, 5, 1), 2, 1),)
    assert draw(cast, "contacts").rows[-1] == ("2026", 1, 1)
    assert [row[0] for row in draw(cast, "activity-list").rows] == ["Drones", "Drones", "Visit", "Radar", "Alone"]


def test_private_financing_is_what_the_grant_asks_and_what_companies_brought(cast):
    grant = effect.grant(effect.activity(), own=Decimal(25))
    package = WorkPackage.objects.system_rows("test").get(grant=grant)
    stands = {"on": TODAY, "grant": grant, "work_package": package, "cost": "external", "what": "Test", "group_id": 1}
    for firm, kind, currency, amount in (
        (cast.hawk, "company", "DKK", 70),
        (cast.kite, "university", "DKK", 900),
        (cast.hawk, "company", "EUR", 5),
    ):
        row = Cost(organisation=firm, kind=kind, amount=Decimal(amount), currency=currency, **stands)
        book(cast.clara, [row])
    assert draw(cast, "financing").rows == (("A grant", "DKK", Decimal(1000), Decimal("333.33"), Decimal(25), Decimal(70)),)


def test_satisfaction_counts_those_who_answered(cast):
    survey = effect.survey(cast, "yearly", year=2026)
    for firm, viewer, said in ((cast.hawk, cast.anna, "5"), (cast.kite, cast.ben, None)):
        asked = Asked.objects.create(survey=survey, organisation=firm, person_id=viewer.person_id, asked_at=effect.NOW)
        if said:
            answer_survey(by=viewer, asked_id=asked.pk, said={"satisfaction": said})
    assert draw(cast, "satisfaction").rows == (("What came of it?", 2, 1, 1),)


def test_each_evidence_speaks_both_languages_and_points_only_at_evidence(cast):
    for name in EVIDENCE:
        danish, english = draw(cast, name, "da"), draw(cast, name)
        assert danish.title != english.title, name
        assert danish.note != english.note, name
        assert danish.behind in ("", *EVIDENCE)
    with pytest.raises(Refused):
        draw(cast, "rumours")


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("members", 2), ("members-by-region", 2), ("working-groups", 2), ("financing", 3)])
def test_evidence_takes_the_same_number_of_queries(cast, n, name, queries, django_assert_num_queries):
    for place in range(n):
        Membership.objects.create(organisation=organisation(f"M{place}"), type="company", from_on=date(2021, 1, 1))
        one = effect.activity(title=f"G{place}")
        effect.grant(one)
        type(one).objects.system_rows("the test makes it another kind").filter(pk=one.pk).update(kind="group")
        effect.took_part(cast, one, (cast.hawk, None))
    with django_assert_num_queries(queries):
        draw(cast, name)
