"""What an editor shows about each key, in Chinese and English, by the position in which the key may stand."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.tools.schema.case_texts import CASE_TEXTS
from policy_engine.tools.schema.duty_texts import DUTY_TEXTS
from policy_engine.tools.schema.history_texts import HISTORY_TEXTS
from policy_engine.tools.schema.pairs import TO, TOPIC, Pair

_ZH: Pair = ("用自己的话写的一行说明,必须有", "a plain line in our own words, in Chinese; required")
_EN: Pair = ("同一行的英文", "the same line in English")
_WORD: Pair = (
    "用中文词写文件时的词;不写就取说明里括号以前的字",
    "the word in files written in Chinese words; by default the label up to its first bracket",
)
_LINES: Mapping[str, Pair] = {"zh": _ZH, "en": _EN}
_FROM: Pair = ("自哪天起;不知道写 unknown", "from which day on; unknown where the text does not say")
_UNTIL: Pair = ("至哪天止,当天还算", "until which day, that day included")
_WHEN: Pair = ("什么情形;各项都满足才算", "in which situation; all entries have to hold")
_THEN: Pair = ("怎么办;动作按先后写", "what is to be done; acts in working order")
_OTHERWISE: Pair = (
    "没有照 then 办到时怎样",
    "what applies where what then requires is not fulfilled",
)
_READING: Pair = ("原文不清楚时选定的读法", "the interpretation chosen where the text is unclear")
_OWNER: Pair = ("这件事归谁", "whose task it is")
_SEE: Pair = ("另见的文件或规章", "documents or instruments it leaves something to")
_ONE_OF: Pair = ("其中任一", "any one of them")
_BY: Pair = ("由谁", "by whom")
_WITHIN: Pair = ("期限,参数名", "within what time: a parameter")
_OF: Pair = ("针对哪个事实或动作", "of which fact or act")

TEXTS: Mapping[str, Mapping[str, Pair]] = {
    "instrument": {
        "instrument": ("规章的代号,与文件名相同", "the instrument's id, the same as the file's name"),
        "title": ("规章名称", "its title"),
        "source": ("出自哪份文件的哪一篇", "which part of which document it comes from"),
        "in_force": (
            "施行期间;不知道从何时起写 {from: unknown}",
            "when it is in force; {from: unknown} counts as always",
        ),
        "topic": ("没有另写事项的规则都属这个事项", "the topic of every rule that names no other"),
        "terms": ("用语:对一个请求下的法律定义", "terms: legal definitions on one request"),
        "parameters": ("参数:有名称、单位、日期的数", "parameters: named figures with unit and dates"),
        "clauses": ("条款,按原文先后", "the clauses, in the document's own order"),
        "leaves_open": ("已知没有写到的情形,归谁补", "known holes: what is not answered, why, whose task it is"),
    },
    "label": _LINES,
    "source": {
        "document": ("文件名,见 sources.yaml", "the document, as in sources.yaml"),
        "part": ("篇", "the part"),
    },
    "period": {"from": _FROM, "until": _UNTIL, "collected": ("采集日", "the day on which the text was collected")},
    "clause": {
        "at": ("条款在原文的位置", "where the clause stands in the document"),
        **_LINES,
        "rules": ("这一条定的规则", "the rules the clause makes"),
        "defines": ("这一条定义的用语", "the terms of the instrument that the clause defines"),
        "duties": (
            "这一条定的义务:谁、多久一次、多少、到哪天",
            "the duties it makes: who, how often, how much, by when",
        ),
        "history": ("这一条的经过:一年里的事加起来怎样", "what a year of events adds up to"),
        "none": ("不设规则,说明原因", "no rule, with the reason"),
        "remains": ("还没有录入的部分", "what of the clause is not encoded"),
        "status": (
            "只是提议、反映的做法、目标或由问题推出:规则不生效;同台账的 modality",
            "only proposed, reported, a target or inferred: its rules are not in force; as the ledger's modality",
        ),
    },
    "none": {
        "because": ("原因", "the reason"),
        "of": ("重申、相同的是哪一条", "which clause it says again or duplicates"),
        **_LINES,
        "owner": _OWNER,
    },
    "hole": {"when": _WHEN, **_LINES, "owner": _OWNER, "see": _SEE, "topic": TOPIC},
    "term": {
        "name_zh": (
            "中文名;在用中文词写的文件里,此处写英文名",
            "its Chinese name; in files in Chinese words the English name stands here",
        ),
        **_LINES,
        "when": _WHEN,
        "round_up": ("哪个事实进位", "the fact that is rounded up"),
        "round_down": ("哪个事实舍去零头", "the fact that is rounded down"),
        "to": ("进到多少的整数倍", "to whole multiples of this"),
        "reading": _READING,
        "cite": ("出自哪几条", "the clauses it comes from"),
    },
    "parameter": {
        "name_zh": ("中文名(中文词的文件里写英文名)", "its Chinese name (its English one in files in Chinese words)"),
        **_LINES,
        "unit": ("单位", "the unit"),
        "value": ("原文没有定数,写 unset", "unset: the text gives no figure"),
        "values": ("各版的数,自哪天起", "the figures, each from a day on"),
        "owner": _OWNER,
    },
    "parameter value": {
        "from": _FROM,
        "value": ("数或日期", "the figure or date"),
        "cite": ("出自哪一条", "the clause"),
        "amended_by": ("由哪份文件修改", "the document that amended it"),
    },
    "rule": {
        "topic": TOPIC,
        "when": _WHEN,
        "then": _THEN,
        "otherwise": _OTHERWISE,
        "exception_to": (
            "是哪条规则的例外:沿用它的条件,只改写出的几项",
            "the rule it is an exception to: inherits its condition, replaces only what it states",
        ),
        "strength": ("力度:原则上、一般写 should", "should for 原则上、一般: advice that never changes the outcome"),
        "for": ("答的是哪件附带的事", "the matter it answers, where not the topic's own"),
        "may_vary": ("下级可以变通", "a lower jurisdiction may vary it"),
        "reading": _READING,
        "caution": ("随每个答复一起出现的警示", "a warning that travels with every decision"),
        "see": _SEE,
        "in_force": ("这条规则的施行期间", "when the rule is in force"),
        "wordings": ("先后各版,期间不重叠", "its wordings one after the other; periods may not overlap"),
        "table": ("一行一条规则的表", "a table: each row a rule of its own"),
    },
    "wording": {
        "in_force": ("这一版的施行期间", "when this wording is in force"),
        "when": _WHEN,
        "then": _THEN,
        "otherwise": _OTHERWISE,
        "amended_by": ("由哪份文件修改", "the document that amended it"),
        "reading": _READING,
    },
    "table": {
        "columns": ("各列:rule,和写到规则里的位置,如 when.days", "rule, and paths into the rule such as when.days"),
        "rows": ("各行,格数同列数", "the rows, as many cells as columns"),
        "totals": ("某列之和应是多少", "what a column has to add up to"),
    },
    "amended_by": {"document": ("文件名", "the document"), **_LINES},
    "reading": {
        "number": ("读法清单的号,或 own", "its number in the list of readings, or own"),
        "convention": ("依据哪条读法惯例", "the convention it follows"),
        **_LINES,
    },
    "caution": {"convention": ("依据", "the convention it follows"), **_LINES},
    "condition": {
        "all": ("各条件都满足", "all of the conditions hold"),
        "any": ("任一条件满足", "any of the conditions holds"),
        "not": ("条件不满足", "the condition does not hold"),
    },
    "operator": {
        "in": ("属于其中之一", "one of them"),
        "not": ("不是", "anything else"),
        "at_least": ("以上,含本数", "at least; the figure included"),
        "at_most": ("以下、以内,含本数", "at most; the figure included"),
        "more_than": ("超过,不含本数", "more than; the figure not included"),
        "less_than": ("不满,不含本数", "less than; the figure not included"),
        "between": ("介于,两端都含", "between; both ends included"),
        "includes": ("其中有", "contains it"),
    },
    "then": {
        "permit": ("准许", "leave is given"),
        "prohibit": ("禁止", "leave is refused"),
        "refer": ("由别人或别的文件定", "decided by somebody else or in a document"),
        "require": ("事先须交的凭据", "papers beforehand"),
        "require_afterwards": ("事后补交的凭据", "papers as follow-up"),
        "limit": ("限额;几个都要守", "limits; all of them bind"),
        "payable": ("应付多少", "what is payable"),
        "deadline": ("最迟或最早哪天", "by which day, or not before which"),
        "set": ("给事项声明的输出定值", "gives a value to an output of the topic"),
        "choose": ("由谁在几个里选定", "somebody chooses one of several"),
        "assign": ("哪项职能归谁", "whose each function is"),
        "establish": ("设什么机构、多少职数编制", "which bodies there are, with how many posts and staff"),
    },
    "establish": {
        "body": ("哪个机构", "which body"),
        "exists": ("设不设;撤销写 false", "whether it exists; false: abolished"),
        "same_body_as": ("与哪个是同一机构(一套人马)", "the body it is one and the same as"),
        "shares_office_with": ("与哪个合署办公", "the body it shares its office with"),
        "sign_of": ("还挂哪些牌子", "the signs it also hangs"),
        "under": ("隶属哪个", "the body it is under"),
        "merged_from": ("由哪些合并而成", "the bodies it was merged from"),
        "led_by": ("由谁领导", "who leads it"),
        "headed_rank": ("负责人级别", "the rank of its head"),
        "posts": ("各职务几名", "how many of each post"),
        "counts": ("各类编制多少,总数与分项照原文", "how many staff: the total and its parts as the text has them"),
    },
    "bounds": {
        "at_least": ("至少几名", "at least so many"),
        "at_most": ("至多几名", "at most so many"),
        "between": ("介于,两端都含", "between; both ends included"),
    },
    "count": {
        "total": ("原文的总数", "the total that the text states"),
        "parts": ("原文的分项", "the parts that the text states"),
    },
    "count expected": {
        "total": ("原文的总数", "the total that the text states"),
        "parts": ("原文的分项", "the parts that the text states"),
        "sum_of_parts": ("分项合计", "what the parts add up to"),
        "unallocated": ("总数减去分项", "the total less its parts"),
    },
    "act": {
        "by": _BY,
        "to": TO,
        "before": ("不迟于哪个日期(事实)", "on that day at the latest: a date fact"),
        "within": _WITHIN,
        "one_of": _ONE_OF,
        "in_turn": ("依次,一个接一个", "one after the other"),
        "all_of": ("每个都要,不分先后", "all of them, in any order"),
    },
    "refer": {"to": TO, "document": ("文件名", "the document"), "for": ("转的是什么", "what is referred")},
    "paper": {"one_of": _ONE_OF},
    "afterwards": {"papers": ("哪些凭据", "which papers"), "within": _WITHIN},
    "limit": {
        "of": ("限哪个事实", "the fact that is limited"),
        "at_most": ("最多多少,可写算式", "at most so much; a formula"),
        "per": ("每人、每天:再乘哪些事实", "multiplied by which facts"),
        "excess": ("超出的怎样", "what becomes of more"),
    },
    "excess": {"needs": ("超出的须再经哪些步骤", "the further acts that more needs")},
    "deadline": {
        "of": _OF,
        "at": ("最迟哪天,可写算式", "the last day; a formula"),
        "not_before": ("最早哪天,可写算式", "the first day; a formula"),
    },
    "choose": {"one_of": _ONE_OF, "by": _BY, "about": ("就什么选", "what is chosen")},
    "formula": {
        "add": ("相加", "the sum"),
        "subtract": ("第一个减第二个", "the first less the second"),
        "times": ("相乘", "the product"),
        "min": ("取最小", "the smallest"),
        "max": ("取最大", "the largest"),
        "floor_div": ("整除,舍去零头", "divided, rounded down to a whole number"),
        "round_up": ("进到整数倍", "rounded up to a whole multiple"),
        "round_down": ("舍到整数倍", "rounded down to a whole multiple"),
        "to": ("多少的整数倍", "of what"),
        "days_after": ("这天之后若干天", "so many days after this day"),
        "working_days_after": ("这天之后若干工作日", "so many working days after this day"),
        "months_after": ("这天之后若干月", "so many months after this day"),
        "number": ("几", "how many"),
        "end_of": ("所在月、季、年的末日", "the last day of the month, quarter or year"),
        "day_of": ("所在月、季、年的第几天", "the so-manieth day of the month, quarter or year"),
        "next_year": ("次年的某月某日,如 03-31", "a day of the next year, like 03-31"),
        "of": ("哪天所在的", "of which day"),
        "earliest": ("最早的一天", "the earliest"),
        "latest": ("最晚的一天", "the latest"),
        "then_next_working_day": ("遇假日顺延", "or the next working day"),
    },
    **CASE_TEXTS,
    **DUTY_TEXTS,
    **HISTORY_TEXTS,
    # the small files, which are written in English words only
    "vocabulary": {
        "actors": ("谁", "who acts"),
        "acts": ("步骤,按先后", "the acts, in the order in which they happen"),
        "papers": ("凭据", "the papers"),
        "matters": ("附带的事", "matters beside a topic's own"),
        "conventions": ("读法的依据", "drafting conventions that readings lean on"),
        "functions": ("可分给谁的职能", "functions that may be assigned"),
        "lists": ("开放的值表", "open value lists"),
    },
    "actor": {
        "kind": (
            "post 职务,office 科室,body 集体,relative 按申请人等确定,group 合称,outside 外单位",
            "the kind of actor",
        ),
        **_LINES,
        "word": _WORD,
        "to": ("相对于什么确定", "what a relative actor is relative to"),
        "held_by": ("可由哪些职务担任", "the posts that may hold it"),
        "choose": ("按事实的值选人", "another actor for each value of the fact"),
        "one_of": _ONE_OF,
        "all_of": ("每一个", "every one of them"),
    },
    "vocabulary act": {
        **_LINES,
        "word": _WORD,
        "combine": ("unique 只有一个答案,collect 累加", "unique: one answer; collect: they add up"),
        "receiver": ("直接写的是向谁", "the plain value in a rule names who receives"),
        "own": ("本人能办自己的事吗", "whether one may do it on one's own request"),
        "binding": ("不办就不能算准", "whether the outcome waits for it"),
    },
    "function": {
        **_LINES,
        "word": _WORD,
        "combine": ("unique 只归一处,collect 可有几处", "unique: one answer; collect: they add up"),
    },
    "entry": {**_LINES, "word": _WORD},
    "jurisdiction": {
        **_LINES,
        "adopts": ("采用哪些规章", "the instruments it adopts"),
        "parent": ("上级辖区", "the jurisdiction above"),
    },
    "sources": {"documents": ("文件表", "the documents")},
    "document": {
        "held": ("原文在手吗", "whether its text was read for the rulebook"),
        "sha256": ("文件的摘要", "SHA-256 of the file"),
        "title": ("文件名称", "its title"),
    },
    "ledger entry": {
        "document": ("文件", "the document"),
        "part": ("篇", "the part"),
        "instrument": ("规章", "the instrument"),
        "locator": ("条款位置", "where it stands"),
        "span": ("起止,字符数", "start and end, in characters"),
        "digest": ("去空白后 SHA-256 的前十二位", "first 12 hex digits of SHA-256 without white space"),
        "kind": ("类别", "the kind of clause"),
        "priority": ("主次", "core or not"),
        "modality": ("语气", "must, should, may, …"),
        "ambiguous": ("原文不清楚吗", "whether the text is unclear"),
        "fates": ("录成了什么", "what became of it"),
        "of": ("与哪一条同文", "the clause it repeats"),
        "owner": ("由谁去定", "whose task it is"),
    },
}
