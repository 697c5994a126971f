"""Rules about rows: each says, for a viewer, which rows of a model it opens, and in one sentence why.

A rule is a set of grants; `|` joins rules. A grant may read only columns of its own table, or follow a foreign key to rows
that are themselves visible (`follows`), so that every join in a query is one that its writer asked for. What no grant opens is
closed: an empty or unknown audience is nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from klynge.access.viewer import Role, Viewer
from klynge.core.tlp import Label

NONE = Q(pk__in=())
ALL = Q()


@dataclass(frozen=True, slots=True)
class Grant:
    """`why` is an English sentence (translated where it is shown); `rows` gives the rows that it opens for a viewer. `reads` names
    columns whose target the viewer may read whenever this grant opens a row, so that nobody needs to ask for it again. `steady`
    says whether the condition for a viewer follows from the viewer alone, not from the day nor from what is read while it is made:
    then it may be kept for the next time that the same viewer asks."""

    why: str
    rows: Callable[[Viewer], Q]
    reads: frozenset[str] = frozenset()
    steady: Callable[[Viewer], bool] = lambda viewer: False


@dataclass(frozen=True, slots=True)
class Rule:
    grants: tuple[Grant, ...] = ()

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(self.grants + other.grants)

    @property
    def reads(self) -> frozenset[str]:
        """The columns whose target is open to whoever sees a row by this rule, by whichever grant."""
        return frozenset.intersection(*(grant.reads for grant in self.grants)) if self.grants else frozenset()

    def steady(self, viewer: Viewer) -> bool:
        return all(grant.steady(viewer) for grant in self.grants)

    def rows(self, viewer: Viewer) -> Q:
        opened = [grant.rows(viewer) for grant in self.grants]
        if not all(opened):  # one without a condition is true of every row
            return ALL
        found = NONE
        for q in opened:
            if q is not NONE:
                found = q if found is NONE else found | q
        return found


@dataclass(frozen=True, slots=True)
class Access:
    """What may be done with the rows of a model. A verb without a rule is closed to everybody but the system."""

    read: Rule
    change: Rule = field(default_factory=Rule)
    publish: Rule = field(default_factory=Rule)
    export: Rule = field(default_factory=Rule)


VERBS = ("read", "change", "publish", "export")


def _rule(
    why: str,
    rows: Callable[[Viewer], Q],
    reads: frozenset[str] = frozenset(),
    steady: Callable[[Viewer], bool] = lambda viewer: True,
) -> Rule:
    return Rule((Grant(why, rows, reads, steady),))


def nobody() -> Rule:
    """Closed: only the system reads these rows."""
    return Rule()


def everyone() -> Rule:
    return _rule("Everybody may see this.", lambda viewer: ALL)


def signed_in() -> Rule:
    return _rule("Whoever is signed in may see this.", lambda viewer: ALL if viewer.signed_in else NONE)


def holders(role: Role, why: str = "") -> Rule:
    """Whoever holds the role, all rows."""
    return _rule(why or "A role of the person opens this.", lambda viewer: ALL if role in viewer.roles else NONE)


def secretariat(label: str = "") -> Rule:
    """The secretariat; where rows carry a label in column `label`, all but TLP:RED."""
    if not label:
        return _rule("The secretariat works with this.", lambda viewer: ALL if viewer.secretariat else NONE)
    return _rule(
        "The secretariat works with this, as it is not TLP:RED.",
        lambda viewer: ~Q(**{label: Label.RED.value}) if viewer.secretariat else NONE,
    )


def own(column: str) -> Rule:
    """The person whom the row is about: `column` holds a person's id."""
    return _rule(
        "This is about the person.",
        lambda viewer: Q(**{column: viewer.person_id}) if viewer.person_id is not None else NONE,
    )


def works_for(column: str) -> Rule:
    """Staff of the organisation in `column`."""
    return _rule(
        "The person works for the organisation that this belongs to.",
        lambda viewer: Q(**{f"{column}__in": sorted(viewer.organisations)}) if viewer.organisations else NONE,
    )


def manages(column: str) -> Rule:
    """Those who look after the organisation in `column`."""
    return _rule(
        "The person looks after the organisation that this belongs to.",
        lambda viewer: Q(**{f"{column}__in": sorted(viewer.managed)}) if viewer.managed else NONE,
    )


