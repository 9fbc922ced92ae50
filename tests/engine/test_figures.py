"""Limits, amounts, deadlines, outputs, choices and ``otherwise``: how they decide, and what they wait for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policy_engine.decisions.decision import Decision
from policy_engine.decisions.figures import DeadlineLine, LimitLine
from policy_engine.engine.book import Rulebook
from policy_engine.errors import RequestError, RulebookError
from policy_engine.tools.explain import explain
from tests.build import FACTS, claim, claims

PRICE = "parameters:\n  price: {zh: 单价, en: price, unit: yuan, value: unset, owner: finance_office}\n"
PAYS = "pays: {then: {payable: amount}}\n"


def limits(decision: Decision) -> list[tuple[str, Decimal | None, Decimal | None, str, bool]]:
    def row(line: LimitLine) -> tuple[str, Any, Decimal | None, str, bool]:
        return line.rule.effect.of, line.worked.value, line.over, line.status, line.governs  # type: ignore[union-attr]

    return [row(line) for line in decision.figures.limits]


def paid(decision: Decision) -> Decimal | None:
    (line,) = decision.figures.amounts
    return line.payable


def due(decision: Decision) -> dict[str, tuple[dt.date | None, str, bool]]:
    def row(line: DeadlineLine) -> tuple[dt.date | None, str, bool]:
        return line.day, line.status, line.governs

    return {line.rule.rules[0].rsplit("/", 1)[1]: row(line) for line in decision.figures.deadlines}


def act(name: str, by: str, date: str, person: str = "somebody", **more: str) -> dict[str, str]:
    return {"act": name, "by": by, "person": person, "date": date, **more}


def given(*acts: dict[str, str], papers: tuple[str, ...] = (), applicant: str = "claimant") -> dict[str, Any]:
    found: dict[str, Any] = {"acts": list(acts), "papers": list(papers)}
    return {**found, "applicant_person": applicant} if applicant else found


def refused(folder: Path, rules: str, **more: Any) -> list[str]:
    with pytest.raises(RulebookError) as found:
        claims(folder, rules, **more)
    return [each.code for each in found.value.diagnostics]


def settles(book: Rulebook, known: dict[str, Any], names: list[str], done: dict[str, Any] | None = None) -> None:
    """Whatever is settled while some facts are unknown is still so when they are known, and then nothing is open.

    Every decision on the way is also explained, which holds it against the plain evaluation.
    """
    full = claim(book, done, **known)
    for unknown in (names, *([name] for name in names)):
        less = claim(book, done, **{**known, **dict.fromkeys(unknown)})
        explain(book, less.request, "town", less.as_of)
        for answer in less.slots:
            if answer.status == "open":
                assert answer.needs
                continue
            (same,) = (each for each in full.slots if (each.slot, each.matter) == (answer.slot, answer.matter))
            assert {(each.effect, each.certain) for each in same.stated} == {
                (each.effect, each.certain) for each in answer.stated
            }
        assert less.outcome == "undetermined" or less.outcome == full.outcome
        assert (less.outcome != "undetermined") or less.needs
    assert full.outcome != "undetermined" and not full.figures.needs
    explain(book, full.request, "town", full.as_of)


# --- limits -----------------------------------------------------------------------------------------------------------

LIMIT = PAYS + "limit: {then: {limit: {of: amount, at_most: 40, per: [guests, meals]}}}\n"


@pytest.mark.parametrize(
    ("amount", "over", "status", "payable"),
    [
        ("0", "0", "within", "0"),
        ("239.99", "0", "within", "239.99"),
        ("240", "0", "within", "240"),
        ("240.01", "0.01", "over", "240"),
        ("300", "60", "over", "240"),
    ],
)
def test_a_limit_and_what_is_left_of_the_amount(
    tmp_path: Path, amount: str, over: str, status: str, payable: str
) -> None:
    decision = claim(claims(tmp_path, LIMIT), amount=amount)
    assert limits(decision) == [("amount", Decimal(240), Decimal(over), status, True)]
    assert paid(decision) == Decimal(payable)
    assert decision.outcome == "determined"
    (line,) = decision.figures.amounts
    assert (line.cut_to is not None) == (status == "over")


def test_of_several_limits_the_lowest_governs_and_cuts(tmp_path: Path) -> None:
    rules = (
        LIMIT
        + "whole: {then: {limit: {of: amount, at_most: 200}}}\nwide: {then: {limit: {of: amount, at_most: 1000}}}\n"
    )
    decision = claim(claims(tmp_path, rules))
    assert sorted(limits(decision), key=str) == [
        ("amount", Decimal(1000), Decimal(0), "within", False),
        ("amount", Decimal(200), Decimal(100), "over", True),
        ("amount", Decimal(240), Decimal(60), "over", False),
    ]
    assert paid(decision) == 200
    (line,) = decision.figures.amounts
    assert line.cut_to is not None and line.cut_to.rule.rules == ("example/whole",)


def test_limits_of_one_rule_stand_in_a_list_and_of_different_facts_apart(tmp_path: Path) -> None:
    rules = (
        PAYS
        + "some: {then: {limit: [{of: amount, at_most: 500}, {of: guests, at_most: 5}, {of: people, at_most: 10}]}}\n"
    )
    decision = claim(claims(tmp_path, rules))
    assert sorted(limits(decision), key=str) == [
        ("amount", Decimal(500), Decimal(0), "within", True),
        ("guests", Decimal(5), Decimal(1), "over", True),
        ("people", Decimal(10), Decimal(0), "within", True),
    ]
    assert paid(decision) == 300, "a limit of guests is no limit of money"


def test_limits_of_another_matter_do_not_cut_and_do_not_compete(tmp_path: Path) -> None:
    rules = LIMIT + "side: {for: duty_shift, then: {limit: {of: amount, at_most: 10}}}\n"
    decision = claim(claims(tmp_path, rules))
    assert [line[-1] for line in limits(decision)] == [True, True]
    assert paid(decision) == 240


def test_a_limit_nobody_has_set_cuts_nothing_and_is_said(tmp_path: Path) -> None:
    rules = PAYS + "limit: {then: {limit: {of: amount, at_most: price, excess: prohibited}}}\n"
    decision = claim(claims(tmp_path, rules, more=PRICE))
    assert limits(decision) == [("amount", None, None, "not_set", False)]
    assert (paid(decision), decision.outcome) == (Decimal(300), "determined")
    assert decision.verdict.unset == ("example/price",)
    explain(claims(tmp_path, rules, more=PRICE), decision.request, "town", decision.as_of)


@pytest.mark.parametrize(("amount", "outcome"), [("240", "determined"), ("240.01", "prohibited")])
def test_an_excess_that_is_prohibited(tmp_path: Path, amount: str, outcome: str) -> None:
    rules = PAYS + "limit: {then: {limit: {of: amount, at_most: 40, per: [guests, meals], excess: prohibited}}}\n"
    book = claims(tmp_path, rules)
    decision = claim(book, amount=amount)
    assert decision.outcome == outcome
    assert paid(decision) == Decimal(amount), "more is refused, not cut"
    assert [each.fallback for answer in decision.answers("may") for each in answer.stated] == (
        [True] if outcome == "prohibited" else []
    )
    settles(book, {"amount": amount}, ["amount", "guests", "meals"])


def test_an_excess_that_needs_a_further_act(tmp_path: Path) -> None:
    rules = (
        PAYS
        + "limit: {when: {post: staff}, then: {limit: {of: amount, at_most: 240, excess: {needs: {sign: mayor}}}}}\n"
    )
    book = claims(tmp_path, rules)
    assert claim(book, amount="240").steps == ()
    decision = claim(book, amount="240.01")
    assert decision.outcome == "needs_steps"
    assert [(step.rule.act, step.rule.by) for step in decision.steps] == [("sign", "mayor")]
    assert claim(book, given(act("sign", "mayor", "2025-03-11")), amount="240.01").outcome == "determined"
    settles(book, {"amount": "241"}, ["amount", "post"], given(act("sign", "mayor", "2025-03-11")))


def test_what_follows_a_limit_goes_with_the_limit_when_an_exception_replaces_it(tmp_path: Path) -> None:
    rules = PAYS + (
        "limit: {then: {limit: {of: amount, at_most: 240, excess: prohibited}}}\n"
        "more: {exception_to: limit, when: {kind: trip},"
        " then: {limit: {of: amount, at_most: 500, excess: prohibited}}}\n"
    )
    book = claims(tmp_path, rules)
    assert claim(book).outcome == "prohibited"
    decision = claim(book, kind="trip")
    assert (decision.outcome, limits(decision)) == (
        "determined",
        [("amount", Decimal(500), Decimal(0), "within", True)],
    )
    assert claim(book, kind="trip", amount="500.01").outcome == "prohibited"
    assert claim(book, kind=None).needs == ("kind",)
    settles(book, {"kind": "trip"}, ["kind", "amount"])


# --- payable ----------------------------------------------------------------------------------------------------------


def test_an_amount_worked_out_and_one_not_set(tmp_path: Path) -> None:
    decision = claim(claims(tmp_path, "pays: {then: {payable: {times: [{min: [guests, 4]}, 50.5]}}}\n"))
    assert paid(decision) == 202
    other = claim(claims(tmp_path / "other", "pays: {then: {payable: {times: [guests, price]}}}\n", more=PRICE))
    assert [(line.payable, line.status) for line in other.figures.amounts] == [(None, "not_set")]
    assert other.verdict.unset == ("example/price",)


def test_needs_that_only_arithmetic_reads(tmp_path: Path) -> None:
    book = claims(tmp_path, LIMIT)
    decision = claim(book, guests=None, meals=None)
    assert (decision.outcome, set(decision.needs)) == ("undetermined", {"guests", "meals"})
    assert decision.next in decision.needs
    by_slot = {answer.slot: (answer.status, set(answer.needs)) for answer in decision.slots}
    assert by_slot["payable"] == ("open", {"guests", "meals"}) == by_slot["limit"]
    assert paid(decision) is None
    settles(book, {}, ["guests", "meals", "amount"])


def test_a_derived_fact_is_asked_through_its_sources(tmp_path: Path) -> None:
    book = claims(tmp_path, "pays: {then: {payable: {times: [people, 10]}}}\n")
    assert claim(book, hosts=None).needs == ("hosts",)
    assert paid(claim(book)) == 80


def test_two_different_amounts_for_one_claim_are_refused_and_otherwise_a_conflict(tmp_path: Path) -> None:
    rules = "one: {when: {kind: meal}, then: {payable: amount}}\ntwo: {when: {post: staff}, then: {payable: 100}}\n"
    assert refused(tmp_path, rules) == ["PE507"]
    assert claim(claims(tmp_path, rules, prove=False)).outcome == "conflict"
    assert claim(claims(tmp_path, rules, prove=False), post="mayor").outcome == "determined"
    same = "one: {when: {kind: meal}, then: {payable: amount}}\ntwo: {when: {post: staff}, then: {payable: amount}}\n"
    (line,) = claim(claims(tmp_path, same)).figures.amounts
    assert line.rule.rules == ("example/one", "example/two")


def test_silence_about_what_is_payable_is_not_covered(tmp_path: Path) -> None:
    assert claim(claims(tmp_path, "pays: {when: {kind: trip}, then: {payable: amount}}\n")).outcome == "not_covered"


# --- otherwise --------------------------------------------------------------------------------------------------------


def fallbacks(decision: Decision) -> set[str]:
    return {type(each.effect).__name__ for answer in decision.slots for each in answer.stated if each.fallback}


def test_otherwise_an_act(tmp_path: Path) -> None:
    rules = "pays: {when: {post: staff}, then: {payable: amount, sign: mayor}, otherwise: {payable: 0}}\n"
    book = claims(tmp_path, rules)
    undone = claim(book)
    assert (paid(undone), fallbacks(undone), undone.outcome) == (0, {"PayableEffect"}, "needs_steps")
    done = claim(book, given(act("sign", "mayor", "2025-03-11")))
    assert (paid(done), fallbacks(done), done.outcome) == (300, set(), "determined")
    own = claim(book, given(act("sign", "mayor", "2025-03-11", person="claimant")))
    assert (paid(own), own.outcome) == (0, "needs_steps")
    wrong = claim(book, given(act("sign", "vice_mayor", "2025-03-11")))
    assert paid(wrong) == 0


def test_otherwise_with_recusal_unclear(tmp_path: Path) -> None:
    rules = "pays: {when: {post: staff}, then: {payable: amount, sign: mayor}, otherwise: {payable: 0}}\n"
    book = claims(tmp_path, rules)
    decision = claim(book, given(act("sign", "mayor", "2025-03-11"), applicant=""))
    assert (decision.outcome, decision.needs) == ("undetermined", ("applicant_person",))
    assert decision.figures.amounts == ()
    explain(book, decision.request, "town", decision.as_of)


def test_otherwise_a_paper(tmp_path: Path) -> None:
    papers = "require: [{one_of: [meeting_notice, trip_list]}]"
    rules = f"pays: {{then: {{payable: amount, {papers}}}, otherwise: {{prohibit: true}}}}\n"
    book = claims(tmp_path, rules)
    assert claim(book).outcome == "prohibited"
    assert claim(book, given(papers=("leave_slip",))).outcome == "prohibited"
    assert claim(book, given(papers=("trip_list",))).outcome == "determined"


def test_otherwise_a_limit(tmp_path: Path) -> None:
    rules = "pays: {then: {payable: amount, limit: {of: guests, at_most: 10}}, otherwise: {payable: 100}}\n"
    book = claims(tmp_path, rules)
    assert [paid(claim(book, guests=guests)) for guests in (10, 11)] == [300, 100]
    unknown = claim(book, guests=None)
    assert (unknown.outcome, unknown.needs) == ("undetermined", ("guests",))
    settles(book, {"guests": 11}, ["guests", "amount"])


def test_otherwise_a_deadline_of_a_fact(tmp_path: Path) -> None:
    rules = (
        "pays: {then: {payable: amount, deadline: {of: submitted, at: {end_of: month, of: spent_on}}},"
        " otherwise: {payable: 0}}\n"
    )
    book = claims(tmp_path, rules)
    assert [paid(claim(book, submitted=day)) for day in ("2025-03-31", "2025-04-01")] == [300, 0]
    unknown = claim(book, submitted=None)
    assert (unknown.outcome, unknown.needs) == ("undetermined", ("submitted",))
    settles(book, {"submitted": "2025-04-01"}, ["submitted", "amount"])


def test_otherwise_a_deadline_of_an_act(tmp_path: Path) -> None:
    deadline = "deadline: {of: report, at: {days_after: spent_on, number: 3}}"
    own = f"pays: {{then: {{payable: amount, report: own_section_head, {deadline}}}, otherwise: {{payable: 0}}}}\n"
    book = claims(tmp_path, own)
    days = {day: given(act("report", "staff", day, to="own_section_head")) for day in ("2025-03-06", "2025-03-07")}
    assert [paid(claim(book, done)) for done in days.values()] == [300, 0]
    assert paid(claim(book)) == 0
    elsewhere = (
        f"tells: {{then: {{report: own_section_head}}}}\n"
        f"pays: {{then: {{payable: amount, {deadline}}}, otherwise: {{payable: 0}}}}\n"
    )
    other = claims(tmp_path / "other", elsewhere)
    assert [paid(claim(other, done)) for done in days.values()] == [300, 0]
    assert paid(claim(other)) == 300, "that it is not done is told by the rule that asks for it"


def test_otherwise_a_chosen_approver_with_unknown_line(tmp_path: Path) -> None:
    rules = "pays: {when: {post: staff}, then: {payable: amount, sign: principal_on_line}, otherwise: {payable: 0}}\n"
    book = claims(tmp_path, rules)
    signed = given(act("sign", "mayor", "2025-03-11"))
    assert paid(claim(book, signed)) == 300
    assert paid(claim(book, signed, line="party")) == 0
    unknown = claim(book, signed, line=None)
    assert (unknown.outcome, unknown.needs) == ("undetermined", ("line",))
    nobody = claim(book, line=None)
    assert paid(nobody) == 0, "whoever it is, nobody has signed"
    settles(book, {}, ["line", "amount"], signed)
    settles(book, {"line": "party"}, ["line", "amount"], signed)


def test_an_open_exception_leaves_open_whether_the_rule_is_fulfilled(tmp_path: Path) -> None:
    rules = (
        "pays: {when: {post: staff}, then: {payable: amount, sign: mayor}, otherwise: {prohibit: true}}\n"
        "trips: {exception_to: pays, when: {kind: trip}, then: {sign: party_secretary}}\n"
    )
    book = claims(tmp_path, rules)
    assert claim(book).outcome == "prohibited"
    assert claim(book, kind="trip").outcome == "needs_steps", "the exception asks for another signature"
    unknown = claim(book, kind=None)
    assert (unknown.outcome, unknown.needs) == ("undetermined", ("kind",))
    for kind in ("trip", "meal"):
        settles(book, {"kind": kind}, ["kind", "post"])


def test_an_exception_may_replace_only_what_applies_otherwise(tmp_path: Path) -> None:
    rules = (
        "pays: {then: {payable: amount, require: [trip_list]}, otherwise: {prohibit: true}}\n"
        "trips: {exception_to: pays, when: {kind: trip}, then: {permit: true}}\n"
    )
    book = claims(tmp_path, rules)
    assert claim(book).outcome == "prohibited"
    assert claim(book, kind="trip").outcome == "needs_steps"


def test_actors_under_otherwise_and_needs_are_checked_against_the_topic(tmp_path: Path) -> None:
    words = {"otherwise": "{then: {payable: amount, require: [trip_list]}, otherwise: {review: line_leader}}"}
    words["needs"] = (
        "{then: {payable: amount, limit: {of: amount, at_most: 1, excess: {needs: {review: line_leader}}}}}"
    )
    for name, body in words.items():
        book = claims(tmp_path / name, f"pays: {{when: {{post: staff}}, {body[1:]}\n")
        assert claim(book).steps[0].rule.by == "mayor"


# --- deadlines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("submitted", "status"), [("2025-03-13", "met"), ("2025-03-14", "missed"), ("2025-03-01", "met"), (None, "pending")]
)
def test_a_deadline_is_met_on_its_day_and_missed_the_day_after(
    tmp_path: Path, submitted: str | None, status: str
) -> None:
    rules = PAYS + "soon: {then: {deadline: {of: submitted, at: {days_after: spent_on, number: 10}}}}\n"
    decision = claim(claims(tmp_path, rules), submitted=submitted)
    assert due(decision) == {"soon": (dt.date(2025, 3, 13), status, True)}
    assert decision.outcome == "determined", "a deadline alone changes no outcome"


@pytest.mark.parametrize(("submitted", "status"), [("2025-03-06", "met"), ("2025-03-05", "missed"), (None, "pending")])
def test_a_day_before_which_it_may_not_be_done(tmp_path: Path, submitted: str | None, status: str) -> None:
    rules = PAYS + "wait: {then: {deadline: {of: submitted, not_before: {days_after: spent_on, number: 3}}}}\n"
    decision = claim(claims(tmp_path, rules), submitted=submitted)
    assert due(decision) == {"wait": (dt.date(2025, 3, 6), status, True)}


def test_the_earliest_deadline_binds_and_the_latest_beginning(tmp_path: Path) -> None:
    rules = PAYS + (
        "late: {then: {deadline: {of: submitted, at: {end_of: month, of: spent_on}}}}\n"
        "soon: {then: {deadline: {of: submitted, at: {days_after: spent_on, number: 3}}}}\n"
        "from: {then: {deadline: {of: submitted, not_before: spent_on}}}\n"
        "later: {then: {deadline: {of: submitted, not_before: {days_after: spent_on, number: 1}}}}\n"
    )
    assert {name: row[-1] for name, row in due(claim(claims(tmp_path, rules))).items()} == {
        "late": False,
        "soon": True,
        "from": False,
        "later": True,
    }


def test_deadlines_of_two_matters_both_bind(tmp_path: Path) -> None:
    rules = PAYS + (
        "own: {then: {report: own_section_head, deadline: {of: report, at: spent_on}}}\n"
        "side: {for: duty_shift, then: {report: own_section_head, deadline: {of: report, at: submitted}}}\n"
    )
    done = given(act("report", "staff", "2025-03-04", to="own_section_head", matter="duty_shift"))
    assert due(claim(claims(tmp_path, rules), done)) == {
        "own": (dt.date(2025, 3, 3), "pending", True),
        "side": (dt.date(2025, 3, 10), "met", True),
    }


def test_an_open_deadline_says_what_it_waits_for(tmp_path: Path) -> None:
    rules = PAYS + "soon: {then: {report: own_section_head, deadline: {of: report, at: submitted}}}\n"
    decision = claim(claims(tmp_path, rules), submitted=None)
    assert due(decision) == {"soon": (None, "open", False)}
    assert decision.figures.needs == {("deadline", ""): ("submitted",)}
    assert decision.needs == () and decision.outcome == "needs_steps"


def test_working_days_without_a_calendar_are_refused_only_where_the_rule_applies(tmp_path: Path) -> None:
    rules = PAYS + (
        "soon: {when: {kind: trip}, then: {deadline: {of: submitted, at: {working_days_after: spent_on, number: 3}}},"
        " otherwise: {prohibit: true}}\n"
    )
    book = claims(tmp_path, rules)
    assert claim(book, spent_on="2101-01-03", submitted="2101-02-01").outcome == "determined"
    with pytest.raises(RequestError) as refusal:
        claim(book, kind="trip", spent_on="2101-01-03", submitted="2101-02-01")
    assert [(each.code, each.words["year"]) for each in refusal.value.diagnostics] == [("PE717", "2101")]


def test_a_date_beyond_the_calendar_is_refused(tmp_path: Path) -> None:
    rules = PAYS + "soon: {then: {deadline: {of: submitted, at: {months_after: spent_on, number: 1}}}}\n"
    with pytest.raises(RequestError) as refusal:
        claim(claims(tmp_path, rules), spent_on="9999-12-31", submitted=None)
    assert [each.code for each in refusal.value.diagnostics] == ["PE718"]


# --- outputs and choices ----------------------------------------------------------------------------------------------


def values(decision: Decision) -> dict[str, tuple[Any, ...]]:
    return {line.output: line.values for line in decision.figures.outputs}


def test_outputs_of_every_kind(tmp_path: Path) -> None:
    rules = PAYS + (
        "sets: {then: {set: {level: high, special: true, notes: slip, share: {floor_div: [amount, 7]},"
        " review_day: {months_after: spent_on, number: 1}}}}\n"
        "also: {then: {set: {special: true, notes: list}}}\n"
    )
    decision = claim(claims(tmp_path, rules))
    assert {name: frozenset(each) for name, each in values(decision).items()} == {
        "level": {"high"},
        "special": {True},
        "notes": {"slip", "list"},
        "share": {Decimal(42)},
        "review_day": {dt.date(2025, 4, 3)},
    }
    assert all(line.status == "settled" for line in decision.figures.outputs)
    open_one = claim(claims(tmp_path, rules), amount=None)
    (share,) = (line for line in open_one.figures.outputs if line.output == "share")
    assert (share.values, share.status) == ((None,), "open")
    assert open_one.figures.needs["share", ""] == ("amount",)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("level: high", "level: low", True),
        ("level: high", "level: high", True),  # unique: one rule at most
        ("special: true", "special: false", True),
        ("special: true", "special: true", False),
        ("reference: amount", "reference: 300", True),
        ("reference: 3", "reference: 3.0", False),
        ("notes: slip", "notes: list", False),
    ],
)
def test_outputs_in_conflict_at_load_and_at_run_time(tmp_path: Path, one: str, other: str, clash: bool) -> None:
    rules = PAYS + (
        f"one: {{when: {{kind: meal}}, then: {{set: {{{one}}}}}}}\n"
        f"other: {{when: {{post: staff}}, then: {{set: {{{other}}}}}}}\n"
    )
    if clash:
        assert refused(tmp_path, rules) == ["PE507"]
    else:
        claims(tmp_path, rules)
    book = claims(tmp_path, rules, prove=False)
    assert claim(book).outcome == ("conflict" if clash else "determined")
    assert claim(book, post="mayor").outcome == "determined"


def test_an_output_of_an_unset_parameter(tmp_path: Path) -> None:
    decision = claim(claims(tmp_path, PAYS + "sets: {then: {set: {share: price}}}\n", more=PRICE))
    assert [(line.values, line.status) for line in decision.figures.outputs] == [((None,), "not_set")]


def test_a_choice(tmp_path: Path) -> None:
    rules = PAYS + "who: {then: {choose: {one_of: [mayor, party_secretary], by: office_head, about: 金额大小}}}\n"
    decision = claim(claims(tmp_path, rules))
    (part,) = decision.model().choices
    assert (part.options, part.by, part.on) == (("mayor", "party_secretary"), "office_head", "金额大小")
    assert (part.clauses, part.rules) == (("example-01",), ("example/who",))


# --- the whole --------------------------------------------------------------------------------------------------------


def test_advice_and_the_digest(tmp_path: Path) -> None:
    advice = PAYS + "small: {strength: should, then: {limit: {of: amount, at_most: 10, excess: prohibited}}}\n"
    decision = claim(claims(tmp_path, advice))
    assert decision.outcome == "determined" and decision.figures.limits == ()
    assert {each.rule for each in decision.verdict.advice} == {"example/small"}
    body = "then: {{payable: amount, require: [trip_list]}}, otherwise: {{{}}}"
    one = claims(tmp_path / "one", f"pays: {{{body.format('payable: 0, prohibit: true')}}}\n")
    two = claims(tmp_path / "two", f"pays: {{{body.format('prohibit: true, payable: 0')}}}\n")
    other = claims(tmp_path / "other", f"pays: {{{body.format('prohibit: true, payable: 1')}}}\n")
    assert one.digest == two.digest != other.digest


def test_the_decision_as_json_is_the_same_for_the_same_request(tmp_path: Path) -> None:
    book = claims(tmp_path, LIMIT + "soon: {then: {deadline: {of: submitted, at: {end_of: quarter, of: spent_on}}}}\n")
    assert claim(book).json() == claim(book, **FACTS).json()
    model = claim(book).model()
    (limit,) = model.limits
    assert (limit.bound, limit.claimed, limit.over, limit.worked.value) == ("240", "300", "60", "240")
    (amount,) = model.amounts
    assert (amount.payable, amount.before_limits, amount.cut_by) == ("240", "300", ("example-01",))
    (deadline,) = model.deadlines
    assert (deadline.date, deadline.status, deadline.governs) == (dt.date(2025, 3, 31), "met", True)


def test_an_amount_is_open_while_a_limit_may_yet_cut_it(tmp_path: Path) -> None:
    rules = PAYS + "leaders: {when: {post: {less_than: mayor}}, then: {limit: {of: amount, at_most: 100}}}\n"
    book = claims(tmp_path, rules)
    decision = claim(book, post=None)
    assert [(line.payable, line.status) for line in decision.figures.amounts] == [(None, "open")]
    assert (decision.outcome, decision.needs) == ("undetermined", ("post",))
    assert [paid(claim(book, post=post)) for post in ("staff", "mayor")] == [100, 300]
    settles(book, {}, ["post", "amount"])
    prohibited = PAYS + "all: {when: {post: staff}, then: {limit: {of: amount, at_most: 100, excess: prohibited}}}\n"
    (line,) = claim(claims(tmp_path / "other", prohibited), post=None).figures.amounts
    assert (line.payable, line.status) == (300, "settled"), "such a limit refuses, it does not cut"
