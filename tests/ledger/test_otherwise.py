"""What the register was told later: shown beside the rows that say otherwise, and corrected by new rows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger import models
from klynge.ledger.actions.book import first_broken
from klynge.ledger.actions.stand_anew import stand_anew
from klynge.ledger.actions.take_part import take_part
from klynge.ledger.queries.otherwise import otherwise
from klynge.register.actions.merge import merge
from klynge.register.models import Figure, Membership, Organisation
from tests.ledger.things import AT, DAY, activity, anna, ben, grant, live, rows

pytestmark = pytest.mark.django_db
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def recorded(cast):
    one = activity(cast)
    return take_part(by=cast.clara, activity_id=one.pk, taken=[anna(cast), ben(cast)])


def found(cast, *days):
    return [(one.id, one.changes, one.locked) for one in otherwise(cast.clara, *(days or YEAR))]


def test_what_the_register_still_says_is_no_difference(cast, recorded):
    assert found(cast) == []


def test_a_fact_that_came_later_is_shown_and_corrected_by_a_new_row(cast, recorded):
    Membership.objects.system_rows("the test corrects it").filter(organisation=cast.hawk).update(type="associate")
    Figure.objects.create(organisation=cast.hawk, name="staff", year=2025, amount=12)
    row = recorded[0]
    assert found(cast) == [(row.pk, (("sme", None, True), ("staff", None, 12), ("member", "company", "associate")), False)]
    new = stand_anew(by=cast.clara, kind="participation", row_id=row.pk)
    assert (new.member, new.staff, new.corrects_id, new.reason) == ("associate", 12, row.pk, "The register was corrected since.")
    assert (found(cast), rows().count(), live().count(), first_broken(models.Participation)) == ([], 3, 2, None)
    with pytest.raises(Conflict, match="in the meantime"):
        stand_anew(by=cast.clara, kind="participation", row_id=row.pk)
    assert stand_anew(by=cast.clara, kind="participation", row_id=new.pk).pk == new.pk


def test_a_merged_entry_is_offered_as_the_one_that_was_kept(cast, recorded):
    merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=cast.kite.pk)
    [(row, changes, _locked)] = found(cast)
    assert (row, changes) == (
        recorded[1].pk,
        (("organisation_id", "Kite ApS", "Hawk ApS"), ("group_id", "Kite ApS", "Hawk ApS")),
    )
    assert stand_anew(by=cast.clara, kind="participation", row_id=row).organisation_id == cast.hawk.pk


def test_a_locked_month_is_said_and_kept(cast, recorded):
    made, package = grant(cast)
    models.Funding.objects.create(activity_id=recorded[0].activity_id, grant=made, work_package=package)
    models.Lock.objects.create(grant=made, month=DAY.replace(day=1), locked_at=AT)
    Organisation.objects.system_rows("the test corrects it").filter(pk=cast.hawk.pk).update(field="sensors")
    assert found(cast) == [(recorded[0].pk, (("field", "", "sensors"),), True)]
    with pytest.raises(Wrong, match="2026-03 is locked"):
        stand_anew(by=cast.clara, kind="participation", row_id=recorded[0].pk)
    assert rows().count() == 2


def test_only_the_house_corrects_and_only_known_kinds(cast, recorded):
    for name, viewer in cast.everybody().items():
        if name != "clara":
            with pytest.raises(Refused):
                stand_anew(by=viewer, kind="participation", row_id=recorded[0].pk)
    with pytest.raises(Refused):
        stand_anew(by=cast.clara, kind="aid", row_id=recorded[0].pk)


def test_days_that_are_not_asked_about_are_left_out_and_thirty_rows_ask_no_more_than_one(cast, recorded):
    Organisation.objects.system_rows("the test corrects it").update(field="sensors")
    assert found(cast, DAY + timedelta(days=1), YEAR[1]) == []
    counts = []
    for n in (0, 14):
        for _ in range(n):
            take_part(by=cast.clara, activity_id=activity(cast).pk, taken=[anna(cast), ben(cast)])
        Organisation.objects.system_rows("the test corrects it").update(field=f"field {n}")
        with CaptureQueriesContext(connection) as asked:
            assert len(found(cast)) == 2 + 2 * n
        counts.append(len(asked))
    assert counts[0] == counts[1]
