"""The published schemas: everything that is right validates, everything whose shape is wrong does not."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docs.examples.dmn import models as dmn
from docs.examples.health import models as health
from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry, Resource

from policy_engine import load
from policy_engine.compiled.models import Models
from policy_engine.loading.folder import try_folder
from policy_engine.loading.twins import Twins, yaml_text
from policy_engine.nodes import read_bytes
from policy_engine.requests import STANDARD
from policy_engine.tools.cases import EXPECT_KEYS, iter_cases
from policy_engine.tools.schema import KINDS, all_schemas, schema_of
from policy_engine.tools.schema.texts import TEXTS
from policy_engine.words import KEYS
from tests.corpus_reader import BASE, Case, TripRequest, all_cases, lay_out
from tests.test_docs import snippets

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "rulebook"
BOOKS: dict[str, tuple[Path, Any]] = {
    "shipped": (SHIPPED, None),
    "base": (BASE, None),
    "duties": (ROOT / "docs" / "examples" / "duties" / "rulebook", None),
    "trip": (BASE, (*STANDARD, TripRequest)),  # with the second topic of the corpus
    "health": (health.RULEBOOK, health.MODELS),
    "dmn": (dmn.RULEBOOK, dmn.MODELS),
}
SMALL = ("vocabulary", "jurisdictions", "sources", "ledger")


def as_json(value: Any) -> Any:
    """Values as an editor's YAML reader sees them: dates are text, numbers are numbers."""
    match value:
        case dict():
            return {key: as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case Decimal():
            return float(value)
        case dt.date():
            return value.isoformat()
    return value


def plain(text: str | bytes) -> Any:
    faults: list[Any] = []
    node = read_bytes(text if isinstance(text, bytes) else text.encode(), "file.yaml", faults)
    assert node is not None, faults
    return as_json(node.plain())


@cache
def models(which: str) -> Models:
    folder, requests = BOOKS[which]
    book, _ = try_folder(folder) if requests is None else try_folder(folder, requests)
    assert book is not None
    return book.models


@cache
def schemas(which: str) -> dict[str, Any]:
    return json.loads(json.dumps(all_schemas(models(which))))


@cache
def validator(which: str, name: str) -> Draft202012Validator:
    resources = [(file, Resource.from_contents(found)) for file, found in schemas(which).items()]
    registry: Any = Registry().with_resources(resources)
    return Draft202012Validator(schemas(which)[f"{name}.schema.json"], registry=registry)


def faults(which: str, name: str, data: Any) -> list[str]:
    return [
        f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}"
        for each in validator(which, name).iter_errors(data)
    ]


def kind_of(file: str) -> str:
    stem = file.rsplit("/", 1)[-1].removesuffix(".yaml")
    return stem if stem in SMALL else "rulebook-file"


RULEBOOK_FILES = [
    pytest.param(which, path, id=f"{which}/{path.relative_to(folder)}")
    for which, (folder, _) in BOOKS.items()
    for path in sorted(folder.rglob("*.yaml"))
]


# --- what is right validates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", BOOKS)
def test_the_schemas_are_schemas(which: str) -> None:
    for name, found in schemas(which).items():
        Draft202012Validator.check_schema(found)
        Draft7Validator.check_schema({**found, "$schema": "http://json-schema.org/draft-07/schema#"})
        assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema", name


def test_nothing_long_is_said_twice() -> None:
    """An editor reads a whole schema at every start: a long list stands in it once and is referred to."""
    for name, whole in schemas("shipped").items():
        seen: Counter[str] = Counter()

        def walk(part: Any, seen: Counter[str] = seen) -> None:
            if isinstance(part, dict):
                seen[json.dumps(part, ensure_ascii=False, sort_keys=True)] += 1
            for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
                walk(each)

        walk(whole)
        assert [text[:100] for text, times in seen.items() if times > 1 and len(text) > 10_000] == [], name
        assert len(json.dumps(whole, ensure_ascii=False)) < 2_000_000, name


@pytest.mark.parametrize(("which", "path"), RULEBOOK_FILES)
def test_every_file_of_the_rulebooks(which: str, path: Path) -> None:
    assert faults(which, kind_of(path.name), plain(path.read_bytes())) == []


@pytest.mark.parametrize(
    ("which", "path"),
    [
        each
        for each in RULEBOOK_FILES
        if kind_of(each.values[1].name) == "rulebook-file"  # type: ignore[union-attr]
        and each.values[1].parent.name not in SMALL  # type: ignore[union-attr]
    ],
)
def test_every_file_in_both_wordings(which: str, path: Path) -> None:
    found = models(which)
    twins = Twins(found.vocabulary, found.topics, found.instruments)
    node = read_bytes(path.read_bytes(), path.name, [])
    assert node is not None
    chinese, english = plain(yaml_text(twins.to_chinese(node))), plain(yaml_text(twins.to_english(node)))
    assert (next(iter(chinese)).isascii(), next(iter(english)).isascii()) == (False, True)
    name = "cases" if path.name.endswith(".cases.yaml") else "instrument"
    assert faults(which, "rulebook-file", chinese) == faults(which, f"{name}.zh", chinese) == []
    assert faults(which, "rulebook-file", english) == faults(which, name, english) == []
    assert faults(which, name, chinese) != []
    assert faults(which, f"{name}.zh", english) != []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "examples").glob("leave.*")), ids=lambda path: path.name)
