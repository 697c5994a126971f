"""Rows x rule x period -> figure with the rows behind it.

An organisation may stand in two groups, two regions or two types of membership within one period: it was bought, it moved, it
became a member. It never counts twice for that. Wherever one of several values must be chosen, the last one of the period that is known
is taken: that of the row with the latest day, and of rows of one day the one recorded last. So

- what counts once by group counts an organisation under its last group among the rows that the rule considers, for all of its rows;
- a split (`split.py`) shows each key under the last known value of its rows, with its whole value, and so always adds up to the figure.

An organisation that has no row after its group was merged stays under the group that its rows know.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal, localcontext
from operator import itemgetter
from typing import Any

from klynge.core.indicators.rule import How, Measure, Rule, Together, Unique
from klynge.core.indicators.shapes import AT, Counted, Key, Period, Row
from klynge.core.indicators.where import decided, undecided

EXACT = Context(prec=60)  # sums must not be rounded
Groups = Mapping[int, int]  # organisation -> the group under which it counts
Found = Mapping[int, Sequence[int]]  # key -> ids of the rows for which it counts, each once


def count(rule: Rule, rows: Iterable[Row], period: Period) -> Counted:
    """The figure. `rows` are those that stand, each once. Rows outside the period, and of kinds that no rule in `rule.all()` asks for, make
    no difference, nor does their order; so a database may filter by their days, `of` and `where` before, if it leaves in what is
    not known.

    Of 400,000 rows that all lie within the period: 0.4 to 0.8 s of one core for one rule, 0.9 to 1.3 s for two rules together and where
    each row is a key."""
    inside = [row for row in rows if period.from_on <= row.day <= period.to_on]
    chain = list(rule.all())
    sifted = [_sifted(one, inside) for one in chain]
    by_group = any(one.unique is Unique.GROUP for one in chain)
    groups = _groups([row for sure, _ in sifted for row in sure]) if by_group else {}
    found: Found = {}
    left_out: set[int] = set()
    for one, (sure, open_) in zip(reversed(chain), reversed(sifted), strict=True):
        taken, lacking = _among(one.together, sure, open_, found, groups)
        if one.unique is Unique.PERSON:
            lacking = [*lacking, *(row for row in taken if row.person is None)]
        own = _by_key(one, taken, groups)
        found = _united(own, found) if one.together and one.together.how is How.OR else own
        left_out.update(row.id for row in lacking)
    if left_out:
        left_out.difference_update(row for rows_ in found.values() for row in rows_)
    considered = [row.id for some in sifted for rows_ in some for row in rows_]
    if len(chain) > 1:
        considered = list(set(considered))
    keys = _keys(rule.measure, found, [row for sure, _ in sifted for row in sure])
    with localcontext(EXACT):
        value = len(keys) if rule.measure is Measure.COUNT else sum((key.value for key in keys), Decimal(0))
    return Counted(value, keys, tuple(sorted(left_out)), tuple(sorted(considered)))


def _sifted(rule: Rule, rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows that pass every test, and those that fail none but lack a fact."""
    of = rule.of.value
    sure: Sequence[Row] = [row for row in rows if row.of == of]
    open_: Sequence[Row] = []
    for test in rule.where:
        open_ = [*decided(test, open_), *undecided(test, open_), *undecided(test, sure)]
        sure = decided(test, sure)
    return sure, open_


def _groups(rows: Iterable[Row]) -> Groups:
    last: dict[int, Row] = {}
    for row in rows:
        known = last.get(row.organisation)
        if known is None or (known.day, known.id) < (row.day, row.id):
            last[row.organisation] = row
    return {organisation: row.group for organisation, row in last.items()}


def _keys_of(rows: Sequence[Row], unique: Unique, groups: Groups) -> list[int | None]:
    if unique is Unique.GROUP:
        return [groups.get(row.organisation, row.group) for row in rows]
    return list(_column(rows, "id" if unique is Unique.ROW else unique.value))


def _column(rows: Sequence[Any], name: str) -> Iterator[Any]:
    return map(itemgetter(AT[name]), rows)


def _among(
    together: Together | None, sure: Sequence[Row], open_: Sequence[Row], found: Found, groups: Groups
) -> tuple[Sequence[Row], Sequence[Row]]:
    """Of both, those that are (or are not) among what the other rule found. A row without a person lacks that fact."""
    if together is None or together.how is How.OR:
        return sure, open_
    unique, wanted = together.rule.unique, together.how is How.AMONG
    keys, open_keys = _keys_of(sure, unique, groups), _keys_of(open_, unique, groups)
    taken = [row for key, row in zip(keys, sure, strict=True) if (key in found) is wanted and key is not None]
    lacking = [row for key, row in zip(keys, sure, strict=True) if key is None]
    return taken, [*lacking, *(row for key, row in zip(open_keys, open_, strict=True) if key is None or (key in found) is wanted)]


def _by_key(rule: Rule, rows: Sequence[Row], groups: Groups) -> Found:
    """Rows without a key, which only a person can lack, are left aside. Columns are read one by one in the order of the rows: to jump from
    row to row by key takes twice the time."""
    if rule.unique is Unique.ROW and rule.of_each is None:
        return {row.id: [row.id] for row in rows}
    found: defaultdict[int | None, list[int]] = defaultdict(list)
    keys = _keys_of(rows, rule.unique, groups)
    for key, id_ in zip(keys, _column(rows, "id"), strict=True):
        found[key].append(id_)
    enough: Container[int | None] = found
    if rule.of_each is not None:
        different: defaultdict[int | None, set[int]] = defaultdict(set)
        for key, each in zip(keys, _column(rows, rule.of_each.value), strict=True):
            different[key].add(each)
        enough = {key for key, some in different.items() if len(some) >= rule.at_least}
    return {key: ids for key, ids in found.items() if key is not None and key in enough}


def _united(one: Found, other: Found) -> Found:
    return {key: list({*one.get(key, ()), *other.get(key, ())}) for key in one.keys() | other.keys()}


def _keys(measure: Measure, found: Found, rows: Iterable[Row]) -> tuple[Key, ...]:
    if measure is Measure.COUNT:
        return tuple(Key(key, tuple(sorted(found[key])), 1) for key in sorted(found))
    numbers = {row.id: row.hours if measure is Measure.HOURS else row.amount for row in rows}
    with localcontext(EXACT):
        sums = {key: sum((numbers[id_] for id_ in ids), Decimal(0)) for key, ids in found.items()}
    return tuple(Key(key, tuple(sorted(found[key])), sums[key]) for key in sorted(found))
