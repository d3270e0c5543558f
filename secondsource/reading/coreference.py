"""One thing per thing: which names of a report mean the same, and of what kind it is.

Only what is certain is joined: equal names, one state under its names and its capital, a surname after the
full name, an acronym after its expansion, a short form of an organisation's name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from secondsource.model import EntityKind, Name
from secondsource.packs import Pack
from secondsource.reading.mentions import TERRITORY, Candidate, folded
from secondsource.reading.territories import Territories, territories

SHORTEST_STEM = 4
MOST_STEMMED = 4
"""Words of a name that are stemmed; longer names are told apart by their first ones."""


def link(candidates: Sequence[Candidate], text: str, language: str, pack: Pack) -> tuple[Name, ...]:
    """The candidates as names, numbered by the thing that they name, with the kind that all its mentions speak for."""
    lands = territories(language if pack.language == "und" else pack.language)
    locative = pack.any_of(*pack.names.locative)
    says = pack.any_of(*pack.attribution.say, *pack.attribution.deny)
    groups = list(range(len(candidates)))

    def join(i: int, j: int) -> None:
        low, high = sorted((groups[i], groups[j]))
        for k, g in enumerate(groups):
            if g == high:
                groups[k] = low

    codes: dict[int, str] = {}
    # "Moscow" as an actor is the state; where the report has "in Moscow", or "MOSCOW" over its text, the city
    cities = {
        folded(c.base)
        for c in candidates
        if lands.capitals.key(c.base) and (stands_as_place(text, c.start, locative) or c.text.isupper())
    }
    for i, c in enumerate(candidates):
        code = c.code
        acts = says.match(text, c.end + 1) is not None  # "Moscow denied it"
        if code is None and (acts or folded(c.base) not in cities) and not stands_as_place(text, c.start, locative):
            code = lands.capitals.key(c.base)
        if code:
            codes[i] = code
            c.evidence["place" if code.isupper() else "organisation"] += TERRITORY
    seen: dict[str, int] = {}
    for i, c in enumerate(candidates):
        key = f"state {codes[i]}" if i in codes else folded(c.base) + (" city" if lands.capitals.key(c.base) else "")
        if key in seen:
            join(seen[key], i)
        seen.setdefault(key, i)
    full = [i for i, c in enumerate(candidates) if i not in codes]
    stemmed: dict[tuple[str, ...], int] = {}
    endings = tuple(e.casefold() for e in pack.names.endings if e[0].isalpha())
    for i in full:
        for stem in sorted(stems(candidates[i].base, endings)):
            if stem in stemmed and alike(candidates[stemmed[stem]], candidates[i]):
                join(stemmed[stem], i)
            stemmed.setdefault(stem, i)
    lengths = [len(parts(c.base)) for c in candidates]
    for i in full:
        if any(groups[j] == groups[i] and lengths[j] > lengths[i] for j in full):
            continue  # already someone's short form; a second one would chain two people
        match = next(longer(i, full, candidates, groups, lands), None)
        if match is not None:
            join(match, i)
    kinds = _kinds(candidates, groups)
    numbers: dict[int, int] = {}
    names = []
    for i, c in enumerate(candidates):
        kind, thing = kinds[groups[i]], numbers.setdefault(groups[i], len(numbers))
        role = of = None
        if kind == "organisation" and i not in codes:
            role = next((key for _, key in pack.speaker_nouns.find(c.text)), None)
            of = next((key for table in (lands.names, lands.adjectives) for _, key in table.find(c.text)), None)
        names.append(Name(c.start, c.end, c.text, kind, c.base, thing, codes.get(i), role, of, c.confidence))
    return tuple(names)


def stands_as_place(text: str, start: int, locative: re.Pattern[str]) -> bool:
    """Whether a preposition of place stands right before."""
    before = text[max(0, start - 20) : start]
    return any(re.fullmatch(r"[\s'’]*", before[m.end() :]) for m in locative.finditer(before))


def stems(name: str, endings: Sequence[str]) -> set[tuple[str, ...]]:
    """What may be left of a name without its case endings, word by word; a word keeps `SHORTEST_STEM` letters."""
    found: set[tuple[str, ...]] = {()}
    for word in re.findall(r"[^\W_]+", name.casefold())[:MOST_STEMMED]:
        short = {word, *(word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) >= SHORTEST_STEM)}
        found = {(*before, s) for before in found for s in short}
    return found if endings else set()


def alike(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates' own evidence speaks for one kind."""
    return not one.evidence or not other.evidence or _best(one.evidence) == _best(other.evidence)


def _best(evidence: Mapping[EntityKind, float]) -> EntityKind:
    return max(evidence, key=lambda kind: (evidence[kind], kind))


def parts(name: str) -> list[str]:
    """The words of a name; hyphens part words, too, and case counts only in acronyms ("Yo-jong" equals "Yo Jong")."""
    return [w if w.isupper() and len(w) > 1 else w.casefold() for w in re.split(r"[\s\-‐‑·.]+", name) if w]


def longer(
    i: int, full: Sequence[int], candidates: Sequence[Candidate], groups: Sequence[int], lands: Territories
) -> Iterator[int]:
    """Names that `candidates[i]` is a short form of, likeliest first."""
    short = parts(candidates[i].base)
    if not short or candidates[i].code:
        return
    uses = Counter(folded(candidates[j].base) for j in full)
    found: dict[tuple[int, int, int], int] = {}
    for j in full:
        whole = parts(candidates[j].base)
        both = candidates[i].base, candidates[j].base
        signs = _signs(*both) or _of_a_state(*both, lands)
        if groups[j] == groups[i] or (len(whole) <= len(short) and not signs):
            continue
        if _shortens(short, whole) or _acronym(*both) or signs:
            # the surname after the full name; of several full names the one that the report uses most
            found[(j > i, -uses[folded(candidates[j].base)], j)] = j
    for rank in sorted(found):
        yield found[rank]


def _shortens(short: Sequence[str], whole: Sequence[str]) -> bool:
    n = len(short)
    middle = n == 2 and whole[0] == short[0] and whole[-1] == short[-1]  # without a patronymic or a second name
    return whole[-n:] == list(short) or whole[:n] == list(short) or middle


def _signs(short: str, whole: str) -> bool:
    """Whether one name is signs of a longer one in their order, first and last among them (Japanese *Kōrōshō*)."""
    if not re.fullmatch(r"[一-鿿]{2,4}|[가-힣]{2,4}", short) or not re.fullmatch(r"[一-鿿]{5,}|[가-힣]{5,}", whole):
        return False
    rest = iter(whole)
    return short[0] == whole[0] and short[-1] == whole[-1] and all(sign in rest for sign in short)


def _of_a_state(short: str, whole: str, lands: Territories) -> bool:
    """Whether one name is the other behind that of a state, with no space between (Chinese *Hánguó Ruìwēn*)."""
    rest = whole.removesuffix(short)
    return bool(re.fullmatch(r"[一-鿿]{3,}", short)) and rest != whole and lands.names.key(rest) is not None


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
