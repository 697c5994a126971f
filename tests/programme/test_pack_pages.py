"""The pages and files of report packs, as the house and an auditor open them."""

from datetime import date
from html import unescape

import pypdfium2
import pytest
from django.urls import reverse

from klynge.access.viewer import Role
from klynge.core.errors import Refused
from klynge.ledger.models import Due, Mandate
from klynge.people.models import Account, RoleGrant
from klynge.programme.actions.pack import mark, pack_file
from klynge.programme.models import Indicator, Pack
from klynge.programme.queries.packs import differs, one_pack, packs
from tests.cast import SINCE, as_of_now
from tests.programme.half import HALF, WHY, day
from tests.programme.packing import TODAY, draft, file, frozen, half, home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "home")]
__all__ = ["half", "home"]


def test_the_page_of_differences_says_when_it_is_counted_by_another_rule(half, as_):
    pack = frozen(half, half.ufs)
    everybody = {"of": "participation", "unique": "organisation"}  # no action changes what a frozen report told
    Indicator.objects.system_rows(WHY).filter(key="ufs-companies").update(version=2, rule=everybody)
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
        content = file(half, frozen(half, half.ufs), "pdf", language)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content  # it can be read aloud
        read = pypdfium2.PdfDocument(content)
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
