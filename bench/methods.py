"""Ways to rank the target's notices for a firm of the history: the floor, the textbook and ours. All give higher for better."""

from collections.abc import Callable

import numpy as np

from bench.awards import Award
from bench.folds import Fold
from klynge.core.codes import path
from klynge.core.fit.index import Index
from klynge.core.fit.reasons import points
from klynge.core.fit.vectors import Bag, SubWords, Vocabulary, bag_of
from klynge.core.words import tokens

# One row a firm asked, one column a notice of the target.
Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Method = Callable[[Fold, list[str]], Table]
LANGUAGE = "fr"


def code_alert(fold: Fold, asked: list[str]) -> Table:
    """The market's floor: the longest CPV prefix that the notice shares with anything the firm has won."""
    target = [_stems(award) for award in fold.target]
    table = np.zeros((len(asked), len(target)))
    for row, firm in enumerate(asked):
        won = {_stems(award) for award in fold.record[firm]}
        seen = {stems: max((_shared(stems, other) for other in won), default=0) for stems in set(target)}
        table[row] = [seen[stems] for stems in target]
    return table


def words(fold: Fold, asked: list[str]) -> Table:
    """TF-IDF of stemmed words, cosine with the most alike earlier award."""
    return _best_award(fold, asked, lambda award: _counted(tokens(award.title, LANGUAGE)))


def subwords(fold: Fold, asked: list[str]) -> Table:
    """TF-IDF of runs of 3 to 5 letters, cosine with the most alike earlier award."""
    bags = {id(a): bag_of(a.title) for a in _all(fold, asked)}
    space = SubWords(list(bags.values()))
    target = space.rows([bags[id(a)] for a in fold.target])
    return np.array([(space.rows([bags[id(a)] for a in fold.record[firm]]) @ target.T).toarray().max(axis=0) for firm in asked])


def codes(fold: Fold, asked: list[str]) -> Table:
    """CPV prefixes weighted by rarity, cosine with the nearest earlier award."""
    return _best_award(fold, asked, lambda award: dict.fromkeys(_stems(award), 1.0))


def klynge(fold: Fold, asked: list[str]) -> Table:
    """The product's own index and reasons."""
    index = Index([award.need() for award in fold.target], fold.offers(), languages=(LANGUAGE,))
    place = {offer.id: number for number, offer in enumerate(index.offers.things)}
    needs = np.arange(len(fold.target), dtype=np.int64)  # a need's id is its line, so both stand in the same order
    blocks = [asked[start : start + 32] for start in range(0, len(asked), 32)]
    found = [
        points(index, index.needs, needs, index.offers, np.array([place[f] for f in block]), None).total.T for block in blocks
    ]
    return np.concatenate(found)


METHODS: dict[str, Method] = {"code alert": code_alert, "words": words, "sub-words": subwords, "codes": codes, "klynge": klynge}


def _best_award(fold: Fold, asked: list[str], bag: Callable[[Award], Bag]) -> Table:
    bags = {id(award): bag(award) for award in _all(fold, asked)}
    space = Vocabulary(bags.values())
    target = space.rows([bags[id(award)] for award in fold.target])
    return np.array([(space.rows([bags[id(a)] for a in fold.record[firm]]) @ target.T).toarray().max(axis=0) for firm in asked])


def _all(fold: Fold, asked: list[str]) -> list[Award]:
    return [*fold.target, *(award for firm in asked for award in fold.record[firm])]


def _counted(terms: list[str]) -> Bag:
    return {term: 1 + float(np.log(terms.count(term))) for term in set(terms)}


def _stems(award: Award) -> tuple[str, ...]:
    return path("cpv", award.code)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many digits both codes share; the same code shares all eight."""
    if one == other:
        return 8 if one else 0
    return max((len(a) for a, b in zip(one, other, strict=False) if a == b), default=0)
