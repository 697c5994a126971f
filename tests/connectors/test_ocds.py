"""OCDS in its dialects: facts read by hand from real releases, faults of publishers, and what is no OCDS at all."""

import gzip
import json
import tarfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klynge.connectors.ocds import Ocds
from klynge.connectors.ocds_merge import merged
from klynge.connectors.shapes import Answer
from klynge.core.errors import Unavailable
from klynge.core.notice import Kind, Money, Notice, Party, Place, RequirementKind, Text, Unread
from tests.real import real


def read(value: object, where: str = "feed.json") -> list[Notice | Unread]:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(Ocds().reads(Answer(where, body)))


def the_notice(value: object) -> Notice:
    (found,) = read(value)
    assert isinstance(found, Notice), found
    return found


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    with tarfile.open(real("notices/ocds-samples.tar.gz")) as archive:
        return {m.name.removeprefix("./"): archive.extractfile(m).read() for m in archive if m.name.endswith(".json")}


@pytest.fixture(scope="module")
def british() -> dict[str, Notice]:
    body = gzip.decompress(real("notices/uk-ocds-releases.jsonl.gz").read_bytes())
    found = read(body, "uk")
    assert all(isinstance(one, Notice) for one in found)
    assert len(found) == 190
    return {one.number: one for one in found}


def sample(samples: dict[str, bytes], name: str) -> Notice:
    return the_notice(samples[next(key for key in samples if name in key)])


def test_every_sample_of_every_publisher_is_read(samples: dict[str, bytes]) -> None:
    found = [one for name, body in samples.items() for one in read(body, name)]
    assert len(samples) == 128
    assert [one for one in found if isinstance(one, Unread)] == []
    assert len(found) == 425
    assert all(one.title and one.buyers and one.published_on and one.version for one in found)


def test_all_190_british_releases_are_read_with_codes_buyers_and_winners(british: dict[str, Notice]) -> None:
    assert len(british) == 187  # processes; three of them have two releases each
    assert all(one.cpv and one.buyers and one.title for one in british.values())
    assert sum(one.kind is Kind.RESULT for one in british.values()) == sum(bool(one.awards) for one in british.values())
    assert {buyer.country for one in british.values() for buyer in one.buyers} == {"GB"}


def test_a_contracts_finder_award_gives_its_winner_and_its_money(british: dict[str, Notice]) -> None:
    parking = british["ocds-b5fd17-e3b5f385-5989-4cf1-8849-01c247fc9c30"]
    assert parking.kind is Kind.RESULT
    assert parking.title == Text({"en": "Parking Pilot - CEO"})
    assert parking.cpv == ("63712400",)
    assert parking.value == Money(Decimal(372032), "GBP")
    assert parking.published_on == date(2025, 1, 23)
    assert parking.buyers == (Party(Text({"en": "London Borough of Merton"}), country="GB", town="Morden"),)
    (award,) = parking.awards
    assert award.winner.name.best("en") == "Marstons holdings plc"
    assert award.winner.size == "large"
    assert award.value == Money(Decimal(93007), "GBP")
    assert award.awarded_on == date(2024, 12, 22)
    assert parking.lots[0].months == Decimal("3.0")
    assert parking.url == "https://www.contractsfinder.service.gov.uk/Notice/2a1e3359-87a0-4fdd-ac61-20d5e6520a13"


def test_a_contracts_finder_tender_gives_its_deadline_and_region(british: dict[str, Notice]) -> None:
    catering = british["ocds-b5fd17-8e9e80b5-0a39-4580-a5f2-2b35442a9378"]
    assert catering.kind is Kind.COMPETITION
    assert catering.deadline_at == datetime(2025, 3, 7, 13, tzinfo=UTC)
    assert catering.places == (Place("GB", "UKJ"),)
    assert catering.procedure == "selective"
    assert (catering.nature, catering.cpv, catering.awards) == ("services", ("55524000",), ())


