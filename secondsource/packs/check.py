"""What is wrong with a pack, and what a translator should mend: every finding at once, not the first alone.

Errors are what `parse` refuses. Warnings are what it takes and what is still a slip, as a rule: the program works
with it, but finds less or finds the wrong thing.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from secondsource.errors import PackError
from secondsource.packs.pack import FALLBACK, Pack, languages, load, parse

# Lists of which one phrase can stand in one only: each says what a claim does.
_CONTRADICTING = {"attribution": ("say", "deny", "withhold"), "stance": ("deny", "withhold")}
# Tables whose keys are the same in all packs.
_SHARED_KEYS = ("speakers", "time.units", "time.seasons")
_MISSING = "is missing, and all other packs fill it; where the language has no such words, write {key} = []"
_HEAD = {"language": "xx", "name": "xx"}

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing to mend."""

    kind: Literal["error", "warning"]
    """An `error` is a pack that does not load."""
    file: str
    key: str
    """The key of the pack, or `the file`."""
    reason: str
    """What is wrong and, where that is not plain, what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack, looked at."""

    file: str
    name: str
    """The language's English name; empty where the file does not say it."""
    phrases: int
    """How many phrases it lists."""
    slips: tuple[Slip, ...]
    """Errors first, then warnings, each in the order of the file."""


def check_shipped() -> list[Checked]:
    """All packs that come with the program, by the names of their files."""
    folder = resources.files(__package__)
    return [check_file(Path(str(folder / f"{language}.toml"))) for language in sorted([*languages(), FALLBACK])]


def check_file(path: Path) -> Checked:
    """The pack in a file; raises `OSError` where it cannot be read."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Checked(path.name, "", 0, (Slip("error", path.name, "the file", f"is not UTF-8: {error}; save it so"),))
    return check_text(text, file=path.name, cases=_cases(path.resolve()))


def check_text(text: str, *, file: str, cases: Path | None = None) -> Checked:
    """The pack in `text`; `file` names it, `cases` is the file of cases that should exist, null outside a checkout."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Checked(file, "", 0, (Slip("error", file, "the file", f"is not TOML: {error}"),))
    lists = dict(_lists(raw))
    warnings = [
        *_about_the_file(raw, text, file, cases),
        *_phrases(lists),
        *_contradictions(lists),
        *_templates(lists),
        *_unshared(raw),
        *_empty(raw),
    ]
    slips = (
        *(Slip("error", file, key, reason) for key, reason in dict.fromkeys(_errors(raw, text, file))),
        *(Slip("warning", file, key, reason) for key, reason in warnings),
    )
    name = raw.get("name")
    return Checked(file, name if isinstance(name, str) else "", sum(map(len, lists.values())), slips)


Found = Iterator[tuple[str, str]]
"""Keys, and what is wrong there."""


# --- errors ---------------------------------------------------------------------------------------


def _errors(raw: Mapping[str, Any], text: str, file: str) -> Found:
    """All that `parse` refuses: where it refuses the file, each entry is tried alone."""
    if not _refused(text, file):
        return
    yield from _refused(_toml_lines({key: raw[key] for key in _HEAD if key in raw}), file)
    for key, value in _entries(raw):
        alone: Any = value
        for part in reversed(key):
            alone = {part: alone}
        yield from _refused(_toml_lines(_HEAD | alone), file)


def _refused(text: str, file: str) -> list[tuple[str, str]]:
    try:
        parse(text, file=file)
    except PackError as error:
        return [(error.key, error.reason)]
    return []


