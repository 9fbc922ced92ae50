"""The words for duties, each in Chinese and English, shared by all that show them to people."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.decisions.words import Pair

EVERY: Mapping[str, Pair] = {
    "day": ("每天", "every day"),
    "week": ("每周", "every week"),
    "month": ("每月", "every month"),
    "quarter": ("每季", "every quarter"),
    "half_year": ("每半年", "every half-year"),
    "year": ("每年", "every year"),
    "years": ("每 {number} 年", "every {number} years"),
    "months": ("每 {number} 个月", "every {number} months"),
    "days": ("每 {number} 天", "every {number} days"),
    "once": ("一次性", "once"),
    "always": ("常年", "standing"),
    "event": ("每逢{event}", "whenever: {event}"),
}
DAYS: Mapping[str, Pair] = {
    "period_start": ("期初", "the first day of the period"),
    "period_end": ("期末", "the last day of the period"),
    "event": ("事发日", "the day of the event"),
}
DUTY: Mapping[str, Pair] = {
    "line": ("{label}:{parts}", "{label}: {parts}"),
    "at_least": ("至少 {low}", "at least {low}"),
    "more_than": ("超过 {low}", "more than {low}"),
    "at_most": ("至多 {high}", "at most {high}"),
    "less_than": ("不满 {high}", "less than {high}"),
    "exactly": ("恰好 {low}", "exactly {low}"),
    "both": ("{low}、{high}", "{low} and {high}"),
    "every_one": ("覆盖全部", "all of them covered"),
    "covered": ("覆盖{bound}", "covered {bound}"),
    "who": ("由{who}", "{who}"),
    "one_of": (" 或 ", " or "),
    "to": ("向{to}", "to {to}"),
    "by": ("不晚于{day}", "by {day}"),
    "in_months": ("限 {months} 月", "in the months {months}"),
    "items": ("项目:{items}", "items: {items}"),
    "measures": ("指标:{measures}", "measures: {measures}"),
    "keep": ("留存:{papers}", "keep: {papers}"),
    "should": ("原则上", "as a rule"),
    "if_applies": ("(视情形)", " (where it applies)"),
    "if_unknown": ("(是否要求还不能断定)", " (whether it is asked for cannot be told yet)"),
    "times": ("次", "times"),
}
