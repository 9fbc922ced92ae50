"""Tables of rules: rows that differ in a few places written as rows, each of them a rule of its own.

A column is a path into the rule (``when.standing``, ``then.limit.at_most``); a cell is written there, over what the
rows share. Faults are told at the cell, those of the shared part once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from policy_engine.errors import Diagnostic, Place, near_match
from policy_engine.loading.form import Form, wrong_kind
from policy_engine.nodes import Node
from policy_engine.requests.fields import plain

ROOTS = ("when", "then", "otherwise")
WHOLE = ("reading", "caution")
RULE = "rule"

Entry = tuple[str, Node, Place]


def rules_written(name: str, node: Node, place: Place, faults: list[Diagnostic]) -> Iterator[Entry]:
    """The rules written under one name: the one at the node, or one for each row of its table."""
    if isinstance(node.value, dict) and "table" in node.value:
        yield from _Table(name, node, faults).entries()
    else:
        yield name, node, place


def told_once(faults: list[Diagnostic], start: int, rows: Iterable[str]) -> None:
    """Of the faults from a position on, keeps one of those that differ in the row only: they are of the shared part."""
    unique: dict[tuple[str, Place, str], Diagnostic] = {}
    names = sorted(rows, key=len, reverse=True)
    for fault in faults[start:]:
        message = fault.message("en")
        for name in names:
            message = message.replace(name, "…")
        unique.setdefault((fault.code, fault.place, message), fault)
    faults[start:] = unique.values()


class _Table:
    def __init__(self, name: str, node: Node, faults: list[Diagnostic]) -> None:
        assert isinstance(node.value, dict)
        self.name = name
        self.faults = faults
        self.form = Form(node.value["table"], f"{name}.table", faults, ("columns", "rows"), ("totals",))
        self.shared = node.with_value({key: value for key, value in node.value.items() if key != "table"})
        self.columns = self._columns()

    def _fault(self, place: Place, problem: str, problem_en: str, expected: str = "", near: str = "") -> None:
        words = {"table": self.name, "problem": problem, "problem_en": problem_en}
        self.faults.append(Diagnostic("PE211", place, words, expected, near))

    def _columns(self) -> list[str] | None:
        """The paths of the columns, or None where one of them is faulty."""
        node = self.form.node_of("columns")
        if node is None:
            return None
        if not isinstance(node.value, list):
            wrong_kind(node, f"{self.name}.columns", "list", self.faults)
            return None
        before = len(self.faults)
        found: list[str] = []
        for item in node.value:
            column = item.value
            if not isinstance(column, str):
                wrong_kind(item, f"{self.name}.columns", "text", self.faults)
            elif column in found:
                self._fault(item.place, f"列“{column}”写了两次", f"column '{column}' stands twice")
            elif not _is_column(column):
                roots = (RULE, *(f"{root}.…" for root in ROOTS), *WHOLE)
                near = near_match(column.split(".")[0], (RULE, *ROOTS, *WHOLE))
                self._fault(item.place, f"没有“{column}”这种列", f"'{column}' is no column", ", ".join(roots), near)
            else:
                found.append(column)
        if len(self.faults) == before and RULE not in found:
            self.form.fault("PE202", node.place, where=f"{self.name}.columns", key=RULE)
        return found if len(self.faults) == before else None

    # --- rows -----------------------------------------------------------------------------------------------------

    def entries(self) -> Iterator[Entry]:
        """One rule for each row."""
        node = self.form.node_of("rows")
        if node is None or self.columns is None:
            return
        if not isinstance(node.value, list):
            wrong_kind(node, f"{self.name}.rows", "list", self.faults)
            return
        rows = [row for row in node.value if self._fits(row, len(self.columns))]
        for row in rows:
            entry = self._entry(row, self.columns)
            if entry is not None:
                yield entry
        if len(rows) == len(node.value):
            self._check_totals(rows, self.columns)

    def _fits(self, row: Node, width: int) -> bool:
        if not isinstance(row.value, list):
            wrong_kind(row, f"{self.name}.rows", "list", self.faults)
            return False
        if len(row.value) != width:
            found = len(row.value)
            self._fault(row.place, f"这一行有 {found} 格,应有 {width} 格", f"this row has {found} cells, not {width}")
            return False
        return True

    def _entry(self, row: Node, columns: list[str]) -> Entry | None:
        assert isinstance(row.value, list)
        name, place, before = "", row.place, len(self.faults)
        rule = self.shared.placed_at(row)
        for column, cell in zip(columns, row.value, strict=True):
            if column != RULE:
                rule = self._written(rule, column.split("."), cell, column)
            elif isinstance(cell.value, str):
                name, place = cell.value, cell.place
            else:
                wrong_kind(cell, f"{self.name}.{RULE}", "text", self.faults)
        return (name, rule, place) if len(self.faults) == before else None

    def _written(self, node: Node, path: list[str], cell: Node, column: str) -> Node:
        """The node with a cell written at a path below it."""
        key, rest = path[0], path[1:]
        if not isinstance(node.value, dict):
            wrong_kind(node, f"{self.name}.{column}", "mapping", self.faults)
            return node
        inner = node.value.get(key)
        if not rest and inner is not None:
            self.form.fault("PE209", node.key_place(key), where=self.name, one=column, other=f"columns: {column}")
            return node
        if not rest:
            return node.with_entry(key, cell)
        if inner is None:
            return node.with_entry(key, self._written(cell.with_value({}), rest, cell, column))
        return node.with_entry(key, self._written(inner, rest, cell, column))

    # --- totals ---------------------------------------------------------------------------------------------------

    def _check_totals(self, rows: list[Node], columns: list[str]) -> None:
        for column, wanted, place in self.form.named("totals"):
            if column not in columns:
                near = near_match(column, columns)
                self._fault(place, f"没有列“{column}”", f"there is no column '{column}'", ", ".join(columns), near)
                continue
            at = columns.index(column)
            cells = [row.value[at] for row in rows if isinstance(row.value, list)]
            numbers = [self._number(each, column) for each in (wanted, *cells)]
            known = [number for number in numbers if number is not None]
            if len(known) == len(numbers) and sum(known[1:], Decimal(0)) != known[0]:
                words = {
                    "table": self.name,
                    "column": column,
                    "wanted": str(plain(known[0])),
                    "found": str(plain(sum(known[1:], Decimal(0)))),
                }
                self.faults.append(Diagnostic("PE609", wanted.place, words))

    def _number(self, node: Node, column: str) -> Decimal | None:
        if isinstance(node.value, bool) or not isinstance(node.value, (int, Decimal)):
            wrong_kind(node, f"{self.name}.{column}", ("数字", "a number"), self.faults)
            return None
        return Decimal(node.value)


def _is_column(column: str) -> bool:
    """Whether a text is the rule's id, a path with all its parts, or one of the keys that a cell fills as a whole."""
    parts = column.split(".")
    return column in (RULE, *WHOLE) or (len(parts) > 1 and parts[0] in ROOTS and all(parts))
