"""An assistant asks: in memory, and over standard input and output as a program of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from click.testing import CliRunner

from secondsource import pipeline
from secondsource.archive import Archive
from secondsource.cli import main
from secondsource.errors import InputError
from secondsource.mcp.access import allowed
from secondsource.mcp.server import server
from secondsource.mcp.tools import LONGEST, Tools
from secondsource.model import Brief, Problem

from .kept import keep
from .render.sample import ferry_brief

ROOT = Path(__file__).parent.parent


def ask(tools: Tools, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """The results of some calls of tools, by a client in this process."""
    from mcp import Client

    async def talk() -> list[Any]:
        async with Client(server(tools)) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(talk)


def offered(tools: Tools) -> dict[str, Any]:
    from mcp import Client

    async def talk() -> dict[str, Any]:
        async with Client(server(tools)) as client:
            return {tool.name: tool for tool in (await client.list_tools()).tools}

    return anyio.run(talk)


def said(result: Any) -> str:
    return "".join(part.text for part in result.content)


@pytest.fixture
def briefed(monkeypatch: pytest.MonkeyPatch) -> list[list[Any]]:
    """What the pipeline is asked for; it answers with the ferry."""
    asked: list[list[Any]] = []

    def brief(inputs: list[Any], **_: object) -> Brief:
        asked.append(inputs)
        return ferry_brief()

    monkeypatch.setattr(pipeline, "brief", brief)
    return asked


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Archive]:
    """An archive that holds the ferry's story, as if it had been weighed there."""
    archive = Archive(f"sqlite:///{tmp_path / 'desk.db'}")
    keep(archive, ferry_brief())
    yield archive
    archive.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    (made / "more").mkdir(parents=True)
    (made / "a.txt").write_text("A ferry burned.", encoding="utf-8")
    (made / "more" / "b.txt").write_text("It burned.", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("nobody's business", encoding="utf-8")
    return made


# --- which files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["a.txt", ".", "more", "more/../a.txt", "gone.txt"])
def test_what_lies_inside_may_be_read(path: str, folder: Path) -> None:
    assert allowed([path], [folder]) == [(folder / path).resolve()]
    assert allowed([str(folder / path)], [folder]) == [(folder / path).resolve()]


@pytest.mark.parametrize("path", ["..", "../secret.txt", "more/../../secret.txt", "/etc/passwd", "/", "a\x00b"])
def test_what_lies_outside_may_not(path: str, folder: Path) -> None:
    with pytest.raises(InputError, match="name"):
        allowed([path], [folder])


def test_links_out_are_refused(folder: Path) -> None:
    (folder / "out.txt").symlink_to(folder.parent / "secret.txt")
    for path in ("out.txt", "."):
        with pytest.raises(InputError, match="outside"):
            allowed([path], [folder])


def test_a_dash_is_no_standard_input(folder: Path) -> None:
    assert allowed(["-"], [folder]) == [folder.resolve() / "-"]


def test_relative_paths_are_looked_for_in_each_folder(folder: Path) -> None:
    assert allowed(["a.txt"], [folder / "more", folder]) == [folder / "a.txt"]


# --- brief ----------------------------------------------------------------------------------------


def test_brief_is_markdown(folder: Path, briefed: list[list[Any]]) -> None:
    (result,) = ask(Tools([folder], None), ("brief", {"paths": ["a.txt", "more"]}))
    assert not result.is_error
    assert "# Fifteen hurt in ferry fire off Norway" in said(result)
    assert "Reuters ← police in Nordvik" in said(result)
    assert briefed == [[folder / "a.txt", folder / "more"]]


def test_the_assistant_reads_what_is_wrong(folder: Path, briefed: list[list[Any]]) -> None:
    outside, nothing = ask(Tools([folder], None), ("brief", {"paths": ["../secret.txt"]}), ("brief", {"paths": []}))
    assert outside.is_error
    assert f"outside of what may be read; name something in {folder}" in said(outside)
    assert nothing.is_error
    assert not briefed


def test_a_long_brief_is_cut(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problems = tuple(Problem(f"{number}.txt", "x" * 100) for number in range(2_000))
    monkeypatch.setattr(pipeline, "brief", lambda *_, **__: Brief((), (), problems))
    text = Tools([folder], None).brief(["a.txt"])
    assert len(text) < LONGEST + 200
    assert "Cut here: " in text


def test_tools_are_offered_where_they_can_answer(folder: Path, kept: Archive) -> None:
    assert set(offered(Tools([folder], None))) == {"brief"}
    assert set(offered(Tools([], kept))) == {"search", "story", "origin"}
    for tool in offered(Tools([folder], kept)).values():
        assert tool.description
        assert tool.annotations.read_only_hint


def test_mcp_wants_something_to_ask_about() -> None:
    result = CliRunner().invoke(main, ["mcp"])
    assert result.exit_code == 2
    assert "--folder" in result.output


# --- the archive ----------------------------------------------------------------------------------


def test_search_leads_to_a_story(kept: Archive) -> None:
    (found,) = ask(Tools([], kept), ("search", {"words": "explosion", "outlet": "BBC"}))
    (hit,) = found.structured_content["result"]
    assert hit["report"] == "bbc-world.html"
    assert "explosion" in hit["words"]
    (story,) = ask(Tools([], kept), ("story", {"handle": hit["story"]}))
    assert "# Fifteen hurt in ferry fire off Norway" in said(story)


def test_origin_says_who_really_said_it(kept: Archive) -> None:
    first, again = ask(Tools([], kept), ("origin", {"name": "Marta Lind"}), ("origin", {"name": "마르타 린드"}))
    (point,) = first.structured_content["result"]
    assert point["statement"].startswith("We heard an explosion")
    assert point["independent_origins"] == 1
    assert {tuple(claim["on_the_word_of"]) for claim in point["claims"]} == {("Reuters", "Marta Lind")}
    assert {claim["language"] for claim in point["claims"]} == {"en", "ar", "ko"}
    assert again.structured_content == first.structured_content


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("search", {"since": "yesterday"}, "write it as 2031-03-14"),
        ("search", {"words": "x", "limit": 0}, "limit"),
        ("story", {"handle": "s-none"}, "holds no story"),
        ("origin", {"name": " "}, "is empty"),
    ],
)
def test_what_cannot_be_answered_is_told_in_words(
    tool: str, arguments: dict[str, Any], words: str, kept: Archive
) -> None:
    (result,) = ask(Tools([], kept), (tool, arguments))
    assert result.is_error
    assert words in said(result)


def test_nobody_and_nothing_is_found(kept: Archive) -> None:
    for result in ask(Tools([], kept), ("origin", {"name": "Nobody"}), ("search", {"words": "zeppelin"})):
        assert result.structured_content == {"result": []}


# --- as a program ---------------------------------------------------------------------------------


def test_over_standard_input_and_output(folder: Path, kept: Archive) -> None:
    from mcp import Client, StdioServerParameters

    started = StdioServerParameters(
        command=sys.executable,
        args=[
            "-c",
            "from secondsource.cli import main; main()",
            "mcp",
            "--folder",
            str(folder),
            "--archive",
            kept.database.name,
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    async def talk() -> tuple[set[str], Any, Any]:
        async with Client(started) as client:
            tools = {tool.name for tool in (await client.list_tools()).tools}
            refused = await client.call_tool("brief", {"paths": ["/etc/passwd"]})
            return tools, refused, await client.call_tool("search", {"words": "ferry"})

    tools, refused, found = anyio.run(talk)
    assert tools == {"brief", "search", "story", "origin"}
    assert refused.is_error
    assert "outside of what may be read" in said(refused)
    assert {hit["report"] for hit in found.structured_content["result"]} >= {"bbc-world.html"}
