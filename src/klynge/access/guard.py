"""Lock 1: rows that refuse to be read until it was said for whom.

Every read of a guarded model goes through its query's compiler. There, and not in a list of method names, sits the lock: a
query that was not opened by `.visible_to(viewer)` or `.system_rows(why)` raises Unguarded. So count, exists, in_bulk,
sub-queries, prefetch, reverse relations and lazy related loads are all caught. A join to another guarded table (a filter or an
ordering across a foreign key) must have been named in `along`; raw SQL is refused.

Django itself must look at rows on three occasions: deletion (what hangs on it), uniqueness, and reloading a row that the
caller already holds. These get a named window, opened nowhere else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from klynge.access.rules import VERBS, Access, everyone, steady, through
from klynge.access.viewer import Viewer
from klynge.core.errors import Unguarded
from klynge.core.tlp import NAMING, Label

_window: ContextVar[str] = ContextVar("klynge_access_window", default="")


@contextmanager
def _django_looks(why: str) -> Iterator[None]:
    token = _window.set(why)
    try:
        yield
    finally:
        _window.reset(token)


class GuardedQuery(Query):
    """`opened`: "" when nobody was named yet; `along`: paths of foreign keys whose guarded targets were checked too."""

    opened: str = ""
    along: frozenset[str] = frozenset()

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
        compiler: SQLCompiler = super().get_compiler(using, connection, elide_empty)
        base: Any = type(compiler)
        compiler.__class__ = _checked(base)
        return compiler

    def check_access(self) -> None:
        if _window.get():
            return
        model = self.model
        if model is not None and is_guarded(model) and not self.opened:
            raise Unguarded(
                "%(model)s was read without naming a viewer. Say .visible_to(viewer), or .system_rows(why).", model=model.__name__
            )
        if self.opened.startswith("system:"):
            return
        for alias, join in self.alias_map.items():
            if join.parent_alias is None or not self.alias_refcount.get(alias) or join.table_name not in _guarded_tables():
                continue
            path = self._path(alias)
            if path not in self.along:
                raise Unguarded(
                    "A query on %(model)s reads %(path)s, which is guarded too. Name it: .visible_to(viewer, “%(path)s”).",
                    model=model.__name__ if model else "?",
                    path=path,
                )

    def _path(self, alias: str) -> str:
        names: list[str] = []
        join: Any = self.alias_map[alias]
        while join.parent_alias is not None:
            names.append(join.join_field.name)
            join = self.alias_map[join.parent_alias]
        return "__".join(reversed(names))


@cache
def _checked(base: type[SQLCompiler]) -> type[SQLCompiler]:
    """The database's own compiler, with the check at the point where all joins are known."""

    class Checked(base):  # type: ignore[misc,valid-type]  # the class is the connection's
        def get_from_clause(self) -> Any:
            if isinstance(self.query, GuardedQuery):
                self.query.check_access()
            return super().get_from_clause()

    return Checked


@cache
def _guarded_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models() if is_guarded(model))


def is_guarded(model: type[models.Model]) -> bool:
    return issubclass(model, Guarded)


