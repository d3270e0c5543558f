"""Statements: the clauses of a report that say one thing each, with stance, hedging and the chain behind them.

Sentences are cut where an attribution begins or ends and where the pack's conjunctions open a clause of its own;
what is only source and cue says nothing and is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from secondsource.model import Name, Quantity, Report, Sentence, Source, Span, Stance, Statement, TimeExpression, Word
from secondsource.packs import Pack
from secondsource.reading.frames import Framed
from secondsource.reading.quotations import Quotation
from secondsource.words import asks, length

SHORTEST_CLAUSE_WORDS = 4
SHORTEST_STATEMENT_WORDS = 2
SHORTEST_BESIDE_TIMES = 3
# Where the network sees another claim begin that surely, a clause is parted, if both parts have so many words.
BEGINS = 0.1
SHORTEST_PART_WORDS = 4
# Of several words near each other that may begin it, only the likeliest of so many before and behind does.
NEAR_WORDS = 2
AROUND = 0.5
# What is left of a sentence is cut where the network is so sure that a claim begins; one has so many words.
SURELY = 0.5
SHORTEST_ASIDE_WORDS = 4
NEAR_SENTENCES = 2
COORDINATOR_LETTERS = 3
LONG_CLAUSE_WORDS = 8
FARTHEST_THAT = 80  # code points
CARRIES_CLAIMS = ("title", "body", "caption", "subhead")
LOOSE = " \t\n\u00a0,;:–—-،、，。\"«»“”„‘’'"


def find(
    report: Report,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    framed: Sequence[Framed],
    names: Sequence[Name],
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
    pack: Pack,
    words: Sequence[Word] = (),
) -> tuple[Statement, ...]:
    """The statements of a report in order; they do not overlap.

    `words` says where the network sees claims begin.
    """
    found: list[Statement] = []
    by_sentence: dict[int, list[Framed]] = {}
    for f in framed:
        first = f.attribution.content[0].start
        for i, sentence in enumerate(sentences):
            # a frame may stand after what it covers ("That is what the agency reports.")
            if i == f.sentence or sentence.start <= first < sentence.end:
                by_sentence.setdefault(i, []).append(f)
    for i, sentence in enumerate(sentences):
        if sentence.role not in CARRIES_CLAIMS:
            continue
        frames = by_sentence.get(i, [])
        spoken = [q for q in quotations if q.speech and q.start < sentence.end and q.end > sentence.start]
        if sentence.role == "subhead" and asks(sentence.text):
            continue
        whole = _pieces(report.text, sentence, frames, spoken, times, pack)
        clauses = [*_parted(report.text, whole, words, times, names, pack)]
        for start, end, least in _with_asides(report.text, sentence, clauses, words, pack):
            if not _says(report.text, start, end, times, pack, least):
                continue
            if _attributes(report.text, start, end, times, names, pack):
                continue
            found.append(_statement(report, sentence, i, start, end, frames, spoken, names, quantities, pack))
    return tuple(_denials(found))


def _denials(found: Sequence[Statement]) -> list[Statement]:
    """The statements with those marked as denials that negate in the words of someone who denies right beside them."""
    out = []
    for s in found:
        near = [d for d in found if d.stance == "denies" and abs(d.sentence - s.sentence) <= NEAR_SENTENCES]
        denies = s.negated and s.stance == "states" and any(_same_speaker(s, d) for d in near)
        out.append(replace(s, stance="denies") if denies else s)
    return out


def _same_speaker(one: Statement, other: Statement) -> bool:
    return any(
        (a.thing is not None and a.thing in (b.thing, b.body)) or (a.body is not None and a.body in (b.thing, b.body))
        for mine in one.chains
        for theirs in other.chains
        for a in mine[-1:]
        for b in theirs[-1:]
    )


def _pieces(
    text: str,
    sentence: Sentence,
    frames: Sequence[Framed],
    spoken: Sequence[Quotation],
    times: Sequence[TimeExpression],
    pack: Pack,
) -> list[tuple[int, int, int]]:
    """The clauses of a sentence, without the phrases that only attribute, and how many words each needs beside times:
    what "that" opens may be short."""
    edges = {sentence.start, sentence.end}
    phrases: list[tuple[int, int]] = []
    hard: set[int] = set()
    said = sorted((c for f in frames for c in f.attribution.content), key=lambda c: c.start)
    for f in frames:
        if _splinters(text, f, times, pack):
            continue
        if _adjoins(text, f):
            hard.add(max(f.end, *(c.end for c in f.attribution.content)))
            continue
        hard |= {e for span in f.attribution.content for e in (span.start, span.end)}
        if f.attribution.stance != "denies":
            phrases += _joined(text, f, said, pack)
    hard |= {e for phrase in phrases for e in phrase}
    edges |= {min(max(e, sentence.start), sentence.end) for e in hard}
    for match in pack.any_of(*pack.clauses.open).finditer(text, sentence.start, sentence.end):
        if any(a < match.end() and match.start() < b for a, b in phrases):
            continue
        if len(match.group()) <= COORDINATOR_LETTERS and not _joins_clauses(text, sentence, match.start(), match.end()):
            continue
        edges.add(_before_adverb(text, sentence.start, match.start()))
    for match in re.finditer(
        r"[;:–—.!?。！？](?=\s|$|[\u3040-\u9fff])|(?<=[،、，])", text[sentence.start : sentence.end]
    ):
        stop = sentence.start + match.end()
        if match.group() == "." and not any(q.start <= stop <= q.end for q in spoken):
            continue  # the sentence goes on after it: an abbreviation
        edges.add(stop)
    pieces: list[tuple[int, int]] = []
    ordered = sorted(e for e in edges if sentence.start <= e <= sentence.end)
    for a, b in pairwise(ordered):
        if pieces and a not in hard and not all(_stands(text, *part, times, pack) for part in (pieces[-1], (a, b))):
            pieces[-1] = (pieces[-1][0], b)
        else:
            pieces.append((a, b))
    kept = [p for p in pieces if not any(a <= p[0] and p[1] <= b for a, b in phrases)]
    kept = [p for p in kept if not _remains(text, p, frames, phrases)]
    opened = {c.start: c.end for f in frames for c in f.attribution.content if _opened(text, f, c, pack) is not None}
    found: list[tuple[int, int, int]] = []
    for a, b in kept:
        least = SHORTEST_STATEMENT_WORDS if a in opened else SHORTEST_BESIDE_TIMES
        least = 1 if b >= opened.get(a, b + 1) else least
        start, end = _strip(text, a, b, pack, cut=a not in opened)
        if length(text[start:end]) >= min(least, SHORTEST_STATEMENT_WORDS):
            found.append((start, end, least))
    return found


def _before_adverb(text: str, start: int, end: int) -> int:
    """Where the clause begins that a conjunction opens at `end`: one word behind a comma is its own (", even as")."""
    comma = max(text.rfind(c, start, end) for c in ",،、，") + 1
    return comma if comma and length(text[comma:end]) == 1 else end


def _stands(text: str, start: int, end: int, times: Sequence[TimeExpression], pack: Pack) -> bool:
    """Whether a part of a sentence can stand alone: it is long enough, and says more than when it was."""
    return length(text[start:end]) >= SHORTEST_CLAUSE_WORDS and _says(
        text, start, end, times, pack, SHORTEST_BESIDE_TIMES
    )


def _parted(
    text: str,
    pieces: Sequence[tuple[int, int, int]],
    words: Sequence[Word],
    times: Sequence[TimeExpression],
    names: Sequence[Name],
    pack: Pack,
) -> Iterator[tuple[int, int, int]]:
    """The pieces parted where another claim begins in one.

    Both parts say something beside when it was and whom they name, and the network takes neither for words around a
    claim: a subject stays with what is said of it.
    """
    for start, end, least in pieces:
        spans = [*((t.start, t.end) for t in times), *((n.start, n.end) for n in names)]
        aside = [(a, b) for a, b in spans if start <= a and b <= end]
        inside = _inside(words, start, end)
        edges = [start, end]
        for word in _beginning(inside):
            after = bisect_left(edges, word.start)
            parts = (edges[after - 1], word.start), (word.start, edges[after])
            if word.start > start and all(
                length(_without(text, *_strip(text, a, b, pack, cut=a != start), aside)) >= SHORTEST_PART_WORDS
                and _claims(inside, a, b)
                for a, b in parts
            ):
                edges.insert(after, word.start)
        if len(edges) == 2:
            yield start, end, least
            continue
        for a, b in pairwise(edges):
            yield *_strip(text, a, b, pack, cut=a != start), least


def _with_asides(
    text: str, sentence: Sentence, clauses: Sequence[tuple[int, int, int]], words: Sequence[Word], pack: Pack
) -> list[tuple[int, int, int]]:
    """The clauses, and what the network takes for claims in what they leave of the sentence: "who runs the firm" within
    what attributes. What goes on with a clause of a word or two is one with it."""
    found = list(clauses)
    for first, last, goes_on in _left_over(sentence, clauses, words):
        start, end = _strip(text, first, last, pack, cut=True)
        if length(text[start:end]) < SHORTEST_ASIDE_WORDS:
            continue
        short = (c for c in clauses if length(text[c[0] : c[1]]) < SHORTEST_CLAUSE_WORDS)
        begun = next((c for c in short if c[1] <= first and not text[c[1] : first].strip()), None)
        if goes_on and begun:
            found.remove(begun)
            start = begun[0]
        found.append((start, end, SHORTEST_STATEMENT_WORDS))
    return sorted(found)


def _left_over(
    sentence: Sentence, clauses: Sequence[tuple[int, int, int]], words: Sequence[Word]
) -> list[tuple[int, int, bool]]:
    """Runs of words that no clause holds and the network takes for claims: where they start and end, and whether they
    may go on with what stands before."""
    runs: list[tuple[int, int, bool]] = []
    free = False
    inside = _inside(words, sentence.start, sentence.end)
    for word, end in zip(inside, [*(w.start for w in inside[1:]), sentence.end], strict=False):
        goes_on = word.begins < SURELY
        before, free = free, word.outside < AROUND and not any(a < end and word.start < b for a, b, _ in clauses)
        if free and before and goes_on:
            runs[-1] = (runs[-1][0], end, runs[-1][2])
        elif free:
            runs.append((word.start, end, goes_on))
    return runs


def _inside(words: Sequence[Word], start: int, end: int) -> Sequence[Word]:
    """The words that begin between two places."""
    return words[bisect_left(words, start, key=_start) : bisect_left(words, end, key=_start)]


def _start(word: Word) -> int:
    return word.start


def _beginning(words: Sequence[Word]) -> list[Word]:
    """The words that may begin a claim and are likelier to than those near them, the likeliest first."""
    near = (words[max(0, n - NEAR_WORDS) : n + NEAR_WORDS + 1] for n in range(len(words)))
    found = [w for w, others in zip(words, near, strict=True) if w.begins == max(o.begins for o in others)]
    return sorted((w for w in found if w.begins >= BEGINS), key=lambda w: (-w.begins, w.start))


def _claims(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether most words from `start` to `end` belong to some claim."""
    outside = [w.outside for w in words if start <= w.start < end]
    return bool(outside) and sum(outside) / len(outside) < AROUND


