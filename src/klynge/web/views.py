"""The living page: every part with sample content, for those who build pages and those who test them."""

from typing import Any

from klynge.access.who import everyone
from klynge.web import samples
from klynge.web.page import KlyngeRequest, page


@page("web/style.html", who=everyone, methods=("GET",))
def style(request: KlyngeRequest) -> dict[str, Any]:
    return samples.context()


@page("web/style_desk.html", who=everyone, methods=("GET",))
def style_desk(request: KlyngeRequest) -> dict[str, Any]:
    return samples.desk()
