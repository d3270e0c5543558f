"""What weighing a story costs, as reports are added to it: time and memory by the number of reports.

The stories are invented on the spot, in four languages and two scripts: each report tells some of the story's points in
one of several wordings, with its numbers, days and names, on somebody's word or its own; some reports are reprints.
The readings and their vectors are made directly, so that only weighing is timed. Each size has a process of its own.
"""

from __future__ import annotations

import argparse
import cProfile
import math
import multiprocessing
import pstats
import random
import re
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import repeat

import numpy as np
from main_job import peak_megabytes
from numpy.typing import NDArray

from secondsource import aligning
from secondsource.model import (
    Block,
    Interval,
    Name,
    OriginKind,
    Quantity,
    Reading,
    Report,
    Seen,
    Sentence,
    Source,
    Statement,
    Timex,
)
from secondsource.weighing import weigh

SIZES = (25, 50, 100, 200, 500)
TOLD = 16
"""Points that each report tells."""
POINTS = 3
"""Points of a story for each of its reports; few are told often and most seldom, as news goes."""
THEMES = 12
REPRINTS = 10
"""One report in so many copies another one."""

# Vectors are like the aligner's on news: two claims of one point 0.8 alike, others 0 on average and 0.2 apart.
DIMENSIONS = {of: len(aligning.default().heads[f"{of}.bias"]) for of in ("vector", "piece", "side")}
DIRECTIONS = 40
THEME, LANGUAGE, REPORT, NOISE = 0.6, 0.5, 0.5, 0.55
SIDE = 0.5

# Wordings of each kind of point. Invented for this benchmark, as are all names.
WORDINGS = {
    "hurt": {
        "en": ("{n} people were hurt in {place} on {day}", "in {place}, {n} suffered injuries"),
        "de": ("in {place} wurden am {day} {n} Menschen verletzt", "{n} Verletzte gab es in {place}"),
        "fr": ("{n} personnes ont été blessées à {place} le {day}", "à {place}, on compte {n} blessés"),
        "ru": ("{day} в городе {place} пострадали {n} человек", "в городе {place} ранены {n} человек"),
    },
    "came": {
        "en": ("{who} arrived in {place} on {day}", "{who} has come to {place}"),
        "de": ("{who} traf am {day} in {place} ein", "{who} ist nach {place} gekommen"),
        "fr": ("{who} est arrivé à {place} le {day}", "{who} se trouve à {place}"),
        "ru": ("{who} прибыл {day} в город {place}", "{who} приехал в город {place}"),
    },
    "paid": {
        "en": ("{who} paid {n} euros for the mill in {place}", "the mill in {place} went for {n} euros"),
        "de": ("{who} zahlte {n} Euro für die Mühle in {place}", "die Mühle in {place} kostete {n} Euro"),
        "fr": ("{who} a payé {n} euros pour le moulin de {place}", "le moulin de {place} a coûté {n} euros"),
        "ru": ("{who} заплатил {n} евро за мельницу в городе {place}", "мельница в городе {place} стоила {n} евро"),
    },
    "leads": {
        "en": ("{who} leads the search for the ferry", "the search for the ferry is led by {who}"),
        "de": ("{who} leitet die Suche nach der Fähre", "die Suche nach der Fähre führt {who}"),
        "fr": ("{who} dirige les recherches du bac", "les recherches du bac sont menées par {who}"),
        "ru": ("{who} руководит поисками парома", "поиски парома ведёт {who}"),
    },
}  # fmt: skip
CITED = {
    "en": ("{claim}, {source} said", "according to {source}, {claim}"),
    "de": ("{claim}, sagte {source}", "nach Angaben von {source} gilt: {claim}"),
    "fr": ("{claim}, a dit {source}", "selon {source}, {claim}"),
    "ru": ("{claim}, сообщил {source}", "по словам {source}, {claim}"),
}
OFFICES = {
    "police": {"en": "the police", "de": "die Polizei", "fr": "la police", "ru": "полиция"},
    "ministry.transport": {
        "en": "the ministry of transport", "de": "das Verkehrsministerium", "fr": "le ministère des transports",
        "ru": "министерство транспорта",
    },
}  # fmt: skip
NAMED_SPEAKERS: tuple[tuple[OriginKind, str | None], ...] = (
    ("person", None),
    ("official", "police"),
    ("organisation", "company"),
    ("agency", None),
)
SYLLABLES = ("ba", "dor", "el", "fin", "gra", "hul", "is", "kem", "lo", "mar", "nes", "ot", "pil", "ros", "tuv", "vek")
CYRILLIC = str.maketrans("abdefghiklmnoprstuv", "абдефгхиклмнопрстув")


