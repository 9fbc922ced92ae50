"""YAML to located nodes: what is accepted, with its exact type and place, and everything that is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine import nodes
from policy_engine.errors import Place
from policy_engine.nodes import Node, from_plain, read_bytes, read_file


def read(text: str | bytes) -> Node:
    faults: list[nodes.Diagnostic] = []
    node = read_bytes(text if isinstance(text, bytes) else text.encode(), "f.yaml", faults)
    assert faults == []
    assert node is not None
    return node


def refused(text: str | bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of every fault."""
    faults: list[nodes.Diagnostic] = []
    assert read_bytes(text if isinstance(text, bytes) else text.encode(), "f.yaml", faults) is None
    return [(fault.code, fault.place.line, fault.place.column) for fault in faults]


def child(node: Node, key: str) -> Node:
    assert isinstance(node.value, dict)
    return node.value[key]


# --- accepted values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("word", "word"),
        ("三天以上", "三天以上"),
        ('"yes"', "yes"),
        ('"010"', "010"),
        ("'12:30'", "12:30"),
        ('""', ""),
        ("1e3", "1e3"),
        ("8", 8),
        ("-3", -3),
        ("0", 0),
        ("1.5", Decimal("1.5")),
        ("-0.25", Decimal("-0.25")),
        ("1.50", Decimal("1.50")),
        ("true", True),
        ("false", False),
        ("2026-01-31", dt.date(2026, 1, 31)),
        ("0001-01-01", dt.date.min),
        ("9999-12-31", dt.date.max),
    ],
)
def test_scalar_has_its_exact_type(text: str, value: object) -> None:
    found = child(read(f"a: {text}\n"), "a").value
    assert found == value
    assert type(found) is type(value)


def test_kinds() -> None:
    node = read("{a: x, b: 1, c: 1.5, d: true, e: 2026-01-01, f: [], g: {}}")
    assert isinstance(node.value, dict)
    kinds = [each.kind for each in node.value.values()]
    assert kinds == ["text", "integer", "decimal", "truth", "date", "list", "mapping"]
    assert node.kind == "mapping"


def test_decimals_are_exact() -> None:
    assert child(read("a: 0.1"), "a").value == Decimal("0.1")


def test_plain_gives_the_values_without_places() -> None:
    assert read("a: [1, {b: x}]\nc: 1.5\n").plain() == {"a": [1, {"b": "x"}], "c": Decimal("1.5")}


@given(st.dictionaries(st.from_regex(r"\Ak[a-z]{1,8}\Z"), st.integers(-(10**30), 10**30), max_size=5))
def test_integers_keep_their_value(values: dict[str, int]) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in values.items()) or "{}"
    assert read(text).plain() == values


# --- places -----------------------------------------------------------------------------------------------------------


def test_places_of_values_and_keys() -> None:
    node = read("a: 1\nb:\n  - x\n  - {c: y}\n")
    assert node.place == Place("f.yaml", 1, 1)
    assert child(node, "a").place == Place("f.yaml", 1, 4)
    assert node.key_place("b") == Place("f.yaml", 2, 1)
    items = child(node, "b").value
    assert isinstance(items, list)
    assert items[0].place == Place("f.yaml", 3, 5)
    assert items[1].place == Place("f.yaml", 4, 5)
    assert items[1].key_place("c") == Place("f.yaml", 4, 6)


def test_columns_count_characters_not_bytes() -> None:
    node = read("说明: {中文: 二, en: two}\n")
    assert child(node, "说明").place.column == 5
    assert child(node, "说明").key_place("en").column == 13
    assert child(child(node, "说明"), "en").place.column == 17


def test_characters_beyond_the_basic_plane_count_as_one() -> None:
    assert child(read('{"𠀀": 1, b: 2}'), "b").place.column == 13


def test_key_place_of_a_missing_key_is_that_of_the_mapping() -> None:
    assert child(read("a: {b: 1}"), "a").key_place("c") == Place("f.yaml", 1, 4)


def test_windows_line_ends_do_not_shift_places() -> None:
    assert child(read("a: 1\r\nb: 2\r\n"), "b").place == Place("f.yaml", 2, 4)


def test_byte_order_mark_is_no_character() -> None:
    node = read(b"\xef\xbb\xbfa: 1\n")
    assert node.plain() == {"a": 1}
    assert node.key_place("a") == Place("f.yaml", 1, 1)


