"""Phrases as packs write them: what they match, where they end, and that the trie matches what a plain list would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.packs.phrases import Table, alternation, pattern


def found(phrase: str, text: str, *, spaces: bool = True) -> str | None:
    match = alternation([phrase], spaces=spaces).search(text)
    return match.group() if match else None


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("said", "He said so.", "said"),
        ("said", "HE SAID SO.", "SAID"),
        ("said", "unsaid", None),
        ("said", "saids", None),
        ("said", "said", "said"),
        ("said", "(said)", "said"),
        ("according to", "according\n   to them", "according\n   to"),
        ("according to", "accordingto", None),
        ("bekreft*", "Han bekreftet det", "bekreftet"),
        ("bekreft*", "Han bekreft", "bekreft"),
        ("*sjef", "politisjefen", None),
        ("*sjef", "politisjef", "politisjef"),
        ("skal … ha", "Han skal ha reist", "skal ha"),
        ("skal … ha", "Han skal på søndag ha reist", "skal på søndag ha"),
        ("skal … ha", "Han skal reise. De ha", None),
        ("skal … ha", "skal a b c d e f g h i j ha", None),
        ("n'a pas", "il n’a pas dit", "n’a pas"),
        ("n’a pas", "il n'a pas dit", "n'a pas"),
        ("адм.", "адм. города", "адм."),
        ("U.N.", "the U.N. said", "U.N."),
        ("a+b", "a+b", "a+b"),
        ("a+b", "aab", None),
        ("[x]", "[x]", "[x]"),
        ("über", "Über uns", "Über"),
        ("कि", "उसने कहा कि वह", "कि"),
        ("कि", "उसने किया", None),
        ("दो", "दोपहर में", None),
        ("ह", "वह है", None),
        ("चार", "समाचार में", None),
        ("चार", "चार लोग", "चार"),
        ("कह*", "उसने कहा था", "कहा"),
        ("گفت", "در گفت‌وگو با", None),
        ("وگو", "در گفت‌وگو با", None),
        ("گفت", "او گفت.", "گفت"),
        ("می*", "او می‌گوید که", "می‌گوید"),
        ("ظاهرا", "ظاهراً رفت", "ظاهرا"),
        ("за", "за\u0301мок", None),
        ("мок", "за\u0301мок", None),
        ("молоко", "молоко\u0301 и", "молоко"),
    ],
)
def test_what_a_phrase_matches(phrase: str, text: str, expected: str | None) -> None:
    assert found(phrase, text) == expected


def test_without_spaces_phrases_stand_inside_a_run() -> None:
    assert found("警方", "据警方说", spaces=False) == "警方"
    assert found("said", "unsaid", spaces=False) == "said"


def test_no_phrases_match_nothing() -> None:
    assert not alternation([], spaces=True).search("")
    assert not alternation([], spaces=False).search("anything")


def test_the_longest_phrase_is_taken() -> None:
    assert alternation(["state", "state media", "state media agency"], spaces=True).findall(
        "state media agency state media"
    ) == [
        "state media agency",
        "state media",
    ]


@pytest.mark.parametrize(
    ("phrases", "text", "expected"),
    [
        (["ministerstvo", "ministerstv* obrany"], "Ruské ministerstvo obrany mlčí", "ministerstvo obrany"),
        (["ministerstvo", "ministerstv* obrany"], "Ruské ministerstvo mlčí", "ministerstvo"),
        (["ministerstv*", "ministerstvo obrany"], "ministerstvo obrany", "ministerstvo obrany"),
        (["ministr*", "minist* obrany", "ministra"], "ministra obrany", "ministra obrany"),
        (["ministr", "ministr*"], "ministr-prezident", "ministr-prezident"),
        (["min", "min* a b", "mini* a"], "mini a b", "mini a b"),
        (["předseda", "*předseda vlády"], "předseda vlády", "předseda vlády"),
        (["skal trolig", "skal … ha"], "skal trolig ha", "skal trolig ha"),
        (["U.N.", "U.N. envoy*"], "U.N. envoys", "U.N. envoys"),
    ],
)
def test_the_longest_phrase_is_taken_also_where_one_is_open(phrases: list[str], text: str, expected: str) -> None:
    match = alternation(phrases, spaces=True).search(text)
    assert match
    assert match.group() == expected


def test_the_longest_phrase_is_taken_where_words_take_particles() -> None:
    match = alternation(["이", "이 관계자"], spaces=True, attached=True).search("이 관계자는")
    assert match
    assert match.group() == "이 관계자"


def naive(phrases: list[str], *, spaces: bool) -> re.Pattern[str]:
    """What `alternation` means, one phrase after the other, the longest first."""

    def edged(phrase: str) -> str:
        start = r"(?<!\w)" if spaces and re.match(r"\w", phrase) else ""
        end = r"(?!\w)" if spaces and re.search(r"[\w*]$", phrase) else ""
        return f"{start}(?:{pattern(phrase.lower())}){end}"

    return re.compile("|".join(edged(p) for p in sorted(phrases, key=lambda p: (-len(p), p))) or r"(?!)", re.IGNORECASE)


letters = st.text("abß é'.-", min_size=1, max_size=5).map(str.strip).filter(bool)
texts = st.text("abAß é'’.-\n", max_size=30)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(letters, max_size=6), texts, st.booleans())
def test_the_trie_matches_what_a_plain_list_matches(phrases: list[str], text: str, spaces: bool) -> None:
    ours, plain = (
        [m.span() for m in compiled.finditer(text)]
        for compiled in (alternation(phrases, spaces=spaces), naive(phrases, spaces=spaces))
    )
    assert ours == plain


open_letters = st.text("ab *…", min_size=1, max_size=6).map(str.strip).filter(lambda p: p.strip("*… "))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(open_letters, max_size=4), st.text("ab .", max_size=24))
def test_with_open_phrases_the_trie_finds_something_wherever_a_plain_list_does(phrases: list[str], text: str) -> None:
    """Which of two phrases with a gap is longer depends on the text, so only where they begin is compared."""
    ours = alternation(phrases, spaces=True).search(text)
    plain = naive(phrases, spaces=True).search(text)
    assert (ours and ours.start()) == (plain and plain.start())


open_words = st.lists(st.sampled_from(["a", "b", "ab", "a*", "*b", "a*b", "ba"]), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(open_words, min_size=1, max_size=6), st.text("ab .", max_size=24))
def test_with_open_phrases_the_trie_takes_the_longest_that_any_of_them_finds(phrases: list[str], text: str) -> None:
    for match in alternation(phrases, spaces=True).finditer(text):
        alone = [alternation([p], spaces=True).match(text, match.start()) for p in phrases]
        assert match.end() == max(m.end() for m in alone if m)


def test_a_table_says_under_which_key_a_phrase_stands() -> None:
    table = Table({"say": ("said", "told"), "deny": ("den*",), "long": ("told … that",)})
    assert [table.key(t) for t in ("said", "TOLD", "denied", "told us that", "sang", "")] == [
        "say",
        "say",
        "deny",
        "long",
        None,
        None,
    ]
    assert [(m.group(), key) for m, key in table.find("He said: they denied it.")] == [
        ("said", "say"),
        ("denied", "deny"),
    ]


def test_a_table_looks_only_where_it_is_told_to() -> None:
    table = Table({"say": ("said",)})
    assert [m.start() for m, _ in table.find("said said said", 4, 10)] == [5]


def test_of_two_keys_the_first_that_the_pack_lists_holds_a_phrase() -> None:
    assert Table({"police": ("chief",), "chief": ("chief",)}).key("chief") == "police"
