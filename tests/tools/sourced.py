"""A small rulebook with the document it was made from: each clause is a line of the document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import yaml

from policy_engine.compiled.models import Models
from policy_engine.loading.folder import try_folder
from policy_engine.tools.sources.documents import digest_of
from policy_engine.tools.sources.report import Report, verify
from tests.tools.mini import DOCUMENT, instrument, write_mini

TERMS = """\
leave: {name_zh: 请假, zh: 事假或病假, en: leave, when: {kind: [personal, sick]}}
"""


def write(root: Path, texts: Mapping[str, str], body: str, **more: str) -> tuple[Path, Path]:
    """Writes document and rulebook.

    Args:
        root: an empty folder.
        texts: by clause its text; clauses stand one a line, in this order.
        body: the entries of ``clauses``; instrument ``mini``, topic ``absence`` unless ``more`` says otherwise.
        more: sections of the instrument (``terms``, ``parameters``, ``topic``).

    Returns:
        The folder of the rulebook and that of the documents.
    """
    documents = root / "documents"
    documents.mkdir()
    text = "某镇规定\r\n" + "".join(f"{line}\r\n" for line in texts.values())
    (documents / DOCUMENT).write_text(text, "utf-8", newline="")
    head = instrument("mini", "x: {then: {permit: true}}", terms=more.get("terms", TERMS))
    head = head[: head.index("clauses:")].replace("topic: absence", f"topic: {more.get('topic', 'absence')}")
    if "parameters" in more:
        head += f"parameters: {more['parameters']}\n"
    book = write_mini(root / "rulebook", [f"{head}clauses:\n{body}"])
    enter(book, text, texts)
    return book, documents


def enter(book: Path, text: str, texts: Mapping[str, str]) -> None:
    """Makes ledger and sources say where the clauses stand in a document, and what its digest is."""
    ledger = yaml.safe_load((book / "ledger.yaml").read_text("utf-8"))
    for clause, line in texts.items():
        start = text.index(line)
        ledger[clause] |= {"span": [start, start + len(line)], "digest": digest_of(line)}
    lines = (
        f"{clause}: {yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, width=999)}"
        for clause, entry in ledger.items()
    )
    (book / "ledger.yaml").write_text("".join(lines), "utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    (book / "sources.yaml").write_text(f"documents: {{{DOCUMENT}: {{held: true, sha256: {sha256}}}}}\n", "utf-8")


def models(book: Path) -> Models:
    """The models of a rulebook that has no faults."""
    found, faults = try_folder(book, prove=False)
    assert [fault.line() for fault in faults if fault.level == "error"] == []
    assert found is not None
    return found.models


def verified(root: Path, texts: Mapping[str, str], body: str, **more: str) -> Report:
    """Writes document and rulebook and holds one against the other."""
    book, documents = write(root, texts, body, **more)
    return verify(models(book), book, documents)


def clause(name: str, rule: str) -> str:
    """A clause with one rule."""
    return f"  {name}:\n    at: 一\n    zh: 一\n    en: one\n    rules:\n      {rule}\n"


def one(root: Path, text: str, when: str, then: str = "{approve: mayor}", reading: str = "", **more: str) -> Report:
    """The same for one clause with one rule."""
    note = f", reading: {{number: own, zh: {reading}}}" if reading else ""
    return verified(root, {"mini-01": text}, clause("mini-01", f"only: {{when: {when}, then: {then}{note}}}"), **more)
