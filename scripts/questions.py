"""Answers the questions of ``tests/questions/*.yaml`` anew and writes the answers beside them, for a person to read.

Usage: python scripts/questions.py [file without .yaml …]

A file is named after its topic, or after its topic and a part: ``leave.yaml``, ``leave.town-c.yaml``.

A question is a sentence as somebody would ask it (``asked``, ``asked_en``), the structured request, what the answer
must at least say (``expect``: outcome and clauses, written by hand), and the whole answer as the command line prints
it.
Lines of rule files and the rulebook's digest change with every edit elsewhere and are left out of the answer.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook, load
from policy_engine.tools.answer import answer_text

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "questions"
_PLACE = re.compile(r"(\.yaml):\d+$", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """One entry: its file (without the ending), the file's topic, its place in the file, and what is written there."""

    file: str
    topic: str
    number: int
    entry: dict[str, Any]

    @property
    def id(self) -> str:
        """``leave 3``."""
        return f"{self.file} {self.number}"

    def decide(self, book: Rulebook) -> Decision:
        """The decision of the structured request."""
        text = json.dumps({"topic": self.topic, **self.entry["request"]}, default=str, ensure_ascii=False)
        found = book.read_text(text, self.id)
        return book.decide(found.request, found.jurisdiction, found.as_of)


def questions(folder: Path = FOLDER) -> Iterator[Question]:
    """Every question of every file, in order."""
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        for number, entry in enumerate(content["questions"], 1):
            yield Question(path.stem, content["topic"], number, entry)


def whole_answer(decision: Decision, book: Rulebook) -> str:
    """The page of a decision without line numbers and without the last line, which names rulebook and engine."""
    page = answer_text(decision, book.compiled.models.vocabulary, "zh")
    return _PLACE.sub(r"\1", page.rstrip("\n").rsplit("\n", 1)[0]) + "\n"


class _Literal(str):
    """Text written as a block."""


def _block(dumper: yaml.SafeDumper, text: _Literal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")


class _Flow(dict[str, Any]):
    """A mapping written in one line."""


def _line(dumper: yaml.SafeDumper, mapping: _Flow) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=True)


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(_Literal, _block)
_Dumper.add_representer(_Flow, _line)


def written(topic: str, entries: list[Question], book: Rulebook) -> str:
    """A file of questions with the answers of today."""
    found = []
    for each in entries:
        answer = "\n".join(line.rstrip() for line in whole_answer(each.decide(book), book).splitlines()) + "\n"
        entry = {key: value for key, value in each.entry.items() if key != "answer"}
        request = {key: _Flow(value) if isinstance(value, dict) else value for key, value in entry["request"].items()}
        entry = {**entry, "request": request, "expect": _Flow(entry["expect"]), "answer": _Literal(answer)}
        found.append(entry)
    content = {"topic": topic, "questions": found}
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def main() -> None:
    """Writes the files."""
    wanted = set(sys.argv[1:])
    book = load(ROOT / "rulebook")
    by_file: dict[str, list[Question]] = {}
    for each in questions():
        by_file.setdefault(each.file, []).append(each)
    for file, entries in by_file.items():
        if not wanted or file in wanted:
            (FOLDER / f"{file}.yaml").write_text(written(entries[0].topic, entries, book), "utf-8")
            print(f"{file}: {len(entries)}")


if __name__ == "__main__":
    main()
