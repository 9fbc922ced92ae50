"""Two wordings: every word has its twin, and a file means the same in either."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args

import pytest
import yaml

from policy_engine.arithmetic import PERIODS, Operation
from policy_engine.compiled.digests import meaning_digest, texts_digest
from policy_engine.conditions.reading import CONNECTIVES, ORDERED, SET_VALUED
from policy_engine.decisions.figures import DeadlineStatus, FigureStatus, LimitStatus
from policy_engine.decisions.parts import Outcome
from policy_engine.duties import figures as figures_of_duties
from policy_engine.duties.evidence import Done
from policy_engine.duties.results import UNKNOWN_WORDS
from policy_engine.effects import DutyEffect
from policy_engine.engine.book import load, shipped_rulebook
from policy_engine.errors import Diagnostic
from policy_engine.loading import definitions, duties, effects, instruments, organising, rules, tables
from policy_engine.loading.continued import continues
from policy_engine.loading.folder import compile_folder, try_folder
from policy_engine.loading.parts import small_file_of
from policy_engine.loading.twins import Twins, small, words_of, yaml_text
from policy_engine.nodes import Node, read_bytes, usable_key
from policy_engine.obligations import COUNTS, EVERY_WORDS
from policy_engine.requests import STANDARD, Request
from policy_engine.requests.fields import Amount, AnyOf, Day, Flag, OneOf, Text
from policy_engine.requests.given import Given, GivenAct, GivenJudgement
from policy_engine.requests.layout import Output, Topic
from policy_engine.tools.cases import EXPECT_KEYS, figures, files, run_cases
from policy_engine.tools.cases.duties import DUTY_CASE_KEYS, DUTY_EXPECT_KEYS, STATUSES
from policy_engine.words import ALSO, KEYS, NONE_REASONS, VALUES
from tests.build import shipped, shipped_vocabulary, twins, with_list, write
from tests.test_docs import _HEAD, _folder, snippets

ROOT = Path(__file__).parents[1]
SHIPPED = shipped_rulebook()
EVERY = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.yaml"))
FILES = [path for path in EVERY if not small_file_of(path)]
CHINESE = "town-c/office-attendance.yaml"


def node_of(text: str) -> Node:
    faults: list[Diagnostic] = []
    node = read_bytes(text.encode(), "text", faults)
    assert node is not None, faults
    return node


def digests(folder: Path, **more: Any) -> tuple[str, str]:
    models = compile_folder(folder, **more).models
    return meaning_digest(models), texts_digest(models)


_PERIOD = re.compile(r"\d{4}(-(H[12]|Q[1-4]|W?\d{2}(-\d{2})?))?")
"""The keys of periods of the calendar: they stay as they are."""


def ascii_words(value: Any) -> set[str]:
    """Every key, and every text that is one English word, anywhere in plain data; but not the twins of names."""
    if isinstance(value, dict):
        below = (ascii_words(each) for key, each in value.items() if key != "代号")
        return {key for key in value if key.isascii()}.union(*below)
    if isinstance(value, list):
        return set().union(*map(ascii_words, value))
    return {value} if isinstance(value, str) and re.fullmatch("[a-z_]+", value) else set()


def _figure_words() -> set[str]:
    """The statuses of figures as a case writes them."""
    statuses = {*get_args(FigureStatus), *get_args(LimitStatus), *get_args(DeadlineStatus)} - {"settled"}
    return {figures._WORDS.get(status, status) for status in statuses}


# --- the tables -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("position", [*KEYS, *VALUES])
def test_twins_are_unique_in_their_position(position: str) -> None:
    table = KEYS.get(position) or VALUES[position]
    assert len(set(table.values())) == len(table)
    assert all(usable_key(twin) and not twin.isascii() for twin in table.values())
    assert not set(ALSO.get(position, {})) & set(table.values())


@pytest.mark.parametrize(
    ("position", "read"),
    [
        ("instrument", (*instruments._REQUIRED, *instruments._OPTIONAL)),
        ("clause", instruments._CLAUSE_KEYS),
        ("none", instruments._NONE_KEYS),
        ("term", ("name_zh", *definitions._TERM_KEYS)),
        ("parameter", ("zh", "unit", *definitions._PARAMETER_KEYS)),
        ("rule", (*rules._RULE_KEYS, "table")),
        ("column", (tables.RULE, *tables.ROOTS, *tables.WHOLE)),
        ("wording", ("in_force", "then", *rules._WORDING_KEYS)),
        ("duty", (*duties.DUTY_KEYS, "amended_by")),
        ("every", duties.EVERY_KEYS),
        ("item", duties.ITEM_KEYS),
        ("measure", duties.MEASURE_KEYS),
        ("due", figures_of_duties.DAYS),
        ("duty case", DUTY_CASE_KEYS),
        ("records", ("from", "until")),
        ("done", Done.model_fields),
        ("duty expected", DUTY_EXPECT_KEYS),
        ("condition", CONNECTIVES),
        ("operator", (*ORDERED, *SET_VALUED)),
        ("then", effects.EFFECT_WORDS),
        ("act", (*effects._ACT_KEYS, "one_of", "in_turn", "all_of")),
        ("formula", (*get_args(Operation), "to", "number", "of")),
        ("cases", ("instrument", "cases", *files._FILE_KEYS)),
        ("case", files._CASE_KEYS),
        ("given", Given.model_fields),
        ("given act", GivenAct.model_fields),
        ("judgement", GivenJudgement.model_fields),
        ("expect", EXPECT_KEYS),
        ("because", NONE_REASONS),
        ("span", PERIODS),
        ("every word", EVERY_WORDS),
        ("duty unknown", UNKNOWN_WORDS),
        ("count word", COUNTS),
        ("duty status", STATUSES),
        ("outcome", get_args(Outcome)),
        ("figure line", figures._KINDS),
        ("establish", ("body", *organising._ATTRIBUTES)),
        ("bounds", organising._BOUNDS),
        ("count", organising._COUNT),
        ("figure expected", {*_figure_words(), figures.NONE}),
    ],
)
def test_every_key_that_is_read_has_a_twin(position: str, read: tuple[str, ...]) -> None:
    assert set(KEYS.get(position) or VALUES[position]) == set(read)


@pytest.mark.parametrize("section", ["actors", "acts", "papers", "matters", "conventions", "functions"])
def test_every_word_of_the_vocabulary_has_a_twin(section: str) -> None:
    words = twins().tables.entries(section)
    assert words.clashes == ()
    assert set(words.chinese) == set(getattr(twins().tables.vocabulary, section))
    assert max(map(len, words.english), default=0) <= 12


def test_acts_effects_and_papers_stand_side_by_side() -> None:
    assert twins().tables.effects().clashes == ()
    assert twins().tables.entries("acts", "papers").clashes == ()


@pytest.mark.parametrize("model", STANDARD, ids=lambda model: model.topic.id)
def test_every_fact_and_value_has_a_twin(model: type[Request]) -> None:
    tables, topic, layout = twins().tables, model.topic, model.layout
    assert tables.topics.clashes == ()
    facts = tables.fields(topic.id)
    assert set(facts.chinese) == {*layout.marks, *topic.derived}
    assert words_of(KEYS["condition"], facts.chinese).clashes == facts.clashes == ()
    for name, mark in layout.marks.items():
        words = tables.values(topic.id, name)
        assert words.clashes == ()
        assert set(words.chinese) >= set(getattr(mark, "values", {}))
    for name, output in topic.outputs.items():
        assert tables.outputs(topic.id).clashes == tables.output_values(topic.id, name).clashes == ()
        words = set(tables.output_values(topic.id, name).chinese)
        assert words >= set(output.values) and bool(words) == bool(output.values or output.open_list)


def test_a_chinese_word_belongs_to_the_first_that_claims_it() -> None:
    words = words_of({"kind": "种类"}, {"sort": "种类", "other": "另、外", "line": "条线"})
    assert words.english == {"种类": "kind", "条线": "line"}
    assert words.clashes == ("sort", "other")


def test_the_page_lists_every_key_word() -> None:
    page = (ROOT / "docs" / "twins.md").read_text("utf-8")
    for position, table in (*KEYS.items(), *VALUES.items()):
        row = f"| {position} | " + "，".join(f"`{word}` {twin}" for word, twin in table.items()) + " |"
        assert row in page


# --- round trips ------------------------------------------------------------------------------------------------------


def test_the_shipped_instrument_in_chinese_words_means_what_its_english_twin_does(tmp_path: Path) -> None:
    assert (SHIPPED / CHINESE).read_text("utf-8").count("规章: ") == 1
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    english = ROOT / "tests" / "data" / "office-attendance.en.yaml"
    shutil.copyfile(english, tmp_path / CHINESE)
    assert digests(tmp_path) == digests(SHIPPED)
    assert twins().to_english(node_of((SHIPPED / CHINESE).read_text("utf-8"))) == node_of(english.read_text()).plain()


def first_of(file: str) -> Node | None:
    """The file that a file of the shipped rulebook continues, if any."""
    first = continues(file, EVERY)
    return node_of((SHIPPED / first).read_text("utf-8")) if first else None


@cache
def cases_shipped() -> int:
    return run_cases(shipped(), SHIPPED, coverage=False).cases


@pytest.mark.parametrize("wording", ["zh", "en"])
def test_the_shipped_rulebook_means_the_same_in_either_wording(wording: Any, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    for file in FILES:
        path = tmp_path / file
        text = path.read_text("utf-8")
        there = twins().rewritten(text, "zh" if wording == "en" else "en", first_of(file))
        path.write_text(twins().rewritten(there, wording, first_of(file)), "utf-8")
        assert path.read_text("utf-8").startswith("规章: " if wording == "zh" else "instrument: ")
    assert digests(tmp_path) == digests(SHIPPED)
    report = run_cases(load(tmp_path), tmp_path, coverage=False)
    assert (report.failures, report.diagnostics) == (0, ())
    assert report.cases == cases_shipped()


@pytest.mark.parametrize("file", FILES)
def test_a_file_comes_back_as_it_was(file: str) -> None:
    text, first = (SHIPPED / file).read_text("utf-8"), first_of(file)
    english = twins().to_english(node_of(text), first)
    chinese = twins().to_chinese(node_of(text), first)
    assert node_of(yaml_text(english)).plain() == english
    assert node_of(yaml_text(chinese)).plain() == chinese
    assert twins().to_english(node_of(yaml_text(chinese)), first) == english
    assert list(chinese) == list(map({**KEYS["instrument"], **KEYS["cases"]}.__getitem__, english))
    assert {each for each in ascii_words(chinese) if not _PERIOD.fullmatch(each)} <= names_that_stay()


@cache
def english_of(file: str) -> dict[str, Any]:
    return twins().to_english(node_of((SHIPPED / file).read_text("utf-8")), first_of(file))


@cache
def names_that_stay() -> set[str]:
    """Names of jurisdictions, instruments, clauses, rules (tables too) and of what duties list: all stay."""
    found = twins().instruments
    duties = [
        effect
        for each in found.values()
        for rule in each.rules
        for wording in rule.wordings
        for effect in wording.effects
        if isinstance(effect, DutyEffect)
    ]
    listed = {each.name for effect in duties for each in (*effect.asks.items, *effect.asks.measures)}
    tables = {
        name
        for file in FILES
        for clause in english_of(file).get("clauses", {}).values()
        for name in clause.get("rules", {})
    }
    rules_of = {rule.name for each in found.values() for rule in (*each.rules, *each.histories)}
    units = {parameter.unit for each in found.values() for parameter in each.parameters.values()}
    clauses = {clause for each in found.values() for clause in each.clauses}
    towns = node_of((SHIPPED / "jurisdictions.yaml").read_text("utf-8")).plain()
    return {*found, *towns, *rules_of, *listed, *tables, *units, *clauses}


@pytest.mark.parametrize(
    "text",
    [
        *(pytest.param(*each.values, id=each.id) for each in snippets("yaml instrument")),  # type: ignore[attr-defined]
        *(
            pytest.param(_HEAD + "".join(f"  {line}\n" for line in each.values[0].splitlines()), id=each.id)  # type: ignore[attr-defined]
            for each in snippets("yaml clause")
        ),
    ],
)
def test_the_examples_of_the_documentation_mean_the_same_in_either_wording(text: str, tmp_path: Path) -> None:
    whole = compile_folder(_folder(tmp_path, text)).models
    (name,) = whole.instruments
    path = tmp_path / f"{name}.yaml"
    for wording in ("zh", "en", "zh"):
        path.write_text(twins().rewritten(path.read_text("utf-8"), wording), "utf-8")
        assert digests(tmp_path) == (meaning_digest(whole), texts_digest(whole))


class ClaimRequest(Request):
    """A topic with one field of each kind, and outputs."""

    topic = Topic(
        id="claim",
        zh="报销(费用)",
        en="Claims",
        anchor="spent_on",
        must_answer=("payable",),
        outputs={
            "way": Output(zh="方式", en="way", values={"cash": ("现金", "cash"), "card": ("刷卡(公务卡)", "card")}),
            "checked": Output(zh="须核对", en="checked", mode="any", kind="flag"),
            "due": Output(zh="到期日", en="due", kind="date"),
        },
    )

    spent_on: Annotated[dt.date | None, Day(zh="支出日", en="day")] = None
    amount: Annotated[
        Decimal | None,
        Amount(zh="金额(元)", en="amount", unit="yuan", low=Decimal(0), high=Decimal(9999), step=Decimal("0.01")),
    ] = None
    urgent: Annotated[bool | None, Flag(zh="加急", en="urgent")] = None
    place: Annotated[str | None, OneOf(zh="地点", en="place", open_list="places")] = None
    guests: Annotated[
        frozenset[str] | None,
        AnyOf(
            zh="来客", en="guests", values={"upper": ("上级机关的人", "upper"), "peer": ("外地", "peer")},
            words={"upper": "上级"},
        ),
    ] = None  # fmt: skip
    note: Annotated[str | None, Text(zh="备注", en="note")] = None


CLAIMS = (ROOT / "tests" / "data" / "claims.yaml").read_text("utf-8")


def test_every_construct_comes_back_as_it_was(tmp_path: Path) -> None:
    vocabulary = shipped_vocabulary()
    places = "places: {hall: {zh: 礼堂、会场, word: 礼堂, en: hall}, inn: {zh: 客栈, en: inn}}"
    vocabulary = with_list(vocabulary, places)
    models = (*STANDARD, ClaimRequest)
    folder = write(tmp_path, {"claims": CLAIMS}, "", vocabulary)
    book, faults = try_folder(folder, models, prove=False)
    assert book is not None
    assert [fault.line() for fault in faults if fault.level == "error" and fault.code != "PE510"] == []
    both = Twins(book.models.vocabulary, book.models.topics)
    text = both.rewritten(CLAIMS, "zh")
    (folder / "claims.yaml").write_text(text, "utf-8")
    again, chinese_faults = try_folder(folder, models, prove=False)
    assert again is not None
    assert [fault.code for fault in chinese_faults] == [fault.code for fault in faults]
    assert meaning_digest(again.models) == meaning_digest(book.models)
    assert texts_digest(again.models) == texts_digest(book.models)
    assert both.to_english(node_of(text)) == node_of(CLAIMS).plain()
    names = {"claims", "claims-01", "claims-02", "figures", "rows", "few", "many", "other-topic", "elsewhere"}
    english_lines = {"claims", "high", "tens", "cap", "leave", "trips"}  # and what has no name in Chinese
    assert ascii_words(node_of(text).plain()) <= names | english_lines | {"odd", "name_zh", "last-day"}


def test_what_has_no_chinese_name_keeps_its_own() -> None:
    chinese = Twins(twins().tables.vocabulary, {"claim": ClaimRequest}).to_chinese(node_of(CLAIMS))
    assert list(chinese["用语"]) == ["高额", "整十", "odd"]
    assert chinese["用语"]["odd"]["name_zh"] == "零、头"
    assert list(chinese["参数"]) == ["上限", "last-day"]
    assert chinese["参数"]["上限"]["代号"] == "cap"
    assert chinese["用语"]["高额"]["当"] == {"金额": {"超过": "上限"}}


def test_every_key_of_a_case_comes_back_as_it_was() -> None:
    both = Twins(twins().tables.vocabulary, {"claim": ClaimRequest})
    text = """\
