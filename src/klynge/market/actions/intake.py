"""Intake: an answer is kept raw, then read into notices and Unread records, then stored in small transactions.

Safe to cut off anywhere: the mark that a later run goes on from is committed together with the rows it stands for, and the same
input taken twice changes nothing.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial

from django.db import transaction
from django.utils import timezone

from klynge.access.stopped import hash_of
from klynge.connectors.shapes import Answer
from klynge.core.errors import Wrong
from klynge.core.marking.look import Finding, Outcome
from klynge.core.notice import Notice as Said
from klynge.core.notice import Unread as Unreadable
from klynge.core.tlp import Label
from klynge.market.actions.raw import keep
from klynge.market.actions.store import Stored, store
from klynge.market.documents.passages import pieces
from klynge.market.models import Notice, Raw, Unread
from klynge.market.plain import marked
from klynge.market.plain.content import written
from klynge.market.queries.open import open_rows
from klynge.ops.runs import Running
from klynge.search import actions as search

BATCH = 100  # notices in one transaction: more starve people who are saving (measured: 5,000 rows at once stop a web site)
PAUSE = 0.02  # seconds between two transactions, in which others may write
GONE_AT_MOST = 0.2  # of a source's open notices; if more are missing at once, the source is broken rather than the market
_WHY = "intake works for nobody in particular"

Reads = Callable[[Answer], Iterator[Said | Unreadable]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer, or what was found in its place; `mark` is where a later run goes on when this one has been stored."""

    mark: str
    answer: Answer | Unreadable


@dataclass(slots=True)
class _Batch:
    notices: list[tuple[Said, bytes]] = field(default_factory=list)
    unread: list[Unreadable] = field(default_factory=list)
    raw: dict[str, Answer] = field(default_factory=dict)
    mark: str = ""

    def __len__(self) -> int:
        return max(len(self.notices) + len(self.unread), len(self.raw))


def take_in(
    source: str,
    reads: Reads,
    incoming: Iterable[Incoming],
    run: Running,
    *,
    passed: int = 0,
    whole: bool = False,
    label: Label = Label.CLEAR,
    circle_id: int | None = None,
) -> set[int]:
    """Stores what the answers hold; counts "read", "new", "changed", "older", "same" and "unread" in the run. Gives ids of
    notices whose newest version is new. Of answers whose mark is a number up to `passed`, those that were kept before are not
    read again. With `whole` the answers are all that is open at the source: what is missing is closed, unless more than
    `GONE_AT_MOST` is, which raises Wrong and closes nothing."""
    seen: set[int] = set()
    changed: set[int] = set()
    done = 0
    for batch in _batches(source, reads, _not_passed(source, incoming, passed)):
        with transaction.atomic():
            stored = _take(source, batch, run, label, circle_id)
            if batch.mark:
                run.mark(batch.mark)
        done += len(batch.notices) + len(batch.unread)
        changed.update(stored.changed)
        if whole:
            seen |= stored.seen
        run.progress(done, None, "Reading notices")
        time.sleep(PAUSE)
    if whole:
        _close_missing(source, seen, run)
    return changed


def _not_passed(source: str, incoming: Iterable[Incoming], passed: int) -> Iterator[Incoming]:
    for item in incoming:
        if passed and isinstance(item.answer, Answer) and item.mark.isdigit() and int(item.mark) <= passed:
            sha256 = hashlib.sha256(item.answer.body).hexdigest()
            if Raw.objects.system_rows(_WHY).filter(source=source, sha256=sha256).exists():
                continue
        yield item


