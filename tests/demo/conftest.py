"""The demonstration as everybody gets it, made once."""

from datetime import date

import pytest

from klynge.demo.dice import SEED
from klynge.demo.firms import firms
from klynge.demo.notices import write_notices

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def members():
    return firms(SEED, TODAY)


@pytest.fixture(scope="session")
def files():
    return list(write_notices(SEED, TODAY))
