"""Sums of money: what a rule deducts, what is withheld and was already, and one act, one sum, the highest."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from policy_engine.happenings import Deduction, Outcome
from policy_engine.histories.answer import Consequence
from policy_engine.histories.events import History
from policy_engine.histories.occurrences import Occurrence
from policy_engine.rules import Instrument

_MONTHS = 12


def figure_of(deduction: Deduction, instrument: Instrument, day: int) -> tuple[Decimal | None, str]:
    """The sum on a day (ordinal), or None and the parameter that has no figure."""
    if isinstance(deduction.amount, Decimal):
        return deduction.amount, ""
    parameter = instrument.parameters[deduction.amount]
    value = parameter.on(day)
    if value is None or not isinstance(value.value, Decimal):
        return None, f"{instrument.id}/{parameter.name}"
    return value.value, ""


def highest_only(
    consequences: Sequence[Consequence], occurrences: Sequence[Occurrence], marked: Iterable[str]
) -> list[Consequence]:
    """Of several sums for one act by rules that say so (``marked``) the highest stays due; of equal ones the first.

    Only rules on single acts compete: what a tally deducts is for all its members together.
    """
    names = set(marked)
    best: dict[Hashable, Consequence] = {}
    for each in consequences:
        if _competes(each, names):
            act = occurrences[each.occurrences[0]].act
            if act not in best or each.amount > best[act].amount:
                best[act] = each
    found = []
    for each in consequences:
        winner = best[occurrences[each.occurrences[0]].act] if _competes(each, names) else each
        if winner is each:
            found.append(each)
            continue
        beside = replace(each.outcome, deduct=None)
        if not beside.empty:  # another kind of consequence stands beside the sum
            found.append(replace(each, outcome=beside, amount=Decimal(0), at_most=Decimal(0)))
        only = Outcome(deduct=each.outcome.deduct)
        found.append(replace(each, state="absorbed", outcome=only, amount=Decimal(0), absorbed_by=winner.rule))
    return found


def _competes(each: Consequence, names: set[str]) -> bool:
    single = len(each.occurrences) == 1 and not each.tallies
    return each.state == "due" and each.rule in names and each.outcome.deduct is not None and single


def withheld(
    consequences: Sequence[Consequence], history: History, reported: Iterable[Occurrence]
) -> list[Consequence]:
    """The amounts withheld, by fund. A year's forfeit that says so is less what was withheld in its months already:
    by rules for the month, or as an event reports; a month counts once.
    """
    events = [history.events[each.event] for each in reported if each.name == "allowance_withheld"]
    found = []
    for each in consequences:
        if not each.outcome.withhold:
            found.append(each)
            continue
        months = 1 if len(each.key) == 7 and "Q" not in each.key else 3 if "Q" in each.key else _MONTHS
        amounts: dict[str, Decimal | None] = {}
        less: dict[str, None] = {}
        for fund in each.outcome.withhold:
            before: dict[str, Decimal | None] = {}
            if each.outcome.less_withheld:
                before = _before(each, fund, consequences, history)
                for event in events:
                    if event.facts.get("fund", fund) == fund and _within(each.key, event.date.isoformat()):
                        amount = event.facts.get("amount")
                        before[event.date.isoformat()[:7]] = amount if isinstance(amount, Decimal) else None
            less |= dict.fromkeys(sorted(before))
            amounts[fund] = _amount(history.monthly, fund, months, before)
        found.append(replace(each, withheld=amounts, less=tuple(less)))
    return found


def _before(
    each: Consequence, fund: str, consequences: Sequence[Consequence], history: History
) -> dict[str, Decimal | None]:
    return {
        other.key: history.monthly.get(fund)
        for other in consequences
        if other is not each
        and other.state == "due"
        and fund in other.outcome.withhold
        and other.key != each.key
        and _within(each.key, other.key)
    }


def _within(year: str, key: str) -> bool:
    return key.startswith(year[:4]) and len(key) > len(year)


def _amount(
    monthly: Mapping[str, Decimal], fund: str, months: int, before: Mapping[str, Decimal | None]
) -> Decimal | None:
    a_month = monthly.get(fund)
    if a_month is None or None in before.values():
        return None
    known = [amount for amount in before.values() if amount is not None]
    return max(a_month * months - sum(known, Decimal(0)), Decimal(0))
