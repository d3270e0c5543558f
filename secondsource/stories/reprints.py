"""Which reports are copies of others: the same wording with light edits, cut or framed anew.

Containment of word shingles (Broder 1997): the share of the shorter text's five-word runs that the other has, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from secondsource.model import Report
from secondsource.words import UNSPACED

SHINGLE_WORDS = 5
# Reports on one event share quotations and names, which reaches 0.1; copies in the cases begin at 0.6.
COPY = 0.45
FEWEST_SHINGLES = 20


def find_reprints(reports: Sequence[Report]) -> Mapping[str, str]:
    """Report id to the id of the report that it copies, the first of several; an original is no key.

    Only originals are laid open by what stands in them, and a report is held against those that share some of it: of a
    thousand copies of ten texts, each is held against ten.
    """
    copies: dict[str, str] = {}
    originals: list[tuple[str, int]] = []  # with how many shingles each has
    holders: dict[tuple[str, ...], list[int]] = {}
    for report in sorted(reports, key=precedence):
        mine = _shingles(report)
        shared = Counter(n for shingle in mine for n in holders.get(shingle, ()))
        for n in sorted(shared):
            fewer = min(len(mine), originals[n][1])
            if fewer >= FEWEST_SHINGLES and shared[n] >= COPY * fewer:
                copies[report.id] = originals[n][0]
                break
        else:
            for shingle in mine:
                holders.setdefault(shingle, []).append(len(originals))
            originals.append((report.id, len(mine)))
    return copies


def precedence(report: Report) -> tuple[date, int, str]:
    """Which of two copies is the original: the earlier, then the longer."""
    when = report.published.earliest if report.published else date.max
    return when, -len(report.text), report.id


def _shingles(report: Report) -> set[tuple[str, ...]]:
    body = " ".join(report.text[b.start : b.end] for b in report.blocks if b.role in ("body", "title"))
    tokens = re.findall(r"\w+", body.casefold())
    if len(UNSPACED.findall(body)) > len(body) / 4:
        tokens = list("".join(tokens))
    return {tuple(tokens[i : i + SHINGLE_WORDS]) for i in range(len(tokens) - SHINGLE_WORDS + 1)}


def with_reprints(reports: Sequence[Report], copies: Mapping[str, str]) -> tuple[Report, ...]:
    """The reports ordered by id, each knowing the report that it copies."""
    return tuple(replace(r, reprint_of=copies.get(r.id)) for r in sorted(reports, key=lambda r: r.id))
