"""From notices to needs, and from members to offers with what they have won."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import msgspec

from klynge.core import notice as shape
from klynge.core.fit.shapes import Code, Need, Offer, Work
from klynge.core.notice import Text
from klynge.market.models import Award, Notice, Version
from klynge.market.plain.columns import codes_of, title_of
from klynge.market.plain.conditions import asked_of, held
from klynge.market.plain.content import read
from klynge.market.plain.money import in_euro
from klynge.register.documents import offers as register_offers
from klynge.register.models import Organisation

_WHY = "matching works for nobody in particular"
ADDITIONAL = 0.5  # weight of a code that is not the main one


def need(notice_id: int, notice: shape.Notice) -> Need:
    """What a notice asks for; its id is the row's."""
    codes = codes_of(notice)
    months = [float(lot.months) for lot in notice.lots if lot.months]
    deadlines = [lot.deadline_at for lot in notice.lots if lot.deadline_at]
    on = notice.published_on or notice.dispatched_on
    return Need(
        id=str(notice_id),
        title=title_of(notice),
        text=_together((notice.description, *(text for lot in notice.lots for text in (lot.title, lot.description)))),
        codes=tuple(Code("cpv", code, 1.0 if n == 0 else ADDITIONAL) for n, code in enumerate(codes)),
        places=tuple(dict.fromkeys((*notice.places, *(place for lot in notice.lots for place in lot.places)))),
        buyer=notice.buyers[0].name.best() if notice.buyers else "",
        amount=in_euro(notice.value, on),
        months=max(months, default=None),
        deadline_at=notice.deadline_at or min(deadlines, default=None),
        conditions=asked_of(notice),
    )


def _together(texts: Iterable[Text]) -> Text:
    """Several texts as one, language by language; a sentence that stands in several lots counts once."""
    by_language: dict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        for language, words in text.items():
            by_language[language][words] = None
    return Text((language, "\n".join(parts)) for language, parts in by_language.items())


def needs(notice_ids: Iterable[int]) -> list[Need]:
    """The needs of these notices in their newest versions, in the order of their ids. Two queries."""
    rows = Notice.objects.system_rows(_WHY).filter(pk__in=list(notice_ids)).order_by("pk")
    newest = dict(rows.values_list("pk", "hash"))
    versions = Version.objects.system_rows(_WHY).filter(notice_id__in=list(newest)).values_list("notice_id", "hash", "content")
    found = {pk: need(pk, read(bytes(content))) for pk, hash_, content in versions.iterator() if newest[pk] == hash_}
    return [found[pk] for pk in sorted(found)]


def offers() -> list[Offer]:
    """What each member offers, by organisation id, with the contracts that it won. The number of queries is constant."""
    found = sorted(register_offers(_WHY), key=lambda offer: int(offer.id))
    numbers = Organisation.objects.system_rows(_WHY).filter(pk__in=[int(offer.id) for offer in found]).exclude(cvr="")
    keys = {f"DK:{cvr}": pk for pk, cvr in numbers.values_list("pk", "cvr")}
    won: dict[int, list[Work]] = defaultdict(list)
    awards = Award.objects.system_rows(_WHY).filter(winner_key__in=list(keys)).select_related("notice").order_by("pk")
    for award in awards:
        won[keys[award.winner_key]].append(_work(award))
    return [replace(offer, record=(*offer.record, *won[int(offer.id)]), conditions=held(offer.conditions)) for offer in found]


def _work(award: Award) -> Work:
    notice = award.notice
    return Work(
        title=Text(award.title or notice.title),
        codes=(Code("cpv", award.cpv),) if award.cpv else (),
        buyer=notice.buyer_name,
        amount=award.value_eur,
        months=float(award.months) if award.months is not None else None,
    )


def stamp(offers: Iterable[Offer]) -> str:
    """The same for the same offers, and for no others."""
    told = msgspec.json.encode(list(offers), enc_hook=dict, order="deterministic")
    return hashlib.sha256(told).hexdigest()
