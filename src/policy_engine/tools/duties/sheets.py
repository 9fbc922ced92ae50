"""Duties as CSV: one row a period (or duty, where it has none), columns that never change their order or names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from policy_engine.compiled.models import Models
from policy_engine.duties.calendar import DueDay, DutyInYear, DutyYear
from policy_engine.duties.results import DutyReport, DutyResult, PeriodResult
from policy_engine.requests.fields import plain
from policy_engine.tools.duties.names import Names

CALENDAR_COLUMNS = (
    "duty",
    "clause",
    "kind",
    "who",
    "to",
    "zh",
    "en",
    "every",
    "amount",
    "unit",
    "period",
    "start",
    "end",
    "due",
    "strength",
    "status",
    "needs",
    "problem",
)
REPORT_COLUMNS = (
    "duty",
    "clause",
    "who",
    "zh",
    "en",
    "strength",
    "not_in_force",
    "duty_status",
    "period",
    "start",
    "end",
    "due",
    "status",
    "counted",
    "short",
    "over",
    "late",
    "missing",
    "advised",
    "missing_records",
    "short_of",
    "over_of",
    "unknown",
)


def calendar_csv(year: DutyYear, models: Models, lang: str = "zh") -> str:
    """The calendar as CSV (RFC 4180); actors by their ids, ``amount`` in words of the language."""
    names = Names(models, lang)
    return _sheet(CALENDAR_COLUMNS, (row for duty in year.duties for row in _calendar_rows(duty, names)))


def report_csv(report: DutyReport) -> str:
    """The report as CSV (RFC 4180)."""
    return _sheet(REPORT_COLUMNS, (row for result in report.results for row in _report_rows(result)))


def _sheet(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _calendar_rows(duty: DutyInYear, names: Names) -> Iterator[dict[str, Any]]:
    days: Iterable[DueDay | None] = duty.dues or (None,)
    for day in days:
        effect = duty.effect if day is None else day.effect
        asks = effect.asks
        row: dict[str, Any] = {
            "duty": duty.duty,
            "clause": duty.clause,
            "kind": duty.kind,
            "who": _who(effect.who.plain()),
            "to": effect.to,
            "zh": asks.label.zh,
            "en": asks.label.en,
            "every": names.duties.every(asks.every),
            "amount": names.amount(effect),
            "unit": asks.unit,
            "strength": "should" if duty.advice else "must",
            "status": duty.not_in_force,
            "needs": " ".join(duty.needs),
        }
        if day is not None:
            problem = day.problem.code if day.problem is not None else " ".join(day.unknown)
            row |= {"period": day.key, "start": day.start, "end": day.end, "due": day.due or "", "problem": problem}
        yield row


def _who(who: object) -> str:
    """An actor, several joined by ``+``, alternatives by ``|``."""
    if isinstance(who, list):
        return "+".join(map(_who, who))
    if isinstance(who, dict):
        ((mode, parts),) = who.items()
        return {"one_of": "|", "in_turn": ">"}.get(mode, "+").join(map(_who, parts))
    return str(who)


def _report_rows(result: DutyResult) -> Iterator[dict[str, Any]]:
    periods: Iterable[PeriodResult | None] = result.periods or (None,)
    for period in periods:
        row: dict[str, Any] = {
            "duty": result.duty,
            "clause": result.clause,
            "who": _who(result.effect.who.plain()),
            "zh": result.label.zh,
            "en": result.label.en,
            "strength": "should" if result.advice else "must",
            "not_in_force": result.not_in_force,
            "duty_status": result.status,
            "status": result.status if period is None else period.status,
            "unknown": " ".join(result.needs),
        }
        if period is not None:
            found = period.findings
            row |= {
                "period": period.key,
                "start": period.start,
                "end": period.end,
                "due": period.due or "",
                "counted": plain(period.counted),
                "short": "" if found.short is None else plain(found.short),
                "over": "" if found.over is None else plain(found.over),
                "late": "" if found.late is None else found.late,
                "missing": " ".join(found.missing),
                "advised": " ".join(found.advised),
                "missing_records": " ".join(found.missing_records),
                "short_of": _figures(found.short_of),
                "over_of": _figures(found.over_of),
                "unknown": " ".join(found.unknown),
            }
        yield row


def _figures(figures: Mapping[str, Decimal]) -> str:
    return " ".join(f"{name}={plain(value)}" for name, value in figures.items())
