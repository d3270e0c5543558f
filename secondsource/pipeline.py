"""The whole way on one screen: reports in, brief out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from secondsource import intake, packs, reading, stories, weighing
from secondsource.encoding import E5, Encoder, Memory
from secondsource.model import Brief, Reading, Report

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Settings:
    """What a caller may choose."""

    encoder: Encoder | None = None
    """Texts to vectors; the default, multilingual-e5-small, needs no network."""


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

    reports, problems = intake.read(inputs)
    readings: list[Reading] = []
    for report in reports:
        tell("reading", len(readings), len(reports))
        readings.append(reading.read(report, packs.load(report.language)))
    tell("stories", 0, 1)
    grouped = [stories.date_reports(story) for story in stories.group(readings, encoder)]
    copies = stories.find_reprints([r.report for story in grouped for r in story])
    told = []
    for number, story in enumerate(grouped, 1):
        tell("weighing", number - 1, len(grouped))
        told.append(weighing.weigh(f"s{number}", story, copies, encoder))
    tell("weighing", len(grouped), len(grouped))

    final = stories.with_reprints([r.report for story in grouped for r in story], copies)
    return Brief(reports=final, stories=tuple(told), problems=tuple(problems))
