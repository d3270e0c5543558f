"""Searching and adding in archives of 10,000 and 100,000 invented reports, on SQLite.

The archives are filled in bulk with reports of some 300 words in five invented languages, whose words are as unequally
common as those of real ones, in stories of one to five; then searched and added to as always. `--reports N…` for
other sizes. What reading costs is measured on the reports of the example.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert

from secondsource import intake, stories
from secondsource.archive import Archive, Wanted, codec, index, tables
from secondsource.archive.index import key
from secondsource.model import Block, Interval, Reading, Received, Report
from secondsource.pipeline import Settings, default_encoder, read_report
from secondsource.stories import Outline

WORDS, COMMON = 300, 40_000
LANGUAGES = ("en", "nb", "de", "fr", "es")
PEOPLE = 20_000
SEARCHES, ADDED = 60, 200
DIMENSIONS = 384
DAY = "2031-01-01"
WEEK = timedelta(days=7)


class World:
    """Words, names and vectors that look like those of news, the same in every run."""

    def __init__(self, seed: int = 5) -> None:
        self.chance = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        self.words = {code: [self._word(2, 4) for _ in range(COMMON)] for code in LANGUAGES}
        self.people = [f"{self._word(2, 3).title()} {self._word(2, 4).title()}" for _ in range(PEOPLE)]
        self.day = date(2031, 1, 1)

    def _word(self, least: int, most: int) -> str:
        pair = lambda: self.chance.choice("bdfghjklmnprstvz") + self.chance.choice("aeiou")  # noqa: E731
        return "".join(pair() for _ in range(self.chance.randint(least, most)))

    def _direction(self) -> np.ndarray[Any, Any]:
        drawn = self.numbers.standard_normal(DIMENSIONS)
        return drawn / np.linalg.norm(drawn)

    def some_day(self) -> date:
        return self.day + timedelta(days=self.chance.randrange(700))

    def stories(self, reports: int) -> Iterator[list[tuple[Report, Outline]]]:
        """Stories until there are so many reports; unrelated ones are 0 alike on average, those of one story 0.8."""
        made = 0
        while made < reports:
            about = self._direction()
            names = self.chance.sample(self.people, 4)
            story = []
            for _ in range(min(self.chance.choice((1, 1, 1, 2, 3, 5)), reports - made)):
                vector = about + 0.5 * self._direction()
                story.append(self._report(f"{made:07}", names, vector / np.linalg.norm(vector)))
                made += 1
            yield story

    def _report(self, id: str, names: list[str], vector: np.ndarray[Any, Any]) -> tuple[Report, Outline]:
        code = self.chance.choice(LANGUAGES)
        ranks = np.minimum(self.numbers.zipf(1.3, WORDS) - 1, COMMON - 1)
        words = [self.words[code][rank] for rank in ranks]
        for name in names:
            words[self.chance.randrange(WORDS)] = name
        text = " ".join(words)
        day = self.some_day()
        published = Interval(day, day)
        outlet = self.chance.choice(("Harbour Post", "Fjordavisen", "NPA"))
        blocks = (Block(0, len(text), "body"),)
        report = Report(id, text, code, published, "stated", None, outlet, blocks=blocks)
        known = frozenset(key(name) for name in names)
        return report, Outline(id, vector.astype(np.float32), known, published, code, "LATIN")


def fill(archive: Archive, world: World, number: int) -> list[str]:
    """Puts so many reports into an archive as if they had been added; says some of the people that they name."""
    named: list[str] = []
    with archive.database.write() as connection:
        for n, story in enumerate(world.stories(number)):
            handle = f"s-{n:08x}"
            row = {"handle": handle, "number": n, "members": "", "weighed": "", "updated": DAY, "document": None}
            connection.execute(insert(tables.stories).values(row))
            names = set()
            for report, outline in story:
                raw, (written, vector) = report.text.encode(), codec.outline_row(outline)
                day = str(report.published.earliest) if report.published else None
                row = {
                    "id": report.id, "number": int(report.id), "address": f"/{report.id}", "digest": codec.digest(raw),
                    "version": 1, "received": DAY, "language": report.language, "outlet": key(report.outlet or ""),
                    "published": day, "published_until": day, "story": handle, "outline": written, "vector": vector,
                    "document": codec.to_json(report), "raw": codec.squeeze(raw),
                }  # fmt: skip
                connection.execute(insert(tables.reports).values(row))
                connection.execute(insert(tables.contents).values(digest=row["digest"], report=report.id, state="kept"))
                connection.execute(insert(tables.changes).values(report=report.id, gone=0))
                index.put_report(connection, int(report.id), report)
                names |= {(handle, k, "entity", f"e{i}", report.id) for i, k in enumerate(sorted(outline.names))}
                names |= {(handle, key("NPA"), "origin", "o1", report.id)} if int(report.id) % 7 == 0 else set()
                named += sorted(outline.names)[:1]
            columns = ("story", "key", "kind", "id", "report")
            connection.execute(insert(tables.names), [dict(zip(columns, one, strict=True)) for one in sorted(names)])
            ids = [report.id for report, _ in story]
            pairs = [{"one": a, "other": b} for a in ids for b in ids if a < b]
            if pairs:
                connection.execute(insert(tables.near), pairs)
    return named


def searched(archive: Archive, world: World, named: list[str]) -> Iterator[tuple[str, list[float]]]:
    """Each kind of search, and the milliseconds that some of its kind took."""
    chance = random.Random(3)

    def word(low: int, high: int) -> str:
        return world.words[chance.choice(LANGUAGES)][chance.randint(low, high)]

    kinds: dict[str, Callable[[], Wanted]] = {
        "a common word": lambda: Wanted(word(0, 30)),
        "a word": lambda: Wanted(word(100, 5000)),
        "two words": lambda: Wanted(f"{word(50, 500)} {word(50, 500)}"),
        "a phrase": lambda: Wanted(f'"{word(10, 90)} {word(10, 90)}"'),
        "either, and not": lambda: Wanted(f"{word(50, 900)} OR {word(50, 900)} -{word(0, 30)}"),
        "an entity": lambda: Wanted(entity=chance.choice(named)),
        "an origin of many": lambda: Wanted(origin="NPA"),
        "a word in a week": lambda: Wanted(word(10, 900), earliest=(day := world.some_day()), latest=day + WEEK),
        "a language in a week": lambda: Wanted(language="nb", earliest=(day := world.some_day()), latest=day + WEEK),
        "an entity and a word": lambda: Wanted(word(0, 90), entity=chance.choice(named)),
        "a meaning": lambda: Wanted(like="as the vector says"),
        "a meaning and a word": lambda: Wanted(word(100, 5000), like="as the vector says"),
    }  # fmt: skip
    for kind, make in kinds.items():
        taken = []
        for _ in range(SEARCHES):
            wanted = make()
            meant = world._direction().astype(np.float32) if wanted.like else None
            began = time.perf_counter()
            archive.search(wanted, meant)
            taken.append(1000 * (time.perf_counter() - began))
        yield kind, taken


def added(archive: Archive, world: World, begin: int) -> list[float]:
    """Milliseconds that each of some new reports took to be put to its story, read before."""
    taken = []
    fresh = [one for story in world.stories(ADDED) for one in story]
    for n, (report, outline) in enumerate(fresh, begin):
        named = replace(report, id=f"new{n}")
        reading = Reading(named, (), (), (), (), (), (), ())
        began = time.perf_counter()
        archive.put(Received(f"/new{n}", named.text.encode(), named), reading, outline, "benchmark")
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def read() -> float:
    """Milliseconds that it takes to read a report and to find what tells its story, the mean of the example's."""
    reports, _ = intake.read([Path(__file__).parent.parent / "examples" / "limousine"])
    settings, taken = Settings(), []
    for report in reports * 3:
        began = time.perf_counter()
        stories.outlines([read_report(report, settings)], default_encoder())
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.mean(taken[len(reports) :])  # the first time, models are loaded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 100_000])
    first: dict[str, float] = {}
    reading = read()
    for number in parser.parse_args().reports:
        with tempfile.TemporaryDirectory() as place:
            archive, world = Archive(f"sqlite:///{place}/archive.db"), World()
            began = time.monotonic()
            named = fill(archive, world, number)
            size = (Path(place) / "archive.db").stat().st_size / 1e6
            print(f"\n{number:,} reports, {size:,.0f} MB, filled in {time.monotonic() - began:.0f} s", flush=True)
            every: list[float] = []
            for kind, taken in searched(archive, world, named):
                every += taken
                print(f"  {kind:22} {statistics.median(taken):7.1f} ms median {_p95(taken):7.1f} ms 95 %", flush=True)
            print(f"  {'all of these':22} {statistics.median(every):7.1f} ms median {_p95(every):7.1f} ms 95 %")
            began = time.monotonic()
            added(archive, world, 0)  # what is near is read into memory by the first
            print(f"  first {ADDED} added in {time.monotonic() - began:.1f} s")
            taken = added(archive, world, ADDED)
            put = statistics.mean(taken)
            for what, each in (("read before", put), ("reading included", put + reading)):
                ratio = each / first.setdefault(what, each)
                print(f"  adding one, {what:16} {each:7.1f} ms ({ratio:.2f} of the first size)", flush=True)
            archive.close()


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    main()
