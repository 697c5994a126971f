"""Label workbooks in words and parts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from klynge.programme.actions.binder import score_words, unconfirmed
from klynge.programme.queries.evidence import EVIDENCE
from klynge.programme.queries.shapes import Evidence, Value
from klynge.programme.queries.workbook import BinderLine, EntryLine, ProofLine, WorkbookCard
from klynge.programme.words import STATES
from klynge.web import formats
from klynge.web.parts import Action, Column, Fact, Row, Stat, Table, Tag

GAPS: dict[str, Promise] = {
    "points": gettext_lazy("Points missing"),
    "below": gettext_lazy("Below its least"),
    "proof": gettext_lazy("No proof"),
    "owner": gettext_lazy("Nobody looks after it"),
    "ready": gettext_lazy("Not ready"),
}


@dataclass(frozen=True, slots=True)
class Warning:
    """What the calendar says: `title` in one line, `text` what to do."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Meter:
    """Percent; `places` decimals of the value."""

    value: float
    target: float
    places: int


def answer(cards: Sequence[WorkbookCard], today: date) -> str:
    current = [card for card in cards if card.window(today) != "passed"]
    if not current:
        return _("The label's criteria with their proofs, ready when the evaluators come.")
    return f"{current[-1].label}: {score(current[-1])}"


def score(card: WorkbookCard) -> str:
    said = score_words(card.score)
    return f"{said['head']}. {said['text']}"


def meter(card: WorkbookCard) -> Meter | None:
    percent = card.score.percent
    return None if percent is None else Meter(float(percent), float(card.threshold), 1)


def row(card: WorkbookCard, today: date) -> Row:
    facts = [card.set_name, _("Apply by %(day)s") % {"day": formats.short_day(card.window_to_on)}]
    tags = [] if not card.unconfirmed else [Tag(_("criteria not confirmed"))]
    if card.window(today) in ("open", "closing"):
        tags.insert(0, Tag(_("Open for applications"), kind="signal"))
    return Row(card.label, reverse("programme:workbook", args=[card.id]), score(card), facts, tags)


def warning(card: WorkbookCard, today: date) -> Warning | None:
    """Before the window opens, while it is open, and when it closes without a new label."""
    state, days = card.window(today), formats.relative_days((card.window_to_on - today).days)
    opens = formats.relative_days((card.window_from_on - today).days)
    if state == "near":
        text = _("Give each criterion an owner now, and freeze a first binder.")
        return Warning(_("%(label)s: applications open %(when)s") % {"label": card.label, "when": opens}, text)
    if state in ("open", "closing"):
        text = _("Close the gaps, freeze the binder and send it.")
        return Warning(_("%(label)s: applications close %(when)s") % {"label": card.label, "when": days}, text)
    if state == "passed" and card.expires_on and today > card.expires_on:
        text = _("Open a workbook for the next round.")
        return Warning(_("%(label)s has expired") % {"label": card.label}, text)
    return None


def facts(card: WorkbookCard) -> list[Fact]:
    return [
        Fact(_("Criteria"), card.set_name, note=unconfirmed(card.unconfirmed)),
        Fact(_("Held from"), card.from_on),
        Fact(_("Expires after"), card.expires_on),
        Fact(_("Apply from"), card.window_from_on),
        Fact(_("Apply until"), card.window_to_on),
        Fact(_("Threshold in percent"), card.threshold, note=_("as it was entered here")),
    ]


def stats(card: WorkbookCard, lines: Sequence[EntryLine]) -> list[Stat]:
    """Gaps by kind, each opening its criteria."""
    counts = Counter(gap for line in lines for gap in line.gaps)
    url = reverse("programme:workbook", args=[card.id])
    return [
        Stat(counts[gap], str(name), f"{url}?gap={gap}#criteria", target=len(lines)) for gap, name in GAPS.items() if counts[gap]
    ]


def gap_of(text: str) -> str:
    return text if text in GAPS else ""


def groups(lines: Sequence[EntryLine], gap: str) -> list[Group]:
    found: dict[str, list[Row]] = {}
    for line in lines:
        if gap in ("", *line.gaps):
            found.setdefault(line.group, []).append(_entry(line))
    return [Group(name, rows) for name, rows in found.items()]


def _entry(line: EntryLine) -> Row:
    points = _("%(points)s of %(of)s points") % {"points": formats.text(line.points), "of": formats.text(line.of)}
    facts = [str(GAPS["points"]) if "points" in line.gaps else points]
    facts += [line.owner] if line.owner else []
    facts.append(ngettext("%(n)d proof", "%(n)d proofs", len(line.proofs)) % {"n": len(line.proofs)})
    tags = [Tag(str(STATES[line.state]), kind="strong" if line.state == "ready" else "plain")]
    tags += [Tag(_("also in the silver audit"))] if line.silver else []
    tags += [Tag(str(GAPS["below"]), kind="signal")] if "below" in line.gaps else []
    return Row(f"{line.number} {line.name}", reverse("programme:entry", args=[line.id]), "", facts, tags)


def gap_words(line: EntryLine) -> str:
    if not line.gaps:
        return _("Nothing is missing.")
    return _("Not there yet: %(gaps)s.") % {"gaps": ", ".join(str(GAPS[gap]).lower() for gap in line.gaps)}


def proof(one: ProofLine) -> Row:
    drop = Action(_("Take out"), reverse("programme:disprove", args=[one.id]), "quiet", post=True)
    if one.live:
        kind = EVIDENCE.get(one.live)
        title = str(kind.title) if kind else one.live
        return Row(title, reverse("programme:evidence", args=[one.live]), _("Drawn anew at each look."), actions=[drop])
    return Row(one.address or one.text, one.address, actions=[drop])


def evidence_table(found: Evidence, rows: Sequence[Sequence[Value]]) -> Table:
    kinds = [_kind([row[place] for row in found.rows]) for place in range(len(found.columns))]
    columns = [Column(name, kind) for name, kind in zip(found.columns, kinds, strict=True)]  # type: ignore[arg-type]
    return Table(found.title, columns, rows)


def _kind(values: Sequence[Value]) -> str:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, date) for value in known):
        return "date"
    return "text" if not known or any(isinstance(value, str | date) for value in known) else "number"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A binder in the list: when, in which language, its hash, and where its files are."""

    title: str
    hash: str
    pdf: str
    zip: str


def binder(one: BinderLine) -> Frozen:
    language = _("Danish") if one.language == "da" else _("English")
    title = f"{formats.long_day(one.on)}, {language}"
    pdf, pack = (reverse("programme:binder", args=[one.id, form]) for form in ("pdf", "zip"))
    return Frozen(title, one.hash, pdf, pack)
