"""Models of sentence-transformers: what is said where the package is missing, and a small model where it is not."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from secondsource.encoding import EncoderError, Kept, SentenceTransformers, named, sentence_transformers
from secondsource.errors import MissingExtraError

HERE = importlib.util.find_spec("sentence_transformers") is not None
needs_it = pytest.mark.skipif(not HERE, reason="needs the extra sentence-transformers")
TEXTS = ["a ferry ran aground off the island", "ferry", "", "\ud800 a\0b", "the mill is to close " * 200]


def test_without_the_package_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_transformers, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'secondsource\[sentence-transformers\]'"):
        named("sentence-transformers:any")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of two small layers with weights by chance, over words of single letters."""
    pytest.importorskip("sentence_transformers")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=64).save_pretrained(folder / "bert")
    SentenceTransformer(str(folder / "bert"), device="cpu").save(str(folder / "whole"))
    return folder / "whole"


@needs_it
def test_a_unit_row_for_each_text_whatever_stands_beside_it(model: Path) -> None:
    encoder = SentenceTransformers(str(model))
    rows = encoder.encode(TEXTS)
    assert (rows.shape, rows.dtype, encoder.dimensions) == ((len(TEXTS), 32), np.float32, 32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-6)
    assert encoder.encode([]).shape == (0, 32)
    assert encoder.encode(TEXTS[::-1])[::-1].tobytes() == rows.tobytes()
    assert np.concatenate([encoder.encode([text]) for text in TEXTS]).tobytes() == rows.tobytes()


@needs_it
def test_other_weights_are_another_version(model: Path, tmp_path: Path) -> None:
    encoder = SentenceTransformers(str(model))
    assert encoder.name == f"sentence-transformers:{model}"
    assert encoder.version == SentenceTransformers(str(model)).version
    other: Any = SentenceTransformers(str(model))
    next(other._model.parameters()).data[0, 0] += 1
    assert other.version != encoder.version
    rows = Kept(encoder, tmp_path).encode(TEXTS)
    assert Kept(SentenceTransformers(str(model)), tmp_path).encode(TEXTS).tobytes() == rows.tobytes()


@needs_it
def test_a_folder_that_holds_no_model_is_said_to_hold_none(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "none"}), encoding="utf-8")
    encoder = SentenceTransformers(str(tmp_path))
    with pytest.raises(EncoderError, match=r"cannot be loaded \(.*\); name a model or the folder of one"):
        encoder.encode(["a"])
