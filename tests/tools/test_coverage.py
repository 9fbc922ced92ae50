"""What became of every clause, and the ledger rewritten from the instruments."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from policy_engine.cells import cells_of, padded
from policy_engine.errors import Place
from policy_engine.loading.folder import try_folder
from policy_engine.loading.twins import Twins
from policy_engine.loading.twins.small import rewritten_small
from policy_engine.tools import coverage as room
from policy_engine.tools.coverage import Coverage, clause_text, cover, coverage_text, update
from policy_engine.tools.coverage import words as spoken
from policy_engine.tools.coverage.accounts import COLUMNS, counted
from policy_engine.tools.coverage.text import runs
from policy_engine.tools.coverage.update import Change, Said, rewritten
from policy_engine.words import FATES
from tests.corpus_reader import BASE
from tests.test_ledger import enter, split_ledger

PARTLY = """\
rules: {fine: {when: {kind: official}, then: {file: office}}}
    remains: {because: refers_out, zh: 余, en: x}"""
PLANNED = "none: {because: planned, zh: 尚未录入, en: not entered yet}"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "rulebook"))


def covered(folder: Path, cases: dict[str, list[str]] | None = None) -> Coverage:
    book, faults = try_folder(folder, prove=False)
    assert book is not None
    return cover(book.models, faults, cases)


def updated(folder: Path) -> room.Update:
    book, _ = try_folder(folder, prove=False)
    assert book is not None
    return update(folder, book.models)


def encode(folder: Path, new: str, clause: str = "town-03") -> None:
    """Writes something else under the clause that is only planned."""
    path = folder / "town/town-leave.yaml"
    text = path.read_text("utf-8")
    assert text.count(PLANNED) == 1
    path.write_text(text.replace(PLANNED, new).replace("town-03:", f"{clause}:"), "utf-8")


def line_of(folder: Path, clause: str, name: str = "ledger.yaml") -> str:
    found = [line for line in (folder / name).read_text("utf-8").splitlines() if line.startswith(f"{clause}:")]
    assert len(found) == 1
    return found[0]


# --- counting ---------------------------------------------------------------------------------------------------------


def test_every_clause_is_counted_once_in_each_table_but_that_of_fates(base: Path) -> None:
    enter(base, "town-04", "fates: [duplicate], of: town-01")
    enter(base, "town-05", "fates: [not_normative]")
    found = covered(base, {"town-02": ["town-leave / a"]})
    assert found.whole
    assert found.ran
    for name, rows in found.tables().items():
        ids = [each.entry.id for accounts in rows.values() for each in accounts]
        assert len(ids) == len(set(ids)) == 7, name
    assert counted(found.accounts) == {
        "clauses": 7, "core": 6, "normative": 6, "encoded": 4, "elsewhere": 0, "not_decidable": 0,
        "not_normative": 1, "duplicate": 1, "planned": 1, "unaccounted": 0,
    }  # fmt: skip
    town = found.clause("town-02")
    assert town is not None
    assert town.cases == ("town-leave / a",)
    assert [rule.name for rule in town.rules] == ["short", "long", "long-secretary-away"]
    first = found.clause("town-01")
    assert first is not None
    assert first.repeated_by == ("town-04",)
    assert found.clause("town-99") is None


def test_a_clause_with_several_fates_counts_in_each(base: Path) -> None:
    encode(base, PARTLY)
    updated(base)
    found = covered(base)
    assert {key: len(rows) for key, rows in found.tables()["fate"].items()} == {("rule",): 5, ("refers_out",): 1}
    assert [each.entry.id for each in found.of("elsewhere")] == ["town-03"]
    assert len(found.of("encoded")) == 5


def test_modality_and_priority_decide_what_is_normative_and_core(base: Path) -> None:
    path = base / "ledger.yaml"
    lines = path.read_text("utf-8").splitlines()
    lines[0] = lines[0].replace("modality: must", "modality: reported_practice")
    lines[1] = lines[1].replace("modality: must", "modality: may").replace("priority: core", "priority: extended")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    found = covered(base)
    one, other = found.clause("county-01"), found.clause("county-02")
    assert one is not None
    assert other is not None
    assert (one.normative, one.core, other.normative, other.core) == (False, True, True, False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda base: enter(base, "town-04", "fates: []"), "PE610"),
        (lambda base: enter(base, "town-04", "fates: [planned]"), "PE511"),
        (lambda base: enter(base, "town-04", "fates: [rule]", "nowhere"), "PE312"),
        (lambda base: enter(base, "town-04", "fates: [planned], of: town-01", "nowhere"), "PE535"),
        (lambda base: encode(base, "none: {because: refers_out, zh: 别处, en: elsewhere}"), "PE510"),
        (lambda base: encode(base, PLANNED, "town-07"), "PE305"),
    ],
)
def test_what_makes_a_ledger_incomplete(base: Path, change: Any, code: str) -> None:
    change(base)
    found = covered(base)
    assert not found.whole
    assert code in [each.code for each in found.contradictions]


def test_what_is_adopted_without_a_file_is_no_matter_of_the_ledger(base: Path) -> None:
    path = base / "jurisdictions.yaml"
    path.write_text(path.read_text("utf-8").replace("[town-leave]", "[town-leave, town-duties]"), "utf-8")
    assert covered(base).whole


def test_data_says_all_of_every_clause(base: Path) -> None:
    encode(base, "none: {because: not_decidable, zh: 要看, en: it depends, owner: office}")
    assert len(updated(base).changes) == 1
    data = covered(base, {}).data()
    assert data["not_decidable"] == ["town-03"]
    assert data["planned"] == data["unaccounted"] == []
    assert data["counts"]["all"]["clauses"] == 5
    assert data["counts"]["part"][0]["of"] == ["county.txt", "一"]
    assert data["clauses"][4] == {
        "id": "town-03", "document": "town.txt", "part": "一", "instrument": "town-leave", "locator": "第三条",
        "span": [60, 80], "digest": "d6da364f536d", "kind": "penalty", "priority": "core", "modality": "must",
        "normative": True, "ambiguous": False,
        "gist": {"zh": "不请假就走的扣奖金", "en": "leave without asking costs the bonus"},
        "fates": ["not_decidable"], "of": "", "repeated_by": [],
        "unencoded": [{"because": "not_decidable", "of": [], "owner": "office", "zh": "要看", "en": "it depends"}],
        "rules": [], "cases": [],
    }  # fmt: skip


# --- pages ------------------------------------------------------------------------------------------------------------


def test_every_word_is_in_both_languages() -> None:
    for table in (spoken.COLUMNS, spoken.TABLES, spoken.WORDS, spoken.KINDS, spoken.MODALITIES):
        assert all(zh and en and not zh.isascii() for zh, en in table.values())
    assert set(spoken.COLUMNS) == set(COLUMNS)
    assert set(spoken.FATES) >= {"rule", "planned", "duplicate"}
    assert set(spoken.FATES) <= set(FATES)


def test_the_page_in_both_languages(base: Path) -> None:
    encode(base, "none: {because: not_decidable, zh: 要看, en: it depends, owner: office}")
    enter(base, "town-04", "fates: [planned]", "town-duty")
    enter(base, "town-05", "fates: [planned]", "town-duty")
    enter(base, "town-06", "fates: []", "town-duty")
    updated(base)
    found = covered(base)
    english, chinese = coverage_text(found, "en"), coverage_text(found, "zh")
    assert "8 clauses of 2 documents and 3 instruments; 0 repeat another" in english
    assert "条款 8 条,出自 2 个文件、3 部规章;与别条同文的 0 条" in chinese
    assert "  town-03 第三条: it depends [party and government office]" in english
    assert "  town-03 第三条: 要看 [党政办]" in chinese
    assert "Planned: not encoded yet (2)\n  town-duty: town-04 … 05" in english
    assert "没有归宿的 (1)\n  town-duty: town-06" in chinese
    assert "PE610" in english
    table = english[english.index("By document") :].split("\n\n", 1)[0].splitlines()
    assert [line.split()[0] for line in table] == ["By", "county.txt", "town.txt"]
    assert len({cells_of(line) for line in table}) == 1


def test_one_clause_in_both_languages(base: Path) -> None:
    enter(base, "town-04", "fates: [duplicate], of: town-03")
    found = covered(base, {"town-03": ["town-leave / x"]})
    account = found.clause("town-03")
    assert account is not None
    english, chinese = clause_text(found, account, "en"), clause_text(found, account, "zh")
    assert "  kind: penalty (core)" in english
    assert "  类别: 处罚 (核心条款)" in chinese
    assert "    planned: not entered yet" in english
    assert "    待录入: 尚未录入" in chinese
    assert "  repeated by: town-04" in english
    assert "cases (1)\n  town-leave / x" in english
    other = found.clause("town-04")
    assert other is not None
    assert "  同文、重申: town-03" in clause_text(found, other, "zh")
    assert "not run" in clause_text(covered(base), account, "en")


def test_a_clause_whose_text_is_not_held(base: Path) -> None:
    with (base / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("  Notice 5: {held: false}\n")
    enter(base, "notice-01", "fates: [planned]", "notice", "Notice 5", "")
    account = covered(base).clause("notice-01")
    assert account is not None
    assert account.data()["span"] is None
    text = clause_text(covered(base), account, "en")
    assert "no place and no digest" in text
    assert "notice (no instrument file yet)" in text


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([], []),
        (["a-01"], ["a-01"]),
        (["a-01", "a-02", "a-03", "a-05"], ["a-01 … 03", "a-05"]),
        (["a-01", "b-02"], ["a-01", "b-02"]),
        (["a", "b"], ["a", "b"]),
        (["a-09", "a-10"], ["a-09 … 10"]),
    ],
)
def test_runs_of_numbers_are_drawn_together(names: list[str], found: list[str]) -> None:
    assert runs(names) == found


def test_full_width_characters_take_two_cells_of() -> None:
    assert cells_of("镇a") == 3
    assert padded("镇a", 5) == "镇a  "


# --- the update -------------------------------------------------------------------------------------------------------


def test_nothing_to_do(base: Path) -> None:
    before = untouched(base / "ledger.yaml")
    assert updated(base) == room.Update((), ())
    assert untouched(base / "ledger.yaml") == before


def untouched(path: Path) -> tuple[int, int]:
    """What changes when a file is written or replaced."""
    return path.stat().st_ino, path.stat().st_mtime_ns


def test_only_the_fates_of_the_line_change(base: Path) -> None:
    path = base / "ledger.yaml"
    path.write_text("# 总账\n" + path.read_text("utf-8").replace("[planned]}", "[planned]}   # 待定"), "utf-8")
    before = path.read_text("utf-8")
    encode(base, "none: {because: refers_out, zh: 别处, en: elsewhere}")
    (change,) = updated(base).changes
    assert change.line() == "ledger.yaml:6 town-03: planned -> refers_out"
    assert path.read_text("utf-8") == before.replace("[planned]", "[refers_out]")
    assert updated(base).changes == ()
    assert try_folder(base)[1] == []


def test_of_and_owner_come_and_go(base: Path) -> None:
    encode(base, "none: {because: not_decidable, zh: 要看, en: it depends, owner: office}")
    (change,) = updated(base).changes
    assert change.line() == "ledger.yaml:5 town-03: planned -> not_decidable (owner: office)"
    assert line_of(base, "town-03").endswith("ambiguous: false, fates: [not_decidable], owner: office}")
    encode_again(base, "none: {because: duplicate, zh: 同前, en: as before, of: town-01}")
    updated(base)
    assert line_of(base, "town-03").endswith("ambiguous: false, fates: [duplicate], of: town-01}")
    encode_again(base, PLANNED)
    updated(base)
    assert (base / "ledger.yaml").read_text("utf-8") == (BASE / "ledger.yaml").read_text("utf-8")


def encode_again(folder: Path, new: str) -> None:
    path = folder / "town/town-leave.yaml"
    lines = [f"    {new}" if line.startswith("    none:") else line for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_files_of_a_split_ledger_are_changed_each_for_itself(base: Path) -> None:
    split_ledger(base)
    other = untouched(base / "ledger/b.yaml")
    encode(base, "none: {because: refers_out, zh: 别处, en: elsewhere}")
    (change,) = updated(base).changes
    assert change.place == Place("ledger/a.yaml", 3, 1)
    assert "refers_out" in line_of(base, "town-03", "ledger/a.yaml")
    assert untouched(base / "ledger/b.yaml") == other
    assert sorted(path.name for path in (base / "ledger").iterdir()) == ["a.yaml", "b.yaml"]


def test_an_instrument_and_a_ledger_in_chinese_words(base: Path) -> None:
    encode(base, "none: {because: not_decidable, zh: 要看, en: it depends, owner: office}")
    book, _ = try_folder(base, prove=False)
    assert book is not None
    twins = Twins(book.models.vocabulary, book.models.topics, book.models.instruments)
    path = base / "town/town-leave.yaml"
    path.write_text(twins.rewritten(path.read_text("utf-8"), "zh"), "utf-8")
    assert path.read_text("utf-8").startswith("规章:")
    ledger = base / "ledger.yaml"
    ledger.write_text(rewritten_small(ledger.read_text("utf-8"), "ledger.yaml", "zh"), "utf-8")
    (change,) = updated(base).changes
    assert change.after == Said(("not_decidable",), "", "office")
    text = ledger.read_text("utf-8")
    assert text.count("去向: [无法判定]") == text.count("待办人: office") == 1
    assert "fates" not in text
    assert try_folder(base)[1] == []


def test_the_file_keeps_its_rights_and_its_link(base: Path) -> None:
    real = base.parent / "elsewhere.yaml"
    (base / "ledger.yaml").rename(real)
    (base / "ledger.yaml").symlink_to(real)
    real.chmod(0o640)
    encode(base, "none: {because: refers_out, zh: 别处, en: elsewhere}")
    assert len(updated(base).changes) == 1
    assert (base / "ledger.yaml").is_symlink()
    assert "refers_out" in real.read_text("utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_written_stays_as_it_is(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (base / "ledger.yaml").read_bytes()
    encode(base, "none: {because: refers_out, zh: 别处, en: elsewhere}")

    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    done = updated(base)
    assert done.changes == ()
    assert [each.line() for each in done.diagnostics] == [
        "ledger.yaml:1:1 PE904 the ledger's file ledger.yaml was not rewritten: No space left on device"
    ]
    assert (base / "ledger.yaml").read_bytes() == before
    assert not [path for path in base.iterdir() if path.name.startswith(".")]


def test_fates_that_are_the_same_in_another_order_stay(base: Path) -> None:
    encode(base, PARTLY)
    path = base / "ledger.yaml"
    path.write_text(path.read_text("utf-8").replace("fates: [planned]", "fates: [refers_out, rule]"), "utf-8")
    assert updated(base).changes == ()


BLOCK = """\
# the ledger
a-01:   # first
  document: d.txt
  fates:   # why
    - planned
    - rule
  kind: k
