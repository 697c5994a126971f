"""A mark is found wherever it stands in a file; what cannot be read waits for a person and is never called clean."""

import gzip
import subprocess
import sys
import time

import pytest

from klynge.connectors.papers.judge import judged
from klynge.connectors.papers.look import MOST_BYTES, looked_through
from klynge.core.marking.look import Outcome
from tests.connectors.papers.made import docx, paragraph, pdf, pdf_with, png, xlsx, zipped

MARK = "NATO SECRET"
TALL = "#set page(height: 20cm)\n"
MARKED = {
    "name": ("NATO_SECRET_plan.txt", b"x"),
    "text": ("a.txt", f"x\n{MARK}\n".encode()),
    "text, UTF-16": ("a.txt", f"x\n{MARK}\n".encode("utf-16")),
    "text, cp1252": ("a.txt", "VS-NUR FÜR DEN DIENSTGEBRAUCH\r\n".encode("cp1252")),
    "cell of a list": ("a.csv", b"name;level\nx;FORTROLIGT\n"),
    "JSON with escapes": ("a.json", b'{"a": "NATO \\u0053ECRET"}'),
    "web page": ("a.html", b"<p>S&#69;C<b>RET</b></p>"),
    "attribute of a drawing": ("a.svg", b"<?xml version='1.0'?><svg><text label='NATO SECRET'>x</text></svg>"),
    "comment in XML": ("a.xml", b"<?xml version='1.0'?><a><!--NATO SECRET--></a>"),
    "document, cut in pieces": ("a.docx", docx(document=paragraph("NA", "TO SEC", "RET"))),
    "document, header": ("a.docx", docx(header1=paragraph(MARK))),
    "document, footnote": ("a.docx", docx(footnotes=paragraph(MARK))),
    "document, deleted": ("a.docx", docx(document=f"<w:p><w:del><w:delText>{MARK}</w:delText></w:del></w:p>")),
    "document, water mark": ("a.docx", docx(header2=f"<w:pict><w:textpath string='{MARK}'/></w:pict>")),
    "document, words for a picture": ("a.docx", docx(document=f"<w:docPr descr='{MARK}'/>")),
    "document within a document": ("a.docx", docx(**{"word/embeddings/b.docx": docx(document=paragraph(MARK))})),
    "workbook, cell": ("a.xlsx", xlsx(MARK)),
    "workbook, header": ("a.xlsx", xlsx(header=MARK)),
    "workbook, label": ("a.xlsx", xlsx(label=MARK)),
    "workbook, sheet": ("a.xlsx", xlsx(sheet=MARK)),
    "workbook, note": ("a.xlsx", xlsx(note=MARK)),
    "open document": ("a.odt", zipped({"mimetype": "x", "content.xml": f"<a><p>x</p><p>{MARK}</p></a>"})),
    "paper, header": ("a.pdf", pdf(f"{TALL}#set page(header: [{MARK}])\nHello")),
    "paper, foot with words": ("a.pdf", pdf(f"{TALL}#set page(footer: [Plan NATO Restricted v2])\nHello")),
    "paper, last page": ("a.pdf", pdf(f"{TALL}Hello #pagebreak() there #pagebreak() #v(6cm) {MARK}")),
    "paper, note": ("a.pdf", pdf_with(note=MARK)),
    "paper, property": ("a.pdf", pdf_with(title=MARK)),
    "paper, attached": ("a.pdf", pdf_with(attached={"b.txt": MARK.encode()})),
    "zip in zip": ("a.zip", zipped({"b.zip": zipped({"c.docx": docx(document=paragraph(MARK))})})),
    "folder in a zip": ("a.zip", zipped({"NATO SECRET/c.txt": "x"})),
    "comment of a zip": ("a.zip", zipped({"c.txt": "x"}, MARK.encode())),
    "packed": ("a.txt.gz", gzip.compress(MARK.encode())),
    "zip by another name": ("a.dat", zipped({"c.txt": MARK})),
    "picture, note": ("a.png", png(note=b"Comment\0NATO SECRET")),
    "mail, subject": ("a.eml", b"From: a@example.org\r\nSubject: =?utf-8?B?TkFUTyBTRUNSRVQ=?=\r\n\r\nhello"),
    "mail, web page": ("a.eml", b"From: a@example.org\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>NATO <i>SEC</i>RET</p>"),
    "mail, attached": (
        "a.eml",
        b"From: a@example.org\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n"
        b"--q\r\nContent-Type: text/plain\r\n\r\nx\r\n"
        b"--q\r\nContent-Disposition: attachment; filename=b.txt\r\nContent-Transfer-Encoding: base64\r\n\r\nTkFUTyBTRUNSRVQ=\r\n--q--\r\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", MARKED)
def test_a_mark_is_found_wherever_it_stands(what):
    found = judged(*MARKED[what])
    assert found is not None
    assert found.outcome is Outcome.REFUSE
    assert found.rule.split()[0] in ("banner", "alone")


UNREADABLE = {
    "picture": ("a.png", png()),
    "no-text": ("a.pdf", pdf("#rect()")),
    "pdf": ("a.pdf", pdf_with(password="secret of the test")),
    "old-office": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100),
    "kind": ("a.bin", b"\0\1\2"),
    "nested-too-deep": ("a.zip", zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": "x"})})})),
    "bomb": ("a.zip", None),
    "doctype": ("a.xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>"),
    "xml": ("a.docx", docx(**{"word/document.xml": b"<a><b></a>"})),
    "mail": ("a.eml", b"hello"),
    "unsafe-name": ("a.zip", zipped({"../b.txt": "x"})),
}


@pytest.mark.parametrize("reason", UNREADABLE)
def test_what_cannot_be_read_waits_for_a_person(reason):
    name, body = UNREADABLE[reason]
    found = judged(name, body if body is not None else bomb())
    assert (found.outcome, found.rule) == (Outcome.HOLD, f"unreadable {reason}")


def bomb() -> bytes:
    import io
    from zipfile import ZIP_DEFLATED, ZipFile

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive, archive.open("zeros.txt", "w", force_zip64=True) as file:
        for _ in range(150):
            file.write(bytes(1_000_000))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("list.csv", "Navn;CVR\nFjord ApS;11111118\n".encode("utf-8-sig")),
        ("list.xlsx", xlsx("Fjord ApS", header="Members", label="Internal")),
        ("letter.docx", docx(header1=paragraph("Confidential when signed"))),
        ("paper.pdf", pdf("Secret Santa is on the 12th; the restricted procedure is described in the annex.")),
        ("mail.eml", b"From: a@example.org\r\nSubject: Fortroligt om priser\r\n\r\nhello"),
        ("all.zip", zipped({"a.txt": "x", "b/c.csv": "name;y\nz;q\n"})),
        ("empty.txt", b""),
    ],
)
def test_ordinary_files_are_let_in(name, body):
    assert judged(name, body) is None


def test_in_its_own_process_the_answer_is_the_same():
    for name, body in (MARKED["workbook, label"], UNREADABLE["kind"], ("a.txt", b"hello")):
        assert looked_through(name, body) == judged(name, body)


def test_a_file_that_takes_too_long_waits_for_a_person_and_costs_no_more(monkeypatch):
    began = time.monotonic()
    heavy = ("nato secret " * 4_000_000).encode()
    found = looked_through("a.txt", heavy, seconds=1)
    assert (found.outcome, found.rule) == (Outcome.HOLD, "unreadable in-time")
    assert time.monotonic() - began < 60
    assert looked_through("a.txt", bytes(MOST_BYTES + 1)).rule == "unreadable too-large"


def test_nothing_of_the_file_is_said_on_any_way_out():
    told = b'{"name": "a.txt", "seconds": 5}\n' + b"NATO SECRET\nzqcanary"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "klynge.connectors.papers.child"], input=told, capture_output=True, timeout=60
    )
    assert done.stdout == b'{"outcome": "refuse", "rule": "banner nato-2"}'
    assert done.stderr == b""
