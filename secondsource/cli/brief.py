"""`secondsource brief`: reports in, brief out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondsource.cli.options import chosen_format, format_option, output_option

if TYPE_CHECKING:
    from secondsource.model import Brief

_SOME_UNREAD = 1


@click.command(
    name="brief",
    short_help="Weigh news reports against each other.",
    epilog="Exit status: 0 done; 1 done, but some input could not be read (each is named on standard error "
    "and in the brief); 2 misused; 130 interrupted.",
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@format_option
@output_option
@click.pass_context
def brief_command(context: click.Context, paths: tuple[str, ...], format_name: str | None, output: Path | None) -> None:
    """Weigh news reports against each other and say, per story, what is told on whose word.

    PATH is a file, a folder (all files in it), or - for standard input.

    \b
    Examples:
      secondsource brief reports/
      secondsource brief reports/ extra.txt --output brief.html
      pbpaste | secondsource brief - --format json
    """
    from secondsource.cli.output import draw_on_terminal, write_file, write_stdout
    from secondsource.render import FORMATS

    made = _make_brief(paths)
    chosen = chosen_format(format_name, output)
    if output is not None:
        write_file(FORMATS[chosen](made), output)
        _say_written(made, chosen, output)
    elif chosen == "terminal":
        draw_on_terminal(made)
    else:
        write_stdout(FORMATS[chosen](made))
    _say_problems(made)
    if made.problems:
        context.exit(_SOME_UNREAD)


def _make_brief(paths: tuple[str, ...]) -> Brief:
    """The pipeline's brief; its deliberate errors become usage errors, in words and with status 2."""
    from secondsource.cli.progress import ProgressBar
    from secondsource.errors import SecondsourceError
    from secondsource.pipeline import brief

    try:
        with ProgressBar() as progress:
            return brief(paths, progress=progress)
    except SecondsourceError as error:
        raise click.UsageError(str(error)) from error


def _say_written(brief: Brief, format_name: str, output: Path) -> None:
    from secondsource.render.wording import count

    held = f"{count(len(brief.reports), 'report')}, {count(len(brief.stories), 'story')}"
    _say(f"wrote {output} ({format_name}: {held})")


def _say_problems(brief: Brief) -> None:
    for problem in brief.problems:
        _say(f"could not read {problem.input}: {problem.error}")


def _say(line: str) -> None:
    """A line on standard error, with control characters spelled out: a file's name may hold them too."""
    from secondsource.render.visible import one_line

    click.echo(one_line(line), err=True)
