"""Which reports tell of one event, which of them are copies, and when they came out."""

from secondsource.stories.clusters import CUT, Table, group, grouped
from secondsource.stories.dating import date_reports
from secondsource.stories.outline import Outline, outlines
from secondsource.stories.reprints import find_reprints, with_reprints

__all__ = [
    "CUT",
    "Outline",
    "Table",
    "date_reports",
    "find_reprints",
    "group",
    "grouped",
    "outlines",
    "with_reprints",
]
