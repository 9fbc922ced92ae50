"""Figures as the oracle works them out: an arithmetic of its own on decimals and dates, and what becomes of limits,
amounts, deadlines, outputs and choices. It imports nothing of the engine.

A formula is a hashable tree: a Decimal, ``("fact", name)``, ``("parameter", name)`` or ``(operation, parts, period)``.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Formula = Any
Line = tuple[Any, ...]
Certain = Sequence[tuple[str, tuple[Any, ...], frozenset[str]]]
"""Matter, effect and stating rules of everything that certainly holds."""

DAY = dt.timedelta(days=1)
FIRST_MONTH: Mapping[str, Callable[[int], int]] = {
    "month": lambda month: month,
    "quarter": lambda month: {1: 1, 2: 1, 3: 1, 4: 4, 5: 4, 6: 4, 7: 7, 8: 7, 9: 7}.get(month, 10),
    "year": lambda month: 1,
}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


# --- formulas -------------------------------------------------------------------------------------------------


def formula(written: Any, name: Callable[[str], Formula]) -> Formula:
    """What is written in a rule; ``name`` tells facts and parameters apart."""
    if isinstance(written, str):
        return name(written)
    if not isinstance(written, dict):
        return Decimal(written)
    operation = next(iter(written))
    inner = written[operation]
    if operation in ("end_of", "day_of"):
        parts = [formula(written["of"], name), *([Decimal(written["number"])] if operation == "day_of" else [])]
        return (operation, tuple(parts), inner)
    if operation == "next_year":
        month, day = inner.split("-")
        return (operation, (formula(written["of"], name), Decimal(month), Decimal(day)), "")
    parts = [formula(each, name) for each in (inner if isinstance(inner, list) else [inner])]
    parts += [formula(written[key], name) for key in ("to", "number") if key in written]
    return (operation, tuple(parts), "")


def read(of: Formula, kind: str) -> Iterator[str]:
    """The facts or the parameters that a formula reads."""
    if isinstance(of, tuple):
        if of[0] == kind:
            yield of[1]
        elif of[0] not in ("fact", "parameter"):
            for part in of[1]:
                yield from read(part, kind)


def month_after(year: int, month: int, number: int) -> dt.date:
    """The first of the month so many months after another month."""
    count = year * 12 + month - 1 + number
    return dt.date(count // 12, count % 12 + 1, 1)


def kept_in_month(first: dt.date, day: int) -> dt.date:
    """A day of the month that begins on a date, the last one where it has fewer days."""
    found = first
    while found.day < day and (found + DAY).month == first.month:
        found += DAY
    return found


def worked_out(of: Formula, facts: Mapping[str, Any], parameters: Mapping[str, Any]) -> Any:
    """A formula worked out; None where anything it reads is unknown or unset."""
    if isinstance(of, Decimal):
        return of
    if of[0] == "fact":
        found = facts.get(of[1])
        return found if found is None or isinstance(found, dt.date) else Decimal(found)
    if of[0] == "parameter":
        return parameters[of[1]]
    operation, parts, period = of
    values = [worked_out(part, facts, parameters) for part in parts]
    return None if None in values else result(operation, values, period)


def result(operation: str, values: list[Any], period: str) -> Any:
    first = values[0]
    match operation:
        case "add":
            return sum(values)
        case "subtract":
            return first - values[1]
        case "times":
            return Decimal(math.prod(values))
        case "min" | "earliest":
            return sorted(values)[0]
        case "max" | "latest":
            return sorted(values)[-1]
        case "floor_div":
            return Decimal(math.floor(first / values[1]))
        case "round_up":
            return math.ceil(first / values[1]) * values[1]
        case "round_down":
            return math.floor(first / values[1]) * values[1]
        case "days_after":
            return first + int(values[1]) * DAY
        case "months_after":
            return kept_in_month(month_after(first.year, first.month, int(values[1])), first.day)
        case "next_year":
            return kept_in_month(dt.date(first.year + 1, int(values[1]), 1), int(values[2]))
    start = dt.date(first.year, FIRST_MONTH[period](first.month), 1)
    end = month_after(start.year, start.month, MONTHS[period]) - DAY
    return end if operation == "end_of" else min(start + (int(values[1]) - 1) * DAY, end)


# --- limits ---------------------------------------------------------------------------------------------------


def bound(limit: tuple[Any, ...]) -> Formula:
    _, _, at_most, per, *_ = limit
    return ("times", (at_most, *(("fact", name) for name in per)), "") if per else at_most


def limit_stands(
    limit: tuple[Any, ...], facts: Mapping[str, Any], parameters: Mapping[str, Any]
) -> tuple[str, Any, Any, Any]:
    """(status, bound, claimed, over)."""
    highest, claimed = worked_out(bound(limit), facts, parameters), facts.get(limit[1])
    claimed = None if claimed is None else Decimal(claimed)
    if any(parameters[name] is None for name in read(limit[2], "parameter")):
        return "not_set", highest, claimed, None
    if highest is None or claimed is None:
        return "open", highest, claimed, None
    return ("over" if claimed > highest else "within"), highest, claimed, max(claimed - highest, Decimal(0))


# --- all figures of a decision --------------------------------------------------------------------------------


@dataclass
class Reckoned:
    """The figures of a decision as plain tuples, and which slots wait for facts that only arithmetic reads."""

    limits: list[Line] = field(default_factory=list)
    amounts: list[Line] = field(default_factory=list)
    deadlines: list[Line] = field(default_factory=list)
    outputs: list[Line] = field(default_factory=list)
    choices: list[Line] = field(default_factory=list)
    waiting: set[tuple[str, str]] = field(default_factory=set)
    functions: list[Line] = field(default_factory=list)
    bodies: list[Line] = field(default_factory=list)

    @property
    def lines(self) -> list[list[Line]]:
        return [
            self.limits,
            self.amounts,
            self.deadlines,
            self.outputs,
            self.choices,
            self.functions,
            self.bodies,
        ]


def reckon(
    certain: Certain,
    steps: Sequence[tuple[Any, ...]],
    facts: Mapping[str, Any],
    parameters: Mapping[str, Any],
    maybe_cut: frozenset[str],
) -> Reckoned:
    """Every figure of what certainly holds; ``maybe_cut`` are the matters in which a limit that may yet hold cuts."""
    found = Reckoned()
    standing = []
    for matter, effect, rules in certain:
        if effect[0] == "limit":
            status, highest, claimed, over = limit_stands(effect, facts, parameters)
            standing.append((matter, effect, rules, status, highest, claimed, over))
            if status == "open":
                found.waiting.add(("limit", matter))
    for matter, effect, rules, status, highest, claimed, over in standing:
        rivals = [each[4] for each in standing if each[0] == matter and each[1][1] == effect[1] and each[4] is not None]
        governs = highest is not None and all(highest <= other for other in rivals)
        found.limits.append((effect[1], effect[4], highest, claimed, over, status, governs, rules))
    for matter, effect, rules in certain:
        if effect[0] == "payable":
            cutting = [
                each
                for each in standing
                if each[0] == matter and each[1][1] == "cost" and each[1][4] == "not_paid" and each[3] != "not_set"
            ]
            found.amounts.append(_amount(matter, effect, rules, cutting, facts, parameters, found, maybe_cut))
        elif effect[0] == "choose":
            found.choices.append((effect[1], effect[2], effect[3] or None, rules))
    _deadlines(certain, steps, facts, parameters, found)
    _outputs(certain, facts, parameters, found)
    for matter, effect, rules in certain:
        if effect[0] == "assign":
            found.functions.append((effect[1], matter, effect[2], rules))
        elif effect[0] == "establish":
            found.bodies.append(_body(matter, effect, rules, facts, parameters, found))
    return found


def _body(
    matter: str,
    effect: Line,
    rules: frozenset[str],
    facts: Mapping[str, Any],
    parameters: Mapping[str, Any],
    found: Reckoned,
) -> Line:
    """What is said of a body: the numbers worked out, what the parts come to and what the total leaves."""
    _, body, attribute, name, said = effect
    total = parts = left = None
    formulas: list[Formula] = []
    if attribute == "posts":
        formulas = [each for each in said[1:] if each is not None]
        said = ("bounds", *(None if each is None else worked_out(each, facts, parameters) for each in said[1:]))
    elif attribute == "counts":
        formulas = [*([said[1]] if said[1] is not None else []), *(part for _, part in said[2])]
        worked = {name: worked_out(part, facts, parameters) for name, part in said[2]}
        total = None if said[1] is None else worked_out(said[1], facts, parameters)
        said = ("count", total, tuple(sorted((key, _said(value)) for key, value in worked.items())))
        if worked and None not in worked.values():
            parts = sum(worked.values())
            left = None if total is None else total - parts
    status = "settled"
    set_ones = [each for each in formulas if all(parameters[key] is not None for key in read(each, "parameter"))]
    if any(facts.get(key) is None for each in set_ones for key in read(each, "fact")):
        status = "open"
        found.waiting.add((".".join(filter(None, ("establish", body, attribute, name))), matter))
    elif len(set_ones) < len(formulas):
        status = "not_set"
    return (body, matter, attribute, name, _said(said), status, parts, left, rules)


def _said(said: Any) -> Any:
    if isinstance(said, tuple):
        return tuple(map(_said, said))
    if isinstance(said, int) and not isinstance(said, bool):  # the figure of a parameter
        said = Decimal(said)
    return tuple(sorted(said)) if isinstance(said, frozenset) else plain(said)


def _amount(
    matter: str,
    effect: Line,
    rules: frozenset[str],
    cutting: Sequence[Line],
    facts: Mapping[str, Any],
    parameters: Mapping[str, Any],
    found: Reckoned,
    maybe_cut: frozenset[str],
) -> Line:
    before = worked_out(effect[1], facts, parameters)
    if any(parameters[name] is None for name in read(effect[1], "parameter")):
        return (None, None, "not_set", False, rules)  # no fact would settle it, as with limits and deadlines
    if matter in maybe_cut:
        found.waiting.add(("payable", matter))
    formulas = [effect[1], *(bound(each[1]) for each in cutting)]
    if any(facts.get(name) is None for each in formulas for name in read(each, "fact")):
        found.waiting.add(("payable", matter))
        return (None, before, "open", False, rules)
    if before is None:
        return (None, None, "not_set", False, rules)
    if matter in maybe_cut:
        return (None, before, "open", False, rules)
    lowest = min([before, *(each[4] for each in cutting)])
    return (lowest, before, "settled", lowest < before, rules)


def _deadlines(
    certain: Certain,
    steps: Sequence[tuple[Any, ...]],
    facts: Mapping[str, Any],
    parameters: Mapping[str, Any],
    found: Reckoned,
) -> None:
    days = [
        (matter, effect, rules, worked_out(effect[2], facts, parameters))
        for matter, effect, rules in certain
        if effect[0] == "deadline"
    ]
    for matter, effect, rules, day in days:
        _, of, at, not_before = effect
        own = [step for step in steps if step[0] == of and step[3] == matter]
        if of in ("start", "end", "asked"):
            done = facts.get(of)
        else:
            done = max(step[6] for step in own) if own and all(step[4] == "done" for step in own) else None
        if any(parameters[name] is None for name in read(at, "parameter")):
            status = "not_set"
        elif day is None:
            status = "open"
            found.waiting.add(("deadline", matter))
        elif done is None:
            status = "pending"
        else:
            status = "met" if in_time(done, day, not_before) else "missed"
        rivals = [each[3] for each in days if (each[0], each[1][1], each[1][3]) == (matter, of, not_before)]
        rivals = [each for each in rivals if each is not None]
        governs = day is not None and day == (max(rivals) if not_before else min(rivals))
        found.deadlines.append((of, not_before, day, done, status, governs, rules))


def in_time(done: dt.date, day: dt.date, not_before: bool) -> bool:
    return done >= day if not_before else done <= day


def _outputs(certain: Certain, facts: Mapping[str, Any], parameters: Mapping[str, Any], found: Reckoned) -> None:
    for output in {effect[1] for _, effect, _ in certain if effect[0] == "set"}:
        values, status, stating, highest = set(), "settled", set(), {}
        for matter, effect, rules in certain:
            if effect[0] != "set" or effect[1] != output:
                continue
            stating |= rules
            if effect[5]:
                values.add(effect[2])
                continue
            worked = worked_out(effect[2], facts, parameters)
            if effect[3] == "highest":
                highest.setdefault(matter, []).append(worked)
            else:
                values.add(worked)
            if worked is None and any(facts.get(name) is None for name in read(effect[2], "fact")):
                status = "open"
                found.waiting.add((output, matter))
            elif worked is None and status == "settled":
                status = "not_set"
        values |= {None if None in each else max(each) for each in highest.values()}
        found.outputs.append((output, frozenset(map(plain, values)), status, frozenset(stating)))


def plain(worked: Any) -> Any:
    if isinstance(worked, Decimal):
        return format((worked + 0).normalize(), "f")  # there is no nought below nought
    return worked.isoformat() if isinstance(worked, dt.date) else worked
