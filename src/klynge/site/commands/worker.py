"""Does queued work (intake, matching, digests) until it is stopped. Any number of workers may run, on any number of hosts."""

import argparse
import signal
import sys
import time

from klynge.site.output import Out

HELP = "do queued work until stopped"
_PAUSE = 1.0  # seconds between two looks at an empty queue


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is queued now, then end")


def run(args: argparse.Namespace, out: Out) -> int:
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    from klynge.market.tasks import plan_all
    from klynge.ops.runs import reap
    from klynge.ops.schedule import queue_what_is_due

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    plan_all()
    while True:
        reap()
        queue_what_is_due()
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        ).run()
        if args.once:
            return 0
        time.sleep(_PAUSE)
