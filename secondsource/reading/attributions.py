"""On whose word: source, cue and content of everything that a report attributes.

Rules over the pack, after the attribution relations of PARC 3 (Pareti 2016) and PolNeAR (Newell et al. 2018):
a cue finds its source beside it, and its content is what source and cue leave of the sentence, or the
quotation next to them. Cases, in the order in which they are tried:

1. prepositions: "according to X", "X zufolge", "in her account";
2. verbs of saying and denying, with the source before or after them, and the medium that was told;
3. "X, citing Y": the chain goes on from X to Y;
4. a quotation after a colon, without a verb;
5. a quotation alone: whoever spoke in the sentence before or after it, in its paragraph;
6. a mood that carries on reported speech.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from secondsource.model import Attribution, Mode, Name, Report, Sentence, Source, Span, Stance
from secondsource.packs import Pack
from secondsource.reading import cues as cue_finder
from secondsource.reading import sources as source_finder
from secondsource.reading.contents import contents
from secondsource.reading.cues import Cue
from secondsource.reading.quotations import Quotation
from secondsource.reading.sources import MEDIA, Candidate
from secondsource.reading.speakers import Speakers
from secondsource.words import length

FARTHEST_SUBJECT = 110  # code points between a subject and its verb; apposition and relative clauses may stand there
MOST_CUES = 24
FARTHEST_TOLD = 6  # words between a verb and the medium that was told, where the speaker comes last
FARTHEST_INVERTED = 3  # words between a verb and the subject after it
LONGEST_APPOSITION = 12  # words between source and cue that belong to the source; more are what was said


@dataclass(frozen=True, slots=True)
class Framed:
    """An attribution, with the sentence and the phrase (source, cue, medium) that makes it."""

    attribution: Attribution
    sentence: int
    phrases: tuple[tuple[int, int], ...] = ()
    """Where source, cue and medium stand; two spans where the content lies between source and cue."""

    @property
    def start(self) -> int:
        return min((a for a, _ in self.phrases), default=self.attribution.content[0].start)

    @property
    def end(self) -> int:
        return max((b for _, b in self.phrases), default=self.attribution.content[0].start)


def find(
    report: Report,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    names: Sequence[Name],
    pack: Pack,
) -> tuple[tuple[Framed, ...], tuple[Source, ...]]:
    """Every attribution of a report in order of its sentences, and every institution that it describes."""
    reader = _Reader(report, sentences, quotations, names, pack)
    for i in range(len(sentences)):
        reader.read(i)
    reader.lone_quotations()
    return tuple(sorted(reader.found, key=lambda f: (f.sentence, f.start))), reader.speakers.described()


class _Reader:
    def __init__(
        self,
        report: Report,
        sentences: Sequence[Sentence],
        quotations: Sequence[Quotation],
        names: Sequence[Name],
        pack: Pack,
    ) -> None:
        self.report, self.sentences, self.quotations, self.pack = report, sentences, quotations, pack
        self.names = names
        self.speech = [q for q in quotations if q.speech]
        self.text = report.text
        self.candidates = [source_finder.find(self.text, s, names, pack, report.language) for s in sentences]
        self.speakers = Speakers(names, [c for found in self.candidates for c in found])
        self.outlet = report.outlet.casefold() if report.outlet else None
        self.found: list[Framed] = []
        self.that = pack.any_of(*pack.attribution.that)
        self.locative = pack.any_of(*pack.names.locative)
        self.function = pack.any_of(*pack.names.function)
        self.verb_final = pack.attribution.verb_final
        self.told = pack.any_of(*pack.attribution.told_to)
        self.told_after = pack.any_of(*pack.attribution.told_to_after)

    # --- one sentence ---------------------------------------------------------------------------

    def read(self, i: int) -> None:
        sentence = self.sentences[i]
        if sentence.role == "subhead":
            return
        spoken = [q for q in self.quotations if q.start < sentence.end and q.end > sentence.start]
        outside = [
            c
            for c in self.candidates[i]
            if not any(q.speech and q.start <= c.source.start and c.source.end <= q.end for q in spoken)
        ]
        cues = cue_finder.find(self.text, sentence, spoken, self.names, self.pack)
        if len(cues) > MOST_CUES:
            return  # no sentence of a news report; whose word it is cannot be told
        used: set[int] = set()
        frames: list[Framed] = []
        self.subject_of_last: list[Source] = []
        for cue in cues:
            made = self.frame(i, cue, cues, outside, spoken, used)
            joint = self.joint(sentence, cue)
            if made and joint is not None:
                frames = [self.until(f, joint) for f in frames]  # "confirmed the gift | and says that …"
            for f in made:
                self.speakers.spoke(f.attribution.sources[-1])  # "according to her", in the same sentence
            frames += made
        if not frames and spoken:
            frames = self.after_colon(i, outside, spoken)
        if not frames and not any(c.kind == "withhold" for c in cues):
            frames = self.carried_on(i)
        frames = self.nest(frames)
        self.found += frames
        for f in frames:
            self.speakers.spoke(f.attribution.sources[-1])

    def frame(
        self,
        i: int,
        cue: Cue,
        cues: Sequence[Cue],
        candidates: Sequence[Candidate],
        spoken: Sequence[Quotation],
        used: set[int],
    ) -> list[Framed]:
        if cue.kind == "withhold" or cue.kind.startswith(("cite", "told")):
            return []
        if cue.kind == "own":
            speaker = self.speakers.person_before(cue.start)
            if speaker is None:
                return []
            chosen = [speaker]
        elif cue.kind in ("before", "after"):
            chosen = self.beside_preposition(i, cue, candidates)
        else:
            chosen = self.subject(i, cue, cues, candidates, used)
        if not chosen:
            return []
        used.update(s.start for s in chosen)
        self.subject_of_last = list(chosen)
        medium = self.medium(cue, chosen, candidates) if cue.kind in ("say", "deny") else None
        cited = self.cited(cue, chosen, cues, candidates)
        sentence = self.sentences[i]
        named = [s for s in chosen if sentence.start <= s.start < sentence.end]
        joint = self.joint(sentence, cue)
        if joint is not None:
            named = [s for s in named if s.start > joint]  # the subject belongs to the verb before
        phrases = self.phrases(sentence, cue, named, [s for s in (medium, cited) if s], spoken)
        stance: Stance = "denies" if cue.kind == "deny" else "states"
        spans, mode = contents(self.text, sentence, phrases, cue, spoken, self.pack, stance)
        spans = self.pointing_back(i, phrases, spans, mode)
        if not spans:
            return []
        frames = []
        for source in chosen:
            chain = tuple(s for s in (medium, self.speakers.resolve(source), cited) if s and not self.own_outlet(s))
            if chain:
                cue_span = Span(cue.start, cue.end, self.text[cue.start : cue.end])
                frames.append(Framed(Attribution(chain, cue_span, spans, mode, stance), i, phrases))
        return frames

    def joint(self, sentence: Sentence, cue: Cue) -> int | None:
        """Where "and" stands right before a verb of saying, which then shares the subject of the verb before it."""
        if self.verb_final or cue.kind not in ("say", "deny"):
            return None
        before = re.search(r"(?<!\w)[^\W\d_]{1,3}\s+$", self.text[sentence.start : cue.start])
        word = before.group().strip() if before else ""
        if not before or not before.start() or not self.pack.any_of(*self.pack.clauses.open).fullmatch(word):
            return None
        return sentence.start + before.start()

    def until(self, framed: Framed, stop: int) -> Framed:
        """The frame with its content cut where another clause begins."""
        content = []
        for c in framed.attribution.content:
            text = self.text[c.start : min(c.end, stop)].rstrip(" ,;")
            if c.start < stop and text:
                content.append(Span(c.start, c.start + len(text), text))
        return replace(framed, attribution=replace(framed.attribution, content=tuple(content)))

    def phrases(
        self,
        sentence: Sentence,
        cue: Cue,
        chosen: Sequence[Source],
        others: Sequence[Source],
        spoken: Sequence[Quotation],
    ) -> tuple[tuple[int, int], ...]:
        """The stretches of text that hold source, cue and medium: one where they adjoin, else one each."""
        sources = [(self.with_article(sentence, s), s.end) for s in (*chosen, *others)]
        spans = sorted([(cue.start, cue.end), *sources])
        joined = [spans[0]]
        for start, end in spans[1:]:
            last = joined[-1]
            between = self.text[last[1] : start]
            quoted = any(q.speech and last[1] <= q.opened and q.closed <= start for q in spoken)
            longest = 1 if self.verb_final and cue.kind in ("say", "deny") else LONGEST_APPOSITION
            if not quoted and length(between) <= longest:
                joined[-1] = (last[0], max(end, last[1]))
            else:
                joined.append((start, end))
        whole = length(self.text[spans[0][0] : spans[-1][1]])
        if len(joined) == 1 and whole > 3 and length(sentence.text) - whole < 3:
            # nothing is left outside: the verb ends the sentence, and what was said stands before it
            apart = [spans[0]]
            for start, end in spans[1:]:
                if length(self.text[apart[-1][1] : start]) <= 1:
                    apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
                else:
                    apart.append((start, end))
            return tuple(apart)
        return tuple(joined)

    def with_article(self, sentence: Sentence | None, source: Source) -> int:
        """Where a source begins with the article before it, inside its sentence."""
        start = sentence.start if sentence else max(0, source.start - 8)
        article = re.search(r"(?<!\w)([^\W\d_]{1,3})\s+$", self.text[start : source.start])
        opens = article and self.pack.any_of(*self.pack.clauses.open).fullmatch(article[1])
        if article and not opens and self.function.fullmatch(article[1]) and not self.locative.fullmatch(article[1]):
            return start + article.start()
        return source.start

    def pointing_back(
        self, i: int, phrases: Sequence[tuple[int, int]], spans: tuple[Span, ...], mode: Mode
    ) -> tuple[Span, ...]:
        """ "That is what the agency reports." says nothing itself: its content is the sentence before."""
        sentence = self.sentences[i]
        said = sum(length(s.text) for s in spans)
        alone = length(sentence.text) - sum(length(self.text[a:b]) for a, b in phrases) <= 2
        before = self.sentences[i - 1] if i else None
        if mode == "quoted" or said >= 3 or not alone or before is None or before.role != sentence.role:
            return spans
        if before.paragraph != sentence.paragraph or any(f.sentence == i - 1 for f in self.found):
            return spans
        return (Span(before.start, before.end, before.text),)

    def own_outlet(self, source: Source) -> bool:
        """Whether a source is the very outlet that publishes the report."""
        if not self.outlet:
            return False
        mine, theirs = self.outlet.split(), source.text.casefold().split()[-len(self.outlet.split()) :]
        # case endings aside: "Kurierowi Porannemu" is the Kurier Poranny
        return len(mine) == len(theirs) and all(
            a[: max(4, round(0.7 * len(a)))] == b[: max(4, round(0.7 * len(a)))]
            for a, b in zip(mine, theirs, strict=True)
        )

    # --- sources --------------------------------------------------------------------------------

    def beside_preposition(self, i: int, cue: Cue, candidates: Sequence[Candidate]) -> list[Source]:
        """The source right after "according to", or right before "zufolge"."""
        if cue.kind == "before":
            for c in candidates:
                gap = self.text[cue.end : c.source.start]
                if c.source.start >= cue.end and length(gap) <= 4 and not re.search(r"[.,;:!?]", gap):
                    if not self.names_a_view(i, cue, c.source):
                        return []
                    return self.with_partners(c.source, candidates)
            rest = re.match(
                r"\s*[^\s,.;:!?«»“”\"]+(?:\s+[^\s,.;:!?«»“”\"]+){0,4}", self.text[cue.end : self.sentences[i].end]
            )
            if rest and rest.group().strip():
                start = cue.end + len(rest.group()) - len(rest.group().lstrip())
                end = cue.end + rest.end()
                return [Source(start, end, self.text[start:end], "organisation", None)]
            return []
        for c in reversed(candidates):
            gap = self.text[min(c.source.end, cue.start) : cue.start]
            before = c.source.start < cue.start and c.source.end <= cue.end  # a particle may belong to both
            if before and length(gap) <= 2 and not re.search(r"[.;:!?]", gap):
                return self.with_partners(c.source, candidates)
        return []

    def names_a_view(self, i: int, cue: Cue, source: Source) -> bool:
        """Whether a preposition that may mean anything ("for") gives someone's view: "For the minister, it is …"."""
        sentence = self.sentences[i]
        word = "^" + self.text[cue.start : cue.end].casefold()
        if cue.start != sentence.start or word not in self.pack.attribution.according_before:
            return True
        after = self.text[source.end : source.end + 1]
        return (
            source.kind in ("person", "official", "government")
            and (source.role is not None or source.thing is not None)
            and after == ","
        )

    def subject(
        self, i: int, cue: Cue, cues: Sequence[Cue], candidates: Sequence[Candidate], used: set[int]
    ) -> list[Source]:
        """The subject of a verb of saying: after it where the verb leads its clause, else before it."""
        sentence = self.sentences[i]
        lead = self.text[sentence.start : cue.start].rstrip()
        if self.joint(sentence, cue) is not None and self.subject_of_last:
            return self.subject_of_last
        after = self.subject_after(cue, cues, candidates, used, sentence, lead)
        before = self.subject_before(cue, cues, candidates, used)
        if not after or not before:
            return after or before or self.topic(sentence, cue) or self.understood(i, cue)
        if not lead or lead[-1] in "»“”\"’'!?…–—。」』：:;(":
            return after
        if lead[-1] not in ",，、،":
            return after if before[0].text and self.weak(before[0], candidates) else before
        # "Content, says X." or "X, the minister, accused Y of …": what follows the second noun tells
        rest = re.match(r"[^,.;:!?«»“”\"]*", self.text[after[-1].end : sentence.end])
        opens = length(self.text[sentence.start : before[0].start]) <= 2
        return before if opens and rest and length(rest.group()) >= 4 else after

    def topic(self, sentence: Sentence, cue: Cue) -> list[Source]:
        """In languages that mark what a sentence is about: that, as a speaker of whom no more is known."""
        marks = "|".join(map(re.escape, self.pack.attribution.topic))
        if not marks or cue.kind not in ("say", "deny"):
            return []
        outside = max((q.closed for q in self.speech if sentence.start <= q.opened < cue.start), default=sentence.start)
        spaced = self.pack.writing.spaces
        run = rf"(?:\S+\s){{0,2}}\S+?(?:{marks})(?=\s)" if spaced else rf"[^、。，「」\s]{{2,16}}?(?={marks})"
        for start in dict.fromkeys((outside, sentence.start)):
            found = re.compile(run).search(self.text, start, cue.start)
            if found:
                return [Source(found.start(), found.end(), found.group(), "organisation", None)]
        return []

    def weak(self, source: Source, candidates: Sequence[Candidate]) -> bool:
        """Whether a source is only a pronoun for a thing ("det"), which seldom speaks."""
        return any(c.pronoun in ("thing", "plural") for c in candidates if c.source.start == source.start)

    def understood(self, i: int, cue: Cue) -> list[Source]:
        """Where a sentence ends in its verb of saying and names nobody, whoever spoke last goes on speaking."""
        sentence = self.sentences[i]
        ends = length(self.text[cue.end : sentence.end]) <= 3
        last = self.found[-1] if self.found else None
        spoken = any(q.speech and sentence.start <= q.opened and q.closed <= cue.start for q in self.quotations)
        if cue.kind != "say" or not ends or last is None or i - last.sentence > 3 or not (spoken or self.verb_final):
            return []
        return [last.attribution.sources[-1]]

    def subject_after(
        self,
        cue: Cue,
        cues: Sequence[Cue],
        candidates: Sequence[Candidate],
        used: set[int],
        sentence: Sentence,
        lead: str,
    ) -> list[Source]:
        told = self.told.search(self.text, max(sentence.start, cue.start - 1), min(sentence.end, cue.end + 40))
        skip_to = cue.end
        for c in candidates:
            source = c.source
            if source.start < skip_to or source.start in used:
                continue
            gap = self.text[skip_to : source.start]
            after_quote = lead[-1:] in '»“”"’!?…' or (lead[-1:] == "," and lead[-2:-1] in '»“”"’')
            follows = any(source.end < d.source.start < source.end + 60 for d in candidates)
            if after_quote and follows and source.kind in MEDIA and 0 < length(gap) <= FARTHEST_TOLD:
                skip_to = source.end  # "…", replied in remarks to the agency X the director
                continue
            is_told = told and told.end() <= source.start and length(self.text[told.end() : source.start]) <= 2
            if self.own_outlet(source) and not told and length(gap) <= 2:
                return [source]  # the report's own outlet writes it: its own voice
            if self.own_outlet(source) or (is_told and source.kind in MEDIA | {"organisation"}):
                skip_to = source.end  # that is whom they told, not who told
                continue
            if length(gap) > FARTHEST_INVERTED or re.search(r"[.,;:!?]", gap) or self.that.search(gap):
                return []
            if any(q.speech and q.opened < source.start and q.closed > cue.end for q in self.quotations):
                return []
            if any(k.start >= cue.end and k.end <= source.start for k in cues):
                return []
            rest = re.match(r"[^.,;:!?–—«“\"]*", self.text[source.end : sentence.end])
            if c.pronoun and lead[-1:] not in ',»“”"!?…' and rest and length(rest.group()) > 3 and not told:
                return []  # "mener den bryter …": the pronoun begins what is said
            return self.with_partners(source, candidates)
        return []

    def subject_before(
        self, cue: Cue, cues: Sequence[Cue], candidates: Sequence[Candidate], used: set[int]
    ) -> list[Source]:
        possible: list[Source] = []
        for c in reversed(candidates):
            source = c.source
            if source.end > cue.start or source.start in used:
                continue
            gap = self.text[source.end : cue.start]
            if len(gap) > FARTHEST_SUBJECT or re.search(r"[.;:!?]\s", gap):
                break
            if not self.verb_final and any(source.end <= q.opened and q.closed <= cue.start for q in self.speech):
                break
            that = self.that.search(gap)
            if that and not self.verb_final and length(gap[that.end() :]) > 1:
                break
            possible.append(source)
        possible = [s for s in possible if not self.weak(s, candidates)] or possible
        if self.verb_final:
            # "… 라고 통신이 20일 보도했다": whoever stands between what was said and the verb said it
            marks = list(self.that.finditer(self.text, possible[-1].end, cue.start)) if possible else []
            close = [s for s in possible if marks and s.start >= marks[-1].end()]
            topical = [s for s in possible if self.topical(s)][:1]
            possible = close or topical or possible
        if not possible:
            return []
        # The noun right before the verb, unless it hangs on a preposition; else the one that opens the clause
        # ("A member of the panel that monitors the embargo, speaking on condition of anonymity, said").
        nearest = possible[0]
        near = length(self.text[nearest.end : cue.start]) <= 1 and "," not in self.text[nearest.end : cue.start]
        if near and not self.verb_final and not self.after_preposition(nearest):
            return self.with_partners(nearest, candidates)
        subject = next((s for s in reversed(possible) if not self.after_preposition(s)), possible[-1])
        return self.with_partners(subject, candidates)

    def topical(self, source: Source) -> bool:
        """Whether a particle marks the source as what the sentence is about."""
        topics = self.pack.attribution.topic
        return source.text.endswith(topics) or self.text.startswith(topics, source.end)

    def after_preposition(self, source: Source) -> bool:
        before = self.text[max(0, source.start - 24) : source.start]
        return any(
            re.fullmatch(r"\s*(?:[^\W\d]{1,4}\s+)?['’]?", before[m.end() :]) for m in self.locative.finditer(before)
        )

    def with_partners(self, source: Source, candidates: Sequence[Candidate]) -> list[Source]:
        """The source, and another one that "and" joins to it."""
        joining = self.pack.any_of(*self.pack.clauses.open)
        for c in candidates:
            first, second = sorted((c.source, source), key=lambda s: s.start)
            gap = self.text[first.end : self.with_article(None, second)].strip()
            if first is not second and 0 < len(gap) <= 4 and joining.fullmatch(gap) and first.kind not in ("document",):
                return [first, second]
        return [source]

    def medium(self, cue: Cue, chosen: Sequence[Source], candidates: Sequence[Candidate]) -> Source | None:
        """The medium that was told, quoted or interviewed, if another one than the report's own."""
        for c in candidates:
            source = c.source
            if any(source.start == s.start for s in chosen):
                continue
            if source.kind not in MEDIA | {"organisation"}:
                continue
            if source.role and source.kind == "organisation":
                continue
            for told in self.told.finditer(self.text, max(0, cue.start - 1), source.start):
                between = self.text[told.end() : source.start]
                if length(between) <= 3 and not re.search(r"[.;:!?«»“”\"]", between):
                    return self.speakers.resolve(source)
            follows = self.told_after.match(self.text, source.end)
            if follows:
                return self.speakers.resolve(source)
        return None

    def cited(
        self, cue: Cue, chosen: Sequence[Source], cues: Sequence[Cue], candidates: Sequence[Candidate]
    ) -> Source | None:
        """Whom the source leans on: "X, citing Y"."""
        last = max(s.end for s in chosen)
        for k in cues:
            if k.kind == "cite" and k.start >= min(cue.start, last) - 2:
                for c in candidates:
                    between = self.text[k.end : c.source.start]
                    if c.source.start >= k.end and length(between) <= 3 and not re.search(r"[.;:!?]", between):
                        return self.speakers.resolve(c.source)
            if k.kind == "cite after":
                for c in reversed(candidates):
                    between = self.text[c.source.end : k.start]
                    if (
                        c.source.end <= k.start
                        and length(between) <= 3
                        and not any(s.start == c.source.start for s in chosen)
                    ):
                        return self.speakers.resolve(c.source)
        return None

    # --- sentences without a cue of their own ---------------------------------------------------

    def after_colon(self, i: int, candidates: Sequence[Candidate], spoken: Sequence[Quotation]) -> list[Framed]:
        for q in spoken:
            lead = self.text[self.sentences[i].start : q.opened].rstrip()
            if not q.speech or not lead.endswith((":", "：")):
                continue
            before = [c.source for c in candidates if c.source.end <= q.opened]
            if before:
                source = self.speakers.resolve(before[0])
                if not self.own_outlet(source):
                    content = (Span(q.start, q.end, self.text[q.start : q.end]),)
                    phrases = ((before[0].start, before[0].end),)
                    return [Framed(Attribution((source,), None, content, "quoted", "states"), i, phrases)]
        return []

    def carried_on(self, i: int) -> list[Framed]:
        sentence = self.sentences[i]
        mood = self.pack.any_of(*self.pack.attribution.mood)
        if not self.found or sentence.role != "body" or not mood.search(sentence.text):
            return []
        last = self.found[-1]
        before = self.sentences[last.sentence]
        if i - last.sentence > 1 or last.attribution.stance == "denies" or sentence.paragraph - before.paragraph > 1:
            return []
        content = (Span(sentence.start, sentence.end, sentence.text),)
        return [Framed(replace(last.attribution, content=content, mode="reported"), i)]

    def lone_quotations(self) -> None:
        """Gives quotations that no cue reached to whoever speaks next to them in their paragraph."""
        by_sentence: dict[int, Framed] = {f.sentence: f for f in self.found}
        for i, sentence in enumerate(self.sentences):
            if i in by_sentence or sentence.role != "body":
                continue
            for q in self.quotations:
                inside = q.speech and q.start < sentence.end and q.end > sentence.start
                if (
                    not inside
                    or length(sentence.text)
                    > 1.4 * length(self.text[max(q.start, sentence.start) : min(q.end, sentence.end)]) + 2
                ):
                    continue
                near = [by_sentence.get(i - 1), by_sentence.get(i + 1)]
                neighbour = next(
                    (f for f in near if f and self.sentences[f.sentence].paragraph == sentence.paragraph), None
                )
                if neighbour is None:
                    continue
                start, end = max(q.start, sentence.start), min(q.end, sentence.end)
                attribution = Attribution(
                    neighbour.attribution.sources, None, (Span(start, end, self.text[start:end]),), "quoted", "states"
                )
                by_sentence[i] = Framed(attribution, i)
                self.found.append(by_sentence[i])

    # --- frames inside frames -------------------------------------------------------------------

    def nest(self, frames: list[Framed]) -> list[Framed]:
        """A medium's words hold what others told it; any other speaker's words end where the next one speaks."""
        kept = list(frames)
        for outer in frames:
            for inner in frames:
                if inner is outer or outer not in kept or inner not in kept or inner.start == outer.start:
                    continue
                if not _holds(outer, inner):
                    continue
                mine, theirs = outer.attribution, inner.attribution
                if _holds(inner, outer) and (theirs.sources[-1].kind in MEDIA, inner.start) > (
                    mine.sources[-1].kind in MEDIA,
                    outer.start,
                ):
                    continue  # "Y, she said, the agency added": the other way round
                if mine.sources[-1].kind in MEDIA or outer.start >= inner.end:
                    if theirs.sources[0].thing is not None and theirs.sources[0].thing == mine.sources[-1].thing:
                        continue
                    nested = replace(inner, attribution=replace(theirs, sources=(*mine.sources, *theirs.sources)))
                    if outer.start >= inner.end:
                        nested = self.until(nested, outer.start)  # "X says that …, the paper reports."
                    kept[kept.index(inner)] = nested
                    kept[kept.index(outer)] = self.cut(outer, inner)
                elif mine.sources[-1].kind == "document" or self.follows_that(outer, inner):
                    kept.remove(inner)
                else:
                    kept[kept.index(outer)] = self.cut(outer, inner)
        return [f for f in kept if f.attribution.content]

    def follows_that(self, outer: Framed, inner: Framed) -> bool:
        """Whether the inner frame stands in a clause that "that" puts under the outer one."""
        that = (
            self.that.search(self.text, outer.end, min(outer.end + 60, inner.start))
            if inner.start > outer.end
            else None
        )
        return bool(that) and not re.search(r"[.;:!?«»“”\"]", self.text[outer.end : that.start()]) if that else False

    def cut(self, outer: Framed, inner: Framed) -> Framed:
        """The outer frame without what the inner frame covers."""
        start = min([inner.start, *(c.start for c in inner.attribution.content)])
        end = max([inner.end, *(c.end for c in inner.attribution.content)])
        rest: list[Span] = []
        for c in outer.attribution.content:
            for a, b in ((c.start, min(c.end, start)), (max(c.start, end), c.end)):
                piece = self.text[a:b]
                stripped = piece.strip(" ,;:–—")
                if b > a and length(stripped) >= 3:
                    a += piece.index(stripped)
                    rest.append(Span(a, a + len(stripped), stripped))
        return replace(outer, attribution=replace(outer.attribution, content=tuple(rest)))


def _holds(outer: Framed, inner: Framed) -> bool:
    """Whether the phrase that makes `inner` stands in what `outer` says."""
    content = outer.attribution.content
    if not content:
        return False
    first, last = min(c.start for c in content), max(c.end for c in content)
    return first <= inner.start and inner.end <= last
