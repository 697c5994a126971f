"""State aid: what firms declared, what was promised and what it came to; one group is near its ceiling."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from klynge.access.viewer import Viewer
from klynge.core.money import Money
from klynge.demo.ledger.done import Done
from klynge.demo.ledger.grants import Paying
from klynge.ledger.actions.aid import give_up_aid, promise_aid, settle_aid
from klynge.ledger.actions.declare import Declared, begin_declaration, declare_aid
from klynge.register.queries.people import managers_of
from klynge.register.viewers import viewer_of_person

_NEAR = (  # days ago, euro, who, what
    (900, 96_000, "Opdigtet Eksportfond", "Messer og salgsfremstød"),
    (610, 88_500, "Opdigtet Vækstpulje", "Nyt prøveanlæg"),
    (340, 51_000, "Opdigtet Energipulje", "Varmegenvinding"),
    (95, 27_400, "Opdigtet Eksportfond", "Certificering til et nyt marked"),
)
_SMALL = ((420, 9_500, "Opdigtet Vækstpulje", "Rådgivning om digitalisering"),)
_EACH = (9_600, 12_800, 16_000, 7_200)  # kroner that an hour or two of advice and what goes with it are worth


def live_aid(by: Viewer, grant: Paying, done: Sequence[Done], ties: Sequence[tuple[int, int]], today: date) -> None:
    """`ties`: owner and owned of groups among the members; the first of them is the one near its ceiling."""
    advice = [one for one in done if one.activity.kind == "advice"]
    helped = [one.rows[0].organisation_id for one in advice]
    mother, daughter = ties[0]
    heads = managers_of(by, {*helped, mother, daughter})
    _declare(heads, mother, _NEAR[:2], today, ties[0])
    _declare(heads, daughter, _NEAR[2:], today, ties[0])
    for place, firm in enumerate(helped):
        if firm not in (mother, daughter):
            _declare(heads, firm, _SMALL if place % 2 else (), today)
    promised = []
    for place, (one, firm) in enumerate(zip(advice, helped, strict=True)):
        if firm not in heads or firm in (mother, daughter):
            continue
        row = promise_aid(
            by=by,
            organisation_id=firm,
            money=Money(Decimal(_EACH[place % len(_EACH)]), "DKK"),
            on=one.activity.on,
            what=one.activity.title,
            grant_id=grant.grant_id,
            work_package_id=grant.packages["B"],
            activity_id=one.activity.pk,
        )
        promised.append(row)
    for place, row in enumerate(promised[:-2]):
        settle_aid(by=by, aid_id=row.pk, money=Money(row.amount - 800 * (place % 3), row.currency))
    give_up_aid(by=by, aid_id=promised[-2].pk, reason="Virksomheden valgte en anden rådgiver.")


def _declare(
    heads: Mapping[int, int], firm: int, lines: Sequence[tuple[int, int, str, str]], today: date, group: Sequence[int] = ()
) -> None:
    """Whoever looks after the firm signs what it got from others."""
    if firm not in heads:
        return
    who = viewer_of_person(heads[firm])
    said = [Declared(today - timedelta(days=ago), Money(Decimal(euro), "EUR"), giver, what) for ago, euro, giver, what in lines]
    asked = begin_declaration(by=who, organisation_id=firm)
    declare_aid(by=who, declaration_id=asked.pk, lines=said)
