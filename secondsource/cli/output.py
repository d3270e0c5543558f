"""Results on standard output or in a file, in UTF-8, and never half of them."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from secondsource.model import Problem

Noun = TypeVar("Noun")


def write_stdout(drawn: str | bytes) -> None:
    """Write text as UTF-8, whatever encoding the terminal or the locale claims; bytes as they are."""
    _write_all(_encoded(drawn))


def write_file(drawn: str | bytes, output: Path) -> None:
    """Write `drawn` to `output`: all of it or, where that fails, none; raises `click.FileError`.

    A new file beside the old one takes its place when it is complete. What is no ordinary file
    (`/dev/stdout`, a named pipe) is written to directly.
    """
    data = _encoded(drawn)
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(data)
            return
        target = output.resolve()  # a link keeps pointing to the file that it points to
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            os.chmod(temporary, target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise click.FileError(str(output), hint=error.strerror or str(error)) from error


def draw_on_terminal(draw: Callable[[Console], None]) -> None:
    """Draw on standard output, with the width and colours that it has."""
    from rich.console import Console

    if sys.stdout.isatty():
        draw(Console(file=sys.stdout))
        return
    drawn = io.BytesIO()
    file = io.TextIOWrapper(drawn, encoding=sys.stdout.encoding, errors="backslashreplace", newline="")
    draw(Console(file=file))
    file.flush()
    _write_all(drawn.getvalue())


def draw(
    noun: Noun, formats: Mapping[str, Callable[[Noun], str | bytes]], chosen: str, output: Path | None, terminal: str
) -> None:
    """Draw a noun in the chosen format: into a file, else on standard output; `terminal` names the module that draws
    it on a console."""
    if output is not None:
        write_file(formats[chosen](noun), output)
    elif chosen == "terminal":
        render = import_module(terminal).render
        draw_on_terminal(lambda console: render(noun, console))
    else:
        write_stdout(formats[chosen](noun))


def say(line: str) -> None:
    """A line on standard error, with control characters spelled out: a file's name may hold them too."""
    from secondsource.render.visible import one_line

    click.echo(one_line(line), err=True)


def say_problems(problems: Iterable[Problem]) -> None:
    """A line on standard error for each input that could not be read."""
    for problem in problems:
        say(f"could not read {problem.input}: {problem.error}")


def _encoded(drawn: str | bytes) -> bytes:
    return drawn.encode("utf-8") if isinstance(drawn, str) else drawn


def _write_all(data: bytes) -> None:
    """Write every byte or raise; under `PYTHONUNBUFFERED` one call may write a part and not say why."""
    sys.stdout.flush()
    left = memoryview(data)
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def _umask() -> int:
    """The process's mask for new files, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
