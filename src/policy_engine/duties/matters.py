"""The periods of one duty over some days: when each may be done, when it is due, and what it asks for then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from policy_engine.arithmetic import WorkingDay
from policy_engine.duties.binding import Binder, Stretch
from policy_engine.duties.counting import Wanted
from policy_engine.duties.figures import Due, FigureDesk, Limits
from policy_engine.duties.periods import ONE_DAY, RECURRING, Span, before, days_in_months, period_of, periods
from policy_engine.obligations import EVENT, PERIOD_END, PERIOD_START, Every, Obligation

_BACK = 400
"""How many periods back a day may belong to one that is due after it has ended."""


@dataclass(frozen=True, slots=True)
class Term:
    """One period of a duty that binds in it, or may bind (``stretch.binds`` is None).

    ``window`` are its days on which the duty is in force, in the months in which it is due; ``open`` the days on which
    what is done counts for it; ``cut``: in force only for a part of it.
    """

    span: Span
    stretch: Stretch
    asks: Obligation
    window: tuple[dt.date, dt.date]
    open: tuple[dt.date, dt.date]
    due: Due
    cut: bool = False


@dataclass
class Terms:
    """The terms of one duty.

    Args:
        binder: tells when the duty binds.
        duty: its id.
        working_day: tells working days.
    """

    binder: Binder
    duty: str
    working_day: WorkingDay
    _dues: dict[tuple[Every, dt.date], tuple[Stretch, Span, bool, Due] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The year from which stretches of years and months are counted."""
        self.origin = self.binder.origin(self.duty)

    def every(self, day: dt.date) -> Every | None:
        """How often the duty is on a day; None where it is not in force then."""
        stretch = next(self.binder.stretches(self.duty, day, day))
        return None if stretch.duty is None else stretch.duty.effect.asks.every

    # --- recurring duties -------------------------------------------------------------------------------------------

    def recurring(self, first: dt.date, last: dt.date) -> Iterator[Term]:
        """The terms for which something can be done on some day from ``first`` to ``last``, in order."""
        told: set[tuple[dt.date, str]] = set()
        for stretch in list(self.binder.stretches(self.duty, first, last)):
            if stretch.duty is None or stretch.duty.effect.asks.every.kind not in RECURRING:
                continue
            every = stretch.duty.effect.asks.every
            for span in self._from(every, stretch.start, stretch.end):
                term = self.term(every, span)
                if term is None or (span.start, span.key) in told:
                    continue
                if term.open[0] <= last and first <= term.open[1]:
                    told.add((span.start, span.key))
                    yield term

    def _from(self, every: Every, first: dt.date, last: dt.date) -> Iterator[Span]:
        """The periods with a day from one to another, and those before that are due only then."""
        earlier: list[Span] = []
        span: Span | None = period_of(every, first, self.origin)
        for _ in range(_BACK):
            span = None if span is None else before(every, span, self.origin)
            if span is None:
                break
            found = self._due(every, span)
            if found is None or found[3].day is None or found[3].day < first:
                break
            earlier.append(span)
        yield from reversed(earlier)
        yield from periods(every, first, last, self.origin)

    def term(self, every: Every, span: Span) -> Term | None:
        """A period as it stands; None where the duty does not bind in it, or can no longer be done when it begins."""
        found = self._due(every, span)
        if found is None:
            return None
        stretch, window, cut, due = found
        assert stretch.duty is not None
        start, end = window.start, max(window.end, span.end)
        if due.day is not None and due.day < start:
            return None
        if due.day is not None and due.day > span.end:
            end = due.day
        previous = before(every, span, self.origin)
        earlier = None if previous is None else self._due(every, previous)
        if earlier is not None and earlier[3].day is not None and earlier[3].day >= span.start:
            start = max(start, earlier[3].day + ONE_DAY)
        elif not cut:
            start = span.start
        return Term(span, stretch, stretch.duty.effect.asks, (window.start, window.end), (start, end), due, cut)

    def _due(self, every: Every, span: Span) -> tuple[Stretch, Span, bool, Due] | None:
        """The stretch whose wording counts, the days in force, whether they are a part only, and the last day."""
        key = (every, span.start)
        if key not in self._dues:
            self._dues[key] = self._work_out(every, span)
        return self._dues[key]

    def _work_out(self, every: Every, span: Span) -> tuple[Stretch, Span, bool, Due] | None:
        stretches = [
            each
            for each in self.binder.stretches(self.duty, span.start, span.end)
            if each.duty is not None and each.duty.effect.asks.every == every
        ]
        if not stretches:
            return None
        stretch = stretches[-1]
        assert stretch.duty is not None
        asks = stretch.duty.effect.asks
        held = Span(stretches[0].start, stretch.end, span.key)
        window = days_in_months(held, asks.months)
        if window is None:
            return None
        cut = held != span
        if asks.due is None:
            return stretch, window, cut, Due(window.end)
        days = {PERIOD_START: span.start, PERIOD_END: span.end}
        return stretch, window, cut, self.desk(stretch, span.end).due(asks.due, days)

    def of_day(self, day: dt.date) -> Term | None:
        """The term that something done on a day counts for: the earliest that is still to be done then."""
        every = self.every(day)
        if every is None or every.kind not in RECURRING:
            return None
        return next((term for term in self.recurring(day, day) if term.open[0] <= day <= term.open[1]), None)

    # --- once, always, for each event -------------------------------------------------------------------------------

    def once(self, day: dt.date, records_from: dt.date) -> Term | None:
        """The one term of a duty to be done once, as it stands on a day.

        Where the text does not say from when on the duty holds, it begins with the records.
        """
        stretch = next(self.binder.stretches(self.duty, day, day))
        if stretch.duty is None:
            return None
        asks = stretch.duty.effect.asks
        beginning, end = self.binder.beginning(self.duty), self.binder.end(self.duty)
        days = {PERIOD_START: beginning} if beginning is not None else {}
        days |= {PERIOD_END: end} if end is not None else {}
        due = Due(end)
        if asks.due is not None:
            due = self.desk(stretch, day).due(asks.due, days)
        start, last = beginning or min(records_from, due.day or records_from), end or due.day or dt.date.max
        span = Span(start, max(start, last), "once")
        return Term(span, stretch, asks, (start, span.end), (start, dt.date.max), due)

    def always(self, first: dt.date, last: dt.date) -> Term | None:
        """A standing duty as it stands on the last day looked at."""
        stretch = next(self.binder.stretches(self.duty, last, last))
        if stretch.duty is None:
            return None
        span = Span(first, last, "always")
        return Term(span, stretch, stretch.duty.effect.asks, (first, last), (dt.date.min, last), Due(last))

    def event(self, day: dt.date) -> Term | None:
        """The term of one event, which took place on a day."""
        stretch = next(self.binder.stretches(self.duty, day, day))
        if stretch.duty is None:
            return None
        asks = stretch.duty.effect.asks
        due = Due(day) if asks.due is None else self.desk(stretch, day).due(asks.due, {EVENT: day})
        end = max(day, due.day) if due.day is not None else day
        return Term(Span(day, end, day.isoformat()), stretch, asks, (day, end), (day, dt.date.max), due)

    # --- figures ----------------------------------------------------------------------------------------------------

    def desk(self, stretch: Stretch, day: dt.date) -> FigureDesk:
        """Where the figures of a day are worked out."""
        return FigureDesk(self.binder.compiled.models, stretch.epoch, stretch.codes, day, self.working_day)

    def limits(self, term: Term) -> tuple[Limits, list[Wanted], Mapping[str, Limits]]:
        """How much a term asks for: in number, of each item, of each measure."""
        desk = self.desk(term.stretch, term.span.end)
        assert term.stretch.duty is not None
        items = [
            (item.name, desk.limits(item.bound), item.advice, () if certain else self._asked(term.stretch, item.name))
            for item, certain in term.stretch.duty.items
        ]
        measures = {each.name: desk.limits(each.bound) for each in term.asks.measures}
        return desk.limits(term.asks.bound), items, measures

    def _asked(self, stretch: Stretch, item: str) -> tuple[str, ...]:
        """The unknown facts that tell whether an item is asked for."""
        assert stretch.active is not None
        return self.binder.unknown([stretch.active.items[item]], stretch.codes)
