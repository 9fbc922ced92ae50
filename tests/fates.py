"""What became of a clause, told from its plain data alone: for ledgers that tests make to fit their instruments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

OF_EFFECT = {"assign": "assignment", "establish": "body"}


def fates(clause: Mapping[str, Any]) -> list[str]:
    """The fates of a clause (in English words), as its entry in the ledger has to give them.

    Tests also write clauses with mistakes in them; what is no rule at all counts as one.
    """
    rules = clause.get("rules", {})
    found = [fate for rule in (rules.values() if isinstance(rules, dict) else ()) for fate in _of_rule(rule)]
    found += ["duty"] if clause.get("duties") else []
    found += ["history"] if clause.get("history") else []
    found += ["definition"] if clause.get("defines") else []
    found += [clause[key]["because"] for key in ("none", "remains") if key in clause]
    return list(dict.fromkeys(found))


def _of_rule(rule: Any) -> Iterator[str]:
    stated = list(_stated(rule))
    if stated and all(key == "refer" and "document" in value for key, value in stated):
        yield "refers_out"
    else:
        yield from dict.fromkeys(OF_EFFECT.get(key, "rule") for key, _ in stated or [("", None)])


def _stated(rule: Any) -> Iterator[tuple[str, Any]]:
    """Every effect a rule states, by its key; of a table those of its columns too."""
    if not isinstance(rule, dict):
        return
    wordings: Iterable[Any] = rule.get("wordings", [rule])
    for wording in wordings:
        for each in (wording.get("then"), wording.get("otherwise")):
            yield from each.items() if isinstance(each, dict) else ()
    table = rule.get("table")
    columns = table.get("columns", []) if isinstance(table, dict) else []
    for column in columns if isinstance(columns, list) else []:
        root, _, path = str(column).partition(".")
        if root in ("then", "otherwise"):
            yield path.split(".", maxsplit=1)[0], {}
