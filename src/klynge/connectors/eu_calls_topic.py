"""One topic of the Funding & Tenders portal as a Notice, from the portal's search answer or from a flat row of a saved list."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from klynge.connectors.clock import day, moment
from klynge.connectors.eu_calls_conditions import conditions, unglued
from klynge.connectors.fields import Section, address, amount, section, sections, word, words
from klynge.connectors.json import Json, load
from klynge.core.money import Money
from klynge.core.notice import Kind, Notice, Party, Text, Unread

# Programme ids of the portal that we have met.
_PROGRAMMES = {
    "43108390": "Horizon Europe",
    "44181033": "European Defence Fund",
    "43152860": "Digital Europe",
    "43251567": "Connecting Europe Facility",
    "43252368": "Internal Security Fund",
    "43251530": "Border Management and Visa Instrument",
    "43252476": "Single Market Programme",
}
_DEFENCE = "44181033"
_FORTHCOMING = "31094501"
_PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
# The portal closes its calls at 17:00 Brussels time of the day; its data give the day alone, as midnight UTC.
_BRUSSELS, _CLOSING = ZoneInfo("Europe/Brussels"), time(17)
_INDICATIVE = re.compile(r"Indicative budget:?\s*EUR\s*(\d{1,3}(?:[  .,]\d{3})+)")
_HEADED = re.compile(r"(?<!\n)\b(Expected (?:Outcome|Impact)|Scope|Objective|Specific objective|Specific challenge):\s*")


@dataclass(frozen=True, slots=True)
class Topic:
    """What both forms of a topic say."""

    number: str
    title: str
    call: str
    programme: str
    programme_id: str
    action: str
    stages: str
    deadlines: tuple[str, ...]
    opened: str
    description: str
    conditions: str
    keywords: tuple[str, ...]
    contribution: Decimal | None  # the most that one project is expected to get, EUR
    budget: Decimal | None  # of the whole topic, EUR
    url: str


def notice(record: Section, where: str) -> Notice | Unread:
    """The notice in a search result (with `metadata`) or a flat row (with `topicId`). Unread reasons: no-topic, no-content."""
    topic = _result(record) if isinstance(record.get("metadata"), dict) else _row(record)
    if not topic.number or len(topic.number) > 200:
        return Unread("no-topic", where, "The record names no topic.")
    if not topic.title and not topic.description:
        return Unread("no-content", f"{where}, {topic.number}", "The topic has neither a title nor a description.")
    description = _HEADED.sub(r"\n\1: ", topic.description).strip()
    keywords = ", ".join(dict.fromkeys(word for word in topic.keywords if word not in (topic.number, topic.call)))
    total = topic.contribution or topic.budget or _indicative(description)
    return Notice(
        source="eu-calls",
        number=topic.number,
        kind=Kind.CALL,
        dialect="eu-calls",
        form=topic.action,
        procedure_id=topic.call,
        published_on=day(topic.opened),
        languages=("en",),
        title=Text({"en": topic.title}),
        description=Text({"en": f"{description}\n\nKeywords: {keywords}".strip() if keywords else description}),
        procedure=topic.stages,
        value=Money(total, "EUR") if total else None,
        deadline_at=_deadline(topic),
        buyers=(Party(Text({"en": topic.programme}), activity="defence" if topic.programme_id == _DEFENCE else ""),)
        if topic.programme
        else (),
        requirements=conditions(topic.conditions, description),
        url=topic.url or _PORTAL + topic.number.lower(),
    )


def _deadline(topic: Topic) -> datetime | None:
    """The first deadline; of a call with several cut-offs the last, since it takes proposals until then."""
    ends = []
    for written in topic.deadlines:
        on = day(written)
        midnight = re.search(r"[T ]00:00", written) or len(written.strip()) == len("2026-01-31")
        at = moment(f"{on}", _BRUSSELS, _CLOSING) if on and midnight else moment(written, _BRUSSELS, _CLOSING)
        if at:
            ends.append(at)
    if not ends:
        return None
    return max(ends) if "cut-off" in topic.stages else min(ends)


def _row(row: Section) -> Topic:
    """A flat row: one text for each field, its line breaks lost."""
    return Topic(
        number=word(row, "topicId"),
        title=word(row, "title"),
        call=word(row, "callIdentifier"),
        programme=word(row, "programme"),
        programme_id=word(row, "programmeId"),
        action=word(row, "typesOfAction", "actionType"),
        stages=word(row, "deadlineModel") or word(section(row, "submissionProcedure"), "abbreviation"),
        deadlines=words(row, "deadline"),
        opened="",
        description=unglued(word(row, "description")),
        conditions=word(row, "topicConditions").removeprefix('">'),
        keywords=tuple(one.strip() for one in word(row, "keywords").split(",") if one.strip()),
        contribution=amount(row, "budgetMax"),
        budget=None,
        url=address(row, "portalUrl"),
    )


def _result(result: Section) -> Topic:
    """A search result: every value of `metadata` is a list of texts, some of them JSON or HTML."""
    told = section(result, "metadata")
    actions = [action for text in words(told, "actions") for action in _inner(text)]
    stages = [word(section(action, "submissionProcedure"), "abbreviation") for action in actions]
    ends = words(told, "deadlineDate") or tuple(end for action in actions for end in words(action, "deadlineDates"))
    programme = word(told, "frameworkProgramme") or "".join(words(told, "frameworkProgramme")[:1])
    contribution, budget = _budgets(told, _first(told, "identifier"))
    return Topic(
        number=_first(told, "identifier") or word(result, "reference"),
        title=_first(told, "title") or word(result, "content"),
        call=_first(told, "callIdentifier"),
        programme=_PROGRAMMES.get(programme, _first(told, "callTitle")),
        programme_id=programme,
        action=", ".join(dict.fromkeys(words(told, "typesOfAction"))) or ", ".join(_types(actions)),
        stages=_first(told, "deadlineModel") or next((stage for stage in stages if stage), ""),
        deadlines=ends,
        opened="" if _first(told, "status") == _FORTHCOMING else _first(told, "startDate"),
        description="\n\n".join(words(told, "descriptionByte")),
        conditions="\n\n".join(words(told, "topicConditions")),
        keywords=words(told, "keywords"),
        contribution=contribution,
        budget=budget,
        url=address(result, "url") if not word(result, "url").endswith(".json") else "",
    )


def _first(told: Section, key: str) -> str:
    return next(iter(words(told, key)), "")


def _inner(text: str) -> list[Section]:
    """The objects in a JSON text within the JSON; nothing if it is broken, for the rest of the topic stands without it."""
    value: Json | Unread = load(text.encode(), "")
    return [] if isinstance(value, Unread) else sections({"all": value}, "all")


def _types(actions: list[Section]) -> tuple[str, ...]:
    named = [word(kind, "typeOfAction") for action in actions for kind in sections(action, "types")]
    return tuple(dict.fromkeys(filter(None, [*named, *(one for action in actions for one in words(action, "types"))])))


def _budgets(told: Section, number: str) -> tuple[Decimal | None, Decimal | None]:
    """The largest contribution to one project and the sum over the years, from the budget table's lines about this topic."""
    most: list[Decimal] = []
    total = Decimal(0)
    for text in words(told, "budgetOverview"):
        for overview in _inner(text):
            for lines in section(overview, "budgetTopicActionMap").values():
                for line in sections({"all": lines}, "all"):
                    if not word(line, "action").startswith(number):
                        continue
                    if (contribution := amount(line, "maxContribution")) is not None:
                        most.append(contribution)
                    years = section(line, "budgetYearMap")
                    total += sum((sum_ for year in years if (sum_ := amount(years, year)) is not None), Decimal(0))
    return max(most, default=None), total or None


def _indicative(description: str) -> Decimal | None:
    """EDF topics state their budget only in words: "Indicative budget: EUR 90 000 000 for this topic"."""
    found = _INDICATIVE.search(description)
    return Decimal(re.sub(r"\D", "", found[1])) if found else None
