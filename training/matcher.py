"""The part of the aligner that sees the claims of all reports beside each other.

What runs is `secondsource/aligning/matcher.py`, which tells how it works; this is the same with gradients.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from secondsource.aligning.matcher import (
    HEADS,
    LEAST,
    LOOKS,
    MOST,
    PAIR_INPUTS,
    PAIR_SCALE,
    PAIR_WIDTH,
    PLACES,
    VECTOR,
    WIDTH,
)

DROPPED = 0.1
NOISE, NOISE_AXES = 0.5, 24
"""By how much of their spread vectors are moved, along so many axes at once, and by half of how much likelihoods
(logits) are: stories that are learned from are read better than others, and noise takes that away."""


class Look(nn.Module):
    """Each claim looks at the others that it may see, most at those that are `likely`, and takes from them."""

    def __init__(self, bias: float) -> None:
        super().__init__()
        self.before = nn.LayerNorm(WIDTH)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.between = nn.LayerNorm(WIDTH)
        self.inner = nn.Linear(WIDTH, 2 * WIDTH)
        self.outer = nn.Linear(2 * WIDTH, WIDTH)
        self.bias = nn.Parameter(torch.full((HEADS,), bias))

    def forward(self, x: Tensor, seen: Tensor, likely: Tensor) -> Tensor:
        q, k, v = self.qkv(self.before(x)).view(len(x), 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3)
        scores = q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + self.bias[:, None, None] * likely
        shares = scores.masked_fill(~seen, -1e4).softmax(-1)
        x = x + F.dropout(self.out((shares @ v).permute(1, 0, 2).reshape(len(x), WIDTH)), DROPPED, self.training)
        inner = F.gelu(self.inner(self.between(x)))
        return x + F.dropout(self.outer(inner), DROPPED, self.training)


class Matcher(nn.Module):
    """From vectors of claims, and how likely each pair is by itself, to how likely it is in its story, as logits."""

    def __init__(self) -> None:
        super().__init__()
        self.input = nn.Linear(VECTOR + PLACES, WIDTH)
        self.own = nn.ModuleList(Look(0.0) for _ in range(LOOKS))
        self.cross = nn.ModuleList(Look(0.5) for _ in range(LOOKS))
        self.match = nn.Linear(WIDTH, WIDTH)
        self.pair = nn.Linear(PAIR_INPUTS, PAIR_WIDTH)
        self.total = nn.Linear(PAIR_WIDTH, 1)
        for layer in (self.match, self.total):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, vectors: Tensor, likely: Tensor, reports: Tensor, lengths: Tensor) -> Tensor:
        """`vectors` has a row for each claim, `likely` one and a column; `reports` and `lengths` say which report each
        is of (those of one stand together, in order), and how many pieces it has."""
        if self.training:
            axes = torch.randn(len(vectors), NOISE_AXES) @ torch.randn(NOISE_AXES, VECTOR) / NOISE_AXES**0.5
            vectors = vectors + NOISE * vectors.detach().std(0) * axes
            moved = torch.randn_like(likely) * 2 * NOISE
            likely = likely + (moved + moved.T) / 2
        rows = F.normalize(vectors - vectors.mean(0), dim=-1) * VECTOR**0.5
        x = self.input(torch.cat([rows, _places(reports, lengths)], 1))
        mine = reports[:, None] == reports[None]
        for own, cross in zip(self.own, self.cross, strict=True):
            x = own(x, mine, torch.zeros_like(likely))
            x = cross(x, ~mine, likely)
        match = self.match(x) @ x.T
        there = likely + (match + match.T) / WIDTH**0.5
        seen = torch.stack([*_left(there, reports), *_left(likely, reports)], -1) / PAIR_SCALE
        return there + self.total(F.gelu(self.pair(seen)))[..., 0]


def _places(reports: Tensor, lengths: Tensor) -> Tensor:
    """Where a claim stands in its report, and how long it is: (claims, PLACES)."""
    place = torch.zeros(len(reports))
    for r in reports.unique():
        mine = reports == r
        place[mine] = torch.linspace(0, 1, int(mine.sum()))
    turn = place * 2 * torch.pi
    return torch.stack([place, turn.sin(), turn.cos(), lengths.float().log(), (place == 0).float()], 1)


def _left(likely: Tensor, reports: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Logits of pairs as they are, and the less and the more of what is left of them beside the other claims of the
    one's and of the other's report, and beside none (logit 0)."""
    at = F.one_hot(reports, int(reports.max()) + 1).float()
    of_all = torch.log1p(likely.clamp(LEAST, MOST).exp() @ at)[:, reports]
    row, column = likely - of_all, likely - of_all.T
    return likely, torch.minimum(row, column), torch.maximum(row, column)
