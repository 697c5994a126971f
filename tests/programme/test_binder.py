"""A binder is frozen on a day, keeps its evidence, and is made again byte for byte; other libraries open its files."""

import csv
import hashlib
import io
import json
import time
from datetime import date
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.tlp import Label
from klynge.programme.actions.binder import export_binder, freeze_binder
from klynge.programme.actions.workbook import add_proof, write_entry
from klynge.programme.binder.pack import pack
from klynge.programme.binder.pdf import pdf
from klynge.programme.models import Binder
from klynge.programme.queries.evidence import EVIDENCE
from klynge.register.models import Membership
from tests.cast import organisation, person
from tests.programme import effect, label

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)


@pytest.fixture
def book(cast):
    """Filled in, with members and a grant as live evidence; one member's name looks like a formula."""
    firm = organisation("=cmd|' /C calc'!A0", label=Label.CLEAR)
    Membership.objects.create(organisation=firm, type="start-up", from_on=date(2021, 3, 1), label=Label.CLEAR)
    effect.grant(effect.activity(), own=Decimal(25))
    made = label.workbook(cast)
    label.fill(cast, made)
    for number, name in (("1.1.0", "members"), ("1.1.1", "members-by-type"), ("3.2", "financing"), ("4.5", "working-groups")):
        add_proof(by=cast.clara, entry_id=label.entry(cast, made, number).id, live=name)
    return made


def freeze(cast, book, language: str = "en") -> Binder:
    return freeze_binder(by=cast.clara, workbook_id=book.pk, language=language, on=DAY)


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Gold label 2027", "248 of 310 points: 80.0 %", "The threshold of 80 % is reached.", "24 November 2026")),
        (
            "da",
            ("Gold label 2013", "248 af 310 point: 80,0 %", "24. november 2026", "æ, ø og å"),
        ),
    ],
)
def test_the_pdf_says_what_the_workbook_says_in_both_languages(cast, book, language, words):
    text = text_of(export_binder(by=cast.clara, binder_id=freeze(cast, book, language).pk, form="pdf").content)
    assert [word for word in words if word not in text.replace("\u00a0", " ")] == []
    assert "TLP:AMBER+STRICT" in text
    assert "Hawk ApS" in text


def test_nothing_that_somebody_wrote_is_read_as_a_command(cast, book):
    text = text_of(export_binder(by=cast.clara, binder_id=freeze(cast, book).pk, form="pdf").content)
    assert "And #this [is] *text*, $not$ markup." in text
    assert "=cmd|" in text


def test_what_has_no_points_yet_says_so_and_is_no_nought(cast, book):
    text = text_of(export_binder(by=cast.clara, binder_id=freeze(cast, book).pk, form="pdf").content)
    assert "No points yet" not in text
    write_entry(by=cast.clara, entry_id=label.entry(cast, book, "1.2").id)
    told = freeze_binder(by=cast.clara, workbook_id=book.pk, language="en", on=DAY)
    assert text_of(export_binder(by=cast.clara, binder_id=told.pk, form="pdf").content).count("No points yet · Not begun") == 1


def test_a_page_of_the_pdf_is_a_picture_with_ink_on_it(cast, book):
    document = pypdfium2.PdfDocument(export_binder(by=cast.clara, binder_id=freeze(cast, book).pk, form="pdf").content)
    inked = [(page.render(scale=1).to_numpy() < 128).any() for page in document]
    assert len(inked) > 5
    assert all(inked)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pdf_can_be_read_aloud(cast, book, language):
    """PDF/UA-1: typst refuses a file without its title, with a heading left out or a picture without words."""
    content = export_binder(by=cast.clara, binder_id=freeze(cast, book, language).pk, form="pdf").content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert f"/Lang({language})".encode() in content.rpartition(b"/Type/Catalog")[2]
    assert pypdfium2.PdfDocument(content).get_metadata_dict()["Title"].startswith("Gold label 2027 · ")


def test_the_same_facts_give_the_same_bytes_whenever_they_are_made(cast, book):
    facts = freeze(cast, book).facts
    first = (pdf(facts), pack(facts))
    time.sleep(2.1)  # a ZIP's clock ticks every two seconds
    assert (pdf(facts), pack(facts)) == first


