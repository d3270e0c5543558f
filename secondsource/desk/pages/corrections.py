"""Corrections, from where the reader sees the mistake; each is signed, listed, and can be taken back."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from secondsource.archive import correcting
from secondsource.desk.drawing import page
from secondsource.desk.given import Handle, Words
from secondsource.desk.service import Desk, TheDesk, Who
from secondsource.errors import InputError, NotHeldError

router = APIRouter(include_in_schema=False)


@router.get("/corrections")
def corrections(request: Request, desk: TheDesk) -> Response:
    """All corrections that were ever made, the last first."""
    return page(request, "corrections.html.j2", decisions=list(reversed(desk.archive.decisions())))


@router.post("/corrections/merge")
def merge(desk: TheDesk, who: Who, story: Annotated[Handle, Form()], other: Annotated[Handle, Form()]) -> Response:
    """Two stories are one."""
    correcting.merge(desk.archive, story, other, who)
    return _weighed(desk, story)


@router.post("/corrections/split")
def split(
    desk: TheDesk,
    who: Who,
    story: Annotated[Handle, Form()],
    report: Annotated[list[Words], Form()] = [],  # noqa: B006
) -> Response:
    """Some reports of a story tell of something else."""
    if not report:
        raise InputError("report", "is none; choose the reports that tell of something else")
    correcting.split(desk.archive, story, report, who)
    return _weighed(desk, story)


@router.post("/corrections/discrepancy")
def discrepancy(
    desk: TheDesk, who: Who, story: Annotated[Handle, Form()], discrepancy: Annotated[Handle, Form()]
) -> Response:
    """A discrepancy is none."""
    correcting.no_discrepancy(desk.archive, story, discrepancy, who)
    return _weighed(desk, story)


@router.post("/corrections/copy")
def copy(
    desk: TheDesk, who: Who, story: Annotated[Handle, Form()], report: Annotated[Words, Form()],
    original: Annotated[Words, Form()] = "",
) -> Response:  # fmt: skip
    """A report is a copy of another, or of none."""
    correcting.copy(desk.archive, report, original or None, who)
    return _weighed(desk, story)


@router.post("/corrections/identity")
def identity(
    desk: TheDesk, who: Who, story: Annotated[Handle, Form()], noun: Annotated[Literal["entity", "origin"], Form()],
    name: Annotated[Words, Form()], other: Annotated[Words, Form()],
    answer: Annotated[Literal["one", "two"], Form()] = "one",
) -> Response:  # fmt: skip
    """Two names are one entity or origin, or two."""
    correcting.who_is_who(desk.archive, story, noun, (name, other), answer == "two", who)
    return _weighed(desk, story)


@router.post("/corrections/{number}/undo")
def undo(desk: TheDesk, number: int) -> Response:
    """Takes a correction back."""
    desk.archive.undo(number)
    desk.adding.weigh()
    return RedirectResponse("/corrections", 303)


def _weighed(desk: Desk, story: str) -> Response:
    """Back to the story, once what the correction touches is weighed; to the list where it is no more."""
    desk.adding.weigh()
    try:
        desk.library.story(story)
    except NotHeldError:
        return RedirectResponse("/", 303)
    return RedirectResponse(f"/stories/{story}", 303)
