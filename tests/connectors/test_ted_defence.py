"""The older dialect: the defence forms 16 to 19 and what is older still, whose wrappers differ and whose facts do not."""

from datetime import UTC, date, datetime
from decimal import Decimal

from klynge.core.money import Money
from klynge.core.notice import Award, Kind, Party, Requirement, RequirementKind, Text
from tests.connectors.written import legacy, notice

F19 = """<CONTRACT_CONCESSIONAIRE_DEFENCE CATEGORY="ORIGINAL" FORM="19" LG="DA">
<FD_CONTRACT_CONCESSIONAIRE_DEFENCE CTYPE="SUPPLIES">
  <CONTRACTING_AUTHORITY_INFORMATION_CONTRACT_SUB_DEFENCE><NAME_ADDRESSES_CONTACT_CONTRACT><CA_CE_CONCESSIONAIRE_PROFILE>
    <ORGANISATION><OFFICIALNAME>Hovedleverandør A/S</OFFICIALNAME><NATIONALID>12345674</NATIONALID></ORGANISATION><TOWN>Karup</TOWN>
    <COUNTRY VALUE="DK"/></CA_CE_CONCESSIONAIRE_PROFILE></NAME_ADDRESSES_CONTACT_CONTRACT>
    <TYPE_OF_ACTIVITY VALUE="DEFENCE"/>
    <CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY><ORGANISATION><OFFICIALNAME>Hæren</OFFICIALNAME></ORGANISATION>
    </CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY></CONTRACTING_AUTHORITY_INFORMATION_CONTRACT_SUB_DEFENCE>
  <OBJECT_CONTRACT_SUB_DEFENCE><DESCRIPTION_CONTRACT_SUB_DEFENCE><TITLE_CONTRACT><P>Pansrede døre</P></TITLE_CONTRACT>
    <SHORT_CONTRACT_DESCRIPTION><P>Svejsning af stål.</P></SHORT_CONTRACT_DESCRIPTION>
    <CPV><CPV_MAIN><CPV_CODE CODE="35410000"/></CPV_MAIN></CPV>
    <DIVISION><F19_ANNEX_B ITEM="1"><LOT_NUMBER>A</LOT_NUMBER><LOT_TITLE>Venstre dør</LOT_TITLE><LOT_DESCRIPTION><P>Stål</P>
      </LOT_DESCRIPTION><CPV><CPV_MAIN><CPV_CODE CODE="35421000"/></CPV_MAIN></CPV><NATURE_QUANTITY_SCOPE><TOTAL_QUANTITY_OR_SCOPE>
      <P>Ti stk.</P></TOTAL_QUANTITY_OR_SCOPE><COSTS_RANGE_AND_CURRENCY CURRENCY="DKK"><VALUE_COST FMTVAL="500000.00">500 000,00
      </VALUE_COST></COSTS_RANGE_AND_CURRENCY></NATURE_QUANTITY_SCOPE><PERIOD_WORK_DATE_STARTING><MONTHS>6</MONTHS>
      </PERIOD_WORK_DATE_STARTING></F19_ANNEX_B></DIVISION>
    <SUBCONTRACTING><INDICATE_ANY_SHARE VALUE="YES"/><IDENTIFY_SUBCONTRACT VALUE="NO"/></SUBCONTRACTING>
    </DESCRIPTION_CONTRACT_SUB_DEFENCE>
    <QUANTITY_SCOPE><NATURE_QUANTITY_SCOPE><TOTAL_QUANTITY_OR_SCOPE><P>Tyve stk.</P></TOTAL_QUANTITY_OR_SCOPE>
      <COSTS_RANGE_AND_CURRENCY CURRENCY="DKK"><RANGE_VALUE_COST><LOW_VALUE>1</LOW_VALUE><HIGH_VALUE>2 000 000,00</HIGH_VALUE>
      </RANGE_VALUE_COST></COSTS_RANGE_AND_CURRENCY></NATURE_QUANTITY_SCOPE></QUANTITY_SCOPE></OBJECT_CONTRACT_SUB_DEFENCE>
  <LEFTI><F19_ECONOMIC_FINANCIAL_CAPACITY><EAF_CAPACITY_INFORMATION><P>Regnskab</P></EAF_CAPACITY_INFORMATION>
    </F19_ECONOMIC_FINANCIAL_CAPACITY><TECHNICAL_CAPACITY_LEFTI_SUBCONTRACTORS><P>AQAP 2110</P>
    </TECHNICAL_CAPACITY_LEFTI_SUBCONTRACTORS><CLEARING_LAST_DATE><DAY>1</DAY><MONTH>4</MONTH><YEAR>2021</YEAR></CLEARING_LAST_DATE></LEFTI>
  <RECEIPT_LIMIT_DATE><DAY>05</DAY><MONTH>07</MONTH><YEAR>2021</YEAR><TIME>12:00</TIME></RECEIPT_LIMIT_DATE>
  <PREVIOUS><NOTICE_NUMBER_OJ>2020/S 001-000777</NOTICE_NUMBER_OJ></PREVIOUS>
</FD_CONTRACT_CONCESSIONAIRE_DEFENCE></CONTRACT_CONCESSIONAIRE_DEFENCE>"""

