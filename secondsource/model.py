"""The nouns of secondsource: what a brief is made of, and what the stages hand each other.

The first half is the document that the program hands back (`Brief` and what it holds): its
dataclasses *are* the JSON document, field for field, and `secondsource schema` prints their
JSON Schema. The second half is what one stage tells the next and no user sees.

All offsets are Unicode code points into `Report.text`, half open: `text[start:end]`.
Nouns are frozen, check themselves where they can, and neither read, store nor render.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

# Language packs name kinds in their own tables; these are the only values that may reach a brief.
EntityKind = Literal["person", "organisation", "place", "product", "event", "other"]
OriginKind = Literal[
    "person", "official", "government", "state media", "agency", "outlet", "organisation", "document", "anonymous"
]
Stance = Literal["states", "denies", "withholds"]
Mode = Literal["quoted", "reported", "asserted"]
Standing = Literal["corroborated", "single-origin", "unattributed", "disputed"]
DiscrepancyKind = Literal["actor", "name", "number", "date", "place", "withheld", "denial"]
Basis = Literal["stated", "inferred"]
BlockRole = Literal["title", "byline", "body", "subhead", "caption", "credit"]

SCHEMA: Final = "secondsource/1"


# --- the document -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    """The days that a wording allows: the whole month for "in May", one day for "20 May"."""

    earliest: date
    """First day that the words allow."""
    latest: date
    """Last day that the words allow; never before `earliest`."""
    text: str | None = None
    """The words that say so, or null where the interval was drawn from several places."""

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(f"an interval ends ({self.latest}) before it begins ({self.earliest})")

    @property
    def days(self) -> int:
        """How many days the interval covers, 1 or more."""
        return (self.latest - self.earliest).days + 1

    def overlaps(self, other: Interval) -> bool:
        """Whether some day is in both."""
        return self.earliest <= other.latest and other.earliest <= self.latest


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression in a report, with the days that it means."""

    start: int
    end: int
    text: str
    earliest: date | None
    """First day meant; null where it cannot be told."""
    latest: date | None
    """Last day meant; null where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of a report's text that plays one part on the page. Blocks do not overlap."""

    start: int
    end: int
    role: BlockRole
    """Only `title`, `body` and `caption` can carry claims."""


@dataclass(frozen=True, slots=True)
class Report:
    """One article, as received and cleaned."""

    id: str
    """The file's name, or the address that it was fetched from; unique in a run."""
    text: str
    """The cleaned text that all offsets point into."""
    language: str
    """ISO 639-1 (`nb` and `nn` for the two Norwegians), `und` where it could not be told."""
    published: Interval | None
    """When it came out, as narrowly as it can be told."""
    published_basis: Basis | None
    """`stated` in the report, `inferred` from the other reports of its story."""
    title: str | None
    outlet: str | None
    """Who published it, as the report itself spells it."""
    credits: tuple[str, ...] = ()
    """Agencies and photo credits named in the text, in the order in which they stand."""
    reprint_of: str | None = None
    """Id of the report in this run that this one is a near-copy of."""
    times: tuple[Timex, ...] = ()
    blocks: tuple[Block, ...] = ()
    """The parts of `text` in order; text outside any block carries nothing (blank lines, doubled credits)."""
    pack: str = "und"
    """Which language pack read it; `und` means that no pack for its language exists."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a report."""

    report: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Everything that the reports of a story call by different names and that is one thing in the world."""

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    """Every other wording in which the reports name it, sorted."""
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Whoever a statement can be traced to: one speaker, over all names and languages."""

    id: str
    name: str
    entity: str | None
    """Id of the entity that this speaker is, where the reports name it."""
    kind: OriginKind
    aliases: tuple[str, ...] = ()
    """Every other wording in which the reports refer to this speaker, sorted."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The smallest run of text that says one thing, and on whose word it says it."""

    report: str
    start: int
    end: int
    text: str
    stance: Stance
    chain: tuple[str, ...]
    """Origin ids, nearest speaker first, last = where it starts; empty = the report's own voice."""
    cue: str | None
    """The words that attribute it ("according to"), or null."""
    mode: Mode
    hedged: bool
    """The report itself marks it as unsure: alleged, reportedly, *skal ha*."""
    when: Interval | None
    """When what it tells happened, if it says."""
    confidence: float | None = None
    """How surely it speaks to the finding's point, 0 to 1; null where no other report does."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One point, as all the reports together tell it."""

    id: str
    statement: str
    """The clearest claim, verbatim."""
    claims: tuple[Claim, ...]
    independent_origins: int
    """The most claims that state it, are attributed, share no origin, and are no reprints of each other."""
    standing: Standing
    why: str
    """One sentence that explains `independent_origins`."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the accounts in a discrepancy."""

    value: str
    claims: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Claims of one finding that cannot all be exactly right, or one that gives what another withholds."""

    id: str
    kind: DiscrepancyKind
    finding: str | None
    about: str
    """A few words, taken from the reports."""
    values: tuple[Side, ...]
    """Two or more sides."""
    confidence: float | None = None
    """How surely the accounts part here, 0 to 1."""
    update: bool = False
    """The last side came out later than the others and gives more: news of the same, not another account."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A day, or days, on which a finding says that something happened."""

    when: Interval
    finding: str
    text: str
    background: bool = False
    """It lies well before the news itself."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a watch rule asks for, and that held."""

    name: str
    """What was asked for: act, party, time, discrepancy, standing."""
    held: str
    """By what it held."""
    confidence: float
    """How surely, 0 to 1."""
    claims: tuple[Mention, ...] = ()
    """The words by which it held, where they are not those of the claims."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding that may fall under a watch rule."""

    rule: str
    finding: str
    basis: str
    why: str
    title: str = ""
    """What the rule is called."""
    text: str = ""
    """What the rule says, in the words of whoever wrote it."""
    link: str = ""
    """Where its basis can be read; empty where the rule does not say."""
    claims: tuple[Mention, ...] = ()
    """The claims that fired it."""
    conditions: tuple[Condition, ...] = ()
    """Everything that the rule asks for."""
    lowered: tuple[str, ...] = ()
    """What speaks against it."""
    open: tuple[str, ...] = ()
    """What would still have to be shown."""
    confidence: float = 0.0
    """How surely, 0 to 1: that of the condition that held least, lowered by what speaks against it."""


