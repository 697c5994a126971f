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
    return mark_safe(json_text({"@context": "https://schema.org", **kept}))  # noqa: S308  # no < is left in it


def json_text(said: Mapping[str, Any]) -> str:
    """JSON that is no markup, whoever takes it for some."""
    return json.dumps(said, ensure_ascii=False).translate(_ENDS)