def _says(text: str, start: int, end: int, times: Sequence[TimeExpression], pack: Pack, least: int) -> bool:
    """Whether a clause says something, in `least` words, beside when it was or that its source would not be named."""
    aside = [(t.start, t.end) for t in times if start <= t.start and t.end <= end]
    aside += [m.span() for m in pack.any_of(*pack.attribution.anonymous).finditer(text, start, end)]
    return not aside or length(_without(text, start, end, aside)) >= least


def _attributes(
    text: str, start: int, end: int, times: Sequence[TimeExpression], names: Sequence[Name], pack: Pack
) -> bool:
    """Whether a clause is only source, cue and how it was said: "she said in a statement on Sunday"."""
    a, p = pack.attribution, pack.pronouns
    on = (phrase for phrase in a.according_before if not phrase.startswith("^"))
    told = [m.span() for m in pack.any_of(*a.told_to, *a.cite, *a.cite_after).finditer(text, start, end)]
    said = pack.any_of(*a.say, *a.statement_nouns, *on, *a.according_after)
    cues = sorted([*told, *(m.span() for m in said.finditer(text, start, end))])
    stance = pack.any_of(*pack.stance.negation, *pack.stance.deny, *pack.stance.withhold)
    if not cues or stance.search(text, start, end):
        return False
    speakers = [(n.start, n.end) for n in names if start <= n.start and n.end <= end]
    speakers += [m.span() for m, _ in pack.speaker_nouns.find(text, start, end)]
    speakers += [m.span() for m in pack.any_of(*p.person, *p.plural, *p.thing).finditer(text, start, end)]
    before = [s for s in speakers if s[1] <= cues[0][0]]
    if before and not told:
        speakers = before  # "the club announced Tove Ansgill" says something
    aside = [*cues, *speakers, *((t.start, t.end) for t in times if start <= t.start and t.end <= end)]
    small = (*a.anonymous, *a.that, *pack.names.function, *pack.names.locative, *pack.names.inside)
    aside += [m.span() for m in pack.any_of(*small).finditer(text, start, end)]
    return length(_without(text, start, end, aside)) == 0


