"""What a language pack may say, checked on loading.

A pack is one TOML file, named after its language's ISO 639-1 code, that holds everything the program
knows of that language: cue verbs, quotation marks, months, name particles. README.md beside this file
explains every key to a translator. The dataclasses below are the schema: a section of the file is a
class, a key is a field; a missing key is empty, an unknown one is an error that names file and key.
"""

from __future__ import annotations

import re
import tomllib
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, cached_property, wraps
from importlib import resources
from typing import Any, Literal, TypeVar

from secondsource.errors import PackError
from secondsource.model import OriginKind
from secondsource.packs.phrases import Table, alternation

FALLBACK = "und"

# Every key that `[speakers]` may use, and the kind of origin that it makes. A key with a dot narrows the one before it.
SPEAKER_KINDS: Mapping[str, OriginKind] = {
    "spokesperson": "official",
    "official": "official",
    "leader": "official",
    "minister": "official",
    "ministry": "government",
    "government": "government",
    "parliament": "government",
    "police": "government",
    "prosecutors": "government",
    "court": "government",
    "military": "government",
    "coastguard": "government",
    "rescue": "government",
    "regulator": "government",
    "embassy": "government",
    "intelligence": "government",
    "international": "organisation",
    "insurgents": "organisation",
    "hospital": "organisation",
    "state_media": "state media",
    "agency": "agency",
    "outlet": "outlet",
    "company": "organisation",
    "union": "organisation",
    "party": "organisation",
    "organisation": "organisation",
    "document": "document",
    "source": "anonymous",
    "witness": "anonymous",
    "expert": "person",
    "chief": "person",
    "professional": "person",
    "relative": "person",
}

RELATIVE = re.compile(
    r"(?:day|week|weekend|month|year|decade|spring|summer|autumn|winter)[+-]\d"
    r"|(?:elapsed|rest|start|mid|end)-(?:week|month|year)"
)


Made = TypeVar("Made")

BODIES = (
    "african_union", "amnesty", "arab_league", "asean", "ecb", "eu", "eu_commission", "eu_council",
    "eu_parliament", "fao", "fifa", "human_rights_watch", "iaea", "icc", "icj", "imf", "imo", "interpol", "ioc",
    "msf", "nato", "opcw", "opec", "osce", "red_crescent", "red_cross", "uefa", "un", "un_general_assembly",
    "un_security_council", "unesco", "unhcr", "unicef", "wada", "wfp", "who", "world_bank", "wto",
)  # fmt: skip
"""International bodies, which every language calls something else."""


@dataclass(frozen=True)
class Writing:
    spaces: bool = True
    """Words are set apart by spaces."""
    capitals: Literal["names", "nouns", "none"] = "names"
    """Which words begin with a capital inside a sentence."""
    attached: bool = False
    """Words take particles at their ends (Korean), so that a phrase may stand inside a longer word."""


@dataclass(frozen=True)
class Quotes:
    pairs: tuple[str, ...] = ()
    """Opening and closing mark, two characters each."""
    dash: str = ""
    """Marks that open a spoken paragraph."""


@dataclass(frozen=True)
class Sentences:
    abbreviations: tuple[str, ...] = ()
    """Words whose full stop ends no sentence, without that stop."""


@dataclass(frozen=True)
class Cues:
    """`[attribution]`: the words that tie something said to whoever said it."""

    say: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    withhold: tuple[str, ...] = ()
    that: tuple[str, ...] = ()
    according_before: tuple[str, ...] = ()
    according_after: tuple[str, ...] = ()
    own_account: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    cite_after: tuple[str, ...] = ()
    told_to: tuple[str, ...] = ()
    told_to_after: tuple[str, ...] = ()
    statement_nouns: tuple[str, ...] = ()
    anonymous: tuple[str, ...] = ()
    verb_final: bool = False
    """The verb of saying ends its clause, and what was said stands between it and its subject (Korean, Turkish)."""
    topic: tuple[str, ...] = ()
    """Particles right after the subject of such a verb (Japanese *wa*)."""
    mood: tuple[str, ...] = ()
    """Verb forms that carry on what the last speaker said, with no cue of their own (German *habe*, *sei*)."""


