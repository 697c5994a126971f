"""How fast files of notices are taken into a database: the store part of `klynge bench intake`."""

import time
from collections.abc import Sequence
from pathlib import Path

from bench import Result, Row, peak_mb


def stored(files: Sequence[Path]) -> Result:
    """Takes the files into the home of this process, which must be new, twice: the second time nothing may change."""
    from klynge.market import tasks
    from klynge.market.models import Notice
    from klynge.register.reference_tables import load_reference
    from klynge.site.database import bring_up_to_date

    bring_up_to_date()
    load_reference()
    rows: list[Row] = []
    read = 0
    seconds = 0.0
    for method in ("klynge", "klynge, the same again"):
        started, worked = time.perf_counter(), time.process_time()
        counts = tasks.intake("ted-xml", files).counts
        took, worked = time.perf_counter() - started, time.process_time() - worked
        read = counts["read"] + counts.get("unread", 0)
        seconds += took
        told = {name: counts.get(name, 0) for name in ("new", "changed", "older", "same", "unread")}
        rows.append({"method": method, "notices/s": round(read / took, 1), "cpu_s": round(worked, 1), **told})
    notices = Notice.objects.system_rows("a bench counts its own notices").count()
    return Result("intake store", read, notices, round(seconds, 2), peak_mb(), tuple(rows))
