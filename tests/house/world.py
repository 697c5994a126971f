"""The world of the house tests: samples of every guarded model, a browser for each of the cast, and who may read which word."""

import importlib
import json
import time
from dataclasses import dataclass, field
from functools import cached_property

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from django.apps import apps
from django.conf import settings
from django.test import Client
from wagtail.blocks import StreamValue

from klynge.access.guard import is_guarded
from klynge.people.models import Account
from klynge.website.models import ContactPage, EventPage, EventsPage, MediaPage, NewsroomPage, ReleasePage, TextPage
from tests import cast as standing
from tests.cast import Cast
from tests.samples import WORDS

# What is read behind a door and not by a rule of rows, but written by people like the rest, and to be looked for like the rest.
BEHIND_DOORS = [TextPage, NewsroomPage, ReleasePage, EventsPage, EventPage, MediaPage, ContactPage]
GUARDED = sorted((model for model in apps.get_models() if is_guarded(model)), key=lambda model: model._meta.label)


def part(folder: str, app: str):
    return importlib.import_module(f"tests.{folder}.{app}")


def client_of(account_id: int | None, *, second_factor: bool = True, language: str = "en", **more: object) -> Client:
    """A browser; signed in with a second factor as allauth's own sign-in would leave it."""
    client = Client(raise_request_exception=False, **more)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    if account_id is not None:
        client.force_login(Account.objects.get(pk=account_id))
        session = client.session
        method = {"method": "mfa", "type": "totp"} if second_factor else {"method": "password"}
        session[METHODS] = [{**method, "at": time.time()}]
        session[f"{METHODS}_user"] = str(account_id)
        session.save()
    return client


@dataclass
class World:
    """`rows` by model label. The rest is worked out when it is first asked for, as not every file of tests needs it."""

    cast: Cast
    rows: dict[str, list[object]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = {model._meta.label: list(model.objects.system_rows("the test reads all rows")) for model in GUARDED}
        self.rows |= {model._meta.label: list(model.objects.all()) for model in BEHIND_DOORS}

    def ids(self, label: str) -> list[int]:
        return [row.pk for row in self.rows[label]]

    @property
    def pages(self) -> list[object]:
        """Of the website, of every type."""
        return [row for model in BEHIND_DOORS for row in self.rows[model._meta.label]]

    def clients(self, language: str = "en") -> dict[str, Client]:
        return {name: client_of(viewer.account_id, language=language) for name, viewer in self.cast.everybody().items()}

    def of(self, label: str) -> set[str]:
        """The words that stand in the rows of a model."""
        return {word for row in self.rows[label] for word in words_of(row)}

    @cached_property
    def words(self) -> dict[str, list[tuple[str, object]]]:
        """In which rows a word stands."""
        places: dict[str, list[tuple[str, object]]] = {}
        for label, rows in self.rows.items():
            for row in rows:
                for word in words_of(row):
                    places.setdefault(word, []).append((label, row))
        return places

    @cached_property
    def allowed(self) -> dict[str, set[str]]:
        """The words that each of the cast may read, by what the slow rules say of each row."""
        allowed: dict[str, set[str]] = {name: set() for name in self.cast.everybody()}
        for model in (*GUARDED, *BEHIND_DOORS):
            sees = part("oracle", model._meta.app_label).SEES[model._meta.label]
            for row in self.rows[model._meta.label]:
                found = words_of(row)
                for name, viewer in self.cast.everybody().items() if found else ():
                    if not found <= allowed[name] and sees(viewer, row):
                        allowed[name] |= found
        return allowed


def words_of(row) -> set[str]:
    return {word for field in row._meta.concrete_fields for word in WORDS.findall(_text(getattr(row, field.attname)))}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, StreamValue):
        return json.dumps(value.get_prep_value(), ensure_ascii=False)
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else ""


def make_world() -> Cast:
    """Samples of everything; gives the cast as it is after that."""
    cast = standing.make()
    for app in sorted({model._meta.app_label for model in (*GUARDED, *BEHIND_DOORS)}):
        part("samples", app).samples(cast)
    return standing.as_of_now(cast)
