"""The whole way on one screen: reports in, brief out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from secondsource import aligning, intake, packs, reading, stories, tagging, weighing
from secondsource.aligning import Aligner
from secondsource.encoding import E5, Encoder, Memory
from secondsource.model import Brief, Problem, Reading, Report
from secondsource.tagging import Tagger
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


def brief(
    inputs: Sequence[str | Path | Report], *, settings: Settings | None = None, progress: Progress | None = None
) -> Brief:
    """Reads reports and weighs the stories that they tell.

    `inputs` are files, folders, `"-"` for standard input, or ready reports. What cannot be read is named in
    the brief's `problems`; the rest goes on. The same reports give the same brief in any order.
    """
    settings = settings or Settings()
    tell = progress or (lambda stage, done, total: None)
    encoder = Memory(settings.encoder or E5())
    tagger, aligner = settings.tagger or tagging.default(), settings.aligner or aligning.default()

    reports, problems = intake.read(inputs)
    readings: list[Reading] = []
    for report in reports:
        tell("reading", len(readings), len(reports))
        readings.append(reading.read(report, packs.load(report.language), tagger, aligner))
    tell("stories", 0, 1)
    grouped = [stories.date_reports(story) for story in stories.group(readings, encoder)]
    copies = stories.find_reprints([r.report for story in grouped for r in story])
    judge = None if settings.judge is None else Consulted(settings.judge)
    told = []
    for number, story in enumerate(grouped, 1):
        tell("weighing", number - 1, len(grouped))
        told.append(weighing.weigh(f"s{number}", story, copies, encoder, judge=judge))
    tell("weighing", len(grouped), len(grouped))

    if judge is not None:
        problems += judge.problems
    final = stories.with_reprints([r.report for story in grouped for r in story], copies)
    return Brief(reports=final, stories=tuple(told), problems=tuple(problems))


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
