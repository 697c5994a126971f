"""Drafts and frozen packs of the half-year that was counted by hand, for the tests of report packs."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from klynge.ledger.actions.grants import add_due
from klynge.ledger.models import Due
from klynge.programme.actions.indicator import set_targets
from klynge.programme.actions.pack import freeze_pack, pack_file, start_pack
from klynge.programme.models import Pack
from tests.programme.half import HALF, WHY, counted_by_hand

TODAY = date(2026, 8, 1)


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def half(cast):
    """The half-year counted by hand, with a report owed to each funder."""
    made = counted_by_hand(cast)
    for grant in (made.ufs, made.deb):
        add_due(
            by=made.finance,
            grant_id=grant.pk,
            kind="half-yearly",
            from_on=HALF.from_on,
            to_on=HALF.to_on,
            due_on=date(2026, 8, 31),
        )
    set_targets(
        by=made.finance, grant_id=made.ufs.pk, from_on=HALF.from_on, to_on=HALF.to_on, values={"ufs-companies": Decimal(12)}
    )
    return made


def draft(half, grant) -> Pack:
    return start_pack(by=half.finance, due_id=Due.objects.system_rows(WHY).get(grant=grant).pk)


def frozen(half, grant) -> Pack:
    return freeze_pack(by=half.finance, pack_id=draft(half, grant).pk, today=TODAY)


def file(half, pack, form, language="en"):
    return pack_file(by=half.finance, pack_id=pack.pk, form=form, language=language, today=TODAY).content


def sheets(half, pack, language="en") -> dict[str, list[tuple]]:
    book = load_workbook(BytesIO(file(half, pack, "xlsx", language)))
    return {sheet.title: list(sheet.values) for sheet in book}
