"""The real files that some tests read: public data that is too large to belong to the source."""

import os
from pathlib import Path

import pytest


def real(name: str) -> Path:
    """The path of a real file such as "notices/ted-2016-2022.tar.gz". Skips the test when the data are absent; KLYNGE_DATA names
    their folder, else it is `shared/data` beside the checkout."""
    folder = Path(os.environ.get("KLYNGE_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    path = folder / name
    if not path.exists():
        pytest.skip(f"real data absent: {name}")
    return path
