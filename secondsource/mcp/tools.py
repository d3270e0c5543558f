"""What an assistant can ask and what it is answered: briefs as Markdown, finds as lists.

Reports are written by strangers, and an assistant reads whatever it is given. So their words come escaped, with what
cannot be seen spelled out, as in every drawn format, and answers have a length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from secondsource import pipeline
from secondsource.archive import Archive, Wanted
from secondsource.archive.called import called
from secondsource.errors import InputError
from secondsource.mcp.access import allowed
from secondsource.model import Claim, Finding, Report, Story
from secondsource.pipeline import Settings
from secondsource.render.markdown import render
from secondsource.render.visible import one_line

LONGEST = 80_000
"""Letters of a brief that are handed out at most: some 20,000 words."""
MOST = 100
"""Finds that are handed out at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report that was found, and the words around what was looked for."""

    report: str
    story: str
    outlet: str
    title: str
    language: str
    published: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """A claim: who tells it in which words, and on whose word, nearest speaker first."""

    report: str
    outlet: str
    language: str
    words: str
    stance: str
    on_the_word_of: list[str]


@dataclass(frozen=True, slots=True)
class Point:
    """A finding that somebody stands behind."""

    story: str
    statement: str
    standing: str
    independent_origins: int
    why: str
    claims: list[Told]


class Tools:
    """What can be asked about the reports in some folders and about an archive."""

    def __init__(self, folders: Sequence[Path], archive: Archive | None, settings: Settings | None = None) -> None:
        self.folders = folders
        self.archive = archive
        self._settings = settings
        self._at_work = Lock()

    def brief(self, paths: Sequence[str]) -> str:
        """The brief of reports as Markdown; raises `InputError` where a path lies outside the folders."""
        if not paths:
            raise InputError("paths", "is empty; name files or folders")
        inputs: list[str | Path | Report] = list(allowed(paths, self.folders))
        with self._at_work:  # one at a time: each takes all the memory and time that it can get
            return _clipped(render(pipeline.brief(inputs, settings=self._settings)))

    def story(self, handle: str) -> str:
        """A story of the archive as Markdown; raises `ArchiveError` where there is none of that handle."""
        return _clipped(render(pipeline.bound([pipeline.renamed("s1", self._kept.story(handle))], ())))

    def search(self, wanted: Wanted) -> list[Found]:
        """The reports of the archive that answer, best first."""
        found = []
        for hit in self._kept.search(wanted):
            report = hit.report
            found.append(
                Found(
                    report=one_line(report.id),
                    story=hit.story,
                    outlet=one_line(report.outlet or ""),
                    title=one_line(report.title or ""),
                    language=report.language,
                    published=report.published.earliest.isoformat() if report.published else "",
                    words=one_line(report.text[hit.start : hit.end]),
                )
            )
        return found

    def origin(self, name: str, limit: int) -> list[Point]:
        """What the archive's reports tell on the word of somebody, in any spelling or script of the name."""
        if not name.strip():
            raise InputError("name", "is empty; give the name of whoever is said to have said it")
        points: list[Point] = []
        for handle, meant in called(self._kept.database, "origin", name).items():
            story, reports = self._kept.story(handle)
            points += _points(meant, handle, story, {report.id: report for report in reports})
        points.sort(key=lambda point: -point.independent_origins)
        return points[:limit]

    @property
    def _kept(self) -> Archive:
        if self.archive is None:
            raise InputError("archive", "was not given; start the server with --archive URL")
        return self.archive


def day(text: str) -> date | None:
    """`2031-03-14` as a day, null where nothing is given; raises `InputError` where it is no day."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(text, "is no day; write it as 2031-03-14") from error


def _points(meant: frozenset[str], handle: str, story: Story, reports: dict[str, Report]) -> list[Point]:
    names = {one.id: one_line(one.name) for one in story.origins}
    points = []
    for finding in story.findings:
        claims = [claim for claim in finding.claims if meant.intersection(claim.chain)]
        if claims:
            points.append(_point(handle, finding, [_told(claim, names, reports) for claim in claims]))
    return points


def _point(handle: str, finding: Finding, claims: list[Told]) -> Point:
    return Point(
        story=handle,
        statement=one_line(finding.statement),
        standing=finding.standing,
        independent_origins=finding.independent_origins,
        why=one_line(finding.why),
        claims=claims,
    )


def _told(claim: Claim, names: dict[str, str], reports: dict[str, Report]) -> Told:
    report = reports.get(claim.report)
    return Told(
        report=one_line(claim.report),
        outlet=one_line(report.outlet or "") if report else "",
        language=report.language if report else "und",
        words=one_line(claim.text),
        stance=claim.stance,
        on_the_word_of=[names.get(origin, origin) for origin in claim.chain],
    )


def _clipped(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rpartition("\n")[0]
    return f"{kept}\n\nCut here: {len(text) - len(kept)} more letters. Ask for fewer reports, or for one story.\n"
