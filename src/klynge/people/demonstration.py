"""Who can sign in to the demonstration, for the buttons on its sign-in page. Nobody else's installation has such a file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from django.conf import settings


class SignIn(msgspec.Struct, frozen=True):
    """`says` tells by language whom one meets. The password is good in the demonstration only, where everybody knows it."""

    name: str
    email: str
    password: str
    says: Mapping[str, str]


def _file() -> Path:
    return Path(settings.HOME) / "demo" / "sign-ins.json"


def write_sign_ins(people: Sequence[SignIn]) -> None:
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_bytes(msgspec.json.encode(list(people)))


def sign_ins() -> tuple[SignIn, ...]:
    """Nobody outside the demonstration."""
    if not settings.DEMO or not _file().exists():
        return ()
    return tuple(msgspec.json.decode(_file().read_bytes(), type=list[SignIn]))
