"""What the house can show of itself at the moment of looking: questions by name, each drawn from the register and the ledger with the
reader's eyes."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.programme.queries import evidence_members, evidence_work
from klynge.programme.queries.shapes import Evidence, Kind

EVIDENCE: dict[str, Kind] = {
    "members": Kind(_("Committed members"), _("Every membership that holds on the day."), evidence_members.members),
    "members-by-type": Kind(
        _("Members by type"),
        _("Memberships that hold on the day; “All” counts each organisation once."),
        evidence_members.members_by_type,
        "members",
    ),
    "members-by-region": Kind(
        _("Members by region"),
        _("Where the main site of each member lies, by the regions of the day."),
        evidence_members.members_by_region,
        "members",
    ),
    "members-by-year": Kind(
        _("Members who came and left"),
        _("Members on the last day of each year, against the year before."),
        evidence_members.members_by_year,
        "members",
    ),
    "secretariat": Kind(
        _("Staff of the secretariat"),
        _("Those who hold the role on the day, with their special fields."),
        evidence_members.secretariat,
    ),
    "activities": Kind(
        _("Activities by kind and year"),
        _("Activities that took place; cancelled ones did not."),
        evidence_work.activities,
        "activity-list",
    ),
    "activity-list": Kind(
        _("Activities one by one"), _("Activities of the last five years that took place."), evidence_work.activity_list
    ),
    "working-groups": Kind(
        _("Working groups"),
        _("Meetings of the last five years by name, and the organisations that came."),
        evidence_work.working_groups,
        "activity-list",
    ),
    "projects": Kind(
        _("Projects with knowledge institutions"),
        _("Project work of the last five years in which a university or institute took part."),
        evidence_work.projects,
        "activity-list",
    ),
    "contacts": Kind(
        _("Direct contacts with members"),
        _("Company visits, advice and introductions, and whom they reached."),
        evidence_work.contacts,
        "activity-list",
    ),
    "financing": Kind(
        _("Share of private financing"),
        _("By running grant: what it pays, what it asks of others, and what companies have brought in hours and cost."),
        evidence_work.financing,
    ),
    "satisfaction": Kind(
        _("Satisfaction in surveys"), _("Of those who answered; whoever did not is unknown."), evidence_work.satisfaction
    ),
}


def evidence(viewer: Viewer, name: str, *, today: date, language: str) -> Evidence:
    """The answer on this day, in this language. Raises Refused for a name that is not in `EVIDENCE`."""
    kind = EVIDENCE.get(name)
    if kind is None:
        raise Refused("There is no such evidence.")
    with translation.override(language):
        drawn = kind.draw(viewer, today, language)
        return Evidence(name, str(kind.title), str(kind.note), drawn.columns, drawn.rows, drawn.label, kind.behind)


def titles() -> list[tuple[str, str]]:
    return [(name, str(kind.title)) for name, kind in EVIDENCE.items()]
