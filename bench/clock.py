"""Two ways of doing one thing, timed in turn: on shared and noisy machines only ratios of one run say anything."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any


def timed(run: Callable[[], Any]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def paired(one: Callable[[], Any], other: Callable[[], Any], rounds: int) -> tuple[float, float, float]:
    """(median seconds of one, of the other, median of the ratios), run in turn; one round to warm up."""
    one()
    other()
    pairs = [(timed(one), timed(other)) for _ in range(rounds)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )
