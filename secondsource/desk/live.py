"""Tells browsers that something has changed (server-sent events): one look at the archive serves them all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from secondsource.archive import Archive
from secondsource.archive.listing import pulse
from secondsource.errors import ArchiveError

EVERY_SECONDS = 2.0
STILL_THERE_SECONDS = 20.0
"""After so long without news a line is sent that says nothing, so that nobody in between hangs up."""


class Live:
    """Watches an archive while somebody listens."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._listening: set[asyncio.Queue[None]] = set()
        self._watching: asyncio.Task[None] | None = None
        self._closing = False

    def close(self) -> None:
        """Hangs up on everybody who listens, so that the desk can end."""
        self._closing = True
        self._tell()

    async def events(self) -> AsyncIterator[str]:
        """`stories` whenever the archive has changed, in the words of the protocol, until the browser hangs up."""
        news: asyncio.Queue[None] = asyncio.Queue(1)
        self._listening.add(news)
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        try:
            yield "retry: 5000\n\n"
            while not self._closing:
                try:
                    await asyncio.wait_for(news.get(), STILL_THERE_SECONDS)
                    if self._closing:
                        break
                    yield "event: stories\ndata: changed\n\n"
                except TimeoutError:
                    yield ": still there\n\n"
        finally:
            self._listening.discard(news)

    async def _watch(self) -> None:
        before = await self._pulse()
        while self._listening and not self._closing:
            await asyncio.sleep(EVERY_SECONDS)
            now = await self._pulse()
            if now != before:
                before = now
                self._tell()

    def _tell(self) -> None:
        for news in self._listening:
            if news.empty():
                news.put_nowait(None)

    async def _pulse(self) -> tuple[int, int, int] | None:
        try:
            return await run_in_threadpool(pulse, self._archive.database)
        except ArchiveError:  # gone for a while; it is looked for again
            return None
