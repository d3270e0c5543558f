"""One thing per thing: which names of a report mean the same, and of what kind it is.

Only what is certain is joined: equal names, one state under its names and its capital, a surname after the
full name, an acronym after its expansion, a short form of an organisation's name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from secondsource.model import EntityKind, Name
from secondsource.packs import Pack
from secondsource.reading.mentions import TERRITORY, Candidate
from secondsource.reading.territories import territories


def link(candidates: Sequence[Candidate], text: str, language: str, pack: Pack) -> tuple[Name, ...]:
    """The candidates as names, numbered by the thing that they name, with the kind that all its mentions speak for."""
    lands = territories(language if pack.language == "und" else pack.language)
    locative = pack.any_of(*pack.names.locative)
    groups = list(range(len(candidates)))

    def join(i: int, j: int) -> None:
        low, high = sorted((groups[i], groups[j]))
        for k, g in enumerate(groups):
            if g == high:
                groups[k] = low

    codes: dict[int, str] = {}
    for i, c in enumerate(candidates):
        code = c.code
        if code is None and not stands_as_place(text, c.start, locative):
            code = lands.capitals.key(c.base)  # "Moscow" as an actor is the state, "in Moscow" the city
        if code:
            codes[i] = code
            c.evidence["place"] += TERRITORY
    seen: dict[str, int] = {}
    for i, c in enumerate(candidates):
        key = f"state {codes[i]}" if i in codes else folded(c.base) + (" city" if lands.capitals.key(c.base) else "")
        if key in seen:
            join(seen[key], i)
        seen.setdefault(key, i)
    full = [i for i, c in enumerate(candidates) if i not in codes]
    lengths = [len(parts(c.base)) for c in candidates]
    for i in full:
        if any(groups[j] == groups[i] and lengths[j] > lengths[i] for j in full):
            continue  # already someone's short form; a second one would chain two people
        match = next(longer(i, full, candidates, groups), None)
        if match is not None:
            join(match, i)
    kinds = _kinds(candidates, groups)
    numbers: dict[int, int] = {}
    return tuple(
        Name(
            c.start, c.end, c.text, kinds[groups[i]], c.base, numbers.setdefault(groups[i], len(numbers)), codes.get(i)
        )
        for i, c in enumerate(candidates)
    )


def stands_as_place(text: str, start: int, locative: re.Pattern[str]) -> bool:
    """Whether a preposition of place stands right before."""
    before = text[max(0, start - 20) : start]
    return any(re.fullmatch(r"[\s'’]*", before[m.end() :]) for m in locative.finditer(before))


def folded(name: str) -> str:
    """A name without case, hyphens and spacing, for comparison in one script."""
    return re.sub(r"[\s\-‐‑·.]+", "", name).casefold()


def parts(name: str) -> list[str]:
    """The words of a name; hyphens part words, too, and case counts only in acronyms ("Yo-jong" equals "Yo Jong")."""
    return [w if w.isupper() and len(w) > 1 else w.casefold() for w in re.split(r"[\s\-‐‑·.]+", name) if w]


def longer(i: int, full: Sequence[int], candidates: Sequence[Candidate], groups: Sequence[int]) -> Iterator[int]:
    """Names that `candidates[i]` is a short form of, likeliest first."""
    short = parts(candidates[i].base)
    if not short or candidates[i].code:
        return
    uses = Counter(folded(candidates[j].base) for j in full)
    found: dict[tuple[int, int, int], int] = {}
    for j in full:
        whole = parts(candidates[j].base)
        if groups[j] == groups[i] or len(whole) <= len(short):
            continue
        if _suffix_or_prefix(short, whole) or _acronym(candidates[i].base, candidates[j].base):
            # the surname after the full name; of several full names the one that the report uses most
            found[(j > i, -uses[folded(candidates[j].base)], j)] = j
    for rank in sorted(found):
        yield found[rank]


def _suffix_or_prefix(short: Sequence[str], whole: Sequence[str]) -> bool:
    n = len(short)
    return whole[-n:] == list(short) or whole[:n] == list(short)


def _acronym(short: str, whole: str) -> bool:
    letters = re.sub(r"[.\s]", "", short)
    if not (letters.isupper() and 2 <= len(letters) <= 6):
        return False
    initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", whole))
    return letters == initials.upper() or letters == "".join(c for c in initials if c.isupper())


def _kinds(candidates: Sequence[Candidate], groups: Sequence[int]) -> dict[int, EntityKind]:
    evidence: dict[int, defaultdict[EntityKind, float]] = defaultdict(lambda: defaultdict(float))
    for c, g in zip(candidates, groups, strict=True):
        of_thing = evidence[g]
        for kind, weight in c.evidence.items():
            of_thing[kind] += weight
    order: tuple[EntityKind, ...] = ("person", "organisation", "place", "product", "event", "other")
    return {
        g: max(order, key=lambda kind: (counts[kind], -order.index(kind))) if any(counts.values()) else "organisation"
        for g, counts in evidence.items()
    }
