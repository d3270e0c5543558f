"""Options that more than one command may have, and what their values lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def format_option(formats: Iterable[str], noun: str) -> Callable[[Function], Function]:
    """`--format`: one of these ways to draw the noun, null where it is left to the suffix of `--output`."""
    return click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice(list(formats)),
        help=f"How to draw the {noun}. Without it, by the suffix of --output; without that, terminal.",
    )


def output_option(suffixes: Mapping[str, str]) -> Callable[[Function], Function]:
    """`--output`: a path that can be written to, null for standard output; of each format's suffixes one is named."""
    first: dict[str, str] = {}
    for suffix, name in suffixes.items():
        first.setdefault(name, suffix)
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False, writable=True),
        callback=_writable,
        help=f"Write to this file ({', '.join(first.values())}) instead of standard output.",
    )


def chosen_format(format_name: str | None, output: Path | None, suffixes: Mapping[str, str]) -> str:
    """The format that was asked for: by name, else by the suffix of the output, else `terminal`."""
    if format_name:
        return format_name
    return suffixes.get(output.suffix.lower(), "terminal") if output else "terminal"


def _writable(_: click.Context, __: click.Parameter, output: Path | None) -> Path | None:
    """Refuse before the work starts what could not be written after it; `-` is standard output."""
    if output is None or str(output) == "-":
        return None
    folder = output.resolve().parent
    if not folder.is_dir():
        raise click.BadParameter(f"there is no folder {click.format_filename(folder)}: make it first.")
    return output
