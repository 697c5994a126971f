"""Files as they really come: other encodings, other separators, broken, hostile, huge."""

import io
import zipfile
from datetime import date

import pytest

from klynge.core.errors import Wrong
from klynge.register.imports import file
from klynge.register.imports.columns import MEMBERS
from klynge.register.imports.rows import read_rows
from klynge.register.imports.table import MOST_ROWS
from klynge.register.imports.text_file import decoded
from tests.register.lists import ROWS, as_workbook, danish, workbook

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
LIST = "Navn;By\nÆrø Å ApS;Ærøskøbing\n"


def read_table(content):
    return file.read_table(content, MEMBERS)


def read(content):
    return read_rows(read_table(content), TODAY)


def names(content):
    return [(row.member.name, row.member.town) for row in read(content).rows]


ENCODED = {
    "utf-8": LIST.encode(),
    "utf-8 with a mark": LIST.encode("utf-8-sig"),
    "utf-16 little end": b"\xff\xfe" + LIST.encode("utf-16-le"),
    "utf-16 big end": b"\xfe\xff" + LIST.encode("utf-16-be"),
    "utf-16 without mark": LIST.encode("utf-16-le"),
    "windows": LIST.encode("cp1252"),
    "decomposed": LIST.replace("Å", "A\u030a").encode(),
}


@pytest.mark.parametrize("content", ENCODED.values(), ids=ENCODED)
def test_an_encoding_is_found_out_and_the_letters_are_right(content):
    assert names(content) == [("Ærø Å ApS", "Ærøskøbing")]


SEPARATED = {
    "comma": "Name,Town\nA,B\n",
    "semicolon": "Name;Town\nA;B\n",
    "tab": "Name\tTown\nA\tB\n",
    "bar": "Name|Town\nA|B\n",
    "said by a spreadsheet": "sep=;\nName;Town\nA;B\n",
    "old line ends": "Name;Town\rA;B\r",
    "windows line ends": "Name;Town\r\nA;B\r\n",
    "empty rows": "\n\nName;Town\n\n;\nA;B\n\n",
    "a comma in a cell of the head": 'Name;"Town"\nA;B\n',
    "upper case and stars": "NAME *;_town_:\nA;B\n",
}


@pytest.mark.parametrize("text", SEPARATED.values(), ids=SEPARATED)
def test_the_separator_is_found_out(text):
    assert names(text.encode()) == [("A", "B")]


def test_a_quoted_cell_may_hold_line_breaks_quotes_and_separators():
    [row] = read(b'Name;Profil\n"A; ""B"" ApS";"Linje 1\nLinje 2; her"\n').rows
    assert (row.member.name, row.member.profile_da) == ('A; "B" ApS', "Linje 1\nLinje 2; her")


