"""The demonstration's last half-year, counted again straight from the tables, by other means than the product's: both funders' packs say
the same."""

from collections import defaultdict
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.utils import translation
from openpyxl import load_workbook

from klynge.demo.ledger.grants import half_years
from klynge.ledger.models import Due
from klynge.programme.actions.pack import pack_file, start_pack
from tests.demo.test_year import today, world

__all__ = ["today", "world"]
COSTS = ("wage", "external", "travel", "overhead", "equipment", "in kind")
KNOWLEDGE = ("university", "institute")


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path


def table(name):
    """All rows of a table as mappings, with days as ISO text and numbers as Decimal, whatever the engine gives."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{name}"')
        heads = [one[0] for one in cursor.description]
        return [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]


def number(value):
    return Decimal(str(value or 0))


class Counted:
    """One grant's half-year, from the rows that stand."""

    def __init__(self, grant, first, last):
        paid = {row["activity_id"] for row in table("ledger_funding") if row["grant_id"] == grant}
        kinds = {row["id"]: row["kind"] for row in table("ledger_activity")}
        self.grant, self.kinds = grant, kinds
        within = lambda row: row["live"] and first.isoformat() <= str(row["on"]) <= last.isoformat()  # noqa: E731
        self.took = [row for row in table("ledger_participation") if within(row) and row["activity_id"] in paid]
        self.hours = [row for row in table("ledger_hours") if within(row) and row["grant_id"] == grant]
        self.costs = [row for row in table("ledger_cost") if within(row) and row["grant_id"] == grant]
        self.results = [
            row for row in table("ledger_result")
            if within(row) and (row["grant_id"] == grant or (row["grant_id"] is None and row["activity_id"] in paid))
        ]  # fmt: skip
        aid = table("ledger_aid")
        settled = {row["promise_id"] for row in aid if row["live"] and row["promise_id"]}
        self.aid = [
            row for row in aid
            if within(row) and row["grant_id"] == grant and row["ours"] and row["step"] != "withdrawn" and row["id"] not in settled
        ]  # fmt: skip
        for row in (*self.hours, *self.costs, *self.aid):
            assert row["currency"] == "DKK"  # else this count needs rates

    def firms(self, rows):
        return {row["organisation_id"] for row in rows}

    def groups(self, rows):
        """Each firm under the group of its latest row among all that took part as companies or otherwise in these rows."""
        last = {}
        for row in sorted(rows, key=lambda row: (str(row["on"]), row["id"])):
            last[row["organisation_id"]] = row["group_id"]
        return set(last.values())

    def companies(self):
        return [row for row in self.took if row["kind"] == "company"]

    def ufs(self):
        said = lambda *kinds: {  # noqa: E731
            row["organisation_id"] for row in self.results if row["kind"] == "company" and row["result"] in kinds
        }
        own = [row for row in self.hours if row["kind"] == "company"]
        return {
            "ufs-companies": len(self.firms(self.companies())),
            "ufs-companies-small": len(
                {r["organisation_id"] for r in self.companies() if r["staff"] is not None and r["staff"] < 50}
            ),
            "ufs-competences": len(said("knowledge")),
            "ufs-ideas": len(said("collaboration")),
            "ufs-new": len(said("product", "service", "process")),
            "ufs-knowledge": len(self.firms(row for row in self.took if row["kind"] in KNOWLEDGE)),
            "ufs-own-hours": sum(number(row["hours"]) for row in own),
            "ufs-own-value": sum(number(row["amount"]) for row in own),
        }

    def deb(self):
        together = defaultdict(lambda: (set(), set()))
        for row in self.took:
            if self.kinds[row["activity_id"]] == "project":
                together[row["activity_id"]][row["kind"] in KNOWLEDGE].add((row["organisation_id"], row["kind"]))
        joint = {
            activity for activity, (others, knowledge) in together.items()
            if knowledge and sum(kind == "company" for _, kind in others) >= 3
        }  # fmt: skip
        members = self.groups(row for row in self.took if row["member"])
        return {
            "deb-supported": len(self.groups(self.companies())),
            "deb-collaborating": len(self.groups(row for row in self.companies() if row["activity_id"] in joint)),
            "deb-dedicated": len(self.groups(row for row in self.companies() if row["capacity"] in ("dedicated", "economic"))),
            "deb-new": len(self.groups(row for row in self.companies() if not row["member"]) - members),
            "deb-recipients": len(self.firms(self.aid)),
            "deb-aid": sum(number(row["amount"]) for row in self.aid),
        }

    def participants(self):
        """Name -> activities, named people, hours there."""
        names = {row["id"]: row["name"] for row in table("register_organisation")}
        found = {}
        for firm in self.firms((*self.took, *self.hours, *self.costs, *self.aid)):
            rows = [row for row in self.took if row["organisation_id"] == firm]
            people = {row["person_id"] for row in rows} - {None}
            found[names[firm]] = (len({r["activity_id"] for r in rows}), len(people), sum(number(r["hours"]) for r in rows))
        return found

    def partners(self):
        names = {row["id"]: row["name"] for row in table("register_organisation")}
        economic = self.firms(row for row in self.took if row["capacity"] == "economic") | self.firms(self.costs)
        recipients = self.firms(row for row in self.took if row["capacity"] == "recipient") | self.firms(self.aid)
        return {names[firm]: (firm in economic, firm in recipients) for firm in economic | recipients}

    def accounts(self):
        """Number of the work package -> costs by kind, hours, their value, what of it others brought."""
        found = {}
        for package in (row for row in table("ledger_workpackage") if row["grant_id"] == self.grant):
            costs = [row for row in self.costs if row["work_package_id"] == package["id"]]
            hours = [row for row in self.hours if row["work_package_id"] == package["id"]]
            own = [row for row in costs if row["cost"] == "in kind" or row["kind"] != "cluster"]
            own += [row for row in hours if row["kind"] != "cluster"]
            found[package["number"]] = (
                *(sum(number(row["amount"]) for row in costs if row["cost"] == kind) for kind in COSTS),
                sum(number(row["hours"]) for row in hours),
                sum(number(row["amount"]) for row in hours),
                sum(number(row["amount"]) for row in own),
            )
        return found


