"""From the market's cards to the parts of a page, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.market import words
from klynge.market.queries.cards import MatchLine, NoticeCard, NoticePage
from klynge.market.queries.notices import Wanted
from klynge.web import formats
from klynge.web.listing import Listing
from klynge.web.parts import Action, Choice, Chosen, Entry, Facet, Fact, Moment, Row, Tag

SORTS = {"published": _("Newest first"), "deadline": _("Closing first"), "value": _("Largest first"), "fit": _("Best hit first")}


def language() -> str:
    return (get_language() or "da")[:2]


def address(source: str, number: str) -> str:
    return reverse("market:notice", args=(source, number))


def crumbs(here: str) -> tuple[Entry, ...]:
    return (Entry(gettext("Market"), reverse("market:list")), Entry(here, "", current=True))


def row(card: NoticeCard, code_labels: Mapping[str, str]) -> Row:
    """A notice as a line of a list."""
    facts = [card.buyer, words.country(card.country) if card.country else "", code_labels.get(card.cpv, "")]
    if card.value:
        facts.append(formats.short_money(card.value))
    if card.language and card.language != language():
        facts.append(gettext("in %(language)s") % {"language": words.language(card.language)})
    tags = [Tag(words.kind(card.kind))]
    if card.defence:
        tags.append(Tag(gettext("Defence"), kind="strong"))
    if not card.open:
        tags.append(Tag(gettext("Closed")))
    return Row(
        title=card.title,
        url=address(card.source, card.number),
        facts=[fact for fact in facts if fact],
        tags=tags,
        label=None if card.label == Label.CLEAR else card.label,
        deadline_at=card.deadline_at,
    )


def answer(found: Listing[NoticeCard], wanted: Wanted) -> str:
    if wanted.open:
        return ngettext("%(n)s open notice", "%(n)s open notices", found.total) % {"n": formats.number(found.total)}
    return ngettext("%(n)s notice", "%(n)s notices", found.total) % {"n": formats.number(found.total)}


def facets(counts: Mapping[str, Mapping[str, int]], wanted: Wanted, divisions: Mapping[str, str]) -> list[Facet]:
    """The questions of the filter form. A choice that is on stays, even when nothing answers to it any more."""

    def choices(counted: Mapping[str, int], chosen: Sequence[str], names: Mapping[str, str], most: int = 12) -> list[Choice]:
        shown = [*list(counted)[:most], *(value for value in chosen if value not in list(counted)[:most])]
        return [Choice(value, names.get(value, value), counted.get(value, 0), value in chosen) for value in shown]

    names = {code: divisions.get(code + "000000", f"CPV {code}") for code in {*counts["divisions"], *wanted.divisions}}
    kinds = {value: words.kind(value) for value in {*counts["kinds"], *wanted.kinds}}
    countries = {code: words.country(code) for code in {*counts["countries"], *wanted.countries}}
    defence = counts["defence"].get("True", 0)
    within = [
        Choice(days, gettext("%(n)s days") % {"n": days}, None, wanted.days == int(days)) for days in ("7", "14", "30", "90")
    ]
    found = [
        Facet("kind", gettext("Kind"), choices(counts["kinds"], wanted.kinds, kinds)),
        Facet("defence", gettext("Defence and security"), [Choice("1", gettext("Only defence"), defence, wanted.defence)]),
        Facet("field", gettext("Field"), choices(counts["divisions"], wanted.divisions, names)),
        Facet("country", gettext("Buyer's country"), choices(counts["countries"], wanted.countries, countries), folded=True),
        Facet("days", gettext("Deadline within"), within, folded=True),
        Facet("all", gettext("Closed notices"), [Choice("1", gettext("Show them too"), None, not wanted.open)], folded=True),
    ]
    return [facet for facet in found if facet.choices]


def chosen(asked: QueryDict, shown: Sequence[Facet]) -> list[Chosen]:
    """What is searched for and the filters that are on, each with the address without it."""
    found = []
    if text := asked.get("q", "").strip():
        rest = [(name, v) for name in asked for v in asked.getlist(name) if name not in ("q", "page")]
        found.append(Chosen(gettext("“%(text)s”") % {"text": text[:60]}, "?" + urlencode(rest)))
    for facet in shown:
        for choice in facet.choices:
            if choice.chosen:
                rest = [(name, v) for name in asked for v in asked.getlist(name) if (name, v) != (facet.name, choice.value)]
                found.append(Chosen(f"{facet.label}: {choice.label}", "?" + urlencode([p for p in rest if p[0] != "page"])))
    return found


def sorts(asked: QueryDict, wanted: Wanted) -> list[Entry]:
    found = []
    for value, name in SORTS.items():
        if value == "fit" and not wanted.text:
            continue
        rest = [(n, v) for n in asked for v in asked.getlist(n) if n not in ("sort", "page")]
        found.append(Entry(str(name), "?" + urlencode([*rest, ("sort", value)]), current=wanted.sort == value))
    return found


def facts(page: NoticePage) -> list[Fact]:
    """When, from whom, how much, where: what one decides by."""
    said, card = page.said, page.card
    codes = [page.code_labels.get(code, code) for code in said.cpv[:3]]
    places = dict.fromkeys(words.place(place) for place in said.places)
    texts = [words.language(each) for each in (said.languages or tuple(said.title))]
    found = [
        Fact(gettext("Deadline"), card.deadline_at),
        Fact(gettext("Buyer"), ", ".join(buyer.name.best(language(), "en", "da") for buyer in said.buyers[:3])),
        Fact(gettext("Country"), words.country(card.country) if card.country else ""),
        Fact(gettext("Value"), card.value),
        Fact(gettext("At most"), said.maximum),
        Fact(gettext("Field"), "; ".join(dict.fromkeys(codes))),
        Fact(gettext("Place of work"), ", ".join(list(places)[:4])),
        Fact(gettext("Procedure"), str(words.PROCEDURES.get(said.procedure, said.procedure))),
        Fact(gettext("What is bought"), str(words.NATURES.get(said.nature, ""))),
        Fact(gettext("Published"), card.published_on),
        Fact(gettext("Languages"), ", ".join(dict.fromkeys(texts))),
        _source(page),
    ]
    return [fact for fact in found if fact.value not in (None, "")]


def _source(page: NoticePage) -> Fact:
    """Where it was published; what was invented stands nowhere."""
    name, said = str(words.SOURCES.get(page.card.source, page.card.source)), page.said
    if page.invented:
        return Fact(
            gettext("Source"),
            gettext("Invented for the demonstration"),
            note=gettext("in the form of %(source)s") % {"source": name},
        )
    return Fact(gettext("Source"), name, url=web(said.url), note=said.number)


def web(url: str) -> str:
    """An address from outside, when it is one that a browser may follow."""
    return url if url.startswith(("https://", "http://")) and not set(url) & set("\"'<> \n\r") else ""


def versions(page: NoticePage) -> list[Moment]:
    """The versions as a time line, newest first, with what each changed."""
    found = []
    for n, line in enumerate(page.versions):
        # Some sources number versions with long strings; then the place in the row says more.
        number = line.version if len(line.version) <= 4 else str(len(page.versions) - n)
        changes = []
        for change in line.changes:
            name = str(words.CHANGED[change.field])
            if change.field in ("description", "requirements"):
                changes.append(name)
            else:
                changes.append(f"{name}: {formats.text(change.before)} → {formats.text(change.after)}")
        found.append(
            Moment(
                at=line.published_on or line.taken_at,
                title=gettext("Version %(version)s") % {"version": number},
                text=". ".join(changes) or (gettext("First version that we have") if line is page.versions[-1] else ""),
                state="now" if line.current else "done",
            )
        )
    return found


def glance(page: NoticePage, own: Sequence[MatchLine]) -> str:
    """The page's answer in one sentence."""
    if own and page.card.open:
        gaps = sum(len(line.gaps) for line in own)
        if not gaps:
            return gettext("It fits you, and we know of nothing that you lack.")
        return ngettext("It fits you. You lack %(n)s thing.", "It fits you. You lack %(n)s things.", gaps) % {"n": gaps}
    return str(words.ACTS.get(page.card.kind, ""))


