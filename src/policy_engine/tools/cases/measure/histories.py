"""What cases have to show of history rules: that each has its say, and that each figure is reached and just missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.errors import Diagnostic
from policy_engine.happenings import Limb
from policy_engine.histories.answer import HistoryAnswer
from policy_engine.rules import HistoryRule

Side: TypeAlias = Literal["said", "on", "off"]
Point: TypeAlias = tuple[str, int, Side]
"""A rule, its limb (-1: the rule itself), and what is shown of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """That a rule has its say, or a limb of it comes to ``amount``."""

    rule: HistoryRule
    limb: Limb | None = None
    amount: Decimal = Decimal(0)

    def miss(self, side: Side) -> Diagnostic:
        """The finding where no case shows it."""
        if self.limb is None:
            words = {"rule": self.rule.id, "shown": "起作用", "shown_en": "decisive", "how": "一段让它用得上的经过"}
            return Diagnostic("PE804", self.rule.place, words | {"how_en": "with a history in which it is reached"})
        words = {
            "rule": self.rule.id,
            "threshold": f"{self.limb.op} {self.limb.figure}",
            "side": "正好达到" if side == "on" else "差一步",
            "side_en": "just reached" if side == "on" else "one step short of it",
            "fact": f"{self.limb.tally.number}: {self.amount}",
            "how": f"一段合计 {self.amount} 的经过",
            "how_en": f"with a history that comes to {self.amount}",
        }
        return Diagnostic("PE807", self.limb.place, words)


def history_points(compiled: CompiledRulebook) -> dict[Point, Wanted]:
    """Everything that has to be shown of the history rules that are in force in some jurisdiction."""
    rules = {rule.id: rule for book in compiled.histories.values() for rule in book.rules}
    found: dict[Point, Wanted] = {}
    for rule in rules.values():
        found[rule.id, -1, "said"] = Wanted(rule)
        for index, limb in enumerate(rule.body.limbs):
            on, off = edges_of(limb)
            found[rule.id, index, "on"] = Wanted(rule, limb, on)
            if off > 0:
                found[rule.id, index, "off"] = Wanted(rule, limb, off)
    return found


def edges_of(limb: Limb) -> tuple[Decimal, Decimal]:
    """The least amount that reaches the figure, and the one a step below it."""
    on = limb.figure + limb.step if limb.op == "more_than" else limb.figure
    return on, on - limb.step


def shown(answer: HistoryAnswer, rules: dict[str, HistoryRule]) -> Iterator[Point]:
    """What an answer shows."""
    for name in {each.rule for each in answer.labels} | {
        each.rule for each in answer.consequences if each.state != "open"
    }:
        yield name, -1, "said"
    for each in answer.tallies:
        if each.low == each.high and each.rule in rules:
            index = rules[each.rule].body.limbs.index(each.limb)
            on, off = edges_of(each.limb)
            if each.low in (on, off):
                yield each.rule, index, "on" if each.low == on else "off"
