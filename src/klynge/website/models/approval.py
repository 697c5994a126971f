"""Four eyes: what is to be public is approved by somebody else than who wrote it or asked for it."""

import json
import re
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState


class SecondPerson(AbstractGroupApprovalTask):
    """A step of approval in which neither who submitted the page nor who wrote its newest words can approve. They may take part in
    everything else: edit, comment, ask for changes."""

    @classmethod
    def get_description(cls) -> str:
        return _("Somebody of the secretariat other than who wrote or submitted it approves")

    def get_actions(self, obj: object, user: object) -> list[tuple[str, str, bool]]:
        actions = super().get_actions(obj, user)
        state = obj.current_workflow_task_state
        if state is not None and _had_a_hand(state, user):
            actions = [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: object, action_name: str, **kwargs: object) -> object:
        """Raises PermissionDenied for an approval by somebody who had a hand in it, whichever door it came by."""
        if action_name == "approve" and (_had_a_hand(task_state, user) or not self._user_in_groups(user)):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    class Meta:
        verbose_name = _("approval by a second person")


def _had_a_hand(state: TaskState, user: object) -> bool:
    return user.pk in {state.workflow_state.requested_by_id, writer(state.workflow_state.content_object)}


def writer(page: object) -> int | None:
    """The account that made the newest words of a page. To look at a page and keep it makes a version, too; one that says what the
    version before it says is nobody's words."""
    newest: Revision | None = None
    for older in page.revisions.order_by("-created_at", "-pk"):
        if newest is not None and _said(older.content) != _said(newest.content):
            break
        newest = older
    return newest.user_id if newest else None


# What a version says of itself and of its place, and not to readers.
_ITSELF = {
    "pk",
    "path",
    "depth",
    "numchild",
    "url_path",
    "owner",
    "content_type",
    "comments",
    "wagtail_admin_comments",
    "draft_title",
}
_ITSELF |= {"live", "has_unpublished_changes", "expired", "locked", "locked_at", "locked_by", "alias_of", "first_published_at"}
_ITSELF |= {"last_published_at", "latest_revision", "latest_revision_created_at", "live_revision", "approved_go_live_at"}
_KEYS = re.compile(r' data-block-key="[^"]*"')


def _said(content: Mapping[str, object]) -> str:
    return json.dumps({name: _plain(value) for name, value in sorted(content.items()) if name not in _ITSELF}, sort_keys=True)


def _plain(value: object) -> object:
    """Without the marks that the editor gives each block and each paragraph."""
    if isinstance(value, str):
        if value[:1] in "[{" and value[-1:] in "]}":
            try:
                return _plain(json.loads(value))
            except ValueError:
                pass
        return _KEYS.sub("", value).replace("\r\n", "\n")
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if name != "id"}
    return value
