"""Labels of CPV codes in the reader's language, from the register's taxonomies."""

from collections.abc import Iterable

from klynge.core.codes import path
from klynge.register.models import CodeEntry


def code_labels(codes: Iterable[str], language: str) -> dict[str, str]:
    """Code -> its label, or that of the nearest code above it which has one. Codes of unknown divisions are left out. One query."""
    above = {code: [stem.ljust(8, "0") for stem in reversed(path("cpv", code))] for code in set(codes) if code}
    wanted = {each for chain in above.values() for each in chain}
    rows = CodeEntry.objects.filter(system__key="cpv", code__in=wanted).values_list("code", "label_da", "label_en")
    labels = {code: (da or en) if language == "da" else (en or da) for code, da, en in rows}
    found = {code: next((labels[each] for each in chain if labels.get(each)), "") for code, chain in above.items()}
    return {code: label for code, label in found.items() if label}
