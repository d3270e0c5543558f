"""Whose pictures and whose copy: credit lines, and the names in them.

A credit is known by a picture word of its language ("Foto: …"), or in any language by its shape: a label and a
name, or a name in brackets, behind the last full stop of a line that itself has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secondsource.intake.lines import CLOSERS, LONG, TERMINALS, ends_sentence, has_case, is_name, is_small, size, words
from secondsource.intake.vocabulary import Vocabulary

# A credit stands in so many characters at the end of its line.
REACH = 160
# Words that a credit has at most: names of two people and an agency.
MAX_WORDS = 9
# A paragraph longer than this is no caption, whatever stands at its end.
MAX_CAPTION_WORDS = 45

_SENTENCE_END = re.compile(rf"[{re.escape(TERMINALS)}][{re.escape(CLOSERS)}]*\s*")
_BRACKETS = re.compile(r"[(（\[［【](?P<inside>[^()（）\[\]]{2,80})[)）\]］】]\.?$")
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:：=＝.\n]{0,24}?)\s?[:：=＝]\s?(?P<value>\S.*)$")
_COPYRIGHT = re.compile(r"©|[(（][cC][)）]|\bcopyright\b|\ball rights reserved\b|^<[^<>]+>$", re.IGNORECASE)
_CAPITALS = re.compile(
    r"(?P<run>[^\W\d_a-z]+(?:[ &./-]+[^\W\d_a-z]+)*\s?/\s?[^\W\d_a-z]+(?:[ &./-]+[^\W\d_a-z]+)*)(?=\s|$)"
)
_DOUBLED = re.compile(r"(?m)^([ \t]*(?:date[ \t]+[\d-]{4,10}[ \t]+)?)(\S[^\n]{3,100}?)([ \t]+)\2(?=[ \t\n]|$)")


@dataclass(frozen=True, slots=True)
class Credited:
    """A line with a credit in it; offsets count from the line's start."""

    caption: tuple[int, int] | None
    """What it says of the picture, where it says something."""
    credits: tuple[tuple[int, int], ...]
    sure: bool
    """Whether a picture word or a label says so; else the head may be a paragraph with its agency behind it."""


def undouble(text: str) -> str:
    """`text` without the second copy of a credit that a scraper took twice at the start of a line."""

    def keep_one(match: re.Match[str]) -> str:
        credit = match[2]
        doubled = "/" in credit or "©" in credit or (credit.isupper() and has_case(credit))
        return match[1] + credit if doubled else match[0]

    # Credits of pictures stand at the top; only there is it worth looking.
    return _DOUBLED.sub(keep_one, text[:2_000]) + text[2_000:]


