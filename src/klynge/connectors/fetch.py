"""Asking a source politely and safely: the one place from which the programs of ours reach out.

Only https, only the source's own hosts, only public addresses (see `fetch_address`), also after a redirect. An answer is whole
or it is an error: a body shorter than it said, an empty one, a compressed one that was not asked for and one beyond the cap are
never handed on. What is busy (429, 5xx, a broken line) is asked again a few times, later each time, or when it says itself.
"""

import http.client
import random
import socket
import ssl
import time
from collections.abc import Callable, Collection
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urljoin

from klynge import __version__
from klynge.connectors.clean import clean
from klynge.connectors.fetch_address import Resolve, looked_up, target
from klynge.connectors.shapes import Answer, Ask
from klynge.core.errors import Unavailable, Wrong

MOST_BYTES = 200_000_000
TRIES = 5
LONGEST_WAIT = 300.0  # seconds; who asks for more is asked in a later run
_SILENCE = 30.0  # seconds without a byte
_WHOLE = 900.0  # seconds for one answer, so that a byte a second ends too
_REDIRECTS = 3
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_AGENT = f"Klynge/{__version__} (cluster market monitor)"
_CHANCE = random.SystemRandom().random
_last_asked: dict[str, float] = {}  # host -> when, so that all runs of one process are polite together


class Opener(Protocol):
    """Makes a connection to `address` that speaks as to `host`."""

    def __call__(self, host: str, address: str, timeout: float) -> http.client.HTTPConnection: ...


class _Busy(Exception):
    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


def fetch(
    ask: Ask,
    *,
    hosts: Collection[str],
    seconds: float,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    opener: Opener | None = None,
    resolve: Resolve = looked_up,
    chance: Callable[[], float] = _CHANCE,
) -> Answer:
    """The answer to `ask`, at least `seconds` after the last ask to the same host.

    `clock` gives seconds that never go back; `chance` a number from 0 to 1 for the jitter. Raises Wrong when the address may not
    be asked, and Unavailable for every answer that is not whole and good.
    """
    opener = opener or connected
    where = f"{ask.url.partition('?')[0]} {ask.mark}".strip()
    for attempt in range(1, TRIES + 1):
        try:
            body = _asked(ask, where, hosts, seconds, clock, sleep, opener, resolve)
            return Answer(where, body)
        except ssl.SSLCertVerificationError:
            raise Unavailable("%(where)s shows a certificate that does not hold. Nothing was sent.", where=where) from None
        except (_Busy, OSError, http.client.HTTPException) as fault:
            wait = getattr(fault, "wait", None)
            if attempt == TRIES or (wait or 0) > LONGEST_WAIT:
                raise Unavailable(
                    "%(where)s gave no answer: %(said)s. Try again later.", where=where, said=_reason(fault)
                ) from fault
            sleep(wait if wait is not None else min(2.0**attempt * (0.5 + chance()), LONGEST_WAIT))
    raise AssertionError("the last try returns or raises")


def _asked(
    ask: Ask,
    where: str,
    hosts: Collection[str],
    seconds: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
    opener: Opener,
    resolve: Resolve,
) -> bytes:
    url, method, body = ask.url, ask.method, ask.body
    for _ in range(_REDIRECTS + 1):
        to = target(url, hosts, resolve)
        _wait_for_turn(to.host, seconds, clock, sleep)
        connection = opener(to.host, to.address, _SILENCE)
        try:
            headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity", "Connection": "close", **ask.headers}
            try:
                connection.request(method, to.path, body=body or None, headers=headers)
            except ssl.SSLCertVerificationError:
                raise
            except ValueError as fault:  # http.client's word for a header or a path that would break the line
                raise Wrong(
                    "The question to %(host)s holds a line break. Nothing was asked.", where="headers", host=to.host
                ) from fault
            response = connection.getresponse()
            if response.status not in _MOVED:
                return _whole(response, where, clock)
            further = response.headers.get("Location", "")
            if method != "GET" and response.status not in (307, 308):
                raise Unavailable(
                    "%(where)s sends a question elsewhere that cannot be asked there. Tell the operator.", where=where
                )
            url = urljoin(url, further)
        finally:
            connection.close()
    raise Unavailable("%(where)s sends us round in circles. Try again later.", where=where)


def _wait_for_turn(host: str, seconds: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
    if host in _last_asked:
        early = _last_asked[host] + seconds - clock()
        if early > 0:
            sleep(early)
    _last_asked[host] = clock()


def _whole(response: http.client.HTTPResponse, where: str, clock: Callable[[], float]) -> bytes:
    if response.status in _BUSY:
        raise _Busy(f"it is busy ({response.status})", _retry_after(response.headers.get("Retry-After", "")))
    if not 200 <= response.status < 300:
        said = clean(response.read(2000).decode("utf-8", "replace"))[:200] or "Nothing more."
        raise Unavailable(
            "%(where)s refused with %(status)s: %(said)s If it goes on, look at the source's own pages.",
            where=where,
            status=response.status,
            said=said,
        )
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Unavailable("%(where)s answered compressed though it was asked not to. Tell the operator.", where=where)
    stated = response.headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated) > MOST_BYTES:
        raise Unavailable("%(where)s answered with more than %(most)s bytes. Ask for less.", where=where, most=MOST_BYTES)
    begun, size, parts = clock(), 0, []
    while part := response.read(1 << 16):
        size += len(part)
        parts.append(part)
        if size > MOST_BYTES:
            raise Unavailable("%(where)s answered with more than %(most)s bytes. Ask for less.", where=where, most=MOST_BYTES)
        if clock() - begun > _WHOLE:
            raise Unavailable(
                "%(where)s took more than %(most)s seconds to answer. Try again later.", where=where, most=int(_WHOLE)
            )
    if stated.isdecimal() and size < int(stated):
        raise _Busy(f"it broke off after {size} of {stated} bytes")
    if not size:
        raise Unavailable(
            "%(where)s answered %(status)s with nothing. That is no empty list; it may ask for a person to look. Try again later.",
            where=where,
            status=response.status,
        )
    return b"".join(parts)


def _retry_after(written: str) -> float | None:
    """Seconds to wait, from a number or a date; `None` when nothing readable is said."""
    if written.strip().isdecimal() and len(written) < 10:
        return float(written)
    try:
        at = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None
    return max(0.0, at.timestamp() - time.time()) if at.tzinfo else None


def _reason(fault: Exception) -> str:
    if isinstance(fault, TimeoutError):
        return "it was silent too long"
    return str(fault) if isinstance(fault, _Busy) else f"the line broke ({type(fault).__name__})"


class _Checked(http.client.HTTPSConnection):
    """To the checked address, with the certificate of the name."""

    def __init__(self, host: str, address: str, timeout: float) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, 443, timeout=timeout, context=self._tls)
        self._address = address

    def connect(self) -> None:
        line = socket.create_connection((self._address, 443), self.timeout)
        try:
            self.sock = self._tls.wrap_socket(line, server_hostname=self.host)
        except OSError:
            line.close()
            raise


def connected(host: str, address: str, timeout: float) -> http.client.HTTPConnection:
    """The opener that reaches the network."""
    return _Checked(host, address, timeout)
