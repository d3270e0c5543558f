"""`secondsource read`: one report as it was read, or many texts in one process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from secondsource.cli.options import chosen_format, format_option, output_option
from secondsource.render.reading import FORMATS, SUFFIXES

if TYPE_CHECKING:
    from secondsource.model import Problem, Reading

_UNREAD = 1


@click.command(
    name="read",
    short_help="Show how one report was read.",
    epilog="Exit status: 0 done; 1 the report could not be read (it is named on standard error); 2 misused; "
    "130 interrupted.",
)
@click.argument("report", metavar="[REPORT]", required=False)
@format_option(FORMATS, "reading")
@output_option(SUFFIXES)
@click.option(
    "--jsonl",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help="Instead of a REPORT read many texts, taken as they are: JSON Lines with `id` and `text`. Writes one line of "
    "JSON for each as soon as it is read.",
)
@click.pass_context
def read_command(
    context: click.Context, report: str | None, format_name: str | None, output: Path | None, jsonl: Path | None
) -> None:
    """Show what was read in one report: names, times, and who says what on whose word.

    REPORT is a file, or - for standard input.

    \b
    Examples:
      secondsource read report.txt
      secondsource read report.txt --output report.html
      secondsource read - --format brat < report.txt
      secondsource read --jsonl texts.jsonl > readings.jsonl
    """
    if (report is None) == (jsonl is None):
        raise click.UsageError("give one REPORT, or --jsonl FILE.")
    if jsonl is not None:
        if format_name or output:
            raise click.UsageError("--jsonl writes JSON Lines to standard output: leave out --format and --output.")
        _stream(jsonl)
        return
    readings, problems = _read(str(report))
    for reading in readings:
        _draw(reading, chosen_format(format_name, output, SUFFIXES), output)
    if problems:
        from secondsource.cli.output import say_problems

        say_problems(problems)
        context.exit(_UNREAD)


def _read(report: str) -> tuple[list[Reading], list[Problem]]:
    from secondsource.errors import SecondsourceError
    from secondsource.pipeline import read

    if report != "-" and Path(report).is_dir():
        raise click.UsageError(f"{click.format_filename(report)} is a folder: give one report.")
    try:
        return read([report])
    except SecondsourceError as error:
        raise click.UsageError(str(error)) from error


def _draw(reading: Reading, chosen: str, output: Path | None) -> None:
    from secondsource.cli.output import draw, say
    from secondsource.render.wording import count

    draw(reading, FORMATS, chosen, output, "secondsource.render.reading.terminal")
    if output is not None:
        found = f"{count(len(reading.relations), 'attribution')}, {count(len(reading.names), 'name')}"
        say(f"wrote {output} ({chosen}: {found})")


def _stream(path: Path) -> None:
    from secondsource.cli.output import write_stdout
    from secondsource.pipeline import read_texts
    from secondsource.render.reading import json as drawn

    for reading in read_texts(_texts(path)):
        write_stdout(drawn.line(reading))


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    with click.open_file(str(path), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                yield str(row["id"]), str(row["text"])
            except (ValueError, KeyError, TypeError) as error:
                raise click.UsageError(
                    f"{path}, line {number}: no JSON object with `id` and `text` ({error}); mend or leave out the line"
                ) from error
