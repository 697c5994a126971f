"""Who may be added to an activity next: found by a few letters of their name or their firm's."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from klynge.access.viewer import Viewer
from klynge.core.words import fold
from klynge.ledger.models import Participation
from klynge.register.models import Affiliation, Organisation, Person

SUGGESTED = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who worked there on the day; without a person only the firm."""

    organisation_id: int
    organisation: str
    person_id: int | None = None
    person: str = ""
    there: bool = False


def suggestions(viewer: Viewer, text: str, activity_id: int, day: date) -> list[Suggestion]:
    """People who worked somewhere on the day, by their name or their firm's, and the firms themselves."""
    words = fold(text).split()
    if not words:
        return []
    firms = dict(
        Organisation.objects.visible_to(viewer).filter(merged_into=None).exclude(closed_on__lt=day).values_list("pk", "name")
    )
    works = Affiliation.objects.visible_to(viewer).filter(from_on__lte=day).exclude(to_on__lt=day)
    pairs = sorted(set(works.order_by().values_list("person_id", "organisation_id")))
    people = dict(Person.objects.visible_to(viewer).filter(erased_at=None).values_list("pk", "name"))
    there = set(
        Participation.objects.visible_to(viewer).filter(activity_id=activity_id, live=True).values_list("person_id", flat=True)
    )
    found = [
        Suggestion(firm, firms[firm], person, people[person], person in there)
        for person, firm in pairs
        if person in people and firm in firms and _answers(words, people[person], firms[firm])
    ]
    found.sort(key=lambda one: (one.there, not _answers(words, one.person), fold(one.person), one.organisation))
    alone = [Suggestion(pk, name) for pk, name in firms.items() if _answers(words, name)]
    return [*found[:SUGGESTED], *sorted(alone, key=lambda one: (len(one.organisation), one.organisation))[:5]]


def firm_named(viewer: Viewer, text: str) -> int | None:
    """The one organisation with this name or CVR number, None for none or several."""
    said = "".join(text.split())
    rows = Organisation.objects.visible_to(viewer).filter(merged_into=None)
    found = list(rows.filter(Q(name__iexact=text.strip()) | (Q(cvr=said) & ~Q(cvr=""))).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def _answers(words: list[str], *texts: str) -> bool:
    said = fold(" ".join(texts))
    return all(word in said for word in words)
