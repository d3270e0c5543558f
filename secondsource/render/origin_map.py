"""The origin map: reports on the left, and step by step to the right whose word they go by.

Each line is a step of attribution, the thicker the more claims take it. Where many lines end in one box, many
reports lean on one speaker, however different their wordings and languages. A broken line is a credit that
names a speaker of the story.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from secondsource.render.layers import Layers, Link, heights, plan
from secondsource.render.origin_graph import Node, OriginGraph, origin_graph
from secondsource.render.story_view import StoryView
from secondsource.render.svg import element, lines_of, picture
from secondsource.render.wording import ENGLISH, Tongue

_MARGIN = 12.0
_HEAD = 34.0
_BOX = 216.0
_BETWEEN = 104.0
_GAP = 14.0
_LANE = 14.0
_NAME_SIZE = 14.0
_NOTE_SIZE = 12.0
_THICKEST = 11.0

# Of more lines nobody points at a single one; what each says would be most of the page.
_MOST_TOLD = 300

_COLUMN_NAMES = {0: "Reports", 1: "Outlets, agencies, documents", 2: "People, officials, offices"}


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a box or lane stands."""

    left: float
    top: float
    height: float

    @property
    def right(self) -> float:
        return self.left + _BOX

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw(
    view: StoryView, *, id: str, href: Callable[[str], str | None] | None = None, tongue: Tongue = ENGLISH
) -> Markup:
    """The map of a story as an SVG element; empty where the reports attribute nothing and credit nobody.

    `href` gives the address that a box leads to, by its key (`report …`, `origin …`). With it, boxes carry a short key
    as `data-key` (an origin's is its id) and lines those that they go between as `data-from` and `data-to`, for a
    script to select by.
    """
    graph = origin_graph(view, tongue=tongue)
    if not graph.steps:
        return Markup("")
    layers = plan({node.key: node.column for node in graph.nodes}, [(step.start, step.end) for step in graph.steps])
    claims: dict[Link, int] = defaultdict(int)
    for step in graph.steps:
        for part in layers.links[step.start, step.end]:
            claims[part] += step.claims
    boxes = _boxes(graph, layers, claims)
    nodes = {node.key: node for node in graph.nodes}
    keys = _short_keys(boxes) if href else {}
    lines = [_line(part, boxes, claims, nodes, tongue, keys) for part in sorted(claims, key=lambda part: -claims[part])]
    lanes = [_lane(key, boxes[key], claims, nodes, keys) for key in boxes if key not in nodes]
    back = [
        _line_back(boxes[step.start], boxes[step.end], step.claims)
        for step in graph.steps
        if not layers.links[step.start, step.end]
    ]
    width = max(box.right for box in boxes.values()) + (60 if back else 0) + _MARGIN
    height = max(box.top + box.height for box in boxes.values()) + _MARGIN
    return picture(
        tongue.say("Origin map"),
        "; ".join(in_words(view, tongue)) or tongue.say("Credits only."),
        width,
        height,
        *_column_heads(layers, nodes, tongue),
        *lanes,
        *lines,
        *back,
        *(_drawn(nodes[key], box, href, keys) for key, box in boxes.items() if key in nodes),
        id=id,
        linked=bool(keys),
    )


def in_words(view: StoryView, tongue: Tongue = ENGLISH) -> tuple[str, ...]:
    """The same as sentences: each origin with how many reports and claims lean on it, the most first."""
    graph = origin_graph(view, tongue=tongue)
    told = [
        f"{node.name}: {tongue.count(node.reports, 'report')}, {tongue.count(node.claims, 'claim')}"
        for node in sorted(graph.nodes, key=lambda node: (-node.reports, -node.claims, node.name))
        if node.reports
    ]
    if graph.left_out:
        more = tongue.count(graph.left_out, "more origin")
        told.append(tongue.say("and %(more)s, each with few claims", more=more))
    return tuple(told)


def _boxes(graph: OriginGraph, layers: Layers, claims: Mapping[Link, int]) -> dict[str, _Box]:
    tall = {key: _LANE for keys in layers.columns for key in keys}
    for node in graph.nodes:
        ports = [
            sum(_thickness(number) + 2 for link, number in claims.items() if link[side] == node.key) for side in (0, 1)
        ]
        words = len(lines_of(node.name, _BOX - 24, _NAME_SIZE, 2)) * 18 + 34
        tall[node.key] = max(float(words), *(port + 8 for port in ports))
    tops = heights(layers, tall, _GAP)
    return {
        key: _Box(_MARGIN + at * (_BOX + _BETWEEN), _HEAD + tops[key], tall[key])
        for at, keys in enumerate(layers.columns)
        for key in keys
    }


