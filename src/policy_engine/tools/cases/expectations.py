"""What a case may expect of a decision: one entry a key, each an exact comparison (lists are compared as sets)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from policy_engine.decisions.decision import Decision
from policy_engine.decisions.parts import Outcome, Paper, SlotAnswer
from policy_engine.effects import ActEffect, Effect, MayEffect
from policy_engine.errors import Diagnostic, near_match
from policy_engine.loading.form import wrong_kind
from policy_engine.nodes import Node
from policy_engine.tools.cases import figures, organising
from policy_engine.tools.cases.case import shown

Kind: TypeAlias = Literal[
    "word", "flag", "set", "ids", "who", "acts", "payable", "limits", "deadlines", "outputs", "bodies"
]


@dataclass(frozen=True, slots=True)
class _Expectation:
    """How a key is compared, and what of a decision it is compared with.

    ``word`` one word; ``flag`` true or false; ``set`` a list of words, numbers or alternatives; ``ids`` rule or
    parameter ids, which may leave out the case's own instrument; ``who`` an actor as in ``then``, or the list of
    possible answers; ``acts`` one ``who`` for each act or function named; ``payable``, ``limits``, ``deadlines`` and
    ``outputs`` figures, as :mod:`policy_engine.tools.cases.figures` finds them; ``bodies`` what is said of them, as
    :mod:`policy_engine.tools.cases.organising` does.
    """

    kind: Kind
    found: Callable[[Decision], Any]


def _steps(status: str) -> Callable[[Decision], list[str]]:
    return lambda decision: _unique(step.rule.act for step in decision.steps if step.status == status)


def _held_up(decision: Decision) -> list[str]:
    return _unique(step.rule.act for step in decision.steps if step.rule.holds and step.status == "missing")


def _beforehand(decision: Decision) -> list[object]:
    return [_paper(paper) for paper in decision.papers if not paper.rule.afterwards]


def _missing(decision: Decision) -> list[object]:
    return [_paper(paper) for paper in decision.missing_papers]


def _follow_up(decision: Decision) -> list[object]:
    return [_paper(each) if isinstance(each, Paper) else each.rule.act for each in decision.follow_up]


def _paper(paper: Paper) -> object:
    names = paper.rule.papers
    return names[0] if len(names) == 1 else {"one_of": list(names)}


def _effects(decision: Decision, certain: bool = False) -> Iterator[Effect]:
    for answer in decision.slots:
        for stated in answer.stated:
            if stated.certain or not certain:
                yield stated.effect


def _referred(decision: Decision) -> str:
    stated = [each for each in _effects(decision) if isinstance(each, MayEffect) and each.verb == "refer"]
    return " / ".join(_unique(each.to or each.document for each in stated))


def _says(verb: str) -> Callable[[Decision], bool]:
    return lambda decision: any(
        isinstance(each, MayEffect) and each.verb == verb for each in _effects(decision, certain=True)
    )


def _acts(decision: Decision) -> dict[str, list[object]]:
    """Who does each act, as in a rule; of an act that names its receiver, the receiver."""
    receivers = {act.id for act in decision.provenance.rulebook.models.vocabulary.acts.values() if act.receiver}
    found: dict[str, list[object]] = {}
    for effect in _effects(decision):
        if isinstance(effect, ActEffect):
            who = effect.to if effect.act in receivers or effect.by is None else effect.by.plain()
            if who not in found.setdefault(effect.act, []):
                found[effect.act].append(who)
    return found


def _open(decision: Decision) -> list[str]:
    return _unique(answer.slot for answer in decision.slots if _is_open(answer))


def _is_open(answer: SlotAnswer) -> bool:
    return answer.status == "open"


def _conventions(decision: Decision) -> list[str]:
    """Those of the readings; a caution's own convention belongs to the caution."""
    return _unique(each.convention for each in decision.readings if each.convention)


