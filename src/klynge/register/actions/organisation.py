"""Admitting an organisation, changing its card, and its membership from one day to another."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core import identifiers
from klynge.core.errors import Conflict, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.address import free_slugs
from klynge.register.actions.after import changed
from klynge.register.actions.audience import Audience, check_audience, check_consent
from klynge.register.actions.entries import Change, Done, propose
from klynge.register.actions.kinds import valid
from klynge.register.actions.lock import held_entry, locked
from klynge.register.fields import MEMBERSHIPS, SIZE_BANDS
from klynge.register.models import Membership, Organisation
from klynge.register.queries.version import version
from klynge.register.reference_tables import tree
from klynge.register.texts import tidy


@dataclass(frozen=True, slots=True)
class Legal:
    """The card of a legal unit. `cvr` for Danish ones; else `foreign_number` with `country`. `cvr_note`: why a CVR number that
    fails the check digit is right all the same."""

    name: str
    kind: str = Organisation.COMPANY
    field: str = ""
    country: str = "DK"
    cvr: str = ""
    cvr_note: str = ""
    foreign_number: str = ""
    founded_on: date | None = None

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Legal":
        founded = said.get("founded_on")
        return cls(**{**said, "founded_on": date.fromisoformat(founded) if founded else None})

    def checked(self, known_cvr: str = "") -> "Legal":
        """The card with its texts and numbers as they are kept. `known_cvr` was accepted before. Raises Wrong that names the
        field."""
        said = replace(
            self,
            name=tidy(self.name, where="name"),
            country=tidy(self.country, where="country").upper(),
            cvr_note=tidy(self.cvr_note, where="cvr_note"),
            foreign_number=tidy(self.foreign_number, where="foreign_number"),
            cvr=tidy(self.cvr, where="cvr"),
        )
        if not said.name:
            raise Wrong("An organisation needs its name.", where="name")
        if len(said.country) != 2 or not said.country.isascii() or not said.country.isalpha():
            raise Wrong("Write the country in two letters, as in DK or SE.", where="country")
        if said.field and said.field not in tree("own"):
            raise Wrong("“%(field)s” is no field of work. Choose one from the list.", where="field", field=said.field)
        if not said.cvr:
            return said
        if said.country != "DK":
            raise Wrong("Only Danish organisations have a CVR number. Write the foreign number instead.", where="cvr")
        found = identifiers.cvr(said.cvr)
        if found.warnings and not said.cvr_note and found.value != known_cvr:
            raise Wrong(
                "The CVR number %(cvr)s fails the check digit. Look it up; if it is right, write in the note why.",
                where="cvr_note",
                cvr=found.value,
            )
        return replace(said, cvr=found.value, cvr_note=said.cvr_note if found.warnings else "")


def admit_member(
    *,
    by: Viewer,
    legal: Legal,
    type: str,
    from_on: date,
    size_band: str = "",
    label: Label = Label.STRICT,
) -> Organisation:
    """A new organisation with its membership. Raises Conflict when its number is in the register already."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        said = legal.checked()
        twins = Organisation.objects.visible_to(by).filter(**asdict(said), merged_into=None)
        if Membership.objects.visible_to(by).filter(organisation__in=twins.values("pk"), from_on=from_on).exists():
            raise Conflict("%(name)s is a member from that day already. Look at the list of members.", name=said.name)
        organisation = _entered(by, "admit", said, label)
        _membership(by, organisation, type, size_band, from_on)
        changed([organisation.pk])
    return organisation


