"""Pages that any site may show in a frame. All others say that nobody may."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

Door = Callable[..., HttpResponseBase]
_ANYBODY = csp_replace({"frame-ancestors": ["*"]})


def framed(door: Door) -> Door:
    """Stands above @page. Only for pages that show the same to everybody, take nothing and change nothing: whoever frames a page
    can lead a reader's hand on it."""
    opened: Any = xframe_options_exempt(_ANYBODY(door))
    opened.framed = True
    return opened  # type: ignore[no-any-return]
