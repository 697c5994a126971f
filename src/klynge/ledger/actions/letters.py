"""Letters about state aid: what is expected before, what it came to after. A letter is kept as file and as facts, from which the same
bytes can be drawn again."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.law import Value, unconfirmed
from klynge.core.money import Money
from klynge.ledger import layouts
from klynge.ledger.actions.aid_rows import house
from klynge.ledger.models import Aid, Grant, Letter
from klynge.ledger.queries.aid import DE_MINIMIS
from klynge.ledger.queries.law import law
from klynge.ledger.queries.letters import one_letter
from klynge.ledger.words_law import name
from klynge.ledger.words_letter import Told, letter
from klynge.register.actions.reach import addressee
from klynge.register.models import Organisation, Site
from klynge.web.pdf import drawn

KINDS = {"promised": "promise", "actual": "actual"}
_FOLDER = Path(layouts.__file__).parent


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


def make_letter(*, by: Viewer, aid_id: int, on: date) -> Letter:
    """The letter about a promise or an actual amount, dated `on`, in the language of whoever looks after the firm. Made once; again
    gives the same one. Raises Wrong for aid that others gave."""
    with transaction.atomic():
        house(by)
        hold("ledger letters")
        row: Aid = the(Aid, by, pk=aid_id)
        if row.step not in KINDS or not row.ours:
            raise Wrong("Letters are written about aid of our own. The giver of this aid writes its own.", where="aid")
        if not row.live:
            raise Conflict("This row was corrected by somebody else in the meantime. Look at the new one.")
        there: Letter | None = Letter.objects.visible_to(by).filter(aid=row, kind=KINDS[row.step]).first()
        if there is not None:
            return there
        facts = _facts(by, row, on)
        content = draw(facts)
        made = Letter(
            organisation_id=row.organisation_id,
            aid=row,
            kind=KINDS[row.step],
            language=facts["language"],
            facts=facts,
            hash=hashlib.sha256(content).hexdigest(),
            made_at=timezone.now(),
        )
        _keep(made.hash, content)
        made.save()
        record(by=by, verb="make letter", what=made, organisation=row.organisation_id, aid=row.pk)
    return made


def draw(facts: Mapping[str, Any]) -> bytes:
    """The file that belongs to the facts of a letter."""
    return drawn(_FOLDER / f"letter-{int(facts['layout'])}.typ", facts, date.fromisoformat(facts["made_on"]))


def letter_file(*, by: Viewer, letter_id: int) -> File:
    """The file as it was made. Where it was lost it is drawn again, and must come out the same. Raises Refused, or Wrong when what
    would come is another file."""
    card = one_letter(by, letter_id)
    path = _path(card.hash)
    content = path.read_bytes() if path.exists() else draw(card.facts)
    if hashlib.sha256(content).hexdigest() != card.hash:
        raise Wrong(
            "The file of this letter is not the one that was made. Tell whoever runs the server, and restore it from a copy."
        )
    return File(f"{card.kind}-{card.id}.pdf", content)


def _facts(by: Viewer, row: Aid, on: date) -> dict[str, Any]:
    firm: Organisation = the(Organisation, by, pk=row.organisation_id)
    grant = Grant.objects.visible_to(by).filter(pk=row.grant_id).first()
    to = addressee(by, firm.pk)
    promise = Aid.objects.visible_to(by).filter(pk=row.promise_id).first()
    known = law()
    used = [known.at("de_minimis.retention.years", row.on)]
    if row.basis == DE_MINIMIS:
        used += [known.at("de_minimis.ceiling", row.on), known.at("de_minimis.years", row.on)]
    with translation.override(to.language if to else "da"):
        told = Told(
            kind=KINDS[row.step],
            language=translation.get_language()[:2],
            sender=settings.CLUSTER,
            receiver=_receiver(by, firm),
            firm=firm.name,
            made_on=on,
            on=row.on,
            what=row.what,
            basis=row.basis,
            money=Money(row.amount, row.currency),
            euro=row.euro,
            promised=Money(promise.amount, promise.currency) if promise else None,
            grant=grant.name if grant else "",
            funder=grant.funder if grant else "",
            number=grant.number if grant else "",
            credit=(grant.credit(translation.get_language()[:2]) or grant.credit_da) if grant else "",
            ceiling=used[1].amount if len(used) > 1 else None,
            years=int(used[2].amount) if len(used) > 1 else None,
            retention=int(used[0].amount),
            doubts=_doubts(used),
        )
        return dict(letter(told))


def _receiver(by: Viewer, firm: Organisation) -> list[str]:
    site = Site.objects.visible_to(by).filter(organisation=firm, to_on=None).order_by("-main", "pk").first()
    place = [site.address, f"{site.postcode} {site.town}".strip()] if site else []
    number = f"CVR {firm.cvr}" if firm.cvr else f"{firm.country} {firm.foreign_number}".strip()
    return [line for line in (firm.name, *place, number) if line]


def _doubts(used: list[Value]) -> list[str]:
    return [name(value.name) for value in unconfirmed(used)]


def _path(hash: str) -> Path:
    return Path(settings.HOME) / "letters" / f"{hash}.pdf"


def _keep(hash: str, content: bytes) -> None:
    """Whole or not at all: written beside, then moved."""
    path = _path(hash)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)
