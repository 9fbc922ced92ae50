"""The compiled rulebook, and how a folder's models become one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from policy_engine.axes import FIRST_DAY, LAST_DAY
from policy_engine.compiled.consistency import check_choices, check_exceptions
from policy_engine.compiled.digests import meaning_digest, texts_digest
from policy_engine.compiled.epochs import Active, Epoch, activate, compile_epoch
from policy_engine.compiled.histories import HistoryBook, histories_of
from policy_engine.compiled.models import Models
from policy_engine.compiled.proofs import conflicts, self_approvals
from policy_engine.compiled.resolving import Resolver
from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.conditions.tree import Condition
from policy_engine.diagrams.build import axis_order
from policy_engine.diagrams.manager import TooComplexError
from policy_engine.errors import Diagnostic
from policy_engine.periods import Period, epochs
from policy_engine.rules import Hole, Rule
from policy_engine.vocabulary import Vocabulary


@dataclass(frozen=True)
class TopicBook:
    """One topic in one jurisdiction: its epochs in order; ``faults`` are conflicts that set it aside."""

    jurisdiction: str
    topic: str
    axes: TopicAxes
    starts: tuple[int, ...]
    epochs: tuple[Epoch, ...]
    faults: tuple[Diagnostic, ...]

    def at(self, day: int) -> Epoch:
        """The epoch of a day (ordinal)."""
        return self.epochs[bisect_right(self.starts, day) - 1]


@dataclass(frozen=True)
class CompiledRulebook:
    """An immutable rulebook. ``books`` holds every topic of every jurisdiction, also those no rule speaks of.

    ``books`` are made of the rules in force. ``shadow`` is the same rulebook of the rules that are not (those of
    clauses with a status) alone, for the topics and jurisdictions that have any, with axes of its own: nothing in it
    can change what ``books`` say. ``rules`` are all rules; those of the shadow only its own.
    """

    models: Models
    books: Mapping[tuple[str, str], TopicBook]
    rules: Mapping[str, Rule]
    notes: tuple[Diagnostic, ...]
    set_aside: Mapping[tuple[str, str], tuple[Diagnostic, ...]] = field(default_factory=dict)
    shadow: CompiledRulebook | None = None
    histories: Mapping[str, HistoryBook] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that can change a decision; display texts and places are left out."""
        return meaning_digest(self.models)

    @cached_property
    def texts_digest(self) -> str:
        """SHA-256 over the texts shown to people."""
        return texts_digest(self.models)

    @cached_property
    def own_rules(self) -> Mapping[str, Rule]:
        """The rules that ``books`` are made of: those in force, or in a shadow those that are not."""
        if self.shadow is None:
            return self.rules
        return {name: rule for name, rule in self.rules.items() if name not in self.shadow.rules}


