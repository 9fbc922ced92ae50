"""Whether a process stays as large as it is while it does one thing again and again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST = 10_000_000
"""Bytes that a long run may add after it has warmed up."""


def flat(run: Callable[[int], Any], number: int) -> dict[str, float]:
    """How much the process grew over so many runs, after a tenth of them to warm up. Linux only.

    Raises:
        AssertionError: it grew by more than :data:`MOST`.
    """
    statm = Path("/proc/self/statm")

    def resident() -> int:
        gc.collect()
        return int(statm.read_text().split()[1]) * 4_096

    for each in range(number // 10):
        run(each)
    before = highest = resident()
    for each in range(number):
        run(each)
        if each % max(number // 20, 1) == 0:
            highest = max(highest, resident())
    after = resident()
    assert max(highest, after) - before < MOST, "memory is not flat"
    return {"times": number, "grown_mb": (after - before) / 1e6, "highest_mb": (highest - before) / 1e6}
