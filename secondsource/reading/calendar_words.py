"""The words of time in one language: Unicode CLDR's months and weekdays, and what its pack adds.

`CalendarWords.atoms` cuts a text into the pieces that time expressions are made of: day numbers, years, months,
weekdays, relative days, prepositions. Each atom says which parts it can play; timexes.py puts them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from secondsource.packs import Pack
from secondsource.packs.phrases import pattern
from secondsource.reading.calendar_numbers import Atom, Meaning, Numerals, Role, Solar
from secondsource.reading.cldr import DateWriting, date_writing
from secondsource.reading.lexicon import OPEN_ENDED, STARTS, Lexicon, edged, right_edge

Sense = tuple[Role, Meaning]

SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
PARTS = {"start": "early", "mid": "mid", "end": "late", "elapsed": "elapsed", "rest": "rest"}
MONTH, GLUE = {"month", "short month"}, {"before", "joined"}
HANGUL = re.compile("[\uac00-\ud7a3]")
# Time words that Korean writes as one ("오늘오전에").
MOST_JOINED = 3
DASHES = "-–—‐‑−/~〜～"

# A part of the day may be written onto its weekday, with a linking letter or two: torsdagsmorgonen, Mittwochabend.
FUSED = r"(?:[-\w]{{0,2}}(?:{parts})\w{{0,4}})?"


class CalendarWords:
    """The time words of one language, ready to be found in a text."""

    def __init__(self, pack: Pack, language: str) -> None:
        self.pack = pack
        self.writing = date_writing(language)
        self.numerals = Numerals(pack, self.writing, language)
        self._lexicon: Lexicon[Sense] = Lexicon()
        self._add_names(self.writing)
        self._add_pack_words(self.writing)
        self._add_relative()
        self._add_counted()
        particles = sorted((p for p in pack.names.endings if HANGUL.match(p)), key=len, reverse=True)
        self._particles = re.compile(
            f"(?:{'|'.join(map(pattern, particles))})(?!{HANGUL.pattern})" if particles else "(?!)"
        )

    def atoms(self, text: str, start: int, end: int) -> Iterator[Atom]:
        """The atoms of `text[start:end]`, left to right and without overlaps."""
        done, month_ends = start, -1
        for begin in STARTS.finditer(text, start, end):
            at = begin.start()
            if at < done:
                continue
            match, senses = self._lexicon.longest(text, at, end)
            if match is not None and self._whole(text, match.end(), end):
                done = match.end()
                meant = dict(self._counted(match, meaning) or (role, meaning) for role, meaning in senses)
                month_ends = done if MONTH & meant.keys() else -1
                yield Atom(at, done, meant)
            elif begin["digit"]:
                atom, done = self.numerals.read(text, at, end)
                # 3/4 March, March 3/4: two days, not one day with its month
                if atom and "bare date" in atom.senses and (at == month_ends + 1 or self._month_at(text, done, end)):
                    atom, done = self.numerals.read(text, at, end, bare=False)
                if atom is not None:
                    yield atom
            elif text[at] in DASHES:
                yield Atom(at, at + 1, {"dash": None})

    def _whole(self, text: str, at: int, end: int) -> bool:
        """Whether a time word may end at `at`: Hangul writes particles and further time words onto it, nothing else."""
        for _ in range(MOST_JOINED):
            if not HANGUL.match(text, at, end) or self._particles.match(text, at, end):
                return True
            match, _ = self._lexicon.longest(text, at, end)
            if match is None:
                return False
            at = match.end()
        return True

    def _month_at(self, text: str, at: int, end: int) -> bool:
        """Whether a month's name stands at `at`, at once or behind one small word."""
        for _ in range(2):
            at = end - len(text[at:end].lstrip(" \u00a0"))
            match, senses = self._lexicon.longest(text, at, end) if at < end else (None, [])
            roles = {role for role, _ in senses}
            if match is None or roles & MONTH:
                return match is not None
            if not roles & GLUE:
                return False
            at = match.end()
        return False

    def _add_names(self, writing: DateWriting) -> None:
        times = self.pack.time
        parts = "|".join(pattern(p) for p in sorted(times.parts_of_day, key=len, reverse=True) if p.isalpha())
        for role, extra, names, shorts, after in (
            ("month", times.months, writing.months, writing.short_months, ""),
            ("weekday", times.weekdays, writing.weekdays, writing.short_weekdays, FUSED.format(parts=parts)),
        ):
            full = set(names) | {(form, int(key)) for key, forms in extra.items() for form in forms}
            for name, number in sorted(full):
                self._add_name(name, (role, number), after if parts else "")
                if role == "weekday" and name[0].isupper() and self.pack.writing.capitals != "none":
                    self._add_name(name, ("capital weekday", number), after if parts else "")
            for name, number in sorted(set(shorts) - full):
                self._add_name(name.rstrip("."), (f"short {role}", number), r"\.?")
            if role == "weekday":
                self._add_weeks(sorted(full))
        for key, forms in times.solar_hijri_months.items():
            for form in forms:
                self._add_name(form, ("month", Solar(key)), "")

    def _add_name(self, name: str, sense: Sense, after: str) -> None:
        source = pattern(name)
        if name[0].isupper() and self.pack.writing.capitals != "none" and "month" in sense[0]:
            source = f"(?-i:{re.escape(name[0])}){pattern(name[1:])}"  # "May", not "may"
        self._lexicon.add_pattern(source + after + right_edge(name), [name], sense)

    def _add_weeks(self, weekdays: list[tuple[str, int]]) -> None:
        """上周 and 周五 make 上周五: where a relative week ends as the weekday begins, it is written once."""
        for key, phrases in self.pack.time.relative.items():
            if not re.fullmatch(r"week[+-]\d", key):
                continue
            for phrase in phrases:
                for name, number in weekdays:
                    shared = next((n for n in range(len(name) - 1, 0, -1) if phrase.endswith(name[:n])), 0)
                    if shared and re.match(f"[{OPEN_ENDED}]", name):
                        both = edged(phrase + name[shared:])
                        self._lexicon.add_pattern(both, [phrase], ("weekday", number))
                        self._lexicon.add_pattern(both, [phrase], ("relative week", int(key[-2:])))

    def _add_pack_words(self, writing: DateWriting) -> None:
        times = self.pack.time
        roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
            ("before", times.before), ("joined", (*times.joined, *writing.between)), ("hours", times.parts_of_day),
            ("last", times.last), ("this", times.this), ("next", times.next),
            ("year word", (*times.year_words, *writing.after_year)),
            # a decade's word may stand before its number: années 1970
            ("decade word", tuple(word for word in times.decade if word.isalpha() and len(word) > 3)),
        )  # fmt: skip
        for role, phrases in roles:
            for phrase in phrases:
                if re.match(r"\w", phrase):
                    self._lexicon.add(phrase, (role, None))
        for part, phrases in (("early", times.early), ("mid", times.mid), ("late", times.late)):
            for phrase in phrases:
                self._lexicon.add(phrase, ("part", part))
        for season, phrases in times.seasons.items():
            for phrase in phrases:
                self._lexicon.add(phrase, ("season", SEASON_MONTHS[season]))

    def _add_relative(self) -> None:
        for key, phrases in self.pack.time.relative.items():
            sense: Sense
            if (part := key.partition("-")[0]) in PARTS:
                sense = ("part of", (key.partition("-")[2], PARTS[part]))
            elif (unit := key[:-2]) in SEASON_MONTHS:
                sense = ("relative season", (SEASON_MONTHS[unit], int(key[-2:])))
            else:
                sense = (f"relative {unit}", int(key[-2:]))
            for phrase in phrases:
                self._lexicon.add(phrase, sense)

    def _add_counted(self) -> None:
        """The templates of `ago` and `ahead`, such as "{n} {unit} ago"; one without `{n}` counts one."""
        times = self.pack.time
        self._units = {form.casefold(): unit for unit, forms in times.units.items() for form in forms}
        self._numbers = {w.casefold(): int(v) for w, v in self.pack.numbers.words.items() if v >= 1 and v == int(v)}
        if not self._units:
            return
        unit = "(?P<unit>" + _any(self._units) + ")"
        number = rf"(?P<n>\d{{1,4}}{'|' if self._numbers else ''}{_any(self._numbers)})"
        for sign, templates in ((-1, times.ago), (1, times.ahead)):
            for template in templates:
                pieces = [p for p in re.split(r"(\{n\}|\{unit\}|\s+)", template.strip()) if p]
                source = "".join(_piece(p, number, unit) for p in pieces)
                starts = {"{n}": ["0", *self._numbers], "{unit}": list(self._units)}.get(pieces[0], [pieces[0]])
                edge = right_edge(next(iter(self._units)) if template.endswith("}") else template)
                self._lexicon.add_pattern(source + edge, starts, ("counted", sign))

    def _counted(self, match: re.Match[str], meaning: Meaning) -> Sense | None:
        """What a match of `ago` or `ahead` means, or None for any other match."""
        groups = match.groupdict()
        if "unit" not in groups or not isinstance(meaning, int):
            return None
        words = groups.get("n") or "1"
        count = int(words) if words.isdigit() else self._numbers.get(words.casefold(), 1)
        return f"relative {self._units.get(groups['unit'].casefold(), 'day')}", meaning * count


def calendar_words(pack: Pack, language: str) -> CalendarWords:
    """The time words of a language, built once for each pack."""
    known = _built.get((id(pack), language))
    if known is None or known.pack is not pack:
        known = _built[id(pack), language] = CalendarWords(pack, language)
    return known


# Packs cannot be hashed; the words hold on to their pack, so that no other can take its id.
_built: dict[tuple[int, str], CalendarWords] = {}


def _piece(piece: str, number: str, unit: str) -> str:
    known = {"{n}": number, "{unit}": unit}.get(piece)
    return known or (r"\s+" if piece.isspace() else pattern(piece))


def _any(phrases: Iterable[str]) -> str:
    return "|".join(pattern(p) for p in sorted(phrases, key=len, reverse=True))
