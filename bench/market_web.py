"""Server time of the pages of the market and of the desks: `python -m bench.market_web [FILE...] [--notices 5000] [--times 40] [--json]`.

In a new home with 150 members and so many open notices, matched and partly approved; a row for a page and who asks.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import Result, Row, peak_mb, show
from bench.market import in_new_home, prepare
from bench.web import measure

ASKED = {
    "": ("/market/", "/market/?defence=1&field=35", "/market/?q=dronedetektion", "/market/?all=1&sort=value", "{notice}", "/"),
    "anna@klynge.example": ("/desk/", "/market/", "/market/for-you/", "{notice}", "/members/"),
    "clara@klynge.example": (
        "/desk/",
        "/desk/matches/",
        "/market/",
        "/market/matches/",
        "/market/unread/",
        "{notice}",
        "/members/",
        "/members/?q=drone",
        "/register/",
        "/journal/",
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.market_web", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--notices", type=int, default=5000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(list(sys.argv[1:] if argv is None else argv))
    files = [str(file.resolve()) for file in args.files]
    told = [*files, "--notices", str(args.notices), "--times", str(args.times), *(["--json"] if args.json else [])]
    if (code := in_new_home("bench.market_web", told)) is not None:
        return code
    notices = prepare(args.notices, args.files)
    started = time.perf_counter()
    rows = measured(args.times)
    show(Result("market web", len(rows), notices, round(time.perf_counter() - started, 2), peak_mb(), tuple(rows)), args.json)
    return 0


def measured(times: int) -> list[Row]:
    from django.test import Client

    from klynge.demo.load import LOADER
    from klynge.market import tasks
    from klynge.market.actions.decide import approve
    from klynge.market.models import Match
    from klynge.people.models import Account
    from klynge.register.viewers import viewer_of_account

    why = "a bench looks at its own market"
    tasks.match()
    anna = viewer_of_account(Account.objects.get(email="anna@klynge.example"), second_factor=True)
    own = Match.objects.system_rows(why).filter(organisation_id__in=anna.organisations).select_related("notice")
    approve(by=LOADER, match_ids=[match.pk for match in own[:100]])
    best = own.first()
    notice = f"/market/{best.notice.source}/{best.notice.number}/"
    rows: list[Row] = []
    for email, urls in ASKED.items():
        client = Client(SERVER_NAME="localhost", headers={"accept-language": "da"})
        if email:
            client.force_login(Account.objects.get(email=email))
        who = email.partition("@")[0] or "guest"
        measured = measure(client, [url.replace("{notice}", notice) for url in urls], times)
        rows += [{**row, "method": f"{who} {str(row['method']).replace(notice, '/market/<notice>/')}"} for row in measured]
    return rows


if __name__ == "__main__":
    sys.exit(main())
