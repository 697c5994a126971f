"""Finding codes by their labels, for the forms in which codes are chosen. Code tables are open to everybody."""

from dataclasses import dataclass
from functools import lru_cache

from klynge.core.codes import Row, Tree
from klynge.core.notice import Text
from klynge.register.models import CodeEntry, CodeSystem

LIMIT = 20


@dataclass(frozen=True, slots=True)
class Code:
    """`above` is the name of the code that this one stands under, "" at the top."""

    system: str
    code: str
    name: str
    above: str


def systems() -> list[str]:
    """The keys of the code systems that are here."""
    return sorted(set(CodeSystem.objects.values_list("key", flat=True)))


def codes_like(system: str, text: str, *, language: str, limit: int = LIMIT) -> list[Code]:
    """The codes whose number begins with the text or whose label is like it, in any language; best first. [] for a system that is
    not here. The newest version of the system counts."""
    newest = CodeSystem.objects.filter(key=system).order_by("-valid_from", "-version", "-pk").first()
    if newest is None:
        return []
    # A version of a table does not change; its size tells one that is still being loaded.
    tree = _tree(newest.pk, system, newest.version, CodeEntry.objects.filter(system=newest).count())
    return [
        Code(system, code, tree.label(code, language), tree.label(above, language) if (above := tree.parent(code)) else "")
        for code in tree.search(text[:200], language, limit)
    ]


@lru_cache(maxsize=12)
def _tree(pk: int, system: str, version: str, size: int) -> Tree:
    rows = CodeEntry.objects.filter(system_id=pk).values_list("code", "label_da", "label_en")
    return Tree.from_rows((Row(code, Text({"da": da, "en": en})) for code, da, en in rows), system, version)
