"""Slips in files written in Chinese words: the right code at the right place, with the Chinese word that was meant."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from policy_engine.engine.book import load, shipped_rulebook
from policy_engine.errors import RulebookError
from policy_engine.loading.folder import CASES, compile_folder, try_folder
from policy_engine.loading.small_files import read_vocabulary
from policy_engine.loading.twins import Twins, yaml_text
from policy_engine.nodes import read_bytes, read_file
from policy_engine.requests import STANDARD
from policy_engine.tools.cases import run_cases
from tests.build import instrument, small_rulebook, twins, write
from tests.corpus_reader import Case, TripRequest, all_cases, lay_out

SHIPPED = shipped_rulebook()
CHINESE, MORE = "town-c/office-attendance.yaml", "town-c/office-attendance.2.yaml"


LOADED = [
    case
    for case in all_cases()
    if case.run == "load" and not {"bytes", "limit"} & set(case.head) and not case.name.endswith("-in-chinese")
]
"""Those whose fault is a Chinese word in a file of English ones have none in Chinese words."""


@pytest.mark.parametrize("case", LOADED, ids=[case.name for case in LOADED])
def test_a_fault_in_english_words_is_the_same_fault_in_chinese_words(case: Case, tmp_path: Path) -> None:
    models = (*STANDARD, TripRequest)
    folder = lay_out(case, tmp_path)
    _, told = try_folder(folder, models)
    path = folder / "vocabulary.yaml"
    words = read_file(path, path.name, []) if path.is_file() else None
    if words is None:
        return
    both = Twins(read_vocabulary(words, []), {model.topic.id: model for model in models})
    for path in folder.rglob("*/*.yaml"):
        node = read_file(path, path.name, [])
        if node is not None and isinstance(node.value, dict):
            path.write_text(yaml_text(both.to_chinese(node)), "utf-8")
    _, again = try_folder(folder, models)
    assert sorted(fault.code for fault in again) == sorted(fault.code for fault in told)


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "near"),
    [
        ("规章: ", "规张: ", "规张", "PE201", "规章"),
        ("\n用语:", "\n用词:", "用词", "PE201", "用语"),
        ("\n条款:", "\n条目:", "条目", "PE201", "条款"),
        ("    当: {任一: [", "    档: {任一: [", "档: ", "PE201", ""),
        ("事项: 请假与休假", "事项: 请假及休假", "请假及休假", "PE311", "请假与休假"),
        ("原因: 转引", "原因: 转印", "转印", "PE302", "转引"),
        ("{种类: 公出}", "{种累: 公出}", "种累", "PE301", "种类"),
        ("{种类: 公出}", "{种类: 公差}", "公差", "PE302", "公出"),
        ("{以上: 1}", "{超国: 1}", "超国", "PE316", "超过"),
        ("{种类: 公出}", "{种类: {以上: 公出}}", "以上: 公出", "PE316", ""),
        ("{种类: 公出}", "{种类: 公出, 请假: 对}", "对}", "PE403", ""),
        ("{批准: {由: 党委书记", "{批淮: {由: 党委书记", "批淮", "PE306", "批准"),
        ("由: 分管领导,", "由: 分管领道,", "分管领道", "PE307", "分管领导"),
        ("须交: [请假条]", "须交: [请假单]", "请假单", "PE308", "请假条"),
        ("依据: 职权不推定", "依据: 职权不推断", "职权不推断", "PE310", "职权不推定"),
        ("期限: 销假期限", "期限: 销假时限", "销假时限", "PE303", "销假期限"),
        ("不迟于: 开始日", "不迟于: 开始曰", "开始曰", "PE315", "开始日"),
        ("不迟于: 开始日", "不晚于: 开始日", "不晚于", "PE201", "不迟于"),
        ("力度: 原则上", "力度: 一般", "一般\n", "PE302", ""),
        ("代号: leave\n", "代号: Leave\n", "请假:\n", "PE204", ""),
        ("    代号: supervising\n", "", "分管领导身份:", "PE204", ""),
        ("{以上: 1}", "{以下: 1, 以内: 2}", "以内", "PE105", ""),
        ("        力度: 原则上\n", "        力度: 原则上\n        strength: should\n", "strength", "PE105", ""),
    ],
)  # fmt: skip
def test_a_slip_in_chinese_is_told_in_chinese(
    old: str, new: str, at: str, code: str, near: str, tmp_path: Path
) -> None:
    shutil.copytree(small_rulebook(), tmp_path, dirs_exist_ok=True)
    file = next(each for each in (CHINESE, MORE) if old in (tmp_path / each).read_text("utf-8"))
    path = tmp_path / file
    text = path.read_text("utf-8")
    before, after = text.split(old, 1)
    changed = before + new + after
    path.write_text(changed, "utf-8")
    offset = len(before) + new.index(at) if at in new else changed.index(at)
    line, column = changed.count("\n", 0, offset) + 1, offset - changed.rfind("\n", 0, offset)
    _, faults = try_folder(tmp_path)
    found = [fault for fault in faults if fault.level == "error" and fault.place.file == file]
    assert (code, line, column) in [(each.code, each.place.line, each.place.column) for each in found]
    fault = next(each for each in found if each.code == code and each.place.line == line)
    assert fault.near == near
    assert not re.search("[a-z]{3}", fault.expected)
    assert not any(each.code in ("PE202", "PE206") for each in found if near)


def test_a_missing_key_is_named_in_chinese(tmp_path: Path) -> None:
    shutil.copytree(small_rulebook(), tmp_path, dirs_exist_ok=True)
    path = tmp_path / CHINESE
    path.write_text(path.read_text("utf-8").replace("事项: 请假与休假\n", ""), "utf-8")
    _, faults = try_folder(tmp_path)
    (fault,) = (each for each in faults if each.code == "PE202")
    assert fault.line("zh") == f"{CHINESE}:8:1 PE202 规章缺少“事项”"


def test_a_key_said_in_both_wordings_tells_where_it_stands_first(tmp_path: Path) -> None:
    text = twins().rewritten(instrument("one:\n  when: {post: staff}\n  then: {approve: mayor}\n"), "zh")
    text = text.replace("{职务: 一般工作人员}", "{职务: 一般工作人员, post: staff}")
    write(tmp_path, {"example": instrument("one: {then: {approve: mayor}}")})
    (tmp_path / "example.yaml").write_text(text, "utf-8")
    with pytest.raises(RulebookError) as caught:
        compile_folder(tmp_path)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.words["key"]) == ("PE105", "post")


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        ("应得: ", "应的: ", "PE201", "应得"),
        ("结果: ", "结论: ", "PE803", "结果"),
        ("职务: 协理员", "职务: 协理圆", "PE806", "协理员"),
        ("{职务: 协理员", "{职误: 协理员", "PE806", "职务"),
    ],
)
def test_a_slip_in_a_case_is_told_in_chinese(old: str, new: str, code: str, near: str, tmp_path: Path) -> None:
    shutil.copytree(small_rulebook(), tmp_path, dirs_exist_ok=True)
    path = tmp_path / CHINESE.replace(".yaml", CASES)
    text = twins().rewritten(path.read_text("utf-8"), "zh")
    before, after = text.split(old, 1)
    path.write_text(before + new + after, "utf-8")
    found = [each for each in run_cases(load(tmp_path), tmp_path).diagnostics if each.code == code]
    assert found[0].near == near
    assert found[0].place.line == before.count("\n") + 1
    assert not re.search("[a-z]{3}", found[0].expected)


def test_other_conversions_are_refused_or_left_alone() -> None:
    with pytest.raises(RulebookError):
        twins().rewritten("a: [", "zh")
    with pytest.raises(RulebookError):
        twins().rewritten("规章: x\ninstrument: y\n", "en")
    english, chinese = (read_bytes(text.encode(), "text", []) for text in ("instrument: x", "规章: x"))
    assert english is not None
    assert chinese is not None
    assert twins().to_english(english) == {"instrument": "x"}
    assert twins().to_chinese(chinese) == {"规章": "x"}
