"""`secondsource read`: formats, files, many texts, unreadable input."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import Result

from secondsource import tagging
from secondsource.cli import main
from secondsource.tagging import Tagged, TaggedAttribution, TaggedName

Run = Callable[..., Result]

TEXT = """Ferry runs aground off Sandvik

Published 15 March 2031

The coastguard said on Friday that the ferry Solvind had run aground. <b>[red]
"""


class Words:
    """Finds one name and one attribution by their words, wherever a text has them."""

    def tag(self, text: str, sentences: Sequence[tuple[int, int]]) -> Tagged:
        def place(words: str) -> tuple[int, int]:
            return text.index(words), text.index(words) + len(words)

        if "Solvind" not in text:
            return Tagged()
        content = (place("the ferry Solvind had run aground"),)
        attribution = TaggedAttribution((place("The coastguard"),), (place("said"),), content, True, 0.75)
        return Tagged((TaggedName(*place("Solvind"), "product", 0.875),), (attribution,))


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "default", Words)


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


STARTS = {
    "terminal": "━",
    "html": "<!doctype html>",
    "json": "{",
    "conll": "# ferry.txt\n# columns:",
    "brat": "T1\tProduct ",
}


@pytest.mark.parametrize(("name", "start"), STARTS.items())
@pytest.mark.parametrize("charset", ["utf-8", "ascii"])
def test_formats_in_any_locale(run: Run, report: str, name: str, start: str, charset: str) -> None:
    result = run("read", report, "--format", name, charset=charset)
    assert result.exit_code == 0, result.exception
    if name == "terminal":
        assert "Ferry runs aground off" in result.stdout_bytes.decode(charset)
    else:
        assert result.stdout_bytes.decode("utf-8").startswith(start)
    assert result.stderr == ""


def test_without_a_format_it_is_for_the_terminal(run: Run, report: str) -> None:
    assert "ATTRIBUTIONS" in run("read", report).stdout


def test_times_are_resolved_where_the_report_states_its_date(run: Run, report: str) -> None:
    times = json.loads(run("read", report, "-f", "json").stdout)["times"]
    assert ("on Friday", "2031-03-14", "2031-03-14") in [(one["text"], one["earliest"], one["latest"]) for one in times]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("r.html", "html"),
        ("r.JSON", "json"),
        ("r.conll", "conll"),
        ("r.ann", "brat"),
        ("r.txt", "terminal"),
        ("r", "terminal"),
    ],
)
def test_output_suffix_says_the_format(run: Run, report: str, tmp_path: Path, file: str, name: str) -> None:
    result = run("read", report, "--output", str(tmp_path / file))
    assert result.exit_code == 0
    assert (tmp_path / file).read_text("utf-8").startswith(STARTS[name])
    assert result.stdout == ""
    assert result.stderr.startswith(f"wrote {tmp_path / file} ({name}: 1 attribution, ")


def test_standard_input_is_a_report(run: Run) -> None:
    result = run("read", "-", "-f", "json", input=TEXT)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["attributions"][0]["confidence"] == 0.75


@pytest.mark.parametrize("output", [[], ["--output", "out.html"], ["--format", "json"]])
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("read", "gone\x1b[31m.txt", *output)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("could not read gone")
    assert "\x1b" not in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "give one REPORT, or --jsonl FILE"),
        (["read", "a.txt", "--jsonl", "-"], "give one REPORT, or --jsonl FILE"),
        (["read", "a.txt", "b.txt"], "unexpected extra argument"),
        (["read", "."], "is a folder: give one report"),
        (["read", "a.txt", "--format", "markdown"], "'terminal', 'html', 'json', 'conll', 'brat'"),
        (["read", "a.txt", "--output", "/nowhere/at/all/r.html"], "there is no folder"),
        (["read", "--jsonl", "-", "--format", "json"], "leave out --format and --output"),
        (["read", "--jsonl", "/nowhere/texts.jsonl"], "does not exist"),
        (["raed", "a.txt"], "did you mean 'read'?"),
    ],
)
def test_misuse(run: Run, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_many_texts_are_taken_as_they_are_and_give_a_line_each(run: Run, tmp_path: Path) -> None:
    texts = [" leading space,\nSolvind The coastguard said the ferry Solvind had run aground", "금요일", ""]
    path = tmp_path / "texts.jsonl"
    path.write_text(
        "\n\n".join(json.dumps({"id": at, "text": text}) for at, text in enumerate(texts)), encoding="utf-8"
    )
    result = run("read", "--jsonl", str(path))
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["id"], line["text"]) for line in lines] == [(str(at), text) for at, text in enumerate(texts)]
    assert lines[0]["attributions"][0]["kind"] == "said"


def test_each_line_is_written_before_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def lines() -> Iterator[str]:
        for at in range(3):
            order.append(f"read {at}")
            yield json.dumps({"id": f"{at}", "text": "x"})

    monkeypatch.setattr("click.open_file", lambda *_, **__: io.StringIO())
    monkeypatch.setattr("secondsource.cli.read._texts", lambda _: ((json.loads(one)["id"], "x") for one in lines()))
    monkeypatch.setattr(
        "secondsource.cli.output.write_stdout", lambda text: order.append(f"wrote {json.loads(text)['id']}")
    )
    main(["read", "--jsonl", "-"], standalone_mode=False)
    assert order == ["read 0", "wrote 0", "read 1", "wrote 1", "read 2", "wrote 2"]


@pytest.mark.parametrize("line", ["nonsense", "[]", "3", '{"id": "a"}', '{"text": "a"}'])
def test_a_line_that_is_no_text_is_named(run: Run, tmp_path: Path, line: str) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "a", "text": "b"}\n' + line, encoding="utf-8")
    result = run("read", "--jsonl", str(path))
    assert result.exit_code == 2
    assert "line 2: no JSON object with `id` and `text`" in result.stderr
    assert len(result.stdout.splitlines()) == 1
