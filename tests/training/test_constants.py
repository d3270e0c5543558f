"""What is trained, what is exported and what is run agree: read from the sources, so that no torch is needed."""

from __future__ import annotations

import ast
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from secondsource.encoding import layers
from secondsource.encoding.e5_file import E5File
from secondsource.tagging import NetworkTagger, tagger
from secondsource.tagging.labels import KINDS

from .conftest import TRAINING

TAGGER, LAYERS = Path(tagger.__file__), Path(layers.__file__)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def constants(path: Path) -> dict[str, object]:
    """Every literal that a module gives a name in capitals."""
    found: dict[str, object] = {}
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            (target,) = node.targets
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            try:
                value = ast.literal_eval(node.value)
            except ValueError:
                continue
            values = value if isinstance(target, ast.Tuple) else [value]
            found |= {n.id: v for n, v in zip(names, values, strict=True) if isinstance(n, ast.Name) and n.id.isupper()}
    return found


def function(path: Path, name: str) -> ast.FunctionDef:
    return next(node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef) and node.name == name)


def numbers(node: ast.AST) -> set[float]:
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, (int, float))}


@pytest.mark.parametrize("name", ["BUCKETS", "DILATIONS"])
def test_the_network_is_run_as_it_was_trained(name: str) -> None:
    assert constants(TRAINING / "network.py")[name] == constants(TAGGER)[name] == getattr(tagger, name)


def test_distances_are_scaled_alike() -> None:
    """Both take the logarithm to base 2 of the distance and 1, times the same number."""
    trained, run = function(TRAINING / "network.py", "bucket"), function(TAGGER, "_buckets")
    assert numbers(trained) == numbers(run) == {0, 1, 2, 1.9}
    assert all("log2" in ast.unparse(f) for f in (trained, run))


def test_distances_are_the_same_in_single_precision() -> None:
    """Torch counts in 32 bits and numpy in 64; no distance in a window may fall into another bucket for that."""
    distances = np.arange(constants(TRAINING / "sets.py")["LONGEST"] + 2)  # type: ignore[operator]
    single = np.log2(distances.astype(np.float32) + np.float32(1)) * np.float32(1.9)
    double = np.log2(distances + 1) * 1.9
    assert np.array_equal(single.astype(np.int64), double.astype(np.int64))


def test_a_window_is_no_longer_than_what_was_trained_on() -> None:
    trained = constants(TRAINING / "sets.py")["LONGEST"]
    assert isinstance(trained, int)
    assert trained >= tagger.WINDOW


def test_every_head_that_is_run_is_exported_and_trained() -> None:
    init = next(
        f for c in tree(TRAINING / "network.py").body if isinstance(c, ast.ClassDef) and c.name == "Network"
        for f in c.body if isinstance(f, ast.FunctionDef) and f.name == "__init__"
    )  # fmt: skip
    trained = {
        n.attr for n in ast.walk(init)
        if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) and ast.unparse(n.value) == "self"
    }  # fmt: skip
    run = {name.partition(".")[0] for name in heads_asked_for()}
    assert run == {"names", "anchors", "of_piece", "of_anchor", "far", "near", "role"}
    assert run <= trained  # and everything but the layers is exported


def heads_asked_for() -> set[str]:
    """Beginnings of the names under which the tagger looks heads up."""
    found = set()
    for node in ast.walk(tree(TAGGER)):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "self._heads":
            key = node.slice.values[0] if isinstance(node.slice, ast.JoinedStr) else node.slice
            if isinstance(key, ast.Constant):
                found.add(str(key.value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "self._scores":
            found.add(str(ast.literal_eval(node.args[0])))
    return found


def test_layers_have_one_epsilon() -> None:
    """Torch, the exported graph and the input that is made at run time divide by the same."""
    assert constants(TRAINING / "graph.py")["EPSILON"] == 1e-12
    for path, name in ((TRAINING / "network.py", "norm"), (LAYERS, "_pass")):
        assert 1e-12 in numbers(function(path, name)), f"{path.name}: {name}"


def test_marks_are_the_kinds_of_names(markup: ModuleType, sets: ModuleType) -> None:
    assert set(markup.NAMES.values()) == set(KINDS)
    assert set(sets.UNIVERSAL.values()) <= set(KINDS)
    text = (TRAINING / "train.py").read_text(encoding="utf-8")
    # what a set of persons, organisations and places leaves open: all other kinds
    assert {kind for kind in KINDS if f'"{kind}"' in text} == set(KINDS) - set(sets.UNIVERSAL.values())


# --- with torch, where there is one -----------------------------------------------------------------


def test_the_network_and_the_tagger_give_the_same_roles() -> None:
    torch = pytest.importorskip("torch", reason="needs the training extra")
    from .conftest import load

    network_module = load("network")
    chance = np.random.default_rng(7)
    torch.manual_seed(7)
    network = network_module.Network(E5File()).eval()
    states = torch.from_numpy(chance.normal(size=(1, 42, E5File().width)).astype(np.float32))
    made = NetworkTagger()
    made.__dict__["_heads"] = {k: v.numpy() for k, v in network.state_dict().items() if not k.startswith("layers")}
    rows = states[0].numpy()
    with torch.no_grad():
        for anchor in (0, 1, 20, 41):
            said = network(states, torch.tensor([0]), torch.tensor([anchor]))
            (run,) = made._roles(rows, [anchor])
            assert np.allclose(run, said.pairs[0].numpy(), atol=1e-4)
        for head, trained in (("names", said.names), ("anchors", said.anchors)):
            assert np.allclose(made._scores(head, rows), trained[0].numpy(), atol=1e-4)


def test_the_network_and_the_tagger_count_distances_alike() -> None:
    torch = pytest.importorskip("torch", reason="needs the training extra")
    from .conftest import load

    bucket = load("network").bucket
    for at in (0, 1, 100, tagger.WINDOW - 1):
        trained = bucket(torch.arange(tagger.WINDOW) - at).numpy()
        assert np.array_equal(trained, tagger._buckets(tagger.WINDOW, at))
