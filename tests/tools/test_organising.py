"""Functions and bodies as people meet them: answers, explanations, interviews, cases, schemas, Chinese words."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from policy_engine.engine.book import Rulebook, load
from policy_engine.loading.twins import Twins, yaml_text
from policy_engine.nodes import read_bytes
from policy_engine.tools.answer import answer_text
from policy_engine.tools.ask import Interview
from policy_engine.tools.cases import CaseReport, run_cases
from policy_engine.tools.explain import explain
from policy_engine.tools.schema import schema_of
from tests.build import OFFICE_MODELS, instrument, office, office_words, offices, write

MORE = "parameters:\n  deputies: {zh: 副职数, en: deputies, unit: person, value: unset, owner: party_committee}\n"
BODY = """
office:
  when: {body: judicial_station}
  then:
    establish:
      body: judicial_station
      exists: true
      same_body_as: finance_station
      sign_of: [finance_station, governance_office]
      led_by: {one_of: [mayor, principal_on_line]}
      headed_rank: deputy_section
      posts: {head: {floor_div: [people, 1000]}, deputy: {at_most: deputies}}
      counts: {staff: {total: 59, parts: {administrative: 31, institutional: 27}}, administrative: 31}
abolished:
  when: {body: finance_station}
  then:
    establish: [{body: finance_station, exists: false}, {body: judicial_station, merged_from: finance_station}]
seat:
  exception_to: office
  when: {county_seat: true}
  then:
    establish:
      body: judicial_station
      counts: {staff: {total: 57, parts: {administrative: 31, institutional: 27}}}
"""
AFFAIR = """
leads:
  then: {assign: {lead: principal_on_line, check: [mayor, party_secretary]}}
petitions:
  when: {matter: petitions}
  then: {assign: {carry_out: {one_of: [own_section, party_government_office]}}}
