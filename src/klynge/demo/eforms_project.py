"""What is bought: the `cac:ProcurementProject` of a procedure, a lot or a planned part of an eForms notice."""

from collections.abc import Sequence

from lxml import etree

from klynge.core.notice import Text
from klynge.demo.bank import LotWords
from klynge.demo.issue import Issue
from klynge.demo.ubl import grow, leaf, texts, three

INVENTED = {
    "da": "Opdigtet bekendtgørelse, skrevet til en demonstration. Hverken indkøber, opgave eller vinder findes.",
    "en": "Invented notice, written for a demonstration. Neither buyer, task nor winner exists.",
    "de": "Erfundene Bekanntmachung für eine Vorführung. Weder Beschaffer noch Auftrag noch Auftragnehmer existieren.",
    "sv": "Påhittad annons för en demonstration. Varken upphandlare, uppdrag eller leverantör finns.",
    "fr": "Avis inventé pour une démonstration. Ni l'acheteur, ni le marché, ni le titulaire n'existent.",
}


def lots(issue: Issue) -> Sequence[LotWords]:
    """The lots, or the whole procedure as the only one."""
    return issue.lots or (LotWords(title=issue.title, text=issue.text, cpv=issue.cpv[:1], nuts=issue.nuts),)


def write_project(
    at: etree._Element, issue: Issue, title: Text, text: Text, cpv: Sequence[str], nuts: str, *, note: bool = False
) -> etree._Element:
    """A `cac:ProcurementProject`: what is bought, what it may cost, where. Returns it, so that a lot can add its period."""
    project = grow(at, "cac:ProcurementProject")
    planning = issue.form in ("4", "6")
    if not planning or note:
        leaf(project, "cbc:ID", issue.key.upper(), schemeName="InternalID")
    texts(project, "cbc:Name", title)
    texts(project, "cbc:Description", text)
    leaf(project, "cbc:ProcurementTypeCode", issue.nature, listName="contract-nature")
    if note:
        texts(project, "cbc:Note", Text((language, INVENTED[language]) for language in issue.languages))
    if issue.form not in ("27", "29", "31"):
        total = grow(project, "cac:RequestedTenderTotal")
        share = issue.value if note or not issue.lots else issue.value // len(issue.lots)
        if issue.framework:
            path = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension/efbc:FrameworkMaximumAmount"
            leaf(total, path, str(share * 5 // 4), currencyID=issue.currency)
        leaf(total, "cbc:EstimatedOverallContractAmount", str(share), currencyID=issue.currency)
    for place, code in enumerate(cpv):
        kind = "cac:MainCommodityClassification" if place == 0 else "cac:AdditionalCommodityClassification"
        leaf(project, f"{kind}/cbc:ItemClassificationCode", code, listName="cpv")
    address = grow(project, "cac:RealizedLocation/cac:Address")
    leaf(address, "cbc:CountrySubentityCode", nuts, listName="nuts")
    leaf(address, "cac:Country/cbc:IdentificationCode", three(issue.buyer.country), listName="country")
    return project
