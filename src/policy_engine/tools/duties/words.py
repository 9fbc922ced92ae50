"""The fixed words of duty calendars and reports, each in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.decisions.words import Pair

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
STATUSES: Mapping[str, Pair] = {
    "met": ("达到", "met"),
    "not_met": ("没有达到", "not met"),
    "not_due": ("未到期", "not due yet"),
    "cannot_judge": ("无法判断", "cannot be judged"),
    "not_bound": ("不适用", "does not bind"),
}
UNKNOWN: Mapping[str, Pair] = {
    "quantity": ("记录没有写数量", "some record has no quantity"),
    "covered": ("记录没有写覆盖几个", "some record does not say how many are covered"),
    "of": ("记录没有写一共几个", "no record says of how many"),
    "records": ("有几天的记录不全", "days without complete records"),
    "period": ("本期只有一段时间施行", "in force for a part of the period only"),
    "calendar": ("没有那一年的节假日历", "no holiday calendar of that year"),
    "bound": ("不知道从何时起施行", "the day from which it is in force"),
}
WORDS: Mapping[str, Pair] = {
    "title_year": ("{jurisdiction} {year} 年的义务", "{jurisdiction}: duties of {year}"),
    "title_report": (
        "{jurisdiction} 履行义务的情况:{start} 至 {end} 的记录,{on} 检查",
        "{jurisdiction}: duties checked on {on} by the records of {start} to {end}",
    ),
    "facts": ("事实", "Facts"),
    "no_facts": ("没有给出", "none given"),
    "standing": ("常年的义务", "Standing duties"),
    "event": ("逢事的义务", "Whenever something happens"),
    "once": ("一次性的义务", "Once"),
    "no_day": ("没有限期", "no day set"),
    "advice": ("原则上的(建议,不算没有达到)", "Advice (as a rule; never not met)"),
    "as_a_rule": ("原则上", "as a rule"),
    "not_in_force": ("没有施行的", "Not in force"),
    "may_bind": ("还要知道这些事实,才知道是否适用", "Whether these bind depends on facts still unknown"),
    "needs": ("缺:{facts}", "needed: {facts}"),
    "nothing": ("没有义务", "no duties"),
    "by": ("最迟 {day}", "by {day}"),
    "on_days": ("{number} 期({first}至 {last})", "{number} times ({first} to {last})"),
    "no_due": ("算不出最迟哪天:{why}", "the last day cannot be worked out: {why}"),
    "due_unset": ("还要知道:{what}", "still to be known: {what}"),
    "no_last_day": ("最迟哪天还不知道的", "The last day is not known"),
    "in_part": ("本期只施行一段", "in force for a part of the period"),
    "reading": ("读法:{text}", "reading: {text}"),
    "caution": ("注意:{text}", "caution: {text}"),
    "rulebook": ("规则库 {digest}", "rulebook {digest}"),
    "and": ("、", ", "),
    "semicolon": (";", "; "),
    "none": ("无", "none"),
    "whole": ("总的来说:{status}", "As a whole: {status}"),
    "more_periods": ("其余 {number} 期:{status}", "others, {status}: {number}"),
    "nothing_done": ("什么也没有办", "nothing was done"),
    "judged_short": ("认定没有办够", "judged not to be enough"),
    "period": ("{period}({due})", "{period} ({due})"),
    "due_on": ("{day}止", "by {day}"),
    "counted": ("办了 {amount}", "done: {amount}"),
    "short": ("还差 {number}", "short by {number}"),
    "over": ("超出 {number}", "over by {number}"),
    "late": ("晚了 {number} 天", "late by {number} days"),
    "late_one": ("晚了 1 天", "late by 1 day"),
    "missing": ("缺{items}", "missing: {items}"),
    "advised": ("建议有而没有:{items}", "recommended and not there: {items}"),
    "missing_records": ("没有留存{papers}", "not kept: {papers}"),
    "short_of": ("{name}差 {number}", "{name} short by {number}"),
    "over_of": ("{name}超出 {number}", "{name} over by {number}"),
    "unknown": ("还要知道:{what}", "to be known: {what}"),
    "left_out": ("一部分在记录之外,不计", "partly outside the records, not counted"),
    "still": ("还要办:", "still to do: "),
}
