"""Judging a history: the layers of the rules one after the other, chaining inside a layer, tallies at its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from policy_engine.arithmetic import WorkingDay
from policy_engine.citations import LedgerEntry
from policy_engine.compiled.histories import HistoryBook
from policy_engine.happenings import CountsAs
from policy_engine.histories.answer import Consequence, HistoryAnswer, State
from policy_engine.histories.completing import Outcomes, narrowed
from policy_engine.histories.events import History
from policy_engine.histories.grounds import grounds
from policy_engine.histories.matching.choose import choose
from policy_engine.histories.matching.firing import sources_first
from policy_engine.histories.matching.model import Chainer, Fact, Value
from policy_engine.histories.money import figure_of, highest_only, withheld
from policy_engine.histories.occurrences import Occurrence, occurrences_of, portions_of
from policy_engine.histories.tallies import Member, Tallied, tallied
from policy_engine.histories.translating import Firing, Layer, Role, translate
from policy_engine.rules import HistoryRule


class Judge:
    """Judges histories of one jurisdiction; its layers are translated once. May be shared by threads.

    Args:
        book: the rules.
        ledger: the clauses, for citations.
        digest: the rulebook's digest.
        working_day: tells working days.
        checking: whether both chainers run and have to agree.
    """

    def __init__(
        self,
        book: HistoryBook,
        ledger: Mapping[str, LedgerEntry],
        digest: str,
        working_day: WorkingDay,
        checking: bool = False,
    ) -> None:
        self.book = book
        self.ledger = ledger
        self.digest = digest
        self.working_day = working_day
        self.layers = [translate(layer, dict(book.instruments)) for layer in book.layers]
        self.chainers: list[Chainer] = [choose(layer.matches, checking=checking) for layer in self.layers]
        self.rules = {rule.id: rule for rule in book.rules}

    def answer(self, history: History) -> HistoryAnswer:
        """What the history adds up to.

        Raises:
            RequestError: working days of a year are not known.
            EngineError: a chainer cannot take the facts, or the two do not agree.
        """
        return _Run(self, history).answer()


@dataclass(frozen=True, slots=True)
class _Fired:
    """That a rule fired for an occurrence; ``maybe``: only if ``needs`` turn out so."""

    source: int
    maybe: bool
    needs: tuple[str, ...]


class _Run:
    """One history on its way through the layers."""

    def __init__(self, judge: Judge, history: History, twice: Collection[int] | None = None) -> None:
        self.judge = judge
        self.history = history
        self.whole = twice is not None  # one way of filling in
        self.known, self.outside, self.twice = occurrences_of(history, judge.working_day, twice)
        self.set_off: set[int] = set()
        self.tallies: list[Tallied] = []
        self.consequences: list[Consequence] = []

    def outcomes(self) -> Outcomes:
        """Layer after layer, then money; then the bounds of what is open, as narrow as they are."""
        for layer, chainer in zip(self.judge.layers, self.judge.chainers, strict=True):
            self._layer(layer, chainer)
        marked = [rule.id for rule in self.judge.rules.values() if rule.body.one_act]
        found = highest_only(self.consequences, marked)
        found = withheld(found, self.history, [each for each in self.known if each.kind == "event"])
        if self.whole:
            return self.tallies, found
        return narrowed(self.history, (self.tallies, found), self.judge.book.rules, self._filled_in)

    def _filled_in(self, history: History) -> Outcomes:
        return _Run(self.judge, history, self.twice).outcomes()

    def answer(self) -> HistoryAnswer:
        """What comes of it, and what that rests on."""
        self.tallies, found = self.outcomes()
        found.sort(key=lambda each: (each.date, each.clause, each.rule, each.key, each.state))
        return HistoryAnswer(
            self.history,
            tuple(self.known),
            tuple(self.tallies),
            tuple(found),
            tuple(self.outside),
            tuple(self.twice),
            *grounds(self.judge.book, self.judge.ledger, self.known, self.tallies, found),
            self.judge.digest,
            "+".join(dict.fromkeys(each.name for each in self.judge.chainers)),
        )  # fmt: skip

    # --- one layer --------------------------------------------------------------------------------------------------

    def _layer(self, layer: Layer, chainer: Chainer) -> None:
        given = [each for each in self.known if each.id not in self.set_off]
        fired = self._chained(layer, chainer, given)
        for rule in layer.rules:
            if rule.body.each and not rule.body.outcome.empty:
                role: Role = "fires" if rule.body.counts_as is None else "label"
                for each in self._once_an_act(fired.get((rule.id, role, 0), ())):
                    self._from_one(rule, each)
        for rule in layer.rules:
            if rule.body.limbs:
                self._tally(rule, layer, fired)
            if rule.body.instead_of_event:
                self._set_off(fired.get((rule.id, "label", 0), ()))

    def _set_off(self, fired: Iterable[_Fired]) -> None:
        """Events that count as a label only are gone for what comes after; those that may are in the balance."""
        for each in fired:
            if each.maybe:
                self.known[each.source] = replace(self.known[each.source], maybe=True, needs=each.needs)
            else:
                self.set_off.add(each.source)

    def _chained(
        self, layer: Layer, chainer: Chainer, given: list[Occurrence]
    ) -> dict[tuple[str, Role, int], list[_Fired]]:
        """What fires, by rule, part and limb; labels are made on the way. A rule fires once for each occurrence."""
        facts = [each.fact(number) for number, each in enumerate(given)]
        derivations = {each.fact.id: each for each in chainer.chain(layer.matches, facts)}
        ids = {number: each.id for number, each in enumerate(given)}  # by the chainer's number, the occurrence
        made: dict[tuple[str, Role, int, int], _Fired] = {}
        labels: dict[tuple[str, int], int] = {}
        order = sources_first({number: each.source for number, each in derivations.items()}, len(facts))
        # What is sure comes before what only may be, so that it is what a label says.
        for number in order:
            derivation = derivations[number]
            firing = layer.firings[derivation.rule]
            source = self.known[ids[derivation.source]]
            needs = self._needs(source, firing)
            maybe = bool(firing.missing) or source.maybe
            key = (firing.rule.id, firing.role, firing.limb, source.id)
            before = made.get(key)
            if firing.role == "label":
                ids[number] = self._label(firing.rule, source, maybe, needs, derivation.fact, labels)
            if before is None or (before.maybe and not maybe):
                made[key] = _Fired(source.id, maybe, needs)
        found: dict[tuple[str, Role, int], list[_Fired]] = {}
        for (rule, role, limb, _), each in sorted(made.items()):
            found.setdefault((rule, role, limb), []).append(each)
        return found

    def _needs(self, source: Occurrence, firing: Firing) -> tuple[str, ...]:
        missing = tuple(f"events.{source.event}.{name}" for name in firing.missing if source.event >= 0)
        return tuple(dict.fromkeys((*source.needs, *missing)))

    def _label(
        self,
        rule: HistoryRule,
        source: Occurrence,
        maybe: bool,
        needs: tuple[str, ...],
        fact: Fact,
        labels: dict[tuple[str, int], int],
    ) -> int:
        """The id of the label that a rule gives an occurrence; given twice, it is one."""
        key = (rule.id, source.id)
        if key in labels:
            label = self.known[labels[key]]
            if label.maybe and not maybe:
                facts = tuple((name, False if name == "maybe" else value) for name, value in label.facts)
                self.known[label.id] = replace(label, maybe=False, needs=needs, facts=facts)
            return labels[key]
        counts_as = rule.body.counts_as
        assert counts_as is not None
        portions, confirm = portions_of(counts_as, source)
        label = Occurrence(
            len(self.known), "label", counts_as.label, source.date, source.act, portions, source.event, fact.fields,
            rule.id, (source.id,), maybe, needs, confirm,
        )  # fmt: skip
        self.known.append(label)
        labels[key] = label.id
        return label.id

    def _once_an_act(self, fired: Iterable[_Fired]) -> Iterable[_Fired]:
        """A rule has its consequence once for one act, though the act bears a label beside the event."""
        found: dict[object, _Fired] = {}
        for each in fired:
            act = self.known[each.source].act
            if act not in found or (found[act].maybe and not each.maybe):
                found[act] = each
        return found.values()

    # --- tallies ----------------------------------------------------------------------------------------------------

    def _tally(self, rule: HistoryRule, layer: Layer, fired: dict[tuple[str, Role, int], list[_Fired]]) -> None:
        by_window: dict[str, list[int]] = {}
        period = layer.periods[rule.id]
        for index, limb in enumerate(rule.body.limbs):
            left_out = {each.source: each for each in fired.get((rule.id, "left_out", index), ())}
            rolls = limb.tally.within.kind == "rolling"
            members = list(self._members(fired.get((rule.id, "member", index), ()), left_out, rolls))
            span = (self.history.start, self.history.end)
            for each in tallied(rule.id, limb, members, span, self.judge.working_day, self.history.locate(("events",))):
                at = each.crossings[0] if each.crossings else each.end
                if period.covers(at.toordinal()):
                    by_window.setdefault(each.key, []).append(len(self.tallies))
                    self.tallies.append(each)
        for key, numbers in by_window.items():
            self._from_window(rule, key, numbers)

    def _members(self, fired: Iterable[_Fired], left_out: dict[int, _Fired], rolls: bool) -> Iterator[Member]:
        """The members, less those whose act also passes what is left out; a window that rolls is sure of no date that
        may move."""
        acts: dict[object, _Fired] = {}
        for each in left_out.values():
            act = self.known[each.source].act
            if act not in acts or acts[act].maybe:
                acts[act] = each
        for each in fired:
            source = self.known[each.source]
            out = acts.get(source.act)
            if out is None:
                moves = source.moves if rolls else ()
                yield Member(source, each.maybe or bool(moves), (*each.needs, *moves))
            elif out.maybe:
                yield Member(source, True, tuple(dict.fromkeys((*each.needs, *out.needs))))

    # --- what follows -----------------------------------------------------------------------------------------------

    def _from_one(self, rule: HistoryRule, fired: _Fired) -> None:
        source = self.known[fired.source]
        if source.date < self.history.start:  # it belongs to the period in which it began
            return
        amount, unset = self._figure(rule, source.date)
        sure = Decimal(0) if fired.maybe else amount
        self.consequences.append(
            Consequence(
                rule.id, rule.clause, "open" if fired.maybe else "due", source.date.isoformat(), source.date,
                rule.body.outcome.begins(source.date), rule.body.outcome, (source.id,), (), sure, amount, unset,
                needs=fired.needs, act=source.act,
            )
        )  # fmt: skip

    def _from_window(self, rule: HistoryRule, key: str, numbers: list[int]) -> None:
        found = [self.tallies[number] for number in numbers]
        reached = [each for each in found if each.reached]
        opened = [each for each in found if each.reached is None]
        grown = [each for each in reached if each.possible is None or each.possible > each.times]
        dates = sorted(date for each in reached for date in each.crossings)
        needs = tuple(dict.fromkeys(need for each in (*opened, *grown) for need in each.needs))
        if rule.body.counts_as is not None:
            self._labels_of_window(rule, key, numbers, dates, (*opened, *grown))
        if rule.body.outcome.empty or not (reached or opened):
            return
        state: State = "due" if reached else "open"
        date = dates[0] if dates else self._last(found)
        amount, unset = self._figure(rule, date)
        every = [each for each in found if each.limb.op == "for_every"]
        times = sum(each.times for each in every) if every else int(bool(reached))
        possible = [each.possible for each in every] if every else [1]
        at_most = None if None in possible else amount * sum(each for each in possible if each is not None)
        members = tuple(
            dict.fromkeys(each for one in (reached or opened) for each in (*one.members, *one.open_members))
        )
        kept = tuple(number for number in numbers if self.tallies[number].reached is not False)
        if reached and not every:  # due in any case; from which month may still depend on what is open
            starts = rule.body.outcome.begins(date) is not None
            needs = tuple(dict.fromkeys(need for each in found for need in each.needs)) if starts else ()
        self.consequences.append(
            Consequence(
                rule.id, rule.clause, state, key, date, rule.body.outcome.begins(date), rule.body.outcome, members,
                kept, amount * times, at_most, unset, needs=needs,
            )
        )  # fmt: skip

    def _labels_of_window(
        self, rule: HistoryRule, key: str, numbers: list[int], dates: list[dt.date], opened: Iterable[Tallied]
    ) -> None:
        """The labels that a tally gives: one a crossing, or one for the first of several limbs reached."""
        counts_as = rule.body.counts_as
        assert counts_as is not None
        tallies = [self.tallies[number] for number in numbers]
        every = any(each.limb.op == "for_every" for each in tallies)
        given = dates if every else dates[:1]
        members = tuple(dict.fromkeys(each for one in tallies for each in one.members))
        for index, date in enumerate(given):
            moves = tuple(dict.fromkeys(need for each in tallies if each.open_members for need in each.needs))
            self._window_label(rule, counts_as, date, (key, index), members, moves=moves)
        if given and not every:
            return
        for each in opened:
            more = 1 if each.possible is None else each.possible - each.times
            for index in range(more):
                at = (key, len(given) + index)
                self._window_label(rule, counts_as, self._last([each]), at, (*members, *each.open_members), each.needs)

    def _window_label(
        self,
        rule: HistoryRule,
        counts_as: CountsAs,
        date: dt.date,
        act: tuple[str, int],
        members: tuple[int, ...],
        needs: tuple[str, ...] | None = None,
        moves: tuple[str, ...] = (),
    ) -> None:
        maybe = needs is not None
        facts: tuple[tuple[str, Value], ...] = (("date", date.toordinal()), ("maybe", maybe))
        portions = () if counts_as.days is None else ((date, counts_as.days),)
        self.known.append(
            Occurrence(
                len(self.known), "label", counts_as.label, date, ("window", rule.id, *act), portions, -1, facts,
                rule.id, members, maybe, needs or (), moves=moves,
            )
        )  # fmt: skip

    def _last(self, found: Iterable[Tallied]) -> dt.date:
        """The last date on which something in a window happened."""
        numbers = (number for each in found for number in (*each.members, *each.open_members))
        return max(self.known[number].date for number in numbers)

    def _figure(self, rule: HistoryRule, date: dt.date) -> tuple[Decimal, str]:
        deduction = rule.body.outcome.deduct
        if deduction is None:
            return Decimal(0), ""
        found, unset = figure_of(deduction, self.judge.book.instruments[rule.instrument], date.toordinal())
        return found or Decimal(0), unset
