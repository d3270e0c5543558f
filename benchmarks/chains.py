"""On whose word claims are told, and by how many independent origins, in invented stories.

Some stories of training/stories/unseen have a file beside them (`.whose`) that says of each marked claim whose words
it is. Their reports are read and weighed as any others. A mark is covered where a claim shares half of the shorter's
words with it; its chain is right where such a claim has it, speaker by speaker, each known by one of the wordings that
the file lists. How many independent origins a point has is compared three ways: as weighed; by the chains that were
read, had all claims of the point been put together; and by the marked chains, with the claims put together as weighed.

With `--speakers` the weights by which `weighing/sameness.py` joins speakers of different reports are fitted: each ninth
of the stories is judged by weights fitted on the others, the last lines are what all of them give.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import alignment
import findings
import numpy as np
from news import FOLDER, marked
from numpy.typing import NDArray

from secondsource import pipeline, stories, weighing
from secondsource.encoding import E5, Memory
from secondsource.model import Claim, Reading, Report, Source, Stance, Story
from secondsource.pipeline import Settings
from secondsource.weighing import sameness
from secondsource.weighing.findings import align
from secondsource.weighing.likeness import Pairs
from secondsource.weighing.origins import Origins, Place, place
from secondsource.weighing.standing import independent

# Of training/, which `news` makes known.
import whose  # isort: skip
from told import MARK, SIGNS  # isort: skip

FOLDS = 9

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Mark:
    """Marked words of a report, the points that they make with their stance, and on whose word."""

    report: str
    start: int
    end: int
    points: Mapping[int, Stance]
    chains: tuple[whose.Chain, ...]

    def touches(self, start: int, end: int) -> bool:
        """See `alignment.touch`."""
        return alignment.touch((self.start, self.end), (start, end))


@dataclass(frozen=True)
class Telling:
    """A story whose chains are marked: its reports, its marks, and by which wordings each origin goes."""

    name: str
    reports: list[Report]
    marks: list[Mark]
    origins: Mapping[str, tuple[str, ...]]


def telling(path: Path) -> Telling:
    """The story of a `.whose` file."""
    said = whose.read(path)
    reports, marks = [], []
    for told, (_, raw), mine in zip(
        alignment.told(path.with_suffix(".txt")), marked(path.with_suffix(".txt")), said.reports, strict=True
    ):
        report, at = told.report, 0
        reports.append(report)
        for found, mark in zip(MARK.finditer(raw), mine, strict=True):
            start = report.text.find(found[2], at)
            if start < 0:
                continue  # white space was changed when it was taken in
            at = start
            points = {int(label.rstrip("!?")): SIGNS[label.lstrip("0123456789")] for label in found[1].split(",")}
            marks.append(Mark(report.id, start, start + len(found[2]), points, mark.chains))
    return Telling(path.stem, reports, marks, said.origins)


def same(forms: Sequence[str], called: Collection[str]) -> bool:
    """Whether a speaker goes by one of the `forms`, or by more or less of its words, as the scoring program has it."""
    mine, theirs = ([_words(name) for name in names] for names in (forms, called))
    return any(m <= t or t <= m for m in mine for t in theirs if m and t)


def _words(name: str) -> set[str]:
    return {word for word in "".join(c if c.isalnum() else " " for c in name.casefold()).split() if word}


@dataclass
class Scores:
    """How many of each thing were asked, and how many were right."""

    asked: Counter[str]
    right: Counter[str]

    def add(self, what: str, right: bool) -> None:
        self.asked[what] += 1
        self.right[what] += right


def judge(told: Telling, story: Story, scores: Scores) -> None:
    """Adds how a story was read and weighed to `scores`."""
    entities = {e.id: e for e in story.entities}
    called = {o.id: (o.name, *o.aliases, *(entities[o.entity].aliases if o.entity else ())) for o in story.origins}

    def right(chain: whose.Chain, ids: Sequence[str]) -> bool:
        forms = [(name, *told.origins[name]) for name in chain]
        return len(ids) == len(chain) and all(same(f, called[o]) for f, o in zip(forms, ids, strict=True))

    claims = [(finding.id, claim) for finding in story.findings for claim in finding.claims]
    points: dict[int, list[tuple[Mark, list[tuple[str, Claim]]]]] = defaultdict(list)
    marks_of: dict[tuple[str, int, int], list[Mark]] = defaultdict(list)
    for mark in told.marks:
        mine = [(f, c) for f, c in claims if c.report == mark.report and mark.touches(c.start, c.end)]
        said = {claim.chain for _, claim in mine}
        scores.add("covered", bool(mine))
        if not mark.chains:
            scores.add("own voice", () in said)
        for chain in mark.chains:
            scores.add("chain", any(right(chain, ids) for ids in said))
            scores.add("origin", any(ids and right(chain[-1:], ids[-1:]) for ids in said))
        for point in mark.points:
            points[point].append((mark, mine))
        for _, claim in mine:
            marks_of[claim.report, claim.start, claim.end].append(mark)
    findings = {f.id: f for f in story.findings}
    for point, told_so in points.items():
        if not point or (len({m.report for m, _ in told_so}) < 2 and not any(m.chains for m, _ in told_so)):
            continue
        count = len(independent(_gold(told_so, point), {}))
        read = [replace(c, stance=m.points[point]) for m, mine in told_so for _, c in _nearest(m, mine)]
        scores.add("origins of a point, claims as marked", len(independent(read, {})) == count)
        votes = Counter(f for _, mine in told_so for f in sorted({f for f, _ in mine}))
        best = findings.get(votes.most_common(1)[0][0]) if votes else None
        scores.add("origins of a point", best is not None and best.independent_origins == count)
        weighed = [w for c in best.claims for w in _by_marks(c, marks_of[c.report, c.start, c.end])] if best else []
        scores.add("origins of a point, chains as marked", best is not None and len(independent(weighed, {})) == count)


def _gold(told_so: Sequence[tuple[Mark, object]], point: int) -> list[Claim]:
    return [claim(m, chain, m.points[point]) for m, _ in told_so for chain in m.chains or ((),)]


def claim(mark: Mark, chain: Sequence[str], stance: Stance) -> Claim:
    """A claim as it is marked."""
    return Claim(mark.report, mark.start, mark.end, "", stance, tuple(chain), None, "asserted", False, None)


def _nearest(mark: Mark, mine: Sequence[tuple[str, Claim]]) -> list[tuple[str, Claim]]:
    """Of the claims that a mark touches, that with most of its words, once for each of its chains."""
    if not mine:
        return []
    _, best = max(mine, key=lambda found: min(mark.end, found[1].end) - max(mark.start, found[1].start))
    return [(f, c) for f, c in mine if (c.start, c.end) == (best.start, best.end)]


def _by_marks(read: Claim, marks: Sequence[Mark]) -> Iterator[Claim]:
    """A claim that was read, on whose word it is marked; as it was read where it is not marked."""
    if not marks:
        yield read
    for mark in marks:
        for chain in mark.chains or ((),):
            yield claim(mark, chain, next(iter(mark.points.values())))


@dataclass
class Speakers:
    """What `weighing/sameness.py` knows of the speakers of one story, and who they are by the marks."""

    name: str
    evidence: Mapping[str, Table]
    apart: NDArray[np.bool_]
    of: Mapping[Place, int]
    gold: Mapping[Place, str]

    def pairs(self) -> list[tuple[int, int]]:
        """Speakers that may be one."""
        return [(i, j) for i, j in zip(*np.triu_indices(len(self.apart), 1), strict=True) if not self.apart[i, j]]

    def meant(self) -> dict[int, str]:
        """The marked origin that most sources of a speaker are."""
        found: dict[int, Counter[str]] = defaultdict(Counter)
        for at, name in self.gold.items():
            found[self.of[at]][name] += 1
        return {n: max(count, key=lambda name: (count[name], name)) for n, count in found.items()}


def speakers(told: Telling, readings: Sequence[Reading], encoder: Memory) -> Speakers | None:
    """The speakers of a story before they are joined; none where there are not two."""
    with patch.object(sameness, "alike", wraps=sameness.alike) as watched:
        weighing.weigh(told.name, readings, {}, encoder)
    if not watched.called:
        return None
    ordered, entities, origins, facts, likely, _ = watched.call_args.args
    if len(origins.all) < 2:
        return None
    all_told = sameness.speakers(ordered, origins, facts)
    number = {o.id: n for n, o in enumerate(origins.all)}
    return Speakers(
        told.name,
        {"called alike": sameness.called(all_told, encoder), **sameness.evidence(all_told, entities, facts, likely)},
        sameness.apart(all_told, entities),
        {at: number[origin] for at, origin in origins.of.items()},
        dict(_who(told, ordered, origins)),
    )


def _who(told: Telling, readings: Sequence[Reading], origins: Origins) -> Iterator[tuple[Place, str]]:
    """The sources that speak last in a chain and are one marked origin by what they are called, and which."""
    found: dict[Place, set[str]] = defaultdict(set)
    for reading in readings:
        for mark in (m for m in told.marks if m.report == reading.report.id):
            for statement in reading.statements:
                if not mark.touches(statement.start, statement.end):
                    continue
                for source in (chain[-1] for chain in statement.chains if chain):
                    names = [source.text, *_names(reading, source)]
                    meant = {c[-1] for c in mark.chains if same((c[-1], *told.origins[c[-1]]), names)}
                    found[place(reading.report.id, source)] |= meant
    yield from ((at, *names) for at, names in found.items() if len(names) == 1)


def _names(reading: Reading, source: Source) -> list[str]:
    return [n.text for n in reading.names if source.thing is not None and n.thing == source.thing]


def fit(found: Sequence[Speakers]) -> None:
    """Prints how well speakers are joined, by weights fitted on other stories, and the weights."""
    names = [name for name in sameness.WEIGHTS if name != "bias"]
    rows, known, stories_of = [], [], []
    for story in found:
        meant = story.meant()
        for i, j in story.pairs():
            rows.append([1.0, *(story.evidence[name][i, j] for name in names)])
            known.append(float(meant[i] == meant[j]) if i in meant and j in meant else np.nan)
            stories_of.append(story.name)
    x, y, of = np.array(rows), np.array(known), np.array(stories_of)
    told, likely = ~np.isnan(y), np.zeros(len(y))
    for fold in range(FOLDS):
        out = np.isin(of, sorted({s.name for s in found})[fold::FOLDS])
        likely[out] = _likely(x[out], _weights(x[told & ~out], y[told & ~out], names))
    print(f"{int(told.sum())} pairs of speakers, {int(y[told].sum())} of them one")
    print(f"{'one from':10}{'precision':>10}{'recall':>10}   (pairs of sources in two reports)")
    for least in (1.0, 0.6, 0.5, 0.4, 0.3, 0.2):
        counts: Counter[tuple[bool, bool]] = Counter()
        for story in found:
            counts += _joined(story, likely[of == story.name], least)
        hits = counts[True, True]
        precision, recall = hits / (hits + counts[False, True]), hits / (hits + counts[True, False])
        print(f"{'by rules' if least == 1 else least!s:10}{precision:10.2f}{recall:10.2f}")
    print("\nfitted on all, beside what ships:")
    for name, value in _weights(x[told], y[told], names).items():
        print(f'    "{name}": {value:.2f},  # {sameness.WEIGHTS[name]:.2f}')


def _weights(rows: Table, one: Table, names: Sequence[str]) -> Mapping[str, float]:
    return findings.fit(findings.Pairs(rows, one, np.ones(len(one)), 0), names)


def _likely(rows: Table, weights: Mapping[str, float]) -> Table:
    return findings.Pairs(rows, np.empty(0), np.empty(0), 0).likelihood(weights)


def _joined(story: Speakers, likely: Table, least: float) -> Counter[tuple[bool, bool]]:
    """How many pairs of sources are one, and are held to be one, where speakers are joined that are so likely one."""
    table = np.where(story.apart, sameness.NEVER, 0.0)
    for (i, j), sure in zip(story.pairs(), likely, strict=True):
        table[i, j] = sure
    first, second = np.triu_indices(len(table), 1)
    groups = align(Pairs(first, second, table[first, second]), [str(n) for n in range(len(table))], least, power=1.0)
    home = {n: number for number, group in enumerate(groups) for n in group}
    places = sorted(story.gold, key=lambda at: at[:3])
    return Counter(
        (story.gold[a] == story.gold[b], home[story.of[a]] == home[story.of[b]])
        for n, a in enumerate(places)
        for b in places[n + 1 :]
        if a[0] != b[0]
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--stories", type=Path, nargs="+", default=[FOLDER / "unseen"], metavar="FOLDER")
    ask.add_argument("--speakers", action="store_true", help="fit the weights by which speakers are joined")
    args = ask.parse_args()
    tellings = [telling(path) for path in sorted(p for folder in args.stories for p in folder.glob("*.whose"))]
    reports = [report for told in tellings for report in told.reports]
    read = {r.report.id: r for r in pipeline.read_reports(reports, Settings(processes=None)) if isinstance(r, Reading)}
    encoder = Memory(E5())
    scores, found = Scores(Counter(), Counter()), []
    for told in tellings:
        readings = stories.date_reports([read[r.id] for r in told.reports if r.id in read])
        if args.speakers:
            found.append(speakers(told, readings, encoder))
        else:
            judge(told, weighing.weigh(told.name, readings, {}, encoder), scores)
    print(f"{len(tellings)} stories, {len(read)} reports")
    if args.speakers:
        fit([one for one in found if one])
    for what, asked in scores.asked.items():
        print(f"{what:38}{scores.right[what] / asked:6.3f} of {asked}")


if __name__ == "__main__":
    main()