_EXPECTATIONS: Mapping[str, _Expectation] = {
    "outcome": _Expectation("word", lambda decision: decision.outcome),
    "approve": _Expectation("who", lambda decision: list(decision.approvers)),
    "acts": _Expectation("acts", _acts),
    "refer": _Expectation("word", _referred),
    "permit": _Expectation("flag", _says("permit")),
    "prohibit": _Expectation("flag", _says("prohibit")),
    "steps": _Expectation("set", _held_up),
    "done": _Expectation("set", _steps("done")),
    "papers": _Expectation("set", _beforehand),
    "missing": _Expectation("set", _missing),
    "too_early": _Expectation("set", _steps("too_early")),
    "too_late": _Expectation("set", _steps("too_late")),
    "own_act": _Expectation("set", _steps("own_act")),
    "wrong_person": _Expectation("set", _steps("wrong_person")),
    "unclear": _Expectation("set", _steps("unclear")),
    "follow_up": _Expectation("set", _follow_up),
    "advice": _Expectation("ids", lambda decision: [each.rule for each in decision.verdict.advice]),
    "decided_by": _Expectation("set", lambda decision: list(decision.decided_by)),
    "readings": _Expectation("set", lambda decision: _unique(each.number for each in decision.readings if each.number)),
    "conventions": _Expectation("set", _conventions),
    "cautions": _Expectation("ids", lambda decision: [each.of for each in decision.cautions]),
    "needs": _Expectation("set", lambda decision: list(decision.needs)),
    "next": _Expectation("word", lambda decision: decision.next),
    "unset": _Expectation("ids", lambda decision: list(decision.verdict.unset)),
    "replaced": _Expectation("ids", lambda decision: _unique(each.base for each in decision.replaced)),
    "open": _Expectation("flag", lambda decision: bool(decision.verdict.open_points)),
    "open_slots": _Expectation("set", _open),
    "payable": _Expectation("payable", figures.payable),
    "limits": _Expectation("limits", figures.limits),
    "deadlines": _Expectation("deadlines", figures.deadlines),
    "outputs": _Expectation("outputs", figures.outputs),
    "choices": _Expectation("set", figures.choices),
    "assign": _Expectation("acts", organising.functions),
    "establish": _Expectation("bodies", organising.bodies),
}

NOT_IN_FORCE = "not_in_force"
EXPECT_KEYS: tuple[str, ...] = (*_EXPECTATIONS, NOT_IN_FORCE)


def compare(case: str, instrument: str, expect: Node, decision: Decision | None) -> list[Diagnostic]:
    """One finding for each key that differs, at the key's place; unknown keys and wrong shapes too.

    Args:
        case: the case's name, shown in findings.
        instrument: whose rules may be named without the instrument.
        expect: what the case expects.
        decision: the decision, or nothing where the request was refused; then only the keys themselves are checked.
    """
    faults: list[Diagnostic] = []
    if not isinstance(expect.value, dict):
        wrong_kind(expect, "expect", "mapping", faults)
        return faults
    for key in expect.value:
        if key == NOT_IN_FORCE:
            faults.extend(_aside(case, instrument, expect, decision))
        else:
            faults.extend(_compared(case, instrument, expect, key, EXPECT_KEYS, decision))
    return faults


def _compared(
    case: str, instrument: str, expect: Node, key: str, known: tuple[str, ...], decision: Decision | None
) -> list[Diagnostic]:
    assert isinstance(expect.value, dict)
    faults: list[Diagnostic] = []
    each = _EXPECTATIONS.get(key)
    if each is None:
        faults.append(
            Diagnostic("PE803", expect.key_place(key), {"key": key}, ", ".join(known), near_match(key, known))
        )
    elif decision is not None and _well_formed(key, each.kind, expect.value[key], faults):
        faults.extend(_differences(case, instrument, key, expect, each.kind, each.found(decision)))
    return faults


def _aside(case: str, instrument: str, expect: Node, decision: Decision | None) -> Iterator[Diagnostic]:
    """What rules that are not in force are expected to say, by the same keys, or ``none``.

    A case that says nothing of them asserts nothing of them: they change no answer.
    """
    assert isinstance(expect.value, dict)
    node, place = expect.value[NOT_IN_FORCE], expect.key_place(NOT_IN_FORCE)
    found = None if decision is None else decision.not_in_force
    if isinstance(node.value, dict):
        if not node.value:
            yield Diagnostic("PE802", place, {"case": f"{case} / {NOT_IN_FORCE}"})
        elif decision is not None and found is None:
            words = {"case": case, "key": NOT_IN_FORCE, "wanted": shown(node.plain()), "found": figures.NONE}
            yield Diagnostic("PE801", place, words)
        for key in node.value:
            inside = f"{case} / {NOT_IN_FORCE}"
            yield from _compared(inside, instrument, node, key, tuple(_EXPECTATIONS), found)
    elif node.value != figures.NONE:
        faults: list[Diagnostic] = []
        wrong_kind(node, f"expect.{NOT_IN_FORCE}", "mapping", faults)
        yield from faults
    elif found is not None:
        words = {"case": case, "key": NOT_IN_FORCE, "wanted": figures.NONE, "found": found.outcome}
        yield Diagnostic("PE801", place, words)


