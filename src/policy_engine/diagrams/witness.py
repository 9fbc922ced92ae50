"""From a satisfiable diagram to a concrete request: paths are intervals, derived facts tie axes together.

A path of a diagram takes derived facts as independent of their sources. Here each path is narrowed until sources and
results agree (bounds consistency), then values are tried from the ends. For derived facts that share no source this
search is complete, so that "no witness" is a proof; where they share sources and the search finds nothing, the
answer is :data:`UNPROVEN`, never a false "impossible".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from policy_engine.axes import Axis
from policy_engine.diagrams.manager import FALSE, Interval, Manager
from policy_engine.requests.derived import Derived

MAX_PATHS = 20_000
_USUAL_DAY = dt.date(2026, 3, 2).toordinal()


@dataclass(frozen=True, slots=True)
class Tie:
    """A derived fact: its axis and the axes of its sources."""

    derived: Derived
    axis: int
    sources: tuple[int, ...]


class Unproven:
    """Neither a witness nor a proof that there is none."""


UNPROVEN = Unproven()


def find_witness(
    manager: Manager, diagram: int, axes: Sequence[Axis], intervals: Sequence[Interval], ties: Sequence[Tie]
) -> tuple[int, ...] | Unproven | None:
    """A code for every axis at which the diagram holds, within the intervals; None if there is none.

    Args:
        manager: the table the diagram lives in.
        diagram: what has to hold.
        axes: all axes, by position.
        intervals: what is known of each axis (a point where it is known).
        ties: the derived facts.
    """
    if diagram == FALSE:
        return None
    unproven = False
    for count, path in enumerate(manager.paths(diagram, intervals)):
        if count >= MAX_PATHS:
            return UNPROVEN
        box = list(intervals)
        for axis, interval in path.items():
            box[axis] = interval
        binding = [tie for tie in ties if _binds(tie, box)]
        found = _solve(box, binding)
        if found is not None:
            return _point(found, axes, ties)
        unproven = unproven or _share_sources(binding)
    return UNPROVEN if unproven else None


def _binds(tie: Tie, box: Sequence[Interval]) -> bool:
    """Whether a derived fact narrows its sources at all; one that does not must not have a say in their values."""
    low, high = tie.derived.bounds([box[axis] for axis in tie.sources])
    wanted = box[tie.axis]
    return low < wanted[0] or wanted[1] < high


def _share_sources(ties: Sequence[Tie]) -> bool:
    """Whether failing to solve these ties proves nothing: only ties without common sources are solved completely."""
    sources = [axis for tie in ties for axis in set(tie.sources)]
    return len(sources) != len(set(sources))


def _solve(box: list[Interval], ties: Sequence[Tie]) -> list[Interval] | None:
    """Fixes the sources of every tie so that its result lies in its interval; None if that cannot be done."""
    for tie in ties:
        sources = [box[axis] for axis in tie.sources]
        low, high = tie.derived.bounds(sources)
        wanted = box[tie.axis]
        met = (max(low, wanted[0]), min(high, wanted[1]))
        if met[0] > met[1]:
            return None
        free = next((index for index, (start, end) in enumerate(sources) if start < end), None)
        if free is None:
            result = tie.derived.of([start for start, _ in sources])
            if not wanted[0] <= result <= wanted[1]:
                return None
            box[tie.axis] = (result, result)
            continue
        return _branch(box, ties, tie, free, met)
    return box


def _branch(box: list[Interval], ties: Sequence[Tie], tie: Tie, free: int, wanted: Interval) -> list[Interval] | None:
    sources = [box[axis] for axis in tie.sources]
    axis = tie.sources[free]
    for start, end in tie.derived.narrow(free, sources, wanted):
        for code in _candidates(start, end):
            trial = list(box)
            trial[axis] = (code, code)
            solved = _solve(trial, ties)
            if solved is not None:
                return solved
    return None


def _candidates(low: int, high: int) -> list[int]:
    """Values to try within an interval: a usual day if it is one of days, the ends, and the middle."""
    tried = [low, high, (low + high) // 2]
    if low <= _USUAL_DAY <= high and high > 100_000:
        tried.insert(0, _USUAL_DAY)
    return list(dict.fromkeys(tried))


def _point(box: Sequence[Interval], axes: Sequence[Axis], ties: Sequence[Tie]) -> tuple[int, ...]:
    """One code for every axis of a solved box."""
    codes = [
        _candidates(low, high)[0] if axis.kind == "date" else low for axis, (low, high) in zip(axes, box, strict=True)
    ]
    for tie in ties:
        codes[tie.axis] = tie.derived.of([codes[axis] for axis in tie.sources])
    return tuple(codes)
