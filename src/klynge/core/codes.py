"""Codes as trees: CPV, NUTS, NACE/DB, EDF categories, the EU military list, our own capabilities.

The place of a code in its tree is read from the code itself (`path`), so an unknown or newer code still has its neighbours; a
Tree adds what only a table knows: labels, validity and which codes of other systems mean the same.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from klynge.core.errors import Wrong
from klynge.core.notice import Text
from klynge.core.words import plain, subwords, tokens


@dataclass(frozen=True, slots=True)
class Row:
    """One code of a table. `same` are codes of other systems with the same meaning: (("cpv", "35613000"), ...)."""

    code: str
    labels: Text
    valid_from: date | None = None
    valid_to: date | None = None  # the first day on which it no longer holds
    same: tuple[tuple[str, str], ...] = ()

    def valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


def normal(system: str, code: str) -> str:
    """A code as we keep it: CPV eight digits without check digit, NACE without dots, the rest in its own letters, stripped."""
    bare = code.strip()
    if system == "cpv":
        digits = bare.split("-")[0].strip()
        return digits.ljust(8, "0")[:8] if digits.isdigit() and digits.isascii() and len(digits) >= 2 else bare
    if system == "nace":
        return bare.replace(".", "")
    return bare.upper() if system in ("nuts", "cml") else bare


@lru_cache(maxsize=100_000)
def path(system: str, code: str) -> tuple[str, ...]:
    """The stems from the root to the code, the code's own last: path("cpv", "35613000") == ("35", "356", "3561", "35613")."""
    code = normal(system, code)
    if not code:
        return ()
    if system == "cpv":
        stem = code[:2] + code[2:].rstrip("0")
        return tuple(stem[:size] for size in range(2, len(stem) + 1))
    if system in ("nuts", "nace"):
        return tuple(code[:size] for size in range(2, len(code) + 1)) or (code,)
    parts = code.split(".")
    return tuple(".".join(parts[:size]) for size in range(1, len(parts) + 1))


def closeness(system: str, one: str, other: str) -> float:
    """1.0 for the same code, 0.0 for codes of different roots, else twice the shared steps over the sum of both depths."""
    a, b = path(system, one), path(system, other)
    if not a or not b:
        return 0.0
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return 2 * shared / (len(a) + len(b))


def distance(system: str, one: str, other: str) -> int:
    """Steps in the tree from one code up to the shared stem and down to the other; different roots count one step more."""
    a, b = path(system, one), path(system, other)
    shared = sum(1 for x, y in zip(a, b, strict=False) if x == y)
    return len(a) + len(b) - 2 * shared