instrument: claims
topic: claim
jurisdiction: town
facts: {amount: 12.5, spent_on: 2026-03-02, urgent: false, guests: [upper, peer], note: 发票}
cases:
  一例:
    ask: {amount: unknown}
    given:
      applicant_person: p1
      acts: [{act: approve, by: mayor, to: finance_office, matter: duty_shift, person: p2, date: 2026-03-01}]
      papers: [invoice]
      judgements: {cap: {value: true, by: mayor, date: 2026-03-01, note: 已看}}
    as_of: 2026-03-02
    expect:
      outcome: needs_steps
      payable: none
      limits: {amount: {bound: unset, over: 3, status: over}}
      deadlines: {file: {date: 2026-03-02, status: met}, spent_on: {date: open}}
      outputs: {way: [card, open], checked: true, due: 2026-03-03}
      follow_up: [file, {one_of: [invoice, leave_slip]}]
      open_slots: [may, papers, approve]
      needs: [amount]
"""
    chinese = both.to_chinese(node_of(text))
    assert both.to_english(node_of(yaml_text(chinese))) == node_of(text).plain()
    assert chinese["用例"]["一例"]["应得"]["定为"]["方式"] == ["刷卡", "待定"]
    assert ascii_words(chinese) == {"claims", "town", "cap"}


def test_small_files_in_chinese_words_load_to_the_same_digests(tmp_path: Path) -> None:
    shipped = shipped_rulebook()
    folder = tmp_path / "rulebook"
    shutil.copytree(shipped, folder)
    for name in (path for path in EVERY if small_file_of(path)):
        text = (shipped / name).read_text("utf-8")
        chinese = small.rewritten_small(text, name, "zh")
        (folder / name).write_text(chinese, "utf-8")
        assert yaml.safe_load(small.rewritten_small(chinese, name, "en")) == yaml.safe_load(text)
        assert "zh:" not in chinese
        assert "fates:" not in chinese
    one, other = compile_folder(shipped), compile_folder(folder)
    assert (one.digest, one.texts_digest) == (other.digest, other.texts_digest)
