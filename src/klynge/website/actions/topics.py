"""The short list of topics that the cluster keeps."""

from django.db import transaction
from django.utils.text import slugify

from klynge.access.journal import record
from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.register.texts import tidy
from klynge.website.models import Topic
from klynge.website.queries.topics import uses_of


def keep_topic(*, by: Viewer, name_da: str, name_en: str, topic_id: int | None = None) -> Topic:
    """Adds a topic, or gives one other names; its address stays as it was first, so that feeds go on."""
    da, en = tidy(name_da, where="name_da")[:80], tidy(name_en, where="name_en")[:80]
    if not (da and en):
        raise Wrong("A topic needs its name in Danish and in English.", where="name_en" if da else "name_da")
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        topic = _topic(topic_id) if topic_id is not None else Topic(slug=_slug(en))
        same = Topic.objects.exclude(pk=topic.pk)
        if same.filter(name_da__iexact=da).exists() or same.filter(name_en__iexact=en).exists():
            raise Conflict("There is a topic of this name.", where="name_da" if same.filter(name_da__iexact=da) else "name_en")
        topic.name_da, topic.name_en = da, en
        topic.save()
        record(by=by, verb="add topic" if topic_id is None else "rename topic", what=topic)
    return topic


def drop_topic(*, by: Viewer, topic_id: int) -> None:
    """Raises Conflict while a material is about it, or somebody subscribes to it."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        topic = _topic(topic_id)
        used = uses_of(by, topic.pk)
        if used.materials or used.subscribers:
            raise Conflict(
                "“%(name)s” is in use (%(materials)d materials, %(subscribers)d subscribers). Rename it instead.",
                name=str(topic),
                materials=used.materials,
                subscribers=used.subscribers,
            )
        record(by=by, verb="drop topic", what=topic, slug=topic.slug)
        topic.delete()


def _topic(topic_id: int) -> Topic:
    found = Topic.objects.filter(pk=topic_id).first()
    if found is None:
        raise Refused("There is no such thing here, or it is not open to you.")
    return found


def _slug(name: str) -> str:
    """A free address; "topic-2" for a name that leaves none."""
    base = slugify(name)[:50] or "topic"
    taken = set(Topic.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return base if base not in taken else next(f"{base}-{n}" for n in range(2, 10_000) if f"{base}-{n}" not in taken)
