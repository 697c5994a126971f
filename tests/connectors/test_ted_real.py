"""Real notices, read by hand and by the connector: both must say the same. And none of the many may crash."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from klynge.connectors.files import open_files
from klynge.connectors.shapes import Answer
from klynge.connectors.ted_xml import TedXml
from klynge.core.money import Money
from klynge.core.notice import Kind, Notice, Place, RequirementKind, Unread
from tests.connectors.written import name_of
from tests.real import real


def _all(archive: str) -> Mapping[str, Notice | Unread]:
    """What the connector says of each file of an archive, by the file's name without its ending."""
    said = {}
    for answer in open_files([real(archive)]):
        assert isinstance(answer, Answer)
        (said[name_of(answer)],) = TedXml().reads(answer)
    return said


@pytest.fixture(scope="module")
def legacy() -> Mapping[str, Notice | Unread]:
    return _all("notices/ted-2016-2022.tar.gz")


@pytest.fixture(scope="module")
def examples() -> Mapping[str, Notice | Unread]:
    return _all("notices/eforms-examples.tar.gz")


@pytest.fixture(scope="module")
def recent() -> Mapping[str, Notice | Unread]:
    return _all("notices/eforms-real.tar.gz")


def won(notice: Notice) -> list[tuple[str, str, Money | None, date | None, int | None]]:
    return [(award.winner.name.best(), award.lot_id, award.value, award.awarded_on, award.tenders) for award in notice.awards]


def test_all_of_the_2382_real_notices_are_read(legacy):
    assert Counter(type(said).__name__ for said in legacy.values()) == {"Notice": 2382}


def test_every_one_of_them_has_what_a_page_needs(legacy):
    for name, notice in legacy.items():
        assert all((notice.title, notice.description, notice.cpv, notice.buyers, notice.languages)), name
        assert all((notice.published_on, notice.dispatched_on, notice.nature)), name
        assert set(notice.title) <= set(notice.languages), name
        assert all(len(place.country) == 2 for place in notice.places), name
        assert all(len(buyer.country) == 2 for buyer in notice.buyers if buyer.country), name
    without = [name for name, notice in legacy.items() if notice.kind is Kind.COMPETITION and not notice.deadline_at]
    systems = [name for name in without if legacy[name].form == "F07_2014" or legacy[name].form == "F22_2014"]
    assert sorted(set(without) - set(systems)) == ["511115-2017"]  # a social service that names no deadline


def test_valid_examples_of_the_sdk_are_read_and_invalid_ones_say_what_is_wrong(examples):
    unread = {name: said for name, said in examples.items() if isinstance(said, Unread)}
    assert {name: said.reason for name, said in unread.items()} == {
        "INVALID_can_24_empty": "missing-field",
        "INVALID_change-cn_24_FRA_comments": "contradiction",
        "INVALID_cn_24_stage-1": "missing-field",
        "INVALID_cn_24_stage-2": "missing-field",
        "INVALID_pin-only_24_minimal": "missing-field",
    }
    assert "BT-33" in unread["INVALID_change-cn_24_FRA_comments"].detail
    assert "BT-701" in unread["INVALID_pin-only_24_minimal"].detail
    assert len(examples) == 58


def test_the_real_eforms_are_read_with_all_their_languages(recent):
    assert all(isinstance(said, Notice) for said in recent.values())
    assert {name: len(notice.title) for name, notice in recent.items()} == {
        "2023-OJS167-00524889": 24,
        "2024-OJS028-00082127": 1,
        "2024-OJS044-00129266": 1,
        "2024-OJS056-00163529": 1,
        "2024-OJS064-00189213": 1,
        "2024-OJS065-00191534": 2,
        "2024-OJS072-00215550-modif": 1,
        "2024-OJS170-00525037": 2,
        "2024-OJS198-00611835": 2,
        "doffin-2024-100693": 2,
    }
    assert all(set(notice.title) == set(notice.languages) for notice in recent.values())


