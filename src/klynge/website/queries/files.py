"""Pictures and files, given out only while a published page uses them; an editor has them all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.models import ReferenceIndex

from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.website.models import File, Picture, Rendition
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


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in one size: address without the host, width and height in pixels, what it shows ("" for an ornament), its type, and
    its weight in bytes."""

    path: str
    width: int
    height: int
    alt: str
    type: str
    size: int

    def saying(self, alt: str | None) -> "Image":
        """Where a page says in its own words what it shows."""
        return self if alt is None else replace(self, alt=alt)


def images(ids: Collection[int], specs: tuple[str, ...]) -> Mapping[tuple[int, str], Image]:
    """These pictures in these sizes, by number and size. One that is gone from the disk is left out. One query, where some size of
    each was drawn before."""
    asked, found = [Filter(spec) for spec in specs], {}
    for row in _with_renditions(set(ids), specs) if ids else ():
        drawn = row.find_existing_renditions(*asked)
        for one in asked:
            try:
                found[row.pk, one.spec] = _image(row, drawn.get(one) or row.get_rendition(one))
            except (SourceImageIOError, FileNotFoundError):
                continue
    return found


def _with_renditions(ids: set[int], specs: tuple[str, ...]) -> list[Picture]:
    """The pictures, each with its `prefetched_renditions`, where Wagtail looks for them before it asks the database for each size."""
    rows: dict[int, Picture] = {}
    for drawn in Rendition.objects.filter(image__in=ids, filter_spec__in=specs).select_related("image"):
        row = rows.setdefault(drawn.image_id, drawn.image)
        row.prefetched_renditions = [*getattr(row, "prefetched_renditions", ()), drawn]
    missing = ids - rows.keys()
    return [*rows.values(), *(Picture.objects.filter(pk__in=missing).prefetch_renditions(*specs) if missing else ())]


def _image(row: Picture, drawn: Rendition) -> Image:
    kind = TYPES[PurePath(drawn.file.name).suffix]
    return Image(drawn.url, drawn.width, drawn.height, row.default_alt_text, kind, drawn.file.size)


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
    return published().filter(pk__in=[int(pk) for pk in pages], content_type__app_label="website").exists()


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
