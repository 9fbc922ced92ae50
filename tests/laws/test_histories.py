"""Histories against the regulations written out by hand, and unknown facts against every way of filling them in."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

import pytest

from policy_engine.engine.book import Rulebook, load
from policy_engine.engine.working_days import is_working_day
from policy_engine.histories.answer import HistoryAnswer
from policy_engine.histories.evaluating import Judge
from policy_engine.requests.attendance import EVENTS, FIELDS

SEEDS = range(40)
EACH = 8
PERIOD = {"from": dt.date(2023, 1, 1), "until": dt.date(2024, 12, 31)}
FIRST = dt.date(2023, 1, 1)
FUND = "transport_phone_allowance"


@cache
def book() -> Rulebook:
    return load()


def judged(jurisdiction: str, events: list[dict[str, Any]]) -> HistoryAnswer:
    return book().history({"jurisdiction": jurisdiction, "period": PERIOD, "events": events})


def days(chance: random.Random, number: int) -> list[dt.date]:
    """Days that crowd together, so that windows fill: around a few points, month, quarter and year ends among them."""
    points = [chance.randrange(731) for _ in range(3)] + [30, 89, 90, 364, 365, 424]
    found = [chance.choice(points) + chance.randrange(-4, 5) for _ in range(number)]
    return [FIRST + dt.timedelta(days=min(max(each, 0), 730)) for each in found]


# --- Town C ----------------------------------------------------------------------------------------------------------


def town_c_events(chance: random.Random) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for at, day in enumerate(days(chance, chance.randrange(1, 30))):
        kind = chance.choice(("late", "late", "left_early", "absent", "private_errand"))
        event: dict[str, Any] = {"event": kind, "session": "work", "date": day, "span": str(at)}
        if kind in ("late", "left_early"):
            event |= {"minutes": chance.choice((5, 9, 10, 29, 30, 59, 60, 90)), "approved": chance.random() < 0.1}
        elif kind == "absent":
            event |= {"days": Decimal(chance.choice(("0.5", "1"))), "approved": chance.choice((True, False, False))}
        else:
            event |= {"established": chance.choice((True, False)), "approved": chance.random() < 0.1}
        found.append(event)
    return found


def town_c_by_hand(events: list[dict[str, Any]]) -> tuple[Decimal, dict[str, Decimal], set[str]]:
    """The days of absence in all, those that count by month and by year, and for which of these is withheld.

    A date adds a day at most; the day that three times make is none of a date and comes on top.
    """
    of_day: dict[dt.date, Decimal] = defaultdict(Decimal)
    times: dict[tuple[int, int], list[dt.date]] = defaultdict(list)
    for event in sorted(events, key=lambda each: each["date"]):
        day = event["date"]
        minutes = event.get("minutes", 0)
        if event["approved"]:
            continue
        if event["event"] in ("late", "left_early"):
            if minutes >= 60:
                of_day[day] += 1
            elif minutes >= (10 if event["event"] == "late" else 30):
                times[day.year, day.month].append(day)
        elif event["event"] == "absent":
            of_day[day] += event["days"]
        elif event.get("established"):
            of_day[day] += 1
    made = [third for found in times.values() for third in found[2::3]]
    total = sum(of_day.values(), Decimal(0)) + len(made)
    counted: dict[str, Decimal] = defaultdict(Decimal)
    for day, amount in (*((day, min(each, Decimal(1))) for day, each in of_day.items()), *((day, 1) for day in made)):
        counted[f"{day.year:04}-{day.month:02}"] += amount
        counted[f"{day.year:04}"] += amount
    withheld = {key for key, amount in counted.items() if amount >= (5 if len(key) == 4 else 1)}
    return total, dict(counted), withheld


@pytest.mark.parametrize("seed", SEEDS)
def test_town_c_adds_up_as_written_out_by_hand(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(EACH):
        events = town_c_events(chance)
        total, counted, withheld = town_c_by_hand(events)
        found = judged("town-c", events)
        assert found.label_sums().get("awol", 0) == total, events
        rules = ("office-attendance/month-allowance", "office-attendance/year-allowance")
        assert {each.key: each.low for each in found.tallies if each.rule in rules} == counted, events
        assert {each.key for each in found.due() if FUND in each.withheld} == withheld, events
        assert found.needs == ()


# --- Town B ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_town_b_adds_up_as_written_out_by_hand(seed: int) -> None:
    chance = random.Random(1000 + seed)
    for _ in range(EACH):
        events: list[dict[str, Any]] = []
        for day in days(chance, chance.randrange(1, 40)):
            kind = chance.choice(("late", "late", "late", "left_early", "absent", "off_post"))
            early = kind == "left_early" and chance.random() < 0.5
            session = "work" if early or kind == "off_post" else "rollcall"
            approved = chance.random() < 0.1
            event = {
                "event": kind,
                "session": session,
                "date": day,
                "span": str(chance.randrange(3)),
                "approved": approved,
            }
            events.append(event | ({"listed": chance.choice((True, False))} if kind == "absent" else {}))
        once = {tuple(sorted((key, str(value)) for key, value in event.items())): event for event in events}
        sure = [event for event in once.values() if not event["approved"]]
        fines: dict[tuple[dt.date, str], int] = defaultdict(int)
        quarters: Counter[str] = Counter()
        years: Counter[str] = Counter()
        for acts in {(each["date"], each["span"]) for each in sure if each["event"] == "late"}:
            quarters[f"{acts[0].year}-Q{(acts[0].month + 2) // 3}"] += 1
            years[str(acts[0].year)] += 1
        for event in sure:
            fine = {"late": 20, "left_early": 20, "absent": 0 if event.get("listed") else 50, "off_post": 30}
            act = event["date"], event["span"]
            fines[act] = max(fines[act], fine[event["event"]])
        found = judged("town-b", events)
        assert found.deduct == sum(fines.values()), events
        by_rule: dict[str, set[str]] = defaultdict(set)
        for each in found.due():
            by_rule[each.rule].add(each.key)
        assert by_rule["rollcall/quarter"] == {key for key, number in quarters.items() if number >= 5}, events
        assert by_rule["rollcall/year-benefits"] == {key for key, number in years.items() if number >= 10}, events
        assert by_rule["rollcall/year-living-cost"] == {key for key, number in years.items() if number >= 20}, events


# --- unknown facts ----------------------------------------------------------------------------------------------------

FILLED = {
    "minutes": (5, 29, 30, 60),
    "approved": (True, False),
    "reason": (True, False),
    "days": (Decimal("0.5"), Decimal(1)),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_sure_stays_so_however_unknown_facts_are_filled_in(seed: int) -> None:
    chance = random.Random(2000 + seed)
    for _ in range(EACH):
        events: list[dict[str, Any]] = []
        for at, day in enumerate(days(chance, chance.randrange(1, 25))):
            kind = chance.choice(("late", "absent"))
            session = chance.choice(("work", "work", "meeting"))
            event: dict[str, Any] = {"event": kind, "session": session, "date": day, "span": str(at)}
            wanted = ("minutes", "approved") if kind == "late" else ("approved", "reason", "days")
            stated = [name for name in wanted if chance.random() < 0.7 or (session == "meeting" and name == "days")]
            events.append(event | {name: chance.choice(FILLED[name]) for name in stated})  # a meeting of unknown length
        found = judged("town-a", events)  # counts half a day, to be confirmed: reading 9
        sure = {(each.rule, each.key) for each in found.due() if each.tallies}
        may = sure | {(each.rule, each.key) for each in found.consequences if each.tallies}
        low, highs = found.deduct, [each.at_most for each in found.consequences if each.outcome.deduct is not None]
        high = None if None in highs else sum((each for each in highs if each is not None), Decimal(0))
        for _ in range(3):
            whole = [_filled(event, chance) for event in events]
            then = judged("town-a", whole)
            assert then.needs == (), whole
            due = {(each.rule, each.key) for each in then.due() if each.tallies}
            assert sure <= due <= may, whole
            assert low <= then.deduct and (high is None or then.deduct <= high), whole


def _filled(event: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    wanted = ("minutes", "approved") if event["event"] == "late" else ("approved", "reason", "days")
    return event | {name: chance.choice(FILLED[name]) for name in wanted if name not in event}


EVERY: dict[str, tuple[Any, ...]] = {
    "minutes": (0, 9, 10, 11, 29, 30, 31, 59, 60, 61),
    **dict.fromkeys(("approved", "reason", "established", "listed", "set_off", "bad_influence"), (True, False)),
    **{name: tuple(FIELDS[name].values) for name in ("session", "leave_kind")},
}
"""The facts that may be hidden, each with values on both sides of every figure of the three towns."""
COUNTED: dict[str, tuple[Any, ...]] = {
    "days": (Decimal("0.5"), Decimal(1), Decimal(2), Decimal(5)),
    "fund": (FUND, "month_pay"),
    "amount": (Decimal(100), Decimal(250)),
}
"""Those that are also counted with, and are not hidden."""
STATES = ("due", "open", "absorbed")


def any_events(chance: random.Random) -> list[dict[str, Any]]:
    """Events of every kind, crowded; some share a span, so that they are one act."""
    found = []
    for day in days(chance, chance.randrange(1, 16)):
        kind = chance.choice(list(EVENTS))
        event: dict[str, Any] = {"event": kind, "date": day, "span": str(chance.randrange(4)), "note": str(len(found))}
        for name in ("session", *EVENTS[kind].fields):
            event[name] = chance.choice(COUNTED.get(name) or EVERY[name])
        if chance.random() < 0.6 and "approved" in event:
            event["approved"] = False
        found.append(event)
    return found


@pytest.mark.parametrize("town", ["town-a", "town-b", "town-c"])
@pytest.mark.parametrize("seed", range(24))
def test_where_few_facts_are_missing_what_is_open_is_exactly_what_depends_on_them(town: str, seed: int) -> None:
    chance = random.Random(f"{town} {seed}")
    monthly = dict.fromkeys(book().compiled.models.vocabulary.lists["fund"], "300")

    def judge(events: list[dict[str, Any]]) -> HistoryAnswer:
        return book().history({"jurisdiction": town, "period": PERIOD, "events": events, "monthly": monthly})

    for _ in range(3):
        events = any_events(chance)
        hidden: list[tuple[int, str]] = []
        for _ in range(chance.randrange(1, 3)):
            at = chance.randrange(len(events))
            names = [name for name in EVERY if name in events[at]]
            if names:
                hidden.append((at, chance.choice(names)))
                del events[at][hidden[-1][1]]
        found = judge(events)
        wholes = []
        for values in product(*(EVERY[name] for _, name in hidden)):
            filled = [dict(event) for event in events]
            for (at, name), value in zip(hidden, values, strict=True):
                filled[at][name] = value
            wholes.append(judge(filled))
        assert all(each.needs == () for each in wholes), events
        amounts = [{(each.rule, each.key, each.limb): each.low for each in whole.tallies} for whole in wholes]
        for each in found.tallies:
            every = [one.get((each.rule, each.key, each.limb), Decimal(0)) for one in amounts]
            assert (each.low, each.high) == (min(every), max(every)), (each.rule, each.key, events)
        follow = [{_which(each) for each in whole.consequences} for whole in wholes]
        always, ever = follow[0].intersection(*follow), set().union(*follow)
        by_state = {state: {_which(one) for one in found.consequences if one.state == state} for state in STATES}
        assert by_state["due"] <= always <= by_state["due"] | by_state["absorbed"], (hidden, events)
        assert by_state["open"] <= ever - always, (hidden, events)
        assert ever == set().union(*by_state.values()), (hidden, events)
        sums = [whole.deduct for whole in wholes]
        tops = [each.at_most for each in found.consequences if each.state != "absorbed"]
        assert found.deduct <= min(sums), (hidden, events)
        assert sum(tops, Decimal(0)) >= max(sums), (hidden, events)
        assert found.needs or len({frozenset(map(_told, whole.due())) for whole in wholes}) == 1, (hidden, events)


def _which(each: Any) -> tuple[Any, ...]:
    """Which consequence it is, whatever the facts."""
    return each.rule, each.key, each.act


def _told(each: Any) -> tuple[Any, ...]:
    """What a consequence says, whichever events it rests on."""
    return (*_which(each), each.amount, str(each.withheld), each.less, each.starts)


def test_both_chainers_give_one_answer() -> None:
    compiled = book().compiled
    checking = Judge(
        compiled.histories["town-c"], compiled.models.ledger, compiled.digest, is_working_day, checking=True
    )
    chance = random.Random(3000)
    for _ in range(40):
        history = book().read_history({"jurisdiction": "town-c", "period": PERIOD, "events": town_c_events(chance)})
        assert checking.answer(history) == book().history(history)


def test_four_threads_on_one_rulebook_answer_as_one_does() -> None:
    chance = random.Random(4000)
    histories = [
        book().read_history({"jurisdiction": "town-c", "period": PERIOD, "events": town_c_events(chance)})
        for _ in range(60)
    ]
    alone = [book().history(each) for each in histories]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(book().history, histories)) == alone
