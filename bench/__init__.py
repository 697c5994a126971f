"""Measured work. Every bench prints the same shape, as a table or as one JSON object."""

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

Row = Mapping[str, str | float | int]


@dataclass(frozen=True, slots=True)
class Result:
    """What a bench measured. Rows have `method` first ("klynge" is ours) and then the metrics by their names."""

    bench: str
    questions: int
    candidates: int
    seconds: float
    peak_mb: float
    rows: tuple[Row, ...]


def peak_mb() -> float:
    """The most memory that this process has held, in MB (ru_maxrss is in kB on Linux, in bytes on macOS)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)


class Memory:
    """Within `with`: the most memory that this process and those that it started hold at one time, in MB, looked at twenty times a second.
    What the kernel keeps of a process that ended counts what its parent held when it began. Where there is no /proc, of this process."""

    def __enter__(self) -> "Memory":
        self.mb, self._done = 0.0, threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._watching.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._done.set()
        self._watching.join()

    def _watch(self) -> None:
        ended = False
        while not ended:
            self.mb = max(self.mb, round(sum(map(_resident_mb, _family(os.getpid()))), 1) or peak_mb())
            ended = self._done.wait(0.05)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in file.read_text().split():
                yield from _family(int(child))


def _resident_mb(pid: int) -> float:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1_048_576
    return 0.0


class Watch:
    """A stopwatch: `seconds` on the clock and `cpu_s` of this process since it was made. On a machine that others use too, the second
    tells what the work takes."""

    def __init__(self) -> None:
        self._started, self._worked = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        return {"seconds": time.perf_counter() - self._started, "cpu_s": time.process_time() - self._worked}


def show(result: Result, as_json: bool) -> None:
    """Prints the result: one JSON object, or a table and a last line of counts."""
    if as_json:
        print(json.dumps({**asdict(result), "rows": [dict(row) for row in result.rows]}, ensure_ascii=False))
        return
    columns = list(dict.fromkeys(name for row in result.rows for name in row))
    lines = [columns] + [[_cell(row.get(name, "")) for name in columns] for row in result.rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    for line in lines:
        print(
            "  ".join(
                cell.ljust(width) if i == 0 else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
        )
    print(
        f"{result.bench}: {result.questions} questions, {result.candidates} candidates, "
        f"{result.seconds:.1f} s, {result.peak_mb:.0f} MB"
    )


def _cell(value: str | float | int) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
