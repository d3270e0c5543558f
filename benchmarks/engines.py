"""What Ray costs: briefs of the same invented reports by the local engine and by Ray, with as many workers, in turns.

Ray's start is told on its own: a cluster that runs has it behind it. Also told: bytes of a reading, an outline and a
vector, which say what a cluster must hold, and how many reports a second find those near them.
"""

from __future__ import annotations

import argparse
import os
import pickle
import statistics
import time
from itertools import islice

from news import stream

from secondsource.intake import report_from_text
from secondsource.model import Reading, Report
from secondsource.pipeline import Settings, brief, default_encoder, read_reports
from secondsource.render.json import render
from secondsource.stories import outlines
from secondsource.stories.clusters import near_pairs


def reports(count: int, words: int) -> list[Report]:
    """The first so many of the stream, with the days on which they came out."""
    return [
        report_from_text(f"{item.id}.txt", f"{item.published.isoformat()}\n\n{item.text}")
        for item in islice(stream(words), count)
    ]


def timed(given: list[Report], settings: Settings) -> tuple[dict[str, float], str]:
    """Seconds by stage and in all, and the brief."""
    began: dict[str, float] = {}
    start = time.perf_counter()
    made = brief(given, settings=settings, progress=lambda stage, *_: began.setdefault(stage, time.perf_counter()))
    end = time.perf_counter()
    marks = [*began.values(), end]
    stages = {stage: after - at for (stage, at), after in zip(began.items(), marks[1:], strict=True)}
    return {**stages, "whole": end - start}, render(made)


def sizes(given: list[Report]) -> None:
    """Prints what one report comes to."""
    readings = [one for one in read_reports(given, Settings()) if isinstance(one, Reading)]
    outlined = outlines(readings, default_encoder())
    told = {
        "report": statistics.mean(len(r.text.encode()) for r in given),
        "reading": statistics.mean(len(pickle.dumps(r)) for r in readings),
        "outline": statistics.mean(len(pickle.dumps(o)) for o in outlined),
        "vector": statistics.mean(o.vector.nbytes for o in outlined),
    }
    print("bytes of a " + ", ".join(f"{noun} {size:,.0f}" for noun, size in told.items()))
    began = time.perf_counter()
    near_pairs(outlined)
    print(f"near pairs among {len(outlined)}: {len(outlined) / (time.perf_counter() - began):,.0f} reports a second")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--reports", type=int, default=200)
    ask.add_argument("--words", type=int, default=400)
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--pairs", type=int, default=3)
    options = ask.parse_args()
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    given = reports(options.reports, options.words)
    import ray

    start = time.perf_counter()
    ray.init(num_cpus=options.workers, include_dashboard=False, log_to_driver=False, configure_logging=False)
    print(f"Ray's start: {time.perf_counter() - start:.1f} s")
    ratios: dict[str, list[float]] = {}
    for pair in range(options.pairs):
        local, one = timed(given, Settings(processes=options.workers))
        on_ray, other = timed(given, Settings(processes=options.workers, engine="ray"))
        if one != other:
            raise SystemExit("the two engines gave different briefs")
        for stage, seconds in local.items():
            ratios.setdefault(stage, []).append(on_ray[stage] / seconds)
            print(f"pair {pair + 1}  {stage:8}  local {seconds:7.2f} s  ray {on_ray[stage]:7.2f} s", flush=True)
    print("ray to local, median: " + ", ".join(f"{s} {statistics.median(r):.2f}" for s, r in ratios.items()))
    ray.shutdown()
    sizes(given[: min(len(given), 64)])


if __name__ == "__main__":
    main()
