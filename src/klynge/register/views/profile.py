"""A member's entry: seen whole and changed field by field, by those who look after it and by the secretariat."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klynge.access.who import managers, secretariat
from klynge.core.errors import Wrong
from klynge.register.actions import profile as setting
from klynge.register.actions.entries import Done, remove
from klynge.register.actions.organisation import Legal, change_organisation
from klynge.register.fields import ENTRIES, FACTS
from klynge.register.forms.entries import FORMS, CardForm, FactForm
from klynge.register.forms.parts import EntryForm
from klynge.register.queries.people import circles, names, people
from klynge.register.queries.profile import Kept, Saved, kept, profile, saved
from klynge.register.views import profile_parts as words
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry

keepers = managers | secretariat
SET: Mapping[str, Callable[..., Done]] = {
    "figure": setting.set_figure,
    "capability": setting.set_capability,
    "certificate": setting.set_certificate,
    "reference": setting.set_reference,
    "site": setting.add_site,
    "ownership": setting.set_ownership,
}
KEYED = ("figure", "capability")  # kinds whose entries are known by what they say, not by an id


@page("register/mine.html", who=managers, methods=("GET",))
def mine(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    """The entry that one looks after; a list where there are several."""
    managed = sorted(request.viewer.managed)
    if len(managed) == 1:
        return Go("register:profile", (managed[0],))
    return {"kept": [(id, name) for id, name in names(request.viewer) if id in request.viewer.managed]}


@page("register/profile.html", who=keepers, methods=("GET",))
def whole(request: KlyngeRequest, organisation: int) -> Mapping[str, Any]:
    shown = profile(request.viewer, organisation, language=(get_language() or "da")[:2], today=timezone.localdate())
    return {
        "profile": shown,
        "people": people(request.viewer, shown.line.id, timezone.localdate()),
        "sections": words.sections(shown),
        "memberships": words.memberships(shown),
        "answer": words.answer(shown),
        "flags": words.flags(shown.line.flags),
        "size": words.size(shown.line.size),
        "crumbs": words.crumbs(request.viewer, shown.line.name),
        "actions": words.actions(request.viewer, shown),
    }


@page("register/entry.html", who=keepers, clearances=True)
def fact(request: KlyngeRequest, organisation: int, name: str, language: str = "") -> Mapping[str, Any] | Go:
    if name not in FACTS or FACTS[name].languages != (language in ("da", "en")):
        raise Http404
    shown = kept(request.viewer, organisation)
    entry = saved(request.viewer, organisation, "fact", name=name, language=language)
    form = FactForm(request.POST or None, name=name, **_given(request, entry))
    if request.method == "POST" and form.is_valid():
        done = _tried(form, setting.set_fact, request, organisation, name=name, language=language)
        if done is not None:
            return _saved(request, done, organisation)
    return _form(request, shown, form, words.title("fact", name, language), "fact")


@page("register/entry.html", who=keepers, clearances=True)
def entry(request: KlyngeRequest, organisation: int, kind: str, id: int | None = None) -> Mapping[str, Any] | Go:
    if kind not in FORMS:
        raise Http404
    shown = kept(request.viewer, organisation)
    there = saved(request.viewer, organisation, kind, pk=id) if id is not None else None
    if id is not None and there is None:
        raise Http404
    more = {"owners": [one for one in names(request.viewer) if one[0] != organisation]} if kind == "ownership" else {}
    form = FORMS[kind](request.POST or None, **more, **_given(request, there))
    if request.method == "POST" and form.is_valid():
        known = {} if kind in KEYED or id is None else {"id": id}
        if kind == "certificate" and there is not None:
            known["site_id"] = there.values["site_id"]
        done = _tried(form, SET[kind], request, organisation, **known)
        if done is not None:
            return _saved(request, done, organisation)
    return {**_form(request, shown, form, str(ENTRIES[kind]), kind), "id": id}


@page("register/entry.html", who=keepers)
def card(request: KlyngeRequest, organisation: int) -> Mapping[str, Any] | Go:
    shown = kept(request.viewer, organisation)
    there = saved(request.viewer, organisation, "organisation", pk=organisation)
    form = CardForm(request.POST or None, **_given(request, there))
    if request.method == "POST" and form.is_valid():
        done = _card(form, request, organisation)
        if done is not None:
            return _saved(request, done, organisation)
    return _form(request, shown, form, str(ENTRIES["organisation"]), "organisation")


@page(who=keepers, methods=("POST",))
def take_out(request: KlyngeRequest, organisation: int, kind: str, id: int) -> Go:
    if kind not in FORMS:
        raise Http404
    remove(by=request.viewer, organisation_id=organisation, kind=kind, id=id, seen=request.POST.get("seen", ""))
    messages.success(request, _("It was taken out."))
    return Go("register:profile", (organisation,))


def _given(request: KlyngeRequest, there: Saved | None) -> dict[str, Any]:
    return {"viewer": request.viewer, "saved": there, "circles": circles(request.viewer) if request.viewer.secretariat else ()}


def _tried(form: EntryForm, action: Callable[..., Done], request: KlyngeRequest, organisation: int, **more: Any) -> Done | None:
    """What the action did; None when it refused, and then the form says why."""
    try:
        return action(by=request.viewer, organisation_id=organisation, **{**form.said(), **more}, **form.how())
    except Wrong as wrong:
        form.blame(wrong)
        return None


def _card(form: CardForm, request: KlyngeRequest, organisation: int) -> Done | None:
    how = form.how()
    try:
        return change_organisation(
            by=request.viewer,
            organisation_id=organisation,
            legal=Legal(**form.said()),
            label=how["audience"].label,
            circle_id=how["audience"].circle_id,
            seen=how["seen"],
            consent=how["consent"],
        )
    except Wrong as wrong:
        form.blame(wrong)
        return None


def _saved(request: KlyngeRequest, done: Done, organisation: int) -> Go:
    if done.waits:
        messages.info(request, _("The secretariat looks at it before everybody can see it. Until then nothing has changed."))
    elif done.changed:
        messages.success(request, _("Saved."))
    else:
        messages.info(request, _("Nothing was different, so nothing was changed."))
    return Go("register:profile", (organisation,))


def _form(request: KlyngeRequest, shown: Kept, form: Form, title: str, kind: str) -> dict[str, Any]:
    back = reverse("register:profile", args=[shown.id])
    crumbs = [*words.crumbs(request.viewer, shown.name)[:-1], Entry(shown.name, back), Entry(title, "", current=True)]
    return {"kept": shown, "form": form, "title": title, "kind": kind, "id": None, "back": back, "crumbs": crumbs}
