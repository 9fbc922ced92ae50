"""What an editor shows about the keys of history rules and of their cases, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.tools.schema.pairs import Pair

_TALLY: Pair = ("合计:哪些、怎么数、在多长一段里", "the tally: of what, counted how, within what window")
_AT_LEAST: Pair = ("满多少,含本数", "at least so much, the figure included")
_MORE: Pair = ("超过多少,不含本数", "more than so much, the figure not included")
_EVERY: Pair = ("每满多少算一次", "once for every so much")

HISTORY_TEXTS: Mapping[str, Mapping[str, Pair]] = {
    "history rule": {
        "each": ("每一次这样的事件或标签", "each event or label like this"),
        "any": ("几个合计,任一个到了就算", "several tallies, any of which suffices"),
        "tally": _TALLY,
        "at_least": _AT_LEAST,
        "more_than": _MORE,
        "for_every": _EVERY,
        "counts_as": ("算作什么、几天", "what it counts as, and how many days"),
        "then": ("后果", "what follows"),
        "instead_of_event": ("只算作标签,不再算作原来的事件", "it counts as the label only, and no more as the event"),
        "one_act_one_sum": ("同一件事几笔钱,只扣高的", "of several sums for one act only the highest"),
        "reading": ("原文不清楚时选定的读法", "the interpretation chosen where the text is unclear"),
        "caution": ("随答复走的警示", "a caution that travels with the answer"),
        "see": ("另见的文件或规章", "documents or instruments it leaves something to"),
        "in_force": ("施行期间", "when it is in force"),
    },
    "limb": {"tally": _TALLY, "at_least": _AT_LEAST, "more_than": _MORE, "for_every": _EVERY},
    "selector": {
        "any": ("其中任一", "any of these"),
        "event": ("事件,一个或几个", "an event, or several"),
        "label": ("标签,一个或几个", "a label, or several"),
    },
    "tally": {
        "of": ("数什么:标签的词,或选事件的条件", "of what: words of labels, or what selects events"),
        "number": ("次数、天数还是最长连续", "how often, how many days, or the longest run"),
        "of_days": ("连续按工作日还是自然日", "whether a run is of working or calendar days"),
        "within": ("在多长一段里", "within what window"),
        "at_most_a_day": ("一天至多算多少", "the most that one date adds"),
        "leaving_out": ("同一件事已经这样算了的,不再数", "not counted where the same act is also this"),
    },
    "rolling": {"rolling_days": ("任意连续这么多天", "any so many days in a row")},
    "counts as": {
        "label": ("标签的词", "the word of the label"),
        "days": ("几天;same 就是原来的天数", "how many days; same: its own"),
        "at_least": (
            "至少几天;天数不清楚时先按这个,由人确认",
            "this many at least, and assumed where days are unknown",
        ),
    },
    "history then": {
        "penalty": ("处理,词在值表 consequence", "consequences, words of the list consequence"),
        "finding": ("认定,词在值表 finding", "findings, words of the list finding"),
        "deduct": ("扣多少元:数或参数", "how many yuan: a figure or a parameter"),
        "withhold": ("扣发这一段的哪些款项", "which funds are not paid for the window"),
        "less_withheld": ("减去已经扣发的", "less what was withheld already"),
        "pay_only": ("每月只发多少元", "how many yuan a month are paid instead"),
        "from": ("从哪些款项里扣,按先后", "from which funds, in this order"),
        "starts": ("次月起", "with the month after"),
    },
    "history penalty": {"one_of": ("其中选一", "one of these"), "by": ("由谁选", "who chooses")},
    "happened": {
        "event": ("事件", "the event"),
        "date": ("日期", "its date"),
        "from": ("从哪天起", "from which day on"),
        "working_days": ("多少个工作日", "on how many working days"),
    },
    "history case": {
        "person": ("人员", "the person"),
        "post": ("职务", "the post"),
        "period": ("期间;不写就是第一件事那一年", "the period; by default the year of the first event"),
        "as_of": ("截至哪天", "as of which day"),
        "monthly": ("各款项的月额", "the amounts a month of funds"),
        "events": ("事件", "the events"),
        "run": ("连着若干工作日同样的事", "the same event on working days running"),
        "every_other": ("隔一个工作日一次", "the same event on every other working day"),
        "expect": ("应得", "what it has to add up to"),
    },
    "history expected": {
        "labels": ("各标签的天数或次数", "each label with its days, or how often"),
        "deduct": ("共扣多少元", "all deductions in yuan"),
        "withhold": ("扣发:款项和期间", "what is withheld: fund and window"),
        "findings": ("认定", "findings"),
        "penalties": ("处理", "consequences"),
        "decided_by": ("所据条款", "the clauses it rests on"),
        "rules": ("起作用的规则", "the rules that had their say"),
        "open": ("还定不了的规则", "the rules in the balance"),
        "needs": ("缺少的事实", "the facts missing"),
        "short": ("还差多少到下一档", "what is short of the next threshold"),
        "readings": ("读法", "readings"),
        "cautions": ("警示", "cautions"),
        "confirm": ("须由人确认的", "what a person has to confirm"),
        "twice": ("记了两遍的事件号", "the numbers of events recorded twice"),
        "outside": ("期间以外的事件号", "the numbers of events outside the period"),
        "absorbed": ("并入另一笔的", "sums that a higher one for the same act absorbs"),
        "starts": ("起于哪天", "from which day on"),
        "pay_only": ("每月只发多少元", "how many yuan a month are paid"),
    },
}
