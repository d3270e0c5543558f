"""Which reports tell of one event, which of them are copies, and when they came out."""

from secondsource.stories.clusters import group
from secondsource.stories.dating import date_reports
from secondsource.stories.reprints import find_reprints, with_reprints

__all__ = ["date_reports", "find_reprints", "group", "with_reprints"]
