"""Server time of pages: `klynge bench web [URL...] [--as EMAIL] [--times 40] [--members N] [--json]`.

Asks the pages in this process, through all middleware, as a browser would; so it measures what the server does and not the
network. A guest asks each page twice over: answered anew, and as it is kept for guests (`kept_p95_ms`). Without `--members` it
measures the instance in KLYNGE_HOME; with it, a new one in a temporary folder, with so many invented members of about 15 fields
each.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench import Result, Row, peak_mb, show

if TYPE_CHECKING:
    from django.test import Client

URLS = (
    "/da/",
    "/en/",
    "{newsroom}",
    "{newsroom}?q=projekt",
    "{release}",
    "/newsroom/feed.rss",
    "/newsroom/press-kit/",
    "/members/",
    "/members/?q=drone",
    "/members/?q=droneovervågning+luftværn",
    "/members/?q=kompsit",
    "/members/?q=system&region=1082&size=10-49",
    "/members/?view=map",
    "/members/?page=5",
    "/members/{slug}/",
    "/codes/?q=radar",
)
WARM = 3


def measure(client: "Client", urls: Sequence[str], n: int) -> list[Row]:
    """As `_measured`, answered anew; for a guest with what a page takes that was kept."""
    from django.conf import settings

    settings.KEEP_PAGES = False
    rows = _measured(client, urls, n)
    if settings.SESSION_COOKIE_NAME in client.cookies:
        return rows
    settings.KEEP_PAGES = True
    kept = _measured(client, urls, n)
    return [
        {**row, **({"kept_p95_ms": again["p95_ms"]} if "p95_ms" in again else {})} for row, again in zip(rows, kept, strict=True)
    ]


def _measured(client: "Client", urls: Sequence[str], n: int) -> list[Row]:
    """A row a page: method (its address), p50_ms and p95_ms of `n` requests, cpu_ms of this process for one, queries of one, kb of the
    answer; `floor_p95_x`: p95 over p50 of a fixed sum that is reckoned in turn with the requests, so of what the machine itself adds
    to the slowest. A page that does not answer with 200 gets its status as a column and no times."""
    from django.db import connection

    def count(execute: Callable[..., object], *told: object) -> object:
        asked.append(str(told[0]))
        return execute(*told)

    rows: list[Row] = []
    asked: list[str] = []
    for url in urls:
        asked.clear()
        with connection.execute_wrapper(count):
            answer = client.get(url)
        if answer.status_code != 200:
            rows.append({"method": url, "status": answer.status_code})
            continue
        for _ in range(WARM):
            client.get(url)
        asks, sums, cpu = [], [], 0.0
        for _ in range(n):
            started = time.process_time()
            asks.append(_milliseconds(lambda url=url: client.get(url)))
            cpu += time.process_time() - started
            sums.append(_milliseconds(lambda: sum(range(1_000_000))))
        rows.append(
            {
                "method": url,
                "p50_ms": round(_share(asks, 0.5), 1),
                "p95_ms": round(_share(asks, 0.95), 1),
                "floor_p95_x": round(_share(sums, 0.95) / _share(sums, 0.5), 2),
                "cpu_ms": round(cpu * 1000 / n, 1),
                "queries": len(asked),
                "kb": round(len(answer.content) / 1024, 1),
            }
        )
    return rows


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _share(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="klynge bench web", description=__doc__.split("\n\n")[1])
    parser.add_argument("urls", nargs="*", help="addresses; {slug} becomes that of a member")
    parser.add_argument("--as", dest="email", default="", help="sign in as this account; else a guest asks")
    parser.add_argument("--times", type=int, default=40, help="requests a page (40)")
    parser.add_argument("--members", type=int, default=0, help="measure a new instance with so many members")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    if args.members and "KLYNGE_BENCH_FILLED" not in os.environ:
        with tempfile.TemporaryDirectory(prefix="klynge-bench-") as home:
            told = {**os.environ, "KLYNGE_HOME": home, "KLYNGE_DATABASE": "", "KLYNGE_BENCH_FILLED": "1", "KLYNGE_DEMO": "true"}
            asked = list(sys.argv[1:] if argv is None else argv)
            return subprocess.run([sys.executable, "-m", "bench.web", *asked], env=told, cwd=Path(__file__).parents[1]).returncode
    return _run(args)


def _published() -> dict[str, str]:
    """The addresses of the newsroom and of its newest release, where there are any."""
    from klynge.website.queries.newsroom import releases, room

    place, first = room("da"), releases(1, language="da")
    return {"newsroom": place.path if place else "/da/nyheder/", "release": first[0].path if first else "/da/nyheder/none/"}


def _run(args: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.test import Client

    from klynge.people.models import Account
    from klynge.register.models import Organisation

    if args.members:
        from bench.members import fill
        from klynge.site.database import bring_up_to_date

        bring_up_to_date()
        fill(args.members)
    # The loopback name is always among the hosts of an installation that one measures on its own machine.
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "da"})
    if args.email:
        client.force_login(Account.objects.get(email=args.email))
    rows = Organisation.objects.system_rows("a bench asks for the page of any member")
    slug = rows.filter(label="TLP:CLEAR").values_list("slug", flat=True).order_by("pk").first() or "none"
    urls = [url.format(slug=slug, **_published()) for url in args.urls or URLS]
    started = time.perf_counter()
    measured = measure(client, urls, args.times)
    seconds = round(time.perf_counter() - started, 2)
    show(Result("web", len(urls), rows.count(), seconds, peak_mb(), tuple(measured)), args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
