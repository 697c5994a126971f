"""How awards are split into history and target: by buyer, so that lots of one tender stay together and no firm profits from
being known to the same buyer."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.awards import Award, firms
from klynge.core.fit.shapes import Offer
from klynge.core.notice import NO_TEXT


@dataclass(frozen=True, slots=True)
class Fold:
    """`record` is each firm's awards in the history, `won` the places in `target` of what it wins there."""

    target: tuple[Award, ...]
    record: dict[str, list[Award]]
    won: dict[str, list[int]]

    def offers(self) -> list[Offer]:
        """The firms of the history as offers: nothing but their records."""
        return [Offer(firm, NO_TEXT, record=tuple(a.work() for a in awards)) for firm, awards in self.record.items()]

    def questions(self) -> list[str]:
        """The firms with at least two awards in the history and one in the target."""
        return [firm for firm, awards in self.record.items() if len(awards) >= 2 and firm in self.won]


def fold(history: Sequence[Award], target: Sequence[Award]) -> Fold:
    won: dict[str, list[int]] = {}
    for place, award in enumerate(target):
        for winner in award.winners:
            won.setdefault(winner, []).append(place)
    return Fold(tuple(target), firms(history), won)


def folds(awards: Sequence[Award], number: int, seed: int = 1) -> Iterator[Fold]:
    """Buyers shuffled by the seed and dealt out; each part is the target once, all others the history."""
    buyers = sorted({award.buyer for award in awards})
    random.Random(seed).shuffle(buyers)
    part = {buyer: place % number for place, buyer in enumerate(buyers)}
    for each in range(number):
        yield fold([a for a in awards if part[a.buyer] != each], [a for a in awards if part[a.buyer] == each])
