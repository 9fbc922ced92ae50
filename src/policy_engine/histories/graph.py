"""How an answer hangs together: event, label, tally, consequence; on each edge the rule and the clause behind it.

A graph of plain nodes and edges, and its forms: a tree of text, JSON, Mermaid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from policy_engine.codes import Lang
from policy_engine.happenings import CONSEQUENCES, FINDINGS, FUNDS, LABELS
from policy_engine.histories.answer import Consequence, HistoryAnswer
from policy_engine.histories.occurrences import Occurrence
from policy_engine.histories.tallies import Tallied
from policy_engine.requests.attendance import EVENTS, FIELDS
from policy_engine.requests.fields import plain
from policy_engine.vocabulary import Vocabulary

NodeKind: TypeAlias = Literal["event", "label", "tally", "consequence"]
_MERMAID: Mapping[NodeKind, tuple[str, str]] = {
    "event": ("[", "]"),
    "label": ("([", "])"),
    "tally": ("{{", "}}"),
    "consequence": ("[[", "]]"),
}


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node; ``open``: whether it is so depends on facts that are not stated."""

    id: str
    kind: NodeKind
    zh: str
    en: str
    open: bool = False

    def say(self, lang: Lang) -> str:
        """Its line in a language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """From what a thing rests on to the thing, by a rule of a clause. ``open``: it may be so only."""

    source: str
    target: str
    rule: str
    clause: str
    open: bool = False


@dataclass(frozen=True)
class Graph:
    """The whole; nodes in the order event, label, tally, consequence, and by time."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]

    def data(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {
            "nodes": [
                {"id": each.id, "kind": each.kind, "zh": each.zh, "en": each.en, "open": each.open}
                for each in self.nodes
            ],
            "edges": [
                {"from": each.source, "to": each.target, "rule": each.rule, "clause": each.clause, "open": each.open}
                for each in self.edges
            ],
        }

    def mermaid(self, lang: Lang = "zh") -> str:
        """As a Mermaid flowchart; dashed edges are still open."""
        lines = ["flowchart LR"]
        for node in self.nodes:
            left, right = _MERMAID[node.kind]
            lines.append(f'  {node.id}{left}"{_escaped(node.say(lang))}"{right}')
        for edge in self.edges:
            arrow = "-.->" if edge.open else "-->"
            lines.append(f'  {edge.source} {arrow}|"{_escaped(edge.clause)}"| {edge.target}')
        return "\n".join(lines) + "\n"

    def tree(self, lang: Lang = "zh") -> str:
        """As text: each consequence, and below it what it rests on down to the events; what led to nothing last.

        What several things rest on is told once, else the text would grow with the square of the events.
        """
        by_target: dict[str, list[GraphEdge]] = {}
        for edge in self.edges:
            by_target.setdefault(edge.target, []).append(edge)
        nodes = {node.id: node for node in self.nodes}
        used = {edge.source for edge in self.edges}
        roots = [node for node in self.nodes if node.id not in used]
        roots.sort(key=lambda node: node.kind != "consequence")
        told: set[str] = set()
        return "".join(line + "\n" for root in roots for line in self._lines(root, "", by_target, nodes, lang, told))

    def _lines(
        self,
        node: GraphNode,
        clause: str,
        by_target: Mapping[str, list[GraphEdge]],
        nodes: Mapping[str, GraphNode],
        lang: Lang,
        told: set[str],
    ) -> Iterator[str]:
        mark = " ?" if node.open else ""
        below = by_target.get(node.id, [])
        again = ""
        if below and node.id in told:
            below, again = [], " (见上)" if lang == "zh" else " (see above)"
        told.add(node.id)
        yield f"{node.say(lang)}{mark}{again}" + (f"  [{clause}]" if clause else "")
        for index, edge in enumerate(below):
            last = index == len(below) - 1
            for number, line in enumerate(self._lines(nodes[edge.source], edge.clause, by_target, nodes, lang, told)):
                head = ("└─ " if last else "├─ ") if number == 0 else ("   " if last else "│  ")
                yield head + line


def graph_of(answer: HistoryAnswer, vocabulary: Vocabulary) -> Graph:
    """The derivation graph of an answer; tallies that led to nothing and gave no label are left out."""
    return _Graph(answer, vocabulary).whole()


class _Graph:
    def __init__(self, answer: HistoryAnswer, vocabulary: Vocabulary) -> None:
        self.answer = answer
        self.vocabulary = vocabulary
        self.known = {each.id: each for each in answer.occurrences}

    def whole(self) -> Graph:
        """Nodes and edges."""
        used = {number for each in self.answer.consequences for number in each.tallies}
        rules = {each.rule for each in self.answer.occurrences if each.rule and not each.event >= 0}
        used |= {
            number
            for number, each in enumerate(self.answer.tallies)
            if each.rule in rules and each.reached is not False
        }
        events = [self._occurrence(each) for each in self.answer.occurrences if each.kind == "event"]
        labels = [self._occurrence(each) for each in self.answer.occurrences if each.kind == "label"]
        tallies = [self._tally(number) for number in sorted(used)]
        found = [self._consequence(number) for number in range(len(self.answer.consequences))]
        return Graph((*events, *labels, *tallies, *found), tuple(dict.fromkeys(self._edges(used))))

    def _edges(self, used: set[int]) -> Iterator[GraphEdge]:
        clause = self.answer.clause_of
        by_rule: dict[tuple[str, str], list[int]] = {}
        for number in sorted(used):
            tally = self.answer.tallies[number]
            by_rule.setdefault((tally.rule, tally.key), []).append(number)
            for member in (*tally.members, *tally.open_members):
                opened = member in tally.open_members
                yield GraphEdge(f"o{member}", f"t{number}", tally.rule, clause(tally.rule), opened)
        for each in self.answer.occurrences:
            if each.rule and each.event >= 0:
                for source in each.sources:
                    yield GraphEdge(f"o{source}", f"o{each.id}", each.rule, clause(each.rule), each.maybe)
            elif each.rule and isinstance(each.act, tuple):
                for number in by_rule.get((each.rule, str(each.act[2])), ()):
                    yield GraphEdge(f"t{number}", f"o{each.id}", each.rule, clause(each.rule), each.maybe)
        for number, consequence in enumerate(self.answer.consequences):
            opened = consequence.state == "open"
            sources = [f"t{each}" for each in consequence.tallies] or [f"o{each}" for each in consequence.occurrences]
            for below in sources:
                yield GraphEdge(below, f"c{number}", consequence.rule, consequence.clause, opened)

    # --- what stands on the nodes -----------------------------------------------------------------------------------

    def _occurrence(self, each: Occurrence) -> GraphNode:
        if each.kind == "label":
            label = self.vocabulary.entry(LABELS, each.name)
            zh, en = label.zh, label.say("en")
        else:
            zh, en = EVENTS[each.name].zh, EVENTS[each.name].en
            facts = self.answer.history.events[each.event].facts
            session = FIELDS["session"].values.get(str(facts.get("session")))
            zh, en = (f"{session[0]}{zh}", f"{en} ({session[1]})") if session else (zh, en)
            if "minutes" in facts:
                zh, en = f"{zh} {facts['minutes']} 分钟", f"{en}, {facts['minutes']} minutes"
        days = each.days
        if days is not None:
            zh, en = f"{zh} {plain(days)} 天", f"{en}, {plain(days)} day(s)"
        date = each.date.isoformat()
        return GraphNode(f"o{each.id}", each.kind, f"{date} {zh}", f"{date} {en}", each.maybe)

    def _tally(self, number: int) -> GraphNode:
        each = self.answer.tallies[number]
        zh, en = said_of_tally(each, self.vocabulary)
        return GraphNode(f"t{number}", "tally", zh, en, each.reached is None)

    def _consequence(self, number: int) -> GraphNode:
        each = self.answer.consequences[number]
        zh, en = said_of_consequence(each, self.vocabulary)
        return GraphNode(f"c{number}", "consequence", zh, en, each.state == "open")


# --- sentences --------------------------------------------------------------------------------------------------------

_UNITS: Mapping[str, tuple[str, str]] = {
    "count": ("次", "times"),
    "days": ("天", "days"),
    "longest_run": ("天连续", "days running"),
}
_OPS: Mapping[str, tuple[str, str]] = {
    "at_least": ("满", "at least"),
    "more_than": ("超过", "more than"),
    "for_every": ("每满", "for every"),
}


def said_of_tally(each: Tallied, vocabulary: Vocabulary) -> tuple[str, str]:
    """A tally in one line, zh and en: the window, what it comes to, and the figure it is held against."""
    names_zh, names_en = _counted(each, vocabulary)
    zh, en = _UNITS[each.limb.tally.number]
    op_zh, op_en = _OPS[each.limb.op]
    amount = plain(each.low)
    upto = "" if each.high == each.low else (" 以上" if each.high is None else f" 至 {plain(each.high)}")
    upto_en = "" if each.high == each.low else (" or more" if each.high is None else f" to {plain(each.high)}")
    figure = plain(each.limb.figure)
    return (
        f"{each.key} {names_zh} {amount}{upto} {zh}({op_zh} {figure})",
        f"{each.key}: {names_en} {amount}{upto_en} {en} ({op_en} {figure})",
    )


def _counted(each: Tallied, vocabulary: Vocabulary) -> tuple[str, str]:
    zh: dict[str, None] = {}
    en: dict[str, None] = {}
    for selector in each.limb.tally.of:
        for name in selector.names:
            label = vocabulary.entry(LABELS, name) if selector.kind == "label" else None
            zh[label.zh if label else EVENTS[name].zh] = None
            en[label.say("en") if label else EVENTS[name].en] = None
    return "、".join(zh), ", ".join(en)


def said_of_consequence(each: Consequence, vocabulary: Vocabulary) -> tuple[str, str]:
    """A consequence in one line, zh and en."""
    outcome = each.outcome
    zh: list[str] = []
    en: list[str] = []

    def named(section: str, names: tuple[str, ...], between: tuple[str, str] = ("、", ", ")) -> tuple[str, str]:
        labels = [vocabulary.entry(section, name) for name in names]
        return between[0].join(label.zh for label in labels), between[1].join(label.say("en") for label in labels)

    if outcome.penalties:
        one, other = named(CONSEQUENCES, outcome.penalties)
        zh.append(one)
        en.append(other)
    if outcome.choose:
        one, other = named(CONSEQUENCES, outcome.choose, ("或", " or "))
        zh.append(one)
        en.append(other)
    if outcome.findings:
        one, other = named(FINDINGS, outcome.findings)
        zh.append(one)
        en.append(other)
    if outcome.deduct is not None:
        one, other = named(FUNDS, outcome.deduct.funds, ("、再从", ", then "))
        amount = f"未定({each.unset})" if each.unset else f"{plain(each.amount)} 元"
        amount_en = f"an amount not set ({each.unset})" if each.unset else f"{plain(each.amount)} yuan"
        if each.at_most != each.amount:
            amount += "以上" if each.at_most is None else f" 至 {plain(each.at_most)} 元"
            amount_en += " or more" if each.at_most is None else f" to {plain(each.at_most)} yuan"
        zh.append((f"从{one}" if one else "") + f"扣 {amount}")
        en.append(f"deduct {amount_en}" + (f" from {other}" if other else ""))
    for fund, withheld in each.withheld.items():
        label = vocabulary.entry(FUNDS, fund)
        less_zh = f",减去已扣的 {'、'.join(each.less)}" if each.less else ""
        less_en = f", less {', '.join(each.less)} withheld already" if each.less else ""
        zh.append(f"扣发{label.zh}" + _yuan(withheld, " {} 元") + less_zh)
        en.append(f"withhold {label.say('en')}" + _yuan(withheld, ": {} yuan") + less_en)
    if outcome.pay_only is not None:
        zh.append(f"每月只发 {plain(outcome.pay_only)} 元")
        en.append(f"pay only {plain(outcome.pay_only)} yuan a month")
    if each.starts is not None:
        zh.append(f"自 {each.starts} 起")
        en.append(f"from {each.starts} on")
    if each.absorbed_by:
        zh.append("并入同一件事的另一笔")
        en.append("absorbed by a higher sum for the same act")
    return f"{each.key} {';'.join(zh)}", f"{each.key}: {'; '.join(en)}"


def _yuan(amount: Decimal | None, form: str) -> str:
    return "" if amount is None else form.format(plain(amount))


def _escaped(text: str) -> str:
    return text.replace('"', "#quot;")
