"""The website's work without a page: what is published, and taken down, by the clock."""

from django_tasks import task

from klynge.access.viewer import Role, Viewer
from klynge.ops import runs
from klynge.ops.progress import Printer
from klynge.ops.schedule import Plan, plan
from klynge.website.actions.publish import due, publish_due

SCHEDULE = Viewer(name="the schedule", roles=frozenset({Role.SECRETARIAT}))


def publish(*, printer: Printer | None = None, run_id: int | None = None) -> dict[str, int]:
    """Publishes what was approved for a moment that has come. Counts: published, taken down."""
    with runs.running("publish", run_id=run_id, printer=printer) as run:
        for name, n in publish_due(by=SCHEDULE).items():
            run.count(name, n)
    return run.counts


@task()
def publish_queued(run_id: int) -> None:
    publish(run_id=run_id)


def plan_all() -> None:
    """Whenever a moment has come that a page waits for, to the second; in the demonstration too, as nobody is written to."""
    plan(Plan("publish", "", 0, None, lambda: publish_queued.enqueue(runs.queued("publish")), waits=due))
