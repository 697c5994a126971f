"""What labels, reasons and gaps are called on a page. The kernel gives kinds and evidence; here they get words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klynge.core.fit.shapes import ReasonKind
from klynge.core.tlp import Label

LABELS: dict[Label, Promise] = {
    Label.CLEAR: _("Everyone may see this."),
    Label.GREEN: _("Signed-in people of members and of partner clusters that signed the community agreement may see this."),
    Label.AMBER: _("Only the named organisations may see this, and their clients where they need to know."),
    Label.STRICT: _("Only the named organisations may see this."),
    Label.RED: _("Only the named people may see this."),
}

# kind -> (icon, words when it speaks for, words when it speaks against)
REASONS: dict[ReasonKind, tuple[str, Promise, Promise]] = {
    ReasonKind.CODES: ("code", _("Same field of work"), _("Other field of work")),
    ReasonKind.WORDS: ("word", _("Says the same"), _("Says other things")),
    ReasonKind.RECORD: ("record", _("Has done the like"), _("Has not done the like")),
    ReasonKind.BUYER: ("building", _("Known to the buyer"), _("New to the buyer")),
    ReasonKind.PLACE: ("pin", _("Near the place"), _("Far from the place")),
    ReasonKind.SIZE: ("size", _("Right size of job"), _("Wrong size of job")),
    ReasonKind.DEADLINE: ("clock", _("Time enough"), _("Little time")),
}
