"""Indicators and targets: the table that comes with Klynge, what a person confirms, and what was promised."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.indicators.rule import read, written
from klynge.ledger.models import BOOKED, Grant
from klynge.programme.models import Indicator, Pack, Target
from klynge.programme.queries.indicators import asking
from klynge.register.actions.kinds import valid
from klynge.register.actions.lock import locked

_WHY = "the table of indicators is brought up to what comes with Klynge"
_TURN = BOOKED[0]._meta.db_table  # what freezing a report holds: nothing is frozen while its days are looked at


def load_indicators() -> dict[str, int]:
    """The indicators that come with Klynge, each once: a version that is there stays as it is, as reports were counted by it. Counts:
    new, same."""
    told = tomllib.loads((files("klynge.programme") / "reference" / "indicators.toml").read_text(encoding="utf-8"))
    known = set(Indicator.objects.system_rows(_WHY).values_list("key", "version"))
    rows = [_row(place, told["from_on"], one) for place, one in enumerate(told["indicator"], start=1)]
    new = [row for row in rows if (row.key, row.version) not in known]
    Indicator.objects.bulk_create(new)
    return {"new": len(new), "same": len(rows) - len(new)}


def _row(place: int, from_on: date, told: Mapping[str, Any]) -> Indicator:
    return Indicator(
        key=told["key"],
        version=told.get("version", 1),
        place=place,
        name_da=told["da"],
        name_en=told["en"],
        rule=written(read(told["rule"])),
        unit=told["unit"],
        source=told["source"],
        confirmed=told.get("confirmed", False),
        from_on=told.get("from_on", from_on),
        rules=told["rules"],
    )


def confirm_indicator(*, by: Viewer, indicator_id: int) -> Indicator:
    """Somebody has held it against the funder's own text. Again changes nothing. Raises Conflict for whoever wrote it."""
    with transaction.atomic():
        row = locked(the(Indicator, by, verb="change", pk=indicator_id))
        if not row.confirmed:
            if row.made_at is not None and row.made_by_id == by.person_id:
                raise Conflict("You wrote this version. Somebody else with the money right holds it against the funder's text.")
            row.confirmed, row.confirmed_by_id, row.confirmed_at = True, by.person_id, timezone.now()
            row.save()
            record(by=by, verb="confirm indicator", what=row, key=row.key, version=row.version)
    return row


def add_indicator(*, by: Viewer, grant_id: int, told: Mapping[str, Any]) -> Indicator:
    """An indicator of one grant alone, from what its letter asks for: `key`, `da`, `en`, `unit`, `source`, `rule` and `from_on`. It is not
    confirmed yet. Raises Wrong when the rule cannot be read or a frozen report has told days from `from_on` on, Conflict when the key is
    taken."""
    with transaction.atomic():
        require_role(by, Role.FINANCE)
        hold(_TURN)
        grant = locked(the(Grant, by, verb="change", pk=grant_id))
        if Indicator.objects.system_rows(_WHY).filter(key=told["key"]).exists():
            raise Conflict("There is an indicator with this key already. Change its rule, or choose another key.", where="key")
        last = Indicator.objects.system_rows(_WHY).aggregate(Max("place"))["place__max"] or 0
        row = _row(
            last + 1, told["from_on"], {**told, "rules": "", "confirmed": False}
        )  # after those that everybody is asked for
        row.grant, row.made_by_id, row.made_at = grant, by.person_id, timezone.now()
        _not_told(by, [grant], row.from_on)
        valid(row)
        row.save()
        record(by=by, verb="add indicator", what=row, key=row.key, grant=grant_id)
    return row


def change_rule(
    *,
    by: Viewer,
    indicator_id: int,
    rule: object,
    from_on: date,
    source: str,
    unit: str = "",
    names: Mapping[str, str] | None = None,
) -> Indicator:
    """The next version of an indicator, which holds from a day on; the one before ends the day before. It is not confirmed yet. `unit` and
    `names` (by language) where they change. Raises Wrong when the rule cannot be read, when the day is not after that from which the
    version before holds, or when a frozen report has told days from then on."""
    with transaction.atomic():
        hold(_TURN)
        old = locked(the(Indicator, by, verb="change", pk=indicator_id))
        if old.to_on is not None:
            raise Conflict("This version has ended already. Change the newest one.")
        if from_on <= old.from_on:
            raise Wrong(
                "The version before holds from %(day)s. Choose a later day for the new one.", where="from_on", day=old.from_on
            )
        said = written(read(rule))
        _not_told(by, asking(by, old), from_on)
        old.to_on = date.fromordinal(from_on.toordinal() - 1)
        old.save()
        row = Indicator.objects.system_rows(_WHY).get(pk=old.pk)
        row.pk, row.version, row.from_on, row.to_on, row.rule, row.source = None, old.version + 1, from_on, None, said, source
        row.confirmed, row.confirmed_by_id, row.confirmed_at = False, None, None
        row.made_by_id, row.made_at = by.person_id, timezone.now()
        row.unit, called = unit or row.unit, names or {}
        row.name_da, row.name_en = called.get("da", row.name_da), called.get("en", row.name_en)
        row._state.adding = True
        valid(row)
        row.save()
        record(by=by, verb="change indicator", what=row, key=row.key, version=row.version)
    return row


def _not_told(by: Viewer, grants: Sequence[Grant], from_on: date) -> None:
    """A report that was handed in keeps the way of counting of its days."""
    told = Pack.objects.visible_to(by).filter(grant__in=[one.pk for one in grants], state=Pack.FROZEN, to_on__gte=from_on)
    last = told.order_by("to_on", "pk").last()
    if last is None:
        return
    raise Wrong(
        "A frozen report of “%(grant)s” tells %(first)s to %(last)s, and keeps its way of counting. Let this hold from %(next)s on.",
        where="from_on",
        grant=next(one.name for one in grants if one.pk == last.grant_id),
        first=last.from_on,
        last=last.to_on,
        next=last.to_on + timedelta(days=1),
    )


def set_targets(*, by: Viewer, grant_id: int, from_on: date, to_on: date, values: Mapping[str, Decimal | None]) -> int:
    """What was promised for these days of the grant, by the indicator's key; None takes a target away. Says how many changed."""
    with transaction.atomic():
        require_role(by, Role.FINANCE)
        grant = locked(the(Grant, by, verb="change", pk=grant_id))
        if to_on < from_on or from_on < grant.from_on or to_on > grant.to_on:
            raise Wrong("A target is for days within the grant's period.", where="from_on")
        changed = 0
        for key, value in sorted(values.items()):
            if value is not None and not 0 <= value < 10**16:
                raise Wrong("A target is a number from 0 up.", where=key)
            rows = Target.objects.visible_to(by, verb="change").filter(key=key, grant=grant, from_on=from_on, to_on=to_on)
            row = rows.first()
            if value is None and row is not None:
                row.delete()
            elif value is not None and row is None:
                Target.objects.create(key=key, grant=grant, from_on=from_on, to_on=to_on, value=value)
            elif value is not None and row is not None and row.value != value:
                row.value = value
                row.save()
            else:
                continue
            changed += 1
        if changed:
            record(by=by, verb="set targets", what=grant, changed=changed, first=from_on.isoformat(), last=to_on.isoformat())
    return changed
