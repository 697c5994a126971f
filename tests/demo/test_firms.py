"""The 150 invented members."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from klynge.core.money import Money
from klynge.core.tlp import Label
from klynge.demo.dice import SEED
from klynge.demo.firms import firms, size_band, size_class
from klynge.demo.numbers import is_invented, obeys_modulus_11
from klynge.demo.shapes import Form, Kind
from tests.demo.conftest import TODAY


def _sentences(text):
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+", text) if part.strip()]


def _shingles(text, length=6):
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_there_are_150_members_no_two_alike(members):
    assert len(members) == 150
    for unique in ("key", "cvr", "name", "web", "email"):
        assert len({getattr(firm, unique) for firm in members}) == 150, unique
    numbers = [site.p_number for firm in members for site in firm.sites]
    assert len(numbers) == len(set(numbers))
    people = [person.email for firm in members for person in firm.people]
    assert len(people) == len(set(people))


def test_members_lie_in_all_five_regions_and_work_in_all_fields(members):
    regions = Counter(firm.sites[0].town.region for firm in members)
    assert set(regions) == {"DK01", "DK02", "DK03", "DK04", "DK05"}
    assert min(regions.values()) >= 10
    kinds = Counter(firm.kind for firm in members)
    assert set(kinds) == set(Kind)
    assert min(kinds.values()) >= 10
    assert {firm.form for firm in members} == set(Form)


def test_the_same_seed_and_day_give_the_same_firms(members):
    assert firms(SEED, TODAY) == members
    others = firms(SEED + 1, TODAY)
    assert {firm.name for firm in others} != {firm.name for firm in members}
    assert [firm.key for firm in others] == [firm.key for firm in members]


def test_numbers_pass_their_checks_and_lie_where_no_real_ones_are(members):
    for firm in members:
        assert obeys_modulus_11(firm.cvr)
        assert is_invented(firm.cvr)
        assert all(re.fullmatch(r"99\d{8}", site.p_number) for site in firm.sites)
        assert re.fullmatch(r"(RZ[A-Z0-9]{2}\d)?", firm.ncage)
    codes = [firm.ncage for firm in members if firm.ncage]
    assert len(codes) == len(set(codes)) > 40


def test_the_check_of_a_cvr_number_is_the_agency_s():
    assert obeys_modulus_11("13748136")
    assert not obeys_modulus_11("13748137")
    assert not is_invented("13748136")


def test_addresses_lead_nowhere(members):
    for firm in members:
        assert firm.invented
        assert firm.web.endswith(".example")
        assert firm.email.endswith(".example")
        assert all(person.email.endswith(".example") and person.phone.startswith("+45 00 ") for person in firm.people)


def test_no_two_profiles_share_a_sentence_or_six_words_in_a_row(members):
    seen, sentences = {}, Counter()
    for firm in members:
        for statement in firm.statements:
            sentences.update(_sentences(statement.text))
            for shingle in _shingles(statement.text):
                assert seen.setdefault(shingle, firm.key) == firm.key, shingle
    assert {sentence for sentence, count in sentences.items() if count > 1} == set()
    assert len(seen) > 6_000


def test_every_profile_says_something_in_danish_or_english(members):
    for firm in members:
        assert firm.line["da"]
        assert firm.line["en"]
        assert {statement.language for statement in firm.statements} <= {"da", "en"}
        assert all(len(_sentences(statement.text)) >= 1 for statement in firm.statements)
    spoken = Counter(tuple(statement.language for statement in firm.statements) for firm in members)
    assert set(spoken) == {("da",), ("en",), ("da", "en")}
    assert min(spoken.values()) >= 5


def test_closed_firms_describe_nothing(members):
    closed = [firm for firm in members if firm.kind is Kind.CLASSIFIED]
    assert len(closed) == 10
    for firm in closed:
        assert firm.references == ()
        assert {code.system for code in firm.codes} == {"cpv", "nace"}
        assert firm.clearance.held
        assert {person.role for person in firm.people} >= {"director", "security"}


def test_some_certificates_have_run_out_and_some_will_soon(members):
    certificates = [certificate for firm in members for certificate in firm.certificates]
    expired = [certificate for certificate in certificates if certificate.expires_on < TODAY]
    soon = [certificate for certificate in certificates if TODAY <= certificate.expires_on <= TODAY + timedelta(days=90)]
    assert len(certificates) > 250
    assert 8 <= len(expired) <= 40
    assert 15 <= len(soon) <= 70
    for certificate in certificates:
        assert certificate.issued_on < certificate.expires_on
        assert bool(certificate.evidence) == (certificate.verified_on is not None)
        assert certificate.verified_on is None or certificate.issued_on < certificate.verified_on <= TODAY


def test_a_clearance_is_a_fact_for_the_strictest_circle_only(members):
    for firm in members:
        assert firm.clearance.label is Label.STRICT
        assert firm.clearance.held == (firm.clearance.expires_on is not None)
    held = sum(firm.clearance.held for firm in members)
    assert 40 <= held <= 90
    lapsed = [firm for firm in members if firm.clearance.expires_on and firm.clearance.expires_on < TODAY]
    assert 0 < len(lapsed) < 15


def test_labels_are_mixed_and_what_is_not_named_is_strict(members):
    labels = Counter(code.label for firm in members for code in firm.codes)
    labels.update(statement.label for firm in members for statement in firm.statements)
    labels.update(reference.label for firm in members for reference in firm.references)
    assert set(labels) >= {Label.CLEAR, Label.GREEN, Label.AMBER, Label.STRICT}
    assert members[0].label("markets") is Label.STRICT
    assert members[0].label("anything else") is Label.STRICT
    assert Label.RED not in labels


def test_every_member_has_a_public_contact_and_a_main_code(members):
    for firm in members:
        assert [person for person in firm.people if person.label is Label.CLEAR and person.until is None]
        (main,) = (code for code in firm.codes if code.system == "cpv" and code.main)
        assert main.label is Label.CLEAR


def test_memberships_follow_each_other_without_gaps_up_to_today(members):
    changed = 0
    for firm in members:
        *before, now = firm.memberships
        assert now.until is None
        assert date(2007, 1, 1) <= firm.memberships[0].since <= TODAY
        assert firm.memberships[0].since.year > firm.founded
        assert now.size_band == size_band(firm.staff)
        for one, other in zip(firm.memberships, firm.memberships[1:], strict=False):
            assert one.until == other.since - timedelta(days=1)
        changed += bool(before)
    assert changed >= 5


def test_groups_are_dated_and_one_bond_has_ended(members):
    owned = [owner for firm in members for owner in firm.owners]
    by_cvr = {firm.cvr: firm for firm in members}
    assert len(owned) == 21
    assert sum(owner.owner_cvr == "" for owner in owned) == 6
    assert len([owner for owner in owned if owner.until]) == 1
    for owner in owned:
        assert date(by_cvr[owner.owned_cvr].founded, 1, 1) < owner.since < TODAY
        assert owner.owner_cvr != owner.owned_cvr
        assert Decimal(0) < owner.share <= 100
        assert owner.until is None or owner.since < owner.until < TODAY


def test_firms_with_several_sites_have_them_in_different_towns(members):
    several = [firm for firm in members if len(firm.sites) > 1]
    assert len(several) >= 15
    for firm in several:
        assert len({site.town for site in firm.sites}) == len(firm.sites) <= 3


def test_firms_at_the_sea_lie_at_the_sea(members):
    coastal = {"yard", "ribs", "sonar", "cranes", "prime-naval", "institute-maritime"}
    assert [firm.key for firm in members if firm.key in coastal and not all(site.town.coast for site in firm.sites)] == []


def test_size_is_judged_by_headcount_and_money():
    assert size_class(9, None) == "micro"
    assert size_class(10, None) == "small"
    assert size_class(9, Money(Decimal(20_000_000), "DKK")) == "small"
    assert size_class(249, Money(Decimal(373_000_000), "DKK")) == "medium"
    assert size_class(249, Money(Decimal(373_000_001), "DKK")) == "large"
    assert size_class(250, None) == "large"
    assert [size_band(n) for n in (9, 10, 49, 50, 249, 250)] == ["0-9", "10-49", "10-49", "50-249", "50-249", "250-"]


def test_a_firm_cannot_be_changed_behind_its_owner_s_back(members):
    changed = replace(members[0], name="Another ApS")
    assert changed.name != members[0].name
