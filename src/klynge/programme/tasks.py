"""The programme's work without a page: what the schedule and the command line do."""

from django.conf import settings
from django_tasks import task

from klynge.access.viewer import Role, Viewer
from klynge.ops import runs
from klynge.ops.progress import Printer
from klynge.ops.schedule import Plan, plan
from klynge.programme.actions.ask import send_surveys

SCHEDULE = Viewer(name="the schedule", roles=frozenset({Role.SECRETARIAT}))


def surveys(*, printer: Printer | None = None, run_id: int | None = None) -> dict[str, int]:
    """Asks and reminds for every open survey. Counts: asked, reminded, unreachable (nobody with an address), failed (the mail did
    not leave; the next run tries again)."""
    with runs.running("survey", run_id=run_id, printer=printer) as run:
        send_surveys(run, by=SCHEDULE)
    return run.counts


@task()
def surveys_queued(run_id: int) -> None:
    surveys(run_id=run_id)


def plan_all() -> None:
    """Every morning. The demonstration plans nothing: its mails would go to invented people."""
    if not settings.DEMO:
        plan(Plan("survey", "", 9, None, lambda: surveys_queued.enqueue(runs.queued("survey"))))
