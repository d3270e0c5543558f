"""The dateline: place, date and agency before the first sentence of a report.

"CONAKRY, 15 oct. 2024 (Agence Littoral) – Une statue …": known in any language by its shape, which is a name or
two, perhaps a date, perhaps an agency in brackets, and a mark that sets them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondsource.intake import dates
from secondsource.intake.lines import ends_sentence, has_case, is_lower, is_name, size
from secondsource.intake.vocabulary import Vocabulary

# A dateline ends within so many characters.
REACH = 160

_OPENERS = "\"'“”„«»‘’‚‹›「『¿¡([{–—-"
_BRACKETED = re.compile(
    r"(?P<place>[^()（）\n]{1,80}?)\s?[(（](?P<inside>[^()（）\n]{2,40})[)）]\s?(?P<mark>[-–—:：.।=＝]*)\s*"
)
_DASHED = re.compile(r"(?P<place>[^()（）\n]{2,60}?)(?:\s+(?:[–—]|--?)\s+|—)")
_LEADING = re.compile(
    r"[(（\[［【](?P<inside>[^()（）\[\]［］【】\n]{2,60})[)）\]］】]\s*(?:(?P<reporter>[^=＝.。\n]{0,30}[=＝]|[-–—:.])\s*)?"
)
_STOPPED = re.compile(r"(?P<place>[^\W\d_]{4,}(?:[ -][^\W\d_]{3,})?)\.\s+")
_COLON = re.compile(r"(?P<place>[^\W\d_][^:：\n.!?]{1,30}?)\s?[:：]\s+")
# Chinese agencies: "新华社北京3月15日电（记者 …）", "本报讯".
_WIRE = re.compile(
    r"(?P<agency>[^\d\s，。、]{1,6}?[社网網报報])?[^，。\n]{0,20}?(?:日|报|報|社)[电電讯訊]\s*(?:[（(][^（()）]{2,30}[)）])?\s*"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    end: int
    """Where the sentence begins, counted from the line's start."""
    agencies: tuple[str, ...]
    """The agencies that it names, as spelled."""


def dateline(line: str, vocabulary: Vocabulary) -> Dateline | None:
    """The dateline with which `line` begins, or None."""
    head = line[:REACH]
    for shape in (_leading, _bracketed, _wire, _dashed, _colon, _stopped):
        found = shape(head, vocabulary)
        if found and found.end < len(line):
            return found
    return None


def _leading(head: str, vocabulary: Vocabulary) -> Dateline | None:
    """ "(서울=한강통신) 김하늘 기자 = ", "【北京時事】", "(AFP) – "."""
    match = _LEADING.match(head)
    if not match or ends_sentence(match["inside"]):
        return None
    inside, marked = match["inside"], match["reporter"] is not None
    if has_case(inside) and not (marked and is_name(inside)):
        return None
    if not (marked or head[0] in "【［[" or re.search(r"[=＝]|[电電讯訊]$", inside)):
        return None
    _, equals, agency = inside.replace("＝", "=").rpartition("=")
    named = (agency,) if equals or (has_case(inside) and size(inside) <= 3) else ()
    if rest := _dashed(head[match.end() :], vocabulary):  # "(ANSA) - ROMA, 15 MAR - "
        return Dateline(match.end() + rest.end, _agencies(named))
    return Dateline(match.end(), _agencies(named))


def _bracketed(head: str, vocabulary: Vocabulary) -> Dateline | None:
    """ "Kehl (snd) - ", "SFAX, 14 Nisan 2016 (Kerte) - "."""
    match = _BRACKETED.match(head)
    if not match or not _is_place(match["place"], vocabulary) or not re.search(r"[^\W\d_]", match["inside"]):
        return None
    # "Kehl (snd). Nach …": a mere full stop, or nothing, needs a sentence behind it; nothing also needs a date before.
    if match["mark"] in ("", ".") and not _begins(head[match.end() :]):
        return None
    if not match["mark"] and not dates.find(match["place"], vocabulary):
        return None
    inside = match["inside"]
    if dates.find(inside, vocabulary) or size(inside) > 5:
        return Dateline(match.end(), ())
    return Dateline(match.end(), _agencies(tuple(re.split(r"\s?[/,]\s?", inside))))


def _wire(head: str, vocabulary: Vocabulary) -> Dateline | None:
    match = _WIRE.match(head)
    return Dateline(match.end(), _agencies((match["agency"],) if match["agency"] else ())) if match else None


def _dashed(head: str, vocabulary: Vocabulary) -> Dateline | None:
    """ "VALENCIA — ", "BISHKEK, Kyrgyzstan — ", "World – "."""
    match = _DASHED.match(head)
    if match and _is_place(match["place"], vocabulary) and _begins(head[match.end() :]):
        return Dateline(match.end(), ())
    return None


def _colon(head: str, vocabulary: Vocabulary) -> Dateline | None:
    """ "ISLAMABAD: "; who speaks may stand before a colon too, so only capitals and known places count."""
    match = _COLON.match(head)
    if match and (match["place"].isupper() or match["place"].casefold() in vocabulary.places):
        return Dateline(match.end(), ())
    return None


def _stopped(head: str, vocabulary: Vocabulary) -> Dateline | None:
    """ "Görlitz. In der Affäre …"."""
    match = _STOPPED.match(head)
    if not match or not match["place"][0].isupper() or vocabulary.weekday.fullmatch(match["place"]):
        return None
    return Dateline(match.end(), ()) if is_name(match["place"]) and _begins(head[match.end() :]) else None


def _is_place(place: str, vocabulary: Vocabulary) -> bool:
    """Whether it can be the place of a dateline: a few names, or some with a date."""
    if (
        place[0] in _OPENERS
        or ends_sentence(place.rstrip(". "))
        or ("." in place.rstrip(". ")[:-4] and size(place) > 5)
    ):
        return False
    if dates.find(place, vocabulary):
        return size(place) <= 10
    return is_name(place) and size(place) <= (5 if has_case(place) else 3)


def _begins(rest: str) -> bool:
    """Whether a sentence can begin here."""
    return bool(rest) and (rest[0] in _OPENERS or rest[0].isdigit() or (rest[0].isalpha() and not is_lower(rest[0])))


def _agencies(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in (name.strip() for name in names) if name and not name.isdigit())
