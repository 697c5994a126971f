"""Lock 2: every address has said who may pass, found by walking the resolver and not a hand-kept list."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from klynge.access.who import Who

# Doors of django-allauth, each with its own check: sign-in and reset for guests, the rest behind LoginRequiredMiddleware.
_OTHERS = "account/"


def doors(patterns, before: str = "") -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        where = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns, where)
        elif isinstance(pattern, URLPattern):
            yield where, pattern.callback


def test_every_door_says_who_may_pass():
    without = []
    for where, callback in doors(get_resolver().url_patterns):
        if not where.startswith(_OTHERS) and not isinstance(getattr(callback, "who", None), Who):
            without.append(where)
    assert without == []


def test_a_guest_passes_only_doors_that_are_open_to_everyone(client, db):
    for where, callback in doors(get_resolver().url_patterns):
        who = getattr(callback, "who", None)
        if who is None or who.name == "everyone" or set("<^") & set(where):
            continue
        answer = client.get("/" + where)
        assert answer.status_code in ((404,) if who.name == "nobody" else (302, 405)), where
        if answer.status_code == 302:
            assert answer.url.startswith("/account/login/"), where
