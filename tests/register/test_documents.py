"""Members as offers."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from klynge.core.fit.shapes import Code, Condition
from klynge.core.notice import Place
from klynge.core.tlp import Label
from klynge.register.documents import offers, offers_seen_by
from klynge.register.models import Capability, Certificate, Fact, Figure, Membership, Organisation, Reference, Site
from tests.cast import organisation

WHY = "the test matches"
TODAY = date(2026, 11, 23)


def fill(owner, label=Label.STRICT):
    of = {"organisation": owner, "label": label}
    Fact.objects.create(**of, name="profile", language="da", value="Vi bygger droner")
    Capability.objects.create(**of, system="cpv", code="35613000", main=True)
    Capability.objects.create(**of, system="own", code="software")
    Certificate.objects.create(**of, kind="certificate", name="ISO 9001", expires_on=date(2027, 5, 1))
    Reference.objects.create(**of, title="Radar", cpv=["35613000"], amount=Decimal("746.038"), currency="DKK")
    Site.objects.create(**of, municipality="0791", main=True)
    Figure.objects.create(**of, name="staff", year=2024, amount=9)
    Figure.objects.create(**of, name="staff", year=2025, amount=12)
    Figure.objects.create(**of, name="turnover", year=2025, amount=100, currency="EUR")


def test_an_offer_holds_all_that_a_member_says(cast):
    fill(cast.hawk)
    [hawk, kite] = offers(WHY, on=TODAY)
    assert (hawk.id, hawk.title.best(), kite.id) == (str(cast.hawk.pk), "Hawk ApS", str(cast.kite.pk))
    assert dict(hawk.text) == {"da": "Vi bygger droner"}
    assert hawk.codes == (Code("cpv", "35613000", 1.0), Code("own", "software", 0.7))
    assert hawk.conditions == (Condition("certificate", "ISO 9001", "ISO 9001", datetime(2027, 5, 1, 22, tzinfo=UTC)),)
    assert [(work.title.best(), work.amount) for work in hawk.record] == [("Radar", 100)]
    assert (hawk.places, hawk.staff, hawk.turnover) == ((Place("DK", "DK041"),), 12, 100)
    assert (kite.codes, kite.conditions, kite.record, kite.staff) == ((), (), (), None)


def test_only_members_of_the_day_offer_something(cast):
    Membership.objects.system_rows("test").filter(organisation=cast.kite).update(to_on=date(2026, 11, 22))
    gone = organisation("Gone", closed_on=TODAY)
    Membership.objects.create(organisation=gone, type="company", from_on=date(2020, 1, 1))
    assert [offer.id for offer in offers(WHY, on=TODAY)] == [str(cast.hawk.pk)]


def test_what_is_for_named_persons_goes_into_no_offer(cast):
    fill(cast.hawk, Label.RED)
    [hawk, _] = offers(WHY, on=TODAY)
    assert (len(hawk.text), hawk.codes, hawk.conditions, hawk.record, hawk.staff) == (0, (), (), (), None)


def test_an_offer_as_somebody_sees_it_is_made_of_what_they_may_read(cast):
    fill(cast.hawk)
    Capability.objects.system_rows("test").filter(system="own").update(label=Label.GREEN.value)
    both = [cast.hawk.pk, cast.kite.pk]
    seen = {name: offers_seen_by(viewer, both).get(cast.hawk.pk) for name, viewer in cast.everybody().items()}
    codes = {name: [code.code for code in offer.codes] for name, offer in seen.items()}
    whole, green = ["35613000", "software"], ["software"]
    assert codes == {"guest": [], "anna": whole, "ben": green, "clara": whole, "dora": green, "erik": []}
    Organisation.objects.system_rows("test").filter(pk=cast.hawk.pk).update(label=Label.STRICT.value)
    assert set(offers_seen_by(cast.ben, both)) == {cast.kite.pk}


@pytest.mark.parametrize("members", [1, 3])
def test_offers_take_eight_queries_for_any_number_of_members(cast, members, django_assert_num_queries):
    for owner in [cast.hawk, cast.kite, organisation("Third")][:members]:
        fill(owner)
    with django_assert_num_queries(8):
        offers(WHY, on=TODAY)
