"""What happens to a person's data on the day they are erased: each app decides about its own columns and adds them when it is set up.

The person's number stays, so that hours, amounts and signatures still count and chains stay whole; what says whose number it was
goes. A house test asks every column that could hold a person's data for its decision, also those that are new.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import JSONField, Model, Q

_WHY = "whoever is erased is erased everywhere, also where the one who does it may not look"
GONE = "–"  # what stands in a text where a name stood


class Fate(StrEnum):
    """What becomes of a column. GOES: emptied, or deleted with its row, by the app's `forget`. LOOKED: words of the house, in which
    the person's name and addresses are found and taken out. ABOUT and DID: the number of the person whom the row is about, or who did
    it; stays. STAYS: signed, booked or frozen, kept as it is for as long as the law asks; the page says where it names the person.
    NONE: no place for a person's data, as the line in the app's table says."""

    GOES = "goes"
    LOOKED = "looked through"
    ABOUT = "about"
    DID = "did"
    STAYS = "stays"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Gone:
    """Whom it is about. `addresses`: mail addresses, lower case. `words` finds name, addresses and telephones in a text, but none that
    others have too: a namesake keeps their name, a switchboard its number; None when nothing is left to look for. `every` finds
    those, too. `shared`: somebody else has the same name."""

    person_id: int
    account_id: int | None
    name: str
    addresses: frozenset[str]
    words: re.Pattern[str] | None
    every: re.Pattern[str] | None
    shared: bool

    def named_in(self, value: Any) -> bool:
        return any(self.words.search(text) for text in _texts(value)) if self.words else False

    def without(self, value: Any) -> Any:
        """The same text, list or mapping without the person."""
        if isinstance(value, str):
            return self.words.sub(GONE, value) if self.words else value
        if isinstance(value, list):
            return [self.without(one) for one in value]
        if isinstance(value, dict):
            return {self.without(name): self.without(one) for name, one in value.items()}
        return value


Columns = Mapping[str, Mapping[Fate, str]]
"""Label of a model -> fate -> the names of its columns, with blanks between."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one app knows. `forget` does what `columns` says GOES, inside the transaction. `kept`: label of a model -> what its columns
    that STAY are called (English template), for the page."""

    columns: Columns
    forget: Callable[[Gone], None] = lambda gone: None
    kept: Mapping[str, str] = field(default_factory=dict)


_parts: list[Part] = []


def add(part: Part) -> None:
    """An app adds its own when it is set up."""
    _parts.append(part)


def parts() -> tuple[Part, ...]:
    return tuple(_parts)


def pattern(names: set[str], numbers: set[str]) -> re.Pattern[str] | None:
    """Finds names and addresses as whole words in any case, and telephone numbers however their digits are set apart."""
    told = [r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True) if name]
    told += [r"\+?" + r"[\s.\-]?".join(number) for number in sorted(numbers, key=len, reverse=True) if number]
    return re.compile(rf"(?<![\w@])(?:{'|'.join(told)})(?!\w)", re.IGNORECASE) if told else None


def rows(label: str) -> Any:
    """All rows of a model, guarded or not, ours or another package's."""
    manager = apps.get_model(label)._base_manager
    return manager.system_rows(_WHY) if hasattr(manager, "system_rows") else manager.all()


def columns(fate: Fate) -> Iterator[tuple[str, list[str]]]:
    """(label of a model, the columns with this fate)."""
    for part in _parts:
        for label, told in part.columns.items():
            if fate in told:
                yield label, told[fate].split()


def look_through(gone: Gone) -> dict[str, list[Any]]:
    """Takes the person out of the words of the house. Label of a model -> keys of the rows that were changed."""
    changed: dict[str, list[Any]] = {}
    for label, names in columns(Fate.LOOKED):
        for pk, *values in rows(label).values_list("pk", *names).order_by("pk").iterator(chunk_size=2000):
            if gone.named_in(values):
                model = apps.get_model(label)
                new = dict(zip(names, gone.without(values), strict=True))
                rows(label).filter(pk=pk).update(**{name: _fitting(model, name, value) for name, value in new.items()})
                changed.setdefault(label, []).append(pk)
    return changed


def where_it_stays(gone: Gone) -> dict[str, int]:
    """What is kept and names the person (English templates) -> how many rows."""
    found: dict[str, int] = {}
    for part in _parts:
        for label, template in part.kept.items():
            names = part.columns[label][Fate.STAYS].split()
            number = sum(1 for _pk in _naming(gone, label, names))
            if number:
                found[template] = found.get(template, 0) + number
    return found


def _naming(gone: Gone, label: str, names: list[str]) -> Iterator[Any]:
    """The rows that name the person. The database looks first where it can: there may be hundreds of thousands."""
    if gone.every is None:
        return
    model, found = apps.get_model(label), rows(label)
    if not any(isinstance(model._meta.get_field(name), JSONField) for name in names):
        asked = Q()
        for word in {gone.name, *gone.addresses}:
            for name in names:
                asked |= Q(**{f"{name}__icontains": word})
        found = found.filter(asked)
    for pk, *values in found.values_list("pk", *names).order_by("pk").iterator(chunk_size=2000):
        if any(gone.every.search(text) for text in _texts(values)):
            yield pk


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield from _texts([*value.keys(), *value.values()])
    elif hasattr(value, "get_prep_value"):  # the blocks of a page
        yield from _texts(value.get_prep_value())


def _fitting(model: type[Model], name: str, value: Any) -> Any:
    most = getattr(model._meta.get_field(name), "max_length", None)
    return value[:most] if most and isinstance(value, str) else value
