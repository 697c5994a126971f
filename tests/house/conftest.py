"""One world for all tests of a file; each test changes it in a savepoint of its own."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests import cast as standing
from tests.house.world import World, make_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world(standing.make())
        transaction.set_rollback(True)
