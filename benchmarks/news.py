"""A stream of news that never ends: invented reports in 38 languages, the same in every run.

Month after month the stories of `training/stories` happen anew, to other people with other numbers on other days: names
in Latin letters that several reports of a story share, and all numbers, are replaced by others. Months lie so far apart
that no report belongs to a story of another month. Of five reports four belong to stories of one or two, as is said of
news at large; the fifth belongs to a story of five.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

TRAINING = Path(__file__).parent.parent / "training"
FOLDER = TRAINING / "stories"
sys.path.insert(0, str(TRAINING))

from told import reports_of as marked  # noqa: E402  (of the folder above)
from told import unmarked  # noqa: E402

FIRST = date(1990, 1, 1)
MONTH = timedelta(days=75)
SHARES = {5: 4, 2: 16, 1: 48}
"""Of 100 reports so many stories have so many reports."""
SYLLABLES = ("ba", "dor", "el", "fin", "gra", "hul", "is", "kem", "lo", "mar", "nes", "ot", "pil", "ros", "tuv", "vek")


@dataclass(frozen=True)
class Item:
    """A report: the story that it tells, and its text with the day on which it came out."""

    id: str
    story: str
    language: str
    published: date
    text: str


def stream(words: int = 400, seed: int = 1) -> Iterator[Item]:
    """Reports without end, in the order in which they come out; of about so many words, where that is over 100.

    The reports of the folder are short. One goes on, after its own text, with what others of its language tell, as
    reports do that close with what else is new.
    """
    told = [reports_of(path) for path in sorted(FOLDER.glob("*.txt"))]
    more: dict[str, list[str]] = {}
    for reports in told:
        for language, text in reports:
            more.setdefault(language, []).append(text.partition("\n")[2].strip())
    chance = random.Random(seed)
    number = month = 0
    while True:
        items = []
        stories = chance.sample(told, len(told))
        sizes = [size for size, times in SHARES.items() for _ in range(times)]
        for n, reports in enumerate(stories):
            day = FIRST + month * MONTH + timedelta(days=chance.randrange(20))
            names = _names(reports, chance)
            for language, text in chance.sample(reports, min(len(reports), chance.choice(sizes))):
                published = day + timedelta(days=chance.choice((0, 0, 0, 1, 2)))
                while len(text.split()) < words - 50 and len(text) < 6 * words - 300:
                    text = f"{text}\n\n{chance.choice(more[language])}"
                renewed = _renewed(text, names, chance)
                items.append(Item(f"{number:07}", f"{month:04}-{n:03}", language, published, renewed))
                number += 1
        yield from sorted(items, key=lambda item: item.published)
        month += 1


def reports_of(path: Path) -> list[tuple[str, str]]:
    """The reports of a story, without marks: language and text."""
    return [(language, unmarked(text)[0].strip()) for language, text in marked(path)]


def _names(reports: list[tuple[str, str]], chance: random.Random) -> dict[str, str]:
    """Another name for each that reports share: words with a capital that stand in several, not after a full stop."""
    counted = Counter(word for _, text in reports for word in set(re.findall(r"(?<=[^\W\d_] )[A-Z][a-zà-ž]{3,}", text)))
    shared = sorted(word for word, times in counted.items() if times > 1)
    return {word: "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3)))).capitalize() for word in shared}


def _renewed(text: str, names: dict[str, str], chance: random.Random) -> str:
    text = re.sub(r"[A-Z][a-zà-ž]{3,}", lambda found: names.get(found[0], found[0]), text)
    return re.sub(r"\d", lambda found: str(chance.randint(1, 9)), text)
