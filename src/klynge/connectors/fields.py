"""Taking fields out of JSON that may hold anything: what is absent or of another type is empty, never an error."""

from decimal import Decimal, InvalidOperation

from klynge.connectors.clean import clean
from klynge.connectors.json import Json

Section = dict[str, Json]
_MOST = Decimal(10) ** 15  # more than any contract: a typing error or a sentinel
_LONGEST_ADDRESS = 2000


def section(value: Json, *path: str) -> Section:
    """The object at `path`; of a list of objects the first one; {} when there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, list):
            value = next((item for item in value if isinstance(item, dict)), None)
    return value if isinstance(value, dict) else {}


def sections(value: Json, key: str) -> list[Section]:
    """The objects in the list at `key`; a lone object counts as a list of one."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, dict):
        return [found]
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def word(value: Json, *keys: str) -> str:
    """The first text at one of `keys` that is not blank, cleaned; numbers are written out; "" when there is none."""
    if isinstance(value, dict):
        for key in keys:
            found = as_word(value.get(key))
            if found:
                return found
    return ""


def words(value: Json, key: str) -> tuple[str, ...]:
    """The texts at `key`, whether it holds one or a list of them."""
    found = value.get(key) if isinstance(value, dict) else None
    several = found if isinstance(found, list) else [found]
    return tuple(text for text in map(as_word, several) if text)


def as_word(value: Json) -> str:
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ""


def amount(value: Json, key: str) -> Decimal | None:
    """A sum of money or a count above 0. Publishers write 0 or "" for "not said", and 0 buys nothing, so both are `None`."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | Decimal | str):
        return None
    try:
        number = Decimal(found.strip() if isinstance(found, str) else found)
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 < number < _MOST else None


def count(value: Json, key: str) -> int | None:
    """A whole number from 0 to a million, else `None`."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, str) and found.strip().isascii() and found.strip().isdigit() and len(found) < 9:
        found = int(found)
    if isinstance(found, Decimal) and found == found.to_integral_value():
        found = int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 1_000_000 else None


def address(value: Json, *keys: str) -> str:
    """A web address at one of `keys`, "" unless it begins with http and holds no blank."""
    found = word(value, *keys)
    whole = (
        found.lower().startswith(("https://", "http://")) and len(found) <= _LONGEST_ADDRESS and not set(found) & set(' <>"\n\t')
    )
    return found if whole else ""
