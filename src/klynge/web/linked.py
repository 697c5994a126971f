"""Linked data for machines inside a page: JSON-LD in the words of schema.org."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# What could end the script element, or a line of script in old readers. The same data in JSON's own writing.
_ENDS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def written(said: Mapping[str, Any]) -> SafeString:
    """JSON that stands inside a script element and cannot leave it. What is empty is left out."""
    kept = {key: value for key, value in said.items() if value not in ("", None, [])}
    text = json.dumps({"@context": "https://schema.org", **kept}, ensure_ascii=False)
    return mark_safe(text.translate(_ENDS))  # noqa: S308  # no < is left in it
