"""Who may come in, and what a browser may do with what it is given.

On this machine alone the desk is open: a request has to name a loopback host, so that no page elsewhere can reach it by
a name that it made point here (DNS rebinding). Where others can reach it, they need an account or a token.
Whatever changes something has to come from the desk's own pages (Fetch Metadata, else the Origin header; cookies are
`SameSite=Strict` besides).
"""

from __future__ import annotations

import hmac
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from secondsource.archive.accounts import Accounts

COOKIE = "desk"
LARGEST_BODY = 200_000_000
"""Bytes of one request: a folder of reports, not a hard disk."""

SHORTEST_TOKEN = 16

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_FREE = ("/login", "/static/")
_SAFE = {"GET", "HEAD", "OPTIONS"}

_TRIES, _TRIES_SECONDS = 10, 300.0


@dataclass(frozen=True, slots=True)
class Rules:
    """Who may come in."""

    name: str
    """Who is there where nobody has to say so: whoever started the desk."""
    open: bool = True
    """Everybody who reaches it; only ever on loopback."""
    token: str = field(default="", repr=False)
    """A secret that lets in without an account; empty: there is none."""
    secure: bool = False
    """It is served over TLS."""


class Doorkeeper:
    """Lets in by name and password or by token, and not as often as somebody who guesses would like."""

    def __init__(self, rules: Rules, accounts: Accounts) -> None:
        self.rules = rules
        self._accounts = accounts
        self._failed: dict[str, deque[float]] = {}

    def enter(self, name: str, password: str) -> str | None:
        """The secret of a new session; null where name and password, or the token, are wrong, or tried too often."""
        from secondsource.desk.passwords import LONGEST, right

        now = time.monotonic()
        failed = self._failed.setdefault(name[:100], deque(maxlen=_TRIES))
        if len(self._failed) > 10_000:
            self._failed.clear()
        if len(failed) == _TRIES and now - failed[0] < _TRIES_SECONDS:
            return None
        if len(password) <= LONGEST:
            if self._is_token(password) and not name:
                return self._accounts.enter("token")
            if name and right(password, self._accounts.hashed(name)):
                return self._accounts.enter(name)
        failed.append(now)
        return None

    def who(self, headers: Headers, cookies: Mapping[str, str]) -> str | None:
        """Who sent a request: by session or by `Authorization: Bearer`; null for strangers."""
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer" and self._is_token(bearer.strip()):
            return "token"
        secret = cookies.get(COOKIE, "")
        return self._accounts.there(secret) if secret else None

    def leave(self, secret: str) -> None:
        """Ends a session."""
        self._accounts.leave(secret)

    def _is_token(self, given: str) -> bool:
        token = self.rules.token
        return bool(token) and hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


class Gate:
    """Stands before the whole desk (ASGI)."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper) -> None:
        self._app = app
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if not request.url.path.startswith("/static/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        refusal = await self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, _bounded(receive), guarded)

    async def _refusal(self, request: Request) -> Response | None:
        rules = self._doorkeeper.rules
        headers = request.headers
        if rules.open and not _loopback(_host(headers.get("host", ""))):
            return PlainTextResponse("This desk answers on this machine only, as http://localhost.\n", 421)
        if request.method not in _SAFE and not _from_here(headers):
            return PlainTextResponse("This came from a page of somebody else, so nothing was changed.\n", 403)
        if _length(headers) > LARGEST_BODY:
            return PlainTextResponse(f"That is more than {LARGEST_BODY} bytes; add it in parts.\n", 413)
        if request.url.path.startswith(_FREE):
            return None
        if rules.open:
            user: str | None = rules.name
        else:
            user = await run_in_threadpool(self._doorkeeper.who, headers, request.cookies)
        if user is None:
            if request.url.path.startswith("/api/"):
                said = {"detail": "log in, or send the token as Authorization: Bearer"}
                return JSONResponse(said, 401, {"www-authenticate": "Bearer"})
            there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            to = f"/login?to={quote(there, safe='')}" if request.method in _SAFE else "/login"
            if "hx-request" in headers:
                return Response(status_code=401, headers={"hx-redirect": to})
            return RedirectResponse(to, 303)
        request.state.user = user
        request.state.may_leave = not rules.open
        return None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a desk that listens there."""
    return _loopback(host.strip("[]"))


def _host(header: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _from_here(headers: Headers) -> bool:
    """Whether a request comes from one of the desk's own pages, or from no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def _bounded(receive: Receive) -> Receive:
    """Hangs up on a body that is longer than it may be, whatever its headers said."""
    got = 0

    async def counted() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LARGEST_BODY:
            return {"type": "http.disconnect"}
        return message

    return counted
