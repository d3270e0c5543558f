"""Numbers in running text, with what they count."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model import Quantity
from secondsource.packs import Pack


def find(
    text: str, start: int, end: int, pack: Pack, taken: Sequence[tuple[int, int]] = ()
) -> tuple[Quantity, ...]:
    """The quantities in `text[start:end]` outside the `taken` spans."""
    return ()
