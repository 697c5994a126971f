"""The secretariat decides on what would become public."""

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.audience import Audience
from klynge.register.actions.entries import Done, put
from klynge.register.actions.lock import locked
from klynge.register.actions.organisation import Legal, change_organisation
from klynge.register.models import Proposal
from klynge.register.texts import tidy


def approve_proposal(*, by: Viewer, proposal_id: int) -> Done:
    """The change becomes what everybody sees. Raises Conflict when it was decided already, or the field changed since."""
    with transaction.atomic():
        proposal = _waiting(by, proposal_id)
        change = proposal.change
        consent = f"proposal {proposal.pk}"
        if change["kind"] == "organisation":
            done = change_organisation(
                by=by,
                organisation_id=proposal.organisation_id,
                legal=Legal.from_json(change["values"]),
                label=Label(change["label"]),
                seen=change["was"],
                consent=consent,
            )
        else:
            done = put(
                by=by,
                organisation_id=proposal.organisation_id,
                kind=change["kind"],
                values=change["values"],
                audience=Audience(Label(change["label"])),
                id=change["id"],
                seen=change["was"],
                consent=consent,
            )
        _decide(by, proposal, Proposal.APPROVED, "")
    return done


def decline_proposal(*, by: Viewer, proposal_id: int, reason: str) -> Proposal:
    """The change is not made; whoever proposed it reads the reason. Raises Wrong without one."""
    with transaction.atomic():
        proposal = _waiting(by, proposal_id)
        said = tidy(reason, where="reason")
        if not said:
            raise Wrong("Say why, so that the member knows what to change.", where="reason")
        if len(said) > 300:
            raise Wrong("The reason has more than 300 characters. Shorten it.", where="reason")
        _decide(by, proposal, Proposal.DECLINED, said)
    return proposal


def _waiting(by: Viewer, proposal_id: int) -> Proposal:
    require_role(by, Role.SECRETARIAT)
    proposal = locked(the(Proposal, by, verb="publish", pk=proposal_id))
    if proposal.state != Proposal.WAITING:
        raise Conflict("This proposal was decided already. Look at the list again.")
    return proposal


def _decide(by: Viewer, proposal: Proposal, state: str, reason: str) -> None:
    proposal.state, proposal.reason = state, reason
    proposal.decided_by_id, proposal.decided_at = by.person_id, timezone.now()
    proposal.save()
    verb = "approve" if state == Proposal.APPROVED else "decline"
    record(by=by, verb=verb, what=proposal, target=proposal.target, organisation=proposal.organisation_id)
