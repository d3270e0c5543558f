"""The operations for programs, from their OpenAPI description, arranged for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter, the body, or a field of a shape."""

    name: str
    kind: tuple[str, ...]
    """Words; those that begin with `#` name a shape."""
    said: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that a program can ask for."""

    id: str
    method: str
    path: str
    said: str
    given: tuple[Part, ...]
    answers: tuple[Part, ...]
    """Named after the status that they come with."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is sent or comes back."""

    name: str
    said: str
    fields: tuple[Part, ...]


def operations(described: Schema) -> tuple[Operation, ...]:
    """All operations, in the order in which they are told."""
    return tuple(
        _operation(path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    )


def shapes(described: Schema) -> tuple[Shape, ...]:
    """All shapes but those of errors, by name."""
    return tuple(
        Shape(name, schema.get("description", ""), _fields(schema))
        for name, schema in sorted(described["components"]["schemas"].items())
        if "Validation" not in name
    )


def _operation(path: str, method: str, operation: Schema) -> Operation:
    given = [
        Part(one["name"], _kind(one["schema"]), one.get("description", ""), one.get("required", False))
        for one in operation.get("parameters", ())
    ]
    if body := operation.get("requestBody"):
        given.append(Part("body", _kind(body["content"]["application/json"]["schema"]), "", True))
    answers = [
        Part(status, _kind(answer.get("content", {}).get("application/json", {}).get("schema", {})), "", False)
        for status, answer in operation["responses"].items()
        if status != "422"
    ]
    said = operation.get("description") or operation.get("summary", "")
    return Operation(operation["operationId"], method.upper(), path, said, tuple(given), tuple(answers))


def _fields(schema: Schema) -> tuple[Part, ...]:
    required = schema.get("required", ())
    return tuple(
        Part(name, _kind(one), one.get("description", ""), name in required)
        for name, one in schema.get("properties", {}).items()
    )


def _kind(schema: Schema) -> tuple[str, ...]:
    if "$ref" in schema:
        return ("#" + schema["$ref"].rpartition("/")[2],)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return tuple(dict.fromkeys(word for one in schema[several] for word in _kind(one)))
    if "enum" in schema or "const" in schema:
        return tuple(f'"{one}"' for one in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return ("list of", *_kind(schema.get("items", {})))
    return (schema.get("type", "anything"),) if schema else ()
