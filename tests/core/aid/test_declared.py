"""The size class from what a firm declares about itself."""

from decimal import Decimal

import pytest

from klynge.core.aid.declared import Declared, Tied, declared_class
from klynge.core.aid.figures import Year
from klynge.core.aid.investors import FIRM, Investor, Kind
from klynge.core.aid.limits import LIMITS, Size
from klynge.core.errors import Wrong
from klynge.core.money import Money
from tests.core.aid.values import law, values


def euro(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


def years(*staff: int, last: int = 2025) -> dict[int, Year]:
    return {last - len(staff) + 1 + n: Year(Decimal(count), euro(1)) for n, count in enumerate(staff)}


def owner(share: int | str, investor: Investor = FIRM, staff: int = 300, name: str = "Owner", control: bool = False) -> Tied:
    return Tied(name, Decimal(share), True, years(staff, staff), control, investor)


def declare(*tied: Tied, staff: tuple[int, ...] = (40, 40), before: Size | None = None):
    return declared_class(Declared("Own", years(*staff), tied, before), law())


def test_the_registers_limits_are_those_of_the_table():
    ours = {value.name: value for value in values() if value.name.startswith("sme.")}
    assert {name: LIMITS.of(name) for name in ours} == {name: (value,) for name, value in ours.items()}


def test_two_years_alone_give_a_sure_class_with_its_limits():
    found = declare()
    assert (found.size, found.sure, found.year, found.staff) == (Size.SMALL, True, 2025, 40)
    assert len(found.values) == 9
    assert {value.unit for value in found.values} == {"staff", "EUR"}


def test_linked_firms_count_in_full_partners_by_their_share_and_partners_of_linked_ones_too():
    partner = Tied("Partner", Decimal(30), False, years(100, 100))
    mother = Tied("Mother", Decimal(80), True, years(50, 50), tied=(partner, owner(40, name="Uncle")))
    found = declare(mother, Tied("Friend", Decimal(25), False, years(20, 20)))
    assert found.staff == 40 + 50 + 30 + 120 + 5
    assert (found.size, found.sure) == (Size.MEDIUM, True)


EXEMPT = [
    Investor(Kind.PUBLIC_INVESTMENT),
    Investor(Kind.VENTURE),
    Investor(Kind.ANGELS, invested=euro(1_249_999)),
    Investor(Kind.UNIVERSITY),
    Investor(Kind.RESEARCH),
    Investor(Kind.INSTITUTIONAL),
    Investor(Kind.AUTHORITY, budget=euro(9_999_999), inhabitants=4_999),
]


@pytest.mark.parametrize("investor", EXEMPT, ids=lambda one: one.kind)
def test_an_exempt_investor_up_to_half_leaves_the_firm_autonomous(investor):
    found = declare(owner(50, investor))
    assert (found.staff, found.size, found.sure) == (40, Size.SMALL, True)
    assert "Owner owns 50 % but is an investor that the rule exempts." in [str(step) for step in found.steps]


@pytest.mark.parametrize("investor", EXEMPT[:-1], ids=lambda one: one.kind)
def test_an_exempt_investor_with_a_majority_is_linked(investor):
    assert declare(owner("50.01", investor)).staff == 340


def test_an_ordinary_owner_counts_by_its_share():
    found = declare(owner(50))
    assert (found.staff, found.size, found.sure) == (190, Size.MEDIUM, True)


def test_angels_that_put_in_too_much_are_partners():
    found = declare(owner(30, Investor(Kind.ANGELS, invested=euro(1_250_000))))
    assert found.staff == 40 + 90
    assert "Owner invested EUR 1250000, which is not below EUR 1250000." in [str(step) for step in found.steps]


@pytest.mark.parametrize(
    "investor", [Investor(Kind.ANGELS), Investor(Kind.ANGELS, invested=Money(Decimal(1), "USD"))], ids=("none", "dollars")
)
def test_what_angels_put_in_is_asked_for(investor):
    found = declare(owner(30, investor))
    assert [str(doubt) for doubt in found.doubts] == [
        "What Owner invested is not known in euro or kroner; the share was counted."
    ]


@pytest.mark.parametrize(
    ("investor", "share", "size"),
    [
        (Investor(Kind.PUBLIC), "24.99", Size.SMALL),
        (Investor(Kind.PUBLIC), "25", Size.LARGE),
        (Investor(Kind.AUTHORITY, budget=euro(10_000_000), inhabitants=4_999), "25", Size.LARGE),
        (Investor(Kind.AUTHORITY, budget=euro(1), inhabitants=5_000), "25", Size.LARGE),
        (Investor(Kind.AUTHORITY, budget=euro(1), inhabitants=1), "60", Size.LARGE),
        (Investor(Kind.UNIVERSITY), "49", Size.SMALL),
    ],
)
def test_a_quarter_in_public_hands_makes_a_firm_large(investor, share, size):
    assert declare(owner(share, investor, staff=0)).size is size


def test_public_bodies_count_together_and_above_the_firm_too():
    public = Investor(Kind.PUBLIC)
    shared = declare(owner(15, public, 0, "Town"), owner(10, public, 0, "State"))
    assert (shared.size, shared.sme) == (Size.LARGE, False)
    assert str(shared.steps[-1]) == "Public bodies control 25 % of Own, and from 25 % on a firm counts as large."
    assert ("sme.public.share", False) in {(value.name, value.confirmed) for value in shared.values}
    above = Tied("Mother", Decimal(100), True, years(1, 1), tied=(owner(30, public, 0, "Town"),))
    below = Tied("Daughter", Decimal(60), False, years(1, 1), tied=(owner(30, public, 0, "Town"),))
    assert [declare(above).size, declare(below).size] == [Size.LARGE, Size.SMALL]


def test_two_years_that_differ_need_the_class_before():
    open_one = declare(staff=(45, 55))
    assert (open_one.size, open_one.sure) == (Size.SMALL, False)
    assert [str(doubt) for doubt in open_one.doubts] == [
        "The two years differ, and the class before 2024 is not given. It decides which one holds."
    ]
    known = {before: declare(staff=(45, 55), before=before) for before in (Size.SMALL, Size.MEDIUM, Size.LARGE)}
    assert {before: found.size for before, found in known.items()} == {
        Size.SMALL: Size.SMALL,
        Size.MEDIUM: Size.MEDIUM,
        Size.LARGE: Size.MEDIUM,
    }
    assert {found.sure for found in known.values()} == {True}


def test_a_figure_that_lacks_in_the_year_before_is_a_doubt_too():
    mother = Tied("Mother", Decimal(60), True, {2025: Year(Decimal(1), euro(1))})
    assert [str(doubt) for doubt in declare(mother).doubts] == [
        "The head count of Mother in 2024 is not known; it was left out.",
        "Neither turnover nor balance is known; the class rests on the head count alone.",
    ]


def test_one_year_of_a_new_firm_gives_a_class_with_a_doubt():
    found = declare(staff=(5,))
    assert (found.size, found.sure) == (Size.MICRO, False)
    assert [str(doubt) for doubt in found.doubts] == ["Only 2025 is given. A class is lost or won only after two years in a row."]
    assert declare(staff=(55,), before=Size.SMALL).size is Size.SMALL


def test_figures_and_shares_that_cannot_be_used_say_what_to_do():
    two = years(1, 1)
    for wrong, words in [
        (Declared("Own", {}), "two accounting years in a row"),
        (Declared("Own", {2023: Year(Decimal(1)), 2025: Year(Decimal(1))}), "two accounting years in a row"),
        (Declared("Own", {2025: Year()}), "Give the head count of 2025"),
        (Declared("Own", two, (owner("100.01"),)), "The share of Owner is 100.01"),
        (Declared("Own", two, (owner("NaN"),)), "Write percent from 0 to 100"),
        (Declared("Own", years(1, -1)), "-1 cannot be a figure of Own in 2025"),
        (Declared("Own", {2025: Year(Decimal(1), Money(Decimal("NaN"), "EUR"))}), "NaN cannot be a figure of Own"),
        (Declared("Own", two, (Tied("Mother", Decimal(60), True, years(-5, 1)),)), "-5 cannot be a figure of Mother in 2024"),
    ]:
        with pytest.raises(Wrong, match=words):
            declared_class(wrong)
