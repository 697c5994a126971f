"""Releases as their editors see them, versions that nobody else may read among them: asked behind the secretariat's doors, by what
publishes, and by whoever was asked to approve a part, and nowhere else (a house test looks)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import PageLogEntry, Revision

from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Refused
from klynge.website.models import ReleasePage
from klynge.website.queries.words import Words, words_in, words_of

_ABSENT = "There is no such thing here, or it is not open to you."
TAKEN_DOWN = ("wagtail.unpublish", "wagtail.unpublish.scheduled")


@dataclass(frozen=True, slots=True)
class Draft:
    """A release by its newest words. `published_at`: for the first time; `waits_until`: it was approved for that moment."""

    id: int
    title: str
    words: Words
    revision_id: int
    live: bool
    changed: bool
    path: str
    published_at: datetime | None
    waits_until: datetime | None


def draft(viewer: Viewer, page_id: int) -> Draft:
    """Raises Refused when there is no such release, or the viewer is not of the secretariat."""
    require_role(viewer, Role.SECRETARIAT)
    found = drafts_of(_rows().filter(id=page_id))
    if not found:
        raise Refused(_ABSENT)
    return found[0]


def unpublished(viewer: Viewer, most: int) -> list[Draft]:
    """The newest releases with words that are not public, the newest first. Two queries for any number."""
    require_role(viewer, Role.SECRETARIAT)
    return drafts_of(_rows().filter(has_unpublished_changes=True).order_by("-latest_revision_created_at", "-pk")[:most])


def newest(viewer: Viewer, most: int) -> list[Draft]:
    """The releases that were published last. Two queries for any number."""
    require_role(viewer, Role.SECRETARIAT)
    return drafts_of(_rows().filter(live=True).order_by("-first_published_at", "-pk")[:most])


def titles(page_ids: Collection[int]) -> Mapping[int, str]:
    """What releases are called now; the callers say who may read it."""
    return dict(ReleasePage.objects.filter(id__in=page_ids).values_list("pk", "draft_title"))


def _rows() -> Any:
    return ReleasePage.objects.select_related("locale", "latest_revision")


def drafts_of(rows: Any) -> list[Draft]:
    found = list(rows)
    waits: dict[int, datetime] = {}
    for pk, moment in Revision.page_revisions.filter(
        object_id__in=[str(row.pk) for row in found], approved_go_live_at__isnull=False
    ).values_list("object_id", "approved_go_live_at"):
        waits[int(pk)] = min(moment, waits.get(int(pk), moment))
    return [_draft(row, waits.get(row.pk)) for row in found]


def _draft(row: ReleasePage, waits_until: datetime | None) -> Draft:
    language, newest = row.locale.language_code, row.latest_revision
    return Draft(
        row.pk,
        row.draft_title,
        words_in(row.pk, language, newest.content) if newest else words_of(row),
        newest.pk if newest else 0,
        row.live,
        row.has_unpublished_changes,
        row.url_path,
        row.first_published_at,
        waits_until,
    )


def standing(page_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """The hashes of the quotes that are public now, by release. One query."""
    rows = ReleasePage.objects.filter(id__in=page_ids, live=True).select_related("locale")
    return {row.pk: frozenset(quote.hash for quote in words_of(row, alone=True).quotes) for row in rows}


def version(page_id: int, revision_id: int, asked_at: datetime) -> ReleasePage:
    """A release as it was when somebody was asked about it. Raises Refused when it was deleted, or taken down since."""
    row = Revision.page_revisions.filter(pk=revision_id, object_id=str(page_id)).first()
    page = ReleasePage.objects.filter(id=page_id).select_related("locale").first()
    if row is None or page is None:
        raise Refused(_ABSENT)
    if PageLogEntry.objects.filter(page_id=page_id, action__in=TAKEN_DOWN, timestamp__gt=asked_at).exists():
        raise Refused(_ABSENT)
    return page.with_content_json(row.content)  # type: ignore[no-any-return]


def held_back(viewer: Viewer, now: datetime) -> int:
    """How many approved releases wait although their moment has come, as something is lacking. One query."""
    require_role(viewer, Role.SECRETARIAT)
    return int(Revision.page_revisions.filter(approved_go_live_at__lte=now).count())
