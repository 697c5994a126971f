"""A list is taken in whole or not at all, wherever the work is cut off."""

from datetime import date

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from klynge.register.actions.imports import import_members, take_in
from klynge.register.models import Import
from klynge.search.models import Passage
from tests.register.lists import danish
from tests.register.test_import import register

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


class Cut:
    """The n-th statement fails; the statements by which a transaction is taken back do not."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __call__(self, execute, sql, params, many, context):
        if "SAVEPOINT" not in sql:
            self.left -= 1
            if self.left == 0:
                raise OperationalError("the database went away")
        return execute(sql, params, many, context)


def changing(cast):
    """A list that adds three members and changes one."""
    row = f"Hawk A/S;{cast.hawk.cvr};;;;;;;Nygade 1;8800;Viborg;0791;www.hawk.example;Per;per@hawk.example;5;;2025;72000000;Ny;;ISO 9001"
    return danish(*danish().decode("utf-8-sig").split("\r\n")[1:], row)


def test_wherever_the_database_goes_away_nothing_is_half_done(cast):
    made = import_members(by=cast.clara, name="x", content=changing(cast), today=TODAY)
    mark = transaction.savepoint()
    with CaptureQueriesContext(connection) as whole:
        take_in(by=cast.clara, import_id=made.pk, today=TODAY)
    transaction.savepoint_rollback(mark)  # only counted, not kept
    before = register(), Passage.objects.system_rows("test").count()
    steps = sum("SAVEPOINT" not in query["sql"] for query in whole)
    assert steps > 50
    for n in range(1, steps + 1, max(1, steps // 25)):
        with pytest.raises(OperationalError), connection.execute_wrapper(Cut(n)):
            take_in(by=cast.clara, import_id=made.pk, today=TODAY)
        assert (register(), Passage.objects.system_rows("test").count()) == before, f"cut off at statement {n} of {steps}"
    assert Import.objects.visible_to(cast.clara).get().taken_at is None
    done = take_in(by=cast.clara, import_id=made.pk, today=TODAY)
    assert done.counts == {"new": 3, "changed": 1, "same": 0, "wrong": 0}
