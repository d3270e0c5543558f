"""Independent origins are counted exactly, by the definition, and explained in a sentence."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model import Claim
from secondsource.weighing.standing import explain, independent, original, standing

from .conftest import claim

REPORTS = ["a", "b", "c", "d", "e"]
NAMES = {"o1": "KCNA", "o2": "the Kremlin", "o3": "TASS", "o4": "Yonhap", "o5": "the police"}


def by_definition(claims: Sequence[Claim], copies: Mapping[str, str]) -> int:
    """Tries every set of claims, as the contract words it."""

    def root(report: str) -> str:
        while report in copies:
            report = copies[report]
        return report

    def may_stand_together(a: Claim, b: Claim) -> bool:
        return not set(a.chain) & set(b.chain) and root(a.report) != root(b.report)

    backing = [c for c in claims if c.stance == "states" and c.chain]
    for size in range(min(len(backing), len(REPORTS)), 0, -1):
        for chosen in itertools.combinations(backing, size):
            if all(may_stand_together(a, b) for a, b in itertools.combinations(chosen, 2)):
                return size
    return 0


chains = st.lists(st.sampled_from(sorted(NAMES)), max_size=3, unique=True)
stances = st.sampled_from(["states", "states", "states", "denies", "withholds"])
some_claims = st.lists(
    st.builds(lambda r, c, s: claim(r, c, stance=s), st.sampled_from(REPORTS), chains, stances), max_size=9
)
some_copies = st.dictionaries(st.sampled_from(REPORTS[1:]), st.just("a"), max_size=2)


@given(some_claims, some_copies)
def test_the_count_is_that_of_the_definition(claims: list[Claim], copies: dict[str, str]) -> None:
    found = independent(claims, copies)
    assert len(found) == by_definition(claims, copies)
    assert all(c in claims and c.stance == "states" and c.chain for c in found)
    assert len(found) == by_definition(found, copies), "the set given is itself no independent one"


@given(some_claims, some_copies, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_no_count(claims: list[Claim], copies: dict[str, str], random: object) -> None:
    shuffled = sorted(claims, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert len(independent(shuffled, copies)) == len(independent(claims, copies))


def test_the_greedy_choice_is_not_taken() -> None:
    claims = [claim("a", ["o1", "o2"]), claim("b", ["o1"]), claim("c", ["o2"])]
    assert [c.report for c in independent(claims, {})] == ["b", "c"]


def test_many_claims_of_many_reports_are_counted() -> None:
    """Sixty reports that lean on pairs of forty speakers in a ring."""
    claims = [claim(f"r{n}", [f"o{n % 40}", f"o{(n + 1) % 40}"]) for n in range(60)]
    assert len(independent(claims, {})) == 20


def test_a_copy_goes_back_to_the_first_also_in_a_circle() -> None:
    assert original("c", {"c": "b", "b": "a"}) == "a"
    assert original("x", {}) == "x"
    assert original("a", {"a": "b", "b": "a"}) in {"a", "b"}


@pytest.mark.parametrize(
    ("count", "kinds", "expected"),
    [
        (0, [], "unattributed"),
        (1, [], "single-origin"),
        (2, [], "corroborated"),
        (5, ["withheld", "name"], "corroborated"),
        (0, ["withheld"], "unattributed"),
        *[(2, ["name", kind], "disputed") for kind in ("denial", "actor", "number", "date", "place")],
        (0, ["denial"], "disputed"),
    ],
)
def test_standing_by_the_definition(count: int, kinds: list[str], expected: str) -> None:
    assert standing(count, kinds) == expected


def sentence(claims: Sequence[Claim], copies: Mapping[str, str] | None = None) -> str:
    return explain(claims, independent(claims, copies or {}), NAMES, copies or {})


@pytest.mark.parametrize(
    ("claims", "copies", "expected"),
    [
        ([claim("a")], {}, "One report tells it; none says on whose word."),
        ([claim("a"), claim("b")], {}, "2 reports tell it; none says on whose word."),
        ([claim("a", ["o1"])], {}, "One report tells it; nobody but KCNA stands behind it."),
        ([claim("a", ["o4", "o1"]), claim("b")], {}, "2 reports tell it; nobody but KCNA stands behind it."),
        ([claim("a", ["o1"]), claim("b", ["o4", "o1"])], {}, "2 reports tell it; all lean on KCNA."),
        ([claim("a", ["o1"]), claim("b", ["o1"]), claim("c")], {}, "3 reports tell it; 2 lean on KCNA."),
        (
            [claim("a", ["o1"]), claim("b", ["o2"])],
            {},
            "2 reports tell it; it goes back to KCNA and the Kremlin, who share no source.",
        ),
        (
            [claim("a", ["o1"]), claim("b", ["o2"]), claim("c", ["o3"])],
            {},
            "3 reports tell it; it goes back to KCNA, the Kremlin and TASS, who share no source.",
        ),
        (
            [claim("a", ["o1", "o2"]), claim("b", ["o2", "o3"]), claim("c", ["o3", "o1"])],
            {},
            "3 reports tell it; their sources overlap, so that they count as one.",
        ),
    ],
)
def test_the_sentence_says_why(claims: list[Claim], copies: dict[str, str], expected: str) -> None:
    assert sentence(claims, copies) == expected


def test_the_sentence_names_copies_as_the_reason() -> None:
    told = sentence([claim("a", ["o1"]), claim("b", ["o2"])], {"b": "a"})
    assert "overlap" not in told
    assert "copy" in told or "copies" in told or "reprint" in told


def test_an_attributed_denial_is_not_called_nobodys_word() -> None:
    assert "none says on whose word" not in sentence([claim("a", ["o1"], stance="denies")])


@given(some_claims.filter(bool), some_copies)
def test_there_is_always_one_sentence(claims: list[Claim], copies: dict[str, str]) -> None:
    told = sentence(claims, copies)
    assert told.endswith(".")
    assert told.count(".") == 1
