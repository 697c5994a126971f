"""The closed network, the databases and the standing cast."""

import os
import socket
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.template.base import Template
from django.test.utils import instrumented_test_render
from django.utils import translation

# On a new machine the first text that is drawn takes seconds: Hypothesis looks through Unicode once and keeps what it found.
hypothesis.settings.register_profile("klynge", suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("klynge")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """Instead of pytest-django's own, which runs all migrations once for each process."""
    from tests import databases

    with django_db_blocker.unblock():
        databases.made()
    yield
    with django_db_blocker.unblock():
        databases.dropped(os.environ.get("PYTEST_XDIST_WORKER", "main"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last of the run takes away what all were copied from."""
    if not hasattr(config, "workerinput"):
        from pytest_django.plugin import blocking_manager_key

        from tests import databases

        with config.stash[blocking_manager_key].unblock():
            databases.dropped("template")


def pytest_configure() -> None:
    """A server looks through all its static files when it starts, and here each browser of each test is a server of its own. Tests send
    more forms in a minute than a person does."""
    settings.WHITENOISE_AUTOREFRESH = True
    settings.ACCOUNT_RATE_LIMITS = {}


LONG = ("house/test_crawl", "browser/test_screens", "house/test_bad_input", "house/test_matrix", "house/", "browser/", "bench/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest first."""
    items.sort(key=lambda item: next((n for n, part in enumerate(LONG) if f"tests/{part}" in item.nodeid), len(LONG)))


PLAIN = Template._render


@pytest.fixture(scope="session", autouse=True)
def plain_templates(django_test_environment) -> None:
    """Django's own copies the context of every template and part that is drawn, for tests that look into it: half of a page's time, and
    memory for as long as the answer is kept. Those that do look ask for `contexts`."""
    Template._render = PLAIN


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture(autouse=True)
def house_language() -> None:
    """No test begins in the language of the page that another one asked for last."""
    translation.deactivate()


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
