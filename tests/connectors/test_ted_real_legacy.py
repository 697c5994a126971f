"""Real notices of TED_EXPORT, read by hand and by the connector."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from klynge.connectors.files import open_files
from klynge.connectors.shapes import Answer
from klynge.connectors.ted_xml import TedXml
from klynge.core.money import Money
from klynge.core.notice import Kind, Notice, Place, RequirementKind
from tests.connectors.test_ted_real import won
from tests.connectors.written import name_of
from tests.real import real

NAMES = frozenset(
    (
        *("000872_2020", "000934_2020", "001362-2019", "004524-2016", "005017-2018", "005844-2021", "361952-2020", "185063-2021"),
        *("002334-2019", "051415-2019", "003424-2021", "029228-2021", "108898-2021", "127002-2021", "169827-2021", "277905-2021"),
        *("363592-2021", "026357-2021"),
    )
)


@pytest.fixture(scope="module")
def notices() -> dict[str, Notice]:
    found = {}
    for answer in open_files([real("notices/ted-2016-2022.tar.gz")]):
        if isinstance(answer, Answer) and name_of(answer) in NAMES:
            (found[name_of(answer)],) = TedXml().reads(answer)
    assert set(found) == NAMES
    return found


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("name", "kind", "form", "legal_basis", "earlier"),
    [
        ("000872_2020", Kind.COMPETITION, "F05_2014", "32014L0025", ()),
        ("001362-2019", Kind.RESULT, "F25_2014", "32014L0023", ("312078-2018",)),
        ("004524-2016", Kind.RESULT, "F13_2014", "32014L0025", ("238543-2015",)),
        ("005017-2018", Kind.MODIFICATION, "F20_2014", "32014L0024", ("57956-2016",)),
        ("005844-2021", Kind.OTHER, "F14_2014", "32014L0024", ("606782-2020",)),
        ("361952-2020", Kind.DIRECT, "F15_2014", "32014L0025", ("167492-2020",)),
        ("002334-2019", Kind.RESULT, "F21_2014", "32014L0024", ()),
        ("185063-2021", Kind.RESULT, "F03_2014", "", ("467685-2019",)),
        ("108898-2021", Kind.PLANNING, "PRIOR_INFORMATION_DEFENCE", "32009L0081", ()),
        ("127002-2021", Kind.COMPETITION, "CONTRACT_DEFENCE", "32009L0081", ()),
        ("029228-2021", Kind.RESULT, "CONTRACT_AWARD_DEFENCE", "32009L0081", ("560961-2019", "93557-2020", "146635-2020")),
        ("003424-2021", Kind.RESULT, "CONTRACT_AWARD_DEFENCE", "32009L0081", ("317845-2020", "209163-2020")),
    ],
)
def test_kind_form_law_and_what_came_before(notices, name, kind, form, legal_basis, earlier):
    read = notices[name]
    assert (read.kind, read.form, read.legal_basis, read.earlier) == (kind, form, legal_basis, earlier)


@pytest.mark.parametrize(
    ("name", "deadline"),
    [
        ("000872_2020", datetime(2020, 1, 15, 10, tzinfo=UTC)),  # 11:00 in Paris
        ("000934_2020", datetime(2020, 2, 3, 13, tzinfo=UTC)),  # 14:00 in Brussels
        ("005844-2021", datetime(2021, 1, 21, 8, tzinfo=UTC)),  # the new one of a corrigendum, 9:00 in Warsaw
        ("127002-2021", datetime(2021, 4, 19, 21, 59, tzinfo=UTC)),  # no time said
        ("169827-2021", datetime(2021, 4, 29, 10, tzinfo=UTC)),  # noon in Oslo
        ("277905-2021", datetime(2021, 7, 7, 21, 59, tzinfo=UTC)),
        ("029228-2021", None),
    ],
)
def test_deadlines(notices, name, deadline):
    assert notices[name].deadline_at == deadline


@pytest.mark.parametrize(
    ("name", "winners"),
    [
        ("001362-2019", [("Skycity Sociedade Imobiliária, S. A.", "", eur("325000.00"), date(2018, 10, 30), 2)]),
        ("003424-2021", [("Projmors Biuro projektów Budownictwa Morskiego Sp. z o.o.", "", None, date(2020, 12, 9), 2)]),
        ("363592-2021", [("Companhia Brasileira de Cartuchos", "", eur("1990000"), date(2021, 7, 12), 1)]),
        ("029228-2021", [("Cardcoin-Veridos (konsortium)", "1", Money(Decimal(44650583), "DKK"), date(2020, 11, 17), 3)]),
        ("051415-2019", []),  # awarded, but to whom is not printed
        ("361952-2020", []),
    ],
)
def test_winners(notices, name, winners):
    assert won(notices[name]) == winners


def test_four_joint_winners_share_one_contract(notices):
    awards = notices["185063-2021"].awards
    assert [award.winner.name["fr"] for award in awards] == [
        "GOPA Worldwide Consultants GmbH",
        "GOPA Gesellschaft für Organisation, Planung und Ausbildung mbH",
        "Mascontour GmbH",
        "Comete Engineering",
    ]
    assert {award.contract_id for award in awards} == {"ENI/2021/417-108"}
    assert {award.winner.size for award in awards} == {"NO_SME"}


def test_prizes_of_a_design_contest(notices):
    awards = notices["004524-2016"].awards
    assert [award.winner.name["de"] for award in awards][:3] == [
        "H.P. Gauff Ingenieure GmbH & Co. KG -JBG-",
        "KBI – Kirchner Beratende Ingenieure GmbH",
        "PLE Pipeline Engineering GmbH",
    ]
    assert {(award.tenders, award.awarded_on) for award in awards} == {(7, date(2015, 11, 17))}
    assert notices["004524-2016"].cpv == ("71322200", "71521000", "71356400")


def test_a_modified_contract_has_its_value_after_the_change(notices):
    read = notices["005017-2018"]
    assert read.value == Money(Decimal(3714751550), "HUF")
    assert {award.value for award in read.awards} == {Money(Decimal(2542475000), "HUF")}
    assert read.lots[0].months == 28


def test_a_belgian_form_in_two_languages(notices):
    read = notices["000934_2020"]
    assert read.languages == ("fr", "nl")
    assert read.buyers[0].name == {"fr": "BPOST", "nl": "bpost"}
    assert [lot.value for lot in read.lots] == [eur("5300000.00"), eur("3700000.00"), eur("500000.00")]
    assert read.lots[2].title == {
        "fr": "Services relatifs à la connectivité des données de type LTE",
        "nl": "Diensten met betrekking tot data connectiviteit LTE",
    }
    assert read.lots[2].months == 36


def test_a_british_framework_with_eight_lots(notices):
    read = notices["002334-2019"]
    assert (len(read.lots), read.value) == (8, Money(Decimal(155000000), "GBP"))
    assert read.places == (Place("GB", "UKF24"), Place("GB", "UKF25"))
    assert read.lots[1].title == {"en": "Service Category 2 — Mental Health"}
    assert read.awards[0].tenders == 50


def test_a_danish_passport_framework_for_three_authorities(notices):
    read = notices["029228-2021"]
    assert read.title == {"da": "Design, produktion og personalisering af pas"}
    assert [buyer.name["da"] for buyer in read.buyers] == ["Rigspolitiet", "Udenrigsministeriet", "Udlændingestyrelsen"]
    assert [buyer.activity for buyer in read.buyers] == ["pub-os", "", ""]
    assert (read.value, read.maximum) == (None, Money(Decimal(450000000), "DKK"))
    assert read.cpv == ("22451000", "22455000")


def test_a_finnish_request_for_information_with_its_lots_and_helmets(notices):
    read = notices["108898-2021"]
    assert [lot.title["fi"] for lot in read.lots] == [
        "Ballistinen luotisuojakypärä",
        "Ballistinen suojakypärä (ACH)",
        "Joukkojenhallinta- ja mellakkapoliisikypärä",
    ]
    assert len(read.buyers) == 4
    assert {lot.months for lot in read.lots} == {Decimal(72)}
    assert read.description["fi"].startswith("Poliisihallitus suunnittelee poliisin suojakypärien")


def test_swedish_tents_ask_for_three_kinds_of_proof_and_the_lowest_price(notices):
    read = notices["127002-2021"]
    assert [(need.kind, need.code) for need in read.requirements] == [
        (RequirementKind.SELECTION, "sui-act"),
        (RequirementKind.SELECTION, "ef-stand"),
        (RequirementKind.SELECTION, "tp-abil"),
        (RequirementKind.AWARD, "price"),
    ]
    assert (read.lots[0].months, read.buyers[0].national_id) == (Decimal(36), "202100-0340")


def test_a_french_framework_with_a_range_and_four_lots(notices):
    read = notices["026357-2021"]
    assert (read.value, read.maximum) == (None, eur("1640000"))
    assert [lot.title["fr"] for lot in read.lots][:2] == [
        "Responsabilité civile industrielle",
        "Responsabilité civile aéronautique",
    ]
    assert (len(read.lots), read.places) == (4, ())


def test_a_norwegian_maintenance_framework_buys_for_another_agency(notices):
    read = notices["169827-2021"]
    assert read.value == Money(Decimal("150000000.00"), "NOK")
    assert [buyer.country for buyer in read.buyers] == ["NO", "NO"]
    assert read.buyers[1].name == {"en": "The Norwegian Defence Materiel Agency"}
