"""Queries that are worked out once. A page of small queries spends half its time on their SQL, which Django makes anew each time they
are asked; a query that differs in a few values alone need not be.

    @prepared(today=DateField())
    def _listed(viewer, *, today):
        return Membership.objects.visible_to(viewer).filter(from_on__lte=today).values_list("organisation_id")

    rows = _listed(viewer, today=date(2026, 1, 1))

`today` is given when the query is asked, and must go into it as it is; everything else (which must be hashable) says which query it is.
What a viewer may see is part of the query only while it follows from the viewer alone (`Rule.steady`): otherwise it is made anew each
time. A house test makes every prepared query again on another day and compares.
"""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from functools import update_wrapper
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from klynge.access.guard import watching

MOST = 50  # queries that are kept of one function, in each process
KNOWN: list["Prepared"] = []  # all that `prepared` made


class Given(Expression):
    """A value that is known when the query is asked."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Statement:
    """The SQL of a query, with the places of what is given."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows
        self.compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.params = self.compiler.as_sql()

    def asked(self, values: Mapping[str, Any]) -> QuerySet[Any]:
        """The query with these values, still to be read; its compiler needs not work."""
        connection = connections[DEFAULT_DB_ALIAS]
        params = tuple(
            one.output_field.get_db_prep_value(values[one.name], connection) if isinstance(one, Given) else one
            for one in self.params
        )
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_more: (self.sql, params)
        rows = self.rows.all()
        rows.query.get_compiler = lambda *_args, **_more: compiler  # type: ignore[method-assign]
        return rows


class Prepared:
    """A function that makes a query, called with the same; gives the rows as a list. `kept`: which query -> its statement, None where
    it must be made anew."""

    def __init__(self, make: Callable[..., QuerySet[Any]], given: Mapping[str, Field[Any, Any]]) -> None:
        self.make, self.given = make, given
        self.kept: dict[tuple[Hashable, ...], Statement | None] = {}
        update_wrapper(self, make)

    def __call__(self, *which: Hashable, **values: Any) -> list[Any]:
        if which not in self.kept:
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[which] = self.statement(*which)
        statement = self.kept.get(which)
        return list(self.make(*which, **values) if statement is None else statement.asked(values))

    def statement(self, *which: Hashable) -> Statement | None:
        with watching() as unsteady:
            rows = self.make(*which, **{name: Given(name, field) for name, field in self.given.items()})
        try:
            return None if unsteady else Statement(rows)
        except EmptyResultSet:  # nobody's rows, without asking
            return None


def prepared(**given: Field[Any, Any]) -> Callable[[Callable[..., QuerySet[Any]]], Prepared]:
    """`given`: what is given when the query is asked, each with a field of its type."""

    def wrap(make: Callable[..., QuerySet[Any]]) -> Prepared:
        KNOWN.append(Prepared(make, given))
        return KNOWN[-1]

    return wrap
