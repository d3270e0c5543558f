"""The command line: one file a command, what they share in `options.py` and `output.py`.

Only click is imported here. Everything heavier is imported by the command that needs it, so that `--help`
answers at once.
"""

from __future__ import annotations

import os

import click

from secondsource.cli.add import add_command
from secondsource.cli.archive import (
    export_command,
    forget_command,
    log_command,
    show_command,
    status_command,
    stories_command,
)
from secondsource.cli.brief import brief_command
from secondsource.cli.corrections import correct_group, corrections_command
from secondsource.cli.desk import accounts_group, desk_command
from secondsource.cli.follow import follow_command
from secondsource.cli.group import Commands
from secondsource.cli.mcp import mcp_command
from secondsource.cli.packs import packs_command
from secondsource.cli.read import read_command
from secondsource.cli.rules import rules_group
from secondsource.cli.schema import schema_command
from secondsource.cli.screen import screen_command
from secondsource.cli.search import search_command, searches_command

__all__ = ["main"]

# The products of matrices here are small: threads that wait for each other would take a tenth more time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("secondsource")
    except PackageNotFoundError:  # run from a checkout that was never installed
        number = "(not installed)"
    click.echo(f"secondsource {number}")
    context.exit()


@click.group(
    name="secondsource",
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, 1 done but something could not be read, 2 misused.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Print the version and exit.",
)
def main() -> None:
    """Many reports, one story: who says so, who else can back it, and where the accounts part.

    \b
    Example:
      secondsource brief reports/ --output brief.html
    """


for command in (
    brief_command,
    add_command,
    follow_command,
    stories_command,
    show_command,
    search_command,
    searches_command,
    correct_group,
    corrections_command,
    status_command,
    log_command,
    export_command,
    forget_command,
    desk_command,
    accounts_group,
    mcp_command,
    rules_group,
    screen_command,
    packs_command,
    read_command,
    schema_command,
):
    main.add_command(command)
