"""What the measure of cases promises: what it counts as shown really was, and a figure that it counts as tested cannot
be moved by a step without a case noticing."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.axes import Cells, contains, union
from policy_engine.compiled.scan import scan
from policy_engine.conditions import tree
from policy_engine.conditions.tree import Condition, Every, Named, Negation, Some, holds
from policy_engine.engine.book import Rulebook, load
from policy_engine.errors import RulebookError
from policy_engine.loading.folder import compile_folder
from policy_engine.tools.cases import run_cases
from policy_engine.tools.cases.measure.deciding import deciding
from policy_engine.tools.cases.measure.demands import Demands, NumberDemand
from policy_engine.tools.cases.measure.measure import Measure
from tests.build import adopted_by, shipped, small_rulebook

from .rulebooks import Asked, World, requests, worlds
from .test_oracle import possible

SHIPPED = Path(__file__).parents[2] / "rulebook"


@given(worlds(works=False), requests())
@settings(max_examples=150)
def test_a_rule_that_decides_applies(world: World, asked: Asked) -> None:
    if not possible(world, asked):
        return
    decision = world.decide(asked.told(), asked)
    epoch = world.book.compiled.books[asked.jurisdiction, decision.topic].at(decision.day)
    codes = epoch.axes.codes(decision.request)
    found = scan(epoch, codes, world.book.compiled.models.vocabulary)
    holding = {each.active.rule.id for each in found if each.holds is not False}
    replaced = {each.active.rule.id for each in found} - {
        each.active.rule.id for each in found if not each.replaced_by and not each.gives_way_to
    }
    decided = deciding(decision)
    assert decided <= holding
    assert not decided & replaced
    if not asked.hidden and decision.verdict.outcome != "prohibited":
        binding = {each.active.rule.id for each in found if each.applies and each.active.rule.strength == "should"}
        assert binding <= decided, "advice that applies always shows"


def with_cells(condition: Condition, test: tree.Test, cells: Cells) -> Condition:
    match condition:
        case tree.Test():
            return tree.Test(test.axis, cells, "", "", "") if condition is test else condition
        case Named(term=term, wanted=wanted, inner=inner):
            return Named(term, wanted, with_cells(inner, test, cells))
        case Negation(part=part):
            return Negation(with_cells(part, test, cells))
        case Every(parts=parts):
            return Every(tuple(with_cells(part, test, cells) for part in parts))
        case Some(parts=parts):
            return Some(tuple(with_cells(part, test, cells) for part in parts))


def toggled(cells: Cells, code: int) -> Cells:
    """The cells with one code in them that was outside, or outside that was in."""
    if not contains(cells, code):
        return union([*cells, (code, code)])
    parts = [part for low, high in cells for part in ((low, min(high, code - 1)), (max(low, code + 1), high))]
    return union((low, high) for low, high in parts if low <= high)


@given(worlds(works=False), st.lists(requests(), min_size=1, max_size=12))
@settings(max_examples=120)
def test_a_number_that_is_tested_makes_a_difference_where_it_is(world: World, every: list[Asked]) -> None:
    measure, points = Measure(world.book.compiled), 0
    codes: dict[int, list[Any]] = {}
    for asked in every:
        if not possible(world, asked):
            continue
        decision = world.decide(asked.told(), asked)
        measure.see("case", decision)
        epoch = world.book.compiled.books[asked.jurisdiction, decision.topic].at(decision.day)
        codes.setdefault(id(epoch), []).append(epoch.axes.codes(decision.request))
    for point, demand in measure.demands.points.items():
        if isinstance(demand, NumberDemand):
            differs = any(
                each[edge.test.axis] == demand.code and differ(standing.condition, edge.test, demand.code, each)
                for epoch_id, uses in demand.uses.items()
                for standing, edge in uses
                for each in codes.get(epoch_id, ())
            )
            assert differs == (point in measure.shown)
            points += 1
    misses, tallies = measure.result()
    assert all(0 <= hit <= total for kinds in tallies.values() for hit, total in kinds.values())
    assert len([each for each in misses if each.code == "PE807"]) <= points


def differ(condition: Condition, test: tree.Test, code: int, codes: Any) -> bool:
    """Whether it makes a difference to a rule on which side of a test one code lies."""
    answers = holds(condition, codes), holds(with_cells(condition, test, toggled(test.cells, code)), codes)
    return None not in answers and answers[0] is not answers[1]


def numbers() -> list[Any]:
    """Every whole or decimal number written in a condition of the shipped rulebook, moved a step down and a step up."""
    demands = Demands(shipped().compiled)
    found: dict[Any, tuple[str, Decimal]] = {}
    for demand in demands.points.values():
        if isinstance(demand, NumberDemand):
            standing, edge = next(iter(demand.uses.values()))[0]
            line = (SHIPPED / edge.place.file).read_text("utf-8").splitlines()[edge.place.line - 1]
            written = re.match(r"[0-9.]+", line[edge.place.column - 1 :])
            terms = demands.models.instruments[standing.active.rule.instrument].terms
            term = terms.get(edge.words.split()[0])
            if written:
                step = term.to if term is not None and term.field else standing.epoch.axes.axes[edge.test.axis].step
                found[edge.place] = (written.group(), step)
    return [
        pytest.param(place, text, Decimal(text) + step, id=f"{place} to {Decimal(text) + step}")
        for place, (text, size) in found.items()
        for step in (-size, size)
    ]


@pytest.mark.parametrize(("place", "text", "moved"), numbers())
def test_the_shipped_cases_notice_a_number_moved_by_a_step(
    place: Any, text: str, moved: Decimal, tmp_path: Path
) -> None:
    part = small_rulebook(*adopted_by(place.file.split("/")[0]))
    assert not failures(part), "what differs afterwards differs because of the number"
    shutil.copytree(part, tmp_path, dirs_exist_ok=True)
    path = tmp_path / place.file
    lines = path.read_text("utf-8").split("\n")
    line, at = lines[place.line - 1], place.column - 1
    assert line[at:].startswith(text)
    lines[place.line - 1] = f"{line[:at]}{moved}{line[at + len(text) :]}"
    path.write_text("\n".join(lines), "utf-8")
    try:
        book = Rulebook(compile_folder(tmp_path, prove=False))
    except RulebookError as refused:  # out of the bounds of the field: noticed before any case
        assert {each.code for each in refused.diagnostics} == {"PE402"}
        return
    assert run_cases(book, tmp_path, coverage=False).failures


@cache
def failures(folder: Path) -> int:
    return run_cases(load(folder), folder, coverage=False).failures
