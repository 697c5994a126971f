"""From the ledger's cards to the parts of a page, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from klynge.access.viewer import Role
from klynge.access.who import holder, secretariat
from klynge.core.errors import KlyngeError
from klynge.ledger import words
from klynge.ledger.queries.activities import ActivityLine, Wanted
from klynge.ledger.queries.rows import RowLine
from klynge.register.fields import KINDS as ORGANISATIONS
from klynge.register.fields import MEMBERSHIPS
from klynge.register.places import regions_on
from klynge.register.reference_tables import tree
from klynge.web import formats
from klynge.web.errors import sentence
from klynge.web.parts import Cell, Choice, Chosen, Column, Entry, Facet, Row, Table, Tag

money_readers = secretariat | holder(Role.FINANCE) | holder(Role.AUDITOR)
finance = holder(Role.FINANCE)


def crumbs(title: str, *between: tuple[str, str]) -> list[Entry]:
    return [*(Entry(label, url) for label, url in between), Entry(title, "", current=True)]


def activities_crumb() -> tuple[str, str]:
    return gettext("Activities"), reverse("ledger:activities")


def grants_crumb() -> tuple[str, str]:
    return gettext("Grants"), reverse("ledger:grants")


def blame(form: Form, error: KlyngeError) -> None:
    """Shows what an action refused, beside the field it is about."""
    where = getattr(error, "where", "")
    form.add_error(where if where in form.fields else None, sentence(error))


def rows_url(**asked: Any) -> str:
    return f"{reverse('ledger:rows')}?{urlencode(asked)}"


def activity_row(line: ActivityLine) -> Row:
    people = ngettext("%(n)s took part", "%(n)s took part", line.people) % {"n": formats.number(line.people)}
    facts = [formats.long_day(line.on), line.place, people, *line.grants]
    tags = [Tag(str(words.KINDS[line.kind]))]
    if line.cancelled:
        tags.append(Tag(gettext("Cancelled"), kind="signal"))
    url = reverse("ledger:activity", args=[line.id])
    return Row(line.title, url, facts=[fact for fact in facts if fact], tags=tags)


def facets(counts: Mapping[str, int], grants: Sequence[tuple[int, str]], wanted: Wanted) -> list[Facet]:
    kinds = [Choice(kind, str(name), counts.get(kind, 0), kind in wanted.kinds) for kind, name in words.KINDS.items()]
    paid = [Choice(str(id), name, None, id in wanted.grants) for id, name in grants]
    found = [Facet("kind", gettext("Kind"), [one for one in kinds if one.count or one.chosen])]
    return [*found, Facet("grant", gettext("Grant"), paid)] if paid else found


def chosen(facets: Iterable[Facet], query: QueryDict) -> list[Chosen]:
    found = []
    for facet in facets:
        for one in facet.choices:
            if one.chosen:
                rest = query.copy()
                rest.pop("page", None)
                rest.setlist(facet.name, [value for value in rest.getlist(facet.name) if value != one.value])
                found.append(Chosen(one.label, f"?{rest.urlencode()}"))
    return found


def rows_table(lines: Sequence[RowLine], *, of_activity: bool = False) -> Table:
    """Who took part, a row each; the first cell opens the row with its history."""
    heads = [Column(gettext("Person"))]
    heads += [] if of_activity else [Column(gettext("Activity")), Column(gettext("Day"), "date")]
    heads += [Column(gettext("Organisation")), Column(gettext("Takes part as")), Column(gettext("Time"))]
    heads += [Column(gettext("Hours"), "number"), Column(gettext("Evidence"))]
    rows = []
    for one in lines:
        opens = reverse("ledger:row", args=["participation", one.id])
        who = Cell(person(one), opens)
        what = [] if of_activity else [Cell(one.activity, reverse("ledger:activity", args=[one.activity_id])), one.on]
        firm = Cell(one.organisation, rows_url(organisation=one.organisation_id))
        evidence = Cell(str(words.EVIDENCE[one.evidence]), note=one.evidence_at)
        capacity = str(words.CAPACITIES[one.capacity])
        rows.append([who, *what, firm, capacity, times(one.from_at, one.to_at), one.hours or None, evidence])
    return Table(gettext("Who took part"), heads, rows)


def person(line: RowLine) -> str:
    """Whoever took part; a person whose name is not open to the reader by their number, so that one can be told from another."""
    if line.person_id is None:
        return gettext("the organisation")
    return line.person or gettext("person %(number)d") % {"number": line.person_id}


def times(from_at: datetime | None, to_at: datetime | None) -> str:
    """ "09:30–11:00", with the days where they differ."""
    if from_at is None:
        return ""
    first = formats.clock(from_at)
    if to_at is None:
        return first
    same = formats.local_day(from_at) == formats.local_day(to_at)
    return f"{first}–{formats.clock(to_at) if same else formats.moment(to_at)}"


def said(name: str, value: Any) -> Any:
    """What a column of a row says, in words."""
    if value is None or value == "":
        return None
    if name == "region":
        return _regions().get(value, value)
    if name == "field":
        return tree("own").label(value, (get_language() or "da")[:2])
    told: Mapping[str, Any] = _WORDS.get(name, {})
    return str(told[value]) if value in told else value


def column(name: str) -> str:
    known = words.COLUMNS.get(name)
    return str(known) if known is not None else name


_WORDS: dict[str, Mapping[str, Any]] = {
    "member": MEMBERSHIPS,
    "kind": ORGANISATIONS,
    "capacity": words.CAPACITIES,
    "evidence": words.EVIDENCE,
    "basis": words.AID,
}


def _regions() -> dict[str, str]:
    language = (get_language() or "da")[:2]
    return {**regions_on(words.BEFORE, language), **regions_on(words.AFTER, language)}
