"""Files, folders and archives give their documents one by one; what is dangerous or broken is an Unread and the rest is read."""

import gzip
import io
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from klynge.connectors import files, files_tar, files_zip
from klynge.connectors.files import open_files
from klynge.connectors.shapes import Answer
from klynge.core.notice import Unread
from tests.real import real


def opened(*paths: Path) -> list[tuple[str, object]]:
    """(name within the last path, body or reason) of each item."""
    said = []
    for item in open_files(paths):
        where = item.where.rsplit("/", 1)[-1] if "!" not in item.where else item.where[item.where.index("!") + 1 :]
        said.append((where, item.body if isinstance(item, Answer) else item.reason))
    return said


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, body in members.items():
            header = tarfile.TarInfo(name)
            header.size = len(body)
            archive.addfile(header, io.BytesIO(body))
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def put(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


TWO = {"a.xml": b"<a/>", "sub/b.xml": b"<b/>"}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("n.tar", tarred(TWO)),
        ("n.tar.gz", tarred(TWO, "w:gz")),
        ("n.TGZ", tarred(TWO, "w:gz")),
        ("n.zip", zipped(TWO)),
    ],
)
def test_an_archive_gives_its_files_in_its_order(tmp_path, name, body):
    assert opened(put(tmp_path, name, body)) == [("a.xml", b"<a/>"), ("sub/b.xml", b"<b/>")]


def test_a_folder_is_read_by_name_without_what_is_hidden(tmp_path):
    (tmp_path / "z").mkdir()
    for name in ("b.xml", "a.xml", ".hidden", "z/c.xml"):
        put(tmp_path, name, name.encode())
    assert opened(tmp_path) == [("a.xml", b"a.xml"), ("b.xml", b"b.xml"), ("c.xml", b"z/c.xml")]


def test_lines_are_documents_named_by_their_number(tmp_path):
    body = b'{"a": 1}\r\n\n{"b": 2}'
    assert opened(put(tmp_path, "x.jsonl", body)) == [("x.jsonl:1", b'{"a": 1}'), ("x.jsonl:3", b'{"b": 2}')]
    assert [body for _, body in opened(put(tmp_path, "y.jsonl.gz", gzip.compress(body)))] == [b'{"a": 1}', b'{"b": 2}']


def test_a_packed_file_is_one_document(tmp_path):
    assert opened(put(tmp_path, "n.xml.gz", gzip.compress(b"<a/>"))) == [("n.xml", b"<a/>")]


def test_a_month_of_days_is_opened_and_no_deeper(tmp_path):
    day = tarred({"n.xml": b"<a/>"}, "w:gz")
    month = tarred({"01.tar.gz": day, "02.zip": zipped({"m.xml": b"<b/>", "more.zip": zipped(TWO)}), "l.jsonl": b"1\n2"}, "w:gz")
    assert opened(put(tmp_path, "m.tar.gz", month)) == [
        ("01.tar.gz!n.xml", b"<a/>"),
        ("02.zip!m.xml", b"<b/>"),
        ("02.zip!more.zip", "nested-too-deep"),
        ("l.jsonl:1", b"1"),
        ("l.jsonl:2", b"2"),
    ]


def test_a_missing_file_says_so_and_the_next_one_is_read(tmp_path):
    assert opened(tmp_path / "no.xml", put(tmp_path, "a.xml", b"<a/>")) == [("no.xml", "absent"), ("a.xml", b"<a/>")]


def test_a_link_in_a_folder_is_not_followed(tmp_path):
    put(tmp_path, "a.xml", b"<a/>")
    (tmp_path / "b.xml").symlink_to("/etc/passwd")
    assert opened(tmp_path) == [("a.xml", b"<a/>"), ("b.xml", "link")]


def test_links_and_devices_in_a_tar_are_not_followed(tmp_path):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (("s", tarfile.SYMTYPE), ("h", tarfile.LNKTYPE), ("d", tarfile.CHRTYPE), ("f", tarfile.FIFOTYPE)):
            header = tarfile.TarInfo(name)
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)
    assert opened(put(tmp_path, "n.tar", out.getvalue())) == [
        ("s", "link"),
        ("h", "link"),
        ("d", "not-a-file"),
        ("f", "not-a-file"),
    ]


