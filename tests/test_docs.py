"""The docs hold what they promise: every field, option and pack key is told, links lead somewhere, examples run."""

from __future__ import annotations

import dataclasses
import doctest
import importlib.util
import re
import tomllib
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest

import secondsource
from secondsource import pipeline
from secondsource.cli import main
from secondsource.encoding import Encoder
from secondsource.packs.pack import BODIES, SPEAKER_KINDS, Pack, parse
from secondsource.render.json import schema

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("secondsource/**/*.md")])
LARGEST_PICTURE_BYTES = 300_000
NOUNS = schema()["$defs"]

FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def sections(page: str) -> dict[str, str]:
    """What stands under each second-level heading, by heading."""
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def told(section: str) -> set[str]:
    """Every `word` in the first column of the section's tables."""
    cells = re.findall(r"^\|([^|]+)\|", section, flags=re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def fences(language: str) -> list[Any]:
    """Every fenced block of a language with its page, as parameters of a test."""
    return [
        pytest.param(page, match["code"], id=f"{page.relative_to(ROOT)}-{number}")
        for page in PAGES
        for number, match in enumerate(FENCE.finditer(page.read_text(encoding="utf-8")))
        if match["language"] == language
    ]


# --- the format -----------------------------------------------------------------------------------


@pytest.mark.parametrize("noun", NOUNS)
def test_every_field_of_the_brief_is_told(noun: str) -> None:
    found = sections(text("docs/format.md"))
    assert noun in found, f"docs/format.md has no section on {noun}"
    assert told(found[noun]) == set(NOUNS[noun]["properties"])


@pytest.mark.parametrize("noun", NOUNS)
def test_every_value_that_a_field_may_have_is_told(noun: str) -> None:
    section = sections(text("docs/format.md"))[noun]
    for name, field in NOUNS[noun]["properties"].items():
        choices = [field, *field.get("anyOf", ())]
        values = [value for choice in choices for value in (*choice.get("enum", ()), choice.get("const"))]
        missing = [value for value in values if value and f"`{value}`" not in section]
        assert not missing, f"{noun}.{name} may be {missing}"


# --- the command line -----------------------------------------------------------------------------


def commands(group: click.Command, name: str = "") -> dict[str, click.Command]:
    """What can be run, by the words that run it; a group of commands is run by its parts."""
    if not isinstance(group, click.Group):
        return {name: group}
    parts = (commands(part, f"{name} {below}".strip()) for below, part in group.commands.items())
    return {words: command for part in parts for words, command in part.items()}


COMMANDS = commands(main)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_told(name: str) -> None:
    found = sections(text("docs/command-line.md"))
    assert f"secondsource {name}" in found
    section = found[f"secondsource {name}"]
    command = COMMANDS[name]
    # with the settings of the program: a command keeps the help option that it is asked for first
    for parameter in command.get_params(click.Context(command, info_name=name, **main.context_settings)):
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert f"`{option}`" in section or f"`{option}`" in text("docs/command-line.md").partition("\n## ")[0]
            if isinstance(parameter.type, click.Choice):
                assert all(f"`{choice}`" in section for choice in parameter.type.choices)
        else:
            assert str(parameter.metavar).strip("[].") in section
    assert command.help


def test_options_of_the_program_itself_are_told() -> None:
    for parameter in main.params:
        for option in parameter.opts:
            assert f"--{option.lstrip('-')}`" in text("docs/command-line.md").partition("\n## ")[0]


# --- languages and packs --------------------------------------------------------------------------


def script(name: str) -> ModuleType:
    """A script without a suffix, as a module."""
    loader = SourceFileLoader(f"scripts_{name}", str(ROOT / "scripts" / name))
    specification = importlib.util.spec_from_loader(loader.name, loader)
    assert specification is not None
    module = importlib.util.module_from_spec(specification)
    loader.exec_module(module)
    return module


def test_languages_page_is_what_its_script_makes() -> None:
    assert text("docs/languages.md") == script("languages").page(), "run scripts/languages"


def test_readme_counts_the_languages_right() -> None:
    counts = re.findall(r"(\d+) languages\]\(docs/languages\.md\)", text("README.md"))
    assert counts == [str(len(script("languages").languages()))]


HEAD = ("language", "name", "resembles")
SECTIONS = [field for field in dataclasses.fields(Pack) if field.name not in HEAD]


def test_every_key_at_the_top_of_a_pack_is_told() -> None:
    assert told(sections(text("secondsource/packs/README.md"))["Top of the file"]) == set(HEAD)


@pytest.mark.parametrize("name", [field.name for field in SECTIONS])
def test_every_pack_key_is_told(name: str) -> None:
    section = sections(text("secondsource/packs/README.md"))[f"[{name}]"]
    default = next(field for field in SECTIONS if field.name == name).default
    if name == "speakers":
        assert told(section) == set(SPEAKER_KINDS)
        for key, kind in SPEAKER_KINDS.items():
            assert re.search(rf"^\| `{key}` \|.*\| {kind} \|$", section, flags=re.MULTILINE), f"{key} is {kind}"
    elif name == "bodies":
        listed = FENCE.sub("", section).partition("Keys in use:")[2]
        assert sorted(re.findall(r"`([^`]+)`", listed)) == sorted(BODIES)
    else:
        assert dataclasses.is_dataclass(default)
        assert told(section) == {field.name for field in dataclasses.fields(default)}


@pytest.mark.parametrize(("page", "code"), fences("toml"))
def test_pack_examples_are_packs(page: Path, code: str) -> None:
    raw = tomllib.loads(code)
    if "attribution" in raw and isinstance(raw["attribution"], list):
        return  # cases, not a pack
    if "language" not in raw:
        code = f'language = "en"\nname = "English"\n{code}'
    assert parse(code, file=page.name).language


# --- links, quotations, examples ------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    for match in LINK.finditer(FENCE.sub("", page.read_text(encoding="utf-8"))):
        target, _, anchor = match["target"].partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), f"{page.name} links to {match['target']}"
        assert path.is_relative_to(ROOT), f"{page.name} links out of the repository: {match['target']}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
            assert anchor in anchors, f"{page.name} links to {match['target']}"


