"""The standard indicators counted slowly, row by row, from the tables of the ledger and in words of their own: nothing of the rules as
data, of their reading or of core.indicators is used."""

from collections import defaultdict
from decimal import Decimal

from klynge.ledger import models
from klynge.register.models import Organisation

_WHY = "the slow count looks at all rows"


def standing(model, period):
    """Rows that were neither corrected nor withdrawn, of the days asked for."""
    rows = list(model.objects.system_rows(_WHY))
    corrected = {row.corrects_id for row in rows}
    return [row for row in rows if not row.void and row.pk not in corrected and period.from_on <= row.on <= period.to_on]


def in_currency(amount, currency, on, into):
    """By the last rate on or before the day."""
    if currency == into or amount == 0:
        return amount

    def rate(of):
        if of == "EUR":
            return Decimal(1)
        return models.ExchangeRate.objects.system_rows(_WHY).filter(currency=of, on__lte=on).order_by("on").last().per_euro

    euro = (amount / rate(currency)).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    return euro if into == "EUR" else (euro * rate(into)).quantize(Decimal("0.01"))


class Slow:
    def __init__(self, grant, period):
        self.grant, self.period = grant, period
        merges = Organisation.objects.system_rows(_WHY).exclude(merged_into=None)
        self.merged = {row.pk: row.merged_into_id for row in merges}
        self.paid = {one.activity_id for one in models.Funding.objects.system_rows(_WHY) if one.grant_id == grant.pk}
        self.kinds = {one.pk: one.kind for one in models.Activity.objects.system_rows(_WHY)}
        self.took_part = [one for one in standing(models.Participation, period) if one.activity_id in self.paid]
        self.companies = [one for one in self.took_part if one.kind == "company"]
        self.group = self._groups()

    def kept(self, id):
        while id in self.merged:
            id = self.merged[id]
        return id

    def _groups(self):
        """Firm -> the group of its newest row."""
        found = {}
        for row in sorted(self.took_part, key=lambda row: (row.on, row.pk)):
            found[self.kept(row.organisation_id)] = self.kept(row.group_id)
        return found

    def group_of(self, row, among):
        """The group of the firm's newest row among those that the rule looks at."""
        rows = [one for one in among if self.kept(one.organisation_id) == self.kept(row.organisation_id)]
        return self.kept(max(rows, key=lambda one: (one.on, one.pk)).group_id)

    def ufs(self):
        firms = {self.kept(one.organisation_id) for one in self.companies}
        small = {self.kept(one.organisation_id) for one in self.companies if one.staff is not None and one.staff < 50}
        results = [
            one
            for one in standing(models.Result, self.period)
            if one.kind == "company"
            and (one.grant_id == self.grant.pk or (one.grant_id is None and one.activity_id in self.paid))
        ]
        with_result = defaultdict(set)
        for one in results:
            with_result[one.result].add(self.kept(one.organisation_id))
        worked = [one for one in standing(models.Hours, self.period) if one.grant_id == self.grant.pk and one.kind == "company"]
        knowing = {self.kept(one.organisation_id) for one in self.took_part if one.kind in ("university", "institute")}
        return {
            "ufs-companies": len(firms),
            "ufs-companies-small": len(small),
            "ufs-competences": len(with_result["knowledge"]),
            "ufs-ideas": len(with_result["collaboration"]),
            "ufs-new": len(with_result["product"] | with_result["service"] | with_result["process"]),
            "ufs-knowledge": len(knowing),
            "ufs-own-hours": sum((one.hours for one in worked), Decimal(0)),
            "ufs-own-value": sum(
                (in_currency(one.amount, one.currency, one.on, self.grant.currency) for one in worked), Decimal(0)
            ),
        }

    def deb(self):
        groups = {self.group_of(one, self.companies) for one in self.companies}
        projects = [one for one in self.companies if self.kinds[one.activity_id] == "project"]
        firms_in, knowledge_in = defaultdict(set), set()
        for one in projects:
            firms_in[one.activity_id].add(self.kept(one.organisation_id))
        for one in self.took_part:
            if one.kind in ("university", "institute"):
                knowledge_in.add(one.activity_id)
        # Three firms must stand among those of a project with a knowledge institution.
        good = {activity for activity, firms in firms_in.items() if activity in knowledge_in and len(firms) >= 3}
        seen = [*projects, *(one for one in self.took_part if one.kind in ("university", "institute"))]
        together = {self.group_of(one, seen) for one in projects if one.activity_id in good}
        devoted = [one for one in self.companies if one.capacity in ("dedicated", "economic")]
        strangers = [one for one in self.companies if not one.member]
        members = [one for one in self.took_part if one.member]
        both = [*strangers, *members]
        known = {self.group_of(one, both) for one in members}
        aid = self._aid()
        return {
            "deb-supported": len(groups),
            "deb-collaborating": len(together),
            "deb-dedicated": len({self.group_of(one, devoted) for one in devoted}),
            "deb-new": len({self.group_of(one, both) for one in strangers} - known),
            "deb-recipients": len({self.kept(one.organisation_id) for one in aid}),
            "deb-aid": sum((in_currency(one.amount, one.currency, one.on, self.grant.currency) for one in aid), Decimal(0)),
        }

    def _aid(self):
        """What we gave: of a promise that came to something else, that."""
        everything = list(models.Aid.objects.system_rows(_WHY).filter(live=True))
        settled = {one.promise_id for one in everything if one.promise_id is not None}
        rows = [one for one in standing(models.Aid, self.period) if one.grant_id == self.grant.pk and one.ours]
        return [one for one in rows if one.step in ("promised", "actual") and one.pk not in settled]
