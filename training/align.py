"""Trains the aligner: `python training/align.py OUT [--epochs N]`. Needs torch; two cores read 2,500 stories an hour.

A whole story is one step: its reports go through the encoder's layers, each claim is the weighted mean of the states
of its pieces, seen in its sentence. For every claim and every other report the network learns which
claims there, if any, make the same point.
"""

from __future__ import annotations

import argparse
import random
import time
from copy import copy
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from matcher import Matcher
from network import Input, Layer, frozen, risen_and_fallen
from told import Told, TrainingStory, stories
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812
from torch.optim.swa_utils import AveragedModel

from secondsource.aligning.labels import BORDERS, STANCES
from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Tokeniser
from secondsource.reading.statements import BEGINS, NEAR_WORDS, SHORTEST_PART_WORDS

HERE = Path(__file__).parent
LAYERS, FROZEN = 12, 5
WIDTH = 384
"""Of a claim's vector."""
LONGEST = 200
RATE, RATE_HEADS = 1e-4, 1e-3
LEAN = 4.0
"""A report of so many claims is centred half on itself and half on the story."""
WARM = 0.08
PARTS = 4
"""Sentences of a story go through the layers in so many lots of like length."""
OWN_CUTS = 0.5
"""In how many steps claims are learned from as the network itself cuts them; in the others as marked, and of these so
many with other ends."""
MOVED = 0.4
OUTSIDE, HALF = 0.5, 0.5
DROPPED = 0.08
"""How many pieces of a sentence are not looked at, so that no single word is relied on."""
AVERAGED = 0.995
"""What is kept is the running mean of the weights, with so much of what it was before each step: it tells pairs better
than the weights themselves (average precision 0.586 to 0.574 after one round)."""
COARSE = 0.15
"""What borders count in stories that are not marked finely."""
FINE = "fine"
"""The folder of those that are."""
FOLDERS = tuple(HERE / "stories" / name for name in (".", "more", FINE))
PIECE = 128
"""Of the vector of a piece."""
SIDE = 64
"""Width of what tells whether two claims contradict."""


class Aligner(nn.Module):
    """Layers, and heads for borders, stances and vectors."""

    def __init__(self, file: E5File, count: int = LAYERS) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(file, n) for n in range(count))
        self.borders = nn.Linear(file.width, len(BORDERS))
        self.weigh = nn.Linear(file.width, 1)
        nn.init.zeros_(self.weigh.weight)
        self.stance = nn.Linear(2 * file.width, len(STANCES))
        self.vector = nn.Linear(file.width, WIDTH)
        nn.init.eye_(self.vector.weight)
        self.lean = nn.Linear(file.width, 1)
        nn.init.zeros_(self.lean.weight)
        nn.init.constant_(self.lean.bias, -3.0)
        self.before = nn.Linear(file.width, WIDTH)
        nn.init.eye_(self.before.weight)
        self.piece = nn.Linear(file.width, PIECE)
        nn.init.orthogonal_(self.piece.weight)
        self.side = nn.Linear(2 * file.width, SIDE)
        self.opposed = nn.ModuleList((nn.Linear(2 * SIDE, SIDE), nn.Linear(SIDE, 1)))
        self.late = nn.Parameter(torch.tensor(4.0))
        self.scale = nn.Parameter(torch.tensor(10.0))
        self.raw = nn.Parameter(torch.tensor(2.0))
        self.shift = nn.Parameter(torch.tensor(-4.0))
        self.matcher = Matcher()

    def pooled(self, h: Tensor, spans: list[tuple[int, int, int]]) -> Tensor:
        """One row for each (sentence, first piece, last piece) of states `h`."""
        out = []
        for sentence, first, last in spans:
            states = h[sentence, first + 1 : last + 2]
            share = torch.softmax(self.weigh(states)[:, 0], 0)
            out.append(share @ states)
        return torch.stack(out)

    def vectors(self, pooled: Tensor, before: Tensor) -> Tensor:
        """The vectors of claims, which may lean on the sentence before theirs."""
        return self.vector(pooled) + torch.sigmoid(self.lean(pooled)) * self.before(before)

    def met(self, h: Tensor, spans: list[tuple[int, int, int]]) -> Tensor:
        """How well the pieces of each claim meet those of each other one: (claims, claims)."""
        rows, share, owner = [], [], []
        for i, (sentence, first, last) in enumerate(spans):
            states = h[sentence, first + 1 : last + 2]
            rows.append(F.normalize(self.piece(states), dim=-1))
            share.append(torch.softmax(self.weigh(states)[:, 0], 0))
            owner += [i] * len(states)
        tokens, weights, of = torch.cat(rows), torch.cat(share), torch.tensor(owner)
        n = len(spans)
        every = of[None].expand(len(tokens), -1)
        best = torch.full((len(tokens), n), -1.0).scatter_reduce(1, every, tokens @ tokens.T, "amax")
        met = torch.zeros(n, n).index_add(0, of, best * weights[:, None])
        return (met + met.T) / 2

    def against(self, pooled: Tensor, whole: Tensor) -> Tensor:
        """How surely each pair, if it speaks to one point, states and denies it: (claims, claims)."""
        side = self.side(torch.cat([pooled, whole], -1))
        both = torch.cat([side[:, None] * side[None], (side[:, None] - side[None]).abs()], -1)
        return self.opposed[1](F.relu(self.opposed[0](both)))[..., 0]

    def logits(self, vectors: Tensor, reports: Tensor) -> Tensor:
        """How surely each pair speaks to one point, from vectors without what all claims of their report share."""
        centred = torch.empty_like(vectors)
        for r in reports.unique():
            mine = reports == r
            share = mine.sum() / (mine.sum() + LEAN)
            centred[mine] = vectors[mine] - share * vectors[mine].mean(0) - (1 - share) * vectors.mean(0)
        v, w = F.normalize(centred, dim=-1), F.normalize(vectors, dim=-1)
        return self.scale * (v @ v.T) + self.raw * (w @ w.T) + self.shift


