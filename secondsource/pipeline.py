"""The whole way on one screen: reports in, brief out."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path

from secondsource import aligning, engines, intake, packs, reading, stories, tagging, watch, weighing, workers
from secondsource.aligning import Aligner
from secondsource.encoding import E5, Encoder, Memory, layers
from secondsource.errors import SecondsourceError, fault
from secondsource.intake import Fetcher
from secondsource.model import Brief, Corrections, Gathered, Problem, Reading, Report, Told
from secondsource.screening import Screen
from secondsource.tagging import Tagger
from secondsource.watch import Rule
from secondsource.weighing.judge import Consulted, Judge

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Settings:
    """What a caller may choose."""

    encoder: Encoder | None = None
    """Texts to vectors; the default, multilingual-e5-small, needs no network."""
    tagger: Tagger | None = None
    """Finds names and attributions; the default comes with the program."""
    aligner: Aligner | None = None
    """Finds claims, and which say the same; the default comes with the program."""
    judge: Judge | None = None
    """Is asked whether doubtful claims speak to one point; by default nobody is. One that asks over a network gets
    claims and their sentences to see. Where it fails, the brief is made without it, and its `problems` say so."""
    rules: Sequence[Rule] | None = None
    """What is watched for; the default are the rules that come with the program, none where it is empty."""
    screen: Screen | None = None
    """Lists that people, organisations and ships are looked up in; by default none."""
    processes: int | None = 1
    """How many processes read reports and weigh stories, each of some 400 MB; none for as many as there are processors,
    where there is enough to do. What comes out is the same. More than one import the caller's main module anew, so what
    that does must stand under `if __name__ == "__main__":`."""
    fetcher: Fetcher | None = None
    """Fetches inputs that are addresses; the default refuses all that is not on the public internet."""
    engine: str = "local"
    """Where the work is done: `local`, on this machine; `ray`, on a Ray that is started here; `ray://host:port`, on a
    cluster that runs there (docs/clusters.md). What comes out is the same."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What a column of a table holds (text, title, published, outlet, language, address), if its name does not tell."""


def brief(
    inputs: Sequence[str | Path | Report], *, settings: Settings | None = None, progress: Progress | None = None
) -> Brief:
    """Reads reports and weighs the stories that they tell.

    `inputs` are files, folders, addresses of pages and feeds, `"-"` for standard input, or ready reports. What cannot
    be read is named in the brief's `problems`; the rest goes on. The same reports give the same brief in any order.
    """
    settings = settings or Settings()
    tell = progress or (lambda stage, done, total: None)
    job = Job(settings)
    with engines.begin(settings.engine, job, settings.processes) as engine:
        reports, problems = intake.read(inputs, fetcher=settings.fetcher, columns=settings.columns)
        tell("reading", 0, len(reports))
        for number, problem in enumerate(engine.read(reports), 1):
            problems += [problem] if problem else []
            tell("reading", number, len(reports))
        tell("stories", 0, 1)
        grouped = engine.group()
        told: list[Told] = []
        tell("weighing", 0, len(grouped))
        for number, story in enumerate(engine.weigh(grouped), 1):
            if isinstance(story, Problem):
                problems.append(story)
            else:
                told.append(story)
            tell("weighing", number, len(grouped))
    return bound(told, [*problems, *job.problems])


