"""How well names are screened against a list, and how fast.

Quality: the people and bodies with gold in all cases, their names in one language on the list, those in others asked;
a match is right where gold says that both are one. Speed: 10,000 invented names against a list of 100,000.

    python benchmarks/screening.py [cases.csv]

measures also on nomenklatura's name benchmark, where its `contrib/name_bench/cases.csv` is named: pairs of names, and
whether a match between them is wanted. Each pair is compared, and then looked up among all the others.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from shared import cases, gold

from secondsource.model import EntityKind, ListEntry
from secondsource.screening import LEAST_SCORE, Screen, alike
from secondsource.screening.screening import SCHEMATA

NAMES, LISTED = 10_000, 100_000


def pairs() -> list[tuple[str, str, str, bool]]:
    """Two names that two languages have, their schema, and whether they are of one."""
    made = []
    for case in cases():
        told = gold(case)
        named = []
        for entity in told["entities"]:
            by_language: dict[str, str] = {}
            for report, mentions in sorted(entity["mentions"].items()):
                by_language.setdefault(told["reports"][report]["language"], mentions[0])
            if entity["kind"] in ("person", "organisation"):
                named.append((entity["kind"], by_language))
        for kind, names in named:
            made += [(a, b, SCHEMATA[kind], True) for a, b in combinations(sorted(set(names.values())), 2)]
        for (kind, one), (other_kind, other) in combinations(named, 2):
            if kind == other_kind:
                (_, a), (_, b) = sorted(one.items())[0], sorted(other.items())[-1]
                made.append((a, b, SCHEMATA[kind], a == b))
    return made


def shown(what: str, found: Sequence[tuple[bool, bool]]) -> str:
    """Precision, recall and F1 of (matched, wanted)."""
    both = sum(match and same for match, same in found)
    matched, wanted = sum(match for match, _ in found), sum(same for _, same in found)
    precision, recall = both / max(matched, 1), both / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{what}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} of {len(found):,} pairs"


def name_bench(path: Path) -> None:
    """Pairs of nomenklatura's own benchmark."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [row["is_match"] == "true" for row in rows]
    compared = [alike(row["name1"], row["name2"], row["schema"]) >= LEAST_SCORE for row in rows]
    print(shown(f"{path.name}, compared", list(zip(compared, wanted, strict=True))), flush=True)
    listed = dict.fromkeys((row["schema"], row["name2"]) for row in rows)
    screen = Screen(ListEntry("bench", str(n), schema, (name,), None) for n, (schema, name) in enumerate(listed))
    kinds: dict[str, EntityKind] = {"Person": "person", "Vessel": "product"}
    looked_up = [
        row["name2"] in {match.listed for match in screen.ask([row["name1"]], kinds.get(row["schema"], "organisation"))}
        for row in rows
    ]
    print(shown(f"{path.name}, looked up", list(zip(looked_up, wanted, strict=True))), flush=True)


def main() -> None:
    for path in sys.argv[1:]:
        name_bench(Path(path))
    for schema in ("Person", "Organization"):
        found = [(alike(a, b, s) >= LEAST_SCORE, same) for a, b, s, same in pairs() if s == schema]
        print(shown(schema, found), flush=True)
    chance = random.Random(2)

    def name() -> str:
        syllables = ["".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(3)) for _ in "ab"]
        return " ".join(syllables).title()

    screen = Screen(ListEntry("list", str(n), "Person", (name(),), None) for n in range(LISTED))
    began = time.monotonic()
    for _ in range(NAMES):
        screen.ask([name()], "person")
    print(f"{NAMES:,} names against {LISTED:,} entries: {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
