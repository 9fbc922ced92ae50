"""The cases in which simpler methods go wrong, one by one; each also shows the simpler method going wrong."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from policy_engine import AbsenceRequest, Decision, Given, GivenAct, Rulebook
from policy_engine.axes import Axis
from policy_engine.compiled.scan import scan
from policy_engine.conditions.tree import Every, Some
from policy_engine.conditions.tree import Test as Single
from policy_engine.diagrams.build import Builder, axis_order
from policy_engine.diagrams.manager import Manager, TooComplexError
from policy_engine.diagrams.packs import PACK_BUDGET, build_packs, walk
from policy_engine.errors import RulebookError
from tests.build import shipped

from .questions import FREE, LOOSE, Description
from .rulebooks import LOW, by_hand, compiled

DAY = "2025-06-30"


def book_of(rules: Mapping[str, Any], description: Description = FREE, **more: Any) -> Rulebook:
    return Rulebook(compiled(by_hand(rules, **more), description))


def slot(decision: Decision, name: str) -> Any:
    return next(answer for answer in decision.slots if answer.slot == name)


def by(answer: Any) -> set[Any]:
    return {each.effect.by.plain() for each in answer.stated}


# --- three-valued logic ---------------------------------------------------------------------------------------


def test_p_or_not_p_is_settled_without_knowing_p() -> None:
    """Whether urgent or not, the head approves. Rule by rule in three-valued logic, nothing is certain."""
    book = book_of(
        {
            "urgent": {"when": {"urgent": True}, "then": {"approve": "head"}},
            "not-urgent": {"when": {"urgent": False}, "then": {"approve": "head"}},
        }
    )
    request = FREE.model(asked=DAY)
    decision = book.decide(request, LOW)
    approve = slot(decision, "approve")
    assert approve.status == "settled"
    assert by(approve) == {"head"}
    assert decision.outcome == "needs_steps"
    assert decision.needs == ()
    assert not any(each.certain for each in decision.model().citations), "each rule is one alternative of two"

    topic = book.compiled.books[LOW, "trial"]
    naive = scan(topic.epochs[0], topic.axes.codes(request), book.compiled.models.vocabulary)
    assert [found.holds for found in naive] == [None, None]


def test_one_rule_that_holds_either_way_is_settled_too() -> None:
    book = book_of(
        {"either": {"when": {"any": [{"days": {"at_most": 1}}, {"days": {"more_than": 1}}]}, "then": {"permit": True}}}
    )
    assert book.decide(FREE.model(asked=DAY), LOW).outcome == "permitted"


# --- facts needed jointly -------------------------------------------------------------------------------------


def test_facts_needed_together_are_both_named() -> None:
    """y xor z: as long as one is unknown, knowing the other changes nothing. Asking "whose answer alone would change
    the outcome?" finds neither."""
    exactly_one = {"any": [{"urgent": True, "fit": False}, {"urgent": False, "fit": True}]}
    book = book_of(
        {
            "one": {"when": exactly_one, "then": {"approve": "head"}},
            "both-or-none": {"when": {"not": exactly_one}, "then": {"approve": "boss"}},
        }
    )
    decision = book.decide(FREE.model(asked=DAY), LOW)
    assert decision.outcome == "undetermined"
    assert set(decision.needs) == {"urgent", "fit"}
    for alone in ({"urgent": True}, {"urgent": False}, {"fit": True}, {"fit": False}):
        open_still = book.decide(FREE.model(asked=DAY, **alone), LOW)
        assert by(slot(open_still, "approve")) == by(slot(decision, "approve"))
        assert set(open_still.needs) == {"urgent", "fit"} - set(alone)


# --- exceptions whose facts are unknown -----------------------------------------------------------------------

HEAD_APPROVED = Given(
    applicant_person="p-1", acts=(GivenAct(act="approve", by="head", person="p-2", date="2025-06-01"),)
)


def test_an_exception_is_not_skipped_because_its_facts_are_unknown() -> None:
    """The head approved; but urgent matters are prohibited, and whether this is one nobody has said."""
    book = book_of(
        {
            "base": {"when": {"kind": "alpha"}, "then": {"approve": "head"}},
            "never-urgent": {"exception_to": "base", "when": {"urgent": True}, "then": {"prohibit": True}},
        }
    )
    known = {"kind": "alpha", "asked": DAY, "given": HEAD_APPROVED}
    assert book.decide(FREE.model(**known, urgent=False), LOW).outcome == "permitted"
    assert book.decide(FREE.model(**known, urgent=True), LOW).outcome == "prohibited"
    unknown = book.decide(FREE.model(**known), LOW)
    assert unknown.outcome == "undetermined"
    assert unknown.needs == ("urgent",)
    assert unknown.steps == ()


