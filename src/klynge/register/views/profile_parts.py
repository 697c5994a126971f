"""An entry of the register in the reader's words: its sections, its flags, its size class and how that was reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Viewer
from klynge.core.aid.sme import SizeClass
from klynge.core.steps import Step
from klynge.register.fields import ENTRIES, FACTS, KINDS, MEMBERSHIPS, SIZES, WHO_SEES
from klynge.register.flags import EXPIRED, EXPIRING, MISSING, OLD, WRONG, Flag
from klynge.register.queries.profile import EntryLine, MembershipLine, Profile
from klynge.register.views.directory_parts import size_name
from klynge.web.formats import short_day, text
from klynge.web.parts import Action, Entry, Tag


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, who sees it in plain words, and the addresses where it is changed and taken out ("" for a field that is only
    emptied)."""

    entry: EntryLine
    sees: str
    change_url: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Section:
    """`missing`: fields that nothing is said in yet, with the address where one writes."""

    kind: str
    title: str
    lines: Sequence[Line]
    missing: Sequence[Action]
    add_url: str
    empty: str


@dataclass(frozen=True, slots=True)
class SizeText:
    """`steps`: how it was reached; `doubts`: what is not known and could change it."""

    name: str
    sure: bool
    steps: Sequence[str]
    doubts: Sequence[str]


def title(kind: str, name: str = "", language: str = "") -> str:
    if kind != "fact":
        return str(ENTRIES[kind])
    said = {"da": _("Danish"), "en": _("English")}.get(language)
    return f"{FACTS[name].label} ({said})" if said else str(FACTS[name].label)


def sections(profile: Profile) -> list[Section]:
    id = profile.line.id
    empty = {
        "fact": _("Nothing said yet. Two sentences are enough to be found."),
        "capability": _("No codes yet. They decide which notices are found for you."),
        "certificate": _("No certificates yet. A certificate that a buyer asks for is a reason to be found, its lack a gap."),
        "reference": _("No past work yet. It shows a buyer what you can do."),
        "site": _("No places yet. They put you on the map."),
        "figure": _("No figures yet. They give your size class."),
        "ownership": _("No owners yet. Owners of 25 per cent or more count in the size class."),
    }
    order = ("fact", "capability", "certificate", "reference", "site", "figure", "ownership")
    found = []
    for kind in order:
        lines = [_line(id, entry) for entry in profile.groups[kind]]
        unsaid = [line for line in lines if kind == "fact" and line.entry.id is None and not line.entry.waits]
        missing = [Action(line.entry.title, line.change_url, "quiet") for line in unsaid]
        add_url = "" if kind == "fact" else reverse("register:add", args=[id, kind])
        said = [line for line in lines if line not in unsaid]
        found.append(Section(kind, str(ENTRIES[kind]), said, missing, add_url, empty.get(kind, "")))
    return found


def _line(organisation: int, entry: EntryLine) -> Line:
    sees = str(WHO_SEES[entry.label]) if entry.label else ""
    if entry.kind == "fact":
        parts = [organisation, entry.name, entry.language] if entry.language else [organisation, entry.name]
        return Line(entry, sees, reverse("register:fact", args=parts), "")
    if entry.id is None:
        return Line(entry, sees, "", "")
    parts = [organisation, entry.kind, entry.id]
    return Line(entry, sees, reverse("register:entry", args=parts), reverse("register:remove", args=parts))


def memberships(profile: Profile) -> list[tuple[MembershipLine, str]]:
    """Each with its type, size band and days in words."""
    found = []
    for one in profile.memberships:
        days = {"first": short_day(one.from_on), "last": short_day(one.to_on) if one.to_on else ""}
        said = _("%(first)s to %(last)s") % days if one.to_on else _("since %(first)s") % days
        found.append((one, " · ".join(filter(None, (str(MEMBERSHIPS.get(one.type, one.type)), size_name(one.size_band), said)))))
    return found


def answer(profile: Profile) -> str:
    line = profile.line
    kind = str(KINDS.get(line.kind, line.kind))
    member = str(MEMBERSHIPS.get(line.type, line.type)) if line.type else _("Not a member")
    return " · ".join(filter(None, (kind, member, profile.number)))


def crumbs(viewer: Viewer, name: str) -> list[Entry]:
    above = [Entry(_("Members"), reverse("register:members"))] if viewer.secretariat else []
    return [*above, Entry(name, "", current=True)]


def actions(viewer: Viewer, profile: Profile) -> list[Action]:
    id, found = profile.line.id, [Action(_("As others see it"), reverse("directory:member", args=[profile.line.slug]))]
    if viewer.secretariat:
        found.append(Action(_("Ask: is this still right?"), reverse("register:ask", args=[id]), post=True))
    return found


def flags(found: Sequence[Flag]) -> list[Tag]:
    """What is old, expired or missing, in words."""
    return [Tag(flag_text(flag), kind="signal" if flag.state in (EXPIRED, WRONG) else "plain") for flag in found]


def flag_text(flag: Flag) -> str:
    day = short_day(flag.on) if flag.on else ""
    about = {
        "profile": _("text of what they do"),
        "codes": _("codes"),
        "contact": _("contact's e-mail"),
        "place": _("place"),
        "staff": _("staff of the last two years"),
    }.get(flag.about, flag.about)
    templates = {
        EXPIRED: _("%(about)s expired %(day)s"),
        EXPIRING: _("%(about)s expires %(day)s"),
        MISSING: _("missing: %(about)s"),
        OLD: _("unchanged since %(day)s"),
        WRONG: _("said to be wrong %(day)s"),
    }
    return templates[flag.state] % {"about": about, "day": day}


def size(found: SizeClass) -> SizeText:
    return SizeText(
        str(SIZES[found.size.value]), found.sure, [step(one) for one in found.steps], [step(one) for one in found.doubts]
    )


def step(one: Step) -> str:
    """A line of the calculation in the reader's language; the words for sizes, the days and the amounts in it too."""
    facts = {name: _told(value) for name, value in one.facts.items()}
    template = _(one.template)
    return template % facts if facts else template


def _told(value: object) -> object:
    """Whole numbers are left to the template, which may hold a year."""
    if isinstance(value, str) and value in SIZES:
        return str(SIZES[value])
    return value if isinstance(value, str | int) else text(value)


def members_found(total: int, everybody: int) -> str:
    said = ngettext("%(n)d member", "%(n)d members", total) % {"n": total}
    return said if total == everybody else _("%(found)s of %(all)d") % {"found": said, "all": everybody}
