"""Finding codes by their labels, for the forms in which codes are chosen. Code tables are open to everybody."""

from dataclasses import dataclass

from klynge.register.reference_tables import trees

LIMIT = 20


@dataclass(frozen=True, slots=True)
class Code:
    """`above` is the name of the code that this one stands under, "" at the top."""

    system: str
    code: str
    name: str
    above: str


def codes_like(system: str, text: str, *, language: str, limit: int = LIMIT) -> list[Code]:
    """The codes whose number begins with the text or whose label is like it, in any language; best first. [] for a system that is
    not here."""
    tree = trees().get(system)
    if tree is None:
        return []
    return [
        Code(system, code, tree.label(code, language), tree.label(above, language) if (above := tree.parent(code)) else "")
        for code in tree.search(text[:200], language, limit)
    ]
