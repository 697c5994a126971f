"""From a project's cards to the parts of its pages, in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Role, Viewer
from klynge.core.tlp import Label
from klynge.projects.queries.needs import Need
from klynge.projects.queries.project import Card, Inside, MilestoneLine, PartnerLine
from klynge.projects.queries.projects import Found, ProjectLine, Wanted
from klynge.projects.words import ROLES, STAGES
from klynge.web.charts_time import Span, spans
from klynge.web.formats import number, short_day
from klynge.web.parts import Action, Cell, Choice, Chosen, Column, Entry, Facet, Line, Moment, Row, Table, Tag


def at(name: str, *args: object) -> str:
    return reverse(f"projects:{name}", args=args)


def hidden() -> str:
    return _("(not open to you)")


def listed(viewer: Viewer, found: Found, asked: Wanted, query: QueryDict) -> Mapping[str, Any]:
    facets = _facets(found, asked)
    works = viewer.secretariat or Role.FINANCE in viewer.roles
    return {
        "title": _("Our projects") if asked.ours else _("Projects"),
        "answer": ngettext("%(n)s project", "%(n)s projects", found.lines.total) % {"n": number(found.lines.total)},
        "asked": asked,
        "found": found.lines,
        "rows": [_row(line) for line in found.lines],
        "facets": [facet for facet in facets if facet.choices],
        "chosen": _chosen(facets, query),
        "actions": [Action(_("Open a project"), at("open"), "primary")] if works and not asked.ours else [],
    }


def _row(line: ProjectLine) -> Row:
    tags = [Tag(str(STAGES[line.stage]), kind="strong" if line.stage == "running" else "plain")]
    if line.late:
        said = ngettext("%(n)s milestone is late", "%(n)s milestones are late", line.late) % {"n": line.late}
        tags.append(Tag(said, f"{at('project', line.id)}#milestones", "signal"))
    label = None if line.label is Label.CLEAR else line.label
    return Row(
        line.title, at("project", line.id), facts=[*_lead(line.lead), days(line.from_on, line.to_on)], tags=tags, label=label
    )


def _lead(name: str) -> list[str]:
    return [_("led by %(name)s") % {"name": name}] if name else []


def days(from_on: date, to_on: date | None) -> str:
    said = {"first": short_day(from_on), "last": short_day(to_on) if to_on else ""}
    return _("%(first)s to %(last)s") % said if to_on else _("since %(first)s") % said


def _facets(found: Found, asked: Wanted) -> list[Facet]:
    stages = [Choice(stage, str(STAGES[stage]), n, stage in asked.stages) for stage, n in found.stages.items()]
    names = sorted(found.names.items(), key=lambda one: one[1])
    grants = [Choice(str(pk), name, found.grants.get(pk, 0), pk in asked.grants) for pk, name in names]
    return [Facet("stage", _("Stage"), stages), Facet("grant", _("Paid by"), grants)]


def _chosen(facets: Sequence[Facet], query: QueryDict) -> list[Chosen]:
    found = []
    for facet in facets:
        for choice in facet.choices:
            if choice.chosen:
                rest = query.copy()
                rest.pop("page", None)
                rest.setlist(facet.name, [one for one in rest.getlist(facet.name) if one != choice.value])
                found.append(Chosen(f"{facet.label}: {choice.label}", f"?{rest.urlencode()}"))
    return found


def head(card: Card) -> Mapping[str, Any]:
    said = [str(STAGES[card.stage]), days(card.from_on, card.to_on), *_lead(card.lead)]
    doors = []
    if card.may_change:
        doors = [Action(_("Change"), at("change", card.id)), Action(_("Move on"), at("stage", card.id), "primary")]
    return {"answer": " · ".join(said), "crumbs": [_all(), Entry(card.title, "", current=True)], "actions": doors}


def below(card: Card, title: str) -> Mapping[str, Any]:
    """The head of a page that lies behind a project's."""
    return {"title": title, "crumbs": [_all(), Entry(card.title, at("project", card.id)), Entry(title, "", current=True)]}


def _all() -> Entry:
    return Entry(_("Projects"), at("list"))