def compile_rulebook(models: Models, faults: list[Diagnostic], prove: bool = True) -> CompiledRulebook:
    """Resolves, compiles and proves a rulebook; conflicts are also kept with the books they concern.

    Args:
        models: what the folder says.
        faults: where every fault found is added.
        prove: whether conflicts and self-approvals are looked for. Without it a conflict shows only when a request
            meets it.
    """
    rules = {rule.id: rule for instrument in models.instruments.values() for rule in instrument.rules}
    used = {rule.topic for rule in rules.values()}
    used |= {hole.topic for instrument in models.instruments.values() for hole in instrument.holes}
    topics = {name: TopicAxes(model, models.vocabulary, faults, name in used) for name, model in models.topics.items()}
    check_exceptions(rules, models, faults)
    check_choices(models, topics, faults)
    shadow_rules = {name: rule for name, rule in rules.items() if rule.status is not None}
    shadow_topics = {
        name: TopicAxes(models.topics[name], models.vocabulary, [])
        for name in dict.fromkeys(rule.topic for rule in shadow_rules.values())
        if name in models.topics
    }
    resolver = Resolver(models.instruments, topics, faults)
    resolver.resolve_everything()
    shadow_resolver = Resolver(models.instruments, shadow_topics, faults)
    shadow_resolver.resolve_rules(shadow_rules.values())
    if any(fault.level == "error" for fault in faults):
        return CompiledRulebook(models, {}, rules, tuple(faults))
    histories = histories_of({name: models.instruments_of(name) for name in models.jurisdictions}, faults)
    if any(fault.level == "error" for fault in faults):
        return CompiledRulebook(models, {}, rules, tuple(faults))
    books: dict[tuple[str, str], TopicBook] = {}
    shadow_books: dict[tuple[str, str], TopicBook] = {}
    for jurisdiction in models.jurisdictions:
        held = models.instruments_of(jurisdiction)
        for topic, axes in topics.items():
            spoken = [(rule, level) for each, level in held for rule in each.rules if rule.topic == topic]
            binding = [(rule, level) for rule, level in spoken if rule.status is None]
            others = [(rule, level) for rule, level in spoken if rule.status is not None]
            holes = [(hole, each.id) for each, _ in held for hole in each.holes if hole.topic == topic]
            book = _compile_topic(jurisdiction, topic, axes, binding, holes, models, resolver, faults, prove)
            books[jurisdiction, topic] = book
            faults.extend(book.faults)
            if others:
                own = shadow_topics[topic]
                book = _compile_topic(jurisdiction, topic, own, others, (), models, shadow_resolver, faults, prove)
                shadow_books[jurisdiction, topic] = book
                faults.extend(book.faults)
    shadow = CompiledRulebook(models, shadow_books, shadow_rules, (), _faulty(shadow_books)) if shadow_rules else None
    return CompiledRulebook(models, books, rules, tuple(faults), _faulty(books), shadow, histories)


def _faulty(books: Mapping[tuple[str, str], TopicBook]) -> dict[tuple[str, str], tuple[Diagnostic, ...]]:
    return {key: book.faults for key, book in books.items() if book.faults}


def _compile_topic(
    jurisdiction: str,
    topic: str,
    axes: TopicAxes,
    rules: Sequence[tuple[Rule, int]],
    holes: Sequence[tuple[Hole, str]],
    models: Models,
    resolver: Resolver,
    faults: list[Diagnostic],
    prove: bool,
) -> TopicBook:
    concerned = {rule.instrument for rule, _ in rules} | {name for _, name in holes}
    periods: list[Period] = [models.instruments[name].period for name in concerned]
    periods.extend(wording.period for rule, _ in rules for wording in rule.wordings)
    changes = [day for name in concerned for day in resolver.changes(name)]
    starts = epochs(periods, changes)
    active: list[tuple[list[Active], list[tuple[Hole, Condition]]]] = []
    for start in starts:
        open_here = [
            (hole, resolver.hole(hole, name, start))
            for hole, name in holes
            if models.instruments[name].period.covers(start)
        ]
        active.append((activate(rules, resolver, axes, start), open_here))
    conditions = [each.own for actives, _ in active for each in actives]
    conditions.extend(condition for _, open_here in active for _, condition in open_here)
    order = axis_order([*conditions, *axes.layout.impossible], axes.axes)
    compiled: list[Epoch] = []
    found: dict[tuple[str, str, int, int], Diagnostic] = {}
    for start, end, (actives, open_here) in zip(starts, [*(s - 1 for s in starts[1:]), LAST_DAY], active, strict=True):
        epoch = compile_epoch(axes, models.vocabulary, actives, open_here, order, (max(start, FIRST_DAY), end), faults)
        compiled.append(epoch)
        if prove:
            for fault in _prove(epoch, models.vocabulary):
                place = fault.place
                found.setdefault((fault.code, place.file, place.line, place.column), fault)
    return TopicBook(jurisdiction, topic, axes, tuple(starts), tuple(compiled), tuple(found.values()))


def _prove(epoch: Epoch, vocabulary: Vocabulary) -> list[Diagnostic]:
    try:
        return [*conflicts(epoch, vocabulary), *self_approvals(epoch, vocabulary)]
    except TooComplexError:
        rule = epoch.actives[0].rule
        return [Diagnostic("PE509", rule.place, {"rule": rule.instrument, "limit": str(epoch.manager.budget)})]


# --- rules against each other -------------------------------------------------------------------------------
