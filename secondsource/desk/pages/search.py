"""Search, as in the archive: by words, by whom reports name and lean on, by time, by meaning; kept searches."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from secondsource import follow
from secondsource.archive import Hit, Searches, Wanted
from secondsource.desk import lists
from secondsource.desk.drawing import address, page
from secondsource.desk.given import Day, ListFormat, Standing, Words
from secondsource.desk.service import Desk, TheDesk
from secondsource.encoding import meaning
from secondsource.render.exports.tables import Table

router = APIRouter(include_in_schema=False)

MOST = 200
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a report that was found."""

    text: str
    asked: bool
    """They were asked for."""


@router.get("/search")
def search(
    request: Request,
    desk: TheDesk,
    words: Words = "",
    entity: Words = "",
    origin: Words = "",
    earliest: Annotated[Day, Query(alias="from")] = None,
    latest: Annotated[Day, Query(alias="to")] = None,
    language: Words = "",
    outlet: Words = "",
    standing: Standing = "",
    like: Words = "",
    format: ListFormat = "",
) -> Response:
    """The reports that answer; without anything asked, the searches that are kept."""
    wanted = Wanted(words, entity, origin, earliest, latest, language, outlet, standing, like, _SHOWN)
    asked = wanted != Wanted(limit=_SHOWN)
    if format:
        return lists.leave(_table(found(desk, replace(wanted, limit=MOST)) if asked else []), "Search", format)
    kept = {name: _address(one) for name, one in Searches(desk.archive.database).all().items()}
    hits = found(desk, wanted) if asked else []
    return page(
        request, "search.html.j2", wanted=wanted, asked=asked, hits=hits, most=_SHOWN, runs=_runs, kept=kept
    )  # fmt: skip


@router.post("/search/keep")
def keep(
    desk: TheDesk,
    name: Annotated[Words, Form()],
    words: Annotated[Words, Form()] = "",
    entity: Annotated[Words, Form()] = "",
    origin: Annotated[Words, Form()] = "",
    earliest: Annotated[Day, Form(alias="from")] = None,
    latest: Annotated[Day, Form(alias="to")] = None,
    language: Annotated[Words, Form()] = "",
    outlet: Annotated[Words, Form()] = "",
    standing: Annotated[Standing, Form()] = "",
    like: Annotated[Words, Form()] = "",
) -> Response:
    """Keeps a search under a name."""
    wanted = Wanted(words, entity, origin, earliest, latest, language, outlet, standing, like, _SHOWN)
    if name.strip():
        Searches(desk.archive.database).save(name.strip(), wanted)
    return RedirectResponse(_address(wanted), 303)


@router.post("/search/drop")
def drop(desk: TheDesk, name: Annotated[Words, Form()]) -> Response:
    """Forgets a search."""
    Searches(desk.archive.database).drop(name)
    return RedirectResponse("/search", 303)


def found(desk: Desk, wanted: Wanted) -> list[Hit]:
    """The reports that answer, best first."""
    if not wanted.like.strip():
        return desk.archive.search(wanted)
    return desk.archive.search(wanted, meaning(wanted.like, follow.encoder_for(desk.archive, desk.settings)))


def _runs(hit: Hit) -> list[Run]:
    """The words to show, cut where those begin and end that were asked for."""
    runs, here = [], hit.start
    for start, end in hit.marks:
        if start >= here:
            runs += [Run(hit.report.text[here:start], False), Run(hit.report.text[start:end], True)]
            here = end
    runs.append(Run(hit.report.text[here : hit.end], False))
    return [run for run in runs if run.text]


def _address(wanted: Wanted) -> str:
    given = {name: value for name, value in asdict(wanted).items() if name != "limit"}
    given["from"], given["to"] = given.pop("earliest"), given.pop("latest")
    return address("/search", **{name: "" if value is None else value for name, value in given.items()})


def _table(hits: list[Hit]) -> Table:
    rows = tuple(
        (
            hit.report.id, hit.story, hit.report.outlet, hit.report.title, hit.report.language,
            hit.report.published.earliest if hit.report.published else None, hit.report.text[hit.start : hit.end],
        )
        for hit in hits
    )  # fmt: skip
    names = ("report", "story", "outlet", "title", "language", "published", "words")
    return Table("search", {name: "day" if name == "published" else "text" for name in names}, rows)
