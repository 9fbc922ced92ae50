"""Duties for people and programs: the calendar of a year and the report of a check, as text, CSV and iCalendar.

Pure: the same year or report and language give the same text; nothing depends on a clock.
"""

from policy_engine.tools.duties.calendar_text import calendar_text
from policy_engine.tools.duties.ical import calendar_ical
from policy_engine.tools.duties.report_text import report_text
from policy_engine.tools.duties.sheets import calendar_csv, report_csv

__all__ = ["calendar_csv", "calendar_ical", "calendar_text", "report_csv", "report_text"]
