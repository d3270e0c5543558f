"""What somebody typed, as something both databases can look for: words, "phrases", -not, OR; never a syntax error."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondsource.archive.words import tokens

_TERM = re.compile(r"""(?P<minus>-)?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))""")
EITHER = "OR"
BEGINS_WITH = 4
"""A word of so many letters or more finds those that go on: inflections and compounds."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words in their order, of which the last may go on where they are no phrase."""

    words: tuple[str, ...]
    phrase: bool


@dataclass(frozen=True, slots=True)
class Query:
    """All of `wanted` must be found, of each at least one term, and nothing of `unwanted`."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.wanted)


def parse(typed: str) -> Query:
    """The query in what was typed; takes any text."""
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    either = False
    for match in _TERM.finditer(typed):
        if match["word"] == EITHER and not match["minus"]:
            either = bool(wanted)
            continue
        words = tuple(tokens(match["phrase"] if match["word"] is None else match["word"]))
        if not words:
            continue
        term = Term(words, phrase=match["word"] is None)
        if match["minus"]:
            unwanted.append(term)
        elif either:
            wanted[-1] = (*wanted[-1], term)
        else:
            wanted.append((term,))
        either = False
    return Query(tuple(wanted), tuple(unwanted))


def name(typed: str) -> Query | None:
    """What finds a name where it is written, perhaps inflected; null where it is too short to be told by that."""
    words = tuple(tokens(typed))
    return Query(((Term(words, phrase=False),),), ()) if len("".join(words)) >= BEGINS_WITH else None


def for_sqlite(query: Query) -> str:
    """The query in the language of FTS5."""
    parts = ["(" + " OR ".join(_fts5(term) for term in terms) + ")" for terms in query.wanted]
    return " AND ".join(parts) + "".join(f" NOT {_fts5(term)}" for term in query.unwanted)


def for_postgresql(query: Query) -> str:
    """The query in the language of `to_tsquery`."""
    parts = ["(" + " | ".join(_tsquery(term) for term in terms) + ")" for terms in query.wanted]
    return " & ".join([*parts, *(f"!{_tsquery(term)}" for term in query.unwanted)])


def matches(term: Term, found: list[str], at: int) -> bool:
    """Whether the words `found` from `at` on are those of the term."""
    here = tuple(found[at : at + len(term.words)])
    if here == term.words:
        return True
    return here[:-1] == term.words[:-1] and _goes_on(term) and bool(here) and here[-1].startswith(term.words[-1])


def _goes_on(term: Term) -> bool:
    return not term.phrase and len(term.words[-1]) >= BEGINS_WITH


def _fts5(term: Term) -> str:
    return '"' + " ".join(term.words) + '"' + ("*" if _goes_on(term) else "")


def _tsquery(term: Term) -> str:
    quoted = [f"'{word}'" for word in term.words]  # words hold letters and digits only
    return "(" + " <-> ".join(quoted) + (":*" if _goes_on(term) else "") + ")"
