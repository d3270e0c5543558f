"""Sentences that tell of one event, on ECB+: are they found in one finding?

Each story of ECB+ is read and weighed whole. Two sentences of different documents belong together where some event
of theirs is one chain; they are found where some finding has a claim in each. Precision and recall count pairs of
sentences that are annotated in full. The same is asked of three other ways to pair them:

- one stem: both hold an event mention of the gold whose longest word begins with the same letters (lower case, without
  a common English ending). It is told where the events are, which secondsource is not.
- nearest: each is the other's nearest sentence in its document, by the cosine of the encoder (multilingual-e5-small).
- nearest, at best: the same above the cosine that is best on these very stories, which nobody could know before.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from shared import read, report, told, weigh

from secondsource.encoding import E5, Encoder, Memory
from secondsource.model import Story

# Read and weighed in about five minutes by two cores that have nothing else to do.
STORIES = 16
# Taken off the end of a word that keeps three letters, the longest that fits.
ENDINGS = re.compile(r"(?<=\w{3})(?:ations?|ments?|ings?|ions?|ers?|ors?|ies|ied|als?|es|ed|e|s|y)$")

Row = dict[str, Any]
Place = tuple[str, int]
"""Id of a document and number of a sentence in it."""
Pairs = set[frozenset[Place]]


def pairs(groups: Iterable[Iterable[Place]], places: set[Place]) -> Pairs:
    """Pairs of these places, in different documents, that stand in one group."""
    return {
        frozenset((a, b)) for group in groups for a, b in combinations(sorted(places & set(group)), 2) if a[0] != b[0]
    }


def events(story: Sequence[Row]) -> list[tuple[Place, Mapping[str, Any]]]:
    """The event mentions of a story, each with its sentence."""
    return [((row["id"], m["sentence"]), m) for row in story for m in row["coref"] if m["kind"] == "event"]


def stem(text: str) -> str:
    return ENDINGS.sub("", max(re.findall(r"\w+", text.lower()) or [""], key=len))


def by(keys: Iterable[tuple[Place, str]]) -> list[set[Place]]:
    """The places that share a key."""
    groups: dict[str, set[Place]] = defaultdict(set)
    for place, key in keys:
        groups[key].add(place)
    return list(groups.values())


def findings(story: Story, texts: Mapping[str, str]) -> list[set[Place]]:
    """The sentences of each finding; a sentence is a line of its text."""
    return [{(c.report, texts[c.report].count("\n", 0, c.start)) for c in f.claims} for f in story.findings]


def nearest(story: Sequence[Row], encoder: Encoder) -> dict[frozenset[Place], float]:
    """Sentences of two documents that are each other's nearest, with their cosine."""
    lines = {row["id"]: row["text"].split("\n") for row in story}
    vectors = {id: encoder.encode(of) for id, of in lines.items()}
    found = {}
    for one, other in combinations(lines, 2):
        cosine = vectors[one] @ vectors[other].T
        for i, j in enumerate(cosine.argmax(axis=1)):
            if cosine[:, j].argmax() == i:
                found[frozenset(((one, i), (other, int(j))))] = float(cosine[i, j])
    return found


def line(name: str, said: Pairs, gold: Pairs) -> str:
    precision, recall = (len(said & gold) / max(1, len(of)) for of in (said, gold))
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{name:18}{len(said):8}{precision:11.3f}{recall:9.3f}{f1:8.3f}"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--stories", type=int, default=STORIES, help=f"how many of the 42, evenly chosen ({STORIES})")
    ask.add_argument("--all", action="store_true", help="every story")
    options = ask.parse_args()
    everything = told("stories/ecbplus")
    count = len(everything) if options.all else min(options.stories, len(everything))
    names = [list(everything)[n * len(everything) // count] for n in range(count)]

    encoder = Memory(E5())
    gold: Pairs = set()
    said: dict[str, Pairs] = {"secondsource": set(), "one stem": set(), "nearest": set()}
    cosine: dict[frozenset[Place], float] = {}
    for name in names:
        story = everything[name]
        places = {(row["id"], n) for row in story for n in row["coref_sentences"]}
        gold |= pairs(by((place, m["chain"]) for place, m in events(story)), places)
        weighed = weigh(name, [read(report(row)) for row in story], encoder)
        said["secondsource"] |= pairs(findings(weighed, {row["id"]: row["text"] for row in story}), places)
        said["one stem"] |= pairs(by((place, stem(m["text"])) for place, m in events(story)), places)
        near = {pair: value for pair, value in nearest(story, encoder).items() if pair <= places}
        said["nearest"] |= near.keys()
        cosine |= near
    print(f"{count} stories, {len(gold)} pairs of sentences that share an event")
    print(f"{'':18}{'pairs':>8}{'precision':>11}{'recall':>9}{'F1':>8}")
    for way, found in said.items():
        print(line(way, found, gold))
    print(line("nearest, at best", above(cosine, gold), gold))


def above(cosine: Mapping[frozenset[Place], float], gold: Pairs) -> Pairs:
    """The pairs above the cosine that gives the best F1."""
    ordered = sorted(cosine, key=lambda pair: -cosine[pair])
    right = np.cumsum([pair in gold for pair in ordered])
    f1 = 2 * right / (np.arange(1, len(ordered) + 1) + len(gold))
    return set(ordered[: int(f1.argmax()) + 1])


if __name__ == "__main__":
    main()
