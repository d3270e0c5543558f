"""Which reports tell of one event, which of them are copies, and when they came out."""

from secondsource.stories.clusters import group, grouped
from secondsource.stories.dating import date_reports
from secondsource.stories.index import Index
from secondsource.stories.outline import Outline, outlines
from secondsource.stories.reprints import find_reprints, with_reprints
from secondsource.stories.translations import find_translations

__all__ = [
    "Index",
    "Outline",
    "date_reports",
    "find_reprints",
    "find_translations",
    "group",
    "grouped",
    "outlines",
    "with_reprints",
]
