"""`secondsource follow`: keeps reading."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from secondsource.alerts.places import HELP
from secondsource.cli.options import ENDS, EncoderChoice, allow_host_option, archive_option, encoder_options, opened


@click.command(name="follow", short_help="Keep reading feeds into the archive.", epilog=ENDS)
@click.argument("feeds", metavar="[FEEDS...]", nargs=-1)
@archive_option
@click.option("--every", type=click.FloatRange(0.02), default=15.0, show_default=True, metavar="MINUTES",
              help="How often each feed is asked.")  # fmt: skip
@click.option("--once", is_flag=True, help="Ask every feed once and end.")
@click.option("--pause", type=click.FloatRange(0.0), default=2.0, show_default=True, metavar="SECONDS",
              help="Between two fetches from one host; robots.txt may ask for more.")  # fmt: skip
@click.option("--alert", "alerted", multiple=True, metavar="WHERE",
              help="Tell of findings that may fall under a watch rule, once, and again when their standing changes: "
              f"{HELP}. May be given again.")  # fmt: skip
@encoder_options
@allow_host_option
def follow_command(
    feeds: tuple[str, ...],
    archive: str,
    every: float,
    once: bool,
    pause: float,
    alerted: tuple[str, ...],
    encoder: EncoderChoice,
    allowed: tuple[str, ...],
) -> None:
    """Follow feeds: ask them every so often, take in what is new, and weigh the stories that grow.

    FEEDS are addresses of feeds (RSS, Atom, JSON Feed), sitemaps or pages, and files that list them (OPML, or an
    address a line). The archive remembers them, so that without FEEDS all are followed that ever were.
    Ctrl-C ends it after the report that is being read.

    \b
    Examples:
      secondsource follow feeds.opml
      secondsource follow https://example.org/news.xml --every 5
      secondsource follow --once
      secondsource follow --alert terminal --alert atom:/srv/www/alerts.xml
    """
    from secondsource.alerts.channels import channel
    from secondsource.archive import Feeds
    from secondsource.cli.output import say
    from secondsource.errors import AlertError
    from secondsource.intake.fetch import Fetcher
    from secondsource.intake.opml import feeds_in
    from secondsource.intake.robots import Visitor
    from secondsource.intake.web import is_address
    from secondsource.pipeline import Settings
    from secondsource.render.visible import one_line
    from secondsource.render.wording import count
    from secondsource.rounds import Rounds

    stop = threading.Event()
    try:
        channels = [channel(where, say) for where in alerted]
    except AlertError as error:
        raise click.UsageError(str(error)) from error
    with opened(archive) as kept, _stopped_by_signals(stop):
        known = Feeds(kept.database)
        for name in feeds:
            known.follow([name] if is_address(name) else feeds_in(Path(name)))
        if not known.all():
            raise click.UsageError("nothing is followed yet: name FEEDS.")
        rounds = Rounds(
            kept,
            Visitor(Fetcher(allowed), pause, sleep=stop.wait),
            timedelta(minutes=every),
            settings=Settings(encoder=encoder.made()),
            tell=lambda feed, said: say(f"{one_line(feed)}: {one_line(said)}"),
            stop=stop,
            channels=channels,
        )
        if once:
            rounds.once(all_feeds=True)
        else:
            rounds.forever()
        held = kept.status()
    say(f"the archive holds {count(held['held'], 'report')} in {count(held['stories'], 'story')}")


class _stopped_by_signals:  # noqa: N801  (used as a verb)
    """Lets Ctrl-C and a service manager end a run between two reports; a second signal ends it at once."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._asked)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _asked(self, number: int, _: object) -> None:
        if self._stop.is_set():
            raise KeyboardInterrupt
        self._stop.set()
