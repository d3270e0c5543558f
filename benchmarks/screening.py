"""How well names are screened against a list, and how fast.

Quality: the people and bodies with gold in all cases, their names in one language on the list, those in others asked;
a match is right where gold says that both are one. Speed: 1,000 invented names against a list of 100,000.
"""

from __future__ import annotations

import random
import time
from itertools import combinations

from shared import cases, gold

from secondsource.screening import Entry, Screen
from secondsource.screening.screening import LEAST_SCORE, SCHEMATA, _score

NAMES, LISTED = 1_000, 100_000


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


def main() -> None:
    for schema in ("Person", "Organization"):
        found = [(_score(a, b, s) >= LEAST_SCORE, same) for a, b, s, same in pairs() if s == schema]
        both = sum(match and same for match, same in found)
        matched, wanted = sum(match for match, _ in found), sum(same for _, same in found)
        precision, recall = both / max(matched, 1), both / max(wanted, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(
            f"{schema}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} of {len(found)} pairs", flush=True
        )
    chance = random.Random(2)

    def name() -> str:
        syllables = ["".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(3)) for _ in "ab"]
        return " ".join(syllables).title()

    screen = Screen(Entry("list", str(n), "Person", (name(),), None) for n in range(LISTED))
    began = time.monotonic()
    for _ in range(NAMES):
        screen.ask([name()], "person")
    print(f"{NAMES:,} names against {LISTED:,} entries: {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