@dataclass(frozen=True, slots=True)
class ListEntry:
    """Somebody or something on a list of names, such as one of sanctions."""

    list: str
    """The list's file name."""
    id: str
    schema: str
    """Its FollowTheMoney schema: Person, Company, Vessel …"""
    names: tuple[str, ...]
    """The first is what the list calls it; never empty."""
    updated: str | None
    """When the list last changed this entry, as it says so itself; null where it does not."""
    born: tuple[str, ...] = ()
    """Years of birth, where the list gives any."""
    countries: tuple[str, ...] = ()
    """States that the list ties it to, in the list's own words or codes."""


@dataclass(frozen=True, slots=True)
class ListMatch:
    """An entity of a story that may be an entry of a list."""

    entity: str | None
    """Id of the entity; null where a name was asked by itself."""
    name: str
    """Which of its names is closest to the list's."""
    listed: str
    """The entry's name that is closest to it."""
    entry: ListEntry
    """Where it stands."""
    score: float
    """How alike they are, 0 to 1; not how likely it is that they are one."""
    against: tuple[str, ...] = ()
    """What speaks against it, and has lowered the score."""


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one event, weighed against each other."""

    id: str
    title: str
    reports: tuple[str, ...]
    entities: tuple[Entity, ...]
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...]
    """Weightiest first."""
    discrepancies: tuple[Discrepancy, ...]
    timeline: tuple[TimelineEntry, ...]
    flags: tuple[Flag, ...] = ()
    lead: tuple[str, ...] = ()
    """Ids of the findings that matter most, at most seven."""
    day: Interval | None = None
    """When the main event was, where the reports establish it."""
    listed: tuple[ListMatch, ...] = ()
    """Who in it may stand on a list that was asked, the most alike first."""


Told = tuple[Story, tuple[Report, ...]]
"""A story and its reports."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read, and why."""

    input: str
    error: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What a run hands back."""

    reports: tuple[Report, ...]
    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]
    schema: Literal["secondsource/1"] = SCHEMA


# --- between the stages -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """What somebody knows better than the program: pairs of names that are one thing, and such that are two."""

    one: tuple[tuple[str, str], ...] = ()
    two: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """What somebody knows better of the reports of a story."""

    copies: Mapping[str, str | None] = field(default_factory=dict)
    """Report id to that of the report that it copies; null: it copies none."""
    entities: WhoIsWho = WhoIsWho()
    origins: WhoIsWho = WhoIsWho()


@dataclass(frozen=True, slots=True)
class Gathered:
    """A story that waits to be weighed: its id, what its reports say, and what somebody knows better of them."""

    id: str
    readings: Sequence[Reading]
    corrections: Corrections = Corrections()


@dataclass(frozen=True, slots=True)
class Received:
    """A report as it came in, and what it came as."""

    address: str
    """Where it came from: an absolute path, a URL, or `container!/member`."""
    content: bytes
    """What was received, byte for byte."""
    report: Report
    """What it says, cleaned."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of a report's text."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} does not fit its text {self.text!r}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the part that its block plays on the page."""

    start: int
    end: int
    text: str
    role: BlockRole
    paragraph: int
    """Number of the block that it stands in."""


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in a report."""

    start: int
    end: int
    text: str
    kind: EntityKind
    base: str
    """The name without case endings, genitives and titles."""
    thing: int
    """Which of the report's things it names: equal numbers, one thing."""
    code: str | None = None
    """What makes it comparable across languages: the ISO 3166 code of a territory, or a pack's key of a body."""
    role: str | None = None
    """The speaker noun in an organisation's name, as a language-free key (`ministry.environment`)."""
    of: str | None = None
    """ISO 3166 code of the state that an organisation's name mentions."""
    confidence: float | None = None
    """How sure the tagger is that this is a name of this kind, 0 to 1; null where rules alone found it."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time as a report words it, not yet resolved: what the words fix, and how they lean on publication."""

    start: int
    end: int
    text: str
    unit: Literal["day", "week", "weekend", "month", "season", "year", "decade"]
    """How long the time is that the words mean."""
    year: int | None = None
    month: int | None = None
    """1 = January, or Farvardin; for a season its first month, northern hemisphere."""
    day: int | None = None
    weekday: int | None = None
    """1 = Monday."""
    offset: int | None = None
    """Units away from the day of publication: "yesterday" is -1 day, "this year" 0. Where a day, weekday, month or
    season is named, units of what it stands in: "Wednesday last week" -1 week, "the 10th of this month" 0 months,
    "September last year" -1 year."""
    part: Literal["early", "mid", "late", "elapsed", "rest"] | None = None
    """Which part of the unit; `elapsed` and `rest` are parted by the day of publication."""
    ahead: bool = False
    """The words around it put a bare weekday or month after the day of publication."""
    apart: bool = False
    """It is not the day, month or season of publication itself: "last Tuesday", "next May"."""
    days: int = 1
    """How many days it covers; the named one is the last: "the night to Sunday" 2, "3-5 May" 3."""
    calendar: Literal["gregorian", "solar hijri"] = "gregorian"
    """The calendar that year and month are counted in."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: `low` and `high` hold what the words allow ("at least 30": high is infinite)."""

    start: int
    end: int
    text: str
    low: float
    high: float
    approximate: bool
    """"about", "nearly", "some": agrees with anything that rounds to it."""
    unit: str | None
    """A language-free unit (`percent`, `t`, `EUR`, `hour`, `person` …), or null where only a noun tells."""
    noun: str
    """The counted noun as the report has it, empty where none follows."""


