"""The marked passages themselves: every file parses, and keeps the rules that a program can see."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from secondsource.packs import languages

from .conftest import load

CORPUS = Path(__file__).parent.parent.parent / "training" / "corpus"
FILES = sorted(CORPUS.glob("*.txt"))
REPORTS = sorted(CORPUS.glob("reports/**/*.txt"))
MARK = re.compile(r"<(/?)([a-z]+\d*)>")

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
reports_too = pytest.mark.parametrize("path", [*FILES, *REPORTS], ids=lambda path: f"{path.parent.name}-{path.stem}")


def numbered(path: Path) -> list[tuple[int, str]]:
    """The passages of a file with their lines."""
    lines = enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
    return [(number, line.strip()) for number, line in lines if line.strip() and not line.startswith("#")]


def test_every_pack_has_passages_and_all_passages_a_pack() -> None:
    assert {path.stem.partition("-")[0] for path in FILES} == set(languages())


@every_file
def test_every_passage_parses(markup: ModuleType, path: Path) -> None:
    passages = [markup.parse(line) for line in markup.lines(path)]
    assert len(passages) == len(numbered(path))
    assert any(passage.names for passage in passages)
    assert any(passage.attributions for passage in passages)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_passages_without_attributions(language: str) -> None:
    """They teach what to leave alone."""
    files = [path for path in FILES if path.stem.partition("-")[0] == language]
    assert any("<c1>" not in line for path in files for _, line in numbered(path))


@reports_too
def test_an_attribution_has_one_kind_of_cue(path: Path) -> None:
    wrong = [
        f"{path.name}:{number}: attribution {n} has <q{n}> and <a{n}>"
        for number, line in numbered(path)
        for n in sorted(set(re.findall(r"<q(\d+)>", line)) & set(re.findall(r"<a(\d+)>", line)))
    ]
    assert not wrong, "\n".join(wrong)


@every_file
def test_marks_nest(path: Path) -> None:
    wrong = []
    for number, line in numbered(path):
        opened: list[str] = []
        for closing, mark in MARK.findall(line):
            if not closing:
                opened.append(mark)
            elif opened.pop() != mark:
                wrong.append(f"{path.name}:{number}: </{mark}> closes over another mark")
                break
    assert not wrong, "\n".join(wrong)


@every_file
def test_names_have_no_space_at_their_ends(markup: ModuleType, path: Path) -> None:
    wrong = []
    for number, line in numbered(path):
        passage = markup.parse(line)
        found = [passage.text[start:end] for start, end, _ in passage.names]
        wrong += [f"{path.name}:{number}: {name!r}" for name in found if name != name.strip()]
    assert not wrong, "\n".join(wrong)


def test_no_passage_stands_twice() -> None:
    counts = Counter(re.sub(r"<[^>]*>", "", line) for path in FILES for _, line in numbered(path))
    assert [passage for passage, count in counts.items() if count > 1] == []


# --- the reports ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_report_parses_and_marks_no_names(markup: ModuleType, path: Path) -> None:
    found = [markup.parse(line) for line in markup.lines(path)]
    assert len(found) == len(numbered(path))
    assert not any(report.names for report in found)
    assert sum(bool(report.attributions) for report in found) > 0.9 * len(found)


def test_every_report_is_one_of_a_story() -> None:
    """In its words, all of them."""
    told = load("told")
    known = {
        (language, " ".join(told.unmarked(text)[0].split()))
        for path in (CORPUS.parent / "stories").rglob("*.txt")
        for language, text in told.reports_of(path)
    }
    found = [
        (path.stem, " ".join(re.sub(r"<[^>]*>", "", line).replace("¶", " ").split()))
        for path in REPORTS
        for _, line in numbered(path)
    ]
    assert [text[:60] for language, text in found if (language, text) not in known] == []
    assert len(found) == len(set(found))
    more = sum(len(numbered(path)) for path in REPORTS if path.parent.name == "more")
    said = (CORPUS.parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(found) - more:,} whole reports" in said
    assert f"{more:,} more reports" in said
