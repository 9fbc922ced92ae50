"""Working days in China: the weekdays, less statutory holidays, plus the days worked in their place.

The holidays of each year come from the package ``chinesecalendar`` (an extra: it has to follow the State Council's
notice each year). A year it does not know is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from policy_engine.arithmetic import NoCalendarError


def is_working_day(day: dt.date) -> bool:
    """Whether a day is worked.

    Raises:
        NoCalendarError: the holidays of its year are not known, or the package is not installed.
    """
    try:
        import chinese_calendar as holidays  # type: ignore[import-untyped] # noqa: PLC0415 - an extra, only where a rule counts
    except ImportError:
        raise NoCalendarError(day.year) from None
    known: Any = holidays
    try:
        return bool(known.is_workday(day))
    except NotImplementedError:
        raise NoCalendarError(day.year) from None
