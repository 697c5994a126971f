"""Whether two entries of the register are one human being, as far as it can tell."""

from klynge.core.words import fold
from klynge.people.models import Account
from klynge.register.models import Affiliation, ContactPoint, Person

_WHY = "two signatures are of two people, whoever asks"


def same_person(one_id: int, other_id: int) -> bool:
    """One entry, or two with the same name or an e-mail address in common: somebody may have been entered twice, with an account
    for each. Two people who share a name find a third to sign."""
    if one_id == other_id:
        return True
    people = {row.pk: row for row in Person.objects.system_rows(_WHY).filter(pk__in=(one_id, other_id))}
    one, other = people.get(one_id), people.get(other_id)
    if one is None or other is None:
        return False
    return fold(one.name) == fold(other.name) or bool(_emails(one) & _emails(other))


def _emails(person: Person) -> set[str]:
    works = Affiliation.objects.system_rows(_WHY).filter(person=person).values("pk")
    points = ContactPoint.objects.system_rows(_WHY).filter(affiliation_id__in=works, kind="email")
    found = {email.lower() for email in points.values_list("value", flat=True)}
    if person.account_id is not None:
        found |= {email.lower() for email in Account.objects.filter(pk=person.account_id).values_list("email", flat=True)}
    return found
