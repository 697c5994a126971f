"""State aid: promised within the room of the whole group, settled after, declared by the firm itself."""

from datetime import date

import pytest

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger import models
from klynge.ledger.actions.aid import give_up_aid, promise_aid, settle_aid
from klynge.ledger.actions.declare import Declared, declare_aid
from klynge.ledger.queries.aid import headroom, room_for
from klynge.register.actions.merge import merge
from tests.cast import organisation
from tests.ledger import aid
from tests.ledger.aid import ON, money

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return aid.make()


def room(cast, firm=None, on=ON):
    return headroom(cast.clara, (firm or cast.hawk).pk, on).room


def test_a_promise_takes_room_from_the_whole_group(cast):
    aid.promise(cast, money(100_000))
    assert (room(cast), room(cast, cast.kite), room(cast, cast.abroad)) == (200_000, 200_000, 300_000)


def test_the_ceiling_itself_may_be_promised_and_not_a_cent_more(cast):
    aid.promise(cast, money(300_000))
    with pytest.raises(Wrong, match=r"EUR 0\.01 is more .* room for EUR 0\.00\. It fits from 2029-03-02 on"):
        aid.promise(cast, money("0.01"), firm=cast.kite)
    assert room(cast) == 0


def test_kroner_count_at_the_rate_of_the_day(cast):
    row = aid.promise(cast, money(74_600, "DKK"))
    assert (str(row.euro), room(cast)) == ("10000.00", 290_000)


def test_without_a_rate_for_the_day_nothing_is_promised(cast):
    with pytest.raises(Wrong, match="exchange rate of SEK"):
        aid.promise(cast, money(10, "SEK"))


def test_the_actual_amount_takes_the_place_of_the_expected(cast):
    row = aid.promise(cast, money(100_000))
    settle_aid(by=cast.clara, aid_id=row.pk, money=money(60_000))
    assert room(cast) == 240_000
    with pytest.raises(Conflict, match="settled"):
        settle_aid(by=cast.clara, aid_id=row.pk, money=money(50_000))


def test_an_actual_amount_above_the_promise_must_fit_as_well(cast):
    row = aid.promise(cast, money(100_000))
    aid.promise(cast, money(150_000), firm=cast.kite)
    with pytest.raises(Wrong, match="EUR 50000.01 is more"):
        settle_aid(by=cast.clara, aid_id=row.pk, money=money("150000.01"))
    settle_aid(by=cast.clara, aid_id=row.pk, money=money(150_000))
    assert room(cast) == 0


def test_what_is_given_up_comes_back_at_once(cast):
    row = aid.promise(cast, money(300_000))
    give_up_aid(by=cast.clara, aid_id=row.pk, reason="The course was cancelled.")
    assert room(cast) == 300_000


def test_a_promise_needs_a_declaration_that_is_not_too_old(cast):
    with pytest.raises(Wrong, match="no declaration of the firm"):
        aid.promise(cast, money(10), firm=cast.abroad)


def test_declared_aid_counts_and_a_newer_declaration_takes_its_place(cast):
    first = Declared(date(2025, 1, 1), money(120_000), "A municipality")
    aid.declare(cast.anna, cast.hawk, first, Declared(date(2025, 6, 1), money(30_000), "Another funder"))
    assert room(cast) == 150_000
    aid.declare(cast.anna, cast.hawk, first)
    assert room(cast) == 180_000
    live = models.Aid.objects.system_rows("a test").filter(live=True).values_list("giver", "ours")
    assert list(live) == [("A municipality", False)]


def test_a_declaration_above_the_ceiling_is_taken_down_and_leaves_no_room(cast):
    aid.declare(cast.anna, cast.hawk, Declared(date(2025, 1, 1), money(400_000), "A municipality"))
    assert room(cast) == 0
    with pytest.raises(Wrong, match="more than may be promised"):
        aid.promise(cast, money(1))


def test_a_declaration_is_signed_once_and_by_the_firm_itself(cast):
    asked = models.Declaration.objects.create(organisation=cast.hawk, asked_at="2026-01-01T00:00Z", until_on=ON)
    for other in (cast.clara, cast.ben, cast.guest, cast.erik):
        with pytest.raises(Refused):
            declare_aid(by=other, declaration_id=asked.pk, lines=())
    declare_aid(by=cast.anna, declaration_id=asked.pk, lines=())
    with pytest.raises(Conflict, match="signed already"):
        declare_aid(by=cast.anna, declaration_id=asked.pk, lines=())


def test_a_declared_line_names_its_giver_and_lies_in_the_past(cast):
    for line, says in (
        (Declared(date(2025, 1, 1), money(1), " "), "who gave"),
        (Declared(date(2999, 1, 1), money(1), "A town"), "not come yet"),
    ):
        with pytest.raises(Wrong, match=says):
            aid.declare(cast.anna, cast.hawk, line)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amount": money(0)}, "above zero"),
        ({"amount": money(-5)}, "above zero"),
        ({"amount": money("NaN")}, "above zero"),
        ({"what": " "}, "what the aid is for"),
        ({"basis": "gift"}, "no basis of aid"),
        ({"on": date(2031, 1, 1)}, "outside the period"),
    ],
)
def test_what_cannot_be_promised_is_said(cast, change, says):
    with pytest.raises(Wrong, match=says):
        aid.promise(cast, **{"amount": money(1), **change})
    assert room(cast) == 300_000


def test_aid_before_the_birth_of_the_firm_is_refused(cast):
    cast.hawk.founded_on = date(2026, 6, 1)
    cast.hawk.save()
    with pytest.raises(Wrong, match="was founded on 2026-06-01"):
        aid.promise(cast, money(1))


def test_only_the_secretariat_promises_and_an_absent_firm_is_absent(cast):
    for other in (cast.anna, cast.ben, cast.erik, cast.dora, cast.guest):
        with pytest.raises(Refused):
            promise_aid(by=other, organisation_id=cast.hawk.pk, money=money(1), on=ON, what="x", grant_id=aid.grant().pk)
    with pytest.raises(Refused):
        promise_aid(by=cast.clara, organisation_id=10**9, money=money(1), on=ON, what="x", grant_id=aid.grant().pk)


def test_a_member_may_ask_for_the_room_of_its_own_firm_and_no_other(cast):
    assert room_for(cast.anna, cast.hawk.pk, money(300_000), ON).left == 0
    for other, firm in ((cast.anna, cast.kite), (cast.guest, cast.hawk), (cast.dora, cast.hawk), (cast.erik, cast.hawk)):
        with pytest.raises(Refused):
            room_for(other, firm.pk, money(1), ON)


def test_aid_of_a_duplicate_counts_for_the_entry_that_was_kept(cast):
    double = organisation("Hawk again")
    aid.declare(cast.anna, cast.hawk)
    models.Declaration.objects.create(
        organisation=double,
        asked_at="2026-01-01T00:00Z",
        until_on=ON,
        signed_at="2026-01-01T00:00Z",
        signed_by_id=cast.anna.person_id,
    )
    aid.promise(cast, money(50_000), firm=double)
    assert room(cast) == 300_000
    merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=double.pk)
    assert (room(cast), room(cast, cast.kite)) == (250_000, 250_000)


def test_a_question_takes_the_same_number_of_queries_with_one_and_three_awards(cast, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for more in (1, 2):
        for _ in range(more):
            aid.promise(cast, money(10))
        with CaptureQueriesContext(connection) as queries:
            room(cast)
        asked.append(len(queries))
    assert asked[0] == asked[1]
