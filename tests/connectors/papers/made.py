"""Files made for the tests."""

from io import BytesIO
from zipfile import ZipFile

import typst
import xlsxwriter
from pypdf import PdfWriter
from pypdf.annotations import FreeText


def zipped(members: dict[str, bytes | str], comment: bytes = b"") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
        archive.comment = comment
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def docx(**parts: str | bytes) -> bytes:
    """Parts by name: "header1" is word/header1.xml; a name with a slash or bytes stands as it is."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:x {W}>{paragraph('Hello')}</w:x>",
    }
    for name, inside in parts.items():
        if isinstance(inside, bytes):
            members[name] = inside
        else:
            members[f"word/{name}.xml"] = f"<w:x {W}>{inside}</w:x>"
    return zipped(members)


def xlsx(cell: str = "x", *, header: str = "", label: str = "", sheet: str = "Sheet", note: str = "") -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet(sheet)
    page.write(0, 0, "name")
    page.write(1, 0, cell)
    if header:
        page.set_header(f"&C&12{header}")
    if note:
        page.write_comment(1, 0, note)
    if label:
        book.set_custom_property("MSIP_Label_Name", label)
    book.close()
    return out.getvalue()


def pdf(source: str) -> bytes:
    made = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def pdf_with(*, note: str = "", title: str = "", password: str = "", attached: dict[str, bytes] | None = None) -> bytes:
    writer = PdfWriter(BytesIO(pdf("Hello there")))
    if note:
        writer.add_annotation(0, FreeText(text=note, rect=(50, 550, 200, 650)))
    if title:
        writer.add_metadata({"/Subject": title})
    for name, body in (attached or {}).items():
        writer.add_attachment(name, body)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def png(*, note: bytes = b"") -> bytes:
    chunk = len(note).to_bytes(4, "big") + b"tEXt" + note + b"\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + (chunk if note else b"")
