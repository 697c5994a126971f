"""A right that ends, ends at the next request of a session that is open, whatever ended it: the page that was there is absent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klynge.core.tlp import Label
from klynge.people.actions import close_account, end_role
from klynge.people.models import RoleGrant
from klynge.register.actions.merge import merge
from klynge.register.actions.organisation import end_membership
from klynge.register.actions.people import end_affiliation, make_circle, name_in_circle, unname
from klynge.register.models import Affiliation, Fact, Membership, Named, Person
from tests.house.world import client_of

pytestmark = pytest.mark.django_db
_WHY = "the test ends a right"


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def work(cast, viewer):
    return Affiliation.objects.system_rows(_WHY).get(person_id=viewer.person_id)


def merged(cast):
    merge(by=cast.clara, kept_id=cast.kite.pk, gone_id=cast.hawk.pk)


ENDS = {
    "the firm was merged into another": ("anna", "/register/{hawk}/", merged),
    "the work was taken out of the register": ("anna", "/register/{hawk}/", lambda cast: work(cast, cast.anna).delete()),
    "the work ended": ("anna", "/register/{hawk}/", lambda cast: end_affiliation(
        by=cast.clara, affiliation_id=work(cast, cast.anna).pk, on=yesterday())),
    "she does not look after the entry any more": ("anna", "/register/{hawk}/", lambda cast: Affiliation.objects.system_rows(_WHY)
        .filter(person_id=cast.anna.person_id).update(manages=False)),
    "the person was erased": ("anna", "/register/{hawk}/", lambda cast: Person.objects.system_rows(_WHY)
        .filter(pk=cast.anna.person_id).update(erased_at=timezone.now())),
    "the role ended": ("clara", "/register/{hawk}/", lambda cast: end_role(
        by=cast.clara, grant_id=RoleGrant.objects.visible_to(cast.clara).get(account_id=cast.clara.account_id).pk)),
    "the account was closed": ("clara", "/register/{hawk}/", lambda cast: close_account(
        by=cast.clara, account_id=cast.clara.account_id)),
}  # fmt: skip


@pytest.mark.parametrize("why", ENDS)
def test_a_page_is_absent_at_the_next_request_and_takes_no_form(cast, why):
    name, path, end = ENDS[why]
    client, path = client_of(cast.everybody()[name].account_id), path.format(hawk=cast.hawk.pk)
    sent = {"value": "12345678", "label": Label.STRICT.value}
    assert client.get(path).status_code == 200
    assert client.post(f"{path}fact/phone/", sent).status_code == 303
    end(cast)
    closed = (302, 404) if why == "the account was closed" else (404,)
    assert client.get(path).status_code in closed
    assert client.post(f"{path}fact/phone/", sent | {"value": "87654321"}).status_code in closed
    assert [row.value for row in Fact.objects.system_rows(_WHY).filter(name="phone")] == ["12345678"]


def read(client, cast) -> bool:
    return "zqsecretxv" in client.get(f"/members/{cast.kite.slug}/").content.decode()


def test_what_the_community_reads_is_closed_with_the_membership(cast):
    Fact.objects.create(organisation=cast.kite, name="profile", language="en", value="zqsecretxv", label=Label.GREEN)
    client = client_of(cast.anna.account_id)
    assert read(client, cast)
    member = Membership.objects.visible_to(cast.clara).get(organisation=cast.hawk)
    end_membership(by=cast.clara, membership_id=member.pk, on=yesterday())
    assert not read(client, cast)


@pytest.mark.parametrize("label", [Label.AMBER, Label.STRICT, Label.RED])
def test_what_names_somebody_is_closed_when_it_names_them_no_more(cast, label):
    circle = make_circle(by=cast.clara, name="Some")
    who = {"person_id": cast.anna.person_id} if label is Label.RED else {"organisation_id": cast.hawk.pk}
    named = name_in_circle(by=cast.clara, circle_id=circle.pk, **who)
    fact = {"organisation": cast.kite, "name": "profile", "language": "en", "value": "zqsecretxv"}
    Fact.objects.create(**fact, label=label, circle=circle)
    client = client_of(cast.anna.account_id)
    assert read(client, cast)
    unname(by=cast.clara, named_id=named.pk)
    assert not read(client, cast)
    assert not Named.objects.visible_to(cast.clara).exists()
