"""How diagnostics are told: in both languages, inside the file, all together, with the word that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_engine.codes import CODES
from policy_engine.errors import Diagnostic, RulebookError
from policy_engine.loading.folder import compile_folder, try_folder
from tests.corpus_reader import BASE, Case, all_cases, edited, lay_out, run_case

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_texts_have_no_gaps(case: Case, tmp_path: Path) -> None:
    for diagnostic in run_case(case, tmp_path):
        for lang in ("zh", "en"):
            text = diagnostic.line(lang)
            assert "?" not in text
            assert "{" not in CODES[diagnostic.code].remedy(lang)
            assert diagnostic.remedy(lang) in diagnostic.hints(lang)[-1]
        assert diagnostic.message("zh") != diagnostic.message("en")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_places_lie_inside_the_file(case: Case, tmp_path: Path) -> None:
    found = run_case(case, tmp_path)
    read = ("request", "evidence", "history", "sheet")
    texts = {section.path: section.text for section in case.sections if section.action in read}
    for diagnostic in found:
        place = diagnostic.place
        path = tmp_path / "rulebook" / place.file
        if place.file not in texts and not path.is_file():
            assert diagnostic.code in ("PE117", "PE901", "PE902", "PE903")
            assert (place.line, place.column) == (1, 1)
            continue
        text = texts.get(place.file) or path.read_bytes().decode("utf-8", "replace")
        lines = text.split("\n")
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


def test_chinese_messages_are_chinese(tmp_path: Path) -> None:
    (case,) = (each for each in CASES if each.name == "PE203-date-as-text")
    (found,) = run_case(case, tmp_path)
    assert found.line("zh") == "town/town-leave.yaml:4:18 PE203 instrument.in_force.from应是日期,写成了文字"
    assert found.hints("zh") == [
        "办法:换成要的那一种;数字只写数,不写单位和汉字(三十元写 30),日期写 2026-01-31,文字里有冒号的加引号"
    ]


def test_all_faults_of_a_folder_are_told_together_in_the_order_of_their_places(tmp_path: Path) -> None:
    folder = lay_out(Case("none", {}, (), ()), tmp_path)
    town = folder / "town/town-leave.yaml"
    text = town.read_text("utf-8")
    town.write_text(text.replace("post: staff,", "pots: staff,").replace("approve: mayor", "aprove: mayor"), "utf-8")
    county = folder / "county/county-leave.yaml"
    county.write_text(county.read_text("utf-8").replace("topic: absence", "topic: absense"), "utf-8")
    (folder / "ledger.yaml").write_text("a: [")
    with pytest.raises(RulebookError) as caught:
        compile_folder(folder)
    found = caught.value.diagnostics
    assert [each.code for each in found] == ["PE311", "PE102", "PE301", "PE301", "PE306"]
    assert list(found) == sorted(found, key=Diagnostic.sort_key)
    assert len(str(caught.value).splitlines()) > len(found)


def test_a_faulty_small_file_does_not_make_the_instruments_look_faulty(tmp_path: Path) -> None:
    for name in ("vocabulary.yaml", "jurisdictions.yaml", "sources.yaml", "ledger.yaml"):
        folder = lay_out(Case("none", {}, (), ()), tmp_path / name)
        (folder / name).write_text("a: [")
        _, faults = try_folder(folder)
        assert [(each.code, each.place.file) for each in faults] == [("PE102", name)]


def test_a_faulty_instrument_does_not_make_others_look_faulty(tmp_path: Path) -> None:
    folder = lay_out(Case("none", {}, (), ()), tmp_path)
    town = folder / "town/town-leave.yaml"
    change = "-        exception_to: long\n+        exception_to: [long, county-leave/heads]\n"
    town.write_text(edited(town.read_text("utf-8"), change, ""), "utf-8")
    (folder / "county/county-leave.yaml").write_text("instrument: [")
    _, faults = try_folder(folder)
    assert [(each.code, each.place.file) for each in faults] == [("PE102", "county/county-leave.yaml")]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("PE201-rule-then", "then"),
        ("PE201-exception", "exception_to"),
        ("PE301-unknown-field", "post"),
        ("PE302-unknown-value", "staff"),
        ("PE304-other-instrument", "county-leave/heads"),
        ("PE306-act", "approve"),
        ("PE307-by", "supervising_leader"),
        ("PE314-parent", "county"),
        ("PE705-fact", "first_day"),
        ("PE801-outcome", "needs_steps"),
    ],
)
def test_the_word_that_was_meant_is_offered(name: str, near: str, tmp_path: Path) -> None:
    (case,) = (each for each in CASES if each.name == name)
    (found,) = run_case(case, tmp_path)
    assert found.near == near
    assert f"did you mean: {near}" in found.hints()
    assert f"是否想写:{near}" in found.hints("zh")


def test_the_base_folder_itself_is_untouched_by_cases(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(BASE.rglob("*.yaml"))}
    for case in CASES[:5]:
        run_case(case, tmp_path / case.name)
    assert before == {path: path.read_bytes() for path in sorted(BASE.rglob("*.yaml"))}
