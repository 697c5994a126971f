"""The demonstration's newsroom: twelve releases with drawn pictures, one that waits for whom it quotes, press contacts, a press kit."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from klynge.access.viewer import Viewer
from klynge.demo import bank
from klynge.demo.crew import slug
from klynge.demo.drawings import drawing, picture
from klynge.demo.people import Colleague, Team
from klynge.projects.models import Project
from klynge.website.actions.coverage import log_coverage
from klynge.website.actions.newsroom import Person, Told, open_newsroom, write_press_picture, write_release, written
from klynge.website.actions.tree import Words
from klynge.website.coverage_sheet import CoverageLine

LANGUAGES = ("da", "en")
_ROOMS = {
    "da": Words("Nyhedsrum", "nyheder", "Pressemeddelelser, nyheder og arrangementer fra klyngen."),
    "en": Words("Newsroom", "news", "Press releases, news and events from the cluster."),
}
_ABOUT = {
    "da": "Klyngen hjælper sine medlemmer med viden om markedet, kompetencer og netværk, så de skaber forretning og innovation. "
    "Navne, tal og udtalelser i dette nyhedsrum er opdigtet til demonstrationen, bortset fra klyngens offentlige historie.",
    "en": "The cluster helps its members build market knowledge, competences and networks, so that they create business and "
    "innovation. Names, figures and quotes in this newsroom are invented for the demonstration, but for the cluster's public history.",
}
_APPROVED = "Approved by mail in the demonstration."


def write_newsroom(*, by: Viewer, team: Team, today: date, pictures: Callable[[str], bytes] = picture) -> None:
    """Once; what people have changed since stays. One of the releases tells of the project that runs. `pictures`: motif -> PNG."""
    told = bank.newsroom()
    topics = {one["slug"]: {"da": one["da"], "en": one["en"]} for one in told["topic"]}
    runs = Project.objects.visible_to(by).filter(stage="running").order_by("pk").values_list("pk", flat=True).first()
    people = [_person(team.secretariat[place]) for place in (6, 0)]
    open_newsroom(by=by, words=_ROOMS, boilerplate=_ABOUT, topics=topics, people=people)
    there = written("da")
    for one in told["release"]:
        if one["slug"] not in there:
            with transaction.atomic():
                write_release(by=by, told=_told(one, team, today, runs, pictures), contacts=[person.slug for person in people])
                for said in told["coverage"]:
                    if said["release"] == one[{"da": "slug", "en": "slug_en"}[said["language"]]]:
                        _printed(said, by, today)
    title = {"da": "Klyngens tegn", "en": "The sign of the cluster"}
    if "klyngens-tegn" not in there:
        write_press_picture(
            by=by,
            slug="klyngens-tegn",
            title=title,
            picture=pictures("network"),
            shows=drawing("network").said,
            credit="Klynge (demonstration)",
            told_on=today - timedelta(days=400),
        )


def _printed(one: Mapping[str, Any], by: Viewer, today: date) -> None:
    """Where a release was printed; under the release of that language."""
    on = one.get("on") or today - timedelta(days=one["days"])
    line = CoverageLine(outlet=one["outlet"], on=on, title=one["title"], language=one["language"], kind=one["kind"])
    log_coverage(by=by, page_id=written(one["language"])[one["release"]], lines=[line])


def _person(one: Colleague) -> Person:
    role = {code: one.person.title.best(code) for code in LANGUAGES}
    return Person(slug(one.person.name), one.person.name, role, one.person.phone, one.person.email)


def _told(one: Mapping[str, Any], team: Team, today: date, project_id: int | None, pictures: Callable[[str], bytes]) -> Told:
    ties = (("project", project_id),) if one.get("tie") == "project" and project_id else ()
    return Told(
        kind=one["kind"],
        words={code: _words(one, code, team) for code in LANGUAGES},
        told_on=one.get("on") or today - timedelta(days=one["days"]),
        place=one["place"],
        topics=tuple(one["topics"]),
        regions=tuple(one["regions"]),
        tags={code: tuple(one["tags"][code]) for code in LANGUAGES},
        picture=pictures(one["motif"]),
        shows=drawing(one["motif"]).said,
        approved="" if one.get("waits") else _APPROVED,
        ties=ties,
    )


def _words(one: Mapping[str, Any], code: str, team: Team) -> Words:
    told = one[code]
    if one["who"] == "board":
        seat = team.board[0]
        who, title = seat.person.name, {"da": "formand for klyngen", "en": "chair of the cluster"}[code]
    elif one["who"] in ("anna", "ben"):
        door = next(door for door in team.sign_ins if door.key == one["who"])
        who, title = door.name, door.organisation.best(code)
    else:
        colleague = team.secretariat[one["who"]]
        who, title = colleague.person.name, colleague.person.title.best(code)
    first, *rest = told["body"]
    body = [("text", f"<p>{first}</p>"), ("quote", {"text": told["quote"], "name": who, "title": title})]
    body += [("text", f"<p>{text}</p>") for text in rest]
    return Words(told["title"], one["slug"] if code == "da" else one["slug_en"], told["lead"], tuple(body))
