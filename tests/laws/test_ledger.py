"""Laws of the ledger: parts say what the whole says, and rewriting changes what it is told to and nothing else."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.ledger import read_ledger
from policy_engine.loading.parts import LEDGER, joined
from policy_engine.loading.twins.small import turned_small
from policy_engine.nodes import read_bytes
from policy_engine.tools.coverage.update import Change, Said, rewritten
from policy_engine.words import FATES, KEYS, VALUES

_PLAIN = ("document", "part", "locator", "kind")
_WORDS = st.sampled_from(["a", "甲", "三、2 三天", "'4'", "\"x: [y]\"", "第 一 条", "篇(1)"])


@st.composite
def said(draw: st.DrawFn) -> Said:
    fates = draw(st.lists(st.sampled_from(FATES), min_size=1, max_size=3, unique=True))
    of = draw(st.sampled_from(["b-01", "乙-1"])) if "duplicate" in fates else ""
    owner = draw(st.sampled_from(["", "mayor"])) if "not_decidable" in fates else ""
    return Said(tuple(fates), of, owner)


@st.composite
def entry(draw: st.DrawFn, stated: Said) -> tuple[str, bool]:
    """The text of an entry (behind its id), and whether it stands in a block."""
    chinese = draw(st.booleans())
    keys: dict[str, str] = dict(KEYS["ledger entry"]) if chinese else {key: key for key in KEYS["ledger entry"]}
    fates = [VALUES["fate"][fate] if chinese else fate for fate in stated.fates]
    block = draw(st.booleans())
    single = len(fates) == 1 and draw(st.booleans())
    listed = fates[0] if single else "[" + ", ".join(fates) + "]"
    if block and not single and draw(st.booleans()):
        listed = "".join(f"\n    - {fate}" for fate in fates)
    pairs = [(keys[key], draw(_WORDS)) for key in _PLAIN] + [(keys["fates"], listed)]
    pairs += [(keys[key], value) for key, value in (("of", stated.of), ("owner", stated.owner)) if value]
    pairs = draw(st.permutations(pairs))
    comment = draw(st.sampled_from(["", "   # 注 [x], {y}: z"]))
    if block:
        lines = [f"  {key}: {value}" + ("" if "\n" in value else comment) for key, value in pairs]
        return comment + "\n" + "\n".join(lines) + "\n", True
    return " {" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}" + comment + "\n", False


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[str], dict[str, Said], dict[str, Said]]:
    """The text of each entry, what they say, and what some of them shall say."""
    count = draw(st.integers(1, 4))
    before = {f"a-{number:02}": draw(said()) for number in range(count)}
    texts = [f"{name}:{draw(entry(stated))[0]}" for name, stated in before.items()]
    after = {name: draw(said()) for name in draw(st.lists(st.sampled_from(list(before)), min_size=1, unique=True))}
    return texts, before, after


def read(text: str) -> dict[str, Any]:
    faults: list[Diagnostic] = []
    node = read_bytes(text.encode(), "ledger.yaml", faults)
    assert node is not None, (faults, text)
    found = read_ledger(turned_small(node, LEDGER, "en", faults), faults)
    return {name: Said(each.fates, each.of, each.owner) for name, each in found.items()}


@given(ledgers(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_rewriting_changes_what_it_is_told_and_nothing_else(made: Any, end: str, mark: str) -> None:
    texts, before, after = made
    text = mark + ("# 总账\n" + "".join(texts)).replace("\n", end)
    assert read(text) == before
    changes = [Change(name, Place("ledger.yaml"), before[name], stated) for name, stated in after.items()]
    new = rewritten(text, changes)
    assert read(new) == {**before, **after}
    assert new.startswith(mark + "# 总账" + end)
    about = ("fates", "of", "owner", "去向", "对象", "待办人", "-")
    others = [line for line in text.split(end) if line.startswith("  ") and not line.strip().startswith(about)]
    assert [line for line in new.split(end) if line in others] == others
    assert end == "\n" or "\n" not in new.replace("\r\n", "")
    assert rewritten(new, changes) == new
    kept = [each.replace("\n", end) for each in texts if each.split(":", 1)[0] not in after]
    assert all(each in new for each in kept)
    plain, again = (yaml.safe_load(each.removeprefix(mark)) for each in (text, new))
    for name, said_before in plain.items():
        assert list(again) == list(plain)
        of = {KEYS["ledger entry"].get(key, key) for key in ("fates", "of", "owner")} | {"fates", "of", "owner"}
        left = {key: value for key, value in said_before.items() if key not in of}
        assert {key: value for key, value in again[name].items() if key not in of} == left


@given(ledgers(), st.data())
def test_parts_say_what_the_whole_says(made: Any, data: st.DataObject) -> None:
    texts, before, _ = made
    homes = [data.draw(st.integers(0, 2)) for _ in texts]
    parts = ["".join(text for text, home in zip(texts, homes, strict=True) if home == wanted) for wanted in range(3)]
    faults: list[Diagnostic] = []
    nodes = [read_bytes(part.encode(), f"ledger/{at}.yaml", faults) for at, part in enumerate(parts) if part]
    turned = [turned_small(node, LEDGER, "en", faults) for node in nodes if node is not None]
    found = read_ledger(joined(LEDGER, turned, faults), faults)
    assert {name: Said(each.fates, each.of, each.owner) for name, each in found.items()} == before
    for name, each in found.items():
        lines = parts[int(each.place.file[7])].splitlines()
        assert lines[each.place.line - 1].startswith(f"{name}:")
    assert not [fault for fault in faults if fault.code == "PE512"]
