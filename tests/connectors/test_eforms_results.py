"""eForms: who won, and what is withheld."""

from datetime import date
from decimal import Decimal

from klynge.core.money import Money
from klynge.core.notice import Award, Party, Text
from tests.connectors.written import eforms, extension, notice

RESULT = """<efac:NoticeResult>
  <cbc:TotalAmount currencyID="DKK">900000</cbc:TotalAmount>
  <efac:LotResult><cbc:TenderResultCode>selec-w</cbc:TenderResultCode>
    <efac:LotTender><cbc:ID>TEN-0001</cbc:ID></efac:LotTender><efac:LotTender><cbc:ID>TEN-0002</cbc:ID></efac:LotTender>
    <efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>t-sme</efbc:StatisticsCode>
      <efbc:StatisticsNumeric>1</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>
    <efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>tenders</efbc:StatisticsCode>
      <efbc:StatisticsNumeric>2</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>
    <efac:SettledContract><cbc:ID>CON-0001</cbc:ID></efac:SettledContract>
    <efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotResult>
  <efac:LotTender><cbc:ID>TEN-0001</cbc:ID><cbc:RankCode>2</cbc:RankCode><cac:LegalMonetaryTotal>
      <cbc:PayableAmount currencyID="DKK">950000</cbc:PayableAmount></cac:LegalMonetaryTotal>
    <efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID></efac:TenderingParty>
    <efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotTender>
  <efac:LotTender><!--HIDDEN--><cbc:ID>TEN-0002</cbc:ID><cbc:RankCode>1</cbc:RankCode><cac:LegalMonetaryTotal>
      <cbc:PayableAmount currencyID="DKK">900000</cbc:PayableAmount></cac:LegalMonetaryTotal>
    <efac:TenderingParty><cbc:ID>TPA-0002</cbc:ID></efac:TenderingParty>
    <efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotTender>
  <efac:SettledContract><cbc:ID>CON-0001</cbc:ID><cbc:AwardDate>2026-08-01+02:00</cbc:AwardDate>
    <efac:LotTender><cbc:ID>TEN-0002</cbc:ID></efac:LotTender></efac:SettledContract>
  <efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID><efac:Tenderer><cbc:ID>ORG-0003</cbc:ID></efac:Tenderer></efac:TenderingParty>
  <efac:TenderingParty><cbc:ID>TPA-0002</cbc:ID><efac:Tenderer><cbc:ID>ORG-0002</cbc:ID></efac:Tenderer></efac:TenderingParty>
</efac:NoticeResult>"""

WINNER = Party(name=Text({"da": "Vinder ApS"}), size="small")


def hidden(code: str) -> str:
    return f"<efac:FieldsPrivacy><efbc:FieldIdentifierCode>{code}</efbc:FieldIdentifierCode></efac:FieldsPrivacy>"


def test_the_winner_is_whom_the_contract_names_and_the_loser_is_not():
    read = notice(eforms(RESULT=RESULT))
    assert read.awards == (
        Award(
            winner=WINNER,
            lot_id="LOT-0001",
            contract_id="CON-0001",
            value=Money(Decimal(900000), "DKK"),
            awarded_on=date(2026, 8, 1),
            tenders=2,
        ),
    )
    assert read.value == Money(Decimal(900000), "DKK")


def test_without_a_contract_the_first_ranked_tender_of_the_lot_won():
    xml = RESULT.replace(
        "<efac:LotTender><cbc:ID>TEN-0002</cbc:ID></efac:LotTender></efac:SettledContract>", "</efac:SettledContract>"
    )
    assert [award.winner.name for award in notice(eforms(RESULT=xml)).awards] == [WINNER.name]
    assert notice(eforms(RESULT=xml.replace("selec-w", "clos-nw"))).awards == ()


def test_joint_winners_share_their_contract():
    tenderer = "<efac:Tenderer><cbc:ID>{}</cbc:ID></efac:Tenderer>"
    both = RESULT.replace(tenderer.format("ORG-0002"), tenderer.format("ORG-0002") + tenderer.format("ORG-0003"))
    awards = notice(eforms(RESULT=both)).awards
    assert [(award.winner.name["da"], award.contract_id) for award in awards] == [
        ("Vinder ApS", "CON-0001"),
        ("Taber A/S", "CON-0001"),
    ]


def test_a_reference_to_nobody_is_passed_over():
    assert notice(eforms(RESULT=RESULT.replace("ORG-0002", "ORG-9999"))).awards == ()
    assert notice(eforms(RESULT=RESULT.replace("<cbc:ID>TPA-0002", "<cbc:ID>TPA-9999", 1))).awards == ()


def test_withheld_values_are_not_read():
    masked = RESULT.replace("<!--HIDDEN-->", hidden("win-ten-val")).replace(
        "<cbc:TotalAmount", hidden("not-val") + "<cbc:TotalAmount"
    )
    read = notice(eforms(RESULT=masked))
    assert read.value is None
    assert [(award.winner, award.value) for award in read.awards] == [(WINNER, None)]
    assert notice(eforms(PROCESS=extension(hidden("pro-typ")))).procedure == ""


def test_a_negative_amount_is_a_mask_and_no_value():
    assert notice(eforms(RESULT=RESULT.replace(">900000<", ">-1<"))).value is None
