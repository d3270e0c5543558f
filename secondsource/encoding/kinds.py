"""The encoders that can be named on a command line; one more is one more line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from secondsource.encoding.e5 import E5
from secondsource.encoding.encoder import EncoderError, Named
from secondsource.encoding.sentence_transformers import KIND, SentenceTransformers
from secondsource.encoding.static import Static

DEFAULT = "e5"
# What makes each, and what must be said behind its name and a colon; null where nothing is.
KINDS: Mapping[str, tuple[Callable[[str], Named], str | None]] = {
    DEFAULT: (lambda _: E5(), None),
    "static": (lambda _: Static(), None),
    KIND: (SentenceTransformers, "MODEL"),
}
WRITTEN = ", ".join(f"{kind}:{what}" if what else kind for kind, (_, what) in KINDS.items())


def named(name: str) -> Named:
    """The encoder of that name, `sentence-transformers:MODEL` for instance.

    Raises `EncoderError` where there is none, `MissingExtraError` where its package is not installed.
    """
    kind, colon, rest = name.partition(":")
    make, what = KINDS.get(kind, (None, None))
    if make is None or bool(colon) != bool(what):
        raise EncoderError(name, f"is no encoder; known are {WRITTEN}")
    return make(rest)
