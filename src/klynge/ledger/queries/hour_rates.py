"""What an hour is worth by the rules of each grant, and who works where by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.core.law import Value
from klynge.core.words import fold
from klynge.ledger.models import Grant
from klynge.ledger.queries.law import legal_values
from klynge.ledger.queries.working import rate_name
from klynge.register.models import Affiliation, Organisation, Person


@dataclass(frozen=True, slots=True)
class RateLine:
    """A value of a rate; `now`: it holds today."""

    id: int
    value: Value
    now: bool


@dataclass(frozen=True, slots=True)
class Rates:
    """`names` that the grants ask for, `currencies` of the grants, `missing`: names without a value today."""

    lines: Sequence[RateLine]
    names: Sequence[str]
    currencies: Sequence[str]
    missing: Sequence[str]


def hour_rates(viewer: Viewer, today: date) -> Rates:
    lines = [
        RateLine(one.id, one.value, one.value.from_on <= today and (one.value.to_on is None or today <= one.value.to_on))
        for one in legal_values(viewer)
        if one.value.name.startswith("hour.")
    ]
    grants = list(Grant.objects.visible_to(viewer).order_by("pk"))
    names = sorted({rate_name(one.rules, professional) for one in grants for professional in (True, False)})
    needed = {rate_name(one.rules, professional=True) for one in grants if one.from_on <= today <= one.to_on}
    held = {one.value.name for one in lines if one.now}
    return Rates(lines, names, sorted({one.currency for one in grants}), sorted(needed - held))


def worker_named(viewer: Viewer, organisation: str, person: str, today: date) -> tuple[int, int]:
    """(person id, organisation id) of whoever is called so and works there now. Raises Wrong when it is nobody, or several."""
    firms = Organisation.objects.visible_to(viewer).filter(name__iexact=organisation.strip(), merged_into=None)
    ids = list(firms.values_list("pk", flat=True)[:2])
    if len(ids) != 1:
        raise Wrong("The register has no organisation, or several, with this name.", where="organisation")
    works = Affiliation.objects.visible_to(viewer).filter(organisation_id=ids[0], from_on__lte=today).exclude(to_on__lt=today)
    people = Person.objects.visible_to(viewer).filter(pk__in=works.values("person_id"), erased_at=None)
    named = [pk for pk, name in people.values_list("pk", "name") if fold(name) == fold(person.strip())]
    if len(named) != 1:
        raise Wrong("Nobody of this name works there now, or several do. Look at the people of the organisation.", where="person")
    return named[0], ids[0]