def _batches(source: str, reads: Reads, incoming: Iterable[Incoming]) -> Iterator[_Batch]:
    """Batches end where an answer ends, so that its mark can be set, or within a large answer, then without a mark. An answer with
    something protectively marked in it is not kept."""
    batch = _Batch()
    for item in incoming:
        if isinstance(item.answer, Unreadable):
            batch.unread.append(item.answer)
        elif (finding := marked.in_answer(source, item.answer) if source in marked.BY_HAND else None) is not None:
            batch.unread.append(marked.unread(finding, "sent in by hand"))
        else:
            fit_to_keep = True
            whole = cache(partial(marked.in_answer, source, item.answer))
            for said in reads(item.answer):
                fit_to_keep &= _add(batch, source, item.answer, said, whole)
                if len(batch) >= BATCH:
                    yield batch
                    batch = _Batch()
            if fit_to_keep:
                batch.raw[keep(item.answer)] = item.answer
        batch.mark = item.mark
        if len(batch) >= BATCH:
            yield batch
            batch = _Batch()
    if len(batch):
        yield batch


def _add(batch: _Batch, source: str, answer: Answer, said: Said | Unreadable, whole: Callable[[], Finding | None]) -> bool:
    """False where the answer that it stood in is not to be kept. Of what could not be read the `whole` answer is looked at."""
    content = written(said) if isinstance(said, Said) else said
    finding = marked.in_notice(content) if isinstance(content, bytes) else whole()
    refused = finding is not None and finding.outcome is Outcome.REFUSE
    if finding is not None and (refused or (finding.outcome is Outcome.HOLD and isinstance(content, bytes))):
        number = said.number if isinstance(said, Said) and not refused else hash_of(answer.body)[:16]
        batch.unread.append(marked.unread(finding, f"{source} {number}", kept=not refused))
    if isinstance(content, bytes) and isinstance(said, Said) and not refused:
        batch.notices.append((said, content))
    elif not isinstance(content, bytes) and not refused:
        batch.unread.append(content)
    return not refused


def _take(source: str, batch: _Batch, run: Running, label: Label, circle_id: int | None) -> Stored:
    now = timezone.now()
    keep_rows(source, batch.raw, now)
    _unread(source, batch.unread, run.id, now)
    stored = store(source, batch.notices, now=now, label=label, circle_id=circle_id)
    search.index_many("notice", dict(pieces(stored.changed)))
    counts = {"read": len(batch.notices), "new": stored.new, "changed": stored.newer, "older": stored.older, "same": stored.same}
    for name, n in {**counts, "unread": len(batch.unread)}.items():
        if n or name == "read":
            run.count(name, n)
    return stored


def keep_rows(source: str, answers: Mapping[str, Answer], now: datetime) -> None:
    """Notes which answers were kept, by their hashes."""
    rows = [
        Raw(source=source, sha256=sha256, where=clean(answer.where), size=len(answer.body), seen_at=now)
        for sha256, answer in answers.items()
    ]
    Raw.objects.bulk_create(rows, ignore_conflicts=True)


def _unread(source: str, unread: Iterable[Unreadable], run_id: int, now: datetime) -> None:
    rows = {}  # by key: the same twice in one statement is more than a database takes
    for one in unread:
        reason, where, detail = clean(one.reason)[:60], clean(one.where)[:2000], clean(one.detail)[:2000]
        key = hashlib.sha256("\n".join((source, reason, where, detail)).encode()).hexdigest()
        rows[key] = Unread(source=source, reason=reason, where=where, detail=detail, key=key, run_id=run_id, seen_at=now)
    Unread.objects.bulk_create(rows.values(), update_conflicts=True, unique_fields=["key"], update_fields=["run_id"])


def clean(text: str) -> str:
    """As a database can keep it: names of files and records come from outside."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "�")


def _close_missing(source: str, seen: set[int], run: Running) -> None:
    now = timezone.now()
    there = set(open_rows(Notice.objects.system_rows(_WHY), now).filter(source=source).values_list("pk", flat=True))
    missing = there - seen
    if missing and len(missing) > max(1, GONE_AT_MOST * len(there)):
        raise Wrong(
            "%(missing)s of %(there)s open notices are missing in what %(source)s sent. Nothing was closed. Look at the source; "
            "if it is right, close them by hand.",
            missing=len(missing),
            there=len(there),
            source=source,
        )
    for start in range(0, len(missing), BATCH):
        Notice.objects.system_rows(_WHY).filter(pk__in=sorted(missing)[start : start + BATCH]).update(withdrawn_at=now)
    if missing:
        run.count("closed", len(missing))
