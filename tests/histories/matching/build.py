"""A small attendance ruleset and histories for it, as a township's would be."""

from __future__ import annotations

import random

from policy_engine.histories.matching.model import Fact, MatchRule, Test

ATTENDANCE = (
    MatchRule("hour", "late", (Test("minutes", ">=", 60),), "absent", (("day", "day"),), (("halves", 2),)),
    MatchRule(
        "half-hour",
        "late",
        (Test("minutes", ">=", 30), Test("minutes", "<", 60)),
        "absent",
        (("day", "day"),),
        (("halves", 1),),
    ),
    MatchRule("late", "late", (Test("minutes", "<", 30),), "late_or_early", (("day", "day"),)),
    MatchRule("early", "left_early", (Test("session", "==", "work"),), "late_or_early", (("day", "day"),)),
    MatchRule(
        "missed", "meeting_missed", (Test("approved", "==", False),), "fined", (("day", "day"),), (("fen", 5_000),)
    ),
    MatchRule(
        "absence", "absent", (Test("day", ">=", 739_000),), "allowance_lost", (("day", "day"), ("halves", "halves"))
    ),
    MatchRule("whole", "allowance_lost", (Test("halves", ">=", 2),), "no_honours", (("day", "day"),)),
)


def a_history(number: int, seed: int = 0) -> tuple[Fact, ...]:
    chance = random.Random(seed)
    found = []
    for each in range(number):
        kind = chance.choice(("late", "left_early", "meeting_missed", "leave_taken"))
        fields = {"day": 739_000 + chance.randrange(365), "session": chance.choice(("work", "study"))}
        if chance.random() < 0.9:
            fields["minutes"] = chance.choice((1, 29, 30, 59, 60, 240))
        fields["approved"] = chance.random() < 0.5
        found.append(Fact.of(kind, fields, each))
    return tuple(found)
