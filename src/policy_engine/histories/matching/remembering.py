"""Remembering what was worked out for a tuple of rules, by the tuple itself and not by what it says.

Equal rules are not always the same rules (``True == 1``), and hashing them would cost more than a small history does. A
rulebook keeps its tuples, so each is worked out once; what is passed anew each time is worked out each time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Remembering(Generic[T]):
    """A function of a sequence of rules that remembers its last results. Threads may share it."""

    def __init__(self, work_out: Callable[[tuple[Any, ...]], T], most: int = 64) -> None:
        self._work_out = work_out
        self._most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[int, tuple[tuple[Any, ...], T]] = OrderedDict()

    def __call__(self, rules: Sequence[Any]) -> T:
        """The result for these rules; worked out again unless this very tuple was asked for lately."""
        if not isinstance(rules, tuple):
            return self._work_out(tuple(rules))
        with self._lock:
            found = self._known.get(id(rules))
            if found is not None:  # the tuple is held with its result, so no other can have its id
                self._known.move_to_end(id(rules))
                return found[1]
        made = self._work_out(rules)
        with self._lock:
            kept = self._known.setdefault(id(rules), (rules, made))[1]
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return kept

    def forget(self, rules: Sequence[Any]) -> None:
        """Work it out anew the next time."""
        with self._lock:
            self._known.pop(id(rules), None)
