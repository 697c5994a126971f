"""Work that waits for something to be there, and not for an hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klynge.ops import runs, schedule
from klynge.ops.models import Run
from klynge.ops.schedule import Plan, queue_what_is_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(monkeypatch) -> list[str]:
    """What waits; a plan looks whether something does."""
    there: list[str] = []
    plan = Plan("publish", "", 0, None, lambda: runs.queued("publish"), waits=lambda now: bool(there))
    monkeypatch.setattr(schedule, "_plans", [plan])
    return there


def test_nothing_is_queued_while_nothing_waits(waiting):
    assert [queue_what_is_due() for _second in range(3)] == [0, 0, 0]


def test_what_waits_is_queued_at_once_and_tried_again_after_a_minute(waiting):
    now = timezone.now()
    waiting.append("a page")
    moments = [now, now + timedelta(seconds=5), now + timedelta(minutes=2)]
    assert [queue_what_is_due(moment) for moment in moments] == [1, 0, 1]
    assert Run.objects.system_rows("the test counts all runs").count() == 2