def test_a_scottish_tender_without_a_release_id_gives_its_lots_codes_and_conditions(british: dict[str, Notice]) -> None:
    waste = british["ocds-r6ebe6-0000581400"]
    assert waste.version == "20190418T000000Z"
    assert waste.legal_basis == "32014L0024"
    assert waste.cpv == ("90500000", "90510000")
    assert [lot.id for lot in waste.lots] == ["4", "1", "2", "3", "5"]
    wigtown = waste.lots[0]
    assert wigtown.title.best() == "Wigtown"
    assert (wigtown.cpv, wigtown.places, wigtown.months) == (("90510000",), (Place("GB", "UKM92"),), Decimal("12.0"))
    assert [(r.kind, r.text.best(), r.code) for r in wigtown.requirements] == [
        (RequirementKind.AWARD, "Quality Questions: 40", "quality"),
        (RequirementKind.AWARD, "price: 60", "price"),
    ]
    assert [(r.kind, r.code) for r in waste.requirements] == [
        (RequirementKind.SELECTION, "suitability"),
        (RequirementKind.SELECTION, "economic"),
    ]
    assert waste.requirements[0].text.best().startswith("Hold any and all permits and licences")
    assert len(waste.documents) == 9
    assert waste.buyers[0].activity == "general public services"


def test_a_notice_that_follows_another_names_it(british: dict[str, Notice]) -> None:
    assert sum(bool(one.earlier) for one in british.values()) == 20
    assert "2018/S 205-467435" in {number for one in british.values() for number in one.earlier}


def test_an_early_engagement_is_a_consultation_until_its_milestone(british: dict[str, Notice]) -> None:
    ends = sorted(str(one.deadline_at) for one in british.values() if one.kind is Kind.CONSULTATION)
    assert ends == ["2025-01-31 23:59:59+00:00", "2025-03-18 23:59:59+00:00", "2025-03-21 23:59:59+00:00"]


def test_ukraine_embeds_its_suppliers_and_the_code_loses_its_check_digit(samples: dict[str, bytes]) -> None:
    caps = sample(samples, "release_ocds-be6bcu-UA-2016-06-08-000504-c")
    assert caps.title == Text({"uk": "Чоловічий верхній головний убір (бейсболки)"})
    assert caps.cpv == ("18100000",)
    assert caps.value == Money(Decimal("7500.0"), "UAH")
    assert caps.deadline_at == datetime(2016, 6, 17, 14, 53, tzinfo=UTC)
    assert caps.buyers[0].national_id == "39985748"
    (award,) = caps.awards
    assert (award.winner.national_id, award.winner.town, award.winner.country) == ("14017091", "Суми", "UA")
    assert (award.value, award.tenders) == (Money(Decimal("2875.0"), "UAH"), 5)


def test_a_disqualified_bidder_is_no_winner(samples: dict[str, bytes]) -> None:
    name = next(key for key in samples if "release_ocds-be6bcu-UA-2016-06-08-000504-c" in key)
    awards = {award["status"]: " ".join(award["suppliers"][0]["name"].split()) for award in json.loads(samples[name])["awards"]}
    assert set(awards) == {"active", "unsuccessful"}
    assert [award.winner.name["uk"] for award in the_notice(samples[name]).awards] == [awards["active"]]


def test_a_ukrainian_record_is_read_from_its_compiled_release(samples: dict[str, bytes]) -> None:
    ceiling = sample(samples, "record_ocds-be6bcu-UA-2016-06-07-000066-a")
    assert ceiling.kind is Kind.COMPETITION
    assert ceiling.cpv == ("44115000",)
    assert ceiling.places == (Place("UA"),)
    assert [lot.value for lot in ceiling.lots] == [Money(Decimal("3600.0"), "UAH")]


def test_moldova_writes_romanian_under_the_name_of_its_country(samples: dict[str, bytes]) -> None:
    oxygen = sample(samples, "release_ocds-ngfbwp-17180016")
    assert oxygen.languages == ("ro",)
    assert oxygen.cpv == ("38420000",)
    assert "Instrumente de masurare a debitului" in oxygen.description["ro"]
    assert "generatorul de Oxigen" in oxygen.description["ro"]
    assert oxygen.value is None
    assert [(a.winner.name["ro"], a.value) for a in oxygen.awards] == [
        ("MOLDAN-SERVICE S.R.L.", Money(Decimal(144708), "MDL")),
        ("Î.C.S. EYECON MEDICAL S.R.L.", Money(Decimal(53922), "MDL")),
    ]
    assert oxygen.buyers == (Party(Text({"ro": "I.M.S.P. INSTITUTUL MAMEI ŞI COPILULUI"}), country="MD"),)


