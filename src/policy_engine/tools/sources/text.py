"""The report and a single clause as text for a terminal and as plain data for JSON, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policy_engine.codes import Lang
from policy_engine.errors import Diagnostic
from policy_engine.tools.sources.boundaries import said
from policy_engine.tools.sources.changes import Found
from policy_engine.tools.sources.lint import Checked, plain
from policy_engine.tools.sources.report import Report
from policy_engine.tools.sources.review import Leaning
from policy_engine.tools.sources.show import Shown

WORDS: Mapping[str, tuple[str, str]] = {
    "unchanged": ("原文未变", "unchanged"),
    "moved": ("移了位置", "moved"),
    "changed": ("原文变了", "changed"),
    "gone": ("不见了", "gone"),
    "agrees": ("相符", "agrees"),
    "explained": ("有读法说明", "explained by a reading"),
    "finding": ("不符", "disagrees"),
    "no_text": ("没有原文可对", "no text at hand"),
    "review": ("要复核的条款", "Clauses to review"),
    "rules": ("规则", "rules"),
    "duties": ("义务", "duties"),
    "histories": ("经过", "history rules"),
    "terms": ("用语", "terms"),
    "parameters": ("参数", "parameters"),
    "readings": ("读法", "readings"),
    "cases": ("用例", "cases"),
    "text": ("原文", "text"),
    "gist": ("说明", "gist"),
    "figures": ("数字", "figures"),
    "no_document": ("没有原文:文件不在手边", "no text: the document is not at hand"),
    "not_in_text": ("原文没有这个数", "not in the text"),
    "without_saying": ("不写自明", "goes without saying"),
    "nothing": ("没有", "none"),
}
_LEANING = ("rules", "duties", "histories", "terms", "parameters", "readings", "cases")
_COLON = {"zh": ":", "en": ": "}


class Teller:
    """Says a report or a clause in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def word(self, key: str) -> str:
        """One of :data:`WORDS`."""
        return WORDS[key][0 if self.lang == "zh" else 1]

    def _line(self, key: str, rest: str) -> str:
        return f"{self.word(key)}{_COLON[self.lang]}{rest}".rstrip()

    # --- text -----------------------------------------------------------------------------------------------------

    def review(self, report: Report) -> str:
        """What a changed document asks to be reviewed; empty where nothing does."""
        lines = [line for each in report.review for line in self._to_review(each, report.leaning[each.entry.id])]
        return "\n".join([self.word("review"), *lines]) + "\n" if lines else ""

    def _to_review(self, found: Found, leaning: Leaning) -> Iterator[str]:
        entry = found.entry
        now = f" -> {list(found.span)}" if found.span is not None else ""
        yield f"  {entry.id}  {entry.locator}  {self.word(found.fate)} {list(entry.span or ())}{now}"
        if found.fate == "changed":
            yield f"    {found.marked or found.text.strip()}"
        for name in _LEANING:
            listed = getattr(leaning, name)
            if listed:
                joint = "; " if name == "readings" else ", "
                yield "    " + self._line(name, joint.join(listed))

    def summary(self, report: Report) -> str:
        """How many clauses stand where the ledger says, and how many figures agree."""
        fates = [each.fate for each in report.clauses]
        counts = report.counts
        checked = sum(counts[each] for each in ("agrees", "explained", "finding"))
        figures = counts["agrees"], counts["explained"], counts["finding"], counts["no_text"]
        agree, explained, findings, without = figures
        moved, changed, gone = (fates.count(each) for each in ("moved", "changed", "gone"))
        documents, clauses, unread = len(report.documents), len(fates), len(report.unread)
        if self.lang == "zh":
            more = f",另有 {unread} 条的文件没有读到" if unread else ""
            lacking = f",另有 {without} 个没有原文可对" if without else ""
            return (
                f"文件 {documents} 份;条款 {clauses} 条:未变 {fates.count('unchanged')},移位 {moved},改动 {changed},"
                f"不见 {gone}{more};数字 {checked} 个:相符 {agree},有读法说明 {explained},不符 {findings}{lacking}"
            )
        more = f", {unread} more in documents not read" if unread else ""
        lacking = f", {without} more without a text at hand" if without else ""
        return (
            f"{_many(documents, 'document')}; {_many(clauses, 'clause')}: {fates.count('unchanged')} unchanged, "
            f"{moved} moved, {changed} changed, {gone} gone{more}; {_many(checked, 'figure')}: {agree} agree, "
            f"{explained} explained by a reading, {_many(findings, 'finding')}{lacking}"
        )

    def shown(self, found: Shown) -> str:
        """A clause: its text, our gist, the YAML, its figures."""
        return "\n".join(self._shown(found)) + "\n"

    def _shown(self, found: Shown) -> Iterator[str]:
        entry = found.entry
        yield f"{entry.id}  {found.title.say(self.lang)}  {entry.locator}"
        state = self.word(found.found.fate) if found.found is not None else self.word("no_document")
        span = f" {list(found.found.span)}" if found.found is not None and found.found.span is not None else ""
        yield f"{entry.document}{span}  {state}"
        yield ""
        if found.found is not None and found.found.text:
            yield self._line("text", "")
            yield from (f"  | {line}" for line in found.found.text.splitlines() if line.strip())
            if found.found.marked:
                yield f"  ~ {found.found.marked}"
        if found.gist is not None:
            yield self._line("gist", found.gist.say(self.lang))
        for passage in found.passages:
            yield ""
            yield f"{passage.file}:{passage.line}"
            width = len(str(passage.line + len(passage.lines)))
            yield from (f"  {number:{width}} | {line}" for number, line in enumerate(passage.lines, passage.line))
        if found.figures:
            yield ""
            yield self._line("figures", "")
            yield from (f"  {self._figure(each)}" for each in found.figures)

    def _figure(self, checked: Checked) -> str:
        figure = checked.figure
        silent = "without_saying" if checked.status == "agrees" else "not_in_text"
        written = f"“{checked.written.text}”" if checked.written is not None else self.word(silent)
        encoded = said(figure.operator, plain(figure.value), self.lang == "zh")
        about = f"{figure.owner} {figure.path}{_COLON[self.lang]}{encoded}"
        return f"{about} ~ {written}  {self.word(checked.status)}  ({figure.place})"

    # --- data -----------------------------------------------------------------------------------------------------

    def report_data(self, report: Report, findings: list[dict[str, Any]]) -> dict[str, Any]:
        """The whole report as JSON takes it; ``findings`` are its diagnostics as data."""
        return {
            "documents": {name: {"sha256": held.sha256} for name, held in report.documents.items()},
            "clauses": {
                "unchanged": sum(each.fate == "unchanged" for each in report.clauses),
                "not_read": [each.id for each in report.unread],
            },
            "review": [
                {**self._found_data(each), **{name: getattr(report.leaning[each.entry.id], name) for name in _LEANING}}
                for each in report.review
            ],
            "figures": {
                "counts": {status: report.counts[status] for status in ("agrees", "explained", "finding", "no_text")},
                "checked": [_figure_data(each) for each in report.figures],
            },
            "findings": findings,
        }

    def shown_data(self, found: Shown) -> dict[str, Any]:
        """A clause as JSON takes it."""
        entry = found.entry
        return {
            "clause": entry.id,
            "instrument": entry.instrument,
            "title": found.title.say(self.lang),
            "locator": entry.locator,
            "document": entry.document,
            **(self._found_data(found.found) if found.found is not None else {"fate": "not_read", "text": ""}),
            "gist": {"zh": found.gist.zh, "en": found.gist.en} if found.gist is not None else None,
            "yaml": [{"file": each.file, "line": each.line, "text": "\n".join(each.lines)} for each in found.passages],
            "figures": [_figure_data(each) for each in found.figures],
        }

    def _found_data(self, found: Found) -> dict[str, Any]:
        return {
            "clause": found.entry.id,
            "fate": found.fate,
            "span": list(found.entry.span) if found.entry.span is not None else None,
            "now": list(found.span) if found.span is not None else None,
            "text": found.text,
            "marked": found.marked,
            "likeness": found.likeness,
        }


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _figure_data(checked: Checked) -> dict[str, Any]:
    figure, written = checked.figure, checked.written
    return {
        "owner": figure.owner,
        "clauses": list(figure.clauses),
        "path": figure.path,
        "figure": plain(figure.value),
        "operator": figure.operator,
        "unit": figure.unit,
        "at": str(figure.place),
        "status": checked.status,
        "written": written.text if written is not None else "",
        "word": written.word if written is not None else "",
    }


def findings_of(found: Shown, report: Report) -> list[Diagnostic]:
    """The findings about one clause or rule that is shown."""
    told = [each.diagnostic() for each in found.figures if each.status == "finding"]
    about = [each for each in report.diagnostics if each.words.get("clause") == found.entry.id and each.code < "PE850"]
    return [*found.faults, *about, *told]
