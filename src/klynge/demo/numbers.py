"""Numbers that look like real identifiers, pass their checks, and lie where no real ones are expected.

CVR numbers begin with 99: numbers given out today run in series far below that, so the range marks what is invented. Nobody has
proved that no old number begins with 99; therefore never look one of these up. Each obeys the modulus 11 check (weights
2 7 6 5 4 3 2 1; remainder 1 of the first seven digits is never used). P-numbers begin with 99 too; only their length is checked.
NCAGE codes follow the Danish pattern R***# with the invented middle Z.
"""

from collections.abc import Iterator
from random import Random

CVR_RANGE = range(99_000_000, 100_000_000)
P_RANGE = range(9_900_000_000, 10_000_000_000)
_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def is_invented(cvr: str) -> bool:
    """True for a number of the range that the demonstration uses."""
    return cvr.isdigit() and int(cvr) in CVR_RANGE


def obeys_modulus_11(cvr: str) -> bool:
    return len(cvr) == 8 and sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, cvr, strict=True)) % 11 == 0


def cvr_numbers(dice: Random) -> Iterator[str]:
    """Endless distinct CVR numbers of the invented range that obey the check."""
    seen: set[int] = set()
    while True:
        number = dice.randrange(CVR_RANGE.start, CVR_RANGE.stop)
        if number not in seen and obeys_modulus_11(str(number)):
            seen.add(number)
            yield str(number)


def p_numbers(dice: Random) -> Iterator[str]:
    """Endless distinct P-numbers (ten digits) of the invented range."""
    seen: set[int] = set()
    while True:
        number = dice.randrange(P_RANGE.start, P_RANGE.stop)
        if number not in seen:
            seen.add(number)
            yield str(number)


def ncage_codes(dice: Random) -> Iterator[str]:
    """Endless distinct Danish NCAGE codes, R***#, whose second character is Z."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
    seen: set[str] = set()
    while True:
        code = f"RZ{dice.choice(letters)}{dice.choice(letters)}{dice.randrange(10)}"
        if code not in seen:
            seen.add(code)
            yield code
