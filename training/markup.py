"""Reads the marked passages of `corpus/`: plain text, names, and attributions, all with code point offsets.

`python markup.py FILE…` checks files and says what they hold; it ends with status 1 where a mark is wrong.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

TAG = re.compile(r"<(/?)([a-z]+)(\d*)>")
NAMES = {"per": "person", "org": "organisation", "loc": "place", "prod": "product", "event": "event", "misc": "other"}
ROLES = {"s": "source", "q": "cue", "a": "cue", "c": "content"}

Piece = tuple[int, int]


@dataclass(slots=True)
class Marked:
    """One attribution: pieces of source, cue and content, in order."""

    source: list[Piece] = field(default_factory=list)
    cue: list[Piece] = field(default_factory=list)
    content: list[Piece] = field(default_factory=list)
    said: bool = True
    """False where somebody holds the content without saying so."""


@dataclass(slots=True)
class Passage:
    """A passage without its marks, and what they say."""

    text: str
    names: list[tuple[int, int, str]]
    """Start, end and kind."""
    attributions: list[Marked]


def parse(line: str) -> Passage:
    """The passage that a line holds. Raises ValueError, saying which mark is wrong."""
    text, names, found = "", [], {}
    opened: dict[str, int] = {}
    at = 0
    for tag in TAG.finditer(line):
        text += line[at : tag.start()].replace("¶", "\n")
        at = tag.end()
        closing, kind, number = tag.groups()
        key = kind + number
        if (kind in NAMES) == bool(number) or kind not in {**NAMES, **ROLES}:
            raise ValueError(f"no such mark: {tag.group()}")
        if not closing:
            if key in opened:
                raise ValueError(f"<{key}> is opened twice")
            opened[key] = len(text)
            continue
        if key not in opened:
            raise ValueError(f"</{key}> closes nothing")
        start, end = opened.pop(key), len(text)
        if not text[start:end].strip():
            raise ValueError(f"<{key}> is around nothing")
        if kind in NAMES:
            names.append((start, end, NAMES[kind]))
            continue
        marked = found.setdefault(int(number), Marked())
        if ROLES[kind] == "cue":
            if marked.cue and marked.said != (kind == "q"):
                raise ValueError(f"attribution {number} has both kinds of cue")
            marked.said = kind == "q"
        getattr(marked, ROLES[kind]).append((start, end))
    if opened:
        raise ValueError(f"never closed: {', '.join(f'<{key}>' for key in opened)}")
    text += line[at:].replace("¶", "\n")
    if re.search(r"[<>]", text):
        raise ValueError("a < or > that belongs to no mark")
    for number, marked in found.items():
        if not marked.content:
            raise ValueError(f"attribution {number} has no content")
        if not marked.cue and not marked.source:
            raise ValueError(f"attribution {number} has neither source nor cue")
    ordered = sorted(names)
    for (_, end, _), (start, _, _) in pairwise(ordered):
        if start < end:
            raise ValueError(f"names overlap at {text[start:end]!r}")
    return Passage(text, ordered, [found[n] for n in sorted(found)])


def lines(path: Path) -> Iterator[str]:
    """The passages of a file as they stand. Raises ValueError with file and line where one is marked wrong."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                parse(line.strip())
            except ValueError as wrong:
                raise ValueError(f"{path}:{number}: {wrong}") from wrong
            yield line.strip()


def main() -> None:
    bad = False
    for path in map(Path, sys.argv[1:]):
        count = names = attributions = letters = 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                passage = parse(line.strip())
            except ValueError as wrong:
                print(f"{path}:{number}: {wrong}")
                bad = True
                continue
            count, letters = count + 1, letters + len(passage.text)
            names, attributions = names + len(passage.names), attributions + len(passage.attributions)
        print(f"{path.name}: {count} passages, {letters} letters, {names} names, {attributions} attributions")
    sys.exit(bad)


if __name__ == "__main__":
    main()
