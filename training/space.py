"""Finds where the encoder puts each language (secondsource/encoding/space.py): `python training/space.py`.

From the invented stories of `stories`: the mean vector of the leads of the reports in each language. And chooses the
leads by which that is found for other encoders (matched.py). A minute.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from told import reports_of, unmarked

from secondsource.encoding import E5
from secondsource.encoding.space import Space
from secondsource.stories.outline import LEAD

FOLDER = Path(__file__).parent
PATH = FOLDER.parent / "secondsource" / "encoding" / "space.npz"
LEADS = PATH.with_name("leads.npz")
EACH = 8
"""Leads for each language, or what there is: with 4, the place of a language is not well known; with 16, it takes twice
the time and groups no better."""


def leads() -> tuple[list[str], list[str]]:
    """The leads of all reports without marks, and their languages."""
    texts, languages = [], []
    for path in sorted((FOLDER / "stories").glob("*.txt")):
        for language, text in reports_of(path):
            plain, _ = unmarked(text)
            texts.append(" ".join(plain.split())[:LEAD])
            languages.append(language)
    return texts, languages


def chosen(languages: Sequence[str]) -> list[int]:
    """Which leads to ship: the first ones of each language."""
    count: Counter[str] = Counter()
    found = []
    for n, language in enumerate(languages):
        count[language] += 1
        if count[language] <= EACH:
            found.append(n)
    return found


def ship(texts: Sequence[str], languages: Sequence[str]) -> None:
    """Keeps the leads by which the place of each language is found for other encoders."""
    written = json.dumps([texts, languages], ensure_ascii=False, separators=(",", ":")).encode()
    np.savez_compressed(LEADS, leads=np.frombuffer(written, np.uint8))
    print(f"{LEADS}: {len(texts)} leads, {LEADS.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    texts, languages = leads()
    vectors = E5().encode(texts)
    found = Space.of(vectors, languages)
    np.savez_compressed(
        PATH,
        languages=np.array(list(found.means)),
        means=np.stack(list(found.means.values())).astype(np.float16),
        middle=found.middle.astype(np.float16),
    )
    print(f"{PATH}: {len(found.means)} languages from {len(texts)} texts, {PATH.stat().st_size / 1e3:.0f} kB")
    some = chosen(languages)
    ship([texts[n] for n in some], [languages[n] for n in some])
