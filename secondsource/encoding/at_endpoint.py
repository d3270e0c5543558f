"""Vectors of a server: any model behind the embeddings interface that OpenAI made common, on this machine or another.

Texts leave the machine only where the user names such a server, and only for its address. What it answers is hostile:
an answer that is not one vector for each text, all of one width, is none.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from secondsource.encoding.encoder import EncoderError, Vectors, clean
from secondsource.endpoint import AddressError, Answer, BrokenOffError, Endpoint, UnreachedError

KEY_VARIABLE = "SECONDSOURCE_ENCODER_KEY"
MOST_TEXTS, MOST_LETTERS = 64, 60_000
"""In one request."""
LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes of an answer that are read: 64 vectors of 4,096 numbers, written out at length, have 6 million."""
WIDEST = 16_384
"""Numbers that a vector may have; those of the largest models have 4,096."""
TRIES = 4
"""How often a request is made where the server is busy, out of order or cannot be reached."""
SHORTEST = 100
"""Letters to which a text is cut, half by half, where the server takes none so long."""
REFUSED = (400, 413, 422)
"""Statuses of a server that does not take what is in this request; a smaller one it may."""


class AtEndpoint:
    """Encodes by posting to `{url}/embeddings`.

    An access key is taken from the environment alone (`SECONDSOURCE_ENCODER_KEY`), and sent only where there is one.
    """

    version = ""
    """What a server does behind the name of its model nobody can tell from here."""

    def __init__(self, url: str, model: str, *, timeout: float = 120.0, backoff: float = 1.0) -> None:
        """`timeout` is for one request from its first byte to the last of its answer; before a request is made again,
        `backoff` seconds are waited, then twice as long. An `EncoderError` says what is wrong with url, model or key.
        """
        try:
            self._endpoint = Endpoint(url, KEY_VARIABLE, timeout)
        except AddressError as error:
            raise EncoderError("encoder", str(error)) from None
        self.model = model
        self.name = f"{model} at {self._endpoint.url}"
        self._backoff = backoff
        if not model.strip():
            raise EncoderError(f"encoder at {self._endpoint.url}", "name the model that is to encode")

    @cached_property
    def dimensions(self) -> int:
        return int(self.encode([" "]).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As `Encoder.encode`; raises `EncoderError` where the server gives no vectors, and says why.

        Texts are cut after 2,000 code points, and where the server takes none so long, to half until it does.
        """
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        rows = [row for batch in _batches([clean(text) for text in texts]) for row in self._rows(batch)]
        if len({len(row) for row in rows}) > 1:
            raise EncoderError(self.name, "its vectors are not all of one width; name one model")
        return np.stack(rows)

    def _rows(self, texts: Sequence[str]) -> list[Vectors]:
        """A row for each text, in one request, or in several where the server does not take so much in one."""
        answer = self._answer(texts)
        if answer.status == 200:
            return self._read(answer.body, len(texts))
        if len(texts) > 1:
            middle = len(texts) // 2
            return self._rows(texts[:middle]) + self._rows(texts[middle:])
        (text,) = texts
        if len(text) < 2 * SHORTEST:
            raise EncoderError(self.name, f"it refuses a text of {len(text)} letters (status {answer.status}): "
                               "check the model")  # fmt: skip
        return self._rows([clean(text[: len(text) // 2])])

    def _answer(self, texts: Sequence[str]) -> Answer:
        """What the server says to these texts: their vectors, or that it does not take so much."""
        body = json.dumps({"model": self.model, "input": list(texts)}).encode("ascii")
        reason, wait = "", 0.0
        for again in range(TRIES):
            if again:
                time.sleep(wait)
            wait = self._backoff * 2**again
            try:
                answer = self._endpoint.post("embeddings", body, LARGEST_ANSWER)
            except UnreachedError as error:
                reason = f"it cannot be reached ({error})"
                continue
            except BrokenOffError as error:
                reason = f"it does not answer ({error})"
                continue
            status = answer.status
            if status == 200 or status in REFUSED:
                return answer
            reason = f"it is busy or out of order (status {status})"
            if 300 <= status < 400:
                raise EncoderError(
                    self.name, f"it sends us elsewhere (status {status}), and redirects are not followed"
                )
            if status != 429 and not 500 <= status < 600:
                raise EncoderError(
                    self.name, f"it refuses (status {status}): check the address, the model and {KEY_VARIABLE}"
                )
            wait = max(wait, answer.wait)
        raise EncoderError(self.name, f"{reason}, {TRIES} times in a row; try again when it is there")

    def _read(self, body: bytes, count: int) -> list[Vectors]:
        """The unit rows in the body of an answer, in the order of the texts."""
        try:
            found = {one["index"]: one["embedding"] for one in json.loads(body)["data"]}
            if sorted(found) != list(range(count)):
                raise ValueError("not one vector for each text")
            rows = [_row(found[n]) for n in range(count)]
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError):
            raise EncoderError(
                self.name, f"what it answers are not {count} vectors; is it an embeddings endpoint, and the model one?"
            ) from None
        return rows


def _row(numbers: object) -> Vectors:
    if not isinstance(numbers, list) or not 0 < len(numbers) <= WIDEST:
        raise ValueError("no vector")
    if not all(type(number) in (int, float) for number in numbers):
        raise ValueError("no numbers")
    row = np.array(numbers, np.float64)
    length = float(np.linalg.norm(row))
    if not np.isfinite(length) or length == 0.0:
        raise ValueError("of no direction")
    made: Vectors = (row / length).astype(np.float32)
    return made


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    letters = 0
    for text in texts:
        if batch and (len(batch) == MOST_TEXTS or letters + len(text) > MOST_LETTERS):
            yield batch
            batch, letters = [], 0
        batch.append(text)
        letters += len(text)
    if batch:
        yield batch
