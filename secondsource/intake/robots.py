"""Visits hosts as they want it: what their robots.txt allows (RFC 9309), and not too fast."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from secondsource.intake.fetch import AGENT, NO_STAMP, Fetched, Fetcher, FetchError, Stamp

MOST_BYTES = 500_000
"""What stands behind is not looked at."""
PAUSE_SECONDS = 2.0
"""Between two fetches from one host that does not say what it wants."""
LONGEST_PAUSE_SECONDS = 60.0


class Visitor:
    """Fetches from many hosts, from each one thing at a time and with pauses."""

    def __init__(
        self,
        fetcher: Fetcher,
        pause: float = PAUSE_SECONDS,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._fetcher = fetcher
        self._robots = Robots(fetcher)
        self._pause = pause
        self._sleep = sleep
        self._free: dict[str, float] = {}

    def visit(self, address: str, known: Stamp = NO_STAMP) -> Fetched:
        """What is at an address; raises `FetchError` where it may not or cannot be had."""
        self._robots.check(address)
        host = urlsplit(address).netloc
        wait = self._free.get(host, 0.0) - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        try:
            return self._fetcher.fetch(address, known)
        finally:
            pause = max(self._pause, min(self._robots.delay(address), LONGEST_PAUSE_SECONDS))
            self._free[host] = time.monotonic() + pause

    def forget_rules(self) -> None:
        """Lets robots.txt be fetched anew: it may have changed."""
        self._robots = Robots(self._fetcher)


class Robots:
    """The rules of every host that was asked about, each fetched once."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._known: dict[str, Protego | None] = {}

    def check(self, address: str) -> None:
        """Raises `FetchError` where the host does not want this address to be fetched."""
        rules = self._rules(address)
        if rules is None:
            raise FetchError(address, "may or may not be fetched: its host's robots.txt cannot be had; try again later")
        if not rules.can_fetch(address, AGENT):
            reason = "is not to be fetched by programs, says robots.txt; save the page in a browser"
            raise FetchError(address, reason, lasting=True)

    def delay(self, address: str) -> float:
        """Seconds that the host wants between two fetches; 0 where it does not say."""
        rules = self._rules(address)
        return float(rules.crawl_delay(AGENT) or 0.0) if rules else 0.0

    def _rules(self, address: str) -> Protego | None:
        """The rules of the address's host; null where they cannot be had for now."""
        host = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        if host not in self._known:
            self._known[host] = self._fetched(f"{host}/robots.txt")
        return self._known[host]

    def _fetched(self, address: str) -> Protego | None:
        try:
            written = self._fetcher.fetch(address).content[:MOST_BYTES].decode("utf-8", "replace")
        except FetchError as error:
            if not error.lasting:
                return None
            written = ""  # there is none, so all may be fetched
        return Protego.parse(written)
