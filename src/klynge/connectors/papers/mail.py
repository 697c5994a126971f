"""Letters (.eml): subject, every text, every attachment."""

import re
from collections.abc import Callable, Iterator
from email.message import Message

from klynge.connectors import mail
from klynge.connectors.clean import without_markup
from klynge.connectors.papers.shapes import Piece, Unreadable
from klynge.core.errors import Wrong
from klynge.core.marking.look import Place

_HEADERS = re.compile(rb"^(?:From|Subject|Received|Return-Path|MIME-Version|Date|Message-ID|Delivered-To|To):", re.I | re.M)
_READ = (
    "Subject",
    "From",
    "To",
    "Cc",
    "Keywords",
    "Comments",
    "X-Classification",
    "X-Protective-Marking",
    "Sensitivity",
    "Thread-Topic",
)


def is_mail(name: str, head: bytes) -> bool:
    """By its name or by the headers at its start."""
    return name.lower().endswith(".eml") or (bool(_HEADERS.match(head)) and len(_HEADERS.findall(head)) > 1)


def pieces(content: bytes, within: Callable[[str, bytes], Iterator[Piece]]) -> Iterator[Piece]:
    """Raises Unreadable for what is nested too deeply or is no letter."""
    try:
        yield from _letter(mail.parsed(content), within, 0)
    except Wrong:
        raise Unreadable("mail") from None


def _letter(letter: Message, within: Callable[[str, bytes], Iterator[Piece]], depth: int) -> Iterator[Piece]:
    if depth > 3:
        raise Unreadable("nested-too-deep")
    yield Piece("\n".join(mail.header(letter, name) for name in _READ), Place.BANNER)
    for part in mail.leaves(letter):
        held = part.get_payload()
        if isinstance(held, list):
            for inner in held:
                if isinstance(inner, Message):
                    yield from _letter(inner, within, depth + 1)
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        name = mail.file_name(part)
        if part.get_content_maintype() == "text" and not name:
            text = mail.as_text(content, str(part.get_content_charset() or "")) if content else ""
            yield Piece(text)
            if part.get_content_type() == "text/html":
                yield Piece(without_markup(text))
        else:
            yield from within(name or "part", content)
