"""The figures of two grants on the same half-year: counted by hand, against a slow count over generated worlds, and as seen."""

import os
import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from klynge.access.viewer import ANYONE
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.indicators.evidence import freeze, recounted
from klynge.core.indicators.shapes import Period, opened
from klynge.ledger import models
from klynge.ledger.actions.book import correct, withdraw
from klynge.programme.actions.indicator import add_indicator, change_rule, confirm_indicator, load_indicators, set_targets
from klynge.programme.models import Indicator
from klynge.programme.queries.figures import figures
from klynge.register.models import Organisation
from tests.cast import as_of_now
from tests.oracle.figures import Slow
from tests.programme.half import HALF, WHY, Half, counted_by_hand, day

pytestmark = pytest.mark.django_db
WORLDS = int(os.environ.get("KLYNGE_WORLDS", "8"))


def values(viewer, grant, period=HALF):
    return {card.key: card.value for card in figures(viewer, grant.pk, period).cards}


def test_the_same_half_year_gives_each_funder_its_own_figures(cast):
    half = counted_by_hand(cast)
    assert values(half.finance, half.ufs) == {
        "ufs-companies": 3,  # Hawk, Kite, Fjord
        "ufs-companies-small": 1,  # Hawk; Kite has 50, Fjord's staff is unknown
        "ufs-competences": 1,  # Hawk
        "ufs-ideas": 0,
        "ufs-new": 2,  # Hawk's product, Kite's service
        "ufs-knowledge": 1,
        "ufs-own-hours": Decimal("4.5"),
        "ufs-own-value": Decimal(1800),
    }
    assert values(half.finance, half.deb) == {
        "deb-supported": 4,  # Hawk, Kite, Fjord, and Elm with Oak as one
        "deb-collaborating": 3,  # the sensor project's three
        "deb-dedicated": 3,
        "deb-new": 3,  # Kite, Fjord, Elm's group
        "deb-recipients": 2,
        "deb-aid": Decimal(1300),  # 800 in the place of the 1,000 promised, and 500
    }


def test_a_figure_says_how_many_rows_lacked_a_fact_and_its_splits_add_up(cast):
    half = counted_by_hand(cast)
    cards = {card.key: card for card in figures(half.finance, half.ufs.pk, HALF, with_splits=True).cards}
    assert {key: card.unknown for key, card in cards.items() if card.unknown} == {"ufs-companies-small": 1}
    sizes = {part.name: part.value for part in dict(cards["ufs-companies"].splits)["size"]}
    assert sizes == {"10-49": 1, "50-249": 1, None: 1}
    for card in cards.values():
        for _by, parts in card.splits:
            assert sum(part.value for part in parts) == card.value


def test_the_evidence_of_a_figure_is_the_rows_that_the_ledger_holds(cast):
    half = counted_by_hand(cast)
    found = figures(half.finance, half.ufs.pk, HALF, key="ufs-companies").evidence
    rows = {row for key in found.figures[0].counted.keys for row in key.rows}
    companies = models.Participation.objects.system_rows(WHY).filter(activity__title="Drone day", on=day(2), kind="company")
    assert {opened(row) for row in rows} == {("participation", pk) for pk in companies.values_list("pk", flat=True)}
    assert freeze(recounted(found)) == freeze(found)


def test_a_corrected_row_counts_as_it_reads_now_and_names_its_first_state(cast):
    half = Half(cast)
    activity = half.activity(day(2), half.ufs)
    first = half.took(activity, half.hawk)
    second = correct(ANYONE, first, reason="It was Kite", organisation_id=half.kite.pk, group_id=half.kite.pk)
    third = correct(ANYONE, second, reason="No, Fjord", organisation_id=half.fjord.pk, group_id=half.fjord.pk)
    withdraw(ANYONE, half.took(activity, half.oak), reason="Never came")
    [row] = figures(half.finance, half.ufs.pk, HALF, key="ufs-companies").evidence.rows
    assert (opened(row.id), opened(row.corrects)) == (("participation", third.pk), ("participation", first.pk))
    assert row.organisation == half.fjord.pk


def test_two_entries_of_one_firm_count_once_after_they_are_merged(cast):
    half = Half(cast)
    activity = half.activity(day(2), half.ufs)
    half.took(activity, half.oak)
    half.took(activity, half.elm)
    Organisation.objects.system_rows(WHY).filter(pk=half.oak.pk).update(merged_into_id=half.elm.pk)
    assert values(half.finance, half.ufs)["ufs-companies"] == 1


def test_what_was_paid_is_the_price_of_the_activity_in_the_grants_currency(cast):
    half = Half(cast)
    models.ExchangeRate.objects.create(currency="DKK", on=day(1, 5), per_euro=Decimal("7.5"), source="invented")
    half.took(half.activity(day(1), half.ufs, price=Decimal(750)), half.hawk)
    models.Grant.objects.system_rows(WHY).filter(pk=half.ufs.pk).update(currency="EUR")
    [row] = figures(half.finance, half.ufs.pk, HALF, key="ufs-companies").evidence.rows
    assert row.amount == Decimal("100.00")


