"""What the shipped rulebook promises as a whole: clauses accounted for, topics tried, files a person can read."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from scripts.questions import questions

from policy_engine.engine.book import load, shipped_rulebook
from policy_engine.tools.cases import iter_cases
from policy_engine.tools.coverage import cover

FOLDER = shipped_rulebook()
BOOK = load(FOLDER)
ACCOUNTS = cover(BOOK.compiled.models).accounts
MOST_LINES = 310
STATUSES = {"proposed", "reported_practice", "target", "inferred_from_defect"}


def test_every_clause_has_its_fate_and_few_are_left_to_nobody() -> None:
    assert len(ACCOUNTS) == 774
    assert [each.entry.id for each in ACCOUNTS if not each.fates] == []
    undecidable = [each for each in ACCOUNTS if "not_decidable" in each.fates]
    assert len([each for each in undecidable if each.normative]) < 25
    for each in undecidable:
        left = [one for one in each.unencoded if one.because == "not_decidable"]
        assert left and all(one.owner and one.label.zh and one.label.en for one in left), each.entry.id


def test_what_is_not_normative_is_computed_where_it_can_be_and_never_in_force() -> None:
    aside = [each for each in ACCOUNTS if each.entry.modality in STATUSES and not each.repeats]
    computed = [each for each in aside if each.rules]
    assert len(computed) >= 80
    for each in computed:
        assert {rule.status for rule in each.rules} == {each.entry.modality}, each.entry.id
    in_force = [each for each in ACCOUNTS if each.normative]
    assert {rule.status for each in in_force for rule in each.rules} == {None}


def test_every_topic_is_tried_with_an_uncovered_request_and_an_unknown_fact() -> None:
    outcomes: dict[str, set[str]] = defaultdict(set)
    for case in iter_cases(BOOK, FOLDER):
        assert case.expect is not None
        outcomes[str(case.data["topic"])].add(str(case.expect.plain().get("outcome")))
    ruled = {rule.topic for rule in BOOK.compiled.rules.values()} - {"standard"}
    assert set(outcomes) == ruled
    for topic, found in outcomes.items():
        assert {"not_covered", "undetermined"} <= found, topic


def test_every_topic_is_asked_about() -> None:
    asked = [each.topic for each in questions()]
    assert len(asked) >= 100
    assert set(asked) == {rule.topic for rule in BOOK.compiled.rules.values()}


def test_no_file_is_longer_than_a_reader_can_take_in() -> None:
    files = [each for each in FOLDER.rglob("*.yaml") if each.parent.name != "ledger"]
    long = {path.relative_to(FOLDER).as_posix(): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_jurisdictions_are_real_or_neutral_and_those_of_anhui_stand_under_it() -> None:
    towns = BOOK.compiled.models.jurisdictions
    for name in ("biyang", "hongcun", "xidi", "yuting", "hongtan", "hongxing", "kecun", "meixi"):
        assert (towns[name].parent, towns[towns[name].parent].parent) == ("yixian", "anhui")
    for each in towns.values():
        assert each.label.zh and each.label.en


def test_the_folders_are_the_jurisdictions() -> None:
    names = {each.name for each in Path(FOLDER).iterdir() if each.is_dir()} - {"ledger", "vocabulary"}
    assert names <= set(BOOK.compiled.models.jurisdictions)


def test_a_caution_asks_to_check_and_an_exception_keeps_that_of_its_base() -> None:
    carriers = [each for one in BOOK.compiled.models.instruments.values() for each in (*one.rules, *one.histories)]
    cautions = {each.id: each.caution.label for each in carriers if each.caution}
    assert len(cautions) >= 70
    assert [name for name, label in cautions.items() if "核对" not in label.zh or "check" not in label.en] == []
    rules = BOOK.compiled.rules.values()
    assert [each.id for each in rules if not each.caution and any(base in cautions for base in each.bases)] == []
