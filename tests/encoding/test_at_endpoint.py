"""An encoder behind an address: a real server on this machine that may answer anything or nothing."""

from __future__ import annotations

import json
import socket
from typing import Any

import numpy as np
import pytest

from secondsource.encoding import AtEndpoint, EncoderError, at_endpoint
from secondsource.encoding.at_endpoint import KEY_VARIABLE, LARGEST_ANSWER, MOST_LETTERS, MOST_TEXTS, TRIES
from secondsource.encoding.encoder import LONGEST_TEXT

from .embeddings import Answer, Server, gives, vector


def encoder(server: Server, **options: Any) -> AtEndpoint:
    return AtEndpoint(server.url, "small", **{"timeout": 10.0, "backoff": 0.0} | options)


def test_a_unit_row_for_each_text_in_their_order(server: Server) -> None:
    texts = ["A ferry ran aground.", "Ei ferge gikk på grunn.", "渡轮搁浅。"]

    def turned_round(body: dict[str, Any]) -> Answer:
        status, headers, data = gives([vector(text) for text in body["input"]])
        read = json.loads(data)
        return status, headers, json.dumps(read | {"data": read["data"][::-1]}).encode()

    server.answer = turned_round
    rows = encoder(server).encode(texts)
    expected = np.array([vector(text) for text in texts])
    assert rows.dtype == np.float32
    assert np.allclose(rows, expected / np.linalg.norm(expected, axis=1, keepdims=True))
    assert server.paths == ["/v1/embeddings"]
    assert server.bodies == [{"model": "small", "input": texts}]


def test_no_texts_give_no_rows(server: Server) -> None:
    assert encoder(server).encode([]).shape == (0, len(vector("")))


def test_many_texts_are_several_requests(server: Server) -> None:
    texts = [f"text {n}" for n in range(2 * MOST_TEXTS + 1)] + ["long " * 400] * 40
    rows = encoder(server).encode(texts)
    assert [text for body in server.bodies for text in body["input"]] == texts
    assert all(len(body["input"]) <= MOST_TEXTS for body in server.bodies)
    assert all(sum(map(len, body["input"])) <= MOST_LETTERS for body in server.bodies)
    assert len(server.bodies) < 6
    assert len(rows) == len(texts)


def test_any_text_is_sent_as_one_that_servers_take(server: Server) -> None:
    encoder(server).encode(["", "a\0b", "\ud800", "x" * 5000])
    assert server.bodies[0]["input"] == [" ", "a b", "?", "x" * LONGEST_TEXT]


