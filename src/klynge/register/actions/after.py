"""What follows a change of the register, inside the same transaction."""

from collections.abc import Iterable

from klynge.register.passages import index_organisations


def changed(organisation_ids: Iterable[int]) -> None:
    """The search index of these organisations is made anew."""
    index_organisations(organisation_ids)