def test_an_exception_to_an_exception_with_unknown_facts_keeps_the_base_away() -> None:
    """The exception certainly bites; only whether it is itself replaced is open. The base does not come back."""
    book = book_of(
        {
            "base": {"then": {"approve": "head"}},
            "chief": {"exception_to": "base", "when": {"kind": "alpha"}, "then": {"approve": "chief"}},
            "boss": {"exception_to": "chief", "when": {"urgent": True}, "then": {"approve": "boss"}},
        }
    )
    decision = book.decide(FREE.model(kind="alpha", asked=DAY), LOW)
    assert slot(decision, "approve").status == "open"
    assert by(slot(decision, "approve")) == {"chief", "boss"}
    assert decision.needs == ("urgent",)


# --- derived facts --------------------------------------------------------------------------------------------


def test_bounds_of_a_sum_settle_what_its_unknown_part_cannot_change() -> None:
    """Three days and an unknown number adjoining are three days and more. Taken as a fact of its own, the sum could
    still be anything."""
    book = book_of(
        {
            "many": {"when": {"total": {"at_least": 3}}, "then": {"approve": "boss"}},
            "few": {"when": {"total": {"less_than": 3}}, "then": {"approve": "head"}},
        },
        LOOSE,
    )
    decision = book.decide(LOOSE.model(days=3, asked=DAY), LOW)
    assert by(slot(decision, "approve")) == {"boss"}
    assert slot(decision, "approve").status == "settled"
    assert by(slot(book.decide(LOOSE.model(days="1.5", asked=DAY), LOW), "approve")) == {"head"}
    between = book.decide(LOOSE.model(days="2.5", asked=DAY), LOW)
    assert between.needs == ("extra",)
    assert book.decide(LOOSE.model(asked=DAY), LOW).needs == ("days", "extra")


def test_the_shipped_rules_do_not_ask_what_adjoins_three_days() -> None:
    request = AbsenceRequest(
        kind="sick", post="section_head", days=Decimal(3), away=[], first_day="2026-03-02", given=Given()
    )
    decision = shipped().decide(request, "town-a")
    assert slot(decision, "approve").status == "settled"
    assert by(slot(decision, "approve")) == {"party_secretary"}
    assert "adjoining_days" not in decision.needs


# --- size -----------------------------------------------------------------------------------------------------


def flags(count: int) -> list[Axis]:
    return [Axis(at, f"f{at}", f"f{at}", "flag", 0, 1) for at in range(count)]


def holds_at(at: int) -> Single:
    return Single(at, ((1, 1),), f"f{at}", "is", "true")


def test_all_of_ten_choices_of_three_stay_small() -> None:
    """Written out as alternatives these are 3 ** 10 = 59,049 boxes."""
    axes = flags(30)
    condition = Every(tuple(Some(tuple(holds_at(3 * group + at) for at in range(3))) for group in range(10)))
    manager = Manager(axis_order([condition], axes))
    diagram = Builder(manager, axes).diagram(condition)
    assert manager.size(diagram) == 30
    assert len(list(itertools.islice(manager.paths(diagram, [(0, 1)] * 30), 60_000))) == 59_049


def test_twelve_pairs_in_an_any_stay_small_in_the_order_of_axes_chosen() -> None:
    axes = flags(24)
    condition = Some(tuple(Every((holds_at(at), holds_at(at + 12))) for at in range(12)))
    manager = Manager(axis_order([condition], axes))
    assert manager.size(Builder(manager, axes).diagram(condition)) <= 26
    torn = Manager(range(24), budget=4_000)
    with pytest.raises(TooComplexError):
        Builder(torn, axes).diagram(condition)


ITEMS = 15


def nodes(pack: Any) -> int:
    """The different nodes of a pack, leaves included."""
    seen: dict[int, Any] = {}
    stack = [pack]
    while stack:
        at = stack.pop()
        if id(at) not in seen:
            seen[id(at)] = at
            stack.extend(at[2] if isinstance(at, tuple) else ())
    return len(seen)


