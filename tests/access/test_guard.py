"""Lock 1: rows refuse to be read until it was said for whom."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from klynge.access.guard import is_guarded
from klynge.access.models import Circle
from klynge.access.rules import VERBS, Grant, Rule, both, follows, nobody, secretariat, steady
from klynge.access.viewer import ANYONE, Role
from klynge.core.errors import Unguarded
from klynge.core.tlp import Label
from klynge.ledger.models import Activity
from klynge.market.models import Match, Version
from klynge.projects.models import Project
from klynge.register.models import CodeSystem, Fact, Organisation
from klynge.website.models import Coverage
from klynge.website.queries.published import Findable
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(cast: Cast) -> list[Fact]:
    return [
        Fact.objects.create(organisation=organisation, name="profile", language=language, value="x", label=label)
        for organisation in (cast.hawk, cast.kite)
        for language, label in (("da", Label.CLEAR), ("en", Label.STRICT))
    ]


READS = {
    "list": lambda rows: list(rows.all()),
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "in_bulk": lambda rows: rows.in_bulk(),
    "values": lambda rows: list(rows.values("pk")),
    "aggregate": lambda rows: rows.aggregate(Count("pk")),
    "iterator": lambda rows: list(rows.iterator()),
    "dates": lambda rows: list(rows.datetimes("changed_at", "day")),
    "latest": lambda rows: rows.latest("pk"),
    "union": lambda rows: list(rows.order_by().union(rows.order_by())),
    "contains": lambda rows: rows.contains(rows.model(pk=1)),
    "explain": lambda rows: rows.explain(),
    "raw": lambda rows: list(rows.raw("SELECT * FROM register_fact")),
    "update": lambda rows: rows.update(value="y"),
    "delete": lambda rows: rows.all().delete(),
    "get_or_create": lambda rows: rows.get_or_create(pk=1),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_no_way_of_reading_works_without_a_viewer(facts, read):
    with pytest.raises(Unguarded):
        read(Fact.objects)


def test_reverse_relations_prefetch_and_lazy_loads_are_caught(cast, facts):
    hawk = Organisation.objects.visible_to(cast.anna).get(pk=cast.hawk.pk)
    with pytest.raises(Unguarded):
        list(hawk.facts.all())
    with pytest.raises(Unguarded):
        list(Organisation.objects.visible_to(cast.anna).prefetch_related("facts"))
    fact = Fact.objects.visible_to(cast.anna).first()
    with pytest.raises(Unguarded):
        _ = fact.organisation
    shown = Prefetch("facts", Fact.objects.visible_to(ANYONE), to_attr="shown")
    assert [len(o.shown) for o in Organisation.objects.visible_to(cast.anna).filter(pk=cast.hawk.pk).prefetch_related(shown)] == [
        1
    ]


def test_sub_queries_are_caught(cast, facts):
    with pytest.raises(Unguarded):
        list(Organisation.objects.visible_to(cast.anna).filter(pk__in=Fact.objects.values("organisation")))
    with pytest.raises(Unguarded):
        list(Organisation.objects.visible_to(cast.anna).filter(Exists(Fact.objects.filter(organisation=OuterRef("pk")))))


def test_joins_and_orderings_across_to_a_guarded_table_must_be_named(cast, facts):
    with pytest.raises(Unguarded):
        list(Organisation.objects.visible_to(cast.anna).filter(facts__value__contains="x"))
    with pytest.raises(Unguarded):
        list(Fact.objects.visible_to(cast.anna).order_by("organisation__name"))
    with pytest.raises(Unguarded):
        list(Fact.objects.visible_to(cast.anna).select_related("organisation"))
    with pytest.raises(Unguarded):
        Organisation.objects.visible_to(cast.anna).annotate(n=Count("facts")).count()
    named = Fact.objects.visible_to(cast.anna, "organisation").select_related("organisation").order_by("organisation__name", "pk")
    assert [fact.organisation.name for fact in named] == ["Hawk ApS", "Hawk ApS", "Kite ApS"]
    with pytest.raises(Unguarded):
        list(CodeSystem.objects.filter(pk__in=Fact.objects.values("pk")))


def test_a_join_shows_only_rows_whose_target_is_visible_too(cast, facts):
    Organisation.objects.system_rows("test").filter(pk=cast.hawk.pk).update(label=Label.STRICT)
    assert Fact.objects.visible_to(cast.ben, "organisation").filter(organisation__name="Hawk ApS").count() == 0
    assert Fact.objects.visible_to(cast.ben).filter(organisation_id=cast.hawk.pk).count() == 0


def test_deletion_uniqueness_and_reload_have_their_window_and_no_more(cast, facts):
    fact = Fact.objects.visible_to(cast.anna).first()
    fact.validate_unique()
    fact.refresh_from_db()
    fact.delete()
    with pytest.raises(Unguarded):
        Fact.objects.count()


def test_each_label_is_a_rule_about_people(cast, facts):
    seen = {}
    for name, viewer in cast.everybody().items():
        seen[name] = {(f.organisation_id, f.label) for f in Fact.objects.visible_to(viewer)}
    hawk, kite = cast.hawk.pk, cast.kite.pk
    clear = {(hawk, Label.CLEAR), (kite, Label.CLEAR)}
    assert seen == {
        "guest": clear,
        "anna": clear | {(hawk, Label.STRICT)},
        "ben": clear | {(kite, Label.STRICT)},
        "clara": clear | {(hawk, Label.STRICT), (kite, Label.STRICT)},
        "dora": clear,
        "erik": clear,
    }


def test_a_target_that_the_rule_follows_is_asked_for_once_and_for_another_verb_twice(cast):
    def asked(rows):
        return str(rows.query).count('FROM "market_notice"')

    assert asked(Version.objects.visible_to(cast.anna, "notice")) == 1
    assert asked(Match.objects.visible_to(cast.clara, "notice", "organisation")) == 1
    assert asked(Version.objects.visible_to(cast.clara, "notice", verb="change")) == 2  # may be changed is not may be read


def test_a_rule_opens_a_target_for_sure_only_where_each_of_its_grants_does(cast):
    follows_it = follows("organisation_id", lambda: Organisation)
    assert follows_it.reads == {"organisation_id"}
    assert both(follows_it, secretariat()).reads == {"organisation_id"}
    assert (follows_it | secretariat()).reads == frozenset()
    assert follows("organisation_id", lambda: Organisation, "change").reads == frozenset()
    assert nobody().reads == frozenset()


def test_a_label_that_names_nobody_keeps_no_audience(cast):
    """Else closing it one day would open it to whoever was left there."""
    circle = Circle.objects.create(name="some", made_at=timezone.now())
    way = {"organisation": cast.hawk, "value": "x", "circle": circle}
    Fact.objects.create(name="saved", label=Label.GREEN, **way)
    Fact.objects.bulk_create([Fact(name=f"many {label}", label=label, **way) for label in Label])
    kept = {fact.name: fact.circle_id for fact in Fact.objects.system_rows("the test reads all rows").filter(value="x")}
    named = {Label.AMBER, Label.STRICT, Label.RED}
    assert kept == {"saved": None} | {f"many {label}": circle.pk if label in named else None for label in Label}


def _told(rows):
    try:
        return str(rows.query)
    except EmptyResultSet:
        return "no row"


def test_what_is_kept_for_a_viewer_is_what_is_made_anew_on_any_day_and_from_no_other_rows(
    cast, monkeypatch, django_assert_num_queries
):
    steadies, now = 0, timezone.now()
    for model in (model for model in apps.get_models() if is_guarded(model)):
        for verb in VERBS:
            for viewer in cast.everybody().values():
                if not steady(model, verb, viewer):
                    continue
                kept = _told(model.objects.visible_to(viewer, verb=verb))
                steadies += 1
                with monkeypatch.context() as later, django_assert_num_queries(0):
                    later.setattr(timezone, "now", lambda: now + timedelta(days=4000))
                    made = _told(model.objects.get_queryset().visible_to(viewer, verb=verb))
                    assert kept == made == _told(model.objects.visible_to(viewer, verb=verb))
    assert steadies > 1000


def test_a_rule_that_asks_the_day_or_other_rows_is_steady_only_for_those_whom_it_opens_nothing(cast):
    assert not steady(Project, "read", cast.ben)  # until the day on which a partner leaves
    assert steady(Project, "read", cast.clara)
    auditor = replace(cast.ben, roles=frozenset({Role.AUDITOR}), organisations=frozenset())
    assert not steady(Activity, "read", auditor)  # a mandate is read, and ends
    assert steady(Activity, "read", cast.clara)
    assert not any(steady(Coverage, "read", viewer) for viewer in cast.everybody().values())
    assert not steady(Findable, "read", cast.clara)  # has no rules
    assert not Rule((Grant("Somebody wrote a rule.", lambda viewer: Q()),)).steady(cast.clara)


def test_a_query_that_is_kept_is_copied_and_no_relation_takes_it(cast, facts):
    every = Fact.objects.visible_to(cast.clara)
    assert {fact.pk for fact in every.filter(language="da")} < {fact.pk for fact in Fact.objects.visible_to(cast.clara)}
    every.query.set_limits(0, 1)
    assert len(Fact.objects.visible_to(cast.clara)) == len(facts)
    hawk = Organisation.objects.visible_to(cast.clara).get(pk=cast.hawk.pk)
    assert {fact.organisation_id for fact in hawk.facts.visible_to(cast.clara)} == {hawk.pk}
    with pytest.raises(Unguarded):
        Fact.objects.visible_to(cast.clara, verb="steal")
