"""The workbook of a label: opened for one round, filled in criterion by criterion, with its proofs."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.programme import reference
from klynge.programme.actions.survey import require_house
from klynge.programme.models import Criterion, CriterionSet, Entry, Proof, Workbook
from klynge.programme.queries.evidence import EVIDENCE
from klynge.programme.queries.secretaries import secretaries
from klynge.register.texts import tidy, website

SETS = (("gold", "2013", "Gold label"),)  # key, version, name; each a file of its own
PROOFS = 20  # of one criterion


def load_criteria(*, by: Viewer) -> int:
    """Takes in the criteria that come with Klynge; says how many sets were new. Again changes nothing."""
    new = 0
    with transaction.atomic():
        require_house(by)
        for key, version, name in SETS:
            rows = CriterionSet.objects.system_rows("sets are told apart by key and version")
            made, fresh = rows.get_or_create(key=key, version=version, defaults={"name": name})
            if not fresh:
                continue
            new += 1
            Criterion.objects.bulk_create(
                Criterion(
                    set=made,
                    place=place,
                    silver=line["silver"] == "yes",
                    confirmed=line["confirmed"] == "yes",
                    **{name: line[name] for name in ("number", "group_da", "group_en", "name_da", "name_en", "source")},
                )
                for place, line in enumerate(reference.criteria(key, version), start=1)
            )
            record(by=by, verb="take in criteria", what=made, key=key, version=version)
    return new


def confirm_criterion(*, by: Viewer, criterion_id: int) -> Criterion:
    """Somebody has held the criterion against the label's own list."""
    with transaction.atomic():
        row = the(Criterion, by, verb="change", pk=criterion_id)
        row.confirmed = True
        row.save()
        record(by=by, verb="confirm criterion", what=row, number=row.number)
    return row


def open_workbook(
    *,
    by: Viewer,
    label: str,
    set_id: int,
    window_from_on: date,
    window_to_on: date,
    from_on: date | None = None,
    expires_on: date | None = None,
    threshold: Decimal = Decimal(80),
    earlier_id: int | None = None,
) -> Workbook:
    """A new round with an entry for each criterion. With `earlier_id` it begins from that workbook: owners, notes, proofs and what a
    criterion can give; the points are won anew."""
    with transaction.atomic():
        require_house(by)
        criteria = list(Criterion.objects.visible_to(by).filter(set=the(CriterionSet, by, pk=set_id)))
        row = Workbook(set_id=set_id, made_at=timezone.now())
        _fill(row, label, window_from_on, window_to_on, from_on, expires_on, threshold)
        row.save()
        Entry.objects.bulk_create(Entry(workbook=row, criterion=one) for one in criteria)
        if earlier_id is not None:
            _carry_over(by, the(Workbook, by, pk=earlier_id), row)
        record(by=by, verb="open workbook", what=row)
    return row


def change_workbook(
    *,
    by: Viewer,
    workbook_id: int,
    label: str,
    window_from_on: date,
    window_to_on: date,
    from_on: date | None = None,
    expires_on: date | None = None,
    threshold: Decimal = Decimal(80),
) -> Workbook:
    """Its name, days and threshold; its criteria stay."""
    with transaction.atomic():
        row = the(Workbook, by, verb="change", pk=workbook_id)
        _fill(row, label, window_from_on, window_to_on, from_on, expires_on, threshold)
        row.save()
        record(by=by, verb="change workbook", what=row)
    return row


def _fill(
    row: Workbook, label: str, start: date, end: date, from_on: date | None, expires_on: date | None, threshold: Decimal
) -> None:
    row.label = tidy(label, where="label")[:200]
    if not row.label:
        raise Wrong("A workbook needs the name of its label.", where="label")
    if end < start:
        raise Wrong("The window closes after it opens. Choose a later day.", where="window_to_on")
    if from_on and expires_on and expires_on < from_on:
        raise Wrong("A label expires after it was given. Choose a later day.", where="expires_on")
    if not 0 <= threshold <= 100:
        raise Wrong("A threshold is from 0 to 100 percent.", where="threshold")
    row.window_from_on, row.window_to_on, row.from_on, row.expires_on = start, end, from_on, expires_on
    row.threshold = threshold


