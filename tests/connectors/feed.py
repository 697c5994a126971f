"""A feed on this machine: it gives the prepared answers in turn and remembers what it was asked."""

import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from klynge.connectors.fetch import fetch
from klynge.connectors.fetch_address import is_public
from klynge.connectors.shapes import Answer, Ask

HOST = "feed.example"
PUBLIC = "93.184.215.14"


class Feed:
    """A server that gives the prepared answers in turn, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        feed = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                feed.seen.append((self.command, self.path, dict(self.headers), body))
                status, headers, said = feed.answers.pop(0) if len(feed.answers) > 1 else feed.answers[0]
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(said))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said)
                self.close_connection = True

            do_GET = do_POST = _answer

            def log_message(self, *about: object) -> None:
                """Silence."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.slept: list[float] = []
        self.now = 1000.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def opener(self, host: str, address: str, timeout: float) -> http.client.HTTPConnection:
        assert is_public(address)
        return http.client.HTTPConnection("127.0.0.1", self.server.server_address[1], timeout=5)

    def ask(self, url: str = f"https://{HOST}/data?page=1", addresses: tuple[str, ...] = (PUBLIC,), **more: object) -> Answer:
        return fetch(
            Ask(url, **more),
            hosts=(HOST, "other.example"),
            seconds=2.0,
            clock=lambda: self.now,
            sleep=self.sleep,
            opener=self.opener,
            resolve=lambda host: list(addresses),
            chance=lambda: 0.5,
        )
