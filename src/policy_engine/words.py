"""The one table of the language's key words, English and Chinese, by the position in which each may stand.

Readers of files name keys by their English word; a file may be written in either. A twin is resolved by its position,
never by guessing: ``to`` is 至 in a rounding and 向 in an act, and 自 is ``from`` wherever a period begins. Within one
position both columns are free of repetitions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LINES = {"zh": "说明", "en": "英文"}
_BOUND = {
    "at_least": "至少", "at_most": "至多", "exactly": "恰好", "between": "介于", "more_than": "超过", "less_than": "不满",
}
_CHOICES = {"one_of": "择一", "in_turn": "依次", "all_of": "一并"}

KEYS: Mapping[str, Mapping[str, str]] = {
    # an instrument and its clauses
    "instrument": {
        "instrument": "规章", "title": "名称", "source": "出处", "in_force": "施行", "topic": "事项", "terms": "用语",
        "parameters": "参数", "clauses": "条款", "leaves_open": "留白",
    },
    "label": _LINES,
    "source": {"document": "文件", "part": "篇"},
    "period": {"from": "自", "until": "至", "collected": "采集"},
    "clause": {
        "at": "条序", **_LINES, "rules": "规则", "duties": "义务", "history": "经过", "defines": "定义", "none": "不设规则", "remains": "尚余",
        "status": "性质",
    },
    "none": {"because": "原因", "of": "对象", **_LINES, "owner": "待办人"},
    "hole": {"when": "当", **_LINES, "owner": "待办人", "see": "另见", "topic": "事项"},
    # a name and its twin change places: `leave: {name_zh: 请假}` is `请假: {代号: leave}`
    "term": {
        "name_zh": "代号", **_LINES, "when": "当", "round_up": "进位", "round_down": "舍去", "to": "至",
        "reading": "读法", "cite": "出自",
    },
    "parameter": {
        "name_zh": "代号", **_LINES, "unit": "单位", "value": "值", "values": "各版", "owner": "待办人",
    },
    "parameter value": {"from": "自", "value": "值", "cite": "出自", "amended_by": "修改依据"},
    # a rule
    "rule": {
        "topic": "事项", "when": "当", "then": "则", "otherwise": "否则", "exception_to": "例外于", "strength": "力度",
        "for": "事务", "may_vary": "可变通", "reading": "读法", "caution": "警示", "see": "另见", "in_force": "施行",
        "wordings": "各版措辞", "table": "表",
    },
    "table": {"columns": "列", "rows": "行", "totals": "合计"},
    "column": {"rule": "规则", "when": "当", "then": "则", "otherwise": "否则", "reading": "读法", "caution": "警示"},
    "wording": {
        "in_force": "施行", "when": "当", "then": "则", "otherwise": "否则", "amended_by": "修改依据", "reading": "读法",
    },
    "amended_by": {"document": "文件", **_LINES},
    "reading": {"number": "编号", "convention": "依据", **_LINES},
    "caution": {"convention": "依据", **_LINES},
    # conditions
    "condition": {"all": "都", "any": "任一", "not": "非"},
    "operator": {
        "in": "属于", "not": "非", "at_least": "以上", "at_most": "以下", "more_than": "超过", "less_than": "不满",
        "between": "介于", "includes": "含",
    },
    # effects
    "then": {
        "permit": "准许", "prohibit": "禁止", "refer": "转", "require": "须交", "require_afterwards": "事后须交",
        "limit": "限额", "payable": "应付", "deadline": "时限", "set": "定为", "choose": "选定",
        "assign": "分工", "establish": "机构设置",
    },
    # who is assigned a function, which bodies there are
    "establish": {
        "body": "机构", "exists": "设立", "same_body_as": "同一机构", "shares_office_with": "合署办公", "sign_of": "加挂牌子",
        "under": "隶属", "merged_from": "合并自", "led_by": "领导者", "headed_rank": "负责人级别", "posts": "职数", "counts": "编制",
    },
    "bounds": {"at_least": "不少于", "at_most": "不超过", "between": "介于"},
    "count": {"total": "总数", "parts": "分项"},
    "act": {"by": "由", "to": "向", "before": "不迟于", "within": "期限", **_CHOICES},
    "refer": {"to": "至", "document": "文件", "for": "事由"},
    "paper": {"one_of": "择一"},
    "afterwards": {"papers": "凭据", "within": "期限"},
    "limit": {"of": "项目", "at_most": "不超过", "per": "每", "excess": "超出部分"},
    "excess": {"needs": "须经"},
    "deadline": {"of": "项目", "at": "截止", "not_before": "不早于"},
    "choose": {"one_of": "择一", "by": "由", "about": "关于"},
    "formula": {
        "add": "加", "subtract": "减", "times": "乘", "min": "取小", "max": "取大", "floor_div": "整除",
        "round_up": "进位", "round_down": "舍去", "to": "至", "days_after": "若干天后",
        "working_days_after": "若干工作日后", "months_after": "若干月后", "number": "数", "end_of": "末日",
        "day_of": "第几天", "next_year": "次年", "of": "所在", "earliest": "最早", "latest": "最晚",
        "then_next_working_day": "遇假顺延",
    },
    # duties
    "duty": {
        **_LINES, "who": "责任人", "when": "当", "every": "周期", **_BOUND, "every_one": "全覆盖", "count": "计数",
        "unit": "单位", "by": "不迟于", "in_months": "月份", "items": "项目", "measures": "指标", "keep": "留存", "to": "向",
        "exception_to": "例外于", "may_vary": "可变通", "strength": "力度", "reading": "读法", "caution": "警示",
        "see": "另见", "in_force": "施行", "wordings": "各版措辞", "amended_by": "修改依据",
    },
    "every": {"years": "年", "months": "月", "days": "天", "event": "每逢"},
    "item": {**_LINES, **_BOUND, "strength": "力度", "when": "当"},
    "measure": {**_LINES, "unit": "单位", **_BOUND},
    # histories
    "history rule": {
        "each": "每次", "any": "任一", "tally": "合计", "at_least": "满", "more_than": "超过", "for_every": "每满",
        "counts_as": "算作", "then": "则", "instead_of_event": "代替事件", "one_act_one_sum": "一事一扣",
        "reading": "读法", "caution": "警示", "see": "另见", "in_force": "施行",
    },
    "limb": {"tally": "合计", "at_least": "满", "more_than": "超过", "for_every": "每满"},
    "selector": {"any": "任一", "event": "事件", "label": "标签"},
    "tally": {
        "of": "对象", "number": "数法", "of_days": "连续按", "within": "期间", "at_most_a_day": "一天至多", "leaving_out": "不计",
    },
    "rolling": {"rolling_days": "连续天数"},
    "counts as": {"label": "标签", "days": "天数", "at_least": "至少"},
    "history then": {
        "penalty": "处理", "finding": "认定", "deduct": "扣", "withhold": "扣发", "less_withheld": "减已扣", "pay_only": "每月只发",
        "from": "出自", "starts": "起于",
    },
    "history penalty": {"one_of": "择一", "by": "由"},
    "happened": {
        "event": "事件", "date": "日期", "from": "自", "working_days": "工作日数",
    },
    "history case": {
        "person": "人员", "post": "职务", "period": "期间", "as_of": "截至", "monthly": "月额", "events": "事件", "run": "连续",
        "every_other": "隔日", "expect": "应得",
    },
    "history expected": {
        "labels": "标签", "deduct": "扣款", "withhold": "扣发", "findings": "认定", "penalties": "处理", "decided_by": "所据条款",
        "rules": "规则", "open": "未定", "needs": "缺少事实", "short": "还差", "readings": "读法", "cautions": "警示",
        "confirm": "须确认", "twice": "重复", "outside": "期外", "absorbed": "并入", "starts": "起于", "pay_only": "每月只发",
    },
    # cases
    "cases": {
        "instrument": "规章", "jurisdiction": "辖区", "topic": "事项", "facts": "事实", "cases": "用例",
        "duty_facts": "义务事实", "duties": "义务", "histories": "经过",
    },
    "duty case": {
        "facts": "事实", "records": "记录", "as_of": "检查日", "done": "已办", "judgements": "裁量", "expect": "应得",
    },
    "records": {"from": "自", "until": "至"},
    "done": {
        "date": "日期", "quantity": "数量", "keep": "留存", "items": "项目", "measures": "指标", "covered": "覆盖",
        "of": "总数", "event": "事发日", "period": "期号", "note": "备注",
    },
    "duty expected": {
        "status": "状态", "short": "欠", "over": "超", "late": "迟", "missing": "缺项", "missing_records": "缺留存",
        "short_of": "不足", "over_of": "超出", "unknown": "未知", "advice": "缺建议项", "periods": "各期",
    },
    "case": {"ask": "另设", "given": "已办", "as_of": "按哪天", "expect": "应得"},
    "given": {"applicant_person": "申请人", "acts": "步骤", "papers": "凭据", "judgements": "裁量"},
    "given act": {
        "act": "步骤", "by": "由", "to": "向", "matter": "事务", "person": "何人", "date": "日期",
    },
    "judgement": {"value": "认定", "by": "由", "date": "日期", "note": "备注"},
    "expect": {
        "outcome": "结果", "approve": "批准", "acts": "步骤", "refer": "转", "permit": "准许", "prohibit": "禁止",
        "steps": "待办", "done": "已办", "papers": "凭据", "missing": "欠交", "too_early": "办早", "too_late": "办晚",
        "own_act": "自办", "wrong_person": "错人", "unclear": "难断", "follow_up": "后续", "advice": "提示",
        "decided_by": "所据条款", "readings": "读法", "conventions": "依据", "cautions": "警示", "needs": "缺少事实",
        "next": "先问", "unset": "未定参数", "replaced": "被替代", "open": "留白", "open_slots": "未答",
        "payable": "应付", "limits": "限额", "deadlines": "时限", "outputs": "定为", "choices": "可选",
        "assign": "分工", "establish": "机构设置",
        "not_in_force": "未生效",
    },
    "count expected": {"total": "总数", "parts": "分项", "sum_of_parts": "分项合计", "unallocated": "未分"},
    "figure line": {"bound": "上限", "over": "超出", "date": "日期", "status": "状态"},
    # the small files
    "vocabulary": {
        "actors": "人员", "acts": "步骤", "papers": "凭据", "matters": "事务", "conventions": "读法依据", "functions": "职能",
        "lists": "值表",
    },
    "actor": {
        "kind": "类别", **_LINES, "word": "简称", "to": "相对于", "held_by": "担任者", "choose": "按值定人",
        "one_of": "任一", "all_of": "全体",
    },
    "vocabulary act": {
        **_LINES, "word": "简称", "combine": "合并", "receiver": "有对方", "own": "可办自己的", "binding": "有约束力",
    },
    "function": {**_LINES, "word": "简称", "combine": "合并"},
    "entry": {**_LINES, "word": "简称"},
    "jurisdiction": {**_LINES, "adopts": "采用", "parent": "上级"},
    "sources": {"documents": "文件"},
    "document": {"held": "在手", "sha256": "指纹", "title": "名称"},
    "ledger entry": {
        "document": "文件", "part": "篇", "instrument": "规章", "locator": "位置", "span": "起止", "digest": "指纹",
        "kind": "类别", "priority": "主次", "modality": "语气", "ambiguous": "存疑", "fates": "去向",
        "of": "对象", "owner": "待办人",
    },
}

# 以内 says the same as 以下 (Civil Code art. 1259), and a text is written down with the word it uses.
ALSO: Mapping[str, Mapping[str, str]] = {"operator": {"以内": "at_most"}}

VALUES: Mapping[str, Mapping[str, str]] = {
    "begins": {"unknown": "未知"},
    "figure": {"unset": "未定"},
    "reading number": {"own": "自拟"},
    "because": {
        "planned": "待录入", "says_again": "重申", "refers_out": "转引", "not_decidable": "无法判定",
        "not_normative": "不是规范", "duplicate": "同文",
    },
    "fate": {
        "rule": "规则", "assignment": "分工", "body": "机构", "duty": "义务", "history": "经过", "definition": "定义", "planned": "待录入", "says_again": "重申", "refers_out": "转引", "not_decidable": "无法判定",
        "not_normative": "不是规范", "duplicate": "同文",
    },
    "actor kind": {
        "post": "职务", "office": "科室", "body": "集体", "relative": "相对", "group": "合称", "outside": "外单位",
    },
    "combine": {"unique": "唯一", "collect": "累加"},
    "status": {
        "proposed": "提议", "reported_practice": "反映的做法", "target": "目标", "inferred_from_defect": "由问题推出",
    },
    "strength": {"must": "应当", "should": "原则上"},
    "excess": {"not_paid": "不付", "prohibited": "不准"},
    "span": {"month": "月", "quarter": "季", "year": "年"},
    "unit": {
        "day": "天", "hour": "小时", "minute": "分钟", "month": "月", "year": "年", "yuan": "元", "person": "人",
        "part": "次", "meal": "餐", "pack": "包", "km": "公里", "date": "日期", "time": "回", "village": "个村",
        "square_metre": "平方米", "percent": "百分比", "permille": "千分比", "mu": "亩", "hectare": "公顷",
        "kilogram": "公斤", "head": "头", "household": "户", "piece": "个", "project": "个项目",
    },
    "outcome": {
        "conflict": "互相矛盾", "prohibited": "不准", "undetermined": "不能确定", "not_covered": "没有规定",
        "referred": "转出", "needs_steps": "手续未齐", "permitted": "准许", "determined": "已有答复",
    },
    "slot": {"may": "可否", "papers": "凭据", "payable": "应付", "assign": "分工", "establish": "机构设置", "duties": "义务"},
    "every word": {
        "day": "日", "week": "周", "month": "月", "quarter": "季", "half_year": "半年", "year": "年", "once": "一次",
        "always": "常年",
    },
    "tally number": {"count": "次数", "days": "天数", "longest_run": "最长连续"},
    "day kind": {"calendar": "自然日", "working": "工作日"},
    "window": {"day": "日", "month": "月", "quarter": "季", "year": "年"},
    "same days": {"same": "同样"},
    "starts": {"next_month": "次月"},
    "one sum": {"highest": "取高"},
    "count word": {"times": "次数", "quantity": "数量", "covered": "覆盖"},
    "due": {"period_start": "期初", "period_end": "期末", "event": "事发日"},
    "duty unknown": {
        "quantity": "数量", "covered": "覆盖", "of": "总数", "records": "记录", "period": "期间", "calendar": "假日历",
        "bound": "起止日",
    },
    "duty status": {
        "met": "达到", "not_met": "没有达到", "not_due": "未到期", "cannot_judge": "无法判断", "not_bound": "不适用",
    },
    "figure expected": {
        "unset": "未定", "open": "待定", "none": "无", "within": "未超", "over": "超出", "met": "如期", "missed": "逾期",
        "pending": "未到期",
    },
}
"""The words of closed lists, by the position in which they are values. Units not listed are written as they are."""

TRUTH: Mapping[bool, str] = {True: "是", False: "否"}

FATES = tuple(VALUES["fate"])
"""What may become of a clause, in the order in which it is told."""

NONE_REASONS = ("planned", "says_again", "refers_out", "not_decidable", "not_normative", "duplicate")

_BRACKET = re.compile("[(\uff08\\[\u3014\u3010]")


def short(label: str) -> str:
    """The word that a Chinese label begins with: what stands before its first bracket."""
    return _BRACKET.split(label, maxsplit=1)[0].strip()
