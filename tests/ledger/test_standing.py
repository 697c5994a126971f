"""Who an organisation was on a day, as the register knows it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klynge.ledger.queries.standing import Standing, standings
from klynge.register.actions.merge import merge, undo_merge
from klynge.register.models import Figure, Membership, Ownership, Site
from tests.cast import organisation

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2026, 3, 2), date(2026, 10, 5)


def standing(firm, day=SPRING):
    [one] = standings([(firm.pk, day)]).values()
    return one


def owns(owner, owned, share=100, **days):
    Ownership.objects.create(owner=owner, organisation=owned, share=share, **{"from_on": date(2020, 1, 1), **days})


def staff(firm, year, amount, turnover=None):
    Figure.objects.create(organisation=firm, name="staff", year=year, amount=amount)
    if turnover is not None:
        Figure.objects.create(organisation=firm, name="turnover", year=year, amount=turnover, currency="EUR")


def test_what_is_not_known_is_unknown(cast):
    assert standing(cast.hawk) == Standing(cast.hawk.pk, cast.hawk.pk, member="company", country="DK", kind="company")
    assert standings([(999_999, SPRING)]) == {}


def test_a_membership_that_changes_type_within_the_year_is_that_of_the_day(cast):
    Membership.objects.system_rows("the test ends it").filter(organisation=cast.hawk).update(to_on=date(2026, 6, 30))
    Membership.objects.create(organisation=cast.hawk, type="associate", from_on=date(2026, 7, 1), to_on=date(2026, 9, 30))
    days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 1)]
    found = standings((cast.hawk.pk, day) for day in days)
    assert [found[cast.hawk.pk, day].member for day in days] == ["company", "associate", "associate", ""]


def test_the_group_is_that_of_the_day_and_named_by_its_smallest_id(cast):
    mother = organisation("Mother Holding")
    owns(mother, cast.hawk, to_on=date(2026, 6, 30))
    owns(mother, cast.kite, from_on=date(2026, 3, 2))
    pairs = [(firm.pk, day) for firm in (cast.hawk, cast.kite, mother) for day in (date(2026, 3, 1), SPRING, AUTUMN)]
    found = standings(pairs)
    assert [found[pair].group_id for pair in pairs] == [
        cast.hawk.pk,
        cast.hawk.pk,
        cast.hawk.pk,
        cast.kite.pk,
        cast.hawk.pk,
        cast.kite.pk,
        cast.hawk.pk,
        cast.hawk.pk,
        cast.kite.pk,
    ]


def test_a_minority_is_no_group_but_counts_in_the_size(cast):
    owns(cast.kite, cast.hawk, 30)
    staff(cast.hawk, 2025, 100, 1_000_000)
    staff(cast.kite, 2025, 1000, 1_000_000_000)
    one = standing(cast.hawk)
    assert (one.group_id, one.sme, one.staff) == (cast.hawk.pk, False, 100)


def test_only_accounting_years_that_had_ended_are_known(cast):
    staff(cast.hawk, 2024, Decimal("49.6"), 1_000_000)
    staff(cast.hawk, 2025, 51, 1_000_000)
    staff(cast.hawk, 2026, 900, 900_000_000)
    days = [date(2024, 12, 31), date(2025, 12, 31), date(2026, 12, 31)]
    found = standings((cast.hawk.pk, day) for day in days)
    assert [(found[cast.hawk.pk, day].sme, found[cast.hawk.pk, day].staff) for day in days] == [
        (None, None),
        (True, 49),
        (True, 51),
    ]


def test_the_region_is_that_of_the_main_site_by_the_tables_of_the_day(cast):
    Site.objects.create(organisation=cast.hawk, municipality="0791", main=False)
    Site.objects.create(organisation=cast.hawk, municipality="0101", main=True, from_on=date(2026, 6, 1))
    days = [SPRING, AUTUMN, date(2027, 1, 1)]
    found = standings((cast.hawk.pk, day) for day in days)
    regions = [found[cast.hawk.pk, day].region for day in days]
    assert len(set(regions)) == 3  # moved, and the capital's region has another name from 2027
    assert all(regions)


def test_a_merged_entry_stands_as_the_one_that_was_kept(cast):
    double = organisation("Hawk Double")
    Membership.objects.create(organisation=double, type="start-up", from_on=date(2019, 1, 1), to_on=date(2019, 12, 31))
    mother = organisation("Mother Holding")
    owns(mother, double)
    made = merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=double.pk)
    found = standings([(double.pk, SPRING), (double.pk, date(2019, 5, 5)), (cast.hawk.pk, SPRING)])
    assert {one.organisation_id for one in found.values()} == {cast.hawk.pk}
    assert found[double.pk, SPRING] == found[cast.hawk.pk, SPRING]
    assert found[double.pk, SPRING].group_id == cast.hawk.pk
    assert found[double.pk, date(2019, 5, 5)].member == "start-up"
    undo_merge(by=cast.clara, merge_id=made.pk)
    assert standing(double).organisation_id == double.pk


def test_a_hundred_pairs_take_as_many_queries_as_one(cast):
    firms = [organisation(f"Firm {n}") for n in range(10)]
    for firm in firms[1:]:
        owns(firms[0], firm)
        staff(firm, 2025, 5)
    counts = []
    for pairs in ([(firms[0].pk, SPRING)], [(firm.pk, date(2026, month, 1)) for firm in firms for month in range(1, 11)]):
        with CaptureQueriesContext(connection) as asked:
            assert len(standings(pairs)) == len(pairs)
        counts.append(len(asked))
    assert counts == [6, 6]