"""


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return offices(tmp_path_factory.mktemp("bodies"), BODY, more=MORE)


@pytest.fixture(scope="module")
def affairs(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return offices(tmp_path_factory.mktemp("affairs"), AFFAIR, "affair")


def page(book: Rulebook, lang: str, topic: str = "bodies", **facts: Any) -> list[str]:
    decision = office(book, topic, **facts)
    return [line.strip() for line in answer_text(decision, book.compiled.models.vocabulary, lang).splitlines()]


def account(book: Rulebook, lang: str, topic: str = "bodies", **facts: Any) -> list[str]:
    decision = office(book, topic, **facts)
    return [line.strip() for line in explain(book, decision.request, "town", decision.as_of).text(lang).splitlines()]


# --- pages ------------------------------------------------------------------------------------------------------------


def test_the_page_says_whose_it_is(affairs: Rulebook) -> None:
    shown = page(affairs, "en", "affair", matter="petitions")
    at = shown.index("Whose it is")
    assert shown[at + 1 : at + 5] == [
        "carry out (carry_out): the applicant's section (own_section) or party and government office "
        "(party_government_office)  [example-01]",
        "check: mayor, party secretary (party_secretary)  [example-01]",
        "possibly lead: mayor  [example-01]",
        "possibly lead: party secretary (party_secretary)  [example-01]",
    ]
    assert "领导(lead):党委书记(party_secretary)  [example-01]" in page(affairs, "zh", "affair", line="party")


def test_the_page_says_what_a_body_is_and_hides_no_difference(bodies: Rulebook) -> None:
    shown = page(bodies, "zh", body="judicial_station", line="party", county_seat=False, people=2500)
    at = shown.index("机构与编制")
    name = "司法所(judicial_station):"
    assert shown[at + 1 : at + 10] == [
        f"{name}设立  [example-01]",
        f"{name}与财政所(finance_station)是同一机构  [example-01]",
        f"{name}加挂财政所(finance_station)、综治办(governance_office)的牌子  [example-01]",
        f"{name}由镇长(乡长)(mayor) 或 党委书记(party_secretary)领导  [example-01]",
        f"{name}负责人为副科级(deputy_section)  [example-01]",
        f"{name}副主任(deputy):不超过 副职数(example/deputies)未定 名;标准没有定  [example-01]",
        f"{name}主任(head):2500 人 每满 1000 计一 = 2 名  [example-01]",
        f"{name}行政编制(administrative):总数 31  [example-01]",
        f"{name}人员编制(staff):总数 59;分项 行政编制(administrative) 31、事业编制(institutional) 27;分项合计 58;"
        "总数中有 1 没有分到分项  [example-01]",
    ]


@pytest.mark.parametrize(
    ("seat", "said"), [(True, "the parts exceed the total by 1"), (False, "1 of the total allocated")]
)
def test_the_page_says_which_way_total_and_parts_differ(bodies: Rulebook, seat: bool, said: str) -> None:
    shown = page(bodies, "en", body="judicial_station", line="party", county_seat=seat, people=2500)
    assert any(said in line for line in shown)


def test_the_page_says_what_a_number_waits_for(bodies: Rulebook) -> None:
    shown = page(bodies, "en", body="judicial_station", line="party", county_seat=False)
    (line,) = [line for line in shown if line.startswith("judicial station (judicial_station): head:")]
    assert line.endswith("still to be known: inhabitants (people)  [example-01]")
    merged = page(bodies, "en", body="finance_station")
    assert "finance station (finance_station): does not exist (abolished)  [example-01]" in merged
    assert "judicial station (judicial_station): merged from finance station (finance_station)  [example-01]" in merged


def test_an_explanation_has_a_slot_for_each_function_and_attribute(affairs: Rulebook, bodies: Rulebook) -> None:
    shown = account(affairs, "zh", "affair", matter="printing")
    assert "分工·领导(assign.lead):未定" in shown
    assert "规定:领导(lead):镇长(乡长)(mayor);领导(lead):党委书记(party_secretary)" in shown
    assert [line for line in shown if line.startswith("分工·")] == [
        "分工·领导(assign.lead):未定",
        "分工·实施(assign.carry_out):没有规则适用",
        "分工·检查(assign.check):已定",
    ]
    shown = account(bodies, "en", body="judicial_station", line="party", county_seat=True, people=2500)
    slots = [line.split(" (establish.")[0] for line in shown if line.startswith("body, ") and line.endswith("settled")]
    assert slots[:3] == [
        "body, judicial station, whether it exists",
        "body, judicial station, the same body",
        "body, judicial station, signs",
    ]
    assert "replaced by the exception example/seat (which answers body, judicial station, numbers, staff " in " ".join(
        shown
    )
    assert any(line.endswith("the parts add up to 58; the parts exceed the total by 1  [example-01]") for line in shown)


def test_an_explanation_is_plain_data(affairs: Rulebook, bodies: Rulebook) -> None:
    decision = office(bodies, body="judicial_station", line="party", county_seat=True, people=2500)
    found = json.loads(json.dumps(explain(bodies, decision.request, "town", decision.as_of).data()))
    effects = {each["slot"].split(".", 2)[2]: each["effects"] for each in _lines(found)}
    assert effects["posts.head"][0]["value"] == {"floor_div": ["people", "1000"]}
    assert effects["led_by"][0]["value"] == {"one_of": ["mayor", "party_secretary"]}
    assert found["figures"]["established"]
    decision = office(affairs, "affair", line="party")
    found = explain(affairs, decision.request, "town", decision.as_of).data()
    assert [each["effects"][0]["who"] for each in _lines(found) if each["status"] == "applied"] == [
        "party_secretary",
        ["mayor", "party_secretary"],
    ]


def _lines(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**rule, "slot": slot["slot"]} for slot in data["slots"] for rule in slot["rules"]]


def test_an_interview_says_which_function_or_number_waits(affairs: Rulebook, bodies: Rulebook) -> None:
    interview = Interview(affairs, "affair", "town")
    interview.answer("2025-03-03")
    while interview.question is not None and interview.question.fact != "line":
        interview.skip()
    assert interview.question is not None
    assert [(each.zh, each.en) for each in interview.question.reasons] == [("分工·领导", "whose it is, lead")]
    facts = {"body": "judicial_station", "line": "party", "county_seat": False}
    interview = Interview(bodies, "bodies", "town", facts=facts, as_of=dt.date(2025, 3, 3))
    assert interview.question is not None
    assert interview.question.fact == "people"
    assert [each.zh for each in interview.question.reasons] == ["机构·司法所·职数·主任"]


# --- cases ------------------------------------------------------------------------------------------------------------

FACTS = "facts: {body: judicial_station, line: party, county_seat: false, people: 2500, date: 2025-03-03}"


def run(folder: Path, rules: str, cases: str, topic: str = "bodies", more: str = "") -> CaseReport:
    write(folder, {"example": instrument(rules, topic=topic, more=more)}, "", office_words())
    (folder / "example.cases.yaml").write_text(cases, "utf-8")
    return run_cases(load(folder, models=OFFICE_MODELS), folder)


def expecting(folder: Path, expect: str, ask: str = "{}") -> list[str]:
    text = f"instrument: example\n{FACTS}\ncases:\n  one:\n    ask: {ask}\n    expect: {expect}\n"
    report = run(folder, BODY, text, more=MORE)
    return [each.message("en") for each in report.diagnostics if each.code != "PE804"]


@pytest.mark.parametrize(
    ("expect", "ask"),
    [
        ("{exists: true, same_body_as: finance_station, headed_rank: deputy_section}", "{}"),
        ("{sign_of: [governance_office, finance_station], under: [], merged_from: []}", "{}"),
        ("{led_by: {one_of: [party_secretary, mayor]}}", "{}"),
        ("{posts: {head: 2, deputy: {at_most: unset}}}", "{}"),
        ("{posts: {head: open}}", "{people: unknown}"),
        ("{posts: {head: none, deputy: none}, counts: {staff: none}, exists: []}", "{body: finance_station}"),
        ("{counts: {staff: {total: 59, parts: {administrative: 31}, sum_of_parts: 58, unallocated: 1}}}", "{}"),
        ("{counts: {staff: 59, administrative: 31}}", "{}"),
        ("{counts: {staff: {total: 57, unallocated: -1}}}", "{county_seat: true}"),
        ("{counts: {staff: open, administrative: 31}}", "{county_seat: unknown}"),
        ("{counts: {administrative: {total: 31, parts: {institutional: none}, unallocated: none}}}", "{}"),
    ],
)
def test_a_right_expectation_of_a_body_passes(tmp_path: Path, expect: str, ask: str) -> None:
    assert expecting(tmp_path, f"{{establish: {{judicial_station: {expect}}}}}", ask) == []


@pytest.mark.parametrize(
    ("expect", "key", "found"),
    [
        ("{exists: false}", "exists", "true"),
        ("{sign_of: finance_station}", "sign_of", "[finance_station, governance_office]"),
        ("{led_by: mayor}", "led_by", "{one_of: [mayor, party_secretary]}"),
        ("{under: party_committee}", "under", "[]"),
        ("{posts: {head: 1}}", "posts.head", "2"),
        ("{posts: {head: {at_most: 2}}}", "posts.head", "2"),
        ("{posts: {deputy: 2}}", "posts.deputy", "{at_most: unset}"),
        ("{posts: {deputy: {at_least: 2}}}", "posts.deputy.at_least", "none"),
        ("{counts: {staff: 58}}", "counts.staff", "59"),
        ("{counts: {staff: {unallocated: 0}}}", "counts.staff.unallocated", "1"),
        ("{counts: {staff: {parts: {institutional: 28}}}}", "counts.staff.parts.institutional", "27"),
    ],
)
def test_a_wrong_expectation_of_a_body_is_told(tmp_path: Path, expect: str, key: str, found: str) -> None:
    (message,) = expecting(tmp_path, f"{{establish: {{judicial_station: {expect}}}}}")
    assert f"establish.judicial_station.{key}" in message
    assert message.endswith(f"got {found}")


@pytest.mark.parametrize(
    ("expect", "codes"),
    [
        ("{establish: judicial_station}", ["PE203"]),
        ("{establish: {judicial_station: true}}", ["PE203"]),
        ("{establish: {judicial_station: {exist: true}}}", ["PE803"]),
        ("{establish: {judicial_station: {posts: 2}}}", ["PE203"]),
        ("{establish: {judicial_station: {posts: {head: {atleast: 2}}}}}", ["PE803"]),
        ("{establish: {judicial_station: {counts: {staff: {sum: 2}}}}}", ["PE803"]),
        ("{assign: mayor}", ["PE203"]),
    ],
)
def test_an_expectation_of_the_wrong_shape_is_told(tmp_path: Path, expect: str, codes: list[str]) -> None:
    text = f"instrument: example\n{FACTS}\ncases:\n  one: {{expect: {expect}}}\n"
    report = run(tmp_path, BODY, text, more=MORE)
    assert [each.code for each in report.diagnostics if each.code != "PE804"] == codes


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("{lead: party_secretary, check: [mayor, party_secretary], carry_out: []}", ""),
        ("{lead: mayor}", "assign.lead"),
        ("{check: mayor}", "assign.check"),
        ("{carry_out: mayor}", "assign.carry_out"),
    ],
)
def test_expectations_of_functions_are_exact_for_each_named(tmp_path: Path, expect: str, told: str) -> None:
    head = "instrument: example\nfacts: {line: party, matter: archives, date: 2025-03-03}\n"
    text = f"{head}cases:\n  one: {{expect: {{outcome: determined, assign: {expect}}}}}\n"
    text += (
        "  two: {ask: {line: unknown}, expect: {assign: {lead: [mayor, party_secretary]}, open_slots: [assign.lead]}}\n"
    )
    found = [each for each in run(tmp_path, AFFAIR, text, "affair").diagnostics if each.code != "PE804"]
    assert [each.words["key"] for each in found] == ([told] if told else [])


# --- Chinese words and schemas ----------------------------------------------------------------------------------------

CASES = f"""instrument: example
{FACTS}
cases:
  one:
    expect:
      outcome: determined
      establish:
        judicial_station:
          exists: true
          led_by: {{one_of: [mayor, party_secretary]}}
          headed_rank: deputy_section
          posts: {{head: 2, deputy: {{at_most: unset}}}}
          counts: {{staff: {{total: 59, parts: {{administrative: 31}}, unallocated: 1}}}}
  two:
    ask: {{people: unknown}}
    expect:
      open_slots: [establish.judicial_station.posts.head]
      establish: {{judicial_station: {{posts: {{head: open}}}}}}
