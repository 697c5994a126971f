"""Signing that one took part by a link, without an account."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from klynge.core.errors import Refused, Wrong
from klynge.ledger.actions.activities import cancel_activity
from klynge.ledger.actions.sign import ask_to_sign, sign
from klynge.ledger.actions.take_part import take_part
from klynge.people.models import Link
from klynge.register.models import Affiliation, ContactPoint
from klynge.register.viewers import viewer_of_person
from tests.ledger.things import activity, anna, live, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def reachable(cast):
    work = Affiliation.objects.visible_to(cast.clara).get(person_id=cast.anna.person_id)
    ContactPoint.objects.create(affiliation=work, organisation=cast.hawk, kind="email", value="anna@hawk.example")


def ask(cast, one, **more):
    who = {"by": cast.clara, "organisation_id": cast.hawk.pk, "person_id": cast.anna.person_id}
    return ask_to_sign(activity_id=one.pk, **{**who, **more})


def test_anna_signs_by_the_link_in_her_mail_and_only_once(cast, client, reachable):
    one = activity(cast)
    ask(cast, one, capacity="dedicated")
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["anna@hawk.example"], "Did you take part in Drone day?")
    path = "/ledger/" + letter.body.split("/ledger/")[1].split()[0]
    for _ in range(2):  # looking uses nothing up
        assert "Hawk ApS" in client.get(path).content.decode()
    assert not rows().exists()
    assert "It is recorded" in client.post(path).content.decode()
    [row] = live()
    assert (row.person_id, row.organisation_id, row.capacity, row.evidence) == (
        cast.anna.person_id,
        cast.hawk.pk,
        "dedicated",
        "signed link",
    )
    assert row.evidence_at == f"link {Link.objects.system_rows('the test looks').get().pk}"
    assert (client.post(path).status_code, rows().count()) == (404, 1)


def test_whoever_is_recorded_already_is_not_recorded_again(cast, reachable):
    one = activity(cast)
    [row] = take_part(by=cast.clara, activity_id=one.pk, taken=[anna(cast)])
    token = ask(cast, one)
    assert sign(by=viewer_of_person(cast.anna.person_id), token=token).pk == row.pk
    assert rows().count() == 1


def test_a_link_is_for_one_person_and_cannot_be_forged(cast, reachable):
    token = ask(cast, activity(cast))
    for by, said in ((cast.ben, token), (cast.anna, token[:-1]), (cast.anna, "1:forged")):
        with pytest.raises(Refused):
            sign(by=by, token=said)
    assert not rows().exists()
    sign(by=cast.anna, token=token)
    assert rows().count() == 1


def test_nobody_signs_ahead_or_for_what_was_cancelled_and_the_link_stays_good(cast, client, reachable):
    begins = timezone.now() + timedelta(days=1)
    one = activity(cast, from_at=begins, to_at=begins + timedelta(hours=1))
    token = ask(cast, one)
    answer = client.post(f"/ledger/took-part/{token}/")
    assert (answer.status_code, "not ahead of it" in answer.content.decode()) == (422, True)
    assert Link.objects.system_rows("the test looks").get().uses_left == 1
    cancel_activity(by=cast.clara, activity_id=one.pk, reason="Snow.")
    with pytest.raises(Wrong, match="was cancelled"):
        sign(by=cast.anna, token=token)
    assert not rows().exists()


def test_without_an_address_or_the_right_nobody_is_asked(cast):
    one = activity(cast)
    with pytest.raises(Wrong, match="Anna has no e-mail address there"):
        ask(cast, one)
    for viewer in (cast.anna, cast.erik, cast.guest):
        with pytest.raises(Refused):
            ask(cast, one, by=viewer)
    assert (mail.outbox, Link.objects.system_rows("the test looks").count()) == ([], 0)
