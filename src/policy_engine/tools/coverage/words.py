"""The words of the coverage pages, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[str, str]

COLUMNS: Mapping[str, Pair] = {
    "clauses": ("条款", "clauses"),
    "core": ("核心", "core"),
    "normative": ("规范性", "normative"),
    "encoded": ("已录", "encoded"),
    "elsewhere": ("见别处", "elsewhere"),
    "not_decidable": ("无法判定", "undecidable"),
    "not_normative": ("不是规范", "no norm"),
    "duplicate": ("同文", "repeats"),
    "planned": ("待录", "planned"),
    "unaccounted": ("无归宿", "no fate"),
}
TABLES: Mapping[str, Pair] = {
    "document": ("按文件", "By document"),
    "part": ("按篇", "By part"),
    "instrument": ("按规章", "By instrument"),
    "kind": ("按类别", "By kind"),
    "fate": ("按去向", "By fate"),
}
WORDS: Mapping[str, Pair] = {
    "total": (
        "条款 {clauses} 条,出自 {documents} 个文件、{instruments} 部规章;与别条同文的 {duplicate} 条",
        "{clauses} clauses of {documents} documents and {instruments} instruments; {duplicate} repeat another",
    ),
    "unique": (
        "其余 {unique} 条里,规范性的 {normative} 条,核心的 {core} 条",
        "of the other {unique}, {normative} are normative and {core} core",
    ),
    "encoded": (
        "规范性条款 {normative} 条:已录 {encoded},见别处 {elsewhere},无法判定 {not_decidable},待录 {planned},"
        "无归宿 {unaccounted}",
        "{normative} normative clauses: {encoded} encoded, {elsewhere} said elsewhere, {not_decidable} undecidable, "
        "{planned} planned, {unaccounted} in no fate",
    ),
    "note": (
        "一条可以有几个去向,各列都数;核心、规范性两列不数同文的。已录:规则、分工、机构、义务、经过、定义。见别处:重申、转引。",
        "A clause with several fates counts in each; core and normative leave out repeats. Encoded: rule, assignment, "
        "body, duty, history, definition. Elsewhere: says again, refers out.",
    ),
    "undecided": ("无法判定的", "Not decidable"),
    "planned": ("还没有录的", "Planned: not encoded yet"),
    "unaccounted": ("没有归宿的", "In no fate"),
    "missing": ("录了一部分、还有剩余的", "Encoded in part: what remains"),
    "contradictions": ("台账与规章不合的", "Where ledger and instruments differ"),
    "nothing": ("没有", "none"),
    "document": ("文件", "document"),
    "part": ("篇", "part"),
    "instrument": ("规章", "instrument"),
    "span": ("起止", "characters"),
    "digest": ("指纹", "digest"),
    "not_held": ("原文不在手,没有起止和指纹", "the text is not held: no place and no digest"),
    "kind": ("类别", "kind"),
    "modality": ("语气", "modality"),
    "core": ("核心条款", "core"),
    "ambiguous": ("原文有不清楚的地方", "the text is unclear in places"),
    "fates": ("去向", "fates"),
    "no_fate": ("没有归宿", "no fate"),
    "of": ("同文、重申", "repeats"),
    "repeated_by": ("与它同文的", "repeated by"),
    "rules": ("规则", "rules"),
    "cases": ("用例", "cases"),
    "not_ran": ("规则库有错,用例没有运行", "the rulebook has errors, so the cases were not run"),
    "no_file": ("还没有规章文件", "no instrument file yet"),
}
KINDS: Mapping[str, Pair] = {
    "procedure": ("程序", "procedure"),
    "staffing": ("机构编制", "staffing"),
    "disclosure": ("公开", "disclosure"),
    "quota": ("数量要求", "quota"),
    "approval": ("审批", "approval"),
    "penalty": ("处罚", "penalty"),
    "facility": ("设施", "facility"),
    "prohibition": ("禁止", "prohibition"),
    "funding": ("经费", "funding"),
    "deadline": ("期限", "deadline"),
    "asset": ("资产", "asset"),
    "reimbursement": ("报销", "reimbursement"),
    "retention": ("保管", "retention"),
    "issuing": ("发文", "issuing"),
}
MODALITIES: Mapping[str, Pair] = {
    "must": ("必须", "must"),
    "must_not": ("不得", "must not"),
    "should": ("原则上", "should"),
    "may": ("可以", "may"),
    "target": ("目标", "target"),
    "reported_practice": ("所报的做法", "practice reported"),
    "proposed": ("建议", "proposed"),
    "inferred_from_defect": ("由问题推出", "inferred from a defect"),
}
FATES: Mapping[str, str] = {
    "rule": "rule",
    "assignment": "assignment",
    "body": "body",
    "duty": "duty",
    "definition": "definition",
    "planned": "planned",
    "says_again": "says again",
    "refers_out": "refers out",
    "not_decidable": "not decidable",
    "not_normative": "not normative",
    "duplicate": "duplicate",
}
"""The fates in English; in Chinese they are called as in a ledger in Chinese words."""
