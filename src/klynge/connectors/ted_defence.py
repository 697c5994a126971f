"""The dialect of forms before 2014, in which the defence forms 16 to 19 stayed to the end: every form names its own wrappers, but
the elements that hold the facts have the same names in all, so they are looked for by name wherever they stand."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from klynge.connectors.ted_defence_requirements import requirements
from klynge.connectors.ted_legacy_coded import Coded
from klynge.connectors.ted_legacy_codes import ACTIVITY, DEFENCE_DIRECTIVE, NATURE, kind
from klynge.connectors.ted_legacy_texts import Said, codes, party, places, whole_number
from klynge.connectors.ted_values import day, moment, money, months, months_between, once, page, printed
from klynge.connectors.xml import deep, is_inside, name, text
from klynge.core.money import Money
from klynge.core.notice import NO_TEXT, Award, Lot, Notice, Party, Text

_BUYERS = ("CA_CE_CONCESSIONAIRE_PROFILE", "CONTACT_DATA_OTHER_BEHALF_CONTRACTING_AUTORITHY")  # the schema's own spelling
_ACTIVITIES = ("TYPE_OF_ACTIVITY", "ACTIVITY_OF_CONTRACTING_ENTITY")
_LOTS = ("F17_ANNEX_B", "F19_ANNEX_B", "F16_ANNEX_B", "LOT_PRIOR_INFORMATION", "ANNEX_B", "F02_ANNEX_B", "F05_ANNEX_B")
_AWARDS = ("AWARD_OF_CONTRACT_DEFENCE", "AWARD_OF_CONTRACT", "AWARD_AND_CONTRACT_VALUE")
_COSTS = ("COSTS_RANGE_AND_CURRENCY", "COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE")
# The short description, then the quantity or scope, which forms 16 have instead; CONTENTS is that of forms without fields.
_DESCRIPTIONS = ("SHORT_CONTRACT_DESCRIPTION", "TOTAL_QUANTITY_OR_SCOPE", "CONTENTS")
_MORE = ("ADDITIONAL_INFORMATION", "OPTION_DESCRIPTION", "LOCATION", "LABEL")
_TOTALS = ("TOTAL_FINAL_VALUE", "TOTAL_ESTIMATED", "NATURE_QUANTITY_SCOPE", "QUANTITY_SCOPE_WORKS_DEFENCE")


def read(form: Said, about: Coded) -> Notice:
    """The notice of one form of the older dialect."""
    number = printed(about.number)
    title = name(form.element)
    is_defence = "DEFEN" in title
    value, maximum = _total(form)
    nature = _value(form, "VALUE", "TYPE_CONTRACT") or next((each.get("CTYPE", "") for each in form.element), "")
    main = [code for found in _outside_lots(form, "CPV") for code in codes(found, "CPV_MAIN/CPV_CODE")]
    more = [code for found in _outside_lots(form, "CPV") for code in codes(found, "CPV_ADDITIONAL/CPV_CODE")]
    parts = tuple(_lots(form)) or (_undivided(form, once([*main, *more]), value, maximum),)
    limit = next(form.deep("RECEIPT_LIMIT_DATE"), None)
    return Notice(
        source="ted-xml",
        number=about.number,
        kind=kind(form.element.get("FORM", ""), "", about.document),
        dialect="ted-defence",
        form=title,
        published_as=number,
        earlier=once([*about.earlier, *(printed(text(found)) for found in deep(form.element, "NOTICE_NUMBER_OJ"))]),
        published_on=about.published_on,
        dispatched_on=about.dispatched_on,
        languages=about.languages,
        title=_first_words(form, "TITLE_CONTRACT", "TITLE_DESIGN_CONTACT_NOTICE", "TI_DOC"),
        description=_joined(_outside_lots(form, *_DESCRIPTIONS)),
        more=_joined(_outside_lots(form, *_MORE)),
        cpv=once([*main, *more, *(code for part in parts for code in part.cpv), *about.cpv]),
        places=places(deep(form.element, "NUTS")) or about.places,
        nature=NATURE.get(nature, about.nature),
        procedure=about.procedure,
        legal_basis=about.legal_basis or (DEFENCE_DIRECTIVE if is_defence else ""),
        value=value or about.value,
        maximum=maximum or about.maximum,
        deadline_at=(_limit(limit, about) if limit else None) or about.deadline_at,
        buyers=tuple(_buyers(form)),
        lots=parts,
        requirements=requirements(form),
        awards=tuple(_awards(form)),
        url=page(number),
        documents=once(text(found) for found in deep(form.element, "URL_INFORMATION")),
    )


def _outside_lots(form: Said, *names: str) -> Iterator[Said]:
    """Elements of the whole contract, not of one of its lots or of what was awarded."""
    return (found for found in form.deep(*names) if not is_inside(found.element, *_LOTS, *_AWARDS))


def _joined(parts: Iterator[Said]) -> Text:
    by_language: dict[str, str] = {}
    for part in parts:
        for tongue, said in part.words().items():
            by_language[tongue] = f"{by_language[tongue]}\n{said}" if tongue in by_language else said
    return Text(by_language)


def _first_words(form: Said, *names: str) -> Text:
    return next((said for each in names for found in form.deep(each) if (said := found.words())), NO_TEXT)


def _value(form: Said, attribute: str, *names: str) -> str:
    return next((value for found in deep(form.element, *names) if (value := found.get(attribute, ""))), "")


def _lots(form: Said) -> Iterator[Lot]:
    """The lots. By Annex B they say their time only where it differs from the whole contract's."""
    whole_start, whole_length = _period(form)
    for at, lot in enumerate(form.deep(*_LOTS), start=1):
        value, maximum = _costs(lot)
        starts_on, length = _period(lot)
        yield Lot(
            id=lot.text("LOT_NUMBER") or lot.element.get("ITEM", "").strip() or str(at),
            title=lot.words("LOT_TITLE"),
            description=lot.words("LOT_DESCRIPTION", "NATURE_QUANTITY_SCOPE/TOTAL_QUANTITY_OR_SCOPE"),
            more=lot.words("ADDITIONAL_INFORMATION_ABOUT_LOTS"),
            cpv=once([*codes(lot, "CPV/CPV_MAIN/CPV_CODE"), *codes(lot, "CPV/CPV_ADDITIONAL/CPV_CODE")]),
            value=value,
            maximum=maximum,
            starts_on=starts_on or (None if length else whole_start),
            months=length or whole_length,
        )


