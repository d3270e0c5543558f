"""Which entries of lists a name may mean, across scripts.

Entries that share a word or its sounds with the name are looked up, and these alone are scored, by `nomenklatura`'s
matcher logic-v2, which knows how names are spelt in other scripts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from secondsource.errors import MissingExtraError
from secondsource.model import EntityKind
from secondsource.names import latin, sounds
from secondsource.screening.lists import Entry

LEAST_SCORE = 0.7  # from here on logic-v2 itself calls two a match
MOST_CANDIDATES = 12
PREFIX_LETTERS = 4
SCHEMATA: dict[EntityKind, str] = {"person": "Person", "organisation": "Organization", "product": "Vessel"}


@dataclass(frozen=True, slots=True)
class Match:
    """A name that may mean an entry of a list."""

    name: str
    """As the reports have it."""
    listed: str
    """The entry's name that is closest to it."""
    entry: Entry
    score: float
    """How alike they are, 0 to 1; not how likely it is that they are one."""


class Screen:
    """Lists, ready to be asked."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            for key in {key for name in entry.names for key in _keys(name)}:
                self._with[key].append(number)

    def ask(self, names: Iterable[str], kind: EntityKind) -> list[Match]:
        """For each entry that one of a thing's names may mean, the surest match; the surest entry first."""
        schema = SCHEMATA.get(kind)
        if schema is None:
            return []
        best: dict[int, Match] = {}
        for name in sorted(set(names)):
            for number in self._candidates(name):
                match = _closest(name, self._entries[number], schema)
                if match.score >= LEAST_SCORE and (number not in best or match.score > best[number].score):
                    best[number] = match
        return sorted(best.values(), key=lambda m: (-m.score, m.entry.list, m.entry.id))

    def _candidates(self, name: str) -> list[int]:
        """The entries that share most keys with the name, a rare key counting for more."""
        shared: dict[int, float] = defaultdict(float)
        for key in sorted(_keys(name)):
            numbers = self._with.get(key, [])
            for number in numbers:
                shared[number] += 1 / len(numbers)
        return [n for n, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MOST_CANDIDATES]]


def _keys(name: str) -> set[str]:
    words = latin(name).split()
    heard = {f"~{sounds(word)}" for word in (*words, name) if len(sounds(word)) > 1}
    return {word[:PREFIX_LETTERS] for word in words} | heard


def _closest(name: str, entry: Entry, schema: str) -> Match:
    scored = [(_score(name, listed, schema), listed) for listed in entry.names]
    score, listed = max(scored, key=lambda pair: pair[0])
    return Match(name, listed, entry, round(score, 3))


def _score(name: str, listed: str, schema: str) -> float:
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
        from nomenklatura.matching.types import ScoringConfig
    except ImportError as error:
        raise MissingExtraError("screen", "screening") from error
    one, two = (
        # the matcher remembers entities by their ids, so each name has its own
        model.get_proxy({"id": f"{id} {text}", "schema": schema, "properties": {"name": [text]}})
        for id, text in (("asked", name), ("listed", listed))
    )
    return LogicV2.compare(one, two, ScoringConfig.defaults()).score
