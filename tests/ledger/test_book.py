"""The ledger is append-only: a row never changes, a correction is a new row, and tampering shows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger import models
from klynge.ledger.actions.book import book, correct, first_broken, heads, withdraw
from klynge.register.actions.merge import merge
from tests import cast as standing
from tests.samples import ledger

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def cast():
    return standing.make()


@pytest.fixture
def activity():
    return models.Activity.objects.create(kind="event", title="Drone day", from_at=AT, to_at=AT + timedelta(hours=2), on=DAY)


def rows():
    return models.Participation.objects.system_rows("a test looks at the ledger").order_by("pk")


def took_part(cast, activity, *firms):
    return book(
        cast.clara,
        [
            models.Participation(
                organisation=firm, on=DAY, group_id=firm.pk, activity=activity, capacity="participant", evidence="check-in"
            )
            for firm in firms
        ],
    )


def test_rows_are_chained_in_the_order_in_which_they_came(cast, activity):
    one, other = took_part(cast, activity, cast.hawk, cast.kite)
    [third] = took_part(cast, activity, cast.abroad)
    assert (one.before, other.before, third.before) == ("", one.hash, other.hash)
    assert first_broken(models.Participation) is None
    assert heads(models.BOOKED)["participation"] == third.hash


def test_a_correction_takes_the_place_of_the_row_and_says_why(cast, activity):
    [row] = took_part(cast, activity, cast.hawk)
    new = correct(cast.clara, row, reason="She came for Kite.", organisation_id=cast.kite.pk)
    assert [(one.organisation_id, one.live) for one in rows()] == [(cast.hawk.pk, False), (cast.kite.pk, True)]
    assert (new.corrects_id, new.reason, first_broken(models.Participation)) == (row.pk, "She came for Kite.", None)


def test_a_row_that_was_taken_away_stays_and_counts_no_more(cast, activity):
    [row] = took_part(cast, activity, cast.hawk)
    withdraw(cast.clara, row, reason="Was ill.")
    assert [one.live for one in rows()] == [False, False]
    assert first_broken(models.Participation) is None


def test_of_two_corrections_of_the_same_row_the_second_is_told(cast, activity):
    [row] = took_part(cast, activity, cast.hawk)
    withdraw(cast.clara, row, reason="Was ill.")
    with pytest.raises(Conflict, match="in the meantime"):
        correct(cast.clara, row, reason="Was late.", hours=1)
    assert rows().count() == 2


def test_a_correction_without_a_reason_is_refused(cast, activity):
    [row] = took_part(cast, activity, cast.hawk)
    with pytest.raises(Wrong, match="says why"):
        withdraw(cast.clara, row, reason=" ")
    assert rows().get().live


def test_no_row_is_changed_or_deleted_by_the_models(cast, activity):
    [row] = took_part(cast, activity, cast.hawk)
    for change in (
        row.save,
        row.delete,
        lambda: rows().update(hours=3),
        lambda: rows().delete(),
    ):
        with pytest.raises(Refused, match="append-only"):
            change()


@pytest.mark.parametrize("model", models.BOOKED, ids=lambda model: model.__name__)
@pytest.mark.django_db(transaction=True)
def test_the_database_itself_refuses_to_change_a_row(model):
    """Each column of each kind of row, but the index."""
    columns = [field.column for field in model._meta.concrete_fields if field.column not in ("live", "id")]
    with connection.cursor() as cursor:
        ledger.samples(standing.make())
        for column in columns:
            with pytest.raises(DatabaseError, match="append-only"):
                cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{column}" = "{column}"')
        cursor.execute(f'UPDATE "{model._meta.db_table}" SET live = live')


def test_what_was_changed_behind_the_ledgers_back_shows(cast, activity):
    first, second = took_part(cast, activity, cast.hawk, cast.kite)
    drop = 'DROP TRIGGER "ledger_participation_append_only"' + (
        ' ON "ledger_participation"' if connection.vendor == "postgresql" else ""
    )
    with connection.cursor() as cursor:
        cursor.execute(drop)
        cursor.execute("UPDATE ledger_participation SET hours = 9 WHERE id = %s", [first.pk])
    assert first_broken(models.Participation) == first.pk


def test_a_row_that_was_cut_out_shows(cast, activity):
    first, second, _third = took_part(cast, activity, cast.hawk, cast.kite, cast.abroad)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_participation WHERE id = %s", [second.pk])
    assert first_broken(models.Participation) == second.pk + 1


def test_a_merge_in_the_register_leaves_the_ledger_as_it_was_written(cast, activity):
    [row] = took_part(cast, activity, cast.kite)
    made = merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=cast.kite.pk)
    assert [one.organisation_id for one in rows()] == [cast.kite.pk]
    assert (first_broken(models.Participation), [name for name, _ in made.moved if name.startswith("ledger")]) == (None, [])
