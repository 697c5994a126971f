"""The forms of 2014 (F01 to F25, T01, T02; schemas R2.0.8 and R2.0.9): contracting body, object, lots, procedure."""

from collections.abc import Iterator
from datetime import datetime

from klynge.connectors.ted_legacy_awards import awards
from klynge.connectors.ted_legacy_coded import Coded
from klynge.connectors.ted_legacy_codes import ACTIVITY, NATURE, kind
from klynge.connectors.ted_legacy_requirements import of_lot, of_notice
from klynge.connectors.ted_legacy_texts import Said, amount, codes, party, places, upper_end
from klynge.connectors.ted_values import day, moment, months, months_between, once, page, printed
from klynge.connectors.xml import deep, every, name, text
from klynge.core.notice import NO_TEXT, Lot, Notice, Party

_ACTIVITIES = ("CONTRACTING_BODY/CA_ACTIVITY", "CONTRACTING_BODY/CE_ACTIVITY")


def read(form: Said, about: Coded) -> Notice:
    """The notice of one form. Values of a modified contract are those after the change."""
    thing = form.at("OBJECT_CONTRACT") or form
    parts = tuple(_lots(form, thing))
    number = printed(about.number)
    changed = form.at("MODIFICATIONS_CONTRACT/INFO_MODIFICATIONS")
    value = amount(thing, "VAL_TOTAL") or amount(thing, "VAL_ESTIMATED_TOTAL") or about.value
    if changed is not None:
        value = amount(changed, "VALUES/VAL_TOTAL_AFTER") or amount(changed, "VAL_TOTAL_AFTER") or value
    title = name(form.element)
    described = thing.words("SHORT_DESCR") or next((part.description for part in parts if part.description), NO_TEXT)
    return Notice(
        source="ted-xml",
        number=about.number,
        kind=kind(form.element.get("FORM", title), form.value("NOTICE", "TYPE"), about.document),
        dialect="ted-2014",
        form=title if title != "MOVE" else form.element.get("FORM", title),
        published_as=number,
        earlier=once([*about.earlier, *(printed(text(found)) for found in deep(form.element, "NOTICE_NUMBER_OJ"))]),
        published_on=about.published_on,
        dispatched_on=about.dispatched_on,
        languages=about.languages,
        title=thing.words("TITLE"),
        description=described,
        more=form.words("COMPLEMENTARY_INFO/INFO_ADD", "MODIFICATIONS_CONTRACT/INFO_MODIFICATIONS/SHORT_DESCR"),
        cpv=once([*codes(thing, "CPV_MAIN/CPV_CODE"), *(code for part in parts for code in part.cpv), *about.cpv]),
        places=once([*(place for part in parts for place in part.places)]) or about.places,
        nature=NATURE.get(thing.value("TYPE_CONTRACT", "CTYPE"), about.nature),
        procedure=about.procedure,
        legal_basis=form.value("LEGAL_BASIS", "VALUE") or about.legal_basis,
        value=value,
        maximum=upper_end(thing, "VAL_RANGE_TOTAL") or about.maximum,
        deadline_at=_deadline(form, about),
        buyers=tuple(_buyers(form)),
        lots=parts,
        requirements=of_notice(form),
        awards=awards(form),
        url=page(number),
        documents=once(text(found) for found in every(form.element, "CONTRACTING_BODY/URL_DOCUMENT")),
    )


def _lots(form: Said, thing: Said) -> Iterator[Lot]:
    """The lots. A notice that is not divided describes its one lot in the same way; it bears the number 1."""
    main = codes(thing, "CPV_MAIN/CPV_CODE")
    described = list(thing.each("OBJECT_DESCR")) or list(form.each("OBJECT_DESCR"))
    for at, lot in enumerate(described, start=1):
        start, end = day(lot.text("DATE_START")), day(lot.text("DATE_END"))
        yield Lot(
            id=lot.text("LOT_NO") or lot.element.get("ITEM", "").strip() or str(at),
            title=lot.words("TITLE"),
            description=lot.words("SHORT_DESCR"),
            more=lot.words("INFO_ADD", "OPTIONS_DESCR", "RENEWAL_DESCR", "MAIN_SITE"),
            cpv=once(codes(lot, "CPV_ADDITIONAL/CPV_CODE")) or once(main),
            places=places(deep(lot.element, "NUTS")),
            nature=NATURE.get(thing.value("TYPE_CONTRACT", "CTYPE"), ""),
            value=amount(lot, "VAL_OBJECT"),
            starts_on=start,
            months=months(lot.text("DURATION"), lot.value("DURATION", "TYPE")) or months_between(start, end),
            requirements=of_lot(lot),
        )


def _buyers(form: Said) -> Iterator[Party]:
    """The buyers; the activity that the form names is the first one's."""
    activity = next((form.value(path, "VALUE") for path in _ACTIVITIES if form.has(path)), "")
    for at, path in enumerate(("ADDRESS_CONTRACTING_BODY", "ADDRESS_CONTRACTING_BODY_ADDITIONAL")):
        for address in form.each(f"CONTRACTING_BODY/{path}"):
            buyer = party(address, activity="" if at else ACTIVITY.get(activity, activity.lower()))
            if buyer is not None:
                yield buyer


def _deadline(form: Said, about: Coded) -> datetime | None:
    """The form's own deadline; of a corrigendum the new one; else the one that the office coded."""
    procedure = form.at("PROCEDURE")
    if procedure is not None and procedure.has("DATE_RECEIPT_TENDERS"):
        return moment(procedure.text("DATE_RECEIPT_TENDERS"), procedure.text("TIME_RECEIPT_TENDERS"), about.clock)
    for change in form.each("CHANGES/CHANGE"):
        if change.text("WHERE/SECTION") == "IV.2.2" and change.has("NEW_VALUE/DATE"):
            return moment(change.text("NEW_VALUE/DATE"), change.text("NEW_VALUE/TIME"), about.clock)
    return about.deadline_at
