"""What the programme asks of a project before it runs, held against its partners. The rule is data: legal values of the day."""

from dataclasses import dataclass
from datetime import date

from klynge.core.law import Law
from klynge.projects.models import Partner
from klynge.projects.models.team import COMPANY, KNOWLEDGE

RULE = {"project.companies": COMPANY, "project.knowledge": KNOWLEDGE}  # legal value -> the role that it counts


@dataclass(frozen=True, slots=True)
class Need:
    """`have` of `need` partners of a role. `confirmed`: somebody has held the value against its `source`."""

    name: str
    role: str
    have: int
    need: int
    source: str
    confirmed: bool

    @property
    def met(self) -> bool:
        return self.have >= self.need


def needs(partners: list[Partner], law: Law, on: date) -> tuple[Need, ...]:
    """For partners of that day; each organisation counts once. Raises Wrong when a value is not known for the day."""
    found = []
    for name, role in RULE.items():
        value = law.at(name, on)
        there = {one.organisation_id for one in partners if one.role == role and (one.to_on is None or one.to_on >= on)}
        found.append(Need(name, role, len(there), int(value.amount), value.source, value.confirmed))
    return tuple(found)