def list_actions(viewer: Viewer) -> list[Action]:
    ending = Action(gettext("Contracts that end"), reverse("market:ending"))
    if not viewer.secretariat:
        return [ending]
    return [
        ending,
        Action(gettext("Enter a notice"), reverse("market:enter")),
        Action(gettext("What could not be read"), reverse("market:unread"), "quiet"),
    ]


def notice_actions(viewer: Viewer, card: NoticeCard) -> list[Action]:
    if not (viewer.secretariat and card.open):
        return []
    return [Action(gettext("Close the notice"), reverse("market:close", args=(card.source, card.number)), "quiet", post=True)]


@dataclass(frozen=True, slots=True)
class MatchPart:
    """A match as a page shows it: the notice's line, the member's, and what can be answered now."""

    line: MatchLine
    row: Row
    member_url: str
    state: str
    open: bool


def match(line: MatchLine) -> MatchPart:
    return MatchPart(
        line,
        row(line.notice, {}),
        reverse("directory:member", args=(line.slug,)),
        str(words.STATES[line.state]),
        line.state in ("approved", "sent"),
    )


def waiting_answer(lines: Sequence[MatchLine]) -> str:
    if not lines:
        return gettext("Nothing waits for you. New matches come when the market or your profile changes.")
    n = len(lines)
    return ngettext("%(n)s opportunity waits for your answer.", "%(n)s opportunities wait for your answer.", n) % {"n": n}


def others(page: NoticePage, own: Sequence[MatchLine]) -> dict[str, object]:
    """Who of the members fits: for the secretariat, who alone is told of others' matches."""
    if own or not page.matches:
        return {}
    n = sum(line.state == "suggested" for line in page.matches)
    more = Action(gettext("Approve or dismiss"), reverse("market:approve") + f"?notice={page.card.id}") if n else None
    text = ngettext("%(n)s suggestion waits for you.", "%(n)s suggestions wait for you.", n) % {"n": n} if n else ""
    return {"others": [match(line) for line in page.matches], "others_text": text, "others_more": more}
