"""How many reports a second are read, encoded, put to their story and weighed: all that `secondsource add` does.

The stream is that of `news.py`: invented reports in 38 languages, four in five of them of stories of one or two.
They are added to an archive in SQLite, in as many processes as there are processors, and again in one process, where
the time of each stage can be told. What a run takes beyond one of half the reports says how fast it goes once it goes:
all has been loaded, and most languages have been met. No vector is kept from before. `--write` draws the plot of the
documentation.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line sets it, before numpy is loaded

from main_job import Clock, peak_megabytes
from news import Item, stream
from plot import IMAGES, bars

from secondsource import follow, intake, pipeline, stories, watch, weighing, workers
from secondsource.archive import Archive
from secondsource.pipeline import Settings

FIRST = 32
"""So many reports are added before the clock runs, so that all is loaded."""


def add(items: Sequence[Item], processes: int) -> float:
    """Seconds that the items take, put into an archive that has some others."""
    with tempfile.TemporaryDirectory() as place:
        archive = Archive(f"sqlite:///{place}/archive.db")
        folders = []
        for name, some in (("first", items[:FIRST]), ("then", items[FIRST:])):
            folders.append(Path(place) / name)
            folders[-1].mkdir()
            for item in some:
                written = f"{item.text}\n\n{item.published:%Y-%m-%d}\n"
                (folders[-1] / f"{item.id}.txt").write_text(written, encoding="utf-8")
        follow.add([folders[0]], archive, settings=Settings(processes=1))
        began = time.perf_counter()
        follow.add([folders[1]], archive, settings=Settings(processes=processes))
        seconds = time.perf_counter() - began
        archive.close()
    return seconds


def watched() -> Clock:
    """A clock that tells the stages apart."""
    clock = Clock()
    clock.watch(intake, "receive", "taking in")
    clock.watch(pipeline, "read_report", "reading")
    clock.watch(stories, "outlines", "encoding")
    clock.watch(Archive, "put", "finding the story, keeping")
    clock.watch(weighing, "weigh", "weighing")
    clock.watch(watch, "flag", "watching")
    clock.watch(stories, "find_reprints", "copies and translations")
    clock.watch(stories, "find_translations", "copies and translations")
    clock.watch(Archive, "readings", "fetching readings")
    clock.watch(Archive, "weighed", "keeping stories")
    return clock


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=int, default=400)
    ask.add_argument("--words", type=int, default=400)
    ask.add_argument("--write", action="store_true", help="draw docs/images/stages.svg")
    options = ask.parse_args()
    items = list(islice(stream(options.words), FIRST + options.reports))
    words = sum(len(item.text.split()) for item in items) / len(items)
    letters = sum(len(item.text) for item in items) / len(items)
    print(f"{options.reports} reports of {words:.0f} words (between spaces) and {letters:.0f} letters")
    processes = workers.cores()
    half = options.reports // 2
    first, whole = add(items[: FIRST + half], processes), add(items, processes)
    rate, later = options.reports / whole, (options.reports - half) / (whole - first)
    print(f"in {processes} processes: {rate:.1f} reports a second, {rate * letters:.0f} letters a second")
    print(f"the later half: {later:.1f} reports a second", flush=True)
    clock = watched()
    add(items[:FIRST], 1)
    clock.restart()
    seconds = add(items, 1)
    parts, calls = clock.restart()
    whole = sum(parts.values())
    print(f"in one process: {options.reports / seconds:.1f} reports a second; {peak_megabytes():.0f} MB at its height")
    shares = {name: 100 * parts[name] / whole for name in sorted(parts, key=lambda name: -parts[name])}
    for name, share in shares.items():
        print(f"  {name:28}{share:5.1f} %{calls[name]:7} times")
    if options.write:
        bars(IMAGES / "stages.svg", "Where the time of a report goes", shares, "{:.1f} %")


if __name__ == "__main__":
    main()
