"""Pictures and files, given out only while a published page uses them; an editor has them all."""

from dataclasses import dataclass
from pathlib import PurePath

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from wagtail.models import ReferenceIndex

from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.website.models import File, Picture, Rendition, SitePage
from klynge.website.queries.published import published

_ABSENT = "There is no such thing here, or it is not open to you."
TYPES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A file to send: its content, its type, and the name that it gets where it is kept."""

    content: bytes
    type: str
    name: str


def picture(viewer: Viewer, rendition_id: int) -> Given:
    """A picture in one size. Raises Refused when it is not there, or no published page uses it."""
    row = Rendition.objects.select_related("image").filter(pk=rendition_id).first()
    if row is None or not _may(viewer, row.image):
        raise Refused(_ABSENT)
    return _given(row.file, TYPES[PurePath(row.file.name).suffix])


def whole_picture(viewer: Viewer, picture_id: int) -> Given:
    """A picture as it was kept; for editors."""
    row = Picture.objects.filter(pk=picture_id).first()
    if row is None or not viewer.secretariat:
        raise Refused(_ABSENT)
    return _given(row.file, TYPES[PurePath(row.file.name).suffix])


def file(viewer: Viewer, file_id: int) -> Given:
    """A file under the name of its title. Raises Refused when it is not there, or no published page uses it."""
    row = File.objects.filter(pk=file_id).first()
    if row is None or not _may(viewer, row):
        raise Refused(_ABSENT)
    return _given(row.file, "application/octet-stream", row.title)


def _may(viewer: Viewer, row: Model) -> bool:
    return viewer.secretariat or used(row)


def used(row: Model) -> bool:
    """Whether a published page uses a picture or a file."""
    pages = ReferenceIndex.get_references_to(row).filter(base_content_type__model="page").values_list("object_id", flat=True)
    kinds = [model._meta.label_lower for model in SitePage.__subclasses__()]
    names = {kind.split(".")[1] for kind in kinds}
    return published().filter(pk__in=[int(pk) for pk in pages], content_type__model__in=names).exists()


def _given(field: FieldFile, kind: str, title: str = "") -> Given:
    """Raises Refused when the file is gone from the disk."""
    try:
        with field.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError:
        raise Refused(_ABSENT) from None
    suffix = PurePath(field.name).suffix
    name = title if title.lower().endswith(suffix) else title + suffix
    return Given(content, kind, name if title else PurePath(field.name).name)
