"""All that the desk says, gathered from where it is said, for the catalogues in `locale/`.

Run as a program it brings every catalogue up to date; words that are new stay empty for a translator.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment

from secondsource.archive.decisions import Kind
from secondsource.archive.log import OUTCOMES
from secondsource.desk.views.text import LAYERS
from secondsource.model import EntityKind, Mode, OriginKind, Stance
from secondsource.render import wording

Message = str | tuple[str, str]
"""What is said, or what is said of one and of several."""

# What is counted anywhere: `3 | count("report")`, `tongue.count(3, "report")`.
_COUNTED = re.compile(r"""count\((?:[^()"']*,\s*)?["']([a-z ]+)["']\)""")
_SAID = re.compile(r'"([^"]+)" \| say')
_OURS = ("tongue", "spoken", "spoken_here", "self")


def messages() -> list[Message]:
    """Everything that the desk says, sorted, each once."""
    found: set[Message] = {*_wordings()}
    package = files("secondsource")
    for template in package.joinpath("desk", "templates").iterdir():
        found |= set(_in_template(template.read_text(encoding="utf-8")))
    for folder in ("desk", "desk/pages", "render", "weighing"):
        for module in package.joinpath(*folder.split("/")).iterdir():
            if module.name.endswith(".py"):
                found |= set(_in_module(module.read_text(encoding="utf-8")))
    return sorted(found, key=lambda one: (one,) if isinstance(one, str) else one)


def brought_up(catalogue: Catalog) -> Catalog:
    """The catalogue with all messages and no others; what was translated stays."""
    day = datetime(2026, 1, 1, tzinfo=UTC)  # always the same, so that only words make a change
    made = Catalog(
        catalogue.locale,
        header_comment="# The desk's words; scripts/messages keeps them in order.",
        project="secondsource",
        creation_date=day,
        revision_date=day,
        last_translator=" ",
        language_team=" ",
        msgid_bugs_address=" ",
        fuzzy=False,
    )
    for message in messages():
        known = catalogue.get(message[0] if isinstance(message, tuple) else message)
        made.add(message, known.string if known else "")
    return made


def _wordings() -> Iterator[Message]:
    """What is said by way of a variable: kinds, stances, standings, outcomes."""
    for kinds in (EntityKind, OriginKind, Stance, Mode, Kind):
        yield from get_args(kinds)
    for words in wording.STANDINGS.values():
        yield from (words.name, words.meaning)
    yield from wording.DISCREPANCIES.values()
    yield from OUTCOMES
    yield from ((f"%(num)s {name}", f"%(num)s {name}s") for name in OUTCOMES)
    yield from LAYERS
    yield from ("waiting", "reading", "weighing", "done", "failed", "said", "held", wording.ORIGIN_MEANING)


def _in_template(text: str) -> Iterator[Message]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for _, function, message in environment.extract_translations(text):  # type: ignore[attr-defined]
        if function in ("_", "gettext"):
            yield message[0] if isinstance(message, tuple) else message
    yield from _SAID.findall(text)
    yield from map(_counted, _COUNTED.findall(text))


def _in_module(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        place = {"say": 0, "count": 1}.get(_called(node.func))
        if place is None or len(node.args) <= place:
            continue
        said = node.args[place]
        for one in ast.walk(said):
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value if place == 0 else _counted(one.value)
    for heads in re.findall(r"_COLUMN_NAMES = \{(.*?)\}", text):
        yield from re.findall(r'"([^"]+)"', heads)


def _called(function: ast.expr) -> str:
    """The name of what is called: of a function, or a method of what speaks for us."""
    if isinstance(function, ast.Name):
        return function.id if function.id == "say" else ""
    owner = function.value if isinstance(function, ast.Attribute) else None
    return (
        function.attr
        if isinstance(function, ast.Attribute) and isinstance(owner, ast.Name) and owner.id in _OURS
        else ""
    )


def _counted(noun: str) -> Message:
    return f"%(num)s {noun}", f"%(num)s {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def _catalogues(folder: Traversable) -> Iterator[Path]:
    yield from (Path(str(entry)) for entry in folder.iterdir() if entry.name.endswith(".po"))


def main() -> None:
    """Brings every catalogue up to date, and says what is missing in each."""
    for path in _catalogues(files("secondsource.desk").joinpath("locale")):
        with path.open("rb") as file:
            made = brought_up(read_po(file, locale=path.stem))
        with path.open("wb") as file:
            write_po(file, made, width=0, omit_header=False)
        missing = sum(
            1 for one in made if one.id and not (all(one.string) if isinstance(one.string, tuple) else one.string)
        )
        print(f"{path.name}: {len(made)} messages, {missing} to be translated")


if __name__ == "__main__":
    main()
