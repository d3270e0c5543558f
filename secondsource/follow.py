"""Reports into an archive: what came in is read, kept and put to its story; stories that grew are weighed again."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from secondsource import intake, pipeline, stories, weighing
from secondsource.archive import Archive, Outcome, Waiting, institutions
from secondsource.encoding import Encoder, name_of
from secondsource.errors import SecondsourceError, fault
from secondsource.model import Brief, Gathered, Problem, Reading, Received, Report, Told
from secondsource.pipeline import Progress, Settings


def add(
    inputs: Sequence[str | Path],
    archive: Archive,
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
    complain: Callable[[Problem], object] = lambda problem: None,
) -> dict[Outcome, int]:
    """Takes reports into an archive and says how many inputs ended how; then weighs the stories that grew.

    `inputs` are what `brief` takes; `complain` is told what could not be read. May be killed at any moment: what was
    taken in stays, what was not is taken in the next time, and stories that were not weighed are then.
    """
    settings = settings or Settings()
    encoder = encoder_for(archive, settings)
    tally: Counter[Outcome] = Counter()
    taken = archive.addresses()
    under_way: deque[Received] = deque()

    def unread() -> Iterator[Report]:
        """What came in and must be read; what need not be is done with."""
        for received in intake.receive(
            inputs, taken=taken, fetcher=settings.fetcher, columns=settings.columns, progress=progress
        ):
            if isinstance(received, Problem):
                complain(received)
            outcome = _without_reading(received, archive)
            if outcome is not None:
                tally[outcome] += 1
            elif isinstance(received, Received):
                under_way.append(received)
                yield received.report

    for reading in pipeline.read_reports(unread(), settings):
        tally[_put(under_way.popleft(), reading, archive, encoder)] += 1
    weigh(archive, settings=settings, progress=progress)
    return dict(tally)


def encoder_for(archive: Archive, settings: Settings) -> Encoder:
    """The encoder of the settings; raises `ArchiveError` where the archive has vectors of another."""
    encoder = settings.encoder or pipeline.default_encoder()
    archive.encoded_by(name_of(encoder))
    return encoder


def take(received: Received | Problem, archive: Archive, settings: Settings, encoder: Encoder) -> Outcome:
    """Takes one input into an archive, and says how it ended. Its story waits to be weighed."""
    outcome = _without_reading(received, archive)
    if outcome is None and isinstance(received, Received):
        (reading,) = pipeline.read_reports([received.report], replace(settings, processes=1))
        return _put(received, reading, archive, encoder)
    return outcome or "problem"


def _without_reading(received: Received | Problem, archive: Archive) -> Outcome | None:
    """How an input ended that need not be read; none where it must be."""
    if isinstance(received, Problem):
        archive.could_not_read(received)
        return "problem"
    return "duplicate" if archive.known(received) else None


def _put(received: Received, reading: Reading | Problem, archive: Archive, encoder: Encoder) -> Outcome:
    if isinstance(reading, Problem):
        archive.could_not_read(replace(reading, input=received.address))
        return "problem"
    try:
        (outline,) = stories.outlines([reading], encoder)
    except SecondsourceError:
        raise
    except Exception as error:  # a fault of ours must not keep a desk from all other reports
        archive.could_not_read(Problem(received.address, fault(error)))
        return "problem"
    return archive.put(received, reading, outline, program())


def weigh(archive: Archive, *, settings: Settings | None = None, progress: Progress | None = None) -> int:
    """Weighs every story whose reports have changed since it was, and says how many those were."""
    settings = settings or Settings()
    encoder = settings.encoder or pipeline.default_encoder()
    tell = progress or (lambda stage, done, total: None)
    done = 0
    failed: set[str] = set()
    under_way: deque[tuple[Waiting, Gathered]] = deque()

    def fail(story: Waiting, error: str) -> None:
        """The story goes on waiting."""
        failed.add(story.handle)
        archive.could_not_read(Problem(f"story {story.handle}", error))

    def fetched(waiting: Sequence[Waiting]) -> Iterator[Gathered]:
        """What each story is weighed from, where it can be had."""
        for story in waiting:
            try:
                gathered = _gathered(archive, story, settings)
            except SecondsourceError:
                raise
            except Exception as error:  # as above
                fail(story, fault(error))
                continue
            under_way.append((story, gathered))
            yield gathered

    while waiting := [story for story in archive.waiting() if story.handle not in failed]:
        tell("weighing", 0, len(waiting))
        for number, told in enumerate(pipeline.weigh_stories(fetched(waiting), settings, encoder), 1):
            story, gathered = under_way.popleft()
            if isinstance(told, Problem):
                fail(story, told.error)
            else:
                try:
                    done += _kept(archive, story, gathered, told)
                except SecondsourceError:
                    raise
                except Exception as error:
                    fail(story, fault(error))
            tell("weighing", number, len(waiting))
    return done


def _gathered(archive: Archive, story: Waiting, settings: Settings) -> Gathered:
    """What a story is weighed from; reports that another program read are read anew."""
    kept = archive.readings(story.reports, program())
    for id in story.reports:
        if id not in kept:
            kept[id] = pipeline.read_report(archive.report(id), settings)
    return Gathered(story.handle, [kept[id] for id in story.reports], archive.corrections(story.reports))


def _kept(archive: Archive, story: Waiting, gathered: Gathered, told: Told) -> bool:
    """Keeps a weighed story; false where its reports have changed meanwhile, so that it waits again."""
    seen, reports = told
    seen = weighing.without(seen, archive.false(seen))
    return archive.weighed(story, (seen, reports), institutions(gathered.readings))


def brief(archive: Archive, *, settings: Settings | None = None) -> Brief:
    """The brief of all that an archive holds: the same as of the same files."""
    weigh(archive, settings=settings)
    told = (pipeline.renamed(f"s{number}", one) for number, one in enumerate(archive.told(), 1))
    return pipeline.bound(told, archive.problems())


@cache
def program() -> str:
    """Tells this program from any other that would read a report differently: a digest of all that it consists of."""
    made = hashlib.sha256()
    for path, file in sorted(_files(files("secondsource"), "")):
        made.update(path.encode() + b"\0" + file.read_bytes())
    return made.hexdigest()


def _files(folder: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _files(entry, name)
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            found.append((name, entry))
    return found
