"""Which alerts are due where, and sending them: a channel that fails is tried again, and never told twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from secondsource.alerts.alert import alert
from secondsource.alerts.channels import Channel
from secondsource.archive import Archive
from secondsource.archive.told import Untold, tell, untold
from secondsource.errors import AlertError, NotHeldError
from secondsource.model import Flag, Story


def send(
    archive: Archive,
    channels: Iterable[Channel],
    at: str,
    complain: Callable[[str, str], None] = lambda where, why: None,
) -> int:
    """Sends every alert that is due to each channel, and says how many those were.

    `at` is the time, in UTC. What cannot be sent is due again the next time; `complain` is told where, and why.
    """
    sent = 0
    for channel in channels:
        for one in untold(archive.database, channel.name):
            try:
                story = archive.story(one.story)[0]
            except NotHeldError:  # gone since it was looked for
                continue
            flag = _flag(story, one)
            if flag is None:
                continue
            try:
                channel.send(alert(one.story, story, flag, one.before, at))
            except AlertError as error:
                complain(channel.name, error.reason)
                break  # it will not be reached for the next one either
            tell(archive.database, channel.name, one)
            sent += 1
    return sent


def _flag(story: Story, one: Untold) -> Flag | None:
    return next((flag for flag in story.flags if (flag.rule, flag.finding) == (one.rule, one.finding)), None)
