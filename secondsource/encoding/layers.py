"""Hidden states by piece: layers of the encoder, trained on for a task, that ship with the program as an ONNX graph.

The word table and the tokeniser are those of the installed encoder (`e5_file`), opened once a process.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Piece, Tokeniser

Floats = NDArray[np.float32]

MOST_PIECES = 3000
"""In one pass, padding included; more would only take memory."""


@cache
def file() -> E5File:
    """The encoder's weights, opened once."""
    return E5File()


@cache
def tokeniser() -> Tokeniser:
    """The encoder's tokeniser, whose table of 250,000 pieces is read once."""
    return Tokeniser(file())


def heads(package: str) -> dict[str, Floats]:
    """What reads the hidden states for a task: the weights that ship in a package, by name."""
    with files(package).joinpath("heads.npz").open("rb") as kept, np.load(kept) as weights:
        return {name: weights[name].astype(np.float32) for name in weights.files}


def scores(heads: Mapping[str, Floats], head: str, states: Floats) -> Floats:
    """What the head of that name makes of states, a row each: scores before any softmax."""
    made: Floats = states @ heads[f"{head}.weight"].T + heads[f"{head}.bias"]
    return made


def softmax(scores: Floats) -> Floats:
    """Scores as likelihoods that add up to 1 in the last dimension."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    made: Floats = powers / powers.sum(-1, keepdims=True)
    return made


class Layers:
    """Layers over the word table; `graph` is the ONNX model, with inputs `x` and `mask` and the output `h`."""

    def __init__(self, graph: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
        options.intra_op_num_threads = len(cores)
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    @classmethod
    def packaged(cls, package: str) -> Layers:
        """The layers that ship in a package."""
        return cls(files(package).joinpath("layers.onnx").read_bytes())

    @cached_property
    def _places(self) -> Floats:
        width = file().width
        made: Floats = file().matrix("emb.pos", width) + file().matrix("emb.type", width)[0]
        return made

    def states(self, texts: Sequence[Sequence[Piece]]) -> list[Floats]:
        """For each text one row of hidden states for the whole, then one for each of its pieces.

        A text may have as many pieces as the encoder has positions, less two. Texts of like length go together.
        """
        made: dict[int, Floats] = {}
        batch: list[int] = []
        for i in sorted(range(len(texts)), key=lambda i: len(texts[i])):
            if batch and (len(batch) + 1) * (len(texts[i]) + 2) > MOST_PIECES:
                made.update(self._pass(texts, batch))
                batch = []
            batch.append(i)
        if batch:
            made.update(self._pass(texts, batch))
        return [made[i] for i in range(len(texts))]

    def _pass(self, texts: Sequence[Sequence[Piece]], batch: Sequence[int]) -> dict[int, Floats]:
        length = max(len(texts[i]) for i in batch) + 2
        rows = np.full((len(batch), length), file().pad, np.int64)
        mask = np.zeros((len(batch), 1, 1, length), np.float32)
        for at, i in enumerate(batch):
            mine = [file().bos, *(p.row for p in texts[i]), file().eos]
            rows[at, : len(mine)] = mine
            mask[at, :, :, len(mine) :] = -1e9
        x = file().words(rows.reshape(-1)).reshape(*rows.shape, -1) + self._places[:length]
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        x = x * file().tensor("emb.ln.w") + file().tensor("emb.ln.b")
        (h,) = self._session.run(None, {"x": x.astype(np.float32), "mask": mask})
        return {i: h[at, : len(texts[i]) + 1] for at, i in enumerate(batch)}
