"""The history rules of a jurisdiction in layers: a rule comes after everything that it reads.

Within a layer rules on single events and labels may follow from each other. A tally stands in a layer after all that it
counts, and so does whatever reads events that a rule before it sets off (``instead_of_event``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policy_engine.errors import Diagnostic
from policy_engine.rules import HistoryRule, Instrument

_LENGTHS = ("rolling", "day", "month", "quarter", "year")


@dataclass(frozen=True)
class HistoryBook:
    """The history rules that hold in a jurisdiction, in layers, and the instruments they stand in."""

    jurisdiction: str
    layers: tuple[tuple[HistoryRule, ...], ...]
    instruments: Mapping[str, Instrument]

    @property
    def rules(self) -> list[HistoryRule]:
        """All rules, layer by layer."""
        return [rule for layer in self.layers for rule in layer]


def histories_of(
    held: Mapping[str, Iterable[tuple[Instrument, int]]], faults: list[Diagnostic]
) -> dict[str, HistoryBook]:
    """The history rules of each jurisdiction that has any; a fault shared by several is told once."""
    found, told = {}, set()
    for jurisdiction, instruments in held.items():
        here: list[Diagnostic] = []
        book = _compiled(jurisdiction, [each for each, _ in instruments], here)
        if book is not None:
            found[jurisdiction] = book
        faults.extend(fault for fault in here if (fault.code, fault.place) not in told)
        told |= {(fault.code, fault.place) for fault in here}
    return found


def _compiled(jurisdiction: str, instruments: Iterable[Instrument], faults: list[Diagnostic]) -> HistoryBook | None:
    """The history rules of a jurisdiction, or None where it has none or they go in a circle.

    Rules of clauses that are not in force are left out.
    """
    held = {each.id: each for each in instruments if each.histories}
    rules = [rule for each in held.values() for rule in each.histories if rule.status is None]
    if not rules:
        return None
    labels = {rule.body.counts_as.label for rule in rules if rule.body.counts_as is not None}
    for rule in rules:
        for kind, name in sorted(rule.body.reads()):
            if kind == "label" and name not in labels:
                words = {"jurisdiction": jurisdiction, "rule": rule.id, "name": name}
                faults.append(Diagnostic("PE545", rule.place, words, ", ".join(sorted(labels))))
                return None
    faults.extend(_moving(rules))
    layers = _layers(rules, faults)
    return None if layers is None else HistoryBook(jurisdiction, layers, held)


def _moving(rules: Iterable[HistoryRule]) -> Iterator[Diagnostic]:
    """Tallies of labels that are given by tallies of longer windows: their date is chance, so they belong to no one of
    the shorter windows for certain."""
    given: dict[str, set[str]] = {}
    for rule in rules:
        if rule.body.counts_as is not None:
            windows = {limb.tally.within.kind for limb in rule.body.limbs}
            given.setdefault(rule.body.counts_as.label, set()).update(windows)
    for rule in rules:
        for limb in rule.body.limbs:
            within = limb.tally.within.kind
            labels = {name for selector in limb.tally.of if selector.kind == "label" for name in selector.names}
            for longer in sorted({kind for label in labels for kind in given.get(label, ())}, key=_LENGTHS.index):
                if within != "rolling" and _LENGTHS.index(longer) > _LENGTHS.index(within):
                    words = {
                        "rule": rule.id,
                        "problem": f"标签按 {longer} 得出,不能再按 {within} 合计",
                        "problem_en": f"a label given by {longer} cannot be counted by {within}",
                    }
                    yield Diagnostic("PE543", limb.place, words)


def _before(rules: Sequence[HistoryRule]) -> dict[str, dict[str, bool]]:
    """For each rule those that come before it, and whether in an earlier layer (else in the same one or earlier)."""
    found: dict[str, dict[str, bool]] = {}
    for rule in rules:
        reads = rule.body.reads()
        earlier: dict[str, bool] = {}
        for other in rules:
            given = other.body.counts_as
            if given is not None and ("label", given.label) in reads:
                earlier[other.id] = bool(rule.body.limbs or other.body.limbs)
            shared = {kind for kind, _ in reads & other.body.reads()}
            if other is not rule and other.body.instead_of_event and "event" in shared:
                both = rule.body.instead_of_event and rule.id < other.id  # of two that set off, the first by id
                if not both:
                    earlier[other.id] = True
        found[rule.id] = earlier
    return found


def _layers(rules: Sequence[HistoryRule], faults: list[Diagnostic]) -> tuple[tuple[HistoryRule, ...], ...] | None:
    before = _before(rules)
    depth: dict[str, int] = {}
    by_id = {rule.id: rule for rule in rules}

    def visit(name: str, trail: tuple[str, ...]) -> int | None:
        if name in trail:
            circle = [*trail[trail.index(name) :], name]
            faults.append(Diagnostic("PE544", by_id[name].place, {"circle": " -> ".join(circle)}))
            return None
        if name not in depth:
            deepest = 0
            for other, apart in before[name].items():
                found = visit(other, (*trail, name))
                if found is None:
                    return None
                deepest = max(deepest, found + apart)
            depth[name] = deepest
        return depth[name]

    for name in sorted(by_id):
        if visit(name, ()) is None:
            return None
    ordered = sorted(rules, key=lambda rule: (rule.clause, rule.id))
    layers = [tuple(rule for rule in ordered if depth[rule.id] == each) for each in range(max(depth.values()) + 1)]
    return tuple(layer for layer in layers if layer)
