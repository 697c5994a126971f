"""A link to a card never breaks: another address, another entry, an end; and what is hidden stays absent at each of them."""

from datetime import date

import pytest

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.address import change_address, free_slugs
from klynge.register.actions.merge import merge, undo_merge
from klynge.register.actions.organisation import Legal, change_organisation
from klynge.register.models import Membership, OldAddress, Organisation

pytestmark = pytest.mark.django_db
PLACES = ("", "embed/", "contact.vcf")


def leads(client, slug: str, query: str = "") -> dict[str, tuple[int, str]]:
    found = {}
    for place in PLACES:
        answer = client.get(f"/members/{slug}/{place}{query}")
        found[place] = (answer.status_code, answer.headers.get("Location", ""))
    return found


def test_a_new_name_leaves_the_address_as_it_is(cast, client):
    change_organisation(by=cast.clara, organisation_id=cast.kite.pk, legal=Legal("Falcon ApS", cvr="22222226"), label=Label.CLEAR)
    assert "Falcon ApS" in client.get("/members/kite-aps/").content.decode()


def test_an_old_address_leads_to_the_new_one_for_good_with_what_was_asked(cast, client):
    for slug in ("falcon-aps", "eagle"):
        change_address(by=cast.clara, organisation_id=cast.kite.pk, slug=slug)
    for old in ("kite-aps", "falcon-aps"):
        assert leads(client, old, "?language=en") == {place: (301, f"/members/eagle/{place}?language=en") for place in PLACES}
    assert client.get("/members/eagle/").status_code == 200


def test_an_address_that_it_had_may_be_taken_again(cast, client):
    change_address(by=cast.clara, organisation_id=cast.kite.pk, slug="falcon")
    change_address(by=cast.clara, organisation_id=cast.kite.pk, slug="kite-aps")
    assert client.get("/members/kite-aps/").status_code == 200
    assert leads(client, "falcon")[""] == (301, "/members/kite-aps/")


@pytest.mark.parametrize("slug", ["Kite", "kite_aps", "-kite", "kite--aps", "kité", "k" * 101, "", "kite/aps", "kite\n"])
def test_what_is_no_plain_address_is_refused(cast, slug):
    with pytest.raises(Wrong, match="small letters"):
        change_address(by=cast.clara, organisation_id=cast.kite.pk, slug=slug)


def test_an_address_is_given_once(cast):
    change_address(by=cast.clara, organisation_id=cast.kite.pk, slug="falcon")
    for slug in ("hawk-aps", "embed", "show", "list"):
        with pytest.raises(Conflict):
            change_address(by=cast.clara, organisation_id=cast.kite.pk, slug=slug)
    with pytest.raises(Conflict):
        change_address(by=cast.clara, organisation_id=cast.hawk.pk, slug="kite-aps")
    assert free_slugs(["Kite ApS", "Falcon", "Embed", "Show"]) == ["kite-aps-2", "falcon-2", "embed-2", "show-2"]
    assert free_slugs(["Kite ApS"]) == ["kite-aps-2"]


def test_only_the_secretariat_changes_an_address(cast):
    for viewer in (cast.guest, cast.anna, cast.ben, cast.dora, cast.erik):
        with pytest.raises(Refused):
            change_address(by=viewer, organisation_id=cast.kite.pk, slug="falcon")


def test_the_secretariat_changes_it_on_a_page(cast, as_, english):
    client = as_(cast.clara)
    page = f"/register/{cast.kite.pk}/address/"
    assert 'value="kite-aps"' in client.get(page).content.decode()
    assert "has or had the address" in client.post(page, {"slug": "hawk-aps"}).content.decode()
    assert client.post(page, {"slug": "falcon"}).status_code == 303
    assert "/members/falcon/" in client.get(f"/register/{cast.kite.pk}/").content.decode()
    assert as_(cast.ben).get(page).status_code == 404


def test_addresses_old_and_new_of_a_merged_entry_lead_to_the_one_that_was_kept_and_back(cast, client):
    change_address(by=cast.clara, organisation_id=cast.kite.pk, slug="falcon")
    made = merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=cast.kite.pk)
    for slug in ("falcon", "kite-aps"):
        assert leads(client, slug) == {place: (301, f"/members/hawk-aps/{place}") for place in PLACES}
    undo_merge(by=cast.clara, merge_id=made.pk)
    assert leads(client, "kite-aps")[""] == (301, "/members/falcon/")
    assert OldAddress.objects.system_rows("the test counts all").count() == 1


def test_the_old_address_of_a_hidden_card_is_absent(cast, client):
    change_address(by=cast.clara, organisation_id=cast.kite.pk, slug="falcon")
    Organisation.objects.system_rows("the test hides it").filter(pk=cast.kite.pk).update(label=Label.STRICT)
    for place in PLACES:
        absent = client.get(f"/members/no-such/{place}").content
        for slug in ("falcon", "kite-aps"):
            hidden = client.get(f"/members/{slug}/{place}")
            assert (hidden.status_code, hidden.content) == (404, absent)


def left(cast) -> None:
    Membership.objects.system_rows("the test ends it").filter(organisation=cast.kite).update(to_on=date(2026, 3, 1))


def test_a_member_that_left_is_said_to_be_gone(cast, client):
    left(cast)
    for place in ("", "embed/"):
        answer = client.get(f"/members/kite-aps/{place}?language=en")
        assert (answer.status_code, "Was a member until 1 March 2026" in answer.content.decode()) == (410, True)
        assert "22222226" not in answer.content.decode()
    assert client.get("/members/kite-aps/contact.vcf").status_code == 404


def test_its_own_people_and_the_secretariat_still_see_the_card_of_one_that_left(cast, as_, english):
    left(cast)
    told = {}
    for name, viewer in cast.everybody().items():
        answer = as_(viewer).get("/members/kite-aps/")
        told[name] = (answer.status_code, "22222226" in answer.content.decode())
    assert told == {name: (200, True) if name in ("ben", "clara") else (410, False) for name in told}


def test_an_organisation_that_was_never_a_member_has_its_card(cast, client):
    assert client.get("/members/cluster-abroad/").status_code == 200


def test_whose_membership_is_hidden_is_not_said_to_have_left(cast, client):
    left(cast)
    Membership.objects.system_rows("the test hides it").filter(organisation=cast.kite).update(label=Label.STRICT)
    answer = client.get("/members/kite-aps/?language=en")
    assert (answer.status_code, "Was a member" in answer.content.decode()) == (200, False)


def test_one_that_came_back_is_a_member(cast, client):
    left(cast)
    Membership.objects.create(organisation=cast.kite, type="company", from_on=date(2026, 5, 1), label=Label.CLEAR)
    assert client.get("/members/kite-aps/").status_code == 200
