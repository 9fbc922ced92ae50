"""Sums of money: what a rule deducts, what is withheld and was already, and one act, one sum, the highest."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from policy_engine.happenings import Deduction, Outcome
from policy_engine.histories.answer import Consequence
from policy_engine.histories.events import Event, History
from policy_engine.histories.occurrences import Occurrence
from policy_engine.rules import Instrument


def figure_of(deduction: Deduction, instrument: Instrument, day: int) -> tuple[Decimal | None, str]:
    """The sum on a day (ordinal), or None and the parameter that has no figure."""
    if isinstance(deduction.amount, Decimal):
        return deduction.amount, ""
    parameter = instrument.parameters[deduction.amount]
    value = parameter.on(day)
    if value is None or not isinstance(value.value, Decimal):
        return None, f"{instrument.id}/{parameter.name}"
    return value.value, ""


def highest_only(consequences: Sequence[Consequence], marked: Iterable[str]) -> list[Consequence]:
    """Of several sums for one act by rules that say so (``marked``) the highest stays due; of equal ones the first.

    Only rules on single acts compete: what a tally deducts is for all its members together.
    """
    names = set(marked)
    best: dict[Hashable, Consequence] = {}
    for each in consequences:
        if (
            each.state == "due"
            and _competes(each, names)
            and (each.act not in best or each.amount > best[each.act].amount)
        ):
            best[each.act] = each
    found = []
    for each in consequences:
        winner = best.get(each.act) if _competes(each, names) else None
        if winner is None or winner is each:
            found.append(each)
        elif each.state == "open" and (each.at_most is None or each.at_most > winner.amount):
            # if it is so it takes the place of the other: together they come to no more than it does
            found.append(replace(each, at_most=None if each.at_most is None else each.at_most - winner.amount))
        else:
            beside = replace(each.outcome, deduct=None)
            if not beside.empty:  # another kind of consequence stands beside the sum
                found.append(replace(each, outcome=beside, amount=Decimal(0), at_most=Decimal(0)))
            only = Outcome(deduct=each.outcome.deduct)
            found.append(
                replace(each, state="absorbed", outcome=only, amount=Decimal(0), at_most=Decimal(0), needs=(),
                        absorbed_by=winner.rule)
            )  # fmt: skip
    return found


def _competes(each: Consequence, names: set[str]) -> bool:
    return each.act is not None and each.rule in names and each.outcome.deduct is not None


# --- funds ------------------------------------------------------------------------------------------------------------


def withheld(
    consequences: Sequence[Consequence], history: History, reported: Iterable[Occurrence]
) -> list[Consequence]:
    """The amounts withheld, by fund, and what is not known of them.

    A year's forfeit that says so is less what was withheld in its months already: of a month the whole where a rule
    withholds it, else what events report, the whole at most.
    """
    events = [(each.event, history.events[each.event]) for each in reported if each.name == "allowance_withheld"]
    found = []
    for each in consequences:
        if not each.outcome.withhold:
            found.append(each)
            continue
        amounts: dict[str, Decimal | None] = {}
        less: dict[str, None] = {}
        needs = list(each.needs)
        for fund in each.outcome.withhold:
            monthly, months = history.monthly.get(fund), months_of(each.key)
            already: dict[str, Decimal | None] = {}
            if each.outcome.less_withheld:
                already = _reported(events, fund, months, monthly, needs)
                narrower = [
                    other for other in consequences if fund in other.outcome.withhold and months_of(other.key) < months
                ]
                whole = {month for other in narrower if other.state == "due" for month in months_of(other.key)}
                already |= dict.fromkeys(sorted(whole), monthly)
                for other in narrower:
                    if other.state == "open" and (open_months := months_of(other.key) - whole):
                        already |= dict.fromkeys(sorted(open_months))
                        needs += other.needs
                less |= dict.fromkeys(sorted(already))
            known = [amount for amount in already.values() if amount is not None]
            if monthly is None or len(known) < len(already):
                amounts[fund] = None
            else:
                amounts[fund] = max(monthly * len(months) - sum(known, Decimal(0)), Decimal(0))
        found.append(replace(each, withheld=amounts, less=tuple(less), needs=tuple(dict.fromkeys(needs))))
    return found


def _reported(
    events: Iterable[tuple[int, Event]], fund: str, months: set[str], monthly: Decimal | None, needs: list[str]
) -> dict[str, Decimal | None]:
    """What events report as withheld, by month, the month's amount at most; None where that is not known."""
    found: dict[str, Decimal | None] = {}
    for number, event in events:
        month = event.date.isoformat()[:7]
        stated, amount = event.facts.get("fund"), event.facts.get("amount")
        if month not in months or stated not in (fund, None):
            continue
        needs += [f"events.{number}.{name}" for name, fact in (("fund", stated), ("amount", amount)) if fact is None]
        before = found.get(month, Decimal(0))
        if stated is None or before is None or not isinstance(amount, Decimal):
            found[month] = None
        else:
            found[month] = before + amount if monthly is None else min(before + amount, monthly)
    return found


def months_of(key: str) -> set[str]:
    """The months of a window, by its name: a year, a quarter or a month."""
    year, _, rest = key.partition("-")
    if not rest:
        return {f"{year}-{month:02}" for month in range(1, 13)}
    if rest.startswith("Q"):
        first = 3 * int(rest[1:]) - 2
        return {f"{year}-{month:02}" for month in range(first, first + 3)}
    return {key}
