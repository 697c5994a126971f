"""“Why can she see this?”: from words that a person writes to a row and a viewer, and the access rules' own answer."""

from django.apps import apps
from django.core.exceptions import ValidationError

from klynge.access.explain import Explanation, explain
from klynge.access.guard import Guarded
from klynge.access.rules import VERBS
from klynge.access.verbs import require
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.register.viewers import viewer_named


def explain_to_operator(who: str, action: str, what: str) -> Explanation:
    """For whoever runs the server (`klynge explain`). `what` is app.Model:id. Raises Wrong that says what is not known."""
    return explain(viewer_named(who), _verb(action), row_named(what))


def explain_to_secretariat(viewer: Viewer, who: str, action: str, what: str) -> Explanation:
    """The same for the secretariat's page: only about rows that the asker may see. Raises Wrong or Refused."""
    verb, row = _verb(action), row_named(what)
    require(viewer, "read", row)
    return explain(viewer_named(who), verb, row)


def row_named(what: str) -> Guarded:
    """The row that “app.Model:id” names. Raises Wrong."""
    label, _, key = what.partition(":")
    try:
        model = apps.get_model(label)
        if not issubclass(model, Guarded):
            raise Wrong("%(label)s is open to everybody: nothing to explain.", where="what", label=label)
        row = model.objects.system_rows("explaining a decision about one row").filter(pk=key).first()
    except (LookupError, ValueError, OverflowError, ValidationError):
        row = None
    if row is None:
        raise Wrong(
            "There is no %(what)s. Write it as app.Model:id, for instance register.Organisation:12.", where="what", what=what
        )
    return row


def _verb(action: str) -> str:
    if action not in VERBS:
        raise Wrong("%(action)s is no action. There are read, change, publish and export.", where="action", action=action)
    return action
