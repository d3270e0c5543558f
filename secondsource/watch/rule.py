"""A watch rule as somebody writes it, in TOML; docs/watch-rules.md tells every key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from secondsource.errors import InputError, RuleError
from secondsource.model import DiscrepancyKind, Standing
from secondsource.screening import lists

OBJECT = "{object}"
"""What stands in an example of an act for each of a rule's objects in turn."""
LEAST: tuple[Standing, ...] = ("unattributed", "single-origin", "corroborated")
"""What may be asked for at least, from little to much; what is disputed counts by its origins."""
BY_ACCUSED = "accused"

_KEYS: dict[str, dict[str, Any]] = {
    "": {"rule": str, "title": str, "basis": str, "text": str, "link": str, "open": list, "parties": dict, "act": dict,
         "objects": dict, "times": dict, "standing": dict, "discrepancy": dict},
    "parties": {"countries": list, "names": list, "lists": list},
    "act": {"examples": list, "contrasts": list},
    "objects": {"examples": list},
    "times": {"from": date, "to": date},
    "standing": {"least": str},
    "discrepancy": {"kinds": list, "denied_by": str},
}  # fmt: skip
_NEEDED = ("rule", "title", "basis", "text")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a desk watches for; what is empty or null need not hold."""

    name: str
    title: str
    basis: str
    """On what it rests: a resolution and its paragraph, or why a desk wants to know."""
    text: str
    """What it says, in the words of whoever wrote the rule."""
    link: str
    open: tuple[str, ...]
    """What would still have to be shown, whatever the reports say."""
    countries: frozenset[str]
    """One of these (ISO 3166), or of `names`, must be named."""
    names: tuple[str, ...]
    """Those of the lists that it names are among them."""
    examples: tuple[str, ...]
    """Sentences that say what is watched for, in any language; one of them must be meant."""
    contrasts: tuple[str, ...]
    """Sentences that come near and say something else."""
    objects: tuple[str, ...]
    """What may stand for `{object}` in examples and contrasts."""
    since: date | None
    until: date | None
    least: Standing | None
    kinds: tuple[DiscrepancyKind, ...]
    """The finding must have a discrepancy of one of these kinds."""
    denied_by_accused: bool
    """Who denies it must be named in what is denied."""


@cache
def shipped() -> tuple[Rule, ...]:
    """The rules that come with the program, by name."""
    folder = files("secondsource.watch") / "rules"
    found = sorted((f.name, f.read_text(encoding="utf-8")) for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(parse(text, name) for name, text in found)


def read(paths: list[Path]) -> tuple[Rule, ...]:
    """The rules in files and folders of `.toml` files; raises `RuleError`, which says what to mend."""
    rules: dict[str, Rule] = {}
    for path in paths:
        try:
            named = sorted(path.glob("*.toml")) if path.is_dir() else [path]
            texts = [(file, file.read_text(encoding="utf-8")) for file in named]
        except (OSError, UnicodeError) as error:
            raise RuleError(str(path), "", f"cannot be read ({error}); check the path and save it as UTF-8") from error
        if not texts:
            raise RuleError(str(path), "", "has no rules; they are files that end in .toml")
        for file, text in texts:
            rule = parse(text, str(file), file.parent)
            if rule.name in rules:
                raise RuleError(str(file), "rule", f"{rule.name!r} is the name of another rule; choose another")
            rules[rule.name] = rule
    return tuple(rules[name] for name in sorted(rules))


def parse(text: str, file: str, folder: Path | None = None) -> Rule:
    """The rule in a text; raises `RuleError`, naming file and key, where it is none.

    The lists of parties that it names are looked for in `folder`; without one it can name none.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(file, "", f"is no TOML: {error}") from error
    _checked(raw, "", file)
    for key in _NEEDED:
        if not raw.get(key):
            raise RuleError(file, key, "is missing; every rule has it")
    if not re.fullmatch(r"[a-z0-9-]{1,60}", raw["rule"]):
        raise RuleError(file, "rule", "is small letters, digits and hyphens, at most 60")
    rule = _rule(raw, _listed(raw, file, folder))
    if not rule.examples and not rule.kinds:
        raise RuleError(file, "act.examples", "is missing; a rule watches for an act, or for a discrepancy")
    for key, sentences in (("act.examples", rule.examples), ("act.contrasts", rule.contrasts)):
        if any(OBJECT in sentence for sentence in sentences) and not rule.objects:
            raise RuleError(file, key, f"has {OBJECT}, and there are no objects.examples to put in its place")
    return rule


