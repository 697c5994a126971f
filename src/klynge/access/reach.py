"""Following ties through a table as far as they go, in one question. Django cannot write such a search; both engines read it alike.

What comes of it are keys of rows and nothing of what stands in them: the rows themselves are read by a guarded query that has these keys
as a condition.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL


def reached(ties: type[Model], things: type[Model], ends: tuple[str, str], that: str, start: Iterable[int]) -> RawSQL:
    """Keys of all rows of `ties` that can be reached from some things, however long the chain. `ends` are the two columns of a tie that
    hold keys of `things`; `that` is what must be true of it, in SQL. The names are the house's own; what is asked for goes in beside
    them."""
    quote = connection.ops.quote_name
    table, known, some = quote(ties._meta.db_table), quote(things._meta.db_table), sorted(start)
    one, other = map(quote, ends)
    sql = f"""
        WITH RECURSIVE reached (thing) AS (
            SELECT id FROM {known} WHERE id IN ({", ".join(["%s"] * len(some))})
            UNION
            SELECT CASE WHEN {one} = reached.thing THEN {other} ELSE {one} END
            FROM reached JOIN {table} ON ({one} = reached.thing OR {other} = reached.thing) AND ({that})
        )
        SELECT {table}.id FROM reached JOIN {table} ON {one} = reached.thing AND ({that})
    """  # noqa: S608  # names of ours
    return RawSQL(sql, some)  # noqa: S611  # the same
