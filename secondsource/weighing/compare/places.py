"""Places: where it was, for statements of one point that each name a place that the other's report does not know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from secondsource.model import Statement
from secondsource.names import script_of
from secondsource.weighing.compare.difference import Difference, Side, sides_of


def differences(
    statements: Sequence[Statement], places: Mapping[Statement, Mapping[str, str]], told: Mapping[str, Collection[str]]
) -> list[Difference]:
    """Where statements of one point put it in different places.

    `places` holds for each statement the places (no states) that it names, id to wording; `told` all that each report
    names. One report that names both places tells of two things or of a way from one to the other; a report that
    names its place beside the other's is no rival account.
    """
    alone: dict[str, list[Statement]] = {}
    for s in statements:
        mine = places.get(s, {})
        if s.stance == "states" and len(mine) == 1:
            alone.setdefault(next(iter(mine)), []).append(s)
    rivals = {
        place: [s for s in given if not any(other in told[s.report] for other in alone if other != place)]
        for place, given in alone.items()
    }
    sides = [Side(places[given[0]][place], tuple(given)) for place, given in sorted(rivals.items()) if given]
    if len({script_of(side.value) for side in sides}) > 1:
        return []  # a name that was not known again in another script is no other place
    return [Difference("place", sides[0].value, sides_of(sides))] if len(sides) > 1 else []
