"""Names: spellings of one name, in one script, that differ by more than hyphens, case and spacing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from secondsource.model import Name
from secondsource.names import latin, likeness, script_of, spelt_by_ear

# Below this two names are different words for one thing (translations, exonyms), not two spellings.
SPELLING = 0.75
# Letters that a case ending may change.
ENDING = 2


def spellings(named: Mapping[str, Sequence[Name]], *, inflected: bool = False) -> list[list[tuple[str, Name]]]:
    """Groups of (report, name) of one entity by spelling; fewer than two groups mean that all agree.

    `named` holds each report's names for the entity; the fullest name that a report gives is what it is held to.
    Where names are `inflected`, those that differ in their ends only are one.
    """
    if not named:
        return []
    groups: dict[str, list[tuple[str, Name]]] = defaultdict(list)
    scripts = Counter(script_of(n.base) for names in named.values() for n in names)
    main = max(scripts, key=lambda script: (scripts[script], script))
    in_script = {report: [n for n in names if script_of(n.base) == main] for report, names in named.items()}
    for report, names in sorted((r, n) for r, n in in_script.items() if n):
        most = max(len(n.base.split()) for n in names)
        count = Counter(n.base for n in names if len(n.base.split()) == most)
        fullest = max(count, key=lambda base: (count[base], base))
        groups[_bare(fullest)].extend((report, n) for n in names if n.base == fullest)
    merged: list[list[tuple[str, Name]]] = []
    for bare in sorted(groups, key=lambda b: (-len(groups[b]), b)):
        base = groups[bare][0][1].base
        home = next(
            (g for g in merged if not differ(g[0][1].base, base) or (inflected and _same_stem(g[0][1].base, base))),
            None,
        )
        if home is None:
            merged.append(list(groups[bare]))
        else:
            home.extend(groups[bare])
    return merged


def differ(a: str, b: str) -> bool:
    """Whether two names are two spellings of one, in one script."""
    one, two = _bare(a), _bare(b)
    if one == two or script_of(a) != script_of(b) or len(a.split()) != len(b.split()):
        return False
    low, high = sorted((one, two), key=len)
    if low in high and (len(high) - len(low) <= 3 or not high.startswith(low)):
        return False  # a case ending, or a short form
    if any(w.islower() for w in re.split(r"\s+", a)):
        return False  # "Rider of …": a title, which languages translate
    if script_of(a) == "LATIN" and latin(a) == latin(b):
        return False  # accents only
    return likeness(a, b) >= SPELLING or spelt_by_ear(a, b)


def _same_stem(a: str, b: str) -> bool:
    """Whether each word of one name is one of the other's with another ending."""
    pairs = list(zip(_words(a), _words(b), strict=False))
    return all(x.startswith(y[: max(3, min(len(x), len(y)) - ENDING)]) for x, y in pairs)


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _bare(name: str) -> str:
    return re.sub(r"[\s\-‐‑.’'·]+", "", name).casefold()
