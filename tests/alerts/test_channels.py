"""Each channel against the real thing: an HTTP server, a mail server, a log server, a feed reader."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import feedparser
import pytest

from secondsource.alerts.alert import Alert, Cited
from secondsource.alerts.atom import Atom
from secondsource.alerts.channels import channel
from secondsource.alerts.places import HELP
from secondsource.cli.follow import follow_command
from secondsource.errors import AlertError

SECRET = {"SECONDSOURCE_WEBHOOK_SECRET": "known to both", "SECONDSOURCE_SMTP_PASSWORD": "known to one"}
ALERT = Alert(
    story="s-1f3a9c04",
    title="A car for the neighbour\x1b[31m",
    rule="dprk-luxury",
    rule_title="Luxury goods to North Korea",
    statement="the president gave him a <b>car</b> \u202eesrever",
    standing="single-origin",
    before="",
    independent_origins=1,
    why="May fall under it, by 2 reports.",
    basis="resolution 1718 (2006), paragraph 8 (a) (iii)",
    link="https://example.org/1718",
    confidence=0.94,
    claims=(Cited("a.txt", "gave him a car"), Cited("b.txt", "ga ham en bil")),
    open=("that it was not for official use",),
    at="2031-05-12T10:00:00+00:00",
)


def silent(line: str) -> None:
    raise AssertionError(line)


# --- where ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        ("nonsense", "is no place to send alerts to"),
        ("ftp://example.org", "is no place to send alerts to"),
        ("https://", "is no place to send alerts to"),
        ("https://example.org:port/", "is no place to send alerts to"),
        ("atom:", "is no place to send alerts to"),
        ("smtp://mail.example.org", "does not say from whom"),
        ("smtp://me:word@mail.example.org/?from=a@b.c&to=d@e.f", "has a password in it"),
    ],
)
def test_what_is_no_channel(where: str, wrong: str) -> None:
    with pytest.raises(AlertError, match=wrong) as raised:
        channel(where, silent, SECRET)
    assert "word" not in str(raised.value).partition("password")[0]


def test_a_webhook_needs_a_secret() -> None:
    with pytest.raises(AlertError, match="SECONDSOURCE_WEBHOOK_SECRET"):
        channel("https://example.org/hook", silent, {})


def test_the_help_tells_of_all_channels() -> None:
    told = next(option for option in follow_command.params if option.name == "alerted")
    assert HELP in str(getattr(told, "help", ""))


def test_the_terminal_gets_a_line() -> None:
    lines: list[str] = []
    channel("terminal", lines.append).send(ALERT)
    (line,) = lines
    assert line.startswith("ALERT s-1f3a9c04: may fall under “Luxury goods to North Korea” (single-origin): ")
    assert "\u202e" not in line
    channel("terminal", lines.append).send(replace(ALERT, before="single-origin", standing="corroborated"))
    assert "(single-origin → corroborated)" in lines[1]


# --- a webhook --------------------------------------------------------------------------------------


class Hook(HTTPServer):
    """Takes what is posted, and answers as it is told to."""

    def __init__(self) -> None:
        self.status = 200
        self.posted: list[tuple[dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.posted.append(({name.casefold(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("location", "/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def hook() -> Iterator[Hook]:
    server = Hook()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_webhook_gets_signed_json(hook: Hook) -> None:
    address = f"http://127.0.0.1:{hook.server_port}/secret-path"
    told = channel(address, silent, SECRET)
    assert "secret-path" not in told.name
    told.send(ALERT)
    ((headers, body),) = hook.posted
    document = json.loads(body)
    assert (document["schema"], document["story"], document["standing"]) == (
        "secondsource-alert/1", "s-1f3a9c04", "single-origin",
    )  # fmt: skip
    assert [claim["text"] for claim in document["claims"]] == ["gave him a car", "ga ham en bil"]
    at, _, signed = headers["x-secondsource-signature"].partition(",v1=")
    expected = hmac.new(b"known to both", at.removeprefix("t=").encode() + b"." + body, hashlib.sha256).hexdigest()
    assert signed == expected


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_a_webhook_does_not_take_is_a_failure(hook: Hook, status: int) -> None:
    hook.status = status
    with pytest.raises(AlertError, match=f"answered {status}; it is tried again"):
        channel(f"http://127.0.0.1:{hook.server_port}/", silent, SECRET).send(ALERT)
    assert len(hook.posted) == 1, "redirects are not followed"


def test_a_webhook_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(AlertError, match="cannot be reached"):
        channel("http://127.0.0.1:1/", silent, SECRET).send(ALERT)


# --- mail -------------------------------------------------------------------------------------------


class Box:
    """Takes mail."""

    def __init__(self) -> None:
        self.got: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
        self.got.append(envelope)
        return self.answer


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    from aiosmtpd.controller import Controller

    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def test_mail_is_sent_and_threaded(box: tuple[Box, int]) -> None:
    where = f"smtp://127.0.0.1:{box[1]}/?from=desk@example.org&to=ingrid@example.org&to=ola@example.org&tls=none"
    told = channel(where, silent, SECRET)
    told.send(ALERT)
    told.send(replace(ALERT, before="single-origin", standing="corroborated", statement="å" * 500))
    first, second = (message_from_bytes(one.content, policy=policy.default) for one in box[0].got)
    assert box[0].got[0].rcpt_tos == ["ingrid@example.org", "ola@example.org"]
    assert str(first["subject"]).startswith("may fall under “Luxury goods to North Korea”")
    assert len(str(second["subject"])) == 150
    assert first["references"] == second["references"]
    assert first["message-id"] != second["message-id"]
    assert first["auto-submitted"] == "auto-generated"
    content = first.get_content()  # type: ignore[attr-defined]
    assert "- b.txt: ga ham en bil" in content
    assert "- that it was not for official use" in content
    assert "\x1b" not in content


def test_mail_is_not_sent_in_the_clear_unless_asked_for(box: tuple[Box, int]) -> None:
    where = f"smtp://127.0.0.1:{box[1]}/?from=desk@example.org&to=ingrid@example.org"
    with pytest.raises(AlertError, match="did not take the mail"):
        channel(where, silent, SECRET).send(ALERT)
    assert box[0].got == []


def test_mail_that_is_refused_is_a_failure(box: tuple[Box, int]) -> None:
    box[0].answer = "451 later"
    where = f"smtp://127.0.0.1:{box[1]}/?from=desk@example.org&to=ingrid@example.org&tls=none"
    with pytest.raises(AlertError, match="451"):
        channel(where, silent, SECRET).send(ALERT)


def test_a_headline_cannot_add_headers() -> None:
    from secondsource.alerts.mail import Mail

    mail = Mail("127.0.0.1", 25, "", "", "desk@example.org", ("ingrid@example.org",), "none")
    made = mail.message(replace(ALERT, statement="x\r\nBcc: evil@example.org\r\n\r\nbody"))
    assert made["bcc"] is None
    assert b"\r\nBcc:" not in made.as_bytes(policy=policy.SMTP).partition(b"\r\n\r\n")[0]


# --- a feed -----------------------------------------------------------------------------------------


def test_a_feed_is_read_by_a_feed_reader(tmp_path: Path) -> None:
    file = tmp_path / "alerts.xml"
    told = channel(f"atom:{file}", silent)
    told.send(ALERT)
    told.send(replace(ALERT, before="single-origin", standing="disputed", at="2031-05-13T10:00:00+00:00"))
    told.send(ALERT)  # again: after a failure elsewhere, say
    feed = feedparser.parse(str(file))
    assert not feed.bozo
    assert [entry.updated for entry in feed.entries] == ["2031-05-12T10:00:00+00:00", "2031-05-13T10:00:00+00:00"]
    assert "<b>car</b>" in feed.entries[0].title_detail.value
    assert feed.entries[0].title_detail.type == "text/plain"
    assert [link.href for link in feed.entries[0].links] == ["https://example.org/1718"]
    assert feed.entries[0].tags[0].term == "dprk-luxury"
    assert "ga ham en bil" in feed.entries[0].content[0].value


def test_a_feed_keeps_the_last_two_hundred(tmp_path: Path) -> None:
    told = Atom(str(tmp_path / "alerts.xml"))
    for number in range(203):
        told.send(replace(ALERT, story=f"s-{number}"))
    feed = feedparser.parse(str(tmp_path / "alerts.xml"))
    assert len(feed.entries) == 200
    assert len({entry.id for entry in feed.entries}) == 200


@pytest.mark.parametrize(
    "content",
    ["", "<rss/>", "no XML", '<!DOCTYPE a [<!ENTITY b "c">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>'],
)
def test_another_file_is_left_alone(tmp_path: Path, content: str) -> None:
    file = tmp_path / "alerts.xml"
    file.write_text(content)
    with pytest.raises(AlertError, match="cannot be written"):
        Atom(str(file)).send(ALERT)
    assert file.read_text() == content
    assert [one.name for one in tmp_path.iterdir()] == ["alerts.xml"]


def test_a_folder_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(AlertError, match="cannot be written"):
        Atom(str(tmp_path / "none" / "alerts.xml")).send(ALERT)


# --- a log ------------------------------------------------------------------------------------------


def test_a_log_server_gets_a_line() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        channel(f"syslog://127.0.0.1:{server.getsockname()[1]}", silent).send(replace(ALERT, statement="å\n" * 3000))
        got = server.recv(65536)
    assert got.startswith(b"<12>secondsource: s-1f3a9c04 dprk-luxury: may fall under")
    assert b"\n" not in got
    assert len(got) < 2_000
    got.rstrip(b"\0").decode()


def test_a_log_that_is_not_there_is_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from secondsource.alerts import lines

    monkeypatch.setattr(lines, "_SOCKET", str(tmp_path / "log"))
    with pytest.raises(AlertError, match="there is no"):
        channel("syslog", silent).send(ALERT)
