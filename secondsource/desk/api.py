"""The desk for programs: what the command line does, over HTTP, as JSON; described at `/api/openapi.json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import BaseModel, Field

from secondsource import encoding, follow
from secondsource.archive import Feeds, Searches, Wanted, correcting
from secondsource.archive.listing import Chosen
from secondsource.desk.adding import Job
from secondsource.desk.given import Day, Handle, LongText, Standing, Words
from secondsource.desk.pages import people, search, stories
from secondsource.desk.service import Desk, TheDesk, Who
from secondsource.errors import InputError, NotHeldError
from secondsource.model import Brief, Interval, Report, Story
from secondsource.render import json as document

router = APIRouter(prefix="/api", tags=["desk"])

_Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
_Id = Annotated[Words, Query(description="Id of a report: its file's name, or its address.")]
_From = Annotated[Day, Query(alias="from", description="Came out on this day or later: 2031-03-14.")]
_To = Annotated[Day, Query(alias="to", description="Came out on this day or earlier.")]


class StoryItem(BaseModel):
    """A story of the list."""

    story: str = Field(description="Its handle, for every other operation.")
    title: str | None = Field(description="Null while it waits to be weighed.")
    updated: str
    reports: int
    independent_origins: int | None = Field(description="The most that any of its findings has.")
    findings: int | None
    discrepancies: int | None
    flags: int | None
    languages: list[str]
    arrivals: list[str] = Field(description="When each report came in, in UTC.")


class StoryPage(BaseModel):
    """Some of the stories."""

    total: int = Field(description="How many there are in all.")
    stories: list[StoryItem]


class Event(BaseModel):
    """Something that happened to a story."""

    at: str
    event: str
    detail: str


class Found(BaseModel):
    """A report that was found."""

    report: str
    story: str
    outlet: str | None
    title: str | None
    language: str
    published: Interval | None
    start: int
    end: int
    text: str = Field(description="The words of the report from start to end.")
    marks: list[tuple[int, int]] = Field(description="Which of these were asked for.")


class VersionItem(BaseModel):
    """A report as it was or is."""

    number: int
    received: str
    report: Report


class JobItem(BaseModel):
    """How far a job is, and how each of its inputs ended."""

    number: int
    by: str
    given: list[str]
    stage: Literal["waiting", "reading", "weighing", "done", "failed"]
    done: int
    total: int
    ended: list[dict[str, Any]]
    failure: str


class TracedItem(BaseModel):
    """A finding that leans on an origin."""

    story: str
    origin: str
    kind: str
    finding: str
    statement: str
    standing: str
    independent_origins: int
    alone: bool = Field(description="Nobody else stands behind it.")
    reports: list[str]


class AppearanceItem(BaseModel):
    """An entity of one story."""

    story: str
    entity: str
    name: str
    kind: str
    aliases: list[str]
    reports: list[str] = Field(description="Ids of those that name it.")


class ToAdd(BaseModel):
    """What is to be taken in: addresses, or a text."""

    addresses: list[Words] = Field(default=[], max_length=1_000)
    text: LongText = ""
    name: Handle = Field(default="", description="Of the text.")


class Merge(BaseModel):
    """Two stories are one."""

    kind: Literal["merge"]
    story: Handle
    other: Handle


class Split(BaseModel):
    """Some reports of a story tell of something else."""

    kind: Literal["split"]
    story: Handle
    reports: list[Words] = Field(min_length=1, max_length=10_000)


class NoDiscrepancy(BaseModel):
    """A discrepancy of a story is none."""

    kind: Literal["discrepancy"]
    story: Handle
    discrepancy: Handle


class Copy(BaseModel):
    """A report is a copy of another; of none, where that is null."""

    kind: Literal["reprint"]
    report: Words
    original: Words | None = None


class WhoIsWho(BaseModel):
    """Two names are one entity or origin of a story, or two."""

    kind: Literal["entity", "origin"]
    story: Handle
    name: Words
    other: Words
    two: bool = False


Correction = Annotated[Merge | Split | NoDiscrepancy | Copy | WhoIsWho, Field(discriminator="kind")]


class Made(BaseModel):
    """A correction that holds from now on."""

    number: int


@router.get("/status")
def status(desk: TheDesk) -> dict[str, Any]:
    """How all inputs ended, what is held, what is followed, and what could not be read."""
    archive = desk.archive
    feeds = [asdict(feed) for feed in Feeds(archive.database).all()]
    return {**archive.status(), "feeds": feeds, "unread": [asdict(problem) for problem in archive.problems()]}


@router.get("/log")
def log(desk: TheDesk, limit: Annotated[int, Query(ge=1, le=10_000)] = 100) -> list[dict[str, Any]]:
    """How the last inputs ended, the last first."""
    return [asdict(ended) for ended in desk.archive.log(limit)]


@router.get("/stories")
def list_stories(
    desk: TheDesk,
    language: Words = "",
    entity: Words = "",
    origin: Words = "",
    standing: Standing = "",
    flag: Annotated[Words, Query(description="May fall under the watch rule of this name.")] = "",
    earliest: _From = None,
    latest: _To = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> StoryPage:
    """The stories that are wanted, the last changed first."""
    items, total = stories.items_of(
        desk, Chosen(language, entity, origin, standing, flag, earliest, latest), limit, offset
    )
    return StoryPage(total=total, stories=[_item(one) for one in items])


@router.get("/stories/{handle}")
def show_story(desk: TheDesk, handle: Handle) -> Brief:
    """A story with its reports, as `secondsource show --format json` writes it."""
    brief = desk.library.story(handle).brief
    return Response(document.render(brief), media_type="application/json")  # type: ignore[return-value]


@router.get("/stories/{handle}/history")
def history(desk: TheDesk, handle: Handle) -> list[Event]:
    """What happened to a story, and when."""
    return [Event(at=at, event=event, detail=detail) for at, event, detail in desk.archive.history(handle)]


@router.get("/reports")
def show_report(desk: TheDesk, id: _Id) -> list[VersionItem]:
    """A report in all its versions, the oldest first."""
    found = [VersionItem(number=v.number, received=v.received, report=v.report) for v in desk.archive.versions(id)]
    if not found:
        raise NotHeldError(desk.archive.database.name, f"holds no report {id!r}")
    return found


@router.post("/reports", status_code=202)
def add(desk: TheDesk, who: Who, given: Annotated[ToAdd, Body()]) -> JobItem:
    """Takes reports in, in the background: the job says how far it is."""
    if given.text.strip():
        return _job(desk.adding.text(given.text, given.name, who))
    if not given.addresses:
        raise InputError("addresses", "is empty, and so is text; give one of them")
    return _job(desk.adding.addresses(given.addresses, who))


@router.delete("/reports")
def forget(desk: TheDesk, id: _Id, again: bool = False) -> list[str]:
    """Deletes a report with its versions and all that was drawn from it; with `again` it may come in again."""
    desk.archive.report(id)
    gone = desk.archive.forget([id], again=again)
    encoding.forget(desk.settings.encoder)
    desk.adding.weigh()
    return gone


@router.get("/jobs/{number}")
def job(desk: TheDesk, number: _Number) -> JobItem:
    """How far a job is, and how it ended."""
    found = desk.adding.job(number)
    if found is None:
        raise NotHeldError("desk", f"remembers no job {number}")
    return _job(found)


@router.get("/search")
def find(
    desk: TheDesk,
    words: Words = "",
    entity: Words = "",
    origin: Words = "",
    earliest: _From = None,
    latest: _To = None,
    language: Words = "",
    outlet: Words = "",
    standing: Standing = "",
    like: Words = "",
    saved: Words = "",
    limit: Annotated[int, Query(ge=1, le=1_000)] = 20,
) -> list[Found]:
    """The reports that answer, best first; all that is given must hold. `saved` makes a kept search again."""
    wanted = Wanted(words, entity, origin, earliest, latest, language, outlet, standing, like, limit)
    if saved:
        wanted = Searches(desk.archive.database).saved(saved)
    return [
        Found(
            report=hit.report.id, story=hit.story, outlet=hit.report.outlet, title=hit.report.title,
            language=hit.report.language, published=hit.report.published, start=hit.start, end=hit.end,
            text=hit.report.text[hit.start : hit.end], marks=list(hit.marks),
        )
        for hit in search.found(desk, wanted)
    ]  # fmt: skip


@router.get("/searches")
def searches(desk: TheDesk) -> dict[str, Any]:
    """The searches that are kept, by name."""
    return {name: asdict(wanted) for name, wanted in Searches(desk.archive.database).all().items()}


@router.get("/entities")
def entity(desk: TheDesk, name: Words) -> list[AppearanceItem]:
    """Where somebody or something appears, in any spelling or script of the name."""
    found, _ = people.appearing(desk, name)
    return [
        AppearanceItem(
            story=one.handle, entity=one.entity.id, name=one.entity.name, kind=one.entity.kind,
            aliases=list(one.entity.aliases), reports=sorted({m.report for m in one.entity.mentions}),
        )
        for one in found
    ]  # fmt: skip


@router.get("/origins")
def origin(desk: TheDesk, name: Words) -> list[TracedItem]:
    """What is told on the word of somebody, in any spelling or script of the name, and how often on nobody else's."""
    found, _ = people.leaning(desk, name)
    return [
        TracedItem(
            story=one.handle, origin=one.origin.name, kind=one.origin.kind, finding=traced.finding.id,
            statement=traced.finding.statement, standing=traced.finding.standing,
            independent_origins=traced.finding.independent_origins, alone=traced.alone, reports=list(traced.reports),
        )
        for one in found
        for traced in one.traced
    ]  # fmt: skip


