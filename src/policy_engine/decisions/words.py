"""The words for units and figures, each in Chinese and English, shared by all that show a decision to people."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[str, str]

UNITS: Mapping[str, tuple[str, str, str]] = {
    "day": ("天", "day", "days"),
    "hour": ("小时", "hour", "hours"),
    "minute": ("分钟", "minute", "minutes"),
    "month": ("个月", "month", "months"),
    "yuan": ("元", "yuan", "yuan"),
    "person": ("人", "person", "people"),
    "meal": ("餐", "meal", "meals"),
    "pack": ("包", "pack", "packs"),
    "part": ("次", "part", "parts"),
    "time": ("次", "time", "times"),
    "copy": ("份", "copy", "copies"),
    "department": ("个部门", "department", "departments"),
    "percent": ("%", "per cent", "per cent"),
    "post": ("名", "post", "posts"),
    "bed": ("张床位", "bed", "beds"),
    "instalment": ("次", "instalment", "instalments"),
    "year_of_age": ("周岁", "year of age", "years of age"),
}
STATUSES: Mapping[str, Pair] = {  # why a rule is not in force
    "proposed": ("提议", "proposed"),
    "reported_practice": ("反映的做法", "reported practice"),
    "target": ("目标", "a target"),
    "inferred_from_defect": ("由所指问题推出的要求", "inferred from a defect found"),
}
SLOTS: Mapping[str, Pair] = {
    "limit": ("限额", "limit"),
    "payable": ("应付", "payable"),
    "deadline": ("期限", "deadline"),
    "choose": ("选择", "choice"),
}
FIGURES: Mapping[str, Pair] = {
    # arithmetic
    "add": (" + ", " + "),
    "subtract": (" − ", " − "),
    "times": (" × ", " × "),
    "min": ("取小({parts})", "the least of ({parts})"),
    "max": ("取大({parts})", "the greatest of ({parts})"),
    "floor_div": ("{0} 每满 {1} 计一", "whole times {1} in {0}"),
    "round_up": ("{0} 进到 {1} 的倍数", "{0} rounded up to a multiple of {1}"),
    "round_down": ("{0} 舍到 {1} 的倍数", "{0} rounded down to a multiple of {1}"),
    "days_after": ("{0} 后 {1} 天", "{1} days after {0}"),
    "working_days_after": ("{0} 后 {1} 个工作日", "{1} working days after {0}"),
    "months_after": ("{0} 后 {1} 个月", "{1} months after {0}"),
    "end_of": ("{0} 所在{period}末", "end of the {period} of {0}"),
    "day_of": ("{0} 所在{period}第 {1} 天", "day {1} of the {period} of {0}"),
    "next_year": ("{0} 的次年 {month_day}", "{month_day} of the year after {0}"),
    "earliest": ("最早的({parts})", "the earliest of ({parts})"),
    "latest": ("最晚的({parts})", "the latest of ({parts})"),
    "then_next_working_day": ("{0},不是工作日的顺延", "{0}, or the next working day"),
    "month": ("月", "month"),
    "quarter": ("季", "quarter"),
    "year": ("年", "year"),
    "equals": ("{sum} = {value}", "{sum} = {value}"),
    "unknown": ("{name}?", "{name}?"),
    "figure_unset": ("{name}未定", "{name} not set"),
    # limits
    "at_most": ("{of}最多 {sum}", "{of}: at most {sum}"),
    "not_paid": ("超出不付", "more is not paid"),
    "prohibited": ("不得超出", "more is prohibited"),
    "needs": ("超出另须{acts}", "more also needs: {acts}"),
    "claimed_over": ("申报 {claimed},超 {over}", "claimed {claimed}, over by {over}"),
    "claimed_within": ("申报 {claimed},没有超", "claimed {claimed}, within it"),
    "not_set": ("标准没有定", "the figure is not set"),
    "waits": ("还要知道:{facts}", "still to be known: {facts}"),
    "governs": ("几项中以此为准", "this one governs"),
    # amounts
    "pays": ("按 {amount} 支付", "{amount} is paid"),
    "before_limits": ("限额前 {sum}", "before limits {sum}"),
    "whole": ("{sum},限额没有减少", "{sum}, not cut by any limit"),
    "cut": ("超出限额 {bound} 的不付({clauses})", "cut to the limit of {bound} ({clauses})"),
    "pay": ("支付 {sum}", "{sum} is paid"),
    # deadlines
    "by": ("{of}不晚于 {sum}", "{of}: not after {sum}"),
    "from": ("{of}不早于 {sum}", "{of}: not before {sum}"),
    "done_on": ("{done} 已办", "done on {done}"),
    "met_by": ("及时,早 {days} 天", "in time, {days} days to spare"),
    "met_after": ("合期,晚 {days} 天", "late enough by {days} days"),
    "met": ("正好当天", "on the day itself"),
    "missed_by": ("迟了 {days} 天", "late by {days} days"),
    "missed_before": ("早了 {days} 天", "too early by {days} days"),
    "pending": ("还没有办", "not done yet"),
    "left": ("自 {day} 起还有 {days} 天", "{days} days left from {day}"),
    "past": ("到 {day} 已过 {days} 天", "{days} days past on {day}"),
    "binds": ("以此为准", "this one binds"),
    # outputs, choices
    "set": ("{output} = {value}", "{output} = {value}"),
    "chooses": ("由{by}在 {options} 中择一", "{by} chooses one of {options}"),
    "on": (",事关:{on}", ", about: {on}"),
    # what is required
    "because": ("因为{reasons}", "because {reasons}"),
    "act_undone": ("{act}{status}", "{act}: {status}"),
    "paper_undone": ("未交{papers}", "{papers} not handed in"),
    "limit_over": ("{of}超出限额 {over}", "{of} is over its limit by {over}"),
    "limit_within": ("{of}没有超出限额", "{of} is within its limit"),
    "deadline_missed": ("{of}应在 {day},实际 {done}", "{of} was due on {day} and came on {done}"),
    "limit_of": ("{of}是否超出限额", "whether {of} is within its limit"),
    "deadline_of": ("{of}是否及时", "whether {of} is in time"),
    "still_open": ("{what}还不能断定", "{what} cannot be told yet"),
    "is_met": ("所要求的都已办到", "everything required is fulfilled"),
    "and": ("、", ", "),
    "or": (" 或 ", " or "),
    "semicolon": (";", "; "),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
}
