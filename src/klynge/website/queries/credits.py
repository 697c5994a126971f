"""Which grants paid for what a release tells of, and the lines that name their funders."""

from collections.abc import Mapping, Sequence

from klynge.ledger.models import Funding, Grant
from klynge.projects.models import Project
from klynge.website.models import ReleasePage, Tie
from klynge.website.queries.words import Ties, tied

_WHY = "who paid is named under each release, whoever reads it"


def credits(page: ReleasePage, language: str) -> tuple[str, ...]:
    """The lines under a release in a language, each once, in the order in which the grants began. Four queries at most."""
    ties = frozenset((tie.of, tie.key) for tie in page.ties.all())
    found = grants_of({page.pk: ties}).get(page.pk, ())
    return tuple(dict.fromkeys(line for grant in found if (line := grant.credit(language))))


def grants_of(told: Mapping[int | None, Ties]) -> Mapping[int | None, Sequence[Grant]]:
    """Release -> the grants that pay for the activities and projects of which it tells. Three queries for any number."""
    projects = {key for ties in told.values() for key in tied(ties, Tie.Of.PROJECT)}
    activities = {key for ties in told.values() for key in tied(ties, Tie.Of.ACTIVITY)}
    if not projects | activities:
        return {}
    of_project = dict(Project.objects.system_rows(_WHY).filter(pk__in=projects).values_list("pk", "activity_id"))
    paid: dict[int, set[int]] = {}
    rows = Funding.objects.system_rows(_WHY).filter(activity_id__in=activities | set(of_project.values()))
    for activity, grant in rows.values_list("activity_id", "grant_id"):
        paid.setdefault(activity, set()).add(grant)
    grants = list(Grant.objects.system_rows(_WHY).filter(pk__in={pk for those in paid.values() for pk in those}))
    found: dict[int | None, Sequence[Grant]] = {}
    for page_id, ties in told.items():
        ids = {*tied(ties, Tie.Of.ACTIVITY), *(of_project.get(key, 0) for key in tied(ties, Tie.Of.PROJECT))}
        wanted = {grant for activity in ids for grant in paid.get(activity, ())}
        found[page_id] = [grant for grant in grants if grant.pk in wanted]
    return found
