"""Report packs: drawn, written, frozen, rebuilt byte for byte, compared with today."""

from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from klynge.access.journal import lines
from klynge.access.viewer import ANYONE, Role
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger.actions.book import correct, withdraw
from klynge.ledger.actions.grants import add_due
from klynge.ledger.models import Due, Grant, Mandate, Participation
from klynge.people.models import Account, RoleGrant
from klynge.programme.actions.indicator import change_rule, set_targets
from klynge.programme.actions.pack import freeze_pack, mark, pack_file, start_pack, write_passage
from klynge.programme.models import Indicator, Pack
from klynge.programme.pack.content import packed, unpacked
from klynge.programme.pack.files import kept, place
from klynge.programme.queries.packs import differs, one_pack, packs
from klynge.register.models import Organisation
from tests.cast import SINCE, as_of_now
from tests.programme.half import HALF, WHY, counted_by_hand, day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "home")]
TODAY = date(2026, 8, 1)
FILES = [(form, language) for form in ("xlsx", "pdf") for language in ("da", "en")]


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def half(cast):
    """The half-year counted by hand, with a report owed to each funder."""
    made = counted_by_hand(cast)
    for grant in (made.ufs, made.deb):
        add_due(
            by=made.finance,
            grant_id=grant.pk,
            kind="half-yearly",
            from_on=HALF.from_on,
            to_on=HALF.to_on,
            due_on=date(2026, 8, 31),
        )
    set_targets(
        by=made.finance, grant_id=made.ufs.pk, from_on=HALF.from_on, to_on=HALF.to_on, values={"ufs-companies": Decimal(12)}
    )
    return made


def draft(half, grant) -> Pack:
    return start_pack(by=half.finance, due_id=Due.objects.system_rows(WHY).get(grant=grant).pk)


def frozen(half, grant) -> Pack:
    return freeze_pack(by=half.finance, pack_id=draft(half, grant).pk, today=TODAY)


def file(half, pack, form, language="en"):
    return pack_file(by=half.finance, pack_id=pack.pk, form=form, language=language, today=TODAY).content


def sheets(half, pack, language="en") -> dict[str, list[tuple]]:
    book = load_workbook(BytesIO(file(half, pack, "xlsx", language)))
    return {sheet.title: list(sheet.values) for sheet in book}


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


def test_the_page_of_differences_says_when_it_is_counted_by_another_rule(half, as_):
    pack = frozen(half, half.ufs)
    old = Indicator.objects.system_rows(WHY).get(key="ufs-companies")
    change_rule(
        by=half.finance,
        indicator_id=old.pk,
        rule={"of": "participation", "unique": "organisation"},
        from_on=day(6),
        source="A letter",
    )
    page = unescape(as_(half.cast.clara).get(reverse("programme:pack-difference", args=[pack.pk])).content.decode())
    assert "1 figure differs." in page
    assert "It was 3; today it is 4. It is counted by another rule now." in page
    assert "North University: counts now" in page


def test_the_pages_lead_from_the_calendar_to_a_frozen_report(half, as_):
    account = Account.objects.get(pk=half.cast.clara.account_id)
    RoleGrant.objects.create(account=account, role=Role.FINANCE, starts_on=SINCE, given_by=account, confirmed_by=account)
    clara = as_(half.cast.clara)
    due = Due.objects.system_rows(WHY).get(grant=half.ufs)
    begun = clara.post(reverse("programme:start-pack", args=[due.pk]))
    page = unescape(clara.get(begun.url).content.decode())
    assert ("7 indicators have no target" in page, "Freeze the report" in page) == (True, True)
    said = {"language": "en", "heading": "progress", "seen": mark(""), "text": "As planned."}
    pack = Pack.objects.system_rows(WHY).get()
    assert clara.post(reverse("programme:write-pack", args=[pack.pk]), said).status_code == 303
    assert clara.post(reverse("programme:freeze-pack", args=[pack.pk])).status_code == 303
    page = unescape(clara.get(begun.url).content.decode())
    assert ("it does not change any more" in page, "As planned." in page, "<textarea" in page) == (True, True, False)
    for sheet in ("indicators", "splits", "participants", "partners", "accounts", "aid"):
        assert clara.get(f"{begun.url}?sheet={sheet}").status_code == 200
    for form, kind in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("json", b"{")):
        assert clara.get(reverse("programme:pack-file", args=[pack.pk]) + f"?form={form}").content.startswith(kind)
    assert clara.get(reverse("programme:pack-file", args=[pack.pk]) + "?form=doc").status_code == 422


def test_the_pdf_is_read_by_another_program_and_holds_the_figures(half):
    for language, words in (
        ("en", ["Half-yearly report", "Kite ApS", "Companies that took part: 3 of 12"]),
        ("da", ["Kite ApS"]),
    ):
        read = pypdfium2.PdfDocument(file(half, frozen(half, half.ufs), "pdf", language))
        text = "\n".join(page.get_textpage().get_text_range() for page in read)
        assert [word for word in words if word not in text] == []


def test_the_auditor_reads_frozen_packs_of_the_mandate_alone(half):
    cast = half.cast
    ufs, deb = frozen(half, half.ufs), frozen(half, half.deb)
    open_ = draft(half, half.ufs)
    mandate = Mandate.objects.create(
        account_id=cast.erik.account_id,
        grant=half.ufs,
        from_on=HALF.from_on,
        to_on=HALF.to_on,
        starts_on=SINCE,
        ends_on=date(2100, 1, 1),
        made_at=ufs.made_at,
    )
    erik = as_of_now(cast).erik
    assert [one.id for one in packs(erik)] == [ufs.pk]
    assert pack_file(by=erik, pack_id=ufs.pk, form="pdf", language="en", today=TODAY).content == file(half, ufs, "pdf")
    assert differs(erik, ufs.pk)[2].changes == ()
    for hidden in (deb, open_):
        for look in (
            lambda hidden=hidden: one_pack(erik, hidden.pk, TODAY),
            lambda hidden=hidden: pack_file(by=erik, pack_id=hidden.pk, form="pdf", language="en", today=TODAY),
        ):
            with pytest.raises(Refused):
                look()
    mandate.to_on = day(5)  # shorter than the report
    mandate.save()
    assert packs(erik) == []
