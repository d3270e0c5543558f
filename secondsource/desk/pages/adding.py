"""Reports by hand: files, a pasted text, addresses; how far it is; and all that ever came in."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from secondsource.archive import Feeds
from secondsource.desk.adding import Job
from secondsource.desk.drawing import page
from secondsource.desk.given import LongText, Words
from secondsource.desk.service import Desk, TheDesk, Who
from secondsource.errors import InputError, NotHeldError

router = APIRouter(include_in_schema=False)

_LOGGED = 200


@router.get("/add")
def add(request: Request, desk: TheDesk) -> Response:
    """Where reports are given to the desk."""
    return page(request, "add.html.j2", jobs=desk.adding.jobs())


@router.post("/add/files")
async def add_files(desk: TheDesk, who: Who, files: Annotated[list[UploadFile], File()]) -> Response:
    """Takes files in."""
    given = [(_name(file.filename), await file.read()) for file in files if file.filename]
    if not given:
        raise InputError("files", "holds none; choose some first")
    return _started(desk.adding.files(given, who))


@router.post("/add/text")
def add_text(
    desk: TheDesk, who: Who, text: Annotated[LongText, Form()], name: Annotated[Words, Form()] = ""
) -> Response:
    """Takes a pasted text in."""
    if not text.strip():
        raise InputError("text", "is empty; paste a report")
    return _started(desk.adding.text(text, _name(name) if name.strip() else "", who))


@router.post("/add/addresses")
def add_addresses(desk: TheDesk, who: Who, addresses: Annotated[LongText, Form()]) -> Response:
    """Fetches pages and feeds."""
    given = list(dict.fromkeys(addresses.split()))
    if not given:
        raise InputError("addresses", "is empty; write one a line")
    return _started(desk.adding.addresses(given, who))


@router.get("/jobs/{number}")
def job(request: Request, desk: TheDesk, number: int) -> Response:
    """How far a job is, and how it ended."""
    return page(request, "job.html.j2", job=_job(desk, number), story_of=lambda id: _story_of(desk, id))


@router.get("/status")
def status(request: Request, desk: TheDesk) -> Response:
    """All that came in, how it ended, and what is followed."""
    archive = desk.archive
    return page(
        request, "status.html.j2", status=archive.status(), problems=archive.problems(), log=archive.log(_LOGGED),
        feeds=Feeds(archive.database).all(),
    )  # fmt: skip


def _job(desk: Desk, number: int) -> Job:
    found = desk.adding.job(number)
    if found is None:
        raise NotHeldError("desk", f"remembers no job {number}; what became of it stands under what came in")
    return found


def _story_of(desk: Desk, id: str | None) -> str | None:
    try:
        return desk.archive.story_of(id) if id else None
    except NotHeldError:
        return None


def _started(job: Job) -> Response:
    return RedirectResponse(f"/jobs/{job.number}", 303)


def _name(given: str | None) -> str:
    """A file's name without its folders, as it can be shown."""
    name = PurePath((given or "").replace("\\", "/")).name.encode("utf-8", "replace").decode()
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)[-200:] or "file"
