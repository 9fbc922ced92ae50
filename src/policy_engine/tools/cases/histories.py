"""Cases of histories: a person's events in the case file, and what they have to add up to. Every key named is exact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from policy_engine.engine.book import Rulebook
from policy_engine.engine.working_days import is_working_day
from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.histories.answer import HistoryAnswer
from policy_engine.loading.form import Form, wrong_kind
from policy_engine.nodes import Node
from policy_engine.requests.texts import Path as DataPath
from policy_engine.requests.texts import place_in
from policy_engine.tools.cases.case import AnyCase, Tried

HISTORY_CASE_KEYS = ("person", "post", "period", "as_of", "monthly", "events", "run", "every_other", "expect")
_STEPS = {"run": 1, "every_other": 2}
_MAPPINGS = ("labels", "withhold", "short")
_LISTS = (
    "findings", "penalties", "decided_by", "rules", "open", "needs", "readings", "cautions", "confirm", "twice",
    "outside", "absorbed", "starts",
)  # fmt: skip
_NUMBERS = ("deduct", "pay_only")
NONE = "none"
OPEN = "open"
HISTORY_EXPECT_KEYS = (*_MAPPINGS, *_LISTS, *_NUMBERS)


@dataclass(frozen=True)
class HistoryCase(AnyCase):
    """One case of a history; ``node`` is where it stands, ``faults`` what is wrong with its runs of events."""

    node: Node
    faults: tuple[Diagnostic, ...] = ()

    def locate(self, path: DataPath) -> Place:
        """Where a part of the history stands in the case file."""
        return place_in(self.node, path, self.place)


@dataclass(frozen=True, slots=True)
class HistoryCaseResult(Tried):
    """How a case went: what is wrong with it (nothing where it passed), and the answer where there is one."""

    case: HistoryCase
    answer: HistoryAnswer | None
    diagnostics: tuple[Diagnostic, ...]


def read_history_cases(
    form: Form, file: str, instrument: str, jurisdiction: str, faults: list[Diagnostic]
) -> Iterator[HistoryCase]:
    """The cases under ``histories`` of a case file. The period is the year of the first event, if none is given."""
    for name, node, place in form.named("histories"):
        case = Form(node, name, faults, (), HISTORY_CASE_KEYS)
        data: dict[str, Any] = {"jurisdiction": jurisdiction}
        keys = ("person", "post", "period", "as_of", "monthly")
        data |= {key: each.plain() for key, each in case.entries.items() if key in keys}
        own = [each.plain() for each in case.nodes("events")]
        found: list[Diagnostic] = []
        for key, step in _STEPS.items():
            if key in case:
                own.extend(_repeated(case.entries[key], key, step, found))
        data["events"] = own
        dates = [each["date"] for each in own if isinstance(each, dict) and isinstance(each.get("date"), dt.date)]
        if "period" not in data and dates:
            data["period"] = {"from": dt.date(min(dates).year, 1, 1), "until": dt.date(min(dates).year, 12, 31)}
        yield HistoryCase(file, instrument, name, place, data, case.node_of("expect"), node, tuple(found))


def _repeated(node: Node, key: str, step: int, faults: list[Diagnostic]) -> Iterator[dict[str, Any]]:
    """The same event on so many working days from a day on (``run``), or on every other one (``every_other``)."""
    form = Form(node, key, faults, ("from", "working_days"), None)
    day_node, number_node = form.node_of("from"), form.node_of("working_days")
    if day_node is None or number_node is None:
        return
    day, left = day_node.value, number_node.value
    if not isinstance(day, dt.date):
        wrong_kind(day_node, f"{key}.from", "date", faults)
    elif not isinstance(left, int) or isinstance(left, bool) or not 0 < left <= 400:
        wrong_kind(number_node, f"{key}.working_days", ("1 到 400 的整数", "a whole number from 1 to 400"), faults)
    else:
        rest = {name: each.plain() for name, each in form.entries.items() if name not in ("from", "working_days")}
        worked = 0
        while left:
            if is_working_day(day):
                if worked % step == 0:
                    yield {**rest, "date": day}
                    left -= 1
                worked += 1
            day += dt.timedelta(days=1)


def run_history_case(book: Rulebook, case: HistoryCase) -> HistoryCaseResult:
    """Judges the history of a case and holds the answer against what it expects."""
    faults: list[Diagnostic] = list(case.faults)
    answer: HistoryAnswer | None = None
    if not faults:
        try:
            answer = book.history(book.read_history(case.data, case.locate))
        except RequestError as problem:
            faults.extend(case.invalid(problem))
    for key, wanted in case.expected(faults).items():
        assert case.expect is not None
        place = case.expect.key_place(key)
        if key not in HISTORY_EXPECT_KEYS:
            near = near_match(key, HISTORY_EXPECT_KEYS)
            faults.append(Diagnostic("PE803", place, {"key": key}, ", ".join(HISTORY_EXPECT_KEYS), near))
        elif _well_formed(key, wanted, faults) and answer is not None:
            faults.extend(_compared(case, key, wanted, place, answer))
    return HistoryCaseResult(case, answer, case.told(faults))


def _well_formed(key: str, wanted: Node, faults: list[Diagnostic]) -> bool:
    before = len(faults)
    if key in _MAPPINGS and wanted.kind != "mapping":
        wrong_kind(wanted, f"expect.{key}", "mapping", faults)
    elif key == "withhold":
        assert isinstance(wanted.value, dict)
        for fund, each in wanted.value.items():
            if each.kind != "mapping":
                wrong_kind(each, f"expect.withhold.{fund}", "mapping", faults)
    elif key in _NUMBERS and wanted.kind not in ("integer", "decimal") and wanted.value != NONE:
        wrong_kind(wanted, f"expect.{key}", "decimal", faults)
    elif key in _LISTS and wanted.kind == "mapping":
        wrong_kind(wanted, f"expect.{key}", "list", faults)
    return len(faults) == before


def _compared(case: HistoryCase, key: str, wanted: Node, place: Place, answer: HistoryAnswer) -> Iterator[Diagnostic]:
    found, want = _found(key, answer, case.instrument), wanted.plain()
    if key == "withhold":  # by fund and window
        want = {f"{fund}.{window}": value for fund, windows in want.items() for window, value in windows.items()}
    if key in _MAPPINGS:
        assert isinstance(wanted.value, dict)
        if key == "short":  # only those named: every tally is short of something
            found = {name: found.get(name, NONE) for name in want}
        for name in {**want, **found}:
            one, other = _number(want.get(name, NONE)), _number(found.get(name, NONE))
            if one != other:
                at = wanted.key_place(name.split(".", 1)[0])
                yield case.differs(f"{key}.{name}", at, one, other)
        return
    if key in _NUMBERS:
        if _number(want) != _number(found):
            yield case.differs(key, place, want, found)
        return
    listed = want if isinstance(want, list) else [want]
    if sorted(map(str, listed)) != sorted(map(str, found)):
        yield case.differs(key, place, listed, found)


def _number(value: Any) -> Any:
    return Decimal(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else str(value)


def _found(key: str, answer: HistoryAnswer, instrument: str) -> Any:
    """What the answer says of a key of ``expect``."""

    def short(rule: str) -> str:
        return rule.removeprefix(f"{instrument}/")

    due, every = answer.due(), answer.consequences
    match key:
        case "labels":
            return answer.label_sums()
        case "deduct":
            return answer.deduct
        case "pay_only":
            return min((each.outcome.pay_only for each in due if each.outcome.pay_only is not None), default=NONE)
        case "withhold":
            return {
                f"{fund}.{each.key}": OPEN if amount is None else amount
                for each in due
                for fund, amount in each.withheld.items()
            }
        case "findings":
            return _once(name for each in due for name in each.outcome.findings)
        case "penalties":
            return _once(name for each in due for name in (*each.outcome.penalties, *each.outcome.choose))
        case "decided_by":
            return _once(
                sorted({each.clause for each in due} | {answer.clause_of(each.rule) for each in answer.labels})
            )
        case "rules":
            return _once(
                sorted({short(name) for name in {each.rule for each in due} | {each.rule for each in answer.labels}})
            )
        case "open":
            return _once(short(each.rule) for each in every if each.state == "open" or each.needs)
        case "absorbed":
            return [short(each.rule) for each in every if each.state == "absorbed"]
        case "short":
            return {short(each.rule): each.short for each in reversed(answer.short())}
        case "readings":
            return _once(each.number or "own" for each in answer.readings)
        case "cautions":
            return _once(short(each.of) for each in answer.cautions)
        case "confirm":
            return _once(short(each.rule) for each in answer.occurrences if each.confirm)
        case "starts":
            return _once(each.starts for each in due if each.starts is not None)
    return list(getattr(answer, key))


def _once(found: Any) -> list[Any]:
    return list(dict.fromkeys(found))
