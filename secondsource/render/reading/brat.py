"""A reading as standoff annotations of brat (https://brat.nlplab.org/standoff.html).

Names, times, sources, cues and contents are text-bound (`T`), in several fragments where they are; a relation (`R`)
leads from a cue to its source and its content, or from the source where there is no cue; attributes (`A`) say whether
the content is said or held, and how sure the tagger is; names of one thing are `Equiv`. Offsets point into the
report's text, which is the `text` of the JSON format. brat refuses a line whose words differ from the text, so
that what `visible` would spell out parts a span into fragments instead of standing in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from secondsource.model import Reading, Relation
from secondsource.render.reading.view import sure_words, view_reading
from secondsource.render.visible import visible

Place = tuple[int, int]


def render(reading: Reading) -> str:
    """The lines of the `.ann` file; none where nothing was read."""
    lines = _Lines(reading.report.text)
    view = view_reading(reading)
    for thing in view.things:
        found = []
        for name in thing.names:
            id = lines.bound(name.kind.capitalize(), [(name.start, name.end)])
            if id:
                found.append(id)
                lines.sure(id, name.confidence)
        if len(found) > 1:
            lines.add("*", f"Equiv {' '.join(found)}")
    for time in view.times:
        id = lines.bound("Time", [(time.expression.start, time.expression.end)])
        if id and time.meant:
            lines.add("#", f"AnnotatorNotes {id}", f"{time.meant.earliest}/{time.meant.latest}")
    for relation in reading.relations:
        _relate(relation, lines)
    return lines.text


def _relate(relation: Relation, lines: _Lines) -> None:
    ids = {
        role: lines.bound(role, [(span.start, span.end) for span in spans])
        for role, spans in (("Source", relation.source), ("Cue", relation.cue), ("Content", relation.content))
    }
    head = ids["Cue"] or ids["Source"] or ids["Content"]
    for role in ("Source", "Content"):
        if head and ids[role] and ids[role] != head:
            lines.add("R", f"Has{role} Arg1:{head} Arg2:{ids[role]}")
    if head:
        lines.add("A", f"Kind {head} {relation.kind}")
        lines.sure(head, relation.confidence)


class _Lines:
    """The lines so far, each with the next number of its kind."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._lines: list[str] = []
        self._numbers: Counter[str] = Counter()

    @property
    def text(self) -> str:
        return "".join(self._lines)

    def add(self, letter: str, what: str, words: str | None = None) -> str:
        """A line, and its id."""
        self._numbers[letter] += 1
        id = letter if letter == "*" else f"{letter}{self._numbers[letter]}"
        self._lines.append("\t".join((id, what, *([] if words is None else [words]))) + "\n")
        return id

    def bound(self, kind: str, places: Iterable[Place]) -> str | None:
        """A text-bound line over these places, and its id; null where they hold no words."""
        fragments = [fragment for place in _merged(places) for fragment in _fragments(self._document, *place)]
        if not fragments:
            return None
        offsets = ";".join(f"{start} {end}" for start, end in fragments)
        return self.add("T", f"{kind} {offsets}", " ".join(self._document[start:end] for start, end in fragments))

    def sure(self, id: str, confidence: float | None) -> None:
        """How sure the tagger is, where it was asked."""
        if confidence is not None:
            self.add("A", f"Confidence {id} {sure_words(confidence)}")


def _merged(places: Iterable[Place]) -> list[Place]:
    """In order, those that lie over each other as one: brat takes no fragments that do."""
    made: list[Place] = []
    for start, end in sorted(places):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def _fragments(document: str, start: int, end: int) -> Iterator[Place]:
    """The runs of a place that can stand on a line as they are, without white space around them."""
    begin = start
    for place in (*(place for place in range(start, min(end, len(document))) if _parts(document, place)), end):
        run = document[begin:place]
        if run.strip():
            yield begin + len(run) - len(run.lstrip()), begin + len(run.rstrip())
        begin = place + 1


def _parts(document: str, place: int) -> bool:
    """Whether a character ends a line or a column, or is one that nobody sees."""
    character = document[place]
    return character in "\t\n" or not visible(document[max(0, place - 1) : place + 1]).endswith(character)
