"""The demonstration's website: what the cluster is, from its public facts, and its story, in both languages."""

from datetime import date

from klynge.access.viewer import Viewer
from klynge.demo import story
from klynge.demo.cluster import facts
from klynge.demo.happenings import events, list_words
from klynge.demo.people import Team
from klynge.website.actions.events import write_events
from klynge.website.actions.tree import Words, write_pages

LANGUAGES = ("da", "en")
_TITLE = {"da": "Om klyngen", "en": "About the cluster"}
_FACTS = {
    "fields": ("Det arbejder medlemmerne med", "What the members work with"),
    "suppliers": ("For købere", "For buyers"),
}
_SOURCES = ("Kilder", "Sources")


def write_story(*, by: Viewer, team: Team, today: date) -> None:
    """The pages, the list of events and the events. Once; what people have changed since stays."""
    write_pages(by=by, words={code: _about(code) for code in LANGUAGES})
    for page in (story.history, story.offices, story.partners):
        write_pages(by=by, words={code: page(code) for code in LANGUAGES})
    write_pages(by=by, words={code: story.secretariat(code, team) for code in LANGUAGES})
    write_pages(by=by, words={code: story.board(code, team, today) for code in LANGUAGES})
    write_pages(by=by, words={code: story.membership(code, today) for code in LANGUAGES})
    write_events(by=by, words={code: list_words(code) for code in LANGUAGES}, planned=events(today))


def _about(code: str) -> Words:
    known = {fact.key: fact for fact in facts() if not fact.year}
    which = LANGUAGES.index(code)
    body: list[tuple[str, object]] = []
    for key, names in _FACTS.items():
        body += [("heading", names[which]), ("text", f"<p>{story.said(known[key], code)}</p>")]
    body.append(("holdings", story.held(code)))
    body.append(("links", {"title": _SOURCES[which], "lines": [_link(source) for source in _sources()]}))
    return Words(_TITLE[code], story.ABOUT[code], story.said(known["task"], code), tuple(body))


def _sources() -> list[str]:
    return list(dict.fromkeys(fact.source for fact in facts() if fact.source.startswith("https://") and " " not in fact.source))


def _link(source: str) -> dict[str, object]:
    return {"text": source.split("/")[2].removeprefix("www."), "page": None, "url": source}
