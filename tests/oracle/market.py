"""Who sees what of the market, from the access matrix: rows "opportunities" and "opportunity notes, matches, scores"."""

from klynge.access.viewer import Viewer
from klynge.market.models import Answer, Match, Notice
from tests.oracle import label_opens

_WHY = "the slow rule looks at all rows"


def notice(viewer: Viewer, row: Notice) -> bool:
    return label_opens(viewer, row.label, None, row.circle_id)


def of_notice(viewer: Viewer, row) -> bool:
    return notice(viewer, Notice.objects.system_rows(_WHY).get(pk=row.notice_id))


def match(viewer: Viewer, row: Match) -> bool:
    """Never without its notice; the member's own when the secretariat has let it through; the secretariat's always."""
    if not of_notice(viewer, row):
        return False
    return "secretariat" in viewer.roles or (row.organisation_id in viewer.organisations and row.shown)


def answer(viewer: Viewer, row: Answer) -> bool:
    return match(viewer, Match.objects.system_rows(_WHY).get(pk=row.match_id))


def operators(viewer: Viewer, row) -> bool:
    return "secretariat" in viewer.roles or "tech" in viewer.roles


def about_me(viewer: Viewer, row) -> bool:
    return "secretariat" in viewer.roles or (viewer.person_id is not None and viewer.person_id == row.person_id)


SEES = {
    "market.Notice": notice,
    "market.Version": of_notice,
    "market.Award": of_notice,
    "market.Earlier": of_notice,
    "market.Match": match,
    "market.Answer": answer,
    "market.Digest": about_me,
    "market.Silence": about_me,
    "market.Raw": operators,
    "market.Unread": operators,
}
