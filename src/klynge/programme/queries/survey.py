"""Surveys and how far they are answered. A missing answer is unknown: every figure says how many answered. Whoever sees no rows
sees figures only where at least three organisations stand behind them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.ledger.models import Activity, Grant
from klynge.programme.models import Asked, QuestionSet, Survey
from klynge.register.models import Organisation, Person

FEWEST = 3  # organisations behind a figure that stands alone
_WHY = "totals of organisations that the reader may not see one by one"


@dataclass(frozen=True, slots=True)
class Rate:
    """Of `asked` organisations so many answered in full, in part, not at all."""

    asked: int
    full: int = 0
    partial: int = 0

    @property
    def answered(self) -> int:
        return self.full + self.partial

    @property
    def none(self) -> int:
        return self.asked - self.answered

    @property
    def percent(self) -> int | None:
        """None while nobody was asked."""
        return round(100 * self.answered / self.asked) if self.asked else None


@dataclass(frozen=True, slots=True)
class SurveyCard:
    """`activity` is "" when the reader may not see it; `rate` None when it would tell too much about too few."""

    id: int
    name: str
    activity_id: int | None
    activity: str
    year: int
    yearly: bool
    grant: str
    set_id: int
    set_name: str
    confirmed: bool
    opens_on: date
    closes_on: date
    rate: Rate | None

    def state(self, today: date) -> str:
        return "coming" if today < self.opens_on else "closed" if today > self.closes_on else "open"


@dataclass(frozen=True, slots=True)
class AskedLine:
    id: int
    organisation_id: int
    organisation: str
    person: str
    asked_at: datetime
    reminders: int
    answered_at: datetime | None
    state: str  # "full", "partial", "none"
    fault: str


def sees_rows(viewer: Viewer) -> bool:
    """Whether the viewer reads answers one by one; whoever does not reads totals of enough organisations."""
    return bool({Role.SECRETARIAT, Role.FINANCE} & viewer.roles)


def survey_cards(viewer: Viewer, *, language: str, year: int | None = None) -> list[SurveyCard]:
    """The surveys that the viewer may see, newest first; with `year` those of that year. Five queries."""
    rows = list(Survey.objects.visible_to(viewer))
    cards = _cards(viewer, rows, language)
    return [card for card in cards if year is None or card.year == year]


def one_survey(viewer: Viewer, survey_id: int, *, language: str) -> SurveyCard:
    [card] = _cards(viewer, [the(Survey, viewer, pk=survey_id)], language)
    return card


def survey_names(viewer: Viewer, survey_id: int) -> tuple[str, str]:
    """Its name in Danish and in English."""
    row = the(Survey, viewer, pk=survey_id)
    return row.name_da, row.name_en


def rate_of(cards: Iterable[SurveyCard]) -> Rate:
    """Of several surveys together, as far as their rates are shown."""
    known = [card.rate for card in cards if card.rate is not None]
    return Rate(sum(one.asked for one in known), sum(one.full for one in known), sum(one.partial for one in known))


def _cards(viewer: Viewer, rows: list[Survey], language: str) -> list[SurveyCard]:
    activities = Activity.objects.visible_to(viewer).filter(pk__in=[row.activity_id for row in rows]).in_bulk()
    grants = dict(Grant.objects.visible_to(viewer).filter(pk__in=[row.grant_id for row in rows]).values_list("pk", "name"))
    sets = QuestionSet.objects.visible_to(viewer).filter(pk__in=[row.questions_id for row in rows]).in_bulk()
    rates = rates_of([row.pk for row in rows])
    made = []
    for row in rows:
        activity, questions, rate = activities.get(row.activity_id), sets[row.questions_id], rates[row.pk]
        made.append(
            SurveyCard(
                id=row.pk,
                name=row.name_da if language == "da" else row.name_en,
                activity_id=row.activity_id if activity else None,
                activity=activity.title if activity else "",
                year=row.year or row.opens_on.year,
                yearly=row.year is not None,
                grant=grants.get(row.grant_id, ""),
                set_id=questions.pk,
                set_name=questions.name_da if language == "da" else questions.name_en,
                confirmed=questions.confirmed,
                opens_on=row.opens_on,
                closes_on=row.closes_on,
                rate=rate if sees_rows(viewer) or rate.asked >= FEWEST else None,
            )
        )
    return made


def rates_of(survey_ids: list[int]) -> Mapping[int, Rate]:
    """Survey -> how it was answered, over all that were asked."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = Asked.objects.system_rows(_WHY).filter(survey_id__in=survey_ids).order_by("pk")
    for survey, answered_at, full in rows.values_list("survey_id", "answered_at", "full"):
        counts[survey][_state(answered_at, full)] += 1
    return {pk: Rate(counts[pk].total(), counts[pk]["full"], counts[pk]["partial"]) for pk in survey_ids}


def _state(answered_at: datetime | None, full: bool) -> str:
    return "none" if answered_at is None else "full" if full else "partial"


def asked_lines(viewer: Viewer, survey_id: int, state: str = "") -> list[AskedLine]:
    """Who was asked and has answered how far; with `state` only those. Three queries."""
    rows = list(Asked.objects.visible_to(viewer).filter(survey_id=survey_id))
    firms = Organisation.objects.visible_to(viewer).filter(pk__in=[row.organisation_id for row in rows])
    people = Person.objects.visible_to(viewer).filter(pk__in=[row.person_id for row in rows])
    names, persons = dict(firms.values_list("pk", "name")), dict(people.values_list("pk", "name"))
    lines = [
        AskedLine(
            row.pk,
            row.organisation_id,
            names.get(row.organisation_id, "–"),
            persons.get(row.person_id, "–"),
            row.asked_at,
            row.reminders,
            row.answered_at,
            _state(row.answered_at, row.full),
            row.fault,
        )
        for row in rows
    ]
    return sorted((line for line in lines if state in ("", line.state)), key=lambda line: (line.organisation, line.id))
