"""`secondsource correct` and `secondsource corrections`: what people know better."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

import click

from secondsource.cli.group import Commands
from secondsource.cli.options import ENDS, archive_option, opened

if TYPE_CHECKING:
    from secondsource.archive import Archive
    from secondsource.archive.decisions import Decision

_by = click.option(
    "--by",
    callback=lambda _, __, name: name or getpass.getuser(),
    metavar="NAME",
    help="Who says so; by default, your user name.",
)
_two = click.option("--two", is_flag=True, help="They are two, not one.")


@click.group(name="correct", cls=Commands, short_help="Correct what the archive got wrong.", epilog=ENDS)
def correct_group() -> None:
    """Correct what was got wrong. Corrections are kept apart, with who and when; all later runs honour them.

    \b
    Example:
      secondsource correct merge s-1f3a9c04 s-77b02e19
    """


@correct_group.command(name="merge", short_help="Two stories are one.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("other", metavar="OTHER")
@archive_option
@_by
def merge_command(story: str, other: str, archive: str, by: str) -> None:
    """Put the reports of two stories together: they tell of one event.

    \b
    Example:
      secondsource correct merge s-1f3a9c04 s-77b02e19
    """
    from secondsource.archive import correcting

    with opened(archive) as kept:
        _holds(kept, correcting.merge(kept, story, other, by))


@correct_group.command(name="split", short_help="Some reports of a story tell of something else.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@archive_option
@_by
def split_command(story: str, reports: tuple[str, ...], archive: str, by: str) -> None:
    """Take REPORTs out of a story: they tell of another event.

    \b
    Example:
      secondsource correct split s-1f3a9c04 04_depeche.txt
    """
    from secondsource.archive import correcting

    with opened(archive) as kept:
        _holds(kept, correcting.split(kept, story, reports, by))


@correct_group.command(name="discrepancy", short_help="A discrepancy is none.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("discrepancy", metavar="DISCREPANCY")
@archive_option
@_by
def discrepancy_command(story: str, discrepancy: str, archive: str, by: str) -> None:
    """Mark a discrepancy of a story, by its id (d1, d2 …), as none.

    \b
    Example:
      secondsource correct discrepancy s-1f3a9c04 d3
    """
    from secondsource.archive import correcting

    with opened(archive) as kept:
        _holds(kept, correcting.no_discrepancy(kept, story, discrepancy, by))


@correct_group.command(name="reprint", short_help="A report is a copy of another, or of none.", epilog=ENDS)
@click.argument("report", metavar="REPORT")
@click.argument("original", metavar="[ORIGINAL]", required=False)
@archive_option
@_by
def reprint_command(report: str, original: str | None, archive: str, by: str) -> None:
    """Say that REPORT is a copy of ORIGINAL; without ORIGINAL, that it is a copy of none.

    \b
    Example:
      secondsource correct reprint 05_echo.txt 01_agency.txt
    """
    from secondsource.archive import correcting

    with opened(archive) as kept:
        _holds(kept, correcting.copy(kept, report, original, by))


@correct_group.command(name="entity", short_help="Two names are one entity, or two.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
@_two
@archive_option
@_by
def entity_command(story: str, name: str, other: str, two: bool, archive: str, by: str) -> None:
    """Say that NAME and OTHER are one person, body, place or thing in a story; with --two, that they are two.

    \b
    Examples:
      secondsource correct entity s-1f3a9c04 "Kim Yo-jong" "Yo Jong"
      secondsource correct entity s-1f3a9c04 --two "Kim Yo-jong" "Kim Jong-un"
    """
    from secondsource.archive import correcting

    with opened(archive) as kept:
        _holds(kept, correcting.who_is_who(kept, story, "entity", (name, other), two, by))


@correct_group.command(name="origin", short_help="Two names are one origin, or two.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
@_two
@archive_option
@_by
def origin_command(story: str, name: str, other: str, two: bool, archive: str, by: str) -> None:
    """Say that NAME and OTHER are one origin in a story; with --two, that they are two. How many independent origins
    its findings have is counted anew.

    \b
    Examples:
      secondsource correct origin s-1f3a9c04 KCNA "Nordkoreas statlige nyhetsbyrå"
    """
    from secondsource.archive import correcting

    with opened(archive) as kept:
        _holds(kept, correcting.who_is_who(kept, story, "origin", (name, other), two, by))


@correct_group.command(name="undo", short_help="Take a correction back.", epilog=ENDS)
@click.argument("number", metavar="NUMBER", type=int)
@archive_option
def undo_command(number: int, archive: str) -> None:
    """Take the correction of this NUMBER back; what was computed is there again.

    \b
    Example:
      secondsource correct undo 12
    """
    from secondsource import follow
    from secondsource.cli.output import say

    with opened(archive) as kept:
        undone = kept.undo(number)
        follow.weigh(kept)
    say(f"took back correction {undone.number}: {undone.kind}")


@click.command(name="corrections", short_help="List the corrections.", epilog=ENDS)
@archive_option
def corrections_command(archive: str) -> None:
    """List all corrections that were ever made: who, when, what, and whether they still hold.

    \b
    Example:
      secondsource corrections
    """
    from secondsource.cli.output import write_stdout

    with opened(archive) as kept:
        lines = [_line(decision) for decision in kept.decisions()]
    write_stdout("".join(f"{line}\n" for line in lines))


def _line(decision: Decision) -> str:
    said = f"{decision.number:>4}  {decision.at}  {decision.by}  {decision.kind}  {', '.join(_named(decision))}"
    return f"{said}  (taken back {decision.undone})" if decision.undone else said


def _named(decision: Decision) -> list[str]:
    """The reports that a correction is about."""
    paired = {id for pair in decision.about.get("pairs", ()) for id in pair}
    return sorted(paired | set(decision.about.get("reports", ())))


def _holds(kept: Archive, number: int) -> None:
    """Weighs what a correction touches, and says how it can be taken back."""
    from secondsource import follow
    from secondsource.cli.output import say

    follow.weigh(kept)
    say(f"correction {number} holds from now on; `secondsource correct undo {number}` takes it back")
