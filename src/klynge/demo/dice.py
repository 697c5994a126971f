"""The one source of chance: a stream of dice for each subject, so that a change in one text does not move all the others."""

import uuid
from random import Random

SEED = 15  # of the demonstration that everybody gets: Anna's firm fits a large notice while one of its certificates runs out


def dice(seed: int, *names: str) -> Random:
    """Dice that fall the same way for the same seed and names, on every machine."""
    return Random("/".join((str(seed), *names)))  # noqa: S311 - invents a demonstration, guards nothing


def invented_uuid(seed: int, *names: str) -> str:
    """A version 4 UUID made from the seed, for identifiers that a real system would draw by chance."""
    return str(uuid.UUID(int=dice(seed, *names).getrandbits(128), version=4))
