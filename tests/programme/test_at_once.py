"""Two workers, and two people of one firm, at the same moment: one question, one result."""

from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from klynge.core.errors import KlyngeError
from klynge.ledger.actions.book import first_broken
from klynge.ledger.models import Result
from klynge.ops.models import Run
from klynge.ops.runs import Running
from klynge.programme.actions.answer import answer_survey
from klynge.programme.actions.ask import send_surveys
from klynge.programme.models import Asked
from klynge.programme.tasks import SCHEDULE
from tests.cast import person
from tests.programme import effect

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="in SQLite's memory tables are locked, in its file writers wait"
    ),
]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: effect.NOW)


def together(*works) -> list[Exception]:
    """Begins all at once and gives what went wrong."""
    start, faults = Barrier(len(works)), []

    def run(work) -> None:
        start.wait()
        try:
            work()
        except Exception as fault:  # noqa: BLE001  # a thread that fails silently would prove nothing
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_two_workers_ask_each_firm_once(cast):
    effect.reachable(cast, "anna", "ben")
    one = effect.activity()
    effect.took_part(cast, one, (cast.hawk, cast.anna.person_id), (cast.kite, cast.ben.person_id))
    effect.survey(cast, activity_id=one.pk)
    runs = [Running(Run.objects.create(kind="survey", subject=str(n), queued_at=effect.NOW), "") for n in range(2)]
    assert together(*(lambda run=run: send_surveys(run, by=SCHEDULE) for run in runs)) == []
    assert sorted(one.to[0] for one in mail.outbox) == ["anna@example.org", "ben@example.org"]
    assert sum(run.counts.get("asked", 0) for run in runs) == 2


def test_two_people_of_a_firm_answer_at_once_and_one_result_stands(cast):
    survey = effect.survey(cast, "yearly", year=2026)
    asked = Asked.objects.create(survey=survey, organisation=cast.hawk, person_id=cast.anna.person_id, asked_at=effect.NOW)
    anton = person("Anton", cast.hawk, manages=True)
    said = {"knowledge": True, "product": True}
    faults = together(*(lambda who=who: answer_survey(by=who, asked_id=asked.pk, said=said) for who in (cast.anna, anton)))
    assert [fault for fault in faults if not isinstance(fault, KlyngeError)] == []
    live = Result.objects.visible_to(cast.clara).filter(live=True)
    assert sorted(live.values_list("result", flat=True)) == ["knowledge", "product"]
    assert first_broken(Result) is None
