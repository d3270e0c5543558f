"""A site on this machine that answers as it is told to: for all that fetches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"


@dataclass
class Answer:
    """What a site answers at a path."""

    content: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drawn_out: Callable[[], Iterator[bytes]] | None = None
    """Parts that are sent instead of the content, with no length told beforehand."""


class Site:
    """Paths to answers, and every request that was made."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at: list[float] = []

    def paths(self) -> list[str]:
        """The paths that were asked for, in order, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def serving() -> Iterator[Site]:
    """A site that answers until it is left."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            site.at.append(time.monotonic())
            answer = site.answers.get(self.path, Answer(status=404))
            etag = answer.headers.get("ETag")
            status = 304 if etag and self.headers.get("If-None-Match") == etag else answer.status
            self.send_response(status)
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            if answer.drawn_out is None or status == 304:
                content = b"" if status == 304 else answer.content
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                return
            self.end_headers()
            try:
                for part in answer.drawn_out():
                    self.wfile.write(part)
                    self.wfile.flush()
            except OSError:  # nobody listens any more
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://{HOST}:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
