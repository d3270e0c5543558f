"""Claims beside each other: the same in any order of pairs and however many are looked at together, and as trained."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from secondsource.aligning import NetworkAligner, default, matched, matcher
from secondsource.aligning.matcher import HEADS, LOOKS, PAIR_INPUTS, PAIR_WIDTH, PLACES, VECTOR, WIDTH

from .test_weights import LANGUAGES, REPORTS
from .views import seen

Numbers = NDArray[np.float64]
Indices = NDArray[np.intp]


def weights(seed: int = 3) -> dict[str, Numbers]:
    """Weights by chance, of the shapes that the network has."""
    shapes: dict[str, tuple[int, ...]] = {
        "input": (WIDTH, VECTOR + PLACES), "match": (WIDTH, WIDTH),
        "pair": (PAIR_WIDTH, PAIR_INPUTS), "total": (1, PAIR_WIDTH),
    }  # fmt: skip
    for look in [f"{kind}.{n}" for kind in ("own", "cross") for n in range(LOOKS)]:
        shapes |= {f"{look}.qkv": (3 * WIDTH, WIDTH), f"{look}.out": (WIDTH, WIDTH)}
        shapes |= {f"{look}.inner": (2 * WIDTH, WIDTH), f"{look}.outer": (WIDTH, 2 * WIDTH)}
    chance = np.random.default_rng(seed)
    made: dict[str, Numbers] = {}
    for name, shape in shapes.items():
        made[f"{name}.weight"] = chance.normal(size=shape) / shape[1] ** 0.5
        made[f"{name}.bias"] = chance.normal(size=shape[:1]) * 0.1
    for look in [f"{kind}.{n}" for kind in ("own", "cross") for n in range(LOOKS)]:
        made[f"{look}.bias"] = chance.normal(size=HEADS)
        for norm in ("before", "between"):
            made[f"{look}.{norm}.weight"] = 1 + chance.normal(size=WIDTH) * 0.1
            made[f"{look}.{norm}.bias"] = chance.normal(size=WIDTH) * 0.1
    return made


def story(sizes: tuple[int, ...], seed: int = 5) -> dict[str, Any]:
    """A story whose reports make so many claims each, by chance, and all pairs of claims of different reports."""
    chance = np.random.default_rng(seed)
    reports = np.repeat(np.arange(len(sizes)), sizes)
    first, second = np.nonzero(np.triu(reports[:, None] != reports[None], 1))
    return {
        "vectors": chance.normal(size=(len(reports), VECTOR)).astype(np.float32),
        "reports": reports,
        "lengths": chance.integers(1, 30, len(reports)),
        "first": first,
        "second": second,
        "likely": chance.normal(size=len(first)) * 3,
    }


def run(**told: Any) -> Numbers:
    return matcher.matched(**told, weights=weights())


def in_order(told: dict[str, Any], order: Indices) -> dict[str, Any]:
    return {**told, **{name: told[name][order] for name in ("first", "second", "likely")}}


# --- what does not matter ---------------------------------------------------------------------------


def test_the_order_of_pairs_does_not_matter() -> None:
    told = story((4, 1, 6))
    order = np.random.default_rng(1).permutation(len(told["first"]))
    found, other = (
        run(**told),
        run(**in_order(told, order)),
    )
    assert np.allclose(found[order], other, atol=1e-9)


def test_which_claim_of_a_pair_comes_first_does_not_matter() -> None:
    told = story((4, 1, 6))
    turned = {**told, "first": told["second"], "second": told["first"]}
    assert np.allclose(run(**told), run(**turned), atol=1e-9)


@pytest.mark.parametrize("part", [1, 2, 7, 50])
def test_how_many_pairs_are_looked_at_at_once_does_not_matter(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = story((5, 2, 8, 1))
    found = run(**told)
    monkeypatch.setattr(matcher, "PART", part)
    assert np.allclose(run(**told), found, atol=1e-9)


# --- what does --------------------------------------------------------------------------------------


def test_a_rival_makes_a_pair_less_likely() -> None:
    """A pair with the same likelihood by itself counts less where its report has another claim that fits better."""
    told = story((1, 2))
    flat = {name: value * 0 for name, value in weights().items()}
    flat["pair.weight"][0, 1] = -1.0  # the less of what is left of the pair, turned over
    flat["total.weight"][0, 0] = -1.0
    told["likely"] = np.array([2.0, -9.0])
    unrivalled = matcher.matched(**told, weights=flat)[0]
    told["likely"] = np.array([2.0, 9.0])
    assert matcher.matched(**told, weights=flat)[0] < unrivalled


def test_pairs_that_are_not_given_are_not_seen() -> None:
    """What a claim takes from others hangs on the pairs that it is in, and on nothing else of those others."""
    told = story((2, 2, 2))
    few = in_order(told, np.flatnonzero((told["first"] == 0) & (told["second"] == 2)))
    other = {**few, "vectors": few["vectors"].copy()}
    other["vectors"][[4, 5]] = other["vectors"][[5, 4]]  # the mean stays
    assert np.allclose(run(**few), run(**other))
    assert not np.allclose(run(**few)[0], run(**told)[1])


def test_no_pairs() -> None:
    told = in_order(story((1, 3)), np.array([], np.intp))
    assert run(**told).shape == (0,)
    assert run(**story((3,))).shape == (0,)


@pytest.mark.parametrize("likely", [-1e9, 1e9])
def test_likelihoods_without_bounds_stay_numbers(likely: float) -> None:
    told = story((2, 3))
    told["likely"][1] = likely
    assert np.isfinite(run(**told)).all()


# --- as it is trained, and as it ships --------------------------------------------------------------


def test_it_is_run_as_it_is_trained() -> None:
    torch = pytest.importorskip("torch", reason="needs the training extra")
    from ..training.conftest import load

    network = load("matcher").Matcher().eval()
    given = {name: torch.from_numpy(value).float() for name, value in weights().items()}
    network.load_state_dict(given)
    told = story((4, 1, 6, 3))
    likely = np.zeros((14, 14))
    likely[told["first"], told["second"]] = likely[told["second"], told["first"]] = told["likely"]
    with torch.no_grad():
        trained = network(
            torch.from_numpy(told["vectors"]), torch.from_numpy(likely).float(),
            torch.from_numpy(told["reports"]), torch.from_numpy(told["lengths"]),
        ).numpy()  # fmt: skip
    assert np.allclose(trained[told["first"], told["second"]], run(**told), atol=1e-4)


def test_the_weights_that_ship_are_those_that_are_asked_for() -> None:
    ships = {n.removeprefix("matcher."): w.shape for n, w in default().heads.items() if n.startswith("matcher.")}
    assert ships == {name: value.shape for name, value in weights().items()}


def test_translations_are_the_likeliest_of_their_report(aligner: NetworkAligner) -> None:
    claims = [claim for language in LANGUAGES for claim in seen(aligner, REPORTS[language])]
    reports = np.repeat(np.arange(len(LANGUAGES)), [len(REPORTS[language]) for language in LANGUAGES])
    count = len(REPORTS["en"])
    pairs = np.nonzero(np.triu(reports[:, None] != reports[None], 1))
    rows = np.stack([claim.vector for claim in claims]).astype(np.float64)
    rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    cosines = np.einsum("ij,ij->i", rows[pairs[0]], rows[pairs[1]])
    found = np.full((len(claims), len(claims)), -np.inf)
    found[pairs] = found.T[pairs] = matched(claims, reports, pairs, (cosines, cosines), cosines)
    for mine in range(len(claims)):
        for theirs in sorted(set(range(len(LANGUAGES))) - {int(reports[mine])}):
            block = found[mine, theirs * count : (theirs + 1) * count]
            assert block.argmax() == mine % count, f"{LANGUAGES[reports[mine]]} to {LANGUAGES[theirs]}"
