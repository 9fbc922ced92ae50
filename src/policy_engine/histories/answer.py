"""What a history adds up to: labels, tallies, consequences, each with the rule behind it, and what is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from policy_engine.citations import Citation
from policy_engine.decisions.parts import Noted
from policy_engine.happenings import Outcome
from policy_engine.histories.events import History
from policy_engine.histories.occurrences import Occurrence
from policy_engine.histories.tallies import Tallied
from policy_engine.requests.fields import plain

State: TypeAlias = Literal["due", "open", "absorbed"]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows by one rule, from one occurrence or for one window.

    ``state``: ``due``; ``open``, where it depends on ``needs``; ``absorbed``, where another sum for the same act, by
    the rule ``absorbed_by``, is higher. ``amount`` is what is due, in yuan, ``at_most`` what it may come to (None: no
    bound), ``unset`` the parameter without a figure. ``less`` are the windows for which a fund was withheld before.
    ``withheld`` are the amounts withheld by fund, None where its monthly amount is not known.
    """

    rule: str
    clause: str
    state: State
    key: str
    date: dt.date
    starts: dt.date | None
    outcome: Outcome
    occurrences: tuple[int, ...] = ()
    tallies: tuple[int, ...] = ()
    amount: Decimal = Decimal(0)
    at_most: Decimal | None = Decimal(0)
    unset: str = ""
    withheld: Mapping[str, Decimal | None] = field(default_factory=dict)
    less: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    absorbed_by: str = ""
    act: Hashable = field(default=None, compare=False)
    """The act from which it follows; None where it follows from a tally."""

    def data(self) -> dict[str, Any]:
        """As plain data."""
        outcome = self.outcome
        found: dict[str, Any] = {
            "rule": self.rule,
            "clause": self.clause,
            "state": self.state,
            "window": self.key,
            "date": self.date.isoformat(),
            "starts": None if self.starts is None else self.starts.isoformat(),
            "penalties": list(outcome.penalties),
            "choose": {"one_of": list(outcome.choose), "by": outcome.by or None} if outcome.choose else None,
            "findings": list(outcome.findings),
            "deduct": None,
            "withhold": None,
            "pay_only": None if outcome.pay_only is None else plain(outcome.pay_only),
            "occurrences": list(self.occurrences),
            "tallies": list(self.tallies),
            "needs": list(self.needs),
            "absorbed_by": self.absorbed_by or None,
        }
        if outcome.deduct is not None:
            found["deduct"] = {
                "amount": plain(self.amount),
                "at_most": None if self.at_most is None else plain(self.at_most),
                "from": list(outcome.deduct.funds),
                "unset": self.unset or None,
            }
        if outcome.withhold:
            amounts = {fund: None if each is None else plain(each) for fund, each in self.withheld.items()}
            found["withhold"] = {"funds": amounts, "less": list(self.less)}
        return found


