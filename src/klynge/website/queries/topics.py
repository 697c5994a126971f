"""The topics with their use."""

from collections import Counter
from dataclasses import dataclass

from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Refused
from klynge.website.models import Subscriber, Topic


@dataclass(frozen=True, slots=True)
class Use:
    """How many materials are about it, drafts among them, and how many subscriptions that run name it."""

    id: int
    name_da: str
    name_en: str
    slug: str
    materials: int
    subscribers: int


def topics(viewer: Viewer) -> list[Use]:
    """By their Danish names. Three queries."""
    require_role(viewer, Role.SECRETARIAT)
    materials = Counter(Topic.materials.through.objects.values_list("topic_id", flat=True))
    wanted = Subscriber.objects.visible_to(viewer).filter(ended_at=None).values_list("topics", flat=True)
    subscribers = Counter(pk for those in wanted for pk in those)
    return [
        Use(one.pk, one.name_da, one.name_en, one.slug, materials[one.pk], subscribers[one.pk])
        for one in Topic.objects.order_by("name_da", "pk")
    ]


def uses_of(viewer: Viewer, topic_id: int) -> Use:
    """Raises Refused when there is none."""
    for one in topics(viewer):
        if one.id == topic_id:
            return one
    raise Refused("There is no such thing here, or it is not open to you.")
