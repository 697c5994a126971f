"""Aid of a period as a file for a register: for the money right, and for the auditor of a grant within his days."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klynge.core.errors import Refused, Wrong
from klynge.ledger import models
from klynge.ledger.actions.aid import promise_aid, settle_aid
from klynge.ledger.actions.aid_export import export_aid
from klynge.ledger.actions.declare import Declared
from klynge.register.models import Organisation
from tests.ledger import aid
from tests.ledger.aid import ON, finance, money
from tests.ledger.pages import browser

pytestmark = pytest.mark.django_db
YEAR = {"from_on": date(2026, 1, 1), "to_on": date(2026, 12, 31)}


@pytest.fixture
def cast(db):
    return aid.make()


def table(file) -> list[dict[str, str]]:
    return list(
        csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";" if b";" in file.content[:40] else ",")
    )


def exported(by, form="csv", **more):
    return export_aid(by=by, form=form, language="en", **{**YEAR, **more})


def audits(cast, grant, first=date(2026, 1, 1), last=date(2026, 12, 31)):
    days = {"from_on": first, "to_on": last, "starts_on": date(2026, 1, 1), "ends_on": date(2100, 1, 1)}
    models.Mandate.objects.create(account_id=cast.erik.account_id, grant=grant, made_at=datetime(2026, 1, 1, tzinfo=UTC), **days)


def test_each_row_has_the_fields_of_a_register_and_a_settled_promise_is_one_row(cast, settings):
    settled = aid.promise(cast, money(74_600, "DKK"))
    settle_aid(by=cast.clara, aid_id=settled.pk, money=money(37_300, "DKK"))
    aid.promise(cast, money(100), firm=cast.kite, what="Advice")
    aid.declare(cast.anna, cast.hawk, Declared(date(2026, 1, 5), money(9), "A town"))
    first, second = table(exported(finance(cast)))
    assert first == {
        "Recipient's number": "11111118",
        "Recipient": "Hawk ApS",
        "SME or large": "",
        "Region": "",
        "Sector": "",
        "Amount of aid": "37300.00",
        "Currency": "DKK",
        "Amount in euro": "5000.00",
        "Expected or actual": "actual",
        "Aid instrument": "services below their price",
        "Day of the grant": "2026-03-02",
        "Granted by": settings.CLUSTER,
        "Funder": "A funder",
        "Grant": "Growth",
        "Purpose": "Course",
        "Legal basis": "De minimis aid",
    }
    assert (second["Recipient"], second["Amount of aid"], second["Expected or actual"]) == ("Kite ApS", "100.00", "expected")


def test_a_spreadsheet_holds_the_same_as_text_and_no_formula(cast):
    aid.promise(cast, money(100), what="=1+1")
    sheet = openpyxl.load_workbook(io.BytesIO(exported(finance(cast), "xlsx").content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert (rows[0][1], rows[1][1], rows[1][5], rows[1][14]) == ("Recipient", "Hawk ApS", "100.00", "'=1+1")


def test_a_foreign_firm_is_named_by_its_country_and_number(cast):
    Organisation.objects.system_rows("a test").filter(pk=cast.hawk.pk).update(cvr="", country="SE", foreign_number="556000-1")
    aid.promise(cast, money(100))
    [row] = table(exported(finance(cast)))
    assert row["Recipient's number"] == "SE 556000-1"


def test_the_auditor_takes_out_his_grant_and_his_days_and_nothing_else(cast):
    package = {"rules": "deb", "from_on": date(2020, 1, 1), "to_on": date(2029, 12, 31), "amount": 1}
    aid.promise(cast, money(1))
    other = models.Grant.objects.create(funder="Another", name="Another", **package)
    mine = models.Grant.objects.system_rows("a test").get(name="Growth")
    told = {"organisation_id": cast.hawk.pk, "what": "Course"}
    promise_aid(by=cast.clara, money=money(2), on=ON, grant_id=other.pk, **told)
    promise_aid(by=cast.clara, money=money(3), on=date(2026, 7, 1), grant_id=mine.pk, **told)
    audits(cast, mine, last=date(2026, 6, 30))
    assert [row["Amount of aid"] for row in table(exported(cast.erik))] == ["1.00"]
    with pytest.raises(Refused):
        exported(cast.erik, grant_id=other.pk)
    assert [row["Amount of aid"] for row in table(exported(finance(cast), grant_id=mine.pk))] == ["1.00", "3.00"]


def test_a_hidden_firm_is_named_to_its_auditor_all_the_same(cast):
    Organisation.objects.system_rows("a test").filter(pk=cast.hawk.pk).update(label="TLP:AMBER+STRICT")
    aid.promise(cast, money(1))
    audits(cast, aid.grant())
    [row] = table(exported(cast.erik))
    assert row["Recipient"] == "Hawk ApS"


def test_without_a_mandate_or_a_role_nothing_comes_out(cast):
    aid.promise(cast, money(1), firm=cast.kite)
    for other in (cast.erik, cast.dora, cast.guest, cast.anna):
        assert table(exported(other)) == []


@pytest.mark.parametrize(
    ("change", "says"), [({"form": "exe"}, "csv or xlsx"), ({"to_on": date(2025, 1, 1)}, "end before it begins")]
)
def test_what_cannot_be_exported_is_said(cast, change, says):
    with pytest.raises(Wrong, match=says):
        exported(finance(cast), **change)


def test_the_door_hands_out_a_file_and_refuses_members_and_the_plain_secretariat(cast):
    aid.promise(cast, money(1))
    audits(cast, aid.grant())
    told = {"from_on": "2026-01-01", "to_on": "2026-12-31", "form": "xlsx"}
    answer = browser(cast.erik).get("/ledger/aid/export/", told)
    assert "aid-2026-01-01-2026-12-31.xlsx" in answer.headers["Content-Disposition"]
    status = [browser(one).get("/ledger/aid/export/", told).status_code for one in (cast.anna, cast.clara, cast.dora)]
    assert status == [404, 404, 404]
    for wrong in ({**told, "form": "exe"}, {**told, "from_on": "x"}, {**told, "grant": "999"}, {**told, "to_on": "0001-01-01"}):
        assert b"Mend this first" in browser(cast.erik).get("/ledger/aid/export/", wrong).content


def test_headings_and_decimals_are_danish_for_a_dane(cast):
    aid.promise(cast, money("1.50"))
    audits(cast, aid.grant())
    content = (
        browser(cast.erik, "da")
        .get("/ledger/aid/export/", {"from_on": "2026-01-01", "to_on": "2026-12-31", "form": "csv"})
        .content
    )
    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    assert (row["Modtager"], row["Støttebeløb"], row["Retsgrundlag"]) == ("Hawk ApS", "1,50", "De minimis-støtte")


def test_the_file_takes_the_same_queries_for_one_row_and_for_three(cast):
    asked = []
    for _ in range(3):
        aid.promise(cast, money(1))
        with CaptureQueriesContext(connection) as queries:
            exported(finance(cast))
        asked.append(len(queries))
    assert len(set(asked)) == 1
