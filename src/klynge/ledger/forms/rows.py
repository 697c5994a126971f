"""Forms with lines. How many were sent is counted, not believed, and a line that was emptied is gone."""

import re
from typing import Any


def counted(data: Any, prefix: str, most: int) -> Any:
    """What was sent, with the count of its lines as it is: none of them is lost, whatever the form says of itself."""
    name = re.compile(rf"{prefix}-([0-9]{{1,4}})-", re.ASCII)
    found = [int(match[1]) for key in data if (match := name.match(key))]
    told = data.copy()
    told[f"{prefix}-TOTAL_FORMS"] = str(min(max(found, default=-1) + 1, most + 1))
    told[f"{prefix}-INITIAL_FORMS"] = "0"
    return told


def sent(data: Any, prefix: str, names: tuple[str, ...], most: int) -> list[dict[str, str]]:
    """The lines as they were written, to show them again."""
    return [{name: data.get(f"{prefix}-{n}-{name}", "") for name in names} for n in range(most)]
