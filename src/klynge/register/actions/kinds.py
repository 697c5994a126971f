"""The kinds of entries that a profile has: their model, what makes two the same, and what is checked before one is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.db.models import ForeignKey, Model

from klynge.core import identifiers
from klynge.core.codes import normal
from klynge.core.errors import Conflict, Wrong
from klynge.register.fields import FACTS
from klynge.register.models import Affiliation, Capability, Certificate, ContactPoint, Fact, Figure, Ownership, Reference, Site
from klynge.register.reference_tables import tree
from klynge.register.texts import email, tidy, website
from klynge.web.denmark import municipalities

Value = str | int | bool | Decimal | date | list[str] | None
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Kind:
    """`key`: the columns that make two entries the same, () where only the id does. `fields`: what may be set. `belongs`:
    columns with ids of rows that must belong to the same organisation."""

    model: type[Model]
    fields: tuple[str, ...]
    check: Callable[[Values], Values]
    key: tuple[str, ...] = ()
    belongs: Mapping[str, type[Model]] = field(default_factory=dict)


def tidied(values: Mapping[str, Value]) -> Values:
    """Texts fit to be kept; a long text keeps its lines."""
    long = {"text"} | ({"value"} if FACTS.get(str(values.get("name"))) and FACTS[str(values["name"])].long else set())
    return {name: tidy(v, where=name, lines=name in long) if isinstance(v, str) else v for name, v in values.items()}


def _fact(values: Values) -> Values:
    known = FACTS.get(str(values["name"]))
    if known is None:
        raise Wrong("There is no field “%(name)s” in a profile.", where="name", name=values["name"])
    language, value = values.get("language") or "", str(values["value"])
    if (language in ("da", "en")) != known.languages:
        raise Wrong(
            "“%(name)s” is written in Danish (da) or English (en) where it has languages.", where="language", name=known.name
        )
    if len(value) > known.most:
        raise Wrong(
            "“%(name)s” has %(length)d characters; at most %(most)d are kept. Shorten it.",
            where=known.name,
            name=known.name,
            length=len(value),
            most=known.most,
        )
    return {**values, "language": language, "value": _line(known.name, value)}


def _line(name: str, value: str) -> str:
    if name == "website" and value:
        return website(value)
    if name == "email" and value:
        return email(value)
    if name == "ncage" and value:
        return identifiers.ncage(value).value
    return value


def _figure(values: Values) -> Values:
    amount, year = Decimal(str(values["amount"])), int(str(values["year"]))
    if not amount.is_finite() or amount < 0 or not 1990 <= year <= 2100:
        raise Wrong("A figure is a number from 0 up, of a year between 1990 and 2100.", where=str(values["name"]))
    money = values["name"] != "staff"
    currency = str(values.get("currency") or "").upper() if money else ""
    if money and (len(currency) != 3 or not currency.isalpha()):
        raise Wrong("An amount needs its currency in three letters, as in DKK.", where="currency")
    return {**values, "amount": amount.quantize(Decimal("0.01")), "year": year, "currency": currency}


def _capability(values: Values) -> Values:
    system = str(values["system"])
    code = normal(system, str(values["code"]))
    codes = tree(system)
    if not codes.nearest(code):
        raise Wrong(
            "There is no code “%(code)s” in %(system)s. Search for it by its name.", where="code", code=code, system=system
        )
    return {**values, "code": code, "version": values.get("version") or codes.version}


def _days(begins: str, ends: str) -> Callable[[Values], Values]:
    def check(values: Values) -> Values:
        first, last = _day(values.get(begins)), _day(values.get(ends))
        if first and last and last < first:
            raise Wrong("It would end before it begins. Choose a later day.", where=ends)
        return values

    return check


def _day(value: Value) -> date | None:
    """A day as given or as JSON keeps it."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value if isinstance(value, date) else None


def _site(values: Values) -> Values:
    checked = dict(values)
    if values.get("p_number"):
        checked["p_number"] = identifiers.p_number(str(values["p_number"])).value
    if values.get("municipality"):
        code = identifiers.municipality(str(values["municipality"])).value
        if code not in municipalities():
            raise Wrong("There is no municipality with the code “%(code)s”.", where="municipality", code=code)
        checked["municipality"] = code
    return _days("from_on", "to_on")(checked)


def _reference(values: Values) -> Values:
    cpv = values.get("cpv") or []
    if values.get("amount") is not None and not values.get("currency"):
        raise Wrong("An amount needs its currency in three letters, as in DKK.", where="currency")
    return {**values, "cpv": [normal("cpv", code) for code in cpv] if isinstance(cpv, list) else []}


def _contact(values: Values) -> Values:
    return {**values, "value": email(str(values["value"]))} if values["kind"] == "email" else values


def _ownership(values: Values) -> Values:
    share = Decimal(str(values["share"]))
    if not 0 <= share <= 100:
        raise Wrong("A share is a percentage from 0 to 100.", where="share")
    return _days("from_on", "to_on")({**values, "share": share})


KINDS: dict[str, Kind] = {
    "fact": Kind(Fact, ("name", "language", "value"), _fact, ("name", "language")),
    "figure": Kind(Figure, ("name", "year", "amount", "currency", "source"), _figure, ("name", "year")),
    "capability": Kind(Capability, ("system", "version", "code", "main"), _capability, ("system", "code")),
    "certificate": Kind(
        Certificate,
        ("site_id", "kind", "name", "evidence", "standing", "verifier", "issued_on", "expires_on"),
        _days("issued_on", "expires_on"),
        belongs={"site_id": Site},
    ),
    "reference": Kind(
        Reference, ("title", "language", "text", "buyer", "year", "amount", "currency", "cpv"), _reference
    ),
    "site": Kind(
        Site,
        ("name", "p_number", "address", "postcode", "town", "municipality", "country", "main", "from_on", "to_on"),
        _site,
    ),
    "affiliation": Kind(
        Affiliation, ("person_id", "title", "manages", "from_on", "to_on"), _days("from_on", "to_on")
    ),
    "contact": Kind(ContactPoint, ("affiliation_id", "kind", "value"), _contact, belongs={"affiliation_id": Affiliation}),
    "ownership": Kind(Ownership, ("owner_id", "share", "control", "from_on", "to_on", "source"), _ownership),
}  # fmt: skip


def valid(row: Model) -> None:
    """Makes the row's values what their columns hold. Raises Wrong that names the field, Conflict where another row says it
    already. References to other rows are checked by who sets them."""
    foreign = [f.name for f in row._meta.concrete_fields if isinstance(f, ForeignKey)]
    try:
        row.clean_fields(exclude=foreign)
    except ValidationError as error:
        name, says = next(iter(error.message_dict.items()))
        raise Wrong("“%(field)s”: %(says)s", where=name, field=name, says=" ".join(says)) from None
    asked = _Asked()
    try:
        with connection.execute_wrapper(asked):
            row.validate_constraints()
    except ValidationError:
        asked.was_answered()
        raise Conflict("The register has this already, perhaps in an entry that is not open to you. Look for it first.") from None
    asked.was_answered()


class _Asked:
    """Django takes a question that the database could not answer for an answer. This remembers that it could not."""

    fault: DatabaseError | None = None

    def __call__(self, execute: Callable[..., Any], *told: Any) -> Any:
        try:
            return execute(*told)
        except DatabaseError as fault:
            self.fault = fault
            raise

    def was_answered(self) -> None:
        if self.fault is not None:
            raise self.fault
