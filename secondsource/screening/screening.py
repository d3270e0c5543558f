"""Which entries of lists a name may mean, across scripts.

Entries that share a word or its sounds with the name are looked up, and these alone are scored, by `nomenklatura`'s
matcher logic-v2, which knows how names are spelt in other scripts, and takes off where years of birth or states differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from secondsource.errors import MissingExtraError
from secondsource.model import EntityKind, ListEntry, ListMatch, Reading, Story
from secondsource.names import latin, sounds
from secondsource.screening.known import Known, known
from secondsource.screening.lists import read

LEAST_SCORE = 0.7
"""From here on logic-v2 itself calls two names a match. What speaks against a match never hides it."""
_NAMES = ("name_match", "weak_alias_match")
MOST_CANDIDATES = 12
PREFIX_LETTERS = 4
SCHEMATA: dict[EntityKind, str] = {"person": "Person", "organisation": "Organization", "product": "Vessel"}


class Screen:
    """Lists, ready to be asked."""

    def __init__(self, entries: Iterable[ListEntry]) -> None:
        _matcher()  # what is missing is said before the work starts
        self._entries = tuple(entries)
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            for key in {key for name in entry.names for key in _keys(name)}:
                self._with[key].append(number)

    def story(self, story: Story, readings: Sequence[Reading]) -> tuple[ListMatch, ...]:
        """Who in a story may stand on the lists, the most alike first; it was weighed from these `readings`."""
        found = (
            replace(match, entity=entity.id)
            for entity in story.entities
            if entity.kind in SCHEMATA
            for match in self.ask((entity.name, *entity.aliases), entity.kind, known(entity, readings))
        )
        return tuple(sorted(found, key=_by_score))

    def ask(self, names: Iterable[str], kind: EntityKind, known: Known = Known()) -> list[ListMatch]:  # noqa: B008  (frozen)
        """For each entry that one of a thing's names may mean, the surest match; the surest entry first."""
        schema = SCHEMATA.get(kind)
        if schema is None:
            return []
        best: dict[int, ListMatch] = {}
        for name in sorted(set(names)):
            for number in self._candidates(name):
                names_alike, match = _closest(name, self._entries[number], schema, known)
                if names_alike >= LEAST_SCORE and (number not in best or match.score > best[number].score):
                    best[number] = match
        return sorted(best.values(), key=_by_score)

    def _candidates(self, name: str) -> list[int]:
        """The entries that share most keys with the name, a rare key counting for more."""
        shared: dict[int, float] = defaultdict(float)
        for key in sorted(_keys(name)):
            numbers = self._with.get(key, [])
            for number in numbers:
                shared[number] += 1 / len(numbers)
        return [n for n, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MOST_CANDIDATES]]


def screen(lists: Iterable[Path]) -> Screen:
    """The lists in these files, ready to be asked; raises `InputError` where one is none."""
    return Screen(entry for path in lists for entry in read(path))


def alike(name: str, listed: str, schema: str) -> float:
    """How alike two names of a FollowTheMoney `schema` are, 0 to 1."""
    return _compared(name, listed, ListEntry("", "", schema, (listed,), None), schema, Known())[0]


def _by_score(match: ListMatch) -> tuple[float, str, str, str]:
    return (-match.score, match.entry.list, match.entry.id, match.entity or "")


def _keys(name: str) -> set[str]:
    words = latin(name).split()
    heard = {f"~{sounds(word)}" for word in (*words, name) if len(sounds(word)) > 1}
    return {word[:PREFIX_LETTERS] for word in words} | heard


def _closest(name: str, entry: ListEntry, schema: str, known: Known) -> tuple[float, ListMatch]:
    """How alike the names are, and the match, whose score also counts what speaks against it."""
    scored = [(*_compared(name, listed, entry, schema, known), listed) for listed in entry.names]
    names, score, against, listed = max(scored, key=lambda one: one[0])
    return names, ListMatch(None, name, listed, entry, round(max(score, 0.0), 3), against)


def _compared(
    name: str, listed: str, entry: ListEntry, schema: str, known: Known
) -> tuple[float, float, tuple[str, ...]]:
    """How alike a name and an entry's are, by themselves and with what else is known, and what speaks against it."""
    model, matcher, config = _matcher()
    # the matcher remembers entities by their ids, so each name has its own
    one = model.get_proxy({"id": f"asked {name}", "schema": schema, "properties": {"name": [name]}})
    two = model.get_proxy({"id": f"listed {listed}", "schema": schema, "properties": {"name": [listed]}})
    for proxy, born, states in ((one, map(str, known.born), known.states), (two, entry.born, entry.countries)):
        if "birthDate" in proxy.schema.properties:
            proxy.add("birthDate", born)
        proxy.add("country", states)
    result = matcher.compare(one, two, config)
    told = {
        "dob_year_disjoint": ("born", map(str, known.born), entry.born),
        "country_mismatch": ("of", known.states, entry.countries),
    }
    against = tuple(
        f"{what} {' or '.join(reports)} by the reports, {' or '.join(on_list)} by the list"
        for feature, (what, reports, on_list) in told.items()
        if (seen := result.explanations.get(feature)) and seen.score
    )
    names = max((seen.score for key, seen in result.explanations.items() if key in _NAMES), default=0.0)
    return names, result.score, against


@cache
def _matcher() -> tuple[Any, Any, Any]:
    """FollowTheMoney's model, the matcher, and how it weighs."""
    try:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
        from nomenklatura.matching.types import ScoringConfig
    except ImportError as error:
        raise MissingExtraError("screen", "screening") from error
    return model, LogicV2, ScoringConfig.defaults()
