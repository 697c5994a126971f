"""Lock 4: for every guarded model, everybody of the cast sees exactly the rows that the slow rule says."""

import importlib

import pytest
from django.apps import apps

from klynge.access.guard import is_guarded

# Rows without a label of their own that are open with what they belong to, which may be open to everybody.
FOLLOWING = {"register.Person", "market.Version", "market.Award", "market.Earlier"}
GUARDED = sorted((model for model in apps.get_models() if is_guarded(model)), key=lambda model: model._meta.label)


def _part(folder: str, app: str):
    return importlib.import_module(f"tests.{folder}.{app}")


@pytest.fixture
def world(cast):
    for app in sorted({model._meta.app_label for model in GUARDED}):
        _part("samples", app).samples(cast)
    return cast


def test_everybody_sees_exactly_what_the_slow_rule_says(world):
    wrong, empty = [], []
    for model in GUARDED:
        sees = _part("oracle", model._meta.app_label).SEES[model._meta.label]
        rows = list(model.objects.system_rows("the test compares with all rows"))
        if not rows:
            empty.append(model._meta.label)
        for name, viewer in world.everybody().items():
            seen = {row.pk for row in model.objects.visible_to(viewer)}
            expected = {row.pk for row in rows if sees(viewer, row)}
            if seen != expected:
                wrong.append(f"{name} on {model._meta.label}: too many {seen - expected}, too few {expected - seen}")
    assert (wrong, empty) == ([], [])


def test_the_slow_rule_knows_every_guarded_model_and_no_other():
    known = {label for app in {m._meta.app_label for m in GUARDED} for label in _part("oracle", app).SEES}
    assert known == {model._meta.label for model in GUARDED}


def test_nobody_sees_by_default_what_only_the_system_may(world):
    """A guest sees no row of a model whose rows carry no label."""
    for model in GUARDED:
        if not any(field.name == "label" for field in model._meta.fields) and model._meta.label not in FOLLOWING:
            assert not model.objects.visible_to(world.guest).exists(), model._meta.label
