"""Proper names in a report, and what speaks for their kind.

Rules over the pack, no model: runs of capitalised words, trimmed of titles and adjectives; in scripts
without capitals, words that stand beside a title, end in an organisation's noun, or are set in quotation
marks. Territories come from `territories.py`. Each candidate gathers evidence for its kind from the words
around it; `coreference.py` adds up the evidence over all mentions of one thing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from secondsource.model import Block, EntityKind, Report, Span
from secondsource.packs import SPEAKER_KINDS, Pack
from secondsource.reading.territories import Territories, territories
from secondsource.tagging import TaggedName
from secondsource.words import WORD, words

PERSON_ROLES = {
    "spokesperson",
    "official",
    "leader",
    "minister",
    "witness",
    "expert",
    "chief",
    "professional",
    "relative",
}
LONGEST_NAME_WORDS = 8
LONGEST_QUOTED_NAME = 30
LONGEST_ACRONYM = 6
SHORT_QUOTED = re.compile(r"(?<![^\s\"«»„“”])[^\s\"«»„“”]{1,40}(?: [^\s\"«»„“”]{1,40}){0,2}[\"»“”’]")

# What each kind of evidence is worth. Set by hand on the cases; only their order matters much.
TERRITORY, TITLE, KIND_WORD, ROLE_BESIDE, PRODUCT_BEFORE = 10.0, 5.0, 5.0, 3.0, 3.0
TAGGED = 8.0
# The least probabilities at which the tagger's names count alone, and where the rules see a name, too. Set on the
# development parts of the public sets.
SURE, LIKELY = 0.7, 0.3
LOCATIVE, ACRONYM, TWO_WORDS, QUOTED = 1.2, 1.5, 1.5, 1.0


@dataclass(slots=True)
class Candidate:
    """A run of text that seems to be a name."""

    start: int
    end: int
    text: str
    base: str
    code: str | None = None
    evidence: defaultdict[EntityKind, float] = field(default_factory=lambda: defaultdict(float))
    confidence: float | None = None
    """The tagger's, null where rules found it."""


def find(
    report: Report, pack: Pack, taken: Sequence[tuple[int, int]] = (), tagged: Sequence[TaggedName] | None = None
) -> list[Candidate]:
    """The names in all parts of a report, ordered by place, never overlapping, none in `taken` (its times).

    What the tagger found comes first; the rules add what stands elsewhere, and all where there is no tagger (null).
    """
    lands = territories(report.language if pack.language == "und" else pack.language)
    finder = (_Uncased if pack.writing.capitals == "none" else _Cased)(report, pack, lands)
    ruled = list(finder.find())
    own = [c for name in tagged or () if (c := finder.tagged(name))]
    if tagged is not None:
        certain = {folded(c.base) for c in own if (c.confidence or 0) >= SURE}
        own = [
            c
            for c in own
            if (c.confidence or 0) >= SURE
            or c.code
            or folded(c.base) in certain
            or ((c.confidence or 0) >= LIKELY and any(c.start < r.end and r.start < c.end for r in ruled))
        ]
        others = [*taken, *((c.start, c.end) for c in own)]
        own = [finder.run_on(c, others) for c in own]
        known = {folded(c.base) for c in own}
        ruled = [c for c in ruled if c.code or folded(c.base) in known]
    found = [c for c in ruled if not any(c.start < t.end and t.start < c.end for t in own)]
    ordered: list[Candidate] = []
    for candidate in sorted([*own, *found], key=lambda c: (c.start, -c.end)):
        if any(s < candidate.end and candidate.start < e for s, e in taken):
            continue
        if not ordered or candidate.start >= ordered[-1].end:
            ordered.append(candidate)
    return ordered


def folded(name: str) -> str:
    """A name without case, hyphens and spacing, for comparison in one script."""
    return re.sub(r"[\s\-‐‑·.]+", "", name).casefold()