class Job:
    """What the settings say is to be done to reports and stories, for an engine to do."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._judge = None if settings.judge is None else Consulted(settings.judge)

    def __reduce__(self) -> tuple[type[Job], tuple[Settings]]:
        """Elsewhere nobody fetches and no judge is asked."""
        return Job, (replace(self._settings, fetcher=None, judge=None),)

    @cached_property
    def encoder(self) -> Encoder:
        return Memory(self._settings.encoder or default_encoder())

    @property
    def stays(self) -> bool:
        return self._judge is not None

    @property
    def problems(self) -> list[Problem]:
        """What the judge could not answer."""
        return [] if self._judge is None else self._judge.problems

    def read(self, report: Report) -> Reading | Problem:
        return _tried(report, self._settings)

    def read_all(self, reports: Iterable[Report]) -> Iterator[Reading | Problem]:
        return read_reports(reports, self._settings)

    def weigh(self, id: str, readings: Sequence[Reading]) -> Told | Problem:
        return _weighed(Gathered(id, readings), self._settings, self.encoder, self._judge)

    def weigh_all(self, gathered: Iterable[Gathered]) -> Iterator[Told | Problem]:
        if self.stays:
            return (self.weigh(story.id, story.readings) for story in gathered)
        return weigh_stories(gathered, self._settings, self.encoder)


@cache
def default_encoder() -> Encoder:
    """The encoder that comes with the program, one for the process: its weights are loaded once."""
    return E5()


def read_report(report: Report, settings: Settings) -> Reading:
    """What one report says, before its times are resolved."""
    tagger, aligner = settings.tagger or tagging.default(), settings.aligner or aligning.default()
    return reading.read(report, packs.load(report.pack), tagger, aligner)


def read_reports(reports: Iterable[Report], settings: Settings) -> Iterator[Reading | Problem]:
    """What each report says, in their order; a problem where reading met a fault of ours, which stops no other.

    In as many processes as `settings` say, but where they bring networks of their own, which are this process's.
    """
    if settings.tagger or settings.aligner:
        yield from (_tried(report, settings) for report in reports)
        return
    processes, reports = (settings.processes, reports) if settings.processes else workers.enough(reports)
    yield from workers.mapped(_tried, reports, processes, partial(_share_cores, max(1, workers.cores() // processes)))


def _tried(report: Report, settings: Settings | None = None) -> Reading | Problem:
    try:
        return read_report(report, settings or Settings())
    except Exception as error:
        return Problem(report.id, fault(error))


def _share_cores(threads: int) -> None:
    layers.threads = threads


def weigh_stories(gathered: Iterable[Gathered], settings: Settings, encoder: Encoder) -> Iterator[Told | Problem]:
    """Each story weighed, in their order; a problem where weighing met a fault of ours, which stops no other.

    In as many processes as `settings` say, where there are stories enough for them to pay; in this one, with `encoder`,
    where the settings hold what cannot be sent to another.
    """
    processes, gathered = (1, gathered) if settings.processes == 1 else workers.enough(gathered)
    processes = min(settings.processes or processes, processes)
    sent = _sent(settings) if processes > 1 else None
    if sent is None:
        yield from (_weighed(story, settings, encoder) for story in gathered)
        return
    begin = partial(_hand_out, max(1, workers.cores() // processes), sent)
    here = partial(_weighed, settings=settings, encoder=encoder)
    yield from workers.mapped(_weighed_elsewhere, gathered, processes, begin, here)


def _weighed(story: Gathered, settings: Settings, encoder: Encoder, judge: Judge | None = None) -> Told | Problem:
    try:
        return weigh_story(story.id, story.readings, Memory(encoder), settings, judge, story.corrections)
    except SecondsourceError:
        raise
    except Exception as error:
        return Problem(f"story {story.id} ({', '.join(r.report.id for r in story.readings)})", fault(error))


_handed: list[tuple[Settings, Encoder]] = []
"""In a process that weighs for another: what it goes by."""


def _hand_out(threads: int, sent: bytes) -> None:
    _share_cores(threads)
    settings: Settings = pickle.loads(sent)  # noqa: S301  (from the process that started this one)
    _handed[:] = [(settings, settings.encoder or default_encoder())]


def _weighed_elsewhere(story: Gathered) -> Told | Problem:
    ((settings, encoder),) = _handed
    return _weighed(story, settings, encoder)


def _sent(settings: Settings) -> bytes | None:
    """The settings as another process gets them; nothing where they hold what cannot be sent."""
    try:
        return pickle.dumps(replace(settings, fetcher=None, judge=None))
    except Exception:  # what cannot be pickled says so with all kinds of errors
        return None


def weigh_story(
    id: str,
    readings: Sequence[Reading],
    encoder: Encoder,
    settings: Settings,
    judge: Judge | None = None,
    corrections: Corrections = Corrections(),  # noqa: B008  (frozen)
) -> Told:
    """The story that readings tell together, and its reports, dated and each knowing which of them it copies.

    `corrections` are what somebody has decided by hand.
    """
    dated = stories.date_reports(readings)
    reports = [r.report for r in dated]
    found = {**stories.find_translations(dated, stories.find_reprints(reports)), **corrections.copies}
    originals = {copy: original for copy, original in found.items() if original is not None}
    story = weighing.weigh(id, dated, originals, encoder, judge=judge, corrections=corrections)
    rules = watch.shipped() if settings.rules is None else settings.rules
    seen = watch.meanings(settings.aligner or aligning.default(), settings.encoder or default_encoder())
    flags = watch.flag(story, dated, rules, seen)
    listed = settings.screen.story(story, dated) if settings.screen else ()
    return replace(story, flags=flags, listed=listed), stories.with_reprints(reports, originals)


def bound(told: Iterable[Told], problems: Iterable[Problem]) -> Brief:
    """Stories and their reports as one brief."""
    parts = list(told)
    reports = sorted((r for _, of_story in parts for r in of_story), key=lambda r: r.id)
    return Brief(reports=tuple(reports), stories=tuple(story for story, _ in parts), problems=tuple(problems))


def renamed(id: str, told: Told) -> Told:
    """The same story under another id."""
    story, reports = told
    return replace(story, id=id), reports


def read(
    inputs: Sequence[str | Path | Report], *, settings: Settings | None = None
) -> tuple[list[Reading], list[Problem]]:
    """Each report as it is read on its own, ordered by id, and a problem for each input that could not be read.

    Times are resolved as far as each report's own date allows.
    """
    tagger = (settings or Settings()).tagger or tagging.default()
    reports, problems = intake.read(inputs)
    return [_read_alone(report, tagger) for report in reports], problems


def read_texts(texts: Iterable[tuple[str, str]], *, settings: Settings | None = None) -> Iterator[Reading]:
    """Texts with an id each, taken as they are, one after the other."""
    tagger = (settings or Settings()).tagger or tagging.default()
    for id, text in texts:
        yield _read_alone(intake.report_as_is(id, text), tagger)


def _read_alone(report: Report, tagger: Tagger) -> Reading:
    (dated,) = stories.date_reports([reading.read(report, packs.load(report.pack), tagger)])
    return dated
