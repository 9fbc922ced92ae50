"""Reduced, ordered, hash-consed Boolean diagrams over integer axes.

A node tests one axis: ``cuts`` part the axis, child ``i`` is for the codes from ``cuts[i-1]`` up to, not including,
``cuts[i]``. Equal diagrams have equal numbers, so equivalence is a comparison of two integers. After Bryant (1986),
*Graph-based algorithms for Boolean function manipulation*, with intervals in place of single bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from policy_engine.axes import Cells

FALSE = 0
TRUE = 1
NODE_BUDGET = 20_000
_BOTTOM = 1 << 30

Interval: TypeAlias = tuple[int, int]
Path: TypeAlias = dict[int, Interval]


class TooComplexError(Exception):
    """A diagram grew over its budget of nodes."""


class Manager:
    """A table of diagrams that share one order of axes. ``order`` lists axis positions, the first tested first."""

    def __init__(self, order: Sequence[int], budget: int = NODE_BUDGET) -> None:
        self.order = tuple(order)
        self.level = {axis: level for level, axis in enumerate(self.order)}
        self.axis: list[int] = [-1, -1]
        self.cuts: list[tuple[int, ...]] = [(), ()]
        self.kids: list[tuple[int, ...]] = [(), ()]
        self._depth: list[int] = [_BOTTOM, _BOTTOM]
        self._unique: dict[tuple[int, tuple[int, ...], tuple[int, ...]], int] = {}
        self._conjoined: dict[tuple[int, int], int] = {}
        self._negated: dict[int, int] = {FALSE: TRUE, TRUE: FALSE}
        self.budget = budget
        self._ceiling = budget

    def __len__(self) -> int:
        return len(self.axis)

    def allow(self) -> None:
        """Grants the next construction its own budget of new nodes."""
        self._ceiling = len(self.axis) + self.budget

    # --- construction ----------------------------------------------------------------------------------------

    def make(self, axis: int, cuts: Sequence[int], kids: Sequence[int]) -> int:
        """The diagram testing ``axis``; adjacent equal children are joined.

        Raises:
            TooComplexError: the budget of nodes is spent.
        """
        kept_cuts: list[int] = []
        kept_kids = [kids[0]]
        for cut, kid in zip(cuts, kids[1:], strict=True):
            if kid != kept_kids[-1]:
                kept_cuts.append(cut)
                kept_kids.append(kid)
        if not kept_cuts:
            return kept_kids[0]
        key = (axis, tuple(kept_cuts), tuple(kept_kids))
        found = self._unique.get(key)
        if found is None:
            found = len(self.axis)
            if found > self._ceiling:
                raise TooComplexError
            self._unique[key] = found
            self.axis.append(axis)
            self.cuts.append(key[1])
            self.kids.append(key[2])
            self._depth.append(self.level[axis])
        return found

    def test(self, axis: int, cells: Cells, low: int, high: int) -> int:
        """The diagram that holds where the axis (from ``low`` to ``high``) lies in ``cells``."""
        cuts: list[int] = []
        kids: list[int] = [FALSE]
        for start, end in cells:
            if start <= low:
                kids = [TRUE]
                cuts = []
            else:
                cuts.append(start)
                kids.append(TRUE)
            if end < high:
                cuts.append(end + 1)
                kids.append(FALSE)
        return self.make(axis, cuts, kids)

    def negate(self, diagram: int) -> int:
        """Not."""
        found = self._negated.get(diagram)
        if found is None:
            kids = [self.negate(kid) for kid in self.kids[diagram]]
            found = self.make(self.axis[diagram], self.cuts[diagram], kids)
            self._negated[diagram] = found
            self._negated[found] = diagram
        return found

    def both(self, one: int, other: int) -> int:
        """And."""
        if one == other or other == TRUE:
            return one
        if one == TRUE:
            return other
        if one == FALSE or other == FALSE:
            return FALSE
        key = (one, other) if one < other else (other, one)
        found = self._conjoined.get(key)
        if found is None:
            found = self._conjoin(one, other)
            self._conjoined[key] = found
        return found

    def _conjoin(self, one: int, other: int) -> int:
        first, second = self._depth[one], self._depth[other]
        if first < second:
            return self.make(self.axis[one], self.cuts[one], [self.both(kid, other) for kid in self.kids[one]])
        if second < first:
            return self.make(self.axis[other], self.cuts[other], [self.both(kid, one) for kid in self.kids[other]])
        cuts, pairs = merge(self.cuts[one], self.kids[one], self.cuts[other], self.kids[other])
        return self.make(self.axis[one], cuts, [self.both(a, b) for a, b in pairs])

    def either(self, one: int, other: int) -> int:
        """Or."""
        if one == other or other == FALSE:
            return one
        if one == FALSE:
            return other
        if one == TRUE or other == TRUE:
            return TRUE
        return self.negate(self.both(self.negate(one), self.negate(other)))

    def less(self, one: int, other: int) -> int:
        """The first and not the second."""
        return FALSE if one == other else self.both(one, self.negate(other))

    def every(self, diagrams: Sequence[int]) -> int:
        """And of many, the ones tested last first."""
        result = TRUE
        for diagram in sorted(diagrams, key=self._depth.__getitem__, reverse=True):
            result = self.both(diagram, result)
            if result == FALSE:
                break
        return result

    def some(self, diagrams: Sequence[int]) -> int:
        """Or of many."""
        if len(diagrams) == 1:
            return diagrams[0]
        return self.negate(self.every([self.negate(diagram) for diagram in diagrams]))

    def forget(self, diagram: int, axis: int) -> int:
        """The diagram with an axis quantified away: it holds where some code of the axis makes it hold."""
        depth = self.level[axis]
        memo: dict[int, int] = {}

        def walk(node: int) -> int:
            if self._depth[node] > depth:
                return node
            found = memo.get(node)
            if found is None:
                if self.axis[node] == axis:
                    found = FALSE
                    for kid in self.kids[node]:
                        found = self.either(found, kid)
                else:
                    found = self.make(self.axis[node], self.cuts[node], [walk(kid) for kid in self.kids[node]])
                memo[node] = found
            return found

        return walk(diagram)

    # --- reading ---------------------------------------------------------------------------------------------

    def value(self, diagram: int, codes: Sequence[int | None]) -> bool:
        """Whether the diagram holds for known codes."""
        while diagram > TRUE:
            code = codes[self.axis[diagram]]
            assert code is not None
            at = 0
            for cut in self.cuts[diagram]:
                if code < cut:
                    break
                at += 1
            diagram = self.kids[diagram][at]
        return diagram == TRUE

    def support(self, diagram: int) -> set[int]:
        """The axes the diagram depends on."""
        seen: set[int] = set()
        axes: set[int] = set()
        stack = [diagram]
        while stack:
            node = stack.pop()
            if node > TRUE and node not in seen:
                seen.add(node)
                axes.add(self.axis[node])
                stack.extend(self.kids[node])
        return axes

    def size(self, diagram: int) -> int:
        """How many nodes the diagram has, without the two constants."""
        seen: set[int] = set()
        stack = [diagram]
        while stack:
            node = stack.pop()
            if node > TRUE and node not in seen:
                seen.add(node)
                stack.extend(self.kids[node])
        return len(seen)

    def children(self, diagram: int, low: int, high: int) -> Iterator[tuple[Interval, int]]:
        """The children that codes from ``low`` to ``high`` lead to, each with its interval."""
        start = low
        for cut, kid in zip((*self.cuts[diagram], high + 1), self.kids[diagram], strict=True):
            end = min(cut - 1, high)
            if start <= end:
                yield (start, end), kid
            start = max(start, cut)
            if start > high:
                return

    def paths(self, diagram: int, intervals: Mapping[int, Interval] | Sequence[Interval]) -> Iterator[Path]:
        """Every path to true, as an interval for each axis on it; codes outside ``intervals`` are left out."""
        if diagram == TRUE:
            yield {}
            return
        if diagram == FALSE:
            return
        axis = self.axis[diagram]
        low, high = intervals[axis]
        for interval, kid in self.children(diagram, low, high):
            if kid != FALSE:
                for path in self.paths(kid, intervals):
                    path[axis] = interval
                    yield path

    def restrict(self, diagram: int, intervals: Sequence[Interval], into: Manager, memo: dict[int, int]) -> int:
        """The diagram rebuilt in another manager of the same order, with every axis cut down to its interval.

        This is how known facts (points) and bounded ones are put in without this manager growing.
        """
        if diagram <= TRUE:
            return diagram
        found = memo.get(diagram)
        if found is None:
            axis = self.axis[diagram]
            low, high = intervals[axis]
            reached = [
                (interval, self.restrict(kid, intervals, into, memo))
                for interval, kid in self.children(diagram, low, high)
            ]
            found = into.make(axis, [interval[0] for interval, _ in reached[1:]], [kid for _, kid in reached])
            memo[diagram] = found
        return found


def merge(
    cuts: Sequence[int], kids: Sequence[int], other_cuts: Sequence[int], other_kids: Sequence[int]
) -> tuple[list[int], list[tuple[int, int]]]:
    """Two partitions of one axis overlaid: the cuts of both, and the pair of children in each cell."""
    merged: list[int] = []
    pairs = [(kids[0], other_kids[0])]
    i = j = 0
    while i < len(cuts) or j < len(other_cuts):
        if j >= len(other_cuts) or (i < len(cuts) and cuts[i] <= other_cuts[j]):
            cut = cuts[i]
            if j < len(other_cuts) and other_cuts[j] == cut:
                j += 1
            i += 1
        else:
            cut = other_cuts[j]
            j += 1
        merged.append(cut)
        pairs.append((kids[i], other_kids[j]))
    return merged, pairs
