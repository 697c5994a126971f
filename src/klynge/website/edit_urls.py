"""The addresses of Wagtail's editor, each behind the door of the house (lock 2)."""

from collections.abc import Iterator
from copy import copy
from typing import Any

from django.urls import URLPattern, URLResolver
from wagtail.admin import urls as wagtail

from klynge.access.who import nobody, secretariat
from klynge.website.views.edit import Callback, closed_door, edit_door, leading_to

# Accounts, passwords, groups and who approves are the house's; pages are published or not; pictures have one address.
CLOSED = ("login/", "password_reset/", "users/", "groups/", "workflows/", "collections/", "snippets/", "test404/", "failwhale/")
CLOSED_ENDS = ("/privacy/", "/generate_url/", "/generate_url/output/", "/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/")
LEAD = {  # where the house has its own page; files come one by one, each with what is said of it
    "account/": "mfa_index",
    "logout/": "account_logout",
    "images/multiple/add/": "wagtailimages:add",
    "documents/multiple/add/": "wagtaildocs:add",
}
CATCH_ALL = "^.*/$"


def walled(patterns: Any, before: str = "") -> Iterator[URLPattern | URLResolver]:
    """The same patterns with the door around each view. Wagtail's last pattern, which answers everything, is left out: what is not
    there is the house's to answer."""
    for pattern in patterns:
        where = before + str(pattern.pattern)
        one = copy(pattern)
        if isinstance(pattern, URLResolver):
            one.__dict__.pop("url_patterns", None)
            one.url_patterns = list(walled(pattern.url_patterns, where))
            yield one
        elif str(pattern.pattern) != CATCH_ALL:
            one.callback = door(where, pattern.callback)
            yield one


def door(where: str, callback: Callback) -> Callback:
    """The door for one address of the editor."""
    if where.startswith(CLOSED) or where.endswith(CLOSED_ENDS):
        return closed_door(callback, nobody)
    return edit_door(leading_to(LEAD[where]) if where in LEAD else callback, secretariat)


urlpatterns = list(walled(wagtail.urlpatterns))
