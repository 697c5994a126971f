import pytest
from django.utils import translation

from tests.projects import made


@pytest.fixture
def world(db) -> made.World:
    with translation.override("en"):
        yield made.make()
