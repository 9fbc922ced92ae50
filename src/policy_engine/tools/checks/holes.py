"""PE605: a declared hole (``leaves_open``) that covers no unanswered request.

Law: for every declared hole of an instrument that some jurisdiction adopts there is a possible request in it that has
no answer in a must-answer slot, somewhere, at some time. A hole may be wider than what is open: it names the case as
policy staff think of it. Topics that must answer nothing have no holes to compare with.

Bad: "the secretary's own leave is not provided for", while an exception refers it to the level above.
Good: the hole is removed together with the edit that fills it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.errors import Diagnostic
from policy_engine.rules import Hole
from policy_engine.tools.checks.shared import possible, unanswered


def answered_holes(compiled: CompiledRulebook) -> Iterator[Diagnostic]:
    """The holes in which every possible request is answered by rules."""
    seen: dict[str, Hole] = {}
    open_somewhere: set[str] = set()
    for book in compiled.books.values():
        for epoch in book.epochs:
            if not epoch.axes.layout.topic.must_answer:
                continue
            for unit in epoch.units:
                if unit.hole is not None:
                    seen[unit.hole.id] = unit.hole
                    if unit.hole.id not in open_somewhere and _is_open(epoch, unit.live):
                        open_somewhere.add(unit.hole.id)
    for name, hole in seen.items():
        if name not in open_somewhere:
            yield Diagnostic("PE605", hole.place)


def _is_open(epoch: Epoch, live: int) -> bool:
    for must in epoch.axes.layout.topic.must_answer:
        silent = unanswered(epoch, must)
        if possible(epoch, epoch.manager.both(live, silent)) is not None:
            return True
    return False
