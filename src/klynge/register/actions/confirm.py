"""“Is this still right?”: asked once a year by mail to whoever looks after a profile, answered by signed link."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Unavailable, Wrong
from klynge.people import links
from klynge.register.actions.lock import locked
from klynge.register.actions.reach import addressee, send
from klynge.register.flags import YEAR
from klynge.register.models import Confirmation, Membership, Organisation
from klynge.register.texts import tidy

PURPOSE = "still-right"
DAYS = 60  # how long a question waits for its answer


def ask_confirmation(*, by: Viewer, organisation_id: int) -> Confirmation:
    """Asks one person who looks after the profile. Raises Wrong when nobody can be reached, Conflict while a question waits."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        organisation = locked(the(Organisation, by, verb="change", pk=organisation_id))
        since = timezone.now() - timedelta(days=DAYS)
        rows = Confirmation.objects.visible_to(by).filter(organisation=organisation, asked_at__gt=since, answered_at=None)
        if rows.exists():
            raise Conflict("This member was asked already and has not answered yet.")
        to = addressee(by, organisation_id)
        if to is None:
            raise Wrong(
                "Nobody at %(name)s has an e-mail address here. Add a contact first.", where="contact", name=organisation.name
            )
        asked = Confirmation.objects.create(organisation=organisation, asked_at=timezone.now(), asked_person_id=to.person_id)
        token = links.make(PURPOSE, str(asked.pk), to.person_id, days=DAYS)
        record(by=by, verb="ask", what=asked, organisation=organisation_id)
    try:
        send("register/mail/still_right", to, "register:still_right", token, organisation=organisation.name, days=DAYS)
    except Unavailable:
        asked.delete()
        links.withdraw(PURPOSE, str(asked.pk))
        raise
    return asked


def answer_confirmation(*, by: Viewer, confirmation_id: int, right: bool, note: str = "") -> Confirmation:
    """The member's answer; `note` is what is not right any more. Raises Refused for whoever does not look after it."""
    with transaction.atomic():
        row = locked(the(Confirmation, by, verb="change", pk=confirmation_id))
        if row.answered_at is not None:
            raise Conflict("This question was answered already. Thank you.")
        said = tidy(note, where="note", lines=True)
        if len(said) > 1000:
            raise Wrong("The note has more than 1000 characters. Shorten it.", where="note")
        row.right, row.note, row.answered_at, row.answered_by_id = right, said, timezone.now(), by.person_id
        row.save()
        record(by=by, verb="confirm" if right else "doubt", what=row, organisation=row.organisation_id)
    return row


def due(by: Viewer, today: date) -> list[int]:
    """The members for whom a year has passed since their last question or answer or, if there was none, since the entry was last
    changed."""
    newest: dict[int, date] = {}
    for row in Confirmation.objects.visible_to(by):
        day = timezone.localtime(row.answered_at or row.asked_at).date()
        newest[row.organisation_id] = max(newest.get(row.organisation_id, day), day)
    members = Membership.objects.visible_to(by).filter(from_on__lte=today).exclude(to_on__lt=today).values("organisation_id")
    rows = Organisation.objects.visible_to(by).filter(closed_on=None, merged_into=None, pk__in=members).order_by("pk")
    days = {pk: newest.get(pk, timezone.localtime(at).date()) for pk, at in rows.values_list("pk", "changed_at")}
    return [pk for pk, day in days.items() if day + YEAR <= today]
