"""What the tagger may say of a piece of text."""

from __future__ import annotations

from typing import Final

KINDS: Final = ("person", "organisation", "place", "product", "event", "other")
NAMES: Final = ("O", *(f"{border}-{kind}" for kind in KINDS for border in "BI"))
"""The labels of names, by first and following pieces."""
ANCHORS: Final = ("O", *(f"{border}-{kind}" for kind in ("said", "held", "source") for border in "BI"))
"""The labels of what an attribution hangs on: a cue of saying, one of holding, or a source that has no cue."""
ROLES: Final = ("none", "source", "cue", "content")
"""What a piece is to an attribution."""
