"""Asks a server that the user named, behind one of the interfaces that OpenAI made common.

Redirects are not followed and proxies not used: texts go to the address that the user named and to no other. Any
address is allowed, also those of this machine and of a private network, since it is the user who names it, never a
report. What a server answers is hostile: no answer may be larger, or take longer, than whoever asks allows.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

LONGEST_WAIT = 30.0
"""The longest that a server may ask us to wait before the next try, in seconds."""


class AddressError(Exception):
    """An address or a key that cannot be one; says why, and prints neither, for there may be a secret in it."""


class UnreachedError(Exception):
    """Nobody can be spoken to at the address."""


class BrokenOffError(Exception):
    """There was an answer, but not to its end, or not in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    """Empty where the status is not 200."""
    wait: float
    """How long the server wants to be left alone, in seconds."""


class Endpoint:
    """A server at an address, with an access key from the environment, sent only where there is one."""

    def __init__(self, url: str, key_variable: str, timeout: float) -> None:
        """`timeout` is for one request from its first byte to the last of its answer. Raises `AddressError`."""
        self._at = _address(url, key_variable)
        self.url = self._at.geturl()
        self._key = os.environ.get(key_variable, "").strip()
        self._timeout = timeout
        if not _printable(self._key):
            raise AddressError(f"{key_variable} holds what no key has: spaces or letters beyond ASCII")

    def post(self, path: str, body: bytes, largest: int) -> Answer:
        """The answer to JSON posted to a path below the address, of `largest` bytes at most.

        Raises `UnreachedError` or `BrokenOffError`, saying why.
        """
        deadline = time.monotonic() + self._timeout
        late = f"no answer within {self._timeout:g} seconds"
        kind = http.client.HTTPSConnection if self._at.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._at.hostname or "", self._at.port, timeout=self._timeout)
        try:
            connection.connect()
        except (OSError, ValueError) as error:
            connection.close()
            raise UnreachedError(getattr(error, "strerror", None) or str(error) or type(error).__name__) from None
        # A socket's own limit begins anew with every byte; a server that drips is cut off by a clock beside it.
        clock = threading.Timer(max(0.0, deadline - time.monotonic()), _hang_up, [connection.sock])
        clock.daemon = True
        clock.start()
        try:
            connection.request("POST", f"{self._at.path}/{path}", body, self._headers())
            with connection.getresponse() as response:
                data = response.read(largest + 1) if response.status == 200 else b""
                status, after = response.status, response.getheader("Retry-After", "")
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = late if time.monotonic() >= deadline else f"it broke off ({type(error).__name__})"
            raise BrokenOffError(reason) from None
        finally:
            clock.cancel()
            connection.close()
        if time.monotonic() >= deadline:
            raise BrokenOffError(late)
        if len(data) > largest:
            raise BrokenOffError(f"an answer larger than {largest // 1024} kB")
        seconds = float(after) if after.isascii() and after.isdecimal() and len(after) < 6 else 0.0
        return Answer(status, data, min(seconds, LONGEST_WAIT))

    def _headers(self) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "Connection": "close",
            "Content-Type": "application/json",
            "User-Agent": "secondsource",
        }
        return headers | ({"Authorization": f"Bearer {self._key}"} if self._key else {})


def _address(url: str, key_variable: str) -> SplitResult:
    try:
        at = urlsplit(url)
        _ = at.port  # raises where it is no number
    except ValueError:
        raise AddressError("its address cannot be read") from None
    if at.username is not None or at.password is not None or at.query or at.fragment:
        raise AddressError(f"its address must end with its path and name no user; a key belongs in {key_variable}")
    if at.scheme not in ("http", "https") or not at.hostname or not _printable(url):
        raise AddressError("its address must be like http://localhost:8080/v1")
    return at._replace(path=at.path.rstrip("/"))


def _printable(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        # not TLS's own `shutdown`, which would take apart what another thread is reading from
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
