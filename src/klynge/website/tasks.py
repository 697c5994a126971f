"""The website's work without a page: what is published, and taken down, by the clock; what is mailed, and forgotten."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django_tasks import task

from klynge.access.viewer import Role, Viewer
from klynge.connectors import mynewsdesk
from klynge.connectors.shapes import Answer
from klynge.core.material import Material
from klynge.core.notice import Unread
from klynge.ops import runs
from klynge.ops.progress import Printer
from klynge.ops.schedule import Plan, plan
from klynge.register.viewers import viewer_named
from klynge.website.actions.move_in import move_in, publish_moved_in
from klynge.website.actions.news import news_waits, send_news
from klynge.website.actions.publish import due, publish_due
from klynge.website.actions.subscribe import forget_due, forget_ended
from klynge.website.moving.report import Moved

SCHEDULE = Viewer(name="the schedule", roles=frozenset({Role.SECRETARIAT}))


def publish(*, printer: Printer | None = None, run_id: int | None = None) -> dict[str, int]:
    """Publishes what was approved for a moment that has come. Counts: published, taken down, and held back: lacks something."""
    with runs.running("publish", run_id=run_id, printer=printer) as run:
        for name, n in publish_due(by=SCHEDULE).items():
            run.count(name, n)
    return run.counts


def move_newsroom_in(folder: Path, *, by: str, seen: bool) -> list[Moved]:
    """From the command line: the answers in a folder, and the files beside them. Raises Refused, or Wrong for an unknown account."""

    def beside(name: str) -> bytes | None:
        path = folder / Path(name).name
        return path.read_bytes() if Path(name).name and path.is_file() else None

    found = (one for path in sorted(folder.iterdir()) if path.suffix.lower() in (".json", ".xml") for one in _read(path))
    return move_in(by=viewer_named(by), source=mynewsdesk.NAME, found=found, files=beside, seen=seen)


def _read(path: Path) -> Iterator[Material | Unread]:
    return mynewsdesk.materials(Answer(path.name, path.read_bytes()))


def publish_newsroom(*, by: str) -> int:
    return publish_moved_in(by=viewer_named(by), source=mynewsdesk.NAME)


def news(*, printer: Printer | None = None, run_id: int | None = None) -> dict[str, int]:
    """Mails each release that was published for the first time. Counts: mails, failed (tried again later), left out (taken down)."""
    with runs.running("news", run_id=run_id, printer=printer) as run:
        send_news(run)
    return run.counts


def forget(*, printer: Printer | None = None, run_id: int | None = None) -> dict[str, int]:
    """Forgets addresses that were never confirmed, and those that ended long ago. Counts: unconfirmed, ended."""
    with runs.running("forget", run_id=run_id, printer=printer) as run:
        for name, n in forget_ended().items():
            run.count(name, n)
    return run.counts


@task()
def news_queued(run_id: int) -> None:
    news(run_id=run_id)


@task()
def forget_queued(run_id: int) -> None:
    forget(run_id=run_id)


@task()
def publish_queued(run_id: int) -> None:
    publish(run_id=run_id)


def plan_all() -> None:
    """Whenever a moment has come that a page, a mail or an address waits for, to the second. The demonstration mails no news: they
    would go to invented people."""
    plan(Plan("forget", "", 0, None, lambda: forget_queued.enqueue(runs.queued("forget")), waits=forget_due))
    if not settings.DEMO:
        plan(Plan("news", "", 0, None, lambda: news_queued.enqueue(runs.queued("news")), waits=news_waits))
    plan(Plan("publish", "", 0, None, lambda: publish_queued.enqueue(runs.queued("publish")), waits=due))
