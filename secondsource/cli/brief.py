"""`secondsource brief`: reports in, brief out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondsource.cli.options import (
    EncoderChoice,
    allow_host_option,
    chosen_format,
    columns_option,
    encoder_options,
    engine_option,
    format_option,
    lists_option,
    opened,
    output_option,
    processes_option,
)
from secondsource.render import FORMATS, SUFFIXES

if TYPE_CHECKING:
    from secondsource.model import Brief
    from secondsource.pipeline import Settings

_SOME_UNREAD = 1
NO_RULES = "none"


@click.command(
    name="brief",
    short_help="Weigh news reports against each other.",
    epilog="Exit status: 0 done; 1 done, but some input could not be read or the judge failed (each is named on "
    "standard error and in the brief); 2 misused; 130 interrupted.",
)
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("--archive", metavar="URL", help="Instead of PATHs, all that this archive holds; what is shown is kept.")
@format_option(FORMATS, "brief")
@output_option(SUFFIXES)
@click.option(
    "--judge",
    nargs=2,
    metavar="URL MODEL",
    help="Let a language model say of doubtful pairs of claims whether they speak to one point: MODEL at an "
    "OpenAI-compatible endpoint, such as http://localhost:8080/v1. Texts leave this machine only with this "
    "option and with --encoder-at; here, claims and the sentences that they stand in, for URL alone.",
)
@click.option(
    "--rules",
    multiple=True,
    metavar="FILE",
    help="Watch for what the rules in FILE, or in a folder of them, say, and not for what the program's own do; `none` "
    "for nothing. May be given again.",
)
@lists_option(required=False)
@encoder_options
@processes_option
@engine_option
@allow_host_option
@columns_option
@click.pass_context
def brief_command(
    context: click.Context,
    paths: tuple[str, ...],
    archive: str | None,
    format_name: str | None,
    output: Path | None,
    judge: tuple[str, str] | None,
    rules: tuple[str, ...],
    lists: tuple[Path, ...],
    encoder: EncoderChoice,
    processes: int | None,
    engine: str,
    allowed: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
) -> None:
    """Weigh news reports against each other and say, per story, what is told on whose word.

    PATH is a file, a folder (all files in it), the address of a page or a feed, or - for standard input.

    \b
    Examples:
      secondsource brief reports/
      secondsource brief reports/ extra.txt --output brief.html
      pbpaste | secondsource brief - --format json
    """
    from secondsource.cli.output import draw, say_problems

    if bool(paths) == bool(archive):
        raise click.UsageError("give the PATHs of reports, or --archive URL.")
    chosen = chosen_format(format_name, output, SUFFIXES)
    options = _Chosen(judge, rules, lists, encoder, processes, engine, allowed, dict(columns))
    made = _archived(archive, options) if archive else _make_brief(paths, options)
    draw(made, FORMATS, chosen, output, "secondsource.render.terminal")
    if output is not None:
        _say_written(made, chosen, output)
    say_problems(made.problems)
    if made.problems:
        context.exit(_SOME_UNREAD)


@dataclass(frozen=True)
class _Chosen:
    """What the options say."""

    judge: tuple[str, str] | None
    rules: tuple[str, ...]
    lists: tuple[Path, ...]
    encoder: EncoderChoice
    processes: int | None
    engine: str
    allowed: tuple[str, ...]
    columns: Mapping[str, str]


def _make_brief(paths: tuple[str, ...], chosen: _Chosen) -> Brief:
    """The pipeline's brief; its deliberate errors become usage errors, in words and with status 2."""
    from secondsource.cli.progress import ProgressBar
    from secondsource.errors import SecondsourceError
    from secondsource.pipeline import brief

    try:
        settings = _settings(chosen)
        with ProgressBar() as progress:
            return brief(paths, settings=settings, progress=progress)
    except SecondsourceError as error:
        raise click.UsageError(str(error)) from error


def _archived(archive: str, chosen: _Chosen) -> Brief:
    """The brief of an archive, which keeps it as it is shown."""
    from secondsource import follow
    from secondsource.cli.output import say
    from secondsource.pipeline import Settings
    from secondsource.render.json import render

    if chosen.judge or chosen.rules or chosen.lists:
        raise click.UsageError("--judge, --rules and --list go with PATHs: an archive is weighed as reports come in.")
    with opened(archive) as kept:
        made = follow.brief(kept, settings=Settings(encoder=chosen.encoder.made()))
        number = kept.shown(render(made))
    say(f"this is brief {number} of the archive; `secondsource show --shown {number}` shows it again")
    return made


def _settings(chosen: _Chosen) -> Settings:
    from secondsource import watch
    from secondsource.intake.fetch import Fetcher
    from secondsource.pipeline import Settings
    from secondsource.screening import screen
    from secondsource.weighing.judge import EndpointJudge

    files = [Path(name) for name in chosen.rules if name != NO_RULES]
    return Settings(
        encoder=chosen.encoder.made(),
        judge=EndpointJudge(*chosen.judge) if chosen.judge else None,
        rules=watch.read(files) if chosen.rules else None,
        screen=screen(chosen.lists) if chosen.lists else None,
        processes=chosen.processes,
        engine=chosen.engine,
        fetcher=Fetcher(chosen.allowed),
        columns=chosen.columns,
    )


def _say_written(brief: Brief, format_name: str, output: Path) -> None:
    from secondsource.cli.output import say
    from secondsource.render.wording import count

    held = f"{count(len(brief.reports), 'report')}, {count(len(brief.stories), 'story')}"
    say(f"wrote {output} ({format_name}: {held})")