_NEEDED: Mapping[str, str] = {
    "word": "text",
    "flag": "truth",
    "acts": "mapping",
    "limits": "mapping",
    "deadlines": "mapping",
    "outputs": "mapping",
}
_LINES: Mapping[str, tuple[str, ...]] = {"limits": ("bound", "over", "status"), "deadlines": ("date", "status")}


def _well_formed(key: str, kind: Kind, wanted: Node, faults: list[Diagnostic]) -> bool:
    if kind == "payable":
        return figures.well_formed_payable(wanted, faults)
    if kind == "bodies":
        return organising.well_formed_bodies(wanted, faults)
    needed = _NEEDED.get(kind, "")
    if needed and wanted.kind != needed:
        wrong_kind(wanted, f"expect.{key}", needed, faults)
        return False
    if kind in ("set", "ids") and wanted.kind == "mapping":
        wrong_kind(wanted, f"expect.{key}", "list", faults)
        return False
    if kind in _LINES:
        return figures.well_formed_lines(key, wanted, _LINES[kind], faults)
    return True


def _differences(case: str, instrument: str, key: str, expect: Node, kind: Kind, found: Any) -> Iterator[Diagnostic]:
    assert isinstance(expect.value, dict)
    node = expect.value[key]
    wanted = node.plain()
    if kind == "acts":
        assert isinstance(node.value, dict)
        for act, who in wanted.items():
            have = found.get(act, [])
            if _answers(who) != _answers(have):
                words = {"case": case, "key": f"{key}.{act}", "wanted": shown(who), "found": shown(_single(have))}
                yield Diagnostic("PE801", node.key_place(act), words)
        return
    if kind in _LINES or kind in ("outputs", "bodies"):
        if kind == "outputs":
            differences = figures.output_differences(node, found, _same)
        elif kind == "bodies":
            differences = organising.body_differences(node, found, _same, _same_who)
        else:
            differences = figures.line_differences(key, node, found, _same)
        for each in differences:
            words = {"case": case, "key": each.key, "wanted": shown(each.wanted), "found": shown(each.found)}
            yield Diagnostic("PE801", each.place, words)
        return
    if kind == "ids":
        found = [name.removeprefix(f"{instrument}/") for name in found]
        wanted = [str(name).removeprefix(f"{instrument}/") for name in _listed(wanted)]
    if kind == "who":
        same, found = _answers(wanted) == _answers(found), _single(found)
    elif kind in ("set", "ids", "payable"):
        same, found = _same(wanted, found), _single(found) if kind == "payable" else found
    else:
        same = wanted == found
    if not same:
        outcomes = get_args(Outcome)
        near = near_match(str(wanted), outcomes) if key == "outcome" and wanted not in outcomes else ""
        words = {"case": case, "key": key, "wanted": shown(wanted), "found": shown(found)}
        yield Diagnostic("PE801", expect.key_place(key), words, near=near)


# --- comparing --------------------------------------------------------------------------------------------------------


def _unique(items: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(items))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _single(found: list[Any]) -> Any:
    return found[0] if len(found) == 1 else found


def _same(wanted: Any, found: Any) -> bool:
    """Whether values are equal as sets; numbers exactly, however they are written."""
    return _members(_listed(wanted)) == _members(_listed(found))


def _members(items: Iterable[Any]) -> frozenset[Hashable]:
    return frozenset(_canonical(item) for item in items)


def _answers(value: Any) -> frozenset[Hashable]:
    """An actor as in a rule, or several: a list means all of them, whether one rule names them or several do."""
    if isinstance(value, list):
        return frozenset(answer for item in value for answer in _answers(item))
    if isinstance(value, dict) and set(value) == {"all_of"}:
        return _answers(value["all_of"])
    return frozenset([_canonical(value)])


def _same_who(wanted: Any, found: Any) -> bool:
    return _answers(wanted) == _answers(found)


def _canonical(value: Any) -> Hashable:
    """A value that is equal where its meaning is: only ``in_turn`` keeps its order."""
    if isinstance(value, dict):
        return frozenset(
            (key, tuple(map(_canonical, _listed(item))) if key == "in_turn" else _members(_listed(item)))
            for key, item in value.items()
        )
    if isinstance(value, list):
        return _members(value)
    return shown(value)
