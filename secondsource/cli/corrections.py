"""`secondsource correct` and `secondsource corrections`: what people know better."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Any

import click

from secondsource.cli.group import Commands
from secondsource.cli.options import ENDS, archive_option, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secondsource.archive import Archive
    from secondsource.archive.decisions import Decision, Kind
    from secondsource.model import Entity, Origin

_by = click.option("--by", default=None, metavar="NAME", help="Who says so; by default, your user name.")
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
def merge_command(story: str, other: str, archive: str, by: str | None) -> None:
    """Put the reports of two stories together: they tell of one event.

    \b
    Example:
      secondsource correct merge s-1f3a9c04 s-77b02e19
    """
    from secondsource.archive import across

    with opened(archive) as kept:
        ones, others = ([r.id for r in kept.story(handle)[1]] for handle in (story, other))
        _decided(kept, "together", {"pairs": across(ones, others)}, by)


@correct_group.command(name="split", short_help="Some reports of a story tell of something else.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@archive_option
@_by
def split_command(story: str, reports: tuple[str, ...], archive: str, by: str | None) -> None:
    """Take REPORTs out of a story: they tell of another event.

    \b
    Example:
      secondsource correct split s-1f3a9c04 04_depeche.txt
    """
    from secondsource.archive import across

    with opened(archive) as kept:
        members = {r.id for r in kept.story(story)[1]}
        strangers = sorted(set(reports) - members)
        if strangers:
            raise click.UsageError(f"{story} has no report {strangers[0]!r}; it has {', '.join(sorted(members))}.")
        _decided(kept, "apart", {"pairs": across(reports, members - set(reports))}, by)


@correct_group.command(name="discrepancy", short_help="A discrepancy is none.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("discrepancy", metavar="DISCREPANCY")
@archive_option
@_by
def discrepancy_command(story: str, discrepancy: str, archive: str, by: str | None) -> None:
    """Mark a discrepancy of a story, by its id (d1, d2 …), as none.

    \b
    Example:
      secondsource correct discrepancy s-1f3a9c04 d3
    """
    from secondsource.archive.decisions import told_apart

    with opened(archive) as kept:
        told, reports = kept.story(story)
        found = next((d for d in told.discrepancies if d.id == discrepancy), None)
        if found is None:
            known = ", ".join(d.id for d in told.discrepancies) or "none"
            raise click.UsageError(f"{story} has no discrepancy {discrepancy!r}; it has {known}.")
        about = {"discrepancy": told_apart(found), "reports": [r.id for r in reports]}
        _decided(kept, "no discrepancy", about, by)


@correct_group.command(name="reprint", short_help="A report is a copy of another, or of none.", epilog=ENDS)
@click.argument("report", metavar="REPORT")
@click.argument("original", metavar="[ORIGINAL]", required=False)
@archive_option
@_by
def reprint_command(report: str, original: str | None, archive: str, by: str | None) -> None:
    """Say that REPORT is a copy of ORIGINAL; without ORIGINAL, that it is a copy of none.

    \b
    Example:
      secondsource correct reprint 05_echo.txt 01_agency.txt
    """
    about = {"reports": [report, *([original] if original else [])]}
    with opened(archive) as kept:
        _decided(kept, "copy" if original else "no copy", about, by)


@correct_group.command(name="entity", short_help="Two names are one entity, or two.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
@_two
@archive_option
@_by
def entity_command(story: str, name: str, other: str, two: bool, archive: str, by: str | None) -> None:
    """Say that NAME and OTHER are one person, body, place or thing in a story; with --two, that they are two.

    \b
    Examples:
      secondsource correct entity s-1f3a9c04 "Kim Yo-jong" "Yo Jong"
      secondsource correct entity s-1f3a9c04 --two "Kim Yo-jong" "Kim Jong-un"
    """
    _identified(archive, story, "entity", "two entities" if two else "one entity", (name, other), by)


@correct_group.command(name="origin", short_help="Two names are one origin, or two.", epilog=ENDS)
@click.argument("story", metavar="STORY")
@click.argument("name", metavar="NAME")
@click.argument("other", metavar="OTHER")
@_two
@archive_option
@_by
def origin_command(story: str, name: str, other: str, two: bool, archive: str, by: str | None) -> None:
    """Say that NAME and OTHER are one origin in a story; with --two, that they are two. How many independent origins
    its findings have is counted anew.

    \b
    Examples:
      secondsource correct origin s-1f3a9c04 KCNA "Nordkoreas statlige nyhetsbyrå"
    """
    _identified(archive, story, "origin", "two origins" if two else "one origin", (name, other), by)


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


def _decided(kept: Archive, kind: Kind, about: dict[str, Any], by: str | None) -> None:
    from secondsource import follow
    from secondsource.cli.output import say

    number = kept.decide(kind, about, by or getpass.getuser())
    follow.weigh(kept)
    say(f"correction {number} holds from now on; `secondsource correct undo {number}` takes it back")


def _identified(archive: str, story: str, noun: str, kind: Kind, called: tuple[str, str], by: str | None) -> None:
    with opened(archive) as kept:
        told, reports = kept.story(story)
        nouns: Sequence[Entity | Origin] = told.entities if noun == "entity" else told.origins
        known = {one.id: (one.name, *one.aliases) for one in nouns}
        names = [known[name][0] if name in known else name for name in called]
        missing = [name for name in names if not any(name in some for some in known.values())]
        if missing:
            listed = "; ".join(f"{id} {some[0]}" for id, some in sorted(known.items()))
            raise click.UsageError(f"{story} has no {noun} {missing[0]!r}; it has {listed}.")
        _decided(kept, kind, {"names": names, "reports": [r.id for r in reports]}, by)
