"""`secondsource rules check`: what is wrong with watch rules."""

from __future__ import annotations

from pathlib import Path

import click

from secondsource.cli.group import Commands

_WRONG = 1
_EPILOG = "Exit status: 0 done; 1 something to mend; 2 misused; 130 interrupted."


@click.group(name="rules", cls=Commands, short_help="Watch rules.", epilog=_EPILOG)
def rules_group() -> None:
    """What stories are watched for.

    \b
    Example:
      secondsource rules check mine/
    """


@rules_group.command(name="check", short_help="Say what is wrong with watch rules.", epilog=_EPILOG)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def check_command(context: click.Context, files: tuple[Path, ...]) -> None:
    """Say of each rule in FILEs and folders what it watches for, and what is wrong with it; without any, of those that
    come with the program.

    \b
    Examples:
      secondsource rules check
      secondsource rules check mine/ another.toml
    """
    from secondsource.cli.output import write_stdout
    from secondsource.errors import RuleError
    from secondsource.render.visible import one_line
    from secondsource.watch import read, shipped

    wrong = False
    for path in files or [None]:
        try:
            rules = shipped() if path is None else read([path])
        except RuleError as error:
            wrong = True
            write_stdout(f"error: {one_line(str(error))}\n")
            continue
        for rule in rules:
            said = f"{rule.name}: {rule.title} ({rule.basis})"
            write_stdout(one_line(said) + "\n")
            if rule.examples and not rule.contrasts:
                write_stdout(
                    f"  warning: {rule.name} has no act.contrasts, so it will take what comes near for the act\n"
                )
    if wrong:
        context.exit(_WRONG)
