"""The public facts of the case, each with its source. Members, people, notices and everything else of the demonstration are
invented; `INVENTED` is the sentence that says so on every page."""

from dataclasses import dataclass

from klynge.core.notice import Text
from klynge.demo import bank

INVENTED = Text(
    {
        "da": "Demonstration: klyngens historie er offentlig kendt; medlemmer, personer og bekendtgørelser er opdigtede.",
        "en": "Demonstration: the cluster's history is public; members, people and notices are invented.",
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """`key` names the sort of fact; a milestone has a `year`. `seen` is False where no open source was found for it, so that a person
    should confirm it first."""

    key: str
    text: Text
    source: str
    year: int | None = None
    seen: bool = True


def facts() -> tuple[Fact, ...]:
    """What is public: name, status, task, fields, suppliers, offices, programme, label, then the milestones by year."""
    return tuple(Fact(words.key, words.text, words.source, words.year, words.seen) for words in bank.cluster())


def milestones() -> tuple[Fact, ...]:
    """The milestones alone, by year."""
    return tuple(sorted((fact for fact in facts() if fact.year), key=lambda fact: fact.year or 0))
