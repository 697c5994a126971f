"""Matching as a job: open notices and members in, suggestions out. Nothing new costs next to nothing; decisions are kept.

What is stored follows from the open notices, the members and the day, so a run that was cut off and done again ends as if it had
never stopped. Each notice carries the stamp of what it was last matched with; when all stamps are right, there is nothing to do.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from klynge.core.fit import rank
from klynge.core.fit.shapes import Fit
from klynge.market.documents.needs import needs, offers, stamp
from klynge.market.models import Match, Notice
from klynge.market.plain.reasons import gaps_written, reasons_written
from klynge.market.queries.open import open_rows
from klynge.ops.runs import Running
from klynge.register.reference_tables import trees

PER_NOTICE = 10  # members that are suggested for one notice
LOOKED_AT = 15  # members of one notice among whom a member's own best are looked for
PER_MEMBER = 20  # notices that are suggested to a member even where ten others fit them better
LEAST = 0.8  # points of codes, words and record together; in the demonstration's market, lower ones are coincidences
BATCH = 100  # notices in one transaction
VERSION = "2"  # change it when what is stored would differ for the same notices and members
_FULLER, _OTHER = {"ted-xml": 0, "ted": 1}, 9
_WHY = "matching works for nobody in particular"


def match(run: Running, *, now: datetime | None = None) -> None:
    """Suggests members for open notices; counts "notices", "members", "new", "changed" and "gone" in the run."""
    at = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    run.progress(0, None, "Reading members and notices")
    offered = offers()
    against = stamp(offered)
    wanted = _stamps(against, at)
    run.count("notices", len(wanted))
    run.count("members", len(offered))
    stale = [pk for pk, (stamp_, matched) in wanted.items() if stamp_ != matched]
    if not stale:
        return
    by_notice = _best(rank.match(needs(wanted), offered, LOOKED_AT, trees(), at, least=LEAST), run, len(wanted))
    ids = sorted(wanted)
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        with transaction.atomic():
            _store(part, by_notice, at, run)
        run.progress(start + len(part), len(ids), "Writing down who fits what")
    with transaction.atomic():
        rows = [Notice(pk=pk, matched=wanted[pk][0]) for pk in stale]
        Notice.objects.system_rows(_WHY).bulk_update(rows, ["matched"], batch_size=500)


def _stamps(against: str, now: datetime) -> dict[int, tuple[str, str]]:
    """Open notice -> the stamp that it should have, and the one that it has. What several sources say under one number of the
    journal is matched from the fullest of them alone: the file, else the search, else another."""
    rows = open_rows(Notice.objects.system_rows(_WHY), now).order_by("pk")
    told = list(rows.values_list("pk", "hash", "matched", "source", "published_as"))
    fullest: dict[str, int] = {}
    for _, _, _, source, printed in told:
        fullest[printed] = min(fullest.get(printed, _OTHER), _FULLER.get(source, _OTHER))
    return {
        pk: (hashlib.sha256(f"{VERSION} {now.date()} {hash_} {against}".encode()).hexdigest(), matched)
        for pk, hash_, matched, source, printed in told
        if not printed or _FULLER.get(source, _OTHER) == fullest[printed]
    }


def _best(found: Iterable[Fit], run: Running, total: int) -> dict[int, list[Fit]]:
    """Notice -> the fits that are kept, best first: the best of the notice, and what is among the best of a member."""
    by_notice: dict[int, list[Fit]] = defaultdict(list)
    by_member: dict[str, list[Fit]] = defaultdict(list)
    seen, last = 0, ""
    for fit in found:
        if fit.need_id != last:
            seen, last = seen + 1, fit.need_id
            if seen % BATCH == 1:
                run.progress(seen - 1, total, "Comparing notices with members")
        by_notice[int(fit.need_id)].append(fit)
        by_member[fit.offer_id].append(fit)
    best_of_member = {
        (fit.need_id, fit.offer_id)
        for all_ in by_member.values()
        for fit in sorted(all_, key=lambda fit: (-fit.score, int(fit.need_id)))[:PER_MEMBER]
    }
    for pk, all_ in by_notice.items():
        all_.sort(key=lambda fit: (-fit.score, int(fit.offer_id)))
        by_notice[pk] = [
            fit for place, fit in enumerate(all_) if place < PER_NOTICE or (fit.need_id, fit.offer_id) in best_of_member
        ]
    return by_notice


def _store(part: Sequence[int], by_notice: Mapping[int, Sequence[Fit]], now: datetime, run: Running) -> None:
    """Makes the suggestions of these notices as they should be. What somebody has answered stays as it was then."""
    rows = Match.objects.system_rows(_WHY).filter(notice_id__in=part)
    there = {(row.notice_id, row.organisation_id): row for row in rows}
    new, changed = [], []
    for pk in part:
        for place, fit in enumerate(by_notice.get(pk, ()), start=1):
            row = there.pop((pk, int(fit.offer_id)), None)
            values = {
                "score": round(fit.score, 6),
                "place": place,
                "reasons": reasons_written(fit.reasons),
                "gaps": gaps_written(fit.gaps),
            }
            if row is None:
                new.append(Match(notice_id=pk, organisation_id=int(fit.offer_id), suggested_at=now, **values))
            elif row.state in Match.OPEN and any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append(row)
    gone = [row.pk for row in there.values() if row.state == Match.SUGGESTED]
    Match.objects.bulk_create(new)
    Match.objects.system_rows(_WHY).bulk_update(changed, ["score", "place", "reasons", "gaps"], batch_size=100)
    Match.objects.system_rows(_WHY).filter(pk__in=gone).delete()
    for name, n in (("new", len(new)), ("changed", len(changed)), ("gone", len(gone))):
        run.count(name, n)
