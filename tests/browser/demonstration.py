"""The demonstration cluster, loaded once into a home of its own and served as `klynge demo` serves it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, BrowserContext

from tests.browser.visit import Visit
from tests.databases import template

LOAD = 180  # seconds that a slow machine may take


@dataclass(frozen=True)
class Demonstration:
    """`home` of the instance; `url` of the server; `contexts`: a browser's memory for each who signs in, and "" for a guest; `places`:
    addresses that are known only when it is loaded."""

    home: Path
    url: str
    contexts: Mapping[str, BrowserContext]
    places: Mapping[str, str]

    @contextmanager
    def opened(
        self, path: str, who: str = "", *, width: int = 1280, theme: str = "light", language: str = "da"
    ) -> Iterator[Visit]:
        context = self.contexts[who]
        context.add_cookies([{"name": "language", "value": language, "url": self.url}])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        visit = Visit(page, self.url, width)
        visit.to(path.format_map({**self.places, "language": language}))
        yield visit
        page.close()


@contextmanager
def served(home: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = surroundings(home)
    shutil.copyfile(template(), home / "klynge.sqlite3")  # its tables are made as in every home; that takes half a minute
    told = home / "told.txt"
    with told.open("wb") as out:
        command = [sys.executable, "-m", "klynge.site.cli", "demo", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        until = time.monotonic() + LOAD
        while not _answers(url):
            assert process.poll() is None, told.read_text()
            assert time.monotonic() < until, told.read_text()
            time.sleep(0.3)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)  # other tests run beside it


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a command that works in this home."""
    environment = {name: value for name, value in os.environ.items() if name != "KLYNGE_DATABASE"}
    return environment | {"KLYNGE_HOME": str(home), "KLYNGE_WORKERS": "false"}


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (URLError, ConnectionError):
        return False


def signed_in(browser: Browser, url: str, name: str) -> BrowserContext:
    """Signs in by the button of the demonstration's sign-in page; "" is a guest."""
    context = browser.new_context()
    if name:
        page = context.new_page()
        page.goto(f"{url}/account/login/")
        page.locator(f'form:has(input[value^="{name}@"]) button').click()
        page.wait_for_url("**/desk/")
        page.close()
    return context


def places(url: str, contexts: Mapping[str, BrowserContext], folder: Path) -> dict[str, str]:
    """Where a notice is that fits Anna's firm, its card and profile, the preview of a list with faults, and what of the ledger and the
    reports is known only now."""
    page = contexts["anna"].new_page()
    page.goto(f"{url}/market/for-you/")
    notice = page.locator("main .row-title a").first.get_attribute("href")
    page.goto(f"{url}/register/mine/")
    profile = page.url.removeprefix(url)
    card = page.locator('main a[href^="/members/"]').first.get_attribute("href")
    page.close()
    told = {"notice": notice, "profile": profile, "card": card, "slug": card.split("/")[2]}
    told["preview"] = _preview(url, contexts["clara"], folder)
    return {**told, **_reports(url, contexts)}


_FIRST = {  # a place -> who finds it, on which page, and by which beginning of its address
    "figure": ("clara", "/programme/", "/programme/grants/"),
    "indicator": ("clara", "/programme/indicators/", "/programme/indicators/"),
    "activity": ("clara", "/ledger/activities/?when=past", "/ledger/activities/"),
    "project": ("clara", "/projects/", "/projects/"),
    "survey": ("clara", "/programme/surveys/", "/programme/surveys/"),
    "answer": ("anna", "/programme/surveys/mine/", "/programme/surveys/mine/"),
    "workbook": ("clara", "/programme/label/", "/programme/label/"),
    "approvals": ("frida", "/desk/newsroom/", "/desk/newsroom/"),  # what waits stands first
}


def _reports(url: str, contexts: Mapping[str, BrowserContext]) -> dict[str, str]:
    """The first of each kind, as somebody would find it."""
    found = {}
    for name, (who, on, begins) in _FIRST.items():
        page = contexts[who].new_page()
        page.goto(url + on)
        links = [link.get_attribute("href") for link in page.locator(f'main a[href^="{begins}"]').all()]
        found[name] = next(link for link in links if re.match(re.escape(begins) + r".*\d", link))
        page.close()
    found["room"] = found["activity"].replace("/ledger/activities/", "/ledger/aid/activity/")
    return found


def _preview(url: str, clara: BrowserContext, folder: Path) -> str:
    """A list of three members: one has a new name, one a CVR number that is none."""
    page = clara.new_page()
    head, first, second, third = page.request.get(f"{url}/register/members.csv").text().splitlines()[:4]
    number = re.search(r"\b\d{8}\b", second).group()
    rows = [re.sub(" (A/S|ApS)", r" Holding \1", first, count=1), second.replace(number, number[:7]), third]
    file = folder / "medlemmer.csv"
    file.write_text("\r\n".join([head, *rows]) + "\r\n", encoding="utf-8")
    page.goto(f"{url}/register/lists/")
    page.locator("input[type=file]").set_input_files(str(file))
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_load_state()
    found = page.url.removeprefix(url)
    page.close()
    return found
