"""What makes reports and stories findable: their words, and under which names they speak of whom."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from secondsource.agencies import agencies
from secondsource.archive.tables import names, reports, texts
from secondsource.archive.words import tokens
from secondsource.model import Report, Story
from secondsource.names import latin


def put_report(connection: Connection, number: int, report: Report) -> None:
    """Makes the words of the report of that number findable."""
    connection.execute(insert(texts).values(rowid=number, words=" ".join(tokens(report.text))))


def drop_report(connection: Connection, id: str) -> None:
    """Makes the words of a report that the archive still holds not findable any more."""
    number = connection.execute(select(reports.c.number).where(reports.c.id == id)).scalar_one()
    connection.execute(delete(texts).where(texts.c.rowid == number))


def put_story(connection: Connection, handle: str, story: Story) -> None:
    """Makes a story findable by whom its reports name and lean on, under all their names, and by what stands how."""
    connection.execute(delete(names).where(names.c.story == handle))
    rows = set()
    for entity in story.entities:
        reports = {m.report for m in entity.mentions}
        rows |= _rows(handle, "entity", entity.id, (entity.name, *entity.aliases), reports)
    leaning: dict[str, set[str]] = {}
    for finding in story.findings:
        for claim in finding.claims:
            for origin in claim.chain:
                leaning.setdefault(origin, set()).add(claim.report)
    aliases = {e.id: (e.name, *e.aliases) for e in story.entities}
    for speaker in story.origins:
        called = (speaker.name, *speaker.aliases, *aliases.get(speaker.entity or "", ()))
        rows |= _rows(handle, "origin", speaker.id, called, leaning.get(speaker.id, set()))
    rows |= {(handle, "standing", f.id, f.standing, c.report) for f in story.findings for c in f.claims}
    if rows:
        columns = ("story", "kind", "id", "key", "report")
        connection.execute(insert(names), [dict(zip(columns, row, strict=True)) for row in sorted(rows)])


def key(name: str) -> str:
    """A name as it is looked for: in Latin letters, without spaces."""
    return latin(name).replace(" ", "")


def _rows(
    handle: str, kind: str, id: str, called: Iterable[str], reports: Iterable[str]
) -> set[tuple[str, str, str, str, str]]:
    keys = {key(name) for name in called} | {key(name) for name in _known_names(called)}
    return {(handle, kind, id, k, report) for k in keys - {""} for report in reports}


def _known_names(called: Iterable[str]) -> Iterable[str]:
    """All names of a news agency that is known under one of these."""
    mine = {key(name) for name in called}
    for agency in agencies().values():
        if mine & {key(name) for name in agency.names}:
            yield from agency.names
