"""How time and memory grow with the number of reports, from 1,000 to 100,000: finding what belongs together.

Each size has a process of its own. Reading costs the same for every report, and weighing for every story, whatever else
there is (`stream.py` measures both); what could grow is the search for a report's story. So reports are made as far as
their story depends on them: vectors that lie as those of news do (unrelated ones 0 alike on average and 0.075 apart,
those of one story 0.7), names, languages, days. Of five reports four belong to stories of one or two. They come out
at the same pace in every size (`--days` gives 100,000 reports so many days), so that more reports are more weeks.

`--write` draws the plot of the documentation.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta

import numpy as np
from main_job import peak_megabytes
from news import SHARES
from plot import IMAGES, lines

from secondsource.model import Interval
from secondsource.stories import Index, Outline, grouped

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
MOST = 100_000
LAST = 1000
"""Of a stream so many reports are timed, when all others are there."""
MOST_AT_ONCE = 30_000
"""Grouping more than that at once takes the better part of an hour."""
DIMENSIONS, FREE = 384, 178
"""Vectors of news do not differ in all directions: two unrelated ones are as far from 0 alike as in so many."""
LIKE = 0.7
LANGUAGES = ("en", "fr", "de", "es", "ru", "ar", "zh", "nb")
PEOPLE = 20_000


def outlines(reports: int, days: float, seed: int = 1) -> Iterator[Outline]:
    """So many reports in the order in which they come out; 100,000 would fill so many days."""
    numbers, chance = np.random.default_rng(seed), random.Random(seed)
    sizes = [size for size, times in SHARES.items() for _ in range(times)]
    waiting: list[tuple[float, Outline]] = []
    made, now, pace = 0, 0.0, days / MOST
    while True:
        event = _direction(numbers)
        names = chance.sample(range(PEOPLE), 6)
        for _ in range(chance.choice(sizes)):
            at = now + chance.choice((0.0, 0.0, 1.0, 2.0))
            vector = (LIKE**0.5 * event + (1 - LIKE) ** 0.5 * _direction(numbers)).astype(np.float32)
            named = frozenset(f"person {n}" for n in chance.sample(names, 4)) | {f"place {chance.randrange(200)}"}
            day = date(2000, 1, 1) + timedelta(days=int(at))
            waiting.append(
                (at, Outline(f"{made:07}", vector, named, Interval(day, day), chance.choice(LANGUAGES), "LATIN"))
            )
            made, now = made + 1, now + pace
            if made == reports:
                yield from (outline for _, outline in sorted(waiting, key=lambda one: one[0]))
                return
        waiting.sort(key=lambda one: one[0])
        while waiting and waiting[0][0] < now:
            yield waiting.pop(0)[1]


def _direction(numbers: np.random.Generator) -> np.ndarray:
    drawn = np.zeros(DIMENSIONS)
    drawn[:FREE] = numbers.standard_normal(FREE)
    return drawn / np.linalg.norm(drawn)


def measured(reports: int, days: float) -> tuple[float, float, float | None, float, int]:
    """Of a stream of so many: milliseconds that each of the last took to be looked up and laid to the others, megabytes
    then; and of all at once, up to `MOST_AT_ONCE`: milliseconds a report, megabytes, and how many stories."""
    empty = peak_megabytes()
    index, seconds = Index(), 0.0
    came = list(outlines(reports, days))
    began = time.perf_counter()
    for n, outline in enumerate(came):
        if n >= max(0, reports - LAST):
            began = began if n > max(0, reports - LAST) else time.perf_counter()
            index.near(outline)
        index.add(outline)
    seconds = (time.perf_counter() - began) / min(LAST, reports)
    streamed = peak_megabytes() - empty
    del index
    if reports > MOST_AT_ONCE:
        return 1e3 * seconds, streamed, None, streamed, 0
    began = time.perf_counter()
    stories = len(grouped(came))
    return 1e3 * seconds, streamed, 1e3 * (time.perf_counter() - began) / reports, peak_megabytes() - empty, stories


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("reports", nargs="*", type=int, default=SIZES)
    ask.add_argument("--days", type=float, default=100.0, help="how long it takes until 100,000 reports came out")
    ask.add_argument("--write", action="store_true", help="draw docs/images/growth.svg")
    options = ask.parse_args()
    print(f"{'reports':>8}{'stories':>9}{'stream ms':>11}{'MB':>7}{'at once ms':>12}{'MB':>7}")
    rows = []
    for reports in options.reports:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
            *figures, stories = alone.submit(measured, reports, options.days).result()
        rows.append((reports, *figures))
        at_once = "" if figures[2] is None else f"{figures[2]:12.2f}{figures[3]:7.0f}"
        print(f"{reports:8}{stories or '':9}{figures[0]:11.2f}{figures[1]:7.0f}{at_once}", flush=True)
    if options.write:
        curves = {
            "one by one": [(row[0], row[1]) for row in rows],
            "all at once": [(row[0], row[3]) for row in rows if row[3] is not None],
        }
        lines(IMAGES / "growth.svg", "Finding a report's story", "reports", "milliseconds a report", curves)


if __name__ == "__main__":
    main()