@dataclass
class _Finder:
    report: Report
    pack: Pack
    lands: Territories

    def __post_init__(self) -> None:
        self.text = self.report.text
        names = self.pack.names
        self.endings = sorted((e.casefold() for e in names.endings if e[0].isalpha()), key=lambda e: (-len(e), e))
        self.titles = self.pack.any_of(*names.titles)
        self.organisation = self.pack.any_of(*names.organisation)
        self.place = self.pack.any_of(*names.place)
        self.event = self.pack.any_of(*names.event)
        self.product = self.pack.any_of(*names.product)
        self.locative = self.pack.any_of(*names.locative)
        self.function = self.pack.any_of(*names.function)
        self.credited = self.pack.any_of(*self.pack.credits.photo, *self.pack.credits.file)

    def tagged(self, name: TaggedName) -> Candidate | None:
        """What the tagger found, as a candidate."""
        text = self.text[name.start : name.end]
        if not any(c.isalnum() for c in text):
            return None
        end, kind = self.whole(name)
        text = self.text[name.start : end]
        code, base = self.known(text)
        if code is None:
            if name.kind == "place" and self.adjective(name.start, end):
                return None
            base = self.stem(text)
        candidate = self.weigh(Candidate(name.start, end, text, base, code, confidence=name.confidence))
        candidate.evidence[kind] += TAGGED * name.confidence
        return candidate

    def whole(self, name: TaggedName) -> tuple[int, EntityKind]:
        """Where a name that the tagger found ends, and of what kind it is, as far as the script tells."""
        return name.end, name.kind

    def adjective(self, start: int, end: int) -> bool:
        """Whether words say only of which state something is: "the North Korean leader", "the North"."""
        article = re.search(r"\w{1,5}\s$", self.text[max(0, start - 6) : start])
        starts = (start, start - len(article[0])) if article else (start,)
        return any(self.pack.places_adjective(self.text[s:end]) for s in starts)

    def run_on(self, candidate: Candidate, taken: Sequence[tuple[int, int]]) -> Candidate:
        """The candidate, longer where its script tells that its name goes on in words that are not taken."""
        return candidate

    def stem(self, text: str) -> str:
        """The name without its case ending, where the report also has it without."""
        return text

    def territory(self, text: str) -> tuple[str | None, str]:
        """The state that a name means, and the name without its ending."""
        for base in (text, *(text[: -len(e)] for e in self.endings if text.casefold().endswith(e))):
            code = self.lands.names.key(base)
            if code:
                return code, base
        return None, text

    def known(self, text: str) -> tuple[str | None, str]:
        """The state or body that a name means in every language, and the name without its ending."""
        code, base = self.territory(text)
        if code is None:
            head, _, tail = text.partition(" ")  # "Russia TASS"
            agency = self.lands.bodies.key(tail) if tail else None
            if agency and tail in self.lands.written[agency] and self.territory(head)[0]:
                return agency, tail
            body = self.lands.bodies.key(text)
            # letters count as they are written: "WHO" is no "who"
            if body and (len(text) > LONGEST_ACRONYM or " " in text or text in self.lands.written[body]):
                return body, text
        return code, base

    def weigh(self, c: Candidate) -> Candidate:
        """Adds the evidence that a candidate's own words and its neighbours give."""
        before = self.text[max(0, c.start - 40) : c.start]
        after = self.text[c.end : c.end + 40]
        count = len(WORD.findall(c.text))
        if c.code:
            c.evidence["place" if c.code.isupper() else "organisation"] += TERRITORY
        if self.organisation.search(c.text):
            c.evidence["organisation"] += KIND_WORD
        if self.place.search(c.text):
            c.evidence["place"] += KIND_WORD - 1
        if self.event.search(c.text):
            c.evidence["event"] += KIND_WORD - 2
        quoted = re.search(r"[«„“\"‘「『]\s*$", before) and re.match(r"\s*[»“”\"’」』]", after)
        if _ends(self.titles, before) and not quoted:
            c.evidence["person"] += TITLE
        first = self.pack.speaker_nouns.any.match(c.text)
        if first and count > 1 and self.pack.writing.spaces:
            noun = (self.pack.speaker_nouns.key(first.group()) or "").partition(".")[0]
            if noun in ("ministry", "government", "parliament", "embassy"):
                c.evidence["organisation"] += 2 * KIND_WORD  # "Ministry Transport", where no word stands between them
        role = _role_before(self.pack, before)
        if role in PERSON_ROLES and not quoted:
            c.evidence["person"] += ROLE_BESIDE
        elif role and role not in PERSON_ROLES:
            c.evidence["organisation"] += ROLE_BESIDE
        role = _role_after(self.pack, after)
        if role in PERSON_ROLES:
            c.evidence["person"] += ROLE_BESIDE - 1
        if _ends(self.product, before):
            c.evidence["product"] += PRODUCT_BEFORE
        if any(re.fullmatch(r"\s+(?:[^\W\d_]+\s+)?", after[: m.start()]) for m in self.product.finditer(after)):
            c.evidence["product"] += PRODUCT_BEFORE - 1
        if not c.code and _ends(self.locative, before):
            c.evidence["place"] += LOCATIVE
        if count == 1 and c.text.isupper() and 2 <= len(c.text) <= 6:
            c.evidence["organisation"] += ACRONYM
        if 2 <= count <= 4 and not c.evidence["organisation"] and not quoted:
            c.evidence["person"] += TWO_WORDS
        if quoted:
            c.evidence["organisation"] += QUOTED
            c.evidence["product"] += QUOTED / 2
        return c


