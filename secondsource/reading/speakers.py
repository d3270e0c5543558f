"""Whom a pronoun or a description means: "she said", "the agency added", "a spokesman for the ministry"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondsource.model import Name, Sentence, Source
from secondsource.packs import SPEAKER_KINDS
from secondsource.reading.mentions import PERSON_ROLES
from secondsource.reading.sources import INSTITUTIONS, Candidate
from secondsource.words import length

# Roles of which a story has one, so that a bare description points to one thing.
DESCRIBED = INSTITUTIONS - {"outlet", "company", "organisation", "party", "international", "insurgents", "government"}

KNOWN_INDIVIDUALS = ("person", "official")
INDIVIDUALS = (*KNOWN_INDIVIDUALS, "anonymous")

NEAR_SPEECH = 240  # code points from a body's words to the pronoun that goes on with it
MOST_BEFORE = 3  # words, as of an unknown calling, before the person whom a sentence introduces
NEAR_THE_START = 4  # code points of an article or a mark before what a sentence begins with

# "This official" may be any of these.
OFFICIALS = {role for role in PERSON_ROLES if SPEAKER_KINDS[role] == "official"}

# "The agency" may be what the report first called the state media.
AGENCIES = {"agency", "state_media"}


def _alike(role: str, other: str) -> bool:
    return role == other or {role, other} <= AGENCIES


def _one_person(role: str, other: str) -> bool:
    """Whether who is described as the one may be described as the other: every minister is an official."""
    return role == other or ("official" in (role, other) and {role, other} <= OFFICIALS)


class Speakers:
    """The speakers of one report, filled in reading order; resolves what refers back to them."""

    def __init__(
        self, names: Sequence[Name], candidates: Sequence[Candidate], sentences: Sequence[Sentence] = ()
    ) -> None:
        self._names, self._sentences = names, sentences
        self._candidates = [c for c in candidates if c.pronoun is None]
        self._pronouns = {(c.source.start, c.source.end): c.pronoun for c in candidates if c.pronoun}
        self._spoken: list[Source] = []
        self._spoke_at = -1
        self._known: dict[int, Source] = {}
        for c in self._candidates:
            # the fullest description of a thing is what all its mentions mean ("Jon Berg" is the captain)
            thing = c.source.thing
            if thing is not None and (thing not in self._known or (c.source.role and not self._known[thing].role)):
                self._known[thing] = c.source

    def spoke(self, source: Source, at: int | None = None) -> None:
        """Notes that a source has just spoken, in words up to offset `at`."""
        self._spoken.append(source)
        self._spoke_at = max(self._spoke_at, source.start if at is None else at)

    def names_of(self, source: Source) -> list[str]:
        """Everything that the report calls a named source."""
        return [n.text for n in self._names if n.thing == source.thing] if source.thing is not None else []

    def last_person(self) -> Source | None:
        """Whoever last spoke and is a person, or the last speaker at all."""
        people = [s for s in self._spoken if s.kind in ("person", "official", "anonymous")]
        spoken = people or self._spoken
        return spoken[-1] if spoken else None

    def described(self) -> tuple[Source, ...]:
        """The institutions that the report refers to by what they are, resolved; media and loose groups left out."""
        bare = [c.institution or c.source for c in self._candidates if c.source.body is None]
        return tuple(
            self.resolve(source)
            for source in bare
            if source.thing is None
            and (source.role or "").partition(".")[0] in DESCRIBED
            and source.kind not in ("person", "official", "anonymous")
        )

    def resolve(self, source: Source) -> Source:
        """The source with what the rest of the report tells of it: whom it means, its role, state and body."""
        known = self._resolved(source)
        speaks_for = (known.role or "").partition(".")[0] == "spokesperson" and known.code is None
        if not speaks_for or known.body is not None or known.start != source.start:
            return known
        return replace(known, body=self._body_before(known.start))

    def _body_before(self, start: int) -> int | None:
        """Whom a bare "spokeswoman" speaks for: the body that her sentence or the one before it begins with."""
        here = next((n for n, s in enumerate(self._sentences) if s.start <= start < s.end), None)
        if here is None:
            return None
        for sentence in (self._sentences[here], *self._sentences[max(0, here - 1) : here]):
            if sentence.role != self._sentences[here].role:
                continue
            for c in self._candidates:
                s = c.source
                opens = sentence.start <= s.start <= sentence.start + NEAR_THE_START and s.end <= start
                if opens and s.kind in ("organisation", "government"):
                    named = s if s.thing is not None else self._resolved(s)
                    if (
                        named.thing is not None
                        and named.kind in ("organisation", "government")
                        and self._is_body(named)
                    ):
                        return named.thing
        return None

    def _is_body(self, source: Source) -> bool:
        """Whether a source is named as a body, and not as the place where something happened."""
        return any(n.kind == "organisation" for n in self._names if n.thing == source.thing)

    def _resolved(self, source: Source) -> Source:
        pronoun = self._pronouns.get((source.start, source.end))
        if pronoun:
            return self._pronoun(source, pronoun)
        if source.thing is not None:
            known = self._known.get(source.thing)
            if known and known.start != source.start:
                kind = known.kind if source.role is None else source.kind
                return replace(
                    source, kind=kind, body=source.body if source.body is not None else known.body,
                    role=source.role or known.role, code=source.code or known.code,
                )  # fmt: skip
            return source
        return self._description(source)

    def introduced(self, start: int, *, group: bool = False) -> Source | None:
        """The person, or the group, whom the paragraph that holds `start`, or else the one before it, begins a sentence
        with: the last of them."""
        here = next((n for n, s in enumerate(self._sentences) if s.start <= start < s.end), None)
        if here is None:
            return None
        paragraphs = [self._sentences[here].paragraph]
        earlier = [s for s in self._sentences[:here] if s.paragraph != paragraphs[0]]
        if earlier and earlier[-1].role == self._sentences[here].role:
            paragraphs.append(earlier[-1].paragraph)
        found = None
        for sentence in self._sentences[: here + 1]:
            if sentence.paragraph in paragraphs:
                first = next(
                    (c.source for c in self._candidates if sentence.start <= c.source.start < sentence.end), None
                )
                if first is None or first.end > start:
                    continue
                fits = first.kind not in INDIVIDUALS if group else first.kind in KNOWN_INDIVIDUALS
                if fits and length(sentence.text[: first.start - sentence.start]) <= MOST_BEFORE:
                    found = first
        return found

    def person_before(self, start: int) -> Source | None:
        """Whom "she" means at `start`: who last spoke, or who was introduced since, or last named where that is long
        ago or nobody has spoken."""
        meant = self.last_person()
        introduced = self.introduced(start)
        if introduced is not None and self._spoke_at <= introduced.start:
            return introduced
        before = [n for n in self._names if n.kind == "person" and n.end <= start]
        if before and (meant is None or meant.start < before[-1].start - 400):
            meant = self._known.get(before[-1].thing, meant)
        return meant

    def _pronoun(self, source: Source, pronoun: str) -> Source:
        last = self._spoken[-1] if self._spoken else None
        if pronoun == "either" and last and last.kind not in ("person", "official", "anonymous"):
            introduced = self.introduced(source.start)
            near = source.start - self._spoke_at <= NEAR_SPEECH
            if near and (introduced is None or introduced.start < self._spoke_at):
                return last  # "The council says … It adds …", where a council is a she
        if pronoun in ("person", "either"):
            meant = self.person_before(source.start)
        else:
            groups = [s for s in self._spoken if s.kind not in INDIVIDUALS]
            spoken = groups or (self._spoken if pronoun == "plural" else [])
            meant = spoken[-1] if spoken else None
            introduced = self.introduced(source.start, group=True)
            if introduced is not None and (meant is None or self._spoke_at <= introduced.start):
                meant = introduced
        if meant is None:
            return source
        return meant

    def _description(self, source: Source) -> Source:
        """ "The ministry" after "Ghana's foreign ministry" is that ministry; a role narrower or with a name wins."""
        role = (source.role or "").partition(".")[0]
        if role in PERSON_ROLES and source.body is None and source.code is None and self._spoken:
            last = self._spoken[-1]
            theirs = (last.role or "").partition(".")[0]
            if last.thing is None and last.kind in ("official", "anonymous", "person") and _one_person(role, theirs):
                return last  # "this official added"
        if role not in INSTITUTIONS or (source.code and "." in (source.role or "")):
            return source
        best: Source | None = None
        for c in self._candidates:
            other = c.source
            if other.start >= source.start and best is not None:
                break
            if not _alike((other.role or "").partition(".")[0], role) or other.start == source.start:
                continue
            if source.code and other.code and source.code != other.code:
                continue
            if "." in (source.role or "") and "." in (other.role or "") and source.role != other.role:
                continue
            if other.thing is not None or other.code or "." in (other.role or "") or other.body is not None:
                best = other
        if best is None:
            return source
        institution = best.thing if best.kind not in ("person", "official") else best.body
        described = source.kind in ("official", "person", "anonymous")
        return replace(
            source,
            thing=source.thing if described else institution,
            body=institution if described else source.body,
            role=best.role if "." in (best.role or "") else source.role,
            code=source.code or best.code,
        )
