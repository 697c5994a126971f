"""Writes an issue as an eForms notice (UBL 2.3, SDK 1.13), complete enough to pass for one from the Official Journal.

Source of structure: the public eForms SDK (element order of UBL, code lists, fields of subtypes 4, 6, 16, 18, 22, 27, 29, 31).
Elements are written with lxml in the order in which UBL wants them. Each file says in a comment and in the note of the procedure
that the notice is invented.
"""

from collections.abc import Iterator

from lxml import etree

from klynge.core.notice import Text
from klynge.demo.eforms_lot import write_lot
from klynge.demo.eforms_project import INVENTED, lots, write_project
from klynge.demo.eforms_result import write_result
from klynge.demo.issue import Issue, Party
from klynge.demo.ubl import day, grow, leaf, root, texts, three

ROOTS = {"4": "PriorInformationNotice", "6": "PriorInformationNotice"} | dict.fromkeys(("27", "29", "31"), "ContractAwardNotice")
TYPES = {
    "4": ("planning", "pin-only"),
    "6": ("planning", "pin-only"),
    "16": ("competition", "cn-standard"),
    "18": ("competition", "cn-standard"),
    "22": ("competition", "subco"),
    "27": ("dir-awa-pre", "veat"),
    "29": ("result", "can-standard"),
    "31": ("result", "can-standard"),
}


