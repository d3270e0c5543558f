"""How atoms of time stand together: the grammar of time expressions, the same for all languages.

A rule is a line of places. A place names the roles that may stand there (`weekday|short weekday`), and `?` says that
it may be empty; `glue` is a preposition, article or other small word. What a language lacks never matches, so orders
of different languages stand side by side. The longest match decides, then the first rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from secondsource.reading.calendar_numbers import ROLES, Atom, Meaning, Role

Pick = tuple[Role, Atom]

# Atoms in the longest match that any rule below can have.
LONGEST_MATCH = 20

_SHORTHAND = {
    "glue": ("before", "joined"),
    "lean": ("last", "this", "next"),
    "Weekday": ("weekday", "short weekday"),
    "Month": ("month", "short month"),
    "Year": ("year", "relative year"),
}

RULES = (
    # 8. mars 2023; Tuesday, 14 March; 3-5 May; giovedì 17 ottobre; 12 نيسان/أبريل
    "glue? hours? glue? lean? Weekday? glue? glue? lean? hours? glue? day glue? Month dash? month?"
    " glue? glue? Year? year word? hours? Weekday? hours?",
    "glue? Weekday? glue? day dash|glue day glue? Month glue? glue? Year? year word?",
    # March 10, 2023; March 3-5
    "glue? hours? glue? lean? Weekday? glue? glue? Month glue? day glue? year? year word? hours?",
    "glue? Month day dash day glue? year?",
    # 2019年6月18日; 去年6月18日
    "glue? Year year word? glue? Month glue? day Weekday? hours?",
    # 16.3.2023, ISO; a date without year only where the words say that it is one
    "glue? glue? lean? Weekday? glue? date hours?",
    "before glue? Weekday? short date",
    "glue? Weekday glue? short date",
    "glue? glue? lean? Weekday? glue? hours? glue? glue? dash? bare date glue? year word? year? year word? hours?",
    # 今月10日; 지난 17일; am 10. dieses Monats; 17일
    "glue? relative month glue? day hours?",
    "glue? day glue? relative month",
    "glue? lean? marked day hours?",
    # in late May; September last year; en octobre dernier; 2016年3月; le mois de mai 2020
    "glue? glue? lean? part? dash? glue? month lean? glue? glue? Year? year word?",
    "glue? part? dash? glue? short month glue? year year word?",
    "glue? Year year word? glue? month part?",
    "glue? glue? month part",
    # last summer; sommeren 2022; 昨年春
    "glue? glue? lean? part? dash? glue? season lean? glue? glue? Year? year word?",
    "glue? Year year word? glue? season",
    "glue? relative season",
    # im Jahr 2020; i starten av 2022; 2021年底; 今年初
    "glue? glue? part? dash? glue? year word? glue? year year word? part?",
    "glue? part? dash? glue? relative year part?",
    "glue? part? dash? glue? decade year word?",
    "glue? part? glue? decade word glue? year",
    "glue? part of glue? year word? year year word?",
    # late on Wednesday; onsdag i forrige uke; 上周五; in de nacht van zaterdag op zondag
    "glue? hours? glue? hours? glue? lean? weekday lean? glue? hours? glue? hours? glue? relative week? hours?",
    "glue? relative week glue? weekday glue? hours?",
    "glue? hours glue? weekday glue|dash weekday",
    # dün akşam; مساء أمس الثلاثاء
    "glue? hours? glue? relative day glue? hours? weekday? hours?",
    "glue? weekday glue? hours? relative day hours?",
    # next week; early last month; later this year
    "glue? part? glue? relative week part?",
    "glue? part? glue? relative month part?",
    "glue? relative weekend",
    "glue? relative decade",
    "glue? part of",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    roles: tuple[Role, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    places: tuple[_Place, ...]
    needed: tuple[frozenset[Role], ...]
    """The roles of each place that may not be empty."""


@cache
def _rules() -> tuple[_Rule, ...]:
    rules = []
    for line in RULES:
        places = _places(line)
        rules.append(_Rule(places, tuple(frozenset(p.roles) for p in places if not p.optional)))
    return tuple(rules)


def _places(line: str) -> tuple[_Place, ...]:
    # Roles of two words are the only ambiguity of the notation; they are joined before the line is split.
    for role in ("marked day", "year word", "short month", "short date", "bare date", "part of", "decade word"):
        line = line.replace(role, role.replace(" ", "_"))
    for unit in ("day", "weekend", "week", "month", "year", "decade", "season"):
        line = line.replace(f"relative {unit}", f"relative_{unit}")
    places = []
    for place in line.split():
        names = place.removesuffix("?").replace("_", " ").split("|")
        roles = [role for name in names for role in _SHORTHAND.get(name, (name,))]
        assert ROLES.issuperset(roles), f"unknown role in {line!r}"
        places.append(_Place(tuple(roles), place.endswith("?")))
    return tuple(places)


def matches(atoms: Sequence[Atom], start: int) -> Iterator[list[Pick]]:
    """Every rule's match that begins at `atoms[start]`, the longest first; small words at the end are left out."""
    found = []
    # most rules need something that is not there; to see that first makes the search five times faster
    present: frozenset[Role] = frozenset().union(*(atom.senses for atom in atoms[start : start + LONGEST_MATCH]))
    for rule in _rules():
        if any(roles.isdisjoint(present) for roles in rule.needed):
            continue
        picks = _match(rule.places, 0, atoms, start)
        while picks and picks[-1][0] in ("before", "joined", "dash"):
            picks.pop()
        if picks and picks[0][0] == "dash":
            continue
        if picks:
            found.append(picks)
    yield from sorted(found, key=len, reverse=True)


def _match(places: Sequence[_Place], place: int, atoms: Sequence[Atom], at: int) -> list[Pick] | None:
    """The greediest way to fill the places from `place` on with the atoms from `at` on."""
    if place == len(places):
        return []
    roles, optional = places[place].roles, places[place].optional
    if at < len(atoms):
        role = next((r for r in roles if r in atoms[at].senses), None)
        if role is not None:
            rest = _match(places, place + 1, atoms, at + 1)
            if rest is not None:
                return [(role, atoms[at]), *rest]
    return _match(places, place + 1, atoms, at) if optional else None


def meaning(picks: Sequence[Pick], *roles: Role) -> Meaning:
    """What the first atom in one of the roles means, or None where none is there."""
    return next((atom.senses[role] for role, atom in picks if role in roles), None)
