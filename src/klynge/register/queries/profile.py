"""One member's whole entry for those who keep it: every field with who sees it, and what waits to be decided."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from klynge.access.verbs import require, the
from klynge.access.viewer import Viewer
from klynge.core.codes import Tree
from klynge.core.money import Money
from klynge.core.tlp import Label
from klynge.register.fields import FACTS, FIGURES, STANDINGS
from klynge.register.models import (
    Capability,
    Certificate,
    Fact,
    Figure,
    Membership,
    Organisation,
    Ownership,
    Proposal,
    Reference,
    Site,
)
from klynge.register.places import name_of
from klynge.register.queries.desk import MemberLine, member_lines
from klynge.register.queries.version import version
from klynge.register.reference_tables import trees
from klynge.web.formats import money, number, short_day

MODELS: Mapping[str, Any] = {
    "fact": Fact,
    "figure": Figure,
    "capability": Capability,
    "certificate": Certificate,
    "reference": Reference,
    "site": Site,
    "ownership": Ownership,
}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One field or entry. `id` None: nothing is said yet. `name`, `language` only of facts. `named`: somebody is named by its
    audience. `waits`: a proposal about it waits. `old`: a certificate that has expired."""

    kind: str
    id: int | None
    title: str
    text: str
    note: str = ""
    label: Label | None = None
    named: bool = False
    waits: bool = False
    old: bool = False
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class MembershipLine:
    id: int
    type: str
    size_band: str
    from_on: date
    to_on: date | None
    version: str


@dataclass(frozen=True, slots=True)
class OwnProposal:
    """A proposal as its maker sees it. `title` is what it is about; `state` waiting, approved or declined, with the reason."""

    title: str
    state: str
    reason: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """`line`: the summary with flags and size. `groups`: entries by kind."""

    line: MemberLine
    label: Label
    waits: bool
    number: str
    cvr_note: str
    groups: Mapping[str, tuple[EntryLine, ...]]
    memberships: tuple[MembershipLine, ...]
    proposals: tuple[OwnProposal, ...]


def profile(viewer: Viewer, organisation_id: int, *, language: str, today: date) -> Profile:
    """Raises Refused for whoever does not keep this entry. The same number of queries however much it says."""
    row = the(Organisation, viewer, pk=kept(viewer, organisation_id).id)
    if row.merged_into_id is not None:
        row = the(Organisation, viewer, pk=kept(viewer, row.merged_into_id).id)
    [line] = member_lines(viewer, today, row.pk)
    proposals = _proposals(viewer, row.pk)
    waiting = {one.target for one in proposals if one.state == Proposal.WAITING}
    foreign = f"{row.country} {row.foreign_number}".strip() if row.foreign_number else row.country
    return Profile(
        line=line,
        label=Label(row.label),
        waits="organisation" in waiting,
        number=f"CVR {row.cvr}" if row.cvr else foreign,
        cvr_note=row.cvr_note,
        groups={kind: tuple(_lines(kind, viewer, row.pk, waiting, language, today)) for kind in MODELS},
        memberships=tuple(memberships(viewer, row.pk)),
        proposals=tuple(_own(one) for one in proposals),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """An organisation whose entry the viewer keeps."""

    id: int
    name: str
    slug: str


def kept(viewer: Viewer, organisation_id: int) -> Kept:
    """Raises Refused for whoever may see it but does not keep it, as for whoever may not see it."""
    row = the(Organisation, viewer, pk=organisation_id)
    require(viewer, "change", row)
    return Kept(row.pk, row.name, row.slug)


def memberships(viewer: Viewer, organisation_id: int) -> list[MembershipLine]:
    """The newest first."""
    rows = Membership.objects.visible_to(viewer).filter(organisation_id=organisation_id).order_by("-from_on")
    return [MembershipLine(row.pk, row.type, row.size_band, row.from_on, row.to_on, version(row)) for row in rows]


def own_proposals(viewer: Viewer, organisation_id: int) -> tuple[OwnProposal, ...]:
    """What an organisation asked to be public, newest first."""
    return tuple(_own(one) for one in _proposals(viewer, organisation_id))


def _proposals(viewer: Viewer, organisation_id: int) -> list[Proposal]:
    rows = Proposal.objects.visible_to(viewer).filter(organisation_id=organisation_id)
    return list(rows.order_by("-made_at", "-pk")[:20])


def _own(row: Proposal) -> OwnProposal:
    return OwnProposal(title_of(row.target), row.state, row.reason, row.made_at)


def title_of(target: str) -> str:
    """What a proposal is about, in words."""
    kind, *rest = target.split(":")
    if kind == "fact" and rest and rest[0] in FACTS:
        language = {"da": _("Danish"), "en": _("English")}.get(rest[1] if len(rest) > 1 else "", "")
        return f"{FACTS[rest[0]].label} ({language})" if language else str(FACTS[rest[0]].label)
    titles = {
        "organisation": _("The card"),
        "figure": _("A figure"),
        "capability": _("A code"),
        "certificate": _("A certificate"),
        "reference": _("Past work"),
        "site": _("A place"),
        "affiliation": _("A person"),
        "contact": _("A way to reach a person"),
        "ownership": _("An owner"),
    }
    return titles.get(kind, target)


def _lines(kind: str, viewer: Viewer, organisation_id: int, waiting: set[str], language: str, today: date) -> Iterable[EntryLine]:
    rows = list(MODELS[kind].objects.visible_to(viewer).filter(organisation_id=organisation_id))
    if kind == "fact":
        yield from _facts(rows, waiting)
        return
    if kind == "ownership":
        ids = [row.owner_id for row in rows]
        names = dict(Organisation.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))
        say: Callable[[Any], tuple[str, str, str, bool]] = lambda row: _owner(row, names)  # noqa: E731
    elif kind == "capability":
        codes = trees()
        say = lambda row: _code(row, codes, language)  # noqa: E731
    else:
        say = {"figure": _figure, "certificate": lambda row: _held(row, today), "reference": _work, "site": _site}[kind]
    for row in rows:
        title, text, note, old = say(row)
        waits = f"{kind}:{row.pk}" in waiting or (kind == "capability" and f"{kind}:{row.system}:{row.code}" in waiting)
        yield EntryLine(kind, row.pk, title, text, note, Label(row.label), row.circle_id is not None, waits, old)
    for about in sorted(waiting):
        if about == f"{kind}:new" or (
            kind in ("capability", "figure") and about.startswith(f"{kind}:") and not _there(about, rows)
        ):
            yield EntryLine(kind, None, title_of(about), "", waits=True)


