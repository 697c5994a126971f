"""Notices that a person enters: for what has no feed."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require, require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.connectors.handwritten import Handwritten, kept, notice
from klynge.connectors.shapes import Answer
from klynge.core.errors import Wrong
from klynge.core.notice import Unread
from klynge.core.tlp import Label
from klynge.market.actions.intake import keep_rows
from klynge.market.actions.raw import keep
from klynge.market.actions.store import store
from klynge.market.documents.passages import pieces
from klynge.market.models import Notice
from klynge.market.plain.content import digest, written
from klynge.search import actions as search

SOURCE = "manual"
_WHY = "a number that is taken is taken, whoever may see its notice"


def enter_notice(*, by: Viewer, entry: Handwritten, label: Label) -> Notice:
    """Takes in what somebody wrote. The same number again is a new version of the same notice, unless it says the
    same. Raises Wrong with the field, or
    Refused."""
    require_role(by, Role.SECRETARIAT)
    now = timezone.now()
    with transaction.atomic():
        number = notice(entry).number
        known = Notice.objects.system_rows(_WHY).filter(source=SOURCE, number=number).first()
        if known is not None:
            require(by, "change", known)
            if known.label == label and _same(known, entry):
                return known
            entry = replace(entry, version=_next(known.version))
        said = notice(entry)
        content = written(said)
        if isinstance(content, Unread):
            raise Wrong("The text holds characters that cannot be kept. Write it anew without them.", where="text")
        answer = Answer("entered by hand", kept(entry))
        keep_rows(SOURCE, {keep(answer): answer}, now)
        store(SOURCE, [(said, content)], now=now, label=label)
        row: Notice = Notice.objects.system_rows(_WHY).get(source=SOURCE, number=number)
        if row.label != label:
            Notice.objects.system_rows(_WHY).filter(pk=row.pk).update(label=label)
            row.label = label
        search.index_many("notice", dict(pieces([row.pk])))
        record(by=by, verb="enter", what=row, number=number, version=said.version, label=label.value)
    return row


def _same(known: Notice, entry: Handwritten) -> bool:
    """Whether the entry says nothing but what is there: a double click is no new version."""
    content = written(notice(replace(entry, version=known.version)))
    return known.withdrawn_at is None and not isinstance(content, Unread) and digest(content) == known.hash


def _next(version: str) -> str:
    return f"{int(version) + 1:02d}" if version.isdigit() else f"{version}.1"


def close_notice(*, by: Viewer, source: str, number: str) -> Notice:
    """Closes a notice that its buyer has taken back. A source that sends it again opens it again. Raises Refused."""
    with transaction.atomic():
        row = the(Notice, by, verb="change", source=source, number=number)
        if row.withdrawn_at is None:
            row.withdrawn_at = timezone.now()
            Notice.objects.visible_to(by, verb="change").filter(pk=row.pk).update(withdrawn_at=row.withdrawn_at)
            record(by=by, verb="close", what=row, number=number)
    return row
