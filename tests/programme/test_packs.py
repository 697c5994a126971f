"""Report packs: drawn, written, frozen, rebuilt byte for byte, compared with today."""

import pytest

from klynge.access.journal import lines
from klynge.access.viewer import ANYONE
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger.actions.book import correct, withdraw
from klynge.ledger.models import Due, Grant, Participation
from klynge.programme.actions.pack import freeze_pack, mark, start_pack, write_passage
from klynge.programme.models import Pack
from klynge.programme.pack.content import packed, unpacked
from klynge.programme.pack.files import kept, place
from klynge.programme.queries.packs import differs, one_pack, packs
from klynge.register.models import Organisation
from tests.programme.half import WHY, day
from tests.programme.packing import TODAY, draft, file, frozen, half, home, sheets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "home")]
FILES = [(form, language) for form in ("xlsx", "pdf") for language in ("da", "en")]


__all__ = ["half", "home"]


def test_two_funders_get_two_packs_of_the_same_half_year(half):
    ufs, deb = sheets(half, draft(half, half.ufs)), sheets(half, draft(half, half.deb))
    assert list(ufs) == [
        "About",
        "Indicators",
        "Split",
        "Participants",
        "Partners and recipients",
        "Accounts (DKK)",
        "State aid",
        "Report text",
    ]
    told = {(row[1], row[3], row[4], row[5]) for row in ufs["Indicators"][1:]}
    assert told == {
        ("ufs-companies", 12, 3, 0),
        ("ufs-companies-small", None, 1, 1),
        ("ufs-competences", None, 1, 0),
        ("ufs-ideas", None, 0, 0),
        ("ufs-new", None, 2, 0),
        ("ufs-knowledge", None, 1, 0),
        ("ufs-own-hours", None, 4.5, 0),
        ("ufs-own-value", None, 1800, 0),
    }
    assert {(row[1], row[4]) for row in deb["Indicators"][1:]} == {
        ("deb-supported", 4),
        ("deb-collaborating", 3),
        ("deb-dedicated", 3),
        ("deb-new", 3),
        ("deb-recipients", 2),
        ("deb-aid", 1300),
    }


def test_the_lists_of_a_pack_counted_by_hand(half):
    ufs, deb = sheets(half, draft(half, half.ufs)), sheets(half, draft(half, half.deb))
    assert [(row[0], row[8], row[10]) for row in ufs["Participants"][1:]] == [
        ("Fjord ApS", 1, 0),
        ("Hawk ApS", 1, 0),
        ("Kite ApS", 1, 0),
        ("North University", 1, 0),
    ]
    assert [row[0] for row in ufs["Partners and recipients"][1:]] == ["North University"]  # bore the cost of a hall
    assert {(row[0], row[3], row[4]) for row in deb["Partners and recipients"][1:]} == {
        ("Hawk ApS", "x", None),
        ("Kite ApS", None, "x"),
        ("Fjord ApS", None, "x"),
    }
    assert [(row[1], row[5], row[6]) for row in deb["State aid"][1:]] == [
        ("Kite ApS", "actual", 800),
        ("Fjord ApS", "expected", 500),
    ]
    [package, every] = ufs["Accounts (DKK)"][1:]
    # number, name, professional, wage, external, travel, overhead, equipment, in kind, hours, value, total, own, to date, budget, left
    assert package == ("1", "Matchmaking", "x", 0, 9000, 0, 0, 0, 0, 4.5, 1800, 10800, 10800, 10800, 400000, 389200)
    assert every[3:] == package[3:]


def test_the_text_tells_what_happened_and_the_editor_completes_it(half):
    pack = draft(half, half.ufs)
    write_passage(
        by=half.cast.clara, pack_id=pack.pk, language="en", heading="activities", text="It went *well* #here.", seen=mark("")
    )
    text = [row[1] for row in sheets(half, pack)["Report text"][1:]]
    assert text[:3] == [
        "From 1 January 2026 to 30 June 2026 there was 1 activity: Event (1).",
        "10 February 2026: Drone day (Event), 5 recorded from 4 organisations.",
        "It went *well* #here.",
    ]
    assert "Companies that took part: 3 of 12. (The way of counting is not confirmed.)" in text
    assert "Co-financing: DKK\N{NO-BREAK SPACE}10,800 of the DKK\N{NO-BREAK SPACE}5,400 that the grant asks for." in text


def test_a_text_that_somebody_else_changed_meanwhile_is_not_overwritten(half):
    pack = draft(half, half.ufs)
    first = {"by": half.cast.clara, "pack_id": pack.pk, "language": "da", "heading": "economy"}
    write_passage(**first, text="Mine", seen=mark(""))
    with pytest.raises(Conflict):
        write_passage(**first, text="Yours", seen=mark(""))
    write_passage(**first, text="Mine", seen=mark(""))  # sent twice
    assert write_passage(**first, text="Both", seen=mark("Mine")).texts == {"da": {"economy": "Both"}}
    with pytest.raises(Refused):
        write_passage(**{**first, "heading": "publicity"}, text="x", seen=mark(""))
    with pytest.raises(Wrong):
        write_passage(**first, text="x" * 20_001, seen=mark("Both"))


