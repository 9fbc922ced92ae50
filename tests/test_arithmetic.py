"""The arithmetic of effects: every operation, exactly, and what it refuses."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.arithmetic import (
    PERIODS,
    Fact,
    Figure,
    Formula,
    Named,
    NoCalendarError,
    Number,
    Operate,
    Worked,
    facts_read,
    parameters_read,
    work_out,
)
from policy_engine.decisions.publish_figures import worked_part
from policy_engine.engine.working_days import is_working_day
from policy_engine.errors import Diagnostic
from policy_engine.loading.formulas import FormulaContext, read_formula
from policy_engine.nodes import read_bytes
from policy_engine.rules import Parameter
from tests.models import ClaimRequest

DAYS = st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31))
NUMBERS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)
ABOVE = st.decimals(Decimal("0.01"), 10**6, places=2, allow_nan=False)
FACTS: dict[str, Figure | None] = {
    "amount": Decimal("300.55"),
    "guests": Decimal(6),
    "meals": Decimal(1),
    "days": Decimal("2.5"),
    "spent_on": dt.date(2025, 1, 31),
    "submitted": dt.date(2025, 3, 10),
}


def weekday(day: dt.date) -> bool:
    return day.weekday() < 5


def context(**figures: str) -> FormulaContext:
    """What formulas of the topic of claims may read, with parameters as YAML values (``unset`` too)."""
    from policy_engine.loading.definitions import read_parameters
    from policy_engine.loading.form import Form

    rows = "".join(f"  {name}: {{zh: 数, en: figure, {body}}}\n" for name, body in figures.items())
    faults: list[Diagnostic] = []
    parameters: dict[str, Parameter] = {}
    if rows:
        node = read_bytes(f"parameters:\n{rows}".encode(), "p.yaml", faults)
        assert node is not None
        parameters = dict(read_parameters(Form(node, "instrument", faults, (), None), {}, faults))
    assert not faults
    return FormulaContext(ClaimRequest.layout, "rule-book", parameters)


def read(text: str, dated: bool = False, **figures: str) -> tuple[Formula | None, list[Diagnostic]]:
    faults: list[Diagnostic] = []
    node = read_bytes(f"it: {text}".encode(), "f.yaml", faults)
    assert node is not None and isinstance(node.value, dict)
    return read_formula(node.value["it"], context(**figures), dated, faults), faults


def worked(text: str, dated: bool = False, working_day: Any = weekday) -> Figure | None:
    formula, faults = read(text, dated)
    assert formula is not None, [fault.line() for fault in faults]
    return work_out(formula, FACTS, {}, working_day).value


# --- numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("0.1", "0.1"),
        ("amount", "300.55"),
        ("{add: [amount, 0.1, 0.2]}", "300.85"),
        ("{subtract: [amount, 300]}", "0.55"),
        ("{subtract: [0, 3]}", "-3"),
        ("{times: [40, guests, meals]}", "240"),
        ("{min: [amount, 240, 500]}", "240"),
        ("{max: [amount, 240, 500]}", "500"),
        ("{floor_div: [amount, 100]}", "3"),
        ("{floor_div: [300, 100]}", "3"),
        ("{floor_div: [{subtract: [0, 1]}, 2]}", "-1"),
        ("{round_up: amount, to: 1}", "301"),
        ("{round_up: amount, to: 0.5}", "301"),
        ("{round_up: days, to: 0.5}", "2.5"),
        ("{to: 1, round_up: days}", "3"),
        ("{round_down: amount, to: 0.1}", "300.5"),
        ("{round_down: amount, to: 100}", "300"),
        ("{times: [{min: [guests, 5]}, {round_up: days, to: 1}]}", "15"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert worked(text) == Decimal(value)


def test_nothing_is_rounded_however_long_the_figures() -> None:
    long = Decimal("1" * 31)
    product = work_out(Operate("times", (Number(long),) * 8), {}, {}, weekday).value
    assert product == int(long) ** 8
    almost = Operate("floor_div", (Number(Decimal(10**40 - 1)), Number(Decimal(10**40))))
    assert work_out(almost, {}, {}, weekday).value == 0


def test_every_intermediate_result_is_kept() -> None:
    formula, _ = read("{min: [{times: [40, guests]}, amount]}")
    assert formula is not None
    part = worked_part(work_out(formula, FACTS, {}, weekday))
    assert (part.value, [each.value for each in part.parts]) == ("240", ["240", "300.55"])
    assert [each.value for each in part.parts[0].parts] == ["40", "6"]
    assert part.formula == {"min": [{"times": ["40", "guests"]}, "amount"]}


def test_what_is_unknown_leaves_the_result_unknown_and_is_kept_apart() -> None:
    formula = Operate("add", (Fact("amount"), Named("rule-book/price"), Number(Decimal(1))))
    assert set(facts_read(formula)) == {"amount"}
    assert set(parameters_read(formula)) == {"rule-book/price"}
    found = work_out(formula, {"amount": None}, {"rule-book/price": Decimal(3)}, weekday)
    assert found == Worked(
        formula,
        None,
        (
            Worked(Fact("amount"), None),
            Worked(Named("rule-book/price"), Decimal(3)),
            Worked(Number(Decimal(1)), Decimal(1)),
        ),
    )
    assert work_out(formula, {"amount": Decimal(2)}, {"rule-book/price": None}, weekday).value is None
    assert work_out(formula, {"amount": Decimal(2)}, {"rule-book/price": Decimal(3)}, weekday).value == 6


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("spent_on", "2025-01-31"),
        ("{days_after: spent_on, number: 0}", "2025-01-31"),
        ("{days_after: spent_on, number: 30}", "2025-03-02"),
        ("{number: 30, days_after: spent_on}", "2025-03-02"),
        ("{days_after: spent_on, number: guests}", "2025-02-06"),
        ("{days_after: spent_on, number: {subtract: [0, guests]}}", "2025-01-25"),
        ("{days_after: spent_on, number: {round_up: days, to: 1}}", "2025-02-03"),
        ("{months_after: spent_on, number: 1}", "2025-02-28"),
        ("{months_after: spent_on, number: 13}", "2026-02-28"),
        ("{months_after: spent_on, number: 37}", "2028-02-29"),
        ("{months_after: spent_on, number: 3}", "2025-04-30"),
        ("{months_after: spent_on, number: 12}", "2026-01-31"),
        ("{end_of: month, of: spent_on}", "2025-01-31"),
        ("{end_of: quarter, of: spent_on}", "2025-03-31"),
        ("{of: spent_on, end_of: year}", "2025-12-31"),
        ("{day_of: month, of: spent_on, number: 20}", "2025-01-20"),
        ("{day_of: month, of: {days_after: spent_on, number: 1}, number: 31}", "2025-02-28"),
        ("{day_of: quarter, of: submitted, number: 91}", "2025-03-31"),
        ("{day_of: quarter, of: submitted, number: 60}", "2025-03-01"),
        ("{day_of: year, of: spent_on, number: 32}", "2025-02-01"),
        ("{day_of: year, of: spent_on, number: 1000000000000}", "2025-12-31"),
        ('{next_year: "03-31", of: spent_on}', "2026-03-31"),
        ('{next_year: "02-29", of: spent_on}', "2026-02-28"),
        ("{earliest: [submitted, spent_on]}", "2025-01-31"),
        ("{latest: [submitted, spent_on]}", "2025-03-10"),
        ("{then_next_working_day: submitted}", "2025-03-10"),
        ("{then_next_working_day: {days_after: submitted, number: 5}}", "2025-03-17"),
        ("{working_days_after: submitted, number: 0}", "2025-03-10"),
        ("{working_days_after: submitted, number: 5}", "2025-03-17"),
        ("{working_days_after: submitted, number: {subtract: [0, 1]}}", "2025-03-07"),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert worked(text, dated=True) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2025-03-31", "2025-03-31"),
        ("2025-04-01", "2025-06-30"),
        ("2024-02-29", "2024-03-31"),
        ("2025-11-11", "2025-12-31"),
    ],
)
def test_ends_of_quarters(day: str, end: str) -> None:
    formula = Operate("end_of", (Fact("spent_on"),), "quarter")
    assert work_out(formula, {"spent_on": dt.date.fromisoformat(day)}, {}, weekday).value == dt.date.fromisoformat(end)


def after(day: str, number: int) -> Figure | None:
    formula = Operate("working_days_after", (Fact("spent_on"), Number(Decimal(number))))
    return work_out(formula, {"spent_on": dt.date.fromisoformat(day)}, {}, is_working_day).value


@pytest.mark.parametrize(
    ("day", "number", "there"),
    [
        ("2025-01-24", 1, "2025-01-26"),  # a Sunday worked in place of the Spring Festival
        ("2025-01-26", 2, "2025-02-05"),  # 27th worked, then the festival until 4 February
        ("2025-04-30", 1, "2025-05-06"),
        ("2025-04-27", 1, "2025-04-28"),
        ("2025-09-30", 1, "2025-10-09"),
        ("2025-10-09", 2, "2025-10-11"),  # a Saturday that is worked
        ("2025-12-31", 1, "2026-01-04"),  # the Sunday worked for New Year 2026
    ],
)
def test_working_days_across_the_holidays_of_2025(day: str, number: int, there: str) -> None:
    assert after(day, number) == dt.date.fromisoformat(there)


@pytest.mark.parametrize(
    ("day", "there"), [("2025-10-01", "2025-10-09"), ("2025-09-28", "2025-09-28"), ("2025-05-03", "2025-05-06")]
)
def test_the_next_working_day(day: str, there: str) -> None:
    formula = Operate("then_next_working_day", (Fact("spent_on"),))
    found = work_out(formula, {"spent_on": dt.date.fromisoformat(day)}, {}, is_working_day).value
    assert found == dt.date.fromisoformat(there)


@pytest.mark.parametrize(("day", "year"), [("1999-01-01", 1999), ("2100-01-01", 2100)])
def test_working_days_of_years_without_a_calendar_are_refused(day: str, year: int) -> None:
    with pytest.raises(NoCalendarError) as refused:
        after(day, 1)
    assert refused.value.year == year


@pytest.mark.parametrize(
    "formula",
    [
        Operate("days_after", (Fact("spent_on"), Number(Decimal(1)))),
        Operate("days_after", (Fact("spent_on"), Number(Decimal(10**30)))),
        Operate("months_after", (Fact("spent_on"), Number(Decimal(1)))),
        Operate("next_year", (Fact("spent_on"), Number(Decimal(1)), Number(Decimal(1)))),
        Operate("working_days_after", (Fact("spent_on"), Number(Decimal(1)))),
    ],
)
def test_dates_beyond_the_year_9999_are_refused(formula: Formula) -> None:
    with pytest.raises(OverflowError):
        work_out(formula, {"spent_on": dt.date(9999, 12, 31)}, {}, weekday)


def test_a_day_of_the_last_year_is_not_beyond_it() -> None:
    formula = Operate("day_of", (Fact("spent_on"), Number(Decimal(366))), "year")
    assert work_out(formula, {"spent_on": dt.date(9999, 5, 5)}, {}, weekday).value == dt.date(9999, 12, 31)


# --- laws -------------------------------------------------------------------------------------------------------------


def out(operation: Any, *values: Figure, period: str = "") -> Any:
    facts = {f"f{at}": value for at, value in enumerate(values)}
    return work_out(Operate(operation, tuple(Fact(name) for name in facts), period), facts, {}, weekday).value


@given(NUMBERS, ABOVE)
def test_law_whole_parts(number: Decimal, of: Decimal) -> None:
    parts = out("floor_div", number, of)
    assert parts * of <= number < (parts + 1) * of
    assert parts == math.floor(number / of) or abs(number / of - round(number / of)) < Decimal("1e-9")


@given(NUMBERS, ABOVE)
def test_law_rounding(number: Decimal, to: Decimal) -> None:
    up, down = out("round_up", number, to), out("round_down", number, to)
    assert down <= number <= up and up - down in (0, to)
    assert out("round_up", up, to) == up and out("round_down", down, to) == down
    assert (up == down) == (number % to == 0)


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_law_sums_do_not_depend_on_the_order(numbers: list[Decimal]) -> None:
    for operation in ("add", "times", "min", "max"):
        assert out(operation, *numbers) == out(operation, *reversed(numbers))
    assert out("min", *numbers) <= out("max", *numbers)
    assert out("subtract", numbers[0], numbers[-1]) == numbers[0] - numbers[-1]


@given(DAYS, st.sampled_from(PERIODS))
def test_law_the_end_of_a_period_is_in_it_and_its_own_end(day: dt.date, period: str) -> None:
    end = out("end_of", day, period=period)
    assert end >= day and out("end_of", end, period=period) == end
    assert out("end_of", end + dt.timedelta(days=1), period=period) > end
    assert end.day == calendar.monthrange(end.year, end.month)[1]


@given(DAYS, st.sampled_from(PERIODS), st.integers(1, 400))
def test_law_a_day_of_a_period_lies_in_it(day: dt.date, period: str, number: int) -> None:
    found = out("day_of", day, Decimal(number), period=period)
    first = out("day_of", day, Decimal(1), period=period)
    assert out("end_of", found, period=period) == out("end_of", day, period=period)
    assert (found - first).days <= number - 1 and first.day == 1


@given(st.dates(dt.date(1, 1, 1), dt.date(9000, 12, 31)), st.integers(0, 6000))
def test_law_months_are_counted_by_the_calendar(day: dt.date, number: int) -> None:
    year, month = day.year, day.month
    for _ in range(number):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    last = calendar.monthrange(year, month)[1]
    assert out("months_after", day, Decimal(number)) == dt.date(year, month, min(day.day, last))


@given(st.dates(dt.date(1, 2, 1), dt.date(9990, 12, 31)), st.integers(-10, 40))
def test_law_so_many_days_between_are_worked(day: dt.date, number: int) -> None:
    there = out("working_days_after", day, Decimal(number))
    step = 1 if number > 0 else -1
    between = [day + dt.timedelta(days=step * at) for at in range(1, abs((there - day).days) + 1)]
    assert sum(map(weekday, between)) == abs(number)
    assert number == 0 or weekday(there)


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_law_earliest_and_latest(days: list[dt.date]) -> None:
    assert out("earliest", *days) == min(days) and out("latest", *days) == max(days)
    assert weekday(out("then_next_working_day", days[0])) and out("then_next_working_day", days[0]) >= days[0]


# --- what is refused when read ----------------------------------------------------------------------------------------

PRICE = "unit: yuan, values: [{from: unknown, value: 40}]"
NOUGHT = "unit: yuan, values: [{from: unknown, value: 40}, {from: 2025-01-01, value: 0}]"
HALF = "unit: day, values: [{from: unknown, value: 0.5}]"


@pytest.mark.parametrize(
    ("text", "dated", "code"),
    [
        ("{average: [1, 2]}", False, "PE317"),
        ("{days_after: spent_on, number: 3}", False, "PE317"),
        ("{add: [1, 2]}", True, "PE317"),
        ("amuont", False, "PE301"),
        ("spent_on", False, "PE301"),
        ("amount", True, "PE315"),
        ("3", True, "PE203"),
        ("true", False, "PE203"),
        ("{}", False, "PE203"),
        ("[1, 2]", False, "PE203"),
        ("{subtract: [1, 2, 3]}", False, "PE203"),
        ("{floor_div: [amount]}", False, "PE203"),
        ("{add: []}", False, "PE203"),
        ("{floor_div: [amount, 0]}", False, "PE203"),
        ("{floor_div: [amount, guests]}", False, "PE203"),
        ("{floor_div: [amount, {add: [1, 1]}]}", False, "PE203"),
        ("{floor_div: [amount, nought]}", False, "PE203"),
        ("{round_up: amount, to: 0}", False, "PE203"),
        ("{round_up: amount, to: guests}", False, "PE203"),
        ("{round_up: amount}", False, "PE202"),
        ("{round_up: amount, to: 1, too: 2}", False, "PE201"),
        ("{days_after: spent_on, number: -1}", True, "PE203"),
        ("{days_after: spent_on, number: 0.5}", True, "PE203"),
        ("{days_after: spent_on, number: days}", True, "PE203"),
        ("{days_after: spent_on, number: half}", True, "PE203"),
        ("{days_after: spent_on, number: {times: [0.5, guests]}}", True, "PE203"),
        ("{days_after: spent_on}", True, "PE202"),
        ("{end_of: week, of: spent_on}", True, "PE302"),
        ("{day_of: month, of: spent_on, number: 0}", True, "PE203"),
        ("{day_of: month, of: spent_on, number: guests}", True, "PE203"),
        ('{next_year: "3-31", of: spent_on}', True, "PE116"),
        ('{next_year: "02-30", of: spent_on}', True, "PE116"),
        ('{next_year: "13-01", of: spent_on}', True, "PE116"),
    ],
)
def test_refused(text: str, dated: bool, code: str) -> None:
    formula, faults = read(text, dated, nought=NOUGHT, half=HALF)
    assert [fault.code for fault in faults] == [code]
    assert formula is None or code in ("PE201", "PE302")


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("{floor_div: [amount, price]}", False),
        ("{floor_div: [amount, meals]}", False),
        ("{days_after: spent_on, number: {floor_div: [amount, 3]}}", True),
        ("{days_after: spent_on, number: {times: [2, guests]}}", True),
        ("{days_after: spent_on, number: price}", True),
    ],
)
def test_taken(text: str, dated: bool) -> None:
    formula, faults = read(text, dated, price=PRICE)
    assert (formula is not None, faults) == (True, [])


def test_a_parameter_belongs_to_its_instrument() -> None:
    assert read("price", price=PRICE)[0] == Named("rule-book/price")
    day = "unit: date, values: [{from: unknown, value: 2025-03-31}]"
    assert read("closing", dated=True, closing=day)[0] == Named("rule-book/closing")
    assert [fault.code for fault in read("closing", closing=day)[1]] == ["PE301"]