def _short_keys(boxes: Mapping[str, _Box]) -> dict[str, str]:
    """What boxes and lanes are called in the page: reports and lanes by number, origins by their ids."""
    kinds: Counter[str] = Counter()
    keys = {}
    for key in boxes:
        kind, _, id = key.partition(" ")
        keys[key] = id if kind == "origin" else f"{kind} {kinds[kind]}"
        kinds[kind] += 1
    return keys


def _drawn(node: Node, box: _Box, href: Callable[[str], str | None] | None, keys: Mapping[str, str]) -> Markup:
    kind = "report" if node.column == 0 else "origin"
    shared = " shared" if node.reports > 1 else ""
    lines = lines_of(node.name, _BOX - 24, _NAME_SIZE, 2)
    note = lines_of(node.note, _BOX - 24, _NOTE_SIZE)
    top = box.middle - (len(lines) * 18 + 14) / 2
    drawn = element(
        "g",
        element("title", f"{node.name} ({node.note})"),
        element("rect", x=box.left, y=box.top, width=_BOX, height=box.height, rx=6),
        *(
            element("text", line, class_="name", x=box.left + 12, y=top + 13 + 18 * number)
            for number, line in enumerate(lines)
        ),
        *(element("text", line, class_="note", x=box.left + 12, y=top + 18 * len(lines) + 11) for line in note),
        class_=f"node {kind}{shared}",
        **({"data_key": keys[node.key]} if keys else {}),
    )
    address = href(node.key) if href else None
    return element("a", drawn, href=address) if address else drawn


def _line(
    part: Link,
    boxes: Mapping[str, _Box],
    claims: Mapping[Link, int],
    nodes: Mapping[str, Node],
    tongue: Tongue,
    keys: Mapping[str, str],
) -> Markup:
    start, end = boxes[part[0]], boxes[part[1]]
    y1 = _port(part, 0, boxes, claims)
    y2 = _port(part, 1, boxes, claims)
    bend = _BETWEEN * 0.5
    path = _curve((start.right, y1), (start.right + bend, y1), (end.left - bend, y2), (end.left, y2))
    target = nodes.get(part[1].split(" ", 2)[2] if part[1].startswith("lane ") else part[1])
    told = f"→ {target.name if target else ''}: {tongue.count(claims[part], 'claim')}"
    return element(
        "path",
        *([element("title", told)] if len(claims) <= _MOST_TOLD else []),
        d=path,
        class_=_line_class(claims[part], target),
        stroke_width=_thickness(claims[part]),
        **({"data_from": keys[part[0]], "data_to": keys[part[1]]} if keys else {}),
    )


def _lane(
    key: str, box: _Box, claims: Mapping[Link, int], nodes: Mapping[str, Node], keys: Mapping[str, str]
) -> Markup:
    passing = sum(number for link, number in claims.items() if link[1] == key)
    return element(
        "path",
        d=f"M{box.left:.1f} {box.middle:.1f}H{box.right:.1f}",
        class_=_line_class(passing, nodes.get(key.split(" ", 2)[2])),
        stroke_width=_thickness(passing),
        **({"data_key": keys[key]} if keys else {}),
    )


def _line_back(start: _Box, end: _Box, claims: int) -> Markup:
    out = max(start.right, end.right) + 52
    path = _curve((start.right, start.middle), (out, start.middle), (out, end.middle), (end.right, end.middle))
    return element("path", d=path, class_="line back", stroke_width=_thickness(claims))


def _curve(*points: tuple[float, float]) -> str:
    """A cubic curve from the first point to the last, drawn towards the two between them."""
    first, *others = (f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{first}C{' '.join(others)}"


def _line_class(claims: int, target: Node | None) -> str:
    if not claims:
        return "line credit"
    return "line shared" if target is not None and target.reports > 1 else "line"


def _port(part: Link, side: int, boxes: Mapping[str, _Box], claims: Mapping[Link, int]) -> float:
    """The height at which a line meets its box: lines of a side stand in the order of where they come from."""
    box = boxes[part[side]]
    if part[side].startswith("lane "):
        return box.middle
    meeting = [link for link in claims if link[side] == part[side]]
    meeting.sort(key=lambda link: boxes[link[1 - side]].middle)
    room = sum(_thickness(claims[link]) + 2 for link in meeting)
    above = sum(_thickness(claims[link]) + 2 for link in meeting[: meeting.index(part)])
    return box.middle - room / 2 + above + (_thickness(claims[part]) + 2) / 2


def _thickness(claims: int) -> float:
    return min(_THICKEST, 2 * math.sqrt(claims)) if claims else 1.5


def _column_heads(layers: Layers, nodes: Mapping[str, Node], tongue: Tongue) -> list[Markup]:
    heads = []
    for at, keys in enumerate(layers.columns):
        held = {nodes[key].column for key in keys if key in nodes}
        words = tongue.say(_COLUMN_NAMES[held.pop()] if len(held) == 1 else "Further back")
        heads.append(element("text", words, class_="head", x=_MARGIN + at * (_BOX + _BETWEEN), y=16))
    return heads
