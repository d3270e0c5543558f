"""Stances: one account states what another denies, or gives what another says is not known or not told."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model import Statement
from secondsource.weighing.compare.difference import Difference, Side


def differences(statements: Sequence[Statement]) -> list[Difference]:
    """A denial, and something withheld, among the statements of one point."""
    by = {stance: tuple(s for s in statements if s.stance == stance) for stance in ("states", "denies", "withholds")}
    found = []
    if by["states"] and by["denies"]:
        sides = (Side("states", by["states"]), Side("denies", by["denies"]))
        found.append(Difference("denial", _about(by["states"]), sides))
    if by["states"] and by["withholds"]:
        sides = (Side("given", by["states"]), Side("not told", by["withholds"]))
        found.append(Difference("withheld", _about(by["states"]), sides))
    return found


def _about(statements: Sequence[Statement]) -> str:
    return min(statements, key=lambda s: (len(s.text), s.report, s.start)).text
