"""Small notices written for the tests: as short as the formats allow, changed in one place by each test."""

import re

from klynge.connectors.shapes import Answer
from klynge.connectors.ted_xml import TedXml
from klynge.core.notice import Notice, Unread

_EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"

EFORMS = """<?xml version="1.0" encoding="UTF-8"?>
<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
  xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
  xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1"
  xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"
  xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1">
  <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>
    <!--RESULT-->
    <efac:NoticeSubType><cbc:SubTypeCode>18</cbc:SubTypeCode></efac:NoticeSubType>
    <efac:Organizations>
      <efac:Organization><efac:Company>
        <cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>
        <cac:PartyName><cbc:Name languageID="DAN">Hærens Værksted</cbc:Name></cac:PartyName>
        <cac:PostalAddress><cbc:CityName>Karup</cbc:CityName><cbc:CountrySubentityCode>DK041</cbc:CountrySubentityCode>
          <cac:Country><cbc:IdentificationCode>DNK</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
        <cac:PartyLegalEntity><cbc:CompanyID>12345674</cbc:CompanyID></cac:PartyLegalEntity>
      </efac:Company></efac:Organization>
      <efac:Organization><efac:Company>
        <efbc:CompanySizeCode>small</efbc:CompanySizeCode>
        <cac:PartyIdentification><cbc:ID>ORG-0002</cbc:ID></cac:PartyIdentification>
        <cac:PartyName><cbc:Name languageID="DAN">Vinder ApS</cbc:Name></cac:PartyName>
      </efac:Company></efac:Organization>
      <efac:Organization><efac:Company>
        <cac:PartyIdentification><cbc:ID>ORG-0003</cbc:ID></cac:PartyIdentification>
        <cac:PartyName><cbc:Name languageID="DAN">Taber A/S</cbc:Name></cac:PartyName>
      </efac:Company></efac:Organization>
    </efac:Organizations>
  </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
  <cbc:CustomizationID>eforms-sdk-1.13</cbc:CustomizationID>
  <cbc:ID schemeName="notice-id">0d9a0f0e-3a63-4b8c-9d43-0b7d0d3a1c11</cbc:ID>
  <cbc:ContractFolderID>5f1a63b4-1b6e-4c19-8d0a-7c0a1f3d2e22</cbc:ContractFolderID>
  <cbc:IssueDate>2026-09-10+02:00</cbc:IssueDate>
  <cbc:VersionID>01</cbc:VersionID>
  <cbc:RegulatoryDomain>32009L0081</cbc:RegulatoryDomain>
  <cbc:NoticeTypeCode listName="competition">cn-standard</cbc:NoticeTypeCode>
  <cbc:NoticeLanguageCode>DAN</cbc:NoticeLanguageCode>
  <cac:AdditionalNoticeLanguage><cbc:ID>ENG</cbc:ID></cac:AdditionalNoticeLanguage>
  <cac:ContractingParty>
    <cac:ContractingActivity><cbc:ActivityTypeCode listName="authority-activity">defence</cbc:ActivityTypeCode></cac:ContractingActivity>
    <cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>
      <cac:ServiceProviderParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0003</cbc:ID></cac:PartyIdentification></cac:Party>
      </cac:ServiceProviderParty></cac:Party>
  </cac:ContractingParty>
  <cac:TenderingTerms><!--LIMITS--></cac:TenderingTerms>
  <cac:TenderingProcess><cbc:ProcedureCode>restricted</cbc:ProcedureCode><!--PROCESS--></cac:TenderingProcess>
  <cac:ProcurementProject>
    <cbc:Name languageID="DAN">Pansrede døre</cbc:Name><cbc:Name languageID="ENG">Armoured doors</cbc:Name>
    <cbc:Description languageID="DAN">Døre til køretøjer.</cbc:Description>
    <cbc:ProcurementTypeCode>supplies</cbc:ProcurementTypeCode>
    <cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">35400000</cbc:ItemClassificationCode>
    </cac:MainCommodityClassification>
  </cac:ProcurementProject>
  <cac:ProcurementProjectLot>
    <cbc:ID schemeName="Lot">LOT-0001</cbc:ID>
    <cac:TenderingTerms><!--TERMS--></cac:TenderingTerms>
    <cac:TenderingProcess><!--DEADLINES--></cac:TenderingProcess>
    <cac:ProcurementProject>
      <cbc:Name languageID="DAN">Venstre dør</cbc:Name>
      <cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">35410000</cbc:ItemClassificationCode>
      </cac:MainCommodityClassification>
      <!--PROJECT-->
    </cac:ProcurementProject>
  </cac:ProcurementProjectLot>
  <!--LOTS-->
</ContractNotice>
"""

