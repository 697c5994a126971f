"""What makes a page public, or takes it down: a second person's approval, and the clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.people.models import Account
from klynge.website.actions.news import published_first
from klynge.website.models import ReleasePage
from klynge.website.queries.lacking import lacking_all, require_whole
from klynge.website.queries.words import Words, words_in

TOLD = timedelta(minutes=2)  # for so long a run tells of what it holds back; then the desk alone does


def publish_approved(state: WorkflowState, user: Account | None = None) -> None:
    """What Wagtail calls when the last step of an approval was taken. Nobody has the right to publish, so this goes past that
    question: the step has asked who approves (see `SecondPerson`). A page with a later moment waits for the clock. Raises Wrong with
    all that a release lacks; then the approval is undone, too."""
    page = state.content_object
    revision = page.get_latest_revision()
    if isinstance(page.specific, ReleasePage):
        require_whole(_words(page, revision))
    with transaction.atomic():
        first = page.first_published_at is None
        revision.publish(user=user, skip_permission_checks=True)
        by = Viewer(account_id=user.pk, name=str(user)) if user else Viewer(name="approval")
        record(by=by, verb="approve page", what=page.specific, title=page.title, language=page.locale.language_code)
        if first:
            published_first(page_id=page.pk)


def note_change(*, by: Viewer, verb: str, pages: Iterable[Page]) -> None:
    """The journal's lines of what an editor did to pages by Wagtail's own doors; with them goes what was kept of pages for guests."""
    for page in pages:
        record(by=by, verb=verb, what=page.specific_deferred, title=page.title, language=page.locale.language_code)


def due(now: datetime | None = None) -> bool:
    """Whether a page waits for a moment that has come, and can be published. Two queries when none does."""
    now = now or timezone.now()
    waiting = _waiting(now)
    lacks = _lacks(waiting)
    ready = any(not lacks.get(one.pk) or one.approved_go_live_at > now - TOLD for one in waiting)
    return ready or _ended(now).exists()


def publish_due(*, by: Viewer, now: datetime | None = None) -> dict[str, int]:
    """Publishes what was approved for a moment that has come, and takes down what has reached its end; a transaction each, so that a
    fault in one keeps none of the others back. What lacks something by now stays unpublished. Counts: published, taken down, and
    held back where there is such."""
    now = now or timezone.now()
    counts = {"published": 0, "taken down": 0}
    for revision in _waiting(now):
        if _lacks([revision]).get(revision.pk):
            counts["held back"] = counts.get("held back", 0) + 1
            continue
        with transaction.atomic():
            page = revision.as_object()
            first = page.first_published_at is None
            revision.publish(log_action="wagtail.publish.scheduled")
            record(by=by, verb="publish page", what=page, title=page.title, language=page.locale.language_code)
            if first:
                published_first(page_id=page.pk, now=now)
        counts["published"] += 1
    for page in _ended(now).specific():
        with transaction.atomic():
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            record(by=by, verb="take down page", what=page, title=page.title, language=page.locale.language_code)
        counts["taken down"] += 1
    return counts


def _waiting(now: datetime) -> list[Revision]:
    return list(Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at"))


def _lacks(revisions: list[Revision]) -> dict[int, Any]:
    """By version, what a release lacks."""
    pages = (
        Page.objects.type(ReleasePage).select_related("locale").in_bulk([int(one.object_id) for one in revisions])
        if revisions
        else {}
    )
    found = {}
    for one in revisions:
        if page := pages.get(int(one.object_id)):
            found[one.pk] = lacking_all([_words(page, one)])[page.pk]
    return found


def _words(page: Page, revision: Revision) -> Words:
    return words_in(page.pk, page.locale.language_code, revision.content)


def _ended(now: datetime) -> Any:
    return Page.objects.live().filter(expire_at__lte=now)