def test_every_page_is_reached_from_the_readme() -> None:
    reached = set(LINK.findall(text("README.md")))
    assert {f"docs/{page.name}" for page in ROOT.glob("docs/*.md")} <= reached


def test_pictures_are_small() -> None:
    pictures = list(ROOT.glob("docs/images/*"))
    assert pictures
    for picture in pictures:
        assert picture.stat().st_size < LARGEST_PICTURE_BYTES, picture.name


def test_quotations_stand_in_the_example(limousine: Path) -> None:
    reports = " ".join(path.read_text(encoding="utf-8") for path in limousine.glob("*.txt"))
    reports = re.sub(r"\s+", " ", reports)
    for page in ROOT.glob("docs/*.md"):
        for quoted in re.findall(r"(?:^> .+\n)+", page.read_text(encoding="utf-8"), flags=re.MULTILINE):
            words = " ".join(line.removeprefix("> ") for line in quoted.splitlines())
            assert words in reports, f"{page.name} quotes what no report says: {words}"


@pytest.mark.parametrize(("page", "code"), fences("python"))
def test_python_examples_run(page: Path, code: str, one_topic: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ">>>" in code, f"{page.name} has Python that is not run"
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(pipeline, "default_encoder", lambda: one_topic)  # that of the process is kept
    example = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    runner = doctest.DocTestRunner(verbose=False)
    said: list[str] = []
    runner.run(example, out=said.append)
    assert not runner.failures, "".join(said)


def test_public_names_are_told() -> None:
    for name in secondsource.__all__:
        if not name.startswith("__"):
            assert f"secondsource.{name}" in text("README.md")
