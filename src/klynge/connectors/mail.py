"""A forwarded e-mail as the draft of a hand-written notice.

A mail is input from strangers: its size, its parts and their nesting are bounded before it is parsed, its character sets are
chosen from a list, attachments are named and never opened, and addresses are listed and never asked. The draft is a proposal:
a person looks at it, and the guard against protectively marked text must see it, before anything is kept as a notice.
"""

import email
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from klynge.connectors.clean import clean
from klynge.connectors.fields import address
from klynge.connectors.handwritten import Handwritten
from klynge.connectors.mail_dates import Mention, mentions
from klynge.core.errors import Wrong

BYTES = 25_000_000
_PARTS = 200
_WORK = 2_000_000  # lines times boundaries, which is what the parser compares
_HEADER = 4000  # bytes of a header with parameters: the standard library reads them in quadratic time
_DESCRIBING = re.compile(rb"^content-[\w-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_TEXT = 100_000
_LINKS = 50
_CHARSETS = re.compile(
    r"utf-?(?:8|16|32)|(?:us-)?ascii|iso-?8859-\d{1,2}|latin-?1|windows-125\d|cp125\d|koi8-[ru]|macintosh", re.IGNORECASE
)
_FORWARDED = re.compile(
    r"^[ \t>*-]{0,20}(?:From|Fra|Von|De|Från)\*?:\*?[ \t]*(?P<sender>[^\n]{1,300})\n"
    r"(?P<head>(?:[ \t>*]{0,9}[A-ZÆØÅa-zæøåé]{2,12}\*?:[^\n]{0,500}\n){1,6})",
    re.MULTILINE,
)
_INNER_SUBJECT = re.compile(r"^[ \t>*]{0,9}(?:Subject|Emne|Betreff|Ämne)\*?:\*?[ \t]*(?P<subject>[^\n]{1,400})", re.MULTILINE)
_PREFIX = re.compile(r"^(?:(?:fwd?|vs|videresendt|re|sv|svar|wg|aw)\s?:\s*)+", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"'()\[\]]{4,1500}")
_HREF = re.compile(r"href\s*=\s*[\"'](https?://[^\"'<>\s]{4,1500})", re.IGNORECASE)
_DANISH = frozenset(
    {"og", "at", "til", "det", "er", "der", "på", "med", "af", "ikke", "vi", "skal", "kan", "som", "en", "et", "har", "den"}
)
_ENGLISH = frozenset(
    {"the", "and", "of", "is", "to", "with", "by", "be", "are", "not", "we", "shall", "will", "can", "a", "an", "this", "on"}
)
# Who stands behind a sender's domain, where its name says less than people know. Sources: the organisations' own sites.
_ORGANISATIONS = {
    "ncia.nato.int": "NATO Communications and Information Agency (NCIA)",
    "nspa.nato.int": "NATO Support and Procurement Agency (NSPA)",
    "eda.europa.eu": "European Defence Agency (EDA)",
    "occar.int": "OCCAR",
    "esa.int": "European Space Agency (ESA)",
    "fmi.dk": "Forsvarsministeriets Materiel- og Indkøbsstyrelse (FMI)",
}
_ANYBODY = frozenset(
    {"gmail", "hotmail", "outlook", "live", "yahoo", "icloud", "proton", "protonmail", "mail", "jubii", "me", "msn"}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a mail proposes. `entry` may lack what a notice needs; `deadlines` are all days found, those with a cue first."""

    entry: Handwritten
    sender: str  # address of who wrote the notice, not of who forwarded it
    received_at: datetime | None
    mentions: tuple[Mention, ...]
    links: tuple[str, ...]
    attachments: tuple[str, ...]  # names, without their folders


def draft(body: bytes) -> Draft:
    """The draft in an RFC 5322 message. Raises Wrong when the message is too large, too nested or no message at all."""
    message = parsed(body)
    parts = list(leaves(message))
    inner = next((part for part in parts if part.get_content_type() == "message/rfc822"), None)
    if inner is not None and isinstance(held := inner.get_payload(), list) and held and isinstance(held[0], Message):
        # Forwarded as an attachment: the inner mail is the notice, the outer one only its envelope.
        message = held[0]
        parts = [part for part in leaves(message) if part.get_content_type() != "message/rfc822"]
    plain, marked_up = _texts(parts)
    text = clean(plain) or clean(marked_up)
    name, sender = _person(header(message, "From"))
    subject = header(message, "Subject")
    forwarded = _FORWARDED.search(text)
    if forwarded:
        quoted, inner_sender = _person(forwarded["sender"].replace("*", "").replace("mailto:", ""))
        name, sender = (quoted, inner_sender) if quoted or inner_sender else (name, sender)
        told = _INNER_SUBJECT.search(forwarded["head"])
        subject = told["subject"] if told else subject
        text = text[forwarded.end() :].strip() or text
    domain = sender.rpartition("@")[2].lower() if "@" in sender else ""
    found = mentions(text[:_TEXT])
    ends = [one.at for one in found if one.is_deadline]
    links = _links(text, marked_up)
    title = " ".join(_PREFIX.sub("", clean(subject)).split())[:500]
    return Draft(
        entry=Handwritten(
            title=title,
            buyer=clean(header(message, "Organization"))[:200]
            if not forwarded and message["Organization"]
            else _organisation(domain, name),
            text=text[:_TEXT],
            language=_language(text),
            country=domain[-2:].upper() if re.search(r"\.(?:dk|se|no|fi|is|de|fr|nl|be|pl|it|es|ee|lv|lt)$", domain) else "",
            deadline_at=min(ends, default=None),
            url=links[0] if links else "",
        ),
        sender=clean(sender)[:320],
        received_at=_received(message),
        mentions=tuple(sorted(found, key=lambda one: not one.is_deadline)),
        links=links,
        attachments=tuple(name for part in parts if (name := file_name(part))),
    )


def parsed(body: bytes) -> Message:
    """The message. Raises Wrong when it is too large, too nested or none at all."""
    if len(body) > BYTES:
        raise Wrong("The mail has more than %(most)s bytes. Forward it without its attachments.", where="mail", most=BYTES)
    boundaries = len(re.findall(rb"boundary", body, re.IGNORECASE))
    if boundaries > _PARTS or body.count(b"\n") * (boundaries + 1) > _WORK:
        raise Wrong("The mail is nested too deeply to be read. Copy its text into the form.", where="mail")
    if any(len(found[0]) > _HEADER for found in _DESCRIBING.finditer(body)):
        raise Wrong("A header of the mail is too long to be read. Copy its text into the form.", where="mail")
    try:
        message = email.message_from_bytes(body)
        parts = sum(1 for _ in leaves(message))
    except RecursionError:
        raise Wrong("The mail is nested too deeply to be read. Copy its text into the form.", where="mail") from None
    if parts == 0 or not (message.keys() and (message["From"] or message["Subject"])):
        raise Wrong(
            "This is no e-mail: it has neither a sender nor a subject. Save the mail as .eml and try again.", where="mail"
        )
    return message


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order, at most 200; a mail within the mail is one part."""
    waiting, given = [message], 0
    while waiting and given < _PARTS:
        part = waiting.pop()
        held = part.get_payload()
        if isinstance(held, list) and part.get_content_maintype() == "multipart":
            waiting.extend(one for one in reversed(held) if isinstance(one, Message))
        else:
            given += 1
            yield part


def _texts(parts: list[Message]) -> tuple[str, str]:
    plain: list[str] = []
    marked_up: list[str] = []
    for part in parts:
        if part.get_content_disposition() == "attachment" or part.get_filename():
            continue
        if part.get_content_type() == "text/plain":
            plain.append(html.escape(_decoded(part), quote=False))  # so that cleaning leaves "<x@y>" as it stands
        elif part.get_content_type() == "text/html":
            marked_up.append(_decoded(part))
    return "\n".join(plain)[: 4 * _TEXT], "\n".join(marked_up)[: 20 * _TEXT]


def _decoded(part: Message) -> str:
    held = part.get_payload(decode=True)
    return as_text(held, str(part.get_content_charset() or "")) if isinstance(held, bytes) else ""


def as_text(held: bytes, charset: str) -> str:
    """In the charset that is named if it is one of text; else as UTF-8, else as Windows writes."""
    for name in (charset if _CHARSETS.fullmatch(charset) else "utf-8", "utf-8"):
        try:
            return held.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return held.decode("cp1252", "replace")


def header(message: Message, name: str) -> str:
    """A header in plain words on one line, whatever was folded or encoded into it."""
    written = message.get(name, "")
    try:
        parts = decode_header(str(written)[:5000])
    except (HeaderParseError, ValueError):
        return clean(str(written))[:1000]
    words = "".join(part if isinstance(part, str) else as_text(part, str(charset or "")) for part, charset in parts)
    return " ".join(clean(html.escape(words, quote=False)).split())[:1000]


def _person(written: str) -> tuple[str, str]:
    """Name and address, also where a mail program wrote them loosely: "Purchasing [x@y.int]", or a name alone."""
    written = written[:300]
    try:
        name, sender = parseaddr(written)
    except RecursionError:
        name = sender = ""
    if "@" in sender:
        return name, sender
    found = re.search(r"[\w.+-]{1,64}@[\w.-]{1,255}", written)
    return re.sub(r"[\[<(].*", "", written).strip(" \"'*"), found[0] if found else ""


def _organisation(domain: str, name: str) -> str:
    for known, organisation in _ORGANISATIONS.items():
        if domain == known or domain.endswith(f".{known}"):
            return organisation
    labels = domain.split(".")
    if len(labels) > 1 and labels[-2] not in _ANYBODY:
        return domain.removeprefix("mail.")[:200]
    return clean(name)[:200]


def _language(text: str) -> str:
    words = re.findall(r"[a-zæøå]+", text[:20_000].lower())
    danish, english = sum(word in _DANISH for word in words), sum(word in _ENGLISH for word in words)
    return "en" if english > danish else "da"


def _links(text: str, marked_up: str) -> tuple[str, ...]:
    written = [*_LINK.findall(text), *(html.unescape(found) for found in _HREF.findall(marked_up))]
    whole = (address({"url": one.rstrip(".,;:!?*")}, "url") for one in written)
    return tuple(dict.fromkeys(one for one in whole if one and "unsubscribe" not in one.lower()))[:_LINKS]


def file_name(part: Message) -> str:
    """The name of an attachment in plain words, without its folders; "" where it has none."""
    named = part.get_filename()
    if not named:
        return ""
    try:
        words = "".join(
            one if isinstance(one, str) else as_text(one, str(code or "")) for one, code in decode_header(str(named)[:2000])
        )
    except (HeaderParseError, ValueError):
        words = str(named)
    bare = " ".join(clean(html.escape(words, quote=False)).split())
    return re.split(r"[/\\]", bare)[-1][:120]


def _received(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError, IndexError):
        return None
    return at if at.tzinfo else None
