"""How often one sender may send a form that stands open to everybody: what it sets off are mails to addresses that the sender names."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest

OPEN_FORM = "open_form"  # its rates are in the settings


def paced(view: Callable[..., Any]) -> Callable[..., Any]:
    """Under `@page`, for a form without a sign-in and without a link. Reading is not counted; each process counts for itself."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and not ratelimit.consume(request, action=OPEN_FORM):
            return ratelimit.respond_429(request)
        return view(request, *args, **kwargs)

    return counted
