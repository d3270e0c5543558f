"""Models of the library sentence-transformers (Reimers and Gurevych 2019, arXiv:1908.10084), by name or by folder.

Needs the extra `sentence-transformers`. A name that is not on this machine yet is fetched by that library from where it
fetches models; a folder is only read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from secondsource.encoding.encoder import EncoderError, Vectors, clean
from secondsource.errors import MissingExtraError

if TYPE_CHECKING:
    import sentence_transformers

KIND = "sentence-transformers"


class SentenceTransformers:
    """Encodes with a model of that library, which is loaded at the first text."""

    def __init__(self, model: str) -> None:
        """`model` is the name of one, or the folder that it lies in. Raises `MissingExtraError`."""
        if find_spec("sentence_transformers") is None:
            raise MissingExtraError(f"the encoder {KIND}:{model}", KIND)
        self.model = model
        self.name = f"{KIND}:{model}"
        if not model.strip():
            raise EncoderError(KIND, f"name the model: {KIND}:NAME")

    @property
    def dimensions(self) -> int:
        return int(self._model.encode(" ", show_progress_bar=False).shape[-1])

    @cached_property
    def version(self) -> str:
        """See `Named.version`: the weights, how the model is put together, and the libraries that compute it."""
        made = hashlib.sha256(repr(self._model).encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            made.update(name.encode() + tensor.detach().cpu().float().numpy().tobytes())
        for library in (KIND, "transformers", "torch"):
            made.update(version(library).encode())
        return made.hexdigest()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`; texts are cut after 2,000 code points, or earlier where the model reads less.

        One text at a time: in a batch, what comes out for a text hangs on what it is read beside.
        """
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        made = self._model.encode([clean(text) for text in texts], batch_size=1, show_progress_bar=False)
        rows = np.asarray(made, np.float64)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise EncoderError(self.name, "some of its vectors are of no direction; name another model")
        unit: Vectors = (rows / lengths).astype(np.float32)
        return unit

    @cached_property
    def _model(self) -> sentence_transformers.SentenceTransformer:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        shown = logging.is_progress_bar_enabled()
        logging.disable_progress_bar()
        try:
            return SentenceTransformer(self.model)
        except Exception as error:  # that library and those below it raise all kinds, also for a name that is none
            said = (str(error) or type(error).__name__).splitlines()[0]
            raise EncoderError(self.name, f"cannot be loaded ({said}); name a model or the folder of one") from error
        finally:
            if shown:
                logging.enable_progress_bar()
