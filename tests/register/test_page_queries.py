"""The register's pages take as many queries for one row as for three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klynge.core.tlp import Label
from klynge.register.actions.audience import Audience
from klynge.register.actions.profile import set_certificate, set_fact
from klynge.register.models import Affiliation, Membership, Person, Proposal
from tests.cast import organisation
from tests.register.addresses import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.mark.parametrize("name", ["members", "proposals", "duplicates"])
def test_a_page_takes_the_same_queries_for_one_member_and_for_three(cast, as_, name):
    client, counts = as_(cast.clara), []
    client.get(at(name))
    for number in range(3):
        one = organisation(f"Falcon {number} ApS")
        Membership.objects.create(organisation=one, type="company", from_on=date(2020, 1, 1))
        person = Person.objects.create(name=f"P{number}")
        Affiliation.objects.create(person=person, organisation=one, manages=True, from_on=date(2020, 1, 1))
        set_fact(by=cast.clara, organisation_id=one.pk, name="phone", value=f"1111111{number}", audience=Audience(Label.CLEAR))
        Proposal.objects.create(
            organisation=one,
            target="fact:phone:",
            change={"kind": "fact", "id": None, "was": "-", "values": {"value": "2"}, "label": Label.CLEAR.value},
            made_by_id=person.pk,
            made_at=one.changed_at,
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(at(name))
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_a_profile_page_takes_the_same_queries_for_one_entry_and_for_three(cast, as_):
    client, counts = as_(cast.anna), []
    for number in range(3):
        set_certificate(by=cast.anna, organisation_id=cast.hawk.pk, name=f"ISO {number}")
        set_fact(by=cast.anna, organisation_id=cast.hawk.pk, name=("phone", "email", "website")[number], value="a@b.dk")
        with CaptureQueriesContext(connection) as queries:
            client.get(at("profile", cast.hawk.pk))
        counts.append(len(queries))
    assert len(set(counts)) == 1
