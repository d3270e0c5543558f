"""Actors: who said or did it, where reports name different bodies of one state for the same part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from secondsource.model import Source, Statement
from secondsource.weighing.compare.difference import Difference, Side, sides_of


def differences(
    statements: Sequence[Statement], origins: Mapping[Statement, Sequence[tuple[str, Source]]]
) -> list[Difference]:
    """Where statements of one point have different bodies of the same kind and state speak (two ministries, say).

    `origins` holds, for each statement, its last speakers as origin id and source.
    """
    by_part: dict[tuple[str, str], dict[str, list[tuple[Statement, Source]]]] = defaultdict(lambda: defaultdict(list))
    for s in statements:
        for origin, source in origins.get(s, ()):
            if source.role and source.code and source.kind in ("government", "official"):
                by_part[source.role.partition(".")[0], source.code][origin].append((s, source))
    found = []
    for (_, _), parts in sorted(by_part.items()):
        reports = [{s.report for s, _ in given} for given in parts.values()]
        # one report that lets two bodies speak says that there are two
        if len(parts) < 2 or any(a & b for i, a in enumerate(reports) for b in reports[:i]):
            continue
        sides = [Side(given[0][1].text, tuple(s for s, _ in given)) for given in parts.values()]
        found.append(Difference("actor", sides[0].value, sides_of(sides)))
    return found
