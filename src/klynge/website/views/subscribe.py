"""Subscribing to the news, confirming it, changing it and stopping it. These forms stand without a token: it would need a cookie of
everybody who only reads, the links prove themselves, and a mail program that stops a subscription has neither."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from klynge.access.who import everyone
from klynge.core.errors import Refused, Unavailable, Wrong
from klynge.people import links
from klynge.people.paced import paced
from klynge.web.page import KlyngeRequest, page
from klynge.website.actions import subscribe as actions
from klynge.website.desk_forms import SubscribeForm, SubscriptionForm, blame
from klynge.website.queries.subscribers import Subscription
from klynge.website.queries.subscribers import subscription as kept
from klynge.website.words import CONSENT


@csrf_exempt
@page("website/subscribe.html", who=everyone)
@paced
def ask(request: KlyngeRequest) -> Mapping[str, Any]:
    """Whether the address was known, the answer does not tell."""
    _from_here(request)
    sentence = str(CONSENT) % {"cluster": settings.CLUSTER}
    form = SubscribeForm(request.POST or None, initial={"language": (get_language() or "da")[:2]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_to_subscribe(**form.cleaned_data, sentence=sentence, form=request.path)
        except (Wrong, Unavailable) as error:
            blame(form, error)
        else:
            return {"asked": form.cleaned_data["email"], "days": actions.CONFIRM_DAYS}
    return {"form": form, "sentence": sentence, "years": actions.KEPT.days // 365, "days": actions.CONFIRM_DAYS}


@csrf_exempt
@page("website/subscription_confirm.html", who=everyone)
def confirmed(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    """Looking confirms nothing: programs that look through mails open their links."""
    found = _of(token, actions.CONFIRM)
    if request.method == "POST":
        actions.confirm(token=token)
    return {"kept": found, "done": request.method == "POST" or found.state == "running"}


@csrf_exempt
@page("website/subscription.html", who=everyone)
def subscription(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    found = _of(token, actions.MANAGE)
    if found.state == "ended":
        return {"kept": found, "ended": True}
    start = {"language": found.language, "topics": found.topics, "regions": found.regions}
    form, done = SubscriptionForm(request.POST or None, initial=start), False
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_subscription(token=token, **form.cleaned_data)
            done = True
        except Wrong as wrong:
            blame(form, wrong)
    return {"kept": found, "form": form, "done": done, "token": token}


@csrf_exempt
@page("website/stop.html", who=everyone)
def stop(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    """By a button on this page, or by the mail program itself, which sends one field and no cookie (RFC 8058)."""
    found = _of(token, actions.MANAGE)
    if request.method == "POST":
        actions.stop_news(token=token, one_click=request.POST.get("List-Unsubscribe") == "One-Click")
    return {"kept": found, "done": request.method == "POST" or found.state == "ended"}


def _of(token: str, purpose: str) -> Subscription:
    found = kept(int(links.look(token, purpose).subject.partition(":")[2]))
    if found is None:
        raise Refused("This subscription is not there any more.")
    return found


def _from_here(request: KlyngeRequest) -> None:
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc not in (request.get_host(), urlsplit(settings.ADDRESS).netloc):
        raise PermissionDenied
