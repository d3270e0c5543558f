"""The first page: the stories of the archive, the last changed first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from secondsource.archive.listing import Chosen, Listed, languages, listed, rules
from secondsource.desk import lists
from secondsource.desk.drawing import page, reader
from secondsource.desk.given import Day, ListFormat, Standing, Words
from secondsource.desk.library import Shelved
from secondsource.desk.service import Desk, TheDesk
from secondsource.desk.views import curve
from secondsource.errors import NotHeldError
from secondsource.render.exports.tables import Table

router = APIRouter(include_in_schema=False)

ON_A_PAGE = 25
_MOST_EXPORTED = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """A story of the list, with what there is to say of it; null while it waits to be weighed."""

    listed: Listed
    shelved: Shelved | None


@router.get("/")
def stories(
    request: Request,
    desk: TheDesk,
    language: Words = "",
    entity: Words = "",
    origin: Words = "",
    standing: Standing = "",
    flag: Words = "",
    earliest: Annotated[Day, Query(alias="from")] = None,
    latest: Annotated[Day, Query(alias="to")] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
    format: ListFormat = "",
) -> Response:
    """The stories that are wanted, some at a time, as a page or as a list to keep."""
    chosen = Chosen(language, entity, origin, standing, flag, earliest, latest)
    if format:
        items, _ = items_of(desk, chosen, _MOST_EXPORTED)
        return lists.leave(_table(items), "Stories", format)
    items, total = items_of(desk, chosen, ON_A_PAGE, (number - 1) * ON_A_PAGE)
    return page(
        request,
        "stories.html.j2",
        items=items,
        number=number,
        last=max(1, -(-total // ON_A_PAGE)),
        chosen=chosen,
        languages=languages(desk.archive.database),
        rules=rules(desk.archive.database),
        status=desk.archive.status(),
        curve=lambda item: _curve(request, item),
    )


def items_of(desk: Desk, chosen: Chosen, limit: int, offset: int = 0) -> tuple[list[Item], int]:
    """The wanted stories with what there is to say of each, and how many there are in all."""
    found, total = listed(desk.archive.database, chosen, limit, offset)
    return [Item(one, _shelved(desk, one)) for one in found], total


def _shelved(desk: Desk, one: Listed) -> Shelved | None:
    if not one.weighed:
        return None
    try:
        return desk.library.story(one.handle)
    except NotHeldError:  # gone since it was listed
        return None


def _curve(request: Request, item: Item) -> object:
    spoken = reader(request).speech
    arrivals = item.listed.arrivals
    if not arrivals:
        return ""
    first, last = spoken.moment(arrivals[0]), spoken.moment(arrivals[-1])
    came = spoken.count(len(arrivals), "report")
    return curve.draw(
        arrivals, spoken.say("%(reports)s, from %(first)s to %(last)s", reports=came, first=first, last=last)
    )


def _table(items: list[Item]) -> Table:
    rows = tuple(
        (
            one.handle, shelved.story.title, len(shelved.story.reports), shelved.view.most_origins,
            len(shelved.story.findings), len(shelved.view.parting), len(shelved.story.flags), ", ".join(one.languages),
            one.updated,
        )
        for one, shelved in ((item.listed, item.shelved) for item in items)
        if shelved
    )  # fmt: skip
    return Table(
        "stories",
        {
            "story": "text", "title": "text", "reports": "count", "independent_origins": "count", "findings": "count",
            "discrepancies": "count", "flags": "count", "languages": "text", "updated": "text",
        },
        rows,
    )  # fmt: skip