def is_notice(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a copyright notice or points to another article."""
    if len(line) > LONG:
        return False
    related = vocabulary.related.match(line.lstrip("▶►>→•-– "))
    if related and (not ends_sentence(line) or re.match(r"\s?[:：]", line[related.end() :])):
        return True
    return bool(_COPYRIGHT.search(line)) and size(line) <= 30


def leading_credit(line: str) -> int:
    """Where a run of capitals with a slash, the credit of a picture, ends at the line's start; 0 for none."""
    match = _CAPITALS.match(line[:REACH])
    if not match:
        return 0
    end = match.end()
    # "KNS / AFP A picture of …": a last capital that lower case follows begins the sentence.
    last = re.search(r"\s\S+$", line[:end])
    if last and re.match(r"\s+[^\W\d_]*[a-zß-ÿ]", line[end:]) and len(last.group().strip()) == 1:
        end = last.start()
    return end


def credited(line: str, vocabulary: Vocabulary) -> Credited | None:
    """The caption and credits of a line, or None where it has no credit."""
    if len(line) > LONG:
        return None
    label = _prefix(line, vocabulary)
    if not label and line[-1] in TERMINALS and line[-2:-1] not in CLOSERS:
        return None  # a plain sentence, as most lines are
    tail = next((at for at in _tails(line, label) if _is_credit(line[at:], vocabulary, alone=at == 0)), None)
    if tail is None:
        tail = _inline(line, vocabulary)
    if tail is None and not label:
        return None
    end = len(line) if tail is None else tail
    caption = line[label:end].strip().rstrip("、，=＝")
    named = size(caption) <= 4 or (has_case(caption) and is_name(caption) and size(caption) <= MAX_WORDS)
    if label and (not caption or (named and not ends_sentence(caption))):
        return Credited(None, ((0, len(line)),), sure=True)
    if size(caption) > MAX_CAPTION_WORDS:
        return None
    found = [(0, label)] if label else []
    if tail is not None:
        found.append((tail, len(line)))
    tells = (vocabulary.photo.search(line, end), vocabulary.file.search(line, end), _LABEL.match(line[end:]))
    sure = bool(label) or any(tells)
    if not caption:
        return Credited(None, ((0, len(line)),), sure)
    start = line.index(caption, label)
    return Credited((start, start + len(caption)), tuple(found), sure)


def names(credit: str, vocabulary: Vocabulary) -> list[str]:
    """The agencies, outlets and photographers that a credit names, in order."""
    if vocabulary.related.match(credit):
        return []
    found = []
    bare = credit[: 2 * REACH].strip().strip("()（）[]［］【】<>").strip()
    if notice := _COPYRIGHT.search(bare):
        # "© 2024 Owner. All rights …": whose it is, and nothing more.
        bare = re.sub(r"^[\s\d.,-]+", "", bare[notice.end() :])
        bare = re.split(r"[,.،。、]", bare)[0]
    photo = vocabulary.photo.search(bare)
    if photo:
        after = bare[photo.end() :].strip(" \t:：=＝.]】")
        # "渤湾观察 图", "鴨志田理央撮影": the name stands before; in scripts with capitals that is an adjective.
        before = bare[: photo.start()].strip(" \t:：=＝、，,[【")
        bare = after or ("" if has_case(before) else before)
    elif label := _LABEL.match(bare):
        bare = label["value"]
    for piece in re.split(r"\s?[/／|]\s?|[,，、]\s?", bare):
        name = piece.strip(" \t.;:")
        if name[:1] in "\"'“«„‘「" and name[-1:] in "\"'”»“’」":
            name = name[1:-1].strip()
        if file := vocabulary.file.search(name):
            # "HANDOUT KCNA", "Reuters archive", "한강대교 제공"; but "archive of the museum" names nobody.
            before, after = name[: file.start()].strip(), name[file.end() :].strip()
            name = before or (after if after.isupper() else "")
        if name and not is_small(name) and 0 < size(name) <= 6 and re.search(r"[^\W\d_]", name):
            found.append(name)
    return found


def _prefix(line: str, vocabulary: Vocabulary) -> int:
    """Where a picture word with its colon ends that opens the line ("Nella foto: "); 0 for none."""
    match = re.match(r"[\[［【(（]?(?P<label>[^:：\]］】)）.。!?\n]{1,30}\.?)(?:\s?[:：]|[\]］】)）])\s*", line)
    if match and (vocabulary.photo.search(match["label"]) or vocabulary.file.search(match["label"])):
        return match.end() if size(match["label"]) <= 4 else 0
    return 0


def _tails(line: str, label: int) -> Iterator[int]:
    """Where a credit may begin: the line itself, behind each of its last full stops, at its last bracket."""
    if not label:
        yield 0
    reach = max(label, len(line) - REACH)
    yield from (match.end() for match in _SENTENCE_END.finditer(line, reach) if match.end() < len(line))
    bracket = _BRACKETS.search(line, reach)
    if bracket and label and bracket.start() > label:
        yield bracket.start()


def _is_credit(tail: str, vocabulary: Vocabulary, *, alone: bool) -> bool:
    """Whether a whole tail is a credit; `alone` if it is its line, where a shape is not evidence enough."""
    if not 0 < size(tail) <= MAX_WORDS:
        return False
    photo = vocabulary.photo.search(tail)
    if bracket := _BRACKETS.match(tail):
        inside = bracket["inside"]
        if photo or vocabulary.file.search(inside):
            return True
        return not alone and is_name(inside) and size(inside) <= 6 and not ends_sentence(inside)
    if ends_sentence(tail):
        return False
    before = tail[: photo.start()].strip() if photo else ""
    opens = photo and size(before) <= 2 and not ends_sentence(before)
    if photo and opens and (size(tail) <= 4 or _names_only(tail[photo.end() :])):
        return True
    if photo and photo.end() == len(tail) and not has_case(tail):
        return size(tail) <= 6
    if alone:
        return False
    label = _LABEL.match(tail)
    if label and size(label["label"]) <= 2 and is_name(label["value"]) and size(label["value"]) <= 7:
        return True
    return has_case(tail) and 2 <= len(words(tail)) <= 5 and all(word[0].isupper() for word in words(tail))


def _names_only(text: str) -> bool:
    """Whether nothing but a label's mark, names and their separators stand there."""
    bare = text.strip(" \t:：=＝.")
    return bool(re.match(r"\s?[:：=＝]", text)) or is_name(bare)


def _inline(line: str, vocabulary: Vocabulary) -> int | None:
    """Where a credit begins that no full stop sets apart: "… in Bonn Foto: dpa", "… (Foto: dpa)", "…、某撮影"."""
    bracket = _BRACKETS.search(line, max(0, len(line) - REACH))
    if bracket and (vocabulary.photo.search(bracket["inside"]) or vocabulary.file.fullmatch(bracket["inside"].strip())):
        return bracket.start()
    for photo in reversed(list(vocabulary.photo.finditer(line, max(0, len(line) - REACH)))):
        rest = line[photo.end() :]
        if re.match(r"\s?[:：=＝]\s?\S", rest) and size(rest) <= MAX_WORDS and not ends_sentence(rest):
            return photo.start()
        if not rest and not has_case(line):
            return max(line.rfind(mark, 0, photo.start()) for mark in "、，,=＝ 　") + 1
    return None
