"""One world for all tests of the house; each test changes it in a savepoint of its own."""

from collections.abc import Iterator

import pytest

from tests import databases, samples
from tests.cast import Cast
from tests.house.world import World, make_world


def furnish() -> tuple[Cast, int]:
    return make_world(), samples.made()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), databases.furnished("world", furnish) as (cast, words):
        samples.go_on(words)
        yield World(cast)
