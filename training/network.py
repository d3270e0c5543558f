"""The tagger as a network that learns: the lower layers of multilingual-e5-small with heads of its own.

A piece's role towards a cue is told from both, their distance, and the pieces near by.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812
from torch.optim.lr_scheduler import LambdaLR

from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Piece
from secondsource.tagging.labels import ANCHORS, NAMES, ROLES

LAYERS = 8
"""How many layers are kept: names are told best from the eighth (token F1 of a linear probe 0.49, 0.64, 0.66, 0.69,
0.65, 0.58 on layers 2, 4, 6, 8, 10, 12)."""
FROZEN = 2
"""The first layers stay as they came; what they give is computed once."""
PAIR = 128
"""Width of the head that tells what a piece is to an anchor."""
DILATIONS = (1, 3)
"""How far apart the three pieces stand that each layer of that head looks at."""
BUCKETS = 32
"""Distances between anchor and piece, on a logarithmic scale with sign."""


class Layer(nn.Module):
    """One layer of the encoder, with the weights of the file."""

    def __init__(self, file: E5File, number: int) -> None:
        super().__init__()
        width, inner, self.heads = file.width, file.inner, file.heads
        self.q, self.k, self.v, self.ao = (linear(file, f"l{number}.{n}", width, width) for n in ("q", "k", "v", "ao"))
        self.fi = linear(file, f"l{number}.fi", width, inner)
        self.fo = linear(file, f"l{number}.fo", inner, width)
        self.aln, self.oln = (norm(file, f"l{number}.{n}") for n in ("aln", "oln"))
        self.dropout = 0.1

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        seen = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask)
        seen = self.ao(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.aln(x + F.dropout(seen, self.dropout, self.training))
        return self.oln(x + F.dropout(self.fo(F.gelu(self.fi(x))), self.dropout, self.training))


def linear(file: E5File, name: str, before: int, after: int) -> nn.Linear:
    made = nn.Linear(before, after)
    made.weight.data = torch.from_numpy(file.matrix(f"{name}.w", before).copy())
    made.bias.data = torch.from_numpy(file.tensor(f"{name}.b").copy())
    return made


def norm(file: E5File, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(file.width, eps=1e-12)
    made.weight.data = torch.from_numpy(file.tensor(f"{name}.w").copy())
    made.bias.data = torch.from_numpy(file.tensor(f"{name}.b").copy())
    return made


class Input(nn.Module):
    """Rows of the word table with their positions: what the first layer sees."""

    def __init__(self, file: E5File) -> None:
        super().__init__()
        self.file = file
        places = file.matrix("emb.pos", file.width) + file.matrix("emb.type", file.width)[0]
        self.places = torch.from_numpy(places)
        self.norm = norm(file, "emb.ln")

    def forward(self, rows: Tensor) -> Tensor:
        batch, length = rows.shape
        words = torch.from_numpy(self.file.words(rows.reshape(-1).numpy())).view(batch, length, -1)
        return self.norm(words + self.places[:length])


def bucket(distance: Tensor) -> Tensor:
    """The bucket of a signed distance in pieces."""
    size = torch.log2(distance.abs().float() + 1) * 1.9
    half = BUCKETS // 2
    return torch.where(distance < 0, half - 1 - size.long().clamp(0, half - 1), half + size.long().clamp(0, half - 1))


@dataclass
class Said:
    """What the network says of a batch, as scores before any softmax."""

    names: Tensor
    anchors: Tensor
    flat: Tensor
    pairs: Tensor


class Network(nn.Module):
    """Layers and heads."""

    def __init__(self, file: E5File) -> None:
        super().__init__()
        width = file.width
        self.layers = nn.ModuleList(Layer(file, n) for n in range(LAYERS))
        self.names = nn.Linear(width, len(NAMES))
        self.anchors = nn.Linear(width, len(ANCHORS))
        self.flat = nn.Linear(width, len(ROLES))
        self.of_piece = nn.Linear(width, PAIR)
        self.of_anchor = nn.Linear(width, PAIR)
        self.far = nn.Embedding(BUCKETS, PAIR)
        nn.init.normal_(self.far.weight, std=0.02)
        # what neighbours are to the anchor tells what a piece is: spans are runs
        self.near = nn.ModuleList(nn.Conv1d(PAIR, PAIR, 3, padding=d, dilation=d) for d in DILATIONS)
        self.role = nn.Linear(PAIR, len(ROLES))

    def states(self, x: Tensor, mask: Tensor | None, first: int = 0) -> Tensor:
        """What the layers from `first` on make of their input."""
        for layer in self.layers[first:]:
            x = layer(x, mask)
        return x

    def forward(self, h: Tensor, which: Tensor, anchor: Tensor) -> Said:
        """Scores for hidden states `h` (batch, pieces, width) and anchors at (`which` text, `anchor` piece)."""
        of_piece = self.of_piece(h)[which]
        of_anchor = self.of_anchor(h[which, anchor])[:, None]
        distance = torch.arange(h.shape[1])[None] - anchor[:, None]
        mixed = F.relu(of_piece + of_anchor + self.far(bucket(distance)) + of_piece * of_anchor)
        for layer in self.near:
            mixed = mixed + F.relu(layer(mixed.transpose(1, 2)).transpose(1, 2))
        pairs = self.role(mixed)
        return Said(self.names(h), self.anchors(h), self.flat(h), pairs)


def rows_of(file: E5File, rows: list[int]) -> np.ndarray:
    return np.array([file.bos, *rows, file.eos], np.int64)


@torch.no_grad()
def frozen(seen: Input, layers: Iterable[Layer], texts: Sequence[Sequence[Piece]]) -> tuple[Tensor, Tensor]:
    """What layers that stay as they came make of texts, and the additive mask of the padding.

    States are (texts, pieces + 2, width); the layers drop nothing, whatever their network is doing.
    """
    length = max(map(len, texts)) + 2
    rows = np.full((len(texts), length), seen.file.pad, np.int64)
    mask = torch.zeros(len(texts), 1, 1, length)
    for i, pieces in enumerate(texts):
        made = rows_of(seen.file, [p.row for p in pieces])
        rows[i, : len(made)] = made
        mask[i, 0, 0, len(made) :] = -1e9
    x = seen(torch.from_numpy(rows))
    for layer in layers:
        training = layer.training
        x = layer.eval()(x, mask)
        layer.train(training)
    return x, mask


def risen_and_fallen(rule: torch.optim.Optimizer, warm: float, steps: int, least: float) -> LambdaLR:
    """A rate that rises over the share `warm` of the steps and falls as a half cosine, to `least` of itself."""
    return LambdaLR(
        rule, lambda s: min(1.0, s / (warm * steps)) * max(least, 0.5 * (1 + math.cos(math.pi * s / steps)))
    )
