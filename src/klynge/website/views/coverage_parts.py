"""Coverage in words and parts."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.core.errors import Wrong
from klynge.web import formats
from klynge.web.parts import Action, Row
from klynge.website.coverage_sheet import COVERAGE, CoverageLine
from klynge.website.queries.coverage import Printed
from klynge.website.words import COVERAGE_KINDS, PRESS_LANGUAGES

_SALT = "klynge.coverage"
_AGE = 3600  # seconds for which a list that was shown can be taken


def told(n: int) -> str:
    if not n:
        return _("Where it was printed, shown or talked of stands under the release and in the report.")
    return ngettext("Printed, shown or talked of in %(n)d place.", "Printed, shown or talked of in %(n)d places.", n) % {"n": n}


def row(one: Printed) -> Row:
    out = Action(_("Take out"), reverse("press:coverage-drop", args=[one.id]), "quiet", post=True)
    return Row(one.title or one.outlet, one.address, facts=_facts(one), actions=[out])


def line_row(one: CoverageLine) -> Row:
    return Row(one.title or one.outlet, one.address, facts=_facts(one))


def _facts(one: Printed | CoverageLine) -> list[str]:
    kind, language = str(COVERAGE_KINDS.get(one.kind, one.kind)), str(PRESS_LANGUAGES.get(one.language, one.language))
    return [one.outlet, formats.long_day(one.on), kind, language]


def packed(page_id: int, lines: Sequence[CoverageLine]) -> str:
    """What was understood, so that exactly this is taken later."""
    return signing.dumps([{**asdict(one), "on": one.on.isoformat()} for one in lines], salt=f"{_SALT}.{page_id}", compress=True)


def unpacked(page_id: int, text: str) -> list[CoverageLine]:
    """Raises Wrong for what this page did not make, or made too long ago."""
    try:
        rows = signing.loads(text, salt=f"{_SALT}.{page_id}", max_age=_AGE)
    except signing.BadSignature:
        raise Wrong("This list was shown too long ago. Read the file again.") from None
    return [CoverageLine(**{**row, "on": date.fromisoformat(row["on"])}) for row in rows]


def headings() -> list[str]:
    return [_("Release"), *(str(column.label) for column in COVERAGE.columns)]


def cells(one: Printed) -> list[str]:
    kind, language = str(COVERAGE_KINDS.get(one.kind, one.kind)), str(PRESS_LANGUAGES.get(one.language, one.language))
    return [one.release, one.outlet, one.title, one.address, one.on.isoformat(), language, kind]
