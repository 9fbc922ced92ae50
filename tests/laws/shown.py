"""The engine's decisions in the oracle's plain form, read from what is published."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .oracle import Answer, Effect, who
from .reckoning import Line, plain


def effect(part: Any) -> Effect:
    match part.kind:
        case "act":
            return (
                "act",
                part.act,
                None if part.by is None else who(part.by),
                part.to or "",
                part.before or "",
                part.within or "",
            )
        case "paper":
            return ("paper", part.papers, part.afterwards, part.within or "")
        case "refer":
            return ("refer", part.to or "", part.document or "", part.for_what or "")
        case "limit":
            bound = part.formula
            return ("limit", part.of, tree(bound["at_most"]), tuple(bound["per"]), part.excess)
        case "payable":
            return ("payable", tree(part.formula))
        case "deadline" | "not_before":
            return ("deadline", part.of, tree(part.formula), part.kind == "not_before")
        case "set":
            return ("set", part.output, tree(part.value))
        case "choose":
            return ("choose", part.options, part.by, part.for_what or "")
        case "assign":
            return ("assign", part.function, who(part.by))
        case "establish":
            return ("establish", part.body, part.attribute, part.name or "", said(part.attribute, part.value))
    return (part.kind,)


def said(attribute: str, value: Any) -> Any:
    """What is said of a body as it is published, hashable; of posts the least and the most."""
    match attribute:
        case "led_by":
            return ("who", who(value))
        case "posts":
            ends = value if isinstance(value, dict) and {"at_least", "at_most"} & set(value) else None
            pair = (value, value) if ends is None else (ends.get("at_least"), ends.get("at_most"))
            return ("bounds", *map(tree, pair))
        case "counts":
            parts = ((name, tree(part)) for name, part in value.get("parts", {}).items())
            return ("count", tree(value.get("total")), tuple(sorted(parts, key=str)))
    return tuple(sorted(value)) if isinstance(value, list) else value


def said_in_rule(attribute: str, value: Any) -> Any:
    """The same of the oracle's effect."""
    match attribute:
        case "posts":
            return ("bounds", *(None if end is None else bare(end) for end in value[1:]))
        case "counts":
            total = None if value[1] is None else bare(value[1])
            return ("count", total, tuple(sorted(((name, bare(part)) for name, part in value[2]), key=str)))
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


def tree(written: Any) -> Any:
    """A published formula, hashable."""
    if isinstance(written, dict):
        operation = next(name for name in written if name != "period")
        return (operation, tuple(map(tree, written[operation])), written.get("period", ""))
    return written


def bare(formula: Any) -> Any:
    """The oracle's formula as it is published."""
    if not isinstance(formula, tuple):
        return plain(formula)
    if formula[0] in ("fact", "parameter"):
        return formula[1]
    return (formula[0], tuple(map(bare, formula[1])), formula[2])


def as_published(effect: Effect) -> Effect:
    """The oracle's effect as far as it is published."""
    match effect[0]:
        case "limit":
            return (*effect[:2], bare(effect[2]), *effect[3:5])
        case "payable":
            return ("payable", bare(effect[1]))
        case "deadline":
            return (*effect[:2], bare(effect[2]), effect[3])
        case "set":
            return ("set", effect[1], bare(effect[2]))
        case "assign":
            return effect[:3]
        case "establish":
            return (*effect[:4], said_in_rule(effect[2], effect[4]))
    return effect


def expected(answer: Answer) -> dict[tuple[str, str], tuple[str, frozenset[tuple[Effect, str]]]]:
    """The oracle's slots in the same form as :func:`slots`."""
    return {
        key: (status, frozenset((as_published(effect), rule) for effect, rule in stated))
        for key, (status, stated) in answer.slots.items()
    }


def figures(decision: Any) -> list[list[str]]:
    """The figures as the oracle shows them."""
    model = decision.model()
    lines: list[list[Line]] = [
        [
            (e.of, e.excess, number(e.bound), number(e.claimed), number(e.over), e.status, e.governs, rules(e))
            for e in model.limits
        ],
        [(number(e.payable), number(e.before_limits), e.status, bool(e.cut_by), rules(e)) for e in model.amounts],
        [(e.of, e.not_before, e.date, e.done, e.status, e.governs, rules(e)) for e in model.deadlines],
        [(e.output, frozenset(e.values), e.status, rules(e)) for e in model.outputs],
        [(e.options, e.by, e.on, rules(e)) for e in model.choices],
        [(e.function, e.matter, who(e.who), rules(e)) for e in model.assignments],
        [
            (
                e.body,
                e.matter,
                e.attribute,
                e.name or "",
                said(e.attribute, e.value),
                e.status,
                number(e.sum_of_parts),
                number(e.unallocated),
                rules(e),
            )
            for e in model.established
        ],
    ]
    return [sorted(map(sortable, each)) for each in lines]


def number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)


def rules(part: Any) -> frozenset[str]:
    return frozenset(part.rules)


def sortable(line: Line) -> str:
    """A line as text that is the same for equal lines."""
    return " | ".join(str(sorted(map(str, each)) if isinstance(each, frozenset) else plain(each)) for each in line)


def reckoned(answer: Answer) -> list[list[str]]:
    return [sorted(map(sortable, each)) for each in answer.figures.lines]


def slots(decision: Any) -> dict[tuple[str, str], tuple[str, frozenset[tuple[Effect, str]]]]:
    """Every slot that is not silent: its status, and its possible effects with the rules that state them."""
    return {
        (answer.slot, answer.matter): (
            answer.status,
            frozenset((effect(each.effect), each.rule) for each in answer.stated),
        )
        for answer in decision.model().slots
        if answer.status != "silent"
    }


def steps(decision: Any) -> list[tuple[Any, ...]]:
    return sorted(
        ((s.act, s.by or "", s.to or "", s.matter, s.status, s.person, s.date) for s in decision.model().steps), key=str
    )


def papers(decision: Any) -> list[tuple[Any, ...]]:
    return sorted((p.papers, p.matter, p.afterwards, p.within or "", p.status) for p in decision.model().papers)


def expected_advice(answer: Answer) -> set[tuple[str, Effect, bool]]:
    return {(rule, as_published(effect), certain) for rule, effect, certain in answer.advice}


def advice(decision: Any) -> set[tuple[str, Effect, bool]]:
    return {(each.rule, effect(part), each.certain) for each in decision.model().advice for part in each.effects}


def holes(decision: Any) -> set[tuple[str, str]]:
    return {(each.instrument, each.owner) for each in decision.model().open_points}
