"""Both chainers of the case histories as ratios in one run: ``python -m bench.chaining``; ``--memory`` the long run.

The ruleset is one layer of an attendance regulation (18 rules, chains of three); histories are a person-year of 60 and
of 600 events, and 6,000 events for how the cost grows (the collector off). Before anything is timed both chainers must
give the same derivations for every history.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import random
import sys
from collections.abc import Callable
from typing import Any

from bench.clock import paired
from bench.memory import flat
from policy_engine.histories.matching.forward import ForwardChainer
from policy_engine.histories.matching.model import Chainer, Fact, MatchRule, Test
from policy_engine.histories.matching.plain import PlainChainer

YEAR = 739_252  # the ordinal of 1 January 2025
DAY = (("day", "day"),)
EVENTS = ("late", "left_early", "off_post", "meeting_missed", "leave_taken", "complaint")
SIZES = (60, 600, 6_000)


def make_rules() -> tuple[MatchRule, ...]:
    """Eighteen rules: events become labels by their minutes, labels become absences, absences what they lead to."""
    rules = []
    for kind in ("late", "left_early"):
        at = (Test("session", "==", "work"),)
        rules += [
            MatchRule(f"{kind}-counted", kind, (*at, Test("minutes", "<", 30)), "late_or_early", DAY),
            MatchRule(f"{kind}-half", kind, (*at, Test("minutes", ">=", 30), Test("minutes", "<", 60)), "absent", DAY),
            MatchRule(f"{kind}-hour", kind, (*at, Test("minutes", ">=", 60)), "absent", DAY, (("halves", 2),)),
            MatchRule(f"{kind}-fined", kind, (*at, Test("minutes", ">=", 10)), "fined", DAY, (("fen", 1_000),)),
            MatchRule(f"{kind}-study", kind, (Test("session", "==", "study"),), "fined", DAY, (("fen", 2_000),)),
        ]
    return (
        *rules,
        MatchRule("off-post", "off_post", (Test("minutes", ">=", 60),), "absent", DAY, (("halves", 1),)),
        MatchRule("off-post-fined", "off_post", (), "fined", DAY, (("fen", 500),)),
        MatchRule("missed", "meeting_missed", (Test("approved", "==", False),), "fined", DAY, (("fen", 5_000),)),
        MatchRule("awol", "leave_taken", (Test("approved", "==", False),), "absent", DAY, (("halves", 2),)),
        MatchRule("upheld", "complaint", (Test("approved", "==", True),), "reported", DAY),
        MatchRule("absence", "absent", (), "allowance_lost", DAY),
        MatchRule("lost-late-in-year", "allowance_lost", (Test("day", ">=", YEAR + 181),), "no_honours", DAY),
        MatchRule("honours", "no_honours", (), "reported", DAY),
    )


def make_history(number: int, seed: int) -> tuple[Fact, ...]:
    """Events of one year, spread over it."""
    chance = random.Random(seed)
    return tuple(
        Fact.of(
            chance.choice(EVENTS),
            {
                "day": YEAR + chance.randrange(365),
                "minutes": chance.choice((3, 9, 10, 29, 30, 59, 60, 240)),
                "session": chance.choice(("work", "study")),
                "approved": chance.random() < 0.5,
            },
            each,
        )
        for each in range(number)
    )


def running(chainer: Chainer, rules: tuple[MatchRule, ...], histories: list[tuple[Fact, ...]]) -> Callable[[], None]:
    def run() -> None:
        for facts in histories:
            chainer.chain(rules, facts)

    return run


def bench(rounds: int) -> dict[str, Any]:
    rules, forward, plain = make_rules(), ForwardChainer(), PlainChainer()
    rows, runs = [], {}
    for size in SIZES:
        histories = [make_history(size, seed) for seed in range(SIZES[-1] // size)]  # as many events in all
        derived = 0
        for facts in histories:
            found = forward.chain(rules, facts)
            assert found == plain.chain(rules, facts), "the chainers differ: the comparison is worth nothing"
            derived += len(found)
        by_forward, by_plain = running(forward, rules, histories), running(plain, rules, histories)
        one, other, ratio = paired(by_forward, by_plain, rounds)
        each = 1e6 / len(histories)
        rows.append(
            {
                "events": size,
                "derivations": derived / len(histories),
                "forward_us": one * each,
                "plain_us": other * each,
                "forward_to_plain": ratio,
            }
        )
        runs[size] = (by_forward, by_plain)
    growth = {}
    gc.collect()
    gc.disable()
    try:
        for size in SIZES[1:]:  # the cost of an event against that of one among sixty
            for name, large, small in zip(("forward", "plain"), runs[size], runs[SIZES[0]], strict=True):
                growth[f"{name}_{size}"] = paired(large, small, rounds)[2]
    finally:
        gc.enable()
    compiling = paired(lambda: ForwardChainer().chain(make_rules(), ()), lambda: plain.chain(make_rules(), ()), rounds)
    return {"rules": len(rules), "rows": rows, "growth": growth, "compile_us": compiling[0] * 1e6}


def memory(number: int) -> dict[str, float]:
    """How much the process grows over so many histories."""
    rules, chainer = make_rules(), ForwardChainer()
    histories = [make_history(20, seed) for seed in range(200)]
    return flat(lambda each: chainer.chain(rules, histories[each % 200]), number)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--memory", type=int, default=0, metavar="HISTORIES")
    chosen = arguments.parse_args()
    print(json.dumps(bench(chosen.rounds), indent=2))
    if chosen.memory:
        print(json.dumps(memory(chosen.memory)))
    print(f"Python {platform.python_version()} on {platform.machine()}, {chosen.rounds} rounds")


if __name__ == "__main__":
    sys.exit(main())