def _there(about: str, rows: list[Any]) -> bool:
    keys = {":".join(str(getattr(row, name, "")) for name in ("system", "code")) for row in rows}
    keys |= {":".join(str(getattr(row, name, "")) for name in ("name", "year")) for row in rows}
    return about.partition(":")[2] in keys or about.partition(":")[2] in {str(row.pk) for row in rows}


def _facts(rows: list[Fact], waiting: set[str]) -> Iterable[EntryLine]:
    """Every field that there is, said or not, so that one sees what is missing."""
    there = {(row.name, row.language): row for row in rows}
    for field in FACTS.values():
        for language in ("da", "en") if field.languages else ("",):
            row = there.get((field.name, language))
            about = f"fact:{field.name}:{language}"
            yield EntryLine(
                "fact",
                row.pk if row else None,
                title_of(about),
                row.value if row else "",
                label=Label(row.label) if row else None,
                named=row is not None and row.circle_id is not None,
                waits=about in waiting,
                name=field.name,
                language=language,
            )


def _figure(row: Figure) -> tuple[str, str, str, bool]:
    amount = number(row.amount) if row.name == "staff" else money(Money(row.amount, row.currency))
    return f"{FIGURES.get(row.name, row.name)}, {row.year}", amount, row.source, False


def _code(row: Capability, codes: Mapping[str, Tree], language: str) -> tuple[str, str, str, bool]:
    label = codes[row.system].label(row.code, language) if row.system in codes else row.code
    return label, f"{row.system.upper()} {row.code}", _("main field") if row.main else "", False


def _held(row: Certificate, today: date) -> tuple[str, str, str, bool]:
    text = ", ".join(filter(None, (str(STANDINGS[row.standing]), row.verifier, row.evidence)))
    old = row.expires_on is not None and row.expires_on < today
    until = ""
    if row.expires_on:
        said = short_day(row.expires_on)
        until = _("expired %(day)s") % {"day": said} if old else _("until %(day)s") % {"day": said}
    return (clearance_name(row.name) if row.kind == "clearance" else row.name), text, until, old


def clearance_name(level: str) -> str:
    """Of a clearance its level, or only that there is one."""
    return _("Security clearance") if level == "ANY" else _("Security clearance %(level)s") % {"level": level}


def _work(row: Reference) -> tuple[str, str, str, bool]:
    return row.title, ", ".join(filter(None, (row.buyer, str(row.year or "")))), row.text, False


def _site(row: Site) -> tuple[str, str, str, bool]:
    place = f"{row.postcode} {row.town}".strip()
    title = row.name or place or name_of(row.municipality) or row.address
    text = ", ".join(dict.fromkeys(filter(None, (row.address, place, name_of(row.municipality)))))
    return title, text, f"P {row.p_number}" if row.p_number else "", False


def _owner(row: Ownership, names: Mapping[int, str]) -> tuple[str, str, str, bool]:
    days = " – ".join((short_day(row.from_on), short_day(row.to_on) if row.to_on else ""))
    return names.get(row.owner_id, "–"), f"{number(row.share)} %", days, False


@dataclass(frozen=True, slots=True)
class Saved:
    """An entry as its form shows it: the values by column, who sees it, and the version that was read."""

    values: Mapping[str, Any]
    label: Label
    circle_id: int | None
    version: str


def saved(viewer: Viewer, organisation_id: int, kind: str, **key: Any) -> Saved | None:
    """The entry with this key, None when there is none for the viewer."""
    model = Organisation if kind == "organisation" else MODELS[kind]
    of = {} if kind == "organisation" else {"organisation_id": organisation_id}
    row = model.objects.visible_to(viewer).filter(**of, **key).first()
    if row is None:
        return None
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return Saved(values, Label(row.label), row.circle_id, version(row))
