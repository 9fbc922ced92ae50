"""Places for the boxes of a graph that runs from left to right, after Sugiyama, Tagawa and Toda (1981).

Every node stands in the column after the last of those it rests on; what an edge bears stands in a column of its own
between two columns of nodes, and an edge that goes further bends around what lies between, so that no line runs through
a box and no two texts overlap. Within a column things stand near the mean of what they come from.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

GAP = 12.0
"""Between two things of one column."""
BEND = 8.0
"""What is kept free for a line that passes a column."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A thing in a column: its middle, and its height; lengths in pixels."""

    column: int
    middle: float
    height: float


@dataclass(frozen=True)
class Places:
    """Where everything stands.

    ``nodes``: by node. ``routes``: for each edge, in the order given, its slots between the two nodes; the first of
    them bears its text. Even columns hold nodes, odd ones texts and bends.
    """

    nodes: Mapping[str, Slot]
    routes: tuple[tuple[Slot, ...], ...]
    columns: int
    height: float


def ranks_of(nodes: Sequence[str], edges: Sequence[tuple[str, str]], last: Sequence[str] = ()) -> dict[str, int]:
    """By node the length of the longest way to it; the nodes ``last`` stand together at the end.

    Raises:
        ValueError: the edges run in a circle.
    """
    below: dict[str, list[str]] = {node: [] for node in nodes}
    waits = dict.fromkeys(nodes, 0)
    for source, target in edges:
        below[source].append(target)
        waits[target] += 1
    found = dict.fromkeys(nodes, 0)
    free = [node for node in nodes if not waits[node]]
    for node in free:  # grows while it is gone through
        for target in below[node]:
            found[target] = max(found[target], found[node] + 1)
            waits[target] -= 1
            if not waits[target]:
                free.append(target)
    if len(free) < len(nodes):
        raise ValueError("the edges run in a circle")
    end = max((found[node] for node in last), default=0)
    return found | {node: end for node in last if found[node]}


def place(
    heights: Mapping[str, float], edges: Sequence[tuple[str, str]], text: float, last: Sequence[str] = ()
) -> Places:
    """Places for nodes, in the order given within the first column, and edges.

    Args:
        heights: by node the height of its box.
        edges: source and target of each edge.
        text: the height of the text on an edge.
        last: the nodes that stand together at the end.

    Raises:
        ValueError: the edges run in a circle.
    """
    ranks = ranks_of(list(heights), edges, last)
    columns = 2 * max(ranks.values(), default=0) + 1
    held: list[list[Hashable]] = [[] for _ in range(columns)]
    sizes: dict[Hashable, float] = {}
    sizes.update(heights)
    before: dict[Hashable, list[Hashable]] = {node: [] for node in heights}
    for node in heights:
        held[2 * ranks[node]].append(node)
    for number, (source, target) in enumerate(edges):
        at: Hashable = source
        for column in range(2 * ranks[source] + 1, 2 * ranks[target]):
            slot = (number, column)
            held[column].append(slot)
            sizes[slot] = text if column == 2 * ranks[source] + 1 else BEND
            before[slot] = [at]
            at = slot
        before[target].append(at)
    middles: dict[Hashable, float] = {}
    deepest = 0.0
    for column in range(columns):
        deepest = max(deepest, _stack(held[column], before, sizes, middles))

    def slot_of(each: Hashable, column: int) -> Slot:
        return Slot(column, middles[each], sizes[each])

    return Places(
        {node: slot_of(node, 2 * ranks[node]) for node in heights},
        tuple(
            tuple(slot_of((number, column), column) for column in range(2 * ranks[source] + 1, 2 * ranks[target]))
            for number, (source, target) in enumerate(edges)
        ),
        columns,
        deepest,
    )


def _stack(
    things: list[Hashable],
    before: Mapping[Hashable, list[Hashable]],
    sizes: Mapping[Hashable, float],
    middles: dict[Hashable, float],
) -> float:
    """Stands the things of a column one under the other, each as near as may be to what it comes from."""
    wanted = {
        each: sum(middles[one] for one in before[each]) / len(before[each]) if before[each] else None for each in things
    }
    ordered = sorted(things, key=lambda each: (wanted[each] is None, wanted[each] or 0.0))  # stable: else as given
    depth = 0.0
    for each in ordered:
        half = sizes[each] / 2
        want = wanted[each]
        middles[each] = depth + half if want is None else max(depth + half, want)
        depth = middles[each] + half + (GAP if sizes[each] > BEND else GAP / 2)
    return depth
