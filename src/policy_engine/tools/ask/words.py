"""The fixed words of an interview, each in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from policy_engine.decisions.words import UNITS as SHARED_UNITS

Pair: TypeAlias = tuple[str, str]

YES: Pair = ("是", "yes")
NO: Pair = ("否", "no")
YES_WORDS = frozenset({"yes", "y", "true", "是", "对", "有", "1"})
NO_WORDS = frozenset({"no", "n", "false", "否", "不", "不是", "没有", "无", "2"})
NONE_WORDS = frozenset({"0", "none", "[]", "无", "没有", "都没有"})

QUESTIONS: Mapping[str, Pair] = {
    "applicant_person": (
        "申请人是哪一位?(填贵方系统里的人员编号)",
        "Who is the applicant? (the reference of that person in your system)",
    ),
    "as_of": ("按哪一天的规定来定?", "By the rules of which day is it to be decided?"),
    "who": ("“{name}”由谁认定?(人员的词、名称或姓名)", "Who decided '{name}'? (an actor's word or name, or a person)"),
    "parameter": (
        "{name}:原文没有定数。这一件算不算达到?",
        "{name}: the text sets no figure. Is it reached in this case?",
    ),
}
SLOTS: Mapping[str, Pair] = {
    "may": ("准不准", "whether it may be done"),
    "papers": ("要交什么凭据", "which papers are needed"),
    "limit": ("限额", "limits"),
    "payable": ("应付多少", "what is payable"),
    "deadline": ("期限", "deadlines"),
    "choose": ("由谁选定", "who chooses"),
}
UNITS: Mapping[str, tuple[str, str, str]] = {**SHARED_UNITS, "year": ("年", "year", "years")}
HINTS: Mapping[str, Pair] = {
    "number": ("填数字,{low} 到 {high} {unit}", "a number from {low} to {high} {unit}"),
    "step": (",每格 {step}", ", in steps of {step}"),
    "date": ("填日期,如 2026-01-31", "a date like 2026-01-31"),
    "several": ("可填几个,用逗号隔开;一个也没有填 0", "several, separated by commas; 0 if none of them"),
    "expected": ("应为:", "expected: "),
    "near": ("是否想说:", "did you mean: "),
    "keys": ("? 为什么问,- 不知道", "? why this is asked, - I do not know"),
}
WHY: Mapping[str, Pair] = {
    "date": (
        "各版规定有施行的日子,要先知道按哪一天的。",
        "Rules are in force from day to day; which ones apply depends on this date.",
    ),
    "slots": ("还没有定、要看这一项的:", "Still open, and waiting for this:"),
    "alone": ("单看这一项还不一定能定。", "This alone may not settle it."),
    "steps": (
        "本人办自己的事不算,所以要知道申请人是谁:",
        "What somebody does on his own request does not count, so the applicant must be known for:",
    ),
    "who": ("裁量要写明由谁认定。", "A judgement is recorded with who made it."),
    "outcome": ("答复还取决于这一项。", "The answer still depends on this."),
}
LEFT_OPEN: Pair = ("没有问到答案、还不能确定的事实:", "Facts without an answer, on which the decision still depends: ")
