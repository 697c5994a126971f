"""A list is taken in whole or not at all, wherever the work is cut off."""

from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

import pytest
from django.db import OperationalError, transaction
from django.db.backends.utils import CursorWrapper

from klynge.register.actions.imports import import_members, take_in
from klynge.register.models import Import
from klynge.search.models import Passage
from tests.register.lists import danish
from tests.register.test_import import register

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@contextmanager
def cut(n: int):
    """The n-th statement fails where the driver would say so; the statements by which a transaction is taken back do not. Gives
    the statements that came so far."""
    said, driver = [], CursorWrapper._execute

    def execute(cursor, sql, params, *told):
        if "SAVEPOINT" not in sql:
            said.append(sql)
            if len(said) == n:
                raise OperationalError("the database went away")
        return driver(cursor, sql, params, *told)

    with patch.object(CursorWrapper, "_execute", execute):
        yield said


def changing(cast):
    """A list that adds three members and changes one."""
    row = f"Hawk A/S;{cast.hawk.cvr};;;;;;;Nygade 1;8800;Viborg;0791;www.hawk.example;Per;per@hawk.example;5;;2025;72000000;Ny;;ISO 9001"
    return danish(*danish().decode("utf-8-sig").split("\r\n")[1:], row)


def test_wherever_the_database_goes_away_nothing_is_half_done(cast):
    made = import_members(by=cast.clara, name="x", content=changing(cast), today=TODAY)
    mark = transaction.savepoint()
    with cut(0) as whole:
        take_in(by=cast.clara, import_id=made.pk, today=TODAY)
    transaction.savepoint_rollback(mark)  # only counted, not kept
    before = register(), Passage.objects.system_rows("test").count()
    steps = len(whole)
    assert steps > 50
    for n in range(1, steps + 1, max(1, steps // 40)):
        with pytest.raises(OperationalError), cut(n):
            take_in(by=cast.clara, import_id=made.pk, today=TODAY)
        assert (register(), Passage.objects.system_rows("test").count()) == before, f"cut off at statement {n} of {steps}"
    assert Import.objects.visible_to(cast.clara).get().taken_at is None
    done = take_in(by=cast.clara, import_id=made.pk, today=TODAY)
    assert done.counts == {"new": 3, "changed": 1, "same": 0, "wrong": 0}
