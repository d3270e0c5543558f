"""`secondsource packs`: for those who write language packs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondsource.cli.group import Commands

if TYPE_CHECKING:
    from secondsource.packs.check import Checked

_SLIPS = 1


@click.group(
    name="packs",
    cls=Commands,
    short_help="Check language packs.",
    epilog="Exit status: 0 done, 1 a pack has something to mend, 2 misused.",
)
def packs_command() -> None:
    """For those who write language packs.

    \b
    Example:
      secondsource packs check secondsource/packs/fr.toml
    """


@packs_command.command(
    name="check",
    short_help="Say what is wrong with packs, and what to mend.",
    epilog="Exit status: 0 done, and all is well; 1 there are errors or warnings; 2 misused.",
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def check_command(context: click.Context, files: tuple[Path, ...]) -> None:
    """Say what is wrong with language packs, and what to mend in them.

    FILE is a pack; without any, all packs that come with the program are checked. An error is a pack that does not
    load, a warning what is probably a slip.

    \b
    Examples:
      secondsource packs check
      secondsource packs check secondsource/packs/fr.toml
    """
    from secondsource.cli.output import write_stdout
    from secondsource.packs.check import check_file, check_shipped

    try:
        checked = [check_file(file) for file in files] if files else check_shipped()
    except OSError as error:
        raise click.UsageError(f"could not read {error.filename}: {error.strerror}") from error
    write_stdout("".join(_lines(one) for one in checked))
    if any(one.slips for one in checked):
        context.exit(_SLIPS)


def _lines(checked: Checked) -> str:
    """A line for the pack, and one for each of its slips."""
    from secondsource.render.visible import one_line
    from secondsource.render.wording import count

    kinds = Counter(slip.kind for slip in checked.slips)
    found = ", ".join(count(kinds[kind], kind) for kind in ("error", "warning") if kinds[kind]) or "all is well"
    about = ", ".join(filter(None, (checked.name, count(checked.phrases, "phrase"))))
    lines = [f"{checked.file}: {about}: {found}"]
    lines += [f"  {slip.kind}: {slip.file}: {slip.key}: {slip.reason}" for slip in checked.slips]
    # Before `one_line`, which folds white space, the indent; a key or a phrase may hold anything.
    return "".join(" " * (len(line) - len(line.lstrip())) + one_line(line) + "\n" for line in lines)