"""


def test_bodies_in_chinese_words_mean_the_same(tmp_path: Path) -> None:
    english = instrument(BODY, topic="bodies", more=MORE.replace("zh: 副职数", "name_zh: 副职限额, zh: 副职数"))
    folder = write(tmp_path / "en", {"example": english}, "", office_words())
    book = load(folder, models=OFFICE_MODELS)
    models = book.compiled.models
    twins = Twins(models.vocabulary, models.topics, models.instruments)
    chinese = twins.rewritten(english, "zh")
    assert "机构设置:" in chinese
    assert "职数: {主任: {整除: [人口, 1000]}, 副主任: {不超过: 副职限额}}" in chinese
    assert "人员编制: {总数: 59, 分项: {行政编制: 31, 事业编制: 27}}" in chinese
    assert "负责人级别: 副科级" in chinese
    cases = twins.rewritten(CASES, "zh")
    assert "未答: [机构设置.司法所.职数.主任]" in cases
    assert twins.rewritten(cases, "en") == yaml_text(_plain(CASES))
    other = write(tmp_path / "zh", {"example": english}, "", office_words())
    (other / "example.yaml").write_text(chinese, "utf-8")
    (other / "example.cases.yaml").write_text(cases, "utf-8")
    again = load(other, models=OFFICE_MODELS)
    assert (again.digest, again.texts_digest) == (book.digest, book.texts_digest)
    assert [each.line() for each in run_cases(again, other).diagnostics if each.code != "PE804"] == []


def test_a_table_of_functions_in_chinese_words(affairs: Rulebook) -> None:
    rules = "leads:\n  table:\n    columns: [rule, when.matter, then.assign.lead]\n    rows: [[one, archives, mayor]]\n"
    models = affairs.compiled.models
    chinese = Twins(models.vocabulary, models.topics).rewritten(instrument(rules, topic="affair"), "zh")
    assert "列: [规则, 当.何事, 则.分工.领导]" in chinese
    assert "[one, 档案, 镇长]" in chinese


def _plain(text: str) -> Any:
    node = read_bytes(text.encode(), "file.yaml", [])
    assert node is not None
    return node.plain()


def as_json(text: str) -> Any:
    return json.loads(json.dumps(_plain(text), default=str))


@pytest.mark.parametrize("wording", ["en", "zh"])
def test_the_schemas_know_functions_and_bodies(bodies: Rulebook, wording: Any) -> None:
    models = bodies.compiled.models
    twins = Twins(models.vocabulary, models.topics, models.instruments)
    texts = {"instrument": instrument(BODY, topic="bodies", more=MORE), "cases": CASES}
    affair = instrument(AFFAIR.replace("leads:", "leads:\n  may_vary: true"), topic="affair")
    for kind, text in [*texts.items(), ("instrument", affair)]:
        schema = schema_of(kind, models, wording=wording)  # type: ignore[arg-type]
        data = as_json(twins.rewritten(text, wording))
        for validator in (Draft202012Validator, Draft7Validator):
            assert [error.message for error in validator(schema).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("exists: true", "exist: true"),
        ("same_body_as: finance_station", "same_body_as: finance_statoin"),
        ("headed_rank: deputy_section", "headed_rank: deputy"),
        ("{at_most: deputies}", "{atmost: deputies}"),
        ("{total: 59, parts:", "{sum: 59, parts:"),
        ("administrative: 31, institutional: 27}}, adm", "administrative: 31, clerks: 27}}, adm"),
        ("body: judicial_station\n      exists: true", "exists: true"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(bodies: Rulebook, right: str, wrong: str) -> None:
    text = instrument(BODY, topic="bodies", more=MORE)
    indented = right.replace("\n      ", "\n            ")
    assert indented in text
    schema = schema_of("instrument", bodies.compiled.models)
    assert not list(Draft202012Validator(schema).iter_errors(as_json(text)))
    assert list(Draft202012Validator(schema).iter_errors(as_json(text.replace(indented, wrong, 1))))


def test_the_vocabulary_schema_knows_functions(bodies: Rulebook) -> None:
    validator = Draft202012Validator(schema_of("vocabulary", bodies.compiled.models))
    assert not list(validator.iter_errors(as_json(office_words())))
    assert list(validator.iter_errors(as_json(office_words().replace("combine: unique", "combine: one"))))
