"""The one table of the language's key words, English and Chinese.

Readers of files name keys by their English word. The Chinese twins stand beside them, so that a file may be written
in either; a twin is resolved by its position, never by guessing.
"""

from __future__ import annotations

KEY_WORDS: dict[str, str] = {
    # an instrument
    "instrument": "规章", "title": "名称", "source": "出处", "document": "文件", "part": "篇", "in_force": "施行",
    "from": "自", "until": "至", "collected": "采集", "topic": "事项", "terms": "用语", "parameters": "参数",
    "clauses": "条款", "leaves_open": "留白", "zh": "说明", "en": "英文",
    # a clause and its rules
    "at": "条序", "rules": "规则", "none": "不设规则", "remains": "尚余", "because": "原因", "of": "对象",
    "owner": "待办人", "when": "当", "then": "则", "exception_to": "例外于", "strength": "力度", "for": "事务",
    "may_vary": "可变通", "reading": "读法", "number": "编号", "convention": "依据", "caution": "警示", "see": "另见",
    "wordings": "各版措辞", "amended_by": "修改依据",
    # terms and parameters
    "name_zh": "代号", "round_up": "进位", "round_down": "舍去", "to": "到", "cite": "出自", "unit": "单位",
    "values": "各版", "value": "值",
    # conditions
    "in": "属于", "is": "为", "not": "非", "at_least": "以上", "at_most": "以下", "more_than": "超过", "less_than": "不满",
    "between": "介于", "includes": "含", "all": "都", "any": "任一",
    # effects
    "permit": "准许", "prohibit": "禁止", "refer": "转", "require": "须交", "require_afterwards": "事后须交",
    "papers": "凭据", "within": "期限", "by": "由", "before": "在前", "one_of": "择一", "in_turn": "依次",
    "all_of": "一并",
    # small files
    "actors": "人员", "acts": "步骤", "matters": "事务表", "conventions": "读法依据", "lists": "值表", "kind": "类别",
    "held_by": "担任者", "choose": "选择", "combine": "合并", "receiver": "对方", "own": "本人可做", "binding": "有约束力",
    "adopts": "采用", "parent": "上级", "documents": "文件表", "sha256": "摘要值", "held": "在手",
    "locator": "位置", "span": "起止", "digest": "摘要", "priority": "主次", "modality": "语气", "ambiguous": "存疑",
    "fates": "归宿",
}

NONE_REASONS = ("planned", "says_again", "refers_out", "not_decidable", "not_normative", "duplicate")
