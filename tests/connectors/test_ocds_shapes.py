"""OCDS by its standard: envelopes, kinds, versions and merging, and what is no OCDS at all."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klynge.connectors.ocds import Ocds
from klynge.connectors.ocds_merge import merged
from klynge.connectors.shapes import Answer
from klynge.core.money import Money
from klynge.core.notice import Kind, Notice, Party, Place, RequirementKind, Text, Unread


def read(value: object, where: str = "feed.json") -> list[Notice | Unread]:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(Ocds().reads(Answer(where, body)))


def the_notice(value: object) -> Notice:
    (found,) = read(value)
    assert isinstance(found, Notice), found
    return found


RELEASE = {
    "ocid": "ocds-h6vhtk-0001b4",
    "id": "000123-2026",
    "date": "2026-11-20T09:00:00+01:00",
    "language": "en",
    "tag": ["tender"],
    "tender": {
        "title": "Maintenance of patrol boats",
        "value": {"amountGross": 120, "amount": 100.25, "currency": "GBP"},
        "expressionOfInterestDeadline": "2026-12-24T12:00:00Z",
        "tenderPeriod": {"endDate": "2027-01-05T12:00:00Z"},
        "lots": [
            {"id": "1", "title": "Hulls", "contractPeriod": {"startDate": "2027-02-01", "endDate": "2028-01-31"}},
            {"id": "2", "title": "Engines", "subcontractingTerms": {"description": "A third goes to small firms."}},
        ],
        "items": [
            {
                "relatedLot": "1",
                "additionalClassifications": [{"scheme": "CPV", "id": "50241000"}],
                "deliveryAddresses": [{"region": "UKJ35", "countryName": "United Kingdom"}],
            },
            {"relatedLot": "2", "classification": {"scheme": "CPV", "id": 9130000}},
        ],
        "otherRequirements": {"securityClearance": "SC for all staff", "reservedParticipation": ["shelteredWorkshop"]},
        "documents": [{"documentType": "tenderNotice", "noticeType": "UK4"}, {"url": "https://tenders.example/spec.pdf"}],
    },
    "parties": [
        {"id": "B1", "name": "Harbour Trust", "roles": ["buyer"], "address": {"country": "GB", "region": "UKJ35"}},
        {"id": "S1", "name": "Nordværft A/S", "roles": ["supplier"], "identifier": {"scheme": "DK-CVR", "id": "12 34 56 78"}},
    ],
    "buyer": {"id": "B1"},
}


def test_a_find_a_tender_release_gives_all_that_it_says() -> None:
    boats = the_notice({"releases": [RELEASE]})
    assert (boats.number, boats.version, boats.form) == ("ocds-h6vhtk-0001b4", "20261120T080000Z 000123-2026", "UK4")
    assert boats.url == "https://www.find-tender.service.gov.uk/Notice/000123-2026"
    assert boats.value == Money(Decimal("100.25"), "GBP")
    assert boats.deadline_at == datetime(2026, 12, 24, 12, tzinfo=UTC)
    assert boats.cpv == ("50241000", "09130000")
    assert [(lot.id, lot.cpv, lot.places) for lot in boats.lots] == [
        ("1", ("50241000",), (Place("GB", "UKJ35"),)),
        ("2", ("09130000",), ()),
    ]
    assert boats.lots[0].months == Decimal("12.0")
    assert [(r.kind, r.text.best(), r.code) for r in boats.requirements] == [
        (RequirementKind.CLEARANCE, "SC for all staff", ""),
        (RequirementKind.RESERVED, "", "shelteredWorkshop"),
    ]
    assert [r.kind for r in boats.lots[1].requirements] == [RequirementKind.SUBCONTRACTING]
    assert boats.documents == ("https://tenders.example/spec.pdf",)
    assert boats.buyers == (Party(Text({"en": "Harbour Trust"}), country="GB", nuts="UKJ35"),)


def test_joint_winners_share_their_contract_and_a_lost_award_gives_none() -> None:
    award = {"id": "A", "status": "active", "relatedLots": ["1"], "suppliers": [{"id": "S1"}, {"name": "Sydvest GmbH"}]}
    lost = {"id": "B", "status": "unsuccessful", "suppliers": [{"name": "Nobody Ltd"}]}
    won = the_notice({**RELEASE, "tag": ["award"], "awards": [award, lost], "contracts": [{"id": "C-7", "awardID": "A"}]})
    assert won.kind is Kind.RESULT
    assert [(a.winner.name.best(), a.winner.national_id, a.winner.country, a.contract_id, a.lot_id) for a in won.awards] == [
        ("Nordværft A/S", "12345678", "DK", "C-7", "1"),
        ("Sydvest GmbH", "", "", "C-7", "1"),
    ]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"tag": ["planning"], "tender": {"title": "Boats", "status": "planned"}}, Kind.PLANNING),
        ({"tag": ["tenderCancellation"]}, Kind.RESULT),
        ({"tag": ["contractAmendment"]}, Kind.MODIFICATION),
        ({"tag": ["tenderUpdate"]}, Kind.COMPETITION),
        ({"planning": {"documents": [{"noticeType": "UK2"}]}, "tender": {"title": "Boats"}}, Kind.CONSULTATION),
        ({"awards": [{"status": "pending", "documents": [{"noticeType": "UK5"}]}]}, Kind.DIRECT),
    ],
)
def test_the_kind_of_a_release_follows_its_form_its_content_and_its_tags(change: dict[str, object], kind: Kind) -> None:
    assert the_notice({**RELEASE, **change}).kind is kind


def test_a_cancelled_tender_has_no_deadline() -> None:
    tender = {**RELEASE["tender"], "status": "cancelled"}
    assert the_notice({**RELEASE, "tender": tender}).deadline_at is None


def test_a_later_release_is_a_later_version() -> None:
    later = {**RELEASE, "id": "000200-2026", "date": "2026-11-21T00:00:00Z"}
    versions = [one.version for one in read([later, RELEASE])]
    assert sorted(versions) == versions[::-1] == ["20261120T080000Z 000123-2026", "20261121T000000Z 000200-2026"]


def test_all_envelopes_hold_the_same_notice() -> None:
    line = json.dumps(RELEASE)
    record = {"ocid": RELEASE["ocid"], "releases": [RELEASE]}
    envelopes = [
        RELEASE,
        [RELEASE],
        {"releases": [RELEASE]},
        {"records": [record]},
        record,
        {"records": [{"ocid": "x", "compiledRelease": RELEASE, "releases": [{"url": "https://a.example"}]}]},
        b"\xef\xbb\xbf" + line.encode(),
    ]
    assert {str(read(one)) for one in envelopes} == {str([the_notice(RELEASE)])}
    assert read(f"{line}\n{line}\n".encode()) == [the_notice(RELEASE)] * 2


def test_releases_are_merged_in_order_of_date_and_lists_by_id() -> None:
    first = {
        "date": "2026-01-01T00:00:00Z",
        "id": "1",
        "tender": {"title": "A", "value": {"amount": 1}, "lots": [{"id": "1", "title": "x"}]},
    }
    second = {
        "date": "2026-02-01T00:00:00Z",
        "id": "2",
        "tender": {"title": "B", "value": None, "lots": [{"id": "1", "status": "active"}, {"id": "2"}]},
    }
    assert merged([second, first]) == {
        "date": "2026-02-01T00:00:00Z",
        "id": "2",
        "tender": {"title": "B", "lots": [{"id": "1", "title": "x", "status": "active"}, {"id": "2"}]},
    }


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"hello": "world"}, "not-ocds"),
        ([1, 2], "not-ocds"),
        ({"releases": [None]}, "not-ocds"),
        ({"tender": {"title": "No number"}}, "no-ocid"),
        ({"ocid": "x" * 300, "tender": {"title": "Too long"}}, "no-ocid"),
        ({"ocid": "ocds-1", "tender": {}}, "no-content"),
        ({"ocid": "ocds-1", "releases": [{"url": "https://a.example/1.json", "date": "2026-01-01"}]}, "releases-elsewhere"),
        (b"<html><body>502 Bad Gateway</body></html>", "html"),
        (b'{"releases": [{"ocid": "a"', "not-json"),
    ],
)
def test_what_is_no_release_is_unread_with_a_reason(value: object, reason: str) -> None:
    found = read(value)
    assert {one.reason for one in found if isinstance(one, Unread)} == {reason}
    assert not [one for one in found if isinstance(one, Notice)]


def test_one_bad_release_leaves_the_others_readable() -> None:
    good, bad = read({"releases": [RELEASE, "oops"]})
    assert isinstance(good, Notice)
    assert bad == Unread("not-ocds", "feed.json, releases no. 2", "A release or a record is an object; this is not.")


FIELDS = """ocid id date tag tender title lots items awards suppliers name parties roles buyer value amount currency language
    planning documents url status contracts releases records compiledRelease classification scheme details relatedLot"""
words = st.sampled_from(FIELDS.split())
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=6),
    max_leaves=40,
)


@settings(max_examples=300)
@given(junk)
def test_random_json_never_raises_and_never_vanishes(value: object) -> None:
    found = read(value)
    assert all(isinstance(one, Notice | Unread) for one in found)
    assert found or value == [] or (isinstance(value, dict) and [] in (value.get("releases"), value.get("records")))


@settings(max_examples=200)
@given(st.dictionaries(words, junk, max_size=8))
def test_a_release_with_random_fields_is_a_notice_or_unread(fields: dict[str, object]) -> None:
    assert len(read({**RELEASE, **fields, "releases": None, "records": None})) == 1
