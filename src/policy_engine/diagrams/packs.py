"""Walking packs: several diagrams joined into one that is walked once and ends in the set of those that hold.

A pack's node is a plain tuple ``(position, cuts, children)``, its leaves are integers whose bit ``i`` says that diagram
``i`` holds. Axes of few values are indexed directly (``cuts`` is ``None``), others by bisection. An unknown fact makes
the walk raise ``TypeError``; the caller then takes the slow path.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, TypeAlias

from policy_engine.axes import Axis
from policy_engine.diagrams.manager import TRUE, Manager

PACK_BUDGET = 2_000
_DIRECT = 64

PackNode: TypeAlias = "int | tuple[int, tuple[int, ...] | None, tuple[Any, ...]]"


class _OverBudgetError(Exception):
    """A pack grew over its budget."""


def build_packs(manager: Manager, diagrams: Sequence[int], axes: Sequence[Axis]) -> tuple[PackNode, ...]:
    """Packs that together cover all diagrams; few and large ones, none over 2,000 nodes unless a single diagram is."""
    packs: list[PackNode] = []
    waiting = [list(enumerate(diagrams))]
    while waiting:
        group = waiting.pop()
        try:
            packs.append(_Pack(manager, group, axes, PACK_BUDGET if len(group) > 1 else None).build())
        except _OverBudgetError:
            middle = len(group) // 2
            waiting += [group[middle:], group[:middle]]
    return tuple(packs)


class _Pack:
    def __init__(
        self, manager: Manager, group: Sequence[tuple[int, int]], axes: Sequence[Axis], budget: int | None
    ) -> None:
        self.manager = manager
        self.bits = [1 << index for index, _ in group]
        self.roots = tuple(diagram for _, diagram in group)
        self.axes = axes
        self.budget = budget
        self.memo: dict[tuple[int, ...], PackNode] = {}

    def build(self) -> PackNode:
        return self._node(self.roots)

    def _node(self, state: tuple[int, ...]) -> PackNode:
        found = self.memo.get(state)
        if found is not None:
            return found
        if self.budget is not None and len(self.memo) > self.budget:
            raise _OverBudgetError
        manager = self.manager
        levels = [manager.level[manager.axis[root]] for root in state if root > TRUE]
        if not levels:
            leaf = sum(bit for bit, root in zip(self.bits, state, strict=True) if root == TRUE)
            self.memo[state] = leaf
            return leaf
        axis = manager.order[min(levels)]
        cuts = sorted(
            {cut for root in state if root > TRUE and manager.axis[root] == axis for cut in manager.cuts[root]}
        )
        kids: list[PackNode] = []
        for sample in [None, *cuts]:
            kids.append(self._node(tuple(self._child(root, axis, sample) for root in state)))
        node = self._reduced(axis, cuts, kids)
        self.memo[state] = node
        return node

    def _child(self, root: int, axis: int, sample: int | None) -> int:
        """The child of a root for codes from ``sample`` on (``None``: before the first cut)."""
        manager = self.manager
        if root <= TRUE or manager.axis[root] != axis:
            return root
        if sample is None:
            return manager.kids[root][0]
        return manager.kids[root][bisect_right(manager.cuts[root], sample)]

    def _reduced(self, axis: int, cuts: Sequence[int], kids: Sequence[PackNode]) -> PackNode:
        kept_cuts: list[int] = []
        kept = [kids[0]]
        for cut, kid in zip(cuts, kids[1:], strict=True):
            if kid is not kept[-1] and kid != kept[-1]:
                kept_cuts.append(cut)
                kept.append(kid)
        if not kept_cuts:
            return kept[0]
        node: PackNode
        shape = self.axes[axis]
        if shape.low == 0 and shape.high < _DIRECT:
            row = tuple(kept[bisect_right(kept_cuts, code)] for code in range(shape.high + 1))
            node = (axis, None, row)
        else:
            node = (axis, tuple(kept_cuts), tuple(kept))
        return node


def walk(node: PackNode, codes: Sequence[int | None]) -> int:
    """The set of diagrams of a pack that hold, as bits.

    Raises:
        TypeError: a fact that matters is unknown.
    """
    at: Any = node  # tuples all the way down to an integer; checked types would cost as much as the walk itself
    while at.__class__ is tuple:
        position, cuts, kids = at
        code: Any = codes[position]
        at = kids[code] if cuts is None else kids[bisect_right(cuts, code)]
    return int(at)