def _ends(pattern: re.Pattern[str], before: str) -> bool:
    """Whether the words before end in a match (with at most a quotation mark or an article's apostrophe between)."""
    return any(re.fullmatch(r"[\s'’«„“\"‘「『.]*", before[m.end() :]) for m in pattern.finditer(before))


def _role_before(pack: Pack, before: str) -> str | None:
    last, led, ended = None, None, 0
    for match, key in pack.speaker_nouns.find(before):
        role = key.partition(".")[0]
        if re.fullmatch(r"[,\s«„“\"]{1,3}", before[match.end() :]):
            # "the spokeswoman the-ministry, Nora Feld", where no word says "of"
            beside = led in PERSON_ROLES and "," in before[match.end() :] and before[ended : match.start()].isspace()
            last = led if beside else role
        led, ended = role, match.end()
    return last if last and SPEAKER_KINDS[last] not in ("document", "anonymous") else None


def _role_after(pack: Pack, after: str) -> str | None:
    for match, key in pack.speaker_nouns.find(after):
        # "Ada Lind, who heads …" names no role
        if re.fullmatch(r",\s*(?:[^\W\d]+[\s'’]+){0,3}", after[: match.start()]):
            return key.partition(".")[0]
        break
    return None


class _Cased(_Finder):
    """Names in scripts that have capitals."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.blocks = [(b, words(self.text, b.start, b.end)) for b in self.report.blocks]
        self.lower: set[str] = set()
        self.inside: Counter[str] = Counter()
        for block, tokens in self.blocks:
            for i, t in enumerate(tokens):
                if t.text[:1].islower():
                    self.lower.add(t.text.casefold())
                elif not self.initial(tokens, i, block.start):
                    self.inside[t.text] += 1
        self._subjects: set[str] | None = None
        self.nouns = self.pack.writing.capitals == "nouns"
        self.particles = {p.casefold() for p in self.pack.names.particles}
        self.linking = {p.casefold() for p in self.pack.names.inside}

    def run_on(self, candidate: Candidate, taken: Sequence[tuple[int, int]]) -> Candidate:
        """A product's name with the capitalised words right behind it: the tagger often knows the make alone.

        Not where nouns have capitals, nor in titles, which may have them all.
        """
        kind = max(candidate.evidence, key=lambda k: (candidate.evidence[k], k), default=None)
        tokens = next((ts for b, ts in self.blocks if b.role != "title" and b.start <= candidate.start < b.end), ())
        if kind != "product" or self.nouns:
            return candidate
        end = candidate.end
        for token in tokens:
            behind = token.start == end + 1 and self.text[end] == " "
            free = not any(start < token.end and token.start < stop for start, stop in taken)
            if behind and free and self.capital(token) and self.territory(token.text)[0] is None:
                end = token.end
        text = self.text[candidate.start : end]
        return candidate if end == candidate.end else replace(candidate, end=end, text=text, base=text)

    def initial(self, tokens: Sequence[Span], i: int, start: int) -> bool:
        """Whether a word is the first of its sentence, quotation or line."""
        gap = self.text[tokens[i - 1].end if i else start : tokens[i].start]
        if re.search(r"[\"«„“”‘]$", gap) and SHORT_QUOTED.match(self.text, tokens[i].start):
            return False  # a name in quotation marks, no quotation
        return i == 0 or bool(re.search(r"[.!?…:\n|–—\"«„“”]", gap))

    def find(self) -> Iterator[Candidate]:
        for block, tokens in self.blocks:
            if len(tokens) > 3 and sum(t.text.isupper() for t in tokens) > 0.7 * len(tokens):
                continue  # a line in capitals tells nothing
            yield from self.titled(block)
            i = 0
            while i < len(tokens):
                j = self.run(tokens, i)
                if j > i:
                    yield from self.names(tokens[i:j], self.initial(tokens, i, block.start))
                i = max(j, i + 1)

    def titled(self, block: Block) -> Iterator[Candidate]:
        """A name in quotation marks after the noun that says what it is: the newspaper "Steppe leaf"."""
        for match in SHORT_QUOTED.finditer(self.text, block.start, block.end):
            before = self.text[max(block.start, match.start() - 40) : match.start()]
            text = match.group()[:-1]
            if not text[0].isupper() or not re.search(r"[\"«„“]$", before):
                continue
            if _role_before(self.pack, before) or (" " in text and re.search(r"\w\s*[\"«„“]$", before)):
                yield self.weigh(Candidate(match.start(), match.end() - 1, text, text))

    def capital(self, token: Span) -> bool:
        return token.text[0].isupper() or (token.text[0].isdigit() and token.text.isupper() and len(token.text) > 3)

    def run(self, tokens: Sequence[Span], i: int) -> int:
        """Index after the run of name-like words that begins at `i`, or `i` where none does."""
        if not self.capital(tokens[i]):
            return i
        j = i + 1
        while j < len(tokens) and j - i < LONGEST_NAME_WORDS:
            if not self.adjoin(tokens[j - 1], tokens[j]):
                break
            if self.capital(tokens[j]):
                j += 1
                continue
            if self.nouns and j + 1 < len(tokens) and self.pack.speaker_nouns.key(tokens[j + 1].text):
                break  # "Angaben der Polizei"
            # small words inside a name, and then a capital again
            k = j
            while (
                k < len(tokens)
                and k - j < 2
                and self.small(tokens[i:j], tokens[k])
                and self.adjoin(tokens[k - 1], tokens[k])
            ):
                k += 1
            if k == j or k == len(tokens) or not self.capital(tokens[k]) or not self.adjoin(tokens[k - 1], tokens[k]):
                break
            j = k + 1
        if j < len(tokens) and self.adjoin(tokens[j - 1], tokens[j]) and tokens[j].text[0].islower():
            # "Nordland politikammer", "Saroz körfezi": the kind of thing is part of the name
            kind_word = self.organisation.fullmatch(tokens[j].text) or self.place.fullmatch(tokens[j].text)
            return j + bool(kind_word and not self.pack.speaker_nouns.any.match(self.text, tokens[j].start))
        return j

    def small(self, run: Sequence[Span], token: Span) -> bool:
        word = token.text.casefold()
        if word in self.particles:
            return True
        so_far = self.text[run[0].start : run[-1].end]
        if self.lands.names.key(so_far):
            return False
        return word in self.linking and bool(
            self.organisation.search(so_far) or self.place.search(so_far) or self.event.search(so_far)
        )

    def adjoin(self, left: Span, right: Span) -> bool:
        gap = self.text[left.end : right.start]
        # an initial or a title may carry its full stop: "Jan R. Nowak", "Col. Marsh"
        if gap in (". ", "."):
            return len(left.text) == 1 or bool(
                self.titles.fullmatch(left.text) or self.titles.fullmatch(left.text + ".")
            )
        return gap in (" ", "\u00a0", " & ") or (gap in ("'", "’") and len(left.text) <= 2)

    def names(self, run: Sequence[Span], initial: bool) -> Iterator[Candidate]:
        """The names in a run of capitalised words: titles, roles and adjectives before them are cut off."""
        first = 0
        while first < len(run):
            word = run[first].text
            rest = self.text[run[first].start : run[-1].end]
            if self.lands.names.key(rest) or (first == 0 and self.organisation.search(rest) and not initial):
                break
            two = self.text[run[first].start : run[min(first + 1, len(run) - 1)].end]
            if first + 1 < len(run) and (self.lands.adjectives.key(two) or self.pack.speaker_nouns.key(two)):
                first += 2
            elif self.drop(word, initial and first == 0, last=first == len(run) - 1) or self.common(run, first):
                first += 1
            else:
                break
        if first == len(run) or not any(self.capital(token) for token in run[first:]):
            return
        start, end = run[first].start, run[-1].end
        text = self.text[start:end]
        if self.pack.writing.capitals == "nouns" and not self.proper_noun(run[first:]):
            return
        code, base = self.territory(text)
        if code is None:
            base = self.stem(text)
        if len(text) < 2:
            return
        yield self.weigh(Candidate(start, end, text, base, code))

    def common(self, run: Sequence[Span], first: int) -> bool:
        """Where every noun has a capital: whether a common noun (or "von" after one) still leads the name."""
        if self.pack.writing.capitals != "nouns" or first == len(run) - 1:
            return False
        word = run[first].text
        return word[0].islower() or bool(self.product.fullmatch(word))

    def drop(self, word: str, initial: bool, *, last: bool) -> bool:
        if self.titles.fullmatch(word) or self.titles.fullmatch(word + "."):
            return True
        if self.lands.adjectives.key(word) or self.lands.adjectives.key(re.split("[-‐‑]", word)[0]):
            return True  # "Russian", "Russian-made"
        if self.credited.fullmatch(word):
            return True
        role = self.pack.speaker_nouns.key(word)
        nouns = self.pack.writing.capitals == "nouns"  # where every noun has a capital, "Agentur" is no name's part
        if role and (role.partition(".")[0] in PERSON_ROLES or last or nouns):
            return True
        if not initial:
            return bool(self.function.fullmatch(word)) and word not in self.inside
        if self.function.fullmatch(word) or word.casefold() in self.lower:
            return True
        known = word in self.inside or self.territory(word)[0] or self.lands.capitals.key(word) or word.isupper()
        return last and not known and not self.followed_by_cue(word)

    def followed_by_cue(self, word: str) -> bool:
        """Whether a word that only ever begins sentences is at least once the subject of a verb of saying."""
        if self._subjects is None:
            say = self.pack.any_of(*self.pack.attribution.say, *self.pack.attribution.deny)
            self._subjects = {
                t.text
                for _, tokens in self.blocks
                for t, following in pairwise(tokens)
                if self.text[t.end : following.start].isspace() and say.match(self.text, following.start)
            }
        return word in self._subjects

    def proper_noun(self, run: Sequence[Span]) -> bool:
        """In languages that capitalise every noun: whether the run is a name and no common noun."""
        text = self.text[run[0].start : run[-1].end]
        if self.territory(text)[0] or self.lands.capitals.key(text) or (text.isupper() and len(text) > 1):
            return True
        before = self.text[max(0, run[0].start - 40) : run[0].start]
        if len(run) > 1 or _ends(self.titles, before) or _role_before(self.pack, before):
            return True
        if re.search(r"[„«“\"]\s*$", before) and re.match(r"[“»”\"]", self.text[run[-1].end : run[-1].end + 1]):
            return True
        return text in self.bare

    @property
    def bare(self) -> set[str]:
        """Capitalised words where a common noun would need an article: after a preposition, or as a subject."""
        if not hasattr(self, "_bare"):
            say = self.pack.any_of(*self.pack.attribution.say, *self.pack.attribution.deny)
            found: Counter[str] = Counter()
            for _, tokens in self.blocks:
                for i, t in enumerate(tokens[:-1]):
                    if t.text[0].isupper() and (say.match(self.text, tokens[i + 1].start) or self.text[t.end] in "'’"):
                        found[t.text] += 1
                    before = self.text[max(0, t.start - 20) : t.start]
                    if t.text[0].isupper() and _ends(self.locative, before) and self.inside[t.text] > 1:
                        found[t.text] += 1
            self._bare = {w for w in found if not self.pack.speaker_nouns.key(w) and w.casefold() not in self.lower}
        return self._bare

    def stem(self, text: str) -> str:
        """The name without its case ending, where the report also has it without."""
        folded = text.casefold()
        for ending in self.endings:
            if folded.endswith(ending) and len(text) - len(ending) >= 3:
                short = text[: -len(ending)]
                if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", self.text) or short.split()[-1] in self.inside:
                    return short
        return text


class _Uncased(_Finder):
    """Names in scripts without capitals."""

    def find(self) -> Iterator[Candidate]:
        for block in self.report.blocks:
            yield from self.gazetteer(block.start, block.end)
            yield from self.latin(block.start, block.end)
            yield from self.quoted(block.start, block.end)
            yield from self.with_kind_word(block.start, block.end)
            yield from self.beside_role(block.start, block.end)
            for match in re.finditer(r"[ァ-ヺー]{2,}・[ァ-ヺー・]{2,}", self.text[block.start : block.end]):
                yield self.make(block.start + match.start(), block.start + match.end(), "person")

    def whole(self, name: TaggedName) -> tuple[int, EntityKind]:
        """Runs on over the noun that an organisation's name ends in; letters of two scripts with a middle dot between
        words are a foreigner's name up to where the script changes."""
        if self.pack.writing.spaces:
            return name.end, name.kind
        foreign = re.compile(r"[ァ-ヺー]+(?:・[ァ-ヺー]+)+").match(self.text, name.start, name.end)
        if foreign and 0 < name.end - foreign.end() <= 3:
            return foreign.end(), "person"
        if name.kind == "organisation":
            noun = self.organisation.match(self.text, name.end)
            if noun and not self.organisation.search(self.text[name.start : name.end]):
                return noun.end(), name.kind
        return name.end, name.kind

    def make(self, start: int, end: int, kind: EntityKind | None = None, code: str | None = None) -> Candidate:
        text = self.text[start:end]
        candidate = Candidate(start, end, text, text, code)
        if kind:
            candidate.evidence[kind] += KIND_WORD
        return self.weigh(candidate)

    def gazetteer(self, start: int, end: int) -> Iterator[Candidate]:
        for match, land in self.lands.names.find(self.text, start, end):
            yield self.make(match.start(), match.end(), "place", land)
        if self.pack.writing.spaces:
            # names with particles or case endings attached: try each word without its ending
            for token in words(self.text, start, end):
                code, base = self.territory(token.text)
                if code and base != token.text:
                    yield self.make(token.start, token.start + len(base), "place", code)

    def latin(self, start: int, end: int) -> Iterator[Candidate]:
        for match in re.finditer(r"[A-Z][A-Za-z0-9&.-]+(?:\s[A-Z][A-Za-z0-9&.-]+){0,4}", self.text[start:end]):
            yield self.make(start + match.start(), start + match.end())

    def quoted(self, start: int, end: int) -> Iterator[Candidate]:
        for pair in self.pack.quotes.pairs:
            opening, closing = map(re.escape, pair)
            inside = rf"{opening}([^{opening}{closing}\n,.。、，]{{2,{LONGEST_QUOTED_NAME}}}){closing}"
            for match in re.finditer(inside, self.text[start:end]):
                if len(match[1].split()) <= 2 and (self.pack.writing.spaces or len(match[1]) <= 8):
                    yield self.make(start + match.start(1), start + match.end(1), "product")

    def with_kind_word(self, start: int, end: int) -> Iterator[Candidate]:
        """Words that end in an organisation's or place's noun: 한강일보, 横浜市, 北方银行."""
        kinds: tuple[tuple[EntityKind, Sequence[str]], ...] = (
            ("organisation", self.pack.names.organisation),
            ("place", self.pack.names.place),
        )
        for kind, nouns in kinds:
            endings = "|".join(
                re.escape(n) for n in sorted({n.lstrip("*") for n in nouns}, key=lambda n: (-len(n), n)) if "*" not in n
            )
            if not endings:
                continue
            letters = r"[^\W\d_]"
            # in Japanese a change of script parts words: katakana, then kanji, never hiragana inside
            run = letters + "{2,10}?" if self.pack.writing.spaces else "(?:[ァ-ヺー]{2,10}[一-鿿]{0,4}?|[一-鿿]{1,6}?)"
            # in a script whose words take particles, the noun must end its word, or a particle follow it
            particles = "|".join(map(re.escape, self.endings))
            stop = rf"(?={particles}|\W|$)" if self.pack.writing.attached and particles else ""
            for match in re.finditer(rf"{run}(?:{endings}){stop}", self.text[start:end]):
                if self.function.match(match.group()) is None:
                    yield self.make(start + match.start(), start + match.end(), kind)

    def beside_role(self, start: int, end: int) -> Iterator[Candidate]:
        """A short word before or after a person's role or title: 김하늘 대변인."""
        if not self.pack.writing.spaces:
            return
        tokens = words(self.text, start, end)
        for i, token in enumerate(tokens):
            if not self.titles.match(token.text):
                continue
            near = tokens[i - 1] if i and self.text[tokens[i - 1].end : token.start] == " " else None
            if near and 2 <= len(near.text) <= 5 and not self.function.fullmatch(near.text):
                yield self.make(near.start, near.end, "person")
