"""The lots (or planned parts) of an eForms notice: conditions, deadlines, what is bought in each."""

from datetime import date, timedelta

from lxml import etree

from klynge.core.notice import Text
from klynge.demo import bank
from klynge.demo.eforms_project import write_project
from klynge.demo.issue import Issue
from klynge.demo.ubl import day, grow, leaf, texts, three

_EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
_QUALIFICATION = "cac:TendererQualificationRequest/cac:SpecificTendererRequirement/cbc:TendererRequirementTypeCode"
_CRITERIA = {
    "quality": Text(
        {
            "da": "Kvalitet og levering",
            "en": "Quality and delivery",
            "de": "Qualität und Lieferung",
            "sv": "Kvalitet och leverans",
            "fr": "Qualité et livraison",
        }
    ),
    "price": Text({"da": "Pris", "en": "Price", "de": "Preis", "sv": "Pris", "fr": "Prix"}),
}
_REQUESTS = ("restricted", "neg-w-call", "comp-dial", "innovation")  # procedures that begin with a request to participate


def _said(issue: Issue, words: Text) -> Text:
    """The words in the notice's languages, else in English."""
    return Text((language, words[language]) for language in issue.languages if language in words) or Text({"en": words["en"]})


def write_lot(top: etree._Element, issue: Issue, place: int, lot: bank.LotWords) -> None:
    planned = issue.form in ("4", "6")
    at = grow(top, "cac:ProcurementProjectLot")
    leaf(at, "cbc:ID", f"{'PAR' if planned else 'LOT'}-{place:04}", schemeName="Part" if planned else "Lot")
    _terms(grow(at, "cac:TenderingTerms"), issue)
    if not planned and issue.form != "27":
        _process(grow(at, "cac:TenderingProcess"), issue)
    title, text = (_matching(issue, words) for words in (lot.title, lot.text))
    project = write_project(at, issue, title, text, lot.cpv, lot.nuts or issue.nuts)
    if not planned:
        period = grow(project, "cac:PlannedPeriod")
        leaf(period, "cbc:StartDate", day(issue.starts_on))
        leaf(period, "cbc:DurationMeasure", str(issue.months), unitCode="MONTH")


def _matching(issue: Issue, words: Text) -> Text:
    return Text((language, words[language]) for language in issue.languages if language in words) or words


def _terms(terms: etree._Element, issue: Issue) -> None:
    if issue.form in ("16", "18", "22"):
        _conditions(terms, issue)
    if issue.form in ("29", "31"):
        _award(terms, issue)
    _party(terms, "cac:AppealTerms/cac:AppealReceiverParty", "ORG-0002")
    if issue.form in ("16", "18", "22"):
        for language in issue.languages:
            leaf(terms, "cac:Language/cbc:ID", three(language))
        after = grow(terms, "cac:PostAwardProcess")
        leaf(after, "cbc:ElectronicOrderUsageIndicator", "true")
        leaf(after, "cbc:ElectronicPaymentUsageIndicator", "true")
        if "clearance" in issue.asks:
            cleared = grow(terms, "cac:SecurityClearanceTerm")
            leaf(cleared, "cbc:Code", "true", listName="required")
            texts(cleared, "cbc:Description", _said(issue, bank.asks()["clearance"].text))


