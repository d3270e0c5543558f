"""Options that more than one command may have, and what their values lead to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from secondsource.archive import Archive
    from secondsource.encoding import Encoder

Function = TypeVar("Function", bound=Callable[..., Any])

ENDS = "Exit status: 0 done; 2 misused, or the archive cannot be used; 130 interrupted."
"""The last words of the help of commands that cannot be done in part."""


def format_option(formats: Iterable[str], noun: str) -> Callable[[Function], Function]:
    """`--format`: one of these ways to draw the noun, null where it is left to the suffix of `--output`."""
    names = list(formats)
    return click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice(names),
        metavar="FORMAT",
        help=f"How to draw the {noun}: {', '.join(names)}. Without it, by the suffix of --output; without that, "
        "terminal.",
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
    """The format that was asked for: by name, else by the suffix of the output, else `terminal`.

    Refuses, before the work starts, a format whose package is not installed, and to write what is no text to a
    terminal.
    """
    from secondsource.errors import MissingExtraError
    from secondsource.render import BINARY, check_extra

    chosen = format_name or (suffixes.get(output.suffix.lower(), "terminal") if output else "terminal")
    try:
        check_extra(chosen)
    except MissingExtraError as error:
        raise click.UsageError(str(error)) from error
    if chosen in BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{chosen} is not text for a terminal: name a file with --output.")
    return chosen


def _writable(_: click.Context, __: click.Parameter, output: Path | None) -> Path | None:
    """Refuse before the work starts what could not be written after it; `-` is standard output."""
    if output is None or str(output) == "-":
        return None
    folder = output.resolve().parent
    if not folder.is_dir():
        raise click.BadParameter(f"there is no folder {click.format_filename(folder)}: make it first.")
    return output


def archive_option(function: Function) -> Function:
    """`--archive`: the URL of an archive, from the environment or the user's data folder where it is not given."""
    return click.option(
        "--archive",
        envvar="SECONDSOURCE_ARCHIVE",
        metavar="URL",
        default=_default_archive,
        help="Where the archive is: sqlite:////path/to/file.db or postgresql://host/name. Without it, the environment "
        "variable SECONDSOURCE_ARCHIVE; without that, a file in your data folder.",
    )(function)


def terminal_or_json_option(function: Function) -> Function:
    """`--format`: for reading, or for programs."""
    return click.option(
        "-f",
        "--format",
        "format_name",
        type=click.Choice(["terminal", "json"]),
        default="terminal",
        show_default=True,
        help="For reading, or for programs.",
    )(function)


def allow_host_option(function: Function) -> Function:
    """`--allow-host`: hosts that may be fetched from although they are not on the public internet."""
    return click.option(
        "--allow-host",
        "allowed",
        multiple=True,
        metavar="HOST",
        help="Fetch from HOST although it is not on the public internet: a server of your own. May be given again.",
    )(function)


def lists_option(required: bool) -> Callable[[Function], Function]:
    """`--list`: files with lists of names that the reports' are compared with."""
    return click.option(
        "--list",
        "lists",
        metavar="FILE",
        multiple=True,
        required=required,
        type=click.Path(path_type=Path),
        help="Say who in the reports may stand on a list: FollowTheMoney entities, one a line; the United Nations' "
        "XML; or CSV with a column `name`. Needs the extra `screening`. May be given again.",
    )


def processes_option(function: Function) -> Function:
    """`--processes`: how many processes read reports and weigh stories, null for the default."""
    return click.option(
        "--processes",
        type=click.IntRange(1),
        metavar="N",
        help="Read reports and weigh stories in N processes, each of some 400 MB. By default, as many as there are "
        "processors, where there are many reports.",
    )(function)


def engine_option(function: Function) -> Function:
    """`--engine`: where the work is done, by name."""
    return click.option(
        "--engine",
        metavar="ENGINE",
        default="local",
        help="Where the work is done: local, the default; ray, on a Ray that is started on this machine, with as many "
        "workers as --processes says; ray://HOST:PORT, on a Ray cluster that this machine is part of. Needs the extra "
        "`ray`.",
    )(function)