class Lower:
    """What the frozen layers make of a story's sentences, computed once; sentences of like length together."""

    def __init__(self, file: E5File, network: Aligner) -> None:
        self.network, self.input = network, Input(file)
        self.kept: dict[str, list[tuple[Tensor, Tensor, Tensor]]] = {}

    def of(self, network: Aligner) -> Lower:
        """The same below another network with the same frozen layers."""
        made = copy(self)
        made.network = network
        return made

    @torch.no_grad()
    def __call__(self, story: TrainingStory) -> list[tuple[Tensor, Tensor, Tensor]]:
        """Lots: numbers of sentences, their states (sentences, pieces + 2, width), the additive mask of the padding."""
        if story.name not in self.kept:
            parts = []
            order = sorted(range(len(story.sentences)), key=lambda i: len(story.sentences[i]))
            for chosen in filter(len, np.array_split(np.array(order), PARTS)):
                lower = self.network.layers[:FROZEN]
                x, mask = frozen(self.input, lower, [story.sentences[i] for i in chosen])
                parts.append((torch.from_numpy(chosen.copy()), x.half(), mask))
            self.kept[story.name] = parts
        return self.kept[story.name]

    def states(self, story: TrainingStory) -> Tensor:
        """What all layers make of a story: (sentences, pieces + 2, width), padded."""
        parts = self(story)
        length = max(x.shape[1] for _, x, _ in parts)
        made, order = [], []
        for chosen, x, mask in parts:
            x = x.float()
            if self.network.training:
                gone = torch.rand(len(x), 1, 1, x.shape[1]) < DROPPED
                gone[..., 0] = False
                mask = mask.masked_fill(gone, -1e9)
            for layer in self.network.layers[FROZEN:]:
                x = layer(x, mask)
            made.append(F.pad(x, (0, 0, 0, length - x.shape[1])))
            order.append(chosen)
        return torch.cat(made)[torch.argsort(torch.cat(order))]


