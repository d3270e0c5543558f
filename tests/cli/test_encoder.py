"""`--encoder`, `--encoder-at` and `--cache`: who encodes, where vectors are kept, and what an archive makes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result

from secondsource import pipeline
from secondsource.encoding import E5
from secondsource.encoding.at_endpoint import KEY_VARIABLE
from secondsource.encoding.encoder import Vectors
from secondsource.encoding.kept import FILE

from ..conftest import Letters
from ..encoding.embeddings import Server, serving
from .conftest import TOLD

Run = Callable[..., Result]


class Named(Letters):
    """The letters' encoder, with a name, so that what it makes is kept."""

    name, version = "letters", "1"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.asarray(super().encode(texts))


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Named:
    made = Named(shared=4.0)
    monkeypatch.setattr(pipeline, "default_encoder", lambda: made)
    return made


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)
    with serving() as made:
        yield made


def test_a_brief_is_the_same_to_the_byte_with_a_cache_without_and_from_it(
    run: Run, reports: str, named: Named, tmp_path: Path
) -> None:
    cache = str(tmp_path / "cache")
    drawn = []
    asked = []
    for option in ("none", cache, cache):
        named.asked.clear()
        result = run("brief", reports, "--format", "json", "--cache", option)
        assert result.exit_code == 0, result.stderr
        drawn.append(result.stdout_bytes)
        asked.append(len(named.asked))
    assert drawn[0] == drawn[1] == drawn[2]
    assert asked[1] > 0 == asked[2]


def test_the_folder_may_stand_in_the_environment(
    run: Run, reports: str, named: Named, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECONDSOURCE_CACHE", str(tmp_path / "there"))
    run("brief", reports)
    assert (tmp_path / "there" / FILE).is_file()


def test_a_cache_that_cannot_be_used_is_said_and_changes_nothing(run: Run, reports: str, named: Named) -> None:
    plain = run("brief", reports, "--format", "json")
    result = run("brief", reports, "--format", "json", "--cache", "/dev/null/cache")
    assert (result.exit_code, result.stdout_bytes) == (0, plain.stdout_bytes)
    assert result.stderr.count("encoded without it") == 1


def test_what_is_forgotten_is_in_no_cache(run: Run, reports: str, named: Named, tmp_path: Path) -> None:
    archive, cache = f"sqlite:///{tmp_path}/a.db", tmp_path / "cache"
    run("add", reports, "--archive", archive, "--cache", str(cache))
    assert (cache / FILE).is_file()
    result = run("forget", "a.txt", "--archive", archive, "--cache", str(cache))
    assert result.exit_code == 0, result.stderr
    assert not (cache / FILE).exists()


def test_a_model_behind_an_address_encodes(run: Run, reports: str, server: Server, tmp_path: Path) -> None:
    options = ("--encoder-at", server.url, "small", "--format", "json", "--cache", str(tmp_path / "cache"))
    result = run("brief", reports, *options)
    assert result.exit_code == 0, result.stderr
    assert {report["id"] for report in json.loads(result.stdout)["reports"]} == set(TOLD)
    sent = [text for body in server.bodies for text in body["input"]]
    assert any("ran aground off Sandvik" in text for text in sent)
    assert len(sent) == len(set(sent))
    server.bodies.clear()
    assert run("brief", reports, *options).stdout == result.stdout
    assert not server.bodies


def test_a_model_that_is_not_there_is_said_and_nothing_is_made_up(run: Run, reports: str, server: Server) -> None:
    server.answer = lambda body: (404, {}, b"")
    result = run("brief", reports, "--encoder-at", server.url, "small")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "small at http" in result.stderr
    assert "check the address, the model" in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--encoder", "none"), "is no encoder; known are e5, static, sentence-transformers:MODEL"),
        (("--encoder", "e5:large"), "is no encoder"),
        (("--encoder", "sentence-transformers"), "is no encoder"),
        (("--encoder-at", "localhost", "small"), "must be like http://"),
        (("--encoder", "sentence-transformers:x", "--encoder-at", "http://localhost", "small"), "exclude each other"),
    ],
)
def test_an_encoder_that_is_none_is_a_misuse(run: Run, reports: str, options: Sequence[str], said: str) -> None:
    result = run("brief", reports, *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_an_archive_does_not_mix_the_vectors_of_two(
    run: Run, reports: str, named: Named, server: Server, tmp_path: Path
) -> None:
    archive = ("--archive", f"sqlite:///{tmp_path}/a.db")
    at = ("--encoder-at", server.url, "small")
    assert run("add", reports, *archive).exit_code == 0
    for command in (
        ("add", reports),
        ("search", "--like", "a ferry"),
        ("follow", "http://localhost:9/news.xml", "--once"),
    ):
        result = run(*command, *archive, *at)
        assert result.exit_code == 2, command
        assert "its reports were encoded by letters, with which small at http" in " ".join(result.stderr.split())
    assert not server.bodies
    assert run("search", "--like", "a ferry", *archive).exit_code == 0
    run("forget", *TOLD, "--again", *archive)  # an empty archive is anybody's
    assert run("add", reports, *archive, *at).exit_code == 0
    assert run("search", "--like", "a ferry", *archive, *at).exit_code == 0
    assert run("add", reports, *archive).exit_code == 2


def test_what_the_default_encoder_is_called_is_what_archives_of_before_are_said_to_hold() -> None:
    migration = Path(pipeline.__file__).parent / "archive/migrations/versions/0005_encoders.py"
    assert f"'{E5.name}'" in migration.read_text(encoding="utf-8")