def test_with_value_keeps_the_place() -> None:
    node = child(read("a: {b: 1}"), "a")
    assert node.with_value("x").value == "x"
    assert node.with_value({}).place == node.place


def test_from_plain_places_everything_at_the_beginning() -> None:
    node = from_plain({"a": [1, "x"], "b": dt.date(2026, 1, 1)}, "data")
    assert node.plain() == {"a": [1, "x"], "b": dt.date(2026, 1, 1)}
    assert child(node, "a").place == Place("data", 1, 1)
    assert node.key_place("a") == Place("data", 1, 1)


# --- limits -----------------------------------------------------------------------------------------------------------


def test_aliases_within_the_budget_are_expanded() -> None:
    assert read("a: &x {b: 1}\nc: *x\n").plain() == {"a": {"b": 1}, "c": {"b": 1}}


def test_aliases_up_to_the_budget() -> None:
    at_the_limit = "a: &x y\nb: [" + ", ".join(["*x"] * nodes.MAX_ALIASED_NODES) + "]\n"
    assert len(read(at_the_limit).plain()["b"]) == nodes.MAX_ALIASED_NODES
    assert [code for code, _, _ in refused(at_the_limit.replace("[", "[*x, "))] == ["PE109"]


def test_alias_explosion_ends_quickly() -> None:
    layers = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert [code for code, _, _ in refused("a0: &a0 x\n" + layers)] == ["PE109"]


def test_alias_of_itself_is_refused() -> None:
    assert {code for code, _, _ in refused("a: &a [*a]\n")} <= {"PE102", "PE109", "PE111"}


def test_depth_up_to_the_limit() -> None:
    inner = nodes.MAX_DEPTH - 1
    assert read("a: " + "[" * inner + "x" + "]" * inner)
    assert refused("a: " + "[" * (inner + 1) + "x" + "]" * (inner + 1)) == [("PE111", 1, 4 + inner)]


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_absurd_depth_is_refused_without_harm(depth: int) -> None:
    assert [code for code, _, _ in refused("[" * depth + "]" * depth)] == ["PE111"]


def test_size_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_BYTES", 5)
    assert read("a: 1\n").plain() == {"a": 1}
    assert refused("a: 12\n") == [("PE110", 1, 1)]


def test_size_of_a_file_is_looked_at_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_BYTES", 5)
    (tmp_path / "x.yaml").write_text("a: 12\n")
    faults: list[nodes.Diagnostic] = []
    assert read_file(tmp_path / "x.yaml", "x.yaml", faults) is None
    assert [(fault.code, fault.words) for fault in faults] == [("PE110", {"size": "6", "limit": "5"})]


