"""What an editor shows about each key of a case file."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.tools.schema.pairs import DATE, TO, TOPIC, Pair

CASE_TEXTS: Mapping[str, Mapping[str, Pair]] = {
    "cases": {
        "instrument": ("用例属哪部规章", "the instrument the cases belong to"),
        "jurisdiction": ("辖区;只有一个采用时可不写", "the jurisdiction; may be left out where only one adopts it"),
        "topic": TOPIC,
        "facts": ("各用例共有的事实", "the facts all cases share"),
        "cases": ("用例,一个一个名字", "the cases by name"),
        "duty_facts": ("义务用例共有的事实", "the facts that cases of duties share"),
        "duties": ("义务的用例:办了什么,应怎样判断", "cases of duties: what was done, how each has to stand"),
        "histories": ("经过的用例:有哪些事,加起来应怎样", "cases of histories: the events, and what they add up to"),
    },
    "case": {
        "ask": ("与共有事实不同的;unknown 去掉一项", "what differs from facts; unknown removes one"),
        "given": ("已经办了的", "what has been done"),
        "as_of": ("按哪一天的规定", "by the rules of which day"),
        "expect": ("应得的答复;每项都要一致", "the answer expected; every key is exact"),
    },
    "given": {
        "applicant_person": ("申请人是哪一位", "which person the applicant is"),
        "acts": ("办过的步骤", "acts done"),
        "papers": ("交了的凭据", "papers handed in"),
        "judgements": ("作过的裁量", "judgements made"),
    },
    "given act": {
        "act": ("哪个步骤", "which act"),
        "by": ("以什么职务、科室", "in which post or office"),
        "to": TO,
        "matter": ("哪件附带的事", "of which matter"),
        "person": ("哪一位", "which person"),
        "date": DATE,
    },
    "judgement": {
        "value": ("认定是还是否", "true or false"),
        "by": ("由谁认定", "who judged"),
        "date": DATE,
        "note": ("备注", "a note"),
    },
    "expect": {
        "outcome": ("结果", "the outcome"),
        "approve": ("由谁批准", "who approves"),
        "acts": ("各步骤由谁办", "who does each act"),
        "refer": ("转给谁", "to whom it is referred"),
        "permit": ("有准许", "leave is given"),
        "prohibit": ("有禁止", "leave is refused"),
        "steps": ("还要先办的步骤", "acts still to be done first"),
        "done": ("已办的步骤", "acts that are done"),
        "papers": ("事先要交的凭据", "papers required beforehand"),
        "missing": ("还缺的凭据", "papers still missing"),
        "too_early": ("办早了的", "acts done too early"),
        "too_late": ("办晚了的", "acts done too late"),
        "own_act": ("本人办自己的", "acts done by the applicant for himself"),
        "wrong_person": ("办错了人的", "acts by or to the wrong one"),
        "unclear": ("不能断定算不算的", "acts that cannot be counted"),
        "follow_up": ("事后还要办的", "what is to come afterwards"),
        "advice": ("作为建议的规则", "rules that only advise"),
        "decided_by": ("据以答复的条款", "the clauses that decided"),
        "readings": ("所用读法的号", "the numbers of the readings leaned on"),
        "conventions": ("所用的读法依据", "the conventions leaned on"),
        "cautions": ("带警示的规则", "the rules with a caution"),
        "needs": ("还要知道的事实", "the facts still needed"),
        "next": ("下一问", "the next question"),
        "unset": ("没有定数的参数", "parameters that are not set"),
        "replaced": ("被例外取代的规则", "rules replaced by exceptions"),
        "open": ("落在留白里", "falls into a declared hole"),
        "open_slots": ("还没有定的各项", "the slots still open"),
        "payable": ("应付多少", "what is payable"),
        "limits": ("各限额", "the limits by fact"),
        "deadlines": ("各期限", "the deadlines by fact or act"),
        "outputs": ("各输出的值", "the values of the outputs"),
        "choices": ("可选的几个", "what may be chosen"),
        "assign": ("各职能归谁", "whose each function is"),
        "establish": ("各机构怎样", "what is said of each body"),
        "not_in_force": (
            "未生效的规则怎么说,各项同上;没有就写 none",
            "what rules not in force say, with the same keys; none where they say nothing",
        ),
    },
    "figure line": {
        "bound": ("上限", "the bound"),
        "over": ("超出多少", "by how much it is exceeded"),
        "date": ("哪天", "the day"),
        "status": ("怎样", "how it stands"),
    },
}
