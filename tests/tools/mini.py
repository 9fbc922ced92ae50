"""A small rulebook in a folder: instruments are written by a test, the ledger and the other small files follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import yaml

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.engine.book import Rulebook
from policy_engine.loading.folder import compile_folder
from tests.build import shipped_vocabulary

DOCUMENT = "mini.txt"


def instrument(
    name: str,
    rules: str,
    *,
    terms: str = "",
    parameters: str = "",
    leaves_open: str = "",
    in_force: str = "{from: unknown}",
) -> str:
    """An instrument with one clause, ``NAME-01``, that holds the rules."""
    text = f"""\
instrument: {name}
title: {{zh: 规章 {name}, en: instrument {name}}}
source: {{document: {DOCUMENT}, part: 一}}
in_force: {in_force}
topic: absence
"""
    for key, block in (("terms", terms), ("parameters", parameters)):
        if block:
            text += f"{key}:\n{_block(block, 2)}"
    text += (
        f"clauses:\n  {name}-01:\n    at: 第一条\n    zh: 第一条\n    en: article one\n    rules:\n{_block(rules, 6)}"
    )
    if leaves_open:
        text += f"leaves_open:\n{_block(leaves_open, 2)}"
    return text


def _block(text: str, depth: int) -> str:
    return indent(dedent(text).strip("\n"), " " * depth) + "\n"


def write_mini(folder: Path, instruments: Sequence[str], jurisdictions: Mapping[str, Any] | None = None) -> Path:
    """Writes the rulebook. By default one jurisdiction, ``town``, adopts everything."""
    parsed = [yaml.safe_load(text) for text in instruments]
    names = [each["instrument"] for each in parsed]
    _write(folder / "vocabulary.yaml", shipped_vocabulary())
    adopted = jurisdictions or {"town": {"zh": "某镇", "en": "a town", "adopts": names}}
    _write(folder / "jurisdictions.yaml", _dump(adopted))
    _write(folder / "sources.yaml", _dump({"documents": {DOCUMENT: {"sha256": "0" * 64, "held": True}}}))
    ledger = {
        clause: {
            "document": DOCUMENT,
            "part": "一",
            "instrument": each["instrument"],
            "locator": body["at"],
            "span": [0, 1],
            "digest": "0" * 12,
            "kind": "approval",
            "priority": "core",
            "modality": "must",
            "ambiguous": False,
            "fates": ["rule"],
        }
        for each in parsed
        for clause, body in each["clauses"].items()
    }
    _write(folder / "ledger.yaml", _dump(ledger))
    for name, text in zip(names, instruments, strict=True):
        _write(folder / "mini" / f"{name}.yaml", text)
    return folder


def mini(
    folder: Path, *instruments: str, jurisdictions: Mapping[str, Any] | None = None, strict: bool = True
) -> CompiledRulebook:
    """The compiled small rulebook."""
    return compile_folder(write_mini(folder, instruments, jurisdictions), strict=strict)


def mini_book(folder: Path, *instruments: str, jurisdictions: Mapping[str, Any] | None = None) -> Rulebook:
    """The same, ready to decide."""
    return Rulebook(mini(folder, *instruments, jurisdictions=jurisdictions))


def _dump(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
