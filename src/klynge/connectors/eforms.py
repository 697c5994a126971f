"""eForms (UBL 2.3, SDK 1.x): one notice of any subtype, from planning to modification, with all its text in all its languages.

Facts: the Publications Office's eForms SDK (fields.json, notice-types.json), CC BY 4.0; compulsory since 25 October
2023. The paths are those of the SDK and alike in 1.3 to 1.16 but for the element of the selection criterion's type.
"""

from klynge.connectors.eforms_lots import documents, lots, project
from klynge.connectors.eforms_parties import buyers, organisations
from klynge.connectors.eforms_results import awards, ceiling, total
from klynge.connectors.eforms_rules import contradictions, missing
from klynge.connectors.eforms_texts import EXTENSION, code
from klynge.connectors.languages import clock, language
from klynge.connectors.ted_values import day, once, page, printed
from klynge.connectors.xml import Element, every, first, name, text
from klynge.core.notice import NO_TEXT, Kind, Notice, Unread

ROOTS = frozenset(("ContractNotice", "PriorInformationNotice", "ContractAwardNotice", "BusinessRegistrationInformationNotice"))
_KINDS = {
    "planning": Kind.PLANNING,
    "competition": Kind.COMPETITION,
    "dir-awa-pre": Kind.DIRECT,
    "result": Kind.RESULT,
    "cont-modif": Kind.MODIFICATION,
    "consultation": Kind.CONSULTATION,
}
# For the form type "change" of SDK 1.0 and for what lacks its form type (notice-types.json).
_KIND_OF_SUBTYPE = (
    {str(number): Kind.PLANNING for number in range(1, 10)}
    | {str(number): Kind.COMPETITION for number in range(10, 25)}
    | {str(number): Kind.DIRECT for number in range(25, 29)}
    | {str(number): Kind.RESULT for number in range(29, 38)}
    | {str(number): Kind.MODIFICATION for number in range(38, 41)}
    | {"CEI": Kind.COMPETITION, "T01": Kind.PLANNING, "T02": Kind.RESULT}
    | {"E1": Kind.CONSULTATION, "E2": Kind.PLANNING, "E3": Kind.COMPETITION, "E4": Kind.RESULT, "E6": Kind.MODIFICATION}
)
_CANCELS = "cancel"  # of the code list change-corrig-justification
_SUBCONTRACT = "22"  # the defence directive's notice by which a winner seeks subcontractors


def read(root: Element, where: str) -> Notice | Unread:
    """One notice from the root element of its XML; Unread when it lacks what every valid notice has or contradicts itself."""
    notice = _notice(root)
    lacking = list(missing(root, notice))
    if lacking:
        return Unread("missing-field", where, "The notice lacks " + ", ".join(lacking) + ".")
    wrong = list(contradictions(root, notice))
    if wrong:
        return Unread("contradiction", where, "The notice contradicts itself: " + "; ".join(wrong) + ".")
    return notice


def _notice(root: Element) -> Notice:
    extension = first(root, EXTENSION)
    result = first(extension, "NoticeResult") if extension is not None else None
    parties = organisations(extension)
    bought_by = buyers(root, parties)
    parts = lots(root, clock(bought_by[0].country if bought_by else ""))
    whole = project(root)
    number_printed = printed(text(extension, "Publication/NoticePublicationID"))
    subtype = text(extension, "NoticeSubType/SubTypeCode")
    natures = once([whole.nature, *(part.nature for part in parts)])
    return Notice(
        source="ted-xml",
        number=text(root, "ID"),
        version=text(root, "VersionID").zfill(2),
        kind=_kind(root, subtype),
        dialect="eforms",
        form=subtype,
        procedure_id=text(root, "ContractFolderID"),
        published_as=number_printed,
        earlier=_earlier(root, extension),
        published_on=day(text(extension, "Publication/PublicationDate")),
        dispatched_on=day(text(root, "IssueDate")),
        languages=_languages(root),
        # A planning notice may say everything in its parts and nothing above them.
        title=whole.title or next((part.title for part in parts if part.title), NO_TEXT),
        description=whole.description or next((part.description for part in parts if part.description), NO_TEXT),
        more=whole.more,
        cpv=once([*whole.cpv, *(code_ for part in parts for code_ in part.cpv)]),
        places=once([*whole.places, *(place for part in parts for place in part.places)]),
        nature=natures[0] if natures else "",
        procedure="" if _is_withheld(root, "pro-typ") else text(root, "TenderingProcess/ProcedureCode"),
        legal_basis=_legal_basis(root),
        value=total(result) or whole.value,
        maximum=ceiling(result) or whole.maximum,
        deadline_at=min((part.deadline_at for part in parts if part.deadline_at), default=None),
        buyers=bought_by,
        lots=parts,
        awards=awards(result, parties),
        url=page(number_printed),
        documents=tuple(documents(root)),
        withdrawn=text(extension, "Changes/ChangeReason/ReasonCode") == _CANCELS,
    )


def _kind(root: Element, subtype: str) -> Kind:
    if subtype == _SUBCONTRACT:
        return Kind.SUBCONTRACT
    found = first(root, "NoticeTypeCode")
    form_type = found.get("listName", "") if found is not None else ""
    return _KINDS.get(form_type) or _KIND_OF_SUBTYPE.get(subtype, Kind.OTHER)


def _legal_basis(root: Element) -> str:
    return text(root, "RegulatoryDomain") or text(root, "TenderingTerms/ProcurementLegislationDocumentReference/ID")


def _languages(root: Element) -> tuple[str, ...]:
    first_one = text(root, "NoticeLanguageCode")
    return once(language(text_) for text_ in [first_one, *(text(e) for e in every(root, "AdditionalNoticeLanguage/ID"))])


def _earlier(root: Element, extension: Element | None) -> tuple[str, ...]:
    """The notices that this one changes (BT-758), modifies (BT-1501) or follows (BT-125, OPP-090), without their versions."""
    found = [] if extension is None else every(extension, "Changes/ChangedNoticeIdentifier")
    found += [] if extension is None else every(extension, "ContractModification/ChangedNoticeIdentifier")
    found += every(root, "TenderingProcess/NoticeDocumentReference/ID")
    found += every(root, "ProcurementProjectLot/TenderingProcess/NoticeDocumentReference/ID")
    return once(_number(text(each)) for each in found)


def _number(written: str) -> str:
    """ "da4d46e9-490b-41ff-a2ae-8166d356a619-01" -> without its version; a publication number without its zeros."""
    return printed(written) or (written[:36] if len(written) == 39 and written[36] == "-" else written)


def _is_withheld(root: Element, field: str) -> bool:
    process = first(root, f"TenderingProcess/{EXTENSION}")
    return process is not None and code(process, "FieldsPrivacy/FieldIdentifierCode") == field


def is_eforms(root: Element) -> bool:
    return name(root) in ROOTS
