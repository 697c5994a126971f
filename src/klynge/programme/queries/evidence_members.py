"""Evidence from the register: who is a member, of which type, where, since when; and who works in the secretariat."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label, strictest
from klynge.programme.queries.secretaries import staff
from klynge.programme.queries.shapes import Drawn
from klynge.register.fields import KINDS, MEMBERSHIPS
from klynge.register.models import Membership, Organisation, Site
from klynge.register.places import region_of, regions_on

YEARS = 5  # that a look back shows


def _label(rows: Iterable[Any]) -> Label:
    return strictest([Label.GREEN, *(Label(row.label) for row in rows)])


def _members(viewer: Viewer, today: date) -> list[Membership]:
    rows = Membership.objects.visible_to(viewer).filter(from_on__lte=today).exclude(to_on__lt=today)
    return list(rows.order_by("organisation_id", "from_on"))


def members(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = _members(viewer, today)
    firms = Organisation.objects.visible_to(viewer).filter(pk__in=[row.organisation_id for row in rows]).in_bulk()
    lines = [
        (
            firms[row.organisation_id].name,
            str(MEMBERSHIPS.get(row.type, row.type)),
            _kind(firms[row.organisation_id]),
            row.from_on,
        )
        for row in rows
        if row.organisation_id in firms
    ]
    columns = (_("Organisation"), _("Membership type"), _("Kind"), _("Member since"))
    return Drawn(columns, tuple(sorted(lines, key=lambda line: (line[0], line[3]))), _label([*rows, *firms.values()]))


def _kind(firm: Organisation) -> str:
    return str(KINDS.get(firm.kind, firm.kind))


def members_by_type(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = _members(viewer, today)
    counts = Counter(row.type for row in rows)
    lines = [(str(MEMBERSHIPS.get(type, type)), counts[type]) for type in sorted(counts, key=lambda one: (-counts[one], one))]
    total = len({row.organisation_id for row in rows})
    return Drawn((_("Membership type"), _("Members")), (*lines, (_("All"), total)), _label(rows))


def members_by_region(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = _members(viewer, today)
    firms = {row.organisation_id for row in rows}
    sites = (
        Site.objects.visible_to(viewer).filter(organisation_id__in=firms, to_on=None).order_by("organisation_id", "main", "-pk")
    )
    places = {site.organisation_id: site for site in sites}  # the main one comes last
    regions = regions_on(today, language)
    counts = Counter(region_of(places[firm].municipality, today) if firm in places else "" for firm in firms)
    lines = [(name, counts[key]) for key, name in regions.items() if counts[key]]
    unknown = sum(n for key, n in counts.items() if key not in regions)
    lines += [(_("Abroad or not known"), unknown)] if unknown else []
    return Drawn((_("Region"), _("Members")), tuple(lines), _label([*rows, *places.values()]))


def members_by_year(viewer: Viewer, today: date, language: str) -> Drawn:
    rows = list(Membership.objects.visible_to(viewer).filter(from_on__lte=today).order_by("pk"))
    lines = []
    for year in range(today.year - YEARS + 1, today.year + 1):
        last = min(date(year, 12, 31), today)
        held = {row.organisation_id for row in rows if row.from_on <= last and (row.to_on is None or row.to_on >= last)}
        before = date(year - 1, 12, 31)
        then = {row.organisation_id for row in rows if row.from_on <= before and (row.to_on is None or row.to_on >= before)}
        lines.append((str(year), len(held), len(held - then), len(then - held)))
    return Drawn((_("Year"), _("Members at its end"), _("Came"), _("Left")), tuple(lines), _label(rows))


def secretariat(viewer: Viewer, today: date, language: str) -> Drawn:
    lines = tuple((one.name, one.field, one.since_on) for one in staff(viewer, today))
    return Drawn((_("Name"), _("Special field"), _("Since")), lines)
