"""A real Chromium in front of the real site. `opened(path, ...)` opens a page and watches it."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from klynge.access.viewer import ANYONE, Viewer
from klynge.people.models import Account
from tests.browser.visit import Visit
from tests.parts import chromium

# No graphics card, no screen, and nothing that Chromium would like to ask on the network.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --font-render-hinting=none"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path, "The browser tests need Chromium: install the package `chromium`, or name one with CHROMIUM=/path/to/chrome."
    # Playwright keeps an event loop in this thread, in which Django would otherwise refuse to use the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS.split())
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def signed_in(who: Viewer) -> str:
    """The key of a session in which a viewer of the cast is signed in, with password and second factor."""
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id), "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0.0}, {"method": "mfa", "at": 0.0, "type": "totp"}]
    session["account_authentication_methods_user"] = str(who.account_id)
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def opened(browser: Browser, live_server) -> Iterator[Callable[..., Visit]]:
    """opened("/style", width=390, theme="dark", language="en", who=cast.clara, script=True) -> Visit"""
    contexts = []

    def opened(path: str, *, width=1280, theme="light", language="da", who=ANYONE, script=True) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
            reduced_motion="reduce",
            locale=f"{language}-DK",
        )
        contexts.append(context)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if who.signed_in:
            cookies[settings.SESSION_COOKIE_NAME] = signed_in(who)
        context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items()])
        visit = Visit(context.new_page(), live_server.url, width)
        visit.to(path)
        return visit

    yield opened
    for context in contexts:
        context.close()
