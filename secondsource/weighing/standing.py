"""How many independent origins a finding has, exactly, and what standing that gives it.

Independent origins are the size of the largest set of claims that state the finding, whose chains are not empty
and share no origin, each from a report of its own (reprints are one report): a maximum set packing, found by
branch and bound. Chains are few and short once equal ones are put together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from secondsource.model import Claim, Standing

TOUCHING = ("denial", "actor", "number", "date", "place")


class Say(Protocol):
    """Says an English sentence in some language, its `%(name)s` filled in."""

    def __call__(self, text: str, **values: object) -> str: ...


def in_english(text: str, **values: object) -> str:
    """`text` with its `%(name)s` filled in."""
    return text % values if values else text


def independent(claims: Iterable[Claim], copies: Mapping[str, str]) -> tuple[Claim, ...]:
    """A largest set of claims that back a finding independently of each other (its length is the count).

    `copies` maps a report to the one that it copies; a report and its copies count as one. Of several largest
    sets it gives the first in the order of the claims.
    """
    backing: dict[tuple[frozenset[str], str], Claim] = {}
    for claim in claims:
        if claim.stance == "states" and claim.chain:
            backing.setdefault((frozenset(claim.chain), original(claim.report, copies)), claim)
    return _largest(list(backing.values()), copies)


def original(report: str, copies: Mapping[str, str]) -> str:
    """The report that a copy goes back to, itself where it is no copy."""
    seen = set()
    while report in copies and report not in seen:
        seen.add(report)
        report = copies[report]
    return report


def _largest(claims: Sequence[Claim], copies: Mapping[str, str]) -> tuple[Claim, ...]:
    clash = [[_clash(a, b, copies) for b in claims] for a in claims]
    best: list[int] = []

    def search(chosen: list[int], rest: Sequence[int]) -> None:
        nonlocal best
        if len(chosen) > len(best):
            best = list(chosen)
        if len(chosen) + bound(rest) <= len(best):
            return
        head, tail = rest[0], rest[1:]
        search([*chosen, head], [i for i in tail if not clash[head][i]])
        search(chosen, tail)

    def bound(rest: Sequence[int]) -> int:
        # greedy clique cover: claims that clash pairwise can give one between them
        cliques: list[list[int]] = []
        for i in rest:
            home = next((c for c in cliques if all(clash[i][j] for j in c)), None)
            if home is None:
                cliques.append([i])
            else:
                home.append(i)
        return len(cliques)

    if claims:
        # few clashes first: good sets are found early, and the bound cuts the rest
        search([], sorted(range(len(claims)), key=lambda i: (sum(clash[i]), i)))
    return tuple(claims[i] for i in sorted(best))


def _clash(a: Claim, b: Claim, copies: Mapping[str, str]) -> bool:
    if set(a.chain) & set(b.chain):
        return True
    return original(a.report, copies) == original(b.report, copies)


def standing(count: int, kinds: Collection[str]) -> Standing:
    """A finding's standing, by the number of its independent origins and the kinds of discrepancy that touch it."""
    if any(kind in TOUCHING for kind in kinds):
        return "disputed"
    return "corroborated" if count > 1 else "single-origin" if count else "unattributed"


def explain(
    claims: Sequence[Claim],
    backing: Sequence[Claim],
    names: Mapping[str, str],
    copies: Mapping[str, str] = MappingProxyType({}),
    say: Say = in_english,
) -> str:
    """One sentence that says why the count is what it is; `say` says it in another language."""
    reports = len({c.report for c in claims})
    told = say("One report tells it") if reports == 1 else say("%(reports)s reports tell it", reports=reports)
    attributed = [c for c in claims if c.stance == "states" and c.chain]
    if not attributed:
        if any(c.chain for c in claims):
            return say("%(told)s; nobody is named who states it.", told=told)
        return say("%(told)s; none says on whose word.", told=told)
    if len(backing) > 1:
        listed = _listed([names[c.chain[-1]] for c in backing], say)
        return say("%(told)s; it goes back to %(names)s, who share no source.", told=told, names=listed)
    shared = set.intersection(*(set(c.chain) for c in attributed))
    leaning = len({c.report for c in attributed})
    if shared and leaning > 1:
        by = names[min(shared, key=lambda o: (max(c.chain.index(o) for c in attributed) * -1, o))]
        if leaning == reports:
            return say("%(told)s; all lean on %(name)s.", told=told, name=by)
        return say("%(told)s; %(number)s lean on %(name)s.", told=told, number=leaning, name=by)
    if leaning > 1 and len({original(c.report, copies) for c in attributed}) == 1:
        return say("%(told)s, but they are copies of one text.", told=told)
    if leaning > 1:
        return say("%(told)s; their sources overlap, so that they count as one.", told=told)
    return say("%(told)s; nobody but %(name)s stands behind it.", told=told, name=names[attributed[0].chain[-1]])


def _listed(names: Sequence[str], say: Say) -> str:
    *first, last = dict.fromkeys(names)
    return say("%(names)s and %(last)s", names=", ".join(first), last=last) if first else last
