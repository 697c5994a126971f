"""An indicator by page: what it says of its rule, its next version, and one of a grant's own."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from klynge.access.viewer import Role
from klynge.core.errors import Conflict, Wrong
from klynge.core.indicators.rule import read
from klynge.core.indicators.shapes import Period
from klynge.people.models import Account, RoleGrant
from klynge.programme.actions.indicator import add_indicator, change_rule, confirm_indicator
from klynge.programme.models import Indicator
from klynge.programme.queries.figures import figures
from klynge.programme.queries.preview import last_half, preview
from klynge.programme.rule_words import told
from tests.cast import SINCE
from tests.programme.half import HALF, WHY, Half, counted_by_hand, day
from tests.programme.packing import frozen, half, home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "home", "contexts")]
__all__ = ["half", "home"]
FIRMS = {"of": "participation", "unique": "organisation"}


def at(name, *parts):
    return reverse(f"programme:{name}", args=parts)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def row(key, version=1):
    return Indicator.objects.system_rows(WHY).get(key=key, version=version)


def form(answer):
    """What the form on the page would send as it stands."""
    found = answer.context["form"]
    sent = {one.name: one.value() for one in found}
    return {name: value for name, value in sent.items() if value not in (None, "")}


@pytest.fixture
def money(cast, as_):
    """A browser of Clara's, who holds the money right too."""
    account = Account.objects.get(pk=cast.clara.account_id)
    RoleGrant.objects.create(account=account, role=Role.FINANCE, starts_on=SINCE, given_by=account, confirmed_by=account)
    return as_(cast.clara)


def test_an_indicator_has_a_page_with_its_rule_its_versions_and_who_asks_for_it(cast, money):
    half = Half(cast)
    page = text(money.get(at("indicator", row("deb-dedicated").pk)))
    for said in (
        "Counts enterprises, each once with its whole group, by participation.",
        "Only where: kind of organisation: Company; takes part as: Dedicated company or Economic partner.",
        "came with Klynge",
        "DEB grant",
        "Nobody has held it against",
        "Dedikerede virksomheder",
    ):
        assert said in page, said
    assert "UFS grant" not in page
    assert at("indicator", row("deb-dedicated").pk) in text(money.get(at("indicators")))
    assert half.deb.name in page


def test_a_rule_is_a_sentence_in_danish_too(cast):
    Half(cast)
    with translation.override("da"):
        said = told(read(row("deb-collaborating").rule))
    assert said.startswith("Tæller virksomheder")
    assert ("Mindst 3 forskellige organisationer" in said, "Kun hvor" in said, "participation" in said) == (True, True, False)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"of": "hours", "unique": "organisation", "measure": "hours"},
         "Adds up the hours of work that was registered, shown by organisation."),
        ({"of": "participation", "unique": "row", "where": [["staff", "known"], ["region", "not in", ["DK9"]]]},
         "Counts each row of participation. Only where: own staff is known; region: not DK9."),
        ({"of": "participation", "unique": "organisation", "at_least": 2, "of_each": "activity"},
         "Counts organisations, each once, by participation. At least 2 different activities in the period."),
        ({"of": "result", "unique": "organisation", "where": [["sme", "in", [True]], ["member", "in", [""]]],
          "together": {"how": "not among", "rule": FIRMS}},
         "Counts organisations, each once, by results. Only where: SME by the EU rule: yes; without membership. "
         "Only rows whose organisation is not counted by this: “Counts organisations, each once, by participation.”"),
    ],
    ids=["sum", "each row", "threshold", "together"],
)  # fmt: skip
def test_every_part_of_a_rule_is_told(rule, said):
    assert told(read(rule)) == said


def test_a_new_version_starts_from_the_old_one_is_looked_at_and_ends_it_the_day_before(cast, money):
    half = counted_by_hand(cast)
    old = row("ufs-companies-small")
    answer = money.get(at("new-version", old.pk))
    sent = {**form(answer), "staff_under": "250", "from_on": "2026-06-01", "source": "A letter of May"}
    assert (sent["org_kinds"], form(answer)["staff_under"], sent["unit"]) == (("company",), 50, "companies")
    page = text(money.post(at("new-version", old.pk), {**sent, "check": "1"}))
    assert ("By the rule that holds" in page, "now counted: Kite ApS" in page, "own staff under 250" in page) == (
        True,
        True,
        True,
    )
    assert Indicator.objects.system_rows(WHY).filter(key=old.key).count() == 1  # looking keeps nothing
    assert money.post(at("new-version", old.pk), {**sent, "keep": "1"}).status_code == 303
    old, new = row(old.key), row(old.key, 2)
    assert (old.to_on, new.from_on, new.to_on, new.source) == (date(2026, 5, 31), date(2026, 6, 1), None, "A letter of May")
    assert new.rule["where"] == [["org_kind", "in", ["company"]], ["staff", "under", 250]]
    counted = {one.key: (one.definition.version, one.value) for one in figures(half.finance, half.ufs.pk, HALF).cards}
    assert counted[old.key] == (2, 2)
    before = {
        one.key: one.definition.version for one in figures(half.finance, half.ufs.pk, Period(HALF.from_on, day(5, 31))).cards
    }
    assert before[old.key] == 1


