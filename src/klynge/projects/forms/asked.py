"""What a list of projects and a page of rows are asked for. Anything odd in the address is nothing asked."""

from django.http import QueryDict

from klynge.projects.queries.projects import Wanted
from klynge.projects.queries.rows import COST, KINDS, Asked
from klynge.projects.words import COSTS, STAGES
from klynge.web.listing import number_of


def wanted(query: QueryDict, *, ours: bool = False) -> Wanted:
    """Raises Wrong for an odd page number."""
    return Wanted(
        text="".join(c for c in query.get("q", "")[:100] if c.isprintable()).strip(),
        stages=tuple(dict.fromkeys(stage for stage in query.getlist("stage") if stage in STAGES)),
        grants=tuple(dict.fromkeys(id for text in query.getlist("grant")[:50] if (id := _id(text)) is not None)),
        ours=ours,
        page=number_of(query.get("page", "")),
    )


def asked(query: QueryDict) -> Asked:
    """Raises Wrong for an odd page number."""
    kind, cost = query.get("kind", ""), query.get("cost", "")
    part = "".join(c for c in query["part"][:10] if c.isprintable()) if "part" in query else None
    return Asked(
        kind=kind if kind in KINDS else COST,
        part=part,
        organisation=_id(query.get("organisation", "")),
        cost=cost if cost in COSTS else "",
        page=number_of(query.get("page", "")),
    )


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def line_asked(query: QueryDict) -> tuple[int | None, int | None, str]:
    """Part, organisation and kind of cost of the budget line that is to be changed."""
    cost = query.get("cost", "")
    return _id(query.get("part", "")), _id(query.get("organisation", "")), cost if cost in COSTS else ""
