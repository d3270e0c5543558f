"""Whether the coarse encoder may stand before the default one: how many pairs of reports it would spare, and lose.

Pairs of reports of BASIL, ECB+ and all cases. Near are those that the default encoder puts within the distance at which
reports are of one story; for each share of them that is to be kept, how much farther the coarse encoder must be looked
at, and which share of all pairs that leaves.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from stories import sets

from secondsource.encoding import E5, Static
from secondsource.stories.distance import CUT, distances
from secondsource.stories.outline import outlines

KEPT = (0.95, 0.99, 0.995, 1.0)


def main() -> None:
    for name, readings, _ in sets():
        fine = outlines(readings, E5())
        coarse = [
            replace(one, vector=other.vector) for one, other in zip(fine, outlines(readings, Static()), strict=True)
        ]
        pairs = np.triu_indices(len(fine), 1)
        near = distances(fine)[pairs] <= CUT
        vectors = np.stack([o.vector for o in coarse])
        ways = {"distance": distances(coarse)[pairs], "1 - cosine": 1 - (vectors @ vectors.T)[pairs]}
        print(f"{name}: {len(near)} pairs, {near.sum()} near ({near.mean():.2%})", flush=True)
        for way, apart in ways.items():
            for kept in KEPT:
                reach = np.sort(apart[near])[int(np.ceil(kept * near.sum())) - 1]
                left = (apart <= reach).mean()
                print(f"  {kept:6.1%} kept: {way} up to {reach:.3f} ({reach - CUT:+.3f}), {left:.2%} left", flush=True)


if __name__ == "__main__":
    main()