def test_request_examples(path: Path) -> None:
    data = plain(path.read_bytes())
    assert faults("shipped", "request", data) == []
    assert faults("shipped", "request.absence", data) == []
    if path.suffix == ".json":
        assert faults("shipped", "request", json.loads(path.read_text("utf-8"))) == []


def test_the_history_example_and_what_is_wrong_with_others() -> None:
    found = plain((ROOT / "docs" / "examples" / "history.yaml").read_bytes())
    assert faults("shipped", "history", found) == []
    late = {"event": "late", "date": "2024-03-04"}
    for events in ([{**late, "minuts": 4}], [{"event": "lat", "date": "2024-03-04"}], [{"event": "late"}], late):
        assert faults("shipped", "history", {**found, "events": events}) != [], events
    for wrong in ({"post": "mayr"}, {"monthly": {"bonus": 3}}, {"jurisdiction": "town-z"}, {"period": {}}, {"x": 1}):
        assert faults("shipped", "history", {**found, **wrong}) != [], wrong
    for fact in ({"minutes": 1441}, {"minutes": -1}, {"approved": "yes"}, {"session": "tea"}):
        assert faults("shipped", "history", {**found, "events": [{**late, **fact}]}) != [], fact
    for fact in ({"minutes": 0}, {"minutes": "unknown"}, {"minutes": None}, {"minutes": "12"}):
        assert faults("shipped", "history", {**found, "events": [{**late, **fact}]}) == [], fact


@pytest.mark.parametrize("which", ["shipped", "health", "dmn"])
def test_the_requests_of_all_cases_and_their_decisions(which: str) -> None:
    folder, requests = BOOKS[which]
    book = load(folder) if requests is None else load(folder, models=requests)
    count = 0
    for case in iter_cases(book, folder):
        data = as_json(dict(case.data))
        assert faults(which, "request", data) == [], case.id
        assert faults(which, f"request.{data['topic']}", data) == [], case.id
        assert faults(which, "decision", json.loads(book.decide_data(case.data).json())) == [], case.id
        count += 1
    assert count > 5


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(kind, *each.values, id=each.id)  # type: ignore[attr-defined]
        for kind in ("instrument", "cases", *SMALL)
        for each in snippets(f"yaml {kind}")
    ],
)
def test_examples_of_the_documentation(kind: str, text: str) -> None:
    data = plain(text)
    chinese = not next(iter(data)).isascii() and kind in ("instrument", "cases")
    found = schema_of(kind, DOCS, wording="zh" if chinese else "en")  # type: ignore[arg-type]
    assert [each.message for each in Draft202012Validator(found).iter_errors(data)] == []


@pytest.mark.parametrize("text", [pytest.param(*each.values, id=each.id) for each in snippets("yaml clause")])  # type: ignore[attr-defined]
def test_clauses_of_the_documentation(text: str) -> None:
    head = plain(
        "instrument: doc\ntitle: {zh: 例, en: e}\nsource: {document: d, part: p}\nin_force: {}\ntopic: absence\n"
    )
    found = Draft202012Validator(schema_of("instrument", DOCS)).iter_errors({**head, "clauses": plain(text)})
    assert [each.message for each in found] == []


DOCS = replace(models("shipped"), documents={})  # the examples name documents of their own


# --- what is wrong does not -------------------------------------------------------------------------------------------

EXCEPTIONS = {
    "PE203-date-as-text": "a date in quotes: to JSON dates are text anyway",
    "PE203-divisor-may-be-nought": "whether a fact or parameter can be nought is no matter of shape",
    "PE209-column-and-shared": "the cells of a table depend on their columns",
    "PE208-file-name": "a schema does not know the name of the file",
    "PE208-goes-on": "a schema does not know the name of the file",
    "PE210": "which effects can be unfulfilled is no matter of shape",
    "PE211-row-too-short": "the cells of a table depend on their columns",
    "PE211-total-of-no-column": "the cells of a table depend on their columns",
}


def shape_cases() -> list[Case]:
    return [case for case in all_cases() if case.code.startswith("PE2") and case.run == "load"]


def excused(case: Case) -> str:
    return EXCEPTIONS.get(case.name) or EXCEPTIONS.get(case.code, "")


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in shape_cases()])
def test_the_corpus_of_misshapen_files(case: Case, tmp_path: Path) -> None:
    folder = lay_out(case, tmp_path)
    blamed = {each.place.rsplit(":", 2)[0] for each in case.expect if each.code.startswith("PE2")}
    which = "trip" if "topics" in case.head else "base"
    found = [fault for file in blamed for fault in faults(which, kind_of(file), plain((folder / file).read_bytes()))]
    assert bool(found) is not bool(excused(case)), found or "the schema takes it; give a reason in EXCEPTIONS"


