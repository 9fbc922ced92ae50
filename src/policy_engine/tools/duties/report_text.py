"""The report of a check as text: what is not met first, then what cannot be judged, is not due, is met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from policy_engine.compiled.models import Models
from policy_engine.decisions.words import STATUSES as KINDS
from policy_engine.duties.results import DutyReport, DutyResult, Findings, PeriodResult, Status
from policy_engine.requests.fields import plain
from policy_engine.tools.duties.names import Names
from policy_engine.tools.duties.words import STATUSES, UNKNOWN

_ORDER: tuple[Status, ...] = ("not_met", "cannot_judge", "not_due", "met")
_SHOWN = 12
"""How many periods of one duty are told one by one."""


def report_text(report: DutyReport, models: Models, lang: str = "zh") -> str:
    """The report in ``zh`` or ``en``; sections with nothing to say are left out."""
    return "\n".join(_Report(report, Names(models, lang)).lines()) + "\n"


class _Report:
    def __init__(self, report: DutyReport, names: Names) -> None:
        self.report = report
        self.names = names

    def lines(self) -> Iterator[str]:
        report, names = self.report, self.names
        start, end = (day.isoformat() for day in report.records)
        where = names.jurisdiction(report.jurisdiction)
        yield names.word("title_report", jurisdiction=where, start=start, end=end, on=report.on.isoformat())
        yield names.word("whole", status=names.pick(STATUSES[report.status]))
        facts = [names.fact(name, value) for name, value in report.facts.items()]
        yield from self._section(names.word("facts"), facts or [names.word("no_facts")])
        for status in _ORDER:
            found = [each for each in report.binding if each.status == status]
            heading = f"{names.pick(STATUSES[status])}: {len(found)}"
            yield from self._section(heading, (line for each in found for line in self._duty(each)))
        advice = [
            each for each in report.results if each.advice and not each.not_in_force and each.status != "not_bound"
        ]
        yield from self._section(names.word("advice"), (line for each in advice for line in self._duty(each, True)))
        aside = [each for each in report.results if each.not_in_force and each.status != "not_bound"]
        yield from self._section(
            names.word("not_in_force"), (line for each in aside for line in self._duty(each, True))
        )
        unbound = [each for each in report.results if each.status == "not_bound"]
        shown = (f"{each.label.say(names.lang)} ({each.duty})" for each in unbound)
        yield from self._section(names.pick(STATUSES["not_bound"]), shown)
        yield ""
        yield names.word("rulebook", digest=report.rulebook[:12])

    def _section(self, heading: str, lines: Iterable[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield heading
            yield from ("  " + line for line in found)

    # --- one duty ---------------------------------------------------------------------------------------------------

    def _duty(self, result: DutyResult, with_status: bool = False) -> Iterator[str]:
        names = self.names
        status = f"[{names.pick(STATUSES[result.status])}] " if with_status else ""
        kind = f"({names.pick(KINDS[result.not_in_force])}) " if result.not_in_force else ""
        who = names.who(result.effect.who)
        yield f"{status}{kind}{result.label.say(names.lang)} — {who}  [{result.clause}] {result.duty}"
        if result.needs:
            yield "  " + names.word("needs", facts=names.word("and").join(map(names.field, result.needs)))
        told = [each for each in result.periods if each.status == result.status or each.status in _ORDER[:2]]
        rest = [each for each in result.periods if each not in told]
        for period in told[:_SHOWN]:
            yield "  " + self._period(result, period)
        rest = [*told[_SHOWN:], *rest]
        for status_of_rest in _ORDER:
            number = sum(each.status == status_of_rest for each in rest)
            if number:
                said = names.pick(STATUSES[status_of_rest])
                yield "  " + names.word("more_periods", number=str(number), status=said)

    def _period(self, result: DutyResult, period: PeriodResult) -> str:
        names = self.names
        due = names.word("no_day") if period.due is None else names.word("due_on", day=period.due.isoformat())
        parts = [f"[{names.pick(STATUSES[period.status])}] {names.word('period', period=period.key, due=due)}"]
        unit = result.effect.asks.unit if result.effect.asks.count == "quantity" else "time"
        parts.append(names.word("counted", amount=names.quantity(period.counted, unit)))
        wanting = list(self._findings(result, period.findings))
        if wanting and period.status == "not_due":
            wanting[0] = names.word("still") + wanting[0]
        if not wanting and period.status == "not_met":
            wanting.append(names.word("judged_short" if period.counted else "nothing_done"))
        if period.left_out:
            wanting.append(names.word("left_out"))
        if period.problem is not None:
            wanting.append(period.problem.message("zh" if names.lang == "zh" else "en"))
        return names.word("semicolon").join([*parts, *wanting])

    def _findings(self, result: DutyResult, found: Findings) -> Iterator[str]:
        names, asks = self.names, result.effect.asks
        labels = {item.name: item.label.say(names.lang) for item in asks.items}
        labels |= {measure.name: measure.label.say(names.lang) for measure in asks.measures}
        units = {measure.name: measure.unit for measure in asks.measures}
        if found.short is not None:
            yield names.word("short", number=self._number(found.short, asks.unit if asks.count == "quantity" else ""))
        if found.over is not None:
            yield names.word("over", number=self._number(found.over, asks.unit if asks.count == "quantity" else ""))
        if found.late is not None:
            yield names.word("late_one" if found.late == 1 else "late", number=str(found.late))
        if found.missing:
            yield names.word("missing", items=names.word("and").join(labels.get(each, each) for each in found.missing))
        if found.missing_records:
            yield names.word("missing_records", papers=names.word("and").join(map(names.actor, found.missing_records)))
        for key, figures in (("short_of", found.short_of), ("over_of", found.over_of)):
            for name, value in figures.items():
                yield names.word(key, name=labels.get(name, name), number=self._number(value, units.get(name, "")))
        if found.advised:
            yield names.word("advised", items=names.word("and").join(labels.get(each, each) for each in found.advised))
        if found.unknown:
            what = names.word("and").join(self._unknown(each, labels) for each in found.unknown)
            yield names.word("unknown", what=what)

    def _unknown(self, name: str, labels: dict[str, str]) -> str:
        if name in UNKNOWN:
            return self.names.pick(UNKNOWN[name])
        return labels.get(name) or self.names.field(name)

    def _number(self, value: Decimal, unit: str) -> str:
        return self.names.quantity(value, unit) if unit else str(plain(value))