def loss(network: Aligner, story: TrainingStory, lower: Lower, chance: random.Random) -> dict[str, Tensor]:
    """What each head gets wrong on a story."""
    x = lower.states(story)
    borders = torch.full(x.shape[:2], -100)
    for i, pieces in enumerate(story.sentences):
        borders[i, 1 : len(pieces) + 1] = 0
    for c in story.claims:
        borders[c.sentence, c.first + 1] = 1
        borders[c.sentence, c.first + 2 : c.last + 2] = 2
    out = {"borders": F.cross_entropy(network.borders(x).flatten(0, 1), borders.flatten(), ignore_index=-100)}
    claims = story.claims
    if chance.random() < OWN_CUTS:  # what is read will not be cut so well
        claims = _cut(torch.softmax(network.borders(x), -1), story) or claims
    else:
        claims = [_moved(c, len(story.sentences[c.sentence]), chance) for c in claims]
    spans = [(c.sentence, c.first, c.last) for c in claims]
    pooled = network.pooled(x, spans)
    whole = x[[c.sentence for c in claims], 0]
    stances = torch.tensor([c.stance for c in claims])
    out["stance"] = F.cross_entropy(
        network.stance(torch.cat([pooled, whole], -1)), stances, weight=torch.tensor([1.0, 3.0, 3.0])
    )
    report = torch.tensor([c.report for c in claims])
    before = _before(x, story)[[c.sentence for c in claims]]
    vectors = network.vectors(F.dropout(pooled, 0.1, network.training), before)
    logits = network.logits(vectors, report) + network.late * network.met(x, spans)
    other = report[:, None] != report[None]
    same = torch.tensor([[bool(a.points & b.points) for b in claims] for a in claims])
    out["pairs"] = F.binary_cross_entropy_with_logits(logits[other], same[other].float(), pos_weight=torch.tensor(2.0))
    lengths = torch.tensor([last - first + 1 for _, first, last in spans])
    matched = network.matcher(vectors, logits, report, lengths)
    out["matched"] = F.binary_cross_entropy_with_logits(
        matched[other], same[other].float(), pos_weight=torch.tensor(2.0)
    )
    against = network.against(pooled, whole)
    speak = stances < 2
    pairs = same & other & speak[:, None] & speak[None]
    if pairs.any():
        opposed = (stances[:, None] != stances[None]).float()
        out["opposed"] = F.binary_cross_entropy_with_logits(
            against[pairs], opposed[pairs], pos_weight=torch.tensor(2.0)
        )
    choice = []
    for r in sorted({c.report for c in claims}):
        columns = (report == r).nonzero()[:, 0]
        rows = (report != r).nonzero()[:, 0]
        if not len(columns):
            continue
        block, right = logits[rows][:, columns], same[rows][:, columns]
        block = torch.cat([torch.zeros(len(rows), 1), block], 1)
        right = torch.cat([~right.any(1, keepdim=True), right], 1)
        choice.append(torch.logsumexp(block, 1) - torch.logsumexp(block.masked_fill(~right, -1e9), 1))
    out["choice"] = torch.cat(choice).mean()
    return out


def _moved(claim: Told, pieces: int, chance: random.Random) -> Told:
    """A claim with other ends than it was marked with, in two cases of five."""
    if chance.random() >= MOVED:
        return claim
    first = max(0, min(claim.last, claim.first + chance.choice((-6, -3, -1, 1))))
    last = max(first, min(pieces - 1, claim.last + chance.choice((-2, 1, 3, 6))))
    return replace(claim, first=first, last=last)


def _cut(sure: Tensor, story: TrainingStory) -> list[Told]:
    """The claims of a story about as what runs cuts them (`secondsource/reading/statements.py`): each makes the points
    of the marks that it covers by half or that cover it by half."""
    marked: dict[int, list[Told]] = {}
    for c in story.claims:
        marked.setdefault(c.sentence, []).append(c)
    found = []
    begins, outside = (sure[..., BORDERS.index(b)].detach() for b in ("begins", "outside"))
    for n, pieces in enumerate(story.sentences):
        words = [i for i, p in enumerate(pieces) if p.first]
        likely = begins[n, [w + 1 for w in words]].tolist()
        edges = [0]
        for w, value in enumerate(likely):
            best = value >= max(likely[max(0, w - NEAR_WORDS) : w + NEAR_WORDS + 1])
            if best and value >= BEGINS and min(w - edges[-1], len(words) - w) >= SHORTEST_PART_WORDS:
                edges.append(w)
        for a, b in pairwise([*(words[e] for e in edges), len(pieces)] if words else []):
            if outside[n, a + 1 : b + 1].mean() > OUTSIDE:
                continue
            mine = [(o / min(b - a, c.last + 1 - c.first), c) for c in marked.get(n, ()) if (o := _shared(c, a, b)) > 0]
            points = frozenset[int]().union(*(c.points for share, c in mine if share >= HALF))
            stance = max(mine, key=lambda m: m[0])[1].stance if mine else 0
            found.append(Told(story.reports[n], n, a, b - 1, points, stance))
    return found if any(c.points for c in found) else []