def _entries(raw: Mapping[str, Any], above: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Each value with its key, those in lists one by one."""
    for key, value in raw.items():
        if isinstance(value, Mapping) and value:
            yield from _entries(value, (*above, key))
        elif isinstance(value, list) and value:
            yield from (((*above, key), [element]) for element in value)
        else:
            yield (*above, key), value


def _toml_lines(raw: Mapping[str, Any]) -> str:
    return "".join(f"{_toml(key)} = {_toml(value)}\n" for key, value in raw.items())


def _toml(value: Any) -> str:
    """What `tomllib` has read, written again."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, bool | float) else str(value)


# --- warnings -------------------------------------------------------------------------------------


def _about_the_file(raw: Mapping[str, Any], text: str, file: str, cases: Path | None) -> Found:
    if not text.startswith("#"):
        yield "the file", "the first line does not say where the words come from and under which licence"
    language = raw.get("language")
    if isinstance(language, str) and f"{language}.toml" != file:
        yield "language", f"{language!r} is not what the file is called: packs are found by their file's name"
    if cases is not None and language != FALLBACK and not cases.exists():
        yield "the file", f"has no cases: write some in tests/cases/{cases.name}"


def _phrases(lists: Mapping[Key, Sequence[str]]) -> Found:
    for key, phrases in lists.items():
        for phrase, times in Counter(" ".join(phrase.split()) for phrase in phrases).items():
            if times > 1:
                yield ".".join(key), f"{phrase!r} is listed {'twice' if times == 2 else f'{times} times'}"
            if "..." in phrase:
                yield ".".join(key), f"{phrase!r}: write the gap as one character, {phrase.replace('...', '…')!r}"


def _contradictions(lists: Mapping[Key, Sequence[str]]) -> Found:
    for section, names in _CONTRADICTING.items():
        under: dict[str, list[str]] = {}
        for name in names:
            for phrase in {" ".join(phrase.casefold().split()): None for phrase in lists.get((section, name), ())}:
                under.setdefault(phrase, []).append(name)
        for phrase, held in under.items():
            if len(held) > 1:
                yield f"{section}.{held[1]}", f"{phrase!r} stands under {' and '.join(held)}, which contradict"


def _templates(lists: Mapping[Key, Sequence[str]]) -> Found:
    for name in ("ago", "ahead"):
        templates = lists.get(("time", name), ())
        for template in templates:
            if "{unit}" not in template:
                yield f"time.{name}", f"{template!r} has no {{unit}}, and so finds nothing that is counted"
            for other in re.findall(r"\{(?!n\}|unit\})[^{}]*\}?", template):
                yield f"time.{name}", f"{template!r}: {other!r} means nothing; {{n}} and {{unit}} do"
        if templates and not any("{n}" in template for template in templates):
            yield f"time.{name}", "no pattern has {n}: numbers of days or years are not found"


def _unshared(raw: Mapping[str, Any]) -> Found:
    """Keys that no other pack has, in tables by which packs are compared."""
    for table in _SHARED_KEYS:
        known = {key for pack in _others(raw.get("language")) for key in _at(pack, table)}
        held = _table(raw, table)
        for key in held:
            base = key.partition(".")[0]
            if known and key not in known and (table != "speakers" or base in known):
                yield (
                    f"{table}.{key}",
                    "no other pack has this key: is it spelt right? If so, it belongs into them, too",
                )


def _empty(raw: Mapping[str, Any]) -> Found:
    """Keys that this pack alone does not write at all; one written as empty is meant to be."""
    others = _others(raw.get("language"))
    if raw.get("language") == FALLBACK or not others:
        return
    for section in fields(Pack):
        default = section.default
        if not is_dataclass(default):
            continue
        for key in fields(default):
            held = _table(raw, section.name)
            filled = all(_filled(getattr(getattr(pack, section.name), key.name)) for pack in others)
            if filled and key.name not in held:
                yield f"{section.name}.{key.name}", _MISSING.format(key=key.name)
    for table in _SHARED_KEYS:
        held = _table(raw, table)
        for name in sorted(set.intersection(*({*_at(pack, table)} for pack in others)) - {*held}):
            yield f"{table}.{name}", _MISSING.format(key=name)


def _filled(value: object) -> bool:
    return bool(value) and isinstance(value, tuple | Mapping)


def _table(raw: Mapping[str, Any], table: str) -> Mapping[str, Any]:
    here: Any = raw
    for part in table.split("."):
        here = here.get(part, {}) if isinstance(here, Mapping) else {}
    return here if isinstance(here, Mapping) else {}


def _at(pack: Pack, table: str) -> Mapping[str, Any]:
    here: Any = pack
    for part in table.split("."):
        here = getattr(here, part)
    return here  # type: ignore[no-any-return]


def _lists(raw: Mapping[str, Any], above: Key = ()) -> Iterator[tuple[Key, list[str]]]:
    """Each list of strings, with its key."""
    for key, value in raw.items():
        if isinstance(value, Mapping):
            yield from _lists(value, (*above, key))
        elif isinstance(value, list) and all(isinstance(element, str) for element in value):
            yield (*above, key), value


# --- what a pack is compared with -----------------------------------------------------------------


def _others(language: object) -> Sequence[Pack]:
    """The packs of all other languages that ship, without those that do not load."""
    return [pack for pack in _shipped() if pack.language != language]


@cache
def _shipped() -> tuple[Pack, ...]:
    return tuple(_loaded(languages()))


def _loaded(codes: Iterable[str]) -> Iterator[Pack]:
    for code in codes:
        try:
            yield load(code)
        except PackError:
            continue  # it is told of where that pack itself is checked


def _cases(path: Path) -> Path | None:
    """Where the cases of a pack in a checkout belong; null where this is none."""
    folder = path.parent.parent.parent / "tests" / "cases"
    return folder / path.name if path.parent.name == "packs" and folder.is_dir() else None
