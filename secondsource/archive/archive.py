"""Takes reports in, keeps them, and gives them back as they were: the one way to an archive.

Reading and weighing happen outside and take their time; what is written here is written in one short transaction each.
A process that is killed between two of them leaves nothing half done: stories that wait to be weighed are found again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, delete, func, insert, select, update

from secondsource.archive import codec, decisions, index, log, membership
from secondsource.archive.database import Database
from secondsource.archive.decisions import Decision, Kind
from secondsource.archive.institutions import Institution
from secondsource.archive.log import Ended, Outcome
from secondsource.archive.meaning import Meanings, Vector
from secondsource.archive.neighbours import Neighbours
from secondsource.archive.search import Hit, Wanted, search
from secondsource.archive.tables import briefs, changes, contents, encoders, names, readings, reports, stories, versions
from secondsource.errors import ArchiveError, NotHeldError
from secondsource.model import Corrections, Discrepancy, Problem, Reading, Received, Report, Story, Told
from secondsource.stories import Outline

READINGS_KEPT = 2_000
"""Readings are 150 kB each; what is not kept is read again when its story grows."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story whose reports are not those that it was last weighed from."""

    handle: str
    members: str
    """Tells this set of reports from others."""
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A report as it once was."""

    number: int
    received: str
    """When it came in, in UTC."""
    content: bytes
    report: Report


class Archive:
    """An archive, by the URL of its database; raises `ArchiveError` where that cannot be used."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self._neighbours = Neighbours()
        self._meanings = Meanings()

    def close(self) -> None:
        """Lets go of the database."""
        self.database.close()

    # --- taking in ------------------------------------------------------------------------------

    def encoded_by(self, encoder: str) -> None:
        """Notes which encoder the vectors of the reports are from; raises `ArchiveError` where they are another's, for
        those of two cannot be compared."""
        with self.database.read() as connection:
            if connection.execute(select(encoders.c.name)).scalar() == encoder:
                return
        with self.database.write() as connection:
            held = connection.execute(select(encoders.c.name)).scalar()
            if held is None or connection.execute(select(reports.c.id).limit(1)).first() is None:
                connection.execute(delete(encoders))
                connection.execute(insert(encoders).values(name=encoder))
            elif held != encoder:
                raise ArchiveError(
                    self.database.name,
                    f"its reports were encoded by {held}, with which {encoder} cannot be compared; name that encoder, "
                    "or another archive",
                )

    def addresses(self) -> dict[str, str]:
        """The address of each report by its id."""
        with self.database.read() as connection:
            return dict(connection.execute(select(reports.c.id, reports.c.address)).all())

    def known(self, received: Received) -> bool:
        """Whether this very content was taken in before, so that nothing need be read; notes it as a duplicate."""
        with self.database.write() as connection:
            return _duplicate(connection, received)

    def put(self, received: Received, reading: Reading, outline: Outline, reader: str) -> Outcome:
        """Keeps a report with what was read in it, and says whether it is new, a version, or was there already.

        Stories that it joins or leaves wait to be weighed afterwards.
        """
        try:
            with self.database.write() as connection:
                self._neighbours.catch_up(connection)
                if _duplicate(connection, received):
                    return "duplicate"
                before = connection.execute(
                    select(reports.c.id, reports.c.version).where(reports.c.address == received.address)
                ).first()
                id, version = (before.id, before.version + 1) if before else (_free(connection, received.report.id), 1)
                reading = replace(reading, report=replace(reading.report, id=id))
                reading = replace(reading, statements=tuple(replace(s, report=id) for s in reading.statements))
                near = self._neighbours.near(replace(outline, report=id))
                touched = {id, *near}
                if before:
                    touched |= set(membership.unlink(connection, id))
                    _supersede(connection, id)
                _keep(connection, received, reading, replace(outline, report=id), version)
                membership.link(connection, id, near)
                self._neighbours.catch_up(connection)
                membership.regroup(connection, self._neighbours, touched)
                _remember(connection, reading, version, reader)
                outcome: Outcome = "version" if before else "report"
                log.ended(connection, received.address, outcome, id)
                return outcome
        except BaseException:
            self._neighbours = Neighbours()  # what was rolled back must not be remembered
            raise

    def could_not_read(self, problem: Problem) -> None:
        """Notes an input that could not be read, and why."""
        with self.database.write() as connection:
            log.ended(connection, problem.input, "problem", None, problem.error)

    # --- weighing -------------------------------------------------------------------------------

    def waiting(self) -> list[Waiting]:
        """The stories that are to be weighed, oldest first."""
        stale = stories.c.weighed.is_distinct_from(stories.c.members)
        with self.database.read() as connection:
            rows = connection.execute(
                select(stories.c.handle, stories.c.members).where(stale).order_by(stories.c.number)
            ).all()
            return [
                Waiting(handle, members, tuple(id for id, _ in membership.members(connection, handle)))
                for handle, members in rows
            ]

    def readings(self, ids: Sequence[str], reader: str) -> dict[str, Reading]:
        """What these reports say, as far as it is kept and was read by the same program."""
        kept = {}
        with self.database.read() as connection:
            for id in ids:
                row = connection.execute(
                    select(readings.c.packed)
                    .join(reports, (reports.c.id == readings.c.report) & (reports.c.version == readings.c.version))
                    .where(readings.c.report == id, readings.c.reader == reader)
                ).first()
                if row:
                    kept[id] = codec.unpack(row.packed)
        return kept

    def weighed(self, waiting: Waiting, told: Told, meant: Sequence[Institution] = ()) -> bool:
        """Keeps what a story was found to tell, findable also by the institutions that its reports mean; false where
        its reports have changed meanwhile."""
        with self.database.write() as connection:
            made = connection.execute(
                update(stories)
                .where(stories.c.handle == waiting.handle, stories.c.members == waiting.members)
                .values(weighed=waiting.members, document=codec.to_json(told), updated=log.now())
            )
            if not made.rowcount:
                return False
            index.put_story(connection, waiting.handle, *told, meant)
            log.happened(connection, waiting.handle, "weighed", f"{len(waiting.reports)} reports")
            return True

    # --- looking --------------------------------------------------------------------------------

    def report(self, id: str) -> Report:
        """A report as it is now; raises `NotHeldError` where there is none of that id."""
        return codec.report(self._of_report(reports.c.document, id))

    def held(self, content: bytes) -> str | None:
        """The id of the report that holds this content, or held it; null where it never came in."""
        with self.database.read() as connection:
            return connection.execute(
                select(contents.c.report).where(contents.c.digest == codec.digest(content))
            ).scalar()

    def address(self, id: str) -> str:
        """Where a report came from; raises `NotHeldError` where there is none of that id."""
        return self._of_report(reports.c.address, id)

    def story_of(self, id: str) -> str:
        """The handle of the story that a report is in; raises `NotHeldError` where there is no such report."""
        return self._of_report(reports.c.story, id)

    def versions(self, id: str) -> list[Version]:
        """A report as it was and as it is, oldest first; empty where there is none of that id."""
        columns = ("version", "received", "raw", "document")
        found = []
        with self.database.read() as connection:
            for table, column in ((versions, versions.c.report), (reports, reports.c.id)):
                rows = connection.execute(select(*(table.c[name] for name in columns)).where(column == id))
                found += [Version(r.version, r.received, codec.expand(r.raw), codec.report(r.document)) for r in rows]
        return sorted(found, key=lambda v: v.number)

    def stories(self) -> list[tuple[str, str, Told | None]]:
        """Handle, time of the last change and document of each story, the last changed first; null: not weighed yet."""
        with self.database.read() as connection:
            rows = connection.execute(
                select(stories.c.handle, stories.c.updated, stories.c.document).order_by(
                    stories.c.updated.desc(), stories.c.number.desc()
                )
            ).all()
        return [(handle, updated, codec.story(document) if document else None) for handle, updated, document in rows]

    def story(self, handle: str) -> Told:
        """A story and its reports; raises `NotHeldError` where there is none, or it was never weighed."""
        with self.database.read() as connection:
            document = connection.execute(select(stories.c.document).where(stories.c.handle == handle)).scalar()
        if document is None:
            raise NotHeldError(self.database.name, f"holds no story {handle!r}; `secondsource stories` lists them")
        return codec.story(document)

    def history(self, handle: str) -> list[tuple[str, str, str]]:
        """When what happened to a story, and the details."""
        with self.database.read() as connection:
            return log.events(connection, handle)

    def told(self) -> Iterator[Told]:
        """All stories, by the id of their first report."""
        first = func.min(reports.c.id)
        with self.database.read() as connection:
            handles = connection.execute(select(reports.c.story).group_by(reports.c.story).order_by(first)).scalars()
            for handle in handles.all():
                document = connection.execute(select(stories.c.document).where(stories.c.handle == handle)).scalar()
                if document is not None:
                    yield codec.story(document)

    def problems(self) -> list[Problem]:
        """What could not be read, and has not been read since."""
        with self.database.read() as connection:
            return log.problems(connection)

    def log(self, limit: int) -> list[Ended]:
        """How the last inputs ended, the last one first."""
        with self.database.read() as connection:
            return log.latest(connection, limit)

    def status(self) -> dict[str, Any]:
        """How all inputs ended and what is held now: inputs = reports + versions + duplicates + problems."""
        with self.database.read() as connection:
            ended = log.counts(connection)
            held = connection.execute(select(func.count()).select_from(reports)).scalar_one()
            of = connection.execute(select(func.count()).select_from(stories)).scalar_one()
            gone = connection.execute(select(func.count()).where(contents.c.state == "forgotten")).scalar_one()
        return {
            "archive": self.database.name,
            "inputs": sum(ended.values()),
            "reports": ended["report"],
            "versions": ended["version"],
            "duplicates": ended["duplicate"],
            "problems": ended["problem"],
            "held": held,
            "forgotten": gone,
            "stories": of,
            "waiting": len(self.waiting()),
        }

    def search(self, wanted: Wanted, vector: Vector | None = None) -> list[Hit]:
        """The reports that answer, best first; `vector` is what `wanted.like` means."""
        return search(self.database, wanted, self._meanings, vector)

    # --- what was shown -------------------------------------------------------------------------

    def shown(self, document: str) -> int:
        """Keeps a brief that was shown, and says its number."""
        with self.database.write() as connection:
            made = connection.execute(
                insert(briefs).values(at=log.now(), document=codec.squeeze(document.encode("utf-8", "surrogatepass")))
            )
            return int(made.inserted_primary_key[0])  # type: ignore[index]

    def shown_before(self, number: int) -> str:
        """A brief as it was shown; raises `NotHeldError` where there was none of that number."""
        with self.database.read() as connection:
            document = connection.execute(select(briefs.c.document).where(briefs.c.number == number)).scalar()
        if document is None:
            raise NotHeldError(self.database.name, f"has shown no brief {number}; leave the number out for a new one")
        return codec.expand(document).decode("utf-8", "surrogatepass")

    # --- correcting -----------------------------------------------------------------------------

    def decide(self, kind: Kind, about: dict[str, Any], by: str) -> int:
        """Notes a correction and lets the stories that it touches wait to be weighed; says its number."""
        with self.database.write() as connection:
            number = decisions.decide(connection, kind, about, by)
            self._touch(connection, about)
            return number

    def undo(self, number: int) -> Decision:
        """Takes a correction back; raises `NotHeldError` where there is none of that number that holds."""
        with self.database.write() as connection:
            undone = decisions.undo(connection, number)
            if undone is None:
                raise NotHeldError(
                    self.database.name, f"has no correction {number} that holds; `secondsource corrections` lists them"
                )
            self._touch(connection, undone.about)
            return undone

    def corrections(self, ids: Sequence[str]) -> Corrections:
        """What somebody has decided of a story with these reports."""
        with self.database.read() as connection:
            return decisions.about_story(connection, frozenset(ids))

    def false(self, story: Story) -> list[Discrepancy]:
        """The discrepancies of a story that somebody said to be none."""
        with self.database.read() as connection:
            false = [d.about["discrepancy"] for d in decisions.standing(connection, "no discrepancy")]
        return [d for d in story.discrepancies if decisions.told_apart(d) in false]

    def decisions(self) -> list[Decision]:
        """All corrections that were ever made."""
        with self.database.read() as connection:
            return decisions.every(connection)

    def _of_report(self, column: Column[str], id: str) -> str:
        with self.database.read() as connection:
            found: str | None = connection.execute(select(column).where(reports.c.id == id)).scalar()
        if found is None:
            raise NotHeldError(self.database.name, f"holds no report {id!r}; `secondsource search` finds them")
        return found

    def _touch(self, connection: Connection, about: Any) -> None:
        """Groups anew the reports that a correction is about, and lets their stories wait."""
        self._neighbours.catch_up(connection)
        named = {id for pair in about.get("pairs", ()) for id in pair} | set(about.get("reports", ()))
        held = set(connection.execute(select(reports.c.id).where(reports.c.id.in_(sorted(named)))).scalars())
        membership.regroup(connection, self._neighbours, held)
        of = select(reports.c.story).where(reports.c.id.in_(sorted(held)))
        connection.execute(update(stories).where(stories.c.handle.in_(of)).values(weighed=None))

    # --- forgetting -----------------------------------------------------------------------------

    def before(self, day: date) -> list[str]:
        """Ids of the reports that came out before a day, or, where it is not known when, that came in before it."""
        old = func.coalesce(reports.c.published_until, func.substr(reports.c.received, 1, 10)) < day.isoformat()
        with self.database.read() as connection:
            return list(connection.execute(select(reports.c.id).where(old).order_by(reports.c.id)).scalars())

    def forget(self, ids: Iterable[str], *, again: bool = False) -> list[str]:
        """Deletes reports, their versions, and all that was drawn from them; says which there were.

        Only the digest of what they held stays, so that they do not come back by themselves; not even that where they
        may come in `again`.
        """
        gone = []
        with self.database.write() as connection:
            self._neighbours.catch_up(connection)
            touched: set[str] = set()
            left: set[str] = set()
            for id in sorted(set(ids)):
                held = connection.execute(select(reports.c.story).where(reports.c.id == id)).scalar()
                if held is None:
                    continue
                touched |= set(membership.unlink(connection, id))
                index.drop_report(connection, id)
                for table, column in (
                    (reports, reports.c.id), (versions, versions.c.report), (readings, readings.c.report),
                    (names, names.c.report),
                ):  # fmt: skip
                    connection.execute(delete(table).where(column == id))
                if again:
                    connection.execute(delete(contents).where(contents.c.report == id))
                else:
                    connection.execute(update(contents).where(contents.c.report == id).values(state="forgotten"))
                connection.execute(insert(changes).values(report=id, gone=1))
                log.happened(connection, held, "left", f"{id} was forgotten")
                # what was drawn from it goes at once, not when the story is weighed again
                connection.execute(update(stories).where(stories.c.handle == held).values(document=None, weighed=None))
                left.add(held)
                gone.append(id)
            _withdraw(connection, set(gone))
            self._neighbours.catch_up(connection)
            membership.regroup(connection, self._neighbours, touched - set(gone))
            for handle in sorted(left):
                membership.renew(connection, handle)
            membership.close_empty(connection, left)
        return gone


