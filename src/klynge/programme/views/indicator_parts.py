"""The table of indicators in the parts of a page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.access.viewer import Role, Viewer
from klynge.programme import report_words as words
from klynge.programme.queries.indicators import IndicatorLine
from klynge.programme.views.figure_parts import language
from klynge.web.formats import short_day
from klynge.web.parts import Action, Row, Tag


def row(line: IndicatorLine, viewer: Viewer) -> Row:
    one = line.definition
    tags = [] if one.confirmed else [Tag(gettext("not confirmed"), kind="signal")]
    if not line.holds:
        tags.append(Tag(gettext("does not hold today")))
    until = short_day(one.to_on) if one.to_on else gettext("further notice")
    held = gettext("holds from %(first)s until %(last)s") % {"first": short_day(one.from_on), "last": until}
    version = gettext("version %(n)d") % {"n": one.version}
    unit = str(words.UNITS.get(one.unit, one.unit))
    ask = Action(
        gettext("I have held it against the funder's text"), reverse("programme:confirm-indicator", args=[line.id]), post=True
    )
    confirm = [ask] if Role.FINANCE in viewer.roles and not one.confirmed else []
    facts = [line.rules or line.grant, unit, version, held]
    return Row(dict(one.names)[language()], text=one.source, facts=facts, tags=tags, actions=confirm)


def answer(lines: Sequence[IndicatorLine]) -> str:
    open_ = sum(line.holds and not line.definition.confirmed for line in lines)
    if not open_:
        return gettext("All indicators that hold today are confirmed.")
    told = ngettext(
        "%(n)d indicator is not confirmed: nobody has held it against the funder's own text yet.",
        "%(n)d indicators are not confirmed: nobody has held them against the funders' own texts yet.",
        open_,
    )
    return told % {"n": open_}
