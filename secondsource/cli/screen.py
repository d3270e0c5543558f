"""`secondsource screen`: who in the reports may stand on a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondsource.cli.options import terminal_or_json_option

if TYPE_CHECKING:
    from secondsource.model import Brief
    from secondsource.screening import Match, Screen

_SOME_UNREAD = 1


@click.command(
    name="screen",
    short_help="Say who in the reports may stand on a list.",
    epilog="Exit status: 0 done; 1 done, but some input could not be read; 2 misused; 130 interrupted.",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--list",
    "lists",
    metavar="FILE",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="A list: FollowTheMoney entities, one a line, or CSV with a column `name`. May be given again.",
)
@terminal_or_json_option
@click.pass_context
def screen_command(context: click.Context, paths: tuple[str, ...], lists: tuple[Path, ...], format_name: str) -> None:
    """Compare the people, organisations and ships of the reports with lists, and say who may be whom.

    \b
    Example:
      secondsource screen reports/ --list entities.ftm.json
    """
    from secondsource import pipeline
    from secondsource.cli.output import say_problems, write_stdout
    from secondsource.cli.progress import ProgressBar
    from secondsource.errors import SecondsourceError
    from secondsource.screening import Screen, read

    try:
        screen = Screen(entry for path in lists for entry in read(path))
        with ProgressBar() as progress:
            made = pipeline.brief(paths, progress=progress)
        found = list(_found(made, screen))
    except SecondsourceError as error:
        raise click.UsageError(str(error)) from error
    if format_name == "json":
        told = [{"story": story, **asdict(match)} for story, match in found]
        write_stdout(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        write_stdout("".join(_line(match) for _, match in found) or "no name comes close to one on the lists\n")
    say_problems(made.problems)
    if made.problems:
        context.exit(_SOME_UNREAD)


def _found(brief: Brief, screen: Screen) -> Iterator[tuple[str, Match]]:
    for story in brief.stories:
        for entity in story.entities:
            yield from ((story.id, match) for match in screen.ask((entity.name, *entity.aliases), entity.kind))


def _line(match: Match) -> str:
    from secondsource.render.visible import one_line

    entry = match.entry
    dated = f", {entry.updated}" if entry.updated else ""
    return one_line(f"{match.name} may be {match.listed}  {match.score:.2f}  {entry.list}{dated}  {entry.id}") + "\n"
