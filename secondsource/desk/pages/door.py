"""Coming in and leaving, and which language the desk speaks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from secondsource.desk.drawing import INTERFACE, READS, page
from secondsource.desk.gate import COOKIE
from secondsource.desk.given import Handle, Words
from secondsource.desk.service import TheDesk
from secondsource.desk.speech import spoken

router = APIRouter(include_in_schema=False)

_YEAR = 365 * 24 * 3600


@router.get("/login")
def ask(request: Request, desk: TheDesk, to: Words = "/") -> Response:
    """Asks who it is; whoever needs not say so goes on."""
    if desk.doorkeeper.rules.open:
        return RedirectResponse("/", 303)
    return page(request, "login.html.j2", to=to, wrong=False)


@router.post("/login")
def enter(
    request: Request, desk: TheDesk, password: Annotated[Words, Form()], name: Annotated[Words, Form()] = "",
    to: Annotated[Words, Form()] = "/",
) -> Response:  # fmt: skip
    """Begins a session for whoever knows the password."""
    secret = desk.doorkeeper.enter(name.strip(), password)
    if secret is None:
        return page(request, "login.html.j2", 403, to=to, wrong=True)
    answer = RedirectResponse(_inside(to), 303)
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="strict", secure=desk.doorkeeper.rules.secure)
    return answer


@router.post("/logout")
def leave(request: Request, desk: TheDesk) -> Response:
    """Ends a session."""
    desk.doorkeeper.leave(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.post("/speech")
def speak(
    desk: TheDesk,
    interface: Annotated[Handle, Form()],
    reads: Annotated[Handle, Form()],
    to: Annotated[Words, Form()] = "/",
) -> Response:
    """Sets the language of the desk, and the one that the reader reads."""
    answer = RedirectResponse(_inside(to), 303)
    secure = desk.doorkeeper.rules.secure
    for name, value, known in (
        (INTERFACE, interface, interface in spoken()),
        (READS, reads, reads.isalpha() and reads.isascii()),
    ):
        if known and len(value) <= 3:
            answer.set_cookie(name, value, max_age=_YEAR, samesite="strict", httponly=True, secure=secure)
    return answer


def _inside(to: str) -> str:
    """An address of the desk itself: nobody is led away by a link to the login page."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable() else "/"
