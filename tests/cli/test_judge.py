"""`secondsource brief --judge`: texts leave the machine only when it is named, and a brief is made in any case."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from click.testing import Result

from secondsource import pipeline
from secondsource.encoding import Encoder

from .conftest import FakePipeline

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _one_topic_and_no_key(one_topic: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "default_encoder", lambda: one_topic)
    monkeypatch.delenv("SECONDSOURCE_JUDGE_KEY", raising=False)


@pytest.fixture
def endpoint() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a model that finds everything the same, and what it was asked."""
    bodies: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            content = json.dumps({"relation": "same", "confidence": 0.7})
            data = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}/v1", bodies
    listening.shutdown()
    listening.server_close()


def test_a_named_judge_is_asked(run: Run, reports: str, endpoint: tuple[str, list[dict[str, Any]]]) -> None:
    url, bodies = endpoint
    result = run("brief", reports, "--judge", url, "small", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert bodies
    assert {body["model"] for body in bodies} == {"small"}
    assert json.loads(result.stdout)["problems"] == []


def test_without_the_option_nothing_leaves_the_machine(run: Run, reports: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("somebody opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setenv("SECONDSOURCE_JUDGE_KEY", "sesame")
    assert run("brief", reports, "--format", "json").exit_code == 0


def test_a_judge_that_nobody_can_reach_is_named_and_the_brief_is_made(
    run: Run, reports: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secondsource.weighing.judge.TRIES", 1)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{one.getsockname()[1]}/v1"
    alone = json.loads(run("brief", reports, "--format", "json").stdout)
    result = run("brief", reports, "--judge", url, "small", "--format", "json")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "it cannot be reached (Connection refused); weighing went on without it" in line
    made = json.loads(result.stdout)
    assert [problem["input"] for problem in made["problems"]] == [f"judge {url}"]
    assert made["stories"] == alone["stories"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--judge", "http://localhost/v1"], "requires 2 arguments"),
        (["--judge", "localhost", "small"], "must be like http://localhost:8080/v1"),
        (["--judge", "http://me:sesame@localhost/v1", "small"], "SECONDSOURCE_JUDGE_KEY"),
        (["--judge", "http://localhost/v1", ""], "name the model"),
    ],
)
def test_misuse(run: Run, reports: str, arguments: list[str], words: str) -> None:
    result = run("brief", reports, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in " ".join(result.stderr.split())
    assert "sesame" not in result.stderr


def test_it_is_never_the_default(run: Run, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []
    inside = pipeline.brief

    def brief(paths: Any, *, settings: object = None, progress: Any = None) -> Any:
        given.append(settings)
        return inside(paths, progress=progress)

    monkeypatch.setattr(pipeline, "brief", brief)
    assert run("brief", "x").exit_code == 0
    assert [settings.judge for settings in given] == [None]


def test_the_help_says_that_texts_leave_the_machine(run: Run) -> None:
    assert "Texts leave this machine only with this option" in " ".join(run("brief", "--help").stdout.split())