def test_a_belgian_result_in_two_languages(recent):
    read = recent["2024-OJS065-00191534"]
    assert (read.number, read.version, read.published_as) == ("f80d83c5-f453-474d-b11b-c62bec947312", "02", "191534-2024")
    assert (read.kind, read.languages, read.published_on) == (Kind.RESULT, ("fr", "nl"), date(2024, 4, 2))
    assert read.lots[0].title == {"nl": "2023/DVZOE/CLEANING/FITT/OP - 1", "fr": "2023/DVZOE/CLEANING/FITT/PO - 1"}
    assert (read.lots[0].starts_on, read.lots[0].months, read.lots[0].places) == (date(2024, 3, 5), 48, (Place("BE", "BE234"),))
    on = date(2024, 3, 4)
    assert won(read) == [
        ("Belgo Facility Services", "LOT-0001", Money(Decimal("8819.09"), "EUR"), on, 6),
        ("Belgo Facility Services", "LOT-0003", Money(Decimal("11016.45"), "EUR"), on, 4),
        ("Belgo Facility Services", "LOT-0004", Money(Decimal("11807.88"), "EUR"), on, 4),
        ("Belgo Facility Services", "LOT-0005", Money(Decimal("9317.85"), "EUR"), on, 5),
        ("M&G CLEANING", "LOT-0002", Money(Decimal("13768.11"), "EUR"), on, 5),  # as the publisher's contracts have it
    ]


@pytest.mark.parametrize(
    ("name", "deadline"),
    [
        ("2024-OJS028-00082127", datetime(2024, 2, 26, 11, tzinfo=UTC)),  # expressions of interest
        ("2024-OJS044-00129266", datetime(2024, 4, 18, 10, tzinfo=UTC)),  # requests to participate
        ("2024-OJS064-00189213", datetime(2024, 5, 27, 12, tzinfo=UTC)),  # tenders
        ("doffin-2024-100693", datetime(2024, 2, 8, 11, tzinfo=UTC)),
        ("2024-OJS065-00191534", None),
    ],
)
def test_deadlines_of_all_three_kinds(recent, name, deadline):
    assert recent[name].deadline_at == deadline


def test_a_norwegian_framework_with_eleven_lots(recent):
    read = recent["doffin-2024-100693"]
    assert (read.value, read.maximum) == (Money(Decimal(3680000000), "NOK"), Money(Decimal(4600000000), "NOK"))
    assert (read.lots[0].value, read.lots[0].maximum) == (Money(Decimal(304000000), "NOK"), Money(Decimal(380000000), "NOK"))
    assert read.lots[0].title == {"no": "1 IT-Arkitektur", "en": "1 IT Architecture"}
    assert read.earlier == ("de4a79eb-74a9-4dd7-a47b-ceade1f99e71",)
    assert read.buyers[0].national_id == "889640782"
    assert len(read.lots) == 11


def test_a_result_without_a_winner_in_24_languages(recent):
    read = recent["2023-OJS167-00524889"]
    assert (read.awards, read.earlier, read.value) == ((), ("290207-2023",), Money(Decimal(439000), "EUR"))
    assert read.legal_basis == "32018R1046"


def test_defence_examples(examples):
    dogs = examples["cn_81"]
    assert (dogs.kind, dogs.legal_basis, dogs.buyers[0].activity) == (Kind.COMPETITION, "32009L0081", "defence")
    assert (dogs.title, dogs.value) == ({"en": "Procurement of Military Working Dogs"}, Money(Decimal(123456), "EUR"))
    assert dogs.deadline_at == datetime(2020, 5, 7, 22, 55, tzinfo=UTC)
    conditions = examples["cn_81_FRA"].lots[0].requirements
    assert [need.code for need in conditions if need.kind is RequirementKind.SUBCONTRACTING] == ["subc-chng", "shar-subc"]
    assert "Confidentiel défense" in next(need.text["fr"] for need in conditions if need.code == "performance")
    (clearance,) = [need for need in examples["subco_81"].lots[0].requirements if need.kind is RequirementKind.CLEARANCE]
    assert clearance.text == {"en": "A security clearance is required"}
    assert examples["subco_81"].kind is Kind.SUBCONTRACT
    assert won(examples["veat_81"]) == [("New Org", "LOT-0001", None, None, None)]
    assert examples["veat_81"].kind is Kind.DIRECT


def test_what_the_examples_withhold_is_not_read(examples):
    read = examples["can_25_withheld"]
    assert (read.value, read.procedure, read.awards[0].tenders) == (None, "", None)
    assert [need for need in read.lots[0].requirements if need.kind is RequirementKind.AWARD] == []
