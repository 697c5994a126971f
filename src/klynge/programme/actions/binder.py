"""Freezing a workbook on a day, and giving it out as a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.tlp import Label, strictest
from klynge.programme.binder.facts import VERSION, digest, of_evidence, plain
from klynge.programme.binder.pack import pack
from klynge.programme.binder.pdf import pdf
from klynge.programme.models import Binder, Workbook
from klynge.programme.queries.evidence import evidence
from klynge.programme.queries.shapes import Evidence
from klynge.programme.queries.workbook import EntryLine, Score, WorkbookCard, entries, one_workbook
from klynge.web import formats

PDF, ZIP = "pdf", "zip"
_TYPES = {PDF: "application/pdf", ZIP: "application/zip"}
LANGUAGES = ("da", "en")


@dataclass(frozen=True, slots=True)
class File:
    """`type` is the media type."""

    name: str
    type: str
    content: bytes


def freeze_binder(*, by: Viewer, workbook_id: int, language: str, on: date | None = None) -> Binder:
    """The workbook as it stands, with its live evidence as of now; the same state on the same day is one binder."""
    if language not in LANGUAGES:
        raise Wrong("A binder is made in Danish or in English.", where="language")
    with transaction.atomic():
        workbook = the(Workbook, by, verb="change", pk=workbook_id)
        day = on or timezone.localdate()
        card, lines = one_workbook(by, workbook_id), entries(by, workbook_id, language)
        names = dict.fromkeys(proof.live for line in lines for proof in line.proofs if proof.live)
        shown = [evidence(by, name, today=day, language=language) for name in names]
        tlp = strictest([Label.STRICT, *(one.label for one in shown)])
        if tlp is Label.RED:
            raise Wrong("Something here is TLP:RED and may not stand in a file. Take that proof out.", where="live")
        with translation.override(language):
            facts = _facts(card, lines, shown, day, language, tlp, workbook.demo)
        made = digest(facts)
        if Binder.objects.visible_to(by).filter(workbook=workbook, hash=made).exists():
            raise Conflict("Nothing has changed since this binder was frozen. Take that one.")
        row = Binder.objects.create(
            workbook=workbook,
            on=day,
            language=language,
            facts=facts,
            hash=made,
            made_at=timezone.now(),
            made_by_id=by.person_id,
        )
        record(by=by, verb="freeze binder", what=row, workbook=workbook.pk, hash=made)
    return row


def export_binder(*, by: Viewer, binder_id: int, form: str) -> File:
    """A frozen binder as "pdf" or "zip", made from its facts. Raises Conflict when they are not what was frozen."""
    with transaction.atomic():
        row = the(Binder, by, verb="export", pk=binder_id)
        if form not in _TYPES:
            raise Wrong("A binder is given out as pdf or zip.", where="form")
        if digest(row.facts) != row.hash:
            raise Conflict("What was frozen does not fit its hash any more. Freeze the workbook again.")
        content = pdf(row.facts) if form == PDF else pack(row.facts)
        record(by=by, verb="export binder", what=row, form=form, hash=row.hash)
    return File(f"label-{row.on.isoformat()}-{row.language}.{form}", _TYPES[form], content)


def _facts(
    card: WorkbookCard, lines: list[EntryLine], shown: list[Evidence], day: date, language: str, tlp: Label, demo: bool
) -> dict[str, Any]:
    titles = {one.name: one.title for one in shown}
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(_entry(line, language, titles))
    return {
        "version": VERSION,
        "language": language,
        "label": card.label,
        "set": card.set_name,
        "cluster": settings.CLUSTER,
        "on": plain(day),
        "tlp": tlp.value,
        "demo": _("This is a demonstration: members, people, days and points are invented.") if demo else "",
        "days": [[name, plain(value)] for name, value in _days(card, day)],
        "score": score_words(card.score),
        "unconfirmed": unconfirmed(card.unconfirmed),
        "groups": [{"name": name, "entries": found} for name, found in groups.items()],
        "evidence": [of_evidence(one) for one in shown],
        "words": _words(),
    }


def _entry(line: EntryLine, language: str, titles: dict[str, str]) -> dict[str, Any]:
    proofs = []
    for proof in line.proofs:
        kind = "live" if proof.live else "address" if proof.address else "text"
        value = proof.live or proof.address or proof.text
        proofs.append({"kind": kind, "value": value, "title": titles.get(proof.live, "")})
    return {
        "number": line.number,
        "name": line.name,
        "owner": line.owner,
        "points": plain(line.points),
        "of": plain(line.of),
        "threshold": plain(line.threshold),
        "state": line.state,
        "note": line.note(language),
        "proofs": proofs,
    }


def _days(card: WorkbookCard, day: date) -> list[tuple[str, date | None]]:
    found = [(_("As it stood on"), day), (_("Held from"), card.from_on), (_("Expires after"), card.expires_on)]
    found += [(_("Apply from"), card.window_from_on), (_("Apply until"), card.window_to_on)]
    return [(name, value) for name, value in found if value is not None]


def unconfirmed(criteria: int) -> str:
    """That nobody has held so many criteria against the label's own list; "" when somebody has."""
    if not criteria:
        return ""
    return ngettext("%(n)d criterion not confirmed", "%(n)d criteria not confirmed", criteria) % {"n": criteria}


def score_words(score: Score) -> dict[str, str]:
    """The result in one line and in one sentence, in the language that is active."""
    threshold = formats.number(score.threshold)
    if score.percent is None:
        return {"head": _("No points yet"), "text": _("The threshold is %(threshold)s %%.") % {"threshold": threshold}}
    said = {"points": formats.number(score.points), "of": formats.number(score.of), "percent": formats.number(score.percent, 1)}
    head = _("%(points)s of %(of)s points: %(percent)s %%") % said
    rest = {"threshold": threshold, "entered": score.entered, "criteria": score.criteria}
    if score.reached is None:
        return {
            "head": head,
            "text": _("Points of %(entered)d of %(criteria)d criteria are entered. The threshold is %(threshold)s %%.") % rest,
        }
    text = (
        _("The threshold of %(threshold)s %% is reached.")
        if score.reached
        else _("The threshold of %(threshold)s %% is not reached.")
    )
    return {"head": head, "text": text % rest}


def _words() -> dict[str, str]:
    return {
        "score": _("Result"),
        "contents": _("Contents"),
        "points": _("Points"),
        "unscored": _("No points yet"),
        "of": _("of"),
        "threshold": _("at least"),
        "owner": _("Looked after by"),
        "proofs": _("Proofs"),
        "unproven": _("No proof yet."),
        "see": _("See"),
        "evidence": _("Evidence"),
        "nothing": _("Nothing to show."),
    }
