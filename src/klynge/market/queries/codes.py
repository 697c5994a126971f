"""Labels of codes in the reader's language, from the register's taxonomies."""

from collections.abc import Iterable, Mapping

from klynge.core.codes import Tree
from klynge.register.reference_tables import trees


def code_labels(codes: Iterable[str], language: str, tree: Tree | None = None) -> dict[str, str]:
    """CPV code -> its label, or that of the nearest code above it which has one. Codes of unknown divisions are left out. `tree` is
    that of the CPV where it was read already."""
    tree = tree or trees()["cpv"]
    named = {code: tree.label(code, language) for code in set(codes) if code}
    return {code: label for code, label in named.items() if label != code}


def term_label(trees: Mapping[str, Tree], term: str, language: str) -> str:
    """What a stem like "cpv:3561" or a code of another taxonomy ("own:sensors.radar") is called; itself when unknown."""
    system, _, code = term.partition(":")
    known = trees.get(system)
    return known.label(code, language) if known else (code or term)
