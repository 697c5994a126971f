"""Report packs: begun from a report that is owed, written, frozen once."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import require, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger.models import BOOKED, Due, Grant
from klynge.programme.models import Pack
from klynge.programme.pack.content import LANGUAGES, packed
from klynge.programme.pack.files import keep
from klynge.programme.pack.headings import headings
from klynge.programme.pack.pdf import pdf
from klynge.programme.pack.workbook import xlsx
from klynge.programme.queries.packs import content_of, drawn
from klynge.programme.queries.unswept import unswept
from klynge.register.actions.lock import locked

MOST = 20_000  # letters of a passage
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class PackFile:
    name: str
    type: str
    content: bytes


def start_pack(*, by: Viewer, due_id: int) -> Pack:
    """The draft of a report that is owed. One that stands is given back; after a frozen one it is the next version, with its text."""
    with transaction.atomic():
        due = the(Due, by, pk=due_id)
        if not (by.secretariat or Role.FINANCE in by.roles):
            raise Refused("There is no such thing here, or it is not open to you.")
        locked(the(Grant, by, pk=due.grant_id))
        said = {"grant_id": due.grant_id, "kind": due.kind, "from_on": due.from_on}
        last = Pack.objects.visible_to(by).filter(**said).order_by("version").last()
        if last is not None and last.state == Pack.DRAFT:
            return last
        version, texts = (last.version + 1, last.texts) if last else (1, {})
        row = Pack.objects.create(**said, to_on=due.to_on, version=version, texts=texts, made_at=timezone.now())
        record(by=by, verb="start report", what=row, grant=due.grant_id, version=version)
    return row


def write_passage(*, by: Viewer, pack_id: int, language: str, heading: str, text: str, seen: str) -> Pack:
    """What the editor says under a heading. `seen` is `mark` of the text that the editor changed: raises Conflict when somebody else has
    written there meanwhile, and when the pack is frozen."""
    with transaction.atomic():
        row = locked(the(Pack, by, verb="change", pk=pack_id))
        _draft(row)
        rules = the(Grant, by, pk=row.grant_id).rules
        if language not in LANGUAGES or heading not in {one.key for one in headings(rules)}:
            raise Refused("There is no such thing here, or it is not open to you.")
        said = text.replace("\r\n", "\n").strip()
        if len(said) > MOST:
            raise Wrong("At most %(most)d letters are kept under a heading. Shorten it.", where="text", most=MOST)
        now = row.texts.get(language, {}).get(heading, "")
        if seen != mark(now) and said != now:
            raise Conflict(
                "Somebody else has written under this heading in the meantime. Look at their text first.", where="text"
            )
        row.texts = {**row.texts, language: {**row.texts.get(language, {}), heading: said}}
        row.save()
        record(by=by, verb="write report", what=row, heading=heading, language=language)
    return row


def mark(text: str) -> str:
    """A short name of a text, by which a form knows which one it changed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def freeze_pack(*, by: Viewer, pack_id: int, today: date) -> Pack:
    """The report as it is now, kept for good under its hash. Needs the money right. Raises Conflict when it is frozen already."""
    with transaction.atomic():
        row = locked(the(Pack, by, pk=pack_id))
        require(by, "publish", row)
        _draft(row)
        grant = the(Grant, by, pk=row.grant_id)
        for kind in BOOKED:  # nothing is booked between the reading of the rows and of the chain's heads
            hold(kind._meta.db_table)
        content = drawn(by, row, grant, today, draft=False)
        row.hash, row.heads = keep(packed(content)), content.heads
        row.state, row.frozen_at, row.frozen_by_id = Pack.FROZEN, timezone.now(), by.person_id
        row.save()
        record(by=by, verb="freeze report", what=row, hash=row.hash, version=row.version)
    return row


def pack_file(*, by: Viewer, pack_id: int, form: str, language: str, today: date) -> PackFile:
    """A file of the pack: "xlsx", "pdf", or "json", the frozen content itself. Those of a frozen pack are made from its content alone, so
    they are the same bytes whenever they are made. The journal keeps who took one out."""
    if form not in _TYPES or language not in LANGUAGES:
        raise Wrong("A report is written as xlsx, pdf or json, in Danish or English.", where="form")
    row, content = content_of(by, pack_id, today, languages=LANGUAGES if form == "json" else (language,))
    with unswept():
        made = packed(content) if form == "json" else (xlsx if form == "xlsx" else pdf)(content, language)
    with transaction.atomic():
        record(by=by, verb="export report", what=row, form=form, language=language)
    state = f"v{row.version}" if row.state == Pack.FROZEN else "draft"
    return PackFile(f"report-{row.grant_id}-{row.kind}-{row.from_on}-{state}-{language}.{form}", _TYPES[form], made)


def _draft(row: Pack) -> None:
    if row.state == Pack.FROZEN:
        raise Conflict("This report is frozen and does not change any more. Begin its next version.")
