"""Text to pieces of words, with the place of each: the tokeniser of XLM-R (SentencePiece unigram) with offsets.

Pieces never reach over white space, over the border of a word and a punctuation mark, or over a letter of a script that
puts no spaces between words, so that every name begins and ends where a piece does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from secondsource.encoding.e5_file import E5File
from secondsource.words import MARKS

MARK = "▁"
LONGEST_PIECE = 16
UNKNOWN_COST = 10.0
# A unit is a run of letters or digits with the marks on them, one letter of an unspaced script, or any other character.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\U00020000-\U0003ffff"
UNIT = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]|[{MARKS}])*|\S")
# Letters without a break beyond which a unit is cut: nobody's word is so long, and hostile ones are.
LONGEST_UNIT = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: its row in the word table, where it stands, and whether it begins a unit."""

    row: int
    start: int
    end: int
    first: bool


class Tokeniser:
    """Cuts texts into pieces; remembers words it has cut."""

    def __init__(self, file: E5File) -> None:
        self._pieces = file.pieces
        self._normaliser = file.normaliser
        self._unknown = file.unknown
        self._lowest = min(score for _, score in self._pieces.values()) - UNKNOWN_COST
        self._cut = lru_cache(maxsize=50_000)(self._viterbi)

    def pieces(self, text: str, start: int = 0, end: int | None = None) -> list[Piece]:
        """The pieces of `text[start:end]`, with offsets into `text`, left to right."""
        found: list[Piece] = []
        for unit in UNIT.finditer(text, start, len(text) if end is None else end):
            spaced = unit.start() == start or text[unit.start() - 1].isspace()
            for at in range(unit.start(), unit.end(), LONGEST_UNIT):
                word = text[at : min(at + LONGEST_UNIT, unit.end())]
                for n, (row, a, b) in enumerate(self._cut(word, spaced and at == unit.start())):
                    found.append(Piece(row, at + a, at + b, n == 0 and at == unit.start()))
        return found

    def rows(self, text: str) -> list[int]:
        """The rows of the pieces as the encoder was taught: cut only where there is white space, without places."""
        words = "".join(self._normaliser.get(letter, letter) for letter in text).split(" ")
        return [row for word in words if word for row, _, _ in self._cut(word, True)]

    def _viterbi(self, word: str, spaced: bool) -> tuple[tuple[int, int, int], ...]:
        """Row, start and end (in `word`) of the likeliest pieces."""
        letters: list[str] = [MARK] if spaced else []
        places: list[int] = [0] if spaced else []
        for i, letter in enumerate(word):
            for made in self._normaliser.get(letter, letter):
                if not made.isspace():
                    letters.append(made)
                    places.append(i)
        text, n = "".join(letters), len(letters)
        if n == 0:
            return ((self._unknown, 0, len(word)),)
        best = [0.0] + [-1e18] * n
        back: list[tuple[int, int]] = [(0, self._unknown)] * (n + 1)
        for end in range(1, n + 1):
            for begin in range(max(0, end - LONGEST_PIECE), end):
                known = self._pieces.get(text[begin:end])
                if known is None:
                    if end - begin > 1:
                        continue
                    known = (self._unknown, self._lowest)
                score = best[begin] + known[1]
                if score > best[end]:
                    best[end], back[end] = score, (begin, known[0])
        cuts: list[tuple[int, int, int]] = []
        end = n
        while end > 0:
            begin, row = back[end]
            cuts.append((row, begin, end))
            end = begin
        cuts.reverse()
        places.append(len(word))
        return tuple((row, places[a], max(places[b] if b < n else len(word), places[a])) for row, a, b in cuts)
