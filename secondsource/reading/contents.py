"""What was said: the parts of a sentence that an attribution covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from secondsource.model import Mode, Sentence, Span, Stance
from secondsource.packs import Pack
from secondsource.reading.cues import Cue
from secondsource.reading.quotations import Quotation
from secondsource.words import length

SHORTEST_WORDS = 3
FARTHEST_THAT = 80  # code points between a verb of saying and the "that" which opens what was said
MOST_BETWEEN, MOST_PARTED = 3, 8  # words between them
COMMAS = (",", "،", "、", "，", "–", "—")
EDGE = " \t\n\u00a0,;:–—-.…()[]،、，"


def contents(
    text: str,
    sentence: Sentence,
    phrases: Sequence[tuple[int, int]],
    cue: Cue,
    spoken: Sequence[Quotation],
    pack: Pack,
    stance: Stance,
) -> tuple[tuple[Span, ...], Mode]:
    """The content that the `phrases` (source, cue, medium) leave of their sentence, and whether it is quoted.

    A denial's content is the whole sentence: "the firm rejects the charge" says what it says only as a whole.
    """
    quotes = [q for q in spoken if q.speech]
    if stance == "denies" and not quotes:
        colon = re.compile(r"[:;：；]").search(text, phrases[-1][1], sentence.end)
        return (_span(text, sentence.start, colon.start() if colon else sentence.end),), "reported"
    final = pack.attribution.verb_final
    if len(phrases) > 1 and not final and _opened(text, phrases[-1][1], sentence.end, quotes, pack, verb=True):
        phrases = [(phrases[0][0], phrases[-1][1])]  # "X said on Tuesday that …": nothing between them was said
    if len(phrases) > 1:
        # the verb ends the sentence, and what was said stands between it and its subject
        between = [(a[1], b[0]) for a, b in pairwise(phrases)]
        return _spans(text, between, quotes)
    start, end = phrases[0]
    left, right = (sentence.start, start), (end, _until(text, sentence, end, pack))
    noun = pack.any_of(*pack.attribution.statement_nouns).search(text, right[0], min(right[1], right[0] + 30))
    if noun and length(text[right[0] : noun.start()]) <= 2:
        right = (noun.end(), right[1])  # "said in a statement that …"
    inverted = start == cue.start and end > cue.end and text[sentence.start : start].rstrip().endswith(COMMAS)
    that = _opened(text, *right, quotes, pack, verb=cue.kind in ("say", "deny"))
    if that and inverted and length(text[slice(*left)]) >= SHORTEST_WORDS and text[slice(*right)].startswith(COMMAS):
        that = None  # "…, ha detto Rossi, che …": of Rossi
    if that:
        right = (that, right[1])
    near_left = any(q.closed <= start and length(text[q.closed : start]) <= 1 for q in quotes)
    near_right = any(q.opened >= end and length(text[end : q.opened]) <= 4 for q in quotes)
    before, after = length(text[slice(*left)]), length(text[slice(*right)])
    aside = re.match(r"\s*[,.;)»”\"،、，。]", text[right[0] : right[1]])
    if text[slice(*left)].rstrip().endswith((":", ";")):
        before = 0  # "Storm: the mayor says so": what the colon closes is no part of it
    if cue.kind in ("before", "after", "own"):
        parts = [left, right]
    elif near_left:
        left = (left[0], max(q.closed for q in quotes if q.closed <= start))
        parts = [left, right] if near_right else [left]
    elif inverted and before >= SHORTEST_WORDS and not near_right and not that:
        parts = [left, right] if aside and after >= SHORTEST_WORDS else [left]
    elif (after >= SHORTEST_WORDS and not aside) or near_right or that:
        parts = [right]
    elif before > 1 and after >= SHORTEST_WORDS and text[sentence.start : start].rstrip().endswith(COMMAS):
        parts = [left, right]  # "The road, police said, was open"
    else:
        parts = [left] if before > after or not after else [right]
    return _spans(text, parts, quotes)


def _spans(text: str, parts: Sequence[tuple[int, int]], quotes: Sequence[Quotation]) -> tuple[tuple[Span, ...], Mode]:
    spans = [s for s in (_span(text, a, b) for a, b in parts) if s.end > s.start]
    quoted = any(q.start < s.end and s.start < q.end for q in quotes for s in spans)
    return tuple(spans), "quoted" if quoted else "reported"


def _opened(text: str, start: int, end: int, quotes: Sequence[Quotation], pack: Pack, *, verb: bool) -> int | None:
    """Where the clause begins that "that" opens behind a `verb` of saying or a preposition with its source, or None.

    A few words may stand between them; more where a comma parts them from the clause ("sagte am Dienstag vor der
    Presse in Berlin, dass …"), or where they tell how it was said ("said on condition of anonymity that …").
    """
    first = _skip(text, start, end)
    that = pack.any_of(*pack.attribution.that).search(text, first, min(end, first + FARTHEST_THAT))
    if that is None or not re.search(r"\w", text[that.end() : end]):
        return None
    between = text[first : that.start()].strip()
    words = between.rstrip("".join(COMMAS)).rstrip()
    if re.search(r"[.,;:]", words) or any(first <= q.opened < that.start() for q in quotes):
        return None
    led, parted = any(mark in text[start:first] for mark in COMMAS), words != between
    a = pack.attribution
    others = pack.any_of(*a.anonymous, *a.statement_nouns, *(() if verb else a.say)).sub("", words)
    if others == words and ((led and words) or ((led or parted) and not verb)):
        return None  # "sagte, er wisse nicht, dass …": what was said has begun before; "secondo Rossi, che …": of Rossi
    return that.end() if length(others) <= (MOST_PARTED if parted or others != words else MOST_BETWEEN) else None


def _until(text: str, sentence: Sentence, end: int, pack: Pack) -> int:
    """Where the report takes its own voice back: "confirmed two arrests, but declined to say where"."""
    for withheld in pack.any_of(*pack.attribution.withhold).finditer(text, end, sentence.end):
        opened = list(pack.any_of(*pack.clauses.open).finditer(text, end, withheld.start()))
        if opened and length(text[opened[-1].end() : withheld.start()]) <= 2:
            return opened[-1].start()
    return sentence.end


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in EDGE:
        start += 1
    return start


def _span(text: str, start: int, end: int) -> Span:
    """The span without white space and loose punctuation at its ends."""
    start = _skip(text, start, end)
    while end > start and text[end - 1] in " \t\n\u00a0,;:–—-،、，":
        end -= 1
    return Span(start, max(start, end), text[start : max(start, end)])