@dataclass(frozen=True)
class Hedges:
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stances:
    withhold: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    negation: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pronouns:
    person: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    thing: tuple[str, ...] = ()
    we: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    titles: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    locative: tuple[str, ...] = ()
    function: tuple[str, ...] = ()


@dataclass(frozen=True)
class Places:
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """ISO 3166 code to names of the state that CLDR lacks."""
    adjectives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capitals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Times:
    """`[time]`"""

    order: Literal["dmy", "mdy", "ymd"] = "dmy"
    months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    solar_hijri_months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """1 = Farvardin; where a pack has them, four digits that can be a year of that calendar are one."""
    weekdays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last: tuple[str, ...] = ()
    this: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    early: tuple[str, ...] = ()
    mid: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    parts_of_day: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    decade: tuple[str, ...] = ()
    year_words: tuple[str, ...] = ()
    day_suffixes: tuple[str, ...] = ()
    ago: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relative: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Numbers:
    decimal: str = "."
    group: str = ", "
    words: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    at_least: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Clauses:
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Credits:
    photo: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    file: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """Everything that is known of one language."""

    language: str
    name: str
    resembles: tuple[str, ...] = ()
    """Codes of languages that texts in this one are taken for; its words then decide."""
    writing: Writing = Writing()
    quotes: Quotes = Quotes()
    sentences: Sentences = Sentences()
    attribution: Cues = Cues()
    hedges: Hedges = Hedges()
    stance: Stances = Stances()
    speakers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pronouns: Pronouns = Pronouns()
    names: Names = Names()
    places: Places = Places()
    bodies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Bodies that have a name of their own in every language: a key that packs share, and how this language says it."""
    time: Times = Times()
    numbers: Numbers = Numbers()
    clauses: Clauses = Clauses()
    credits: Credits = Credits()

    def any_of(self, *phrases: str) -> re.Pattern[str]:
        """A pattern that finds any of the phrases, as this language writes them (cached)."""
        return _any_of(self.writing.spaces, self.writing.attached, phrases)

    def table(self, entries: Mapping[str, tuple[str, ...]]) -> Table[str]:
        """A `Table` over one of this pack's keyed lists."""
        return Table(entries, spaces=self.writing.spaces, attached=self.writing.attached)

    @cached_property
    def _adjectives(self) -> Table[str]:
        return self.table(self.places.adjectives)

    def places_adjective(self, word: str) -> bool:
        """Whether a word is a state's adjective ("Danish")."""
        return self._adjectives.key(word) is not None

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Single words of the language that stand in the pack, in small letters, to tell it from its neighbours."""
        a, t = self.attribution, self.time
        lists = (
            a.say, a.deny, a.that, a.according_before, a.cite, self.hedges.words, self.stance.negation,
            *self.speakers.values(), *t.relative.values(), *t.months.values(), *t.weekdays.values(), *t.units.values(),
            self.numbers.words, self.numbers.scales, self.clauses.open, self.names.function, self.pronouns.person,
        )  # fmt: skip
        return frozenset(p.casefold() for phrases in lists for p in phrases if p.isalpha())

    @cached_property
    def speaker_nouns(self) -> Table[str]:
        """Finds nouns that describe a speaker; the key says which kind of speaker."""
        return self.table(self.speakers)


@cache
def _any_of(spaces: bool, attached: bool, phrases: tuple[str, ...]) -> re.Pattern[str]:
    return alternation(phrases, spaces=spaces, attached=attached)


def per_pack(function: Callable[[Pack], Made]) -> Callable[[Pack], Made]:
    """A function of a pack that is worked out once for each; packs hold lists and cannot be keys themselves."""
    known: dict[int, tuple[Pack, Made]] = {}

    @wraps(function)
    def remembered(pack: Pack) -> Made:
        if id(pack) not in known or known[id(pack)][0] is not pack:
            known[id(pack)] = pack, function(pack)
        return known[id(pack)][1]

    return remembered


@cache
def lookalikes() -> Mapping[str, tuple[str, ...]]:
    """Detected language to the languages with a pack that it may be in truth, itself first if it has one."""
    known = languages()
    found: dict[str, list[str]] = {}
    for language in known:
        for taken_for in load(language).resembles:
            found.setdefault(taken_for, [taken_for] if taken_for in known else []).append(language)
    return types.MappingProxyType({code: tuple(of) for code, of in found.items()})


def languages() -> list[str]:
    """The languages that have a pack, sorted, without the fallback."""
    files = (path.name for path in resources.files(__package__).iterdir() if path.name.endswith(".toml"))
    return sorted(name.removesuffix(".toml") for name in files if name != f"{FALLBACK}.toml")


@cache
def load(language: str) -> Pack:
    """The pack of a language, or the fallback pack where it has none.

    Raises `PackError` where the file breaks the schema.
    """
    folder = resources.files(__package__)
    path = folder / f"{language}.toml"
    if not re.fullmatch(r"[a-z]{2,3}", language) or not path.is_file():
        path = folder / f"{FALLBACK}.toml"
    return parse(path.read_text(encoding="utf-8"), file=path.name)


def parse(text: str, *, file: str) -> Pack:
    """Reads a pack from the text of its file; `file` names it in errors."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(file, "the file", f"is not TOML: {error}") from error
    pack: Pack = _build(Pack, raw, file, "")
    for key in pack.speakers:
        if key not in SPEAKER_KINDS and key.partition(".")[0] not in SPEAKER_KINDS:
            raise PackError(file, f"speakers.{key}", f"unknown speaker; known are {', '.join(SPEAKER_KINDS)}")
    for key in pack.bodies:
        if key not in BODIES:
            raise PackError(file, f"bodies.{key}", f"unknown body; known are {', '.join(BODIES)}")
    for pair in pack.quotes.pairs:
        if len(pair) != 2:
            raise PackError(file, "quotes.pairs", f"{pair!r} is not two characters, opening and closing")
    for key in pack.time.relative:
        if not RELATIVE.fullmatch(key):
            raise PackError(file, f"time.relative.{key}", 'write "day-1", "year+0", "elapsed-month" or the like')
    for table, last in (("months", 12), ("solar_hijri_months", 12), ("weekdays", 7)):
        for key in getattr(pack.time, table):
            if not key.isdigit() or not 1 <= int(key) <= last:
                raise PackError(file, f"time.{table}.{key}", f"the key is a number from 1 to {last}")
    return pack


def _build(kind: Any, raw: Mapping[str, Any], file: str, where: str) -> Any:
    hints = typing.get_type_hints(kind)
    unknown = raw.keys() - {f.name for f in fields(kind)}
    if unknown:
        raise PackError(file, where + min(unknown), f"unknown key; known are {', '.join(f.name for f in fields(kind))}")
    values = {key: _value(hints[key], value, file, where + key) for key, value in raw.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise PackError(file, where or "the file", str(error)) from error


def _value(hint: Any, value: Any, file: str, where: str) -> Any:
    origin = typing.get_origin(hint)
    if is_dataclass(hint):
        if isinstance(value, Mapping):
            return _build(hint, value, file, where + ".")
    elif origin is Literal:
        if value in typing.get_args(hint):
            return value
    elif origin is tuple:
        if isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value):
            return tuple(value)
    elif origin is not None and issubclass(origin, Mapping):
        if isinstance(value, Mapping):
            inner = typing.get_args(hint)[1]
            return types.MappingProxyType({str(k): _value(inner, v, file, f"{where}.{k}") for k, v in value.items()})
    elif hint is float:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
    elif isinstance(value, hint):
        return value
    raise PackError(file, where, f"{value!r} is not what this key holds ({hint})")