def _carry_over(by: Viewer, earlier: Workbook, row: Workbook) -> None:
    """Criteria are the same when their number is: a newer version may have more of them."""
    numbers = dict(Criterion.objects.visible_to(by).filter(set_id__in=[earlier.set_id, row.set_id]).values_list("pk", "number"))
    then = {numbers[one.criterion_id]: one for one in Entry.objects.visible_to(by).filter(workbook=earlier)}
    proofs = list(Proof.objects.visible_to(by).filter(entry__in=[one.pk for one in then.values()]))
    new: list[Proof] = []
    for entry in Entry.objects.visible_to(by, verb="change").filter(workbook=row):
        old = then.get(numbers[entry.criterion_id])
        if old is None:
            continue
        for name in ("owner_id", "of", "threshold", "note_da", "note_en"):
            setattr(entry, name, getattr(old, name))
        entry.save()
        new += [Proof(entry=entry, text=one.text, address=one.address, live=one.live) for one in proofs if one.entry_id == old.pk]
    Proof.objects.bulk_create(new)


def write_entry(
    *,
    by: Viewer,
    entry_id: int,
    owner_id: int | None = None,
    points: Decimal | None = None,
    of: Decimal | None = None,
    threshold: Decimal | None = None,
    note_da: str = "",
    note_en: str = "",
    state: str = Entry.OPEN,
) -> Entry:
    """How a criterion stands. None is not entered yet, and no nought."""
    with transaction.atomic():
        row = the(Entry, by, verb="change", pk=entry_id)
        if owner_id is not None and owner_id not in dict(secretaries(by)):
            raise Wrong("Only somebody of the secretariat looks after a criterion.", where="owner_id")
        if state not in dict(Entry.STATES):
            raise Wrong("Choose how far it is.", where="state")
        for where, number in (("points", points), ("of", of), ("threshold", threshold)):
            if number is not None and not 0 <= number < 10_000:
                raise Wrong("Points are from 0 to 9999.", where=where)
        for where, number in (("points", points), ("threshold", threshold)):
            if number is not None and (of is None or number > of):
                raise Wrong("There cannot be more points than the criterion gives. Enter what it gives.", where=where)
        row.owner_id, row.points, row.of, row.threshold, row.state = owner_id, points, of, threshold, state
        row.note_da = tidy(note_da, where="note_da", lines=True)[:4000]
        row.note_en = tidy(note_en, where="note_en", lines=True)[:4000]
        row.save()
        record(by=by, verb="write entry", what=row, state=state)
    return row


def add_proof(*, by: Viewer, entry_id: int, text: str = "", address: str = "", live: str = "") -> Proof:
    """One of: a text, an address on the web, or the name of live evidence."""
    with transaction.atomic():
        entry = the(Entry, by, verb="change", pk=entry_id)
        text, address = tidy(text, where="text", lines=True), tidy(address, where="address")
        if sum(map(bool, (text, address, live))) != 1:
            raise Wrong("Give one proof at a time: a text, an address, or what Klynge knows.", where="text")
        if len(text) > 1000 or len(address) > 400:
            raise Wrong("The proof is too long. Shorten it.", where="text" if text else "address")
        if live and live not in EVIDENCE:
            raise Wrong("Klynge has no such evidence. Choose from the list.", where="live")
        known = Proof.objects.visible_to(by).filter(entry=entry)
        if known.count() >= PROOFS:
            raise Wrong("A criterion has at most %(most)d proofs. Remove one first.", where="text", most=PROOFS)
        said = {"text": text, "address": website(address) if address else "", "live": live}
        if known.filter(**said).exists():
            raise Conflict("This proof is there already.", where="live" if live else "text")
        made = Proof.objects.create(entry=entry, **said)
        record(by=by, verb="add proof", what=made, live=live)
    return made


def remove_proof(*, by: Viewer, proof_id: int) -> int:
    """Takes a proof away; the id of its entry. Frozen binders keep it."""
    with transaction.atomic():
        row = the(Proof, by, verb="change", pk=proof_id)
        record(by=by, verb="remove proof", what=row, live=row.live)
        entry: int = row.entry_id
        row.delete()
    return entry
