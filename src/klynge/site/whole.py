"""A request that breaks off is no request. Granian hands on what had come when a browser was cut off, and says nothing (measured:
300,000 of 1,000,000 bytes); half a list of members, or a text that ends in the middle, would be taken for all of it."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Whole:
    """The body of a request. Raises OSError, which Django knows as an upload that broke off, when it ends before its time."""

    def __init__(self, body: Any, size: int) -> None:
        self.body, self.left = body, size

    def read(self, size: int = -1) -> bytes:
        """All that is asked for, and less only where the body ends."""
        parts = []
        wanted = self.left if size < 0 else min(size, self.left)
        while wanted:
            parts.append(self._came(self.body.read(wanted)))
            wanted -= len(parts[-1])
        return b"".join(parts)

    def readline(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        return self._came(self.body.readline(wanted)) if wanted else b""

    def _came(self, part: bytes) -> bytes:
        if not part:
            raise OSError("The request broke off.")
        self.left -= len(part)
        return part


def whole(application: Application) -> Application:
    """The application, which reads a body whole or not at all."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        size = environ.get("CONTENT_LENGTH") or "0"
        if size.isdigit() and int(size):
            environ["wsgi.input"] = Whole(environ["wsgi.input"], int(size))
        return application(environ, start)

    return answer
