"""The guard against protective marks, where everything that is sent to a page passes before any page sees it.

All fields and files of a form, their names included, and the body of whatever else is sent. Passwords are not looked at, and nothing of
what is refused is kept, shown or written to a log: only the rule, a hash, the time and who it was.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from klynge.access.stopped import hash_of, note_stopped
from klynge.access.viewer import ANYONE, Viewer
from klynge.connectors.clean import without_markup
from klynge.connectors.json import load, strings
from klynge.connectors.papers.look import looked_through
from klynge.core.marking.look import Finding, Outcome, Place, looked_at, worse
from klynge.core.notice import Unread
from klynge.core.tlp import Label
from klynge.web.marking_mail import told_officers

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
LOOKED = "looked_through"  # the field by which the secretariat says that a person has looked at a file that no program can read
_HARMLESS = ("GET", "HEAD", "OPTIONS", "TRACE")
_SECRETS = frozenset({"password", "password1", "password2", "oldpassword"})
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_-]{0,40}")
_MARKED_UP = re.compile(r"<[A-Za-z/!?]|&[#A-Za-z]")


class Guard:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if getattr(request, "speaks_of_clearance", False) and answer.status_code in (302, 303):
            messages.info(
                request, _("It names a level of clearance. That may stand here; whether it may be public, the authority says.")
            )
        return answer

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        """422 for what is marked or must be looked at by a person; None lets it pass."""
        if request.method in _HARMLESS:
            return None
        viewer: Viewer = getattr(request, "viewer", ANYONE)
        who = getattr(view, "who", None)
        if who is not None and (not who.passes(viewer) or request.content_type not in FORMS):
            return None  # the door itself does not open to it, and reads nothing
        finding, where, content = _heaviest(request, view)
        if finding is None:
            return None
        door = request.resolver_match.view_name if request.resolver_match else ""
        unreadable = finding.rule.startswith("unreadable")
        if unreadable and viewer.secretariat and _looked_at_by_a_person(request):
            note_stopped(by=viewer, finding=Finding(Outcome.NOTICE, finding.rule), where=door, sha256=hash_of(content))
            return None
        if finding.outcome is Outcome.NOTICE:
            request.speaks_of_clearance = True  # type: ignore[attr-defined]
            return None
        note_stopped(by=viewer, finding=finding, where=door, sha256=hash_of(content), tell=told_officers)
        refused = finding.outcome is Outcome.REFUSE
        facts = {"refused": refused, "unreadable": unreadable, "where": where, "rule": finding.rule}
        return render(request, "web/marked.html", facts, status=422)


def _looked_at_by_a_person(request: HttpRequest) -> bool:
    """Said in the form, whose fields may have a word of their own before their names."""
    return any(value == "yes" and (name == LOOKED or name.endswith(f"-{LOOKED}")) for name, value in request.POST.items())


def _heaviest(request: HttpRequest, view: Callable[..., Any]) -> tuple[Finding | None, str, bytes]:
    """The heaviest find, the field it is in where that is a name of ours, and what was looked at, for its hash."""
    heaviest: tuple[Finding | None, str, bytes] = (None, "", b"")
    for finding, where, content in _findings(request, view):
        if worse(heaviest[0], finding) is finding and finding is not heaviest[0]:
            heaviest = (finding, where, content)
    return heaviest


def _findings(request: HttpRequest, view: Callable[..., Any]) -> Iterator[tuple[Finding | None, str, bytes]]:
    if request.content_type not in FORMS:
        yield _body(request.body), "", request.body
        return
    place = Place.MEMBERS if getattr(view, "clearances", False) and _for_few(request) else Place.TEXT
    secrets = _SECRETS if view.__module__.startswith("allauth.") else frozenset()
    for name, values in request.POST.lists():
        if name == "csrfmiddlewaretoken" or name in secrets:
            continue
        where = name if _PLAIN_NAME.fullmatch(name) else ""
        for text in (name, *values):
            if (finding := _text(text, place)) is not None:
                yield finding, where, text.encode("utf-8", "replace")
    for name, files in request.FILES.lists():
        for file in files:
            content = _content(file)
            yield looked_through(file.name or "", content), name if _PLAIN_NAME.fullmatch(name) else "", content


def _for_few(request: HttpRequest) -> bool:
    """Whether the form itself says that not everybody will read it."""
    return request.POST.get("label", Label.CLEAR) in set(Label) - {Label.CLEAR}


def _text(text: str, place: Place) -> Finding | None:
    """The text as it came, and as a page would show it."""
    finding = looked_at(text, place=place)
    return worse(finding, looked_at(without_markup(text), place=place)) if _MARKED_UP.search(text) else finding


def _body(body: bytes) -> Finding | None:
    if not body:
        return None
    value = load(body, "")
    return _text(body.decode("utf-8", "replace") if isinstance(value, Unread) else "\n".join(strings(value)), Place.TEXT)


def _content(file: UploadedFile) -> bytes:
    content = file.read()
    file.seek(0)
    return bytes(content)
