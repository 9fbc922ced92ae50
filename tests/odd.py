"""Damage for the fuzz tests: odd values, damaged texts, damaged trees, and what every diagnostic must be like."""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import yaml
from hypothesis import strategies as st

from policy_engine.codes import CODES
from policy_engine.errors import Diagnostic, lines_of

Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]

SCALARS = (
    "", "~", "null", "yes", "on", "true", "0", "-1", "007", "0x1F", "1_000", "+3", ".5", "1e999", "12:30", ".nan",
    "-.inf", "9" * 400, "-" + "9" * 30, "9" * 30, "0." + "0" * 11 + "1", "1." + "0" * 300, "3.14159", "2026-02-30",
    "0000-01-01", "9999-12-31", "2026-02-28T08:00:00", "unknown", "unset", "own", "[]", "{}", "[[]]", "{a: b}",
    "[1, two, true]", "''", '"', "'", "|", ">-", "&a x", "*a", "&a [*a]", "!!python/object:os.system x", "!x y",
    "<<: x", "? x", "- x", "# x", "not", "all", "any", "permit", "a/b", "a/b/c", "/", "..", "%s", "{name}", "{0}",
    "{", "}", "x" * 5_000, "[" * 70 + "]" * 70, "[" * 30 + "]" * 30, "{not: " * 30 + "x" + "}" * 30,
    "{a: " * 70 + "x" + "}" * 70,
)  # fmt: skip
CHARACTERS = (
    "\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x1c", "\x7f", "\x85", "\xa0", "\ufeff", "\u200b", "\u200f",
    "\u202e", "\u2028", "\u2029", "\ufffe", "\ufffd", "\ud800", "\udfff", "\U0001f600", "\U000e0001", "\u0301",
    "\uff1a", "\uff0c", "\u3000", "\u201c", "\u00df", "\u0130", "\t", "\r", "\n", " ", ":", ",", "{", "}", "[", "]",
    "&", "*", "!", "|", ">", "'", '"', "%", "@", "`", "#", "-",
)  # fmt: skip
_SCALAR = re.compile(r"(?<=: )[^\s{}\[\],][^{}\[\],\n]*|(?<=[\[,] )[^\s{}\[\],]+")


# --- damaged texts ----------------------------------------------------------------------------------------------------


def damaged_text(draw: Draw, text: str) -> str:
    """A text after a few small accidents."""
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(_ACCIDENTS))(draw, text)
    return text


def _lines(draw: Draw, text: str) -> str:
    """A line deleted, doubled or swapped with another."""
    lines = text.split("\n")
    at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    match draw(st.sampled_from(["delete", "double", "swap", "cut", "join"])):
        case "delete":
            del lines[at]
        case "double":
            lines.insert(other, lines[at])
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "cut":
            lines = lines[: at + 1]
        case "join":
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
    return "\n".join(lines)


def _indent(draw: Draw, text: str) -> str:
    lines = text.split("\n")
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] = " " * draw(st.integers(0, 12)) + (lines[at].lstrip() if draw(st.booleans()) else lines[at])
    return "\n".join(lines)


def _character(draw: Draw, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(CHARACTERS)) + text[at + draw(st.integers(0, 2)) :]


def _scalar(draw: Draw, text: str) -> str:
    """A scalar replaced by an odd one, or by another of the same text."""
    found = list(_SCALAR.finditer(text))
    if not found:
        return text
    at = draw(st.sampled_from(found))
    put = draw(st.sampled_from(found)).group() if draw(st.booleans()) else draw(st.sampled_from(SCALARS))
    return text[: at.start()] + put + text[at.end() :]


_ACCIDENTS = (_lines, _indent, _character, _scalar, _scalar)


def as_bytes(text: str) -> bytes:
    """Text as a careless program might write it: half surrogate pairs become bytes that are no UTF-8."""
    return text.encode("utf-8", "surrogatepass")


# --- damaged trees ----------------------------------------------------------------------------------------------------


def leaves() -> st.SearchStrategy[Any]:
    """Any value YAML or Python may hand over."""
    return st.one_of(
        st.none(), st.booleans(), st.integers(), st.integers(-(10**60), 10**60), st.floats(), st.decimals(),
        st.dates(), st.datetimes(), st.times(), st.binary(max_size=4), st.text(max_size=6), st.sampled_from(SCALARS),
        st.sampled_from(CHARACTERS), st.just(frozenset({"mayor"})), st.just(Decimal("1e400")), st.just(dt.date.max),
    )  # fmt: skip


