"""An application for membership in the secretariat's words."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from klynge.register.fields import KINDS, SIZE_BANDS
from klynge.register.queries.applications import ApplicationCard, ApplicationLine, Twin
from klynge.register.reference_tables import tree
from klynge.register.views.duplicates import sign_text
from klynge.web import formats
from klynge.web.parts import Entry, Fact, Row, Tag

STATES: dict[str, Promise] = {
    "waiting": gettext_lazy("waits for you"),
    "asked": gettext_lazy("was asked for more"),
    "admitted": gettext_lazy("admitted"),
    "declined": gettext_lazy("declined"),
}
_TYPES = {"university": "knowledge", "institute": "knowledge", "company": "company"}


def crumbs(title: str) -> list[Entry]:
    return [Entry(_("Applications"), reverse("register:applications")), Entry(title, "", current=True)]


def tabs(decided: bool) -> list[Entry]:
    where = reverse("register:applications")
    return [Entry(_("To decide"), where, not decided), Entry(_("Decided"), f"{where}?all=1", decided)]


def row(one: ApplicationLine) -> Row:
    facts = [str(KINDS.get(one.kind, one.kind)), one.country]
    if one.employees is not None:
        n = {"n": formats.number(one.employees)}
        facts.append(ngettext("%(n)s employee", "%(n)s employees", one.employees) % n)
    facts.append(formats.long_day(one.decided_at or one.confirmed_at))
    tag = Tag(str(STATES[one.state]), kind="signal" if one.state == "waiting" else "plain")
    return Row(one.name, reverse("register:application", args=[one.id]), facts=facts, tags=[tag])


def facts(card: ApplicationCard) -> list[Fact]:
    """What the form said, in its order; what was left empty is left out."""
    codes, language = tree("own"), (get_language() or "da")[:2]
    group = {True: _("others own a quarter or more"), False: _("nobody else owns a quarter or more"), None: ""}
    contact = ", ".join(filter(None, (card.contact_name, card.contact_title)))
    told = [
        Fact(_("What it is"), str(KINDS.get(card.line.kind, card.line.kind))),
        Fact(_("Number"), card.number),
        Fact(_("Country"), card.line.country),
        Fact(_("Address"), card.address),
        Fact(_("Website"), card.website, card.website if card.website.startswith(("https://", "http://")) else ""),
        Fact(_("People who work there"), card.line.employees),
        Fact(_("Group"), group[card.in_group]),
        Fact(_("What they do"), ", ".join(codes.label(code, language) for code in card.fields if code in codes)),
        Fact(_("Contact"), contact),
        Fact(_("E-mail"), card.email, f"mailto:{card.email}" if card.email else "", _("confirmed by link")),
        Fact(_("Telephone"), card.phone),
        Fact(_("Language"), _("English") if card.language == "en" else _("Danish")),
        Fact(_("Confirmed"), card.line.confirmed_at),
    ]
    return [one for one in told if one.value not in ("", None)]


def why(one: Twin) -> str:
    return ", ".join(sign_text(sign) for sign in one.signs)


def choices(card: ApplicationCard) -> Sequence[tuple[int, str]]:
    """The entries that it may be, in words that tell them apart."""
    return [(one.id, " · ".join(filter(None, (one.name, one.number)))) for one in card.twins]


def likely_type(card: ApplicationCard) -> str:
    return _TYPES.get(card.line.kind, "associate")


def band(employees: int | None) -> str:
    """The size band that a number of people falls into; "" when it is not known."""
    if employees is None:
        return ""
    tops = [int(top) if (top := one.partition("-")[2]) else None for one in SIZE_BANDS]
    return next(one for one, top in zip(SIZE_BANDS, tops, strict=True) if top is None or employees <= top)
