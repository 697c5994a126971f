"""The columns of a list of members: the headings by which they are known, and how their cells are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klynge.core.words import fold
from klynge.register.imports import values, words


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the field of Member; `label` what people call it; `headings` more words for it, Danish and English."""

    name: str
    label: Promise
    danish: str
    english: str
    read: Callable[[str], Any]
    headings: tuple[str, ...] = ()


_line = values.text
COLUMNS: tuple[Column, ...] = (
    Column("name", _("Name"), "Navn", "Name", _line(200),
            ("virksomhedsnavn", "firmanavn", "medlem", "company name", "member", "organisation", "virksomhed", "company")),
    Column("cvr", _("CVR number"), "CVR-nummer", "CVR number", values.cvr,
            ("cvr", "cvr-nr", "cvr-nr.", "cvr nr", "cvr nr.", "cvr no", "cvr no.", "cvrnr")),
    Column("country", _("Country"), "Land", "Country", words.country, ("landekode", "country code")),
    Column("foreign_number", _("Foreign number"), "Udenlandsk nummer", "Foreign number", _line(40),
            ("registreringsnummer", "registration number", "foreign no")),
    Column("kind", _("Kind"), "Art", "Kind", values.word(words.KINDS), ("organisationstype", "organisation type", "slags")),
    Column("field", _("Field of work"), "Fagområde", "Field of work", _line(60), ("branche", "field", "område")),
    Column("label", _("Card seen by"), "Kort ses af", "Card seen by", values.label,
            ("tlp", "synlighed", "audience", "label", "mærkning")),
    Column("founded", _("Founded on"), "Stiftet", "Founded", values.day, ("stiftet den", "founded on", "stiftelsesdato")),
    Column("membership_type", _("Membership type"), "Medlemstype", "Membership type", values.word(words.TYPES),
            ("medlemskab", "membership", "type")),
    Column("size_band", _("Size band"), "Størrelsesklasse", "Size band", words.band, ("størrelse", "size", "kontingentklasse")),
    Column("member_since", _("Member since"), "Medlem siden", "Member since", values.day,
            ("indmeldt", "indmeldelsesdato", "joined", "medlem fra", "since")),
    Column("p_number", _("P-number"), "P-nummer", "P number", values.p_number, ("p-nr", "p-nr.", "pnr")),
    Column("address", _("Address"), "Adresse", "Address", _line(200), ("vej", "gade", "street")),
    Column("postcode", _("Postcode"), "Postnummer", "Postcode", _line(12), ("postnr", "postnr.", "zip", "postal code")),
    Column("town", _("Town"), "By", "Town", _line(100), ("bynavn", "city", "postdistrikt")),
    Column("municipality", _("Municipality"), "Kommune", "Municipality", words.municipality,
            ("kommunekode", "kommunenavn", "municipality code")),
    Column("website", _("Website"), "Hjemmeside", "Website", values.address_of_web,
            ("web", "www", "webadresse", "url", "homepage")),
    Column("phone", _("Telephone"), "Telefon", "Telephone", _line(200), ("tlf", "tlf.", "phone", "hovednummer")),
    Column("email", _("E-mail"), "E-mail", "E-mail", values.address_of_mail, ("mail", "email", "firmamail")),
    Column("ncage", _("NCAGE code"), "NCAGE", "NCAGE", values.ncage, ("cage", "ncage-kode", "ncage code")),
    Column("contact_name", _("Contact"), "Kontaktperson", "Contact", _line(200),
            ("kontakt", "contact person", "contact name", "kontaktnavn")),
    Column("contact_title", _("Contact's title"), "Kontakt titel", "Contact title", _line(120),
            ("titel", "title", "stilling", "contact's title")),
    Column("contact_email", _("Contact's e-mail"), "Kontakt e-mail", "Contact e-mail", values.address_of_mail,
            ("kontaktmail", "kontakt mail", "contact email", "contact's e-mail")),
    Column("contact_phone", _("Contact's telephone"), "Kontakt telefon", "Contact telephone", _line(200),
            ("kontakt tlf", "contact phone", "mobil", "mobile", "contact's telephone")),
    Column("figures_year", _("Year of the figures"), "Regnskabsår", "Figures year", values.year,
            ("år", "year", "financial year")),
    Column("staff", _("Staff"), "Ansatte", "Staff", values.amount,
            ("antal ansatte", "årsværk", "employees", "fte", "medarbejdere")),
    Column("turnover", _("Turnover"), "Omsætning", "Turnover", values.amount, ("revenue", "nettoomsætning")),
    Column("balance", _("Balance total"), "Balancesum", "Balance total", values.amount, ("balance", "aktiver")),
    Column("currency", _("Currency"), "Valuta", "Currency", words.currency),
    Column("own", _("Capabilities"), "Kompetencer", "Capabilities", values.codes("own"), ("kompetencekoder", "capability codes")),
    Column("cpv", _("CPV codes"), "CPV-koder", "CPV codes", values.codes("cpv"), ("cpv", "cpv-kode", "cpv koder", "cpv code")),
    Column("nace", _("Industry codes"), "Branchekoder", "NACE codes", values.codes("nace"),
            ("branchekode", "nace", "db07", "db25", "industry codes", "industry code")),
    Column("edf", _("EDF categories"), "EDF-kategorier", "EDF categories", values.codes("edf"), ("edf",)),
    Column("cml", _("Military list headings"), "Militærlisten", "Military list", values.codes("cml"),
            ("cml", "ml", "military list headings")),
    Column("certificates", _("Certificates"), "Certifikater", "Certificates", values.certificates,
            ("certifikat", "certificeringer", "certificate")),
    Column("profile_da", _("Profile in Danish"), "Profil (dansk)", "Profile (Danish)", _line(6000, lines=True),
            ("profil", "beskrivelse", "profil da", "profile da", "profil på dansk", "profile in danish")),
    Column("profile_en", _("Profile in English"), "Profil (engelsk)", "Profile (English)", _line(6000, lines=True),
            ("profile", "description", "profil en", "profile en", "profil på engelsk", "profile in english")),
    Column("products_da", _("Products in Danish"), "Produkter (dansk)", "Products (Danish)", _line(6000, lines=True),
            ("produkter", "products in danish")),
    Column("products_en", _("Products in English"), "Produkter (engelsk)", "Products (English)", _line(6000, lines=True),
            ("products", "products in english")),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}


def _heading(text: str) -> str:
    return re.sub(r"[\s_]+", " ", fold(values.unguarded(text))).strip(" :*")


_KNOWN = {_heading(word): column for column in COLUMNS for word in (column.danish, column.english, column.name, *column.headings)}


def known(heading: str) -> Column | None:
    """The column that a heading names, None for one that is not of the list."""
    return _KNOWN.get(_heading(heading))
