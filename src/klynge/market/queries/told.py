"""Reasons as a reader is told them: only what the reader may see now, codes by their names, amounts and days in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import gettext

from klynge.access.viewer import Viewer
from klynge.core.codes import Tree, path
from klynge.core.fit.shapes import Offer, Reason, ReasonKind
from klynge.core.money import Money
from klynge.core.tlp import Label
from klynge.core.words import fold
from klynge.market.models import Award
from klynge.market.queries.codes import term_label
from klynge.market.words import country
from klynge.register.documents import offers_seen_by
from klynge.register.models import Capability, Fact, Figure, Organisation, Reference
from klynge.register.places import nuts_name
from klynge.register.reference_tables import trees
from klynge.web import formats

_WHY = "whether anything is closed to the reader must be known before anything is told"
STEM = 4  # letters by which a word of a notice is known again in a profile


@dataclass(frozen=True, slots=True)
class Seen:
    """What of an organisation the reader may see now: `text` of profile, titles and code labels, folded; stems of codes; titles of
    earlier work, contracts won included."""

    text: str
    stems: frozenset[str]
    titles: frozenset[str]


NOTHING = Seen("", frozenset(), frozenset())


def points(of_the_kernel: float) -> float:
    """Points as people read them: ten for what the kernel counts as one, so that small reasons do not all look like nothing. The
    score is told in the same points and stays their sum."""
    return round(10 * of_the_kernel, 5)


class Teller:
    """Tells reasons about some organisations to one viewer, who is of their staff or of the secretariat: to them all is open that
    matching looks at, but for what was made TLP:RED after the match was found. Of organisations that have anything RED, only
    such evidence is told as still stands in what the viewer may see; its points stand until the next run. The number of queries
    does not depend on the number of organisations."""

    def __init__(self, viewer: Viewer, organisation_ids: Collection[int], language: str) -> None:
        self._trees: Mapping[str, Tree] = trees()
        self._language = language
        closed = _with_something_red(organisation_ids)
        self._seen = dict.fromkeys(closed, NOTHING)
        if closed:
            won = _won(viewer, closed)
            self._seen |= {pk: self._see(offer, won[pk]) for pk, offer in offers_seen_by(viewer, closed).items()}

    def reasons(self, organisation_id: int, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """The same reasons, in `points`; their evidence in the reader's language."""
        seen = self._seen.get(organisation_id)
        return tuple(replace(reason, points=points(reason.points), evidence=self._evidence(reason, seen)) for reason in reasons)

    def _see(self, offer: Offer, won: Iterable[str]) -> Seen:
        titles = {title for work in offer.record for title in work.title.values()} | set(won)
        codes = [*offer.codes, *(code for work in offer.record for code in work.codes)]
        labels = [label for code in codes if code.system in self._trees for label in self._labels(code.system, code.code)]
        text = fold(" ".join((*offer.title.values(), *offer.text.values(), *labels, *titles)))
        stems = {f"{code.system}:{stem}" for code in codes for stem in path(code.system, code.code)}
        for code in offer.codes:
            for system, same in self._trees[code.system].same(code.code) if code.system in self._trees else ():
                stems |= {f"{system}:{stem}" for stem in path(system, same)}
        return Seen(text, frozenset(stems), frozenset(titles))

    def _labels(self, system: str, code: str) -> Iterable[str]:
        return self._trees[system].labels(code).values()

    def _evidence(self, reason: Reason, seen: Seen | None) -> tuple[str, ...]:
        evidence = reason.evidence if seen is None else _still_open(reason, seen)
        match reason.kind:
            case ReasonKind.CODES:
                return tuple(dict.fromkeys(term_label(self._trees, term, self._language) for term in evidence))
            case ReasonKind.SIZE:
                return _sizes(evidence)
            case ReasonKind.DEADLINE:
                return tuple(_day(each) for each in evidence)
            case ReasonKind.PLACE:
                return tuple(dict.fromkeys(_place(each, self._language) for each in evidence))
            case _:
                return evidence


def _still_open(reason: Reason, seen: Seen) -> tuple[str, ...]:
    match reason.kind:
        case ReasonKind.CODES:
            return tuple(term for term in reason.evidence if term in seen.stems)
        case ReasonKind.WORDS:
            return tuple(word for word in reason.evidence if fold(word)[:STEM] in seen.text)
        case ReasonKind.RECORD:
            return tuple(title for title in reason.evidence if title in seen.titles)
        case ReasonKind.DEADLINE | ReasonKind.PLACE:
            return reason.evidence  # of the notice alone
        case _:
            return ()


def _with_something_red(organisation_ids: Collection[int]) -> set[int]:
    found: set[int] = set()
    for model in (Fact, Capability, Reference, Figure):
        rows = model.objects.system_rows(_WHY).filter(organisation_id__in=list(organisation_ids), label=Label.RED.value)
        found.update(rows.order_by().values_list("organisation_id", flat=True))
    return found


def _won(viewer: Viewer, organisation_ids: Collection[int]) -> "defaultdict[int, list[str]]":
    """The titles of the contracts that each has won, as far as their notices are open to the viewer."""
    numbers = Organisation.objects.visible_to(viewer).filter(pk__in=list(organisation_ids)).exclude(cvr="")
    keys = {f"DK:{cvr}": pk for pk, cvr in numbers.values_list("pk", "cvr")}
    awards = Award.objects.visible_to(viewer, "notice").filter(winner_key__in=list(keys))
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, title, notice_title in awards.values_list("winner_key", "title", "notice__title"):
        found[keys[key]] += (title or notice_title).values()
    return found


def _sizes(evidence: tuple[str, ...]) -> tuple[str, ...]:
    """The job's size and the usual job's, in euro."""
    try:
        job, usual = (formats.short_money(Money(Decimal(each), "EUR")) for each in evidence)
    except (ValueError, InvalidOperation):
        return evidence
    return (gettext("%(job)s, usually %(usual)s") % {"job": job, "usual": usual},)


def _place(nuts: str, language: str) -> str:
    """The Danish region of a NUTS code today; abroad the country. NUTS has two country codes of its own."""
    return nuts_name(nuts, timezone.localdate(), language) or country({"EL": "GR", "UK": "GB"}.get(nuts[:2], nuts[:2]))


def _day(iso: str) -> str:
    try:
        return formats.short_day(datetime.fromisoformat(iso))
    except ValueError:
        return iso
