"""What makes a page public, or takes it down: a second person's approval, and the clock."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.people.models import Account


def publish_approved(state: WorkflowState, user: Account | None = None) -> None:
    """What Wagtail calls when the last step of an approval was taken. Nobody has the right to publish, so this goes past that
    question: the step has asked who approves (see `SecondPerson`). A page with a later moment waits for the clock."""
    page = state.content_object
    with transaction.atomic():
        page.get_latest_revision().publish(user=user, skip_permission_checks=True)
        by = Viewer(account_id=user.pk, name=str(user)) if user else Viewer(name="approval")
        record(by=by, verb="approve page", what=page.specific, title=page.title, language=page.locale.language_code)


def due(now: datetime | None = None) -> bool:
    """Whether a page waits for a moment that has come. Two queries."""
    now = now or timezone.now()
    return Revision.page_revisions.filter(approved_go_live_at__lte=now).exists() or _ended(now).exists()


def publish_due(*, by: Viewer, now: datetime | None = None) -> dict[str, int]:
    """Publishes what was approved for a moment that has come, and takes down what has reached its end; a transaction each, so that a
    fault in one keeps none of the others back. Counts: published, taken down."""
    now = now or timezone.now()
    counts = {"published": 0, "taken down": 0}
    for revision in Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"):
        with transaction.atomic():
            page = revision.as_object()
            revision.publish(log_action="wagtail.publish.scheduled")
            record(by=by, verb="publish page", what=page, title=page.title, language=page.locale.language_code)
        counts["published"] += 1
    for page in _ended(now).specific():
        with transaction.atomic():
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            record(by=by, verb="take down page", what=page, title=page.title, language=page.locale.language_code)
        counts["taken down"] += 1
    return counts


def _ended(now: datetime) -> Any:
    return Page.objects.live().filter(expire_at__lte=now)