def _listed(raw: dict[str, Any], file: str, folder: Path | None) -> tuple[str, ...]:
    """The names on the lists that a rule names, in any of the forms that `secondsource screen` reads."""
    named = raw.get("parties", {}).get("lists", ())
    if named and folder is None:
        raise RuleError(file, "parties.lists", "has to stand in a rule that is a file beside its lists")
    try:
        entries = [entry for name in named for entry in lists.read(Path(folder or "") / name)]
    except InputError as error:
        raise RuleError(file, "parties.lists", f"names {error.input}, which {error.reason}") from error
    return tuple(dict.fromkeys(name for entry in entries for name in entry.names))


def _rule(raw: dict[str, Any], listed: tuple[str, ...]) -> Rule:
    parties, act, times = (raw.get(key, {}) for key in ("parties", "act", "times"))
    parted = raw.get("discrepancy", {})
    return Rule(
        name=raw["rule"],
        title=raw["title"],
        basis=raw["basis"],
        text=" ".join(raw["text"].split()),
        link=raw.get("link", ""),
        open=tuple(raw.get("open", ())),
        countries=frozenset(parties.get("countries", ())),
        names=(*parties.get("names", ()), *listed),
        examples=tuple(act.get("examples", ())),
        contrasts=tuple(act.get("contrasts", ())),
        objects=tuple(raw.get("objects", {}).get("examples", ())),
        since=times.get("from"),
        until=times.get("to"),
        least=raw.get("standing", {}).get("least"),
        kinds=tuple(parted.get("kinds", ())),
        denied_by_accused=parted.get("denied_by") == BY_ACCUSED,
    )


def _checked(raw: dict[str, Any], table: str, file: str) -> None:
    """Raises `RuleError` for the first key that no rule has, or whose value is of another kind."""
    for key, value in raw.items():
        name = f"{table}.{key}" if table else key
        wanted = _KEYS[table].get(key)
        if wanted is None:
            raise RuleError(file, name, f"is no key of a rule; here are {', '.join(_KEYS[table])}")
        if not isinstance(value, wanted):
            raise RuleError(file, name, f"is {value!r}; it has to be a {_NAMES[wanted]}")
        if wanted is list and not all(isinstance(one, str) and one.strip() for one in value):
            raise RuleError(file, name, "has to be a list of texts, none of them empty")
        if wanted is dict:
            _checked(value, key, file)
    _valued(raw, table, file)


def _valued(raw: dict[str, Any], table: str, file: str) -> None:
    allowed: dict[tuple[str, str], tuple[str, ...]] = {
        ("standing", "least"): LEAST,
        ("discrepancy", "kinds"): get_args(DiscrepancyKind),
        ("discrepancy", "denied_by"): (BY_ACCUSED,),
    }
    for (of, key), values in allowed.items():
        given = raw.get(key, ()) if of == table else ()
        for one in [given] if isinstance(given, str) else given:
            if one not in values:
                raise RuleError(file, f"{of}.{key}", f"is {one!r}; it may be {', '.join(values)}")
    for code in raw.get("countries", ()) if table == "parties" else ():
        if not re.fullmatch("[A-Z]{2}", code):
            raise RuleError(file, "parties.countries", f"has {code!r}; countries have two capitals (ISO 3166), KP say")


_NAMES = {str: "text", list: "list of texts", dict: "table", date: "date"}