@dataclass(frozen=True)
class Point:
    """One thing that happened."""

    kind: str
    who: str
    place: str
    count: int
    day: date
    vector: NDArray[np.float64]


@dataclass(frozen=True)
class Speaker:
    """Whoever a report cites: by name, or an office by what it is."""

    name: str | None
    kind: OriginKind
    role: str | None


def named(draw: random.Random, words: int) -> str:
    return " ".join("".join(draw.choices(SYLLABLES, k=draw.choice((2, 3)))).capitalize() for _ in range(words))


class Telling:
    """A report that is being written: its text, and everything that reading would find in it."""

    def __init__(self, id: str, language: str) -> None:
        self.id, self.language = id, language
        self.text = ""
        self.names: list[Name] = []
        self.times: list[Timex] = []
        self.described: list[Source] = []
        self.sentences: list[Sentence] = []
        self.statements: list[Statement] = []
        self._things: dict[str, int] = {}

    def tell(self, point: Point, speaker: Speaker | None, draw: random.Random) -> None:
        """A sentence with the point, on the word of a speaker, or in the report's own voice."""
        start = len(self.text)
        around = draw.choice(CITED[self.language]) if speaker else "{claim}"
        chains: tuple[tuple[Source, ...], ...] = ()
        for piece in re.split(r"(\{\w+\})", around):
            if piece == "{claim}":
                claim, things, quantities = self._claim(point, draw)
            elif piece == "{source}" and speaker:
                chains = ((self._source(speaker),),)
            else:
                self.text += piece
        number = len(self.sentences)
        self.sentences.append(Sentence(start, len(self.text), self.text[start:], "body", 0))
        self.statements.append(
            Statement(
                self.id, claim[0], claim[1], self.text[claim[0] : claim[1]], role="body", sentence=number,
                stance="states", mode="reported" if chains else "asserted", hedged=False, cue=None, chains=chains,
                things=frozenset(things), quantities=tuple(quantities), negated=False,
            )
        )  # fmt: skip
        self.text += ". "

    def _claim(self, point: Point, draw: random.Random) -> tuple[tuple[int, int], list[int], list[Quantity]]:
        start, things, quantities = len(self.text), [], []
        for piece in re.split(r"(\{\w+\})", draw.choice(WORDINGS[point.kind][self.language])):
            if piece == "{who}":
                things.append(self._name(point.who, "person"))
            elif piece == "{place}":
                things.append(self._name(point.place, "place"))
            elif piece == "{n}":
                at, words = self._write(str(point.count))
                unit = "EUR" if point.kind == "paid" else "person"
                quantities.append(
                    Quantity(at, len(self.text), words, point.count, point.count, approximate=False, unit=unit, noun="")
                )
            elif piece == "{day}":
                at, words = self._write(f"{point.day:%d.%m.%Y}")
                self.times.append(Timex(at, len(self.text), words, point.day, point.day))
            else:
                self.text += piece
        return (start, len(self.text)), things, quantities

    def _write(self, words: str) -> tuple[int, str]:
        at = len(self.text)
        self.text += words
        return at, words

    def _name(self, name: str, kind: str) -> int:
        at, words = self._write(name.lower().translate(CYRILLIC).title() if self.language == "ru" else name)
        thing = self._things.setdefault(name, len(self._things))
        self.names.append(Name(at, len(self.text), words, kind, words, thing))  # type: ignore[arg-type]
        return thing

    def _source(self, speaker: Speaker) -> Source:
        at = len(self.text)
        if speaker.name:
            thing = self._name(speaker.name, "person" if speaker.kind in ("person", "official") else "organisation")
            return Source(at, len(self.text), self.text[at:], speaker.kind, thing, role=speaker.role)
        at, words = self._write(OFFICES[speaker.role or ""][self.language])
        self.described.append(Source(at, len(self.text), words, speaker.kind, None, role=speaker.role))
        return self.described[-1]

    def reading(self, vectors: NDArray[np.float64], noise: np.random.Generator) -> Reading:
        report = Report(
            self.id, self.text, self.language, Interval(date(2031, 5, 20), date(2031, 5, 20)), "stated", None, self.id,
            times=tuple(self.times), blocks=(Block(0, len(self.text), "body"),), pack=self.language,
        )  # fmt: skip
        return Reading(
            report, tuple(self.sentences), tuple(self.names), (), tuple(self.described), (), (), tuple(self.statements),
            seen=tuple(map(seen, self.statements, vectors, repeat(noise))),
        )  # fmt: skip


