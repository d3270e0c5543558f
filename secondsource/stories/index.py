"""Which reports are near enough to one to be of its story, found without looking at all of them.

Reports lie on shelves by when they came out, and only the shelves of the weeks around are looked through, and that of
the reports which give no day. A shelf is a row of tables that grow by being merged, each half as long as the one before
or less, so that taking in n reports costs n log n.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from secondsource.stories.distance import BEYOND_DAYS, CUT, Floats, Table, beyond
from secondsource.stories.outline import Outline

MOST_NEAR = 64
"""Of more reports that are near one, these many of the nearest are told. What belongs together hangs together by fewer,
and stories on one matter would otherwise tie all to all in a large run."""
# Reports that are held against others one by one before they are laid out as a table.
LOOSE = 256
# By how much distances in single precision may be off.
SLACK = 1e-4
SHELF_DAYS = 15


class Index:
    """Outlines of reports, to be asked which are near another."""

    def __init__(self) -> None:
        self._known: dict[str, Outline] = {}
        self._shelves: dict[int | None, _Shelf] = {}

    def __len__(self) -> int:
        return len(self._known)

    def __getitem__(self, report: str) -> Outline:
        return self._known[report]

    def add(self, outline: Outline) -> None:
        """Takes in a report, or what it is now."""
        self._known[outline.report] = outline
        self._shelves.setdefault(shelf(outline), _Shelf()).add(outline, self._known)

    def remove(self, report: str) -> None:
        """Forgets a report, if it is known."""
        self._known.pop(report, None)  # its row stays, and is passed over

    def near(self, outline: Outline) -> dict[str, float]:
        """The reports that are near enough to be one story with this one, by id, and how far they are; not itself."""
        found = (o for row in self._around(outline) for o in row.maybe(outline))
        maybe = [o for o in found if self._known.get(o.report) is o]
        return near(outline, maybe, Table(maybe).distances(outline)) if maybe else {}  # as few are grouped

    def _around(self, outline: Outline) -> Iterable[_Shelf]:
        """The shelves on which there may be reports of its story."""
        looked = around(outline)
        if looked is None:
            return self._shelves.values()
        return [self._shelves[key] for key in (None, *looked) if key in self._shelves]


class _Shelf:
    """Reports of the same weeks."""

    def __init__(self) -> None:
        self._tables: list[Table] = []
        self._loose: list[Outline] = []
        self._laid: Table | None = None  # the loose ones, laid out when they are first asked for

    def add(self, outline: Outline, known: dict[str, Outline]) -> None:
        self._loose.append(outline)
        self._laid = None
        if len(self._loose) < LOOSE:
            return
        self._tables.append(Table(self._loose, np.float32))
        self._loose = []
        while len(self._tables) > 1 and len(self._tables[-2].reports) < 2 * len(self._tables[-1].reports):
            both = [o for t in self._tables[-2:] for o in t.reports if known.get(o.report) is o]
            self._tables[-2:] = [Table(both, np.float32)]

    def maybe(self, outline: Outline) -> Iterable[Outline]:
        """Those that are near enough, or all but."""
        if self._loose and self._laid is None:
            self._laid = Table(self._loose)
        for table in [*self._tables, *([self._laid] if self._laid else [])]:
            rows = (table.distances(outline) <= CUT + SLACK).nonzero()[0].tolist()
            yield from (table.reports[row] for row in rows)


def near(outline: Outline, others: Sequence[Outline], far: Floats) -> dict[str, float]:
    """Which of the others are near enough to be one story with a report, `far` being how far each is; not itself."""
    found = ((others[row], float(far[row])) for row in (far <= CUT).nonzero()[0].tolist())
    return nearest({o.report: at for o, at in found if o.report != outline.report and not beyond(outline, o)})


def nearest(near: Mapping[str, float]) -> dict[str, float]:
    """The `MOST_NEAR` nearest of reports, sorted by id."""
    kept = sorted(near, key=lambda report: (near[report], report))[:MOST_NEAR]
    return {report: near[report] for report in sorted(kept)}


def around(outline: Outline) -> range | None:
    """The numbers of the shelves that a report looks at beside that of those without a day; none for all."""
    if shelf(outline) is None or outline.published is None:
        return None
    first = (outline.published.earliest.toordinal() - BEYOND_DAYS) // SHELF_DAYS - 1
    last = (outline.published.latest.toordinal() + BEYOND_DAYS) // SHELF_DAYS
    return range(first, last + 1)


def shelf(outline: Outline) -> int | None:
    """The number of a report's shelf; none for what states no day, or not to the week or two."""
    if outline.published is None or outline.published.days > SHELF_DAYS:
        return None
    return outline.published.earliest.toordinal() // SHELF_DAYS
