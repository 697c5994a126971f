"""Who won, in the 2014 forms: contracts with their contractors, and the prizes of design contests."""

from collections.abc import Iterator

from klynge.connectors.ted_legacy_texts import Said, amount, is_withheld, party, whole_number
from klynge.connectors.ted_values import day
from klynge.core.money import Money
from klynge.core.notice import Award, Party

_VALUES = (
    "VALUES/VAL_TOTAL",
    "VALUE/VAL_TOTAL",
    "VAL_TOTAL",
    "VAL_BARGAIN_PURCHASE",
    "VAL_PRICE_PAYMENT",
    "VALUES/VAL_REVENUE",
    "VAL_REVENUE",
)


def awards(form: Said) -> tuple[Award, ...]:
    """One award for each winner of each contract; joint winners share the contract. A contract without a number gets its place
    in the notice ("#3")."""
    return (*_contracts(form), *_prizes(form))


def _contracts(form: Said) -> Iterator[Award]:
    for at, contract in enumerate(form.each("AWARD_CONTRACT"), start=1):
        awarded = contract.at("AWARDED_CONTRACT")
        if awarded is None or is_withheld(awarded) or is_withheld(awarded.at("CONTRACTORS")):
            continue
        for winner in _winners(awarded, ("CONTRACTORS/CONTRACTOR", "CONTRACTOR"), "ADDRESS_CONTRACTOR"):
            yield Award(
                winner=winner,
                lot_id=contract.text("LOT_NO"),
                contract_id=contract.text("CONTRACT_NO") or f"#{at}",
                value=_value(awarded),
                awarded_on=day(awarded.text("DATE_CONCLUSION_CONTRACT")),
                tenders=whole_number(awarded.text("TENDERS/NB_TENDERS_RECEIVED") or awarded.text("NB_TENDERS_RECEIVED")),
            )


def _prizes(form: Said) -> Iterator[Award]:
    for at, result in enumerate(form.each("RESULTS"), start=1):
        for prize in result.each("AWARDED_PRIZE"):
            if is_withheld(prize) or is_withheld(prize.at("WINNERS")):
                continue
            for winner in _winners(prize, ("WINNERS/WINNER", "WINNER"), "ADDRESS_WINNER"):
                yield Award(
                    winner=winner,
                    contract_id=f"#{at}",
                    value=amount(prize, "VAL_PRIZE"),
                    awarded_on=day(prize.text("DATE_DECISION_JURY")),
                    tenders=whole_number(prize.text("PARTICIPANTS/NB_PARTICIPANTS") or prize.text("NB_PARTICIPANTS")),
                )


def _winners(above: Said, paths: tuple[str, ...], address: str) -> Iterator[Party]:
    for path in paths:
        for found in above.each(path):
            where = found.at(address)
            size = "SME" if found.has("SME") else "NO_SME" if found.has("NO_SME") else ""
            winner = party(where, size=size) if where is not None else None
            if winner is not None:
                yield winner


def _value(awarded: Said) -> Money | None:
    for path in _VALUES:
        value = amount(awarded, path)
        if value is not None:
            return None if is_withheld(awarded.at(path.split("/")[0])) else value
    return None