def _conditions(terms: etree._Element, issue: Issue) -> None:
    criteria = [asked for key in issue.asks if (asked := bank.asks().get(key)) and asked.code]
    if criteria:
        extension = grow(terms, _EXTENSION)
        for asked in criteria:
            criterion = grow(extension, "efac:SelectionCriteria")
            leaf(criterion, "cbc:TendererRequirementTypeCode", asked.code, listName="selection-criterion")
            texts(criterion, "cbc:Description", _said(issue, asked.text))
    leaf(terms, "cbc:VariantConstraintCode", "not-allowed", listName="permission")
    leaf(terms, "cbc:FundingProgramCode", "eu-funds" if "eufunds" in issue.asks else "no-eu-funds", listName="eu-funded")
    guarantee = grow(terms, "cac:RequiredFinancialGuarantee")
    leaf(guarantee, "cbc:GuaranteeTypeCode", "false", listName="tender-guarantee-required")
    documents = grow(terms, "cac:CallForTendersDocumentReference")
    leaf(documents, "cbc:ID", f"{issue.key}-documents")
    leaf(documents, "cbc:DocumentType", "non-restricted-document")
    leaf(documents, "cac:Attachment/cac:ExternalReference/cbc:URI", f"{issue.buyer.web}/{issue.key}")
    leaf(terms, _QUALIFICATION, "none", listName="reserved-procurement")
    leaf(terms, _QUALIFICATION, "epo-notice" if criteria else "epo-procurement-document", listName="selection-criteria-source")
    if issue.defence:
        leaf(terms, "cac:AllowedSubcontractTerms/cbc:SubcontractingConditionsCode", "none", listName="subcontracting-obligation")
    for code, name in (("no", "reserved-execution"), ("required", "einvoicing")):
        leaf(terms, "cac:ContractExecutionRequirement/cbc:ExecutionRequirementCode", code, listName=name)
    _award(terms, issue)
    receiver = grow(terms, "cac:TenderRecipientParty")
    leaf(receiver, "cbc:EndpointID", f"{issue.buyer.web}/tenders")
    _party(receiver, "", "ORG-0001")


def _award(terms: etree._Element, issue: Issue) -> None:
    """Quality sixty, price forty: the demonstration's buyers are all alike in this."""
    criteria = grow(terms, "cac:AwardingTerms/cac:AwardingCriterion")
    for kind, weight in (("quality", 60), ("price", 40)):
        criterion = grow(criteria, "cac:SubordinateAwardingCriterion")
        parameter = grow(criterion, f"{_EXTENSION}/efac:AwardCriterionParameter")
        leaf(parameter, "efbc:ParameterCode", "per-exa", listName="number-weight")
        leaf(parameter, "efbc:ParameterNumeric", str(weight))
        leaf(criterion, "cbc:AwardingCriterionTypeCode", kind, listName="award-criterion-type")
        said = _said(issue, _CRITERIA[kind])
        texts(criterion, "cbc:Name", said)
        texts(criterion, "cbc:Description", said)


def _party(at: etree._Element, path: str, number: str) -> None:
    where = "cac:PartyIdentification/cbc:ID"
    leaf(at, f"{path}/{where}" if path else where, number, schemeName="organization")


def _process(process: etree._Element, issue: Issue) -> None:
    open_ = issue.form in ("16", "18", "22")
    if open_:
        leaf(process, "cbc:SubmissionMethodCode", "required", listName="esubmission")
    if issue.form in ("16", "29"):
        leaf(process, "cbc:GovernmentAgreementConstraintIndicator", "true")
    requests = issue.procedure in _REQUESTS and issue.form != "22"
    if open_ and issue.deadline_on:
        if requests:
            _until(process, "cac:ParticipationRequestReceptionPeriod", issue.deadline_on, "12:00:00")
        _until(process, "cac:AdditionalInformationRequestPeriod", issue.deadline_on - timedelta(days=2), "12:00:00")
        if not requests:
            _until(process, "cac:TenderSubmissionDeadlinePeriod", issue.deadline_on, "13:00:00")
    leaf(process, "cac:AuctionTerms/cbc:AuctionConstraintIndicator", "false")
    for code, name in (("fa-wo-rc" if issue.framework else "none", "framework-agreement"), ("none", "dps-usage")):
        leaf(process, "cac:ContractingSystem/cbc:ContractingSystemTypeCode", code, listName=name)


def _until(process: etree._Element, name: str, when: date, hour: str) -> None:
    period = grow(process, name)
    leaf(period, "cbc:EndDate", day(when))
    leaf(period, "cbc:EndTime", f"{hour}+01:00")
