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
SMALL_LETTERS = 3  # of words such as "is" and "so" beside a pronoun that points back
SMALL_SOURCE = 4  # letters of words that describe nobody, such as "who" and "one"; where no spaces are, one
LONGEST_APPOSITION = 12  # words between source and cue that belong to the source; more are what was said
TOLD = 0.97  # how sure the tagger must be that a content is told on its source's word where nothing else says so
SHORTEST_ECHO = 2  # words of a headline that are found again in a quotation
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
    reader.echoes()
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
        self.speakers = Speakers(names, [c for found in self.candidates for c in found], sentences)
        self.subjects = Subjects(
            self.text, sentences, quotations, report.outlet, self.speakers, pack, tagged=bool(relations)
        )
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
        others = self.relations.get(i, [])
        related = [self.related(i, r, cues, others) for r in others]
        for cue in cues if not any(related) else ():
            made = self.frame(i, cue, cues, outside, spoken, used)
            joint = self.joint(sentence, cue)
            if made and joint is not None:
                frames = [until(self.text, f, joint) for f in frames]  # "confirmed the gift | and says that …"
            for f in made:
                self.speakers.spoke(f.attribution.sources[-1], f.end)  # "according to her", in the same sentence
            frames += made
        for made in related:
            for f in made:
                self.speakers.spoke(f.attribution.sources[-1], f.end)
            frames += made
        if any(related):
            frames += self.denials(i, cues, outside, spoken, frames)
        if not frames and spoken:
            frames = self.after_colon(i, outside, spoken)
        if not frames and not any(c.kind == "withhold" for c in cues):
            frames = self.carried_on(i)
        frames = nest(self.text, frames, self.pack)
        self.found += frames
        for f in frames:
            self.speakers.spoke(f.attribution.sources[-1], f.end)

    def denials(
        self,
        i: int,
        cues: Sequence[Cue],
        candidates: Sequence[Candidate],
        spoken: Sequence[Quotation],
        frames: Sequence[Framed],
    ) -> list[Framed]:
        """What the rules find denied beside the tagger's relations: "X disagrees: in her words, …"."""
        made: list[Framed] = []
        for cue in cues:
            inside = any(c.start < cue.end and cue.start < c.end for f in frames for c in f.attribution.content)
            if cue.kind == "deny" and not inside and not any(f.start <= cue.start < f.end for f in frames):
                for f in self.frame(i, cue, cues, candidates, spoken, set()):
                    apart = until(self.text, f, min(g.start for g in frames)) if f.start < frames[0].start else f
                    if apart.attribution.content:
                        made.append(apart)
        return made

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
            sentence = self.sentences[i]
            speaking = [c for c in candidates if not self.subjects.is_told(sentence, c.source)]
            chosen = self.subject(i, cue, cues, speaking, used)
        if not chosen:
            return []
        used.update(s.start for s in chosen)
        self.subject_of_last = list(chosen)
        medium = self.subjects.medium(cue, chosen, candidates)
        if medium is None and cue.kind in ("say", "deny"):
            medium = self.subjects.addressed(self.sentences[i], chosen, candidates)
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
            chain = self.chain(medium, self.speakers.resolve(source), cited)
            if chain:
                cue_span = Span(cue.start, cue.end, self.text[cue.start : cue.end])
                frames.append(Framed(Attribution(chain, cue_span, spans, mode, stance), i, phrases))
        return frames

    def related(self, i: int, relation: Relation, cues: Sequence[Cue], others: Sequence[Relation]) -> list[Framed]:
        """The frames of a relation that the tagger found among `others`: one for each speaker in its source."""
        if not relation.cue and not relation.source:
            return []
        touched = [k for k in cues if any(k.start < c.end and c.start < k.end for c in relation.cue)]
        telling = [k for k in touched if not k.kind.startswith("cite")]
        known = next((k for k in telling if k.kind in ("say", "deny")), telling[0] if telling else None)
        if not self.claims(relation, known or next(iter(touched), None)):
            return []
        free = [c for c in relation.cue if not any(k.start < c.end and c.start < k.end for k in touched)]
        if known is None and touched and not free:
            return self.quoting(i, relation, touched[0])
        first = (free or relation.cue or relation.source)[0]
        cue = known or Cue(first.start, first.end, "say")
        if cue.kind == "withhold":
            return []
        content = self.content(i, relation)
        quoted = any(q.start < c.end and c.start < q.end for q in self.speech for c in content)
        chosen = self.meant(i, relation, cue, cues, quoted) or self.otherwise(i, relation, cue, cues, quoted)
        if not chosen:
            return []
        mode: Mode = "quoted" if quoted else "reported"
        stance: Stance = "denies" if cue.kind == "deny" else "states"
        medium, cited = self.leaning(i, relation, cue, cues, chosen, others)
        spans = [(p.start, p.end) for p in (*relation.source, *relation.cue)]
        sentence = self.sentences[i]
        spans += [(s.start, s.end) for s in (*chosen, medium, cited) if s and sentence.start <= s.start < sentence.end]
        spans = [(max(a, sentence.start), min(b, sentence.end)) for a, b in spans]
        spans = [p for p in spans if p[0] < p[1]]
        content = tuple(self.behind(c, chosen) for c in content)
        content = tuple(c for c in content if not any(a <= c.start and c.end <= b for a, b in spans))
        before = self.before(i, spans, content)
        if before is not None:
            return self.on_word_of(i, before, chosen, medium, self.joined(spans, ()))
        if not content:
            return []
        if stance == "denies" and not quoted:
            content = (Span(sentence.start, sentence.end, sentence.text),)
        taken = [c for r in others for c in r.content]
        phrases = self.joined(spans, [*content, *taken])
        text = self.text[relation.cue[0].start : relation.cue[0].end] if relation.cue else ""
        span = Span(relation.cue[0].start, relation.cue[0].end, text) if relation.cue else None
        frames = []
        for source in chosen:
            chain = self.chain(medium, self.speakers.resolve(source), cited)
            if chain:
                attribution = Attribution(chain, span, content, mode, stance, relation.confidence)
                frames.append(Framed(attribution, i, phrases))
        return frames

    def behind(self, content: Span, chosen: Sequence[Source]) -> Span:
        """What of a content follows its source, where the verb ends the sentence and so both stand before it."""
        for s in chosen:
            if self.verb_final and content.start <= s.start and s.end < content.end:
                start = self.subjects.with_particle(s)
                start += next((len(t) for t in self.pack.attribution.topic if self.text.startswith(t, start)), 0)
                content = self.said(Span(start, content.end, self.text[start : content.end])) or content
        return content

    def chain(self, *sources: Source | None) -> tuple[Source, ...]:
        """The sources of a chain, each once, without the report's own outlet."""
        kept: list[Source] = []
        for s in sources:
            if s and not self.subjects.own_outlet(s) and not any(_same(s, k) for k in kept):
                kept.append(s)
        return tuple(kept)

    def content(self, i: int, relation: Relation) -> tuple[Span, ...]:
        """What a relation says was said; where that is only how it was said, the quotation beside its cue."""
        sentence = self.sentences[i]
        aside = [m.span() for m in self.pack.any_of(*self.pack.attribution.anonymous).finditer(sentence.text)]
        spans = [s for c in relation.content if (s := self.said(c))]
        kept = [
            s for s in spans if not any(a <= s.start - sentence.start and s.end - sentence.start <= b for a, b in aside)
        ]
        beside = [q for q in self.speech if sentence.start <= q.opened and q.closed <= sentence.end]
        if kept:
            led = self.led_up_to(relation, beside)
            apart = led is not None and not any(led.start < s.end and s.start < led.end for s in kept)
            return (led, *kept) if led and apart else tuple(kept)
        return tuple(Span(q.start, q.end, self.text[q.start : q.end]) for q in beside[:1]) if spans else ()

    def led_up_to(self, relation: Relation, spoken: Sequence[Quotation]) -> Span | None:
        """The quotation that ends right where the relation's source and cue begin: "…", the minister said."""
        first = min(p.start for p in (*relation.source, *relation.cue))
        for q in spoken:
            if q.closed <= first and not re.search(r"\w", self.text[q.closed : first]):
                return Span(q.start, q.end, self.text[q.start : q.end])
        return None

    def leaning(
        self,
        i: int,
        relation: Relation,
        cue: Cue,
        cues: Sequence[Cue],
        chosen: Sequence[Source],
        others: Sequence[Relation],
    ) -> tuple[Source | None, Source | None]:
        """The medium that was told, and whom the source leans on."""
        candidates = self.candidates[i]
        medium = self.subjects.medium(cue, chosen, candidates)
        if medium is None and cue.kind in ("say", "deny"):
            sentence = self.sentences[i]
            medium = self.subjects.addressed(sentence, chosen, candidates, relation.cue)
            if medium is None:
                # a medium that another relation has alone, for other words, speaks there, not here
                alone = [
                    p
                    for r in others
                    if r is not relation and not any(_touch(s, q) for s in chosen for q in r.source)
                    if not any(_touch(c, d) for c in r.content for d in relation.content)
                    for p in r.source
                ]
                free = [c for c in candidates if not any(_touch(c.source, p) for p in alone)]
                medium = (
                    self.subjects.through(i, cues, chosen, free)
                    or self.told_before(i, chosen)
                    or self.subjects.listening(sentence, chosen, free, relation.content)
                )
        return medium, self.subjects.cited(cue, chosen, cues, candidates) if cue.kind != "own" else None

    def told_before(self, i: int, chosen: Sequence[Source]) -> Source | None:
        """The medium that somebody told in the sentence before, where he goes on as "he" or unnamed."""
        sentence = self.sentences[i]
        pronouns = {c.source.start for c in self.candidates[i] if c.pronoun}
        for f in self.found:
            if f.sentence != i - 1 or self.sentences[i - 1].paragraph != sentence.paragraph:
                continue
            first, *rest = f.attribution.sources
            for s in chosen:
                goes_on = s.start in pronouns or not sentence.start <= s.start < sentence.end
                if rest and goes_on and first.thing is not None and _same(self.speakers.resolve(s), rest[-1]):
                    return first
        return None

    def before(self, i: int, phrases: Sequence[tuple[int, int]], content: Sequence[Span]) -> Sentence | None:
        """The sentence before, where this one says nothing itself but points back to it ("That is what X reports")."""
        before, sentence = self.sentences[i - 1] if i else None, self.sentences[i]
        if before is None or before.role != sentence.role or before.paragraph != sentence.paragraph:
            return None
        outside = all(c.end <= sentence.start or sentence.end <= c.start for c in content)
        said = [c for c in content if not outside]
        return before if self.only_points(sentence, phrases, said) else None

    def only_points(self, sentence: Sentence, phrases: Sequence[tuple[int, int]], said: Sequence[Span]) -> bool:
        """Whether a sentence is only phrases that attribute, pronouns for things, and words as small as "is"."""
        p, a = self.pack.pronouns, self.pack.attribution
        words = self.pack.any_of(*p.thing, *a.that, *self.pack.names.function, *a.statement_nouns)
        small = [m.span() for m in words.finditer(self.text, sentence.start, sentence.end)]
        if any(q.speech and q.start < sentence.end and sentence.start < q.end for q in self.quotations):
            return False
        taken = [*phrases, *small]
        rest = "".join(
            " " if any(x <= n < y for x, y in taken) else c for n, c in enumerate(sentence.text, sentence.start)
        )
        left = re.findall(r"[^\W_]+", rest)
        if not self.pack.writing.spaces or any(re.search(r"\d", w) for w in left):
            return not left
        named = any(s.start < n.end and n.start < s.end for n in self.names for s in said)
        return not named and len(left) <= 2 and all(len(w) <= SMALL_LETTERS and w.islower() for w in left)

    def on_word_of(
        self,
        i: int,
        before: Sentence,
        chosen: Sequence[Source],
        medium: Source | None,
        phrases: tuple[tuple[int, int], ...],
    ) -> list[Framed]:
        """The frames of a sentence that points back: what the sentence before says, on the word of `chosen`."""
        told = [n for n, f in enumerate(self.found) if f.sentence == i - 1]
        speakers = [self.chain(medium, self.speakers.resolve(s)) for s in chosen]
        first = speakers[0] if speakers else ()
        if told:
            for n in told if first and first[0].kind in source_finder.MEDIA else ():
                old = self.found[n].attribution
                if old.sources[0].kind not in source_finder.MEDIA:
                    new = replace(old, sources=self.chain(*first, *old.sources))
                    self.found[n] = replace(self.found[n], attribution=new)
            return []
        content = (Span(before.start, before.end, before.text),)
        return [Framed(Attribution(c, None, content, "reported", "states"), i, phrases) for c in speakers if c]

    def quoting(self, i: int, relation: Relation, cue: Cue) -> list[Framed]:
        """ "…", quotes the agency the minister: the medium stands beside the cue, and whom it quotes behind it."""
        content = self.content(i, relation)
        inside = [c.source for c in self.candidates[i] if not any(_touch(c.source, s) for s in content)]
        media = [s for s in inside if s.kind in source_finder.MEDIA and not self.subjects.own_outlet(s)]
        others = [s for s in inside if s.kind not in source_finder.MEDIA and s.start >= cue.end]
        if not media or not others or not content:
            return []
        people = [s for s in others if s.thing is not None and s.kind in ("person", "official")]
        quoted = self.described(
            people[0] if people else others[0], [c for c in self.candidates[i] if c.source in others]
        )
        medium = min(media, key=lambda s: abs(s.start - cue.end))
        chain = self.chain(self.speakers.resolve(medium), self.speakers.resolve(quoted))
        span = Span(cue.start, cue.end, self.text[cue.start : cue.end])
        spoken = any(q.start < c.end and c.start < q.end for q in self.speech for c in content)
        attribution = Attribution(
            chain, span, content, "quoted" if spoken else "reported", "states", relation.confidence
        )
        phrases = self.joined([(cue.start, cue.end), (medium.start, medium.end), (quoted.start, quoted.end)], content)
        return [Framed(attribution, i, phrases)]

    def claims(self, relation: Relation, known: Cue | None) -> bool:
        """Whether a relation gives what somebody says to be so, and not what he does, wants or asks for by saying it.

        "Condemned the visit", "invited him to stay", "plans to close" are the report's own words on what somebody did.
        """
        if known is not None:
            return True
        spoken = any(q.start < c.end and c.start < q.end for q in self.speech for c in relation.content)
        if spoken or self.pack.language == FALLBACK:
            return relation.kind == "said"
        sure = bool(relation.source) and (relation.told or 0.0) >= TOLD
        return relation.kind == "said" and (sure or any(self.opens(c) for c in relation.content))

    def opens(self, span: Span) -> bool:
        """Whether a content begins with "that", or in verb-final languages ends with it."""
        if self.verb_final:
            after = next((s for s in self.sentences if s.start <= span.start < s.end), None)
            if after and self.that.match(self.text, span.end, after.end):
                return True
            marks = list(self.that.finditer(self.text, span.start, span.end))
            return bool(marks) and length(self.text[marks[-1].end() : span.end]) <= 1
        return bool(self.that.match(self.text, span.start, span.end))

    def meant(self, i: int, relation: Relation, cue: Cue, cues: Sequence[Cue], quoted: bool) -> list[Source]:
        """The speakers in the source of a relation: a person named there, else the noun that leads the phrase.

        A source has a name, a noun for a speaker or a pronoun, and stands where the report tells something: a byline
        is none. The medium that was told and whoever is cited are left to the chain.
        """
        sentence = self.sentences[i]
        pieces = [p for p in relation.source if any(p.start < s.end and s.start < p.end for s in self.sentences)]
        pieces = [p for p in pieces if p.start < sentence.end and sentence.start < p.end] or pieces
        if not pieces or (cue.kind == "own" and self.speakers.person_before(cue.start)):
            return []
        inside = [c for found in self.candidates for c in found if any(_touch(c.source, p) for p in pieces)]
        if not inside:
            return self.unknown(i, pieces)
        foreign = [c for c in inside if not self.subjects.own_outlet(c.source)]
        if quoted or foreign:
            inside = foreign  # the report's own outlet was told, or learned it from the other
        inside = [c for c in inside if not self.subjects.only_where(c.source)]
        told = [c for c in inside if self.subjects.is_told(sentence, c.source, relation.cue)]
        led = [k.end for k in cues if k.kind == "cite"]
        cited = [
            c for c in inside if any(c.source.start >= e and length(self.text[e : c.source.start]) <= 2 for e in led)
        ]
        inside = (
            [c for c in inside if c not in told and c not in cited] or [c for c in inside if c not in told] or inside
        )
        if not inside:
            return []
        named = [c for c in inside if c.source.thing is not None and c.source.kind in ("person", "official")]
        final = self.verb_final or not self.pack.writing.spaces
        head = named[0] if named else inside[-1] if final else self.owned(inside)
        if len(named) > 1 and self.text[head.source.end : named[1].source.start].isspace():
            head = named[1]  # "the spokeswoman of Milldale Nora Feld"
        source = self.within(self.described(head.source, inside), pieces, cue)
        if source.role and source.role.startswith("spokesperson"):
            inside = [c for c in inside if c.source.kind in ("person", "official")]  # of the body, not she and the body
        return self.subjects.with_partners(source, inside)

    def unknown(self, i: int, pieces: Sequence[Span]) -> list[Source]:
        """The speaker in a source of which nothing is known: as it stands, or whom a small word ("who") means."""
        named = next((p for p in pieces if self.pack.language == FALLBACK or self.seems_name(p)), None)
        if named is not None:
            return [Source(named.start, named.end, named.text, "organisation", None)]
        first = pieces[0]
        if not self.small(first):
            text = self.bare(re.split(r"[,;:(،、，]", first.text)[0].rstrip(EDGE))  # without what is told besides
            return [Source(first.start, first.start + len(text), text, "anonymous", None)] if text else []
        before = [c.source for c in self.candidates[i] if c.source.end <= first.start]
        if before and length(self.text[before[-1].end : first.start]) == 0:
            return [before[-1]]  # "the company, which says"
        return []

    def bare(self, words: str) -> str:
        """The words without the particle that their last runs on into and, where no spaces are, a date behind them."""
        writing = self.pack.writing
        if not writing.spaces:
            words = re.split(r"(?<=\D)\d", words)[0]
        endings = self.pack.names.endings if writing.attached else ()
        ending = max((e for e in endings if words.endswith(e) and len(words) > len(e) + 1), key=len, default="")
        return words.removesuffix(ending)

    def small(self, piece: Span) -> bool:
        """Whether a phrase is only a pronoun or the like: it names and describes nobody."""
        p = self.pack.pronouns
        words = self.pack.any_of(*p.person, *p.plural, *p.thing, *p.we, *self.pack.names.function)
        longest = SMALL_SOURCE if self.pack.writing.spaces else 1
        return all(len(w) <= longest or words.fullmatch(w) for w in re.findall(r"[^\W_]+", piece.text))

    def owned(self, inside: Sequence[Candidate]) -> Candidate:
        """The first of these, or the medium that it owns: of "Russia's state-run agency Tass", the agency."""
        owner, *others = inside
        if not others or others[0].source.kind not in source_finder.MEDIA:
            return owner
        place = next((n for n in self.names if n.start == owner.source.start and n.kind == "place"), None)
        gap = self.text[owner.source.end : others[0].source.start]
        owns = place is not None and source_finder.genitive(self.text, place)
        return others[0] if owns and not re.search(r"[,;:]", gap) else owner

    def seems_name(self, piece: Span) -> bool:
        """Whether words that are no known name are written like one: a capital where none need be, or two."""
        if self.pack.writing.capitals == "none":
            return False
        capitals = [m for m in re.finditer(r"[^\W\d_]{2,}", piece.text) if m.group()[0].isupper()]
        opening = any(s.start == piece.start for s in self.sentences)
        free = [m for m in capitals if m.start() or not opening]
        return bool(free) and (not opening or len(free) > 1 or bool(capitals[0].start()) or len(capitals) > 1)

    def described(self, head: Source, inside: Sequence[Candidate]) -> Source:
        """A person with the description right before the name: "deputy minister of energy of Bravia | Jan Berg"."""
        if head.kind not in ("person", "official") or head.thing is None:
            return head
        for c in sorted(inside, key=lambda c: -c.source.start):
            s = c.source
            gap = self.text[s.end : head.start] if s.end <= head.start else " "
            if s.start >= head.start or c.pronoun or s.kind in source_finder.MEDIA:
                continue
            if (
                length(gap) > 2
                or re.search(r"[,.;:!?\n«»“”\"]", gap)
                or self.pack.any_of(*self.pack.clauses.open).search(gap)
            ):
                break
            bodies = (s.thing if s.kind == "organisation" else None, s.body)
            head = replace(
                head,
                start=s.start,
                text=self.text[s.start : head.end],
                kind="official" if "official" in (s.kind, head.kind) else head.kind,
                role=head.role or s.role,
                code=head.code or s.code,
                body=head.body if head.body is not None else next((b for b in bodies if b is not None), None),
            )
        return head

    def within(self, source: Source, pieces: Sequence[Span], cue: Cue) -> Source:
        """The source without what runs on behind it: the cue, or whom a person told."""
        end = source.end
        if source.start < cue.start < end:
            end = cue.start
        if source.thing is not None and source.kind in ("person", "official"):
            names = [n.end for n in self.names if source.start <= n.start < end and n.thing == source.thing]
            end = min(end, max([p.end for p in pieces if _touch(source, p)] + names, default=end))
        text = self.text[source.start : end].rstrip()
        return replace(source, end=source.start + len(text), text=text) if text and end < source.end else source

    def otherwise(self, i: int, relation: Relation, cue: Cue, cues: Sequence[Cue], quoted: bool) -> list[Source]:
        """Who speaks where the source of a relation names nobody: whom the rules find beside its cue."""
        candidates = [c for c in self.candidates[i] if not (quoted and self.subjects.own_outlet(c.source))]
        candidates = [c for c in candidates if not self.subjects.only_where(c.source)]
        if cue.kind == "own":
            speaker = self.speakers.person_before(cue.start)
            before = [c.source for c in self.candidates[i] if c.source.end <= cue.start and not c.pronoun]
            return [speaker] if speaker else before[:1]
        if cue.kind in ("before", "after"):
            return self.subjects.beside_preposition(i, cue, candidates)
        if (relation.source or self.verb_final) and cue in cues:
            found = self.subjects.subject(i, cue, cues, candidates, set())
            found = [s for s in found if not self.subjects.is_told(self.sentences[i], s, relation.cue)]
            if found:
                return found
        told = [p for p in relation.source if any(p.start < s.end and s.start < p.end for s in self.sentences)]
        known = all(any(_touch(c.source, p) for found in self.candidates for c in found) for p in told)
        return self.understood(i, cue) if known else []  # "one said" is nobody who spoke before

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
        sources = [
            (self.subjects.with_article(sentence, s), self.subjects.with_particle(s)) for s in (*chosen, *others)
        ]
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
        if mode != "quoted" and i and not self.pack.writing.spaces:
            spoken = self.spoken_before(i, phrases)
            if spoken is not None:
                return (spoken,)
        before = self.before(i, phrases, spans) if mode != "quoted" else None
        if before is None or any(f.sentence == i - 1 for f in self.found):
            return spans
        return (Span(before.start, before.end, before.text),)

    def spoken_before(self, i: int, phrases: Sequence[tuple[int, int]]) -> Span | None:
        """The quotation that ends a sentence of its own, where this one only says whose it is."""
        sentence = self.sentences[i]
        if length(self.text[max(b for _, b in phrases) : sentence.end]) > 0 or any(
            f.sentence == i - 1 for f in self.found
        ):
            return None
        for q in self.speech:
            gap = self.text[q.closed : sentence.start]
            if (
                self.sentences[i - 1].start <= q.opened
                and q.closed <= sentence.start
                and not gap.strip()
                and "\n" not in gap
            ):
                return Span(q.start, q.end, self.text[q.start : q.end])
        return None

    def understood(self, i: int, cue: Cue) -> list[Source]:
        """Where a sentence says in its verb that somebody said so and names nobody, whoever spoke last goes on.

        So where the verb ends the sentence, and beside a quotation, where only whom and where he told may follow.
        """
        sentence = self.sentences[i]
        rest = (cue.end, sentence.end)
        beside = [c for c in self.candidates[i] if rest[0] <= c.source.start < rest[1]]
        idle = all(self.subjects.only_where(c.source) or self.subjects.own_outlet(c.source) for c in beside)
        ends = length(self.text[slice(*rest)]) <= 3 or (idle and length(self.text[slice(*rest)]) <= LONGEST_APPOSITION)
        last = self.found[-1] if self.found else None
        spoken = any(q.speech and q.start < cue.start and q.closed > sentence.start for q in self.quotations)
        if cue.kind != "say" or not ends or not (spoken or self.verb_final):
            return []
        introduced = self.speakers.introduced(cue.start) if spoken else None
        if introduced is not None and (last is None or last.end <= introduced.start):
            return [introduced]
        if last is None or i - last.sentence > 3:
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
        """Gives quotations that no cue reached to whoever speaks next to them.

        In their paragraph that is the sentence before or after. A paragraph that is all quotation goes to whom the
        paragraph before lets speak, or to the person whom it is about and who says nothing there.
        """
        by_sentence: dict[int, Framed] = {f.sentence: f for f in self.found}
        for i, sentence in enumerate(self.sentences):
            if i in by_sentence or sentence.role != "body":
                continue
            for q in self.quotations:
                start, end = max(q.start, sentence.start), min(q.end, sentence.end)
                inside = q.speech and start < end
                if not inside or length(sentence.text) > 1.4 * length(self.text[start:end]) + 2:
                    continue
                known = [f.attribution.sources for f in self.found if _covers(f, start, end)]
                sources = known[0] if known else self.beside(i, by_sentence) or self.from_before(i, by_sentence)
                if not sources:
                    continue
                content = (Span(start, end, self.text[start:end]),)
                by_sentence[i] = Framed(Attribution(sources, None, content, "quoted", "states"), i)
                self.found.append(by_sentence[i])

    def echoes(self) -> None:
        """Gives headlines and subheads that are words of a quotation below to whoever speaks that."""
        by_words = self.pack.writing.spaces and not self.pack.writing.attached
        unit = r"\w+" if by_words else r"\w"
        told = [
            (f, re.findall(unit, c.text.casefold()))
            for f in self.found
            if f.attribution.mode == "quoted"
            for c in f.attribution.content
        ]
        taken = {f.sentence for f in self.found}
        for i, sentence in enumerate(self.sentences):
            if i in taken or sentence.role not in ("title", "subhead"):
                continue
            inside = [q for q in self.speech if sentence.start <= q.opened and q.closed <= sentence.end]
            start, end = (inside[0].start, inside[0].end) if len(inside) == 1 else (sentence.start, sentence.end)
            if length(self.text[start:end]) < SHORTEST_ECHO:
                continue
            words = re.findall(unit, self.text[start:end].casefold())
            echoed = next(
                (f for f, theirs in told if f.start > end and _within(words, theirs, apart=by_words and bool(inside))),
                None,
            )
            if echoed is not None:
                content = (Span(start, end, self.text[start:end]),)
                self.found.append(Framed(replace(echoed.attribution, cue=None, content=content), i))

    def beside(self, i: int, by_sentence: dict[int, Framed]) -> tuple[Source, ...]:
        """Who speaks in the sentence before or after, in one paragraph."""
        paragraph = self.sentences[i].paragraph
        near = [f for n in (i - 1, i + 1) if (f := by_sentence.get(n)) and self.sentences[n].paragraph == paragraph]
        return near[0].attribution.sources if near else ()

    def from_before(self, i: int, by_sentence: dict[int, Framed]) -> tuple[Source, ...]:
        """Who speaks in the paragraph before one that a quotation opens, or whom that paragraph is about."""
        sentence = self.sentences[i]
        before = self.sentences[i - 1] if i else None
        if before is None or before.paragraph == sentence.paragraph or before.role != "body":
            return ()
        introduced = self.speakers.introduced(sentence.start)
        frame = by_sentence.get(i - 1)
        if frame is not None and (introduced is None or introduced.start <= frame.end):
            last = frame.attribution.sources[-1]
            speaks = last.kind in ("person", "official", "anonymous") or frame.attribution.mode == "quoted"
            return frame.attribution.sources if speaks else ()
        return (introduced,) if introduced is not None and before.start <= introduced.start else ()


def _within(words: Sequence[str], theirs: Sequence[str], *, apart: bool) -> bool:
    """Whether all words stand in others in their order; side by side, unless they may stand `apart`."""
    if not apart:
        return any(list(words) == list(theirs[n : n + len(words)]) for n in range(len(theirs)))
    left = iter(theirs)
    return all(word in left for word in words)


def _touch(one: Source | Span, other: Source | Span) -> bool:
    return one.start < other.end and other.start < one.end


def _same(one: Source, other: Source) -> bool:
    """Whether two sources of one chain are one speaker."""
    return (one.thing is not None and one.thing == other.thing) or (one.start, one.end) == (other.start, other.end)


def _covers(framed: Framed, start: int, end: int) -> bool:
    said = sum(max(0, min(end, c.end) - max(start, c.start)) for c in framed.attribution.content)
    return said >= 0.5 * (end - start)