def test_whoever_wrote_a_version_does_not_confirm_it(cast, money):
    half = Half(cast)
    old = row("ufs-companies")
    new = change_rule(by=half.finance, indicator_id=old.pk, rule=FIRMS, from_on=day(6), source="A letter")
    assert (new.confirmed, new.made_by_id) == (False, half.finance.person_id)
    page = text(money.get(at("indicator", new.pk)))
    assert page.count("I have held it against the funder's text") == 1  # the version that came with Klynge
    assert "written by Clara" in page
    with pytest.raises(Conflict):
        confirm_indicator(by=half.finance, indicator_id=new.pk)
    other = cast.dora.with_roles(Role.FINANCE)
    assert confirm_indicator(by=other, indicator_id=new.pk).confirmed_by_id == other.person_id


def test_a_version_does_not_begin_within_or_before_what_a_frozen_report_told(half, as_):
    frozen(half, half.ufs)
    for key, first in (("ufs-companies", day(6)), ("ufs-companies", day(6, 30)), ("ufs-new", date(2025, 7, 1))):
        with pytest.raises(Wrong) as wrong:
            change_rule(by=half.finance, indicator_id=row(key).pk, rule=FIRMS, from_on=first, source="A letter")
        facts = wrong.value.facts
        assert (wrong.value.where, facts["grant"], facts["last"], facts["next"]) == (
            "from_on",
            "UFS grant",
            day(6, 30),
            day(7, 1),
        )
    told = {"key": "visits", "da": "Besøg", "en": "Visits", "unit": "activities", "source": "The letter", "rule": FIRMS}
    with pytest.raises(Wrong):
        add_indicator(by=half.finance, grant_id=half.ufs.pk, told={**told, "from_on": day(1, 1)})
    assert (
        change_rule(
            by=half.finance, indicator_id=row("ufs-companies").pk, rule=FIRMS, from_on=day(7, 1), source="A letter"
        ).version
        == 2
    )
    # the other funder's report is a draft, and its rules may change within it
    assert (
        change_rule(by=half.finance, indicator_id=row("deb-new").pk, rule=FIRMS, from_on=day(6), source="A letter").version == 2
    )


def test_what_the_form_cannot_say_is_not_touched_by_it(cast, money):
    half = Half(cast)
    rule = {**FIRMS, "where": [["kind", "not in", ["event"]]]}
    new = change_rule(by=half.finance, indicator_id=row("ufs-companies").pk, rule=rule, from_on=day(3), source="A letter")
    for answer in (money.get(at("new-version", new.pk)), money.post(at("new-version", new.pk), {"keep": "1"})):
        page = text(answer)
        assert (
            "more than the form can" in page,
            "kind of activity: not Event" in page,
            '<form method="post" class="form"' in page,
        ) == (
            True,
            True,
            False,
        )
    assert Indicator.objects.system_rows(WHY).filter(key="ufs-companies").count() == 2


def test_the_other_rule_of_a_rule_survives_the_form(cast, money):
    Half(cast)
    for key in ("deb-collaborating", "deb-new"):
        old = row(key)
        answer = money.get(at("new-version", old.pk))
        sent = {**form(answer), "from_on": "2026-06-01", "keep": "1"}
        assert sent["other"] == "kept"
        assert money.post(at("new-version", old.pk), sent).status_code == 303
        assert read(row(key, 2).rule).together == read(old.rule).together


