"""Whom a survey is put to: each organisation that took part, through one person who can be reached. Six queries a survey."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.models import Funding, Participation
from klynge.ledger.queries.standing import kept_ids
from klynge.programme.models import Asked, Survey
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person


@dataclass(frozen=True, slots=True)
class Addressee:
    """`person_id` None: nobody there can be reached."""

    organisation_id: int
    organisation: str
    person_id: int | None = None
    name: str = ""
    language: str = "da"
    email: str = ""


def to_ask(viewer: Viewer, survey: Survey, today: date) -> list[Addressee]:
    """The organisations in the survey that were not asked yet. Of their people first one who took part, then one who looks after
    the profile; only somebody who works there today and has an address."""
    took_part = _took_part(viewer, survey)
    already = Asked.objects.visible_to(viewer).filter(survey=survey).exclude(sent_at=None, fault__gt="")
    missing = took_part.keys() - set(already.values_list("organisation_id", flat=True))
    rows = Organisation.objects.visible_to(viewer).filter(pk__in=missing, closed_on=None, merged_into=None)
    names = dict(rows.values_list("pk", "name"))
    reach = reachable(viewer, {firm: took_part[firm] for firm in names}, today)
    return [reach.get(firm) or Addressee(firm, name) for firm, name in names.items()]


def not_asked(viewer: Viewer, survey_id: int, today: date) -> list[Addressee]:
    """Who took part and has no question yet: the next run asks them, or nobody there can be reached. Raises Refused."""
    found = to_ask(viewer, the(Survey, viewer, verb="change", pk=survey_id), today)
    return sorted(found, key=lambda one: (one.organisation, one.organisation_id))


def reachable(viewer: Viewer, preferred: dict[int, set[int]], today: date) -> dict[int, Addressee]:
    """Organisation -> whom to write to; `preferred` are the people to try first, of each."""
    works = Affiliation.objects.visible_to(viewer).filter(organisation_id__in=preferred, from_on__lte=today)
    works = list(works.exclude(to_on__lt=today).order_by("pk"))
    points = ContactPoint.objects.visible_to(viewer).filter(affiliation_id__in=[one.pk for one in works], kind="email")
    email = dict(points.order_by("-pk").values_list("affiliation_id", "value"))
    people = Person.objects.visible_to(viewer).filter(pk__in=[one.person_id for one in works], erased_at=None).in_bulk()
    names = dict(Organisation.objects.visible_to(viewer).filter(pk__in=preferred).values_list("pk", "name"))
    found: dict[int, tuple[int, Addressee]] = {}
    for work in works:
        firm, person = work.organisation_id, people.get(work.person_id)
        wanted = 2 if work.person_id in preferred[firm] else 1 if work.manages else 0
        if person is None or work.pk not in email or not wanted or found.get(firm, (0,))[0] >= wanted:
            continue
        to = Addressee(firm, names.get(firm, ""), person.pk, person.name, person.language, email[work.pk])
        found[firm] = (wanted, to)
    return {firm: to for firm, (_rank, to) in found.items()}


def _took_part(viewer: Viewer, survey: Survey) -> dict[int, set[int]]:
    """Organisation -> the people who took part for it. Entries that were merged count as the one that was kept."""
    rows = Participation.objects.visible_to(viewer).filter(live=True)
    if survey.activity_id is not None:
        rows = rows.filter(activity_id=survey.activity_id)
    else:
        rows = rows.filter(on__year=survey.year)
        if survey.grant_id is not None:
            paid = Funding.objects.visible_to(viewer).filter(grant_id=survey.grant_id)
            rows = rows.filter(activity_id__in=paid.values("activity_id"))
    kept, found = kept_ids(), defaultdict(set)
    for firm, person in rows.order_by("pk").values_list("organisation_id", "person_id"):
        found[kept.get(firm, firm)].add(person)
    return dict(found)