def write(issue: Issue) -> bytes:
    """The notice as an XML file in UTF-8."""
    top = root(ROOTS.get(issue.form, "ContractNotice"))
    extension = grow(top, "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension")
    _extension(extension, issue)
    _identity(top, issue)
    _buyer(top, issue)
    _procedure(top, issue)
    write_project(top, issue, issue.title, issue.text, issue.cpv, issue.nuts, note=True)
    for place, lot in enumerate(lots(issue), 1):
        write_lot(top, issue, place, lot)
    if issue.form in ("27", "29", "31"):
        leaf(top, "cac:TenderResult/cbc:AwardDate", day(issue.awarded_on or issue.published_on))
    top.addprevious(etree.Comment(f" {INVENTED['en']} "))
    return etree.tostring(top.getroottree(), xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _identity(top: etree._Element, issue: Issue) -> None:
    kind, name = TYPES[issue.form]
    leaf(top, "cbc:UBLVersionID", "2.3")
    leaf(top, "cbc:CustomizationID", "eforms-sdk-1.13")
    leaf(top, "cbc:ID", issue.notice_id, schemeName="notice-id")
    if kind != "planning":
        leaf(top, "cbc:ContractFolderID", issue.procedure_id)
    leaf(top, "cbc:IssueDate", day(issue.published_on))
    leaf(top, "cbc:IssueTime", "09:30:00+01:00")
    leaf(top, "cbc:VersionID", issue.version)
    if issue.planned_on:
        leaf(top, "cbc:PlannedDate", day(issue.planned_on))
    leaf(top, "cbc:RegulatoryDomain", "32009L0081" if issue.defence else "32014L0024")
    leaf(top, "cbc:NoticeTypeCode", name, listName=kind)
    own, *more = issue.languages
    leaf(top, "cbc:NoticeLanguageCode", three(own))
    for language in more:
        leaf(top, "cac:AdditionalNoticeLanguage/cbc:ID", three(language))


def _extension(at: etree._Element, issue: Issue) -> None:
    if issue.changes:
        changes = grow(at, "efac:Changes")
        leaf(changes, "efbc:ChangedNoticeIdentifier", issue.changes)
        change = grow(changes, "efac:Change")
        texts(change, "efbc:ChangeDescription", issue.change)
        leaf(change, "efac:ChangedSection/efbc:ChangedSectionIdentifier", "LOT-0001")
        leaf(changes, "efac:ChangeReason/cbc:ReasonCode", "update-add", listName="change-corrig-justification")
    if issue.winner:
        write_result(at, issue, len(lots(issue)))
    leaf(at, "efac:NoticeSubType/cbc:SubTypeCode", issue.form, listName="notice-subtype")
    organizations = grow(at, "efac:Organizations")
    for place, party in enumerate(_parties(issue), 1):
        _company(organizations, f"ORG-{place:04}", party)
    publication = grow(at, "efac:Publication")
    leaf(publication, "efbc:NoticePublicationID", issue.number, schemeName="ojs-notice-id")
    week = issue.published_on.isocalendar()
    leaf(publication, "efbc:GazetteID", f"{week.week * 5 - 5 + min(week.weekday, 5)}/{week.year}", schemeName="ojs-id")
    leaf(publication, "efbc:PublicationDate", day(issue.published_on))


def _parties(issue: Issue) -> Iterator[Party]:
    """ORG-0001 is the buyer, ORG-0002 the review body, ORG-0003 the winner."""
    yield issue.buyer
    country = issue.buyer.country.lower()
    review = Text({"en": f"Review Board for Public Contracts, {issue.buyer.country} (invented)"})
    web = f"https://review.{country}.example"
    yield Party(
        review, "00000000", issue.buyer.country, issue.nuts, issue.buyer.town, "0000", web, f"mail@review.{country}.example"
    )
    if issue.winner:
        yield issue.winner


def _company(at: etree._Element, number: str, party: Party) -> None:
    company = grow(at, "efac:Organization/efac:Company")
    leaf(company, "cbc:WebsiteURI", party.web)
    if party.size:
        leaf(company, "efbc:CompanySizeCode", party.size, listName="economic-operator-size")
    leaf(company, "cac:PartyIdentification/cbc:ID", number, schemeName="organization")
    texts(grow(company, "cac:PartyName"), "cbc:Name", party.name)
    address = grow(company, "cac:PostalAddress")
    leaf(address, "cbc:CityName", party.town)
    leaf(address, "cbc:PostalZone", party.postcode)
    leaf(address, "cbc:CountrySubentityCode", party.nuts, listName="nuts")
    leaf(address, "cac:Country/cbc:IdentificationCode", three(party.country), listName="country")
    leaf(company, "cac:PartyLegalEntity/cbc:CompanyID", party.national_id)
    contact = grow(company, "cac:Contact")
    leaf(contact, "cbc:Telephone", "+45 00000000")
    leaf(contact, "cbc:ElectronicMail", party.email)


def _buyer(top: etree._Element, issue: Issue) -> None:
    contracting = grow(top, "cac:ContractingParty")
    leaf(contracting, "cac:ContractingPartyType/cbc:PartyTypeCode", issue.words.legal, listName="buyer-legal-type")
    if issue.form != "22":  # a firm that seeks a sub-supplier has no public activity
        leaf(contracting, "cac:ContractingActivity/cbc:ActivityTypeCode", issue.words.activity, listName="authority-activity")
    leaf(contracting, "cac:Party/cac:PartyIdentification/cbc:ID", "ORG-0001", schemeName="organization")


def _procedure(top: etree._Element, issue: Issue) -> None:
    kind, _ = TYPES[issue.form]
    if kind == "competition":
        path = (
            "cac:TenderingTerms/cac:TendererQualificationRequest/cac:SpecificTendererRequirement/cbc:TendererRequirementTypeCode"
        )
        leaf(top, path, "epo-procurement-document", listName="exclusion-grounds-source")
    if kind == "planning":
        return
    process = grow(top, "cac:TenderingProcess")
    if issue.form == "22":
        texts(process, "cbc:Description", issue.title)
        return
    leaf(process, "cbc:ProcedureCode", issue.procedure, listName="procurement-procedure-type")
    reason = grow(process, "cac:ProcessJustification")
    if issue.form == "27":
        leaf(reason, "cbc:ProcessReasonCode", "technical", listName="direct-award-justification")
        texts(reason, "cbc:ProcessReason", issue.text)
    else:
        leaf(reason, "cbc:ProcessReasonCode", "false", listName="accelerated-procedure")
