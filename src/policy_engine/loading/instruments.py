"""An instrument's file: its head, and its clauses in the document's own order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from policy_engine.citations import LedgerEntry
from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.definitions import read_parameters, read_terms
from policy_engine.loading.duties import read_duty
from policy_engine.loading.fates import differences, fates_of
from policy_engine.loading.form import Form, check_name, known, wrong_kind
from policy_engine.loading.histories import read_history
from policy_engine.loading.rules import RuleContext, read_rule
from policy_engine.loading.status import read_status
from policy_engine.loading.tables import rules_written, told_once
from policy_engine.nodes import Node
from policy_engine.requests.base import Request
from policy_engine.rules import Clause, Document, HistoryRule, Hole, Instrument, Rule, Unencoded
from policy_engine.vocabulary import Vocabulary
from policy_engine.words import NONE_REASONS

_REQUIRED = ("instrument", "title", "source", "in_force", "topic", "clauses")
_OPTIONAL = ("terms", "parameters", "leaves_open")
ENCODED = (
    "rules",
    "duties",
    "history",
    "defines",
)  # under these something of a clause is encoded; none excludes them all
_CLAUSE_KEYS = ("at", "zh", "en", *ENCODED, "none", "remains", "status")
_NONE_KEYS = ("because", "of", "zh", "en", "owner")
NEEDED = {"duplicate": "of", "not_decidable": "owner"}  # what a reason must come with


@dataclass(frozen=True)
class Shelf:
    """The parts of a rulebook that instruments refer to."""

    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    ledger: Mapping[str, LedgerEntry]
    topics: Mapping[str, type[Request]]
    instruments: frozenset[str]


def read_instrument(
    node: Node, file: str, shelf: Shelf, faults: list[Diagnostic], further: tuple[str, ...] = ()
) -> Instrument | None:
    """The instrument written in a file (and ``further`` ones), or None where its head cannot be read."""
    if isinstance(node.value, dict) and "rules" in node.value:
        faults.append(Diagnostic("PE514", node.key_place("rules")))
        node = node.with_value({key: value for key, value in node.value.items() if key != "rules"})
    form = Form(node, "instrument", faults, _REQUIRED, _OPTIONAL)
    name = form.text("instrument")
    if not name:
        return None
    check_name(name, form.place("instrument"), faults)
    stem = file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if stem != name:
        form.fault("PE208", form.place("instrument"), id=name)
    topic = form.text("topic")
    if topic:
        known("PE311", topic, shelf.topics, form.place("topic"), faults)
    title_node = form.node_of("title")
    source_node = form.node_of("source")
    if title_node is None or source_node is None or "clauses" not in form:
        return None
    clauses_node = form.entries["clauses"]
    if not isinstance(clauses_node.value, dict):
        wrong_kind(clauses_node, "instrument.clauses", "mapping", faults)
        return None
    source = Form(source_node, "source", faults, ("document", "part"))
    document = source.text("document")
    if document:
        known("PE313", document, shelf.documents, source.place("document"), faults)
    terms = read_terms(form, faults, shelf.vocabulary.conventions)
    parameters = read_parameters(form, shelf.ledger, faults, shelf.documents)
    context = RuleContext(
        shelf.vocabulary, shelf.documents, shelf.topics, shelf.instruments, name, topic, parameters, faults
    )
    clauses, rules, histories = _clauses(form, name, context, shelf, terms)
    return Instrument(
        name,
        Form(title_node, "title", faults, ("zh",), ("en",)).label(),
        document,
        source.text("part"),
        form.period("in_force", ("collected",)),
        topic,
        terms,
        parameters,
        clauses,
        tuple(rules),
        _holes(form, name, topic, shelf),
        file,
        node.place,
        further,
        tuple(histories),
    )


def _clauses(
    form: Form, instrument: str, context: RuleContext, shelf: Shelf, terms: Collection[str]
) -> tuple[dict[str, Clause], list[Rule], list[HistoryRule]]:
    clauses: dict[str, Clause] = {}
    rules: list[Rule] = []
    histories: list[HistoryRule] = []
    seen: dict[str, str] = {}

    for clause_id, node, place in form.named("clauses"):
        entry = shelf.ledger.get(clause_id)
        if entry is None or entry.instrument != instrument:
            own = [each.id for each in shelf.ledger.values() if each.instrument == instrument]
            known("PE305", clause_id, own, place, form.faults, clause=clause_id)
            entry = None
        clause_form = Form(node, clause_id, form.faults, ("at", "zh"), _CLAUSE_KEYS)
        before = len(form.faults)
        status = read_status(clause_form, entry, place)
        found = _rules_of(clause_form, clause_id, context, seen)
        found.extend(_named(clause_form, "duties", read_duty, clause_id, context, seen))
        rules.extend(found if status is None else (replace(rule, status=status) for rule in found))
        happened = list(_named(clause_form, "history", read_history, clause_id, context, seen))
        histories.extend(happened if status is None else (replace(rule, status=status) for rule in happened))
        left = _unencoded(clause_form, clause_id, shelf)
        defined = _defined(clause_form, terms)
        others = [
            *(["history"] if happened else []),
            *(["definition"] if defined else []),
            *(each.because for each in left),
        ]
        fates = _fates(clause_form, clause_id, place, found, others, before)
        at, label = clause_form.text("at"), clause_form.label()
        clauses[clause_id] = Clause(clause_id, at, label, fates or (), place, left, status, defined)
        if entry is not None and fates is not None:
            form.faults.extend(differences(entry, clauses[clause_id]))
    return clauses, rules, histories


def _rules_of(form: Form, clause: str, context: RuleContext, seen: dict[str, str]) -> list[Rule]:
    found: list[Rule] = []
    for written, whole, at in form.named("rules"):
        before, names = len(form.faults), []
        check_name(written, at, form.faults)
        for name, node, place in rules_written(written, whole, at, form.faults):
            if name != written:
                names.append(name)
                check_name(name, place, form.faults)
            if name in seen:
                form.fault("PE501", place, rule=name, other=seen[name])
                continue
            seen[name] = str(place)
            rule = read_rule(node, name, clause, place, context)
            if rule is not None:
                found.append(rule)
        if names:
            told_once(form.faults, before, names)
    return found


def _defined(form: Form, terms: Collection[str]) -> tuple[str, ...]:
    """The terms that a clause defines; each has to be a term of the instrument."""
    for item in form.nodes("defines"):
        if isinstance(item.value, str):
            known("PE323", item.value, terms, item.place, form.faults)
    return form.texts("defines")


_Made = TypeVar("_Made", Rule, HistoryRule)
_Read: TypeAlias = Callable[[Node, str, str, Place, RuleContext], _Made | None]


def _named(
    form: Form, key: str, read: _Read[_Made], clause: str, context: RuleContext, seen: dict[str, str]
) -> Iterator[_Made]:
    """What stands under a key of a clause by its name; a name is used once in an instrument."""
    for name, node, place in form.named(key):
        check_name(name, place, form.faults)
        if name in seen:
            form.fault("PE501", place, rule=name, other=seen[name])
            continue
        seen[name] = str(place)
        made = read(node, name, clause, place, context)
        if made is not None:
            yield made


def _unencoded(form: Form, clause: str, shelf: Shelf) -> tuple[Unencoded, ...]:
    """Why the clause, or what remains of it, was not encoded."""
    found: list[Unencoded] = []
    for key in ("none", "remains"):
        node = form.node_of(key)
        if node is None:
            continue
        why = Form(node, f"{clause}.{key}", form.faults, ("because", "zh"), _NONE_KEYS)
        left = Unencoded(
            why.one_of("because", NONE_REASONS, "planned"), why.texts("of"), why.text("owner"), why.label()
        )
        found.append(left)
        needed = NEEDED.get(left.because)
        if needed and not why.has_or_means(needed):
            why.fault("PE202", node.place, where=why.where, key=needed)
        if left.owner:
            known("PE307", left.owner, shelf.vocabulary.actors, why.place("owner"), form.faults)
        if left.because in ("duplicate", "says_again"):
            for each in why.nodes("of"):
                if isinstance(each.value, str):
                    known("PE305", each.value, shelf.ledger, each.place, form.faults, clause=each.value)
    return tuple(found)


def _fates(
    form: Form, clause: str, place: Place, rules: Sequence[Rule], others: Sequence[str], before: int
) -> tuple[str, ...] | None:
    """What became of a clause, or None where it does not say so properly.

    ``others`` are the fates that do not come from rules, ``before`` is how many faults there were before the clause.
    """
    for key in ENCODED:
        if key in form and "none" in form:
            form.fault("PE209", form.node.key_place("none"), where=clause, one=key, other="none")
    if {*ENCODED, "none", "remains"} & form.meant or not isinstance(form.node.value, dict):
        return None
    if any(fault.level == "error" for fault in form.faults[before:]):
        return None
    fates = fates_of(rules, others)
    if not fates:
        form.fault("PE205", place, clause=clause)
    return fates or None


def _holes(form: Form, instrument: str, topic: str, shelf: Shelf) -> tuple[Hole, ...]:
    found: list[Hole] = []
    for number, node in enumerate(form.nodes("leaves_open"), 1):
        where = f"leaves_open {number}"
        each = Form(node, where, form.faults, ("when", "zh", "owner"), ("en", "see", "topic"))
        when = each.node_of("when")
        own_topic, owner, label, see = each.text("topic", topic), each.text("owner"), each.label(), each.texts("see")
        if owner:
            known("PE307", owner, shelf.vocabulary.actors, each.place("owner"), form.faults)
        if when is not None:
            found.append(Hole(f"{instrument}#{number}", own_topic, when, label, owner, see, node.place))
    return tuple(found)
