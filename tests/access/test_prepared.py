"""A prepared query finds what the same query finds that is made anew."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db.models import CharField, DateTimeField, IntegerField

from klynge.access import prepared as module
from klynge.access.prepared import Prepared
from klynge.access.viewer import ANYONE, Role
from klynge.core.errors import Unguarded
from klynge.core.tlp import Label
from klynge.ledger.models import Activity, Funding
from klynge.register.models import Capability, CodeSystem, Figure, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(cast):
    """One for everybody and one for the community, of two years."""
    some = [(Label.CLEAR, 2021), (Label.GREEN, 2022)]
    return [Figure.objects.create(organisation=cast.hawk, name="staff", year=year, amount=1, label=label) for label, year in some]


def _figures(viewer, *, year, name):
    return Figure.objects.visible_to(viewer).filter(year__lte=year, name=name).order_by("pk")


def test_it_is_worked_out_once_and_asked_with_what_is_given(cast, figures, django_assert_num_queries, monkeypatch):
    ask = Prepared(_figures, {"year": IntegerField(), "name": CharField()})
    assert ask(cast.clara, year=2021, name="staff") == figures[:1]
    statement = ask.kept[(cast.clara,)]
    monkeypatch.setattr(ask, "statement", None)  # not again
    with django_assert_num_queries(3):
        assert ask(cast.clara, year=2022, name="staff") == figures
        assert ask(cast.clara, year=2022, name="turnover") == []
        assert ask(cast.clara, year=2019, name="staff") == []
    assert ask.kept == {(cast.clara,): statement}


def test_each_viewer_has_a_query_of_their_own(cast, figures):
    ask = Prepared(_figures, {"year": IntegerField(), "name": CharField()})
    told = {"year": 2023, "name": "staff"}
    assert (ask(ANYONE, **told), ask(cast.anna, **told), ask(ANYONE, **told)) == (figures[:1], figures, figures[:1])
    assert len(ask.kept) == 2


def test_values_models_and_slices_come_as_the_query_gives_them(cast, figures):
    def pairs(viewer, most, *, year):
        return Figure.objects.visible_to(viewer).filter(year__lte=year).order_by("-pk").values_list("year", "amount")[:most]

    def whole(viewer, *, year):
        rows = Figure.objects.visible_to(viewer, "organisation").select_related("organisation").only("year", "organisation__name")
        return rows.filter(year__lte=year)

    assert Prepared(pairs, {"year": IntegerField()})(cast.clara, 1, year=2030) == [(2022, Decimal(1))]
    found = Prepared(whole, {"year": IntegerField()})(cast.clara, year=2021)
    assert [(row.year, row.organisation.name) for row in found] == [(2021, cast.hawk.name)]


def test_a_moment_is_given_as_the_database_keeps_it(django_assert_num_queries):
    CodeSystem.objects.update(loaded_at=datetime(2026, 1, 1, 12, tzinfo=UTC))
    ask = Prepared(lambda *, now: CodeSystem.objects.filter(loaded_at__lt=now).values_list("key"), {"now": DateTimeField()})
    assert ask(now=datetime(2026, 1, 1, 12, tzinfo=UTC)) == []
    assert len(ask(now=datetime(2026, 1, 1, 12, 0, 0, 1, tzinfo=UTC))) == CodeSystem.objects.count()


def test_what_follows_from_more_than_the_viewer_is_made_anew_each_time(cast):
    def activities(viewer):
        return Activity.objects.visible_to(viewer)

    ask = Prepared(activities, {})
    auditor = replace(cast.ben, roles=frozenset({Role.AUDITOR}), organisations=frozenset())
    ask(auditor)
    ask(cast.clara)
    assert (ask.kept[(auditor,)], ask.kept[(cast.clara,)] is None) == (None, False)
    late = Prepared(lambda viewer: Funding.objects.filter(pk__gt=0).visible_to(viewer), {})  # named for whom after a filter
    both = replace(cast.clara, roles=cast.clara.roles | {Role.AUDITOR})
    late(both)
    late(cast.clara)
    assert (late.kept[(both,)], late.kept[(cast.clara,)] is None) == (None, False)
    through_a_relation = Prepared(lambda viewer, pk: Organisation(pk=pk).facts.visible_to(viewer), {})
    through_a_relation(cast.clara, cast.hawk.pk)
    assert set(through_a_relation.kept.values()) == {None}


def test_a_query_that_finds_nothing_without_asking_finds_nothing(django_assert_num_queries):
    ask = Prepared(lambda viewer: Capability.objects.visible_to(viewer).filter(pk__in=[]), {})
    with django_assert_num_queries(0):
        assert ask(ANYONE) == []


def test_the_guard_stands_before_a_prepared_query_too():
    with pytest.raises(Unguarded):
        Prepared(lambda: Figure.objects.filter(name="x"), {})()


def test_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    ask = Prepared(lambda key: CodeSystem.objects.filter(key=key).values_list("key"), {})
    for key in ("cpv", "own", "nace", "cpv"):
        ask(key)
    assert set(ask.kept) == {("nace",), ("cpv",)}
