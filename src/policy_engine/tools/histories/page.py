"""The answer of a history as text, and the answers of many people as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from policy_engine.cells import cells_of, padded
from policy_engine.codes import Lang
from policy_engine.compiled.models import Models
from policy_engine.happenings import CONSEQUENCES, FINDINGS, FUNDS, LABELS
from policy_engine.histories.answer import Consequence, HistoryAnswer
from policy_engine.histories.graph import graph_of, said_of_consequence, said_of_tally
from policy_engine.histories.tallies import Tallied
from policy_engine.requests.attendance import EVENTS, FIELDS
from policy_engine.requests.fields import plain
from policy_engine.vocabulary import Vocabulary

MAX_SHORT = 8
_UNITS = {"count": ("次", ""), "days": ("天", " day(s)"), "longest_run": ("天", " day(s)")}
_FIGURES = (("人员", "person"), ("扣款(元)", "deductions (yuan)"), ("后果", "due"), ("未定", "open"))
_COLUMNS = (
    ("人员", "person"),
    ("标签", "labels"),
    ("扣款(元)", "deductions (yuan)"),
    ("后果", "consequences"),
    ("未定", "open"),
    ("离下一档最近", "nearest threshold"),
    ("附注", "notes"),
)


def answer_text(answer: HistoryAnswer, models: Models, lang: Lang) -> str:
    """The answer for one person: what follows and why, what is open, what is short, what it rests on."""
    return "\n".join(_Page(answer, models, lang).lines()) + "\n"


class _Page:
    def __init__(self, answer: HistoryAnswer, models: Models, lang: Lang) -> None:
        self.answer = answer
        self.models = models
        self.vocabulary = models.vocabulary
        self.lang: Lang = lang

    def pick(self, zh: str, en: str) -> str:
        """One of two wordings."""
        return zh if self.lang == "zh" else en

    def lines(self) -> Iterator[str]:
        """Everything, line by line."""
        history, answer = self.answer.history, self.answer
        who = history.person or self.pick("某人", "somebody")
        yield self.pick(
            f"{who},{history.jurisdiction},{history.start} 至 {history.end}(截至 {history.on})",
            f"{who}, {history.jurisdiction}, {history.start} to {history.end} (as of {history.on})",
        )
        labels = _labels(answer, self.vocabulary, self.lang)
        yield self.pick("合计:", "adds up to: ") + (labels or self.pick("没有", "nothing"))
        yield self.pick(f"扣款共 {plain(answer.deduct)} 元", f"deductions: {plain(answer.deduct)} yuan")
        yield ""
        yield graph_of(answer, self.vocabulary).tree(self.lang).rstrip("\n")
        yield from self._open()
        yield from self._short()
        yield from self._left_out()
        yield from self._notes()

    def _open(self) -> Iterator[str]:
        if self.answer.needs:
            yield ""
            yield self.pick(
                "还缺的事实(只影响上面带 ? 的和有上下限的):", "facts missing (what has a ? or a range depends on them):"
            )
            for need in self.answer.needs:
                _, number, name = need.split(".")
                event = self.answer.history.events[int(number)]
                mark = FIELDS[name]
                zh, en = EVENTS[event.kind].zh, EVENTS[event.kind].en
                yield "  " + self.pick(f"{event.date} {zh}:{mark.zh}", f"{event.date} {en}: {mark.en}")
        confirm = [each for each in self.answer.occurrences if each.confirm]
        for each in confirm:
            days = "" if each.days is None else plain(each.days)
            yield self.pick(
                f"{each.date} 暂按 {days} 天,由人确认", f"{each.date}: {days} day(s) assumed, to be confirmed"
            )

    def _short(self) -> Iterator[str]:
        found = self.answer.ahead()[:MAX_SHORT]
        if found:
            yield ""
            yield self.pick("离下一档还差:", "short of the next threshold:")
            for each in found:
                yield "  " + short_of(each, self.answer, self.models, self.lang)

    def _left_out(self) -> Iterator[str]:
        events = self.answer.history.events
        for numbers, zh, en in (
            (self.answer.outside, "期间以外,不计", "outside the period, not counted"),
            (self.answer.twice, "记了两遍,只计一遍", "recorded twice, counted once"),
        ):
            for number in numbers:
                kind = EVENTS[events[number].kind]
                yield self.pick(f"{events[number].date} {kind.zh}:{zh}", f"{events[number].date} {kind.en}: {en}")
        for key in dict.fromkeys(each.key for each in self.answer.tallies if each.cut and each.low):
            yield self.pick(f"{key} 不全在期间里,期间以外的没有数", f"{key} lies partly outside the period")

    def _notes(self) -> Iterator[str]:
        if self.answer.citations:
            yield ""
            yield self.pick("依据:", "clauses:")
            for cited in self.answer.citations:
                yield f"  {cited.clause} {cited.locator} {cited.gist.say(self.lang)} ({cited.rule})"
        for title, notes in (
            (self.pick("读法:", "readings:"), self.answer.readings),
            (self.pick("提示:", "cautions:"), self.answer.cautions),
        ):
            if notes:
                yield title
                yield from dict.fromkeys(
                    f"  {f'{note.number}. ' if note.number else ''}{note.label.say(self.lang)}" for note in notes
                )


def short_of(each: Tallied, answer: HistoryAnswer, models: Models, lang: Lang) -> str:
    """What more of a tally means: "one more … means …"."""
    zh, en = said_of_tally(each, models.vocabulary)
    unit_zh, unit_en = _UNITS[each.limb.tally.number]
    amount = "" if each.short is None else plain(each.short)
    if each.high is not None and each.high != each.low:
        least = each.limb.short(each.high)
        if each.limb.op != "for_every" and least is not None and least != each.short:
            amount = f"{plain(least)} 至 {amount}" if lang == "zh" else f"{plain(least)} to {amount}"
    clause = answer.clause_of(each.rule)
    cited = f" [{clause}]" if clause else f" [{each.rule}]"
    meaning = _meaning(each.rule, models, lang)
    if lang == "zh":
        return f"{zh},再有 {amount} {unit_zh}" + (f"就{meaning}" if meaning else "") + cited
    return f"{en}: {amount}{unit_en} more" + (f" means {meaning}" if meaning else "") + cited


def _meaning(rule: str, models: Models, lang: Lang) -> str:
    """What follows by a rule, in a few words."""
    held = models.instruments[rule.split("/", 1)[0]].histories
    body = next(each.body for each in held if each.id == rule)
    outcome, vocabulary = body.outcome, models.vocabulary
    named = [(CONSEQUENCES, each) for each in (*outcome.penalties, *outcome.choose)]
    named += [(FINDINGS, each) for each in outcome.findings]
    found = [vocabulary.entry(section, name).say(lang) for section, name in named]
    if outcome.deduct is not None:
        found.append("扣款" if lang == "zh" else "a deduction")
    for fund in outcome.withhold:
        label = vocabulary.entry(FUNDS, fund).say(lang)
        found.append(f"扣发{label}" if lang == "zh" else f"{label} withheld")
    if outcome.pay_only is not None:
        amount = plain(outcome.pay_only)
        found.append(f"每月只发 {amount} 元" if lang == "zh" else f"only {amount} yuan a month paid")
    if body.counts_as is not None:
        label = vocabulary.entry(LABELS, body.counts_as.label).say(lang)
        days = "" if body.counts_as.days is None else plain(body.counts_as.days)
        found.append(f"算{label} {days} 天".replace("  天", "") if lang == "zh" else f"{label} {days}".rstrip())
    return ("、" if lang == "zh" else ", ").join(found)


def _not_counted(answer: HistoryAnswer, lang: Lang) -> str:
    """How many events lie outside the period, and how many were recorded twice."""
    outside, twice = len(answer.outside), len(answer.twice)
    said = [
        (outside, "期间以外 {} 件不计", "{} outside the period"),
        (twice, "记了两遍的 {} 件只计一遍", "{} recorded twice"),
    ]
    found = [(zh if lang == "zh" else en).format(number) for number, zh, en in said if number]
    return (";" if lang == "zh" else "; ").join(found)


def _labels(answer: HistoryAnswer, vocabulary: Vocabulary, lang: Lang) -> str:
    with_days = {each.name for each in answer.labels if each.portions}
    unknown = {each.name for each in answer.labels if any(amount is None for _, amount in each.portions)}
    parts = []
    for name, amount in sorted(answer.label_sums().items()):
        zh, en = _UNITS["days" if name in with_days else "count"]
        label = vocabulary.entry(LABELS, name).say(lang)
        more = ("以上", " or more") if name in unknown else ("", "")
        said = f"{label} {plain(amount)} {zh}{more[0]}" if lang == "zh" else f"{label} {plain(amount)}{en}{more[1]}"
        parts.append(said)
    return (",".join if lang == "zh" else ", ".join)(parts)


# --- many people ------------------------------------------------------------------------------------------------------


def table_rows(answers: Sequence[HistoryAnswer], models: Models, lang: Lang) -> list[list[str]]:
    """A heading and a row a person."""
    at = 0 if lang == "zh" else 1
    rows = [[column[at] for column in _COLUMNS]]
    for answer in answers:
        short = answer.ahead()
        rows.append(
            [
                answer.history.person,
                _labels(answer, models.vocabulary, lang),
                plain(answer.deduct),
                _said(answer.due(), models.vocabulary, lang),
                ", ".join(dict.fromkeys(each.rule for each in answer.consequences if each.state == "open")),
                short_of(short[0], answer, models, lang) if short else "",
                _not_counted(answer, lang),
            ]
        )
    return rows


def table_csv(answers: Sequence[HistoryAnswer], models: Models, lang: Lang) -> str:
    """A table of people as CSV, with the mark that spreadsheets read Chinese by."""
    out = io.StringIO()
    csv.writer(out).writerows(table_rows(answers, models, lang))
    return "\ufeff" + out.getvalue()


def table_text(answers: Sequence[HistoryAnswer], models: Models, lang: Lang) -> str:
    """A table of people in figures, a line a person, then a block a person with what it is."""
    head, *rows = table_rows(answers, models, lang)
    lines = [*_figures(answers, lang), ""]
    for row in rows:
        lines.append(row[0])
        lines.extend(f"  {name}: {cell}" for name, cell in zip(head[1:], row[1:], strict=True) if cell)
    return "\n".join(lines) + "\n"


def _figures(answers: Sequence[HistoryAnswer], lang: Lang) -> list[str]:
    """Who, how much is deducted, how many consequences are due and how many open; all of them together last."""
    at = 0 if lang == "zh" else 1
    rows = [[column[at] for column in _FIGURES]]
    deducted, due, opened = Decimal(0), 0, 0
    for answer in answers:
        here = len(answer.due()), sum(each.state == "open" for each in answer.consequences)
        rows.append([answer.history.person, plain(answer.deduct), *map(str, here)])
        deducted, due, opened = deducted + answer.deduct, due + here[0], opened + here[1]
    everybody = f"共 {len(answers)} 人" if lang == "zh" else f"{len(answers)} in all"
    rows.append([everybody, plain(deducted), str(due), str(opened)])
    widths = [max(map(cells_of, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            padded(cell, width, right=number > 0) for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _said(consequences: Iterable[Consequence], vocabulary: Vocabulary, lang: Lang) -> str:
    """What is due but deductions, each thing once."""
    found: dict[str, None] = {}
    for each in consequences:
        outcome = each.outcome
        for section, names in ((CONSEQUENCES, (*outcome.penalties, *outcome.choose)), (FINDINGS, outcome.findings)):
            found |= dict.fromkeys(vocabulary.entry(section, name).say(lang) for name in names)
        if outcome.withhold or outcome.pay_only is not None:
            found[said_of_consequence(each, vocabulary)[0 if lang == "zh" else 1]] = None
    return (";" if lang == "zh" else "; ").join(found)
