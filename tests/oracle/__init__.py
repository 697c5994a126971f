"""The slow rules, written a second time from the access matrix and not from the code: `SEES[model label](viewer, row)`.

A module an app. They may read anything, one row at a time, and are never fast.
"""

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label


def label_opens(viewer: Viewer, label: str, owner_id: int | None, circle_id: int | None) -> bool:
    """TLP as a sentence about people, and the secretariat, who works with all that is not RED."""
    match Label(label):
        case Label.CLEAR:
            return True
        case Label.GREEN:
            return viewer.community or owner_id in viewer.organisations or "secretariat" in viewer.roles
        case Label.AMBER | Label.STRICT:
            return owner_id in viewer.organisations or circle_id in viewer.circles or "secretariat" in viewer.roles
        case Label.RED:
            return circle_id is not None and circle_id in viewer.own_circles
    return False
