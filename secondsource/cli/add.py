"""`secondsource add`: reports into the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from secondsource.cli.options import (
    EncoderChoice,
    allow_host_option,
    archive_option,
    columns_option,
    encoder_options,
    opened,
    processes_option,
)

if TYPE_CHECKING:
    from secondsource.model import Problem

_SOME_UNREAD = 1


@click.command(
    name="add",
    short_help="Keep reports in the archive, each with its story.",
    epilog="Exit status: 0 done; 1 done, but some input could not be read (each is named on standard error and kept in "
    "mind by the archive); 2 misused or the archive cannot be used; 130 interrupted.",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@archive_option
@encoder_options
@processes_option
@allow_host_option
@columns_option
@click.pass_context
def add_command(
    context: click.Context,
    paths: tuple[str, ...],
    archive: str,
    encoder: EncoderChoice,
    processes: int | None,
    allowed: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
) -> None:
    """Take reports into the archive: new ones, and new versions of those that are there.

    PATH is a file, a folder (all files in it), the address of a page or a feed, or - for standard input. What is there
    already is left alone, so the same folder can be added again and again. If it is stopped, the next run carries on.

    \b
    Examples:
      secondsource add reports/
      secondsource add crawl.warc.gz --archive sqlite:////srv/desk.db
    """
    from secondsource import follow
    from secondsource.cli.output import say, say_problems
    from secondsource.cli.progress import ProgressBar
    from secondsource.intake.fetch import Fetcher
    from secondsource.pipeline import Settings
    from secondsource.render.wording import count

    problems: list[Problem] = []
    with opened(archive) as kept:
        with ProgressBar() as progress:
            settings = Settings(
                encoder=encoder.made(), processes=processes, fetcher=Fetcher(allowed), columns=dict(columns)
            )
            tally = follow.add(paths, kept, settings=settings, progress=progress, complain=problems.append)
        held = kept.status()
    say_problems(problems)
    said = [count(number, outcome) for outcome, number in sorted(tally.items())]
    say(f"{', '.join(said) or 'nothing came in'}; the archive holds {count(held['held'], 'report')} "
        f"in {count(held['stories'], 'story')}")  # fmt: skip
    if tally.get("problem"):
        context.exit(_SOME_UNREAD)