def _undivided(form: Said, cpv: tuple[str, ...], value: Money | None, maximum: Money | None) -> Lot:
    """The one lot of a notice that is not divided: it has the whole contract's codes, value and time."""
    starts_on, length = _period(form)
    return Lot(id="1", cpv=cpv, value=value, maximum=maximum, starts_on=starts_on, months=length)


def _period(above: Said) -> tuple[date | None, Decimal | None]:
    """The start, and the length in months of the contract or, without it, of the framework."""
    is_lot = name(above.element) in _LOTS
    for found in above.deep("PERIOD_WORK_DATE_STARTING") if is_lot else _outside_lots(above, "PERIOD_WORK_DATE_STARTING"):
        start, end = (_day(found.at(f"INTERVAL_DATE/{part}")) for part in ("START_DATE", "END_DATE"))
        length = months(found.text("MONTHS"), "MONTH") or months(found.text("DAYS"), "DAY") or months_between(start, end)
        if start or length:
            return start, length
    for element, unit in (("DURATION_FRAMEWORK_MONTH", "MONTH"), ("DURATION_FRAMEWORK_YEAR", "YEAR")):
        for found in above.deep(element):
            if length := months(found.text(), unit):
                return None, length
    return None, None


def _day(written: Said | None) -> date | None:
    return day("-".join(written.text(part).zfill(2) for part in ("YEAR", "MONTH", "DAY"))) if written else None


def _limit(limit: Said, about: Coded) -> datetime | None:
    written = "-".join(limit.text(part).zfill(2) for part in ("YEAR", "MONTH", "DAY"))
    return moment(written, limit.text("TIME"), about.clock)


def _total(form: Said) -> tuple[Money | None, Money | None]:
    for each in _TOTALS:
        for found in _outside_lots(form, each):
            value, maximum = _costs(found)
            if value or maximum:
                return value, maximum
    return None, None


def _costs(above: Said) -> tuple[Money | None, Money | None]:
    """The amount, or the upper end of the range, of the first cost below."""
    for found in above.deep(*_COSTS):
        currency = found.element.get("CURRENCY", "")
        for path in ("VALUE_COST", "RANGE_VALUE_COST/HIGH_VALUE"):
            written = found.value(path, "FMTVAL") or found.text(path)
            if read_as := money(written, currency):
                return (read_as, None) if path == "VALUE_COST" else (None, read_as)
    return None, None


def _buyers(form: Said) -> Iterator[Party]:
    """The buyer, then those for whom it buys; the activity that the form names is the buyer's own."""
    activity = _value(form, "VALUE", *_ACTIVITIES)
    for at, path in enumerate(_BUYERS):
        for address in form.deep(path):
            buyer = party(address, activity="" if at else ACTIVITY.get(activity, activity.lower()))
            if buyer is not None:
                yield buyer


def _awards(form: Said) -> Iterator[Award]:
    for at, contract in enumerate(form.deep(*_AWARDS), start=1):
        bought_for = contract.at("CONTRACT_VALUE_INFORMATION")
        value = _costs(bought_for)[0] if bought_for else None
        for operator in contract.deep("CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME", "CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP"):
            winner = party(operator)
            if winner is not None:
                yield Award(
                    winner=winner,
                    lot_id=contract.text("LOT_NUMBER"),
                    contract_id=contract.text("CONTRACT_NUMBER") or f"#{at}",
                    value=value,
                    awarded_on=_day(contract.at("CONTRACT_AWARD_DATE")),
                    tenders=whole_number(contract.text("OFFERS_RECEIVED_NUMBER")),
                )
