"""`secondsource screen`: who in the reports may stand on a list."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondsource.cli.options import lists_option, terminal_or_json_option

if TYPE_CHECKING:
    from secondsource.model import ListMatch

_SOME_UNREAD = 1


@click.command(
    name="screen",
    short_help="Say who in the reports may stand on a list.",
    epilog="Exit status: 0 done; 1 done, but some input could not be read; 2 misused; 130 interrupted.",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@lists_option(required=True)
@terminal_or_json_option
@click.pass_context
def screen_command(context: click.Context, paths: tuple[str, ...], lists: tuple[Path, ...], format_name: str) -> None:
    """Compare the people, organisations and ships of the reports with lists, and say who may be whom.

    \b
    Example:
      secondsource screen reports/ --list entities.ftm.json
    """
    from secondsource.cli.output import say_problems, write_stdout
    from secondsource.cli.progress import ProgressBar
    from secondsource.errors import SecondsourceError
    from secondsource.pipeline import Settings, brief
    from secondsource.screening import screen

    try:
        settings = Settings(rules=(), screen=screen(lists))
        with ProgressBar() as progress:
            made = brief(paths, settings=settings, progress=progress)
    except SecondsourceError as error:
        raise click.UsageError(str(error)) from error
    found = [(story.id, match) for story in made.stories for match in story.listed]
    if format_name == "json":
        told = [{"story": story, **asdict(match)} for story, match in found]
        write_stdout(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        write_stdout("".join(_lines(match) for _, match in found) or "no name comes close to one on the lists\n")
    say_problems(made.problems)
    if made.problems:
        context.exit(_SOME_UNREAD)


def _lines(match: ListMatch) -> str:
    from secondsource.render.visible import one_line
    from secondsource.render.wording import match_words

    first, *rest = (one_line(words) for words in match_words(match))
    return f"{first}\n" + "".join(f"  {words}\n" for words in rest)
