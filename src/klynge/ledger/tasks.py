"""The ledger's work without a page: what the command line calls."""

from klynge.ledger.actions.law import load_values


def load_law() -> dict[str, int]:
    """The legal values that come with Klynge; what a person entered or confirmed stays. Counts: new, same."""
    return load_values()
