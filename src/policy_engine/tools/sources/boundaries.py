"""The boundary words of regulations, and which operators of the language each of them agrees with.

以上, 以下, 以内 and 届满 include the number, 不满, 超过 and 以外 do not (Civil Code art. 1259); 前 with a day
includes the day (docs/decisions/0003, 0020). A word stands before its figure or behind it; the longest counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Bound: TypeAlias = Literal[
    "bare", "at_least", "at_most", "more_than", "less_than", "about", "before", "range_low", "range_high"
]
Operator: TypeAlias = Literal["is", "at_least", "at_most", "more_than", "less_than"]

AGREES: Mapping[Bound, tuple[Operator, ...]] = {
    "bare": ("is",),
    "at_least": ("at_least",),
    "at_most": ("at_most",),
    "more_than": ("more_than",),
    "less_than": ("less_than",),
    "about": (),
    "before": ("at_most",),
    "range_low": ("at_least",),
    "range_high": ("at_most",),
}
"""The operators that say what a boundary word says. About (左右) no operator can say: a reading has to."""

OPERATOR_WORDS: Mapping[Operator, tuple[str, str]] = {
    "is": ("等于", "is"),
    "at_least": ("以上", "at least"),
    "at_most": ("以下", "at most"),
    "more_than": ("超过", "more than"),
    "less_than": ("不满", "less than"),
}
"""Each operator in the words of a regulation, and in English."""


def said(operator: Operator, figure: str, chinese: bool) -> str:
    """An operator with its figure: ``3 以上``, ``超过 3``; ``at least 3``."""
    zh, en = OPERATOR_WORDS[operator]
    if not chinese:
        return f"{en} {figure}"
    return f"{figure} {zh}" if zh.startswith("以") else f"{zh} {figure}"


OPPOSITE: Mapping[Operator, Operator] = {
    "is": "is",
    "at_least": "less_than",
    "less_than": "at_least",
    "at_most": "more_than",
    "more_than": "at_most",
}
"""What holds where the other does not: the boundary of a neighbouring tier."""

BEHIND: Mapping[str, Bound] = {
    "以上": "at_least",
    "及以上": "at_least",
    "起": "at_least",
    "以后": "at_least",
    "之后": "at_least",
    "后": "at_least",
    "以下": "at_most",
    "及以下": "at_most",
    "以内": "at_most",
    "之内": "at_most",
    "内": "at_most",
    "为限": "at_most",
    "封顶": "at_most",
    "以外": "more_than",
    "左右": "about",
    "上下": "about",
    "以前": "before",
    "之前": "before",
    "前": "before",
    "底前": "before",
    "末前": "before",
}
"""Words behind a figure and its unit."""

_NOT = "(?:不得|不能|不应|不可|不许|不准|不会|没有|未|没|不)"
BEFORE: Mapping[str, tuple[str, Bound]] = {
    "不少于": (f"{_NOT}(?:少于|低于|小于|少)", "at_least"),
    "不超过": (f"{_NOT}(?:超过|超出|多于|高于|大于|突破|超)", "at_most"),
    "不满": ("(?:不满|未满|不足|不到|少于|低于|小于)", "less_than"),
    "至少": ("(?:至少|最少|最低|起码)", "at_least"),
    "至多": ("(?:至多|最多|最高|顶多|控制在)", "at_most"),
    "限": ("(?:上限|限额|限于|限)", "at_most"),
    "超过": ("(?:超过|超出|多于|高于|大于|逾|超)", "more_than"),
    "满": ("(?:已满|届满|每满|满|达到|达)", "at_least"),
    "提前": ("提前", "at_least"),
    "约": ("(?:大约|大概|接近|约|近)", "about"),
}
"""Words before a figure, each with the ways of writing it; the first that fits is taken."""

_FAR = ("不少于", "不超过", "至少", "至多")  # may stand a few characters off: 至少开展10次
_GAPS: Mapping[bool, str] = {True: r"[^，,；;。、:：()（）]{0,7}", False: "(?:了|过|出|到|为)?"}
_BEFORE = {word: re.compile(f"({pattern}){_GAPS[word in _FAR]}\\Z") for word, (pattern, _) in BEFORE.items()}
_BEHIND = re.compile(
    f"(?:的|者|或|和)?(?:及其|其)?({'|'.join(sorted(map(re.escape, BEHIND), key=len, reverse=True))})"
    "(?<!内(?=[业容部务网]))"  # 内部, 内容 are words of their own
)
_INCLUDED = re.compile(r"[(（](不?)含(?:本[数级日]|当[日天]|[0-9０-９一二两三四五六七八九十半][^()（）]{0,4})?[)）]")
_EXCLUDING: Mapping[Bound, Bound] = {"at_least": "more_than", "at_most": "less_than"}


@dataclass(frozen=True, slots=True)
class Governed:
    """How a figure is bounded: by which word of the text (empty where none does it).

    ``start`` and ``end`` are from where to where figure and word reach.
    """

    bound: Bound
    word: str
    start: int
    end: int


def governed(text: str, start: int, end: int, since: int) -> Governed:
    """The boundary word of the figure that stands at ``start`` to ``end`` (its unit included).

    Args:
        text: a clause without white space.
        start: where the figure begins.
        end: where its unit ends.
        since: where the figure before it ends; no word before that is looked at.
    """
    begin, reach = start, end
    bracket = _INCLUDED.match(text, reach)
    if bracket is not None:
        reach = bracket.end()
    behind = _BEHIND.match(text, reach)
    if behind is not None:
        word, reach = behind.group(1), behind.end()
        bound = BEHIND[word]
        bracket = bracket or _INCLUDED.match(text, reach)
    else:
        word, bound, at = _word_before(text[since:start])
        begin = since + at if word else start
    if bracket is not None:
        reach = max(reach, bracket.end())
        if bracket.group(1):
            bound, word = _EXCLUDING.get(bound, bound), word + bracket.group(0)
    return Governed(bound, word, begin, reach)


def _word_before(text: str) -> tuple[str, Bound, int]:
    for word, pattern in _BEFORE.items():
        found = pattern.search(text)
        if found is not None:
            return found.group(1), BEFORE[word][1], found.start()
    return "", "bare", 0
