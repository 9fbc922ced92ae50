"""What an editor shows about the keys of duties and of their cases, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.tools.schema.pairs import Pair

_LINES: Mapping[str, Pair] = {
    "zh": ("用自己的话写的一行说明,必须有", "a plain line in our own words, in Chinese; required"),
    "en": ("同一行的英文", "the same line in English"),
}
_BOUND: Mapping[str, Pair] = {
    "at_least": ("至少多少;都不写就是至少一次", "at least so much; where nothing is written, at least once"),
    "at_most": ("至多多少", "at most so much"),
    "exactly": ("不多不少", "exactly so much"),
    "between": ("从多少到多少,两头都算", "from so much to so much, both ends included"),
    "more_than": ("超过多少,不含本数", "more than so much, the figure itself not included"),
    "less_than": ("不满多少,不含本数", "less than so much, the figure itself not included"),
}
_WHEN: Pair = ("什么情形下才要", "in which situation; all entries have to hold")
_STRENGTH: Pair = ("力度:原则上、一般写 should", "should for 原则上、一般: advice, never not met")
_UNIT: Pair = ("单位", "the unit")

DUTY_TEXTS: Mapping[str, Mapping[str, Pair]] = {
    "duty": {
        **_LINES,
        "who": ("谁的义务:一个、几个,或 one_of", "whose duty: one, several, or one_of"),
        "when": _WHEN,
        "every": ("多久一次", "how often"),
        **_BOUND,
        "every_one": ("全部都要覆盖到", "all of them have to be covered"),
        "count": (
            "数什么:times 次数,quantity 数量合计,covered 覆盖了几个",
            "what is counted: times, the sum of quantities, or how many are covered",
        ),
        "unit": ("数量的单位;percent 是百分比", "the unit of what is counted; percent for a share"),
        "by": ("最迟哪天:由期初、期末或事发日算出", "the last day, from period_start, period_end or event"),
        "in_months": ("只在这些月份", "due only in these months"),
        "items": ("必须都有的项目", "what has to be there, all of it"),
        "measures": ("要量的指标", "figures that are measured"),
        "keep": ("每次都要留存的凭据", "the papers that each record has to have kept"),
        "to": ("向谁", "to whom"),
        "exception_to": ("是哪项义务的例外:取代它", "the duty it is an exception to, and replaces"),
        "may_vary": ("下级可以变通", "a lower jurisdiction may vary it"),
        "strength": _STRENGTH,
        "reading": ("原文不清楚时选定的读法", "the interpretation chosen where the text is unclear"),
        "caution": ("随每个答复一起出现的警示", "a warning that travels with every decision"),
        "see": ("另见的文件或规章", "documents or instruments it leaves something to"),
        "in_force": ("施行期间", "when it is in force"),
        "wordings": ("先后各版,期间不重叠", "its wordings one after the other; periods may not overlap"),
        "amended_by": ("由哪份文件修改", "the document that amended it"),
    },
    "every": {
        "years": ("每几年", "every so many years"),
        "months": ("每几个月", "every so many months"),
        "days": ("每几天", "every so many days"),
        "event": ("每逢什么事", "whenever what happens"),
    },
    "every word": {
        "day": ("每天", "every day"),
        "week": ("每周,周一到周日", "every week, Monday to Sunday"),
        "month": ("每月", "every month"),
        "quarter": ("每季", "every quarter"),
        "half_year": ("每半年", "every half-year"),
        "year": ("每年", "every year"),
        "once": ("一次性", "once"),
        "always": ("常年都要如此", "standing: it has to be so at any time"),
    },
    "item": {**_LINES, **_BOUND, "strength": _STRENGTH, "when": _WHEN},
    "measure": {**_LINES, "unit": _UNIT, **_BOUND},
    "duty case": {
        "facts": ("与共有事实不同的;unknown 去掉一项", "what differs from duty_facts; unknown removes one"),
        "records": ("哪几天的记录是全的", "the days for which the records are complete"),
        "as_of": ("哪天检查;不写就是记录的最后一天", "the day of the check; by default the last day with records"),
        "done": ("各项义务办了什么", "what was done for each duty"),
        "judgements": ("作过的裁量,如未定的数达到了没有", "judgements made, such as on figures left open"),
        "expect": ("各项义务应怎样", "how each duty has to stand"),
    },
    "records": {"from": ("自哪天起", "from which day on"), "until": ("至哪天止,当天还算", "until which day, included")},
    "done": {
        "date": ("哪天办的", "the day it was done"),
        "event": (
            "为哪天的事办的;没有日期表示事发了没办",
            "the day of the event; without date: nothing was done for it",
        ),
        "period": ("算哪一期,如 2025-03", "the period it counts for, like 2025-03"),
        "quantity": ("数量", "how much"),
        "covered": ("覆盖了几个", "how many are covered"),
        "of": ("一共几个", "of how many"),
        "keep": ("留存了哪些凭据", "the papers kept"),
        "items": ("有哪些项目,各几个", "the items there are, and how many"),
        "measures": ("量得多少", "the figures measured"),
        "note": ("备注", "a note"),
    },
    "duty expected": {
        "status": ("怎样:达到、没有达到、未到期、无法判断、不适用", "how it stands"),
        "short": ("还差多少", "by how much it is short"),
        "over": ("超出多少", "by how much it is over"),
        "late": ("晚了几天", "how many days late"),
        "missing": ("缺哪些项目", "the items that are missing"),
        "missing_records": ("没有留存的凭据", "the papers not kept"),
        "short_of": ("指标差多少", "by how much measures are short"),
        "over_of": ("指标超出多少", "by how much measures are over"),
        "unknown": ("还要知道什么才能判断", "what would have to be known"),
        "advice": ("建议有而没有的项目", "recommended items that are not there"),
        "periods": ("各期怎样", "how each period stands"),
    },
}
