"""The days of a history as a calendar for a terminal: a line a month, a sign a day, below it the signs and what is due.

A month fits into 80 cells. An event of several days stands on each of them; a day with several events bears their
number; what lies outside the period or was recorded twice is not shown, as it does not count.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from policy_engine.arithmetic import NoCalendarError, WorkingDay
from policy_engine.codes import Lang
from policy_engine.histories.answer import HistoryAnswer
from policy_engine.histories.graph import said_of_consequence
from policy_engine.requests.attendance import EVENTS
from policy_engine.vocabulary import Vocabulary

SIGNS: Mapping[str, tuple[str, str]] = {
    "late": ("迟", "L"),
    "left_early": ("早", "E"),
    "absent": ("缺", "A"),
    "off_post": ("岗", "O"),
    "private_errand": ("私", "P"),
    "slip_not_lodged": ("条", "S"),
    "record_untrue": ("虚", "U"),
    "leave_taken": ("假", "H"),
    "complaint": ("访", "C"),
    "overtime": ("加", "T"),
    "visit_day": ("村", "V"),
    "allowance_withheld": ("扣", "W"),
}
"""By event the sign of its days: one full-width character, or a letter and a blank."""
_WORKING, _FREE, _NO_DAY = ". ", "- ", "  "
_DAYS = 31


def calendar_text(answer: HistoryAnswer, vocabulary: Vocabulary, working_day: WorkingDay, lang: Lang = "zh") -> str:
    """The calendar of one person's history.

    Args:
        answer: the answer of the history.
        vocabulary: the words of the rulebook.
        working_day: tells working days; of a year that it does not know only Saturdays and Sundays are marked.
        lang: the language.
    """
    return "\n".join(_Year(answer, vocabulary, working_day, lang).lines()) + "\n"


class _Year:
    def __init__(self, answer: HistoryAnswer, vocabulary: Vocabulary, working_day: WorkingDay, lang: Lang) -> None:
        self.answer = answer
        self.vocabulary = vocabulary
        self.working_day = working_day
        self.lang: Lang = lang
        self.unknown_years: set[int] = set()
        self.days: dict[dt.date, list[str]] = {}
        self.events: Counter[str] = Counter()
        for each in answer.occurrences:
            if each.kind == "event":
                self.events[each.name] += 1
                for date in dict.fromkeys((each.date, *(date for date, _ in each.portions))):
                    self.days.setdefault(date, []).append(each.name)

    def lines(self) -> Iterator[str]:
        """Everything, line by line."""
        history = self.answer.history
        yield f"{history.person or self._pick('某人', 'somebody')} {history.start} – {history.end}"
        heads = (f"{day:<2}" if day == 1 or day % 5 == 0 else "  " for day in range(1, _DAYS + 1))
        yield f"{'':9}{''.join(heads)}".rstrip()
        for month in range(
            history.start.year * 12 + history.start.month - 1, history.end.year * 12 + history.end.month
        ):
            yield self._month(month // 12, month % 12 + 1)
        yield from self._signs()
        yield from self._due()

    def _pick(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def _month(self, year: int, month: int) -> str:
        length = calendar.monthrange(year, month)[1]
        cells = (self._cell(dt.date(year, month, day)) for day in range(1, length + 1))
        return f"{year:04}-{month:02}  {''.join(cells)}".rstrip()

    def _cell(self, day: dt.date) -> str:
        if not self.answer.history.start <= day <= self.answer.history.end:
            return _NO_DAY
        here = self.days.get(day, [])
        if len(here) > 1:
            return f"{min(len(here), 99):<2}"
        if here:
            zh, en = SIGNS[here[0]]
            return self._pick(zh, f"{en} ")
        return _WORKING if self._works(day) else _FREE

    def _works(self, day: dt.date) -> bool:
        try:
            return self.working_day(day)
        except NoCalendarError:
            self.unknown_years.add(day.year)
            return day.weekday() < 5

    def _signs(self) -> Iterator[str]:
        """What each sign means, and how many events there are of it."""
        yield ""
        for name, number in self.events.items():
            zh, en = SIGNS[name]
            yield "  " + self._pick(f"{zh} {EVENTS[name].zh} {number} 次", f"{en} {EVENTS[name].en}: {number}")
        yield "  " + self._pick(
            ". 工作日,- 休息日,数字是当天有几件事", ". working day, - day off; a number: so many events on that day"
        )
        for year in sorted(self.unknown_years):
            yield "  " + self._pick(
                f"{year} 年的节假日没有收录,只按星期标休息日",
                f"the holidays of {year} are not known: - marks weekends only",
            )

    def _due(self) -> Iterator[str]:
        """What falls due, by the day on which it does."""
        due = self.answer.due()
        if due:
            yield ""
            yield self._pick("后果:", "what is due:")
            for each in sorted(due, key=lambda one: (one.date, one.clause, one.rule, one.key)):
                said = self._pick(*said_of_consequence(each, self.vocabulary))
                day = "" if each.key == each.date.isoformat() else f"{each.date} "
                yield f"  {day}{said}  [{each.clause}]"
