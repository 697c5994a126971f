"""TED_EXPORT: the forms of 2014 and the older dialect, on small notices that change in one place."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from klynge.core.money import Money
from klynge.core.notice import Award, Kind, Lot, Party, Place, Requirement, RequirementKind, Text
from tests.connectors.written import F02, legacy, notice, unread

BODY = F02[F02.index("<CONTRACTING_BODY>") : F02.index("<OBJECT_CONTRACT>")]


def f02(old: str, new: str) -> str:
    assert old in F02
    return legacy(F02.replace(old, new))


def test_a_form_says_who_it_is_and_what_it_is_for():
    read = notice(legacy())
    assert (read.number, read.published_as, read.version) == ("000123-2021", "123-2021", "01")
    assert (read.kind, read.form, read.dialect, read.languages) == (Kind.COMPETITION, "F02_2014", "ted-2014", ("da",))
    assert (read.published_on, read.dispatched_on) == (date(2021, 1, 5), date(2021, 1, 2))
    assert (read.procedure, read.nature, read.legal_basis) == ("open", "supplies", "32014L0024")
    assert read.earlier == ("317845-2020",)
    assert read.url == "https://ted.europa.eu/en/notice/-/detail/123-2021"


def test_paragraphs_are_lines_and_breaks_within_them_are_not():
    assert notice(legacy()).description == {"da": "Døre til køretøjer.\nOgså ruder."}


def test_a_notice_that_is_not_divided_has_one_lot():
    (lot,) = notice(legacy()).lots
    place = Place("DK", "DK041")
    assert lot == Lot(id="1", description=Text({"da": "Venstre dør"}), cpv=("35400000",), places=(place,), months=Decimal(18))


def test_the_deadline_is_meant_by_the_clock_of_the_buyer_s_country():
    assert notice(legacy()).deadline_at == datetime(2021, 3, 5, 11, 0, tzinfo=UTC)
    greek = legacy().replace('<ISO_COUNTRY VALUE="DK"/>', '<ISO_COUNTRY VALUE="EL"/>')
    assert notice(greek).deadline_at == datetime(2021, 3, 5, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2021-03-28T02:30", datetime(2021, 3, 28, 1, 30, tzinfo=UTC)),  # an hour that did not exist that night
        ("2021-10-31T02:30", datetime(2021, 10, 31, 0, 30, tzinfo=UTC)),  # an hour that came twice: the first one
        ("2021-12-31T24:00", datetime(2021, 12, 31, 23, 0, tzinfo=UTC)),
        ("9999-12-31T24:00", None),
        ("2021-02-29T12:00", None),
    ],
)
def test_strange_hours_become_one_moment_or_none(local, utc):
    day, time = local.split("T")
    assert notice(f02("2021-03-05", day).replace(">12:00<", f">{time}<")).deadline_at == utc


def test_old_country_names_become_those_of_the_standard():
    (buyer,) = notice(f02('<COUNTRY VALUE="DK"/>', '<COUNTRY VALUE="UK"/>')).buyers
    assert buyer == Party(name=Text({"da": "Hærens Værksted"}), country="GB", nuts="DK041", activity="defence")


def test_only_what_the_buyer_sent_is_text_of_the_notice():
    translated = F02.replace("ORIGINAL", "TRANSLATION").replace('LG="DA"', 'LG="EN"').replace("Pansrede døre", "Armoured doors")
    assert notice(legacy(translated + F02)).title == {"da": "Pansrede døre"}


def test_a_form_sent_in_two_languages_is_read_in_both_the_main_one_first():
    german = F02.replace('LG="DA"', 'LG="DE"').replace("Pansrede døre", "Türen").replace("Venstre dør", "Linke Tür")
    read = notice(legacy(german + F02))
    assert list(read.title.items()) == [("da", "Pansrede døre"), ("de", "Türen")]
    assert read.lots[0].description == {"da": "Venstre dør", "de": "Linke Tür"}


def test_several_languages_in_one_element_are_several_languages():
    german = F02.replace('LG="DA"', 'LG="DE"')
    read = notice(legacy(german + F02).replace("<LG_ORIG>DA</LG_ORIG>", "<LG_ORIG>DA DE</LG_ORIG>"))
    assert (read.languages, list(read.title)) == (("da", "de"), ["da", "de"])


def test_lots_that_do_not_pair_are_not_mixed_across_languages():
    lot = F02[F02.index("<OBJECT_DESCR ") : F02.index("</OBJECT_CONTRACT>")]
    german = F02.replace('LG="DA"', 'LG="DE"').replace(lot, lot.replace("Venstre dør", "Rechte Tür") + lot)
    assert [each.description for each in notice(legacy(german + F02)).lots] == [{"da": "Venstre dør"}]


def test_what_else_is_said_of_lot_and_notice_is_not_lost():
    more = "<OPTIONS_DESCR><P>To år.</P></OPTIONS_DESCR><MAIN_SITE><P>Karup</P></MAIN_SITE></OBJECT_DESCR>"
    complementary = "<COMPLEMENTARY_INFO><INFO_ADD><P>Se bilag.</P></INFO_ADD></COMPLEMENTARY_INFO></F02_2014>"
    read = notice(legacy(F02.replace("</OBJECT_DESCR>", more).replace("</F02_2014>", complementary)))
    assert (read.more, read.lots[0].more) == ({"da": "Se bilag."}, {"da": "To år.\nKarup"})


def test_winners_come_with_size_number_value_and_lot():
    awarded = """<AWARD_CONTRACT ITEM="1"><CONTRACT_NO>K1</CONTRACT_NO><LOT_NO>2</LOT_NO><AWARDED_CONTRACT>
      <DATE_CONCLUSION_CONTRACT>2020-12-01</DATE_CONCLUSION_CONTRACT><TENDERS><NB_TENDERS_RECEIVED>3</NB_TENDERS_RECEIVED></TENDERS>
      <CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Vinder ApS</OFFICIALNAME><NATIONALID>12345674</NATIONALID>
      <COUNTRY VALUE="DK"/></ADDRESS_CONTRACTOR><SME/></CONTRACTOR></CONTRACTORS>
      <VALUES><VAL_TOTAL CURRENCY="DKK">1250000.50</VAL_TOTAL></VALUES></AWARDED_CONTRACT></AWARD_CONTRACT>
      <AWARD_CONTRACT><NO_AWARDED_CONTRACT><PROCUREMENT_UNSUCCESSFUL/></NO_AWARDED_CONTRACT></AWARD_CONTRACT></F02_2014>"""
    winner = Party(name=Text({"da": "Vinder ApS"}), national_id="12345674", country="DK", size="SME")
    value = Money(Decimal("1250000.50"), "DKK")
    assert notice(f02("</F02_2014>", awarded)).awards == (
        Award(winner=winner, lot_id="2", contract_id="K1", value=value, awarded_on=date(2020, 12, 1), tenders=3),
    )
    withheld = notice(f02("</F02_2014>", awarded.replace("<VALUES>", '<VALUES PUBLICATION="NO">'))).awards
    assert [(award.winner, award.value) for award in withheld] == [(winner, None)]


@pytest.mark.parametrize(
    ("form", "notice_type", "kind"),
    [
        ("F01", "PRI_ONLY", Kind.PLANNING),
        ("F01", "PRI_CALL_COMPETITION", Kind.COMPETITION),
        ("F04", "PER_ONLY", Kind.PLANNING),
        ("F21", "CONTRACT", Kind.COMPETITION),
        ("F21", "AWARD_CONTRACT", Kind.RESULT),
        ("F22", "QSU_ONLY", Kind.COMPETITION),
        ("F23", "PRI", Kind.COMPETITION),
        ("F23", "CONCESSION_AWARD_CONTRACT", Kind.RESULT),
        ("F14", "", Kind.OTHER),
        ("F15", "", Kind.DIRECT),
        ("F20", "", Kind.MODIFICATION),
        ("F99", "", Kind.COMPETITION),  # an unknown form: the office's document type 3 decides
    ],
)
def test_the_kind_comes_from_form_and_type(form, notice_type, kind):
    xml = F02.replace("F02_2014", f"{form}_2014").replace('"F02"', f'"{form}"')
    xml = xml.replace("<CONTRACTING_BODY>", f'<NOTICE TYPE="{notice_type}"/><CONTRACTING_BODY>', 1)
    assert notice(legacy(xml)).kind == kind


def test_a_corrigendum_brings_the_new_deadline():
    change = """<CHANGES><CHANGE><WHERE><SECTION>IV.2.2</SECTION></WHERE><OLD_VALUE><DATE>2021-01-18</DATE></OLD_VALUE>
      <NEW_VALUE><DATE>2021-01-21</DATE><TIME>09:00</TIME></NEW_VALUE></CHANGE></CHANGES></F14_2014>"""
    xml = F02.replace("F02", "F14").replace("</F14_2014>", change)
    xml = xml[: xml.index("<PROCEDURE>")] + xml[xml.index("</PROCEDURE>") + len("</PROCEDURE>") :]
    assert notice(legacy(xml)).deadline_at == datetime(2021, 1, 21, 8, 0, tzinfo=UTC)


def test_a_range_of_values_is_a_maximum_and_no_value():
    value = '<VAL_RANGE_TOTAL CURRENCY="DKK"><LOW>1</LOW><HIGH>9</HIGH></VAL_RANGE_TOTAL><SHORT_DESCR>'
    read = notice(legacy(F02.replace("<SHORT_DESCR>", value, 1)))
    assert (read.value, read.maximum) == (None, Money(Decimal(9), "DKK"))


def test_conditions_funds_and_criteria_are_read():
    lefti = """<LEFTI><SUITABILITY><P>Registreret.</P></SUITABILITY><TECHNICAL_PROFESSIONAL_INFO><P>ISO 9001</P>
      </TECHNICAL_PROFESSIONAL_INFO><TECHNICAL_PROFESSIONAL_MIN_LEVEL><P>Tre år</P></TECHNICAL_PROFESSIONAL_MIN_LEVEL>
      <RESTRICTED_SHELTERED_WORKSHOP/></LEFTI></F02_2014>"""
    lot = """<AC><AC_QUALITY><AC_CRITERION>Kvalitet</AC_CRITERION><AC_WEIGHTING>60 %</AC_WEIGHTING></AC_QUALITY><AC_PRICE>
      <AC_WEIGHTING>40</AC_WEIGHTING></AC_PRICE></AC><EU_PROGR_RELATED><P>EDF</P></EU_PROGR_RELATED></OBJECT_DESCR>"""
    read = notice(legacy(F02.replace("</F02_2014>", lefti).replace("</OBJECT_DESCR>", lot)))
    kinds = RequirementKind
    assert read.requirements == (
        Requirement(kinds.SELECTION, Text({"da": "Registreret."}), "sui-act"),
        Requirement(kinds.SELECTION, Text({"da": "ISO 9001\nTre år"}), "tp-abil"),
        Requirement(kinds.RESERVED, Text(), "res-ws"),
    )
    assert read.lots[0].requirements == (
        Requirement(kinds.EU_FUNDS, Text({"da": "EDF"}), "eu-funds"),
        Requirement(kinds.AWARD, Text({"da": "40"}), "price"),
        Requirement(kinds.AWARD, Text({"da": "Kvalitet (60 %)"}), "quality"),
    )


def test_a_notice_without_its_form_its_number_its_title_or_its_buyer_is_unread():
    assert unread(legacy("")).reason == "no-form"
    assert unread(legacy(F02.replace("ORIGINAL", "TRANSLATION"))).reason == "no-form"
    assert "DOC_ID" in unread(legacy().replace('DOC_ID="000123-2021"', "")).detail
    assert "title" in unread(f02("<P>Pansrede døre</P>", "")).detail
    assert "buyer" in unread(f02("Hærens Værksted", " ")).detail
    assert unread("<TED_EXPORT/>").reason == "no-form"
