"""The stories that the aligner learns from: every file keeps its form, is read whole, and is run as it was trained."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from secondsource import aligning, packs
from secondsource.aligning import NetworkAligner, aligner
from secondsource.aligning.labels import BORDERS, STANCES
from secondsource.encoding.e5_file import E5File
from secondsource.encoding.pieces import Piece
from secondsource.weighing import likeness

from .conftest import TRAINING, load
from .test_constants import constants, function, numbers, tree

STORIES = TRAINING / "stories"
FILES = sorted(STORIES.glob("*.txt"))
LATER = sorted([*STORIES.glob("more/*.txt"), *STORIES.glob("fine/*.txt")])
UNSEEN = sorted(STORIES.glob("unseen/*.txt"))
ALIGNER = Path(aligner.__file__)
# Languages of reports for which there is no pack: their sentences are cut by what holds in any language.
WITHOUT_PACK = {"ca", "et", "lt", "lv"}


@pytest.fixture(scope="session")
def check() -> ModuleType:
    return load("stories/check")


@pytest.fixture(scope="session")
def told() -> ModuleType:
    return load("told")


class Letters:
    """One piece a letter or mark; enough where only offsets count."""

    def pieces(self, text: str, start: int = 0, end: int | None = None) -> list[Piece]:
        end = len(text) if end is None else end
        return [Piece(7, *m.span(), True) for m in re.compile(r"\S").finditer(text, start, end)]


def reports(path: Path) -> list[tuple[str, str]]:
    """Language and text of each report of a file."""
    _, *parts = re.split(r"^# (\w\w)\s*$", path.read_text(encoding="utf-8"), flags=re.M)
    return list(zip(parts[::2], parts[1::2], strict=True))


# --- the files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*FILES, *LATER, *UNSEEN], ids=lambda path: path.stem)
def test_every_story_keeps_its_form(check: ModuleType, path: Path) -> None:
    assert check.faults(path.read_text(encoding="utf-8")) == []


def test_how_many_stories_there_are() -> None:
    """As both READMEs say it."""
    languages = {language for path in FILES for language, _ in reports(path)}
    assert {len(reports(path)) for path in FILES} == {5}
    assert languages == set(packs.languages()) | WITHOUT_PACK
    said = f"{len(FILES)} stories"
    for place in (STORIES / "README.md", TRAINING / "README.md"):
        text = place.read_text(encoding="utf-8")
        assert said in text, f"{place}: {said}"
        assert f"{len(languages)} languages" in text, f"{place}: {len(languages)} languages"


def test_how_many_stories_nothing_learns_from() -> None:
    assert {len(reports(path)) for path in UNSEEN} == {5}
    assert f"{len(UNSEEN)} more stories" in (STORIES / "README.md").read_text(encoding="utf-8")


def test_how_many_stories_came_later() -> None:
    said = (STORIES / "README.md").read_text(encoding="utf-8")
    assert {len(reports(path)) for path in LATER} == {5}
    for folder in ("more", "fine"):
        count = sum(path.parent.name == folder for path in LATER)
        assert re.search(rf"\[{folder}/\]\({folder}\)( holds)? {count}\b", said), f"{folder}: {count}"
    assert f"{5 * len([*FILES, *LATER]):,}" in said


def test_most_stories_deny_and_withhold_something(check: ModuleType) -> None:
    signs = [{label[-1] for marks, _ in check.MARK.findall(path.read_text("utf-8")) for label in marks.split(",")}
             for path in FILES]  # fmt: skip
    assert sum("!" in found for found in signs) > 0.9 * len(FILES)
    assert sum("?" in found for found in signs) > 0.9 * len(FILES)


def test_every_report_has_words_that_are_marked(check: ModuleType) -> None:
    bare = [
        f"{path.stem}, report {number}"
        for path in FILES
        for number, (_, text) in enumerate(reports(path), 1)
        if not check.MARK.search(text)
    ]
    assert bare == []


def test_no_report_stands_twice() -> None:
    counts = Counter(text.strip() for path in [*FILES, *LATER, *UNSEEN] for _, text in reports(path))
    assert [text[:60] for text, count in counts.items() if count > 1] == []


# --- the form ---------------------------------------------------------------------------------------

GOOD = """= 1 the boat sank
= 2 nobody was hurt