class Tree:
    """One version of one code system. Unknown codes are answered as well as their form allows, never with an error."""

    def __init__(self, system: str, version: str, rows: Mapping[str, Row]) -> None:
        self.system, self.version, self._rows = system, version, rows
        self._by_stem = {path(system, code)[-1]: code for code in rows if path(system, code)}

    @classmethod
    def from_rows(cls, rows: Iterable[Row], system: str, version: str = "") -> "Tree":
        """Wrong when a code is empty or stands twice with overlapping validity."""
        kept: dict[str, Row] = {}
        for row in rows:
            code = normal(system, row.code)
            if not code:
                raise Wrong("The code table %(system)s has a row without a code.", where=system, system=system)
            if code in kept:
                raise Wrong(
                    "The code %(code)s stands twice in the table %(system)s. Remove one of its rows.",
                    where=code,
                    code=code,
                    system=system,
                )
            kept[code] = row
        return cls(system, version, kept)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and normal(self.system, code) in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def row(self, code: str) -> Row | None:
        return self._rows.get(normal(self.system, code))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes of the table above this one, root first."""
        return tuple(self._by_stem[stem] for stem in path(self.system, code)[:-1] if stem in self._by_stem)

    def parent(self, code: str) -> str:
        """The nearest code of the table above this one, "" for a root."""
        above = self.ancestors(code)
        return above[-1] if above else ""

    def children(self, code: str = "") -> tuple[str, ...]:
        """The codes right below this one, in the table's order; of "" the roots."""
        wanted = normal(self.system, code) if code else ""
        return tuple(each for each in self._rows if self.parent(each) == wanted)

    def nearest(self, code: str) -> str:
        """The code itself if the table has it, else its nearest known ancestor, else ""."""
        known = [self._by_stem[stem] for stem in path(self.system, code) if stem in self._by_stem]
        return known[-1] if known else ""

    def labels(self, code: str) -> Text:
        """The labels of the code, or of its nearest known ancestor."""
        row = self._rows.get(self.nearest(code))
        return row.labels if row else Text()

    def label(self, code: str, language: str) -> str:
        """The label in this language, else in English, else in any; the bare code when the table knows nothing near it."""
        return self.labels(code).best(language, "en") or code

    def same(self, code: str) -> tuple[tuple[str, str], ...]:
        """Codes of other systems that mean the same, of the code or else of its nearest known ancestor."""
        row = self._rows.get(self.nearest(code))
        return row.same if row else ()

    def valid(self, code: str, on: date) -> bool:
        row = self.row(code)
        return row is not None and row.valid(on)

    def closeness(self, one: str, other: str) -> float:
        return closeness(self.system, one, other)

    def search(self, text: str, language: str = "", limit: int = 20) -> tuple[str, ...]:
        """Codes whose number begins with the text, or whose label (in any language) has its words; best first."""
        asked = text.strip()
        if not asked:
            return ()
        if asked[0].isdigit():
            return tuple(sorted(code for code in self._rows if code.startswith(asked.split("-")[0])))[:limit]
        wanted = _grams(asked)
        if not wanted:  # nothing but signs
            return ()
        found = []
        for code, row in self._rows.items():
            best = 0.0
            for tongue, label in row.labels.items():
                shared = len(wanted & _grams(label)) / len(wanted)
                best = max(best, shared + (0.01 if tongue == language else 0.0) - 0.0001 * len(label))
            if best >= 0.45 or code.casefold().startswith(asked.casefold()):
                found.append((-best, code))
        return tuple(code for _, code in sorted(found)[:limit])


@lru_cache(maxsize=50_000)
def _grams(text: str) -> frozenset[str]:
    return frozenset(gram for word in tokens(text) for gram in subwords(plain(word), 2, 3))


def rows_from_label_csv(content: bytes) -> list[Row]:
    """The rows of a label table: UTF-8 CSV, a column `code`, one column per language (the official CPV and NUTS tables' form).

    Columns `valid_from` and `valid_to` are ISO days, `same` is "cpv:35613000 edf:cyber"; columns of two letters are languages.
    Wrong when it is not UTF-8 or has no column `code`.
    """
    try:
        lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        raise Wrong(
            "The code table is not UTF-8 at byte %(byte)d. Save it as UTF-8 and try again.", where="file", byte=error.start
        ) from error
    reader = csv.DictReader(lines)
    if "code" not in (reader.fieldnames or ()):
        raise Wrong(
            "The code table has no column 'code'. Its first line must name the columns: code, da, en, ...", where="line 1"
        )
    rows = []
    for number, line in enumerate(reader, start=2):
        code = (line.get("code") or "").strip()
        if not code:
            raise Wrong("Line %(line)d of the code table has no code.", where=f"line {number}", line=number)
        labels = Text({k: v.strip() for k, v in line.items() if k and len(k) == 2 and v})
        rows.append(
            Row(code, labels, _day(line.get("valid_from"), number), _day(line.get("valid_to"), number), _same(line.get("same")))
        )
    return rows


def _day(text: str | None, line: int) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Wrong(
            "'%(text)s' in line %(line)d of the code table is not a day like 2027-01-01.",
            where=f"line {line}",
            text=text,
            line=line,
        ) from error


def _same(text: str | None) -> tuple[tuple[str, str], ...]:
    pairs = [entry.partition(":") for entry in (text or "").split()]
    return tuple((system, normal(system, code)) for system, _, code in pairs if code)
