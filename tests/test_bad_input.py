"""Bad input, one named test each: it gets one clear error of the library, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from policy_engine import AbsenceRequest, Rulebook, load
from policy_engine.errors import Diagnostic, RequestError, RulebookError
from policy_engine.loading.folder import try_folder
from tests.corpus_reader import BASE

COUNTY, TOWN = "county/county-leave.yaml", "town/town-leave.yaml"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(BASE)


def rulebook_fault(tmp_path: Path, *changes: tuple[str, str, str]) -> Diagnostic:
    """The one fault of the base rulebook after replacing texts in its files."""
    folder = tmp_path / "rulebook"
    shutil.copytree(BASE, folder)
    for file, old, new in changes:
        text = (folder / file).read_text("utf-8")
        assert text.count(old) == 1, f"{file}: {old}"
        (folder / file).write_text(text.replace(old, new), "utf-8")
    return only_fault(folder)


def only_fault(folder: Path) -> Diagnostic:
    with pytest.raises(RulebookError) as caught:
        load(folder)
    (fault,) = caught.value.diagnostics
    return fault


def request_fault(book: Rulebook, facts: Any = None, **more: Any) -> Diagnostic:
    """The one fault of a request given as plain data."""
    data: dict[str, Any] = {"topic": "absence", "jurisdiction": "town", **more}
    data["facts"] = {"kind": "sick", "post": "staff", "first_day": "2024-03-11", **(facts or {})}
    with pytest.raises(RequestError) as caught:
        book.decide_data(data)
    (fault,) = caught.value.diagnostics
    return fault


def text_fault(book: Rulebook, text: str | bytes) -> Diagnostic:
    """The one fault of a request given as text."""
    with pytest.raises(RequestError) as caught:
        book.read_text(text)
    (fault,) = caught.value.diagnostics
    return fault


def asked(facts: str) -> str:
    return '{"topic": "absence", "jurisdiction": "town", "facts": ' + facts + "}"


# --- misspelt ---------------------------------------------------------------------------------------------------------


def test_misspelt_field_in_a_rule(tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (COUNTY, "when: {kind: sick}", "when: {knid: sick}"))
    assert (fault.code, fault.near, str(fault.place)) == ("PE301", "kind", f"{COUNTY}:15:16")


def test_misspelt_value_in_a_rule(tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (COUNTY, "when: {kind: sick}", "when: {kind: sikc}"))
    assert (fault.code, fault.near) == ("PE302", "sick")


def test_misspelt_field_in_a_request(book: Rulebook) -> None:
    fault = request_fault(book, {"pots": "staff"})
    assert (fault.code, fault.near, fault.place.file) == ("PE705", "post", "request.facts.pots")


def test_misspelt_value_in_a_request(book: Rulebook) -> None:
    fault = request_fault(book, {"kind": "sikc"})
    assert (fault.code, fault.near, fault.place.file) == ("PE706", "sick", "request.facts.kind")
    assert "sick" in fault.expected


# --- figures ----------------------------------------------------------------------------------------------------------


def test_threshold_off_its_step(tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (COUNTY, "when: {kind: sick}", "when: {days: {at_least: 0.3}}"))
    assert (fault.code, fault.message()) == ("PE401", "0.3 is off the step of days (0.5 day)")


def test_fact_off_its_step(book: Rulebook) -> None:
    fault = request_fault(book, {"days": "2.3"})
    assert (fault.code, fault.message()) == ("PE707", "2.3 is off the step of days (0.5)")


@pytest.mark.parametrize("figure", ["-1", "0", "367", "1000000", "9" * 30])
def test_negative_or_absurd_number_in_a_rule(figure: str, tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (COUNTY, "when: {kind: sick}", f"when: {{days: {{at_least: {figure}}}}}"))
    assert (fault.code, fault.expected) == ("PE402", "0.5 … 366.0 day")


@pytest.mark.parametrize("figure", [-1, 0, 367, 10**6, 10**30, Decimal("1E+400"), "-5"])
def test_negative_or_absurd_number_in_a_request(book: Rulebook, figure: object) -> None:
    fault = request_fault(book, {"days": figure})
    assert (fault.code, fault.expected) == ("PE708", "0.5 … 366 day")


def test_word_where_a_number_belongs_in_a_rule(tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (COUNTY, "when: {kind: sick}", "when: {days: {at_least: three}}"))
    assert (fault.code, fault.message()) == ("PE403", "field days wants a number, found 'three'")


@pytest.mark.parametrize("word", ["three", "", "1e1", "1_0", "0x1", " 1", "１"])
def test_word_where_a_number_belongs_in_a_request(book: Rulebook, word: str) -> None:
    assert request_fault(book, {"days": word}).code == "PE709"


@pytest.mark.parametrize("value", [1.0, 0.5, float("nan"), float("inf")])
def test_floats_passed_from_python(value: float) -> None:
    with pytest.raises(ValidationError) as caught:
        AbsenceRequest(days=value)  # type: ignore[arg-type]
    assert [error["type"] for error in caught.value.errors()] == ["PE709"]


@pytest.mark.parametrize("value", [1.0, float("nan"), float("-inf")])
def test_floats_in_plain_data(book: Rulebook, value: float) -> None:
    assert request_fault(book, {"days": value}).code == "PE709"


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), True, None.__class__, [1], {"at_least": 1}])
def test_no_numbers_at_all(book: Rulebook, value: object) -> None:
    assert request_fault(book, {"days": value}).code == "PE709"


# --- rules together ---------------------------------------------------------------------------------------------------


def test_rule_outside_any_clause(tmp_path: Path) -> None:
    rule = "rules: {stray: {when: {kind: sick}, then: {approve: mayor}}}\n\nclauses:"
    assert rulebook_fault(tmp_path, (TOWN, "clauses:", rule)).code == "PE514"


def test_two_rules_with_one_id(tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (TOWN, "      short:", "      ask-first:"))
    assert (fault.code, fault.words["other"]) == ("PE501", f"{TOWN}:29:7")


def test_circular_exception(tmp_path: Path) -> None:
    circle = "      long:\n        exception_to: long-secretary-away\n"
    fault = rulebook_fault(tmp_path, (TOWN, "      long:\n", circle))
    assert fault.code == "PE502"
    assert fault.words["circle"].split(" -> ")[0] == fault.words["circle"].split(" -> ")[-1]


def test_circular_term(tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (TOWN, "when: {kind: {in: [personal, sick]}}", "when: {not: {leave: true}}"))
    assert (fault.code, fault.words["circle"]) == ("PE503", "leave -> leave")


def test_exception_to_a_rule_of_a_higher_instrument_that_may_not_vary(tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (TOWN, "exception_to: long", "exception_to: county-leave/heads"))
    assert (fault.code, fault.words["base"]) == ("PE504", "county-leave/heads")


def test_exception_to_a_rule_of_a_higher_instrument_that_may_vary(tmp_path: Path) -> None:
    folder = tmp_path / "rulebook"
    shutil.copytree(BASE, folder)
    county, town = folder / COUNTY, folder / TOWN
    allowed = county.read_text("utf-8").replace("      heads:\n", "      heads:\n        may_vary: true\n")
    county.write_text(allowed, "utf-8")
    town.write_text(town.read_text("utf-8").replace("exception_to: long", "exception_to: county-leave/heads"), "utf-8")
    assert load(folder).jurisdictions == ("county", "town")


def test_wordings_that_overlap(tmp_path: Path) -> None:
    old = "        when: {away: {includes: party_secretary}}\n        then: {approve: mayor}\n"
    new = (
        "        wordings:\n"
        "          - {in_force: {until: 2024-06-30}, then: {approve: mayor}}\n"
        "          - {in_force: {from: 2024-06-01}, then: {approve: mayor}}\n"
    )
    fault = rulebook_fault(tmp_path, (TOWN, old, new))
    assert (fault.code, fault.words["day"]) == ("PE405", "2024-06-01")


# --- unknown names ----------------------------------------------------------------------------------------------------


def test_unknown_jurisdiction(book: Rulebook) -> None:
    fault = request_fault(book, jurisdiction="tonw")
    assert (fault.code, fault.near) == ("PE704", "town")


def test_unknown_topic(book: Rulebook) -> None:
    fault = request_fault(book, topic="absense")
    assert (fault.code, fault.near) == ("PE703", "absence")


def test_request_with_extra_keys(book: Rulebook) -> None:
    assert request_fault(book, urgent=True).code == "PE702"


def act(**changes: str) -> dict[str, Any]:
    return {"acts": [{"act": "approve", "by": "mayor", "person": "P-1", "date": "2024-03-10", **changes}]}


@pytest.mark.parametrize(
    ("given", "kind", "near"),
    [
        (act(by="major"), "actor", "mayor"),
        (act(to="offices"), "actor", "office"),
        (act(act="aprove"), "act", "approve"),
        (act(matter="duty_shifts"), "matter", "duty_shift"),
        ({"papers": ["certificates"]}, "paper", "certificate"),
    ],
)
def test_given_with_unknown_words(book: Rulebook, given: dict[str, Any], kind: str, near: str) -> None:
    fault = request_fault(book, {"days": 1}, given=given)
    assert (fault.code, fault.words["kind_en"], fault.near) == ("PE712", kind, near)


def test_given_with_an_unknown_key(book: Rulebook) -> None:
    assert request_fault(book, given=act(when="later")).code == "PE702"


# --- folders ----------------------------------------------------------------------------------------------------------


def test_empty_folder(tmp_path: Path) -> None:
    assert only_fault(tmp_path).code == "PE902"


def test_folder_that_is_no_rulebook(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing to see")
    fault = only_fault(tmp_path)
    assert (fault.code, fault.words["missing"]) == (
        "PE903",
        "vocabulary.yaml, jurisdictions.yaml, sources.yaml, ledger.yaml",
    )


def test_missing_folder(tmp_path: Path) -> None:
    assert only_fault(tmp_path / "nowhere").code == "PE901"


def test_file_in_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert only_fault(tmp_path / "file").code == "PE901"


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "rulebook"
    shutil.copytree(BASE, folder)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "town-leave.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    fault = only_fault(folder)
    assert (fault.code, fault.place.file) == ("PE117", TOWN)
    assert fault.message() == "the file cannot be read: Permission denied"


FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yaml"))


@settings(max_examples=60)
@given(st.sampled_from(FILES), st.integers(0, 2_000), st.sampled_from(["", *"{}[]:,- x1\n?&*!#'\""]), st.integers(0, 3))
def test_no_damage_to_a_file_gives_anything_but_diagnostics(file: str, at: int, put: str, cut: int) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "rulebook"
        shutil.copytree(BASE, folder)
        text = (folder / file).read_text("utf-8")
        at %= len(text)
        (folder / file).write_text(text[:at] + put + text[at + cut :], "utf-8")
        _, faults = try_folder(folder)
    assert all("?" not in fault.message() or "?" in put for fault in faults)


# --- dates ------------------------------------------------------------------------------------------------------------


def test_no_anchor_date(book: Rulebook) -> None:
    fault = request_fault(book, {"first_day": None})
    assert (fault.code, fault.words["field"]) == ("PE710", "first_day")


def test_no_anchor_date_but_as_of(book: Rulebook) -> None:
    data = {"topic": "absence", "jurisdiction": "town", "facts": {"kind": "sick"}, "as_of": "2024-03-11"}
    assert book.decide_data(data).outcome == "undetermined"


@pytest.mark.parametrize(
    "day", ["0000-01-01", "10000-01-01", "2024-02-30", "2024-3-1", "20240301", "tomorrow", 2024, ""]
)
def test_date_outside_the_calendar_in_a_request(book: Rulebook, day: object) -> None:
    assert request_fault(book, {"first_day": day}).code == "PE713"
    assert request_fault(book, as_of=day).code == "PE713"


def test_moment_instead_of_a_date(book: Rulebook) -> None:
    assert request_fault(book, {"first_day": dt.datetime(2024, 3, 11, 8)}).code == "PE713"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_first_and_last_day_of_the_calendar_are_dates(book: Rulebook, day: str) -> None:
    assert book.read({"topic": "absence", "jurisdiction": "town", "facts": {"first_day": day}}).request.facts()


@pytest.mark.parametrize("day", ["0000-12-31", "2024-02-30", "2024-13-01"])
def test_date_outside_the_calendar_in_a_rule(day: str, tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (TOWN, "in_force: {from: 2022-01-01}", f"in_force: {{from: {day}}}"))
    assert (fault.code, fault.words["text"]) == ("PE116", day)


def test_year_with_five_figures_in_a_rule(tmp_path: Path) -> None:
    fault = rulebook_fault(tmp_path, (TOWN, "in_force: {from: 2022-01-01}", "in_force: {from: 10000-01-01}"))
    assert fault.code == "PE203"  # to YAML it is text


# --- JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_json_nan_and_infinity(book: Rulebook, word: str) -> None:
    fault = text_fault(book, asked(f'{{"days": {word}}}'))
    assert (fault.code, fault.words["problem"], fault.place.column) == ("PE701", f"{word} is not a number", 64)


def test_json_duplicate_keys(book: Rulebook) -> None:
    fault = text_fault(book, asked('{"days": 1, "days": 2}'))
    assert (fault.code, fault.words["key"], fault.place.column) == ("PE105", "days", 67)


def test_json_duplicate_topic(book: Rulebook) -> None:
    assert text_fault(book, '{"topic": "absence", "topic": "absence", "jurisdiction": "town"}').code == "PE105"


@pytest.mark.parametrize("depth", [70, 900, 100_000])
def test_json_deep_nesting(book: Rulebook, depth: int) -> None:
    assert text_fault(book, asked('{"away": ' + "[" * depth + "]" * depth + "}")).code == "PE111"


@pytest.mark.parametrize("digits", [40, 400, 5_000])
def test_json_huge_integer(book: Rulebook, digits: int) -> None:
    assert text_fault(book, asked('{"colleagues_off": ' + "9" * digits + "}")).code in ("PE107", "PE708")


def test_json_null_means_unknown(book: Rulebook) -> None:
    assert book.read_text(asked('{"days": null, "kind": "sick"}')).request.facts() == {"kind": "sick"}


def test_json_decimals_are_exact(book: Rulebook) -> None:
    assert book.read_text(asked('{"days": 2.5}')).request.facts() == {"days": Decimal("2.5")}


def test_json_lone_surrogate(book: Rulebook) -> None:
    assert text_fault(book, asked('{"kind": "\ud800"}')).code == "PE101"


def test_json_escaped_half_of_a_character(book: Rulebook) -> None:
    fault = text_fault(book, asked(r'{"kind": "\ud800"}'))
    assert (fault.code, fault.words["problem"], fault.place.column) == ("PE701", r"\ud800 is half a character", 65)


def test_half_of_a_character_from_python(book: Rulebook) -> None:
    fault = request_fault(book, {"kind": "\ud800"})
    assert (fault.code, fault.words["value"]) == ("PE706", r"\ud800")


def test_json_escaped_whole_character_is_text(book: Rulebook) -> None:
    assert text_fault(book, asked(r'{"kind": "\ud83d\ude00"}')).code == "PE706"


def test_json_that_is_no_object(book: Rulebook) -> None:
    assert text_fault(book, "[1, 2]").code == "PE701"


def test_text_that_is_nothing(book: Rulebook) -> None:
    assert text_fault(book, "").code == "PE118"


def test_yaml_request_with_the_same_meaning_as_json(book: Rulebook) -> None:
    facts = {"kind": "sick", "days": 2, "first_day": "2024-03-11"}
    one = book.read_text(json.dumps({"topic": "absence", "jurisdiction": "town", "facts": facts}))
    other = book.read_text("topic: absence\njurisdiction: town\nfacts: {kind: sick, days: 2, first_day: 2024-03-11}\n")
    assert one.request == other.request