def labelled(label: str = "label", owner: str = "", circle: str = "circle_id") -> Rule:
    """The TLP label as a rule about people. `owner` is the column with the organisation whose information it is."""

    def with_label(*labels: Label) -> Q:
        first, *more = [one.value for one in labels]
        return Q(**{f"{label}__in": [first, *more]}) if more else Q(**{label: first})

    named = with_label(Label.AMBER, Label.STRICT)
    rules = [
        _rule("TLP:CLEAR is open to everybody.", lambda viewer: with_label(Label.CLEAR)),
        _rule(
            "TLP:GREEN is open to the community: staff of members and of partner clusters that signed.",
            lambda viewer: with_label(Label.GREEN) if viewer.community else NONE,
        ),
        _rule(
            "TLP:AMBER names an organisation that the person works for.",
            lambda viewer: named & Q(**{f"{circle}__in": sorted(viewer.circles)}) if viewer.circles else NONE,
        ),
        _rule(
            "TLP:RED names the person.",
            lambda viewer: (
                with_label(Label.RED) & Q(**{f"{circle}__in": sorted(viewer.own_circles)}) if viewer.own_circles else NONE
            ),
        ),
    ]
    if owner:
        rules.append(
            _rule(
                "It belongs to the organisation that the person works for, and is not TLP:RED.",
                lambda viewer: (
                    Q(**{f"{owner}__in": sorted(viewer.organisations)}) & ~with_label(Label.RED) if viewer.organisations else NONE
                ),
            )
        )
    return reduce(or_, rules)


def follows(column: str, model: Callable[[], type], verb: str = "read") -> Rule:
    """Open when the row that `column` points to is open to the viewer for the same verb. `model` is given late (a lambda), as
    models refer to each other."""

    def rows(viewer: Viewer) -> Q:
        seen = model().objects.visible_to(viewer, verb=verb)  # type: ignore[attr-defined]  # any guarded model
        return through(column, seen)

    reads = frozenset({column}) if verb == "read" else frozenset[str]()
    return _rule("What it belongs to is open to the person.", rows, reads, lambda viewer: steady(model(), verb, viewer))


def through(column: str, seen: Any) -> Q:
    """Rows whose `column` points to one of the rows `seen`: asked row by row, so that a page with one row does not make the
    list of all that the viewer may see."""
    return Q(Exists(seen.order_by().filter(pk=OuterRef(column))))


def both(one: Rule, other: Rule) -> Rule:
    """Open where both rules open."""
    whys = " And: ".join(dict.fromkeys(g.why for g in one.grants + other.grants))
    return _rule(
        whys,
        lambda viewer: _meet(one.rows(viewer), other.rows(viewer)),
        one.reads | other.reads,
        lambda viewer: one.steady(viewer) and other.steady(viewer),
    )


def _meet(one: Q, other: Q) -> Q:
    return NONE if one is NONE or other is NONE else one & other


def own_account(column: str = "account_id") -> Rule:
    """The account that the row belongs to."""
    return _rule(
        "This belongs to the person's own account.",
        lambda viewer: Q(**{column: viewer.account_id}) if viewer.account_id is not None else NONE,
    )


def named_in(column: str, model: Callable[[], type], reference: str) -> Rule:
    """Open when some visible row of `model` points here with its column `reference`."""

    def rows(viewer: Viewer) -> Q:
        seen = model().objects.visible_to(viewer)  # type: ignore[attr-defined]  # any guarded model
        return Q(**{f"{column}__in": seen.values(reference)})

    return _rule("Something that is open to the person names it.", rows, steady=lambda viewer: steady(model(), "read", viewer))


def that(why: str, rows: Q) -> Rule:
    """Rows that are so, for everybody."""
    return _rule(why, lambda viewer: rows)


def steady(model: Any, verb: str, viewer: Viewer) -> bool:
    """Whether what a viewer may do with rows of a model follows from the viewer alone. Of what has no rules nothing is known."""
    access: Access | None = getattr(model, "access", None)
    return access is not None and bool(getattr(access, verb).steady(viewer))
