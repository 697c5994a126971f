"""Lock 4: for every guarded model, everybody of the cast sees exactly the rows that the slow rule says."""

import pytest

from tests.house.world import BEHIND_DOORS, GUARDED, part

# Rows without a label of their own that are open with what they belong to, which may be open to everybody.
FOLLOWING = {"register.OldAddress", "register.Person", "market.Version", "market.Award", "market.Earlier", "website.Coverage"}

pytestmark = pytest.mark.django_db


def test_the_audiences_of_the_samples_name_somebody(world):
    assert world.cast.ben.circles
    assert world.cast.ben.own_circles


def test_everybody_sees_exactly_what_the_slow_rule_says(world):
    wrong, empty = [], []
    for model in GUARDED:
        sees = part("oracle", model._meta.app_label).SEES[model._meta.label]
        rows = world.rows[model._meta.label]
        if not rows:
            empty.append(model._meta.label)
        for name, viewer in world.cast.everybody().items():
            seen = {row.pk for row in model.objects.visible_to(viewer)}
            expected = {row.pk for row in rows if sees(viewer, row)}
            if seen != expected:
                wrong.append(f"{name} on {model._meta.label}: too many {seen - expected}, too few {expected - seen}")
    assert (wrong, empty) == ([], [])


def test_the_slow_rule_knows_every_guarded_model_and_what_is_behind_a_door_and_no_other():
    models = (*GUARDED, *BEHIND_DOORS)
    known = {label for app in {m._meta.app_label for m in models} for label in part("oracle", app).SEES}
    assert known == {model._meta.label for model in models}


def test_nobody_sees_by_default_what_only_the_system_may(world):
    """A guest sees no row of a model whose rows carry no label."""
    for model in GUARDED:
        if not any(field.name == "label" for field in model._meta.fields) and model._meta.label not in FOLLOWING:
            assert not model.objects.visible_to(world.cast.guest).exists(), model._meta.label
