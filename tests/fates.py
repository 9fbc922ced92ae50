"""What became of a clause, told from its plain data alone: for ledgers that tests make to fit their instruments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

OF_EFFECT = {"assign": "assignment", "establish": "body"}


def fates(clause: Mapping[str, Any]) -> list[str]:
    """The fates of a clause (in English words), as its entry in the ledger has to give them."""
    found = [fate for name, rule in clause.get("rules", {}).items() for fate in _of_rule(name, rule)]
    found += ["definition"] if clause.get("defines") else []
    found += [clause[key]["because"] for key in ("none", "remains") if key in clause]
    return list(dict.fromkeys(found))


def _of_rule(name: str, rule: Mapping[str, Any]) -> Iterator[str]:
    if "table" in rule:
        columns = {column.split(".")[1] for column in rule["table"]["columns"] if column.startswith("then.")}
        yield from _of_effects([*columns, *rule.get("then", {}), *rule.get("otherwise", {})])
        return
    wordings = rule.get("wordings", [rule])
    stated = [each for wording in wordings for each in (wording.get("then", {}), wording.get("otherwise", {}))]
    every = [(key, value) for each in stated for key, value in each.items()]
    if every and all(key == "refer" and "document" in value for key, value in every):
        yield "refers_out"
    else:
        yield from _of_effects([key for key, _ in every])


def _of_effects(keys: list[str]) -> Iterator[str]:
    yield from dict.fromkeys(OF_EFFECT.get(key, "rule") for key in keys)
