"""Any encoder in the place of the default one, on whose vectors the program's bounds were set.

Encoders differ in how alike they find any two texts, and in how far apart they put languages. Both is gone once the
mean of each language is taken off (`space.py`): then texts that have nothing in common have a cosine of about 0,
whoever encoded them. Where an encoder puts each language is measured on some three hundred leads of invented reports,
which ship with the program.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.resources import files

import numpy as np

from secondsource.encoding.encoder import Before, Vectors, name_of
from secondsource.encoding.space import Space

DRAWN = 1
"""As in `space.py`, of these leads, which are few, but as many for each language."""


class Matched(Before):
    """An encoder with its space.

    That costs some 300 texts at the first report; once for all where the encoder is `Kept`. An encoder that has a
    `space` keeps it.
    """

    @property
    def name(self) -> str:
        return name_of(self.encoder)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does."""
        return self.encoder.encode(texts)

    @cached_property
    def space(self) -> Space:
        """Where its vectors lie."""
        own: Space | None = getattr(self.encoder, "space", None)
        if own is not None:
            return own
        texts, languages = leads()
        return Space.of(self.encoder.encode(texts), languages, DRAWN)


@cache
def leads() -> tuple[list[str], list[str]]:
    """Those that ship, as `training/space.py` chose them, and the language of each."""
    with files("secondsource.encoding").joinpath("leads.npz").open("rb") as kept, np.load(kept) as found:
        texts, languages = json.loads(found["leads"].tobytes())
        return texts, languages