def test_exceptions_are_of_cases_there_are() -> None:
    names = {case.name for case in shape_cases()} | {case.code for case in shape_cases()}
    assert {name for name, reason in EXCEPTIONS.items() if reason} <= names


REQUEST: dict[str, Any] = {
    "topic": "absence",
    "jurisdiction": "town-a",
    "facts": {"kind": "sick", "first_day": "2026-03-02"},
}


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "absense"}, {"jurisdiction": "town-x"}, {"facts": {"knd": "sick"}}, {"facts": {"kind": "sik"}},
        {"facts": {"days": 9999}}, {"facts": {"days": "two"}}, {"facts": {"away": "mayor"}}, {"facts": {"away": ["x"]}},
        {"facts": []}, {"urgent": True}, {"as_of": "tomorrow"}, {"given": {"papers": ["slip"]}},
        {"given": {"acts": [{"act": "approve", "by": "mayor"}]}},
        {"given": {"judgements": {"special_circumstances": True}}},
        {"given": {"acts": [{"act": "approve", "by": "major", "person": "p", "date": "2026-03-02"}]}},
    ],
    ids=str,
)  # fmt: skip
def test_faulty_requests(change: dict[str, Any]) -> None:
    assert faults("shipped", "request", REQUEST) == []
    assert faults("shipped", "request", {**REQUEST, **change}) != []
    assert faults("shipped", "request.absence", {**REQUEST, **change}) != []


def test_a_schema_of_one_topic_takes_no_other() -> None:
    other = next(topic for topic in models("health").topics if topic != "inspection")
    data = {"topic": other, "jurisdiction": "health-office", "facts": {}}
    assert faults("health", "request", data) == []
    assert faults("health", "request.inspection", data) != []
    one = schema_of("instrument", models("health"), "inspection")
    assert one["properties"]["topic"]["enum"] == ["inspection"]
    with pytest.raises(KeyError):
        schema_of("request", models("health"), "inspections")


def test_values_of_open_lists_are_offered() -> None:
    data = {"topic": "vaccine_issue", "jurisdiction": "health-office", "facts": {"vaccine": "measles"}}
    assert faults("health", "request", data) == []
    assert faults("health", "request", {**data, "facts": {"vaccine": "mesles"}}) != []


# --- what an editor shows ---------------------------------------------------------------------------------------------


def test_every_key_word_has_a_text_in_both_languages() -> None:
    for position, keys in _positions():
        assert set(keys) <= set(TEXTS.get(position, {})), f"tools/schema/texts.py lacks {position}"
    for texts in TEXTS.values():
        assert all(zh and en and not zh.isascii() and en.isascii() is not None for zh, en in texts.values())


def test_every_key_word_is_in_a_schema() -> None:
    """A key that is new in the table of key words must be told to the schemas too."""
    kinds = ("instrument", "cases", "vocabulary", "jurisdictions", "sources", "ledger")
    english = set().union(*(_properties(schema_of(kind, models("shipped"))) for kind in kinds))
    chinese = set().union(*(_properties(schema_of(kind, models("shipped"), wording="zh")) for kind in kinds))
    for position, keys in _positions():
        assert set(keys) <= english, f"{position}: {set(keys) - english}"
        spelt = {key: twin for key, twin in keys.items() if twin not in chinese and key not in chinese}
        assert not spelt, f"{position}: {spelt}"


def test_expectations_are_those_of_the_case_runner() -> None:
    found = schema_of("cases", models("shipped"))["$defs"]["expect"]["properties"]
    assert set(found) == set(EXPECT_KEYS)


def _positions() -> list[tuple[str, Any]]:
    return [(position, keys) for position, keys in KEYS.items() if position != "column"]  # values, not keys


def _properties(schema: Any) -> set[str]:
    found: set[str] = set()
    stack = [schema]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("properties"), dict):
                found.update(node["properties"])
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return found


def test_hover_texts_are_in_both_languages_and_name_values() -> None:
    schema = schema_of("instrument", models("shipped"))
    kind = schema["$defs"]["when-absence"]["properties"]["kind"]
    assert "请的是哪一种假" in kind["description"]
    assert "Which kind of absence is it?" in kind["description"]
    value = schema["$defs"]["value-absence-kind"]
    assert value["enum"][0] == "personal"
    assert value["enumDescriptions"][0] == "事假 / personal leave"
    assert "- `sick` 病假 / sick leave" in value["markdownDescription"]
    chinese = schema_of("instrument", models("shipped"), wording="zh")
    assert "事假" in chinese["$defs"]["value-absence-kind"]["enum"]
    assert "以上" in chinese["$defs"]["fact-absence-days"]["anyOf"][2]["properties"]


def test_kinds() -> None:
    assert set(KINDS) == {"request", "decision", "history", "instrument", "cases", *SMALL}
