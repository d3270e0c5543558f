"""Nouns to what a table can hold, and back to the very same nouns.

Everything is JSON, so that a damaged or hostile archive can be refused and never run. What the aligner saw is kept
beside it as plain numbers.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, get_type_hints

import numpy as np
from numpy.typing import NDArray

from secondsource.model import Interval, Reading, Report, Seen, Told
from secondsource.stories import Outline

_ARRAYS = ("vector", "pieces", "shares", "side")


def digest(content: bytes) -> str:
    """What tells one content from another: SHA-256, in hexadecimal."""
    import hashlib

    return hashlib.sha256(content).hexdigest()


def squeeze(content: bytes) -> bytes:
    """The content, smaller; the same bytes for the same content."""
    return zlib.compress(content, 6)


def expand(content: bytes) -> bytes:
    """What was squeezed."""
    return zlib.decompress(content)


def to_json(noun: Any) -> str:
    """A noun, or a collection of them, as JSON on one line."""
    return json.dumps(_plain(noun), ensure_ascii=True, separators=(",", ":"), sort_keys=True)


def report(text: str) -> Report:
    """The report that `to_json` wrote."""
    made: Report = _adapter(Report).validate_python(json.loads(text))
    return made


def story(text: str) -> Told:
    """The story and its reports that `to_json` wrote as a pair."""
    made: Told = _adapter(Told).validate_python(json.loads(text))
    return made


def outline(text: str, vector: bytes) -> Outline:
    """The outline that `outline_row` parted."""
    fields = json.loads(text)
    published = fields["published"]
    return Outline(
        report=fields["report"],
        vector=meant(vector),
        names=frozenset(fields["names"]),
        published=_adapter(Interval).validate_python(published) if published else None,
        language=fields["language"],
        script=fields["script"],
    )


def meant(vector: bytes) -> NDArray[np.float32]:
    """The vector that `outline_row` wrote."""
    return np.frombuffer(vector, "<f4")


def outline_row(made: Outline) -> tuple[str, bytes]:
    """An outline as JSON without its vector, and the vector."""
    fields = {f.name: getattr(made, f.name) for f in dataclasses.fields(made) if f.name != "vector"}
    return to_json(fields), made.vector.astype("<f4").tobytes()


def pack(reading: Reading) -> bytes:
    """A reading as bytes: its length, its JSON, then what the aligner saw, number by number."""
    parts = {f.name: getattr(reading, f.name) for f in dataclasses.fields(reading) if f.name != "seen"}
    shapes: list[dict[str, Any]] = []
    numbers = b""
    for seen in reading.seen:
        arrays = {name: np.asarray(getattr(seen, name), "<f4") for name in _ARRAYS}
        shapes.append(
            {
                "denies": seen.denies,
                "withholds": seen.withholds,
                "shapes": {name: list(array.shape) for name, array in arrays.items()},
            }
        )
        numbers += b"".join(array.tobytes() for array in arrays.values())
    head = to_json({"reading": parts, "seen": shapes}).encode("ascii")
    return squeeze(len(head).to_bytes(8, "little") + head + numbers)


def unpack(packed: bytes) -> Reading:
    """The reading that `pack` wrote; raises `ValueError` (pydantic's) where the bytes hold no such thing."""
    content = expand(packed)
    size = int.from_bytes(content[:8], "little")
    head = json.loads(content[8 : 8 + size])
    at = 8 + size
    seen = []
    for one in head["seen"]:
        arrays: dict[str, NDArray[np.float32]] = {}
        for name in _ARRAYS:
            shape = one["shapes"][name]
            count = int(np.prod(shape))
            arrays[name] = np.frombuffer(content, "<f4", count, at).reshape(shape)
            at += 4 * count
        seen.append(Seen(**arrays, denies=one["denies"], withholds=one["withholds"]))
    hints = get_type_hints(Reading)
    fields: Mapping[str, Any] = {
        f.name: _adapter(hints[f.name]).validate_python(head["reading"][f.name])
        for f in dataclasses.fields(Reading)
        if f.name != "seen"
    }
    return Reading(**fields, seen=tuple(seen))


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


_JSON = frozenset({str, int, float, bool, type(None)})


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _plain(value: Any) -> Any:
    """`value` in the types that JSON has; sets in order."""
    kind = type(value)
    if kind in _JSON:
        return value
    if dataclasses.is_dataclass(kind):
        return {name: _plain(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
