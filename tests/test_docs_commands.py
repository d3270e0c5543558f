"""Every command that the docs show is run: on reports, feeds and lists that are called as the docs call them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from secondsource.archive import Archive
from secondsource.cli import main

from .conftest import ROOT
from .sites import HOST, Answer, serving
from .test_docs import FENCE, PAGES

# Those that end only when they are told to, ask servers that there are not, or need a key of their own.
ELSEWHERE = (
    "secondsource desk", "secondsource mcp", "secondsource follow --alert", "secondsource accounts add",
    "secondsource brief reports/ --judge",
)  # fmt: skip
BESIDE = r"--encoder-at|--encoder sentence-transformers:"
"""Options by which a command asks a server, or a model that somebody fetched."""
NAMES = {
    "01_fjordavisen.txt": "01_agency.txt",
    "04_elbkurier.txt": "04_depeche.txt",
    "05_hangang_ilbo.txt": "05_echo.txt",
}


def shown() -> Iterator[tuple[str, str]]:
    """Each command with its page, in the order of the pages; how commands are called in general is not among them."""
    for page in PAGES:
        for fence in FENCE.finditer(page.read_text(encoding="utf-8")):
            for line in fence["code"].splitlines():
                command = line.removeprefix("$ ").partition(" #")[0].strip()
                general = re.search(
                    r"\[|…|\b[A-Z]{3,}\b(?!\")", command.replace("OR", "").replace("KCNA", "").replace("NIS", "")
                )
                if command.startswith("secondsource ") and fence["language"] != "python" and not general:
                    yield str(page.relative_to(ROOT)), command


COMMANDS = [(page, command) for command, page in {command: page for page, command in shown()}.items()]
"""Each once, however many pages show it."""


def test_the_docs_show_commands() -> None:
    assert len(COMMANDS) > 30
    pages = {page for page, _ in COMMANDS}
    assert {"README.md", "docs/archive.md", "docs/screening.md"} <= pages


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with all that the docs name, and the URL of an archive with a story that can be corrected."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "examples").symlink_to(ROOT / "examples")
    (folder / "reports").mkdir()
    for report in sorted((ROOT / "examples" / "limousine").glob("*.txt")):
        (folder / "reports" / NAMES.get(report.name, report.name)).write_bytes(report.read_bytes())
    text = (ROOT / "examples" / "limousine" / "02_harbour_post.txt").read_text(encoding="utf-8")
    (folder / "report.txt").write_text(text, encoding="utf-8")
    (folder / "extra.txt").write_text(
        "A barge sank off Nordvik on Monday, police said. Nobody was hurt.", encoding="utf-8"
    )
    (folder / "texts.jsonl").write_text('{"id": "a", "text": "A barge sank, police said."}\n', encoding="utf-8")
    (folder / "desk.csv").write_text("name\nKim Yo-jong\n", encoding="utf-8")
    (folder / "entities.ftm.json").write_text(
        '{"id": "x", "schema": "Person", "properties": {"name": ["Dmitry Peskov"]}}\n', encoding="utf-8"
    )
    (folder / "mine").mkdir()
    rule = ROOT / "secondsource" / "watch" / "rules" / "dprk-luxury-goods.toml"
    (folder / "mine" / rule.name).write_bytes(rule.read_bytes())
    with serving() as site:
        site.answers["/feed"] = Answer(b'<rss version="2.0"><channel><title>Harbour Post</title></channel></rss>')
        (folder / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{site.address}/feed"/></body></opml>')
        yield folder, f"sqlite:///{folder / 'archive.db'}"


@pytest.fixture(scope="module")
def handles(desk: tuple[Path, str]) -> dict[str, str]:
    """What the docs' handles and numbers stand for in this archive."""
    folder, url = desk
    for path in ("reports", "extra.txt"):
        done = CliRunner().invoke(main, ["add", str(folder / path), "--archive", url])
        assert done.exit_code == 0, done.stderr
    archive = Archive(url)
    large, small = sorted((told for _, _, told in archive.stories() if told), key=lambda told: -len(told[1]))
    found = {"s-1f3a9c04": archive.story_of("02_harbour_post.txt"), "s-77b02e19": archive.story_of("extra.txt")}
    assert len(large[1]) == 5
    assert len(small[1]) == 1
    first = large[0].discrepancies[0].id
    speakers = {o.name for o in large[0].origins if "Yonhap" in (o.name, *o.aliases)}
    archive.close()
    assert speakers, "the docs name Yonhap"
    other = next(o.name for o in large[0].origins if o.name not in speakers)
    return {**found, "d3": first, '"Yo Jong"': '"Kim Yo Jong"', '"NIS"': shlex.quote(other), "12": "1"}


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=[f"{page}: {command}" for page, command in COMMANDS])
def test_a_command_of_the_docs_does_what_it_says(
    page: str, command: str, desk: tuple[Path, str], handles: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if command.startswith(ELSEWHERE) or re.search(BESIDE, command):
        pytest.skip("goes on until it is stopped, asks a server or needs a model; it has a test of its own")
    folder, url = desk
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SECONDSOURCE_ARCHIVE", url)
    for name, stands_for in handles.items():
        command = re.sub(rf"(?<!\S){re.escape(name)}(?!\S)", lambda _: stands_for, command)  # noqa: B023
    command, _, given = command.partition(" < ")
    command = re.sub(r" [>|] .*", "", command)
    arguments = shlex.split(command)[1:]
    if arguments[0] == "follow":
        arguments += ["--once", "--allow-host", HOST, "--pause", "0"]
    content = (folder / given).read_bytes() if given else b""
    done = CliRunner().invoke(main, arguments, input=content)
    expected = 1 if "missing.txt" in command else 0
    assert done.exit_code == expected, f"{command}\n{done.output}"