def sections(card: Card, inside: Inside, today: date) -> Mapping[str, Any]:
    add = card.may_change and not card.over
    return {
        "needs": [(need, need_text(need)) for need in inside.needs or ()] if card.stage in ("idea", "application") else [],
        "partners": _partners(card, inside.partners),
        "time_line": _time_line(card, inside, today),
        "milestones": _milestones(card, inside.milestones),
        "stages": [_moment(one, last=one is inside.stages[-1]) for one in inside.stages],
        "add": {
            "partner": Action(_("Add a partner"), at("add-partner", card.id)) if add else None,
            "part": Action(_("Add a part"), at("add-part", card.id)) if add else None,
            "milestone": Action(_("Add a milestone"), at("add-milestone", card.id)) if add and inside.parts else None,
        },
        "grants": [_("%(grant)s, work package %(number)s") % {"grant": name, "number": n} for name, n in inside.grants],
    }


def need_text(need: Need) -> str:
    facts = {"have": number(need.have), "need": number(need.need)}
    if need.role == "company":
        return _("Companies: %(have)s of at least %(need)s") % facts
    return _("Knowledge institutions: %(have)s of at least %(need)s") % facts


def _partners(card: Card, partners: Sequence[PartnerLine]) -> Table:
    columns = [Column(_("Partner")), Column(_("Takes part as")), Column(_("Time")), Column(_("Declaration"))]
    doors = [Column(_("What to do"))] if card.may_change else []
    rows: list[Line] = []
    for one in partners:
        url = reverse("directory:member", args=[one.slug]) if one.slug else ""
        tag = Tag(_("leads"), kind="strong") if one.leads else Tag(_("has left")) if one.gone else None
        note = _("economic partner") if one.economic else ""
        rows.append(
            [
                Cell(one.name or hidden(), url, tag=tag),
                Cell(str(ROLES[one.role]), note=note),
                days(one.from_on, one.to_on),
                _declared(one),
                *([_partner_door(one)] if card.may_change else []),
            ]
        )
    return Table(_("Partners"), [*columns, *doors], rows)


def _declared(one: PartnerLine) -> Cell:
    if one.declared_on:
        return Cell(one.declared_on, note=one.document)
    return Cell(None, tag=Tag(_("missing"), kind="signal")) if one.economic else Cell(one.document or None)


def _partner_door(one: PartnerLine) -> Cell:
    if one.economic and one.declared_on is None:
        return Cell(_("Record the declaration"), at("declare", one.id))
    return Cell(_("Let it leave"), at("end-partner", one.id)) if not (one.leads or one.to_on) else Cell(None)


def _time_line(card: Card, inside: Inside, today: date) -> Any:
    if not inside.parts:
        return None
    items = [
        Span(
            f"{part.number} {part.name}",
            part.from_on,
            part.to_on,
            at("part", part.id) if card.may_change else f"{at('rows', card.id)}?part={part.number}",
            part.lead,
        )
        for part in inside.parts
    ]
    told = ngettext("%(n)s part from %(days)s.", "%(n)s parts from %(days)s.", len(items))
    return spans(_("Parts"), told % {"n": len(items), "days": days(card.from_on, card.to_on)}, items, today)


def _milestones(card: Card, milestones: Sequence[MilestoneLine]) -> Table | None:
    if not milestones:
        return None
    columns = [Column(_("Milestone")), Column(_("Part")), Column(_("Due on"), "date"), Column(_("Reached on"), "date")]
    rows: list[Line] = []
    for one in milestones:
        late = Tag(_("late"), kind="signal") if one.late else None
        if one.reached_on:
            reached = Cell(one.reached_on, note=one.evidence, tag=late)
        elif card.may_change:
            reached = Cell(_("Say that it is reached"), at("reach", one.id), tag=late)
        else:
            reached = Cell(None, tag=late) if late else Cell(None)
        rows.append([one.what, one.part, one.due_on, reached])
    return Table(_("Milestones"), columns, rows)


def _moment(one: Any, *, last: bool) -> Moment:
    said = [one.reason, _("the programme's rule was set aside") if one.overridden else "", one.who]
    return Moment(one.at.date(), str(STAGES[one.stage]), " · ".join(filter(None, said)), state="now" if last else "done")
