"""One OCDS release (1.0 or 1.1, plain or EU profile) as a Notice."""

import re
from datetime import UTC, datetime
from hashlib import sha256

from klynge.connectors.clock import day, moment
from klynge.connectors.fields import Section, address, section, sections, word, words
from klynge.connectors.ocds_lots import deadline, lots, nature, requirements
from klynge.connectors.ocds_parties import Parties, awards, money
from klynge.connectors.ocds_words import Tongue, codes, places, tongue
from klynge.core.money import Money
from klynge.core.notice import Award, Kind, Lot, Notice, Requirement, RequirementKind, Text, Unread

_LONGEST = 200
_ABOUT_NOTICES = frozenset(
    {"tenderNotice", "awardNotice", "plannedProcurementNotice", "marketEngagementNotice", "contractNotice"}
)
_CELEX = re.compile(r"\d{5}[A-Z]\d{4}")
# Find a Tender's notices of the Procurement Act 2023 whose kind their tags alone would not tell.
_FORMS = {"UK2": Kind.CONSULTATION, "UK5": Kind.DIRECT, "UK10": Kind.MODIFICATION, "UK12": Kind.RESULT}
_TAGS = {
    "tenderCancellation": Kind.RESULT,
    "award": Kind.RESULT,
    "contract": Kind.RESULT,
    "tender": Kind.COMPETITION,
    "planning": Kind.PLANNING,
}


def notice(release: Section, where: str) -> Notice | Unread:
    """The notice in `release`, with whatever of it is there.

    `number` is the ocid, so that everything about one process is one notice; `version` is the release's moment in UTC and its id,
    so that versions sort by time. Unread reasons: no-ocid, no-content.
    """
    number = " ".join((word(release, "ocid") or word(release, "id")).split())
    if not number or len(number) > _LONGEST:
        return Unread("no-ocid", where, "The release has no ocid and no id that could name it.")
    said = tongue(release)
    planned = section(release, "planning", "tender")
    tender = section(release, "tender") or planned
    items = sections(tender, "items") or _items(release)
    parties = Parties(release, said)
    won = awards(release, tender, parties)
    kind = _kind(release, tender, won)
    title, description = _texts(release, tender, items, said)
    found = codes(tender, *sections(tender, "lots"), *items)
    buyers = parties.buyers(release, tender)
    if not (title or description or found or won):
        return Unread("no-content", f"{where}, {number}", "The release says neither what is bought nor who won.")
    parts = lots(tender, items, said, _running(release, tender))
    return Notice(
        source="ocds",
        number=number,
        version=_version(release, number),
        kind=kind,
        dialect="ocds",
        form=_form(release, tender),
        procedure_id=word(release, "ocid"),
        earlier=tuple(
            dict.fromkeys(word(one, "identifier") for one in sections(release, "relatedProcesses") if word(one, "identifier"))
        ),
        published_on=day(word(release, "date")),
        languages=(said.language,),
        title=title,
        description=description,
        cpv=found,
        places=places([tender, *items, *sections(tender, "lots")]),
        nature=nature(tender),
        procedure=word(tender, "procurementMethod", "procurementMethodDetails"),
        legal_basis=_legal_basis(tender),
        value=_value(release, tender),
        deadline_at=_deadline(release, tender, parts, kind),
        buyers=buyers,
        lots=parts,
        requirements=_requirements(release, tender, said),
        awards=won,
        url=_url(release, tender, number),
        documents=_documents(tender),
    )


def _kind(release: Section, tender: Section, won: tuple[Award, ...]) -> Kind:
    tags, form = words(release, "tag"), _form(release, tender)
    documents = {word(one, "documentType") for one in sections(section(release, "planning"), "documents")}
    if form in _FORMS:
        return _FORMS[form]
    if "contractAmendment" in tags:
        return Kind.MODIFICATION
    if won or sections(release, "awards") or sections(release, "contracts"):
        return Kind.RESULT
    if "marketEngagementNotice" in documents and not {"tender", "award"} & set(tags):
        return Kind.CONSULTATION
    if word(tender, "status").casefold() in ("planned", "planning") or not section(release, "tender"):
        return Kind.PLANNING
    if set(tags) & {"tenderUpdate", "tenderAmendment", "compiled"} or {"tender", "award"} <= set(tags):
        return Kind.COMPETITION
    return next((kind for tag, kind in _TAGS.items() if tag in tags), Kind.COMPETITION)