LEGACY = """<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"
  xmlns:n2016="http://publications.europa.eu/resource/schema/ted/2016/nuts" DOC_ID="000123-2021">
  <CODED_DATA_SECTION>
    <REF_OJS><DATE_PUB>20210105</DATE_PUB></REF_OJS>
    <NOTICE_DATA><LG_ORIG>DA</LG_ORIG><ISO_COUNTRY VALUE="DK"/><ORIGINAL_CPV CODE="35400000"/>
      <REF_NOTICE><NO_DOC_OJS>2020/S 129-317845</NO_DOC_OJS></REF_NOTICE></NOTICE_DATA>
    <CODIF_DATA><DS_DATE_DISPATCH>20210102</DS_DATE_DISPATCH><TD_DOCUMENT_TYPE CODE="3">Contract notice</TD_DOCUMENT_TYPE>
      <NC_CONTRACT_NATURE CODE="2"/><PR_PROC CODE="1"/><DIRECTIVE VALUE="2014/24/EU"/></CODIF_DATA>
  </CODED_DATA_SECTION>
  <FORM_SECTION><!--FORM--></FORM_SECTION>
</TED_EXPORT>
"""

F02 = """<F02_2014 CATEGORY="ORIGINAL" FORM="F02" LG="DA">
  <CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME>Hærens Værksted</OFFICIALNAME><COUNTRY VALUE="DK"/>
    <n2016:NUTS CODE="DK041"/></ADDRESS_CONTRACTING_BODY><CA_ACTIVITY VALUE="DEFENCE"/></CONTRACTING_BODY>
  <OBJECT_CONTRACT><TITLE><P>Pansrede døre</P></TITLE><CPV_MAIN><CPV_CODE CODE="35400000"/></CPV_MAIN>
    <SHORT_DESCR><P>Døre til
      køretøjer.</P><P>Også ruder.</P></SHORT_DESCR>
    <OBJECT_DESCR ITEM="1"><n2016:NUTS CODE="DK041"/><SHORT_DESCR><P>Venstre dør</P></SHORT_DESCR>
      <DURATION TYPE="MONTH">18</DURATION></OBJECT_DESCR></OBJECT_CONTRACT>
  <PROCEDURE><DATE_RECEIPT_TENDERS>2021-03-05</DATE_RECEIPT_TENDERS><TIME_RECEIPT_TENDERS>12:00</TIME_RECEIPT_TENDERS></PROCEDURE>
</F02_2014>"""


def eforms(**places: str) -> str:
    """The eForms notice with XML put in at RESULT, LIMITS, PROCESS, TERMS, DEADLINES, PROJECT or LOTS."""
    return _filled(EFORMS, places)


def legacy(form: str = F02) -> str:
    return LEGACY.replace("<!--FORM-->", form)


def _filled(xml: str, places: dict[str, str]) -> str:
    for place, content in places.items():
        assert f"<!--{place}-->" in xml
        xml = xml.replace(f"<!--{place}-->", content)
    return xml


def read(xml: str | bytes, where: str = "n.xml") -> Notice | Unread:
    """The one thing that the connector says of one file."""
    body = xml.encode() if isinstance(xml, str) else xml
    (said,) = TedXml().reads(Answer(where, body))
    return said


def notice(xml: str | bytes) -> Notice:
    said = read(xml)
    assert isinstance(said, Notice), said
    return said


def unread(xml: str | bytes) -> Unread:
    said = read(xml)
    assert isinstance(said, Unread), said
    return said


def name_of(answer: Answer) -> str:
    """The name of the file that an answer comes from, without folder, archive and ending."""
    return re.split("[/!]", answer.where)[-1].removesuffix(".xml")


def without(xml: str, opening: str) -> str:
    """The XML without the first element that opens like this ("cbc:ID schemeName=...")."""
    element = opening.split()[0]
    shorter = re.sub(rf"<{re.escape(opening)}[ >].*?</{element}>", "", xml, count=1, flags=re.S)
    assert shorter != xml
    return shorter


def extension(content: str) -> str:
    """eForms' own extension around some elements."""
    opening = "".join(f"<{step}>" for step in _EXTENSION.split("/"))
    closing = "".join(f"</{step}>" for step in reversed(_EXTENSION.split("/")))
    return opening + content + closing
