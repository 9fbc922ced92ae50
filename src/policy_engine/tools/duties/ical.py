"""The calendar of a year as iCalendar (RFC 5545): a to-do for each period, a repeating entry for what recurs often.

Everything in it comes from the rulebook and the year: no clock is read, and the same calendar is the same text. Duties
that stand at any time, wait for events or have no last day have no place in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from policy_engine.compiled.models import Models
from policy_engine.duties.calendar import DueDay, DutyInYear, DutyYear
from policy_engine.tools.duties.names import Names
from policy_engine.version import __version__

_OCTETS = 75
_RHYTHM = {"day": (1, "DAILY"), "week": (7, "WEEKLY")}


def calendar_ical(year: DutyYear, models: Models, lang: str = "zh") -> str:
    """The calendar of duties in force; only recommended ones say so. Lines end as the standard wants them (CRLF)."""
    names = Names(models, lang)
    title = names.word("title_year", jurisdiction=names.jurisdiction(year.jurisdiction), year=str(year.year))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//policy-engine//duties {__version__}//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(title)}",
    ]
    for duty in year.duties:
        if not duty.not_in_force and not duty.needs:
            for run in runs(duty):
                lines.extend(_entry(year, duty, run, names))
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for each in lines for line in folded(each))


def runs(duty: DutyInYear) -> Iterator[Sequence[DueDay]]:
    """The periods with a last day, those that follow each other day by day or week by week together."""
    days = [day for day in duty.dues if day.due is not None]
    step, _ = _RHYTHM.get(duty.effect.asks.every.kind, (0, ""))
    if not step:
        yield from ([day] for day in days)
        return
    run: list[DueDay] = []
    for day in days:
        if run and not _follows(run[-1], day, step):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _follows(one: DueDay, other: DueDay, step: int) -> bool:
    assert one.due is not None and other.due is not None
    return (other.due - one.due).days == step and one.effect == other.effect


def _entry(year: DutyYear, duty: DutyInYear, run: Sequence[DueDay], names: Names) -> Iterator[str]:
    first, last = run[0], run[-1]
    assert first.due is not None and last.due is not None
    repeats = len(run) > 1
    kind = "VEVENT" if repeats else "VTODO"
    stamp = duty.beginning or dt.date(year.year, 1, 1)
    label = first.effect.asks.label.say(names.lang)
    rule = f" ({names.word('as_a_rule')})" if duty.advice else ""
    notes = [names.word("caution", text=each.label.say(names.lang)) for each in duty.cautions]
    text = "\n".join([names.duties.effect(first.effect), names.clause(duty.clause), *notes])
    yield f"BEGIN:{kind}"
    yield f"UID:{escaped(f'{duty.duty}/{first.key}@{year.jurisdiction}.policy-engine')}"
    yield f"DTSTAMP:{_date(stamp)}T000000Z"
    yield f"SUMMARY:{escaped(label + rule)}"
    yield f"DESCRIPTION:{escaped(text)}"
    yield f"CATEGORIES:{escaped(names.who(first.effect.who))}"
    if repeats:
        _, frequency = _RHYTHM[first.effect.asks.every.kind]
        yield f"DTSTART;VALUE=DATE:{_date(first.due)}"
        yield f"RRULE:FREQ={frequency};UNTIL={_date(last.due)}"
        yield "TRANSP:TRANSPARENT"
    else:
        if first.start < first.due:  # a to-do is due after it begins, or says only when it is due
            yield f"DTSTART;VALUE=DATE:{_date(first.start)}"
        yield f"DUE;VALUE=DATE:{_date(first.due)}"
        yield "STATUS:NEEDS-ACTION"
    yield f"END:{kind}"


def _date(day: dt.date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def escaped(text: str) -> str:
    """Text as a value of iCalendar: backslash, semicolon, comma and line break escaped, other control codes gone."""
    for char, code in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, code)
    return "".join(char for char in text if char.isprintable())


def folded(line: str) -> Iterable[str]:
    """A content line in pieces of at most 75 octets, never inside a character; the next piece begins with a blank."""
    pieces: list[str] = []
    piece, octets = "", 0
    for char in line:
        width = len(char.encode("utf-8"))
        if octets + width > _OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += char
        octets += width
    return [*pieces, piece]
