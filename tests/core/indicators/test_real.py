"""The indicators that funders really ask for, as rules, counted by hand: the Danish performance accounts (unique companies that took part,
gained and developed, of these those under 50 staff) and the set of De Blauwe Cluster in Flanders."""

from klynge.core.indicators.split import split
from tests.core.indicators.small import ANNA, BEN, FJORD, SMITH, UNI, Ledger, counts, keys

COMPANY = ["org_kind", "in", ["company"]]
FEW = ["staff", "under", 50]
TOOK_PART = {"of": "participation", "unique": "organisation", "where": [COMPANY]}
GAINED = {"of": "result", "unique": "organisation", "where": [COMPANY, ["result", "in", ["competence", "tool"]]]}
DEVELOPED = {"of": "result", "unique": "organisation", "where": [COMPANY, ["result", "in", ["product", "service", "process"]]]}


def of_these_under_50(rule):
    return {**rule, "where": [*rule["where"], FEW]}


def test_the_performance_accounts_count_each_company_once_and_those_under_50_staff_apart():
    ledger = Ledger()
    firm = {"org_kind": "company"}
    ledger.row("01-10", ANNA, 7, staff=49, **firm)
    ledger.row("05-10", ANNA, 8, staff=49, **firm)
    ledger.row("05-10", BEN, 8, staff=50, **firm)
    ledger.row("05-10", FJORD, 8, staff=None, **firm)
    ledger.row("05-10", UNI, 8, staff=12, org_kind="university")
    ledger.row("06-01", ANNA, 7, of="result", staff=49, result="competence", **firm)
    ledger.row("06-01", BEN, 7, of="result", staff=50, result="tool", **firm)
    ledger.row("06-02", BEN, 7, of="result", staff=50, result="process", **firm)
    assert keys(counts(TOOK_PART, ledger)) == {ANNA: (1, 2), BEN: (3,), FJORD: (4,)}
    assert keys(counts(GAINED, ledger)) == {ANNA: (6,), BEN: (7,)}
    assert keys(counts(DEVELOPED, ledger)) == {BEN: (8,)}
    few = counts(of_these_under_50(TOOK_PART), ledger)
    assert (few.value, keys(few), few.left_out) == (1, {ANNA: (1, 2)}, (4,))  # nobody knows how many work at Fjord
    assert keys(counts(of_these_under_50(GAINED), ledger)) == {ANNA: (6,)}
    assert keys(counts(of_these_under_50(DEVELOPED), ledger)) == {}


# De Blauwe Cluster. Paid is what has an amount; free is what has none.
PAYING = {"of": "participation", "unique": "group", "where": [["member", "in", ["full", "associate"]]]}
KNOWLEDGE = {"of": "participation", "unique": "group", "where": [["org_kind", "in", ["university", "institute"]]]}
STRANGER, EVENT = ["member", "in", [""]], ["kind", "in", ["event"]]
ONE_PAID = {"of": "participation", "unique": "group", "where": [STRANGER, EVENT, ["amount", "at least", "0.01"]]}
TWO_FREE = {
    "of": "participation",
    "unique": "group",
    "where": [STRANGER, EVENT, ["amount", "under", "0.01"]],
    "at_least": 2,
    "of_each": "activity",
}


def either(first, *others):
    return {**first, "together": {"how": "or", "rule": either(*others)}} if others else first


ACTORS = either(PAYING, KNOWLEDGE, ONE_PAID, TWO_FREE)
ACTIVE = either(
    {"of": "participation", "unique": "group", "where": [["kind", "in", ["project"]]]},
    {"of": "participation", "unique": "group", "where": [["kind", "not in", ["project"]]], "at_least": 2, "of_each": "activity"},
)
WITH_THREE = {"of": "participation", "unique": "activity", "where": [COMPANY], "at_least": 3, "of_each": "organisation"}
IN_INITIATIVES = {**TOOK_PART, "together": {"how": "among", "rule": WITH_THREE}}
OUTSIDE_PROJECTS = {
    **GAINED,
    "together": {
        "how": "not among",
        "rule": {"of": "participation", "unique": "activity", "where": [["kind", "in", ["project"]]]},
    },
}


def test_an_actor_is_a_paying_member_a_knowledge_institution_or_a_stranger_with_one_paid_or_two_free_events():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, member="full")
    ledger.row("01-10", UNI, 7, org_kind="university")
    ledger.row("01-10", BEN, 7)  # one free event, twice written: no actor
    ledger.row("01-10", BEN, 7)
    ledger.row("01-10", FJORD, 7)
    ledger.row("02-10", FJORD, 8)  # a second free event
    ledger.row("03-10", SMITH, 9, amount=120)
    assert keys(counts(ACTORS, ledger)) == {ANNA: (1,), FJORD: (5, 6), UNI: (2,), SMITH: (7,)}


def test_two_sites_of_one_group_are_one_actor():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, member="full", group=90)
    ledger.row("01-10", BEN, 7, member="full", group=90)
    assert keys(counts(ACTORS, ledger)) == {90: (1, 2)}


def test_one_project_makes_active_and_so_do_two_other_activities_but_not_one():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, kind="project")
    ledger.row("01-10", BEN, 8, kind="event")
    ledger.row("12-31", BEN, 9, kind="visit")
    ledger.row("01-10", FJORD, 8, kind="event")
    ledger.row("2025-12-31", FJORD, 9, kind="event")  # the year before
    assert keys(counts(ACTIVE, ledger)) == {ANNA: (1,), BEN: (2, 3)}


def test_firms_count_in_initiatives_with_three_companies_and_a_university_is_no_company():
    ledger = Ledger()
    for firm, sme in ((ANNA, True), (BEN, False), (FJORD, True)):
        ledger.row("01-10", firm, 7, org_kind="company", sme=sme)
    for firm in (ANNA, SMITH):
        ledger.row("01-10", firm, 8, org_kind="company", sme=True)
    ledger.row("01-10", UNI, 8, org_kind="university", sme=False)
    assert keys(counts(WITH_THREE, ledger)) == {7: (1, 2, 3)}
    firms = counts(IN_INITIATIVES, ledger)
    assert keys(firms) == {ANNA: (1,), BEN: (2,), FJORD: (3,)}
    assert [(part.name, part.value) for part in split(firms, ledger, "sme")] == [("no", 1), ("yes", 2)]


def test_a_firm_gains_knowledge_outside_projects():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, kind="project")
    ledger.row("02-10", ANNA, 7, kind="project", of="result", result="tool", org_kind="company")
    ledger.row("02-10", BEN, 8, kind="course", of="result", result="competence", org_kind="company")
    assert keys(counts(OUTSIDE_PROJECTS, ledger)) == {BEN: (3,)}
