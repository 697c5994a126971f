"""Codes by their labels: a small list for the forms in which codes are chosen, and a page of its own without script."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from klynge.access.who import everyone
from klynge.register.fields import SYSTEMS
from klynge.register.forms.directory import wanted_code
from klynge.register.queries.code_search import codes_like
from klynge.web.page import KlyngeRequest, page


@page("register/directory/codes.html", who=everyone, methods=("GET",))
def codes(request: KlyngeRequest) -> Mapping[str, Any]:
    asked = wanted_code(request.GET)
    found = codes_like(asked.system, asked.text, language=(get_language() or "da")[:2])
    return {"asked": asked, "codes": found, "systems": list(SYSTEMS.items())}
