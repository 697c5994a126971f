"""What every answer says to the browser, and that nothing on a page comes from elsewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.house.addresses import known

pytestmark = pytest.mark.django_db
COOKIES = {"language", "sessionid", "csrftoken"}
SIGN_IN = ["/account/login/", "/account/password/reset/", "/account/2fa/", "/account/2fa/totp/activate/", "/account/logout/"]
# An address that is only told to search engines is not loaded.
_TAGS = r"script|link(?! rel=\"(?:canonical|alternate)\")|img|iframe|source|video|audio|object|embed|form"
_LOADS = re.compile(rf"""<(?:{_TAGS})\b[^>]*?\b(?:src|href|action|data)=["']([^"']+)""")


def pages(world, name):
    """Path, answer, and the cookies that the browser has by then."""
    client = world.clients()[name]
    for path in [*dict.fromkeys(paths[0] for _, paths in known(world) if paths), *SIGN_IN, "/no-such-page/"]:
        yield path, client.get(path), set(client.cookies)


@pytest.fixture(scope="module")
def opened():
    """What somebody was answered, asked for once."""
    told = {}

    def of(world, name):
        if name not in told:
            told[name] = list(pages(world, name))
        return told[name]

    return of


@pytest.mark.parametrize("name", ["guest", "anna", "clara"])
def test_every_answer_carries_the_headers_that_browsers_need(world, opened, name):
    wrong = []
    for path, answer, cookies in opened(world, name):
        policy, frames = answer.headers.get("Content-Security-Policy", ""), path.endswith("/embed/") and answer.status_code == 200
        said = {
            "policy": "default-src 'self'" in policy
            and "unsafe-" not in policy
            and ("frame-ancestors *" if frames else "frame-ancestors 'none'") in policy,
            "nosniff": answer.headers.get("X-Content-Type-Options") == "nosniff",
            "frames": answer.headers.get("X-Frame-Options") == (None if frames else "DENY"),
            "referrer": answer.headers.get("Referrer-Policy") == "same-origin",
            "cookies": cookies <= COOKIES,
            "store": name == "guest" or "no-store" in answer.headers.get("Cache-Control", ""),
            "vary": "Cookie" in answer.headers.get("Vary", "") or answer.status_code in (405, 404),
        }
        wrong += [(path, answer.status_code, what) for what, right in said.items() if not right]
    assert wrong == []


@pytest.mark.parametrize("name", ["guest", "anna", "clara"])
def test_a_page_loads_nothing_from_elsewhere_and_holds_no_inline_script_or_style(world, opened, name):
    wrong = []
    for path, answer, _ in opened(world, name):
        if "html" not in answer.headers.get("Content-Type", ""):
            continue
        html = answer.content.decode()
        ours = ("/", "?", "#", "data:image/", f"{settings.ADDRESS}/")  # the last where other sites read it: canonical, hreflang
        wrong += [(path, url) for url in _LOADS.findall(html) if not url.startswith(ours)]
        if re.search(
            r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>|<style|\son[a-z]+=\"|\sstyle=\"", html
        ):
            wrong.append((path, "inline"))
    assert wrong == []


def test_only_what_is_made_for_other_sites_may_be_framed_and_it_shows_everybody_the_same(world):
    """Found by asking every door, whatever its address is called."""
    guest, clara, framed = world.clients()["guest"], world.clients()["clara"], set()
    for address, paths in known(world):
        for path in paths[:12]:
            answer = guest.get(path)
            if "frame-ancestors *" in answer.headers["Content-Security-Policy"] or "X-Frame-Options" not in answer.headers:
                framed.add(address.name)
                assert answer.content == clara.get(path).content, path
                assert not answer.cookies, path
                assert b"<form" not in answer.content, path
                assert b"<script" not in answer.content, path
    assert framed == {"directory:embed", "directory:embed_card"}


def test_no_style_sheet_or_script_of_ours_names_an_address_elsewhere():
    folder = Path(__file__).resolve().parents[2] / "src/klynge"
    files = [*folder.rglob("static/**/*.css"), *folder.rglob("static/**/*.js")]
    assert files
    found = {(file.name, url) for file in files for url in re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", file.read_text())}
    assert {pair for pair in found if "w3.org" not in pair[1]} == set()
