"""Who sees an entry, and what must be so before somebody sets it."""

from dataclasses import dataclass

from klynge.access.guard import Labelled
from klynge.access.models import Circle
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.core.tlp import NAMING, Label, is_stricter


@dataclass(frozen=True, slots=True)
class Audience:
    """The label of an entry, and the circle where the label names somebody; where it does not, a circle is let go."""

    label: Label = Label.STRICT
    circle_id: int | None = None

    def __post_init__(self) -> None:
        if self.label not in NAMING:
            object.__setattr__(self, "circle_id", None)


STRICT = Audience()


def check_audience(by: Viewer, row: Labelled | None, audience: Audience) -> None:
    """Circles are made by the secretariat; a member keeps the one that an entry has. RED needs somebody to be named."""
    circle = audience.circle_id
    if circle is not None and (row is None or row.circle_id != circle):
        the(Circle, by, pk=circle)
    if audience.label is Label.RED and circle is None:
        raise Wrong("TLP:RED is for named persons. Name them first, or choose TLP:AMBER+STRICT.", where="label")


def check_consent(by: Viewer, was: Label | None, now: Label, consent: str) -> None:
    """The secretariat opens what a member had closed only with the member's word, which the journal keeps."""
    if was is None or not is_stricter(was, now) or not by.secretariat or consent.strip():
        return
    raise Wrong(
        "This would be open to more people than before (from %(was)s to %(now)s). Write how the member agreed.",
        where="consent",
        was=was.value,
        now=now.value,
    )
