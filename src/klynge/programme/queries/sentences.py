"""What the ledger says under each heading of a report, in sentences of the language that is on."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.core.indicators.shapes import Period
from klynge.ledger.words import KINDS
from klynge.programme.queries.accounts import Accounts
from klynge.programme.queries.figures import FigureCard
from klynge.programme.queries.taken_part import TakenPart
from klynge.web import formats

SMALL = 50  # staff: the performance accounts tell those below apart


class Told:
    """All that a report knows of a period; each method tells one thing."""

    def __init__(
        self, period: Period, cards: Sequence[FigureCard], taken: TakenPart, money: Accounts, credit: str, language: str
    ) -> None:
        self.period, self.cards, self.taken, self.money, self.credit, self.language = (
            period,
            cards,
            taken,
            money,
            credit,
            language,
        )

    def under(self, facts: Sequence[str]) -> tuple[str, ...]:
        tell: dict[str, Callable[[], list[str]]] = {
            "activities": self.activities,
            "figures": self.figures,
            "participants": self.participants,
            "partners": self.partners,
            "economy": self.economy,
            "aid": self.aid,
            "credit": self.credits,
        }
        return tuple(sentence for name in facts for sentence in tell[name]())

    def activities(self) -> list[str]:
        days = {"first": formats.long_day(self.period.from_on), "last": formats.long_day(self.period.to_on)}
        n = len(self.taken.done)
        if not n:
            return [_("From %(first)s to %(last)s nobody was recorded on an activity.") % days]
        kinds = Counter(one.kind for one in self.taken.done)
        listed = ", ".join(f"{KINDS[kind]} ({formats.number(count)})" for kind, count in sorted(kinds.items()))
        head = ngettext(
            "From %(first)s to %(last)s there was %(n)s activity: %(kinds)s.",
            "From %(first)s to %(last)s there were %(n)s activities: %(kinds)s.",
            n,
        )
        return [head % {**days, "n": formats.number(n), "kinds": listed}, *(self._done(one) for one in self.taken.done)]

    def _done(self, one: object) -> str:
        on, title, kind, people, organisations = (
            getattr(one, name) for name in ("on", "title", "kind", "people", "organisations")
        )
        told = {"day": formats.long_day(on), "title": title, "kind": str(KINDS[kind]), "people": formats.number(people)}
        text = ngettext(
            "%(day)s: %(title)s (%(kind)s), %(people)s recorded from %(n)s organisation.",
            "%(day)s: %(title)s (%(kind)s), %(people)s recorded from %(n)s organisations.",
            organisations,
        )
        return text % {**told, "n": formats.number(organisations)}

    def figures(self) -> list[str]:
        return [self._figure(card) for card in self.cards]

    def _figure(self, card: FigureCard) -> str:
        money = card.definition.unit == "money"

        def said(number: int | Decimal) -> str:
            return formats.money(Decimal(number), self.money.currency) if money else formats.number(number)

        facts = {"name": card.name(self.language), "value": said(card.value)}
        if card.target is None:
            text = _("%(name)s: %(value)s. No target is entered.") % facts
        else:
            text = _("%(name)s: %(value)s of %(target)s.") % {**facts, "target": said(card.target)}
        if card.unknown:
            lacking = ngettext("%(n)s row lacks a fact.", "%(n)s rows lack a fact.", card.unknown)
            text += " " + lacking % {"n": formats.number(card.unknown)}
        if not card.definition.confirmed:
            text += " " + _("(The way of counting is not confirmed.)")
        return text

    def participants(self) -> list[str]:
        """Those with a row of participation; a firm that only worked or got aid stands in the list."""
        came = [one for one in self.taken.participants if one.activities]
        firms = [one for one in came if one.kind == "company"]
        small = sum(one.staff is not None and one.staff < SMALL for one in firms)
        unknown = sum(one.staff is None for one in firms)
        told = {"all": formats.number(len(came)), "firms": formats.number(len(firms)), "small": formats.number(small)}
        text = (
            _("Organisations that took part: %(all)s, of these %(firms)s companies, of which %(small)s had under 50 staff.")
            % told
        )
        if unknown:
            text += " " + _("Of %(n)s companies the staff is not known.") % {"n": formats.number(unknown)}
        members = sum(bool(one.member) for one in came)
        return [text, _("Members among them: %(n)s.") % {"n": formats.number(members)}]

    def partners(self) -> list[str]:
        names = [one.name for one in self.taken.participants if one.economic]
        if not names:
            return [_("No economic partner is recorded.")]
        return [_("Economic partners: %(names)s.") % {"names": ", ".join(names)}]

    def economy(self) -> list[str]:
        money, currency = self.money, self.money.currency
        told = [_("The accounts of the period come to %(total)s.") % {"total": formats.money(money.total, currency)}]
        for line in money.lines:
            facts = {"number": line.number, "name": line.name, "total": formats.money(line.total, currency)}
            left = {"to_date": formats.money(line.to_date, currency), "budget": formats.money(line.budget, currency)}
            told.append(
                _("Work package %(number)s, %(name)s: %(total)s; since the grant began %(to_date)s of a budget of %(budget)s.")
                % {**facts, **left}
            )
        apart = {"work": formats.money(money.of(True), currency), "house": formats.money(money.of(False), currency)}
        told.append(_("Professional work: %(work)s. The secretariat's own work: %(house)s.") % apart)
        own = {"own": formats.money(money.own, currency), "need": formats.money(money.need, currency)}
        told.append(_("Co-financing: %(own)s of the %(need)s that the grant asks for.") % own)
        return told

    def aid(self) -> list[str]:
        lines = self.taken.aid
        if not lines:
            return [_("No state aid was given.")]
        euro = sum((one.euro for one in lines), Decimal(0))
        firms = len({(one.name, one.cvr) for one in lines})
        text = ngettext(
            "State aid worth %(euro)s was given to %(n)s organisation.",
            "State aid worth %(euro)s was given to %(n)s organisations.",
            firms,
        )
        open_ = sum(one.step == "promised" for one in lines)
        told = [text % {"euro": formats.money(euro, "EUR"), "n": formats.number(firms)}]
        if open_:
            still = ngettext(
                "Of %(n)s award only the expected amount is known.", "Of %(n)s awards only the expected amount is known.", open_
            )
            told.append(still % {"n": formats.number(open_)})
        return told

    def credits(self) -> list[str]:
        return [_("The funder is named with the line: “%(credit)s”.") % {"credit": self.credit}] if self.credit else []