def cents(values):
    return tuple(number(value).quantize(Decimal("0.01")) for value in values)


@pytest.mark.usefixtures("home")
def test_both_packs_of_the_last_half_year_say_what_a_count_by_hand_says(world, today):
    clara, (first, last) = world["clara"], half_years(today)[0]
    dues = Due.objects.visible_to(clara).filter(from_on=first)
    assert dues.count() == 2
    seen = set()
    for due in dues:
        counted = Counted(due.grant_id, first, last)
        pack = start_pack(by=clara, due_id=due.pk)
        with translation.override("en"):
            made = {
                form: pack_file(by=clara, pack_id=pack.pk, form=form, language="en", today=today).content
                for form in ("xlsx", "pdf")
            }
        book = {sheet.title: list(sheet.values)[1:] for sheet in load_workbook(BytesIO(made["xlsx"]))}

        said = {row[1]: number(row[4]) for row in book["Indicators"]}
        hand = counted.ufs() if "ufs-companies" in said else counted.deb()
        assert said == hand
        seen |= {key for key, value in hand.items() if value}

        assert {row[0]: (row[8], row[9], number(row[10])) for row in book["Participants"]} == counted.participants()
        assert {row[0]: (row[3] == "x", row[4] == "x") for row in book["Partners and recipients"]} == counted.partners()
        packages = {row[0]: cents([*row[3:11], row[12]]) for row in book["Accounts (DKK)"] if row[0] != "All"}
        assert packages == {name: cents(values) for name, values in counted.accounts().items()}
        assert sorted(number(row[6]) for row in book["State aid"]) == sorted(number(row["amount"]) for row in counted.aid)

        text = "".join("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made["pdf"])).split())
        assert [name for name in counted.participants() if "".join(name.split()) not in text] == []
        if "deb-supported" in said:
            assert len(counted.firms(counted.companies())) != said["deb-supported"]  # firms of one group count once
    assert len(seen) >= 10  # a count in which all is nought would show nothing
