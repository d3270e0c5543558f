"""Who is who, as somebody has decided it by hand: groups of things joined or parted by the names that they go by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from secondsource.model import WhoIsWho
from secondsource.names import latin

Thing = TypeVar("Thing")
Called = Callable[[Thing], frozenset[str]]
"""The names that a thing goes by, as `names.latin` writes them."""


def decided(
    groups: Sequence[Sequence[Thing]], who: WhoIsWho, called: Called[Thing], known_as: Called[Thing] | None = None
) -> list[list[Thing]]:
    """The groups, each one thing, with those joined that somebody calls one, and parted what he calls two.

    `known_as` has the names by which a thing may be joined with others, where these are more than it is `called` where
    it stands. What is parted is not joined again.
    """
    made = [list(group) for group in groups]
    for one, other in who.one:
        made = _joined(made, {latin(one), latin(other)}, known_as or called)
    for one, other in who.two:
        made = [part for group in made for part in _parted(group, latin(one), latin(other), called)]
    return made


def _joined(groups: list[list[Thing]], names: set[str], called: Called[Thing]) -> list[list[Thing]]:
    meant = [group for group in groups if any(names & called(thing) for thing in group)]
    if len(meant) < 2:
        return groups
    first, *rest = meant
    first.extend(thing for group in rest for thing in group)
    return [group for group in groups if not any(group is other for other in rest)]


def _parted(group: list[Thing], one: str, other: str, called: Called[Thing]) -> list[list[Thing]]:
    """The group, or, where some of it go by one name and some by the other: these others, and all that is left."""
    leaving = [thing for thing in group if other in called(thing) and one not in called(thing)]
    staying = [thing for thing in group if thing not in leaving]
    return [staying, leaving] if leaving and any(one in called(thing) for thing in staying) else [group]
