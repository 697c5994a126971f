"""The EU size class, with its reasons."""

from decimal import Decimal

from klynge.core.aid.figures import Firm, Year
from klynge.core.aid.group import Tie
from klynge.core.aid.limits import Size
from klynge.core.aid.sme import size_class
from klynge.core.money import Money


def firm(id: int, name: str, staff: int | None, turnover: int | None = None, kind: str = "company", year: int = 2025) -> Firm:
    money = None if turnover is None else Money(Decimal(turnover), "EUR")
    return Firm(id, name, kind, {year: Year(None if staff is None else Decimal(staff), money)})


def share(owner: int, owned: int, percent: int, control: bool = False) -> Tie:
    return Tie(owner, owned, Decimal(percent), control)


def test_head_count_and_one_money_limit_give_the_class():
    cases = {
        (9, 1_000_000): Size.MICRO,
        (10, 1_000_000): Size.SMALL,
        (9, 2_000_001): Size.SMALL,
        (49, 10_000_000): Size.SMALL,
        (50, 1): Size.MEDIUM,
        (249, 50_000_000): Size.MEDIUM,
        (249, 50_000_001): Size.LARGE,
        (250, 1): Size.LARGE,
    }
    assert {case: size_class(1, [firm(1, "A", *case)], []).size for case in cases} == cases


def test_a_low_balance_suffices_where_the_turnover_is_high():
    rich = Firm(
        1, "A", "company", {2025: Year(Decimal(200), Money(Decimal(90_000_000), "EUR"), Money(Decimal(43_000_000), "EUR"))}
    )
    assert size_class(1, [rich], []).size is Size.MEDIUM


def test_kroner_are_turned_into_euro_by_the_central_rate():
    years = {2025: Year(Decimal(40), Money(Decimal("74603800"), "DKK"))}
    found = size_class(1, [Firm(1, "A", "company", years)], [])
    assert (found.size, found.turnover) == (Size.SMALL, Decimal(10_000_000))


def test_without_a_head_count_there_is_no_class_and_it_says_why():
    found = size_class(1, [firm(1, "Hawk", None, 500)], [])
    assert found.size is Size.UNKNOWN
    assert found.sme is None
    assert [str(step) for step in found.steps] == ["The head count of Hawk is not known, and without it the rule gives no class."]


def test_a_linked_firm_counts_in_full_and_a_partner_by_its_share():
    # The Commission's guide: 100 % of A and 30 % of C.
    firms = [firm(1, "Own", 20, 1), firm(2, "Linked", 40, 1), firm(3, "Partner", 100, 1)]
    found = size_class(1, firms, [share(1, 2, 100), share(1, 3, 30)])
    assert (found.staff, found.size, found.sure) == (Decimal(90), Size.MEDIUM, True)


def test_links_run_along_the_chain_in_both_directions():
    firms = [firm(n, f"F{n}", 100, 1) for n in (1, 2, 3)]
    assert size_class(1, firms, [share(2, 1, 60), share(2, 3, 10, control=True)]).staff == 300


def test_partners_of_linked_firms_count_pro_rata_but_partners_of_partners_do_not():
    firms = [firm(n, f"F{n}", 100, 1) for n in (1, 2, 3, 4)]
    found = size_class(1, firms, [share(1, 2, 80), share(2, 3, 40), share(3, 4, 30)])
    assert found.staff == 100 + 100 + 40


def test_less_than_a_quarter_does_not_count():
    firms = [firm(1, "Own", 20, 1), firm(2, "Owner", 1000, 1)]
    found = size_class(1, firms, [Tie(2, 1, Decimal("24.99"))])
    assert (found.staff, found.sure) == (20, True)


def test_a_university_may_own_a_share_but_another_investor_leaves_a_doubt():
    spin_off = firm(1, "Spin-off", 5, 1)
    by_university = size_class(1, [spin_off, firm(2, "University", 4000, 1, "university")], [share(2, 1, 30)])
    by_fund = size_class(1, [spin_off, firm(2, "Fund", 10, 1)], [share(2, 1, 30)])
    by_town = size_class(1, [spin_off, firm(2, "Town", 10, 1, "authority")], [share(2, 1, 30)])
    assert (by_university.staff, by_university.sure) == (5, True)
    assert (by_fund.staff, by_fund.sure) == (8, False)
    assert [str(d) for d in by_town.doubts] == ["Town is a public owner. Whether it is exempt is not known."]


def test_missing_figures_of_a_linked_firm_are_a_doubt_and_not_zero_money():
    found = size_class(1, [firm(1, "Own", 5, 1), firm(2, "Mother", None)], [share(2, 1, 100)])
    assert found.turnover is None
    assert [str(d) for d in found.doubts] == [
        "The head count of Mother in 2025 is not known; it was left out.",
        "Neither turnover nor balance is known; the class rests on the head count alone.",
    ]


def test_one_year_over_a_limit_does_not_change_the_class_but_two_do():
    def grown(*staff: int) -> Size:
        years = {2022 + n: Year(Decimal(count), Money(Decimal(1), "EUR")) for n, count in enumerate(staff)}
        return size_class(1, [Firm(1, "A", "company", years)], []).size

    assert grown(45, 52) is Size.SMALL
    assert grown(45, 52, 55) is Size.MEDIUM
    assert grown(45, 52, 40) is Size.SMALL


def test_a_ring_of_owners_ends():
    firms = [firm(n, f"F{n}", 10, 1) for n in (1, 2)]
    assert size_class(1, firms, [share(1, 2, 60), share(2, 1, 60)]).staff == 20


def test_two_years_on_the_same_side_move_the_class_as_far_as_the_nearer_one():
    def after(*staff: int) -> Size:
        years = {2022 + n: Year(Decimal(count), Money(Decimal(1), "EUR")) for n, count in enumerate(staff)}
        return size_class(1, [Firm(1, "A", "company", years)], []).size

    assert after(5, 20, 100) is Size.SMALL  # micro was left for two years, small only for one
    assert after(300, 100, 20) is Size.MEDIUM
    assert after(20, 5, 100) is Size.SMALL


def test_accounts_from_before_the_rule_are_held_against_its_first_limits():
    assert size_class(1, [firm(1, "A", 9, 1, year=2003)], []).size is Size.MICRO
