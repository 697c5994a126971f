"""The most aid under articles 27 and 28 of the block exemption, and why there is none."""

from datetime import date
from decimal import Decimal

import pytest

from klynge.core.aid.gber import NOTHING, Aid, Area, Cluster, Cost, NoAid, cluster_aid, innovation_aid
from klynge.core.aid.limits import Size
from klynge.core.aid.window import Award
from klynge.core.errors import Wrong
from klynge.core.law import unconfirmed
from klynge.core.money import Money
from tests.core.aid.values import law

JUNE = date(2026, 6, 1)


def euro(amount: str | int) -> Money:
    return Money(Decimal(amount), "EUR")


def invest(amount: str | int, area: Area = Area.NONE, on: date = JUNE, **more) -> Aid | NoAid:
    return cluster_aid(Cluster.INVESTMENT, euro(amount), on, law(), area=area, **more)


def operate(amount: str | int, on: date = JUNE, **more) -> Aid | NoAid:
    return cluster_aid(Cluster.OPERATION, euro(amount), on, law(), **more)


def innovate(size: Size = Size.SMALL, on: date = JUNE, given=(), earlier=NOTHING, **costs: str | int) -> Aid | NoAid:
    said = {Cost(kind): euro(amount) for kind, amount in costs.items()}
    return innovation_aid(said, size, on, law(), advice=given, earlier=earlier)


def why(answer: Aid | NoAid) -> str:
    assert isinstance(answer, NoAid)
    return str(answer.steps[-1])


def most(answer: Aid | NoAid) -> tuple[Decimal, Decimal, bool]:
    assert isinstance(answer, Aid)
    return answer.most.amount, answer.intensity, answer.notification


def test_half_of_an_investment_and_more_in_poorer_areas():
    assert [most(invest(1000, area))[:2] for area in Area] == [(500, 50), (650, 65), (550, 55)]


def test_each_answer_names_its_values_and_those_that_nobody_confirmed():
    answer = invest(1000, Area.A)
    assert [value.name for value in answer.values] == [
        "gber.end",
        "gber27.investment.intensity",
        "gber27.investment.extra.a",
        "gber27.notification",
    ]
    assert [value.name for value in unconfirmed(answer.values)] == [
        "gber.end",
        "gber27.investment.extra.a",
        "gber27.notification",
    ]


def test_aid_is_rounded_down_so_that_it_never_is_above_its_intensity():
    assert most(invest("0.03"))[0] == Decimal("0.01")


def test_half_of_the_operation_for_ten_years_to_the_day():
    begun = date(2016, 6, 2)
    assert most(operate(1000, operating_since=begun)) == (500, 50, False)
    assert why(operate(1000, operating_since=date(2016, 6, 1))) == (
        "Operating aid began on 2016-06-01 and may be given for 10 years, which were over on 2026-06-01."
    )


def test_other_aid_for_the_same_costs_is_taken_off():
    assert most(operate(1000, same_costs=euro(400))) == (100, 10, False)
    assert most(operate(1000, same_costs=euro(600))) == (0, 0, False)


@pytest.mark.parametrize(
    ("on", "earlier", "notify"),
    [
        (date(2023, 6, 30), "7000000", False),
        (date(2023, 6, 30), "7000000.01", True),
        (date(2023, 7, 1), "9500000", False),
        (date(2023, 7, 1), "9500000.01", True),
    ],
)
def test_a_cluster_whose_aid_goes_above_the_limit_of_the_day_must_notify(on, earlier, notify):
    assert most(operate(1_000_000, on, earlier=euro(earlier))) == (500_000, 50, notify)


def test_after_the_end_of_the_exemption_there_is_none():
    assert isinstance(operate(1000, date(2026, 12, 31)), Aid)
    said = "The block exemption ends on 2026-12-31, and the aid would be of 2027-01-01."
    assert [why(operate(1000, date(2027, 1, 1))), why(innovate(on=date(2027, 1, 1), rights=1))] == [said, said]


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        (Size.LARGE, "Article 28 is for small and medium firms, and this one is large."),
        (Size.UNKNOWN, "Article 28 is for small and medium firms, and the size of this one is not known."),
    ],
)
def test_article_28_is_for_small_and_medium_firms(size, reason):
    assert why(innovate(size, rights=1000)) == reason


def test_half_of_rights_and_staff_and_all_of_advice():
    assert most(innovate(rights=1000, staff=2000)) == (1500, 50, False)
    both = innovate(Size.MICRO, rights=1000, advice=3000)
    assert most(both) == (3500, Decimal("87.5"), False)
    assert [str(step) for step in both.steps] == [
        "Patents and other rights, EUR 1000: 50 % is EUR 500.00.",
        "Advice and support, EUR 3000: up to 100 % under the ceiling of EUR 220000, of which EUR 0 was given since 2023-06-02. "
        "That is EUR 3000.00.",
        "At most EUR 3500.00.",
    ]


@pytest.mark.parametrize(
    ("given", "aid"),
    [(0, 100_000), (120_000, 100_000), (150_000, 70_000), (170_000, 50_000), (180_000, 50_000), (400_000, 50_000)],
)
def test_advice_is_paid_in_full_under_its_ceiling_and_else_by_half(given, aid):
    before = [Award(1, 1, date(2025, 1, 1), Decimal(given), "advice")]
    assert most(innovate(advice=100_000, given=before))[0] == aid


def test_advice_of_three_years_ago_no_longer_counts_and_later_advice_does_not_yet():
    def left(on: date) -> Decimal:
        return most(innovate(advice=100, given=[Award(1, 1, on, Decimal(220_000), "advice")]))[0]

    assert [left(day) for day in (date(2023, 6, 1), date(2023, 6, 2), JUNE, date(2026, 6, 2))] == [100, 50, 50, 100]


def test_the_ceiling_of_advice_is_that_of_the_day():
    days = (date(2023, 6, 30), date(2023, 7, 1))
    assert [most(innovate(on=day, advice=300_000))[0] for day in days] == [200_000, 220_000]


def test_a_project_above_the_limit_must_be_notified():
    assert [most(innovate(rights=2, earlier=euro(before)))[2] for before in ("9999999", "9999999.01")] == [False, True]


def test_no_costs_give_no_aid():
    assert most(innovate()) == (0, 0, False)


@pytest.mark.parametrize("amount", [Money(Decimal(1), "DKK"), euro("-1"), euro("NaN")])
def test_costs_are_amounts_in_euro(amount):
    with pytest.raises(Wrong):
        cluster_aid(Cluster.OPERATION, amount, JUNE, law())
    with pytest.raises(Wrong):
        innovation_aid({Cost.RIGHTS: amount}, Size.SMALL, JUNE, law())
