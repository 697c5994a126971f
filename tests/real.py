"""Real data for tests: kept outside the repository, never copied into it."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def real(name: str) -> Path:
    """The real file `name`, such as "notices/ted-2016-2022.tar.gz"; the test is skipped where it is absent.

    It is looked for in the folder that KLYNGE_DATA names, else in shared/data beside the checkout.
    """
    path = Path(os.environ.get("KLYNGE_DATA") or _BESIDE) / name
    if not path.exists():
        pytest.skip(f"real data absent: {name}")
    return path