REFUSED = {
    "empty": b"",
    "only a mark": b"\xef\xbb\xbf",
    "only headings": b"Name;Town\n",
    "no name column": b"Town;Street\nA;B\n",
    "cut within a letter": "Name\nÆrø Å".encode()[:-1],
    "two encodings": "Name\nÆrø\n".encode() + "Ærø\n".encode("cp1252"),
    "not in windows either": b"Name\nA\x81\n",
    "NUL": b"Name\nA\x00B\n" + b"x" * 3000,
    "an open quote": b'Name;Town\n"A;B\n' + b"C;D\n" * 10,
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100,
    "a zip of something else": b"PK\x03\x04" + b"\0" * 100,
    "too big": b"Name\n" + b"x" * 60_000_001,
    "101 columns": ("Name" + ";Town" * 101 + "\n" + "A" + ";B" * 101).encode(),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence(content):
    with pytest.raises(Wrong) as refused:
        read(content)
    assert str(refused.value)


def test_a_cut_file_names_the_byte_at_which_it_breaks():
    with pytest.raises(Wrong) as refused:
        decoded("Name\nÆrø".encode()[:-1])
    assert refused.value.facts["byte"] == len("Name\nÆr".encode())


def test_a_hundred_thousand_rows_are_read_and_one_more_is_refused():
    row = b"Some name %d;Viborg\n"
    table = read_table(b"Name;Town\n" + b"".join(row % number for number in range(MOST_ROWS)))
    assert len(table.lines) == MOST_ROWS
    with pytest.raises(Wrong) as refused:
        read_table(b"Name;Town\n" + b"".join(row % number for number in range(MOST_ROWS + 1)))
    assert refused.value.facts["most"] == MOST_ROWS


def problems(content):
    return {(p.row, p.column): MEMBERS.english(p) for p in read(content).problems}


def test_every_problem_is_named_by_row_and_column():
    found = problems(
        "Navn;CVR;Land;Art;Medlem siden;Kommune;Hjemmeside;Kontakt e-mail;Ansatte;Regnskabsår;CPV;Størrelsesklasse;Ukendt\n"
        "A;1234567;;;;;;;;;;;\n"
        "B;;;;31.02.2020;;;;;;;;\n"
        "C;;;sekt;;Ingensteds;;;;;;;\n"
        ";;;;;;javascript:x;ikke en mail;minus en;25;abc;mange;\n"
        "D;13585628;SE;;;;;;;;;;\n"
        "E;;Ruritanien;;;;;;1e3;2025;;;\n"
        "F;;\n".encode()
    )
    assert set(found) == {
        (1, "Ukendt"),
        (2, "cvr"),
        (3, "member_since"),
        (4, "kind"),
        (4, "municipality"),
        (5, "name"),
        (5, "website"),
        (5, "contact_email"),
        (5, "staff"),
        (5, "figures_year"),
        (5, "cpv"),
        (5, "size_band"),
        (6, "country"),
        (7, "country"),
        (7, "staff"),
        (8, ""),
    }
    assert found[2, "cvr"].startswith("Row 2, ")
    assert "eight digits" in found[2, "cvr"]


def test_the_same_member_twice_is_a_problem_at_the_second_row():
    found = problems(b"Name;CVR\nA;13585628\nB;13585628\nC;\nc;\n")
    assert set(found) == {(3, "cvr"), (5, "name")}


def test_an_unknown_audience_is_a_problem_and_never_a_guess():
    assert set(problems(b"Name;TLP\nA;TLP:PINK\n")) == {(2, "label")}
    assert [row.member.label for row in read(b"Name;TLP\nA;tlp: white\n").rows] == ["TLP:CLEAR"]


AMOUNTS = {
    "1234": "1234", "1.234": "1234", "1,234": "1234", "1.234.567": "1234567", "1.234,5": "1234.5", "1,234.56": "1234.56",
    "12,5": "12.5", "12.50": "12.5", "DKK 1.000": "1000", "1 000 kr.": "1000", "1'000": "1000",
}  # fmt: skip


@pytest.mark.parametrize(("cell", "amount"), AMOUNTS.items())
def test_numbers_are_read_as_danes_and_others_write_them(cell, amount):
    [row] = read(f"Name|Turnover|Year\nA|{cell}|2025\n".encode()).rows
    assert format(row.member.turnover.normalize(), "f") == amount


@pytest.mark.parametrize("cell", ["-1", "-0", "1e3", "NaN", "Infinity", "1.23.4", "1,2,3", "12,345.678,9", "0x10", "٣", "1" * 16])
def test_what_is_no_plain_number_is_a_problem(cell):
    assert set(problems(f"Name|Staff|Year\nA|{cell}|2025\n".encode())) == {(2, "staff")}


def test_formulas_are_kept_as_text_and_said():
    book = workbook([["Name", "Town"], ["=1+1", '=HYPERLINK("http://x";"y")']])
    [row] = read(book).rows
    assert (row.member.name, row.member.town) == ("=1+1", '=HYPERLINK("http://x";"y")')
    assert set(problems(book)) == {(2, "name"), (2, "town")}
    assert not read(book).wrong


def test_a_workbooks_numbers_and_days_are_read_as_typed():
    book = workbook(
        [["Name", "CVR", "Municipality", "Member since", "Staff", "Year"], ["A", 13585628, 101, date(2020, 2, 29), 12.5, 2025.0]]
    )
    [row] = read(book).rows
    said = row.member
    assert (said.cvr, said.municipality, said.member_since) == ("13585628", "0101", date(2020, 2, 29))
    assert (str(said.staff), said.figures_year) == ("12.5", 2025)


def _changed(content, change):
    """The workbook with its parts changed: name -> bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for member in source.infolist():
            out.writestr(member.filename, change(member.filename, source.read(member)))
    return target.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
HOSTILE = {
    "entities": lambda name, part: part if "sheet1" not in name else BOMB + part.split(b"?>", 1)[-1],
    "entities in UTF-16": lambda name, part: part if "sheet1" not in name else BOMB.decode().encode("utf-16"),
    "no sheet": lambda name, part: b"" if "sheet1" in name else part,
    "cut sheet": lambda name, part: part[: len(part) // 2] if "sheet1" in name else part,
    "deep": lambda name, part: b"<a>" * 200_000 if "sheet1" in name else part,
    "no workbook": lambda name, part: b"<x/>" if name.endswith("workbook.xml") else part,
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_workbook_is_refused(change):
    with pytest.raises(Wrong):
        read_table(_changed(as_workbook(danish(*ROWS)), change))


def test_a_workbook_of_zeros_is_refused_before_it_is_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for number in range(4):
            out.writestr(f"xl/{number}.xml", b"\0" * 80_000_000)
    with pytest.raises(Wrong) as refused:
        read_table(target.getvalue())
    assert refused.value.facts["most"] == 300


def test_a_workbook_whose_parts_lie_over_each_other_or_twice_is_refused():
    content = bytearray(as_workbook(danish()))
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]  # both in one place
    with pytest.raises(Wrong):
        read_table(bytes(content))
    with zipfile.ZipFile(twice := io.BytesIO(), "w") as out:
        out.writestr("a.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("a.xml", "<b/>")
    with pytest.raises(Wrong):
        read_table(twice.getvalue())