def _shared(claim: Told, start: int, end: int) -> int:
    return min(claim.last + 1, end) - max(claim.first, start)


def running(mean: Tensor, now: Tensor, steps: Tensor) -> Tensor:
    """The running mean of weights after one more step; the first steps count more: the beginning is to be forgotten."""
    kept = min(AVERAGED, (1 + int(steps)) / (10 + int(steps)))
    return kept * mean + (1 - kept) * now


def _before(x: Tensor, story: TrainingStory) -> Tensor:
    """For each sentence the mean state of the one before it in its report; zeros for the first."""
    means = torch.stack([x[i, 1 : len(p) + 1].mean(0) for i, p in enumerate(story.sentences)])
    first = torch.tensor([i == 0 or story.reports[i] != story.reports[i - 1] for i in range(len(story.reports))])
    return torch.where(first[:, None], torch.zeros_like(means), means.roll(1, 0))


@torch.no_grad()
def tried(network: Aligner, held: list[TrainingStory], lower: Lower) -> str:
    """How stories that were not learned from are read."""
    network.eval()
    alone, scores, right, border, stance, opposed = [], [], [], [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for story in held:
        x = lower.states(story)
        spans = [(c.sentence, c.first, c.last) for c in story.claims]
        pooled = network.pooled(x, spans)
        vectors = network.vectors(pooled, _before(x, story)[[c.sentence for c in story.claims]])
        reports = torch.tensor([c.report for c in story.claims])
        logits = network.logits(vectors, reports) + network.late * network.met(x, spans)
        matched = network.matcher(vectors, logits, reports, torch.tensor([c.last - c.first + 1 for c in story.claims]))
        against = network.against(pooled, x[[c.sentence for c in story.claims], 0])
        for i, a in enumerate(story.claims):
            for j, b in enumerate(story.claims[:i]):
                if a.report != b.report:
                    alone.append(logits[i, j].item())
                    scores.append(matched[i, j].item())
                    right.append(bool(a.points & b.points))
                    if right[-1] and a.stance < 2 and b.stance < 2:
                        said, is_so = against[i, j].item() > 0, a.stance != b.stance
                        opposed = [opposed[0] + (said and is_so), opposed[1] + said, opposed[2] + is_so]
        said = {(r, p) for r, p in (torch.softmax(network.borders(x), -1)[..., 1] > 0.3).nonzero().tolist()}
        gold = {(c.sentence, c.first + 1) for c in story.claims}
        border = [border[0] + len(said & gold), border[1] + len(said), border[2] + len(gold)]
        whole = x[[c.sentence for c in story.claims], 0]
        for c, s in zip(story.claims, network.stance(torch.cat([pooled, whole], -1)).argmax(-1).tolist(), strict=True):
            stance = [stance[0] + (s == c.stance and s > 0), stance[1] + (s > 0), stance[2] + (c.stance > 0)]

    def f(n: list[int]) -> float:
        return 2 * n[0] / max(1, n[1] + n[2])

    parts = {"borders": f(border), "stance": f(stance), "opposed": f(opposed)}
    told = f"pairs AP {_average(scores, right):.3f}, each pair by itself {_average(alone, right):.3f}  "
    return told + "  ".join(f"{n} F1 {v:.3f}" for n, v in parts.items())


def _average(scores: list[float], right: list[bool]) -> float:
    """The average precision of pairs, the surest first."""
    hits = np.array(right)[np.argsort(-np.array(scores), kind="stable")]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1) * hits).sum() / hits.sum())


