"""A server on this machine behind the embeddings interface, which each test tells how to answer."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

Answer = tuple[int, Mapping[str, str], bytes]
WIDTH = 48


def vector(text: str) -> list[float]:
    """Of a text by its runs of three letters, of any length but one."""
    data, row = f" {text.casefold()} ".encode("utf-8", "replace"), np.zeros(WIDTH)
    for at in range(len(data) - 2):
        row[zlib.crc32(data[at : at + 3]) % WIDTH] += 1
    return row.tolist() if row.any() else [1.0] + [0.0] * (WIDTH - 1)


def gives(rows: Sequence[Any]) -> Answer:
    """An answer with these vectors."""
    data = [{"object": "embedding", "index": n, "embedding": row} for n, row in enumerate(rows)]
    return 200, {"Content-Type": "application/json"}, json.dumps({"object": "list", "data": data}).encode()


@dataclass
class Server:
    """A server that answers as it is told, and remembers what it was asked."""

    url: str
    answer: Callable[[dict[str, Any]], Answer] = lambda body: gives([vector(text) for text in body["input"]])
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Server]:
    """Such a server, until it is left."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.paths.append(self.path)
            made.headers.append(dict(self.headers))
            made.bodies.append(body)
            status, headers, data = made.answer(body)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """Those who hang up are what some tests are about."""

    listening = Quiet(("127.0.0.1", 0), Handler)
    made = Server(f"http://127.0.0.1:{listening.server_port}/v1")
    threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield made
    finally:
        listening.shutdown()
        listening.server_close()
