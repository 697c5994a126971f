"""Setting what a profile is made of: who may, what waits, what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from klynge.access.journal import lines
from klynge.access.viewer import ANYONE
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.audience import Audience
from klynge.register.actions.entries import remove
from klynge.register.actions.people import (
    make_circle,
    name_in_circle,
    unname,
)
from klynge.register.actions.profile import (
    add_site,
    set_capability,
    set_certificate,
    set_fact,
    set_figure,
    set_ownership,
    set_reference,
)
from klynge.register.actions.proposals import approve_proposal, decline_proposal
from klynge.register.models import (
    Capability,
    Certificate,
    Fact,
    Figure,
    Ownership,
    Proposal,
    Reference,
    Site,
)
from klynge.register.queries.version import version

CLEAR, GREEN, RED = Audience(Label.CLEAR), Audience(Label.GREEN), Audience(Label.RED)
TODAY = date(2026, 11, 23)


def profile(by, organisation, value="We build drones.", **how):
    return set_fact(by=by, organisation_id=organisation.pk, name="profile", language="en", value=value, **how)


def seen(viewer, model=Fact):
    return list(model.objects.visible_to(viewer))


def test_a_member_sets_what_only_they_see_at_once(cast):
    done = profile(cast.anna, cast.hawk)
    assert (done.waits, done.changed) == (False, True)
    assert [(f.value, f.label) for f in seen(cast.anna)] == [("We build drones.", Label.STRICT)]
    assert (seen(cast.ben), seen(cast.guest)) == ([], [])


def test_what_would_be_public_waits_for_the_secretariat(cast):
    done = profile(cast.anna, cast.hawk, audience=CLEAR)
    assert done.waits
    assert seen(cast.anna) == []
    approved = approve_proposal(by=cast.clara, proposal_id=done.proposal_id)
    assert [(f.pk, f.value, f.label) for f in seen(ANYONE)] == [(approved.id, "We build drones.", Label.CLEAR)]


def test_a_change_of_what_is_public_waits_and_the_old_text_stays_until_then(cast):
    profile(cast.clara, cast.hawk, audience=CLEAR)
    done = profile(cast.anna, cast.hawk, "We build more drones.", audience=CLEAR)
    assert [f.value for f in seen(ANYONE)] == ["We build drones."]
    decline_proposal(by=cast.clara, proposal_id=done.proposal_id, reason="Say what is new.")
    assert [f.value for f in seen(ANYONE)] == ["We build drones."]
    [proposal] = seen(cast.anna, Proposal)
    assert (proposal.state, proposal.reason) == ("declined", "Say what is new.")


def test_taking_something_from_the_public_needs_nobody(cast):
    profile(cast.clara, cast.hawk, audience=CLEAR)
    assert not profile(cast.anna, cast.hawk, audience=GREEN).waits
    assert (seen(ANYONE), len(seen(cast.ben))) == ([], 1)


def test_the_same_proposal_twice_is_one_and_another_one_takes_its_place(cast):
    first = profile(cast.anna, cast.hawk, audience=CLEAR)
    again = profile(cast.anna, cast.hawk, audience=CLEAR)
    assert (again.proposal_id, again.changed) == (first.proposal_id, False)
    other = profile(cast.anna, cast.hawk, "Other words.", audience=CLEAR)
    states = {p.pk: p.state for p in seen(cast.clara, Proposal)}
    assert states == {first.proposal_id: "declined", other.proposal_id: "waiting"}


def test_a_proposal_is_decided_once_and_only_by_the_secretariat(cast):
    done = profile(cast.anna, cast.hawk, audience=CLEAR)
    for viewer in (cast.anna, cast.ben, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            approve_proposal(by=viewer, proposal_id=done.proposal_id)
    with pytest.raises(Wrong):
        decline_proposal(by=cast.clara, proposal_id=done.proposal_id, reason=" ")
    approve_proposal(by=cast.clara, proposal_id=done.proposal_id)
    with pytest.raises(Conflict):
        approve_proposal(by=cast.clara, proposal_id=done.proposal_id)


def test_a_proposal_is_not_approved_over_a_newer_change(cast):
    done = profile(cast.anna, cast.hawk, audience=CLEAR)
    profile(cast.clara, cast.hawk, "The secretariat wrote this since.")
    with pytest.raises(Conflict):
        approve_proposal(by=cast.clara, proposal_id=done.proposal_id)
    assert [f.value for f in seen(cast.clara)] == ["The secretariat wrote this since."]


def test_nobody_sets_what_is_not_theirs(cast):
    for viewer in (cast.ben, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            profile(viewer, cast.hawk)
    assert seen(cast.clara) == []


def test_a_stale_form_changes_nothing(cast):
    profile(cast.anna, cast.hawk, "First.")
    read = version(seen(cast.anna)[0])
    profile(cast.anna, cast.hawk, "Second.", seen=read)
    with pytest.raises(Conflict):
        profile(cast.anna, cast.hawk, "Third.", seen=read)
    assert [f.value for f in seen(cast.anna)] == ["Second."]
    assert not profile(cast.anna, cast.hawk, "Second.", seen=read).changed  # a double click


def test_the_secretariat_opens_what_was_closed_only_with_the_members_word(cast):
    profile(cast.anna, cast.hawk)
    with pytest.raises(Wrong) as refused:
        profile(cast.clara, cast.hawk, audience=GREEN)
    assert refused.value.where == "consent"
    profile(cast.clara, cast.hawk, audience=GREEN, consent="Anna's mail of 3 May")
    assert [line.facts["consent"] for line in lines(cast.clara, kind="register.Fact") if line.verb == "set"] == [
        "Anna's mail of 3 May"
    ]


def test_named_persons_only_needs_named_persons_and_hides_it_even_from_the_secretariat(cast):
    with pytest.raises(Wrong):
        profile(cast.clara, cast.hawk, audience=RED)
    circle = make_circle(by=cast.clara, name="Two people")
    name_in_circle(by=cast.clara, circle_id=circle.pk, person_id=cast.ben.person_id)
    named = name_in_circle(by=cast.clara, circle_id=circle.pk, person_id=cast.ben.person_id)
    profile(cast.clara, cast.hawk, audience=Audience(Label.RED, circle.pk))
    assert [len(seen(v)) for v in (cast.clara, cast.anna)] == [0, 0]
    unname(by=cast.clara, named_id=named.pk)
    with pytest.raises(Refused):
        name_in_circle(by=cast.anna, circle_id=circle.pk, person_id=cast.ben.person_id)


def test_a_member_does_not_use_a_circle_that_the_secretariat_did_not_give(cast):
    circle = make_circle(by=cast.clara, name="Some")
    with pytest.raises(Refused):
        profile(cast.anna, cast.hawk, audience=Audience(Label.AMBER, circle.pk))
    profile(cast.clara, cast.hawk, audience=Audience(Label.AMBER, circle.pk))
    profile(cast.anna, cast.hawk, "Kept its audience.", audience=Audience(Label.AMBER, circle.pk))
    assert [f.circle_id for f in seen(cast.anna)] == [circle.pk]


def test_an_empty_text_takes_the_field_out(cast):
    profile(cast.anna, cast.hawk)
    assert profile(cast.anna, cast.hawk, "  ").changed
    assert seen(cast.anna) == []
    assert not profile(cast.anna, cast.hawk, "").changed


WRONG = {
    "nul": {"value": "a\x00b"},
    "surrogate": {"value": "a\ud800b"},
    "too long": {"value": "x" * 6001},
    "no such field": {"name": "password"},
    "no such language": {"language": "xx"},
    "a script as website": {"name": "website", "language": "", "value": "javascript:alert(1)"},
    "an odd e-mail": {"name": "email", "language": "", "value": "anna at hawk"},
    "a long NCAGE": {"name": "ncage", "language": "", "value": "R12345"},
}


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(cast, said):
    with pytest.raises(Wrong) as refused:
        set_fact(by=cast.anna, organisation_id=cast.hawk.pk, **{"name": "profile", "language": "en", "value": "x", **said})
    assert str(refused.value)
    assert seen(cast.clara) == []


def test_a_name_in_two_unicode_forms_is_one_name(cast):
    profile(cast.anna, cast.hawk, "Ærø Å\u200bnd".replace("Å", "A\u030a"))
    assert [f.value for f in seen(cast.anna)] == ["Ærø Ånd"]


def test_each_kind_of_entry_is_kept_with_its_label(cast):
    own = {"by": cast.anna, "organisation_id": cast.hawk.pk}
    site = add_site(**own, town="Viborg", municipality="791", p_number="1003388394")
    set_figure(**own, name="staff", year=2025, amount=Decimal("12.5"))
    set_capability(**own, system="cpv", code="35613000-4", main=True)
    set_certificate(**own, name="ISO 9001", site_id=site.id, standing="verified", expires_on=date(2027, 1, 1))
    set_reference(**own, title="Radar", cpv=["35613000"], amount=Decimal(100), currency="EUR", audience=GREEN)
    set_ownership(**own, owner_id=cast.kite.pk, share=Decimal(30), from_on=TODAY)
    assert [(s.municipality, s.p_number) for s in seen(cast.anna, Site)] == [("0791", "1003388394")]
    assert [(f.amount, f.currency) for f in seen(cast.anna, Figure)] == [(Decimal("12.50"), "")]
    assert [(c.code, c.version, c.main) for c in seen(cast.anna, Capability)] == [("35613000", "2008", True)]
    assert [(c.name, c.standing) for c in seen(cast.anna, Certificate)] == [("ISO 9001", "documented")]
    assert [(r.title, r.label) for r in seen(cast.ben, Reference)] == [("Radar", Label.GREEN)]
    assert [o.share for o in seen(cast.anna, Ownership)] == [30]


def test_a_certificate_is_not_put_on_another_firms_site(cast):
    site = add_site(by=cast.ben, organisation_id=cast.kite.pk, town="Viborg", audience=GREEN)
    with pytest.raises(Refused):
        set_certificate(by=cast.anna, organisation_id=cast.hawk.pk, name="ISO 9001", site_id=site.id)


ODD = {
    "unknown municipality": lambda own: add_site(**own, municipality="9999"),
    "P-number": lambda own: add_site(**own, p_number="123"),
    "unknown code": lambda own: set_capability(**own, system="cpv", code="99999999"),
    "unknown system": lambda own: set_capability(**own, system="xxx", code="1"),
    "negative staff": lambda own: set_figure(**own, name="staff", year=2025, amount=Decimal(-1)),
    "no number": lambda own: set_figure(**own, name="staff", year=2025, amount=Decimal("NaN")),
    "no currency": lambda own: set_figure(**own, name="turnover", year=2025, amount=Decimal(5)),
    "days turned": lambda own: set_certificate(**own, name="ISO", issued_on=date(2026, 2, 1), expires_on=date(2026, 1, 1)),
    "long name": lambda own: set_certificate(**own, name="x" * 61),
    "odd kind": lambda own: set_certificate(**own, name="x", kind="secret"),
    "more than all": lambda own: set_ownership(**own, owner_id=own["organisation_id"] + 1, share=Decimal(101), from_on=TODAY),
    "owns itself": lambda own: set_ownership(**own, owner_id=own["organisation_id"], share=Decimal(50), from_on=TODAY),
}


@pytest.mark.parametrize("attempt", ODD.values(), ids=ODD)
def test_an_entry_that_cannot_be_is_refused(cast, attempt):
    with pytest.raises(Wrong):
        attempt({"by": cast.anna, "organisation_id": cast.hawk.pk})


def test_removing_an_entry_is_recorded_and_a_rival_cannot(cast):
    done = set_certificate(by=cast.anna, organisation_id=cast.hawk.pk, name="ISO 9001", audience=GREEN)
    with pytest.raises(Refused):
        remove(by=cast.ben, organisation_id=cast.hawk.pk, kind="certificate", id=done.id)
    remove(by=cast.anna, organisation_id=cast.hawk.pk, kind="certificate", id=done.id)
    assert seen(cast.clara, Certificate) == []
    assert [line.verb for line in lines(cast.clara, kind="register.Certificate")] == ["remove", "add"]
