"""Who leans on whom as a graph, for Gephi, Cytoscape, yEd, NetworkX: GraphML and GEXF 1.2.

The nodes are reports and origins, an edge goes from who tells to whom it is told by, and its weight is the number of
claims that take this step; a mere credit weighs 0. It is the origin map of the page, of all stories, with nothing
left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from secondsource.model import Brief
from secondsource.render.origin_graph import origin_graph
from secondsource.render.story_view import StoryView, view_stories
from secondsource.render.visible import one_line

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"

Type = Literal["string", "int"]
_NODE: Mapping[str, Type] = {
    "kind": "string", "story": "string", "report": "string", "language": "string", "published": "string",
    "aliases": "string", "reports": "int", "claims": "int",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Node:
    """A report or an origin, with the values of `_NODE` in that order."""

    id: str
    label: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A step from one node to another, by their ids."""

    start: str
    end: str
    claims: int


def render_graphml(brief: Brief) -> str:
    """The graph as GraphML."""
    root = ElementTree.Element("graphml", xmlns=_GRAPHML)
    _key(root, "label", "node", "string")
    for name, type in _NODE.items():
        _key(root, name, "node", type)
    _key(root, "weight", "edge", "int")
    graph = ElementTree.SubElement(root, "graph", id="origins", edgedefault="directed")
    nodes, edges = _graph(brief)
    for node in nodes:
        made = ElementTree.SubElement(graph, "node", id=node.id)
        for name, value in zip(("label", *_NODE), (node.label, *node.values), strict=True):
            ElementTree.SubElement(made, "data", key=name).text = str(value)
    for edge in edges:
        made = ElementTree.SubElement(graph, "edge", source=edge.start, target=edge.end)
        ElementTree.SubElement(made, "data", key="weight").text = str(edge.claims)
    return _text(root)


def render_gexf(brief: Brief) -> str:
    """The graph as GEXF."""
    root = ElementTree.Element("gexf", xmlns=_GEXF, version="1.2")
    graph = ElementTree.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    columns = ElementTree.SubElement(graph, "attributes", {"class": "node"})
    for name, type in _NODE.items():
        ElementTree.SubElement(columns, "attribute", id=name, title=name, type="integer" if type == "int" else type)
    nodes, edges = _graph(brief)
    group = ElementTree.SubElement(graph, "nodes")
    for node in nodes:
        made = ElementTree.SubElement(group, "node", id=node.id, label=node.label)
        values = ElementTree.SubElement(made, "attvalues")
        for name, value in zip(_NODE, node.values, strict=True):
            ElementTree.SubElement(values, "attvalue", {"for": name, "value": str(value)})
    group = ElementTree.SubElement(graph, "edges")
    for number, edge in enumerate(edges):
        ElementTree.SubElement(
            group, "edge", id=str(number), source=edge.start, target=edge.end, weight=str(edge.claims)
        )
    return _text(root)


def _graph(brief: Brief) -> tuple[list[_Node], list[_Edge]]:
    """Nodes and edges of all stories; ids are numbers, since those of a brief may hold anything."""
    nodes: list[_Node] = []
    edges: list[_Edge] = []
    for view in view_stories(brief):
        graph = origin_graph(view, whole=True)
        ids = {node.key: f"n{len(nodes) + place}" for place, node in enumerate(graph.nodes, start=1)}
        for node in graph.nodes:
            values: tuple[str | int, ...] = (*_described(node.key, view), node.reports, node.claims)
            nodes.append(_Node(ids[node.key], one_line(node.name), values))
        edges += [_Edge(ids[step.start], ids[step.end], step.claims) for step in graph.steps]
    return nodes, edges


def _described(key: str, view: StoryView) -> tuple[str, ...]:
    """Kind, story, report, language, day of publication and aliases of a node."""
    what, _, id = key.partition(" ")
    if what == "origin":
        origin = view.origins.get(id)
        aliases = " | ".join(origin.aliases) if origin else ""
        return (origin.kind if origin else "anonymous", one_line(view.story.title), "", "", "", one_line(aliases))
    report = next(report for report in view.reports if report.id == id)
    day = report.published.earliest.isoformat() if report.published else ""
    return ("report", one_line(view.story.title), one_line(id), one_line(report.language), day, "")


def _key(root: ElementTree.Element, name: str, of: str, type: str) -> None:
    ElementTree.SubElement(root, "key", {"id": name, "for": of, "attr.name": name, "attr.type": type})


def _text(root: ElementTree.Element) -> str:
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