def _without(text: str, start: int, end: int, aside: Sequence[tuple[int, int]]) -> str:
    return "".join(c for i, c in enumerate(text[start:end], start) if not any(a <= i < b for a, b in aside))


def _splinters(text: str, framed: Framed, times: Sequence[TimeExpression], pack: Pack) -> bool:
    """Whether the phrase that attributes stands inside what is said and leaves a part too short to stand alone.

    "The North is, according to Seoul, sending arms": cut there, neither part says anything.
    """
    content = framed.attribution.content
    inside = len(content) > 1 and content[0].end <= framed.start and framed.end <= content[-1].start
    if not inside or framed.attribution.mode == "quoted" or framed.attribution.stance == "denies":
        return False
    if re.search(r"[,،、，]", text[content[0].end : framed.start]):  # "On Sunday, the official said, …"
        content = tuple(c for c in content if _says(text, c.start, c.end, times, pack, SHORTEST_BESIDE_TIMES))
    return min((length(c.text) for c in content), default=0) < SHORTEST_CLAUSE_WORDS


def _adjoins(text: str, framed: Framed) -> bool:
    """Whether what is said is only a few words that nothing parts from the phrase that attributes them.

    "Confirmed the gift" says something only together with who confirmed it.
    """
    content = framed.attribution.content
    if framed.attribution.mode == "quoted" or framed.attribution.stance == "denies":
        return False
    if sum(length(c.text) for c in content) >= SHORTEST_CLAUSE_WORDS:
        return False
    gaps = [text[min(b, c.end) : max(a, c.start)] for c in content for a, b in framed.phrases]
    return any(not gap.strip() for gap in gaps)


