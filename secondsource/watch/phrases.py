"""The sentences of the rules that ship, as the program's own models see them: read once, and kept beside the rules.

`scripts/rules` makes the file anew; a test holds it against the models.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from secondsource.aligning import Aligner, NetworkAligner
from secondsource.encoding import E5, Encoder, Matched, name_of

Floats = NDArray[np.float32]
FILE = "phrases.npz"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence as an aligner and an encoder see it."""

    vector: Floats
    pieces: Floats
    shares: Floats
    meant: Floats
    """What the encoder makes of it."""


def seen(sentences: Sequence[str], aligner: Aligner, encoder: Encoder) -> list[Phrase]:
    """Each sentence as these see it; those that are known need not be read."""
    own = isinstance(aligner, NetworkAligner) and name_of(encoder) == E5.name
    known = _known() if own else {}
    new = [s for s in dict.fromkeys(sentences) if s not in known]
    found = {**known, **dict(zip(new, read(new, aligner, encoder), strict=True))}
    return [found[s] for s in sentences]


def read(sentences: Sequence[str], aligner: Aligner, encoder: Encoder) -> list[Phrase]:
    """Each sentence as these see it, read anew."""
    made = []
    for sentence, meant in zip(sentences, encoder.encode(sentences), strict=True):
        (claim,) = aligner.read(sentence, [(0, len(sentence))]).claims([(0, 0, len(sentence))])
        made.append(Phrase(claim.vector, claim.pieces, claim.shares, meant))
    return made


@lru_cache(maxsize=8)
def scale(encoder: Encoder) -> tuple[float, float]:
    """What turns cosines of a `Matched` encoder into those that the default one would give: a summand and a factor.

    By least squares over all pairs of the sentences that are known; those of any other encoder are taken as they are.
    """
    if not isinstance(encoder, Matched) or encoder.name == E5.name:
        return 0.0, 1.0
    known = _known()
    pairs = np.triu_indices(len(known), 1)
    usual, mine = (
        (rows.astype(np.float64) @ rows.T)[pairs]
        for rows in (np.array([p.meant for p in known.values()]), encoder.encode(list(known)))
    )
    spread = float(np.var(mine))
    factor = float(np.mean((mine - mine.mean()) * (usual - usual.mean()))) / spread if spread > 0 else 0.0
    return float(usual.mean() - factor * mine.mean()), factor


def write(path: Path, sentences: Sequence[str], phrases: Sequence[Phrase]) -> None:
    """Keeps phrases in a file, in half precision."""
    np.savez_compressed(
        path,
        texts=np.frombuffer(json.dumps(list(sentences)).encode(), np.uint8),
        vectors=np.array([p.vector for p in phrases], np.float16),
        meant=np.array([p.meant for p in phrases], np.float16),
        counts=np.array([len(p.pieces) for p in phrases], np.int32),
        pieces=np.concatenate([p.pieces for p in phrases]).astype(np.float16),
        shares=np.concatenate([p.shares for p in phrases]).astype(np.float16),
    )


@cache
def _known() -> Mapping[str, Phrase]:
    with as_file(files("secondsource.watch") / "rules" / FILE) as path:
        if not path.exists():
            return {}
        with np.load(path) as kept:
            held = {name: kept[name] for name in kept.files}
    ends = np.cumsum(held["counts"]).tolist()
    starts = [0, *ends[:-1]]
    pieces, shares, vectors, meant = (held[n].astype(np.float32) for n in ("pieces", "shares", "vectors", "meant"))
    return {
        text: Phrase(vectors[n], pieces[a:b], shares[a:b], meant[n])
        for n, (text, a, b) in enumerate(zip(json.loads(held["texts"].tobytes()), starts, ends, strict=True))
    }
