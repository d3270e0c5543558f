"""Fetches pages and feeds over HTTP, as a stranger's server may answer: within limits, and never from inside.

An address that a report or a feed names may lead to this machine or its neighbours, by name, by redirect, or by a name
that is answered differently the second time. So each host is looked up here, each address it has is checked, and the
connection goes to the very address that was checked; certificates are checked against the host.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urljoin

import httpcore
import httpx

from secondsource.errors import InputError
from secondsource.intake.limits import Limits

AGENT = "secondsource"
"""The name under which robots.txt may speak to this program."""
MOST_REDIRECTS = 5
CONNECT_SECONDS = 10.0
SILENT_SECONDS = 20.0
"""A server that sends nothing for so long is given up."""

_HEADERS = {
    "User-Agent": f"{AGENT} (reads news; honours robots.txt)",
    "Accept": "text/html, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
# IPv6 addresses that carry one of IPv4 (RFC 6052), which is what counts.
_TRANSLATED = ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a server said of a version of a page, so that it can be asked for a newer one only."""

    etag: str = ""
    modified: str = ""


NO_STAMP = Stamp()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered."""

    address: str
    """Where it was in the end, after redirects."""
    content: bytes
    kind: str
    """Its media type, in small letters, without parameters."""
    stamp: Stamp
    unchanged: bool = False
    """Whether the server says that nothing has changed; then there is no content."""


class FetchError(InputError):
    """An address could not be fetched."""

    def __init__(self, input: str, reason: str, *, lasting: bool = False, wait: float | None = None) -> None:
        super().__init__(input, reason)
        self.lasting = lasting
        """Whether asking again would not help."""
        self.wait = wait
        """Seconds that the server wants to be left alone; null where it does not say."""


class Fetcher:
    """Fetches addresses; `allowed` names hosts that may be fetched from although they are not public."""

    def __init__(
        self,
        allowed: Iterable[str] = (),
        limits: Limits = Limits(),  # noqa: B008  (frozen)
    ) -> None:
        self.allowed = frozenset(host.casefold() for host in allowed)
        self.limits = limits

    def fetch(self, address: str, known: Stamp = NO_STAMP) -> Fetched:
        """What is at an address; raises `FetchError`, which says what to do, where it cannot be had."""
        ends = time.monotonic() + self.limits.max_seconds
        here = address
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._once(address, here, known, ends)
            if isinstance(answer, Fetched):
                return answer
            here = answer
        raise FetchError(address, f"leads on more than {MOST_REDIRECTS} times; open it in a browser", lasting=True)

    def _once(self, address: str, here: str, known: Stamp, ends: float) -> Fetched | str:
        """One answer: what is there, or where it leads."""
        url = _url(address, here)
        headers = dict(_HEADERS)
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.modified:
            headers["If-Modified-Since"] = known.modified
        try:
            with (
                httpx.Client(transport=_Transport(self.allowed, ends), trust_env=False, timeout=_TIMEOUT) as client,
                client.stream("GET", url, headers=headers) as response,
            ):
                if response.status_code in _REDIRECTS and response.headers.get("location"):
                    return urljoin(here, response.headers["location"])
                return self._answer(address, here, response)
        except _RefusedError as error:
            raise FetchError(address, str(error), lasting=True) from error
        except (httpx.HTTPError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise FetchError(address, _reason(error)) from error
        except (OSError, ValueError, httpx.InvalidURL, httpx.StreamError) as error:
            raise FetchError(address, f"cannot be fetched: {error}; check the address") from error

    def _answer(self, address: str, here: str, response: httpx.Response) -> Fetched:
        status, headers = response.status_code, response.headers
        kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
        stamp = Stamp(headers.get("etag", ""), headers.get("last-modified", ""))
        if status == 304:
            return Fetched(here, b"", kind, stamp, unchanged=True)
        if status != 200:
            raise FetchError(address, _status(status), lasting=400 <= status < 500 and status not in (408, *_BUSY),
                             wait=_wait(headers.get("retry-after", "")))  # fmt: skip
        content = bytearray()
        for part in response.iter_bytes():
            content += part
            if len(content) > self.limits.max_bytes:
                reason = f"is over the limit of {self.limits.max_bytes / 1e6:g} MB; download it and leave out the rest"
                raise FetchError(address, reason, lasting=True)
        return Fetched(here, bytes(content), kind, stamp)


class _RefusedError(Exception):
    """An address that nothing is fetched from."""


_TIMEOUT = httpx.Timeout(SILENT_SECONDS, connect=CONNECT_SECONDS)


class _Transport(httpx.BaseTransport):
    """httpx over connections that are checked and end in time."""

    def __init__(self, allowed: frozenset[str], ends: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_certificates(), network_backend=_Checked(allowed, ends), max_connections=1
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request and gives the answer, whose body is read by whoever asked."""
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Closes the connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Checked(httpcore.NetworkBackend):
    """Connects to public addresses and to allowed hosts only."""

    def __init__(self, allowed: frozenset[str], ends: float) -> None:
        self._allowed = allowed
        self._ends = ends
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that answers; `_RefusedError` where one is not public."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} is not known") from error
        addresses = list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
        if host.casefold() not in self._allowed:
            for address in addresses:
                if not is_public(address):
                    raise _RefusedError(
                        f"leads to {address}, which is not on the public internet; nothing was fetched. If that is "
                        f"meant, say --allow-host {host}"
                    )
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                wait = _left(self._ends, timeout)
                stream = self._backend.connect_tcp(address, port, wait, local_address, socket_options)
                return _Timed(stream, self._ends)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed


class _Timed(httpcore.NetworkStream):
    """A connection that ends in time, however slowly the other side speaks."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream = stream
        self._ends = ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._ends, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._ends, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, _left(self._ends, timeout)), self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not this machine, its neighbours, or a group's."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner: IPv4Address | IPv6Address | None = None
    if isinstance(parsed, IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if parsed in _TRANSLATED:
            inner = IPv4Address(int(parsed) & 0xFFFFFFFF)
    at = inner or parsed
    return at.is_global and not at.is_multicast and not at.is_reserved


def _left(ends: float, timeout: float | None) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("it takes too long")
    return left if timeout is None else min(left, timeout)


def _url(address: str, here: str) -> httpx.URL:
    try:
        url = httpx.URL(here)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(address, f"is no address of a page: {error}; copy it anew", lasting=True) from error
    if url.scheme not in ("http", "https") or not url.host:
        led = "" if here == address else f"leads to {here[:80]!r}, which "
        raise FetchError(address, f"{led}is not fetched; only http and https are", lasting=True)
    if url.userinfo:
        raise FetchError(address, "has a password in it, which is not sent; leave that out", lasting=True)
    return url


def _status(status: int) -> str:
    if status in (401, 402, 403, 451):
        return f"may not be read (status {status}): it may be behind a login or a paywall; save the page in a browser"
    if status in (404, 410):
        return f"is not there (status {status}); check the address"
    if status in _BUSY:
        return f"was refused for now (status {status}); try again later"
    return f"answered with status {status}; open it in a browser, or try again later"


def _wait(written: str) -> float | None:
    """Seconds from a Retry-After, which is a number of them or a time."""
    if written.strip().isdigit():
        return float(written)
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _reason(error: Exception) -> str:
    said = str(error) or type(error).__name__
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException):
        return "did not answer in time; try again later"
    if "certificate" in said.casefold():
        return f"has a certificate that is not to be trusted ({said}); nothing was read"
    if isinstance(error, httpx.DecodingError):
        return f"sent what cannot be unpacked ({said}); try again later"
    return f"cannot be fetched: {said}; check the address and the network"


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()