def test_a_key_is_sent_only_where_there_is_one(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder(server).encode(["a"])
    monkeypatch.setenv(KEY_VARIABLE, "sesame\n")
    keyed = encoder(server)
    keyed.encode(["a"])
    assert [headers.get("Authorization") for headers in server.headers] == [None, "Bearer sesame"]
    assert "sesame" not in keyed.name


def test_a_server_that_takes_little_at_once_is_given_little_at_once(server: Server) -> None:
    def at_most_four(body: dict[str, Any]) -> Answer:
        return (413, {}, b"") if len(body["input"]) > 4 else gives([vector(text) for text in body["input"]])

    server.answer = at_most_four
    texts = [f"text {n}" for n in range(21)]
    rows = encoder(server).encode(texts)
    server.answer = Server.answer
    assert np.array_equal(rows, encoder(server).encode(texts))


def test_a_text_that_is_too_long_is_cut_until_it_is_taken(server: Server) -> None:
    def at_most_300(body: dict[str, Any]) -> Answer:
        texts = body["input"]
        return (400, {}, b"") if max(map(len, texts)) > 300 else gives([vector(text) for text in texts])

    server.answer = at_most_300
    text = "The ferry ran aground. " * 40
    assert np.array_equal(encoder(server).encode([text]), encoder(server).encode([text[: len(text) // 4]]))


def test_a_model_that_takes_no_text_at_all_is_named(server: Server) -> None:
    server.answer = lambda body: (400, {}, b"")
    with pytest.raises(
        EncoderError, match=r"^small at http.*refuses a text of 5 letters \(status 400\): check the model"
    ):
        encoder(server).encode(["short", "text " * 100])


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(server: Server, status: int) -> None:
    server.answer = lambda body: (status, {}, b"") if len(server.bodies) < TRIES else gives([[3, 4]])
    assert encoder(server).encode(["a"]).tolist() == [[np.float32(0.6), np.float32(0.8)]]
    assert len(server.bodies) == TRIES


def test_it_waits_as_long_as_the_server_asks(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(at_endpoint.time, "sleep", waited.append)
    server.answer = lambda body: (429, {"Retry-After": "7" if len(server.bodies) == 1 else "86400"}, b"")
    with pytest.raises(EncoderError, match=f"status 429.*{TRIES} times in a row"):
        encoder(server, backoff=0.5).encode(["a"])
    assert waited == [7.0, 30.0, 30.0]


@pytest.mark.parametrize(
    ("status", "said"), [(401, KEY_VARIABLE), (404, "check the address"), (302, "redirects are not followed")]
)
def test_a_refusal_is_not_asked_for_twice(server: Server, status: int, said: str) -> None:
    server.answer = lambda body: (status, {"Location": server.url}, b"")
    with pytest.raises(EncoderError, match=said):
        encoder(server).encode(["a"])
    assert len(server.paths) == 1


def test_nobody_there_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EncoderError, match=r"cannot be reached.*try again"):
            AtEndpoint(url, "small", backoff=0.0).encode(["a"])


def body(**row: Any) -> bytes:
    return json.dumps({"data": [{"index": 0, "embedding": [1.0, 2.0]} | row]}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"\xff\xfe\x00",
        b"[]",
        b"7",
        b"null",
        b'{"data": []}',
        b'{"data": {"0": 1}}',
        b'{"error": {"message": "no"}}',
        b'{"data": ' + b"[" * 100_000,
        body(index=1),
        body(index="0"),
        body(index=None),
        body(index=[0]),
        body(embedding=[]),
        body(embedding=None),
        body(embedding="AAAA"),
        body(embedding=[0.0, 0.0]),
        body(embedding=[1.0, None]),
        body(embedding=[1.0, True]),
        body(embedding=[1.0, "2"]),
        body(embedding=[[1.0], [2.0]]),
        body(embedding=[1.0, float("nan")]),
        body(embedding=[1.0, float("inf")]),
        body(embedding=[10**400]),
        body(embedding=[1.0] * 20_000),
    ],
)
def test_what_is_no_vector_is_said_to_be_none(server: Server, data: bytes) -> None:
    server.answer = lambda body: (200, {}, data)
    with pytest.raises(EncoderError, match="what it answers are not 1 vectors"):
        encoder(server).encode(["a"])


def test_vectors_of_two_widths_are_refused(server: Server) -> None:
    server.answer = lambda body: gives([[1.0, 2.0], [1.0, 2.0, 3.0]])
    with pytest.raises(EncoderError, match="not all of one width"):
        encoder(server).encode(["a", "b"])


def test_too_few_vectors_are_refused(server: Server) -> None:
    server.answer = lambda body: gives([[1.0, 2.0]])
    with pytest.raises(EncoderError, match="not 2 vectors"):
        encoder(server).encode(["a", "b"])


def test_a_huge_answer_is_not_read_to_its_end(server: Server) -> None:
    server.answer = lambda body: (200, {}, b" " * (LARGEST_ANSWER + 1))
    with pytest.raises(EncoderError, match="larger than"):
        encoder(server).encode(["a"])


@pytest.mark.parametrize(
    ("url", "model"),
    [
        ("ftp://localhost/v1", "small"),
        ("localhost:8080", "small"),
        ("http://me:sesame@localhost/v1", "small"),
        ("http://localhost/v1?key=sesame", "small"),
        ("http://localhost:port/v1", "small"),
        ("http://localhost/v1", " "),
    ],
)
def test_an_address_that_is_none_is_refused_without_being_printed(url: str, model: str) -> None:
    with pytest.raises(EncoderError) as error:
        AtEndpoint(url, model)
    assert "sesame" not in str(error.value)
