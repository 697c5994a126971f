"""The label that the cluster has held since 2019 is applied for again: half of the criteria are ready, a binder was frozen last week.
Days, points and papers are invented, and each note says so."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from django.utils import translation

from klynge.access.viewer import Viewer
from klynge.programme.actions.binder import freeze_binder
from klynge.programme.actions.workbook import add_proof, load_criteria, open_workbook, write_entry
from klynge.programme.models import CriterionSet, Workbook
from klynge.programme.queries.secretaries import staff
from klynge.programme.queries.workbook import EntryLine, entries
from klynge.web import formats

_NAME = "Guldmærket fra 2019: fornyelse (demo med opdigtede dage og point)"
_OF = Decimal(10)  # what each criterion can give here; the label's own numbers are not public
_INVENTED = {
    "da": "Pointene er opdigtet til demonstrationen; mærkets egne er ikke offentlige.",
    "en": "The points are invented for the demonstration; the label's own are not public.",
}
_BY = {"da": "Skal være klar senest %s.", "en": "To be ready by %s at the latest."}


def live_label(by: Viewer, today: date) -> None:
    load_criteria(by=by)
    criteria = CriterionSet.objects.visible_to(by).get(key="gold", version="2013")
    book = open_workbook(
        by=by,
        label=_NAME,
        set_id=criteria.pk,
        from_on=today - timedelta(days=1_020),
        expires_on=today + timedelta(days=75),
        window_from_on=today - timedelta(days=38),
        window_to_on=today + timedelta(days=52),
    )
    Workbook.objects.system_rows("the demonstration marks what it invented").update(demo=True)
    told = tomllib.loads(files("klynge.demo.ledger").joinpath("label.toml").read_text(encoding="utf-8"))["entries"]
    owners = {one.field: one.person_id for one in staff(by, today)}
    for line in entries(by, book.pk, "da"):
        _fill(by, line, told[line.number], owners, today)
    freeze_binder(by=by, workbook_id=book.pk, language="da", on=today - timedelta(days=9))


def _fill(by: Viewer, line: EntryLine, told: Mapping[str, Any], owners: Mapping[str, int], today: date) -> None:
    points = told.get("points")
    [owner] = [pk for field, pk in owners.items() if field.startswith(told["owner"])] if "owner" in told else [None]
    write_entry(
        by=by,
        entry_id=line.id,
        owner_id=owner,
        points=None if points is None else Decimal(points),
        of=None if points is None else _OF,
        threshold=Decimal(told["threshold"]) if "threshold" in told else None,
        state=told["state"],
        note_da=_note(told, "da", today),
        note_en=_note(told, "en", today),
    )
    for name in told.get("live", ()):
        add_proof(by=by, entry_id=line.id, live=name)
    for kind in ("text", "address"):
        if kind in told:
            add_proof(by=by, entry_id=line.id, **{kind: told[kind]})


def _note(told: Mapping[str, Any], language: str, today: date) -> str:
    lines = [told[language]] if language in told else []
    if "days" in told:
        with translation.override(language):
            lines.append(_BY[language] % formats.long_day(today + timedelta(days=told["days"])))
    if "points" in told:
        lines.append(_INVENTED[language])
    return "\n".join(lines)
