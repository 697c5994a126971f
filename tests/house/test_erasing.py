"""Nobody can forget a column: each that could hold a person's data has exactly one fate for the day on which the person is erased. And
nobody who walks through the whole house afterwards reads the name."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import models
from wagtail.fields import StreamField

from klynge.ledger.models import BOOKED
from klynge.register.actions.erase import erase_person
from klynge.register.erasing import Fate, parts
from tests.house.test_crawl import CAST, starts
from tests.house.world import World, client_of
from tests.ledger import canary

WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, StreamField)
POINTED_AT = ("register.Person", "people.Account")


def asks(field) -> bool:
    """A text that is not one of a few fixed words, or the number of a person or an account."""
    if field.remote_field is not None:
        return field.remote_field.model._meta.label in POINTED_AT
    number = isinstance(field, models.BigIntegerField) and not field.primary_key and field.name.endswith("_id")
    return number or (isinstance(field, WORDS) and not field.choices)


def decided() -> Counter[str]:
    return Counter(
        f"{label}.{name}"
        for part in parts()
        for label, told in part.columns.items()
        for names in told.values()
        for name in names.split()
    )


def test_every_column_that_could_hold_a_persons_data_has_one_fate_and_no_other_has_any():
    models_ = apps.get_models(include_auto_created=True)
    asked = {f"{model._meta.label}.{field.name}": 1 for model in models_ for field in model._meta.concrete_fields if asks(field)}
    assert decided() == asked


def test_whoever_points_at_a_person_is_never_without_a_fate_that_says_so():
    """A number that stays is one of ABOUT and DID; anything else that points at a person goes."""
    for part in parts():
        for label, told in part.columns.items():
            model = apps.get_model(label)
            for fate, names in told.items():
                for name in names.split():
                    field = model._meta.get_field(name)
                    points = field.remote_field is not None and field.remote_field.model._meta.label in POINTED_AT
                    if points:
                        assert fate in (Fate.ABOUT, Fate.DID, Fate.GOES), f"{label}.{name}"
                    if fate in (Fate.ABOUT, Fate.DID):
                        assert points or isinstance(field, models.BigIntegerField), f"{label}.{name}"


def test_rows_that_are_never_changed_are_neither_emptied_nor_looked_through():
    for part in parts():
        for label in {model._meta.label for model in BOOKED} & part.columns.keys():
            assert part.columns[label].keys() <= {Fate.ABOUT, Fate.DID, Fate.STAYS, Fate.NONE}, label


def test_what_stays_has_a_name_for_the_page():
    for part in parts():
        assert part.kept.keys() == {label for label, told in part.columns.items() if Fate.STAYS in told}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
def test_no_page_names_an_erased_person_to_anybody(settings, tmp_path, name):
    """The member's card named them to the community, and the firm's own pages to the firm."""
    settings.HOME = tmp_path
    life = canary.begin()
    canary.live(life)
    paths, viewer = starts(World(life.cast), name), life.cast.everybody()[name]
    browser, card = client_of(viewer.account_id), f"/members/{life.cast.hawk.slug}/"
    assert bool(canary.pages_that_name(browser, [card])) == (name in ("anna", "ben", "clara", "dora"))
    erase_person(by=life.cast.clara, person_id=life.id)
    assert card in paths
    assert canary.pages_that_name(browser, paths) == []
