"""PE601: a request that may occur, and no rule says whether it may be done.

Law: in every jurisdiction with rules of a topic, while any of them is in force, each possible request has an answer in
every must-answer slot, or falls into a declared hole (``leaves_open``). ``may`` is answered by permit, prohibit, refer,
approve or sign of the topic's own matter; what is only recommended (``strength: should``) answers nothing.

Bad: "up to two days the mayor, four days and more the party secretary": three days belong to nobody.
Good: the second rule begins at ``more_than: 2``; or ``leaves_open`` says that three days are not provided for, and
whose task that is.

Where only something has to be said at all (``anything``), silence is an answer that is asked for: nothing is told.

Told are at most :data:`REGIONS` regions a jurisdiction and slot, each as large as it can be, those of the latest epoch
first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.proofs import shown_facts
from policy_engine.compiled.resolving import Resolver
from policy_engine.compiled.rulebook import CompiledRulebook, TopicBook
from policy_engine.compiled.scan import scan
from policy_engine.conditions.tree import holds
from policy_engine.diagrams.manager import Manager
from policy_engine.effects import ANYTHING
from policy_engine.errors import Diagnostic, EngineError, Place
from policy_engine.tools.checks.shared import is_answered, open_holes, possible, region_around, resolver_of, unanswered

REGIONS = 3


def gaps(compiled: CompiledRulebook) -> Iterator[Diagnostic]:
    """The gaps of every topic of every jurisdiction."""
    resolver = resolver_of(compiled)
    for book in compiled.books.values():
        for must in book.axes.layout.topic.must_answer:
            if must == ANYTHING:
                continue  # nobody has to have thought of everything
            yield from _gaps(compiled, resolver, book, must)


def _gaps(compiled: CompiledRulebook, resolver: Resolver, book: TopicBook, must: str) -> Iterator[Diagnostic]:
    told: list[tuple[Manager, int]] = []
    for epoch in reversed(book.epochs):
        if not epoch.actives:
            continue
        manager = epoch.manager
        declared = [manager.negate(unit.live) for unit in epoch.units if unit.hole is not None]
        gap = manager.every([unanswered(epoch, must), *declared])
        whole = [(axis.low, axis.high) for axis in epoch.axes.axes]
        left = gap
        for source, region in told:
            left = manager.less(left, source.restrict(region, whole, manager, {}))
        while len(told) < REGIONS:
            witness = possible(epoch, left)
            if witness is None:
                break
            if not isinstance(witness, tuple):
                yield _finding(compiled, book, epoch, must, "-")
                return
            _confirm(compiled, resolver, epoch, must, witness)
            region = region_around(epoch, gap, witness)
            told.append((manager, region))
            yield _finding(compiled, book, epoch, must, shown_facts(epoch, region, witness))
            left = manager.less(left, region)


def _finding(compiled: CompiledRulebook, book: TopicBook, epoch: Epoch, must: str, facts: str) -> Diagnostic:
    words = {"jurisdiction": book.jurisdiction, "topic": book.topic, "slot": must, "facts": facts}
    return Diagnostic("PE601", _place(compiled, epoch), words)


def _place(compiled: CompiledRulebook, epoch: Epoch) -> Place:
    """The instrument that has most rules of the topic; the jurisdiction's own come before those of higher levels."""
    found = Counter(
        (active.level, compiled.models.instruments[active.rule.instrument].place) for active in epoch.actives
    )
    return min(found, key=lambda each: (each[0], -found[each], each[1]))[1]


def _confirm(compiled: CompiledRulebook, resolver: Resolver, epoch: Epoch, must: str, witness: tuple[int, ...]) -> None:
    answered = is_answered(scan(epoch, witness, compiled.models.vocabulary), must)
    declared = any(holds(condition, witness) for _, condition in open_holes(compiled, resolver, epoch))
    if answered or declared or any(holds(each, witness) for each in epoch.axes.layout.impossible):
        raise EngineError(f"the scan does not confirm that {must} is unanswered at {witness}")
