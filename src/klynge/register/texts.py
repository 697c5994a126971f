"""Texts as people and files give them, made fit to be kept: composed (NFC), trimmed, without what no page can show."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from klynge.core.errors import Wrong

_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What hides letters or turns the writing direction; the soft hyphen and the joiners of other scripts are harmless.
_HIDDEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


def tidy(text: str, *, where: str = "", lines: bool = False) -> str:
    """The text composed, without hidden marks, blanks trimmed; with `lines` its line breaks stay (as \\n), else they become
    blanks. Raises Wrong for control characters and broken letters, which no form or file holds by right."""
    if _BROKEN.search(text):
        raise Wrong("“%(where)s” holds a broken letter. Write it again instead of pasting it.", where=where)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        raise Wrong("“%(where)s” holds a control character. Write it again instead of pasting it.", where=where)
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    if lines:
        return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n")).strip()
    return re.sub(r"\s+", " ", text).strip()


def website(text: str) -> str:
    """The address with its scheme. Raises Wrong for anything but the web."""
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise Wrong(
            "“%(text)s” is no web address. Write it as in https://www.example.dk.", where="website", text=text[:60]
        ) from None
    return address


def email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Wrong("“%(text)s” is no e-mail address. Write it as in name@example.dk.", where="email", text=text[:60]) from None
    return text.lower()
