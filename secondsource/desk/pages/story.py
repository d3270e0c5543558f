"""A story: its finding table, whose word it is, where the accounts part, when it happened; and each finding whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup

from secondsource.archive.listing import Chosen, listed
from secondsource.desk import lists
from secondsource.desk.drawing import address, finding_address, page, reader, report_address
from secondsource.desk.given import Handle, Standing, Words
from secondsource.desk.library import Shelved
from secondsource.desk.service import Desk, TheDesk
from secondsource.desk.views import room as reading_room
from secondsource.desk.views.differing import Run, value_in
from secondsource.desk.views.speaking import nearest, why
from secondsource.desk.views.table import SIGNS, Line, Order, lines
from secondsource.desk.views.telling import told
from secondsource.errors import InputError, MissingExtraError, NotHeldError
from secondsource.model import Discrepancy, Finding
from secondsource.render import BINARY, FORMATS, SUFFIXES, check_extra, origin_map, timeline
from secondsource.render.origin_graph import origin_graph
from secondsource.render.story_view import when_words
from secondsource.render.wording import STANDINGS

router = APIRouter(include_in_schema=False)

_OTHERS = 50
"""Stories that one can be merged with from its own page."""
_SUFFIXES = {name: suffix for suffix, name in reversed(list(SUFFIXES.items()))} | {"parquet-tables": ".zip"}


@dataclass(frozen=True, slots=True)
class Account:
    """One claim on a side of a discrepancy, with the words marked that it is about."""

    report: str
    runs: tuple[Run, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Leaned:
    """An origin, with how much leans on it."""

    id: str
    name: str
    reports: int
    claims: int


@dataclass(frozen=True, slots=True)
class Parting:
    """A discrepancy, side by side."""

    discrepancy: Discrepancy
    sides: tuple[tuple[str, tuple[Account, ...]], ...]


@router.get("/stories/{handle}")
def story(
    request: Request,
    desk: TheDesk,
    handle: Handle,
    order: Order = "weight",
    standing: Standing = "",
    origin: Handle = "",
    report: Words = "",
) -> Response:
    """A story at one glance."""
    shelved = desk.library.story(handle)
    who = reader(request)
    chosen = (order, standing, origin, report)
    key = (handle, shelved.edition, who, request.url.query)  # the whole query: links of the page carry it on
    drawn = desk.pages.page(key, lambda: bytes(_story(request, desk, shelved, *chosen).body))
    headers = {"vary": "accept-encoding, accept-language, cookie"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return HTMLResponse(drawn.packed, headers={**headers, "content-encoding": "gzip"})
    return HTMLResponse(drawn.plain, headers=headers)


def _story(
    request: Request, desk: Desk, shelved: Shelved, order: Order, standing: str, origin: str, report: str
) -> Response:
    view, who, handle = shelved.view, reader(request), shelved.handle
    links = {finding.id: finding_address(handle, finding.id) for finding in shelved.story.findings}
    return page(
        request,
        "story.html.j2",
        shelved=shelved,
        view=view,
        solid=lines(view, who.reads, standing="corroborated"),
        leans=_leans(shelved),
        lines=lines(view, who.reads, order=order, standing=standing, origin=origin, report=report),
        order=order,
        cells=lambda line: _cells(handle, line),
        standing=standing,
        origin=origin,
        report=report,
        tally=_tally(shelved),
        when=when_words(shelved.story, view.reports, who.speech),
        partings=[_parting(one) for one in view.parting],
        updates=[_parting(one) for one in view.updates],
        origin_map=shelved.drawn(
            f"map {who.speech.code}",
            lambda: origin_map.draw(view, id="origins", href=lambda key: _leads(handle, key), tongue=who.speech),
        ),
        origins_in_words=origin_map.in_words(view, who.speech),
        timeline=shelved.drawn(
            f"timeline {who.speech.code}",
            lambda: timeline.draw(view, id="timeline", links=links, tongue=who.speech),
        ),
        timeline_rows=timeline.rows(view, who.speech),
        history=desk.archive.history(handle),
        most_columns=reading_room.MOST,
        formats=[name for name in FORMATS if name != "terminal"],
        links=links,
    )


@router.get("/stories/{handle}/findings/{id}")
def finding(request: Request, desk: TheDesk, handle: Handle, id: Handle) -> Response:
    """A finding with all its claims: a part of its story's page, or a page of its own."""
    shelved = desk.library.story(handle)
    found = finding_of(desk, shelved, id)
    who = reader(request)
    return page(
        request,
        "finding.html.j2",
        why=why(shelved.view, found, who.speech.say),
        shelved=shelved,
        view=shelved.view,
        finding=found,
        told=told,
        near={claim: nearest(shelved.view, found, claim, who.reads) for claim in found.claims},
        partings=[_parting(one) for one in shelved.view.discrepancies.get(found.id, ())],
    )


