"""One page open in the browser, with all that went wrong on it."""

import os
from pathlib import Path

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

_AXE = Axe().axe_script
_BARRIERS = """async (asked) => (await axe.run(document, asked)).violations.flatMap((one) =>
  one.nodes.map((node) => `${one.id}: ${one.help}: ${node.target}`))"""
SCREENS = Path(__file__).resolve().parents[2] / "docs/screens"


class Visit:
    """`faults` fills while the page lives: errors of the console (broken content security policy among them), of scripts, failed
    requests, answers of 400 and more, and every request to another host."""

    def __init__(self, page: Page, home: str, width: int) -> None:
        self.page, self.home, self.width = page, home, width
        self.faults: list[str] = []
        page.on("console", lambda told: told.type in ("error", "warning") and self.faults.append(f"console: {told.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", lambda request: request.url.startswith(home) or self.faults.append(f"away: {request.url}"))
        page.on("response", lambda answer: answer.status >= 400 and self.faults.append(f"{answer.status}: {answer.url}"))

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before its icon came
            self.faults.append(f"failed: {request.url}: {request.failure}")

    def to(self, path: str) -> None:
        self.page.goto(self.home + path)
        self.page.wait_for_load_state()

    def overflow(self) -> int:
        """How many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def barriers(self, *rules: str) -> list[str]:
        """What axe-core finds, a line each: rule, what it is about, where. With `rules` only these are asked."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_AXE)
        asked = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": list(rules)}}
        return self.page.evaluate(_BARRIERS, asked if rules else {"resultTypes": ["violations"]})

    def whole(self) -> dict[str, object]:
        """Everything that a good page has nothing of, to be compared with `Visit.GOOD` in one go."""
        return {"faults": self.faults, "overflow": max(0, self.overflow()), "barriers": self.barriers()}

    def weight(self) -> tuple[int, int]:
        """Bytes of the page, and of all its scripts together."""
        weigh = """() => { const size = (kind) => performance.getEntriesByType(kind);
          const scripts = size("resource").filter((one) => one.initiatorType === "script");
          return [size("navigation")[0].decodedBodySize, scripts.reduce((sum, one) => sum + one.decodedBodySize, 0)]; }"""
        page, script = self.page.evaluate(weigh)
        return page, script

    def tab_to(self, here: str, most: int = 80) -> list[str]:
        """Presses Tab until the script `here` is true; the stops on the way whose focus cannot be seen."""
        seen = """() => { const style = getComputedStyle(document.activeElement);
          return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3; }"""
        invisible = []
        for _press in range(most):
            self.page.keyboard.press("Tab")
            if not self.page.evaluate(seen):
                invisible.append(self.page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
            if self.page.evaluate(here):
                return invisible
        raise AssertionError(f"the keyboard does not come to: {here}")

    GOOD = {"faults": [], "overflow": 0, "barriers": []}

    def shot(self, name: str, tmp_path: Path, height: int = 0) -> Path:
        """A picture of the page, of all of it or of its first `height` pixels: in docs/screens when KLYNGE_SCREENS=1, else where
        the test's files go."""
        folder = SCREENS if os.environ.get("KLYNGE_SCREENS") == "1" else tmp_path
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}-{self.width}.png"
        if height:
            self.page.set_viewport_size({"width": self.width, "height": height})
        self.page.screenshot(path=path, full_page=not height)
        return path
