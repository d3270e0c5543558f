"""`secondsource packs check`: a line for each pack, one for each slip, and the exit status that a script needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from secondsource.packs import FALLBACK, languages

Run = Callable[..., Result]

BARE = '# Written for a test. CC0.\nlanguage = "und"\nname = "any language"\n'


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], str]:
    """A pack with this text, by the path of its file."""

    def pack(text: str) -> str:
        path = tmp_path / "und.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return pack


def test_a_pack_without_slips_is_well(run: Run, pack: Callable[[str], str]) -> None:
    result = run("packs", "check", pack(BARE))
    assert result.exit_code == 0
    assert result.stdout == "und.toml: any language, 0 phrases: all is well\n"


def test_each_slip_is_named_with_file_and_key(run: Run, pack: Callable[[str], str]) -> None:
    result = run("packs", "check", pack(BARE + '[attribution]\nsays = []\nsay = ["a...b"]\n[quotes]\npairs = ["«"]\n'))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "und.toml: any language, 2 phrases: 2 errors, 1 warning"
    assert lines[1].startswith("  error: und.toml: attribution.says: unknown key; known are say")
    assert lines[2].startswith("  error: und.toml: quotes.pairs: '«' is not two characters")
    assert lines[3].startswith("  warning: und.toml: attribution.say: 'a...b'")
    assert result.stderr == ""


def test_without_a_file_all_packs_are_checked(run: Run) -> None:
    result = run("packs", "check")
    checked = [line.partition(":")[0] for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert checked == sorted(f"{language}.toml" for language in (*languages(), FALLBACK))
    assert "  error:" not in result.stdout
    assert result.exit_code == int("  warning:" in result.stdout)


def test_several_files_are_checked_one_after_the_other(run: Run, pack: Callable[[str], str]) -> None:
    path = pack(BARE)
    assert len(run("packs", "check", path, path).stdout.splitlines()) == 2


def test_hostile_text_is_only_shown(run: Run, pack: Callable[[str], str]) -> None:
    result = run("packs", "check", pack(BARE + '"\\u001b[31m\\u202e" = 1\n'))
    assert result.exit_code == 1
    assert "⟨U+001B⟩[31m⟨U+202E⟩: unknown key" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["packs", "check", "/nowhere/fr.toml"], "does not exist"),
        (["packs", "check", "."], "is a directory"),
        (["packs", "chekc"], "did you mean 'check'?"),
    ],
)
def test_misuse(run: Run, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