def _remains(text: str, piece: tuple[int, int], frames: Sequence[Framed], phrases: Sequence[tuple[int, int]]) -> bool:
    """Whether a piece is a word or two, no figures, that adjoin a phrase that attributes and that nobody said."""
    start, end = piece
    if length(text[start:end]) >= SHORTEST_CLAUSE_WORDS or re.search(r"\d", text[start:end]):
        return False
    if any(c.start < end and start < c.end for f in frames for c in f.attribution.content):
        return False
    gaps = [text[b:start] if b <= start else text[end:a] for a, b in phrases if b <= start or end <= a]
    return any(not gap.strip() for gap in gaps)


def _opened(text: str, framed: Framed, content: Span, pack: Pack) -> int | None:
    """Where the phrase that attributes ends which "that" ties to what is said, or None."""
    end = max((b for _, b in framed.phrases if b <= content.start), default=None)
    if end is None or content.start - end > FARTHEST_THAT:
        return None
    those = pack.any_of(*pack.attribution.that).finditer(text, end, content.start)
    return end if any(not re.search(r"\w", text[that.end() : content.start]) for that in those) else None


def _joined(text: str, framed: Framed, said: Sequence[Span], pack: Pack) -> list[tuple[int, int]]:
    """The phrases that attribute, up to what "that" opens, parted where something `said` stands, and only there."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(framed.phrases):
        for c in said:
            if start < c.start and c.end < end:  # "X says that …, but adds that": the subject of "adds" stands before
                joined.append((start, c.start))
                start = c.end
        end = next((c.start for c in framed.attribution.content if _opened(text, framed, c, pack) == end), end)
        if joined and not any(joined[-1][1] <= c.start < start for c in said):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _joins_clauses(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a short "and" joins two clauses and not two nouns, as far as that can be told without a parser."""
    before = text[sentence.start : start].rstrip()
    if before.endswith((",", ";", "،", "，", "–", "—")):
        return True
    following = text[end : sentence.end].lstrip()[:1]
    last_edge = max(before.rfind(mark) for mark in ",;:")
    return (
        not following.isupper()
        and length(before[last_edge + 1 :]) >= LONG_CLAUSE_WORDS
        and length(text[end : sentence.end]) > SHORTEST_CLAUSE_WORDS
    )


