"""Marked passages: what every mark says, and what each wrong one is told."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "training" / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    (<.+)$", README, flags=re.MULTILINE)


def told(markup: ModuleType, line: str) -> list[tuple[list[str], list[str], list[str], bool]]:
    """Source, cue and content of each attribution as text, and whether it is said."""
    passage = markup.parse(line)
    return [
        (*([passage.text[start:end] for start, end in role] for role in (a.source, a.cue, a.content)), a.said)
        for a in passage.attributions
    ]


def test_plain_text(markup: ModuleType) -> None:
    assert markup.parse("It sank at noon.") == markup.Passage("It sank at noon.", [], [])
    assert markup.parse("") == markup.Passage("", [], [])


def test_the_sign_for_a_line_break(markup: ModuleType) -> None:
    passage = markup.parse("<per>Ada</per> left.¶It sank. ¶ <loc>Oslo</loc>")
    assert passage.text == "Ada left.\nIt sank. \n Oslo"
    assert [passage.text[start:end] for start, end, _ in passage.names] == ["Ada", "Oslo"]


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("per", "person"),
        ("org", "organisation"),
        ("loc", "place"),
        ("prod", "product"),
        ("event", "event"),
        ("misc", "other"),
    ],
)
def test_names(markup: ModuleType, mark: str, kind: str) -> None:
    assert markup.parse(f"The <{mark}>Kystglimt</{mark}> left.").names == [(4, 13, kind)]


def test_names_are_in_order_of_the_text(markup: ModuleType) -> None:
    line = "<s1><loc>Oslo</loc></s1> <q1>says</q1> <c1><per>Ada</per> left <org>Nord</org></c1>"
    assert [kind for _, _, kind in markup.parse(line).names] == ["place", "person", "organisation"]


def test_offsets_count_code_points(markup: ModuleType) -> None:
    passage = markup.parse("😀 <per>Ådå Lînd</per> e\u0301 <loc>東京</loc>")
    assert [passage.text[start:end] for start, end, _ in passage.names] == ["Ådå Lînd", "東京"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<s1>She</s1> <q1>said</q1> <c1>it sank</c1>.", [(["She"], ["said"], ["it sank"], True)]),
        ("<s1>They</s1> <a1>fear</a1> <c1>a leak</c1>.", [(["They"], ["fear"], ["a leak"], False)]),
        ("<c1>It</c1> <a1>is expected</a1> <c1>to sink</c1>.", [([], ["is expected"], ["It", "to sink"], False)]),
        ("<s1>Police</s1>: <c1>It sank</c1>", [(["Police"], [], ["It sank"], True)]),
        (
            "<s1><s2>Lind</s2></s1> <q1>says</q1> <c1>yes</c1> and <q2>adds</q2> <c2>no</c2>",
            [(["Lind"], ["says"], ["yes"], True), (["Lind"], ["adds"], ["no"], True)],
        ),
        (
            "<c2>“We <a1>fear</a1> <c1>a leak</c1>,”</c2> <s2>she</s2> <q2>told</q2> us <q2>today</q2>.",
            [([], ["fear"], ["a leak"], False), (["she"], ["told", "today"], ["“We fear a leak,”"], True)],
        ),
        (
            "<c2>B</c2> <q2>says</q2> <s2>two</s2>. <c1>A</c1> <q1>says</q1> <s1>one</s1>.",
            [(["one"], ["says"], ["A"], True), (["two"], ["says"], ["B"], True)],
        ),
    ],
    ids=["said", "held", "no source", "no cue", "two of one speaker", "in pieces and nested", "by number"],
)
def test_attributions(
    markup: ModuleType, line: str, expected: list[tuple[list[str], list[str], list[str], bool]]
) -> None:
    assert told(markup, line) == expected


def test_numbers_of_two_digits(markup: ModuleType) -> None:
    line = " ".join(f"<s{n}>S{n}</s{n}> <q{n}>says</q{n}> <c{n}>C{n}</c{n}>." for n in range(1, 13))
    assert [a[0] for a in told(markup, line)] == [[f"S{n}"] for n in range(1, 13)]


@pytest.mark.parametrize("line", EXAMPLES)
def test_the_examples_in_the_readme(markup: ModuleType, line: str) -> None:
    assert markup.parse(line).attributions


def test_the_readme_tells_every_mark(markup: ModuleType) -> None:
    rows = [row for row in README.splitlines() if row.startswith("| `<")]
    marks = {mark for row in rows for mark in re.findall(r"`<([a-z]+)1?>`", row)}
    assert marks == {*markup.NAMES, *markup.ROLES}
    assert len(EXAMPLES) >= 5


# --- what is wrong ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("<pers>Ada</pers>", "no such mark: <pers>"),
        ("<x1>Ada</x1>", "no such mark: <x1>"),
        ("<per1>Ada</per1>", "no such mark: <per1>"),
        ("<s>Ada</s>", "no such mark: <s>"),
        ("</q>", "no such mark: </q>"),
        ("<loc>Oslo <loc>Oslo</loc></loc>", "<loc> is opened twice"),
        ("<c1>a <c1>b</c1></c1>", "<c1> is opened twice"),
        ("Oslo</loc>", "</loc> closes nothing"),
        ("<s1>Ada</s2>", "</s2> closes nothing"),
        ("<per></per>", "<per> is around nothing"),
        ("<c1> ¶ </c1>", "<c1> is around nothing"),
        ("<per>Ada", "never closed: <per>"),
        ("<s1>Ada <q1>said", "never closed: <s1>, <q1>"),
        ("a < b", "a < or > that belongs to no mark"),
        ("<PER>Ada</PER>", "a < or > that belongs to no mark"),
        ("<per >Ada</per >", "a < or > that belongs to no mark"),
        ("<s1>She</s1> <q1>spoke</q1>.", "attribution 1 has no content"),
        ("<c2>It sank</c2>.", "attribution 2 has neither source nor cue"),
        ("<org>Bank of <loc>Ostmark</loc></org>", "names overlap at 'Ostmark'"),
        ("<org>Bank <loc>of</org> Ostmark</loc>", "names overlap at 'of'"),
    ],
)
def test_wrong_marks(markup: ModuleType, line: str, error: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(error)}$"):
        markup.parse(line)


def test_two_kinds_of_cue_are_one_too_many(markup: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"^attribution 1 .*\bcue"):
        markup.parse("<s1>She</s1> <q1>said</q1> she <a1>feared</a1> <c1>a leak</c1>.")


pieces = st.sampled_from(
    [
        "<s1>",
        "</s1>",
        "<q1>",
        "</q1>",
        "<a2>",
        "</a2>",
        "<c1>",
        "</c1>",
        "<c2>",
        "</c2>",
        "<per>",
        "</per>",
        "<loc>",
        "</loc>",
    ]
)


@given(st.lists(pieces | st.sampled_from(["ab", " ", "¶", "<", ">", "<b>", "é"]), max_size=14).map("".join))
def test_a_line_is_read_or_told_what_is_wrong(markup: ModuleType, line: str) -> None:
    try:
        passage = markup.parse(line)
    except ValueError:
        return
    assert passage.text == re.sub(r"<[^>]*>", "", line).replace("¶", "\n")
    spans = [(start, end) for start, end, _ in passage.names]
    spans += [span for a in passage.attributions for span in (*a.source, *a.cue, *a.content)]
    assert all(passage.text[start:end].strip() for start, end in spans)


# --- files ------------------------------------------------------------------------------------------


def test_lines_of_a_file(markup: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "xx.txt"
    path.write_text("# a remark <\n\n  <per>Ada</per> left.  \n\t\nIt sank.\n", encoding="utf-8")
    assert list(markup.lines(path)) == ["<per>Ada</per> left.", "It sank."]


def test_an_error_says_file_and_line(markup: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "xx.txt"
    path.write_text("# a remark\nIt sank.\n<per>Ada\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"^{re.escape(str(path))}:3: never closed: <per>$"):
        list(markup.lines(path))


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        ("<per>Ada</per> left.\n", 0, ["xx.txt: 1 passages, 9 letters, 1 names, 0 attributions"]),
        (
            "<per>Ada\nIt sank.\n",
            1,
            [":1: never closed: <per>", "xx.txt: 1 passages, 8 letters, 0 names, 0 attributions"],
        ),
    ],
    ids=["right", "wrong"],
)
def test_the_command(
    markup: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str,
    status: int,
    said: list[str],
) -> None:
    path = tmp_path / "xx.txt"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["markup.py", str(path)])
    with pytest.raises(SystemExit) as end:
        markup.main()
    assert int(end.value.code or 0) == status
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(said)
    assert all(line.endswith(wanted) for line, wanted in zip(printed, said, strict=True))
