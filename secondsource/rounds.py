"""Keeps reading: round after round, asks the feeds that are due and takes in what is new.

One feed that fails never stops the others. It is asked again later, and later still each time that it fails. What is
known of feeds and pages stands in the archive, so a run that is stopped goes on where it was.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO

from secondsource import follow, intake
from secondsource.alerts import due
from secondsource.alerts.channels import Channel
from secondsource.archive import Archive, Feed, Feeds
from secondsource.encoding import EncoderError
from secondsource.errors import InputError
from secondsource.intake.doors import inside
from secondsource.intake.fetch import NO_STAMP, FetchError, Stamp
from secondsource.intake.robots import Visitor
from secondsource.intake.web import Lead, at_lead, leads
from secondsource.model import Problem, Received
from secondsource.pipeline import Settings

LONGEST_WAIT = timedelta(hours=24)
OFTEN_ENOUGH = timedelta(seconds=30)
"""How long nothing is due before somebody looks whether another process has changed that."""

Tell = Callable[[str, str], None]
"""Told a feed, and how it went."""


class Rounds:
    """Follows an archive's feeds, each every so often; `stop` is set by whoever wants it to end.

    Flags of the archive's stories are told of on `channels`.
    """

    def __init__(
        self,
        archive: Archive,
        visitor: Visitor,
        every: timedelta,
        *,
        settings: Settings | None = None,
        tell: Tell | None = None,
        stop: threading.Event | None = None,
        channels: Sequence[Channel] = (),
    ) -> None:
        self.stop = stop or threading.Event()
        self._archive = archive
        self._feeds = Feeds(archive.database)
        self._visitor = visitor
        self._every = every
        self._settings = settings or Settings()
        self._encoder = follow.encoder_for(archive, self._settings)
        self._tell = tell or (lambda feed, said: None)
        self._limits = intake.Limits()
        self._channels = channels

    def forever(self) -> None:
        """Round after round, until it is stopped."""
        while not self.stop.is_set():
            self.once()
            due = min((datetime.fromisoformat(feed.due) for feed in self._feeds.all()), default=None)
            wait = OFTEN_ENOUGH if due is None else min(due - datetime.now(UTC), OFTEN_ENOUGH)
            self.stop.wait(max(0.2, wait.total_seconds()))

    def once(self, *, all_feeds: bool = False) -> Counter[str]:
        """One round: asks every feed that is due, or all of them, and weighs the stories that grew."""
        self._visitor.forget_rules()
        now = datetime.now(UTC)
        tally: Counter[str] = Counter()
        for feed in self._feeds.all():
            if self.stop.is_set():
                break
            if all_feeds or datetime.fromisoformat(feed.due) <= now:
                tally += self._ask(feed)
        if tally:
            try:
                follow.weigh(self._archive, settings=self._settings)
            except EncoderError as error:  # its server may be there again in the next round
                self._tell(error.encoder, error.reason)
        # in every round: what could not be sent in the last one, and what others have taken in, is due as well
        due.send(self._archive, self._channels, now.isoformat(timespec="seconds"), self._tell)
        return tally

    def _ask(self, feed: Feed) -> Counter[str]:
        stamp = Stamp(feed.etag, feed.modified)
        tally: Counter[str] = Counter()
        try:
            fetched = self._visitor.visit(feed.address, stamp)
            if not fetched.unchanged:
                tally = self._take(feed.address, leads(fetched, self._visitor.visit, self._limits), fetched)
        except (InputError, EncoderError) as error:
            self._failed(feed, error)
            return Counter()
        said = "unchanged" if fetched.unchanged else _said(tally)
        if not self.stop.is_set():
            if not fetched.unchanged:  # pages that could not be had are asked for again, so the feed is needed whole
                stamp = NO_STAMP if tally["problem"] else fetched.stamp
            self._feeds.asked(feed, said, self._every, etag=stamp.etag, modified=stamp.modified, failed=False)
        self._tell(feed.address, said)
        return +Counter({outcome: n for outcome, n in tally.items() if outcome != "known"})

    def _take(self, address: str, led: list[Lead | InputError] | None, fetched: intake.Fetched) -> Counter[str]:
        """Takes in what a feed leads to, or the page itself where it is none."""
        tally: Counter[str] = Counter()
        if led is None:
            for one in self._named(address, inside(BytesIO(fetched.content), address, self._limits)):
                tally[follow.take(one, self._archive, self._settings, self._encoder)] += 1
            return tally
        new = self._feeds.new((lead.address, lead.stamp) for lead in led if isinstance(lead, Lead))
        for lead in led:
            if self.stop.is_set():
                break
            if isinstance(lead, InputError):
                self._archive.could_not_read(Problem(lead.input, lead.reason))
                tally["problem"] += 1
            elif lead.address in new:
                tally += self._follow(lead)
            else:
                tally["known"] += 1
        return tally

    def _follow(self, lead: Lead) -> Counter[str]:
        tally: Counter[str] = Counter()
        problems: list[InputError] = []
        found = (
            iter([lead.found]) if lead.found else _watched(at_lead(lead, self._visitor.visit, self._limits), problems)
        )
        for one in self._named(lead.address, found):
            tally[follow.take(one, self._archive, self._settings, self._encoder)] += 1
        lasting = all(isinstance(p, FetchError) and p.lasting for p in problems)
        self._feeds.took(lead.address, lead.stamp, failed=set(tally) == {"problem"}, lasting=bool(problems) and lasting)
        return tally

    def _named(self, address: str, found: Iterator[intake.Found | InputError]) -> Iterator[Received | Problem]:
        return intake.named_reports(found, address, address, {address: address}, set())

    def _failed(self, feed: Feed, error: InputError | EncoderError) -> None:
        """Notes that a feed could not be had, and lets it wait: longer each time, or as long as its host asks."""
        wait = min(self._every * 2 ** min(feed.failures + 1, 16), LONGEST_WAIT)
        if isinstance(error, FetchError) and error.wait is not None:
            wait = max(self._every, min(timedelta(seconds=min(error.wait, 1e6)), LONGEST_WAIT))
        self._feeds.asked(feed, error.reason, wait, etag=feed.etag, modified=feed.modified, failed=True)
        self._tell(feed.address, error.reason)


def _watched(
    found: Iterator[intake.Found | InputError], problems: list[InputError]
) -> Iterator[intake.Found | InputError]:
    for one in found:
        if isinstance(one, InputError):
            problems.append(one)
        yield one


def _said(tally: Counter[str]) -> str:
    order = ("report", "version", "duplicate", "problem", "known")
    return ", ".join(f"{tally[name]} {name}" for name in order if tally[name]) or "nothing in it"