AWARD = """<AWARD_OF_CONTRACT_DEFENCE ITEM="1"><LOT_NUMBER>A</LOT_NUMBER><CONTRACT_AWARD_DATE><DAY>9</DAY><MONTH>12</MONTH>
  <YEAR>2020</YEAR></CONTRACT_AWARD_DATE><OFFERS_RECEIVED_NUMBER>2</OFFERS_RECEIVED_NUMBER><ECONOMIC_OPERATOR_NAME_ADDRESS>
  <CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME><ORGANISATION><OFFICIALNAME>Vinder ApS</OFFICIALNAME></ORGANISATION><COUNTRY VALUE="EL"/>
  </CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME></ECONOMIC_OPERATOR_NAME_ADDRESS><CONTRACT_VALUE_INFORMATION>
  <INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT CURRENCY="EUR"><VALUE_COST FMTVAL="1.00">1</VALUE_COST></INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT>
  <COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="EUR"><VALUE_COST FMTVAL="676700">676 700</VALUE_COST>
  </COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></CONTRACT_VALUE_INFORMATION></AWARD_OF_CONTRACT_DEFENCE>
</FD_CONTRACT_CONCESSIONAIRE_DEFENCE>"""


def test_a_prime_s_search_for_subcontractors_is_read_whole():
    read = notice(legacy(F19).replace('<DIRECTIVE VALUE="2014/24/EU"/>', ""))
    assert (read.kind, read.dialect, read.form) == (Kind.SUBCONTRACT, "ted-defence", "CONTRACT_CONCESSIONAIRE_DEFENCE")
    assert (read.legal_basis, read.nature) == ("32009L0081", "supplies")
    assert read.title == {"da": "Pansrede døre"}
    assert read.description == {"da": "Svejsning af stål.\nTyve stk."}
    assert read.cpv == ("35410000", "35421000", "35400000")
    assert (read.value, read.maximum) == (None, Money(Decimal(2000000), "DKK"))
    assert read.deadline_at == datetime(2021, 7, 5, 10, 0, tzinfo=UTC)
    assert read.earlier == ("317845-2020", "777-2020")


def test_its_lot_has_its_own_text_code_value_and_time():
    (lot,) = notice(legacy(F19)).lots
    assert (lot.id, lot.title, lot.description) == ("A", {"da": "Venstre dør"}, {"da": "Stål\nTi stk."})
    assert (lot.cpv, lot.value, lot.months) == (("35421000",), Money(Decimal("500000.00"), "DKK"), Decimal(6))


def test_a_lot_without_its_own_time_has_the_whole_contract_s():
    whole = "<PERIOD_WORK_DATE_STARTING><DAYS>1461</DAYS></PERIOD_WORK_DATE_STARTING><QUANTITY_SCOPE>"
    xml = F19.replace("<QUANTITY_SCOPE>", whole)
    assert [lot.months for lot in notice(legacy(xml)).lots] == [Decimal(6)]
    assert [lot.months for lot in notice(legacy(xml.replace("<MONTHS>6</MONTHS>", ""))).lots] == [Decimal(48)]


def test_the_buyer_comes_before_those_for_whom_it_buys():
    prime = Party(
        name=Text({"da": "Hovedleverandør A/S"}), national_id="12345674", country="DK", town="Karup", activity="defence"
    )
    assert notice(legacy(F19)).buyers == (prime, Party(name=Text({"da": "Hæren"})))


def test_capacity_clearance_and_subcontracting_are_conditions():
    kinds = RequirementKind
    assert notice(legacy(F19)).requirements == (
        Requirement(kinds.SELECTION, Text({"da": "Regnskab"}), "ef-stand"),
        Requirement(kinds.SUBCONTRACTING, Text({"da": "AQAP 2110"}), "tp-abil"),
        Requirement(kinds.CLEARANCE, Text({"da": "2021-04-01"}), "security-clearance"),
        Requirement(kinds.SUBCONTRACTING, Text(), "indicate-share"),
    )


def test_a_winner_comes_with_the_final_value_and_not_the_first_estimate():
    read = notice(legacy(F19.replace("</FD_CONTRACT_CONCESSIONAIRE_DEFENCE>", AWARD)))
    winner = Party(name=Text({"da": "Vinder ApS"}), country="GR")
    value = Money(Decimal(676700), "EUR")
    assert read.awards == (
        Award(winner=winner, lot_id="A", contract_id="#1", value=value, awarded_on=date(2020, 12, 9), tenders=2),
    )
    assert read.maximum == Money(Decimal(2000000), "DKK")  # the award's value is not the notice's


def test_forms_older_still_are_read_by_the_same_names():
    older = (
        F19.replace("CONTRACT_CONCESSIONAIRE_DEFENCE", "CONTRACT")
        .replace('FORM="19"', 'FORM="2"')
        .replace("F19_ANNEX_B", "ANNEX_B")
    )
    older = older.replace("<ORGANISATION><OFFICIALNAME>Hæren</OFFICIALNAME></ORGANISATION>", "<ORGANISATION>Hæren</ORGANISATION>")
    read = notice(legacy(older))
    assert (read.kind, read.form, read.legal_basis) == (Kind.COMPETITION, "CONTRACT", "32014L0024")
    assert [buyer.name["da"] for buyer in read.buyers] == ["Hovedleverandør A/S", "Hæren"]
    assert len(read.lots) == 1