a-02:
  fates: planned
"""


def change(clause: str, after: Said) -> Change:
    return Change(clause, Place("ledger.yaml"), Said(()), after)


def test_entries_in_blocks() -> None:
    text = rewritten(BLOCK, [change("a-01", Said(("duplicate",), "b-01")), change("a-02", Said(("rule",)))])
    assert text == (
        "# the ledger\na-01:   # first\n  document: d.txt\n  fates:   # why\n    [duplicate]\n  kind: k\n  of: b-01\n"
        "a-02:\n  fates: [rule]\n"
    )


def test_ends_of_lines_and_the_mark_at_the_beginning_stay() -> None:
    text = "\ufeff" + BLOCK.replace("\n", "\r\n")
    found = rewritten(text, [change("a-02", Said(("not_decidable",), "", "mayor"))])
    assert found == text.replace("fates: planned\r\n", "fates: [not_decidable]\r\n  owner: mayor\r\n")


@pytest.mark.parametrize(
    ("entry", "after", "found"),
    [
        ("{of: b, fates: [duplicate], kind: k}", Said(("rule",)), "{fates: [rule], kind: k}"),
        ("{of: b, owner: m, fates: [duplicate, not_decidable]}", Said(("rule",)), "{fates: [rule]}"),
        ("{kind: k, of: b, owner: m, fates: duplicate}", Said(("rule",)), "{kind: k, fates: [rule]}"),
        ("{fates: [duplicate], of: b}", Said(("not_decidable",), "", "m"), "{fates: [not_decidable], owner: m}"),
        ("{fates: [duplicate], of: b, kind: k}", Said(("duplicate",), "c"), "{fates: [duplicate], of: c, kind: k}"),
    ],
)
def test_entries_in_braces(entry: str, after: Said, found: str) -> None:
    assert rewritten(f"a-01: {entry}  # x\n", [change("a-01", after)]) == f"a-01: {found}  # x\n"


def test_a_key_less_in_a_block_takes_its_line_with_it() -> None:
    text = "a-01:\n  of: b   # as there\n  fates: [duplicate]   # why\n\na-02:\n  fates: [rule]\n"
    assert rewritten(text, [change("a-01", Said(("rule",)))]) == text.replace("  of: b   # as there\n", "").replace(
        "[duplicate]", "[rule]"
    )


def test_a_clause_that_stands_in_another_instrument_is_left_alone(base: Path) -> None:
    path = base / "ledger.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("town-leave, locator: 第三条", "county-leave, locator: 第三条"), "utf-8")
    encode(base, "none: {because: refers_out, zh: 别处, en: elsewhere}")
    assert updated(base).changes == ()
