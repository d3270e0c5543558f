"""What is fetched, from where, and how it is refused: over a real server that answers as strangers may."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from secondsource.intake import Limits, read
from secondsource.intake.fetch import Fetcher, FetchError, is_public
from secondsource.intake.robots import Visitor

from ..sites import HOST, Answer, Site, serving
from .samples import BODY, PAGE, SAMPLES, TITLE, rss

FETCHER = Fetcher([HOST])


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


# --- where from ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe", "not an address", "",
    ],
)  # fmt: skip
def test_what_is_not_on_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_what_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "only http and https are"),
        ("ftp://example.org/a", "only http and https are"),
        ("http://", "only http and https are"),
        ("http://me:secret@example.org/", "has a password in it"),
        ("http://[::1", "is no address"),
        ("http://localhost/", "not on the public internet"),
        ("http://2130706433/", "not on the public internet"),
        ("http://0x7f.1/", "not on the public internet"),
    ],
)
def test_addresses_that_are_refused(address: str, said: str) -> None:
    with pytest.raises(FetchError, match=said) as raised:
        Fetcher().fetch(address)
    assert "secret" not in raised.value.reason
    assert raised.value.lasting


def test_nothing_is_asked_of_a_host_that_is_refused(site: Site) -> None:
    with pytest.raises(FetchError, match=f"--allow-host {HOST}"):
        Fetcher().fetch(f"{site.address}/a")
    assert site.asked == []


def test_name_that_is_answered_differently_the_second_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address that was checked is the one that is connected to: a name is looked up once for each connection."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def answered(host: str, port: int, *args: Any, **named: Any) -> Any:
        asked.append(host)
        return real("8.8.8.8" if len(asked) == 1 else HOST, port, *args, **named)

    connected: list[str] = []

    def connect(address: tuple[str, int], *args: Any, **named: Any) -> Any:
        connected.append(address[0])
        raise OSError("nobody is there")

    monkeypatch.setattr(socket, "getaddrinfo", answered)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError):
        Fetcher().fetch(site.address.replace(HOST, "rebinding.example"))
    assert asked == ["rebinding.example"]
    assert connected == ["8.8.8.8"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file:///etc/passwd", "only http and https are"),
        ("http://localhost:1/a", "not on the public internet"),
        ("http://169.254.169.254/latest/meta-data", "not on the public internet"),
        ("//[::1]/a", "not on the public internet"),
        ("/loop", "leads on more than 5 times"),
    ],
)
def test_redirects_are_checked_like_addresses(site: Site, target: str, said: str) -> None:
    site.answers["/loop"] = Answer(status=302, headers={"Location": target})
    with pytest.raises(FetchError, match=said):
        FETCHER.fetch(f"{site.address}/loop")


def test_redirect_is_followed_and_told(site: Site) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "new"})
    site.answers["/new"] = Answer(PAGE.encode())
    fetched = FETCHER.fetch(f"{site.address}/old")
    assert (fetched.address, fetched.content, fetched.kind) == (f"{site.address}/new", PAGE.encode(), "text/html")


# --- what comes ---------------------------------------------------------------------------------------


def test_page_that_is_as_it_was_is_not_sent_again(site: Site) -> None:
    site.answers["/a"] = Answer(b"x", headers={"ETag": '"1"', "Last-Modified": "Mon, 03 May 2021 08:30:00 GMT"})
    first = FETCHER.fetch(f"{site.address}/a")
    again = FETCHER.fetch(f"{site.address}/a", first.stamp)
    assert (first.unchanged, again.unchanged, again.content) == (False, True, b"")
    assert site.asked[1][1]["if-modified-since"] == "Mon, 03 May 2021 08:30:00 GMT"


def test_packed_page_is_unpacked(site: Site) -> None:
    site.answers["/a"] = Answer(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"})
    assert FETCHER.fetch(f"{site.address}/a").content == PAGE.encode()


def test_bomb_is_given_up(site: Site) -> None:
    site.answers["/a"] = Answer(gzip.compress(b"0" * 30_000_000), headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="over the limit of 20 MB"):
        FETCHER.fetch(f"{site.address}/a")


def test_broken_packing_is_an_error(site: Site) -> None:
    site.answers["/a"] = Answer(b"not gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="cannot be unpacked"):
        FETCHER.fetch(f"{site.address}/a")


def test_page_without_end_is_given_up(site: Site) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 100_000

    site.answers["/a"] = Answer(drawn_out=endless)
    with pytest.raises(FetchError, match="over the limit"):
        FETCHER.fetch(f"{site.address}/a")


def test_byte_now_and_then_is_given_up_in_time(site: Site) -> None:
    def slow() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x"
            time.sleep(0.1)

    site.answers["/a"] = Answer(drawn_out=slow)
    began = time.monotonic()
    with pytest.raises(FetchError, match="in time"):
        Fetcher([HOST], Limits(max_seconds=1)).fetch(f"{site.address}/a")
    assert time.monotonic() - began < 5


def test_headers_that_come_a_byte_at_a_time_are_given_up_in_time() -> None:
    listening = socket.create_server((HOST, 0))

    def dribble() -> None:
        try:
            connection, _ = listening.accept()
            with connection:
                for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200:
                    connection.send(bytes([byte]))
                    time.sleep(0.05)
        except OSError:
            return

    threading.Thread(target=dribble, daemon=True).start()
    with listening, pytest.raises(FetchError, match="in time"):
        Fetcher([HOST], Limits(max_seconds=1)).fetch(f"http://{HOST}:{listening.getsockname()[1]}/")


@pytest.mark.parametrize(
    ("answer", "lasting", "wait"),
    [
        (Answer(status=404), True, None),
        (Answer(status=403), True, None),
        (Answer(status=500), False, None),
        (Answer(status=429, headers={"Retry-After": "120"}), False, 120.0),
        (Answer(status=503, headers={"Retry-After": "Mon, 03 May 2021 08:30:00 GMT"}), False, 0.0),
        (Answer(status=503, headers={"Retry-After": "soon"}), False, None),
    ],
)
def test_status_says_whether_to_ask_again(site: Site, answer: Answer, lasting: bool, wait: float | None) -> None:
    site.answers["/a"] = answer
    with pytest.raises(FetchError, match=str(answer.status)) as raised:
        FETCHER.fetch(f"{site.address}/a")
    assert (raised.value.lasting, raised.value.wait) == (lasting, wait)


def test_bad_certificate_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", key, "-out", certificate],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl makes no certificate here")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listening = socket.create_server((HOST, 0))

    def answer() -> None:
        try:
            connection, _ = listening.accept()
            with connection, context.wrap_socket(connection, server_side=True):
                pass
        except OSError:
            return

    threading.Thread(target=answer, daemon=True).start()
    with listening, pytest.raises(FetchError, match="certificate that is not to be trusted"):
        FETCHER.fetch(f"https://{HOST}:{listening.getsockname()[1]}/")


def test_nobody_there() -> None:
    with socket.create_server((HOST, 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(FetchError, match="check the address and the network"):
        FETCHER.fetch(f"http://{HOST}:{port}/")


def test_no_cookie_is_kept_and_no_proxy_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    site.answers["/a"] = Answer(b"x", headers={"Set-Cookie": "who=you"})
    FETCHER.fetch(f"{site.address}/a")
    FETCHER.fetch(f"{site.address}/a")
    assert "cookie" not in site.asked[1][1]
    assert site.asked[0][1]["user-agent"].startswith("secondsource")


# --- addresses as inputs ------------------------------------------------------------------------------


def test_page_is_a_report(site: Site) -> None:
    site.answers["/ferry"] = Answer(PAGE.encode())
    (report,), problems = read([f"{site.address}/ferry"], fetcher=FETCHER)
    assert (report.id, report.title, report.outlet, problems) == (f"{site.address}/ferry", TITLE, "Harbour Post", [])


@pytest.mark.parametrize("name", ["paper.pdf", "news.jsonl", "reports.zip", "wire.xml"])
def test_file_at_an_address_comes_through_its_door(site: Site, name: str) -> None:
    site.answers[f"/{name}"] = Answer(SAMPLES[name], "application/octet-stream")
    reports, problems = read([f"{site.address}/{name}"], fetcher=FETCHER)
    assert reports
    assert problems == []


def test_feed_leads_to_its_pages_where_it_has_teasers_only(site: Site) -> None:
    feed = rss("A ferry ran aground.").replace(b"https://example.org/ferry", f"{site.address}/ferry".encode())
    site.answers["/feed"] = Answer(feed, "application/rss+xml")
    site.answers["/ferry"] = Answer(PAGE.encode())
    (report,), _ = read([f"{site.address}/feed"], fetcher=FETCHER)
    assert "Nordlys Ferries" in report.text
    assert site.paths() == ["/feed", "/ferry"]


def test_feed_that_carries_its_reports_leads_nowhere(site: Site) -> None:
    site.answers["/feed"] = Answer(rss(), "application/rss+xml")
    (report,), _ = read([f"{site.address}/feed"], fetcher=FETCHER)
    assert report.id == "https://example.org/ferry"
    assert site.paths() == ["/feed"]


def sitemap(*pages: str, root: str = "urlset", one: str = "url") -> bytes:
    named = "".join(f"<{one}><loc>{page}</loc><lastmod>2021-05-03</lastmod></{one}>" for page in pages)
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{named}</{root}>'.encode()


@pytest.mark.parametrize("packed", [False, True])
def test_sitemap_leads_to_its_pages_also_through_a_list_of_them(site: Site, packed: bool) -> None:
    inner = sitemap(f"{site.address}/ferry", f"{site.address}/gone")
    site.answers["/sitemap.xml"] = Answer(sitemap(f"{site.address}/news.xml", root="sitemapindex", one="sitemap"))
    site.answers["/news.xml"] = Answer(gzip.compress(inner) if packed else inner, "application/xml")
    site.answers["/ferry"] = Answer(PAGE.encode())
    reports, problems = read([f"{site.address}/sitemap.xml"], fetcher=FETCHER)
    assert [report.id for report in reports] == [f"{site.address}/ferry"]
    assert [problem.input for problem in problems] == [f"{site.address}/gone"]


def test_sitemap_with_entities_is_refused(site: Site) -> None:
    site.answers["/s"] = Answer(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + sitemap("http://x.y/&e;"))
    reports, (problem,) = read([f"{site.address}/s"], fetcher=FETCHER)
    assert reports == []
    assert "damaged sitemap" in problem.error


def test_feed_leads_to_no_more_pages_than_the_limit(site: Site) -> None:
    site.answers["/s"] = Answer(sitemap(*(f"{site.address}/{n}" for n in range(50))))
    _, problems = read([f"{site.address}/s"], fetcher=FETCHER, limits=Limits(max_leads=3))
    assert len(problems) == 3


# --- manners ------------------------------------------------------------------------------------------


def test_robots_are_asked_once_and_obeyed(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private\n", "text/plain")
    site.answers["/a"] = Answer(b"x")
    visitor = Visitor(FETCHER, pause=0)
    visitor.visit(f"{site.address}/a")
    with pytest.raises(FetchError, match="says robots") as raised:
        visitor.visit(f"{site.address}/private/b")
    assert raised.value.lasting
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_host_without_robots_lets_everything_be_fetched_and_one_that_cannot_say_nothing(site: Site) -> None:
    site.answers["/a"] = Answer(b"x")
    assert Visitor(FETCHER, pause=0).visit(f"{site.address}/a").content == b"x"
    site.answers["/robots.txt"] = Answer(status=500)
    with pytest.raises(FetchError, match="try again later") as raised:
        Visitor(FETCHER, pause=0).visit(f"{site.address}/a")
    assert not raised.value.lasting


def test_pauses_are_those_that_the_host_wants(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: secondsource\nCrawl-delay: 7\n", "text/plain")
    site.answers["/a"] = Answer(b"x")
    slept: list[float] = []
    visitor = Visitor(FETCHER, pause=2, sleep=slept.append)
    visitor.visit(f"{site.address}/a")
    visitor.visit(f"{site.address}/a")
    assert len(slept) == 1
    assert 6 < slept[0] <= 7


def test_what_is_said_in_an_address_is_the_same_in_the_brief(site: Site) -> None:
    _, (problem,) = read([f"{site.address}/nothing"], fetcher=FETCHER)
    assert problem.input == f"{site.address}/nothing"
    assert BODY not in problem.error
