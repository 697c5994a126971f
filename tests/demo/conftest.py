"""The demonstration as everybody gets it, made once."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.demo.dice import SEED
from klynge.demo.firms import firms
from klynge.demo.notices import write_notices
from tests.demo.year import begun, lived

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def members():
    return firms(SEED, TODAY)


@pytest.fixture(scope="session")
def files():
    return list(write_notices(SEED, TODAY))


@pytest.fixture(scope="module")
def today():
    return timezone.localdate()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, today) -> Iterator[dict[str, Viewer]]:
    """The people of the demonstration after the year, once for all tests of a file."""
    shutil.rmtree(Path(settings.HOME) / "demo" / "mail", ignore_errors=True)
    with django_db_blocker.unblock(), transaction.atomic():
        begun(today)
        yield lived(today)
        transaction.set_rollback(True)
