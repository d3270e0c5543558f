"""What people know better, said of a story in its own terms: its handle, the ids of its parts, names in it.

Each function notes one correction and says its number. What it touches waits to be weighed (`follow.weigh`). What is
not there raises `NotHeldError`, naming what is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from secondsource.archive.archive import Archive
from secondsource.archive.decisions import Kind, across, told_apart
from secondsource.errors import NotHeldError
from secondsource.model import Entity, Origin


def merge(archive: Archive, story: str, other: str, by: str) -> int:
    """Two stories are one."""
    ones, others = ([r.id for r in archive.story(handle)[1]] for handle in (story, other))
    return archive.decide("together", {"pairs": across(ones, others)}, by)


def split(archive: Archive, story: str, reports: Sequence[str], by: str) -> int:
    """Some reports of a story tell of something else."""
    members = {r.id for r in archive.story(story)[1]}
    strangers = sorted(set(reports) - members)
    if strangers:
        raise _missing(archive, story, "report", strangers[0], sorted(members))
    return archive.decide("apart", {"pairs": across(reports, members - set(reports))}, by)


def no_discrepancy(archive: Archive, story: str, discrepancy: str, by: str) -> int:
    """A discrepancy of a story, by its id, is none."""
    told, reports = archive.story(story)
    found = next((d for d in told.discrepancies if d.id == discrepancy), None)
    if found is None:
        raise _missing(archive, story, "discrepancy", discrepancy, [d.id for d in told.discrepancies])
    about = {"discrepancy": told_apart(found), "reports": [r.id for r in reports]}
    return archive.decide("no discrepancy", about, by)


def copy(archive: Archive, report: str, original: str | None, by: str) -> int:
    """A report is a copy of another, or, where that is null, of none."""
    about = {"reports": [report, *([original] if original else [])]}
    for id in about["reports"]:
        archive.report(id)
    return archive.decide("copy" if original else "no copy", about, by)


def who_is_who(
    archive: Archive, story: str, noun: Literal["entity", "origin"], names: tuple[str, str], two: bool, by: str
) -> int:
    """Two names, or the ids of what goes by them, are one entity or origin of a story, or they are two."""
    told, reports = archive.story(story)
    nouns: Sequence[Entity | Origin] = told.entities if noun == "entity" else told.origins
    known = {one.id: (one.name, *one.aliases) for one in nouns}
    called = [known[name][0] if name in known else name for name in names]
    missing = [name for name in called if not any(name in some for some in known.values())]
    if missing:
        raise _missing(archive, story, noun, missing[0], [f"{id} {some[0]}" for id, some in sorted(known.items())])
    kinds: dict[str, tuple[Kind, Kind]] = {
        "entity": ("one entity", "two entities"),
        "origin": ("one origin", "two origins"),
    }
    return archive.decide(kinds[noun][two], {"names": called, "reports": [r.id for r in reports]}, by)


def _missing(archive: Archive, story: str, noun: str, name: str, known: Sequence[str]) -> NotHeldError:
    return NotHeldError(archive.database.name, f"{story} has no {noun} {name!r}; it has {'; '.join(known) or 'none'}")