def test_file_that_is_not_there(tmp_path: Path) -> None:
    faults: list[nodes.Diagnostic] = []
    assert read_file(tmp_path / "x.yaml", "shown.yaml", faults) is None
    assert [(fault.code, fault.place) for fault in faults] == [("PE117", Place("shown.yaml"))]


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (b"a: \xff\n", [("PE101", 1, 4)]),
        ("甲: 乙\n丙: ".encode() + b"\xd5\n", [("PE101", 2, 4)]),
        ("a: [1\n", [("PE102", 1, 4)]),
        ("a: 'x\n", [("PE102", 1, 4)]),
        ("[", [("PE102", 1, 2)]),
        ("a: *x\n", [("PE102", 1, 4)]),
        ("a: \x00\n", [("PE102", 1, 4)]),
        ("a:\t1\nb: 2\n\tc: 3\n", [("PE103", 1, 3), ("PE103", 3, 1)]),
        ("a:\n", [("PE104", 1, 1)]),
        ("{zh: 一,二}", [("PE104", 1, 8)]),
        ("a: ~\n", [("PE104", 1, 1)]),
        ("a: null\n", [("PE104", 1, 1)]),
        ("a: [x, ~]\n", [("PE104", 1, 8)]),
        ("a: 1\na: 2\n", [("PE105", 2, 1)]),
        ("a: yes\n", [("PE106", 1, 4)]),
        ("a: True\n", [("PE106", 1, 4)]),
        ("on: 1\n", [("PE106", 1, 1)]),
        ("a: 010\n", [("PE107", 1, 4)]),
        ("a: 0x1F\n", [("PE107", 1, 4)]),
        ("a: 0b1\n", [("PE107", 1, 4)]),
        ("a: 12:30\n", [("PE107", 1, 4)]),
        ("a: 1_000\n", [("PE107", 1, 4)]),
        ("a: +1\n", [("PE107", 1, 4)]),
        ("a: 1.0e+3\n", [("PE107", 1, 4)]),
        ("a: .inf\n", [("PE107", 1, 4)]),
        ("a: .5\n", [("PE107", 1, 4)]),
        ("a: 1.\n", [("PE107", 1, 4)]),
        (f"a: {'9' * 40}\n", [("PE107", 1, 4)]),
        ("甲\uff1a乙: 1\n", [("PE108", 1, 1)]),
        ("\u201c甲\u201d: 1\n", [("PE108", 1, 1)]),
        ("a: {b: 甲， c: 乙}\n", [("PE108", 1, 9)]),
        ("a: {b: 甲，乙， c: 丙}\n", [("PE108", 1, 11)]),
        ("a: {b: [甲， 乙]， c: 丙}\n", [("PE108", 1, 14)]),
        ("a: {b: {c: 1}、 d: 2}\n", [("PE108", 1, 14)]),
        ("a: [{b: 1}， {c: 2}]\n", [("PE108", 1, 11)]),
        ("a: {b: 1}，\nc: 2\n", [("PE108", 1, 10)]),
        ("a: {b: 甲，乙, c: 1\nd: 2\n", [("PE102", 1, 4)]),
        ('a: "甲\nb: "乙"\n', [("PE102", 1, 4)]),
        ('a: {b: "甲, c: 1}\nd: 2\ne: {f: "乙"}\n', [("PE102", 1, 8)]),
        ("a: '甲\nb: '乙'\n", [("PE102", 1, 4)]),
        ('a: "甲\n  乙" 丙\n', [("PE102", 1, 4)]),
        ('a: {b: "甲\n  乙", c d: [}\n', [("PE102", 2, 13)]),
        ("a: 1\n---\nb: 2\n", [("PE112", 2, 1)]),
        ("a: !x y\n", [("PE113", 1, 4)]),
        ("a: !!binary aGk=\n", [("PE113", 1, 4)]),
        ("a: !!python/name:os.system x\n", [("PE113", 1, 4)]),
        ("a: !!omap [x: 1]\n", [("PE113", 1, 4)]),
        ("a: {<<: {b: 1}}\n", [("PE114", 1, 5)]),
        ("a: <<\n", [("PE114", 1, 4)]),
        ("1: a\n", [("PE115", 1, 1)]),
        ("1.5: a\n", [("PE115", 1, 1)]),
        ("~: a\n", [("PE115", 1, 1)]),
        ("2026-01-01: a\n", [("PE115", 1, 1)]),
        ("? [a]\n: b\n", [("PE115", 1, 3)]),
        ("a: 2026-02-30\n", [("PE116", 1, 4)]),
        ("a: 0000-01-01\n", [("PE116", 1, 4)]),
        ("a: 2026-01-01T10:00:00Z\n", [("PE116", 1, 4)]),
        ("", [("PE118", 1, 1)]),
        (" \n\n", [("PE118", 1, 1)]),
        ("# only a comment\n", [("PE118", 1, 1)]),
        ("---\n", [("PE118", 1, 1)]),
        ("~\n", [("PE118", 1, 1)]),
    ],
)
def test_refusal_with_its_place(text: str | bytes, faults: list[tuple[str, int, int]]) -> None:
    assert refused(text) == faults


def test_all_faults_of_a_file_are_reported() -> None:
    text = "a: yes\nb: 010\nc:\nd: 2026-02-30\ne: [on, 0x1]\n"
    assert [code for code, _, _ in refused(text)] == ["PE106", "PE107", "PE104", "PE116", "PE106", "PE107"]


def test_full_width_punctuation_in_values_is_text() -> None:
    assert read("a: 第一条\uff1a先请假\uff0c再走\u3002\n").plain() == {"a": "第一条\uff1a先请假\uff0c再走\u3002"}


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    faults: list[nodes.Diagnostic] = []
    node = read_bytes(data, "f.yaml", faults)
    assert (node is None) == bool(faults)


@given(st.text(alphabet="ab:-[]{}&*!? \n'\"#|>%@,01", max_size=40))
def test_no_yaml_breaks_the_reader(text: str) -> None:
    faults: list[nodes.Diagnostic] = []
    node = read_bytes(text.encode(), "f.yaml", faults)
    assert (node is None) == bool(faults)
    for fault in faults:
        assert fault.place.line <= text.count("\n") + 1