def test_a_link_in_a_zip_is_not_followed(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("s")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert opened(put(tmp_path, "n.zip", out.getvalue())) == [("s", "link")]


@pytest.mark.parametrize("name", ["../n.xml", "/n.xml", "a/../../n.xml", "C:n.xml", "a\\n.xml"])
def test_names_that_point_out_of_the_archive_are_refused(tmp_path, name):
    for path in (
        put(tmp_path, "n.tar", tarred({name: b"1", "ok": b"2"})),
        put(tmp_path, "n.zip", zipped({name: b"1", "ok": b"2"})),
    ):
        assert [said for _, said in opened(path)] == ["unsafe-name", b"2"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_with_one_name_the_first_is_read(tmp_path):
    first, second = tarred({"a": b"1"}), tarred({"a": b"2"})
    assert opened(put(tmp_path, "n.tar", first[:1024] + second)) == [("a", b"1"), ("a", "duplicate-name")]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "1")
        archive.writestr("a", "2")
    assert opened(put(tmp_path, "n.zip", out.getvalue())) == [("a", b"1"), ("a", "duplicate-name")]


def test_an_encrypted_file_is_named_and_the_others_are_read(tmp_path):
    body = bytearray(zipped(TWO))
    body[6] |= 1  # the flag in the local header of a.xml, and below in the table of contents
    body[body.index(b"PK\1\2") + 8] |= 1
    assert opened(put(tmp_path, "n.zip", bytes(body))) == [("a.xml", "encrypted"), ("sub/b.xml", b"<b/>")]


def test_half_a_gigabyte_of_zeros_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    body = bytearray(zipped({"z": b"\0" * 1_000_000}))
    struct.pack_into("<L", body, body.index(b"PK\1\2") + 24, 500_000_000)  # what the table of contents promises
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # any unpacking would raise
    assert opened(put(tmp_path, "n.zip", bytes(body))) == [("n.zip", "bomb")]


def test_a_gzip_that_swells_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("klynge.connectors.files_limits.UNPACKED_FREE", 1_000_000)
    swelling = put(tmp_path, "n.tar.gz", tarred({"ok": b"1", "z": b"\0" * 20_000_000}, "w:gz"))
    assert [said for _, said in opened(swelling)] == [b"1", "bomb"]


def test_a_zip_that_promises_too_little_or_too_much_is_not_believed(tmp_path):
    for promised in (3, 5_000):
        body = bytearray(zipped({"a": b"12345" * 10, "b": b"2"}))
        at = body.index(b"PK\1\2")
        struct.pack_into("<L", body, at + 24, promised)
        said = opened(put(tmp_path, "n.zip", bytes(body)))
        assert [name for name, _ in said] == ["a", "b"]
        assert said[0][1] in ("damaged", "lying-size")
        assert said[1][1] == b"2"


def test_a_zip_of_an_impossible_version_is_damaged(tmp_path):
    body = bytearray(zipped(TWO))
    body[body.index(b"PK\1\2") + 6] = 196
    assert opened(put(tmp_path, "n.zip", bytes(body))) == [("n.zip", "damaged")]


def test_files_that_overlap_are_refused_whole(tmp_path):
    body = bytearray(zipped({"a": b"1" * 100, "b": b"2" * 100}))
    second = body.rindex(b"PK\1\2")
    struct.pack_into("<L", body, second + 42, 4)  # b's bytes begin within a's
    assert opened(put(tmp_path, "n.zip", bytes(body))) == [("n.zip", "overlapping")]


def test_too_many_files_end_the_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(files_tar, "MEMBERS", 3)
    monkeypatch.setattr(files_zip, "MEMBERS", 3)
    four = {f"{n}": b"1" for n in range(4)}
    assert [said for _, said in opened(put(tmp_path, "n.tar", tarred(four)))] == [b"1", b"1", b"1", "too-many-members"]
    assert opened(put(tmp_path, "n.zip", zipped(four))) == [("n.zip", "too-many-members")]


def test_an_endless_table_of_contents_is_not_read(tmp_path):
    body = bytearray(zipped(TWO))
    struct.pack_into("<L", body, body.rindex(b"PK\5\6") + 12, 900_000_000)
    assert opened(put(tmp_path, "n.zip", bytes(body))) == [("n.zip", "too-many-members")]


def test_a_file_beyond_the_limit_is_never_held(tmp_path):
    path = tmp_path / "n.xml"
    with path.open("wb") as out:
        out.truncate(files.FILE_BYTES + 1)  # a sparse file: 200 MB that the disk does not hold either
    tracemalloc.start()
    said = [item for item in open_files([path]) if isinstance(item, Unread)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [unread.reason for unread in said] == ["too-large"]
    assert peak < 10_000_000


def test_a_huge_header_of_a_tar_is_not_read_at_once(tmp_path):
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 8_000_000_000
    assert opened(put(tmp_path, "n.tar", header.tobuf(tarfile.GNU_FORMAT) + b"\0" * 10_240)) == [("n.tar", "damaged")]


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_cut_archive_gives_its_good_files_and_one_unread(tmp_path, kept):
    members = {f"{n}.xml": bytes(str(n), "ascii") * 700 for n in range(40)}
    for name, body in (("n.tar", tarred(members)), ("n.tar.gz", tarred(members, "w:gz"))):
        said = [body for _, body in opened(put(tmp_path, name, body[: int(len(body) * kept)]))]
        assert said.count("damaged") == 1
        assert said[-1] == "damaged"
        assert said[:-1] == list(members.values())[: len(said) - 1]
    assert opened(put(tmp_path, "n.zip", zipped(members)[:2_000])) == [("n.zip", "damaged")]


def test_a_tar_cut_between_two_files_is_still_called_cut(tmp_path):
    whole = tarred({"a": b"1", "b": b"2"})
    assert opened(put(tmp_path, "n.tar", whole[:1024])) == [("a", b"1"), ("n.tar", "damaged")]
    assert opened(put(tmp_path, "n.tar", whole[:1300])) == [("a", b"1"), ("n.tar", "damaged")]
    assert opened(put(tmp_path, "n.tar", whole[:1024] + b"rubbish" * 200)) == [("a", b"1"), ("n.tar", "damaged")]


@pytest.mark.parametrize("name", ["n.tar", "n.tar.gz", "n.zip", "n.xml.gz", "n.jsonl.gz"])
def test_a_web_page_that_calls_itself_an_archive_is_damaged(tmp_path, name):
    assert [said for _, said in opened(put(tmp_path, name, b"<html>Too many requests</html>"))] == ["damaged"]


def test_the_real_archive_is_read_in_the_memory_of_one_file():
    path = real("notices/ted-2016-2022.tar.gz")
    tracemalloc.start()
    count = sum(isinstance(item, Answer) for item in open_files([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2382
    assert peak < 10_000_000
