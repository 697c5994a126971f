"""Who may open a project: whoever may change any. There is no row yet that could be asked."""

from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer


def may_open(by: Viewer) -> None:
    if Role.FINANCE not in by.roles:
        require_role(by, Role.SECRETARIAT)
