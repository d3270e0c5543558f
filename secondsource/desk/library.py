"""Stories as they are to be looked at: arranged once and drawn once, and kept until they change."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from markupsafe import Markup

from secondsource.archive import Archive
from secondsource.archive.listing import edition
from secondsource.model import Brief, Report, Story
from secondsource.pipeline import bound
from secondsource.render.story_view import StoryView, view_stories

# A story of 50 reports takes some 10 MB of memory when it is arranged.
_KEPT = 100
_MOST_PAGES_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Shelved:
    """A story of the archive, arranged."""

    handle: str
    edition: int
    """Another one whenever the story changes."""
    brief: Brief
    """It alone, as it can be exported."""
    view: StoryView
    reports: Mapping[str, Report]
    """By id."""
    pictures: dict[str, Markup] = field(default_factory=dict)
    """What was drawn of it already."""

    def drawn(self, name: str, draw: Callable[[], Markup]) -> Markup:
        """A picture of that name, drawn once."""
        if name not in self.pictures:
            self.pictures[name] = draw()
        return self.pictures[name]

    @property
    def story(self) -> Story:
        """The story itself."""
        return self.view.story


class Library:
    """The stories of an archive; many readers at once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._kept: OrderedDict[str, Shelved] = OrderedDict()
        self._lock = Lock()

    def story(self, handle: str) -> Shelved:
        """A story by its handle; raises `NotHeldError` where there is none, or it was never weighed."""
        number = edition(self._archive.database, handle)
        with self._lock:
            kept = self._kept.get(handle)
            if kept and kept.edition == number:
                self._kept.move_to_end(handle)
                return kept
        told, reports = self._archive.story(handle)
        brief = bound([(told, reports)], ())
        (view,) = view_stories(brief)
        shelved = Shelved(handle, number, brief, view, {report.id: report for report in reports})
        with self._lock:
            self._kept[handle] = shelved
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return shelved


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it is sent."""

    plain: bytes
    packed: bytes
    """The same, by gzip."""


class Pages:
    """Whole pages, by whatever makes them what they are. Of many who ask for one at once, one draws it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Drawn] = OrderedDict()
        self._bytes = 0
        self._drawing: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def page(self, key: Hashable, draw: Callable[[], bytes]) -> Drawn:
        """The page of that key, drawn where it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            mine = self._drawing.setdefault(key, Lock())
        with mine:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            plain = draw()
            drawn = Drawn(plain, gzip.compress(plain, 6, mtime=0))
            with self._lock:
                self._drawing.pop(key, None)
                self._kept[key] = drawn
                self._bytes += len(drawn.plain) + len(drawn.packed)
                while self._bytes > _MOST_PAGES_BYTES:
                    _, oldest = self._kept.popitem(last=False)
                    self._bytes -= len(oldest.plain) + len(oldest.packed)
            return drawn
