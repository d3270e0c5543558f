"""Finds where the encoder puts each language (secondsource/encoding/space.py): `python training/space.py`.

From the invented stories of `stories`: the mean vector of the leads of the reports in each language. A minute.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from secondsource.encoding import E5
from secondsource.encoding.space import Space
from secondsource.stories.outline import LEAD

FOLDER = Path(__file__).parent
PATH = FOLDER.parent / "secondsource" / "encoding" / "space.npz"


def leads() -> tuple[list[str], list[str]]:
    """The leads of all reports without marks, and their languages."""
    texts, languages = [], []
    for path in sorted((FOLDER / "stories").glob("*.txt")):
        _, *parts = re.split(r"^# (\w\w)\s*$", path.read_text(encoding="utf-8"), flags=re.M)
        for language, text in zip(parts[::2], parts[1::2], strict=True):
            plain = re.sub(r"⟦\d+[!?]?(?:,\d+[!?]?)* |⟧", "", text)
            texts.append(" ".join(plain.split())[:LEAD])
            languages.append(language)
    return texts, languages


if __name__ == "__main__":
    texts, languages = leads()
    found = Space.of(E5().encode(texts), languages)
    np.savez_compressed(
        PATH,
        languages=np.array(list(found.means)),
        means=np.stack(list(found.means.values())).astype(np.float16),
        middle=found.middle.astype(np.float16),
    )
    print(f"{PATH}: {len(found.means)} languages from {len(texts)} texts, {PATH.stat().st_size / 1e3:.0f} kB")
