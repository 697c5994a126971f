"""What the Publications Office coded about a TED_EXPORT notice, whatever its form: identity, days, codes, earlier notices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from klynge.connectors.languages import clock, country, language
from klynge.connectors.ted_legacy_codes import LEGAL_BASIS, NATURE, PROCEDURE
from klynge.connectors.ted_legacy_texts import places
from klynge.connectors.ted_values import cpv, day, moment, money, once, printed
from klynge.connectors.xml import Element, deep, every, first, text
from klynge.core.money import Money
from klynge.core.notice import Place


@dataclass(frozen=True, slots=True)
class Coded:
    number: str
    published_on: date | None
    dispatched_on: date | None
    languages: tuple[str, ...]
    country: str
    document: str  # TD_DOCUMENT_TYPE
    nature: str
    procedure: str
    legal_basis: str
    cpv: tuple[str, ...]
    places: tuple[Place, ...]
    deadline_at: datetime | None
    value: Money | None
    maximum: Money | None
    earlier: tuple[str, ...]

    @property
    def clock(self) -> tzinfo:
        """The clock by which the buyer's times are meant: the forms have none of their own."""
        return clock(self.country)


def coded(root: Element) -> Coded:
    """The coded section; what it lacks is empty. A value that is only a range has its upper end as `maximum`."""
    section = first(root, "CODED_DATA_SECTION")
    about = section if section is not None else root
    land = country(_attribute(about, "NOTICE_DATA/ISO_COUNTRY", "VALUE"))
    until = text(about, "CODIF_DATA/DT_DATE_FOR_SUBMISSION")
    value, maximum = _values(about)
    return Coded(
        number=root.get("DOC_ID", "").strip(),
        published_on=day(text(about, "REF_OJS/DATE_PUB")),
        dispatched_on=day(text(about, "CODIF_DATA/DS_DATE_DISPATCH")),
        languages=once(language(code) for found in every(about, "NOTICE_DATA/LG_ORIG") for code in text(found).split()),
        country=land,
        document=_attribute(about, "CODIF_DATA/TD_DOCUMENT_TYPE", "CODE"),
        nature=NATURE.get(_attribute(about, "CODIF_DATA/NC_CONTRACT_NATURE", "CODE"), ""),
        procedure=PROCEDURE.get(_attribute(about, "CODIF_DATA/PR_PROC", "CODE"), ""),
        legal_basis=LEGAL_BASIS.get(_attribute(about, "CODIF_DATA/DIRECTIVE", "VALUE"), ""),
        cpv=once(cpv(found.get("CODE", "")) for found in every(about, "NOTICE_DATA/ORIGINAL_CPV")),
        places=places(_where(about)),
        deadline_at=moment(until[:8], until[8:], clock(land)) if until else None,
        value=value,
        maximum=maximum,
        earlier=once(printed(text(found)) for found in every(about, "NOTICE_DATA/REF_NOTICE/NO_DOC_OJS")),
    )


def _where(about: Element) -> Iterator[Element]:
    return deep(about, "PERFORMANCE_NUTS", "ORIGINAL_NUTS")


def _values(about: Element) -> tuple[Money | None, Money | None]:
    """The total, and the upper end where only a range was said."""
    for found in every(about, "NOTICE_DATA/VALUES/VALUE"):
        if found.get("TYPE") in ("PROCUREMENT_TOTAL", "ESTIMATED_TOTAL"):
            return money(text(found), found.get("CURRENCY", "")), None
    for found in every(about, "NOTICE_DATA/VALUES/VALUE_RANGE"):
        if found.get("TYPE") == "PROCUREMENT_TOTAL":
            return None, money(text(found, "HIGH"), found.get("CURRENCY", ""))
    return None, None


def _attribute(element: Element, path: str, name: str) -> str:
    found = first(element, path)
    return found.get(name, "").strip() if found is not None else ""