def enter_organisation(*, by: Viewer, legal: Legal, label: Label = Label.STRICT) -> Organisation:
    """An organisation that is no member, but takes part in something. Raises Conflict when its number is in the register already."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        organisation = _entered(by, "enter", legal.checked(), label)
        changed([organisation.pk])
    return organisation


def change_organisation(
    *,
    by: Viewer,
    organisation_id: int,
    legal: Legal,
    label: Label,
    circle_id: int | None = None,
    seen: str = "",
    consent: str = "",
) -> Done:
    """Changes the card. What is or becomes public waits when a member changes it; so does everything by which the cluster
    identifies an organisation (number, country, kind). The open memberships follow the card's label."""
    with transaction.atomic():
        row: Any = held_entry(by, organisation_id)
        said, before, was = legal.checked(row.cvr), version(row), Label(row.label)
        identity = [getattr(row, name) for name in ("kind", "country", "cvr", "foreign_number")]
        audience = Audience(label, circle_id)
        check_audience(by, row, audience)
        for name, value in asdict(said).items():
            setattr(row, name, value)
        row.label, row.circle_id = audience.label.value, audience.circle_id
        valid(row)
        if version(row) == before:
            return Done(row.pk, changed=False)
        if seen and seen != before:
            raise Conflict("Somebody else changed this meanwhile. Look at it again, then decide anew.")
        other = identity != [getattr(row, name) for name in ("kind", "country", "cvr", "foreign_number")]
        if not by.secretariat and (label is Label.CLEAR or other):
            values = {**asdict(said), "founded_on": said.founded_on.isoformat() if said.founded_on else None}
            return propose(by, Change(row.pk, "organisation", "organisation", values, row.pk, before, label))
        check_consent(by, was, label, consent)
        row.save()
        if was is not label:
            Membership.objects.visible_to(by, verb="change").filter(organisation=row, to_on=None, label=was.value).update(
                label=label.value
            )
        record(by=by, verb="set", what=row, label=label.value, cvr_note=said.cvr_note, consent=consent)
        changed([organisation_id])
    return Done(row.pk)


def start_membership(*, by: Viewer, organisation_id: int, type: str, from_on: date, size_band: str = "") -> Membership:
    """An organisation of the register becomes a member (again). Raises Conflict while it is one."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        organisation = held_entry(by, organisation_id)
        made = _membership(by, organisation, type, size_band, from_on)
        changed([organisation_id])
    return made


def change_membership(*, by: Viewer, membership_id: int, type: str, size_band: str, from_on: date, seen: str = "") -> Membership:
    """Another type, size band or first day of the same membership. Raises Conflict when it is not any more what was `seen`."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        row = locked(the(Membership, by, verb="change", pk=membership_id))
        before = version(row)
        row.type, row.size_band, row.from_on = _type(type), _band(size_band), from_on
        _in_order(row.from_on, row.to_on)
        if version(row) == before:
            return row
        if seen and seen != before:
            raise Conflict("Somebody else changed this meanwhile. Look at it again, then decide anew.")
        row.save()
        record(by=by, verb="set", what=row, organisation=row.organisation_id)
        changed([row.organisation_id])
    return row


def end_membership(*, by: Viewer, membership_id: int, on: date) -> Membership:
    """The last day of a membership. Its staff lose what it opened on the day after."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        row = locked(the(Membership, by, verb="change", pk=membership_id))
        if row.to_on is not None and row.to_on != on:
            raise Conflict("This membership has an end already. Look at it again.")
        _in_order(row.from_on, on)
        row.to_on = on
        row.save()
        record(by=by, verb="end", what=row, organisation=row.organisation_id, on=on.isoformat())
        changed([row.organisation_id])
    return row


def _entered(by: Viewer, verb: str, said: Legal, label: Label) -> Organisation:
    organisation = Organisation(**asdict(said), slug=free_slugs([said.name])[0], label=label.value)
    valid(organisation)
    organisation.save()
    record(by=by, verb=verb, what=organisation, label=label.value, cvr_note=said.cvr_note)
    return organisation


def _membership(by: Viewer, organisation: Organisation, type: str, size_band: str, from_on: date) -> Membership:
    rows = Membership.objects.system_rows("a member is not admitted twice, whoever may see the first time")
    if rows.filter(organisation=organisation).exclude(to_on__lt=from_on).exists():
        raise Conflict("This organisation is a member on that day already.")
    made = Membership.objects.create(
        organisation=organisation, type=_type(type), size_band=_band(size_band), from_on=from_on, label=organisation.label
    )
    record(by=by, verb="add", what=made, organisation=organisation.pk)
    return made


def _type(type: str) -> str:
    if type not in MEMBERSHIPS:
        raise Wrong("“%(type)s” is no type of membership. Choose one from the list.", where="type", type=type)
    return type


def _band(band: str) -> str:
    if band and band not in SIZE_BANDS:
        raise Wrong("“%(band)s” is no size band. Choose one from the list.", where="size_band", band=band)
    return band


def _in_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Wrong("It would end before it begins. Choose a later day.", where="to_on")


__all__ = [
    "Legal",
    "admit_member",
    "change_membership",
    "change_organisation",
    "end_membership",
    "enter_organisation",
    "start_membership",
]