class GuardedQuerySet(models.QuerySet[Any, Any]):
    query: GuardedQuery

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query if query is not None or model is None else GuardedQuery(model), using, hints)

    def visible_to(self, viewer: Viewer, *along: str, verb: str = "read") -> Self:
        """The rows that the viewer may read (or change, publish, export). `along` names forward foreign keys that the query
        will filter, order or select across; only rows whose target is visible too remain."""
        if verb not in VERBS:
            raise Unguarded("%(verb)r is no verb of access.", verb=verb)
        if (watched := _watched.get()) is not None and not steady(self.model, verb, viewer):
            watched.append(self.model)
        rule = getattr(self.model.access, verb) if is_guarded(self.model) else everyone()
        found = self.filter(rule.rows(viewer))
        for path in along:
            target = _target(self.model, path)
            if is_guarded(target) and f"{path}_id" not in rule.reads:
                seen = through(f"{path}_id", target.objects.visible_to(viewer))  # type: ignore[attr-defined]
                found = found.filter(seen | Q(**{f"{path}__isnull": True}) if _optional(self.model, path) else seen)
        found.query.opened = found.query.opened or f"viewer:{verb}"
        found.query.along |= set(along)
        return found

    def system_rows(self, why: str) -> Self:
        """All rows, for work that is done for nobody in particular (intake, matching, reports). `why` is read by reviewers
        and by the house test that lists every use."""
        if not why:
            raise Unguarded("system_rows needs a reason.")
        found = self.all()
        found.query.opened = f"system:{why}"
        return found

    def _require_opened(self) -> None:
        if is_guarded(self.model) and not self.query.opened and not _window.get():
            raise Unguarded("%(model)s was to be changed without naming a viewer.", model=self.model.__name__)

    def update(self, **values: Any) -> int:
        self._require_opened()
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_opened()
        with _django_looks("deletion"):
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        rows = list(objs)
        for row in rows:
            if isinstance(row, Labelled):
                row.settle()
        return super().bulk_create(rows, *args, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise Unguarded("Raw SQL on %(model)s would by-pass the access check.", model=self.model.__name__)

    def get_or_create(self, *args: Any, **kwargs: Any) -> Any:
        self._require_opened()
        return super().get_or_create(*args, **kwargs)

    def update_or_create(self, *args: Any, **kwargs: Any) -> Any:
        self._require_opened()
        return super().update_or_create(*args, **kwargs)


def _target(model: type[models.Model], path: str) -> type[models.Model]:
    for name in path.split("__"):
        field = model._meta.get_field(name)
        if not isinstance(field, models.ForeignKey):
            raise Unguarded("%(path)s does not follow foreign keys forward. Use a sub-query of visible rows.", path=path)
        model = field.related_model
    return model


def _optional(model: type[models.Model], path: str) -> bool:
    optional = False
    for name in path.split("__"):
        field = model._meta.get_field(name)
        optional = optional or bool(field.null)
        model = field.related_model  # type: ignore[assignment]
    return optional


class GuardedManager(models.Manager.from_queryset(GuardedQuerySet)):  # type: ignore[misc]  # made by Django
    def visible_to(self, viewer: Viewer, *along: str, verb: str = "read") -> Any:
        """As of a query. For all rows of a model the condition is kept where it follows from the viewer alone."""
        of_all = type(self) is type(self.model._default_manager) and self._db is None  # and not of a relation
        if of_all and (kept := _kept(self.model, viewer, along, verb)) is not None:
            return kept.all()
        if (watched := _watched.get()) is not None:
            watched.append(self.model)
        return self.get_queryset().visible_to(viewer, *along, verb=verb)


_watched: ContextVar[list[type[models.Model]] | None] = ContextVar("klynge_access_watched", default=None)


@contextmanager
def watching() -> Iterator[list[type[models.Model]]]:
    """Fills with the models of which a query asks, meanwhile, in a way that does not follow from the viewer alone."""
    unsteady: list[type[models.Model]] = []
    token = _watched.set(unsteady)
    try:
        yield unsteady
    finally:
        _watched.reset(token)


@lru_cache(maxsize=500)  # a few viewers at work, each with some dozens of models
def _kept(model: Any, viewer: Viewer, along: tuple[str, ...], verb: str) -> Any:
    """A query that is only ever copied, never run; None where the day or other rows have a say."""
    found = model.objects.get_queryset().visible_to(viewer, *along, verb=verb)
    targets = [target for path in along if is_guarded(target := _target(model, path))]
    return found if steady(model, verb, viewer) and all(steady(target, "read", viewer) for target in targets) else None


class Watched(models.Model):
    """Any model of ours, guarded or open: its queries notice joins to guarded tables."""

    objects: ClassVar[Any] = GuardedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Open(Watched):
    """A model that anybody may read. It stands in `klynge.access.open` with its reason, or the start fails."""

    class Meta(Watched.Meta):
        abstract = True


class Guarded(Watched):
    """A model whose rows are read only for somebody. Says in `access` who that is."""

    access: ClassVar[Access]

    class Meta(Watched.Meta):
        abstract = True

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        with _django_looks("deletion"):
            return super().delete(*args, **kwargs)

    def validate_unique(self, exclude: Any = None) -> None:
        with _django_looks("uniqueness"):
            super().validate_unique(exclude)

    def validate_constraints(self, exclude: Any = None) -> None:
        with _django_looks("uniqueness"):
            super().validate_constraints(exclude)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        with _django_looks("reload"):
            super().refresh_from_db(*args, **kwargs)


class Labelled(Guarded):
    """A guarded row with a TLP label, and with an audience where the label names somebody. Where it names nobody no audience is
    kept: left behind, it would open the row to more people on the day when the label is made stricter."""

    LABELS = [(label.value, label.value) for label in Label]
    label = models.CharField(max_length=20, choices=LABELS, default=Label.STRICT.value)
    circle = models.ForeignKey("access.Circle", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Guarded.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        if self.label not in NAMING:
            self.circle_id = None
