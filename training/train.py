"""Trains the tagger: `python training/train.py OUT [--names FOLDER] [--epochs N]`.

Needs torch; takes an hour or two on two cores. FOLDER holds the training parts of Universal NER.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from network import FROZEN, Input, Network, frozen, risen_and_fallen
from sets import OPEN, UNKNOWN, Example, corpus, reports, strung, universal
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Tokeniser
from secondsource.tagging.labels import NAMES

HERE = Path(__file__).parent
BATCH = 1600
"""Pieces in one step."""
ANCHORS_AT_ONCE = 48
"""Anchors of a step whose pieces are learned from; more cost much and teach little."""
RATE, RATE_HEADS = 1.5e-4, 1e-3
WARM = 0.06
"""Share of the steps over which the rate rises."""
PAIRS = 3.0
"""What the roles of pieces count for beside the labels: most pieces are nothing to most anchors."""
PLAIN = 0.15
"""Share of the sentences without names that are kept."""


def loss(network: Network, h: Tensor, examples: list[Example], chance: random.Random) -> Tensor:
    """The sum of what each head gets wrong."""
    length = h.shape[1]

    def padded(values: np.ndarray | None) -> Tensor:
        row = torch.full((length,), UNKNOWN)
        if values is not None:
            row[1 : len(values) + 1] = torch.from_numpy(values)
        return row

    pairs = [(i, anchor + 1, roles) for i, e in enumerate(examples) for anchor, roles in e.pairs]
    if len(pairs) > ANCHORS_AT_ONCE:
        pairs = chance.sample(pairs, ANCHORS_AT_ONCE)
    which = torch.tensor([i for i, _, _ in pairs], dtype=torch.long)
    anchor = torch.tensor([a for _, a, _ in pairs], dtype=torch.long)
    said = network(h, which, anchor)
    names = torch.stack([padded(e.names) for e in examples])
    logs = F.log_softmax(said.names, -1)
    known = names >= 0
    wrong = -logs[known].gather(-1, names[known][:, None]).sum()
    is_open = names == OPEN
    if is_open.any():
        allowed = [0, *(i for i, n in enumerate(NAMES) if n.endswith(("product", "event", "other")))]
        wrong = wrong - torch.logsumexp(logs[is_open][:, allowed], -1).sum()
    total = wrong / (known | is_open).sum().clamp(min=1)  # of some texts no names are known
    told = [e for e in examples if e.anchors is not None]
    if told:
        anchors = torch.stack([padded(e.anchors) for e in examples])
        total = total + F.cross_entropy(said.anchors.flatten(0, 1), anchors.flatten(), ignore_index=UNKNOWN)
        flat = []
        for e in examples:
            row = None
            if e.anchors is not None:
                row = np.zeros(len(e.pieces), np.int64)
                for _, roles in e.pairs:
                    row = np.maximum(row, roles)
            flat.append(padded(row))
        total = total + 0.3 * F.cross_entropy(
            said.flat.flatten(0, 1), torch.stack(flat).flatten(), ignore_index=UNKNOWN
        )
    if pairs:
        roles = torch.stack([padded(r) for _, _, r in pairs])
        total = total + PAIRS * F.cross_entropy(said.pairs.flatten(0, 1), roles.flatten(), ignore_index=UNKNOWN)
    return total


def batches(examples: list[Example], chance: random.Random) -> list[list[Example]]:
    """Texts of like length together, about `BATCH` pieces each, in random order."""
    order = sorted(examples, key=lambda e: len(e.pieces) + chance.random() * 6)
    made: list[list[Example]] = [[]]
    for example in order:
        if made[-1] and (len(made[-1]) + 1) * (len(example.pieces) + 2) > BATCH:
            made.append([])
        made[-1].append(example)
    chance.shuffle(made)
    return made


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", type=Path)
    ask.add_argument("--names", type=Path, help="folder with uner-*-train.jsonl.gz")
    ask.add_argument("--epochs", type=int, default=4)
    ask.add_argument("--cap", type=int, default=2500, help="sentences with names taken of each language's set of names")
    ask.add_argument("--corpus", type=Path, default=HERE / "corpus")
    ask.add_argument("--start", type=Path)
    ask.add_argument("--rate", type=float, default=RATE)
    ask.add_argument("--rate-heads", type=float, default=RATE_HEADS)
    ask.add_argument("--half", action="store_true", help="multiply in bfloat16, which some processors do twice as fast")
    ask.add_argument("--repeat", type=int, default=1, help="how often an epoch goes through the passages")
    args = ask.parse_args()
    chance = random.Random(7)
    torch.manual_seed(7)
    file = E5File()
    tokeniser = Tokeniser(file)
    network = Network(file)
    if args.start:
        known, own = torch.load(args.start), network.state_dict()
        network.load_state_dict({**own, **{k: v for k, v in known.items() if k in own and v.shape == own[k].shape}})
    seen = Input(file)
    passages = corpus(args.corpus, tokeniser, chance)
    sentences: list[Example] = []
    if args.names:
        for path in sorted(args.names.glob("uner-*-train.jsonl.gz")):
            rows = list(universal(path, tokeniser))
            with_names = [e for e in rows if (e.names != OPEN).any()]
            without = [e for e in rows if not (e.names != OPEN).any()]
            chance.shuffle(with_names)
            chance.shuffle(without)
            kept = with_names[: args.cap]
            sentences += kept + without[: int(PLAIN * len(kept))]
    print(f"{len(passages)} passages, {len(sentences)} sentences", flush=True)
    own = [p for n, p in network.named_parameters() if n.startswith("layers") and int(n.split(".")[1]) >= FROZEN]
    heads = [p for n, p in network.named_parameters() if not n.startswith("layers")]
    rule = torch.optim.AdamW(
        [{"params": own, "lr": args.rate}, {"params": heads, "lr": args.rate_heads}], weight_decay=0.01
    )
    plan = [
        batches(
            [e for _ in range(args.repeat) for e in strung(corpus(args.corpus, tokeniser, chance), chance)]
            + reports(args.corpus / "reports", tokeniser, chance)
            + sentences,
            chance,
        )
        for _ in range(args.epochs)
    ]
    steps = sum(map(len, plan))
    schedule = risen_and_fallen(rule, WARM, steps, 0.0)
    began, done, told = time.time(), 0, 0.0
    for epoch in plan:
        for batch in epoch:
            network.train()
            with torch.autocast("cpu", torch.bfloat16, enabled=args.half):
                x, mask = frozen(seen, network.layers[:FROZEN], [e.pieces for e in batch])
                h = network.states(x, mask, FROZEN)
            wrong = loss(network, h.float(), batch, chance)
            rule.zero_grad()
            wrong.backward()
            torch.nn.utils.clip_grad_norm_([*own, *heads], 1.0)
            rule.step()
            schedule.step()
            done += 1
            told = 0.98 * told + 0.02 * wrong.item()
            if done % 50 == 0:
                torch.save(network.state_dict(), args.out)
                print(f"{done}/{steps}  loss {told / (1 - 0.98**done):.3f}  {time.time() - began:.0f} s", flush=True)
        torch.save(network.state_dict(), args.out)
    torch.save(network.state_dict(), args.out)


if __name__ == "__main__":
    main()
