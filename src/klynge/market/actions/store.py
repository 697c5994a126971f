"""From notices to rows: each version once, the newest on top, in a number of queries that does not grow with new notices."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from klynge.core import notice as shape
from klynge.core.tlp import Label
from klynge.market.models import Award, Earlier, Notice, Version
from klynge.market.plain.columns import award_columns, columns, cut, rank
from klynge.market.plain.content import digest

_WHY = "intake works for nobody in particular"


@dataclass(slots=True)
class Stored:
    """What became of a batch. `changed` holds the ids of notices whose newest version is new; `seen` of all that were named."""

    new: int = 0
    newer: int = 0
    older: int = 0
    same: int = 0
    changed: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)


def store(
    source: str, batch: Sequence[tuple[shape.Notice, bytes]], *, now: datetime, label: Label, circle_id: int | None = None
) -> Stored:
    """Stores notices with their JSON, inside the caller's transaction. A version that is there already changes nothing; an older
    one is kept but does not replace a newer one; a withdrawn notice that comes again is open again."""
    rows = {row.number: row for row in _rows(source, {notice.number for notice, _ in batch})}
    known = {
        (number, version, hash_)
        for number, version, hash_ in Version.objects.system_rows(_WHY)
        .filter(notice__in=list(rows.values()))
        .values_list("notice__number", "version", "hash")
    }
    done, fresh, newest = Stored(), dict[str, Notice](), dict[str, shape.Notice]()
    versions: list[tuple[str, Version]] = []
    for notice, content in batch:
        row, hash_ = rows.get(notice.number), digest(content)
        if (notice.number, notice.version, hash_) in known:
            done.same += 1
            continue
        known.add((notice.number, notice.version, hash_))
        published_on = notice.published_on or notice.dispatched_on
        version = Version(version=notice.version, hash=hash_, content=content, published_on=published_on, taken_at=now)
        versions.append((notice.number, version))
        if row is None:
            row = rows[notice.number] = Notice(source=source, number=notice.number, label=label, circle_id=circle_id)
            fresh[notice.number] = row
            done.new += 1
        elif rank(notice.version) < rank(row.version):
            done.older += 1
            continue
        else:
            done.newer += 1
        newest[notice.number] = notice
        for name, value in columns(notice).items():
            setattr(row, name, value)
        row.hash, row.taken_at, row.withdrawn_at = hash_, now, None
    Notice.objects.bulk_create(fresh.values())
    for number in newest.keys() - fresh.keys():
        rows[number].save()
    for number, version in versions:
        version.notice_id = rows[number].pk
    Version.objects.bulk_create(version for _, version in versions)
    _hang([(rows[number].pk, notice) for number, notice in newest.items()])
    _reopen(rows)
    done.changed = [rows[number].pk for number in newest]
    done.seen = {row.pk for row in rows.values()}
    return done


def _rows(source: str, numbers: set[str]) -> list[Notice]:
    return list(Notice.objects.system_rows(_WHY).filter(source=source, number__in=numbers))


def _hang(newest: Sequence[tuple[int, shape.Notice]]) -> None:
    """Replaces what hangs on the newest versions."""
    ids = [pk for pk, _ in newest]
    Award.objects.system_rows(_WHY).filter(notice_id__in=ids).delete()
    Earlier.objects.system_rows(_WHY).filter(notice_id__in=ids).delete()
    Award.objects.bulk_create(Award(notice_id=pk, **values) for pk, notice in newest for values in award_columns(notice))
    Earlier.objects.bulk_create(
        Earlier(notice_id=pk, number=number)
        for pk, notice in newest
        for number in dict.fromkeys(cut(number, 200) for number in notice.earlier if number)
    )


def _reopen(rows: dict[str, Notice]) -> None:
    back = [row.pk for row in rows.values() if row.withdrawn_at is not None]
    if back:
        Notice.objects.system_rows(_WHY).filter(pk__in=back).update(withdrawn_at=None)
