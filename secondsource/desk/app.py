"""The whole desk on one screen: what is served where, behind the gate, and how errors are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from secondsource.archive import Archive
from secondsource.archive.accounts import Accounts
from secondsource.desk import api, described
from secondsource.desk.adding import Adding
from secondsource.desk.drawing import page
from secondsource.desk.gate import Doorkeeper, Gate, Rules
from secondsource.desk.library import Library, Pages
from secondsource.desk.live import Live
from secondsource.desk.pages import adding, corrections, door, people, reports, search, stories, story
from secondsource.desk.service import Desk, TheDesk
from secondsource.errors import ArchiveError, InputError, NotHeldError, SecondsourceError
from secondsource.pipeline import Settings

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_STATUS: dict[type[SecondsourceError], int] = {
    NotHeldError: 404,
    InputError: 422,
    ArchiveError: 503,
    SecondsourceError: 500,
}


def make_desk(archive: Archive, rules: Rules, settings: Settings | None = None) -> FastAPI:
    """The desk of an archive as an ASGI application; it lets go of what it started when it is shut down."""
    settings = settings or Settings()
    desk = Desk(
        archive,
        settings,
        Library(archive),
        Pages(),
        Adding(archive, settings),
        Live(archive),
        Doorkeeper(rules, Accounts(archive.database)),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.adding.close()

    app = FastAPI(
        title="secondsource",
        description="Many reports, one story: who says so, who else can back it, and where the accounts part.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.state.desk = desk
    for pages in (stories, story, reports, people, search, adding, corrections, door):
        app.include_router(pages.router)
    app.include_router(api.router)
    app.get("/live", include_in_schema=False)(_live)
    app.get("/static/{name}", include_in_schema=False)(_static)
    app.get("/api/docs", include_in_schema=False)(_docs)
    app.exception_handler(SecondsourceError)(_ours)
    app.exception_handler(RequestValidationError)(_misgiven)
    app.exception_handler(StarletteHTTPException)(_refused)
    app.add_middleware(Gate, doorkeeper=desk.doorkeeper)
    return app


async def _live(desk: TheDesk) -> Response:
    """News of the archive, as they come."""
    return StreamingResponse(desk.live.events(), media_type="text/event-stream")


def _static(name: str) -> Response:
    """Style and scripts; the style of a brief's page comes first, so that both look alike."""
    parts = [("secondsource.render", "templates", "style.css"), ("secondsource.render", "templates", "reading.css")]
    places = [*(parts if name == "desk.css" else []), ("secondsource.desk", "static", name)]
    found = [files(package).joinpath(folder, file) for package, folder, file in places]
    kind = _TYPES.get(name[name.rfind(".") :]) if "." in name else None
    if kind is None or "/" in name or "\\" in name or not all(file.is_file() for file in found):
        raise HTTPException(404, "There is no such file.")
    content = b"".join(file.read_bytes() for file in found)
    return Response(content, media_type=kind, headers={"cache-control": "max-age=3600"})


def _docs(request: Request) -> Response:
    """The operations for programs, in words."""
    said = request.app.openapi()
    return page(request, "docs.html.j2", operations=described.operations(said), shapes=described.shapes(said))


def _ours(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    return _told(request, status, str(error))


def _misgiven(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, one['loc'][1:])) or 'body'}: {one['msg']}" for one in error.errors()[:10])
    return _told(request, 422, said)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    said = "There is no such page." if error.status_code == 404 else str(error.detail)
    return _told(request, error.status_code, said, error.headers)


def _told(request: Request, status: int, said: str, headers: Any = None) -> Response:
    """An error, as a page or as JSON, with what to do."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": said.encode("utf-8", "replace").decode()}, status, headers)
    answer = page(request, "error.html.j2", status, status=status, said=said)
    answer.headers.update(headers or {})
    return answer
