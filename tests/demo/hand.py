"""A grant's half-year counted again straight from the tables, by other means than the product's."""

from collections import defaultdict
from decimal import Decimal

from django.db import connection

COSTS = ("wage", "external", "travel", "overhead", "equipment", "in kind")
KNOWLEDGE = ("university", "institute")


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

    def said(self, *results):
        """Companies of which such a result is recorded."""
        return {row["organisation_id"] for row in self.results if row["kind"] == "company" and row["result"] in results}

    def ufs(self):
        own = [row for row in self.hours if row["kind"] == "company"]
        return {
            "ufs-companies": len(self.firms(self.companies())),
            "ufs-companies-small": len(
                {r["organisation_id"] for r in self.companies() if r["staff"] is not None and r["staff"] < 50}
            ),
            "ufs-competences": len(self.said("knowledge")),
            "ufs-ideas": len(self.said("collaboration")),
            "ufs-new": len(self.said("product", "service", "process")),
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
            "deb-demo-competences": len(self.said("knowledge")),
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
