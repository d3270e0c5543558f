"""Hidden states by piece: layers of the encoder, trained on for a task, that ship with the program as an ONNX graph.

The word table and the tokeniser are those of the installed encoder (`e5_file`), opened once a process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Piece, Tokeniser
from secondsource.workers import cores

Floats = NDArray[np.float32]

_ONNX = {"float32": 1, "int8": 3}
"""The numbers that ONNX has for kinds of numbers."""

PIECES_A_THREAD = 300
"""In one pass, padding included: what a thread works on stays in its cache (2 MB). One thread takes a fifth longer with
600, and two fifths with 900."""
PIECES_A_PASS = 6
"""A pass takes as long as it does for its pieces and for so many more."""


threads = cores()
"""How many threads a pass may take; a process that shares the machine with others of its kind sets it to one, before
anything is loaded."""


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


def quantised(weight: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Weights (one row an output) in 8 bits, one column an output, and what each column is then multiplied with."""
    matrix = weight.T
    scale = np.maximum(np.abs(matrix).max(0), 1e-9) / 127
    return np.clip(np.round(matrix / scale), -127, 127).astype(np.int8), (scale / 127).astype(np.float32)


def batches(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Texts, by number, that take the least time when those of one batch are filled up to its longest and read at once.

    No batch has more than `most` pieces, but that of a text which has more by itself.
    """
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    least, begins = [0], [0]  # for the first texts in that order: what they take, and where their last batch begins
    for end in range(1, len(order) + 1):
        longest = lengths[order[end - 1]]
        first = max(0, min(end - 1, end - most // longest))
        cost, begin = min((least[at] + (end - at) * longest, at) for at in range(first, end))
        least.append(cost + PIECES_A_PASS)
        begins.append(begin)
    made, end = [], len(order)
    while end:
        made.append(order[begins[end] : end])
        end = begins[end]
    return made[::-1]


class Layers:
    """Layers over the word table; `graph` is the ONNX model, with inputs `x` and `lengths` and the output `h`.

    `constants` are those that the graph leaves to its loader, by name. What comes out for a text does not hang on what
    it is read beside, to the last bit: rows are brought to 8 bits each by itself (training/graph.py).
    """

    def __init__(self, graph: bytes, constants: Mapping[str, NDArray[np.generic]] | None = None) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if constants:
            self._constants = {name: np.ascontiguousarray(value) for name, value in constants.items()}
            seen = onnxruntime.OrtValue.ortvalue_from_numpy_with_onnx_type  # read where they are, so they are kept
            values = [seen(value, _ONNX[value.dtype.name]) for value in self._constants.values()]
            options.add_external_initializers(list(self._constants), values)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    @classmethod
    def packaged(cls, package: str, constants: Mapping[str, NDArray[np.generic]] | None = None) -> Layers:
        """The layers that ship in a package."""
        return cls(files(package).joinpath("layers.onnx").read_bytes(), constants)

    @cached_property
    def _places(self) -> Floats:
        width = file().width
        made: Floats = file().matrix("emb.pos", width) + file().matrix("emb.type", width)[0]
        return made

    @cached_property
    def _norm(self) -> tuple[Floats, Floats]:
        return file().tensor("emb.ln.w"), file().tensor("emb.ln.b")

    def states(self, texts: Sequence[Sequence[Piece]]) -> list[Floats]:
        """For each text one row of hidden states for the whole, then one for each of its pieces.

        A text may have as many pieces as the encoder has positions, less two. Texts of like length go together.
        """
        return [states[:-1] for states in self.of_rows([[piece.row for piece in text] for text in texts])]

    def of_rows(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """The same for texts as rows of the word table, with one more row of states, for their end."""
        made: dict[int, Floats] = {}
        for batch in batches([len(text) + 2 for text in texts], PIECES_A_THREAD * threads):
            made.update(self._pass(texts, batch))
        return [made[i] for i in range(len(texts))]

    def _pass(self, texts: Sequence[Sequence[int]], batch: Sequence[int]) -> dict[int, Floats]:
        lengths = np.array([len(texts[i]) + 2 for i in batch], np.int32)
        rows = np.full((len(batch), lengths.max()), file().pad, np.int64)
        for at, i in enumerate(batch):
            rows[at, : lengths[at]] = [file().bos, *texts[i], file().eos]
        x = file().words(rows.reshape(-1)).reshape(*rows.shape, -1) + self._places[: rows.shape[1]]
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12)
        scale, shift = self._norm
        (h,) = self._session.run(None, {"x": (x * scale + shift).astype(np.float32), "lengths": lengths})
        return {i: h[at, : lengths[at]] for at, i in enumerate(batch)}