def test_a_checklist_is_not_one_joint_diagram() -> None:
    """Fifteen papers, each for a reason of its own: together 2 ** 15 answers, apart fifteen small diagrams."""
    axes = flags(ITEMS)
    manager = Manager(range(ITEMS))
    builder = Builder(manager, axes)
    diagrams = [builder.diagram(holds_at(at)) for at in range(ITEMS)]
    packs = build_packs(manager, diagrams, axes)
    assert len(packs) > 1
    assert sum(nodes(pack) for pack in packs) <= PACK_BUDGET
    for chosen in (0, 1, 0b101010101010101, 2**ITEMS - 1):
        codes = [chosen >> at & 1 for at in range(ITEMS)]
        assert sum(walk(pack, codes) for pack in packs) == chosen


def test_a_checklist_of_fifteen_items_is_decided_item_by_item() -> None:
    items = [f"item_{at}" for at in range(ITEMS)]
    files = by_hand(
        {
            "leave": {"then": {"permit": True}},
            **{
                f"item-{at}": {"when": {"tools": {"includes": item}}, "then": {"require": [f"paper_{at}"]}}
                for at, item in enumerate(items)
            },
        }
    )
    files["vocabulary.yaml"]["lists"]["tools"] = {item: {"zh": item} for item in items}
    files["vocabulary.yaml"]["papers"] = {f"paper_{at}": {"zh": "凭"} for at in range(ITEMS)}
    book = Rulebook(compiled(files, FREE))
    some = book.decide(FREE.model(asked=DAY, tools=["item_3", "item_14"]), LOW)
    assert {paper.rule.papers for paper in some.missing_papers} == {("paper_3",), ("paper_14",)}
    assert book.decide(FREE.model(asked=DAY, tools=[]), LOW).outcome == "permitted"
    assert book.decide(FREE.model(asked=DAY), LOW).needs == ("tools",)
    assert len(book.compiled.books[LOW, "trial"].epochs[0].manager) <= 2 + 2 * ITEMS


# --- branches that do not matter ------------------------------------------------------------------------------


def test_the_length_of_a_mayors_leave_is_not_asked() -> None:
    """Town A: leaders go to the party secretary however long; only staff and section heads are asked how many days."""
    book = shipped()
    mayor = book.decide(AbsenceRequest(kind="sick", post="mayor", first_day="2026-03-02"), "town-a")
    assert mayor.needs == ("away",)
    at_home = book.decide(AbsenceRequest(kind="sick", post="mayor", first_day="2026-03-02", away=[]), "town-a")
    assert by(slot(at_home, "approve")) == {"party_secretary"}
    assert at_home.outcome == "needs_steps"
    staff = book.decide(AbsenceRequest(kind="sick", post="staff", first_day="2026-03-02"), "town-a")
    assert {"days", "adjoining_days", "line"} <= set(staff.needs)


def test_a_fact_is_asked_again_where_it_does_matter() -> None:
    book = book_of(
        {
            "head": {"when": {"kind": "alpha"}, "then": {"approve": "head"}},
            "by-days": {"when": {"kind": "beta", "days": {"at_least": 2}}, "then": {"approve": "boss"}},
            "few-days": {"when": {"kind": "beta", "days": {"less_than": 2}}, "then": {"approve": "head"}},
        }
    )
    assert book.decide(FREE.model(asked=DAY, kind="alpha"), LOW).needs == ()
    assert book.decide(FREE.model(asked=DAY, kind="beta"), LOW).needs == ("days",)
    assert set(book.decide(FREE.model(asked=DAY), LOW).needs) == {"kind", "days"}
    assert book.decide(FREE.model(asked=DAY, days=1), LOW).needs == ("kind",)


# --- actors chosen by a field ---------------------------------------------------------------------------------


def test_an_actor_chosen_by_a_field_has_to_be_chosen_for_every_value() -> None:
    """Otherwise a review asked of nobody would silently not be asked: a wrong yes."""
    files = by_hand({"reviewed": {"then": {"permit": True, "review": "next_above"}}})
    assert compiled(files, FREE).books
    del files["vocabulary.yaml"]["actors"]["own_leader"]["choose"]["beta"]  # reached through next_above
    with pytest.raises(RulebookError) as refused:
        compiled(files, FREE)
    assert {fault.code for fault in refused.value.diagnostics} == {"PE202"}