def _duplicate(connection: Connection, received: Received) -> bool:
    """Whether this content was taken in before; then that is noted, and why it is not taken in again."""
    found = connection.execute(
        select(contents.c.report, contents.c.state).where(contents.c.digest == codec.digest(received.content))
    ).first()
    if found is None:
        return False
    detail = "" if found.state == "kept" else f"was {found.state} before"
    log.ended(connection, received.address, "duplicate", found.report, detail)
    return True


def _free(connection: Connection, id: str) -> str:
    """The id, with a number behind it where another report has it."""
    number, free = 2, id
    while connection.execute(select(reports.c.id).where(reports.c.id == free)).first():
        free, number = f"{id} ({number})", number + 1
    return free


def _supersede(connection: Connection, id: str) -> None:
    """Puts the newest version of a report with the older ones, so that another can take its place."""
    row = connection.execute(select(reports).where(reports.c.id == id)).mappings().one()
    connection.execute(
        insert(versions).values(
            report=id, **{name: row[name] for name in ("version", "digest", "received", "raw", "document")}
        )
    )
    connection.execute(update(contents).where(contents.c.digest == row["digest"]).values(state="replaced"))
    index.drop_report(connection, id)


def _keep(connection: Connection, received: Received, reading: Reading, outline: Outline, version: int) -> None:
    report, digest = reading.report, codec.digest(received.content)
    id, when = report.id, report.published
    written, vector = codec.outline_row(outline)
    row = {
        "address": received.address, "digest": digest, "version": version, "received": log.now(),
        "raw": codec.squeeze(received.content), "document": codec.to_json(reading.report),
        "outline": written, "vector": vector,
        "language": report.language, "outlet": index.key(report.outlet) if report.outlet else None,
        "published": when.earliest.isoformat() if when else None,
        "published_until": when.latest.isoformat() if when else None,
    }  # fmt: skip
    if version == 1:
        number = (connection.execute(select(func.max(reports.c.number))).scalar() or 0) + 1
        connection.execute(insert(reports).values(id=id, number=number, story="", **row))
    else:
        connection.execute(update(reports).where(reports.c.id == id).values(**row))
        number = connection.execute(select(reports.c.number).where(reports.c.id == id)).scalar_one()
    connection.execute(insert(contents).values(digest=digest, report=id, state="kept"))
    connection.execute(insert(changes).values(report=id, gone=int(version > 1)))
    index.put_report(connection, number, reading.report)


def _withdraw(connection: Connection, gone: set[str]) -> None:
    """Deletes the briefs that showed words of reports that are to be forgotten."""
    for number, document in connection.execute(select(briefs.c.number, briefs.c.document)).all():
        shown = json.loads(codec.expand(document).decode("utf-8", "surrogatepass"))
        if any(report["id"] in gone for report in shown["reports"]):
            connection.execute(delete(briefs).where(briefs.c.number == number))


def _remember(connection: Connection, reading: Reading, version: int, reader: str) -> None:
    """Keeps a reading for when its story grows, and lets go of those that were not needed for longest."""
    id = reading.report.id
    last = connection.execute(select(func.max(readings.c.used))).scalar() or 0
    connection.execute(delete(readings).where(readings.c.report == id))
    connection.execute(
        insert(readings).values(report=id, version=version, reader=reader, used=last + 1, packed=codec.pack(reading))
    )
    connection.execute(delete(readings).where(readings.c.used <= last + 1 - READINGS_KEPT))
