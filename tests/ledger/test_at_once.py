"""Two at the same moment: the second waits, and then sees what the first one did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from klynge.core.errors import Conflict
from klynge.ledger import models
from klynge.ledger.actions.book import first_broken
from klynge.ledger.actions.take_part import check_in, correct_participation, take_part
from tests import cast as standing
from tests.ledger.things import activity, anna, ben, live, rows

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="on SQLite each transaction has the database to itself"),
]


@pytest.fixture
def cast():
    return standing.make()


def at_once(acts):
    """What each came back with, or the error that it met."""

    def run(act):
        try:
            return act()
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_four_hands_check_in_the_same_person_once(cast):
    now = timezone.now()
    one = activity(cast, from_at=now - timedelta(hours=1), to_at=now + timedelta(hours=1))
    who = {"by": cast.clara, "activity_id": one.pk, "organisation_id": cast.hawk.pk, "person_id": cast.anna.person_id}
    done = at_once([lambda: check_in(**who)] * 4)
    assert ({row.pk for row in done}, rows().count()) == ({live().get().pk}, 1)


def test_of_two_that_record_or_correct_the_same_one_is_told(cast):
    one = activity(cast)
    done = at_once([lambda: take_part(by=cast.clara, activity_id=one.pk, taken=[anna(cast), ben(cast)])] * 2)
    assert ([type(each).__name__ for each in done].count("Conflict"), rows().count()) == (1, 2)
    row = live().get(person_id=cast.anna.person_id)
    new = anna(cast, capacity="economic")
    change = {"by": cast.clara, "participation_id": row.pk, "reason": "Was a partner.", "taken": new}
    done = at_once([lambda: correct_participation(**change)] * 2)
    assert ([type(each).__name__ for each in done].count("Conflict"), live().count()) == (1, 2)
    assert first_broken(models.Participation) is None
