"""Whole histories, from data to the answer, by both chainers: ``python -m bench.histories``.

The rules are the shipped ones of each town that has history rules; histories are a person-year of 60 and of 600 events,
and 6,000 for how the cost grows, with every fact known; and 60 events of which some lack a fact, since then every way
of filling them in is tried. Before anything is timed both chainers must give the same answer for every history.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import platform
import random
import sys
from collections.abc import Callable, Sequence
from typing import Any

from bench.clock import paired
from bench.memory import flat
from policy_engine import load
from policy_engine.engine.book import Rulebook
from policy_engine.engine.working_days import is_working_day
from policy_engine.happenings import FUNDS
from policy_engine.histories.evaluating import Judge
from policy_engine.histories.events import History
from policy_engine.histories.matching.choose import PLAIN
from policy_engine.requests.attendance import EVENTS, FIELDS

SIZES = (60, 600, 6_000)
MISSING = (1, 2, 4, 8)
MISSED = {"minutes", "approved", "reason", "established"}
YEAR = 2024


def make_events(number: int, seed: int, funds: Sequence[str], missing: int = 0) -> list[dict[str, Any]]:
    """Events of every kind spread over a year; of so many of them a fact is not known."""
    chance = random.Random(seed)
    first = dt.date(YEAR, 1, 1)
    found = []
    for _ in range(number):
        kind = chance.choice(list(EVENTS))
        event: dict[str, Any] = {"event": kind, "date": first + dt.timedelta(days=chance.randrange(366))}
        event |= {name: _value(name, chance, funds) for name in ("session", *EVENTS[kind].fields)}
        found.append({name: value for name, value in event.items() if value is not None})
    for event in chance.sample([each for each in found if MISSED & each.keys()], missing):
        del event[chance.choice(sorted(MISSED & event.keys()))]
    return found


def _value(name: str, chance: random.Random, funds: Sequence[str]) -> Any:
    mark = FIELDS[name]
    match mark.kind:
        case "flag":
            return chance.random() < 0.5
        case "word":
            return chance.choice(list(mark.values))
        case "fund":
            return chance.choice(funds)
        case "days":
            return chance.choice(("0.5", "1", "2"))
        case "text":
            return None
    return str(chance.choice((5, 10, 29, 30, 60, 240)))


def judges(book: Rulebook, town: str) -> tuple[Judge, Judge]:
    """The history rules of a town with the chainer that serves here, and with the plain one."""
    compiled = book.compiled
    rules, ledger = compiled.histories[town], compiled.models.ledger
    one, other = (Judge(rules, ledger, book.digest, is_working_day) for _ in range(2))
    other.chainers = [PLAIN] * len(other.layers)
    return one, other


def histories_of(book: Rulebook, town: str, size: int, number: int, missing: int = 0) -> list[History]:
    """So many histories of a year with so many events each; no two events are one act, none is recorded twice."""
    funds = sorted(book.compiled.models.vocabulary.lists[FUNDS])
    period = {"from": dt.date(YEAR, 1, 1), "until": dt.date(YEAR, 12, 31)}
    found = []
    for seed in range(number):
        events = [{**event, "span": f"{at}"} for at, event in enumerate(make_events(size, seed, funds, missing))]
        found.append(book.read_history({"jurisdiction": town, "period": period, "events": events}))
    return found


def judging(judge: Judge, histories: Sequence[History]) -> Callable[[], None]:
    def run() -> None:
        for history in histories:
            judge.answer(history)

    return run


def bench(book: Rulebook, town: str, rounds: int) -> dict[str, Any]:
    """One town: microseconds an event by size, the two chainers as a ratio, the growth against the smallest."""
    one, other = judges(book, town)
    rows = []
    runs: list[tuple[Callable[[], None], Callable[[], None]]] = []
    for size in SIZES:
        histories = histories_of(book, town, size, SIZES[-1] // size)  # as many events in all
        for history in histories:
            assert one.answer(history) == other.answer(history), "the answers differ: the comparison is worth nothing"
        runs.append((judging(one, histories), judging(other, histories)))
        first, second, ratio = paired(*runs[-1], rounds)
        each = 1e6 / SIZES[-1]
        row = {"events": size, "us_an_event": first * each, "plain_us_an_event": second * each, "to_plain": ratio}
        if len(runs) > 1:
            row["growth"] = paired(runs[-1][0], runs[0][0], rounds)[2]
            row["plain_growth"] = paired(runs[-1][1], runs[0][1], rounds)[2]
        rows.append({name: round(value, 2) for name, value in row.items()})
    whole = judging(one, histories_of(book, town, SIZES[0], 20))
    for missing in MISSING:
        some = judging(one, histories_of(book, town, SIZES[0], 20, missing))
        ratio = paired(some, whole, 3)[2]
        rows.append({"events": SIZES[0], "facts_missing": missing, "to_none_missing": round(ratio, 1)})
    chainer = "+".join(dict.fromkeys(each.name for each in one.chainers))
    return {"town": town, "rules": len(one.rules), "layers": len(one.layers), "chainer": chainer, "rows": rows}


def memory(book: Rulebook, number: int) -> dict[str, float]:
    """How much the process grows over so many histories of all towns."""
    runs = [
        (judges(book, town)[0], each) for town in book.compiled.histories for each in histories_of(book, town, 20, 100)
    ]

    def run(each: int) -> None:
        judge, history = runs[each % len(runs)]
        judge.answer(history)

    return flat(run, number)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--memory", type=int, default=0, metavar="HISTORIES")
    chosen = arguments.parse_args()
    book = load()
    gc.collect()
    gc.disable()  # the collector looks at ever more as answers grow, whoever made them
    try:
        for town in book.compiled.histories:
            print(json.dumps(bench(book, town, chosen.rounds), indent=2))
    finally:
        gc.enable()
    if chosen.memory:
        print(json.dumps(memory(book, chosen.memory)))
    print(f"Python {platform.python_version()} on {platform.machine()}, {chosen.rounds} rounds")


if __name__ == "__main__":
    sys.exit(main())
