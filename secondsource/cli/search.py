"""`secondsource search` and `secondsource searches`: finding reports of the archive again."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from secondsource.cli.options import (
    ENDS,
    EncoderChoice,
    archive_option,
    encoder_options,
    opened,
    terminal_or_json_option,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from secondsource.archive import Archive

STANDINGS = ("corroborated", "single-origin", "unattributed", "disputed")


@click.command(name="search", short_help="Find reports in the archive.", epilog=ENDS)
@click.argument("words", metavar="[WORDS...]", nargs=-1)
@archive_option
@click.option("--entity", default="", metavar="NAME", help="Reports that name NAME, in any spelling or script.")
@click.option("--origin", default="", metavar="NAME", help="Reports of which a claim leans on NAME.")
@click.option("--from", "earliest", type=click.DateTime(["%Y-%m-%d"]), help="Came out on this day or later.")
@click.option("--to", "latest", type=click.DateTime(["%Y-%m-%d"]), help="Came out on this day or earlier.")
@click.option("--language", default="", metavar="CODE", help="Written in this language, `nb` say.")
@click.option("--outlet", default="", metavar="NAME", help="Published by NAME.")
@click.option("--standing", default="", type=click.Choice(["", *STANDINGS]), metavar="STANDING",
              help=f"With a claim in a finding of this standing: {', '.join(STANDINGS)}.")  # fmt: skip
@click.option("--like", default="", metavar="TEXT", help="Means what TEXT does, in any language; the nearest first.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many.")
@click.option("--save", metavar="NAME", help="Keep this search under NAME.")
@click.option("--saved", metavar="NAME", help="Make the search that was kept under NAME again.")
@encoder_options
@terminal_or_json_option
def search_command(
    words: tuple[str, ...],
    archive: str,
    entity: str,
    origin: str,
    earliest: object,
    latest: object,
    language: str,
    outlet: str,
    standing: str,
    like: str,
    limit: int,
    save: str | None,
    saved: str | None,
    encoder: EncoderChoice,
    format_name: str,
) -> None:
    """Find reports by their words, by whom they name, by whom they lean on, by when they came out, by meaning.

    WORDS must all stand in a report; "words in quotation marks" in this order, -words not, and of words with OR
    between them one is enough.

    \b
    Examples:
      secondsource search limousine gift
      secondsource search --entity "Kim Jong-un" --origin KCNA --from 2031-05-01
      secondsource search '"luxury car" OR limousine -museum'
      secondsource search --like "a head of state is given a car" --save cars
      secondsource search --saved cars
    """
    from secondsource.archive import Searches, Wanted
    from secondsource.cli.output import write_stdout
    from secondsource.render.visible import one_line

    wanted = Wanted(
        " ".join(words), entity, origin, _day(earliest), _day(latest), language, outlet, standing, like, limit
    )
    if (wanted == Wanted(limit=limit)) == (saved is None):
        raise click.UsageError("say what to look for: WORDS or options; or, alone, --saved NAME.")
    with opened(archive) as kept:
        searches = Searches(kept.database)
        wanted = searches.saved(saved) if saved else wanted
        if save:
            searches.save(save, wanted)
        hits = kept.search(wanted, _meant(wanted.like, kept, encoder) if wanted.like else None)
    if format_name == "json":
        found = [
            {
                "report": hit.report.id, "story": hit.story, "outlet": hit.report.outlet, "title": hit.report.title,
                "language": hit.report.language, "start": hit.start, "end": hit.end,
                "text": hit.report.text[hit.start : hit.end], "marks": [list(mark) for mark in hit.marks],
                "published": str(hit.report.published.earliest) if hit.report.published else None,
            }
            for hit in hits
        ]  # fmt: skip
        write_stdout(json.dumps(found, ensure_ascii=True, indent=1) + "\n")
        return
    lines = []
    for hit in hits:
        when = hit.report.published.earliest.isoformat() if hit.report.published else "undated   "
        lines.append(f"{when}  {hit.story}  {one_line(hit.report.id)}  {one_line(hit.report.outlet or '')}".rstrip())
        lines.append("    " + one_line(hit.report.text[hit.start : hit.end]))
    write_stdout("".join(f"{line}\n" for line in lines))


@click.command(name="searches", short_help="List the searches that are kept.", epilog=ENDS)
@archive_option
@click.option("--drop", metavar="NAME", help="Forget the search of that name.")
def searches_command(archive: str, drop: str | None) -> None:
    """List the searches that `secondsource search --save` keeps.

    \b
    Example:
      secondsource searches
    """
    from dataclasses import asdict

    from secondsource.archive import Searches
    from secondsource.cli.output import write_stdout
    from secondsource.render.visible import one_line

    with opened(archive) as kept:
        searches = Searches(kept.database)
        if drop:
            searches.drop(drop)
        for name, wanted in searches.all().items():
            given = ", ".join(f"{field}: {value}" for field, value in asdict(wanted).items() if value)
            write_stdout(one_line(f"{name}  {given}") + "\n")


def _meant(text: str, archive: Archive, chosen: EncoderChoice) -> NDArray[np.float32]:
    from secondsource import follow
    from secondsource.encoding import meaning
    from secondsource.pipeline import Settings

    return meaning(text, follow.encoder_for(archive, Settings(encoder=chosen.made())))


def _day(given: object) -> date | None:
    from datetime import datetime

    return given.date() if isinstance(given, datetime) else None
