"""A report: as it was read, as it came in, and as it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from secondsource import follow, pipeline
from secondsource.archive import Version
from secondsource.desk import lists
from secondsource.desk.drawing import finding_address, page
from secondsource.desk.given import Words
from secondsource.desk.library import Shelved
from secondsource.desk.service import Desk, TheDesk
from secondsource.desk.views.differing import Run, between
from secondsource.desk.views.text import LAYERS, layered
from secondsource.errors import InputError, NotHeldError
from secondsource.model import Reading
from secondsource.render import reading as forms

router = APIRouter(include_in_schema=False)

_SUFFIXES = {name: suffix for suffix, name in reversed(list(forms.SUFFIXES.items()))}
_Version = Annotated[int | None, Query(ge=1, le=1_000_000)]


@router.get("/report")
def report(request: Request, desk: TheDesk, id: Words, version: _Version = None) -> Response:
    """A report with what was read in it; with a version, what changed in that one."""
    versions = desk.archive.versions(id)
    reading = _reading(desk, id)
    handle = desk.archive.story_of(id)
    shelved = _story(desk, handle)
    if shelved and id in shelved.reports:  # dated by its story, and known to copy another where it does
        reading = replace(reading, report=shelved.reports[id])
    view, paragraphs = layered(reading, shelved.view if shelved else None, lambda id: finding_address(handle, id))
    return page(
        request, "report.html.j2", report=reading.report, view=view, paragraphs=paragraphs, layers=LAYERS,
        handle=handle, shelved=shelved, versions=versions, address_of=desk.archive.address(id),
        change=_change(versions, version), version=version, forms=forms.FORMATS,
    )  # fmt: skip


@router.get("/report/original")
def original(desk: TheDesk, id: Words, version: _Version = None) -> Response:
    """A report's bytes as they came in, to keep: a browser never runs them."""
    versions = desk.archive.versions(id)
    wanted = versions[-1] if version is None and versions else next((v for v in versions if v.number == version), None)
    if wanted is None:
        raise NotHeldError(desk.archive.database.name, f"holds no report {id!r}, or not that version of it")
    return lists.file(wanted.content, "original.bin", "application/octet-stream")


@router.get("/report/export")
def export(desk: TheDesk, id: Words, format: Words = "html") -> Response:
    """A report as it was read, in any of the forms that `secondsource read` writes."""
    if format not in forms.FORMATS:
        raise InputError(format, f"is no form for a report; there are {', '.join(forms.FORMATS)}")
    drawn = forms.FORMATS[format](_reading(desk, id))
    return lists.file(drawn, f"report{_SUFFIXES.get(format, '.txt')}", "text/plain; charset=utf-8")


def _reading(desk: Desk, id: str) -> Reading:
    """What a report says: as it was kept, else read again."""
    kept = desk.archive.readings([id], follow.program())
    return kept[id] if id in kept else pipeline.read_report(desk.archive.report(id), desk.settings)


def _story(desk: Desk, handle: str) -> Shelved | None:
    try:
        return desk.library.story(handle)
    except NotHeldError:  # it waits to be weighed
        return None


def _change(versions: Sequence[Version], wanted: int | None) -> tuple[Run, ...] | None:
    """What changed in a version, against the one before it; null where none is wanted, or it is the first."""
    for before, after in pairwise(versions):
        if after.number == wanted:
            return between(before.report.text, after.report.text)
    return None
