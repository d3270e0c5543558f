"""A reading as columns, a token a line and an empty line after each sentence, in the manner of CoNLL.

Tokens are words and single marks; a script without spaces gives a token for each letter. A word in which a name or
an attribution begins or ends is cut there, so that every span is held exactly.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from secondsource.model import Reading, Relation, Span
from secondsource.render.visible import one_line
from secondsource.words import UNSPACED, words

_HEADER = """\
# {id}
# columns: token start end name time source cue content
# start and end count code points of the report's text. All columns after them are BIO; spans of one column that lie
# over each other stand beside each other with | between. The number after source, cue and content is that of the
# attribution; pieces of one source, cue or content begin with B each and have one number. A comment begins with
# "# ", a token never does.
"""

Label = tuple[int, int, str]
"""Start, end, and what comes after `B-` and `I-`."""


def render(reading: Reading) -> str:
    """The columns, with a header that names them."""
    report = reading.report
    columns: list[list[Label]] = [
        [(name.start, name.end, name.kind) for name in reading.names],
        [(time.start, time.end, "time") for time in reading.times],
        *(_numbered(reading.relations, role) for role in ("source", "cue", "content")),
    ]
    labels = [_Column(column) for column in columns]
    edges = sorted({edge for column in columns for start, end, _ in column for edge in (start, end)})
    made = [_HEADER.format(id=one_line(report.id))]
    for start, end in _stretches(reading):
        tokens = list(_tokens(report.text, start, end, edges))
        if tokens:
            made.append("".join(_row(token, labels) for token in tokens))
    return "\n".join(made)


def _numbered(relations: Sequence[Relation], role: str) -> list[Label]:
    return [
        (span.start, span.end, str(number))
        for number, relation in enumerate(relations, start=1)
        for span in getattr(relation, role)
    ]


def _stretches(reading: Reading) -> Iterator[tuple[int, int]]:
    """The sentences, and what stands between them line by line: bylines, credits."""
    text = reading.report.text
    here = 0
    for sentence in sorted(reading.sentences, key=lambda sentence: (sentence.start, sentence.end)):
        if sentence.end <= here:
            continue
        yield from _between(text, here, sentence.start)
        yield max(here, sentence.start), sentence.end
        here = sentence.end
    yield from _between(text, here, len(text))


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in text[start:end].splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _tokens(text: str, start: int, end: int, edges: Sequence[int]) -> Iterator[Span]:
    """Words, letters of unspaced scripts, and single marks; cut at every edge."""
    whole: list[tuple[int, int]] = []
    bare = start
    for word in (*words(text, start, end), Span(end, end, "")):
        for place in range(bare, word.start):
            if _belongs_before(text[place]) and whole and whole[-1][1] == place:
                whole[-1] = (whole[-1][0], place + 1)
            elif one_line(text[place]):
                whole.append((place, place + 1))
        if whole and whole[-1][1] == word.start > bare and _belongs_before(text[word.start - 1]):
            whole[-1] = (whole[-1][0], word.end)
        elif word.text:
            whole.append((word.start, word.end))
        bare = word.end
    for first, last in whole:
        inner = set(edges[bisect_right(edges, first) : bisect_left(edges, last)])
        inner |= {
            place
            for place in range(first + 1, last)
            if (UNSPACED.match(text[place]) or UNSPACED.match(text[place - 1])) and not _belongs_before(text[place])
        }
        for begin, stop in pairwise((first, *sorted(inner), last)):
            yield Span(begin, stop, text[begin:stop])


def _belongs_before(character: str) -> bool:
    """Accents, vowel signs and joiners, which are no token of their own."""
    return unicodedata.category(character)[0] == "M" or character in "\u00ad\u200c\u200d"


class _Column:
    """The labels of one column, asked for from left to right."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._coming = sorted({label for label in labels if label[0] < label[1]}, reverse=True)
        self._here: list[Label] = []
        self._begun: set[Label] = set()

    def at(self, token: Span) -> str:
        """What the column says of a token: `O`, `B-person`, `I-1|B-2`."""
        while self._coming and self._coming[-1][0] < token.end:
            self._here.append(self._coming.pop())
        self._here = [label for label in self._here if token.start < label[1]]
        cell = "|".join(f"{'I' if label in self._begun else 'B'}-{label[2]}" for label in self._here)
        self._begun.update(self._here)
        return cell or "O"


def _row(token: Span, labels: Sequence[_Column]) -> str:
    cells = (one_line(token.text), str(token.start), str(token.end), *(column.at(token) for column in labels))
    return "\t".join(cells) + "\n"