def test_an_indicator_may_ask_another_one(cast, money):
    Half(cast)
    old, other = row("ufs-competences"), row("ufs-companies-small")
    sent = {**form(money.get(at("new-version", old.pk))), "from_on": "2026-06-01", "how": "among", "other": str(other.pk)}
    assert money.post(at("new-version", old.pk), {**sent, "keep": "1"}).status_code == 303
    new = row(old.key, 2)
    assert read(new.rule).together.rule == read(other.rule)
    assert form(money.get(at("new-version", new.pk)))["other"] == str(other.pk)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"measure": "hours"}, "There are no hours on it"),
        ({"capacities": ["participant"]}, "Only participation says"),
        ({"of": "participation"}, "Only results have a kind"),
        ({"at_least": "2"}, "Say of what there are to be so many"),
        ({"of_each": "organisation", "at_least": "2"}, "cannot be asked for several times"),
        ({"how": "or"}, "Choose both how and with which"),
        ({"how": "or", "other": "group"}, "do not count the same thing"),
        ({"staff_under": "10", "staff_at_least": "10"}, "Nobody has at least so many"),
        ({"countries": "DK, Sweden"}, "“SWEDEN” is no code of two letters"),
        ({"from_on": "2020-01-01"}, "Choose a later day for the new one"),
        ({"source": ""}, "This field is required"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_told_beside_its_field(cast, money, said, told):
    Half(cast)
    old = row("ufs-competences")
    sent = {**form(money.get(at("new-version", old.pk))), "from_on": "2026-06-01", **said}
    if sent.get("other") == "group":
        sent["other"] = str(row("deb-supported").pk)
    assert told in text(money.post(at("new-version", old.pk), {**sent, "keep": "1"}))
    assert Indicator.objects.system_rows(WHY).filter(key=old.key).count() == 1


def test_a_grant_gets_an_indicator_of_its_own_by_page(cast, money):
    half = counted_by_hand(cast)
    sent = {"grant_id": half.ufs.pk, "of": "participation", "measure": "count", "unique": "activity", "name_da": "Besøg"}
    sent |= {"name_en": "Visits of firms", "unit": "activities", "source": "The letter", "from_on": "2026-01-01"}
    page = text(money.post(at("new-indicator"), {**sent, "check": "1"}))
    assert ("By the new rule" in page, "By the rule that holds" in page) == (True, False)
    assert money.post(at("new-indicator"), {**sent, "keep": "1"}).status_code == 303
    new = row("visits-of-firms")
    assert (new.confirmed, new.grant_id, new.unit) == (False, half.ufs.pk, "activities")
    assert {one.key: one.value for one in figures(half.finance, half.ufs.pk, HALF).cards}["visits-of-firms"] == 1
    assert "There is an indicator with this key already" in text(money.post(at("new-indicator"), {**sent, "keep": "1"}))


def test_only_those_with_the_money_right_change_a_rule(cast, as_):
    Half(cast)
    pk = row("ufs-companies").pk
    doors = (at("new-version", pk), at("new-indicator"))
    for viewer in (cast.clara, cast.anna, cast.dora, cast.erik):
        assert [as_(viewer).get(door).status_code for door in doors] == [404, 404]
    page = text(as_(cast.clara).get(at("indicator", pk)))
    assert ("New version" in page, "I have held it" in page) == (False, False)


@pytest.mark.parametrize(
    ("first", "last", "today", "half_year"),
    [
        (date(2025, 1, 1), date(2028, 12, 31), date(2026, 8, 3), (date(2026, 1, 1), date(2026, 6, 30))),
        (date(2025, 1, 1), date(2028, 12, 31), date(2026, 6, 30), (date(2025, 7, 1), date(2025, 12, 31))),
        (date(2025, 1, 1), date(2025, 6, 30), date(2027, 2, 1), (date(2025, 1, 1), date(2025, 6, 30))),
        (date(2026, 9, 1), date(2028, 12, 31), date(2026, 10, 1), (date(2026, 7, 1), date(2026, 12, 31))),
    ],
    ids=["ended", "on its last day", "a grant that ended", "a grant that began"],
)
def test_the_last_half_year_is_one_that_the_grant_touches(first, last, today, half_year):
    assert last_half(first, last, today) == Period(*half_year)


def test_a_preview_names_who_comes_and_goes(cast):
    half = counted_by_hand(cast)
    new = read({**FIRMS, "where": [["org_kind", "in", ["university"]]]})
    found = preview(half.finance, half.ufs.pk, new, read(row("ufs-companies").rule), date(2026, 7, 5))
    assert (found.before, found.after) == (3, 1)
    assert (found.comes, found.goes, found.more) == (("North University",), ("Fjord ApS", "Hawk ApS", "Kite ApS"), 0)