@router.get("/stories/{handle}/others")
def others(request: Request, desk: TheDesk, handle: Handle) -> Response:
    """The stories that one can be merged with, the last changed first."""
    found, _ = listed(desk.archive.database, Chosen(), _OTHERS)
    titles = [(one.handle, desk.library.story(one.handle).story.title) for one in found if one.weighed]
    return page(request, "others.html.j2", others=[one for one in titles if one[0] != handle])


@router.get("/stories/{handle}/room")
def room(
    request: Request,
    desk: TheDesk,
    handle: Handle,
    report: Annotated[list[Words], Query(max_length=50)] = [],  # noqa: B006
) -> Response:
    """Some reports of a story next to each other; without any named, the first two."""
    shelved = desk.library.story(handle)
    wanted = list(dict.fromkeys(id for id in report if id in shelved.reports))[: reading_room.MOST]
    if len(wanted) < 2:
        wanted += [one.id for one in shelved.view.reports if one.id not in wanted][: 2 - len(wanted)]
    shared, columns = reading_room.room(shelved.view, wanted)
    return page(
        request, "room.html.j2", shelved=shelved, view=shelved.view, wanted=wanted, shared=shared, columns=columns,
        most=reading_room.MOST, id_of=reading_room.id_of,
    )  # fmt: skip


@router.get("/stories/{handle}/export")
def export(desk: TheDesk, handle: Handle, format: Handle = "html") -> Response:
    """A story as a file, in any of the forms that the command line writes."""
    shelved = desk.library.story(handle)
    if format not in FORMATS:
        raise InputError(format, f"is no form for a story; there are {', '.join(FORMATS)}")
    try:
        check_extra(format)
    except MissingExtraError as error:
        raise InputError(format, str(error)) from error
    kind = "application/octet-stream" if format in BINARY else "text/plain; charset=utf-8"
    return lists.file(FORMATS[format](shelved.brief), f"{handle}{_SUFFIXES.get(format, '.json')}", kind)


@router.get("/stories/{handle}/{number}")
def report_of(desk: TheDesk, handle: Handle, number: Annotated[int, Path(ge=1, le=1_000_000)]) -> Response:
    """On to a report of a story, by its place there: cells of the table have no room for whole addresses."""
    reports = desk.library.story(handle).view.reports
    if number > len(reports):
        raise NotHeldError(desk.archive.database.name, f"{handle} has no report {number}")
    return RedirectResponse(report_address(reports[number - 1].id), 307)


def finding_of(desk: Desk, shelved: Shelved, id: str) -> Finding:
    """A finding of a story; raises `NotHeldError` where there is none of that id."""
    found = next((one for one in shelved.story.findings if one.id == id and one.claims), None)
    if found is None:
        raise NotHeldError(desk.archive.database.name, f"{shelved.handle} has no finding {id!r}")
    return found


def _cells(handle: str, line: Line) -> Markup:
    """The cells of a line, short: there may be ten thousand of them. Each leads to the words in the report."""
    made = []
    for number, cell in enumerate(line.cells, start=1):
        if cell is None:
            made.append("<td>")
            continue
        kind = "" if cell.stance == "states" else f" class={cell.stance[0]}"
        place = f"{handle}/{number}#c{cell.claim.start}-{cell.claim.end}"
        made.append(f"<td{kind}><a href={place}>{SIGNS[cell.stance]}</a>")
    return Markup("".join(made))  # noqa: S704  (handle, numbers and signs are all ours)


def _tally(shelved: Shelved) -> list[tuple[str, int]]:
    held = [one.standing for one in shelved.story.findings]
    return [(name, held.count(name)) for name in STANDINGS if name in held]


def _leans(shelved: Shelved) -> list[Leaned]:
    """The origins of a story, those first that most reports lean on."""
    nodes = [node for node in origin_graph(shelved.view, whole=True).nodes if node.reports]
    nodes.sort(key=lambda node: (-node.reports, -node.claims, node.name))
    return [Leaned(node.key.partition(" ")[2], node.name, node.reports, node.claims) for node in nodes]


def _parting(discrepancy: Discrepancy) -> Parting:
    sides = []
    for side in discrepancy.values:
        accounts = tuple(
            Account(one.report, value_in(one.text, side.value), report_address(one.report, one.start, one.end))
            for one in side.claims
        )
        sides.append((side.value, accounts))
    return Parting(discrepancy, tuple(sides))


def _leads(handle: str, key: str) -> str | None:
    """Where a box of the map leads to: the story's findings that it is behind."""
    kind, _, id = key.partition(" ")
    return address(f"/stories/{handle}", **{kind: id}) + "#findings"