def test_only_the_money_right_freezes_and_only_the_house_writes(half):
    pack = draft(half, half.ufs)
    for viewer in half.cast.everybody().values():
        with pytest.raises(Refused):
            freeze_pack(by=viewer, pack_id=pack.pk, today=TODAY)
        if not viewer.secretariat:
            with pytest.raises(Refused):
                write_passage(by=viewer, pack_id=pack.pk, language="da", heading="economy", text="x", seen=mark(""))
            with pytest.raises(Refused):
                start_pack(by=viewer, due_id=Due.objects.system_rows(WHY).get(grant=half.deb).pk)


def test_a_frozen_pack_is_rebuilt_byte_for_byte_after_ledger_and_register_changed(half):
    pack = frozen(half, half.ufs)
    before = {one: file(half, pack, *one) for one in FILES}
    evidence = file(half, pack, "json")
    first = Participation.objects.system_rows(WHY).filter(live=True).order_by("pk").first()
    withdraw(ANYONE, first, reason="Never came")
    half.took(half.activity(day(5), half.ufs), half.oak)
    Organisation.objects.system_rows(WHY).filter(pk=half.kite.pk).update(name="Other name")
    Grant.objects.system_rows(WHY).filter(pk=half.ufs.pk).update(name="Other grant", funder="Somebody")
    assert {one: file(half, pack, *one) for one in FILES} == before
    assert (file(half, pack, "json"), packed(unpacked(evidence))) == (evidence, evidence)
    assert len(set(before.values())) == 4
    assert one_pack(half.finance, pack.pk, TODAY).whole


def test_a_frozen_pack_never_changes_and_a_second_freeze_is_a_new_version(half):
    pack = frozen(half, half.ufs)
    with pytest.raises(Conflict):
        freeze_pack(by=half.finance, pack_id=pack.pk, today=TODAY)
    with pytest.raises(Conflict):
        write_passage(by=half.finance, pack_id=pack.pk, language="da", heading="economy", text="x", seen=mark(""))
    rows = Pack.objects.system_rows(WHY).filter(pk=pack.pk)
    for change in (lambda: rows.update(kind="final"), rows.delete, lambda: rows.get().save(), lambda: rows.get().delete()):
        with pytest.raises(Refused):
            change()
    second = frozen(half, half.ufs)
    assert (
        second.version,
        second.pk == pack.pk,
        start_pack(by=half.finance, due_id=Due.objects.system_rows(WHY).get(grant=half.ufs).pk).version,
    ) == (
        2,
        False,
        3,
    )
    assert [(one.version, one.frozen) for one in packs(half.finance)] == [(3, False), (2, True), (1, True)]
    assert [line.verb for line in lines(half.finance, kind="programme.Pack", object_id=str(pack.pk))] == [
        "freeze report",
        "start report",
    ]


def test_a_file_that_is_gone_or_was_changed_is_no_report(half):
    pack = frozen(half, half.ufs)
    whole = kept(pack.hash)
    place(pack.hash).write_bytes(whole.replace(b"Hawk", b"Hank"))
    with pytest.raises(Wrong, match="changed on disk"):
        one_pack(half.finance, pack.pk, TODAY)
    place(pack.hash).unlink()
    with pytest.raises(Wrong, match="not in its place"):
        file(half, pack, "pdf")
    counted_wrong = whole.replace(rb'"value":3}', rb'"value":4}').replace(rb"\"value\":3}", rb"\"value\":4}")
    assert counted_wrong != whole
    for broken in (b"", b"{}", whole[:-1], whole + b" ", counted_wrong, b"[" * 10_000):
        with pytest.raises(Wrong):
            unpacked(broken)


def test_what_differs_from_today_names_the_rows_that_did_it(half):
    pack = frozen(half, half.ufs)
    assert differs(half.finance, pack.pk)[2].changes == ()
    rows = Participation.objects.system_rows(WHY).filter(live=True, activity__title="Drone day", on=day(2))
    kite, fjord = (rows.get(organisation=firm) for firm in (half.kite, half.fjord))
    withdraw(ANYONE, kite, reason="Never came")
    correct(ANYONE, fjord, reason="Twelve work there", staff=12)
    half.took(half.activity(day(5), half.ufs), half.oak)
    found = differs(half.finance, pack.pk)[2]
    changes = {one.key: (one.was, one.now, [key.key for key in one.keys]) for one in found.changes}
    assert changes == {
        "ufs-companies": (3, 3, [half.kite.pk, half.fjord.pk, half.oak.pk]),
        "ufs-companies-small": (1, 3, [half.fjord.pk, half.oak.pk]),
    }
    with pytest.raises(Refused):
        differs(half.finance, draft(half, half.deb).pk)
