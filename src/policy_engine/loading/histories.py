"""History rules of a clause: each of some events and labels, or what they add up to, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from policy_engine.errors import Diagnostic, Place
from policy_engine.happenings import (
    CONSEQUENCES,
    DAY_KINDS,
    FINDINGS,
    FUNDS,
    LABELS,
    LIMB_OPS,
    NUMBERS,
    WINDOWS,
    CountsAs,
    Deduction,
    Happening,
    Limb,
    LimbOp,
    Outcome,
    Tally,
    Window,
)
from policy_engine.loading.definitions import read_caution, read_readings
from policy_engine.loading.form import Form, known, wrong_kind
from policy_engine.loading.rules import RuleContext
from policy_engine.loading.selectors import SelectorReader
from policy_engine.nodes import Node
from policy_engine.rules import HistoryRule

HISTORY_KEYS = (
    "each", "any", "tally", *LIMB_OPS, "counts_as", "then", "instead_of_event", "one_act_one_sum",
    "reading", "caution", "see", "in_force",
)  # fmt: skip
TALLY_KEYS = ("of", "number", "of_days", "within", "at_most_a_day", "leaving_out")
OUTCOME_KEYS = ("penalty", "finding", "deduct", "withhold", "less_withheld", "pay_only", "from", "starts")
_HALF = Decimal("0.5")
_LONGEST = {"day": 1, "month": 31, "quarter": 92, "year": 366}  # the most days that a window can have


def read_history(node: Node, name: str, clause: str, place: Place, context: RuleContext) -> HistoryRule | None:
    """The history rule at a node, or None where it says nothing usable."""
    faults = context.faults
    before = len(faults)
    form = Form(node, name, faults, (), HISTORY_KEYS)
    body = _Reader(form, context).body(place)
    see = form.texts("see")
    for item in form.nodes("see"):
        if isinstance(item.value, str):
            known("PE313", item.value, {*context.documents, *context.instruments}, item.place, faults)
    conventions = context.vocabulary.conventions
    readings, caution = read_readings(form, conventions), read_caution(form, conventions)
    period = form.period("in_force")
    if any(fault.level == "error" for fault in faults[before:]):
        return None
    rule = f"{context.instrument}/{name}"
    return HistoryRule(rule, context.instrument, clause, body, period, readings, caution, see, place)


class _Reader(SelectorReader):
    """Reads what one history rule says."""

    def __init__(self, form: Form, context: RuleContext) -> None:
        super().__init__(context)
        self.form = form

    def body(self, place: Place) -> Happening:
        """Everything beside the notes."""
        form = self.form
        about = [key for key in ("each", "tally", "any") if key in form]
        if len(about) > 1:
            form.fault("PE209", form.node.key_place(about[1]), where=form.where, one=about[0], other=about[1])
        elif not about and not {"each", "tally", "any"} & form.meant:
            form.fault("PE546", place, rule=form.where)
        each_node = form.node_of("each")
        each = tuple(self.selectors(each_node, f"{form.where}.each")) if each_node is not None else ()
        limbs = tuple(self._limbs())
        counts_as = self._counts_as()
        outcome = self._outcome()
        instead, one_act = form.flag("instead_of_event", False), "one_act_one_sum" in form
        form.one_of("one_act_one_sum", ("highest",), "highest")
        if counts_as is None and outcome.empty and not {"counts_as", "then"} & form.meant:
            form.fault("PE547", place, rule=form.where)
        if instead and (not each or counts_as is None):
            form.fault(
                "PE202", form.place("instead_of_event"), where=form.where, key="each" if not each else "counts_as"
            )
        if one_act and outcome.deduct is None:
            form.fault("PE202", form.place("one_act_one_sum"), where=form.where, key="deduct")
        if one_act and limbs:  # a tally's sum is for all its members together
            words = {"where": form.where, "one": about[0], "other": "one_act_one_sum"}
            form.fault("PE209", form.node.key_place("one_act_one_sum"), **words)
        months = all(limb.tally.within.kind in ("month", "quarter", "year") for limb in limbs)
        if outcome.withhold and (each or not months):
            where = form.place("then")
            self._impossible(
                where,
                "扣发的是一月、一季或一年的,要按它们合计",
                "what is withheld is a month's, quarter's or year's: it takes a tally of one",
            )
        if limbs and counts_as is not None and counts_as.same:
            self._impossible(form.place("counts_as"), "合计得出的标签没有“同样天数”", "a tally has no days of its own")
        return Happening(each, limbs, counts_as, outcome, instead, one_act)

    def _impossible(self, place: Place, zh: str, en: str) -> None:
        self.faults.append(Diagnostic("PE543", place, {"rule": self.form.where, "problem": zh, "problem_en": en}))

    # --- tallies ----------------------------------------------------------------------------------------------------

    def _limbs(self) -> Iterator[Limb]:
        form = self.form
        if "any" in form:
            for key in LIMB_OPS:
                if key in form:
                    form.fault("PE209", form.node.key_place(key), where=form.where, one="any", other=key)
            for node in form.nodes("any"):
                yield from self._limb(Form(node, f"{form.where}.any", self.faults, ("tally",), LIMB_OPS))
        elif "tally" in form:
            yield from self._limb(form)
        else:
            for key in LIMB_OPS:
                if key in form:
                    form.fault("PE202", form.node.key_place(key), where=form.where, key="tally")

    def _limb(self, form: Form) -> Iterator[Limb]:
        node = form.node_of("tally")
        tally = self._tally(node, f"{form.where}.tally") if node is not None else None
        written: list[LimbOp] = [key for key in LIMB_OPS if key in form]
        if len(written) > 1:
            form.fault("PE209", form.node.key_place(written[1]), where=form.where, one=written[0], other=written[1])
        if not written:
            if not form.meant & set(LIMB_OPS):
                form.fault("PE202", form.node.place, where=form.where, key="at_least")
            return
        if tally is None:
            return
        step = _HALF if tally.number == "days" else Decimal(1)
        figure_node = form.entries[written[0]]
        figure = self.number(figure_node, f"{form.where}.{written[0]}", step)
        if figure is None:
            return
        limb = Limb(tally, written[0], figure, figure_node.place)
        self._possible(limb)
        yield limb

    def _tally(self, node: Node, where: str) -> Tally | None:
        form = Form(node, where, self.faults, ("of", "within"), TALLY_KEYS)
        of_node, out_node = form.node_of("of"), form.node_of("leaving_out")
        of = tuple(self.selectors(of_node, f"{where}.of")) if of_node is not None else ()
        out = tuple(self.selectors(out_node, f"{where}.leaving_out")) if out_node is not None else ()
        number = form.one_of("number", NUMBERS, "count")
        days = form.one_of("of_days", DAY_KINDS, "working")
        within = self._window(form)
        cap_node = form.node_of("at_most_a_day")
        cap = self.number(cap_node, f"{where}.at_most_a_day", _HALF) if cap_node is not None else None
        if within is None or not of:
            return None
        found = next(each for each in NUMBERS if each == number)
        return Tally(of, found, within, next(each for each in DAY_KINDS if each == days), cap, out)

    def _window(self, form: Form) -> Window | None:
        node = form.node_of("within")
        if node is None:
            return None
        if isinstance(node.value, dict):
            rolling = Form(node, f"{form.where}.within", self.faults, ("rolling_days",))
            number = rolling.node_of("rolling_days")
            if number is None:
                return None
            days = self.number(number, f"{form.where}.within.rolling_days")
            if days is not None and not 2 <= days <= 3660:
                self._impossible(number.place, "连续几天为一段的,须是 2 到 3660 天", "rolling days are 2 to 3660")
                return None
            return None if days is None else Window("rolling", int(days))
        word = form.one_of("within", WINDOWS, "year")
        return Window(next(each for each in WINDOWS if each == word))

    def _possible(self, limb: Limb) -> None:
        """Whether the figure can be reached within the window at all."""
        tally = limb.tally
        if limb.figure == 0:
            self._impossible(limb.place, "界限是零", "the figure is zero")
        if limb.op == "for_every" and tally.within.kind == "rolling":
            self._impossible(limb.place, "滚动的一段里不能“每满”", "for_every cannot be told in rolling days")
        if limb.op == "for_every" and tally.number == "longest_run":
            self._impossible(limb.place, "最长连续天数不能“每满”", "for_every cannot be told of a longest run")
        if tally.of_days != "working" and tally.number != "longest_run":
            self._impossible(limb.place, "of_days 只用于最长连续天数", "of_days is for longest_run only")
        most = Decimal(tally.within.days or _LONGEST.get(tally.within.kind, 366))
        if tally.at_most_a_day is not None:
            most *= tally.at_most_a_day
        elif tally.number != "longest_run":
            return
        if limb.figure > most or (limb.op == "more_than" and limb.figure == most):
            zh = f"这一段里至多 {most},到不了 {limb.figure}"
            self._impossible(limb.place, zh, f"the window holds at most {most}, never {limb.figure}")

    # --- what follows -----------------------------------------------------------------------------------------------

    def _counts_as(self) -> CountsAs | None:
        node = self.form.node_of("counts_as")
        if node is None:
            return None
        where = f"{self.form.where}.counts_as"
        form = Form(node, where, self.faults, ("label",), ("days", "at_least"))
        label_node, days_node, least_node = form.node_of("label"), form.node_of("days"), form.node_of("at_least")
        if label_node is not None:
            self.word(LABELS, label_node)
        same = days_node is not None and days_node.value == "same"
        days = self.number(days_node, f"{where}.days", _HALF) if days_node is not None and not same else None
        least = self.number(least_node, f"{where}.at_least", _HALF) if least_node is not None else None
        if least_node is not None and not same:
            form.fault("PE202", least_node.place, where=where, key="days: same")
        return CountsAs(form.text("label"), days, same, least)

    def _outcome(self) -> Outcome:
        node = self.form.node_of("then")
        if node is None:
            return Outcome()
        where = f"{self.form.where}.then"
        form = Form(node, where, self.faults, (), OUTCOME_KEYS)
        penalties, choose, by = self._penalty(form)
        starts = form.one_of("starts", ("next_month",), "")
        pay = form.node_of("pay_only")
        withhold = self.words(form, "withhold", FUNDS)
        less = form.flag("less_withheld", False)
        if less and not withhold:
            form.fault("PE202", form.place("less_withheld"), where=where, key="withhold")
        return Outcome(
            penalties,
            choose,
            by,
            self.words(form, "finding", FINDINGS),
            self._deduction(form),
            withhold,
            less,
            self.number(pay, f"{where}.pay_only", Decimal("0.01")) if pay is not None else None,
            starts == "next_month",
        )

    def _penalty(self, form: Form) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        node = form.node_of("penalty")
        if node is None or not isinstance(node.value, dict):
            return self.words(form, "penalty", CONSEQUENCES), (), ""
        each = Form(node, f"{form.where}.penalty", self.faults, ("one_of",), ("by",))
        by = each.text("by")
        if by:
            known("PE307", by, self.context.vocabulary.actors, each.place("by"), self.faults)
        return (), self.words(each, "one_of", CONSEQUENCES), by

    def _deduction(self, form: Form) -> Deduction | None:
        node = form.node_of("deduct")
        if node is None:
            if "from" in form:
                form.fault("PE202", form.place("from"), where=form.where, key="deduct")
            return None
        funds = self.words(form, "from", FUNDS)
        if isinstance(node.value, str):
            parameters = self.context.parameters
            if known("PE303", node.value, parameters, node.place, self.faults):
                unit = parameters[node.value].unit
                if unit != "yuan":
                    wrong_kind(node, f"{form.where}.deduct", ("以元为单位的参数", "a parameter in yuan"), self.faults)
            return Deduction(node.value, funds)
        amount = self.number(node, f"{form.where}.deduct", Decimal("0.01"))
        return None if amount is None else Deduction(amount, funds)
