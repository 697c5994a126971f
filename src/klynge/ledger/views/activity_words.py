"""The check of an activity in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Viewer
from klynge.core.aid.deminimis import TooMuch
from klynge.ledger.queries.aid_activity import Asked, FirmCheck
from klynge.ledger.views import aid_parts as parts
from klynge.ledger.views.aid_words import when
from klynge.register.queries.people import names as all_names
from klynge.web import formats
from klynge.web.parts import Tag


@dataclass(frozen=True, slots=True)
class FirmPart:
    """`choose`: it can be promised aid; `chosen`: it is so to begin with, as a company."""

    id: int
    name: str
    url: str
    facts: Sequence[str]
    tag: Tag
    text: str
    choose: bool
    chosen: bool


def answer(asked: Asked) -> str:
    n = len(asked.heads)
    if not n:
        return _("Nobody is recorded on it yet.")
    return ngettext("%(n)d firm takes part.", "%(n)d firms take part.", n) % {"n": n}


def firm(one: FirmCheck) -> FirmPart:
    people = ngettext("%(n)d participant", "%(n)d participants", one.heads) % {"n": one.heads}
    if one.promised:
        tag, text = Tag(_("promised already")), ""
    elif one.undeclared:
        tag = Tag(_("no declaration"), kind="signal")
        text = _("Its declaration of aid from others is missing or too old. Ask for one first.")
    elif isinstance(one.answer, TooMuch):
        tag, text = Tag(_("does not fit"), kind="signal"), when(one.answer)
    else:
        left = one.answer.left if one.answer else 0
        tag, text = Tag(_("fits"), kind="strong"), _("Then there is room for %(left)s.") % {"left": formats.money(left, "EUR")}
    told = (people, formats.money(one.money), formats.money(parts.euro(one.euro)))
    return FirmPart(
        one.organisation_id,
        one.name,
        reverse("ledger:firm_aid", args=(one.organisation_id,)),
        told,
        tag,
        text,
        one.fits,
        one.fits and one.kind == "company",
    )


def summed(found: Sequence[FirmCheck]) -> str:
    fits = sum(one.fits for one in found)
    return _("%(fits)d of %(all)d can be promised it.") % {"fits": fits, "all": len(found)}


def names(viewer: Viewer, ids: Iterable[int]) -> Mapping[int, str]:
    wanted = set(ids)
    return {id: name for id, name in all_names(viewer) if id in wanted} if wanted else {}
