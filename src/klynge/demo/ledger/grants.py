"""Who pays: two invented funders with rules of their own, what they are owed, and who looks after the money."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from klynge.access.viewer import Role, Viewer
from klynge.ledger.actions.grants import Terms, add_due, add_work_package, open_grant
from klynge.ledger.actions.law import confirm_value, enter_rate, enter_value
from klynge.ledger.actions.mandates import Span, give_mandate
from klynge.people.actions import confirm_role, give_role
from klynge.programme.actions.indicator import add_indicator, set_targets

SOURCE = "Opdigtet til demonstrationen"
_FUND = Terms(
    funder="Den opdigtede Innovationsfond",
    name="Fælles udvikling i forsvar og rum (demo)",
    rules="ufs",
    from_on=date.min,
    to_on=date.max,
    amount=Decimal(9_000_000),
    number="DOI-0000-15",
    own=Decimal(50),
    credit_da="Støttet af Den opdigtede Innovationsfond, som kun findes i demonstrationen.",
    credit_en="Supported by the Invented Innovation Fund, which exists in this demonstration only.",
)
_AGENCY = Terms(
    funder="Erhvervsfremme Demo",
    name="Flere virksomheder i værdikæden (demo)",
    rules="deb-erdf",
    from_on=date.min,
    to_on=date.max,
    amount=Decimal(6_400_000),
    number="ED-0000-07",
    own=Decimal(40),
    attendance_counts=True,
    credit_da="Medfinansieret af Erhvervsfremme Demo, som ikke findes.",
    credit_en="Co-financed by Business Promotion Demo, which does not exist.",
)
_EFFECT = "deb-demo-competences"
_ASKED = {  # what the letter of one grant asks for beside what all of its rules ask for
    "key": _EFFECT,
    "da": "Virksomheder, der har fået nye kompetencer (opdigtet effektmål)",
    "en": "Enterprises that gained new competences (invented effect)",
    "unit": "companies",
    "source": SOURCE,
    "rule": {
        "of": "result",
        "unique": "organisation",
        "where": [["org_kind", "in", ["company"]], ["result", "in", ["knowledge"]]],
    },
}
_PACKAGES = {
    "fund": (("1", "Netværk og viden", 3_400_000), ("2", "Innovationsprojekter", 4_200_000), ("3", "Sekretariat", 1_400_000)),
    "agency": (("A", "Kompetencer", 2_600_000), ("B", "Rådgivning og besøg", 2_900_000), ("C", "Administration", 900_000)),
}
_TARGETS = {
    "fund": {
        "ufs-companies": 120,
        "ufs-companies-small": 80,
        "ufs-competences": 25,
        "ufs-knowledge": 6,
        "ufs-new": 15,
        "ufs-own-hours": 500,
    },
    "agency": {"deb-supported": 90, "deb-collaborating": 8, "deb-dedicated": 12, "deb-recipients": 10, _EFFECT: 5},
}


@dataclass(frozen=True, slots=True)
class Paying:
    """A grant with its work packages: number -> id."""

    grant_id: int
    packages: dict[str, int]


def half_years(today: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The half-year that ended last, and the running one: first and last day each."""
    first = date(today.year, 1 if today.month < 7 else 7, 1)
    before = date(first.year - 1, 7, 1) if first.month == 1 else date(first.year, 1, 1)
    end = date(first.year, 6, 30) if first.month == 1 else date(first.year, 12, 31)
    return (before, first - timedelta(days=1)), (first, end)


def money_right(*, giver: Viewer, second: Viewer, email: str, today: date) -> None:
    """One of the secretariat gets the right to the money: given by a colleague, confirmed by another."""
    given = give_role(by=giver, email=email, role=Role.FINANCE, starts_on=today - timedelta(days=400), field="Bevillinger")
    confirm_role(by=second, grant_id=given.pk)


def open_grants(by: Viewer, today: date, auditor: str) -> dict[str, Paying]:
    """Both grants with work packages, reports, targets, rates, and the auditor's mandate for the fund's."""
    (first, ended), (running, last) = half_years(today)
    to_on = date(first.year + 2, 12, 31)
    _values(by, first, today)
    found = {}
    for key, told in (("fund", _FUND), ("agency", _AGENCY)):
        terms = Terms(**{**{name: getattr(told, name) for name in Terms.__dataclass_fields__}, "from_on": first, "to_on": to_on})
        grant = open_grant(by=by, terms=terms)
        packages = {
            number: add_work_package(
                by=by, grant_id=grant.pk, number=number, name=name, budget=Decimal(budget), professional=number not in ("3", "C")
            ).pk
            for number, name, budget in _PACKAGES[key]
        }
        soon = today + timedelta(days=19 if key == "agency" else 47)
        add_due(by=by, grant_id=grant.pk, kind="half-yearly", from_on=first, to_on=ended, due_on=soon)
        add_due(by=by, grant_id=grant.pk, kind="half-yearly", from_on=running, to_on=last, due_on=last + timedelta(days=75))
        if key == "agency":
            add_indicator(by=by, grant_id=grant.pk, told={**_ASKED, "from_on": first})
        values = {name: Decimal(value) for name, value in _TARGETS[key].items()}
        for span in ((first, ended), (running, last)):
            set_targets(by=by, grant_id=grant.pk, from_on=span[0], to_on=span[1], values=values)
        found[key] = Paying(grant.pk, packages)
    span = Span(first, to_on, today - timedelta(days=10), today + timedelta(days=80))
    give_mandate(by=by, grant_id=found["fund"].grant_id, email=auditor, span=span)
    return found


def _values(by: Viewer, first: date, today: date) -> None:
    """Rates for an hour of each set of rules, one of them confirmed, and of the krone for each month."""
    for name, amount in (
        ("hour.ufs", 460),
        ("hour.ufs.secretariat", 390),
        ("hour.deb-erdf", 410),
        ("hour.deb-erdf.secretariat", 360),
    ):
        value = enter_value(by=by, name=name, amount=Decimal(amount), unit="DKK/hour", from_on=first, source=SOURCE)
        if name == "hour.ufs":
            confirm_value(by=by, value_id=value.pk)
    day = first - timedelta(days=30)
    while day <= today:
        enter_rate(by=by, currency="DKK", on=day, per_euro=Decimal("7.46"), source=SOURCE)
        day += timedelta(days=28)
