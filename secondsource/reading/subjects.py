"""Which phrase beside a cue is its source, by the rules of each language's pack.

The subject of a verb of saying stands before it or, where the verb leads its clause, after it; prepositions ("according
to") have their source on one side; "X, citing Y" and "told the agency Z" name further speakers of the chain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from secondsource.model import Sentence, Source, Span
from secondsource.names import inflected
from secondsource.packs import Pack
from secondsource.reading.cues import Cue
from secondsource.reading.quotations import Quotation
from secondsource.reading.sources import MEDIA, Candidate
from secondsource.reading.speakers import Speakers
from secondsource.words import length

FARTHEST_SUBJECT = 110  # code points between a subject and its verb; apposition and relative clauses may stand there
FARTHEST_TOLD = 6  # words between a verb and the medium that was told, where the speaker comes last
FARTHEST_INVERTED = 3  # words between a verb and the subject after it
LONGEST_TOLD = 24  # code points from where a medium begins to where "told the agency" may end
OFTEN_TOLD = 0.1  # share of the phrases for "told the agency" that end in one preposition
BEFORE_TOLD = 3  # code points before a cue from which "told" is looked for: its phrases may begin with a comma


class Subjects:
    """Finds the sources of cues in one report."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation], outlet: str | None,
        speakers: Speakers, pack: Pack, *, tagged: bool = False,
    ) -> None:  # fmt: skip
        self.text, self.sentences, self.quotations, self.pack = text, sentences, quotations, pack
        self.speech = [q for q in quotations if q.speech]
        self.speakers = speakers
        self.tagged = tagged
        self.outlet = outlet.casefold() if outlet else None
        self.titled = pack.any_of(*pack.names.titles)
        self.we = pack.any_of(*pack.pronouns.we)
        self.that = pack.any_of(*pack.attribution.that)
        self.locative = pack.any_of(*pack.names.locative)
        self.function = pack.any_of(*pack.names.function)
        self.verb_final = pack.attribution.verb_final
        self.told = pack.any_of(*pack.attribution.told_to)
        last = Counter(phrase.split()[-1] for phrase in pack.attribution.told_to if " " in phrase)
        self.to = pack.any_of(*(word for word, count in last.items() if count >= OFTEN_TOLD * last.total()))
        self.told_after = pack.any_of(*pack.attribution.told_to_after)

    def own_outlet(self, source: Source) -> bool:
        """Whether a source is the very outlet that publishes the report, by its name or as "this newspaper"."""
        if self.we.fullmatch(source.text):
            return True
        if not self.outlet or source.kind in ("person", "official", "anonymous"):
            return self._begins_outlet(source.start)
        if any(name.casefold() == self.outlet for name in self.speakers.names_of(source)):
            return True
        mine, theirs = self.outlet.split(), source.text.casefold().split()[-len(self.outlet.split()) :]
        return inflected(mine, theirs) or self._begins_outlet(source.start)

    def _begins_outlet(self, start: int) -> bool:
        """Whether the outlet's name, of several words, stands at an offset, where only its first may be a name."""
        mine = self.outlet.split() if self.outlet else []
        theirs = re.findall(r"[^\s.,;:!?«»“”„\"]+", self.text[start : start + 80])[: len(mine)]
        return len(mine) > 1 and inflected(mine, [w.casefold() for w in theirs])

    def only_where(self, source: Source) -> bool:
        """Whether a source is only a place where something was said: "told reporters in front of the Old Station"."""
        nothing_more = source.kind == "government" and source.role is None and source.code is None
        return nothing_more and self.after_preposition(source)

    def is_told(self, sentence: Sentence, source: Source, cue: Sequence[Span] = ()) -> bool:
        """Whether a source is the medium that somebody told: it stands in the `cue` or behind "told" or the like."""
        if source.kind not in MEDIA and not (source.kind == "organisation" and source.role is None):
            return False
        known = source.kind in MEDIA or source.thing is not None
        if known and any(c.start <= source.start and source.end <= c.end + 1 for c in cue):
            return True
        for told in self.told.finditer(self.text, sentence.start, min(sentence.end, source.start + LONGEST_TOLD)):
            if told.start() < source.start < told.end():
                return True  # "told the agency X", which is one phrase
            if told.end() > source.start:
                break
            between = self.text[told.end() : source.start]
            if length(between) <= 2 and not re.search(r"[.,;:!?«»“”\"]", between):
                return True
        return False

    def addressed(
        self, sentence: Sentence, chosen: Sequence[Source], candidates: Sequence[Candidate], words: Sequence[Span] = ()
    ) -> Source | None:
        """The named medium that was told, before its verb or with no phrase of the pack for that.

        "In remarks to the Post, the director spoke of …", "To the same paper the director spoke of …".
        """
        people = [s for s in chosen if s.kind in ("person", "official", "anonymous")]
        for c in candidates:
            source = c.source
            if any(s.start <= source.start < s.end for s in chosen):
                continue
            known = self.speakers.resolve(source)
            if known.thing is None or (known.kind not in MEDIA and source.kind != "organisation"):
                continue
            if self.is_told(sentence, source, words):
                return known
            if source.kind not in MEDIA:
                continue
            gaps = [self.text[source.end : s.start] for s in people if source.end <= s.start]
            if any(length(g) <= 1 and not re.search(r"[^\w\s'’]", g) and not self.locative.search(g) for g in gaps):
                return known
        return None

    def listening(
        self, sentence: Sentence, chosen: Sequence[Source], candidates: Sequence[Candidate], said: Sequence[Span]
    ) -> Source | None:
        """The medium to which a person said it, in words of which the pack knows only the preposition or not even that:
        it stands beside what attributes, and in nothing that is `said`."""
        if not any(s.kind in ("person", "official", "anonymous") for s in chosen):
            return None
        spans = [(c.start, c.end) for c in said] + [(q.opened, q.closed) for q in self.speech]
        for c in candidates:
            source = self.speakers.resolve(c.source)
            if source.thing is None or any(a <= c.source.start < b for a, b in spans) or self.own_outlet(source):
                continue
            if any(s.start <= c.source.start < s.end or s.thing == source.thing for s in chosen):
                continue
            named = source.kind == "organisation" and source.role is None
            if source.kind in MEDIA or (named and self.is_listener(sentence, c.source)):
                return source
        return None

    def is_listener(self, sentence: Sentence, source: Source) -> bool:
        """Whether one of the prepositions that the language has for who was told stands right before a source."""
        before = self.text[sentence.start : source.start]
        return any(length(before[m.end() :]) <= 1 for m in self.to.finditer(before))

    def through(
        self, i: int, cues: Sequence[Cue], chosen: Sequence[Source], candidates: Sequence[Candidate]
    ) -> Source | None:
        """The medium by whose account a speaker said it: "the mayor has, according to the Post, confirmed it"."""
        for k in cues:
            if k.kind not in ("before", "after"):
                continue
            for source in self.beside_preposition(i, k, candidates)[:1]:
                media = source.kind in MEDIA or (source.kind == "organisation" and source.role is None)
                known = self.speakers.resolve(source)
                if media and known.thing is not None and not any(s.thing == known.thing for s in chosen):
                    return known
        return None

    def with_article(self, sentence: Sentence | None, source: Source) -> int:
        """Where a source begins with the article before it, inside its sentence."""
        start = sentence.start if sentence else max(0, source.start - 8)
        article = re.search(r"(?<!\w)([^\W\d_]{1,3})\s+$", self.text[start : source.start])
        opens = article and self.pack.any_of(*self.pack.clauses.open).fullmatch(article[1])
        if article and not opens and self.function.fullmatch(article[1]) and not self.locative.fullmatch(article[1]):
            return start + article.start()
        return source.start

    def with_particle(self, source: Source) -> int:
        """Where a source ends with the particle that its last word runs on into."""
        marks = self.pack.names.endings if self.pack.writing.attached else ()
        ends = (source.end + len(m) for m in marks if self.text.startswith(m, source.end))
        return max((e for e in ends if not self.text[e : e + 1].isalnum()), default=source.end)

    def beside_preposition(self, i: int, cue: Cue, candidates: Sequence[Candidate]) -> list[Source]:
        """The source right after "according to", or right before "zufolge"."""
        if cue.kind == "before":
            for c in candidates:
                gap = self.text[cue.end : c.source.start]
                plain = re.sub(r"\.(?=\s)", "", gap) if self.titled.search(gap) else gap
                if c.source.start >= cue.end and length(gap) <= 4 and not re.search(r"[.,;:!?]", plain):
                    if not self.names_a_view(i, cue, c.source):
                        return []
                    return self.with_partners(c.source, candidates)
            rest = re.match(
                r"\s*[^\s,.;:!?«»“”\"]+(?:\s+[^\s,.;:!?«»“”\"]+){0,4}", self.text[cue.end : self.sentences[i].end]
            )
            if rest and length(rest.group()) and len(rest.group().strip()) > 1:
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
        # "pour Jan Berg, porte-parole du ministère bravien, …": an adjective may follow
        after = re.sub(r"^\s[^\W\d]+(?=,)", "", self.text[source.end : source.end + 30])[:1]
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
        after = self.subject_after(cue, cues, candidates, used, sentence, lead)
        before = self.subject_before(cue, cues, candidates, used)
        if not after or not before:
            return after or before or self.topic(sentence, cue)
        if not lead or lead[-1] in "»“”\"’'!?…–—。」』：:;(":
            return after
        if lead[-1] not in ",，、،":
            return after if before[0].text and self.weak(before[0], candidates) else before
        # "Content, says X." or "X, the minister, accused Y of …": what follows the second noun tells
        rest = re.match(r"[^,.;:!?«»“”\"]*", self.text[after[-1].end : sentence.end])
        opens = length(self.text[sentence.start : before[0].start]) <= 2
        return before if opens and rest and length(rest.group()) >= 4 else after

    def topic(self, sentence: Sentence, cue: Cue) -> list[Source]:
        """In languages that mark what a sentence is about: that, as a speaker of whom no more is known.

        Only where no tagger tells names: a topic that is neither name, nor speaker, nor pronoun mostly does not speak.
        """
        marks = "|".join(map(re.escape, self.pack.attribution.topic))
        if self.tagged or not marks or cue.kind not in ("say", "deny"):
            return []
        outside = max((q.closed for q in self.speech if sentence.start <= q.opened < cue.start), default=sentence.start)
        spaced = self.pack.writing.spaces
        run = rf"(?:\S+\s){{0,2}}\S+?(?:{marks})(?=\s)" if spaced else rf"[^、。，「」\s]{{2,16}}?(?={marks})"
        for start in dict.fromkeys((outside, sentence.start)):
            found = re.compile(run).search(self.text, start, cue.start)
            if found and not any(q.opened <= found.start() < q.closed for q in self.speech):
                return [Source(found.start(), found.end(), found.group(), "organisation", None)]
        return []

    def weak(self, source: Source, candidates: Sequence[Candidate]) -> bool:
        """Whether a source is only a pronoun for a thing ("det"), which seldom speaks."""
        return any(c.pronoun in ("thing", "plural") for c in candidates if c.source.start == source.start)

    def subject_after(
        self,
        cue: Cue,
        cues: Sequence[Cue],
        candidates: Sequence[Candidate],
        used: set[int],
        sentence: Sentence,
        lead: str,
    ) -> list[Source]:
        told = self.told.search(
            self.text, max(sentence.start, cue.start - BEFORE_TOLD), min(sentence.end, cue.end + 40)
        )
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
            for told in self.told.finditer(self.text, max(0, cue.start - BEFORE_TOLD), source.start):
                between = self.text[told.end() : source.start]
                if length(between) <= 3 and not re.search(r"[.;:!?«»“”\"]", between):
                    return self.speakers.resolve(source)
            behind = source.end + (self.text[source.end : source.end + 1] == " ")
            if self.told_after.match(self.text, source.end) or self.told_after.match(self.text, behind):
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
