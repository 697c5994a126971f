"""A counting rule in sentences of the language that is on."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from klynge.core.indicators.rule import Each, How, Measure, Rule, Unique
from klynge.core.indicators.where import Op, Where
from klynge.ledger import words
from klynge.programme.report_words import RESULTS
from klynge.register.fields import KINDS as ORGANISATIONS
from klynge.register.fields import MEMBERSHIPS
from klynge.register.places import regions_on
from klynge.register.reference_tables import tree
from klynge.web import formats

Texts = Mapping[str, str | Promise]

OF: dict[str, Promise] = {
    "participation": gettext_lazy("participation"),
    "hours": gettext_lazy("work that was registered"),
    "aid": gettext_lazy("state aid"),
    "cost": gettext_lazy("costs"),
    "result": gettext_lazy("results"),
}
_COUNT: dict[Unique, Promise] = {
    Unique.ORGANISATION: gettext_lazy("Counts organisations, each once, by %(of)s."),
    Unique.GROUP: gettext_lazy("Counts enterprises, each once with its whole group, by %(of)s."),
    Unique.PERSON: gettext_lazy("Counts people, each once, by %(of)s."),
    Unique.ACTIVITY: gettext_lazy("Counts activities, each once, by %(of)s."),
    Unique.ROW: gettext_lazy("Counts each row of %(of)s."),
}
_SUM: dict[Measure, Promise] = {
    Measure.HOURS: gettext_lazy("Adds up the hours of %(of)s, shown by %(unique)s."),
    Measure.AMOUNT: gettext_lazy("Adds up the amounts of %(of)s, shown by %(unique)s."),
}
UNIQUE: dict[str, Promise] = {
    "organisation": gettext_lazy("organisation"),
    "group": gettext_lazy("group of enterprises"),
    "person": gettext_lazy("person"),
    "activity": gettext_lazy("activity"),
    "row": gettext_lazy("row"),
}
_TOGETHER: dict[How, Promise] = {
    How.OR: gettext_lazy("What this counts is counted too: “%(rule)s”"),
    How.AMONG: gettext_lazy("Only rows whose %(unique)s is counted by this: “%(rule)s”"),
    How.NOT_AMONG: gettext_lazy("Only rows whose %(unique)s is not counted by this: “%(rule)s”"),
}
_COLUMNS: dict[str, Promise] = {
    "kind": gettext_lazy("kind of activity"),
    "capacity": gettext_lazy("takes part as"),
    "member": gettext_lazy("membership"),
    "region": gettext_lazy("region"),
    "field": gettext_lazy("field of work"),
    "country": gettext_lazy("country"),
    "org_kind": gettext_lazy("kind of organisation"),
    "result": gettext_lazy("result"),
    "sme": gettext_lazy("SME by the EU rule"),
    "staff": gettext_lazy("own staff"),
    "hours": gettext_lazy("hours"),
    "amount": gettext_lazy("amount"),
    "activity": gettext_lazy("activity no."),
    "organisation": gettext_lazy("organisation no."),
    "group": gettext_lazy("group no."),
    "person": gettext_lazy("person no."),
}


def sentences(rule: Rule) -> tuple[str, ...]:
    """What is counted, only where what holds, from how many on, and together with which other rule."""
    return tuple(text for part in (_head, _only, _enough, _together) for text in part(rule))


def told(rule: Rule) -> str:
    return " ".join(sentences(rule))


def regions() -> dict[str, str]:
    """Before and after the regions of 2027, in the reader's language."""
    return {**regions_on(words.BEFORE, _language()), **regions_on(words.AFTER, _language())}


def fields() -> dict[str, str]:
    """The fields of work: the top codes of the cluster's own tree."""
    own = tree("own")
    return {code: own.label(code, _language()) for code in own.children()}


def _language() -> str:
    return (get_language() or "da")[:2]


def _head(rule: Rule) -> list[str]:
    facts = {"of": OF[rule.of], "unique": UNIQUE[rule.unique]}
    return [str(_COUNT[rule.unique] if rule.measure is Measure.COUNT else _SUM[rule.measure]) % facts]


def _only(rule: Rule) -> list[str]:
    if not rule.where:
        return []
    return [_("Only where: %(tests)s.") % {"tests": "; ".join(_test(one) for one in rule.where)}]


def _test(one: Where) -> str:
    if one.column == "member" and one.values == ("",):
        return _("without membership") if one.op is Op.IN else _("with membership of any kind")
    facts = {"column": _COLUMNS[one.column], "values": _values(one), "n": ""}
    if one.op in (Op.UNDER, Op.AT_LEAST):
        facts["n"] = formats.number(one.values[0])  # type: ignore[arg-type]  # read() lets only numbers be compared
    texts = {
        Op.IN: _("%(column)s: %(values)s"),
        Op.NOT_IN: _("%(column)s: not %(values)s"),
        Op.UNDER: _("%(column)s under %(n)s"),
        Op.AT_LEAST: _("%(column)s at least %(n)s"),
        Op.KNOWN: _("%(column)s is known"),
        Op.UNKNOWN: _("%(column)s is not known"),
    }
    return texts[one.op] % facts


def _values(one: Where) -> str:
    known = _WORDS.get(one.column, dict)()
    listed = [_value(value, known) for value in one.values]
    return _(" or ").join(listed) if listed else _("nothing")


def _value(value: object, known: Texts) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(known.get(str(value), value)) if value != "" else _("none")


def _enough(rule: Rule) -> list[str]:
    if rule.of_each is None or rule.at_least == 1:
        return []
    n = rule.at_least
    if rule.of_each is Each.ACTIVITY:
        text = ngettext("At least %(n)d activity in the period.", "At least %(n)d different activities in the period.", n)
    else:
        text = ngettext("At least %(n)d organisation in the period.", "At least %(n)d different organisations in the period.", n)
    return [text % {"n": n}]


def _together(rule: Rule) -> list[str]:
    if rule.together is None:
        return []
    other = rule.together.rule
    return [str(_TOGETHER[rule.together.how]) % {"unique": UNIQUE[other.unique], "rule": told(other)}]


_WORDS: dict[str, Callable[[], Any]] = {
    "kind": lambda: words.KINDS,
    "capacity": lambda: words.CAPACITIES,
    "member": lambda: MEMBERSHIPS,
    "org_kind": lambda: ORGANISATIONS,
    "result": lambda: RESULTS,
    "region": regions,
    "field": fields,
}
