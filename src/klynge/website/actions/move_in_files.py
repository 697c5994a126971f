"""Pictures and files of a newsroom that moves in, from the folder in which its answers lie. What bears a mark or cannot be read stays
out."""

from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.translation import gettext_noop

from klynge.access.stopped import hash_of, note_stopped
from klynge.access.viewer import Viewer
from klynge.connectors.papers.look import looked_through
from klynge.core.errors import Wrong
from klynge.core.material import Material
from klynge.website.models import File, Picture
from klynge.website.moving.report import Moved
from klynge.website.redraw import checked, redrawn

Files = Callable[[str], bytes | None]  # name of a file -> what is in it; None where it is not beside the answers


def _content(by: Viewer, url: str, files: Files, seen: bool, moved: Moved) -> tuple[str, bytes] | None:
    """The file at an address of the source, from beside the answers."""
    name = unquote(PurePosixPath(urlsplit(url).path).name)
    content = files(name)
    if content is None:
        moved.note(gettext_noop("Its file %(name)s is not beside the answers. Fetch it from %(url)s."), name=name or "?", url=url)
        return None
    finding = looked_through(name, content)
    if finding is not None and finding.outcome != "notice" and not (seen and finding.rule.startswith("unreadable")):
        note_stopped(by=by, finding=finding, where="newsroom move-in", sha256=hash_of(content))
        moved.note(gettext_noop("Its file %(name)s was left out (rule %(rule)s)."), name=name, rule=finding.rule)
        return None
    return name, content


def picture_of(by: Viewer, one: Material, files: Files, seen: bool, moved: Moved) -> Picture | None:
    found = _content(by, one.picture, files, seen, moved)
    if found is None:
        return None
    said = (one.caption or one.title)[:255]
    file = ImageFile(BytesIO(found[1]), name=found[0])
    try:
        redrawn(found[1])
    except Wrong:
        moved.note(gettext_noop("Its file %(name)s is no picture that can be shown."), name=found[0])
        return None
    return Picture.objects.create(title=one.title[:255], description=said, uploaded_by_user_id=by.account_id, file=file)


def file_of(by: Viewer, one: Material, files: Files, seen: bool, moved: Moved) -> File | None:
    found = _content(by, one.document, files, seen, moved)
    if found is None:
        return None
    file = ContentFile(found[1], name=found[0])
    try:
        checked(*found)
    except Wrong:
        moved.note(gettext_noop("Its file %(name)s is not what its name says."), name=found[0])
        return None
    return File.objects.create(title=one.title[:255], uploaded_by_user_id=by.account_id, file=file)
