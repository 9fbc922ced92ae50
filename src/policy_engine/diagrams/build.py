"""From conditions to diagrams, and the order of axes that keeps them small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from policy_engine.axes import Axis
from policy_engine.conditions.tree import Condition, Every, Named, Negation, Some, Test
from policy_engine.diagrams.manager import Manager


class Builder:
    """Builds the diagrams of conditions over given axes, each condition once."""

    def __init__(self, manager: Manager, axes: Sequence[Axis]) -> None:
        self.manager = manager
        self.axes = axes
        self._memo: dict[Condition, int] = {}

    def diagram(self, condition: Condition) -> int:
        """The diagram of a condition.

        Raises:
            TooComplexError: it needs more nodes than the budget allows.
        """
        match condition:
            case Named(inner=inner):
                return self.diagram(inner)
            case Every(parts=parts):
                return self.manager.every([self.diagram(part) for part in parts])
            case Some(parts=parts):
                return self.manager.some([self.diagram(part) for part in parts])
            case Negation(part=part):
                return self.manager.negate(self.diagram(part))
            case Test(axis=position, cells=cells):
                axis = self.axes[position]
                return self.manager.test(position, cells, axis.low, axis.high)


def axis_order(conditions: Iterable[Condition], axes: Sequence[Axis]) -> list[int]:
    """The order in which axes are tested: the most-tested first, but axes tested together inside an ``any`` adjacent.

    The second half matters for conditions such as *(a and b) or (c and d) or …*, which grow exponentially when the
    pairs are torn apart.
    """
    tested: Counter[int] = Counter()
    together: Counter[tuple[int, int]] = Counter()
    for condition in conditions:
        _count(condition, tested, together, inside_any=False)
    order: list[int] = []
    rest = [axis.position for axis in sorted(axes, key=lambda axis: (-tested[axis.position], axis.rank))]
    while rest:
        best = rest[0]
        if order:
            last = order[-1]
            partner = max(rest, key=lambda position: (together[last, position], -rest.index(position)))
            if together[last, partner]:
                best = partner
        order.append(best)
        rest.remove(best)
    return order


def _count(
    condition: Condition, tested: Counter[int], together: Counter[tuple[int, int]], inside_any: bool
) -> set[int]:
    """Counts tests, and pairs of axes in one innermost group inside an ``any``; returns the axes seen."""
    match condition:
        case Test(axis=axis):
            tested[axis] += 1
            return {axis}
        case Named(inner=inner):
            return _count(inner, tested, together, inside_any)
        case Negation(part=part):
            return _count(part, tested, together, inside_any)
        case Some(parts=parts):
            return set().union(*(_count(part, tested, together, True) for part in parts))
        case Every(parts=parts):
            seen: set[int] = set().union(*(_count(part, tested, together, inside_any) for part in parts))
            if inside_any and len(parts) > 1:
                for one in seen:
                    for other in seen - {one}:
                        together[one, other] += 1
            return seen
