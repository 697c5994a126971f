"""Four eyes: what is to be public is approved by somebody else than who wrote it or asked for it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState


class SecondPerson(AbstractGroupApprovalTask):
    """A step of approval in which neither who submitted the page nor who made its newest version can approve. They may take part in
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
    newest = state.workflow_state.content_object.latest_revision
    versions = {state.revision.user_id, newest.user_id if newest else None}
    return user.pk in {state.workflow_state.requested_by_id, *versions}
