"""Writes ``tests/data/rule_ids.txt``: every rule id of the shipped rulebook, which others may have stored and cite.

Usage: python scripts/rule_ids.py

An id that is gone must first be entered in ``tests/data/retired_rule_ids.txt``, with the reason; it never comes back.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from policy_engine.loading.folder import compile_folder

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "tests" / "data" / "rule_ids.txt"
RETIRED = ROOT / "tests" / "data" / "retired_rule_ids.txt"


def shipped_ids() -> list[str]:
    """The rule ids of the rulebook, sorted."""
    compiled = compile_folder(ROOT / "rulebook", prove=False)
    histories = (rule.id for each in compiled.models.instruments.values() for rule in each.histories)
    return sorted([*compiled.rules, *histories])


def listed_ids(text: str) -> list[str]:
    """The ids of a list: one a line, comments after ``#`` and empty lines left out."""
    return [line for line in (each.split("#", 1)[0].strip() for each in text.splitlines()) if line]


def retired_ids(text: str) -> dict[str, str]:
    """The retired ids, each with its reason (``id: reason``)."""
    rows = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {name.strip(): reason.strip() for name, _, reason in (row.partition(": ") for row in rows)}


def faults(shipped: Collection[str], listed: Collection[str], retired: Collection[str]) -> list[str]:
    """What is wrong, each with what to do about it; nothing where the lists and the rulebook agree."""
    found = [
        f"rule id {name} is gone from the rulebook. Decisions already given cite it: bring it back (a changed rule "
        f"keeps its id and gets a new wording), or retire it by a line '{name}: why' in "
        "tests/data/retired_rule_ids.txt and run scripts/rule_ids.py"
        for name in sorted(set(listed) - set(shipped) - set(retired))
    ]
    found += [
        f"rule id {name} is retired and must not be used again: give the new rule another id"
        for name in sorted(set(shipped) & set(retired))
    ]
    found += [
        f"rule id {name} is new: run scripts/rule_ids.py, which adds it to tests/data/rule_ids.txt"
        for name in sorted(set(shipped) - set(listed) - set(retired))
    ]
    found += [
        f"rule id {name} is retired but still listed: run scripts/rule_ids.py"
        for name in sorted(set(listed) & set(retired) - set(shipped))
    ]
    return found


def main() -> None:
    """Rewrites the list, unless ids are gone without being retired, or retired ones are back."""
    shipped, listed = shipped_ids(), listed_ids(TARGET.read_text("utf-8")) if TARGET.is_file() else []
    retired = retired_ids(RETIRED.read_text("utf-8"))
    grave = [
        each for each in faults(shipped, listed, retired) if " is gone " in each or "must not be used again" in each
    ]
    if grave:
        sys.exit("\n".join(grave))
    head = "# Rule ids of the shipped rulebook, written by scripts/rule_ids.py; an id is never removed but retired.\n"
    TARGET.write_text(head + "".join(f"{name}\n" for name in shipped), "utf-8")


if __name__ == "__main__":
    main()