@dataclass(frozen=True, slots=True)
class Source:
    """How a report refers to one speaker that it leans on."""

    start: int
    end: int
    text: str
    kind: OriginKind
    thing: int | None
    """The report's thing that speaks, where it is named."""
    body: int | None = None
    """The thing that the speaker speaks for (a spokesman's ministry), where it is named."""
    role: str | None = None
    """The speaker noun that describes it, as a language-free key (`ministry.foreign`, `police` …)."""
    code: str | None = None
    """ISO 3166 code of the state that it belongs to, where the words say so."""


@dataclass(frozen=True, slots=True)
class Relation:
    """An attribution as the words give it, as in the literature (PARC 3, PolNeAR): spans, nothing resolved."""

    source: tuple[Span, ...]
    """Whoever says or holds it, in one or more pieces; empty where nobody is named."""
    cue: tuple[Span, ...]
    """The words that tie the content to its source; empty where only a colon or a quotation mark does."""
    content: tuple[Span, ...]
    kind: Literal["said", "held"]
    """`held` where the source thinks, fears, wants or plans it without saying so."""
    confidence: float | None = None
    """How sure the tagger is that here is an attribution, 0 to 1; null where rules alone found it."""
    told: float | None = None
    """How sure the tagger is that the report tells the content on the source's word, and does not only tell that the
    source thinks, wants or does it, 0 to 1; null where rules alone found it."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A relation with its chain of speakers, each resolved as far as the report allows."""

    sources: tuple[Source, ...]
    """Nearest speaker first: ("the BBC", "the Kremlin's spokesman"); speakers side by side give one each."""
    cue: Span | None
    content: tuple[Span, ...]
    mode: Mode
    stance: Stance
    confidence: float | None = None
    """As in `Relation`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause that says one thing, with everything that weighing needs to know of it, free of its language."""

    report: str
    start: int
    end: int
    text: str
    role: BlockRole
    sentence: int
    """Index of its sentence in the reading."""
    stance: Stance
    mode: Mode
    hedged: bool
    cue: str | None
    chains: tuple[tuple[Source, ...], ...]
    """One chain per speaker side by side; empty = the report's own voice."""
    things: frozenset[int]
    """The report's things that it names or that stand for its pronouns."""
    quantities: tuple[Quantity, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the aligner sees it: where it starts, and how likely a claim begins with it or leaves it out."""

    start: int
    begins: float
    outside: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A statement as the aligner sees it, to be compared with others."""

    vector: NDArray[np.float32]
    """Near that of any statement that makes the same point."""
    pieces: NDArray[np.float32]
    """One row of length one for each piece of its words."""
    shares: NDArray[np.float32]
    """What each piece counts for; they add up to 1."""
    side: NDArray[np.float32]
    """Which side it takes: tells whether two statements of one point contradict."""
    denies: float
    """How likely it says that its point is not so, 0 to 1."""
    withholds: float
    """How likely it says that its point is not known or not told, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report yields on its own."""

    report: Report
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    times: tuple[TimeExpression, ...]
    described: tuple[Source, ...]
    """Institutions that the report refers to by what they are ("the ministry"), resolved where they can be."""
    relations: tuple[Relation, ...]
    """Every attribution as worded, also attitudes, which no statement rests on."""
    attributions: tuple[Attribution, ...]
    statements: tuple[Statement, ...]
    seen: tuple[Seen, ...] = field(default=(), compare=False, repr=False)
    """Each statement as the aligner sees it; empty where none read the report."""
