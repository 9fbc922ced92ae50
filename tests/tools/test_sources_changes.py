"""A document that changed: clauses that moved, changed or went, and what rests on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from policy_engine.tools.sources import write_spans
from policy_engine.tools.sources.changes import marked
from policy_engine.tools.sources.documents import Held, digest_of
from policy_engine.tools.sources.report import Report, verify
from tests.tools.mini import DOCUMENT
from tests.tools.sourced import clause, models, write

TEXTS = {
    "mini-01": "第一条 工作人员请假三天以内的,由分管领导批准。",
    "mini-02": "第二条 工作人员请假超过三天的,由镇长批准。",
    "mini-03": "第三条 请病假的,\r\n凭医院证明。",
    "mini-04": "第四条 请假条交党政办备案。",
}
BODY = "".join(
    clause(name, rule)
    for name, rule in (
        ("mini-01", "short: {when: {leave: true, days: {at_most: 3}}, then: {approve: supervising_leader}}"),
        ("mini-02", "long: {when: {leave: true, days: {more_than: 3}}, then: {approve: mayor}, "
                    "reading: {number: own, zh: 超过不含三天}}"),
        ("mini-03", "sick: {when: {kind: sick}, then: {require: [hospital_certificate]}}"),
        ("mini-04", "lodged: {when: {leave: true}, then: {file: party_government_office}}"),
    )
)  # fmt: skip
CASES = """\
instrument: mini
facts: {kind: personal, days: 4}
cases:
  四天: {expect: {decided_by: [mini-02, mini-04]}}
  两天: {ask: {days: 2}, expect: {decided_by: [mini-01]}}
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Rulebook, documents, and the documents as they were."""
    book, documents = write(tmp_path, TEXTS, BODY)
    (book / "mini" / "mini.cases.yaml").write_text(CASES, "utf-8")
    before = tmp_path / "before"
    before.mkdir()
    (before / DOCUMENT).write_bytes((documents / DOCUMENT).read_bytes())
    return book, documents, before


def changed(folders: tuple[Path, Path, Path], change: Callable[[str], str], before: bool = False) -> Report:
    book, documents, former = folders
    text = (documents / DOCUMENT).read_bytes().decode()
    assert change(text) != text
    (documents / DOCUMENT).write_bytes(change(text).encode())
    return verify(models(book), book, documents, former if before else None)


def fates(report: Report) -> dict[str, str]:
    return {each.entry.id: each.fate for each in report.clauses}


def test_nothing_changed(folders: tuple[Path, Path, Path]) -> None:
    book, documents, _ = folders
    report = verify(models(book), book, documents)
    assert set(fates(report).values()) == {"unchanged"}
    assert (report.diagnostics, report.review, report.leaning) == ((), (), {})
    assert report.counts == {"agrees": 2}


@pytest.mark.parametrize("before", [False, True])
def test_a_passage_before_moves_what_follows(folders: tuple[Path, Path, Path], before: bool) -> None:
    report = changed(folders, lambda text: text.replace("第二条", "附:新插的一句。\n第二条"), before)
    assert fates(report) == {"mini-01": "unchanged", "mini-02": "moved", "mini-03": "moved", "mini-04": "moved"}
    for each in report.review:
        assert each.span is not None and each.entry.span is not None
        assert each.span[0] - each.entry.span[0] == 9
        assert digest_of(each.text) == each.entry.digest
    assert [each.code for each in report.diagnostics] == ["PE843"] * 3 + ["PE842"]
    assert report.counts == {"agrees": 2}


@pytest.mark.parametrize("before", [False, True])
def test_white_space_and_order_do_not_change_a_clause(folders: tuple[Path, Path, Path], before: bool) -> None:
    def other_order(text: str) -> str:
        sick = TEXTS["mini-03"]
        return sick.replace("\r\n", "\n  ") + "\n" + text.replace(sick, "")

    report = changed(folders, other_order, before)
    assert fates(report)["mini-03"] == "moved"
    assert set(fates(report).values()) == {"moved"}


def test_of_two_equal_passages_the_nearer_one_is_the_clause(folders: tuple[Path, Path, Path]) -> None:
    text = TEXTS["mini-04"]
    report = changed(folders, lambda old: f"{text}{'另。' * 40}" + old)
    (found,) = (each for each in report.clauses if each.entry.id == "mini-04")
    assert found.span is not None
    assert found.span[0] > 120


def test_a_changed_clause_is_shown_with_the_characters_that_differ(folders: tuple[Path, Path, Path]) -> None:
    report = changed(folders, lambda text: text.replace("超过三天的,由镇长", "超过五天的,由党委书记"), before=True)
    (found,) = (each for each in report.clauses if each.fate == "changed")
    assert found.entry.id == "mini-02"
    assert found.text == "第二条 工作人员请假超过五天的,由党委书记批准。"
    assert found.marked == "第二条工作人员请假超过[-三-]{+五+}天的,由[-镇长-]{+党委书记+}批准。"
    assert found.likeness is not None and found.likeness > 0.7
    finding = next(each for each in report.diagnostics if each.code == "PE844")
    assert found.span is not None
    assert finding.expected == f"span: [{found.span[0]}, {found.span[1]}], digest: {digest_of(found.text)}"


def test_readings_about_the_former_text_explain_nothing_of_the_new_one(folders: tuple[Path, Path, Path]) -> None:
    report = changed(folders, lambda text: text.replace("超过三天", "超过五天"), before=True)
    assert [each.words["owner"] for each in report.diagnostics if each.code == "PE852"] == ["mini/long"]


def test_without_the_former_text_a_changed_clause_is_what_stands_between_its_neighbours(
    folders: tuple[Path, Path, Path],
) -> None:
    report = changed(folders, lambda text: text.replace("超过三天的,由镇长", "超过五天的,由党委书记"))
    (found,) = (each for each in report.clauses if each.fate == "changed")
    assert found.text == "第二条 工作人员请假超过五天的,由党委书记批准。"
    assert (found.marked, found.likeness) == ("", None)
    assert report.counts == {"agrees": 1, "no_text": 1}, "a guess is no text to hold figures against"


@pytest.mark.parametrize("before", [False, True])
def test_a_clause_that_was_struck_is_gone(folders: tuple[Path, Path, Path], before: bool) -> None:
    report = changed(folders, lambda text: text.replace(TEXTS["mini-03"] + "\r\n", ""), before)
    assert fates(report) == {"mini-01": "unchanged", "mini-02": "unchanged", "mini-03": "gone", "mini-04": "moved"}
    assert [each.code for each in report.diagnostics] == ["PE845", "PE843", "PE842"]


@pytest.mark.parametrize("before", [False, True])
def test_of_another_document_nothing_is_left(folders: tuple[Path, Path, Path], before: bool) -> None:
    report = changed(folders, lambda _: "完全是别的内容" * 60, before)
    assert set(fates(report).values()) == {"gone"}
    assert report.counts == {"no_text": 2}


def test_an_empty_document(folders: tuple[Path, Path, Path]) -> None:
    assert set(fates(changed(folders, lambda _: "")).values()) == {"gone"}


def test_a_former_document_that_is_not_the_one_encoded_does_not_count(folders: tuple[Path, Path, Path]) -> None:
    book, documents, before = folders
    (before / DOCUMENT).write_text("别的", "utf-8")
    report = changed((book, documents, before), lambda text: text.replace("镇长", "书记"), before=True)
    assert [each.marked for each in report.review if each.fate == "changed"] == [""]


def test_what_rests_on_a_clause_is_named(folders: tuple[Path, Path, Path]) -> None:
    report = changed(folders, lambda text: text.replace("镇长", "书记"))
    leaning = report.leaning["mini-02"]
    assert leaning.rules == ["mini/long"]
    assert leaning.terms == ["mini/leave"]
    assert leaning.readings == ["超过不含三天"]
    assert leaning.cases == ["mini/mini.cases.yaml: 四天"]
    assert leaning.duties == leaning.parameters == []


def test_spans_of_moved_clauses_are_written_and_nothing_else(folders: tuple[Path, Path, Path]) -> None:
    book, documents, _ = folders
    before = (book / "ledger.yaml").read_text("utf-8")
    report = changed(folders, lambda text: "\n" + text.replace("镇长", "书记"))
    assert write_spans(book, report.clauses) == ["mini-01", "mini-03", "mini-04"]
    after = (book / "ledger.yaml").read_text("utf-8")
    assert [one != other for one, other in zip(before.splitlines(), after.splitlines(), strict=True)] == [
        True, False, True, True,
    ]  # fmt: skip
    again = verify(models(book), book, documents)
    assert fates(again) == {
        "mini-01": "unchanged",
        "mini-02": "changed",
        "mini-03": "unchanged",
        "mini-04": "unchanged",
    }
    assert write_spans(book, again.clauses) == []


def test_spans_are_written_where_an_entry_stands_on_several_lines(folders: tuple[Path, Path, Path]) -> None:
    book, _, _ = folders
    lines = (book / "ledger.yaml").read_text("utf-8").splitlines()
    name, rest = lines[0].split(": {", 1)
    block = "".join(
        f"  {part}\n" for part in rest.rstrip("}").replace("[rule]", "[rule]").split(", ") if "fates" not in part
    )
    block = block.replace("span: [6\n  ", "span: [6, ")
    (book / "ledger.yaml").write_text(f"{name}:\n{block}  fates: [rule]\n" + "\n".join(lines[1:]) + "\n", "utf-8")
    report = changed(folders, lambda text: "\n" + text)
    assert "mini-01" in write_spans(book, report.clauses)
    assert "  span: [7, " in (book / "ledger.yaml").read_text("utf-8")


def test_an_entry_whose_span_stands_elsewhere_is_left_alone(folders: tuple[Path, Path, Path]) -> None:
    book, _, _ = folders
    report = changed(folders, lambda text: "\n" + text)
    ledger = book / "ledger.yaml"
    text = ledger.read_text("utf-8")
    ledger.write_text(text.replace("span: [6, ", "span: [5, ").replace("span: [", "spun: [", 2), "utf-8")
    assert write_spans(book, report.clauses) == ["mini-03", "mini-04"]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("三天", "五天", "[-三-]{+五+}天"),
        ("三天", "三天内", "三天{+内+}"),
        ("三天内", "三天", "三天[-内-]"),
        ("一", "一", "一"),
    ],
)
def test_differences_are_marked(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_offsets_are_those_of_the_text_with_its_line_ends() -> None:
    held = Held("a", "一\r\n 二 三", "")
    assert (held.bare, held.places) == ("一二三", (0, 4, 6))
    assert held.span(1, 3) == (4, 7)
    assert [held.bare_index(index) for index in (0, 1, 4, 5, 9)] == [0, 1, 1, 2, 3]
    assert held.digest_at((0, 5)) == digest_of("一二")
    assert held.digest_at((3, 3)) == held.digest_at((0, 99)) == held.digest_at((-1, 2)) == ""
