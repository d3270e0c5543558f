"""Texts to vectors, behind one small interface."""

from secondsource.encoding.at_endpoint import AtEndpoint
from secondsource.encoding.e5 import E5
from secondsource.encoding.encoder import Encoder, EncoderError, Memory, Named, is_named, name_of
from secondsource.encoding.kept import Kept, forget
from secondsource.encoding.kinds import named
from secondsource.encoding.matched import Matched
from secondsource.encoding.sentence_transformers import SentenceTransformers
from secondsource.encoding.space import Space, meaning, space
from secondsource.encoding.static import Static

__all__ = [
    "E5",
    "AtEndpoint",
    "Encoder",
    "EncoderError",
    "Kept",
    "Matched",
    "Memory",
    "Named",
    "SentenceTransformers",
    "Space",
    "Static",
    "forget",
    "is_named",
    "meaning",
    "name_of",
    "named",
    "space",
]
