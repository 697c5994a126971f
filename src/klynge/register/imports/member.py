"""A member as one row of a list: what a file can say, and what the register says in the same form."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from klynge.register.imports.values import Certified


@dataclass(frozen=True, slots=True)
class Member:
    """One row. None, "" and () mean that nothing is said, never that something is to be taken away. `label` is the audience of the
    card; `municipality` its code; figures are of `figures_year`, amounts in `currency`."""

    name: str = ""
    cvr: str = ""
    country: str = ""
    foreign_number: str = ""
    kind: str = ""
    field: str = ""
    label: str = ""
    founded: date | None = None
    membership_type: str = ""
    size_band: str = ""
    member_since: date | None = None
    p_number: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    municipality: str = ""
    website: str = ""
    phone: str = ""
    email: str = ""
    ncage: str = ""
    contact_name: str = ""
    contact_title: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    figures_year: int | None = None
    staff: Decimal | None = None
    turnover: Decimal | None = None
    balance: Decimal | None = None
    currency: str = ""
    own: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    nace: tuple[str, ...] = ()
    edf: tuple[str, ...] = ()
    cml: tuple[str, ...] = ()
    certificates: tuple[Certified, ...] = ()
    profile_da: str = ""
    profile_en: str = ""
    products_da: str = ""
    products_en: str = ""

    @property
    def number(self) -> tuple[str, str] | None:
        """What identifies it: ("DK", cvr) or (country, foreign number); None when no number is said."""
        if self.cvr:
            return ("DK", self.cvr)
        return (self.country, self.foreign_number) if self.foreign_number and self.country else None


NAMES = tuple(field.name for field in fields(Member))
