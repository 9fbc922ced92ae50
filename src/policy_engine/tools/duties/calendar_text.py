"""The calendar of a year as text: month by month and actor by actor, what stands or waits for events apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy_engine.compiled.models import Models
from policy_engine.decisions.words import STATUSES as KINDS
from policy_engine.duties.calendar import DueDay, DutyInYear, DutyYear
from policy_engine.tools.duties.names import Names
from policy_engine.tools.duties.words import UNKNOWN

_OFTEN = ("day", "week", "days")
"""Periods of which a month holds several: they are told once a month."""


def calendar_text(year: DutyYear, models: Models, lang: str = "zh") -> str:
    """The calendar in ``zh`` or ``en``; sections with nothing to say are left out."""
    return "\n".join(_Calendar(year, Names(models, lang)).lines()) + "\n"


class _Calendar:
    def __init__(self, year: DutyYear, names: Names) -> None:
        self.year = year
        self.names = names
        self.binding = [each for each in year.duties if not each.not_in_force and not each.needs]

    def lines(self) -> Iterator[str]:
        names = self.names
        yield names.word(
            "title_year", jurisdiction=names.jurisdiction(self.year.jurisdiction), year=str(self.year.year)
        )
        facts = [names.fact(name, value) for name, value in self.year.facts.items()]
        yield from self._section(names.word("facts"), facts or [names.word("no_facts")])
        if not self.year.duties:
            yield ""
            yield names.word("nothing")
        for month in range(1, 13):
            yield from self._section(names.month(month), self._month(month))
        for kind in ("once", "standing", "event"):
            found = [each for each in self.binding if each.kind == kind and not self._dated(each)]
            yield from self._section(names.word(kind), self._by_actor((each, self._whole(each)) for each in found))
        undated = [each for each in self.binding if any(day.due is None for day in each.dues) and each.kind != "once"]
        yield from self._section(names.word("no_last_day"), self._without_day(undated))
        open_ = [each for each in self.year.duties if each.needs and not each.not_in_force]
        yield from self._section(names.word("may_bind"), (self._open(each) for each in open_))
        aside = [each for each in self.year.duties if each.not_in_force]
        yield from self._section(names.word("not_in_force"), (self._aside(each) for each in aside))
        yield ""
        yield names.word("rulebook", digest=self.year.rulebook[:12])

    def _section(self, heading: str, lines: Iterable[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield heading
            yield from ("  " + line for line in found)

    # --- months -----------------------------------------------------------------------------------------------------

    def _month(self, month: int) -> Iterator[str]:
        rows: list[tuple[DutyInYear, str]] = []
        for duty in self.binding:
            days = [
                day
                for day in duty.dues
                if day.due is not None and (day.due.year, day.due.month) == (self.year.year, month)
            ]
            if duty.effect.asks.every.kind in _OFTEN and len(days) > 1:
                rows.append((duty, self._often(duty, days)))
            else:
                rows.extend((duty, self._once(duty, day)) for day in days)
        yield from self._by_actor(rows)

    def _by_actor(self, rows: Iterable[tuple[DutyInYear, str]]) -> Iterator[str]:
        """Rows under the one who has to, in the order in which actors first appear."""
        grouped: dict[str, list[str]] = {}
        for duty, line in rows:
            grouped.setdefault(self.names.who(duty.effect.who), []).append(line)
        for who, lines in grouped.items():
            yield who
            yield from ("  " + line for line in lines)

    def _once(self, duty: DutyInYear, day: DueDay) -> str:
        assert day.due is not None
        part = f" — {self.names.word('in_part')}" if day.cut else ""
        return f"{self.names.word('by', day=self.names.day(day.due))} {self._line(duty)}{part}"

    def _often(self, duty: DutyInYear, days: list[DueDay]) -> str:
        dates = [day.due for day in days if day.due is not None]
        first, last = self.names.day(dates[0]), self.names.day(dates[-1])
        return f"{self.names.word('on_days', number=str(len(days)), first=first, last=last)} {self._line(duty)}"

    def _line(self, duty: DutyInYear) -> str:
        """The duty's own line, how much, and its clause."""
        label = duty.effect.asks.label.say(self.names.lang)
        amount = self.names.amount(duty.effect)
        rule = f" ({self.names.word('as_a_rule')})" if duty.advice else ""
        return f"{label}{f' — {amount}' if amount else ''}{rule}  [{duty.clause}]"

    # --- everything else --------------------------------------------------------------------------------------------

    def _dated(self, duty: DutyInYear) -> bool:
        """Whether the months tell of it already."""
        return bool(duty.dues) and all(day.due is not None for day in duty.dues)

    def _whole(self, duty: DutyInYear) -> str:
        rule = f" ({self.names.word('as_a_rule')})" if duty.advice else ""
        notes = [self.names.word("caution", text=each.label.say(self.names.lang)) for each in duty.cautions]
        notes += [self.names.word("reading", text=each.label.say(self.names.lang)) for each in duty.readings]
        tail = "".join(f" — {note}" for note in notes)
        return f"{self.names.duties.effect(duty.effect)}{rule}  [{duty.clause}]{tail}"

    def _without_day(self, duties: Iterable[DutyInYear]) -> Iterator[str]:
        for duty in duties:
            days = [day for day in duty.dues if day.due is None]
            keys = self.names.word("and").join(day.key for day in days)
            yield f"{self._line(duty)} — {keys} — {self._why(days[0])}"

    def _why(self, day: DueDay) -> str:
        if day.problem is not None:
            return self.names.word("no_due", why=day.problem.message("zh" if self.names.lang == "zh" else "en"))
        shown = (self.names.pick(UNKNOWN[each]) if each in UNKNOWN else each for each in day.unknown)
        return self.names.word("due_unset", what=self.names.word("and").join(shown))

    def _open(self, duty: DutyInYear) -> str:
        facts = self.names.word("and").join(map(self.names.field, duty.needs))
        return f"{self._whole(duty)} — {self.names.word('needs', facts=facts)}"

    def _aside(self, duty: DutyInYear) -> str:
        return f"{self.names.pick(KINDS[duty.not_in_force])}: {self._whole(duty)}"
