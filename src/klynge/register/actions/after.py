"""What follows a change of the register, inside the same transaction."""

from collections.abc import Iterable


def changed(organisation_ids: Iterable[int]) -> None:
    """The search index of these organisations is made anew."""
