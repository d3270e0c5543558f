"""Where the time of one brief goes: start-up, each stage, and the encoder within them.

Runs the main job twice in one process, cold (packs compiled, models loaded) and warm, and prints what share of a run
each part takes. Only ratios: no figure is compared with a clock of another day or machine.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secondsource.model import Brief

ROOT = Path(__file__).parent.parent
START_UPS = 3


class Clock:
    """Time spent in each part, without the time spent in other parts that it called."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()
        self._inside: list[str] = []
        self._since = time.perf_counter()

    def _turn(self) -> None:
        now = time.perf_counter()
        if self._inside:
            self.seconds[self._inside[-1]] += now - self._since
        self._since = now

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count the time within as that of this part."""
        self._turn()
        self._inside.append(name)
        self.calls[name] += 1
        try:
            yield
        finally:
            self._turn()
            self._inside.pop()

    def watch(self, owner: Any, function: str, part: str) -> None:
        """Count the time in `owner.function` as that of a part."""
        watched = getattr(owner, function)

        def timed(*arguments: Any, **options: Any) -> Any:
            with self.part(part):
                return watched(*arguments, **options)

        setattr(owner, function, timed)

    def restart(self) -> tuple[dict[str, float], Counter[str]]:
        """What was counted so far; begins anew."""
        counted = dict(self.seconds), self.calls.copy()
        self.seconds.clear()
        self.calls.clear()
        return counted


def start_up() -> tuple[float, float]:
    """Seconds of `secondsource --help` and of an interpreter that does nothing, each the best of some."""

    def best(code: str) -> float:
        def once() -> float:
            before = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
            return time.perf_counter() - before

        return min(once() for _ in range(START_UPS))

    return best("from secondsource.cli import main; main(['--help'])"), best("pass")


def job(paths: Sequence[str], clock: Clock) -> Brief:
    """The main job as the command line does it: a brief, drawn as a page."""
    from secondsource import pipeline
    from secondsource.render import html

    with clock.part("the rest"):
        made = pipeline.brief(paths)
        html.render(made)
    return made


def watch_stages(clock: Clock) -> None:
    from secondsource import encoding, intake, reading, stories, weighing
    from secondsource.render import html

    for owner, function, part in (
        (intake, "read", "intake"),
        (reading, "read", "reading"),
        (stories, "group", "stories"),
        (stories, "find_reprints", "stories"),
        (weighing, "weigh", "weighing"),
        (encoding.E5, "encode", "encoding"),
        (html, "render", "render"),
    ):
        clock.watch(owner, function, part)


def peak_megabytes() -> float:
    """The most memory that this process had so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("paths", nargs="*", default=[str(ROOT / "examples" / "limousine")])
    paths = ask.parse_args().paths
    helped, bare = start_up()
    print(f"start-up   secondsource --help takes {helped / bare:.1f} times as long as an empty interpreter")

    clock = Clock()
    with clock.part("imports"):
        watch_stages(clock)
    made = job(paths, clock)
    cold, calls = clock.restart()
    at_most = peak_megabytes()
    job(paths, clock)
    warm, _ = clock.restart()

    whole, again = sum(cold.values()), sum(warm.values())
    findings = sum(len(story.findings) for story in made.stories)
    print(f"job        {len(made.reports)} reports, {findings} findings; cold takes {whole / again:.1f} times warm")
    print(f"memory     {at_most:.0f} MB at its peak")
    print(f"\n{'part':10} {'cold':>6} {'warm':>6} {'calls':>6}")
    for part in sorted(cold.keys() | warm.keys(), key=lambda part: -cold.get(part, 0.0)):
        print(f"{part:10} {cold.get(part, 0) / whole:6.1%} {warm.get(part, 0) / again:6.1%} {calls[part] or '':>6}")
    own = again - warm.get("encoding", 0.0)
    if own and warm.get("encoding"):
        print(f"\nencoding takes {warm['encoding'] / own:.1f} times all the rest of a warm run")


if __name__ == "__main__":
    main()
