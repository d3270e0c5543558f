"""An archive with models that cost nothing, for tests and for the processes that tests start and kill.

Run as a program it adds a folder: `python -m tests.archive.desk URL FOLDER`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from secondsource import Settings, follow
from secondsource.aligning.matcher import VECTOR
from secondsource.archive import Archive, tables
from secondsource.encoding import Space
from secondsource.model import Seen, Word
from secondsource.tagging import NoTagger
from tests.conftest import Letters

THINGS = ("ferry", "bridge", "tanker", "school", "quarry", "dam", "museum", "tunnel", "market", "mill")
HAPPENED = ("ran aground off", "was closed in", "burned down in", "was sold in", "collapsed near", "was flooded at")
SAID = ("the mayor said", "the police said", "a spokesman said", "the owner told reporters", "the coastguard said")


SIDE = 64


class Spelling:
    """An aligner that holds claims to be alike as far as they are spelled alike, and sees no denial."""

    def __init__(self) -> None:
        self.letters = Letters()

    def read(self, text: str, sentences: object) -> Spelled:
        return Spelled(text, self.letters)


@dataclass
class Spelled:
    text: str
    letters: Letters

    def words(self) -> list[Word]:
        return []

    def claims(self, spans: Sequence[tuple[int, int, int]]) -> list[Seen]:
        return [self.claim(self.text[start:end]) for _, start, end in spans]

    def claim(self, words: str) -> Seen:
        vector, *pieces = self.letters.encode([words, *words.split()])
        vector = np.pad(vector, (0, VECTOR - len(vector)))  # as wide as weighing takes them
        shares = np.full(len(pieces), 1 / len(pieces), np.float32)
        return Seen(vector, np.stack(pieces), shares, np.zeros(SIDE, np.float32), 0.0, 0.0)


def invented(number: int, seed: int = 7) -> list[str]:
    """So many short reports, each different, about half of which tell of an event that others tell of, too."""
    chance = random.Random(seed)
    events: list[tuple[str, str, str, int]] = []
    made = []
    for n in range(number):
        if not events or chance.random() < 0.5:
            thing, happened = chance.choice(THINGS), chance.choice(HAPPENED)
            events.append((f"{_word(chance)} {_word(chance)} {thing}", happened, _word(chance).title(), n % 28))
        thing, happened, place, day = chance.choice(events[-8:])
        made.append(
            f"The {thing} {happened} {place}\n\nPublished {1 + day} May 2031\n\n"
            f"The {thing} {happened} {place} on the night before, {chance.choice(SAID)}. "
            f"{chance.randrange(2, 90)} people were hurt and {chance.randrange(2, 900)} had to leave {place}. "
            f"The {thing} of {place} is known for its {_word(chance)} and {_word(chance)}, report {n} of this paper.\n"
        )
    return made


def _word(chance: random.Random) -> str:
    """A word that no language has."""
    return "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(chance.randrange(2, 5)))


class Centred(Letters):
    """As `Letters`, and knows what invented reports have in common."""

    @cached_property
    def space(self) -> Space:
        return Space({}, Letters().encode(invented(200)).mean(0))


SETTINGS = Settings(encoder=Centred(), tagger=NoTagger(), aligner=Spelling())


def written(folder: Path, texts: Sequence[str]) -> Path:
    """A folder with a file for each text."""
    folder.mkdir(parents=True, exist_ok=True)
    for n, text in enumerate(texts):
        (folder / f"{n:05}.txt").write_text(text, encoding="utf-8")
    return folder


def held(archive: Archive) -> dict[str, list[Any]]:
    """All that an archive holds, save when it came and how often it was brought."""
    without = {"received", "updated", "at", "used", "packed"}
    out: dict[str, list[Any]] = {}
    with archive.database.read() as connection:
        for name in ("contents", "reports", "versions", "near", "stories", "names", "decisions"):
            table = tables.metadata.tables[name]
            columns = [c for c in table.columns if c.name not in without]
            rows = connection.execute(select(*columns).order_by(*table.primary_key.columns)).all()
            out[name] = [tuple(row) for row in rows]
    return out


def main(url: str, folder: str) -> None:
    archive = Archive(url)
    follow.add([folder], archive, settings=SETTINGS)
    archive.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
