"""Why somebody can or cannot see something: the rules' own calculation, grant by grant."""

from dataclasses import dataclass

from klynge.access.guard import Guarded
from klynge.access.rules import NONE, VERBS
from klynge.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Step:
    """One grant: its sentence (English template), and whether it opens the row to the viewer."""

    why: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """`allowed` is `any(step.opens for step in steps)`; with no steps nobody but the system may."""

    verb: str
    what: str
    allowed: bool
    steps: tuple[Step, ...]


def explain(viewer: Viewer, verb: str, row: Guarded) -> Explanation:
    """`verb` is one of read, change, publish, export. For the secretariat's page and `klynge explain`; the caller has checked
    that the asker may know of the row."""
    model = type(row)
    steps = []
    for grant in getattr(model.access, verb).grants if verb in VERBS else ():
        q = grant.rows(viewer)
        rows = model.objects.system_rows("explaining a decision about one row").filter(pk=row.pk)
        steps.append(Step(grant.why, q != NONE and rows.filter(q).exists()))
    return Explanation(verb, f"{model._meta.label} {row.pk}", any(step.opens for step in steps), tuple(steps))
