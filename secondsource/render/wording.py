"""The words in which every drawn format speaks: dates, languages, counts, standings, kinds of discrepancy.

Plain English, one wording for one thing. Nothing here knows about a format.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from secondsource.model import Claim, Discrepancy, DiscrepancyKind, Flag, Interval, ListMatch, Report, Standing

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Tongue(Protocol):
    """A language that pictures speak: what they say in English, said in it."""

    def say(self, text: str, **values: object) -> str:
        """`text` with its `%(name)s` filled in."""

    def count(self, number: int, noun: str) -> str:
        """`2 reports`."""

    def day(self, day: date) -> str:
        """`18 Feb 2024`."""

    def days(self, interval: Interval) -> str:
        """`18–20 Feb 2024`."""


@dataclass(frozen=True, slots=True)
class StandingWords:
    """How a standing is shown: its name, a sign that works without colour, and what it means."""

    name: str
    sign: str
    meaning: str


STANDINGS: Mapping[Standing, StandingWords] = MappingProxyType(
    {
        "corroborated": StandingWords(
            "Corroborated", "●●", "Two or more origins give it that do not lean on each other."
        ),
        "single-origin": StandingWords(
            "Single origin", "●", "However many reports tell it, they all have it from one origin."
        ),
        "unattributed": StandingWords(
            "Unattributed", "○", "Nobody is named as giving it: the reports tell it in their own voice."
        ),
        "disputed": StandingWords(
            "Disputed", "●○", "The accounts part on it: on a number, a date, a place, an actor, or one denies it."
        ),
    }
)

ORIGIN_MEANING = (
    "An origin is whoever a statement can be traced to: the person, office, agency or document that the last "
    "step of an attribution names. Ten reports that all quote one agency have one origin."
)

DISCREPANCIES: Mapping[DiscrepancyKind, str] = MappingProxyType(
    {
        "actor": "Who did or said it",
        "name": "How the name is written",
        "number": "What number",
        "date": "When",
        "place": "Where",
        "withheld": "Given by one, withheld by another",
        "denial": "Said and denied",
    }
)

UPDATE = "Update"
UPDATE_MEANING = "A report that came out later gives more; the earlier ones are not contradicted."
UNSURE = "unsure"
UNSURE_MEANING = "The program itself doubts that a claim speaks to its finding's point, or that the accounts part."

# A confidence is mentioned only where it is below this: on the scale from 0 to 1, where more speaks against than for.
_UNSURE_BELOW = 0.5


def day_words(day: date) -> str:
    """`18 Feb 2024`, in any locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def interval_words(interval: Interval) -> str:
    """An interval as narrowly as it is known: `18 Feb 2024`, `18–20 Feb 2024`, `Feb 2024`, `2024`, `2019 – Feb 2024`.

    Intervals that begin with the first or end with the last day that a computer can count are open ones.
    """
    earliest, latest = interval.earliest, interval.latest
    if earliest == date.min and latest == date.max:
        return "any time"
    if earliest == date.min:
        return f"until {day_words(latest)}"
    if latest == date.max:
        return f"from {day_words(earliest)}"
    if earliest == latest:
        return day_words(earliest)
    if earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]:
        return _whole_months(earliest, latest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{day_words(latest)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {_MONTHS[earliest.month - 1]} – {day_words(latest)}"
    return f"{day_words(earliest)} – {day_words(latest)}"


def _whole_months(earliest: date, latest: date) -> str:
    if earliest.month == 1 and latest.month == 12:
        return f"{earliest.year}" if earliest.year == latest.year else f"{earliest.year}–{latest.year}"
    last = f"{_MONTHS[latest.month - 1]} {latest.year}"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return last
    first = _MONTHS[earliest.month - 1]
    return f"{first}–{last}" if earliest.year == latest.year else f"{first} {earliest.year} – {last}"


def published_words(report: Report) -> str:
    """When a report came out and how that is known: `20 Feb 2024 (inferred)`."""
    if report.published is None:
        return "date unknown"
    basis = f" ({report.published_basis})" if report.published_basis else ""
    return interval_words(report.published) + basis


def language_name(code: str) -> str:
    """The English name of a language by its ISO 639-1 code; the code itself where CLDR has none."""
    if code in {"", "und"}:
        return "language unknown"
    from babel import Locale  # here, because babel takes a while to import

    name = Locale("en").languages.get(code)
    return str(name) if name else code


def count(number: int, noun: str) -> str:
    """`1 report`, `2 reports`, `2 stories`."""
    if number == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {plural}"


def origins_words(number: int) -> str:
    """`1 origin`, `2 independent origins`, `no origin named`."""
    if number == 0:
        return "no origin named"
    return "1 origin" if number == 1 else f"{number} independent origins"


def discrepancy_words(discrepancy: Discrepancy) -> str:
    """What a discrepancy is about, an update called by that name: `What number`, `Update: what number`."""
    name = DISCREPANCIES[discrepancy.kind]
    return f"{UPDATE}: {name[0].lower()}{name[1:]}" if discrepancy.update else name


def match_words(match: ListMatch) -> tuple[str, ...]:
    """Who may stand on a list, a sentence each: how alike the names are and where it stands, and what speaks against
    it."""
    entry = match.entry
    told = [f"born {' or '.join(entry.born)}"] if entry.born else []
    told += [", ".join(entry.countries)] if entry.countries else []
    place = f"{entry.list}, {entry.id}" + (f", as of {entry.updated}" if entry.updated else "")
    known = f" ({'; '.join(told)})" if told else ""
    against = (f"Speaks against it: {'; '.join(match.against)}",) if match.against else ()
    return (f"{match.name} may be {match.listed}{known}", f"Alike {match.score:.2f}; {place}", *against)


def flag_words(flag: Flag) -> tuple[str, ...]:
    """What a flag says, a sentence each: what may be so and why, the rule and its basis, what is still to be shown."""
    rule = f"Watch rule {flag.rule}: {flag.basis}"
    still = (f"Would still have to be shown: {'; '.join(flag.open)}",) if flag.open else ()
    return (flag.why, rule, *still)


def doubted(judged: Claim | Discrepancy) -> bool:
    """Whether the program holds its own judgement for rather wrong than right; never where it gave no confidence."""
    return judged.confidence is not None and judged.confidence < _UNSURE_BELOW


def confidence_words(judged: Claim | Discrepancy) -> str:
    """The figure behind a word: `confidence 0.31`."""
    return "confidence not known" if judged.confidence is None else f"confidence {judged.confidence:.2f}"


def claim_marks(claim: Claim) -> tuple[str, ...]:
    """What else is to be known about a claim: whether it denies or withholds, is hedged, how it is told, how surely."""
    marks: list[str] = [] if claim.stance == "states" else [claim.stance]
    if claim.hedged:
        marks.append("hedged")
    if claim.mode == "quoted" or claim.chain:
        marks.append(claim.mode)
    if claim.when:
        marks.append(interval_words(claim.when))
    if doubted(claim):
        marks.append(UNSURE)
    return tuple(marks)


def chain_words(report: str, chain: Sequence[str]) -> str:
    """On whose word: `NRK ← BBC ← Kystverket`, nearest speaker first; `NRK, in its own voice` where nobody is named."""
    return " ← ".join((report, *chain)) if chain else f"{report}, in its own voice"


class _English:
    def say(self, text: str, **values: object) -> str:
        return text % values if values else text

    def count(self, number: int, noun: str) -> str:
        return count(number, noun)

    def day(self, day: date) -> str:
        return day_words(day)

    def days(self, interval: Interval) -> str:
        return interval_words(interval)


ENGLISH: Tongue = _English()
"""The tongue of every format that stands alone."""
