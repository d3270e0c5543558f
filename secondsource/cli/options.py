"""Options that more than one command may have, and what their values lead to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from secondsource.render import FORMATS, SUFFIXES

Function = TypeVar("Function", bound=Callable[..., Any])


def format_option(function: Function) -> Function:
    """`--format`: null where it is left to the suffix of `--output`."""
    return click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice(list(FORMATS)),
        help="How to draw the brief. Without it, by the suffix of --output; without that, terminal.",
    )(function)


def output_option(function: Function) -> Function:
    """`--output`: a path that can be written to, null for standard output."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False, writable=True),
        callback=_writable,
        help="Write to this file (.html, .json, .md, .txt) instead of standard output.",
    )(function)


def chosen_format(format_name: str | None, output: Path | None) -> str:
    """The format that was asked for: by name, else by the suffix of the output, else `terminal`."""
    if format_name:
        return format_name
    return SUFFIXES.get(output.suffix.lower(), "terminal") if output else "terminal"


def _writable(_: click.Context, __: click.Parameter, output: Path | None) -> Path | None:
    """Refuse before the work starts what could not be written after it; `-` is standard output."""
    if output is None or str(output) == "-":
        return None
    folder = output.resolve().parent
    if not folder.is_dir():
        raise click.BadParameter(f"there is no folder {click.format_filename(folder)}: make it first.")
    return output