def trees(words: Sequence[str], leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Random trees whose keys and values often are words that mean something."""
    word = st.sampled_from(words)
    return st.recursive(
        st.one_of(word, leaf),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4), st.dictionaries(st.one_of(word, word, st.text(max_size=4)), inner, max_size=4)
        ),
        max_leaves=12,
    )


def damaged_tree(draw: Draw, tree: Any, foreign: Sequence[Any], leaf: st.SearchStrategy[Any]) -> Any:
    """A tree in which parts were dropped, renamed, replaced by odd values, by parts of its own or of another."""
    tree = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, 3))):
        holders = [node for node in nodes(tree) if isinstance(node, (dict, list)) and node]
        if not holders:
            return tree
        holder = draw(st.sampled_from(holders))
        key = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        match draw(st.sampled_from(["drop", "odd", "own", "foreign", "foreign", "wrap", "key"])):
            case "drop":
                del holder[key]
            case "odd":
                holder[key] = draw(leaf)
            case "own":
                holder[key] = copy.deepcopy(draw(st.sampled_from(nodes(tree))))
            case "foreign":
                holder[key] = copy.deepcopy(draw(st.sampled_from(foreign)))
            case "wrap":
                holder[key] = [holder[key]] if draw(st.booleans()) else {draw(st.sampled_from(_WRAPS)): holder[key]}
            case "key":
                new = draw(st.sampled_from(foreign))
                if isinstance(holder, dict) and isinstance(new, str):
                    holder[new] = holder.pop(key)
    return tree


_WRAPS = ("not", "all", "any", "in", "at_least", "one_of", "in_turn", "all_of", "by", "times", "round_up", "zh", "x")


def nodes(tree: Any) -> list[Any]:
    """Every part of a tree, keys of mappings included."""
    found, stack = [], [tree]
    while stack:
        node = stack.pop()
        found.append(node)
        if isinstance(node, dict):
            found.extend(node)
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return found


# --- what readers are given -------------------------------------------------------------------------------------------


THROWN = {"damaged": 300, "rearranged": 300, "as JSON": 300, "random trees": 200, "random bytes": 100}
"""The kinds of :func:`thrown`, with how many examples of each are tried."""
NOT_A_FILE = (b"", b"{", b"null")


def writable() -> st.SearchStrategy[Any]:
    """Values that a YAML file may hold."""
    return leaves().filter(lambda leaf: not isinstance(leaf, (Decimal, frozenset)) and not hasattr(leaf, "tzinfo"))


def thrown(draw: Draw, kind: str, text: str) -> bytes:
    """Something that is nearly a file, from a text that is right."""
    plain = yaml.safe_load(text)
    parts = nodes(plain)
    match kind:
        case "damaged":
            return as_bytes(damaged_text(draw, text))
        case "rearranged":
            found = damaged_tree(draw, plain, parts, writable())
            return as_bytes(yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000))
        case "as JSON":
            return as_bytes(json.dumps(damaged_tree(draw, plain, parts, writable()), default=str))
        case "random trees":
            words = sorted({part for part in parts if isinstance(part, str)})
            leaf = st.one_of(st.integers(), st.booleans(), st.dates(), st.text(max_size=6))
            return as_bytes(yaml.safe_dump(draw(trees(words, leaf)), allow_unicode=True, sort_keys=False))
    return draw(st.binary(max_size=200))


# --- what every diagnostic must be like -------------------------------------------------------------------------------


def check_diagnostics(found: Iterable[Diagnostic], texts: Mapping[str, bytes], elsewhere: Iterable[str] = ()) -> None:
    """Each has a known code, a place inside a file it names, and messages that are complete and can be printed.

    Args:
        found: the diagnostics.
        texts: the files that may be named, with what is in them.
        elsewhere: other names a place may have, such as that of the folder.
    """
    for each in found:
        code = CODES[each.code]
        for text in (code.zh, code.en):
            blanks = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            assert blanks <= set(each.words), f"{each.code} lacks {blanks - set(each.words)}"
        for lang in ("zh", "en"):
            "\n".join([each.line(lang), *each.hints(lang)]).encode("utf-8")
        if each.place.file in elsewhere:
            continue
        assert each.place.file in texts, each.line()
        lines = lines_of(texts[each.place.file].decode("utf-8-sig", "replace"))
        assert 1 <= each.place.line <= len(lines), each.line()
        assert 1 <= each.place.column <= len(lines[each.place.line - 1]) + 1, each.line()
