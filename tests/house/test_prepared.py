"""Every prepared query finds on any day what it would find made anew, and holds nothing of the day on which it was made."""

from datetime import timedelta

import pytest
from django.db.models import DateField
from django.utils import timezone
from wagtail.models import Page

from klynge.access.prepared import KNOWN
from klynge.register.models import Person

pytestmark = pytest.mark.django_db
PLACES = ("/", "/members/", "/market/")
WHO = ("guest", "anna", "ben", "clara", "dora")


def _others():
    """What is given beside a day: languages, addresses of pages and their places in the tree, people and their accounts."""
    pages = Page.objects.filter(depth__gt=1).values_list("url_path", "path").order_by("pk")
    people = (
        Person.objects.system_rows("the test reads all rows").exclude(account=None).order_by("pk").values_list("pk", "account_id")
    )
    return {
        "language": ("da", "en"),
        "path": ["/da/nowhere/", *(text for page in pages for text in page if text)],
        "person": [person for person, _account in people],
        "account": [account for _person, account in people],
    }


def _given(prepared, moment, others):
    """Values for a moment, of all others in turn."""
    told = {"now": moment, "today": moment.date(), "since": moment.date() - timedelta(days=180)}
    others = {name: values for name, values in others.items() if name in prepared.given}
    for n in range(max((len(values) for values in others.values()), default=1)):
        yield {name: told[name] if name in told else others[name][n % len(others[name])] for name in prepared.given}


def _told(rows):
    return [row if isinstance(row, tuple) else (type(row), row.__dict__ | {"_state": None}) for row in rows]


@pytest.fixture
def asked(world, monkeypatch):
    """All of them, after people have looked at the pages that ask for them."""
    for prepared in KNOWN:
        monkeypatch.setattr(prepared, "kept", {})
    clients = world.clients()
    pages = [path for path in Page.objects.filter(live=True).values_list("url_path", flat=True) if path]
    for who in WHO:
        for path in (*PLACES, *(pages if who == "guest" else ())):
            clients[who].get(path)
    return KNOWN


def test_each_was_asked_for_and_kept(asked):
    assert {f"{one.__module__}.{one.__name__}" for one in asked if not any(one.kept.values())} == set()


def test_it_finds_what_it_would_find_made_anew_on_any_day(asked):
    now, found, others = timezone.now(), 0, _others()
    for prepared in asked:
        for which, statement in prepared.kept.items():
            for days in (-2000, 0, 2000):
                for values in _given(prepared, now + timedelta(days=days), others):
                    anew = _told(prepared.make(*which, **values))
                    assert statement is None or _told(statement.asked(values)) == anew
                    found += len(anew)
    assert found > 100


def test_it_is_the_same_on_whatever_day_it_is_made(asked, monkeypatch):
    made = [(prepared, which, statement) for prepared in asked for which, statement in prepared.kept.items() if statement]
    later = timezone.now() + timedelta(days=4000)
    monkeypatch.setattr(timezone, "now", lambda: later)
    for prepared, which, statement in made:
        again = prepared.statement(*which)
        assert again.sql == statement.sql
        assert [_param(one) for one in again.params] == [_param(one) for one in statement.params]


def _param(one):
    return one.name if hasattr(one, "output_field") else one


def test_what_is_given_is_of_a_type_that_the_tests_know(asked):
    for prepared in asked:
        for name, field in prepared.given.items():
            assert name in ("language", "path", "person", "account") or (
                name in ("now", "today", "since") and isinstance(field, DateField)
            )
