"""OCDS in its dialects: facts read by hand from real releases of publishers with all their faults."""

import gzip
import json
import tarfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from klynge.connectors.ocds import Ocds
from klynge.connectors.shapes import Answer
from klynge.core.money import Money
from klynge.core.notice import Kind, Notice, Party, Place, RequirementKind, Text, Unread
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
