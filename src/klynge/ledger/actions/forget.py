"""What the ledger forgets of a person who is erased. Its rows stay as they were booked: they know the person by number."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from klynge.core.words import fold
from klynge.ledger.models import Declaration, Mandate, Participation, Roll
from klynge.register.erasing import GONE, Fate, Gone, Part

_WHY = "whoever is erased is erased everywhere, also where the one who does it may not look"


def forget(gone: Gone) -> None:
    """A question about aid that waits for the person would keep the firm from being asked again."""
    if gone.account_id is not None:
        mandates = Mandate.objects.system_rows(_WHY).filter(account_id=gone.account_id, withdrawn_at=None)
        mandates.update(withdrawn_at=timezone.now())
    Declaration.objects.system_rows(_WHY).filter(asked_person_id=gone.person_id, signed_at=None).delete()
    _rolls(gone)


def _rolls(gone: Gone) -> None:
    """The person's rows in lists of participants: by the address, or by the name, where nobody else has it or they took part there."""
    taken = set(Participation.objects.system_rows(_WHY).filter(person_id=gone.person_id).values_list("activity_id", flat=True))
    for roll in Roll.objects.system_rows(_WHY).order_by("pk").iterator(chunk_size=20):
        surely = not gone.shared or roll.activity_id in taken
        meant = {number for number, _state, cells in roll.rows if _is(gone, cells, surely)}
        if not meant:
            continue
        rows = [[n, state, {**cells, "name": "", "email": ""} if n in meant else cells] for n, state, cells in roll.rows]
        problems = [[n, *rest[:2], _anonymous(rest[2]), *rest[3:]] if n in meant else [n, *rest] for n, *rest in roll.problems]
        offers = [_offer(one, meant) for one in roll.offers]
        Roll.objects.system_rows(_WHY).filter(pk=roll.pk).update(rows=rows, problems=problems, offers=offers)


def _is(gone: Gone, cells: dict[str, Any], surely: bool) -> bool:
    named = surely and fold(str(cells.get("name", ""))) == fold(gone.name)
    return named or str(cells.get("email", "")).strip().lower() in gone.addresses


def _anonymous(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: GONE if isinstance(value, str) else value for name, value in facts.items()}


def _offer(offer: list[Any], meant: set[int]) -> list[Any]:
    """The name of an offer about one person is "name · firm"."""
    key, rows, kind, name = offer
    theirs = key.startswith("works:") and meant >= set(rows)
    return [key, rows, kind, f"{GONE} · {name.rpartition(' · ')[2]}" if theirs else name]


_STANDING = "before hash group_id member region field country kind"
_COLUMNS = {
    "ledger.Grant": {Fate.NONE: "funder name number rules currency aid_basis credit_da credit_en"},
    "ledger.WorkPackage": {Fate.NONE: "number name"},
    "ledger.Due": {Fate.NONE: "kind"},
    "ledger.Mandate": {Fate.DID: "account"},
    "ledger.Activity": {Fate.LOOKED: "title place note", Fate.NONE: "municipality currency"},
    "ledger.LegalValue": {Fate.DID: "confirmed_by_id", Fate.NONE: "name unit source"},
    "ledger.ExchangeRate": {Fate.NONE: "currency source"},
    "ledger.Sheet": {Fate.ABOUT: "person", Fate.DID: "signed_by approved_by", Fate.NONE: "rows"},
    "ledger.Lock": {Fate.DID: "locked_by_id opened_by_id", Fate.LOOKED: "reason"},
    "ledger.Declaration": {
        Fate.ABOUT: "asked_person_id",
        Fate.DID: "signed_by",
        Fate.STAYS: "lines group text",
        Fate.NONE: "hash",
    },
    "ledger.SizeTest": {Fate.DID: "signed_by", Fate.STAYS: "given steps", Fate.NONE: "size hash"},
    "ledger.Letter": {Fate.STAYS: "facts", Fate.NONE: "kind language hash"},  # letters are to firms: a template knows no person
    "ledger.Roll": {Fate.DID: "by_id", Fate.GOES: "rows", Fate.LOOKED: "name problems offers", Fate.NONE: "hash counts"},
    "ledger.Participation": {
        Fate.ABOUT: "person",
        Fate.DID: "recorded_by_id",
        Fate.STAYS: "reason evidence_at",
        Fate.NONE: f"{_STANDING} currency",
    },
    "ledger.Hours": {
        Fate.ABOUT: "person",
        Fate.DID: "recorded_by_id",
        Fate.STAYS: "reason note",
        Fate.NONE: f"{_STANDING} rate currency part",
    },
    "ledger.Aid": {Fate.DID: "recorded_by_id", Fate.STAYS: "reason giver what", Fate.NONE: f"{_STANDING} basis currency"},
    "ledger.Cost": {Fate.DID: "recorded_by_id", Fate.STAYS: "reason document what", Fate.NONE: f"{_STANDING} currency part"},
    "ledger.Result": {Fate.DID: "recorded_by_id", Fate.STAYS: "reason source text", Fate.NONE: f"{_STANDING} unit"},
}
_KEPT = {
    "ledger.Declaration": gettext_noop("signed declarations about state aid"),
    "ledger.SizeTest": gettext_noop("self-tests of size"),
    "ledger.Letter": gettext_noop("letters about state aid"),
    "ledger.Participation": gettext_noop("reasons and evidence of who took part"),
    "ledger.Hours": gettext_noop("notes and reasons of hours"),
    "ledger.Aid": gettext_noop("texts of state aid"),
    "ledger.Cost": gettext_noop("texts of cost"),
    "ledger.Result": gettext_noop("texts of results"),
}
PART = Part(_COLUMNS, forget, _KEPT)
