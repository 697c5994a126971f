"""What somebody signs by a link: the activity and the firm that the link itself names."""

from dataclasses import dataclass
from datetime import datetime

from klynge.core.errors import Refused
from klynge.ledger.models import Activity
from klynge.register.models import Organisation

_WHY = "the reader holds a link that was made for this activity and this firm"


@dataclass(frozen=True, slots=True)
class Signed:
    title: str
    from_at: datetime
    to_at: datetime
    place: str
    organisation: str


def what_is_signed(activity_id: int, organisation_id: int) -> Signed:
    activity = Activity.objects.system_rows(_WHY).filter(pk=activity_id).first()
    firm = Organisation.objects.system_rows(_WHY).filter(pk=organisation_id).first()
    if activity is None or firm is None:
        raise Refused("There is no such activity.")
    return Signed(activity.title, activity.from_at, activity.to_at, activity.place, firm.name)