@dataclass(frozen=True)
class HistoryAnswer:
    """The answer. ``occurrences`` are the events that count and all labels, by id; the others point to them.

    ``outside`` are the numbers of events outside the period, ``twice`` of those recorded twice; neither counts.
    ``chainer`` says which matcher ran; it is no part of what the answer says.
    """

    history: History
    occurrences: tuple[Occurrence, ...]
    tallies: tuple[Tallied, ...]
    consequences: tuple[Consequence, ...]
    outside: tuple[int, ...]
    twice: tuple[int, ...]
    citations: tuple[Citation, ...]
    readings: tuple[Noted, ...]
    cautions: tuple[Noted, ...]
    rulebook: str
    chainer: str = field(default="", compare=False)

    @property
    def labels(self) -> tuple[Occurrence, ...]:
        """The labels given for sure."""
        return tuple(each for each in self.occurrences if each.kind == "label" and not each.maybe)

    def label_sums(self) -> dict[str, Decimal]:
        """Each label with its days, or how often it was given where it has none."""
        found: dict[str, Decimal] = {}
        for each in self.labels:
            known = [amount for _, amount in each.portions if amount is not None]
            more = sum(known, Decimal(0)) if each.portions else Decimal(1)
            found[each.name] = found.get(each.name, Decimal(0)) + more
        return found

    def due(self) -> tuple[Consequence, ...]:
        """The consequences that are due."""
        return tuple(each for each in self.consequences if each.state == "due")

    @property
    def deduct(self) -> Decimal:
        """All sums of money due, in yuan."""
        return sum((each.amount for each in self.due()), Decimal(0))

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts not stated on which something depends, as ``events.0.minutes``."""
        tallies = (each.needs for each in self.tallies if each.low != each.high or each.reached is None)
        labels = (each.needs for each in self.occurrences if each.maybe and each.kind == "label")
        return tuple(
            dict.fromkeys(
                need for each in (*(each.needs for each in self.consequences), *tallies, *labels) for need in each
            )
        )

    def short(self) -> tuple[Tallied, ...]:
        """The tallies that have something in them and are short of their next threshold, fewest missing first."""
        found = [each for each in self.tallies if each.short is not None and each.reached is not None and each.low]
        return tuple(sorted(found, key=lambda each: (each.short or 0, each.rule, each.key)))

    def ahead(self) -> tuple[Tallied, ...]:
        """Those short of their next threshold whose window is not over, and whose consequence is not due anyhow."""
        due = {(each.rule, each.key) for each in self.due()}
        return tuple(
            each
            for each in self.short()
            if not each.is_over(self.history.on) and (each.limb.op == "for_every" or (each.rule, each.key) not in due)
        )

    def clause_of(self, rule: str) -> str:
        """The clause of a rule that is cited."""
        return next((each.clause for each in self.citations if each.rule == rule), "")

    def data(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {
            "schema_version": "1",
            "jurisdiction": self.history.jurisdiction,
            "person": self.history.person or None,
            "post": self.history.post or None,
            "period": {"from": self.history.start.isoformat(), "until": self.history.end.isoformat()},
            "as_of": self.history.on.isoformat(),
            "events": [each.data() for each in self.history.events],
            "outside": list(self.outside),
            "twice": list(self.twice),
            "occurrences": [_occurrence(each) for each in self.occurrences],
            "labels": {name: plain(amount) for name, amount in self.label_sums().items()},
            "tallies": [_tallied(each) for each in self.tallies],
            "consequences": [each.data() for each in self.consequences],
            "deduct": plain(self.deduct),
            "needs": list(self.needs),
            "citations": [
                {"rule": each.rule, "clause": each.clause, "instrument": each.instrument, "locator": each.locator,
                 "zh": each.gist.zh, "en": each.gist.en, "document": each.document, "at": each.at}
                for each in self.citations
            ],
            "readings": [_noted(each) for each in self.readings],
            "cautions": [_noted(each) for each in self.cautions],
            "rulebook": self.rulebook,
            "metadata": {"chainer": self.chainer},
        }  # fmt: skip


def _occurrence(each: Occurrence) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind,
        "name": each.name,
        "date": each.date.isoformat(),
        "days": None if each.days is None else plain(each.days),
        "event": each.event if each.event >= 0 else None,
        "rule": each.rule or None,
        "from": list(each.sources),
        "maybe": each.maybe,
        "confirm": each.confirm,
        "needs": list(each.needs),
    }


def _tallied(each: Tallied) -> dict[str, Any]:
    tally = each.limb.tally
    return {
        "rule": each.rule,
        "number": tally.number,
        "within": tally.within.kind,
        "window": each.key,
        "start": each.start.isoformat(),
        "end": each.end.isoformat(),
        "low": plain(each.low),
        "high": None if each.high is None else plain(each.high),
        each.limb.op: plain(each.limb.figure),
        "reached": each.reached,
        "times": each.times,
        "crossings": [day.isoformat() for day in each.crossings],
        "members": list(each.members),
        "open_members": list(each.open_members),
        "short": None if each.short is None else plain(each.short),
        "cut": each.cut,
        "needs": list(each.needs),
    }


def _noted(each: Noted) -> dict[str, Any]:
    number = {"number": each.number} if each.number else {}
    return {"of": each.of, **number, "convention": each.convention or None, "zh": each.label.zh, "en": each.label.en}
