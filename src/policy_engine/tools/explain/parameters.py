"""The parameters behind the rules that apply: their figures with date and clause, or who judged in their place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from policy_engine.arithmetic import parameters_read
from policy_engine.axes import FIRST_DAY
from policy_engine.compiled.epochs import Active, Epoch
from policy_engine.compiled.models import Models
from policy_engine.conditions.tree import tests
from policy_engine.decisions.decision import Decision
from policy_engine.effects import formulas
from policy_engine.rules import Instrument
from policy_engine.tools.explain.conditions import is_judged
from policy_engine.tools.explain.parts import ParameterLine

_WORDS = re.compile(r"[^\s,\[\]]+")


def parameter_lines(
    models: Models, epoch: Epoch, actives: Sequence[Active], decision: Decision
) -> Iterator[ParameterLine]:
    """The parameters that conditions and effects of the given rules name, in the order of instruments and names."""
    used: dict[tuple[str, str], dict[str, None]] = {}
    for active in actives:
        for carrier in _with_bases(active):
            instrument = models.instruments[carrier.rule.instrument]
            for name in _named(carrier, instrument, epoch):
                used.setdefault((instrument.id, name), {})[active.rule.id] = None
    for (owner, name), rules in sorted(used.items()):
        yield _line(models.instruments[owner], name, tuple(rules), decision)


def _with_bases(active: Active) -> Iterator[Active]:
    yield active
    for base in active.bases:
        yield from _with_bases(base)


def _named(active: Active, instrument: Instrument, epoch: Epoch) -> Iterator[str]:
    for test in tests(active.own):
        axis = epoch.axes.axes[test.axis]
        if is_judged(axis):
            yield axis.name.rsplit("/", 1)[1]
        elif axis.kind in ("quantity", "date"):
            yield from (word for word in _WORDS.findall(test.wanted) if word in instrument.parameters)
    for statement in active.statements:
        within = getattr(statement.effect, "within", "")
        if within:
            yield within
        for formula in formulas(statement.effect):
            yield from (name.split("/", 1)[1] for name in parameters_read(formula))


def _line(instrument: Instrument, name: str, rules: tuple[str, ...], decision: Decision) -> ParameterLine:
    parameter = instrument.parameters[name]
    value = parameter.on(decision.day)
    judgements = decision.request.given.judgements
    judged = None
    if value is None:
        judged = judgements.get(f"{instrument.id}/{name}") or judgements.get(name)
    since = None
    if value is not None and value.known and value.start != FIRST_DAY:
        since = dt.date.fromordinal(value.start)
    return ParameterLine(
        instrument.id,
        name,
        parameter.label,
        parameter.unit,
        None if value is None else value.value,
        since,
        "" if value is None else value.cite,
        "" if value is None else value.amended_by,
        parameter.owner,
        None if judged is None else judged.value,
        "" if judged is None else judged.by,
        None if judged is None else judged.date,
        (judged.note or "") if judged is not None else "",
        rules,
    )
