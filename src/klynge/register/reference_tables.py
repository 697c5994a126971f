"""Code tables: from the files that come with Klynge (folder `reference`), kept in the database in
versions, so that a newer or fuller table can be loaded without losing the older one."""

import gzip
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from klynge.access.prepared import prepared
from klynge.core.codes import Row, Tree, normal, rows_from_label_csv
from klynge.core.errors import Wrong
from klynge.core.notice import Text
from klynge.register.models import CodeEntry, CodeSystem

FOLDER = Path(__file__).parent / "reference"


@dataclass(frozen=True, slots=True)
class Table:
    """A code table that comes with Klynge. `version` names what the file was written after."""

    key: str
    file: str
    version: str
    source: str


TABLES = (
    Table("cpv", "cpv.csv", "2008", "Regulation (EC) 213/2008, a selection"),
    Table("nace", "nace.csv", "DB25", "Statistics Denmark, DB25 (NACE Rev. 2.1), a selection"),
    Table("edf", "edf.csv", "2021-2027", "European Defence Fund, categories of actions"),
    Table("cml", "cml.csv", "2024", "EU Common Military List, C/2024/1945, headings"),
    Table("own", "capabilities.csv", "1", "The cluster's own capabilities"),
)


def load_reference() -> dict[str, int]:
    """Writes the tables that come with Klynge into the database; again changes nothing. Counts of codes by what was done."""
    counts = {"new": 0, "changed": 0, "same": 0}
    for table in TABLES:
        rows = rows_from_label_csv((FOLDER / table.file).read_bytes())
        for name, count in _store(table, rows).items():
            counts[name] += count
    return counts


def load_cpv(file: Path) -> dict[str, int]:
    """Adds the full official CPV table (CSV or CSV.GZ, UTF-8, columns `code`, `da`, `en`) to the selection. Raises Wrong when the
    file is none."""
    content = file.read_bytes()
    if content[:2] == b"\x1f\x8b":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError) as error:
            raise Wrong("The file %(name)s cannot be unpacked. Fetch it again.", where="file", name=file.name) from error
    return _store(TABLES[0], rows_from_label_csv(content))


def _store(table: Table, rows: list[Row]) -> dict[str, int]:
    counts = {"new": 0, "changed": 0, "same": 0}
    with transaction.atomic():
        system, _ = CodeSystem.objects.get_or_create(key=table.key, version=table.version, defaults={"source": table.source})
        there = {entry.code: entry for entry in CodeEntry.objects.filter(system=system)}
        codes = Tree.from_rows([Row(row.code, row.labels) for row in rows], table.key, table.version)
        new, changed = [], []
        for row in rows:
            code = normal(table.key, row.code)
            said = (codes.parent(code), row.labels.best("da", "en")[:300], row.labels.best("en", "da")[:300])
            entry = there.get(code)
            if entry is None:
                new.append(CodeEntry(system=system, code=code, parent=said[0], label_da=said[1], label_en=said[2]))
            elif (entry.parent, entry.label_da, entry.label_en) != said:
                entry.parent, entry.label_da, entry.label_en = said
                changed.append(entry)
            else:
                counts["same"] += 1
        CodeEntry.objects.bulk_create(new, batch_size=500)
        CodeEntry.objects.bulk_update(changed, ["parent", "label_da", "label_en"], batch_size=200)
        if new or changed:
            system.loaded_at = timezone.now()
            system.save()
    return {"new": len(new), "changed": len(changed), "same": counts["same"]}


def trees() -> dict[str, Tree]:
    """The newest version of every code table: as loaded, else as it comes with Klynge."""
    newest = {key: (pk, loaded_at) for key, pk, loaded_at in _loaded()}
    keys = [table.key for table in TABLES]
    return {key: _stored_tree(*newest[key]) if key in newest else _file_tree(key) for key in keys}


@prepared()
def _loaded() -> Any:
    return CodeSystem.objects.order_by("valid_from", "pk").exclude(loaded_at=None).values_list("key", "pk", "loaded_at")


def tree(key: str) -> Tree:
    """One of them. Raises Wrong for a table that there is not."""
    if key not in {table.key for table in TABLES}:
        raise Wrong("There is no code table “%(key)s”.", where="system", key=key)
    return trees()[key]


@lru_cache(maxsize=16)
def _stored_tree(system_id: int, loaded_at: datetime) -> Tree:
    """`loaded_at` is part of the key, so that a newly loaded table is seen by every process."""
    system = CodeSystem.objects.get(pk=system_id)
    entries = CodeEntry.objects.filter(system=system).values_list("code", "label_da", "label_en")
    same = _file_tree(system.key)
    rows = [Row(code, Text({"da": da, "en": en}), same=same.same(code) if code in same else ()) for code, da, en in entries]
    return Tree.from_rows(rows, system.key, system.version)


@lru_cache(maxsize=16)
def _file_tree(key: str) -> Tree:
    table = next(table for table in TABLES if table.key == key)
    return Tree.from_rows(rows_from_label_csv((FOLDER / table.file).read_bytes()), key, table.version)
