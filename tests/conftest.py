"""The database, the closed network and the standing cast."""

import os
import socket
import tempfile
from pathlib import Path

import pytest

_HOME = Path(tempfile.mkdtemp(prefix="klynge-tests-"))
os.environ["KLYNGE_HOME"] = str(_HOME)
os.environ.setdefault("KLYNGE_WORKERS", "false")


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("KLYNGE_TEST_DATABASE") == "postgresql":
        from tests.postgres import started

        os.environ["KLYNGE_DATABASE"] = started()


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine: a connection to anything but loopback or a local socket fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def cast(db):
    from tests.cast import make

    return make()