def seen(statement: Statement, vector: NDArray[np.float64], noise: np.random.Generator) -> Seen:
    """A statement as an aligner might see it: with a piece for every five letters, each near the whole."""
    count = 1 + len(statement.text) // 5
    pieces = vector[: DIMENSIONS["piece"]] + noise.normal(scale=vector.std(), size=(count, DIMENSIONS["piece"]))
    return Seen(
        vector.astype(np.float32),
        (pieces / np.linalg.norm(pieces, axis=1, keepdims=True)).astype(np.float32),
        np.full(count, 1 / count, np.float32),
        noise.normal(scale=SIDE, size=DIMENSIONS["side"]).astype(np.float32),
        denies=0.0,
        withholds=0.0,
    )


def story(reports: int) -> tuple[list[Reading], dict[str, str]]:
    """The readings of an invented story of so many reports, and which report copies which; the same every time."""
    draw, noise = random.Random(reports), np.random.default_rng(reports)
    count = POINTS * reports
    places = [named(draw, 1) for _ in range(max(3, count // 10))]
    people = [named(draw, 2) for _ in range(max(5, count // 5))]
    speakers = [Speaker(None, "government", office) for office in OFFICES]
    for _ in range(count // 10):
        speakers.append(Speaker(named(draw, 2), *draw.choice(NAMED_SPEAKERS)))
    shape = noise.normal(size=(DIRECTIONS, DIMENSIONS["vector"])) / math.sqrt(DIRECTIONS * DIMENSIONS["vector"])

    def directions(rows: int) -> NDArray[np.float64]:
        return np.asarray(noise.normal(size=(rows, DIRECTIONS)) @ shape)

    themes, languages = directions(THEMES), dict(zip(CITED, directions(len(CITED)), strict=True))
    vectors = directions(count) + THEME * themes[noise.integers(THEMES, size=count)]
    points = [
        Point(draw.choice(list(WORDINGS)), draw.choice(people), draw.choice(places), draw.randint(3, 900),
              date(2031, 5, 1) + timedelta(draw.randrange(20)), vector)
        for vector in vectors
    ]  # fmt: skip
    popular = 1 / (np.arange(count) + 5)
    readings: list[Reading] = []
    copies = {}
    for n in range(reports):
        id = f"r{n:03}"
        if n % REPRINTS == REPRINTS - 1:
            first = draw.choice(readings)
            copies[id] = first.report.id
            readings.append(reprint(first, id))
            continue
        telling = Telling(id, draw.choice(list(CITED)))
        told = noise.choice(count, min(TOLD, count), replace=False, p=popular / popular.sum())
        for at in told:
            telling.tell(points[at], draw.choice([None, draw.choice(speakers)]), draw)
        rows = vectors[told] + LANGUAGE * languages[telling.language] + REPORT * directions(1)
        readings.append(telling.reading(rows + NOISE * directions(len(told)), noise))
    return readings, copies


def reprint(reading: Reading, id: str) -> Reading:
    return replace(
        reading,
        report=replace(reading.report, id=id, outlet=id),
        statements=tuple(replace(s, report=id) for s in reading.statements),
    )


class Unused:
    """The encoder that weighing asks for, and does not need where readings have vectors."""

    dimensions = DIMENSIONS["vector"]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise NotImplementedError


def cost(reports: int) -> tuple[int, int, float, float]:
    """Statements and findings of a story of so many reports, seconds and megabytes on top that weighing took."""
    readings, copies = story(reports)
    before, began = peak_megabytes(), time.perf_counter()
    weighed = weigh("s1", readings, copies, Unused())
    seconds = time.perf_counter() - began
    return sum(len(r.statements) for r in readings), len(weighed.findings), seconds, peak_megabytes() - before


def profile(reports: int) -> None:
    readings, copies = story(reports)
    watch = cProfile.Profile()
    watch.runcall(weigh, "s1", readings, copies, Unused())
    pstats.Stats(watch).sort_stats("cumulative").print_stats(r"secondsource|scipy|difflib", 40)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("reports", nargs="*", type=int, default=SIZES, help="sizes of stories, smallest first")
    ask.add_argument("--profile", action="store_true", help="say instead where the time goes, function by function")
    options = ask.parse_args()
    if options.profile:
        for reports in options.reports:
            profile(reports)
        return
    print(
        f"{'reports':>7}{'statements':>12}{'findings':>10}{'seconds':>10}{'ms/report':>11}{'us/(f log f)':>14}{'MB':>8}"
    )
    for reports in options.reports:
        try:
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
                statements, findings, seconds, memory = alone.submit(cost, reports).result()
        except (MemoryError, BrokenProcessPool):
            sys.exit(f"{reports:7}  too much for the memory of this machine")
        growth = 1e6 * seconds / (findings * math.log(max(2, findings)))
        row = f"{reports:7}{statements:12}{findings:10}{seconds:10.2f}{1000 * seconds / reports:11.1f}"
        print(f"{row}{growth:14.1f}{memory:8.0f}", flush=True)


if __name__ == "__main__":
    main()
