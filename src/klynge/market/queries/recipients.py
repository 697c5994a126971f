"""Who gets the weekly mail, and where. Asked by the system: a mail is for the person whom it goes to, and shows only what that
person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from klynge.market.models import Digest, Match, Silence
from klynge.register.models import Affiliation, ContactPoint, Person

_WHY = "a mail is sent to those whom it is for"


@dataclass(frozen=True, slots=True)
class Recipient:
    person_id: int
    name: str
    language: str
    email: str


def recipients(week: str, today: date) -> list[Recipient]:
    """Those who look after an organisation for which an approved match waits; where nobody does, all its staff. Without those
    who had this week's mail, who asked for silence, or whose address is not known. The number of queries is constant."""
    waiting = Match.objects.system_rows(_WHY).filter(shown=True, state__in=(Match.APPROVED, Match.SENT))
    organisations = set(waiting.order_by().values_list("organisation_id", flat=True).distinct())
    works = list(
        Affiliation.objects.system_rows(_WHY)
        .filter(organisation_id__in=organisations, from_on__lte=today, person__erased_at=None)
        .exclude(to_on__lt=today)
    )
    managed = {each.organisation_id for each in works if each.manages}
    chosen = [each for each in works if each.manages or each.organisation_id not in managed]
    had = set(Digest.objects.system_rows(_WHY).filter(week=week, fault="").values_list("person_id", flat=True))
    quiet = set(Silence.objects.system_rows(_WHY).values_list("person_id", flat=True))
    people = {each.person_id for each in chosen} - had - quiet
    emails = _emails(chosen, people)
    rows = Person.objects.system_rows(_WHY).filter(pk__in=people).order_by("pk").values_list("pk", "name", "language")
    return [Recipient(pk, name, language, emails[pk]) for pk, name, language in rows if pk in emails]


def _emails(works: Iterable[Affiliation], people: set[int]) -> dict[int, str]:
    """Person -> work address in the register, else the one that they sign in with."""
    persons = Person.objects.system_rows(_WHY).filter(pk__in=people, account__isnull=False)
    found = dict(persons.values_list("pk", "account__email"))
    at = {each.pk: each.person_id for each in works if each.person_id in people}
    points = ContactPoint.objects.system_rows(_WHY).filter(affiliation_id__in=list(at), kind="email").order_by("-pk")
    found |= {at[affiliation_id]: value for affiliation_id, value in points.values_list("affiliation_id", "value")}
    return {pk: email for pk, email in found.items() if "@" in email and not set("\r\n,; ") & set(email)}