def test_a_binder_keeps_its_evidence_when_the_register_goes_on(cast, book):
    binder = freeze(cast, book)
    before = export_binder(by=cast.clara, binder_id=binder.pk, form="zip").content
    with pytest.raises(Conflict):
        freeze(cast, book)
    Membership.objects.system_rows("Kite leaves").filter(organisation=cast.kite).update(to_on=date(2026, 11, 1))
    assert export_binder(by=cast.clara, binder_id=binder.pk, form="zip").content == before
    later = freeze(cast, book)
    assert later.hash != binder.hash
    names = [row[0] for one in later.facts["evidence"] if one["name"] == "members" for row in one["rows"]]
    assert names == ["=cmd|' /C calc'!A0", "Hawk ApS"]


def test_the_zip_holds_the_pdf_the_tables_and_a_hash_of_each(cast, book):
    file = ZipFile(io.BytesIO(export_binder(by=cast.clara, binder_id=freeze(cast, book).pk, form="zip").content))
    told = json.loads(file.read("manifest.json"))
    assert file.namelist() == [
        "binder.pdf",
        "evidence.xlsx",
        "evidence/financing.csv",
        "evidence/members-by-type.csv",
        "evidence/members.csv",
        "evidence/working-groups.csv",
        "facts.json",
        "manifest.json",
    ]
    assert told["files"] == {
        name: hashlib.sha256(file.read(name)).hexdigest() for name in file.namelist() if name != "manifest.json"
    }
    sheets = openpyxl.load_workbook(io.BytesIO(file.read("evidence.xlsx")))
    rows = [[cell.value for cell in row] for row in sheets.worksheets[0].iter_rows()]
    assert rows[0] == ["Organisation", "Membership type", "Kind", "Member since"]
    assert (rows[1][0], rows[1][3].date()) == ("=cmd|' /C calc'!A0", date(2021, 3, 1))
    assert sheets.worksheets[0]["A2"].data_type == "s"
    money = next(sheet for sheet in sheets.worksheets if "financing" in sheet.title)
    assert [money.cell(2, place).value for place in range(3, 7)] == [1000, 333.33, 25, 0]
    lines = list(csv.reader(io.StringIO(file.read("evidence/members.csv").decode("utf-8-sig"))))
    assert lines[1] == ["'=cmd|' /C calc'!A0", "Start-up", "Company", "2021-03-01"]


def test_every_kind_of_evidence_fits_in_a_binder_in_both_languages(cast, book):
    line = label.entry(cast, book, "2.6")
    for name in EVIDENCE:
        add_proof(by=cast.clara, entry_id=line.id, live=name)
    for language in ("da", "en"):
        facts = freeze(cast, book, language).facts
        assert {one["name"] for one in facts["evidence"]} == set(EVIDENCE)
        file = ZipFile(io.BytesIO(pack(facts)))
        assert len(openpyxl.load_workbook(io.BytesIO(file.read("evidence.xlsx"))).worksheets) == len(EVIDENCE)


def test_facts_that_were_changed_behind_our_back_are_not_given_out(cast, book):
    binder = freeze(cast, book)
    Binder.objects.system_rows("somebody changes the database").update(facts={**binder.facts, "label": "Platinum"})
    with pytest.raises(Conflict):
        export_binder(by=cast.clara, binder_id=binder.pk, form="pdf")


def test_only_the_house_freezes_and_gives_out(cast, book):
    binder = freeze(cast, book)
    for viewer in (cast.anna, cast.erik, cast.guest, person("Bodil", role="board")):
        with pytest.raises(Refused):
            freeze_binder(by=viewer, workbook_id=book.pk, language="en")
        with pytest.raises(Refused):
            export_binder(by=viewer, binder_id=binder.pk, form="pdf")
    for form in ("docx", ""):
        with pytest.raises(Wrong):
            export_binder(by=cast.clara, binder_id=binder.pk, form=form)
    with pytest.raises(Wrong):
        freeze_binder(by=cast.clara, workbook_id=book.pk, language="fr")
