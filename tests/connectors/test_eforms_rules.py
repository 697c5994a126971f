"""eForms: what makes a notice unusable, and what does not."""

import pytest

from klynge.core.notice import Kind
from tests.connectors.written import eforms, notice, unread, without


@pytest.mark.parametrize(
    ("element", "named"),
    [
        ('cbc:ID schemeName="notice-id"', "BT-701"),
        ("cbc:VersionID", "BT-757"),
        ("cbc:NoticeLanguageCode", "BT-702"),
        ("cbc:IssueDate", "BT-05"),
        ("cbc:ContractFolderID", "BT-04"),
        ("cac:ContractingParty", "BT-500"),
        ("cac:ProcurementProjectLot", "BT-137"),
    ],
)
def test_a_notice_without_what_every_valid_one_has_is_unread_and_says_what_it_lacks(element, named):
    said = unread(without(eforms(), element))
    assert said.reason == "missing-field"
    assert named in said.detail


def test_an_empty_buyer_title_or_code_is_as_good_as_none():
    assert "BT-500" in unread(eforms().replace("Hærens Værksted", "  ")).detail
    no_titles = eforms().replace("Pansrede døre", "").replace("Armoured doors", "").replace("Venstre dør", "")
    assert "BT-21" in unread(no_titles).detail
    assert "BT-262" in unread(eforms().replace("35400000", "").replace("35410000", "")).detail


def test_a_notice_that_contradicts_itself_is_unread_and_says_how():
    limits = "<cac:LotDistribution><cbc:MaximumLotsAwardedNumeric>0</cbc:MaximumLotsAwardedNumeric></cac:LotDistribution>"
    said = unread(eforms(LIMITS=limits))
    assert (said.reason, "BT-33" in said.detail) == ("contradiction", True)


def test_all_lots_or_none_but_fewer_than_all_cannot_be():
    limits = "<cac:LotDistribution><cbc:MaximumLotsSubmittedNumeric>1</cbc:MaximumLotsSubmittedNumeric></cac:LotDistribution>"
    every = '<cbc:PartPresentationCode listName="tenderlot-presentation">all</cbc:PartPresentationCode>'
    second = '<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0002</cbc:ID></cac:ProcurementProjectLot>'
    assert notice(eforms(LIMITS=limits, PROCESS=every)).lots
    assert "BT-763" in unread(eforms(LIMITS=limits, PROCESS=every, LOTS=second)).detail


def test_a_business_registration_is_read_as_something_else():
    root = '<B xmlns="http://data.europa.eu/p27/eforms-business-registration-information-notice/1" xmlns:cbc="c" xmlns:ext="e">'
    sub = "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><EformsExtension><NoticeSubType><cbc:SubTypeCode>X01"
    sub += "</cbc:SubTypeCode></NoticeSubType></EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
    fields = "<cbc:ID>1</cbc:ID><cbc:VersionID>1</cbc:VersionID><cbc:NoticeLanguageCode>ENG</cbc:NoticeLanguageCode>"
    fields += "<cbc:IssueDate>2026-01-01Z</cbc:IssueDate><cbc:NoticeTypeCode listName='bri'>brin-eeig</cbc:NoticeTypeCode></B>"
    xml = (root + sub + fields).replace("<B ", "<BusinessRegistrationInformationNotice ")
    read = notice(xml.replace("</B>", "</BusinessRegistrationInformationNotice>"))
    assert (read.kind, read.form, read.version) == (Kind.OTHER, "X01", "01")
