"""What the words around a time expression say: whether it is one at all, and whether it lies ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from secondsource.packs import Pack, per_pack
from secondsource.packs.phrases import pattern
from secondsource.reading.calendar_numbers import Role, Solar
from secondsource.reading.lexicon import Lexicon, right_edge
from secondsource.reading.time_grammar import Pick
from secondsource.words import word_end

# Shorter names are everyday words in some language (mars, May, maj): they are months only where a word says so.
LETTERS_OF_A_MONTH = 5
# How far from an expression a word of the future counts, inside its clause.
REACH = 70
# A verb of saying this near before an expression takes it: "said on Tuesday that he would".
SAY_REACH = 25

CLAUSE_END = re.compile(r"[.!?…;:,()–—\n。！？，；：、،؛؟\"“”„«»「」]")
WORD_AFTER = re.compile(r"\s{0,3}(\w[^\s,.;:!?)]*)")
YEARS = re.compile(r"(?<![-–/\d])\d{4}[-–/](?:\d{4}|\d{2})(?![-–/\d])")


class TimeContext:
    """The text around the expressions of one search."""

    def __init__(self, text: str, start: int, end: int, pack: Pack) -> None:
        self.text, self.start, self.end, self.pack = text, start, end, pack
        self._words = _small_words(pack)
        self._cues = _cues(pack)
        self._counted = _counted(pack)
        self._days = {word.casefold() for word in pack.time.units.get("day", ())}

    # --- is it one --------------------------------------------------------------------------------

    def allows(self, picks: Sequence[Pick], begin: int, end: int) -> bool:
        """Whether the words around let the match be a time."""
        roles = [role for role, _ in picks]
        kept = {role for role in roles if role not in ("before", "joined", "dash")}
        if "bare date" in kept:
            return self._is_date(picks, kept)
        if kept == {"year"}:
            return self._is_year(picks, begin, end)
        if kept == {"month"}:
            return self._is_month(picks, begin, end)
        if kept == {"weekday"} and "before" not in roles:
            # written small where weekdays take a capital, it needs a word beside it
            atom = picks[-1][1]
            small = "capital weekday" in atom.senses and self.text[atom.start].islower()
            return not small and not self._is_name(atom.start, end)
        if kept == {"season"}:
            return len(roles) > 1
        return True

    def _is_year(self, picks: Sequence[Pick], begin: int, end: int) -> bool:
        atom = next(atom for role, atom in picks if role == "year")
        number = int(atom.senses["year"])
        if "marked year" in atom.senses:
            return True
        before, after = self.text[max(self.start, begin - 1) : begin], WORD_AFTER.match(self.text, end, self.end)
        if self._counted.match(self.text, end, min(self.end, end + 40)) or re.match(r"[#№$€£¥%‰+*=/]", before):
            return False
        if self._bounded(begin):
            return False
        if re.match(r"\s?[%‰€$£¥]", self.text[end : min(self.end, end + 2)]):
            return False
        around = self.text[max(self.start, atom.start - 6) : min(self.end, end + 7)]
        if re.search(r"\d[-–/]\d|\d[-–/]\Z", around):
            return YEARS.search(around) is not None  # 2019-2021, 2020/21, and no telephone number
        ordinary = after is not None and after[1].casefold() not in self._words and not after[1][0].isdigit()
        counts = ordinary and after is not None and not after[1][0].isupper()
        if picks[0][0] == "before" or len(picks) > 1:
            return not (counts and number % 100 == 0)
        if before == "(" and self.text[end : end + 1] == ")":
            return True
        recent = isinstance(atom.senses["year"], Solar) or 1800 <= number <= 2100
        return recent and number % 100 != 0 and not ordinary

    def _is_date(self, picks: Sequence[Pick], kept: set[Role]) -> bool:
        """Whether two bare numbers are day and month, and not a fraction, a score, a decimal or a clock time."""
        rest = [pick for pick in picks if pick[0] != "dash"]  # Hebrew writes ב-18/2
        at = next(i for i, (role, _) in enumerate(rest) if role == "bare date")
        atom = rest[at][1]
        first, mark, second = re.split(r"([/.])", self.text[atom.start : atom.end])
        weekday = bool(kept & {"weekday", "short weekday"})
        if "year" in kept or (weekday and self.text[max(self.start, atom.start - 1) : atom.start] == "("):
            return True
        if self._counted.match(self.text, atom.end, min(self.end, atom.end + 40)) or (mark == "." and len(second) > 1):
            return False  # 18.2 percent, 18.10 o'clock
        if weekday:
            return True
        role, before = rest[at - 1] if at else ("", None)
        if before is None or (mark == "." and "." in self.pack.numbers.decimal):
            return False
        if role == "hours" or self.text[before.start : before.end].casefold() in self._days:
            return True
        small, large = int(first), int(second)
        if role != "before" or (small, large) == (24, 7):
            return False
        if self.pack.time.order == "mdy":
            return small <= 12 < large and not WORD_AFTER.match(self.text, atom.end, self.end)
        return small >= large or not WORD_AFTER.match(self.text, atom.end, self.end)

    def _bounded(self, begin: int) -> bool:
        """Whether "more than", "up to" or the like stands right before: then it is a number."""
        numbers = self.pack.numbers
        window = max(self.start, begin - 30)
        bounds = self.pack.any_of(*numbers.at_least, *numbers.at_most)
        return any(not self.text[m.end() : begin].strip() for m in bounds.finditer(self.text, window, begin))

    def _is_month(self, picks: Sequence[Pick], begin: int, end: int) -> bool:
        if len(picks) > 1:
            return True
        name = self.text[begin:end]
        if any(c.isdigit() for c in name):
            return True
        return len(name) >= LETTERS_OF_A_MONTH and not self._is_name(begin, end)

    def _is_name(self, begin: int, end: int) -> bool:
        """Whether a lone month or weekday looks like part of a name: "April Smith", "Sunday Times"."""
        if self.pack.writing.capitals != "names" or not self.text[begin].isupper():
            return False
        return re.match(r" [^\W\d_]", self.text[end : end + 2]) is not None and self.text[end + 1 : end + 2].isupper()

    # --- does it lie ahead ------------------------------------------------------------------------

    def ahead(self, begin: int, end: int) -> bool:
        """Whether a word of the future stands in the clause of the expression, on its side of any verb of saying."""
        left = max(self.start, begin - REACH)
        for match in CLAUSE_END.finditer(self.text, left, begin):
            left = match.end()
        stop = CLAUSE_END.search(self.text, end, min(self.end, end + REACH))
        right = stop.start() if stop else min(self.end, end + REACH)
        found = False
        for match, kinds in self._cues.find(self.text, left, right):
            if match.start() >= end:
                # after the expression, the first clause or verb of saying ends its clause
                return found or "future" in kinds
            if "beside" in kinds:
                # "by Sunday" is ahead, "a visit by the minister in January" is not
                found = found or match.end() > begin or not self.text[match.end() : begin].strip()
            elif "future" in kinds:
                found = True
            elif "say" in kinds and match.end() <= begin:
                found = False
                if begin - match.end() <= SAY_REACH:
                    right = end
                    break
        else:
            return found
        return any("beside" in kinds or "future" in kinds for _, kinds in self._cues.find(self.text, begin, end))


Cue = Literal["future", "beside", "say", "clause"]


@per_pack
def _cues(pack: Pack) -> Lexicon[Cue]:
    """Words of the future, and the verbs of saying and clauses beyond which a future belongs to something else."""
    lexicon: Lexicon[Cue] = Lexicon()
    prepositions = {p.casefold() for p in (*pack.time.before, *pack.names.locative)}
    for phrase in pack.time.future:
        lexicon.add(phrase, "beside" if phrase.casefold() in prepositions else "future")
    for phrase in (*pack.attribution.say, *pack.attribution.deny, *pack.attribution.that):
        lexicon.add(phrase, "say")
    for phrase in pack.clauses.open:
        lexicon.add(phrase, "clause")
    return lexicon


@per_pack
def _small_words(pack: Pack) -> frozenset[str]:
    """Words that cannot be what a number counts: after one of them, four digits may well be a year."""
    groups = (
        pack.names.function, pack.names.locative, pack.clauses.open, pack.time.before, pack.time.joined,
        pack.time.year_words, pack.attribution.say,
    )  # fmt: skip
    return frozenset(word.casefold() for group in groups for phrase in group for word in phrase.split())


@per_pack
def _counted(pack: Pack) -> re.Pattern[str]:
    """Units, currencies and scales behind a number; never the words for a year."""
    years = {form.casefold() for form in (*pack.time.year_words, *pack.numbers.units.get("year", ()))}
    forms = [f for fs in pack.numbers.units.values() for f in fs] + list(pack.numbers.scales)
    kept = sorted({f for f in forms if f.casefold() not in years}, key=lambda f: (-len(f), f))
    if not kept:
        return re.compile(r"(?!)")
    source = r"\s?(?:" + "|".join(pattern(f) + right_edge(f) for f in kept) + ")" + word_end("".join(kept))
    return re.compile(source, re.IGNORECASE)