# en
⟦1 The boat sank⟧

“⟦1,2 It sank and all are well⟧,” he said.

# nb
⟦1! Båten sank ikke⟧

⟦2? Politiet vet ikke om noen ble skadet⟧. ⟦0 Den var ny⟧.
"""


def test_a_good_story(check: ModuleType) -> None:
    assert check.faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("⟦1! Båten sank ikke⟧", "⟦3 Båten sank ikke⟧", "point 3 is not listed"),
        ("⟦1! Båten sank ikke⟧", "⟦1! Båten sank ikke", "not closed, nested or without number"),
        ("⟦0 Den var ny⟧", "⟦0 Den ⟦2 var⟧ ny⟧", "not closed, nested or without number"),
        ("⟦0 Den var ny⟧", "⟦Den var ny⟧", "not closed, nested or without number"),
        ("⟦2? Politiet", "⟦0 Politiet", r"point 2 stands in 1 report"),
        ("# nb\n", "", "fewer than two reports"),
    ],
)
def test_a_slip_is_named(check: ModuleType, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    assert any(fault in found for found in check.faults(GOOD.replace(old, new)))


def test_one_mark_is_read_and_checked_alike(check: ModuleType, told: ModuleType) -> None:
    assert told.MARK.pattern == check.MARK.pattern


# --- as they are read -------------------------------------------------------------------------------


def read(told: ModuleType, folder: Path, text: str, longest: int = 200) -> tuple[object, list[object]]:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (story,) = told.stories(folder, Letters(), longest)
    return story, story.claims


def test_what_is_read_of_a_story(told: ModuleType, tmp_path: Path) -> None:
    story, claims = read(told, tmp_path, GOOD)
    assert [(c.report, sorted(c.points), STANCES[c.stance]) for c in claims] == [
        (0, [1], "states"),
        (0, [1, 2], "states"),
        (1, [1], "denies"),
        (1, [2], "withholds"),
        (1, [], "states"),
    ]
    assert story.name == "a"
    assert story.reports == sorted(story.reports)
    assert len(story.reports) == len(story.sentences)
    assert [story.reports[c.sentence] for c in claims] == [c.report for c in claims]


def test_spans_are_the_words_that_are_marked(told: ModuleType, tmp_path: Path) -> None:
    text = GOOD.replace("“⟦1,2 It sank and all are well⟧,”", "“Yes, ⟦1,2 it sank⟧. Go now,”")
    story, claims = read(told, tmp_path, text)
    plain, _ = told.unmarked(reports(tmp_path / "a.txt")[0][1])
    pieces = story.sentences[claims[1].sentence]
    assert plain[pieces[claims[1].first].start : pieces[claims[1].last].end] == "it sank"


def test_what_a_long_sentence_is_cut_off_takes_its_claims_along(told: ModuleType, tmp_path: Path) -> None:
    _, claims = read(told, tmp_path, GOOD, longest=15)
    assert len(claims) == 5
    assert all(c.last < 15 for c in claims)


def test_the_stories_are_read_whole(check: ModuleType, told: ModuleType, tmp_path: Path) -> None:
    """In a part of them, since all take some seconds: every mark is a claim, and every claim lies in its sentence."""
    for path in FILES[::20]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found = list(told.stories(tmp_path, Letters(), 10_000))
    assert [story.name for story in found] == sorted(path.stem for path in FILES[::20])
    for story in found:
        marks = check.MARK.findall((tmp_path / f"{story.name}.txt").read_text(encoding="utf-8"))
        assert len(story.claims) == len(marks), story.name
        assert all(0 <= c.first <= c.last < len(story.sentences[c.sentence]) for c in story.claims), story.name
        assert all(story.reports[c.sentence] == c.report for c in story.claims), story.name
        points = [c.points for c in story.claims]
        assert sorted(map(sorted, points)) == sorted(
            sorted({int(n.rstrip("!?")) for n in labels.split(",")} - {0}) for labels, _ in marks
        )


def test_claims_of_one_sentence_do_not_overlap(told: ModuleType, tmp_path: Path) -> None:
    for path in FILES[::40]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for story in told.stories(tmp_path, Letters(), 10_000):
        places = [(c.sentence, i) for c in story.claims for i in range(c.first, c.last + 1)]
        assert len(places) == len(set(places)), story.name


# --- as it was trained, so it is run ----------------------------------------------------------------


def asked_for(names: Sequence[str]) -> set[str]:
    """Beginnings of the names under which the aligner looks heads up."""
    found = set()
    for node in ast.walk(tree(ALIGNER)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            found.add(str(ast.literal_eval(node.args[0])))
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "heads":
            found.add(str(ast.literal_eval(node.slice)).partition(".")[0])
    return found


def trained() -> set[str]:
    """What the network of the training has besides its layers."""
    init = next(
        f for c in tree(TRAINING / "align.py").body if isinstance(c, ast.ClassDef) and c.name == "Aligner"
        for f in c.body if isinstance(f, ast.FunctionDef) and f.name == "__init__"
    )  # fmt: skip
    return {
        n.attr for n in ast.walk(init)
        if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) and ast.unparse(n.value) == "self"
    } - {"layers"}  # fmt: skip


def test_every_head_that_is_run_is_trained_and_ships() -> None:
    run = asked_for(["self._scores"])
    assert {"borders", "stance", "vector", "weigh"} <= run <= trained()
    assert run <= {name.partition(".")[0] for name in NetworkAligner().heads}


def test_sentences_are_as_long_as_they_were() -> None:
    assert constants(TRAINING / "align.py")["LONGEST"] == aligner.LONGEST
    assert len(E5File().matrix("emb.pos", E5File().width)) >= aligner.LONGEST + 2


def test_reports_are_centred_as_they_were() -> None:
    assert constants(TRAINING / "align.py")["LEAN"] == likeness.LEAN


def test_labels_are_those_of_the_package(told: ModuleType) -> None:
    """In the order in which the heads were trained."""
    assert BORDERS == ("outside", "begins", "inside")
    assert STANCES == ("states", "denies", "withholds")
    assert set(told.SIGNS.values()) == set(STANCES)
    assert told.STANCES is STANCES
    # the training writes 0 for all pieces of a sentence, 1 for the first of a claim, 2 for the others
    assert {0, 1, 2} <= numbers(function(TRAINING / "align.py", "loss"))


def test_vectors_are_as_wide_as_they_were() -> None:
    assert len(NetworkAligner().heads["vector.bias"]) == constants(TRAINING / "align.py")["WIDTH"]


def test_the_aligner_has_as_many_layers_as_it_was_trained_with() -> None:
    """By the size of what ships: one byte a weight, and little else."""
    size = (Path(aligning.__file__).parent / "layers.onnx").stat().st_size
    layers = constants(TRAINING / "align.py")["LAYERS"]
    assert isinstance(layers, int)
    assert layers <= E5File().layers
    inner, width = E5File().inner, E5File().width
    assert size == pytest.approx(layers * (4 * width * width + 2 * width * inner), rel=0.05)


# --- with torch, where there is one -----------------------------------------------------------------


def test_the_network_and_weighing_centre_alike() -> None:
    torch = pytest.importorskip("torch", reason="needs the training extra")
    load("network"), load("told")  # by these names it imports them
    align = load("align")
    network = align.Aligner(E5File(), 0).eval()
    vectors = np.random.default_rng(7).normal(size=(9, align.WIDTH)).astype(np.float32)
    names = list("aaaabbbcc")
    with torch.no_grad():
        network.scale.fill_(1.0), network.raw.fill_(0.0), network.shift.fill_(0.0)
        made = network.logits(torch.from_numpy(vectors), torch.tensor([ord(n) for n in names])).numpy()
    rows = likeness.centred(names, vectors)
    assert np.allclose(made, rows @ rows.T, atol=1e-4)