def test_an_amount_without_a_rate_is_an_error_and_not_a_zero(cast):
    half = Half(cast)
    half.worked(half.hawk, day(2), 1, 400, currency="SEK")
    with pytest.raises(Wrong, match="exchange rate"):
        figures(half.finance, half.ufs.pk, HALF)


def generated(half, seed):
    """Rows of all kinds at random: firms that belong together, corrections, withdrawals, foreign money, window edges."""
    draw = random.Random(seed)
    for n in range(6):
        models.ExchangeRate.objects.create(
            currency="SEK", on=day(n + 1, 1), per_euro=Decimal(11) + Decimal(n) / 10, source="invented"
        )
        models.ExchangeRate.objects.create(currency="DKK", on=day(n + 1, 1), per_euro=Decimal("7.46"), source="invented")
    firms = [half.hawk, half.kite, half.fjord, half.elm, half.oak, half.uni]
    days = [date(2026, 1, 1) + timedelta(days=draw.choice([0, 180, 181, *range(1, 180)])) for _ in range(9)]
    activities = [
        half.activity(
            on, *draw.choice([(half.ufs,), (half.deb,), (half.ufs, half.deb)]), kind=draw.choice(["event", "project", "project"])
        )
        for on in days
    ]
    made = []
    for _ in range(60):
        activity, firm = draw.choice(activities), draw.choice(firms)
        more = {
            "group_id": draw.choice([firm.pk, half.elm.pk]),
            "staff": draw.choice([None, 9, 49, 50]),
            "member": draw.choice(["", "", "company"]),
            "capacity": draw.choice(["participant", "dedicated", "economic", "recipient"]),
        }
        made.append(half.took(activity, firm, **more))
    for _ in range(12):
        on, firm = draw.choice(days), draw.choice(firms)
        money = {"currency": draw.choice(["DKK", "SEK"])} if on.month < 7 else {}
        made.append(half.worked(firm, on, draw.randint(1, 8), draw.randint(0, 999), **money))
        made.append(
            half.came(
                firm, on, draw.choice(["knowledge", "product", "collaboration"]), draw.choice([None, *activities]), half.ufs
            )
        )
        promise = half.aided(firm, on, draw.randint(1, 999), **money)
        if draw.random() < 0.5:
            half.aided(firm, on, draw.randint(1, 999), step="actual", promise=promise, **money)
    for row in draw.sample(made, 15):
        other = draw.choice(firms)
        if draw.random() < 0.3:
            withdraw(ANYONE, row, reason="At random")
        else:
            row = correct(ANYONE, row, reason="At random", organisation_id=other.pk, group_id=other.pk, kind=other.kind)
            if draw.random() < 0.3:
                correct(ANYONE, row, reason="Again", organisation_id=half.hawk.pk, group_id=half.hawk.pk, kind="company")
    if draw.random() < 0.5:
        Organisation.objects.system_rows(WHY).filter(pk=half.oak.pk).update(merged_into_id=half.elm.pk)


def test_a_slow_count_agrees_on_generated_worlds(cast):
    differs = []
    half = Half(cast)
    for seed in range(WORLDS):
        with transaction.atomic():
            generated(half, seed)
            for grant, told in ((half.ufs, Slow(half.ufs, HALF).ufs()), (half.deb, Slow(half.deb, HALF).deb())):
                found = values(half.finance, grant)
                differs += [(seed, key, found[key], told[key]) for key in told if found[key] != told[key]]
            transaction.set_rollback(True)
    assert differs == []


def test_more_rows_and_more_indicators_take_no_more_queries(cast):
    half = Half(cast)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            figures(half.finance, half.ufs.pk, HALF, with_splits=True)
        return len(made)

    half.took(half.activity(day(2), half.ufs), half.hawk)
    one = asked()
    for firm in (half.kite, half.fjord, half.elm):
        half.took(half.activity(day(3), half.ufs), firm)
        half.came(firm, day(3), "product", grant=half.ufs)
    assert asked() == one
    assert one <= 18


