"""The two engines under search: SQLite's FTS5 and PostgreSQL's tsvector, over the same tokens.

Why these, and no separate engine. Measured on 200,000 documents of 60 words: tantivy answers in 0.2 ms, FTS5 in 10 ms and
PostgreSQL in 14 ms (0.2 ms when all words are asked for). But an engine in files of its own does not know who may read what: the
audience would have to be a filter after it, or copied into it and kept in step; it takes one writer at a time for all processes,
and its commit is not that of the row. Here the index is a table beside the passages: who may read is part of the one query, a
passage is found exactly from its transaction's end on, and at the size of a cluster (some ten thousand passages) it answers in a
few milliseconds.

Both engines only find; ranks are calculated from what the viewer may read (`queries.ranking`), since an engine's own rank
counts all documents and so tells of those that are hidden. All SQL of search is in this file. It takes tokens (letters and
digits) and ids, and nothing that a person wrote.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

TABLE = "search_words"
Alternatives = Sequence[tuple[str, ...]]  # any of these; of each tuple all tokens


class Engine(Protocol):
    def matching(self, alternatives: Alternatives) -> RawSQL:
        """The ids of the passages that match, for `pk__in=`."""

    def put(self, passages: Iterable[tuple[int, frozenset[str]]]) -> None: ...

    def drop(self, ids: Sequence[int]) -> None: ...

    def settle(self) -> None:
        """Writes the index anew without the remains of what was deleted."""


class Fts5:
    """`detail=none`: we ask for words, not for phrases, and this is half the size. The `ascii` tokenizer cuts at blanks only
    and leaves our tokens as they are."""

    MAKE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, tokenize='ascii', detail=none)"

    def matching(self, alternatives: Alternatives) -> RawSQL:
        asked = " OR ".join("(" + " AND ".join(f'"{token}"' for token in tokens) + ")" for tokens in alternatives)
        return RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", (asked,))  # noqa: S608, S611  # constant; tokens bound

    def put(self, passages: Iterable[tuple[int, frozenset[str]]]) -> None:
        rows = [(pk, " ".join(sorted(tokens))) for pk, tokens in passages]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT OR REPLACE INTO {TABLE} (rowid, words) VALUES (%s, %s)", rows)  # noqa: S608

    def drop(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in ids])  # noqa: S608

    def settle(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")  # noqa: S608


class Tsvector:
    """`array_to_tsvector` takes our tokens as lexemes, unparsed; so no dictionary of the server changes what is found."""

    MAKE = (
        f"CREATE TABLE {TABLE} (passage_id bigint PRIMARY KEY, words tsvector NOT NULL); "
        f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)"
    )

    def matching(self, alternatives: Alternatives) -> RawSQL:
        asked = " | ".join("(" + " & ".join(f"'{token}'" for token in tokens) + ")" for tokens in alternatives)
        return RawSQL(f"SELECT passage_id FROM {TABLE} WHERE words @@ %s::tsquery", (asked,))  # noqa: S608, S611  # as above

    def put(self, passages: Iterable[tuple[int, frozenset[str]]]) -> None:
        rows = [(pk, sorted(tokens)) for pk, tokens in passages]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (passage_id, words) VALUES (%s, array_to_tsvector(%s::text[])) "  # noqa: S608
                "ON CONFLICT (passage_id) DO UPDATE SET words = excluded.words",
                rows,
            )

    def drop(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE passage_id = ANY(%s)", [list(ids)])  # noqa: S608

    def settle(self) -> None:
        """Nothing: vacuum does it."""


def engine() -> Engine:
    return Tsvector() if connection.vendor == "postgresql" else Fts5()


# kind, audience, language, text, label, owner, circle, how many more
Counted = tuple[str, str, str, str, str, int | None, int | None, int]


def count_words(rows: Sequence[Counted]) -> None:
    """Adds to the counts of words, which may be new, or takes away. In one order for all, so that two writers never wait for each
    other in a ring. Both databases know this form."""
    ordered = sorted(rows, key=lambda row: row[:4])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_word (kind, audience, language, text, label, owner_id, circle_id, count) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) "
            "ON CONFLICT (kind, audience, language, text) DO UPDATE SET count = search_word.count + excluded.count",
            ordered,
        )
