"""Rows x rule x period -> figure with the rows behind it.

An organisation may stand in two groups, two regions or two types of membership within one period: it was bought, it moved, it
became a member. It never counts twice for that. Wherever one of several values must be chosen, the last one of the period that is known
is taken: that of the row with the latest day, and of rows of one day the one recorded last. So

- what counts once by group counts an organisation under its last group among the rows that the rule considers, for all of its rows;
- a split (`split.py`) shows each key under the last known value of its rows, with its whole value, and so always adds up to the figure.

An organisation that has no row after its group was merged stays under the group that its rows know.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Context, Decimal, localcontext
from operator import itemgetter
from typing import Any

from klynge.core.indicators.rule import How, Measure, Rule, Together, Unique
from klynge.core.indicators.shapes import AT, Counted, Key, Period, Row
from klynge.core.indicators.where import decided, undecided

EXACT = Context(prec=60)  # sums must not be rounded
Groups = Mapping[int, int]  # organisation -> the group under which it counts
Found = dict[int, list[Row]]


def count(rule: Rule, rows: Iterable[Row], period: Period) -> Counted:
    """The figure. Rows outside the period, and of kinds that the rule does not ask for, make no difference, nor does their order; so
    a database may filter by `rule.of`, `rule.where` and the days before, if it keeps what is not known and what `rule.all()` asks.

    400,000 rows in 0.2 to 0.6 s on one core, by how many of them count."""
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
        own = _enough(one, _by_key(taken, one.unique, groups))
        found = _united(own, found) if one.together and one.together.how is How.OR else own
        left_out.update(row.id for row in lacking)
    keys = tuple(_key(rule.measure, key, found[key]) for key in sorted(found))
    with localcontext(EXACT):
        value = len(keys) if rule.measure is Measure.COUNT else sum((key.value for key in keys), Decimal(0))
    if left_out:
        left_out.difference_update(row for key in keys for row in key.rows)
    considered = [row.id for some in sifted for rows_ in some for row in rows_]
    if len(chain) > 1:
        considered = list(set(considered))
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
    ids: Sequence[Any] = rows
    return list(map(itemgetter(AT["id" if unique is Unique.ROW else unique.value]), ids))


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


def _by_key(rows: Sequence[Row], unique: Unique, groups: Groups) -> Found:
    """Rows without a key, which only a person can lack, are left aside."""
    if unique is Unique.ROW:
        return {row.id: [row] for row in rows}
    found: Found = {}
    for key, row in zip(_keys_of(rows, unique, groups), rows, strict=True):
        if key in found:
            found[key].append(row)
        elif key is not None:
            found[key] = [row]
    return found


def _enough(rule: Rule, found: Found) -> Found:
    if rule.of_each is None:
        return found
    each, least = AT[rule.of_each.value], rule.at_least
    return {key: rows for key, rows in found.items() if len({row[each] for row in rows}) >= least}


def _united(one: Found, other: Found) -> Found:
    both = dict(one)
    for key, rows in other.items():
        both[key] = list({row.id: row for row in (*both.get(key, ()), *rows)}.values())
    return both


def _key(measure: Measure, key: int, rows: Sequence[Row]) -> Key:
    ids = tuple(sorted([row.id for row in rows]))
    if measure is Measure.COUNT:
        return Key(key, ids, 1)
    with localcontext(EXACT):
        return Key(key, ids, sum((row.hours if measure is Measure.HOURS else row.amount for row in rows), Decimal(0)))
