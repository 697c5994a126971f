"""Members as offers for the kernel: what they say, the codes they name, what they hold, what they did, where and how big they are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.core.aid.limits import EURO
from klynge.core.fit.shapes import Code, Condition, Offer, Work
from klynge.core.notice import Place, Text
from klynge.core.tlp import Label
from klynge.register.models import Capability, Certificate, Fact, Figure, Membership, Organisation, Reference, Site
from klynge.register.reference import nuts3

ADDITIONAL = 0.7  # weight of a code that is not one of the firm's main ones
_TEXTS = ("line", "profile", "products", "markets")

Rows = Callable[[Any], Any]
"""The rows of a model that go into an offer."""


def offers(why: str, *, on: date | None = None) -> list[Offer]:
    """What every member of the day (today unless said) offers, by organisation id; all labels but TLP:RED, which speaks to persons
    and not to machines. For matching, which works for nobody in particular. Eight queries for any number of members.

    What came of it is shown to the member itself and to the secretariat, who may read all that goes in here; for anybody else
    ask `offers_seen_by`."""

    def rows(model: Any) -> Any:
        return model.objects.system_rows(why).exclude(label=Label.RED.value)

    return _offers(rows, _members(rows, on or timezone.localdate()))


def offers_seen_by(viewer: Viewer, organisation_ids: Collection[int]) -> dict[int, Offer]:
    """The same offers made only of what the viewer may read, by organisation id. Evidence that is not in here (a code, a title, a
    word) is not shown to them. An organisation that they may not see is left out. Seven queries."""

    def rows(model: Any) -> Any:
        return model.objects.visible_to(viewer)

    seen = rows(Organisation).filter(pk__in=list(organisation_ids)).values_list("pk", flat=True)
    return {int(offer.id): offer for offer in _offers(rows, list(seen))}


def _members(rows: Rows, on: date) -> list[int]:
    current = rows(Membership).filter(from_on__lte=on).exclude(to_on__lt=on).values_list("organisation_id", flat=True)
    return sorted(set(current))


def _offers(rows: Rows, ids: list[int]) -> list[Offer]:
    organisations = rows(Organisation).filter(pk__in=ids, closed_on=None, merged_into=None).order_by("pk")
    names = dict(organisations.values_list("pk", "name"))

    def of(model: Any) -> "defaultdict[int, list[Any]]":
        grouped: defaultdict[int, list[Any]] = defaultdict(list)
        for row in rows(model).filter(organisation_id__in=list(names)).order_by("pk"):
            grouped[row.organisation_id].append(row)
        return grouped

    facts, codes, held, done = of(Fact), of(Capability), of(Certificate), of(Reference)
    sites, figures = of(Site), of(Figure)
    return [
        Offer(
            id=str(id),
            title=Text({"": name}),
            text=_text(facts[id]),
            codes=tuple(Code(one.system, one.code, 1.0 if one.main else ADDITIONAL) for one in codes[id]),
            places=_places(sites[id]),
            conditions=tuple(_condition(one) for one in held[id]),
            record=tuple(_work(one) for one in done[id]),
            staff=_staff(figures[id]),
            turnover=_turnover(figures[id]),
        )
        for id, name in names.items()
    ]


def _text(facts: Iterable[Fact]) -> Text:
    said: dict[str, list[str]] = {}
    for name in _TEXTS:
        for fact in facts:
            if fact.name == name:
                said.setdefault(fact.language, []).append(fact.value)
    return Text({language: "\n".join(parts) for language, parts in said.items()})


def _places(sites: Iterable[Site]) -> tuple[Place, ...]:
    """Danish sites by their NUTS 3 area, others by their country; the main site first."""
    ordered = sorted(sites, key=lambda one: (not one.main, one.pk))
    return tuple(dict.fromkeys(_place(site) for site in ordered))


def _place(site: Site) -> Place:
    try:
        return Place("DK", nuts3(site.municipality))
    except KeyError:  # abroad, or a municipality that no longer is
        return Place(site.country)


def _condition(held: Certificate) -> Condition:
    """It holds to the end of its last day in Denmark, which is at most two hours before that day ends in UTC."""
    until = None if held.expires_on is None else datetime.combine(held.expires_on, time(), UTC) + timedelta(hours=22)
    return Condition(held.kind, held.name, held.name, until)


def _work(done: Reference) -> Work:
    return Work(
        title=Text({done.language: f"{done.title}\n{done.text}".strip()}),
        codes=tuple(Code("cpv", code) for code in done.cpv),
        buyer=done.buyer,
        amount=_euro(done.amount, done.currency),
    )


def _staff(figures: Iterable[Figure]) -> int | None:
    found = _newest(figures, "staff")
    return None if found is None else int(found.amount)


def _turnover(figures: Iterable[Figure]) -> Decimal | None:
    found = _newest(figures, "turnover")
    return None if found is None else _euro(found.amount, found.currency)


def _newest(figures: Iterable[Figure], name: str) -> Figure | None:
    return max((one for one in figures if one.name == name), key=lambda one: one.year, default=None)


def _euro(amount: Decimal | None, currency: str) -> Decimal | None:
    return (amount / EURO[currency]).quantize(Decimal("0.01")) if amount is not None and currency in EURO else None
