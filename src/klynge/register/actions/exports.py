"""The members as a list that import takes in again without change."""

from datetime import date

from django.db import transaction

from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.register.imports.columns import COLUMNS
from klynge.register.imports.values import said
from klynge.register.models import Person
from klynge.register.queries.member_list import member_list
from klynge.register.sheets import File, Writer


def export_members(*, by: Viewer, form: str, language: str, today: date) -> File:
    """A CSV or XLSX file with the members and the fields that the viewer may take out of the house: of all members for the
    secretariat, of their own firm for those who look after one. Headings and decimals in Danish ("da") or English."""
    writer = Writer(form, danish=language == "da")
    known = member_list(by, today, verb="export")
    headings = [column.danish if writer.danish else column.english for column in COLUMNS]
    rows = ([said(getattr(one.member, column.name), writer.decimal) for column in COLUMNS] for one in known)
    file = writer.file(f"members-{today.isoformat()}", headings, rows)
    if by.person_id is not None:
        with transaction.atomic():
            record(by=by, verb="export list", what=Person(pk=by.person_id), rows=len(known), form=form)
    return file
