"""The cluster's members in the numbers that profiles abroad ask for: what a guest sees, whoever asks. In English."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from klynge.access.viewer import ANYONE, Viewer
from klynge.core.codes import path
from klynge.register.models import Capability, Fact, Membership, Organisation
from klynge.register.queries.directory_members import members_seen
from klynge.register.reference_tables import trees

SHOWN = 10  # sectors and technologies, those of most members
TYPES = {
    Organisation.COMPANY: "industry",
    Organisation.UNIVERSITY: "research",
    Organisation.INSTITUTE: "research",
    Organisation.AUTHORITY: "public",
    Organisation.ASSOCIATION: "civil society",
    Organisation.CLUSTER: "other",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`types` by the four sorts of members that are asked for (and "other"), `sizes` by band; `sectors` and `technologies`
    (own capabilities and EDF categories) by name, those of most members first;
    `english`: how many say in English what they do; `inside`: members of today as the viewer sees them."""

    members: int
    types: dict[str, int]
    sizes: dict[str, int]
    sectors: dict[str, int]
    technologies: dict[str, int]
    english: int
    inside: int


def standing(viewer: Viewer, today: date) -> Standing:
    """The same number of queries for any number of members."""
    seen = members_seen(ANYONE, today)
    ids = [member.id for member in seen]
    able = Capability.objects.visible_to(ANYONE).filter(organisation_id__in=ids, system__in=("nace", "own", "edf"))
    codes = set(able.values_list("organisation_id", "system", "code"))
    english = Fact.objects.visible_to(ANYONE).filter(organisation_id__in=ids, name__in=("line", "profile"), language="en")
    members = Membership.objects.visible_to(viewer).filter(from_on__lte=today).exclude(to_on__lt=today)
    return Standing(
        members=len(seen),
        types=dict(Counter(TYPES.get(member.kind, "other") for member in seen).most_common()),
        sizes=dict(
            sorted(Counter(member.size_band for member in seen if member.size_band).items(), key=lambda one: _low(one[0]))
        ),
        sectors=_most((owner, system, path(system, code)[0]) for owner, system, code in codes if system == "nace" and code),
        technologies=_most(one for one in codes if one[1] in ("own", "edf")),
        english=english.exclude(value="").values("organisation_id").distinct().count(),
        inside=members.values("organisation_id").distinct().count(),
    )


def _low(band: str) -> int:
    low = band.partition("-")[0]
    return int(low) if low.isdigit() else 0


def _most(codes: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    tables = trees()
    counts = Counter((tables[system].label(code, "en"), code) for _owner, system, code in set(codes))
    first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:SHOWN]
    return {f"{code} {name}" if code[:2].isdigit() and name != code else name: count for (name, code), count in first}
