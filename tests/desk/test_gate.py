"""Who may come in, and what a page elsewhere cannot do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from secondsource.archive import Archive
from secondsource.archive.accounts import Accounts
from secondsource.desk.app import make_desk
from secondsource.desk.gate import COOKIE, LARGEST_BODY, Rules, is_loopback
from secondsource.desk.passwords import hashed, right
from tests.archive.desk import SETTINGS
from tests.desk.conftest import HOME, Served

TOKEN = "a token that nobody guesses"
PASSWORD = "correct horse battery"


@pytest.fixture
def closed(archive: Archive) -> Iterator[TestClient]:
    """A desk that others can reach: with an account and a token."""
    Accounts(archive.database).keep("ingrid", hashed(PASSWORD))
    rules = Rules("root", open=False, token=TOKEN)
    with TestClient(
        make_desk(archive, rules, SETTINGS), base_url="http://desk.example", follow_redirects=False
    ) as client:
        yield client


def enter(client: TestClient, name: str, password: str, to: str = "/") -> str | None:
    """Where somebody is led who says so; null for nobody."""
    answer = client.post("/login", data={"name": name, "password": password, "to": to})
    return answer.headers.get("location") if answer.status_code == 303 else None


# --- on this machine --------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765", "desk.localhost"])
def test_this_machine_is_answered(served: Served, host: str) -> None:
    assert served.client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.7", "localhost.evil.example", ""]
)
def test_a_name_that_was_made_point_here_is_not(served: Served, host: str) -> None:
    answer = served.client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "ferge" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "http://localhost:9999"},
        {"origin": "null"},
    ],
)
def test_pages_elsewhere_change_nothing(served: Served, headers: dict[str, str]) -> None:
    for method, path in (("POST", "/search/keep"), ("POST", "/api/corrections"), ("DELETE", "/api/reports?id=nrk.txt")):
        assert served.client.request(method, path, data={"name": "x"}, headers=headers).status_code == 403
    assert "nrk.txt" in served.archive.addresses()


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": HOME}, {}])
def test_its_own_pages_and_programs_do(served: Served, headers: dict[str, str]) -> None:
    answer = served.client.post(
        "/search/keep", data={"name": "x", "words": "y"}, headers=headers, follow_redirects=False
    )
    assert answer.status_code == 303


def test_every_answer_forbids_what_no_page_needs(served: Served) -> None:
    for path in ("/", served.story, "/static/desk.js", "/nowhere", "/api/stories", "/live/none"):
        headers = served.client.get(path).headers
        assert "script-src 'self'; style-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_more_than_a_desk_can_take_is_refused(served: Served) -> None:
    answer = served.client.post("/add/text", headers={"content-length": str(LARGEST_BODY + 1)}, content=b"x")
    assert answer.status_code == 413


# --- where others can reach it ----------------------------------------------------------------------


def test_strangers_see_nothing(closed: TestClient) -> None:
    for path in ("/", "/search?words=x", "/live", "/add", "/openapi.json"):
        assert closed.get(path).headers["location"].startswith("/login?to=%2F")
    assert closed.get("/api/stories").status_code == 401
    assert closed.post("/corrections/merge", data={}).headers["location"] == "/login"
    assert closed.get("/", headers={"hx-request": "true"}).headers["hx-redirect"].startswith("/login")
    assert closed.get("/static/desk.css").status_code == 200


def test_an_account_comes_in_and_leaves(closed: TestClient) -> None:
    assert enter(closed, "ingrid", "wrong") is None
    assert enter(closed, "nobody", PASSWORD) is None
    assert enter(closed, "ingrid", PASSWORD, "/search?words=x") == "/search?words=x"
    cookie = closed.cookies[COOKIE]
    assert "Log out ingrid" in closed.get("/").text
    closed.post("/logout")
    closed.cookies.set(COOKIE, cookie)
    assert closed.get("/").status_code == 303  # the session itself is over, not only the cookie gone


def test_the_cookie_cannot_be_read_by_scripts_or_sent_from_elsewhere(closed: TestClient) -> None:
    answer = closed.post("/login", data={"name": "ingrid", "password": PASSWORD})
    said = answer.headers["set-cookie"].casefold()
    assert "httponly" in said
    assert "samesite=strict" in said


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_login_leads_nobody_away(closed: TestClient, to: str) -> None:
    assert enter(closed, "ingrid", PASSWORD, to) == "/"


def test_a_token_comes_in_without_an_account(closed: TestClient) -> None:
    assert enter(closed, "", TOKEN) == "/"
    assert closed.get("/").status_code == 200
    closed.cookies.clear()
    assert closed.get("/api/stories", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert closed.get("/api/stories", headers={"authorization": f"Bearer {TOKEN}x"}).status_code == 401
    assert enter(closed, "ingrid", TOKEN) is None


def test_guessing_is_slowed_down(closed: TestClient) -> None:
    for _ in range(10):
        assert enter(closed, "ingrid", "guess") is None
    assert enter(closed, "ingrid", PASSWORD) is None
    assert enter(closed, "", TOKEN) == "/"  # others are not kept out by it


def test_an_account_that_is_dropped_or_changed_is_out_at_once(closed: TestClient, archive: Archive) -> None:
    accounts = Accounts(archive.database)
    assert enter(closed, "ingrid", PASSWORD)
    accounts.keep("ingrid", hashed("another password"))
    assert closed.get("/").status_code == 303
    assert enter(closed, "ingrid", "another password")
    accounts.drop("ingrid")
    assert closed.get("/").status_code == 303


def test_corrections_are_signed_by_the_account(closed: TestClient, archive: Archive) -> None:
    from tests.kept import keep
    from tests.render.sample import ferry_brief

    handle = keep(archive, ferry_brief())
    assert enter(closed, "ingrid", PASSWORD)
    form = {"story": handle, "report": "nrk.txt", "original": "bbc-world.html"}
    assert closed.post("/corrections/copy", data=form).status_code == 303
    assert [decision.by for decision in archive.decisions()] == ["ingrid"]


def test_passwords() -> None:
    kept = hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert right(PASSWORD, kept)
    assert not right("other", kept)
    assert not right(PASSWORD, None)
    assert not right(PASSWORD, "no hash")


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("desk.example", False),
    ],
)
def test_which_hosts_only_this_machine_reaches(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
