"""The modules of `training/`, which is no package: loaded by path, without torch."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).parent.parent.parent / "training"


def load(name: str) -> ModuleType:
    """A module of `training/`, under the name by which the others import it."""
    known = sys.modules.get(name)
    if known is not None:
        assert known.__file__ == str(TRAINING / f"{name}.py")
        return known
    spec = importlib.util.spec_from_file_location(name, TRAINING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def markup() -> ModuleType:
    return load("markup")


@pytest.fixture(scope="session")
def sets(markup: ModuleType) -> ModuleType:
    return load("sets")
