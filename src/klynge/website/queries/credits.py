"""Which grants paid for what a release tells of, and the lines that name their funders."""

from collections.abc import Collection, Mapping, Sequence

from klynge.ledger.models import Funding, Grant
from klynge.projects.models import Project
from klynge.website.models import ReleasePage, Tie
from klynge.website.queries.words import Words, words_of

_WHY = "who paid is named under each release, whoever reads it"


def credits(page: ReleasePage, language: str) -> tuple[str, ...]:
    """The lines under a release in a language, each once, in the order in which the grants began. Four queries at most."""
    found = grants_of([words_of(page)]).get(page.pk, ())
    return tuple(dict.fromkeys(line for grant in found if (line := grant.credit(language))))


def grants_of(told: Collection[Words]) -> Mapping[int | None, Sequence[Grant]]:
    """Release -> the grants that pay for the activities and projects of which it tells. Three queries for any number."""
    projects = {key for one in told for key in one.tied(Tie.Of.PROJECT)}
    activities = {key for one in told for key in one.tied(Tie.Of.ACTIVITY)}
    if not projects | activities:
        return {}
    of_project = dict(Project.objects.system_rows(_WHY).filter(pk__in=projects).values_list("pk", "activity_id"))
    paid: dict[int, set[int]] = {}
    rows = Funding.objects.system_rows(_WHY).filter(activity_id__in=activities | set(of_project.values()))
    for activity, grant in rows.values_list("activity_id", "grant_id"):
        paid.setdefault(activity, set()).add(grant)
    grants = list(Grant.objects.system_rows(_WHY).filter(pk__in={pk for those in paid.values() for pk in those}))
    found: dict[int | None, Sequence[Grant]] = {}
    for one in told:
        ids = {*one.tied(Tie.Of.ACTIVITY), *(of_project.get(key, 0) for key in one.tied(Tie.Of.PROJECT))}
        wanted = {grant for activity in ids for grant in paid.get(activity, ())}
        found[one.page_id] = [grant for grant in grants if grant.pk in wanted]
    return found