def columns_option(function: Function) -> Function:
    """`--column`: what a column of a table holds, as pairs of its name and ours."""
    return click.option(
        "--column",
        "columns",
        multiple=True,
        nargs=2,
        type=(str, click.Choice(["text", "title", "published", "outlet", "language", "address"])),
        metavar="NAME FIELD",
        help="In tables (CSV, TSV), the column called NAME holds FIELD: text, title, published, outlet, language or "
        "address. Needed only where its name does not tell. May be given again.",
    )(function)


NO_CACHE = "none"
DEFAULT_ENCODER = "e5"


@dataclass(frozen=True)
class EncoderChoice:
    """Which encoder was asked for, and where its vectors are kept."""

    name: str
    endpoint: tuple[str, str] | None
    cache: str

    def made(self) -> Encoder | None:
        """The encoder, null for the default one without a cache; one that cannot be had is a usage error."""
        from secondsource import encoding, pipeline
        from secondsource.cli.output import say
        from secondsource.errors import SecondsourceError

        if self.name == DEFAULT_ENCODER and not self.endpoint:
            return None if self.cache == NO_CACHE else self._kept(pipeline.default_encoder(), say)
        if self.name != DEFAULT_ENCODER and self.endpoint:
            raise click.UsageError("--encoder and --encoder-at exclude each other.")
        try:
            made = encoding.AtEndpoint(*self.endpoint) if self.endpoint else encoding.named(self.name)
            return encoding.Matched(self._kept(made, say))
        except SecondsourceError as error:
            raise click.UsageError(str(error)) from error

    def forget(self) -> None:
        """Drops all that is kept of texts."""
        from secondsource.cli.output import say
        from secondsource.encoding.kept import Store

        if self.cache != NO_CACHE:
            Store(Path(self.cache), say).forget()

    def _kept(self, encoder: Encoder, say: Callable[[str], object]) -> Encoder:
        from secondsource import encoding

        if self.cache == NO_CACHE or not encoding.is_named(encoder):
            return encoder
        return encoding.Kept(encoder, Path(self.cache), tell=say)


def cache_option(function: Function) -> Function:
    """`--cache`: the folder where vectors are kept, or `none`."""
    return click.option(
        "--cache",
        envvar="SECONDSOURCE_CACHE",
        metavar="FOLDER",
        default=_default_cache,
        help="Keep the vectors of texts, and no texts, in FOLDER, so that nothing is encoded twice; `none` keeps none. "
        "Without it, the environment variable SECONDSOURCE_CACHE; without that, your cache folder.",
    )(function)


def encoder_options(function: Function) -> Function:
    """`--encoder`, `--encoder-at` and `--cache`, which the command is given as one `encoder`."""

    @wraps(function)
    def command(*args: Any, encoder: str, encoder_at: tuple[str, str] | None, cache: str, **options: Any) -> Any:
        return function(*args, encoder=EncoderChoice(encoder, encoder_at, cache), **options)

    for option in (
        cache_option,
        click.option(
            "--encoder-at",
            nargs=2,
            metavar="URL MODEL",
            help="Encode texts with MODEL at an OpenAI-compatible endpoint, such as http://localhost:8080/v1. The "
            "beginnings of reports and some of their claims then leave this machine for URL.",
        ),
        click.option(
            "--encoder",
            metavar="NAME",
            default=DEFAULT_ENCODER,
            show_default=True,
            help="Say which texts are alike in meaning with another encoder: static, quick and coarse; or "
            "sentence-transformers:MODEL, the name of a model or the folder of one, which needs the extra "
            "`sentence-transformers`.",
        ),
    ):
        command = option(command)
    return command  # type: ignore[return-value]


@contextmanager
def opened(archive: str) -> Iterator[Archive]:
    """The archive of that URL; errors of it become usage errors, in words and with status 2."""
    from secondsource.archive import Archive
    from secondsource.errors import SecondsourceError

    try:
        kept = Archive(archive)
        try:
            yield kept
        finally:
            kept.close()
    except SecondsourceError as error:
        raise click.UsageError(str(error)) from error


def _default_archive() -> str:
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('secondsource', appauthor=False) / 'archive.db'}"


def _default_cache() -> str:
    from platformdirs import user_cache_path

    return str(user_cache_path("secondsource", appauthor=False))
