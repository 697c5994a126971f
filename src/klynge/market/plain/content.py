"""A notice as JSON, and back. The JSON of a notice is always the same bytes, so that its hash tells whether anything changed."""

import hashlib
from typing import Any

import msgspec

from klynge.core.notice import Notice, Text, Unread

_NEEDED = frozenset({"id", "name", "winner", "amount"})  # fields that the shapes give no default


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return dict(value)
    raise NotImplementedError(f"a notice holds a {type(value).__name__}")


def _lean(value: Any) -> Any:
    """Without what was not said: half the size, and a new field of the shapes does not make every notice look changed."""
    if isinstance(value, dict):
        return {k: _lean(v) for k, v in value.items() if k in _NEEDED or v not in (None, "", [], (), {})}
    return [_lean(part) for part in value] if isinstance(value, list | tuple) else value


def _text(kind: type, value: Any) -> Any:
    if kind is Text:
        return Text(value)
    raise NotImplementedError(f"a notice holds a {kind.__name__}")


_decoder = msgspec.json.Decoder(Notice, dec_hook=_text)


def written(notice: Notice) -> bytes | Unread:
    """The notice as JSON in UTF-8. Text that no database can keep (half of a character pair, NUL) makes it Unread."""
    where = f"{notice.source} {notice.number}"[:300].encode("utf-8", "replace").decode()
    if not notice.number:
        return Unread("no-number", where, "The notice has no number, so it could not be told from others.")
    if len(notice.number) > 200 or len(notice.version) > 120:
        return Unread("long-number", where, "The notice's number or version is too long to be one.")
    try:
        content = msgspec.json.encode(_lean(msgspec.to_builtins(notice, enc_hook=_plain)))
    except UnicodeEncodeError:
        return Unread("broken-text", where, "The notice holds half of a character pair (a lone surrogate).")
    if b"\\u0000" in content and "\x00" in "".join(_strings(msgspec.json.decode(content))):
        return Unread("broken-text", where, "The notice holds a NUL character.")
    return content


def _strings(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for pair in value.items() for part in pair for text in _strings(part)]
        case list():
            return [text for part in value for text in _strings(part)]
        case _:
            return []


def read(content: bytes) -> Notice:
    return _decoder.decode(content)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
