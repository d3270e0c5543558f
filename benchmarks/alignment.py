"""How well claims that make one point are told from all others, in stories that nothing that ships has learned from.

The stories of training/stories/unseen are invented, and say which words of their reports make which point. Their
reports are read and weighed as any others; of each pair of statements of two reports that weighing looks at it is asked
how likely both speak to one point. Average precision and the best F1 are over these pairs, in all stories together: of
all pairs, and of those whose statements both hold words that are marked.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from news import FOLDER, marked, unmarked
from numpy.typing import NDArray

from secondsource import intake, pipeline, stories
from secondsource.encoding import E5, Memory
from secondsource.model import Reading, Report
from secondsource.pipeline import Settings
from secondsource.weighing import likeness

# The package lifts the function of that name, which hides the module.
weighing = importlib.import_module("secondsource.weighing.weigh")

Floats = NDArray[np.float64]
Mark = tuple[int, int, frozenset[int]]
"""Start and end of marked words, and the points that they make; none for what only this report says."""


@dataclass
class Told:
    """A report and its marks."""

    report: Report
    marks: list[Mark]


@dataclass
class Pairs:
    """Pairs of statements of one story: how likely they were held to speak to one point, whether they do, and whether
    both hold marked words."""

    likely: Floats
    together: NDArray[np.bool_]
    marked: NDArray[np.bool_]


def told(path: Path) -> Iterator[Told]:
    """The reports of a story, as they are taken in; marks are found again by their words."""
    for number, (_, text) in enumerate(marked(path)):
        plain, marks = unmarked(text.strip())
        report = intake.report_from_text(f"{path.stem}_{number}", plain)
        found = []
        for start, end, labels in marks:
            at = report.text.find(plain[start:end], max(0, start - 30))
            if at >= 0:
                points = frozenset(int(label.rstrip("!?")) for label in labels) - {0}
                found.append((at, at + end - start, points))
        yield Told(report, found)


def pairs(name: str, tellings: Sequence[Told], readings: Sequence[Reading], encoder: Memory) -> Pairs:
    """What weighing makes of one story."""
    with patch.object(weighing, "pairs", wraps=likeness.pairs) as watched:
        weighing.weigh(name, stories.date_reports(readings), {}, encoder)
    facts, vectors = watched.call_args.args
    found = likeness.pairs(facts, vectors)
    marks = {telling.report.id: telling.marks for telling in tellings}
    points: list[set[int]] = []
    marked: list[bool] = []
    for statement in (f.statement for f in facts):
        mine = [m for m in marks[statement.report] if touch(m[:2], (statement.start, statement.end))]
        points.append({point for _, _, made in mine for point in made})
        marked.append(bool(mine))
    both = list(zip(found.first.tolist(), found.second.tolist(), strict=True))
    return Pairs(
        found.likelihood,
        np.array([bool(points[i] & points[j]) for i, j in both]),
        np.array([marked[i] and marked[j] for i, j in both]),
    )


def touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share half of the shorter one."""
    return 2 * (min(one[1], other[1]) - max(one[0], other[0])) >= min(one[1] - one[0], other[1] - other[0])


def shown(title: str, likely: Floats, together: NDArray[np.bool_]) -> str:
    """Average precision, and the best F1 with where it is reached."""
    order = np.argsort(-likely, kind="stable")
    right = np.cumsum(together[order])
    count = np.arange(1, len(order) + 1)
    precision = float((right / count)[together[order]].mean())
    f1 = 2 * right / (count + right[-1])
    best = int(f1.argmax())
    row = f"{title:28}{len(order):10}{right[-1]:10}{precision:12.3f}{f1[best]:10.3f}"
    return f"{row}   from {likely[order[best]]:.2f} on"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--stories", type=Path, default=FOLDER / "unseen")
    folder: Path = ask.parse_args().stories
    tellings = {path.stem: list(told(path)) for path in sorted(folder.glob("*.txt"))}
    reports = [telling.report for story in tellings.values() for telling in story]
    read = {r.report.id: r for r in pipeline.read_reports(reports, Settings(processes=None)) if isinstance(r, Reading)}
    encoder = Memory(E5())
    found = [
        pairs(name, story, [read[t.report.id] for t in story if t.report.id in read], encoder)
        for name, story in tellings.items()
    ]
    likely, together, marked = (
        np.concatenate([getattr(p, column) for p in found]) for column in ("likely", "together", "marked")
    )
    print(f"{len(found)} stories, {len(read)} reports")
    print(f"{'':28}{'pairs':>10}{'one point':>10}{'AP':>12}{'F1':>10}")
    print(shown("all pairs", likely, together))
    print(shown("both marked", likely[marked], together[marked]))


if __name__ == "__main__":
    main()
