"""The command line: help that reads well, one JSON object, exit codes, and a sentence when something is wrong."""

import json

import pytest
from django.db import connection

from klynge.ledger.actions.take_part import take_part
from klynge.site import cli
from tests.ledger.things import activity, anna, ben

pytestmark = pytest.mark.django_db


def said(capsys, *words: str) -> tuple[int, str, str]:
    try:
        code = cli.main(words)
    except SystemExit as end:
        code = end.code
    out = capsys.readouterr()
    return code, out.out, out.err


def test_the_help_names_every_command_and_the_exit_codes(capsys):
    code, out, _ = said(capsys, "--help")
    assert code == 0
    assert [name for name in cli.COMMANDS if name not in out] == []
    assert "Exit codes" in out


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_each_command_has_a_help_of_its_own_with_json(capsys, command):
    code, out, _ = said(capsys, command, "--help")
    assert (code, "--json" in out, out.startswith("usage: klynge")) == (0, True, True)


@pytest.mark.parametrize(
    "words", [(), ("nonsense",), ("intake",), ("intake", "moon"), ("members", "sing", "x"), ("explain", "a")]
)
def test_what_is_not_understood_ends_with_two_and_names_the_usage(capsys, words):
    code, out, err = said(capsys, *words)
    assert (code, out, "usage: klynge" in err) == (2, "", True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("intake", "ted-xml", "/no/such/place.xml"), "/no/such/place.xml"),
        (("members", "import", "/no/such/list.csv"), "/no/such/list.csv"),
        (("explain", "guest", "read", "people.Link:1"), "people.Link:1"),
        (("explain", "nobody@example.org", "read", "register.CodeEntry:1"), "nobody@example.org"),
        (("explain", "guest", "read", "moon.Rock:1"), "moon.Rock:1"),
        (("explain", "guest", "read", "register.Organisation:abc"), "app.Model:id"),
        (("bench", "moon"), "moon"),
        (("codes", "/no/such/table.csv"), "/no/such/table.csv"),
    ],
)
def test_what_cannot_be_done_ends_with_one_and_says_to_what(capsys, words, says):
    code, out, err = said(capsys, *words)
    assert (code, says in err, "Traceback" in err) == (1, True, False)
    assert err.startswith(f"klynge {words[0]}: ")


def test_a_list_of_members_that_cannot_be_read_names_the_row_or_the_column(capsys, tmp_path):
    for name, content in {"a.csv": b"", "b.csv": b"\x00\x01\x02", "c.csv": b"x;y\n1;2\n", "d.xlsx": b"PK\x03\x04rubbish"}.items():
        file = tmp_path / name
        file.write_bytes(content)
        code, out, err = said(capsys, "members", "import", str(file))
        assert code == 1, name
        assert out + err, name
        assert "Traceback" not in err, name


def test_matching_an_empty_register_is_no_fault(capsys):
    assert said(capsys, "match")[0] == 0
    assert said(capsys, "digest")[0] == 0


@pytest.mark.parametrize(
    "words", [("match",), ("digest",), ("doctor",), ("explain", "guest", "read", "register.Organisation:{id}")]
)
def test_with_json_there_is_one_object_and_nothing_else(capsys, cast, words):
    code, out, _ = said(capsys, *(word.format(id=cast.hawk.pk) for word in words), "--json")
    assert code in (0, 1)
    assert isinstance(json.loads(out), dict)


def test_an_explanation_says_which_rule_opens(capsys, cast):
    code, out, _ = said(capsys, "explain", "guest", "read", f"register.Organisation:{cast.hawk.pk}")
    assert (code, "guest may read" in out, "TLP:CLEAR is open to everybody." in out) == (0, True, True)
    code, out, _ = said(capsys, "explain", "ben@example.org", "change", f"register.Organisation:{cast.hawk.pk}")
    assert (code, "ben@example.org may not change" in out) == (0, True)


def test_the_doctor_ends_with_one_as_long_as_something_must_be_mended(capsys, settings):
    settings.DEMO = False
    code, out, _ = said(capsys, "doctor")
    assert (code, "KLYNGE_HTTPS is off" in out) == (1, True)


def test_the_doctor_names_the_row_of_the_ledger_where_a_chain_breaks(capsys, cast):
    code, out, _ = said(capsys, "doctor")
    assert "5 chains, every row follows from the one before" in out
    rows = take_part(by=cast.clara, activity_id=activity(cast).pk, taken=[anna(cast), ben(cast)])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_participation WHERE id = %s", [rows[0].pk])
    code, out, _ = said(capsys, "doctor")
    assert (code, f"participation {rows[1].pk} or what stood before it was changed" in out) == (1, True)


def test_an_account_is_opened_once_and_a_wrong_address_is_refused(capsys):
    code, out, _ = said(capsys, "account", "clara@example.org", "--name", "Clara", "--role", "secretariat")
    assert (code, "/account/password/reset/key/" in out) == (0, True)
    assert said(capsys, "account", "no-address", "--name", "X")[0] == 1


def test_a_file_that_is_no_notice_is_counted_and_ends_with_three(capsys, tmp_path):
    file = tmp_path / "notice.xml"
    file.write_text("<html>busy</html>")
    code, out, _ = said(capsys, "intake", "ted-xml", str(file))
    assert (code, "unread" in out) == (3, True)
