"""What goes out as a list comes in again as it was."""

import csv
import io
from datetime import date

import pytest

from klynge.access.journal import lines
from klynge.core.tlp import Label
from klynge.register.actions.exports import export_members
from klynge.register.actions.imports import import_members, take_in
from klynge.register.models import Fact, Organisation
from klynge.register.queries.member_list import member_list
from tests.register.lists import ROWS, danish
from tests.register.test_import import register

TODAY = date(2026, 11, 23)


def export(viewer, form="csv", language="da"):
    return export_members(by=viewer, form=form, language=language, today=TODAY)


def table(file):
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def take(cast, content):
    made = import_members(by=cast.clara, name="list", content=content, today=TODAY)
    return take_in(by=cast.clara, import_id=made.pk, today=TODAY)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_exported_list_taken_in_again_changes_nothing(cast, form, language):
    take(cast, danish())
    before = register()
    again = take(cast, export(cast.clara, form, language).content)
    assert again.counts == {"new": 0, "changed": 0, "same": 6, "wrong": 0}
    assert register() == before


def test_export_gives_back_what_was_taken_in(cast):
    take(cast, danish())
    rows = {row["Navn"]: row for row in table(export(cast.clara))}
    radar = rows["Æbelø Radar ApS"]
    assert {name: radar[name] for name in ("CVR-nummer", "Kommune", "Ansatte", "Omsætning", "CPV-koder", "Certifikater")} == {
        "CVR-nummer": "13585628",
        "Kommune": "0791",
        "Ansatte": "24",
        "Omsætning": "12500000,5",
        "CPV-koder": "35613000; 48000000",
        "Certifikater": "AQAP 2110; ISO 9001 (2027-05-01)",
    }
    assert radar["Profil (dansk)"] == "Vi bygger radar;\nog sensorer"
    assert set(rows) == {"Æbelø Radar ApS", "Sjöfart AB", "Nordjysk Universitet", "Hawk ApS", "Kite ApS", "Cluster Abroad"}


NASTY = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "'=1",
    "''=1",
    "O'Neill",
    "'t Hooft",
    "Ole <script>alert(1)</script>",
]


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_worked_out_by_a_spreadsheet_and_each_comes_back_as_it_was(cast, form, name):
    Organisation.objects.system_rows("test").filter(pk=cast.hawk.pk).update(name=name)
    file = export(cast.clara, form)
    if form == "csv":
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in table(file) for cell in row.values())
    assert take(cast, file.content).counts["same"] == 3
    assert Organisation.objects.visible_to(cast.clara).get(pk=cast.hawk.pk).name == name


def test_everybody_takes_out_only_what_is_theirs_to_take(cast):
    for organisation, word in ((cast.hawk, "hawkword"), (cast.kite, "kiteword")):
        for language, label in (("da", Label.GREEN), ("en", Label.STRICT)):
            Fact.objects.create(
                organisation=organisation, name="profile", language=language, value=f"{word} {label}", label=label
            )
    names = {name: [row["Navn"] for row in table(export(viewer))] for name, viewer in cast.everybody().items()}
    assert names == {
        "guest": [],
        "anna": ["Hawk ApS"],
        "ben": ["Kite ApS"],
        "clara": ["Cluster Abroad", "Hawk ApS", "Kite ApS"],
        "dora": ["Cluster Abroad"],
        "erik": [],
    }
    assert b"kiteword" not in export(cast.anna).content
    assert b"hawkword TLP:AMBER+STRICT" in export(cast.anna).content


def test_an_export_stands_in_the_journal(cast):
    export(cast.clara)
    [line] = lines(cast.clara, kind="register.Person")
    assert (line.person_id, line.verb, line.facts) == (cast.clara.person_id, "export list", {"rows": 3, "form": "csv"})


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_queries_for_one_row_and_for_three(cast, rows, django_assert_num_queries):
    take(cast, danish(*ROWS[:rows]))

    with django_assert_num_queries(10):
        member_list(cast.clara, TODAY)
