"""The next best question: the fact whose answer is expected to leave the least uncertainty about the decision.

Every cell of an axis is taken as equally likely. Shannon (1948): the expected entropy of the answers that remain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

from policy_engine.diagrams.manager import FALSE, TRUE, Interval, Manager

MAX_CELLS = 256


def best_question(
    manager: Manager, residuals: tuple[int, ...], facts: Mapping[str, Sequence[int]], intervals: Sequence[Interval]
) -> str:
    """The fact to ask for first, or nothing where none is needed.

    Args:
        manager: the table the residual diagrams live in.
        residuals: the open diagrams; an answer is which of them hold.
        facts: for each fact that may be asked for, its axes.
        intervals: what is known of each axis.
    """
    if len(facts) < 2:
        return next(iter(facts), "")
    spread = _Spread(manager, intervals)
    expected = {fact: spread.after(residuals, list(axes)) for fact, axes in facts.items()}
    return min(expected, key=lambda fact: (round(expected[fact], 9), list(facts).index(fact)))


class _Spread:
    """How answers spread over the cells of what is unknown."""

    def __init__(self, manager: Manager, intervals: Sequence[Interval]) -> None:
        self.manager = manager
        self.intervals = intervals
        self._memo: dict[tuple[int, ...], dict[tuple[int, ...], float]] = {}

    def after(self, state: tuple[int, ...], axes: list[int]) -> float:
        """The expected entropy once the axes are known."""
        cells = [state]
        for axis in axes:
            cells = [kid for cell in cells for kid in self._cells(cell, axis)]
            if len(cells) > MAX_CELLS:
                cells = cells[:MAX_CELLS]
        return sum(_entropy(self.answers(cell)) for cell in cells) / len(cells)

    def answers(self, state: tuple[int, ...]) -> dict[tuple[int, ...], float]:
        """The share of each answer (which diagrams hold)."""
        found = self._memo.get(state)
        if found is None:
            tested = [self.manager.level[self.manager.axis[node]] for node in state if node > TRUE]
            if not tested:
                found = {state: 1.0}
            else:
                cells = self._cells(state, self.manager.order[min(tested)])
                found = {}
                for cell in cells:
                    for answer, share in self.answers(cell).items():
                        found[answer] = found.get(answer, 0.0) + share / len(cells)
            self._memo[state] = found
        return found

    def _cells(self, state: tuple[int, ...], axis: int) -> list[tuple[int, ...]]:
        """The state in each cell into which its diagrams cut an axis, wherever in them the axis is tested."""
        cuts = sorted({cut for node in state for cut in self._cuts(node, axis)})
        if not cuts:
            return [state]
        low, high = self.intervals[axis]
        starts = [low, *(cut for cut in cuts if low < cut <= high)]
        return [tuple(self._fixed(node, axis, code, {}) for node in state) for code in starts]

    def _cuts(self, node: int, axis: int) -> set[int]:
        found: set[int] = set()
        seen: set[int] = set()
        stack = [node]
        while stack:
            at = stack.pop()
            if at <= TRUE or at in seen or self.manager.level[self.manager.axis[at]] > self.manager.level[axis]:
                continue
            seen.add(at)
            if self.manager.axis[at] == axis:
                found.update(self.manager.cuts[at])
            else:
                stack.extend(self.manager.kids[at])
        return found

    def _fixed(self, node: int, axis: int, code: int, memo: dict[int, int]) -> int:
        if node in (TRUE, FALSE) or self.manager.level[self.manager.axis[node]] > self.manager.level[axis]:
            return node
        found = memo.get(node)
        if found is None:
            if self.manager.axis[node] == axis:
                found = next(kid for (_, end), kid in self.manager.children(node, code, code) if end >= code)
            else:
                kids = [self._fixed(kid, axis, code, memo) for kid in self.manager.kids[node]]
                found = self.manager.make(self.manager.axis[node], self.manager.cuts[node], kids)
            memo[node] = found
        return found


def _entropy(answers: Mapping[tuple[int, ...], float]) -> float:
    return -sum(share * log2(share) for share in answers.values() if share > 0)
