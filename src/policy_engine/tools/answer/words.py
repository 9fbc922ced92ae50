"""The words of an answer, each in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.decisions.words import UNITS

OUTCOMES: Mapping[str, tuple[str, str]] = {
    "conflict": ("规则互相矛盾,不能作答", "the rules contradict each other; there is no answer"),
    "prohibited": ("不准", "not allowed"),
    "undetermined": ("还不能确定,要先补事实", "not certain yet; facts are missing"),
    "not_covered": ("没有规定,谁也不能据此批准", "not covered; nobody may approve it on these rules"),
    "referred": ("本级不决定,转上", "not decided here; referred"),
    "needs_steps": ("可以办,手续还没齐", "possible, but steps or papers are still missing"),
    "permitted": ("准", "permitted"),
    "determined": ("已有答复", "answered"),
}
STATUSES: Mapping[str, tuple[str, str]] = {
    "done": ("已办", "done"),
    "missing": ("未办", "not done"),
    "too_early": ("办早了,次序不对,不算", "too early, out of order; does not count"),
    "too_late": ("办晚了,不算", "too late; does not count"),
    "own_act": ("本人办自己的,不算", "done by the applicant himself; does not count"),
    "wrong_person": ("办的人或对方不对,不算", "by or to the wrong one; does not count"),
    "unclear": ("不能断定算不算", "cannot be counted yet"),
    "given": ("已交", "handed in"),
}
WORDS: Mapping[str, tuple[str, str]] = {
    "answer": ("答复", "Answer"),
    "by_rules_of": ("按 {day} 的规定", "by the rules of {day}"),
    "facts": ("事实", "Facts"),
    "none_given": ("没有给出事实", "no facts were given"),
    "approves": ("由谁批准", "Who approves"),
    "possibly": ("可能由", "possibly"),
    "refer": ("转给", "Referred to"),
    "permit": ("准许", "Permitted"),
    "prohibit": ("禁止", "Prohibited"),
    "perhaps": ("可能", "possibly"),
    "amounts": ("支付", "Payable"),
    "limits": ("限额", "Limits"),
    "outputs": ("认定", "Set by the rules"),
    "fallback": ("没有办到所要求的,因此", "Because something required is not fulfilled"),
    "duties": ("义务", "Duties"),
    "deadlines": ("期限", "Deadlines"),
    "choices": ("选择", "Choices"),
    "assigned": ("归谁", "Whose it is"),
    "established": ("机构与编制", "Bodies and posts"),
    "figure_needs": ("算数还要知道", "Facts needed for the figures"),
    "steps": ("步骤(按先后)", "Steps, in order"),
    "to": ("交 {to}", "to {to}"),
    "due": ("不晚于 {due}", "on or before {due}"),
    "within": ("期限 {within}", "within {within}"),
    "papers": ("凭据", "Papers"),
    "one_of": (" 或 ", " or "),
    "missing": ("还缺", "Still missing"),
    "needs": ("要先知道", "Facts needed"),
    "next": ("下一问", "Next question"),
    "follow_up": ("事后还要办", "To follow up"),
    "advice": ("建议(不影响结果)", "Advice (does not change the outcome)"),
    "holes": ("制度没有写到的", "What the rules do not cover"),
    "owner": ("由 {owner} 补", "for {owner} to settle"),
    "citations": ("依据", "Clauses"),
    "amended_by": ("依据的修改文件:", "as amended by"),
    "replaced": ("被例外取代的规则", "Rules replaced by an exception"),
    "readings": ("读法(原文不清处)", "Readings of unclear text"),
    "cautions": ("警示", "Cautions"),
    "judgements": ("裁量", "Judgements"),
    "unsigned": ("没有写明由谁认定", "nobody is named who judged it"),
    "unset": ("原文没有定的数", "Figures the text leaves open"),
    "see": ("另见", "See also"),
    "not_held": ("没有见到", "not held"),
    "undated": ("施行日期不明,当作一直有效", "Date of entry into force unknown, taken as always in force"),
    "not_in_force": ("以下只是{why},并不生效:", "Not in force, only {why}:"),
    "if_in_force": ("假如生效", "Were it in force"),
    "one_or_other": ("、", ", "),
    "not_worked_out": ("不生效的规则(提议等)算不出来:", "Rules that are not in force could not be worked out:"),
    "asserted": (
        "各人是否真的担任所写职务,以提出请求的系统所说为准。",
        "That each person holds the post stated is asserted by the asking system.",
    ),
    "rulebook": ("规则库 {digest},引擎 {engine}", "rulebook {digest}, engine {engine}"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "nobody": ("无", "none"),
    "number": ("读法 {number}", "reading {number}"),
    "own": ("自定读法", "own reading"),
}
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "applicant_person": ("申请人是谁?", "Who is the applicant?"),
    "parameter": (
        "{name}:原文没有定数。这一件算不算达到?",
        "{name}: the text sets no figure. Is it reached in this case?",
    ),
}

__all__ = ["OUTCOMES", "QUESTIONS", "STATUSES", "UNITS", "WORDS"]
