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
from dataclasses import replace

from secondsource.model import Attribution, Mode, Name, Relation, Report, Sentence, Source, Span, Stance
from secondsource.packs import FALLBACK, Pack
from secondsource.reading import cues as cue_finder
from secondsource.reading import sources as source_finder
from secondsource.reading.contents import contents
from secondsource.reading.cues import Cue
from secondsource.reading.frames import Framed, nest, until
from secondsource.reading.quotations import Quotation
from secondsource.reading.sources import Candidate
from secondsource.reading.speakers import Speakers
from secondsource.reading.subjects import Subjects
from secondsource.words import length

MOST_CUES = 24
LONGEST_APPOSITION = 12  # words between source and cue that belong to the source; more are what was said
EDGE = " \t\n\u00a0,;:–—-…()[]،、，\"«»“”„‘’'」「『』"


def find(
    report: Report,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    names: Sequence[Name],
    pack: Pack,
    relations: Sequence[Relation] = (),
) -> tuple[tuple[Framed, ...], tuple[Source, ...]]:
    """Every attribution of a report in order of its sentences, and every institution that it describes.

    A sentence in which the tagger found `relations` is read by these, any other by the rules.
    """
    reader = _Reader(report, sentences, quotations, names, pack, relations)
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
        relations: Sequence[Relation],
    ) -> None:
        self.report, self.sentences, self.quotations, self.pack = report, sentences, quotations, pack
        self.names = names
        self.speech = [q for q in quotations if q.speech]
        self.text = report.text
        self.candidates = [source_finder.find(self.text, s, names, pack, report.language) for s in sentences]
        self.speakers = Speakers(names, [c for found in self.candidates for c in found])
        self.subjects = Subjects(self.text, sentences, quotations, report.outlet, self.speakers, pack)
        self.found: list[Framed] = []
        self.that = pack.any_of(*pack.attribution.that)
        self.verb_final = pack.attribution.verb_final
        self.relations: dict[int, list[Relation]] = {}
        for relation in relations:
            at = (relation.cue or relation.source)[0].start
            home = next((n for n, s in enumerate(sentences) if s.start <= at < s.end), None)
            if home is not None:
                self.relations.setdefault(home, []).append(relation)

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
        related = [self.related(i, r, cues) for r in self.relations.get(i, ())]
        for cue in cues if not any(related) else ():
            made = self.frame(i, cue, cues, outside, spoken, used)
            joint = self.joint(sentence, cue)
            if made and joint is not None:
                frames = [until(self.text, f, joint) for f in frames]  # "confirmed the gift | and says that …"
            for f in made:
                self.speakers.spoke(f.attribution.sources[-1])  # "according to her", in the same sentence
            frames += made
        for made in related:
            for f in made:
                self.speakers.spoke(f.attribution.sources[-1])
            frames += made
        if not frames and spoken:
            frames = self.after_colon(i, outside, spoken)
        if not frames and not any(c.kind == "withhold" for c in cues):
            frames = self.carried_on(i)
        frames = nest(self.text, frames, self.pack)
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
            chosen = self.subjects.beside_preposition(i, cue, candidates)
        else:
            chosen = self.subject(i, cue, cues, candidates, used)
        if not chosen:
            return []
        used.update(s.start for s in chosen)
        self.subject_of_last = list(chosen)
        medium = self.subjects.medium(cue, chosen, candidates) if cue.kind in ("say", "deny") else None
        cited = self.subjects.cited(cue, chosen, cues, candidates)
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
            chain = tuple(
                s for s in (medium, self.speakers.resolve(source), cited) if s and not self.subjects.own_outlet(s)
            )
            if chain:
                cue_span = Span(cue.start, cue.end, self.text[cue.start : cue.end])
                frames.append(Framed(Attribution(chain, cue_span, spans, mode, stance), i, phrases))
        return frames

    def related(self, i: int, relation: Relation, cues: Sequence[Cue]) -> list[Framed]:
        """The frames of a relation that the tagger found: one for each speaker in its source."""
        sentence = self.sentences[i]
        if not relation.cue and not relation.source:
            return []
        first = (relation.cue or relation.source)[0]
        known = next((k for k in cues if any(k.start < c.end and c.start < k.end for c in relation.cue)), None)
        if not self.claims(relation, known):
            return []
        cue = known or Cue(first.start, first.end, "say")
        if cue.kind == "withhold" or cue.kind.startswith("cite"):
            return []
        chosen = self.meant(relation)
        if not chosen:
            return []
        content = tuple(s for c in relation.content if (s := self.said(c)))
        if not content:
            return []
        quoted = any(q.speech and q.start < c.end and c.start < q.end for q in self.quotations for c in content)
        mode: Mode = "quoted" if quoted else "reported"
        stance: Stance = "denies" if cue.kind == "deny" else "states"
        if stance == "denies" and not quoted:
            content = (Span(sentence.start, sentence.end, sentence.text),)
        medium = self.subjects.medium(cue, chosen, self.candidates[i]) if cue.kind in ("say", "deny") else None
        cited = self.subjects.cited(cue, chosen, cues, self.candidates[i])
        spans = [(p.start, p.end) for p in (*relation.source, *relation.cue)]
        spans += [(s.start, s.end) for s in (medium, cited) if s]
        phrases = self.joined(spans, content)
        text = self.text[relation.cue[0].start : relation.cue[0].end] if relation.cue else ""
        span = Span(relation.cue[0].start, relation.cue[0].end, text) if relation.cue else None
        frames = []
        for source in chosen:
            chain = tuple(
                s for s in (medium, self.speakers.resolve(source), cited) if s and not self.subjects.own_outlet(s)
            )
            if chain:
                attribution = Attribution(chain, span, content, mode, stance, relation.confidence)
                frames.append(Framed(attribution, i, phrases))
        return frames

    def claims(self, relation: Relation, known: Cue | None) -> bool:
        """Whether a relation gives what somebody says to be so, and not what he does, wants or asks for by saying it.

        "Condemned the visit", "invited him to stay", "plans to close" are the report's own words on what somebody did.
        """
        if known is not None:
            return True
        spoken = any(q.start < c.end and c.start < q.end for q in self.speech for c in relation.content)
        if spoken or self.pack.language == FALLBACK:
            return relation.kind == "said"
        return relation.kind == "said" and any(self.opens(c) for c in relation.content)

    def opens(self, span: Span) -> bool:
        """Whether a content begins with "that", or in verb-final languages ends with it."""
        if self.verb_final:
            marks = list(self.that.finditer(self.text, span.start, span.end))
            return bool(marks) and length(self.text[marks[-1].end() : span.end]) <= 1
        return bool(self.that.match(self.text, span.start, span.end))

    def meant(self, relation: Relation) -> list[Source]:
        """The speakers in the source of a relation: a person named there, else the noun that leads the phrase."""
        if not relation.source:
            return []
        start, end = relation.source[0].start, relation.source[0].end
        inside = [c for found in self.candidates for c in found if c.source.start < end and c.source.end > start]
        if not inside:
            return [Source(start, end, self.text[start:end], "organisation", None)]
        named = [c for c in inside if c.source.thing is not None and c.source.kind in ("person", "official")]
        head = named[0] if named else inside[-1] if self.verb_final else inside[0]
        return self.subjects.with_partners(head.source, inside)

    def said(self, span: Span) -> Span | None:
        """What of a content says something: without its conjunction, marks and white space at the ends."""
        start, end = span.start, span.end
        while start < end and self.text[start] in EDGE:
            start += 1
        that = self.that.match(self.text, start, end)
        if that:
            start = that.end()
        while start < end and self.text[start] in EDGE:
            start += 1
        while end > start and self.text[end - 1] in EDGE:
            end -= 1
        return Span(start, end, self.text[start:end]) if end > start else None

    def joined(self, spans: Sequence[tuple[int, int]], content: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        """The stretches that hold source, cue and medium, parted only where content lies between."""
        ordered = sorted(spans)
        made = [ordered[0]]
        for start, end in ordered[1:]:
            if any(made[-1][1] <= c.start < start for c in content):
                made.append((start, end))
            else:
                made[-1] = (made[-1][0], max(end, made[-1][1]))
        return tuple(made)

    def subject(
        self, i: int, cue: Cue, cues: Sequence[Cue], candidates: Sequence[Candidate], used: set[int]
    ) -> list[Source]:
        """The subject of a verb of saying: its own, that of the verb that "and" joins it to, or whoever spoke last."""
        if self.joint(self.sentences[i], cue) is not None and self.subject_of_last:
            return self.subject_of_last
        return self.subjects.subject(i, cue, cues, candidates, used) or self.understood(i, cue)

    def joint(self, sentence: Sentence, cue: Cue) -> int | None:
        """Where "and" stands right before a verb of saying, which then shares the subject of the verb before it."""
        if self.verb_final or cue.kind not in ("say", "deny"):
            return None
        before = re.search(r"(?<!\w)[^\W\d_]{1,3}\s+$", self.text[sentence.start : cue.start])
        word = before.group().strip() if before else ""
        if not before or not before.start() or not self.pack.any_of(*self.pack.clauses.open).fullmatch(word):
            return None
        return sentence.start + before.start()

    def phrases(
        self,
        sentence: Sentence,
        cue: Cue,
        chosen: Sequence[Source],
        others: Sequence[Source],
        spoken: Sequence[Quotation],
    ) -> tuple[tuple[int, int], ...]:
        """The stretches of text that hold source, cue and medium: one where they adjoin, else one each."""
        sources = [(self.subjects.with_article(sentence, s), s.end) for s in (*chosen, *others)]
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

    def understood(self, i: int, cue: Cue) -> list[Source]:
        """Where a sentence ends in its verb of saying and names nobody, whoever spoke last goes on speaking."""
        sentence = self.sentences[i]
        ends = length(self.text[cue.end : sentence.end]) <= 3
        last = self.found[-1] if self.found else None
        spoken = any(q.speech and sentence.start <= q.opened and q.closed <= cue.start for q in self.quotations)
        if cue.kind != "say" or not ends or last is None or i - last.sentence > 3 or not (spoken or self.verb_final):
            return []
        return [last.attribution.sources[-1]]

    def after_colon(self, i: int, candidates: Sequence[Candidate], spoken: Sequence[Quotation]) -> list[Framed]:
        for q in spoken:
            lead = self.text[self.sentences[i].start : q.opened].rstrip()
            if not q.speech or not lead.endswith((":", "：")):
                continue
            before = [c.source for c in candidates if c.source.end <= q.opened]
            if before:
                source = self.speakers.resolve(before[0])
                if not self.subjects.own_outlet(source):
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
