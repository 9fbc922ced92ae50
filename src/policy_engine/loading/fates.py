"""What became of each clause, told from its instrument's file: rules, assignments, bodies, definitions, or why nothing.

The ledger has to say the same (PE510).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from policy_engine.effects import Effect, MayEffect
from policy_engine.errors import Place
from policy_engine.loading.form import Form, known
from policy_engine.organising import AssignEffect, EstablishEffect
from policy_engine.rules import Rule
from policy_engine.words import NONE_REASONS

ENCODED = ("rules", "defines")
"""The keys of a clause under which something of it is encoded; ``none`` excludes them all."""
_NONE_KEYS = ("because", "of", "zh", "en", "owner")


def fates_of(
    form: Form, clause: str, rules: Sequence[Rule], defined: Collection[str], place: Place
) -> tuple[str, ...] | None:
    """What became of a clause, or None where it does not say so properly.

    ``rules`` and ``defined`` (terms) are those read from it; where one of them is faulty the caller does not judge what
    this gives.
    """
    before = len(form.faults)
    found = [*_of_rules(rules), *(["definition"] if defined else [])]
    for key in ENCODED:
        if key in form and "none" in form:
            form.fault("PE209", form.node.key_place("none"), where=clause, one=key, other="none")
    for key in ("none", "remains"):
        node = form.node_of(key)
        if node is not None:
            why = Form(node, f"{clause}.{key}", form.faults, ("because", "zh"), _NONE_KEYS)
            why.label()
            found.append(why.one_of("because", NONE_REASONS, "planned"))
    if {*ENCODED, "none", "remains"} & form.meant or not isinstance(form.node.value, dict):
        return None
    if not found and not any(form.entries[key].value for key in ENCODED if key in form):
        form.fault("PE205", place, clause=clause)
    faulty = any(fault.level == "error" for fault in form.faults[before:])
    return None if faulty else tuple(dict.fromkeys(found))


def terms_defined(form: Form, terms: Collection[str]) -> tuple[str, ...]:
    """The terms that a clause defines; each has to be a term of the instrument (PE323)."""
    for item in form.nodes("defines"):
        if isinstance(item.value, str):
            known("PE323", item.value, terms, item.place, form.faults)
    return form.texts("defines")


def _of_rules(rules: Sequence[Rule]) -> Iterator[str]:
    for rule in rules:
        effects = [each for wording in rule.wordings for each in (*wording.effects, *wording.otherwise)]
        if effects and all(map(_refers_to_document, effects)):
            yield "refers_out"
            continue
        kinds = {_fate(each) for each in effects}
        yield from (fate for fate in ("rule", "assignment", "body") if fate in kinds)


def _fate(effect: Effect) -> str:
    match effect:
        case AssignEffect():
            return "assignment"
        case EstablishEffect():
            return "body"
        case _:
            return "rule"


def _refers_to_document(effect: Effect) -> bool:
    """Whether something is only said to be written elsewhere."""
    return isinstance(effect, MayEffect) and effect.verb == "refer" and bool(effect.document)
