"""The measure of a run: decisions of cases in, what nobody showed out, with counts for each instrument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from policy_engine.axes import FIRST_DAY, LAST_DAY
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.decisions.decision import Decision
from policy_engine.effects import LimitEffect
from policy_engine.errors import Diagnostic, Place
from policy_engine.histories.answer import HistoryAnswer
from policy_engine.periods import Period, day_text
from policy_engine.requests.base import Request
from policy_engine.requests.layout import Codes
from policy_engine.rules import Rule
from policy_engine.tools.cases.case import shown as said
from policy_engine.tools.cases.measure import figures, histories, remedies
from policy_engine.tools.cases.measure.deciding import deciding, decisions_of
from policy_engine.tools.cases.measure.demands import (
    KINDS,
    Demand,
    Demands,
    Item,
    Kind,
    NumberDemand,
    Point,
    RuleDemand,
    Sheet,
    SideDemand,
    ValueDemand,
    decides_point,
    side_point,
)
from policy_engine.tools.cases.measure.numbers import settles
from policy_engine.tools.cases.measure.remedies import How, Seen

Tallies: TypeAlias = Mapping[str, Mapping[Kind, tuple[int, int]]]
"""For each instrument and each heading it has: how many are shown, and how many there are."""

_SIDES = {
    "at": ("正好在限额上", "exactly at the bound"),
    "over": ("刚超一格", "one step over"),
    "on": ("正好到期那天", "on the day"),
    "after": ("过一天", "the day after"),
    "before": ("早一天", "the day before"),
}


class Measure:
    """What the cases of a rulebook show. Feed it every decision with :meth:`see`, then ask for the misses."""

    def __init__(self, compiled: CompiledRulebook) -> None:
        self.compiled = compiled
        self.demands = Demands(compiled)
        self.shown: set[Point] = set()
        self.seen: dict[int, list[Seen]] = {}
        self.history_points = histories.history_points(compiled)
        self.history_rules = {each.rule.id: each.rule for each in self.history_points.values()}
        self.shown_of_histories: set[histories.Point] = set()

    # --- what a case shows ------------------------------------------------------------------------------------

    def see(self, case: str, decision: Decision) -> None:
        """Takes in the decision of a case, by its name."""
        decisions = list(decisions_of(decision))
        for sheet, codes in self.see_facts(case, decision.request, decision.jurisdiction, decision.day):
            for each in decisions:
                self._see_rules(sheet, each)
                for rule, effect, side in figures.shown(each, sheet.epoch, self.compiled.models, codes):
                    since = sheet.since.get((rule, effect))
                    if since is not None:
                        self.shown.add(side_point(rule, effect, since, side))

    def see_facts(self, case: str, request: Request, jurisdiction: str, day: int) -> list[tuple[Sheet, Codes]]:
        """Takes in the facts of a case on a day (an ordinal): only which numbers of conditions they stand beside."""
        found = []
        for sheet in self.demands.on(jurisdiction, type(request).topic.id, day):
            codes = sheet.epoch.axes.codes(request)
            self.seen.setdefault(id(sheet.epoch), []).append(Seen(case, codes))
            self._see_numbers(sheet, codes)
            found.append((sheet, codes))
        return found

    def see_duty(self, rule: str, status: str) -> None:
        """Takes in how a duty stands in a case of evidence: ``met``, ``not_met``, … ."""
        self.shown.add(("duty", rule, status))

    def see_history(self, answer: HistoryAnswer) -> None:
        """Takes in the answer of a case of a history."""
        self.shown_of_histories.update(histories.shown(answer, self.history_rules))

    def _see_rules(self, sheet: Sheet, decision: Decision) -> None:
        for rule in deciding(decision):
            active = sheet.actives.get(rule)
            if active is not None:
                self.shown.add(decides_point(rule, active.rule.wordings.index(active.wording)))
                self.shown.update(sheet.used[rule])

    def _see_numbers(self, sheet: Sheet, codes: Codes) -> None:
        for axis, points in sheet.numbers.items():
            code = codes[axis]
            for point in () if code is None else points.get(code, ()):
                if point not in self.shown:
                    demand = self.demands.points[point]
                    assert isinstance(demand, NumberDemand)
                    uses = demand.uses[id(sheet.epoch)]
                    if any(settles(standing.condition, edge.test, codes) for standing, edge in uses):
                        self.shown.add(point)

    # --- what nobody showed -----------------------------------------------------------------------------------

    def result(self) -> tuple[list[Diagnostic], Tallies]:
        """A finding for every miss, and the counts; what no request can show counts neither way."""
        found: list[Diagnostic] = []
        items: dict[Item, bool] = {}
        for point, demand in self.demands.points.items():
            if point in self.shown:
                items.setdefault(demand.item, True)
                continue
            miss = self._miss(demand)
            if miss is not None:
                found.append(miss)
                items[demand.item] = False
        for at, wanted in self.history_points.items():
            seen = at in self.shown_of_histories
            kind: Kind = "histories" if wanted.limb is None else "thresholds"
            items[Item(wanted.rule.instrument, kind, at[:2])] = seen and items.get(
                Item(wanted.rule.instrument, kind, at[:2]), True
            )
            if not seen:
                found.append(wanted.miss(at[2]))
        tallies: dict[str, dict[Kind, tuple[int, int]]] = {name: {} for name in self.compiled.models.instruments}
        for kind in KINDS:
            for item, whole in items.items():
                if item.kind == kind:
                    hit, total = tallies[item.instrument].get(kind, (0, 0))
                    tallies[item.instrument][kind] = (hit + whole, total + 1)
        return found, tallies

    def _miss(self, demand: Demand) -> Diagnostic | None:
        match demand:
            case RuleDemand():
                return _rule_miss(demand)
            case NumberDemand():
                how = remedies.at_number(demand, self.seen)
                return None if how is None else _number_miss(demand, how)
            case SideDemand():
                zh, en = _SIDES[demand.side]
                rule = demand.places[0].active.rule
                words = {"rule": rule.id, "field": demand.effect.of, "side": zh, "side_en": en}
                code = "PE808" if isinstance(demand.effect, LimitEffect) else "PE809"
                return _told(code, rule.place, words, remedies.at_side(demand, self.seen, self.compiled.models))
            case ValueDemand():
                name = f"{demand.item.instrument}/{demand.parameter.name}"
                start = max(demand.value.start, 1)
                words = {"parameter": name, "value": said(demand.value.value), "day": day_text(start)}
                return _told("PE810", demand.parameter.place, words, remedies.to_use(demand))


def _told(code: str, place: Place, words: Mapping[str, str], how: How) -> Diagnostic:
    return Diagnostic(code, place, {**words, "how": how.zh, "how_en": how.en})


def _rule_miss(demand: RuleDemand) -> Diagnostic:
    rule = demand.rule
    if demand.status:
        zh, en = ("做到", "met") if demand.status == "met" else ("没有做到", "not met")
        how = How(f"一个{rule.id}{zh}的", f"in which it is {en}")
        return _told("PE804", rule.place, {"rule": rule.id, "shown": f"判为{zh}", "shown_en": f"judged {en}"}, how)
    place, when, when_en = rule.place, "", ""
    if len(rule.wordings) > 1:
        wording = rule.wordings[demand.wording]
        place, (when, when_en) = wording.place, _during(wording.period)
    words = {"rule": rule.id, "shown": f"起作用{when}", "shown_en": f"decisive{when_en}"}
    return _told("PE804", place, words, remedies.to_decide(demand))


def _during(period: Period) -> tuple[str, str]:
    since, until = day_text(period.start), day_text(period.end)
    if period.end == LAST_DAY:
        return f"({since} 起的条文)", f" in its wording from {since}"
    if period.start == FIRST_DAY:
        return f"({until} 止的条文)", f" in its wording until {until}"
    return f"({since} 至 {until} 的条文)", f" in its wording of {since} to {until}"


def _number_miss(demand: NumberDemand, how: How) -> Diagnostic:
    standing, edge = next(iter(demand.uses.values()))[0]
    rule: Rule = standing.active.rule
    axis = standing.epoch.axes.axes[edge.test.axis]
    on = demand.code == edge.on
    words = {
        "rule": rule.id,
        "threshold": edge.words,
        "side": "正好在界上" if on else "在另一边差一格",
        "side_en": "on the figure" if on else "one step on the other side",
        "fact": f"{axis.name}: {said(axis.value(demand.code))}",
    }
    return _told("PE807", edge.place, words, how)
