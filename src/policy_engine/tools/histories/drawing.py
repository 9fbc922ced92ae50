"""The derivation graph as a picture: SVG that stands alone, with the clause on each edge and a text under each shape.

What happened stands left, what follows from it right. Dashed lines and boxes are still open: whether it is so depends
on facts that are not stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from policy_engine.cells import cells_of, wrapped
from policy_engine.codes import Lang
from policy_engine.histories.graph import Graph, GraphEdge, GraphNode
from policy_engine.tools.histories.layered import Places, Slot, place

_CELL, _LINE, _PAD, _MARGIN = 7.2, 18.0, 10.0, 16.0
_WRAP = 30
_BOX = _WRAP * _CELL + 2 * _PAD
_TEXT_HEIGHT = 16.0
_KINDS = {
    "event": ("事件", "event", "#eef4fb", 3.0),
    "label": ("标签", "label", "#fdf5e2", 14.0),
    "tally": ("合计", "tally", "#f1ecfa", 0.0),
    "consequence": ("后果", "consequence", "#fbe9e7", 3.0),
}
_STYLE = (
    "text{font:13px 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;fill:#222}"
    ".edge{fill:none;stroke:#777;stroke-width:1.2}.clause{font-size:11px;fill:#555}"
    ".box{stroke:#555;stroke-width:1.2}.consequence .box{stroke:#a33;stroke-width:2.4}.open{stroke-dasharray:5 4}"
)


def svg_of(graph: Graph, lang: Lang = "zh") -> str:
    """A graph as the text of an SVG file; the same graph gives the same text."""
    return "\n".join(_Drawing(graph, lang).lines()) + "\n"


class _Drawing:
    def __init__(self, graph: Graph, lang: Lang) -> None:
        self.graph = graph
        self.lang: Lang = lang
        self.texts = {node.id: wrapped(node.say(lang) + (" ?" if node.open else ""), _WRAP) for node in graph.nodes}
        heights = {name: len(lines) * _LINE + _PAD for name, lines in self.texts.items()}
        last = [node.id for node in graph.nodes if node.kind == "consequence"]
        ends = [(edge.source, edge.target) for edge in graph.edges]
        self.places: Places = place(heights, ends, _TEXT_HEIGHT, last)
        self.clause = max((cells_of(edge.clause) for edge in graph.edges), default=0) * 6.4 + 2 * _PAD

    def lines(self) -> Iterator[str]:
        """The whole file, line by line."""
        boxes, between = (self.places.columns + 1) // 2, self.places.columns // 2
        width = boxes * _BOX + between * (self.clause + 3 * _PAD) + 2 * _MARGIN
        height = self.places.height + 2 * _MARGIN
        title = "推导图" if self.lang == "zh" else "Derivation graph"
        said = (
            "左边是发生的事,右边是后果,线上是依据的条款;虚线的还没有定"
            if self.lang == "zh"
            else "What happened stands left, what follows right, on each line the clause; what is dashed is still open"
        )
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" lang="{self.lang}">'
        )
        yield f"<title>{title}</title><desc>{said}</desc><style>{_STYLE}</style>"
        yield f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fff"/>'
        for edge, route in zip(self.graph.edges, self.places.routes, strict=True):
            yield from self._edge(edge, route)
        for node in self.graph.nodes:
            yield from self._node(node)
        yield "</svg>"

    def _left(self, column: int) -> float:
        """Where a column begins."""
        return _MARGIN + (column + 1) // 2 * _BOX + column // 2 * (self.clause + 3 * _PAD) + (column % 2) * 1.5 * _PAD

    def _edge(self, edge: GraphEdge, route: tuple[Slot, ...]) -> Iterator[str]:
        source, target = self.places.nodes[edge.source], self.places.nodes[edge.target]
        points = [(self._left(source.column) + _BOX, source.middle)]
        for slot in route:
            left = self._left(slot.column)
            width = self.clause if slot.column % 2 else _BOX
            points += [(left, slot.middle), (left + width, slot.middle)]
        points.append((self._left(target.column), target.middle))
        curve = f"M{points[0][0]:.1f} {points[0][1] + _MARGIN:.1f}"
        for (x, y), (to_x, to_y) in pairwise(points):
            middle = (x + to_x) / 2
            curve += f"C{middle:.1f} {y + _MARGIN:.1f} {middle:.1f} {to_y + _MARGIN:.1f} "
            curve += f"{to_x:.1f} {to_y + _MARGIN:.1f}"
        kind = "edge open" if edge.open else "edge"
        yield f'<path class="{kind}" d="{curve}"><title>{escape(f"{edge.rule} [{edge.clause}]")}</title></path>'
        at = route[0]
        x, y = self._left(at.column) + self.clause / 2, at.middle + _MARGIN - 3
        yield f'<text class="clause" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(edge.clause)}</text>'

    def _node(self, node: GraphNode) -> Iterator[str]:
        slot = self.places.nodes[node.id]
        zh, en, fill, round_ = _KINDS[node.kind]
        x, y = self._left(slot.column), slot.middle - slot.height / 2 + _MARGIN
        dashed = " open" if node.open else ""
        yield f'<g id={quoteattr(node.id)} class="{node.kind}"><title>{zh if self.lang == "zh" else en}</title>'
        yield (
            f'<rect class="box{dashed}" x="{x:.1f}" y="{y:.1f}" width="{_BOX:.1f}" height="{slot.height:.1f}" '
            f'rx="{round_}" fill="{fill}"/>'
        )
        for number, line in enumerate(self.texts[node.id]):
            yield f'<text x="{x + _PAD:.1f}" y="{y + _PAD / 2 + (number + 0.75) * _LINE:.1f}">{escape(line)}</text>'
        yield "</g>"
