"""Identifiers of organisations, places and goods: what is checked hard, what softly.

Hard faults raise Wrong; soft ones come back as warnings, because registers do hold numbers that break the written rule (see
`p_number`), and a person may know better. Values come back in one form: digits without blanks, letters in capitals.
"""

import re
from dataclasses import dataclass

from klynge.core.errors import Wrong

_SPACES = re.compile(r"[\s.\-\u00a0/]+")


@dataclass(frozen=True, slots=True)
class Checked:
    """An accepted identifier. `warnings` are stable keys: "checksum", "never-issued", "country-unknown", "pattern"."""

    value: str
    warnings: tuple[str, ...] = ()


def cvr(text: str) -> Checked:
    """A Danish legal unit's number: eight digits. The modulus-11 test (weights 2 7 6 5 4 3 2 1) only warns.

    Source: the business authority's description of the CVR number; a remainder of 1 was never issued.
    """
    value = _bare(text)
    if value.startswith("DK"):
        value = value[2:]
    if not re.fullmatch(r"[0-9]{8}", value):
        raise Wrong(
            "The CVR number '%(value)s' must have eight digits. Look it up in the CVR register.", where="cvr", value=_shown(text)
        )
    left = sum(weight * int(digit) for weight, digit in zip((2, 7, 6, 5, 4, 3, 2), value, strict=False)) % 11
    if left == 1:
        return Checked(value, ("never-issued",))
    return Checked(value, () if int(value[7]) == (11 - left) % 11 else ("checksum",))


def p_number(text: str) -> Checked:
    """A Danish production unit's number: ten digits. No checksum: the generator once used other weights, so real ones fail it."""
    value = _bare(text)
    if not re.fullmatch(r"[0-9]{10}", value):
        raise Wrong(
            "The P-number '%(value)s' must have ten digits. Look it up in the CVR register.", where="p_number", value=_shown(text)
        )
    return Checked(value)


# Length and form by country as the EU's VIES service lists them; GB and NO and CH are added because clusters meet them.
_VAT = {
    "AT": r"U[0-9]{8}", "BE": r"[01][0-9]{9}", "BG": r"[0-9]{9,10}", "CY": r"[0-9]{8}[A-Z]", "CZ": r"[0-9]{8,10}",
    "DE": r"[0-9]{9}", "DK": r"[0-9]{8}", "EE": r"[0-9]{9}",
    "EL": r"[0-9]{9}", "ES": r"[A-Z0-9][0-9]{7}[A-Z0-9]", "FI": r"[0-9]{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}[0-9]{9}", "HR": r"[0-9]{11}", "HU": r"[0-9]{8}", "IE": r"[0-9][A-Z0-9+*][0-9]{5}[A-Z]{1,2}",
    "IT": r"[0-9]{11}", "LT": r"([0-9]{9}|[0-9]{12})", "LU": r"[0-9]{8}", "LV": r"[0-9]{11}", "MT": r"[0-9]{8}",
    "NL": r"[A-Z0-9+*]{10}[0-9]{2}", "PL": r"[0-9]{10}", "PT": r"[0-9]{9}", "RO": r"[0-9]{2,10}", "SE": r"[0-9]{12}",
    "SI": r"[0-9]{8}", "SK": r"[0-9]{10}",
    "XI": r"([0-9]{9}|[0-9]{12}|(GD|HA)[0-9]{3})", "GB": r"([0-9]{9}|[0-9]{12}|(GD|HA)[0-9]{3})",
    "NO": r"[0-9]{9}(MVA)?", "CH": r"E[0-9]{9}(MWST|TVA|IVA)?",
}  # fmt: skip


def vat(text: str) -> Checked:
    """A value added tax number with its country's two letters in front ("DK13585628", Greece is "EL").

    A known country's form is checked hard; an unknown country only warns. A Danish number gets the CVR's warnings too.
    """
    value = _bare(text)
    country, rest = value[:2], value[2:]
    if country == "GR":
        country, value = "EL", "EL" + rest
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9+*]{2,13}", value):
        raise Wrong(
            "The VAT number '%(value)s' must begin with its country's two letters, as in DK13585628.",
            where="vat",
            value=_shown(text),
        )
    if country not in _VAT:
        return Checked(value, ("country-unknown",))
    if not re.fullmatch(_VAT[country], rest):
        raise Wrong(
            "The VAT number '%(value)s' does not have the form that %(country)s uses. Check it for missing digits.",
            where="vat",
            value=_shown(text),
            country=country,
        )
    return Checked(value, cvr(rest).warnings) if country == "DK" else Checked(value)


# Patterns of the NATO codification bureaus: A letter or digit, N digit. Others are checked for length only, with a warning.
_US = r"[0-9][A-HJ-NP-Z0-9]{3}[0-9]"
_FIRST = {
    "CA": "L0-9", "DK": "R", "DE": "CD", "FR": "F", "GB": "KU", "IT": "A", "NL": "H", "BE": "B", "NO": "N", "TR": "T", "PT": "P",
    "GR": "G", "AU": "Z",
}  # fmt: skip
_NCAGE = {"US": _US, **{country: rf"[{first}][A-HJ-NP-Z0-9]{{3}}[0-9]" for country, first in _FIRST.items()}}


def ncage(text: str, country: str = "") -> Checked:
    """A NATO commercial and government entity code: five characters without I and O. `country` is ISO 3166-1 alpha-2.

    The form is hard; a code that does not follow its country's own pattern warns ("pattern"), an unlisted country too.
    """
    value = _bare(text)
    if not re.fullmatch(r"[A-HJ-NP-Z0-9]{5}", value):
        raise Wrong(
            "The NCAGE code '%(value)s' must have five characters, digits and letters but not I or O.",
            where="ncage",
            value=_shown(text),
        )
    if not country:
        return Checked(value)
    pattern = _NCAGE.get(country.upper())
    if pattern is None:
        return Checked(value, ("country-unknown",))
    return Checked(value, () if re.fullmatch(pattern, value) else ("pattern",))


def nsn(text: str) -> Checked:
    """A NATO stock number, 13 digits: class (4), codifying country (2), item (7). Given back as 1005-22-123-4567."""
    value = _bare(text).removeprefix("NSN")
    if not re.fullmatch(r"[0-9]{13}", value):
        raise Wrong(
            "The NATO stock number '%(value)s' must have 13 digits, as in 1005-22-123-4567.", where="nsn", value=_shown(text)
        )
    return Checked(f"{value[:4]}-{value[4:6]}-{value[6:9]}-{value[9:]}")


def municipality(text: str) -> Checked:
    """A Danish municipality's code, four digits; "101" is padded to "0101". That it exists is for the list to say."""
    value = _bare(text)
    if not re.fullmatch(r"[0-9]{3,4}", value):
        raise Wrong(
            "The municipality code '%(value)s' must have three or four digits, as in 0101.",
            where="municipality",
            value=_shown(text),
        )
    return Checked(value.zfill(4))


def _bare(text: str) -> str:
    return _SPACES.sub("", text).upper()


def _shown(text: str) -> str:
    """What the reader wrote, short enough for a message."""
    return text if len(text) <= 40 else text[:39] + "…"
