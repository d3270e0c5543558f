"""On whose word each claim of a story is told, read from a file beside it (see `stories/README.md`).

`python training/whose.py FILE…` checks files; it ends with status 1 where one does not fit its story.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from told import MARK, reports_of, unmarked

Chain = tuple[str, ...]
"""Names of origins, nearest speaker first."""


@dataclass(frozen=True)
class Marked:
    """A mark of a report: how its words begin, and the chains on which they are told (none: its own voice)."""

    words: str
    chains: tuple[Chain, ...]


@dataclass(frozen=True)
class Whose:
    """On whose word a story is told."""

    origins: Mapping[str, tuple[str, ...]]
    """By the name of each origin: the wordings by which reports call it."""
    reports: list[list[Marked]]
    """Of each report its marks, in order."""


def read(path: Path) -> Whose:
    """What a `.whose` file says. Raises ValueError, with file and line, where a line has no known form."""
    origins: dict[str, tuple[str, ...]] = {}
    reports: list[list[Marked]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if origin := re.fullmatch(r"@ (.+?) = (.+)", line):
            origins[origin[1]] = tuple(form.strip() for form in origin[2].split(" | "))
        elif re.fullmatch(r"# \w\w\s*", line):
            reports.append([])
        elif (mark := re.fullmatch(r"\d+ (.*?)\s*>>\s*(.*)", line)) and reports:
            chains = (tuple(name.strip() for name in chain.split(" < ")) for chain in mark[2].split(" ; ") if chain)
            reports[-1].append(Marked(mark[1], tuple(chains)))
        elif line.strip():
            raise ValueError(f"{path}:{number}: neither an origin, nor a report, nor a mark: {line!r}")
    return Whose(origins, reports)


def faults(path: Path) -> list[str]:
    """What does not fit the story beside the file, in words; empty where all does."""
    whose, told = read(path), reports_of(path.with_suffix(".txt"))
    words = [[" ".join(m[2].split()) for m in MARK.finditer(text)] for _, text in told]
    text = " ".join(" ".join(unmarked(text)[0].split()) for _, text in told)
    used = {name for report in whose.reports for mark in report for chain in mark.chains for name in chain}
    out = []
    if [len(report) for report in whose.reports] != [len(report) for report in words]:
        out.append("other reports or marks than the story has")
    for report, theirs in zip(whose.reports, words, strict=False):
        pairs = zip(report, theirs, strict=False)
        out += [f"no mark begins with {m.words!r}" for m, w in pairs if not w.startswith(m.words)]
    out += [f"origin {name!r} is not listed" for name in sorted(used - set(whose.origins))]
    out += [f"origin {name!r} says nothing" for name in sorted(set(whose.origins) - used)]
    out += [
        f"no report has {form!r} for {name!r}"
        for name, forms in whose.origins.items()
        for form in forms
        if " ".join(form.split()) not in text
    ]
    return out


def main() -> None:
    wrong = 0
    for path in map(Path, sys.argv[1:]):
        found = faults(path)
        wrong += bool(found)
        whose = read(path)
        marks = [mark for report in whose.reports for mark in report]
        told = sum(bool(mark.chains) for mark in marks)
        print(
            f"{path.name}: {len(marks)} claims, {told} on somebody's word, {len(whose.origins)} origins",
            *found,
            sep="\n  ",
        )
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
