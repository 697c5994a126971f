"""Hostile and broken XML: always an Unread with its reason and place, never a crash and never a wrong letter."""

import time

import pytest

from klynge.connectors.shapes import Answer
from klynge.connectors.xml import MOST_BYTES, MOST_IN_ATTRIBUTE, tidy, tree
from klynge.core.notice import Unread
from tests.connectors.written import EFORMS, notice, read, unread


def reason(body: bytes) -> str:
    said = tree(Answer("n.xml", body))
    return said.reason if isinstance(said, Unread) else "read"


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><r>&b;</r>',
        b'<?xml version="1.0"?>\n<!-- c --><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><r>&x;</r>',
        b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]><r/>',
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><r/>',
        b"<!doctype html><html><body>Service unavailable</body></html>",
        "<!DOCTYPE r><r/>".encode("utf-16"),
        b"<!--" + b"x" * 100_000 + b"--><!DOCTYPE r><r/>",
    ],
    ids=["bomb", "file", "http", "parameter", "external-dtd", "html", "utf-16", "behind-a-long-comment"],
)
def test_any_doctype_is_refused(body):
    assert reason(body) == "doctype"


def test_an_entity_without_its_definition_is_refused():
    assert reason(b"<r>&nbsp;</r>") == "entity"


def test_xinclude_and_stylesheets_are_not_followed():
    body = b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><r xmlns:xi="http://www.w3.org/2001/XInclude">'
    root = tree(Answer("n.xml", body + b'<xi:include href="file:///etc/passwd"/></r>'))
    assert [child.text for child in root] == [None]


def test_two_hundred_thousand_nested_elements_are_too_deep():
    assert reason(b"<a>" * 200_000 + b"</a>" * 200_000) == "too-deep"


def test_a_hundred_levels_are_read_and_one_more_is_not():
    assert reason(b"<a>" * 100 + b"</a>" * 100) == "read"
    assert reason(b"<a>" * 101 + b"</a>" * 101) == "too-deep"


@pytest.mark.parametrize("size", [MOST_IN_ATTRIBUTE + 1, 4_000_000, 12_000_000])
def test_a_huge_attribute_is_refused_in_no_time(size):
    started = time.perf_counter()
    assert reason(b'<r a="' + b"x" * size + b'"/>') == "too-large"
    assert time.perf_counter() - started < 5  # one parser of 2023 took quadratic time here


def test_a_file_larger_than_any_notice_is_not_parsed():
    assert reason(b"<r>" + b" " * MOST_BYTES + b"</r>") == "too-large"


@pytest.mark.parametrize("body", [b"", b"  \n", b"\0\0\0"], ids=["nothing", "blanks", "nuls"])
def test_an_empty_file_is_called_empty(body):
    assert reason(body) == "empty"


@pytest.mark.parametrize("body", [b"{}", b"Not found", b"\xef\xbb\xbf{}"])
def test_what_is_no_xml_is_said_to_be_none(body):
    assert reason(body) == "not-xml"


def test_a_file_cut_in_two_names_the_line():
    said = unread(EFORMS.encode()[: EFORMS.index("<cbc:ContractFolderID>")])
    assert said.reason == "cut"
    assert said.where == f"n.xml, line {EFORMS[: EFORMS.index('<cbc:ContractFolderID>')].count(chr(10)) + 1}"


def test_a_file_cut_within_a_letter_names_the_byte():
    body = EFORMS.encode()
    at = body.index("æ".encode()) + 1
    assert unread(body[:at]).where == f"n.xml, byte {at - 1}"
    assert unread(body[:at]).reason == "encoding"


def test_mismatched_tags_name_line_and_column():
    said = unread("<a>\n<b>\n</a>\n<c/>")
    assert (said.reason, said.where) == ("not-well-formed", "n.xml, line 3")
    assert "column" in said.detail


def test_latin_letters_in_a_file_that_says_utf_8_are_refused_at_their_byte():
    body = EFORMS.encode("latin-1")
    said = unread(body)
    assert (said.reason, said.where) == ("encoding", f"n.xml, byte {body.index(b'H' + 'æ'.encode('latin-1')) + 1}")


def test_utf_8_in_a_file_that_says_latin_1_is_refused_rather_than_read_as_gibberish():
    body = EFORMS.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode()
    said = unread(body)
    assert (said.reason, said.where) == ("encoding", f"n.xml, byte {body.index('æ'.encode())}")


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-16", "utf-8"])
def test_an_honest_encoding_is_read_right(encoding):
    body = EFORMS.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)
    assert notice(body).buyers[0].name == {"da": "Hærens Værksted"}


def test_without_a_declaration_it_is_utf_8_with_or_without_its_mark():
    plain = EFORMS.split("\n", 1)[1].encode()
    assert notice(plain).title == notice(b"\xef\xbb\xbf" + plain).title


@pytest.mark.parametrize("encoding", ["UTF-7", "IBM037", "UTF-32", "UTF-16", "klingon", "hz", "rot13"])
def test_an_encoding_that_hides_things_or_is_not_the_file_s_own_is_refused(encoding):
    assert unread(EFORMS.replace('encoding="UTF-8"', f'encoding="{encoding}"')).reason == "encoding"


def test_a_nul_is_refused_at_its_byte():
    body = EFORMS.encode().replace(b"Karup", b"Kar\0up")
    assert unread(body).where == f"n.xml, byte {body.index(0)}"
    assert unread(body).reason == "nul"


def test_an_unknown_root_is_named():
    assert unread("<Invoice/>").reason == "unknown-root"
    assert "Invoice" in unread("<Invoice/>").detail


def test_text_is_composed_and_its_lines_are_clean():
    assert tidy("  Tårnby \n\n  kommune\t og\u00a0co ") == "Tårnby\nkommune og co"


def test_markup_in_a_title_stays_text():
    title = "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert read(EFORMS.replace("Pansrede døre", title)).title["da"] == "<script>alert(1)</script>"
