"""Somebody or something over all stories: where it appears under which names; what is traced to it, how often alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from fastapi import APIRouter, Request, Response

from secondsource.archive.called import called
from secondsource.desk import lists
from secondsource.desk.drawing import page
from secondsource.desk.given import ListFormat, Words
from secondsource.desk.service import Desk, TheDesk
from secondsource.desk.views.everywhere import Appearance, Leaning, appearances, leanings
from secondsource.errors import NotHeldError
from secondsource.render.exports.tables import Table
from secondsource.render.story_view import StoryView

router = APIRouter(include_in_schema=False)

Found = TypeVar("Found", Appearance, Leaning)

MOST = 100
"""Stories that are looked into; the list says so where there are more."""


@router.get("/entity")
def entity(request: Request, desk: TheDesk, name: Words, format: ListFormat = "") -> Response:
    """Everywhere that an entity appears, in any spelling or script."""
    found, of = appearing(desk, name)
    if format:
        return lists.leave(_appearances(found), name, format)
    names = sorted({n for one in found for n in (one.entity.name, *one.entity.aliases)})
    kinds = sorted({one.entity.kind for one in found})
    return page(request, "entity.html.j2", name=name, found=found, of=of, names=names, kinds=kinds)


@router.get("/origin")
def origin(request: Request, desk: TheDesk, name: Words, format: ListFormat = "") -> Response:
    """All that was traced to an origin, in any spelling or script of its name."""
    found, of = leaning(desk, name)
    if format:
        return lists.leave(_leanings(found), name, format)
    names = sorted({n for one in found for n in (one.origin.name, *one.origin.aliases)})
    kinds = sorted({one.origin.kind for one in found})
    return page(request, "origin.html.j2", name=name, found=found, of=of, names=names, kinds=kinds)


def appearing(desk: Desk, name: str) -> tuple[list[Appearance], int]:
    """Where an entity appears, in so many stories at most, and in how many it does."""
    return _in_stories(desk, "entity", name, appearances)


def leaning(desk: Desk, name: str) -> tuple[list[Leaning], int]:
    """What leans on an origin, in so many stories at most, and in how many something does."""
    return _in_stories(desk, "origin", name, leanings)


def _in_stories(
    desk: Desk,
    kind: Literal["entity", "origin"],
    name: str,
    look: Callable[[str, StoryView, Iterable[str]], list[Found]],
) -> tuple[list[Found], int]:
    """What `look` finds in the stories in which somebody goes by a name, and how many these are."""
    stories = called(desk.archive.database, kind, name)
    found: list[Found] = []
    for handle, ids in list(stories.items())[:MOST]:
        try:
            found += look(handle, desk.library.story(handle).view, ids)
        except NotHeldError:  # gone since it was looked for
            continue
    return found, len(stories)


def _appearances(found: list[Appearance]) -> Table:
    rows = tuple(
        (one.handle, one.view.story.title, one.entity.name, one.entity.kind, m.report, m.text, m.start, m.end)
        for one in found
        for m in one.entity.mentions
    )
    columns = ("story", "title", "entity", "kind", "report", "words", "start", "end")
    return Table("entity", {name: "count" if name in ("start", "end") else "text" for name in columns}, rows)


def _leanings(found: list[Leaning]) -> Table:
    rows = tuple(
        (
            one.handle, one.view.story.title, one.origin.name, one.origin.kind, traced.number, traced.finding.statement,
            traced.finding.standing, traced.finding.independent_origins, "yes" if traced.alone else "no",
            ", ".join(traced.reports),
        )
        for one in found
        for traced in one.traced
    )  # fmt: skip
    columns = (
        "story", "title", "origin", "kind", "number", "statement", "standing", "independent_origins", "alone",
        "reports",
    )  # fmt: skip
    counted = {"number", "independent_origins"}
    return Table("origin", {name: "count" if name in counted else "text" for name in columns}, rows)