def test_armenia_writes_english_in_the_plain_field_and_armenian_beside_it(samples: dict[str, bytes]) -> None:
    found = [one for one in read(samples["armenia/release_3.json"]) if one.kind is Kind.RESULT]
    village = next(one for one in found if one.version.endswith(" 793b386371cad25e245ffb5bfc712368"))
    assert village.buyers[0].name["en"] == "Republic of Armenia Tavush Region Governor"
    assert village.buyers[0].name["hy"] == "ՀՀ Տավուշի մարզպետարան"
    assert village.buyers[0].national_id == "07611324"
    assert village.cpv == ("71241000",)
    assert village.deadline_at == datetime(2016, 8, 1, 7, tzinfo=UTC)
    assert len(village.lots) == 3 == len(village.awards)
    assert {award.lot_id for award in village.awards} == {lot.id for lot in village.lots}
    assert village.awards[0].value == Money(Decimal("181500.0"), "AMD")


def test_canada_gives_a_contract_without_a_tender_in_two_languages(samples: dict[str, bytes]) -> None:
    audit = sample(samples, "release_ocds-34a6hz-01948-150061001ZQ")
    assert audit.kind is Kind.RESULT
    assert list(audit.title) == ["en", "fr"]
    assert audit.title["en"] == "Finance & Accounting Services Audits (Supply Arrangement PASS)"
    assert audit.value == Money(Decimal(16555), "CAD")
    assert audit.buyers[0].name["fr"] == "Agriculture et Agroalimentaire Canada"
    assert (audit.cpv, audit.awards, audit.lots[0].starts_on) == ((), (), date(2014, 12, 18))


def test_montreal_calls_its_tag_a_word_and_its_award_has_a_title_only_on_its_items(samples: dict[str, bytes]) -> None:
    repair = sample(samples, "record_ocds-a1234567-mt-917a7969358742a42b8ed4f5ea4e6cb6f4e6279b")
    assert repair.title["fr"].startswith("Entretien et réparation SPVM")
    assert repair.awards[0].winner.name.best() == "CENTRE DE SERVICE 2010 ENR."
    assert repair.awards[0].winner.national_id == ""
    assert repair.awards[0].value == Money(Decimal("2000.68"), "CAD")


def test_new_south_wales_writes_html_and_codes_that_are_no_cpv(samples: dict[str, bytes]) -> None:
    kelso = sample(samples, "australia/release_5.json")
    assert kelso.title["en"] == "Kelso Closure Design"
    assert "<" not in kelso.description["en"]
    assert "\n\n(1) Update Kelso Waste Management’s surface water management plan to;" in kelso.description["en"]
    assert kelso.cpv == ()
    assert kelso.buyers[0].country == "AU"
    assert kelso.deadline_at == datetime(2018, 1, 23, 3, 30, tzinfo=UTC)


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


def drive(pages: list[object], mark: str = "") -> list[str]:
    asks = Ocds().asks(date(2026, 11, 20), date(2026, 11, 22), mark)
    asked = [next(asks)]
    for page in pages:
        try:
            asked.append(asks.send(Answer(asked[-1].url, page if isinstance(page, bytes) else json.dumps(page).encode())))
        except StopIteration:
            break
    return [f"{ask.mark}|{ask.url}" for ask in asked]


FIRST = "https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages?updatedFrom=2026-11-20T00%3A00%3A00&updatedTo=2026-11-22T23%3A59%3A59&limit=100"


def test_find_a_tender_is_asked_page_by_page_until_there_is_no_next() -> None:
    """The pages have the shape of the service's documentation; the network is closed."""
    further = {
        "releases": [],
        "links": {"next": "https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages?cursor=MTAw&limit=100"},
    }
    assert drive([further, {"releases": []}]) == [f"|{FIRST}", f"MTAw|{FIRST}&cursor=MTAw"]
    assert drive([{"releases": []}], mark="MTAw") == [f"MTAw|{FIRST}&cursor=MTAw"]


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<html>busy</html>",
        b'{"releases": [',
        {"message": "Too many requests"},
        {"releases": [], "links": {"next": "https://x.example/"}},
    ],
)
def test_a_broken_page_is_never_the_last_page(page: object) -> None:
    with pytest.raises(Unavailable):
        drive([page])


def test_a_cursor_that_comes_again_ends_in_an_error_and_not_in_a_circle() -> None:
    again = {"releases": [], "links": {"next": "https://www.find-tender.service.gov.uk/x?cursor=MTAw"}}
    with pytest.raises(Unavailable):
        drive([again, again, again])