def sides(network: Aligner, learned: list[TrainingStory], lower: Lower, epochs: int = 12) -> None:
    """Teaches only whether claims contradict, from the states as they are."""
    network.eval()
    seen = []
    with torch.no_grad():
        for story in learned:
            x = lower.states(story)
            pooled = network.pooled(x, [(c.sentence, c.first, c.last) for c in story.claims])
            whole = x[[c.sentence for c in story.claims], 0]
            pairs = [
                (i, j)
                for i, a in enumerate(story.claims)
                for j, b in enumerate(story.claims[:i])
                if a.points & b.points and a.report != b.report and a.stance < 2 and b.stance < 2
            ]
            if pairs:
                i, j = torch.tensor(pairs).T
                stances = torch.tensor([c.stance for c in story.claims])
                seen.append((pooled, whole, i, j, (stances[i] != stances[j]).float()))
    heads = [*network.side.parameters(), *network.opposed.parameters()]
    rule = torch.optim.AdamW(heads, lr=RATE_HEADS, weight_decay=0.05)
    for epoch in range(epochs):
        wrong = 0.0
        for k in torch.randperm(len(seen)).tolist():
            pooled, whole, i, j, opposed = seen[k]
            against = network.against(F.dropout(pooled, 0.2), F.dropout(whole, 0.2))[i, j]
            loss = F.binary_cross_entropy_with_logits(against, opposed, pos_weight=torch.tensor(2.0))
            rule.zero_grad()
            loss.backward()
            rule.step()
            wrong += loss.item() / len(seen)
        print(f"sides {epoch + 1}/{epochs}: {wrong:.3f}", flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", type=Path)
    ask.add_argument("--epochs", type=int, default=8)
    ask.add_argument("--held", type=int, default=8, help="every so many-th story is kept back to try the network on")
    ask.add_argument("--layers", type=int, default=LAYERS)
    ask.add_argument("--corpus", type=Path, nargs="+", default=FOLDERS, help="folders of stories")
    ask.add_argument("--start", type=Path, help="weights to begin with")
    ask.add_argument("--rate", type=float, default=RATE)
    ask.add_argument("--rate-heads", type=float, default=RATE_HEADS)
    ask.add_argument("--heads", action="store_true", help="learn only whether claims contradict; the rest stays")
    args = ask.parse_args()
    chance = random.Random(7)
    torch.manual_seed(7)
    file = E5File()
    network = Aligner(file, args.layers)
    if args.start:
        network.load_state_dict(torch.load(args.start), strict=False)
    lower = Lower(file, network)
    tokeniser = Tokeniser(file)
    read = [(folder, s) for folder in args.corpus for s in stories(folder, tokeniser, LONGEST)]
    told, fine = [s for _, s in read], {s.name for folder, s in read if folder.name == FINE}
    held = told[args.held - 1 :: args.held] if args.held else []
    names = {s.name for s in held}
    learned = [s for s in told if s.name not in names]
    print(f"{len(learned)} stories, {len(held)} held back, {sum(len(s.claims) for s in told)} claims", flush=True)
    if held:
        print("before ", tried(network, held, lower), flush=True)
    own = [p for n, p in network.named_parameters() if n.startswith("layers") and int(n.split(".")[1]) >= FROZEN]
    heads = [p for n, p in network.named_parameters() if not n.startswith("layers")]
    if args.heads:
        sides(network, learned, lower)
        torch.save(network.state_dict(), args.out)
        print("after  ", tried(network, held, lower), flush=True)
        return
    rates = [{"params": own, "lr": args.rate}, {"params": heads, "lr": args.rate_heads}]
    rule = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = args.epochs * len(learned)
    schedule = risen_and_fallen(rule, WARM, steps, 0.02)
    averaged = AveragedModel(network, avg_fn=running)
    began = time.time()
    for epoch in range(args.epochs):
        chance.shuffle(learned)
        wrong: dict[str, float] = {}
        network.train()
        for story in learned:
            parts = loss(network, story, lower, chance)
            if story.name not in fine:
                parts["borders"] = parts["borders"] * COARSE
            rule.zero_grad()
            torch.stack(list(parts.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_([*own, *heads], 1.0)
            rule.step()
            schedule.step()
            averaged.update_parameters(network)
            for name, value in parts.items():
                wrong[name] = wrong.get(name, 0.0) + value.item() / len(learned)
        torch.save(averaged.module.state_dict(), args.out)
        said = "  ".join(f"{n} {v:.3f}" for n, v in wrong.items())
        print(f"{epoch + 1}/{args.epochs} {time.time() - began:.0f} s  {said}", flush=True)
        if held:
            print("   ", tried(averaged.module, held, lower.of(averaged.module)), flush=True)


if __name__ == "__main__":
    main()