def _strip(text: str, start: int, end: int, pack: Pack, *, cut: bool) -> tuple[int, int]:
    """The clause without white space and loose punctuation, and, where it was `cut` off, without a leading "and"."""
    opens, small = pack.any_of(*pack.clauses.open), pack.any_of(*pack.names.function, *pack.clauses.open)
    while True:
        while start < end and (text[start] in LOOSE or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in LOOSE + "." or text[end - 1].isspace()):
            end -= 1
        lead = opens.match(text, start, end)
        if cut and lead and len(lead.group()) <= COORDINATOR_LETTERS and text[lead.end() : lead.end() + 1].isspace():
            start = lead.end()
            continue
        tail = re.search(r"\s([^\W\d_]{1,3})$", text[start:end])
        ends = re.match(r"\W*(?:[.!?。！？]|$)", text[end : end + 3])  # the sentence's own last word stays
        if tail and tail[1].islower() and (opens.fullmatch(tail[1]) or (not ends and small.fullmatch(tail[1]))):
            end = start + tail.start()
            continue
        return start, end


def _statement(
    report: Report,
    sentence: Sentence,
    index: int,
    start: int,
    end: int,
    frames: Sequence[Framed],
    spoken: Sequence[Quotation],
    names: Sequence[Name],
    quantities: Sequence[Quantity],
    pack: Pack,
) -> Statement:
    text = report.text[start:end]
    covering = [f for f in frames if _covered(f, start, end) >= max(1, (end - start - _attributing(f, start, end)) / 2)]
    covering.sort(key=lambda f: -sum(c.end - c.start for c in f.attribution.content))
    chains = _chains(covering)
    stance: Stance = "states"
    if any(f.attribution.stance == "denies" for f in covering) or pack.any_of(*pack.stance.deny).search(text):
        stance = "denies"
    elif pack.any_of(*pack.stance.withhold, *pack.attribution.withhold).search(text) or (
        not frames and pack.any_of(*pack.attribution.withhold).search(sentence.text)
    ):
        stance = "withholds"
    quoted = any(q.start < end and start < q.end for q in spoken)
    cue = next((f.attribution.cue.text for f in covering if f.attribution.cue), None)
    return Statement(
        report=report.id,
        start=start,
        end=end,
        text=text,
        role=sentence.role,
        sentence=index,
        stance=stance,
        mode="quoted" if quoted and covering else "reported" if covering else "asserted",
        hedged=bool(pack.any_of(*pack.hedges.words).search(sentence.text)),
        cue=cue,
        chains=chains,
        things=frozenset(n.thing for n in names if start <= n.start and n.end <= end),
        quantities=tuple(q for q in quantities if start <= q.start and q.end <= end),
        negated=bool(pack.any_of(*pack.stance.negation).search(text)),
    )


def _attributing(framed: Framed, start: int, end: int) -> int:
    """How much of a span is not said but only says who said it."""
    return sum(max(0, min(end, b) - max(start, a)) for a, b in framed.phrases)


def _covered(framed: Framed, start: int, end: int) -> int:
    return sum(max(0, min(end, c.end) - max(start, c.start)) for c in framed.attribution.content)


def _chains(covering: Sequence[Framed]) -> tuple[tuple[Source, ...], ...]:
    """One chain per speaker side by side; frames with the same content are side by side, others inside each other."""
    if not covering:
        return ()
    chains: list[tuple[Source, ...]] = [()]
    levels: dict[tuple[tuple[int, int], ...], list[Framed]] = {}
    for f in covering:
        levels.setdefault(tuple((c.start, c.end) for c in f.attribution.content), []).append(f)
    for side_by_side in levels.values():
        chains = [_join(chain, f.attribution.sources) for chain in chains for f in side_by_side]
    return tuple(dict.fromkeys(chains))


def _join(chain: tuple[Source, ...], more: tuple[Source, ...]) -> tuple[Source, ...]:
    known = {s.thing for s in chain if s.thing is not None} | {(s.start, s.end) for s in chain}
    return chain + tuple(s for s in more if s.thing not in known and (s.start, s.end) not in known)
