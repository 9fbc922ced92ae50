"""Every snippet of the documentation runs: Python is executed, YAML is loaded, commands succeed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from policy_engine.engine.book import load, shipped_rulebook
from policy_engine.loading.definitions import read_parameters
from policy_engine.loading.folder import compile_folder
from policy_engine.loading.form import Form
from policy_engine.loading.ledger import read_ledger
from policy_engine.loading.small_files import read_jurisdictions, read_sources, read_vocabulary
from policy_engine.nodes import read_bytes
from policy_engine.tools import cases
from policy_engine.tools.explain import explain
from tests.build import claims, english, offices, shipped, shipped_vocabulary, small_rulebook
from tests.fates import fates

ROOT = Path(__file__).parents[1]
_FENCE = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEAD = """\
instrument: doc-example
title: {zh: 例子, en: Example}
source: {document: example.txt, part: 篇一}
in_force: {from: unknown}
topic: absence
terms:
  leave: {name_zh: 请假, zh: 事假或病假, en: leave, when: {kind: [personal, sick]}}
  whole_days: {name_zh: 整天数, zh: 整天数, en: whole days, round_up: days_in_row, to: 1}
clauses:
"""


def snippets(*kinds: str) -> list[object]:
    params: list[object] = []
    pages = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "rulebook").glob("*.md"))]
    for page in pages:
        text = page.read_text("utf-8")
        for found in _FENCE.finditer(text):
            kind = " ".join(each for each in found.group(1, 2) if each)
            if kind in kinds:
                line = text.count("\n", 0, found.start()) + 1
                params.append(pytest.param(found.group(3), id=f"{page.relative_to(ROOT)}:{line}"))
    return params


@pytest.mark.parametrize("code", snippets("python"))
def test_python(code: str) -> None:
    exec(compile(code, "snippet", "exec"), {"__name__": "snippet"})


def _folder(tmp_path: Path, instrument: str) -> Path:
    """A rulebook with the shipped vocabulary around one instrument; the ledger is made from its clauses."""
    plain = english(instrument)
    name = plain["instrument"]
    (tmp_path / "vocabulary.yaml").write_text(shipped_vocabulary(), "utf-8")
    (tmp_path / "sources.yaml").write_text(
        "documents: {example.txt: {held: true}, outside document: {held: false}, 修改文件名: {held: false}}\n", "utf-8"
    )
    (tmp_path / "jurisdictions.yaml").write_text(f"town: {{zh: 镇, en: Town, adopts: [{name}]}}\n", "utf-8")
    entries = {
        clause: {
            "document": "example.txt",
            "part": "1",
            "instrument": name,
            "locator": body["at"],
            "span": [0, 1],
            "digest": "x",
            "kind": "approval",
            "priority": "core",
            "modality": body.get("status", "must"),
            "ambiguous": False,
            "fates": fates(body),
        }
        for clause, body in plain["clauses"].items()
    }
    (tmp_path / "ledger.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), "utf-8")
    (tmp_path / f"{name}.yaml").write_text(instrument, "utf-8")
    return tmp_path


@pytest.mark.parametrize("text", snippets("yaml clause"))
def test_clause(text: str, tmp_path: Path) -> None:
    body = "".join(f"  {line}\n" for line in text.splitlines())
    book = compile_folder(_folder(tmp_path, _HEAD + body))
    rules = any(epoch.units for topic in book.books.values() for epoch in topic.epochs)
    assert (not rules, bool(book.histories)) == ("  rules:" not in text, "  history:" in text)


@pytest.mark.parametrize("text", snippets("yaml claims"))
def test_claims(text: str, tmp_path: Path) -> None:
    """Rules of one clause about claims, rules that are only proposed, and cases that hold."""
    plain = yaml.safe_load(text)
    assert set(plain) <= {"parameters", "rules", "proposed", "cases"}
    rules = yaml.safe_dump(plain["rules"], allow_unicode=True, sort_keys=False)
    figures = {"parameters": plain["parameters"]} if "parameters" in plain else {}
    more = yaml.safe_dump(figures, allow_unicode=True, sort_keys=False) if figures else ""
    aside = yaml.safe_dump(plain["proposed"], allow_unicode=True, sort_keys=False) if "proposed" in plain else ""
    book = claims(tmp_path, rules, more=more, aside=aside)
    facts = "{kind: meal, post: staff, line: government, amount: 300, guests: 6, hosts: 0, meals: 1, days: 1, "
    facts += "spent_on: 2025-03-03, submitted: 2025-03-10}"
    body = yaml.safe_dump({"cases": plain["cases"]}, allow_unicode=True, sort_keys=False)
    (tmp_path / "example.cases.yaml").write_text(f"instrument: example\nfacts: {facts}\n{body}", "utf-8")
    report = cases.run_cases(book, tmp_path, coverage=False)
    assert [fault.line() for fault in report.diagnostics] == []
    for case in cases.iter_cases(book, tmp_path):
        decision = cases.run_case(book, case).decision
        assert decision is not None
        assert explain(book, decision.request, "town", decision.as_of).text("en")


OFFICE_FACTS = {
    "affair": "{matter: petitions, line: government, urgent: false, date: 2025-03-03}",
    "bodies": "{body: governance_office, line: government, county_seat: false, people: 30000, date: 2025-03-03}",
}


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        pytest.param(topic, *each.values, id=each.id)  # type: ignore[attr-defined]
        for topic, kind in (("affair", "affairs"), ("bodies", "bodies"))
        for each in snippets(f"yaml {kind}")
    ],
)
def test_organising(topic: str, text: str, tmp_path: Path) -> None:
    """Rules of one clause about functions or bodies, and cases that hold; every rule applies in some case."""
    plain = yaml.safe_load(text)
    rules = yaml.safe_dump(plain["rules"], allow_unicode=True, sort_keys=False)
    figures = {key: plain[key] for key in ("parameters",) if key in plain}
    more = yaml.safe_dump(figures, allow_unicode=True, sort_keys=False) if figures else ""
    book = offices(tmp_path, rules, topic, more=more)
    body = yaml.safe_dump({"cases": plain["cases"]}, allow_unicode=True, sort_keys=False)
    text = f"instrument: example\nfacts: {OFFICE_FACTS[topic]}\n{body}"
    (tmp_path / "example.cases.yaml").write_text(text, "utf-8")
    report = cases.run_cases(book, tmp_path)
    assert [fault.line() for fault in report.diagnostics] == []
    for case in cases.iter_cases(book, tmp_path):
        decision = cases.run_case(book, case).decision
        assert decision is not None
        assert explain(book, decision.request, "town", decision.as_of).text("en")


@pytest.mark.parametrize("text", snippets("yaml duties"))
def test_duties(text: str, tmp_path: Path) -> None:
    """Duties of one clause, and cases that hold; every duty is looked at in some case."""
    plain = yaml.safe_load(text)
    assert set(plain) <= {"parameters", "duties", "cases"}
    figures = {key: plain[key] for key in ("parameters",) if key in plain}
    clause = {"at": "一", "zh": "例子", "en": "example", "duties": plain["duties"]}
    body = yaml.safe_dump(
        {**figures, "clauses": {"doc-01": clause}}, allow_unicode=True, sort_keys=False, width=1_000
    )
    head = _HEAD[: _HEAD.index("terms:")].replace("absence", "standard")
    folder = _folder(tmp_path, head + body)
    facts = "duty_facts: {features: [station_built], staff: 20}\n"
    cases_text = yaml.safe_dump({"duties": plain["cases"]}, allow_unicode=True, sort_keys=False)
    (folder / "doc-example.cases.yaml").write_text(f"instrument: doc-example\n{facts}{cases_text}", "utf-8")
    report = cases.run_cases(load(folder), folder)
    assert [fault.line() for fault in report.diagnostics] == []
    assert report.cases == len(plain["cases"])


@pytest.mark.parametrize("text", snippets("yaml histories"))
def test_histories(text: str, tmp_path: Path) -> None:
    """History rules of one clause, and cases that hold and show every rule and figure of it."""
    plain = yaml.safe_load(text)
    assert set(plain) <= {"parameters", "history", "histories"}
    figures = {key: plain[key] for key in ("parameters",) if key in plain}
    clause = {"at": "一", "zh": "例子", "en": "example", "history": plain["history"]}
    body = yaml.safe_dump(
        {**figures, "clauses": {"doc-01": clause}}, allow_unicode=True, sort_keys=False, width=1_000
    )
    folder = _folder(tmp_path, _HEAD[: _HEAD.index("terms:")] + body)
    cases_text = yaml.safe_dump({"histories": plain["histories"]}, allow_unicode=True, sort_keys=False)
    (folder / "doc-example.cases.yaml").write_text(f"instrument: doc-example\n{cases_text}", "utf-8")
    report = cases.run_cases(load(folder), folder)
    assert [fault.line() for fault in report.diagnostics] == []
    assert report.cases == len(plain["histories"])


@pytest.mark.parametrize("text", snippets("yaml rule"))
def test_rule(text: str, tmp_path: Path) -> None:
    rule = "".join(f"      {line}\n" for line in text.splitlines())
    clause = f"  doc-01:\n    at: 一\n    zh: 例子\n    en: example\n    rules:\n{rule}"
    assert compile_folder(_folder(tmp_path, _HEAD + clause)).rules


@pytest.mark.parametrize("text", snippets("yaml values"))
def test_values(text: str) -> None:
    node = read_bytes(
        f"parameters: {{figure: {{zh: 数, en: figure, unit: yuan, {_flow(text)}}}}}".encode(), "s.yaml", []
    )
    assert node is not None
    faults: list = []
    form = Form(node, "instrument", faults, (), ("parameters",))
    ledger = shipped().compiled.models.ledger
    assert read_parameters(form, ledger, faults)["figure"].values
    assert faults == []


def _flow(text: str) -> str:
    rows = yaml.safe_load(text)["values"]
    items = ", ".join(f"{{from: {row['from']}, value: {row['value']}, cite: {row['cite']}}}" for row in rows)
    return f"values: [{items}]"


@pytest.mark.parametrize("text", snippets("yaml instrument"))
def test_instrument(text: str, tmp_path: Path) -> None:
    book = compile_folder(_folder(tmp_path, text))
    assert book.rules


@pytest.mark.parametrize("text", snippets("yaml case"))
def test_case(text: str, tmp_path: Path) -> None:
    facts = "{kind: personal, line: government, adjoining_days: 0, first_day: 2026-03-02, form: written, away: []}"
    body = "".join(f"  {line}\n" for line in text.splitlines())
    test_cases(f"instrument: office-leave\nfacts: {facts}\ncases:\n{body}", tmp_path)


@pytest.mark.parametrize("text", snippets("yaml cases"))
def test_cases(text: str, tmp_path: Path) -> None:

    rulebook = tmp_path / "rulebook"
    for path in shipped_rulebook().rglob("*.yaml"):
        if path.name.endswith(".cases.yaml"):
            continue
        target = rulebook / path.relative_to(shipped_rulebook())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (rulebook / "town-a" / "office-leave.cases.yaml").write_text(text, "utf-8")
    report = cases.run_cases(load(rulebook), rulebook, coverage=False)
    assert report.cases == len(english(text)["cases"])
    assert [fault.line() for fault in report.diagnostics] == []


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        pytest.param(reader, *each.values, id=kind)  # type: ignore[attr-defined]
        for kind, reader in {
            "vocabulary": read_vocabulary,
            "jurisdictions": read_jurisdictions,
            "sources": read_sources,
            "ledger": read_ledger,
        }.items()
        for each in snippets(f"yaml {kind}")
    ],
)
def test_small_file(reader, text: str) -> None:  # type: ignore[no-untyped-def]
    faults: list = []
    node = read_bytes(text.encode(), "snippet.yaml", faults)
    assert node is not None
    assert reader(node, faults)
    assert [fault.line() for fault in faults if fault.level == "error"] == []


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(line[2:], id=line[2:])
        for each in snippets("console")
        for line in each.values[0].splitlines()  # type: ignore[attr-defined]
        if line.startswith("$ policy-engine")
    ],
)
def test_command(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from policy_engine.cli.app import app

    (tmp_path / "rulebook").symlink_to(small_rulebook())
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output


def test_every_yaml_snippet_is_of_a_known_kind() -> None:
    known = {
        f"yaml {kind}"
        for kind in (
            "clause",
            "claims",
            "affairs",
            "bodies",
            "duties",
            "histories",
            "rule",
            "values",
            "instrument",
            "case",
            "cases",
            "vocabulary",
            "jurisdictions",
            "sources",
            "ledger",
        )
    }
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "rulebook").glob("*.md")]:
        for found in _FENCE.finditer(page.read_text("utf-8")):
            kind = " ".join(each for each in found.group(1, 2) if each)
            assert not kind.startswith("yaml") or kind in known, f"{page}: {kind}"