def test_only_whoever_works_with_money_or_audits_the_grant_sees_a_figure(cast):
    half = counted_by_hand(cast)
    models.Mandate.objects.create(
        account_id=cast.erik.account_id,
        grant=half.ufs,
        from_on=day(2, 1),
        to_on=day(3, 31),
        starts_on=day(1, 1),
        ends_on=date(2100, 1, 1),
        made_at=half.activity(day(1)).from_at,
    )
    now = as_of_now(cast)
    for viewer in (now.guest, now.anna, now.ben, now.dora):
        with pytest.raises(Refused):
            figures(viewer, half.ufs.pk, HALF)
    with pytest.raises(Refused):
        figures(now.erik, half.deb.pk, HALF)
    found = figures(now.erik, half.ufs.pk, HALF)
    assert found.seen == Period(day(2, 1), day(3, 31))
    assert {card.key: card.value for card in found.cards if card.value} == {
        "ufs-companies": 3,
        "ufs-companies-small": 1,
        "ufs-knowledge": 1,
        "ufs-own-hours": 3,  # those of May lie after the mandate
        "ufs-own-value": 1200,
    }
    with pytest.raises(Refused):
        figures(now.erik, half.ufs.pk, Period(day(4, 1), day(4, 30)))


def test_the_table_of_indicators_loads_once_and_says_that_nobody_confirmed_it(cast):
    first = load_indicators()
    assert (first["new"], load_indicators()["new"]) == (14, 0)
    assert not Indicator.objects.system_rows(WHY).filter(confirmed=True).exists()
    row = Indicator.objects.system_rows(WHY).get(key="ufs-companies")
    for viewer in cast.everybody().values():
        with pytest.raises(Refused):
            confirm_indicator(by=viewer, indicator_id=row.pk)
    half = Half(cast)
    assert confirm_indicator(by=half.finance, indicator_id=row.pk).confirmed


def test_a_period_is_counted_by_the_version_of_its_last_day(cast):
    half = counted_by_hand(cast)
    old = Indicator.objects.system_rows(WHY).get(key="ufs-companies")
    everybody = {"of": "participation", "unique": "organisation"}
    new = change_rule(by=half.finance, indicator_id=old.pk, rule=everybody, from_on=day(6), source="A letter of June")
    assert (new.version, new.confirmed) == (2, False)
    assert values(half.finance, half.ufs)["ufs-companies"] == 4  # the university too
    assert values(half.finance, half.ufs, Period(HALF.from_on, day(6, 9)))["ufs-companies"] == 3
    with pytest.raises(Conflict):
        change_rule(by=half.finance, indicator_id=old.pk, rule=everybody, from_on=day(7), source="")
    with pytest.raises(Wrong) as wrong:
        change_rule(by=half.finance, indicator_id=new.pk, rule={"of": "luck"}, from_on=day(7), source="")
    assert wrong.value.where.startswith("rule")


def test_a_target_is_for_days_of_the_grant_and_needs_the_money_right(cast):
    half = Half(cast)
    year = {"grant_id": half.ufs.pk, "from_on": date(2026, 1, 1), "to_on": date(2026, 12, 31)}
    first = {**year, "to_on": HALF.to_on}
    for viewer in cast.everybody().values():
        with pytest.raises(Refused):
            set_targets(by=viewer, **year, values={"ufs-companies": Decimal(40)})
    set_targets(by=half.finance, **year, values={"ufs-companies": Decimal(40), "ufs-new": Decimal(5)})
    set_targets(by=half.finance, **first, values={"ufs-companies": Decimal(15)})
    promised = {card.key: card.target for card in figures(half.finance, half.ufs.pk, HALF).cards if card.target is not None}
    assert promised == {"ufs-companies": 15, "ufs-new": 5}
    assert set_targets(by=half.finance, **first, values={"ufs-companies": None}) == 1
    with pytest.raises(Wrong):
        set_targets(by=half.finance, **{**year, "to_on": date(2027, 1, 1)}, values={})
    with pytest.raises(Wrong) as wrong:
        set_targets(by=half.finance, **year, values={"ufs-new": Decimal(-1)})
    assert wrong.value.where == "ufs-new"


def test_a_grant_may_ask_for_an_indicator_of_its_own(cast):
    half = counted_by_hand(cast)
    told = {"key": "visits", "da": "Besøg", "en": "Visits", "unit": "activities", "source": "The letter", "from_on": day(1, 1)}
    told["rule"] = {"of": "participation", "unique": "activity"}
    for viewer in cast.everybody().values():
        with pytest.raises(Refused):
            add_indicator(by=viewer, grant_id=half.ufs.pk, told=told)
    add_indicator(by=half.finance, grant_id=half.ufs.pk, told=told)
    assert (values(half.finance, half.ufs)["visits"], "visits" in values(half.finance, half.deb)) == (1, False)
    assert list(values(half.finance, half.ufs))[-1] == "visits"  # it comes after what everybody is asked for
    with pytest.raises(Conflict):
        add_indicator(by=half.finance, grant_id=half.deb.pk, told=told)
    for wrong in ({"key": "two", "rule": {"of": "luck", "unique": "row"}}, {"key": "no slug!"}):
        with pytest.raises(Wrong):
            add_indicator(by=half.finance, grant_id=half.ufs.pk, told={**told, **wrong})
