"""Who leans on whom in a story: reports and origins, and the steps of attribution between them, counted.

This is what the origin map draws and what its list in words says. A step goes from who tells to whom it is
told by: from a report to its nearest speaker, from each speaker to the next one of the chain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from secondsource.model import Origin, OriginKind, Report
from secondsource.render.story_view import StoryView
from secondsource.render.wording import ENGLISH, Tongue

# More boxes than this are a thicket; those that fewest reports lean on stay in the list of findings.
_MOST_ORIGINS = 20
_MOST_REPORTS = 40

# Kinds that pass on what others say; everybody else stands a column further on.
_PASSING_ON: frozenset[OriginKind] = frozenset({"outlet", "agency", "state media", "document"})


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the map."""

    key: str
    """Unique in the graph; reports and origins cannot meet."""
    name: str
    note: str
    """A second, quieter line."""
    column: int
    """0 for reports, 1 for those who pass on, 2 for all other origins."""
    reports: int
    """How many reports lean on it; 0 for a report."""
    claims: int


@dataclass(frozen=True, slots=True)
class Step:
    """An attribution from one node to the next."""

    start: str
    end: str
    claims: int
    """0 where only a credit in the report names the speaker."""


@dataclass(frozen=True, slots=True)
class OriginGraph:
    """All nodes, reports first, and all steps between them."""

    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]
    left_out: int
    """How many origins there are besides."""


def origin_graph(view: StoryView, *, whole: bool = False, tongue: Tongue = ENGLISH) -> OriginGraph:
    """The graph of a story; without steps where no report attributes anything. Its notes are in that tongue.

    Copies are folded into the reports that they copy. `whole` leaves nothing out, nor folds: for programs that draw
    thickets better than a page can.
    """
    most_reports, most_origins = (None, None) if whole else (_MOST_REPORTS, _MOST_ORIGINS)
    folded = {} if whole else _copies(view.reports)
    reports = [report for report in view.reports if report.id not in folded][:most_reports]
    shown_reports = {report.id for report in reports}
    chains = [
        (claim.report, claim.chain)
        for finding in view.story.findings
        for claim in finding.claims
        if claim.report in shown_reports
    ]
    patterns = _name_patterns(view.story.origins) if any(report.credits for report in reports) else {}
    credited = {(report.id, origin) for report in reports for origin in _credited(report.credits, patterns)}
    leaning: dict[str, set[str]] = {}
    claims: Counter[str] = Counter()
    for report, chain in chains:
        for origin in dict.fromkeys(chain):
            leaning.setdefault(origin, set()).add(report)
            claims[origin] += 1
    for _, origin in sorted(credited):
        leaning.setdefault(origin, set())
    weight = {origin: (-len(told_by), -claims[origin]) for origin, told_by in leaning.items()}
    shown = dict.fromkeys(sorted(weight, key=lambda origin: (weight[origin], origin))[:most_origins])

    steps: Counter[tuple[str, str]] = Counter()
    for report, chain in chains:
        here = _of_report(report)
        for origin in chain:
            if origin not in shown:
                break  # a step beyond a speaker who is not shown would be laid at the wrong door
            if _of_origin(origin) != here:
                steps[here, _of_origin(origin)] += 1
            here = _of_origin(origin)
    for report, origin in sorted(credited):
        if origin in shown:
            steps.setdefault((_of_report(report), _of_origin(origin)), 0)

    own_voice = Counter(report for report, chain in chains if not chain)
    attributed = Counter(report for report, chain in chains if chain)
    nodes = [
        Node(
            _of_report(report.id),
            view.label(report.id),
            _report_note(
                report,
                attributed[report.id],
                own_voice[report.id],
                view,
                tongue,
                list(folded.values()).count(report.id),
            ),
            0,
            0,
            attributed[report.id],
        )
        for report in reports
    ]
    for origin in shown:
        kind = view.origins[origin].kind if origin in view.origins else "anonymous"
        told_by = len(leaning[origin])
        note = f"{tongue.say(kind)} · {tongue.count(told_by, 'report') if told_by else tongue.say('credited')}"
        column = 1 if kind in _PASSING_ON else 2
        nodes.append(Node(_of_origin(origin), view.origin_name(origin), note, column, told_by, claims[origin]))
    return OriginGraph(
        tuple(nodes),
        tuple(Step(start, end, number) for (start, end), number in sorted(steps.items())),
        len(leaning) - len(shown),
    )


def _name_patterns(origins: Sequence[Origin]) -> dict[str, re.Pattern[str]]:
    """What finds the names of each origin as whole words, by its id."""
    patterns = {}
    for origin in origins:
        names = [re.escape(name) for name in (origin.name, *origin.aliases) if name.strip()]
        if names:
            patterns[origin.id] = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
    return patterns


def _credited(credits: Sequence[str], patterns: Mapping[str, re.Pattern[str]]) -> list[str]:
    """Origins that a report's credits name: `KCNA VIA KNS` names KCNA."""
    return [id for id, pattern in patterns.items() if any(pattern.search(credit) for credit in credits)]


def _copies(reports: Sequence[Report]) -> dict[str, str]:
    """The report that each copy goes back to, as far as both are of the story."""
    copied = {report.id: report.reprint_of for report in reports if report.reprint_of}
    held = {report.id for report in reports}
    found = {}
    for copy in copied:
        original, seen = copy, {copy}
        while (above := copied.get(original)) and above in held and above not in seen:
            original = above
            seen.add(above)
        if original != copy and original not in copied:
            found[copy] = original
    return found


def _report_note(report: Report, attributed: int, own_voice: int, view: StoryView, tongue: Tongue, copies: int) -> str:
    if report.reprint_of:
        return f"{report.language} · {tongue.say('copy of %(report)s', report=view.label(report.reprint_of))}"
    told = tongue.say("%(number)s attributed", number=attributed) if attributed else tongue.say("nothing attributed")
    own = ", " + tongue.say("%(number)s own", number=own_voice) if own_voice else ""
    more = f" · {tongue.count(copies, 'copy')}" if copies else ""
    return f"{report.language} · {told}{own}{more}"


def _of_report(report: str) -> str:
    return f"report {report}"


def _of_origin(origin: str) -> str:
    return f"origin {origin}"