@router.get("/brief")
def brief(desk: TheDesk) -> Brief:
    """The brief of all that the archive holds: the same as of the same files. For archives of some hundred reports."""
    made = follow.brief(desk.archive, settings=desk.settings)
    return Response(document.render(made), media_type="application/json")  # type: ignore[return-value]


@router.get("/corrections")
def corrections(desk: TheDesk) -> list[dict[str, Any]]:
    """All corrections that were ever made; `undone` is null while one holds."""
    return [{**asdict(decision), "about": dict(decision.about)} for decision in desk.archive.decisions()]


@router.post("/corrections", status_code=201)
def correct(desk: TheDesk, who: Who, correction: Annotated[Correction, Body()]) -> Made:
    """Corrects something; the stories that it touches are weighed before the answer comes."""
    number = _corrected(desk, correction, who)
    desk.adding.weigh()
    return Made(number=number)


@router.delete("/corrections/{number}", status_code=204)
def undo(desk: TheDesk, number: _Number) -> None:
    """Takes a correction back."""
    desk.archive.undo(number)
    desk.adding.weigh()


def _corrected(desk: Desk, correction: Merge | Split | NoDiscrepancy | Copy | WhoIsWho, who: str) -> int:
    archive = desk.archive
    match correction:
        case Merge():
            return correcting.merge(archive, correction.story, correction.other, who)
        case Split():
            return correcting.split(archive, correction.story, correction.reports, who)
        case NoDiscrepancy():
            return correcting.no_discrepancy(archive, correction.story, correction.discrepancy, who)
        case Copy():
            return correcting.copy(archive, correction.report, correction.original, who)
        case WhoIsWho():
            names = (correction.name, correction.other)
            return correcting.who_is_who(archive, correction.story, correction.kind, names, correction.two, who)


def _item(one: stories.Item) -> StoryItem:
    shelved = one.shelved
    story: Story | None = shelved.story if shelved else None
    return StoryItem(
        story=one.listed.handle,
        title=story.title if story else None,
        updated=one.listed.updated,
        reports=len(one.listed.arrivals),
        independent_origins=shelved.view.most_origins if shelved else None,
        findings=len(story.findings) if story else None,
        discrepancies=len(shelved.view.parting) if shelved else None,
        flags=len(story.flags) if story else None,
        languages=list(one.listed.languages),
        arrivals=list(one.listed.arrivals),
    )


def _job(job: Job) -> JobItem:
    return JobItem.model_validate({**asdict(job), "given": list(job.given)})