def _texts(release: Section, tender: Section, items: list[Section], said: Tongue) -> tuple[Text, Text]:
    """Title and description. Publishers that leave them empty have put the words on contracts, awards or items."""
    told = [said.text(item, "description") or said.text(section(item, "classification"), "description") for item in items]
    described = _joined([*told, *(said.text(contract, "title") for contract in sections(release, "contracts"))])
    title = said.text(tender, "title")
    for holder in (release, *sections(release, "contracts"), *sections(release, "awards")):
        title = title or said.text(holder, "title")
    description = said.text(tender, "description")
    for holder in (release, *sections(release, "contracts"), *sections(release, "awards")):
        description = description or said.text(holder, "description")
    title = title or _headed(description) or _headed(described)
    return title, description or described


def _joined(texts: list[Text]) -> Text:
    together: dict[str, dict[str, None]] = {}
    for text in texts:
        for language, said in text.items():
            together.setdefault(language, {})[said] = None
    return Text({language: "\n".join(lines) for language, lines in together.items()})


def _headed(text: Text) -> Text:
    return Text({language: said.split("\n")[0][:_LONGEST] for language, said in text.items()})


def _items(release: Section) -> list[Section]:
    """Items of awards and contracts, for publishers that begin where the tender ended."""
    return [item for key in ("awards", "contracts") for holder in sections(release, key) for item in sections(holder, "items")]


def _running(release: Section, tender: Section) -> Section:
    given = [section(award, "contractPeriod") for award in sections(release, "awards")]
    signed = [section(contract, "period") for contract in sections(release, "contracts")]
    return next((period for period in (*given, *signed, section(tender, "contractPeriod")) if period), {})


def _value(release: Section, tender: Section) -> Money | None:
    """What the whole is thought to cost: the tender's own figure, the budget, the lower bound, or the one contract."""
    signed = sections(release, "contracts")
    said = (
        section(tender, "value"),
        section(release, "planning", "budget", "amount"),
        section(tender, "minValue"),
        section(signed[0], "value") if len(signed) == 1 else {},
    )
    return next((value for one in said if (value := money(one))), None)


def _deadline(release: Section, tender: Section, parts: tuple[Lot, ...], kind: Kind) -> datetime | None:
    if word(tender, "status").casefold() in ("cancelled", "withdrawn"):
        return None
    ends = [deadline(tender), *(lot.deadline_at for lot in parts)]
    if kind is Kind.CONSULTATION:
        steps = sections(section(release, "planning"), "milestones")
        ends = [moment(word(step, "dueDate")) for step in steps if word(step, "type") == "engagement"]
    return min((at for at in ends if at), default=None)


def _requirements(release: Section, tender: Section, said: Tongue) -> tuple[Requirement, ...]:
    funded = [
        *sections(section(release, "planning", "budget"), "europeanUnionFunding"),
        *sections(section(release, "planning", "budget"), "finance"),
    ]
    return requirements(tender, said) + tuple(
        Requirement(
            RequirementKind.EU_FUNDS,
            said.text(fund, "projectName", "title", "description"),
            word(fund, "projectIdentifier", "id"),
        )
        for fund in funded
    )


def _form(release: Section, tender: Section) -> str:
    """The notice's own form where the publisher says it ("UK4"), else the tags of the release ("tender+award")."""
    holders = (tender, section(release, "planning"), *sections(release, "awards"), *sections(release, "contracts"))
    forms = [word(document, "noticeType") for holder in holders for document in sections(holder, "documents")]
    return next((form for form in reversed(forms) if form), "+".join(words(release, "tag")))[:80]


def _legal_basis(tender: Section) -> str:
    said = word(section(tender, "legalBasis"), "id")
    return said if _CELEX.fullmatch(said) else ""


def _version(release: Section, number: str) -> str:
    at = moment(word(release, "date"))
    own = "".join(word(release, "id").split()).removeprefix(number).strip("-/")
    if len(own) > 48:
        own = sha256(own.encode()).hexdigest()[:16]
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if at else ""
    return " ".join(filter(None, (stamp, own))) or "01"


def _url(release: Section, tender: Section, number: str) -> str:
    """The page for people: the publisher's own link, or the notice's page at Find a Tender, which is made of its number."""
    if number.startswith("ocds-h6vhtk") and re.fullmatch(r"\d{6}-\d{4}", word(release, "id")):
        return f"https://www.find-tender.service.gov.uk/Notice/{word(release, 'id')}"
    holders = (*sections(release, "awards"), tender, section(release, "planning"))
    pages = [
        address(document, "url")
        for holder in holders
        for document in sections(holder, "documents")
        if word(document, "documentType") in _ABOUT_NOTICES and word(document, "format") in ("text/html", "")
    ]
    linked = [address(link, "href") for link in sections(release, "links") if word(link, "rel") in ("canonical", "self")]
    return next((page for page in (*pages, *linked) if page), "")


def _documents(tender: Section) -> tuple[str, ...]:
    found = [address(one, "url") for one in sections(tender, "documents") if word(one, "documentType") not in _ABOUT_NOTICES]
    return tuple(dict.fromkeys(filter(None, found)))
