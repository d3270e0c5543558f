"""Which words of a text are not in another: for two sides of a discrepancy, and two versions of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")

# Looking for the longest common run takes time that grows with the product of both lengths.
_MOST_WORDS = 6_000


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text that is in both, or in one only."""

    text: str
    how: Literal["same", "gone", "new"]


def value_in(text: str, value: str) -> tuple[Run, ...]:
    """A claim, with the words marked that a side of a discrepancy is about, where they stand in it."""
    at = text.casefold().find(value.casefold()) if value.strip() else -1
    if at < 0 or len(text.casefold()) != len(text):
        at = text.find(value) if value.strip() else -1
    if at < 0:
        return (Run(text, "same"),)
    runs = (Run(text[:at], "same"), Run(text[at : at + len(value)], "new"), Run(text[at + len(value) :], "same"))
    return tuple(run for run in runs if run.text)


def between(before: str, after: str) -> tuple[Run, ...]:
    """What has to go from `before`, and to come, for `after`; paragraph by paragraph, and in these word by word."""
    olds, news = before.splitlines(keepends=True), after.splitlines(keepends=True)
    runs: list[Run] = []
    for how, i, j, k, m in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        old, new = "".join(olds[i:j]), "".join(news[k:m])
        runs += [Run(old, "same")] if how == "equal" else _words(old, new)
    return tuple(run for run in runs if run.text)


def _words(old: str, new: str) -> list[Run]:
    olds, news = _WORDS.findall(old), _WORDS.findall(new)
    if len(olds) * len(news) > _MOST_WORDS**2:
        return [Run(old, "gone"), Run(new, "new")]
    runs: list[Run] = []
    for how, i, j, k, m in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        gone, came = "".join(olds[i:j]), "".join(news[k:m])
        runs += [Run(gone, "same")] if how == "equal" else [Run(gone, "gone"), Run(came, "new")]
    return _joined(runs)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs of one kind that follow each other as one, so that no page is full of single letters."""
    made: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if made and made[-1].how == run.how:
            made[-1] = Run(made[-1].text + run.text, run.how)
        else:
            made.append(run)
    return made
