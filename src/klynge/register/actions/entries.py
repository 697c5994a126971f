"""Setting an entry of a profile, of whatever kind. What a member sets is theirs at once, unless it would be public: then it
waits as a proposal until the secretariat approves it. The secretariat's own changes apply at once; where they open what was
closed, they say how the member agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_noop

from klynge.access.guard import Labelled
from klynge.access.journal import record
from klynge.access.verbs import require, the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.after import changed
from klynge.register.actions.audience import STRICT, Audience, check_audience, check_consent
from klynge.register.actions.kinds import KINDS, Kind, Value, Values, tidied, valid
from klynge.register.actions.lock import as_seen, held_entry
from klynge.register.models import Organisation, Person, Proposal
from klynge.register.queries.version import content, version


@dataclass(frozen=True, slots=True)
class Done:
    """What came of setting something: the row's id (None while it waits or is gone), the proposal's id while the secretariat has
    to approve it, and whether anything is different now."""

    id: int | None
    proposal_id: int | None = None
    changed: bool = True

    @property
    def waits(self) -> bool:
        return self.proposal_id is not None


@dataclass(frozen=True, slots=True)
class Change:
    """What a proposal keeps. `about` names the entry ("fact:profile:da", "certificate:17", "certificate:new"); `values` are in
    the form of JSON; `was` is the version of the entry when it was proposed."""

    organisation_id: int
    about: str
    kind: str
    values: Mapping[str, Any]
    id: int | None
    was: str
    label: Label

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "id": self.id, "was": self.was, "values": dict(self.values), "label": self.label.value}


def put(
    *,
    by: Viewer,
    organisation_id: int,
    kind: str,
    values: Mapping[str, Value],
    audience: Audience = STRICT,
    id: int | None = None,
    seen: str = "",
    consent: str = "",
) -> Done:
    """Makes or changes one entry. `id` names the row to change where its kind has no other key; `seen` is the version that the
    form showed ("" asks nothing); `consent` is how the member agreed when the secretariat opens an entry further.

    Raises Refused (not theirs), Wrong (what is said cannot be), Conflict (somebody changed it first).
    """
    spec = KINDS[kind]
    with transaction.atomic():
        held_entry(by, organisation_id)
        checked = spec.check(tidied({name: values[name] for name in spec.fields if name in values}))
        row = _found(by, spec, organisation_id, id, checked)
        _references(by, spec, organisation_id, checked)
        draft = row if row is not None else spec.model(organisation_id=organisation_id)
        before, was = version(row), Label(row.label) if row is not None else None
        check_audience(by, row, audience)
        _assign(draft, checked, audience)
        valid(draft)
        if version(draft) == before:
            return Done(draft.pk, changed=False)
        if seen and seen != before:
            raise Conflict("Somebody else changed this meanwhile. Look at it again, then decide anew.")
        if row is None and (twin := _twin(by, draft)) is not None:
            return Done(twin.pk, changed=False)  # a double click
        if audience.label is Label.CLEAR and not by.secretariat:
            said = content(draft)
            values = {name: said[name] for name in spec.fields}
            return propose(
                by, Change(organisation_id, _target(kind, spec, draft), kind, values, draft.pk, before, audience.label)
            )
        check_consent(by, was, audience.label, consent)
        draft.save()
        verb = "add" if row is None else "set"
        record(by=by, verb=verb, what=draft, label=draft.label, organisation=organisation_id, consent=consent)
        changed([organisation_id])
    return Done(draft.pk)


def remove(*, by: Viewer, organisation_id: int, kind: str, id: int, seen: str = "") -> Done:
    """Takes an entry out of the profile. It stops being seen by anybody at once. Raises Conflict when others belong to it, or when
    it is not any more what was `seen`."""
    spec = KINDS[kind]
    with transaction.atomic():
        row: Any = the(spec.model, by, pk=id, organisation_id=organisation_id)
        require(by, "change", row)
        as_seen(row, seen)
        record(by=by, verb="remove", what=row, label=row.label, organisation=organisation_id)
        try:
            row.delete()
        except ProtectedError:
            raise Conflict(
                "Another entry of the profile belongs to this one, such as a certificate to its place. Take that out first."
            ) from None
        changed([organisation_id])
    return Done(None)


def _target(kind: str, spec: Kind, row: Any) -> str:
    """What a proposal is about: "fact:profile:da", "certificate:17", "certificate:new"."""
    if spec.key:
        return ":".join([kind, *(str(getattr(row, name)) for name in spec.key)])
    return f"{kind}:{row.pk or 'new'}"


def propose(by: Viewer, change: Change) -> Done:
    """Keeps a change until the secretariat decides. The same change twice is one proposal; another one takes its place."""
    said = change.as_json()
    waiting = Proposal.objects.visible_to(by).filter(
        organisation_id=change.organisation_id, target=change.about, state=Proposal.WAITING
    )
    for earlier in waiting:
        if earlier.change == said:
            return Done(None, earlier.pk, changed=False)
        if not change.about.endswith(":new"):
            earlier.state, earlier.decided_at = Proposal.DECLINED, timezone.now()
            earlier.reason = gettext_noop("A newer proposal took its place.")
            earlier.save()
    proposal = Proposal.objects.create(
        organisation_id=change.organisation_id,
        target=change.about,
        change=said,
        made_by_id=by.person_id,
        made_at=timezone.now(),
    )
    record(by=by, verb="propose", what=proposal, target=change.about, organisation=change.organisation_id)
    return Done(None, proposal.pk)


def _found(by: Viewer, spec: Kind, organisation_id: int, id: int | None, checked: Values) -> Labelled | None:
    if id is not None:
        row: Any = the(spec.model, by, pk=id, organisation_id=organisation_id)
        require(by, "change", row)
        return row  # type: ignore[no-any-return]  # `the` gives the kind's model
    if not spec.key:
        return None
    rows: Any = spec.model.objects.visible_to(by)  # type: ignore[attr-defined]  # all kinds are guarded
    key = {name: checked[name] for name in spec.key}
    return rows.filter(organisation_id=organisation_id, **key).first()  # type: ignore[no-any-return]


def _twin(by: Viewer, draft: Any) -> Labelled | None:
    """An entry that says the same in every column, with the same audience."""
    rows: Any = type(draft).objects.visible_to(by).filter(organisation_id=draft.organisation_id)
    said = version(draft)
    return next((row for row in rows if version(row) == said), None)


def _references(by: Viewer, spec: Kind, organisation_id: int, checked: Values) -> None:
    for name, model in spec.belongs.items():
        if checked.get(name) is not None:
            the(model, by, pk=checked[name], organisation_id=organisation_id)
    if checked.get("person_id") is not None:
        the(Person, by, pk=checked["person_id"])
    if checked.get("owner_id") is not None:
        the(Organisation, by, pk=checked["owner_id"])
        if checked["owner_id"] == organisation_id:
            raise Wrong("An organisation does not own itself. Choose the owner.", where="owner")


def _assign(row: Any, checked: Values, audience: Audience) -> None:
    for name, value in checked.items():
        setattr(row, name, value)
    row.label, row.circle_id = audience.label.value, audience.circle_id


__all__ = ["STRICT", "Audience", "Change", "Done", "propose", "put", "remove"]
