"""Aid of our own in a period, with the fields that a register of state aid asks for."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.ledger.models import Activity, Aid, Grant
from klynge.ledger.words import AID
from klynge.register.models import Organisation, Person
from klynge.register.places import regions_on
from klynge.register.reference_tables import tree
from klynge.register.sheets import File, Writer

_WHO = "who got aid is named to whoever may take the row of aid itself out of the house"
_SETTLED = "whether a promise was settled is the same for everybody"


def export_aid(*, by: Viewer, form: str, language: str, from_on: date, to_on: date, grant_id: int | None = None) -> File:
    """A CSV or XLSX file: a line for each row of aid that stands, promises with the amount that is expected. Headings, decimals and
    words in the language that is active, which `language` names."""
    writer = Writer(form, danish=language == "da")
    if to_on < from_on:
        raise Wrong("It would end before it begins. Choose a later day.", where="to_on")
    if grant_id is not None:
        the(Grant, by, verb="export", pk=grant_id)
    settled = Aid.objects.system_rows(_SETTLED).filter(live=True).exclude(promise_id=None).values("promise_id")
    rows = (
        Aid.objects.visible_to(by, verb="export").filter(live=True, ours=True, on__range=(from_on, to_on)).exclude(pk__in=settled)
    )
    if grant_id is not None:
        rows = rows.filter(grant_id=grant_id)
    found = list(rows.order_by("on", "pk"))
    file = writer.file(f"aid-{from_on.isoformat()}-{to_on.isoformat()}", _headings(), _lines(by, found, writer.decimal, language))
    if by.person_id is not None:
        with transaction.atomic():
            record(by=by, verb="export aid", what=Person(pk=by.person_id), rows=len(found), form=form)
    return file


def _headings() -> list[str]:
    return [
        _("Recipient's number"),
        _("Recipient"),
        _("SME or large"),
        _("Region"),
        _("Sector"),
        _("Amount"),
        _("Currency"),
        _("Amount in euro"),
        _("Expected or actual"),
        _("Aid instrument"),
        _("Day of the grant"),
        _("Granted by"),
        _("Funder"),
        _("Grant"),
        _("Purpose"),
        _("Legal basis"),
    ]


def _lines(by: Viewer, rows: list[Aid], decimal: str, language: str) -> Iterator[list[str]]:
    firms = Organisation.objects.system_rows(_WHO).filter(pk__in={row.organisation_id for row in rows}).in_bulk()
    grants = Grant.objects.visible_to(by).filter(pk__in={row.grant_id for row in rows if row.grant_id}).in_bulk()
    activities = Activity.objects.visible_to(by).filter(pk__in={row.activity_id for row in rows if row.activity_id})
    titles = dict(activities.values_list("pk", "title"))
    own = tree("own")
    for row in rows:
        firm, grant = firms[row.organisation_id], grants.get(row.grant_id)
        title = titles.get(row.activity_id, "")
        yield [
            firm.cvr or f"{firm.country} {firm.foreign_number}".strip(),
            firm.name,
            {True: _("SME"), False: _("large"), None: ""}[row.sme],
            regions_on(row.on, language).get(row.region, row.region),
            own.label(row.field, language) if row.field in own else row.field,
            _number(row.amount, decimal),
            row.currency,
            _number(row.euro, decimal),
            _("expected") if row.step == "promised" else _("actual"),
            _("services below their price"),
            row.on.isoformat(),
            settings.CLUSTER,
            grant.funder if grant else "",
            " ".join(one for one in (grant.name, grant.number) if one) if grant else "",
            row.what if title in ("", row.what) else f"{row.what} ({title})",
            str(AID.get(row.basis, row.basis)),
        ]


def _number(amount: Decimal, decimal: str) -> str:
    return f"{amount:.2f}".replace(".", decimal)
