"""Evidence from the ledger: what was done, with whom, for which money, and what was said of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label, strictest
from klynge.ledger.models import Activity, Cost, Grant, Hours, Participation
from klynge.ledger.words import KINDS
from klynge.programme.models import Answer, Asked, Question, Survey
from klynge.programme.queries.evidence_members import YEARS
from klynge.programme.queries.shapes import Drawn, Value
from klynge.programme.queries.survey import rates_of

KNOWLEDGE = ("university", "institute")
CONTACTS = ("visit", "advice", "introduction")


def _done(viewer: Viewer, today: date, *kinds: str) -> list[Activity]:
    """What took place in the years that are looked at; cancelled ones did not."""
    rows = Activity.objects.visible_to(viewer).filter(
        on__gte=date(today.year - YEARS + 1, 1, 1), on__lte=today, cancelled_at=None
    )
    return list((rows.filter(kind__in=kinds) if kinds else rows).order_by("on", "pk"))


def _took_part(viewer: Viewer, activities: list[Activity]) -> dict[int, set[tuple[int, str]]]:
    """Activity -> the organisations that took part, each with its kind on that day."""
    found: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = Participation.objects.visible_to(viewer).filter(live=True, activity_id__in=[one.pk for one in activities])
    for activity, firm, kind in rows.order_by("pk").values_list("activity_id", "organisation_id", "kind"):
        found[activity].add((firm, kind))
    return found


def _label(rows: Iterable[Any]) -> Label:
    return strictest([Label.GREEN, *(Label(row.label) for row in rows)])


def activities(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = _done(viewer, today)
    years = range(today.year - YEARS + 1, today.year + 1)
    counts = Counter((row.kind, row.on.year) for row in rows)
    lines = [
        (str(name), *(counts[kind, year] for year in years))
        for kind, name in KINDS.items()
        if any(counts[kind, year] for year in years)
    ]
    return Drawn((_("Kind"), *map(str, years)), tuple(lines), _label(rows))


def activity_list(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = _done(viewer, today)
    took_part = _took_part(viewer, rows)
    lines = [
        (row.title, str(KINDS.get(row.kind, row.kind)), row.on, len({firm for firm, _kind in took_part[row.pk]})) for row in rows
    ]
    return Drawn((_("Activity"), _("Kind"), _("Day"), _("Organisations")), tuple(lines), _label(rows))


def working_groups(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = _done(viewer, today, "group")
    firms, met, last = defaultdict(set), Counter[str](), {}
    took_part = _took_part(viewer, rows)
    for row in rows:
        met[row.title] += 1
        last[row.title] = row.on
        firms[row.title] |= {firm for firm, _kind in took_part[row.pk]}
    lines = [(title, met[title], len(firms[title]), last[title]) for title in sorted(met)]
    return Drawn((_("Working group"), _("Meetings"), _("Organisations"), _("Last met")), tuple(lines), _label(rows))


def projects(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = _done(viewer, today, "project")
    took_part = _took_part(viewer, rows)
    lines: list[tuple[Value, ...]] = []
    for row in rows:
        kinds = Counter(kind for _firm, kind in took_part[row.pk])
        bodies = sum(kinds[kind] for kind in KNOWLEDGE)
        if bodies:
            lines.append((row.title, row.on, kinds["company"], bodies))
    columns = (_("Project"), _("Begun"), _("Companies"), _("Knowledge institutions"))
    return Drawn(columns, tuple(lines), _label(rows))


def contacts(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = _done(viewer, today, *CONTACTS)
    took_part = _took_part(viewer, rows)
    lines = []
    for year in range(today.year - YEARS + 1, today.year + 1):
        of_year = [row for row in rows if row.on.year == year]
        firms = {firm for row in of_year for firm, _kind in took_part[row.pk]}
        lines.append((str(year), len(of_year), len(firms)))
    return Drawn((_("Year"), _("Visits, advice, introductions"), _("Organisations reached")), tuple(lines), _label(rows))


def financing(viewer: Viewer, today: date, language: str) -> Drawn:
    """The private share that each running grant asks for, and what companies have brought in hours and cost so far, in the grant's
    own currency."""
    rows = list(Grant.objects.visible_to(viewer).filter(from_on__lte=today, to_on__gte=today).order_by("from_on", "pk"))
    brought: defaultdict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for model in (Hours, Cost):
        booked = model.objects.visible_to(viewer).filter(live=True, kind="company", grant_id__in=[row.pk for row in rows])
        for grant, currency, amount in booked.order_by("pk").values_list("grant_id", "currency", "amount"):
            brought[grant, currency] += amount
    lines: list[tuple[Value, ...]] = []
    for row in rows:
        planned = None if row.own >= 100 else (row.amount * row.own / (100 - row.own)).quantize(Decimal("0.01"))
        lines.append((row.name, row.currency, row.amount, planned, row.own, brought[row.pk, row.currency]))
    columns = (_("Grant"), _("Currency"), _("Public"), _("Private, planned"), _("Private, percent"), _("Brought by companies"))
    return Drawn(columns, tuple(lines), Label.STRICT if rows else Label.GREEN)


def satisfaction(viewer: Viewer, today: date, language: str) -> Drawn:
    """Each survey's question of that name: how many of those who answered are satisfied."""
    surveys = list(Survey.objects.visible_to(viewer).filter(opens_on__lte=today).order_by("opens_on", "pk"))
    rates = rates_of([row.pk for row in surveys])
    asks = Question.objects.visible_to(viewer).filter(key="satisfaction", set_id__in=[row.questions_id for row in surveys])
    ids = list(asks.order_by("pk").values_list("pk", flat=True))
    where = dict(Asked.objects.visible_to(viewer).filter(survey__in=[row.pk for row in surveys]).values_list("pk", "survey_id"))
    said: defaultdict[int, list[str]] = defaultdict(list)
    rows = Answer.objects.visible_to(viewer).filter(question_id__in=ids, asked_id__in=where).exclude(choice="")
    for asked, choice in rows.order_by("pk").values_list("asked_id", "choice"):
        said[where[asked]].append(choice)
    lines = [
        (
            row.name_da if language == "da" else row.name_en,
            rates[row.pk].asked,
            len(said[row.pk]),
            sum(choice in ("4", "5") for choice in said[row.pk]),
        )
        for row in surveys
        if said[row.pk]
    ]
    return Drawn((_("Survey"), _("Asked"), _("Answered"), _("Satisfied or very satisfied")), tuple(lines))
