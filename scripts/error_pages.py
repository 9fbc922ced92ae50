"""Writes docs/errors: one page a diagnostic code, from the catalogue of codes and the golden corpus.

Usage: python scripts/error_pages.py
"""

from __future__ import annotations

import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.corpus_reader import CORPUS, Case, all_cases, run_case  # noqa: E402

from policy_engine.codes import CODES, Code  # noqa: E402
from policy_engine.errors import DiagnosedError, Diagnostic  # noqa: E402

PAGES = ROOT / "docs" / "errors"
LEVELS = {"error": "错误 error", "finding": "发现 finding", "note": "提示 note"}
FAMILIES = {
    "1": (
        "读文件",
        "Reading text",
        "文件本身读不成:编码、语法、写法。",
        "The text of a file cannot be read as it stands.",
    ),
    "2": (
        "文件的样子",
        "The shape of a file",
        "缺键、多键、值的类型不对。",
        "Keys are unknown or missing, or values of the wrong kind.",
    ),
    "3": (
        "名称",
        "Names",
        "用到的词、规则、条款、文件在该有的地方没有。",
        "A word, rule, clause or document is named that does not exist.",
    ),
    "4": (
        "数字和日期",
        "Figures and dates",
        "数字、单位、日期、期间不合。",
        "A figure, unit, date or period does not fit.",
    ),
    "5": ("规则之间", "Rules together", "单看都对,放在一起不行。", "Each rule is sound, but they do not go together."),
    "6": (
        "检查所见",
        "Findings of check",
        "规则库能用,但有值得看的地方。",
        "The rulebook works; something in it deserves a look.",
    ),
    "7": ("请求", "Requests", "请求不能照这样决定。", "The request cannot be decided as it stands."),
    "8": ("用例", "Cases", "用例与规则不合,或没有说明什么。", "A case and the rules differ, or the case says nothing."),
    "出处": (
        "出处",
        "Source documents",
        "规则库与出处文件的原文不合。",
        "The rulebook and the text of a source document do not agree.",
    ),
    "9": ("文件夹", "The folder", "所给的文件夹不是规则库。", "The folder given is no rulebook."),
}
RULEBOOK = ("3(规则库不合格)", "3 (invalid rulebook)")
EXITS = {
    "1": ("3(规则库不合格);请求文件里出现时为 4", "3 (invalid rulebook); 4 where it is the file of a request"),
    "6": ("1(`policy-engine check` 有发现)", "1 (`policy-engine check` has findings)"),
    "7": ("4(请求不合格)", "4 (invalid request)"),
    "8": ("1(`policy-engine test` 有不合的用例)", "1 (`policy-engine test` has findings)"),
    "出处": ("1(`policy-engine sources verify` 有发现)", "1 (`policy-engine sources verify` has findings)"),
}
NOTE = ("0(只是提示)", "0 (a note changes nothing)")


def pages() -> dict[str, str]:
    """Every page by its file name."""
    cases = all_cases()
    found = {f"{code.id}.md": page(code, cases) for code in CODES.values()}
    return {**found, "README.md": index()}


def family(code: Code) -> str:
    """The family of a code: its first digit, but source documents have a part of the eighth."""
    return "出处" if "PE840" <= code.id < "PE870" else code.id[2]


def page(code: Code, cases: list[Case]) -> str:
    """The page of one code."""
    own = [case for case in cases if case.code == code.id]
    if not own:
        raise SystemExit(f"{code.id}: no case in tests/corpus")
    shortest = min(own, key=lambda case: (len((CORPUS / f"{case.name}.txt").read_text("utf-8")), case.name))
    zh, en, means_zh, means_en = FAMILIES[family(code)]
    exit_zh, exit_en = NOTE if code.level == "note" else EXITS.get(family(code), RULEBOOK)
    seen = "".join(f"- {case.head['about']}\n" for case in own)
    return f"""\
# {code.id} {title(code.zh)}

{title(code.en)}

| | |
|---|---|
| 类别 family | {zh} {en} |
| 级别 level | {LEVELS[code.level]} |
| 退出码 exit code | {exit_zh} / {exit_en} |

## 意思 What it means

{means_zh}

{means_en} For instance:

{seen}
## 办法 What to do

{title(code.remedy_zh)}。

{title(code.remedy_en)[:1].upper()}{title(code.remedy_en)[1:]}.

## 例子 Example

A bad input, {shortest.head["about"]}:

{example(shortest)}
[所有代码 All codes](README.md)
"""


def title(text: str) -> str:
    """A message with its blanks left open."""
    return re.sub(r"\{[a-z_]+\}", "…", text)


def example(case: Case) -> str:
    """The place in the file and what the library prints about it, in English and in Chinese."""
    with tempfile.TemporaryDirectory() as folder:
        found = [each for each in run_case(case, Path(folder)) if each.code == case.code][:1]
        shown = "".join(excerpt(case, Path(folder) / "rulebook", each) for each in found)
    said = "\n".join(
        f"```text\n{line}\n```\n" for line in ("\n".join(DiagnosedError(found).lines(lang)) for lang in ("en", "zh"))
    )
    return f"{shown}\n{said}" if shown else said


def excerpt(case: Case, folder: Path, diagnostic: Diagnostic) -> str:
    """The lines around a place with a caret below it, or nothing where there is no such file."""
    read = ("request", "evidence", "history", "sheet")
    asked = {section.path: section.text for section in case.sections if section.action in read}
    place = diagnostic.place
    path = folder / place.file
    if place.file not in asked and not path.is_file():
        return ""
    text = asked.get(place.file) or path.read_bytes().decode("utf-8", "replace")
    return "```text\n" + "".join(_numbered(text.split("\n"), place.line, place.column)) + "```\n"


def _numbered(lines: list[str], line: int, column: int) -> Iterator[str]:
    for number in range(max(1, line - 1), min(len(lines), line + 1) + 1):
        shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in lines[number - 1])
        if number == line or shown:
            yield f"{number:4} | {shown}".rstrip() + "\n"
        if number == line:
            blank = "".join(
                "\u3000" if unicodedata.east_asian_width(each) in "WF" else " " for each in shown[: column - 1]
            )
            yield f"     | {blank}^\n"


def index() -> str:
    """The list of all codes."""
    text = "# 诊断代码 Diagnostic codes\n\nOne page a code, written by `scripts/error_pages.py`; do not edit by hand.\n"
    for each, (zh, en, means_zh, means_en) in FAMILIES.items():
        numbers = f"PE{each}xx" if each.isdigit() else "PE84x–PE86x"
        text += f"\n## {numbers} {zh} {en}\n\n{means_zh}\n{means_en}\n\n"
        text += "| code | level | 信息 | message |\n|---|---|---|---|\n"
        for code in CODES.values():
            if family(code) == each:
                text += f"| [{code.id}]({code.id}.md) | {code.level} | {title(code.zh)} | {title(code.en)} |\n"
    return text


def main() -> None:
    """Writes the pages and removes those of codes that are gone."""
    PAGES.mkdir(parents=True, exist_ok=True)
    found = pages()
    for old in PAGES.glob("*.md"):
        if old.name not in found:
            old.unlink()
    for name, text in found.items():
        (PAGES / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
