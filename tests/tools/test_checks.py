"""Each check on a rulebook that has what it looks for, and on one that has not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.errors import Diagnostic, EngineError
from policy_engine.tools.checks import CHECKS, check, idle
from policy_engine.tools.checks.gaps import REGIONS
from tests.build import shipped
from tests.tools.mini import instrument, mini

EVERYBODY = "everybody: {then: {approve: party_secretary}, when: {post: {not: party_secretary}}}\n"
SECRETARY = "secretary: {when: {post: party_secretary}, then: {refer: {to: higher_level}}}\n"
ALL_ANSWERED = EVERYBODY + SECRETARY


def found(compiled: CompiledRulebook, code: str = "") -> list[Diagnostic]:
    return [each for each in check(compiled) if not code or each.code == code]


def test_shipped_rulebook_is_clean() -> None:
    assert check(shipped().compiled) == []


def test_a_rulebook_that_answers_everything_is_clean(tmp_path: Path) -> None:
    assert check(mini(tmp_path, instrument("one", ALL_ANSWERED))) == []


def test_every_check_says_its_law_with_a_bad_and_a_good_example() -> None:
    for each in CHECKS:
        text = sys.modules[each.__module__].__doc__ or ""
        assert text.startswith("PE6"), each
        assert "Law:" in text and "Bad:" in text and "Good:" in text, each


# --- PE601 gaps ------------------------------------------------------------------------------------------------------

TWO_TIERS = """
short: {when: {days: {at_most: 2}}, then: {approve: higher_level}}
long: {when: {days: {at_least: 4}}, then: {approve: higher_level}}
"""


def test_gap_between_two_tiers(tmp_path: Path) -> None:
    (one,) = found(mini(tmp_path, instrument("one", TWO_TIERS)))
    assert one.code == "PE601"
    assert one.place.file == "mini/one.yaml"
    assert one.words["jurisdiction"] == "town" and one.words["slot"] == "may"
    assert "days: 2.5" in one.words["facts"]


def test_gap_closed_by_a_declared_hole(tmp_path: Path) -> None:
    hole = "- {when: {days: {between: [2.5, 3.5]}}, zh: 三天没有写, en: three days, owner: party_committee}"
    assert found(mini(tmp_path, instrument("one", TWO_TIERS, leaves_open=hole))) == []


def test_gap_partly_declared_is_told_for_the_rest(tmp_path: Path) -> None:
    hole = "- {when: {days: {between: [2.5, 3]}}, zh: 三天没有写, en: three days, owner: party_committee}"
    (one,) = found(mini(tmp_path, instrument("one", TWO_TIERS, leaves_open=hole)))
    assert "days: 3.5" in one.words["facts"]


def test_gap_is_told_by_region_not_by_point(tmp_path: Path) -> None:
    rules = """
    a: {when: {post: {not: staff}}, then: {approve: higher_level}}
    b: {when: {kind: {in: [personal, sick]}, days: {at_least: 3}}, then: {approve: higher_level}}
    """
    # What is left of the leave of staff has two parts: kinds that are not named, and under three days.
    told = found(mini(tmp_path, instrument("one", rules)))
    assert len(told) == 2
    assert all("post: staff" in each.words["facts"] for each in told)


def test_at_most_a_few_regions_are_told(tmp_path: Path) -> None:
    kinds = ("personal", "sick", "official", "annual", "compensatory", "study_session")
    rules = "\n".join(
        f"r{n}: {{when: {{kind: {kind}, days: {{not: {n + 3}}}}}, then: {{approve: higher_level}}}}"
        for n, kind in enumerate(kinds)
    )
    assert len(found(mini(tmp_path, instrument("one", rules)))) == REGIONS


def test_advice_does_not_answer(tmp_path: Path) -> None:
    rules = "a: {strength: should, then: {permit: true}}"
    assert [each.code for each in found(mini(tmp_path, instrument("one", rules)))] == ["PE601"]


def test_another_matter_does_not_answer(tmp_path: Path) -> None:
    rules = "a: {for: duty_shift, then: {permit: true}}"
    assert [each.code for each in found(mini(tmp_path, instrument("one", rules)))] == ["PE601"]


def test_a_prohibition_answers(tmp_path: Path) -> None:
    assert found(mini(tmp_path, instrument("one", "a: {then: {prohibit: true}}"))) == []


def test_impossible_requests_are_no_gap(tmp_path: Path) -> None:
    posts = "[staff, section_head, coordinator, vice_mayor, committee_member, deputy_secretary, npc_chair, mayor]"
    rules = f"a: {{when: {{post: {posts}}}, then: {{approve: party_secretary}}}}\n" + SECRETARY
    assert found(mini(tmp_path, instrument("one", rules))) == []


def test_derived_facts_are_respected(tmp_path: Path) -> None:
    rules = """
    a: {when: {days_in_row: {at_least: 3}}, then: {approve: higher_level}}
    b: {when: {days: {at_most: 2.5}}, then: {approve: higher_level}}
    """
    # With more than two and a half days the sum is at least three; as independent facts a gap would remain.
    assert found(mini(tmp_path, instrument("one", rules))) == []


def test_gap_only_while_rules_are_in_force(tmp_path: Path) -> None:
    text = instrument("one", ALL_ANSWERED, in_force="{from: 2020-01-01, until: 2025-12-31}")
    assert found(mini(tmp_path, text)) == []


def test_gap_in_one_epoch(tmp_path: Path) -> None:
    rules = """
    a:
      wordings:
        - {in_force: {until: 2025-12-31}, then: {approve: higher_level}}
        - {in_force: {from: 2026-01-01}, when: {kind: sick}, then: {approve: higher_level}}
    """
    (one,) = found(mini(tmp_path, instrument("one", rules)))
    assert one.code == "PE601" and "kind: personal" in one.words["facts"]


def test_gap_stands_at_the_jurisdictions_own_instrument(tmp_path: Path) -> None:
    own = instrument("own", "a: {when: {kind: sick}, then: {approve: higher_level}}")
    county = instrument("county", "b: {when: {kind: official}, then: {approve: higher_level}}")
    adopted = {
        "county-x": {"zh": "县", "adopts": ["county"]},
        "town": {"zh": "镇", "adopts": ["own"], "parent": "county-x"},
    }
    told = found(mini(tmp_path, own, county, jurisdictions=adopted))
    assert {(each.words["jurisdiction"], each.place.file) for each in told} == {
        ("county-x", "mini/county.yaml"),
        ("town", "mini/own.yaml"),
    }


def test_a_gap_that_the_scan_denies_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = mini(tmp_path, instrument("one", TWO_TIERS))
    monkeypatch.setattr(sys.modules["policy_engine.tools.checks.gaps"], "is_answered", lambda *_: True)
    with pytest.raises(EngineError):
        check(compiled)


# --- PE602 unreachable -----------------------------------------------------------------------------------------------


def test_unreachable_rule(tmp_path: Path) -> None:
    rules = ALL_ANSWERED + "never: {when: {days: {more_than: 3, less_than: 3}}, then: {apply: applicant}}"
    (one,) = found(mini(tmp_path, instrument("one", rules)))
    assert (one.code, one.words["rule"]) == ("PE602", "one/never")


def test_unreachable_by_an_impossible_combination(tmp_path: Path) -> None:
    rules = ALL_ANSWERED + "never: {when: {post: outsider}, then: {apply: applicant}}"
    assert [each.code for each in found(mini(tmp_path, instrument("one", rules)))] == ["PE602"]


def test_unreachable_by_a_derived_fact(tmp_path: Path) -> None:
    rules = ALL_ANSWERED + "never: {when: {days: 5, days_in_row: {at_most: 4}}, then: {apply: applicant}}"
    assert [each.code for each in found(mini(tmp_path, instrument("one", rules)))] == ["PE602"]


def test_unreachable_exception(tmp_path: Path) -> None:
    rules = ALL_ANSWERED + "\nx: {exception_to: secretary, when: {post: mayor}, then: {permit: true}}"
    (one,) = found(mini(tmp_path, instrument("one", rules)))
    assert (one.code, one.words["rule"]) == ("PE602", "one/x")


def test_an_exception_needs_a_jurisdiction_that_adopts_its_base(tmp_path: Path) -> None:
    base = instrument("base", ALL_ANSWERED)
    other = instrument("other", "x: {exception_to: base/everybody, when: {kind: sick}, then: {approve: higher_level}}")
    apart = {"a": {"zh": "甲", "adopts": ["base"]}, "b": {"zh": "乙", "adopts": ["other"]}}
    (one,) = found(mini(tmp_path / "apart", base, other, jurisdictions=apart), "PE602")
    assert one.words["rule"] == "other/x"
    together = {**apart, "c": {"zh": "丙", "adopts": ["base", "other"]}}
    assert not found(mini(tmp_path / "together", base, other, jurisdictions=together), "PE602")


def test_a_version_is_told_at_its_wording(tmp_path: Path) -> None:
    rules = (
        ALL_ANSWERED
        + """
note:
  wordings:
    - {in_force: {until: 2025-12-31}, when: {kind: sick}, then: {apply: applicant}}
    - in_force: {from: 2026-01-01}
      when: {kind: sick, set_off: true}
      then: {apply: applicant}
"""
    )
    (one,) = found(mini(tmp_path, instrument("one", rules)))
    assert (one.code, one.words["rule"]) == ("PE602", "one/note")
    text = (tmp_path / "mini" / "one.yaml").read_text(encoding="utf-8").splitlines()
    assert "2026-01-01" in text[one.place.line - 1]


# --- PE607 shadowed --------------------------------------------------------------------------------------------------

SHADOWED = """
sick: {exception_to: everybody, when: {kind: sick}, then: {approve: higher_level}}
well: {exception_to: everybody, when: {kind: {not: sick}}, then: {approve: organisation_office}}
"""


def test_shadowed_rule(tmp_path: Path) -> None:
    (one,) = found(mini(tmp_path, instrument("one", ALL_ANSWERED + SHADOWED.strip())))
    assert (one.code, one.words["rule"]) == ("PE607", "one/everybody")
    assert "post:" in one.words["facts"]


def test_a_rule_that_keeps_one_effect_is_not_shadowed(tmp_path: Path) -> None:
    rules = (ALL_ANSWERED + SHADOWED.strip()).replace(
        "{approve: party_secretary}", "{approve: party_secretary, apply: applicant}"
    )
    assert found(mini(tmp_path, instrument("one", rules))) == []


def test_a_rule_shadowed_in_one_town_only_is_not_told(tmp_path: Path) -> None:
    base = instrument("base", ALL_ANSWERED)
    other = instrument("other", SHADOWED.replace("everybody", "base/everybody").strip())
    adopted = {"a": {"zh": "甲", "adopts": ["base"]}, "b": {"zh": "乙", "adopts": ["base", "other"]}}
    assert not found(mini(tmp_path, base, other, jurisdictions=adopted), "PE607")


# --- PE603 idle ------------------------------------------------------------------------------------------------------


def test_idle_exception(tmp_path: Path) -> None:
    rules = ALL_ANSWERED + "\nx: {exception_to: everybody, when: {kind: sick}, then: {approve: party_secretary}}"
    (one,) = found(mini(tmp_path, instrument("one", rules)))
    assert (one.code, one.words["rule"]) == ("PE603", "one/x")
    assert "kind: sick" in one.words["facts"]


def test_an_exception_with_another_approver_is_not_idle(tmp_path: Path) -> None:
    rules = ALL_ANSWERED + "\nx: {exception_to: everybody, when: {kind: sick}, then: {approve: higher_level}}"
    assert found(mini(tmp_path, instrument("one", rules))) == []


def test_an_exception_that_only_stops_another_is_not_idle(tmp_path: Path) -> None:
    rules = ALL_ANSWERED + (
        "\nx: {exception_to: everybody, when: {kind: sick}, then: {approve: higher_level}}"
        "\ny: {exception_to: x, when: {days: {at_most: 3}}, then: {approve: party_secretary}}"
    )
    assert found(mini(tmp_path, instrument("one", rules))) == []


def test_idle_by_the_actor_that_a_fact_chooses(tmp_path: Path) -> None:
    rules = ALL_ANSWERED.replace("approve: party_secretary", "approve: principal_on_line").replace(
        "{not: party_secretary}", "{in: [staff, section_head]}"
    )
    others = "[coordinator, vice_mayor, committee_member, deputy_secretary, npc_chair, mayor]"
    rules += f"others: {{when: {{post: {{in: {others}}}}}, then: {{refer: {{to: higher_level}}}}}}"
    rules += "\nx: {exception_to: everybody, when: {line: party}, then: {approve: party_secretary}}"
    assert [each.code for each in found(mini(tmp_path, instrument("one", rules)))] == ["PE603"]


def test_idle_advice_is_seen_and_working_advice_is_not(tmp_path: Path) -> None:
    base = ALL_ANSWERED + "\nadvice: {strength: should, when: {kind: sick}, then: {notify: party_government_office}}"
    idle_one = base + (
        "\nx: {strength: should, exception_to: advice, when: {days: 1}, then: {notify: party_government_office}}"
    )
    (one,) = found(mini(tmp_path / "idle", instrument("one", idle_one)))
    assert (one.code, one.words["rule"]) == ("PE603", "one/x")
    works = base + "\nx: {strength: should, exception_to: advice, when: {days: 1}, then: {notify: finance_office}}"
    assert found(mini(tmp_path / "works", instrument("one", works))) == []


def test_an_exception_idle_in_one_epoch_only_is_not_told(tmp_path: Path) -> None:
    rules = """
    everybody:
      wordings:
        - {in_force: {until: 2025-12-31}, when: {post: {not: party_secretary}}, then: {approve: party_secretary}}
        - {in_force: {from: 2026-01-01}, then: {approve: higher_level}}
    x: {exception_to: everybody, when: {kind: sick, post: {not: party_secretary}}, then: {approve: party_secretary}}
    """
    assert not found(mini(tmp_path, instrument("one", rules)), "PE603")


def test_an_idle_exception_that_the_scan_denies_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = ALL_ANSWERED + "\nx: {exception_to: everybody, when: {kind: sick}, then: {approve: higher_level}}"
    compiled = mini(tmp_path, instrument("one", rules))
    monkeypatch.setattr(idle, "_changes_nothing", lambda *_: True)
    with pytest.raises(EngineError):
        check(compiled)


# --- PE604 wordings --------------------------------------------------------------------------------------------------


def wordings(second: str) -> str:
    return (
        ALL_ANSWERED
        + f"""
note:
  wordings:
    - {{in_force: {{until: 2025-12-31}}, when: {{kind: sick}}, then: {{apply: applicant}}}}
    - {{in_force: {{from: {second}}}, when: {{kind: personal}}, then: {{apply: applicant}}}}
"""
    )


def test_hole_between_wordings(tmp_path: Path) -> None:
    (one,) = found(mini(tmp_path, instrument("one", wordings("2026-02-01"))))
    assert one.code == "PE604"
    assert dict(one.words) == {"rule": "one/note", "start": "2026-01-01", "end": "2026-01-31"}


def test_wordings_that_follow_each_other(tmp_path: Path) -> None:
    assert found(mini(tmp_path, instrument("one", wordings("2026-01-01")))) == []


# --- PE605 answered holes --------------------------------------------------------------------------------------------


def test_declared_hole_that_rules_answer(tmp_path: Path) -> None:
    hole = "- {when: {post: party_secretary}, zh: 书记没有写, en: the secretary, owner: party_committee}"
    (one,) = found(mini(tmp_path, instrument("one", ALL_ANSWERED, leaves_open=hole)))
    assert one.code == "PE605"
    assert found(mini(tmp_path / "clean", instrument("one", EVERYBODY, leaves_open=hole))) == []


def test_a_hole_open_in_one_town_stays(tmp_path: Path) -> None:
    hole = "- {when: {post: party_secretary}, zh: 书记没有写, en: the secretary, owner: party_committee}"
    one = instrument("one", EVERYBODY, leaves_open=hole)
    other = instrument("other", SECRETARY)
    adopted = {"a": {"zh": "甲", "adopts": ["one"]}, "b": {"zh": "乙", "adopts": ["one", "other"]}}
    assert found(mini(tmp_path, one, other, jurisdictions=adopted)) == []


# --- PE608 unused ----------------------------------------------------------------------------------------------------

TERMS = """
ill: {name_zh: 生病, zh: 生病, en: ill, when: {kind: sick}}
long_ill:
  name_zh: 久病
  zh: 久病
  en: long ill
  when: {any: [{all: [{ill: true}, {not: {days: {less_than: limit}}}]}]}
idle_term: {name_zh: 闲词, zh: 闲词, en: idle, when: {kind: annual}}
"""
PARAMETERS = """
limit: {zh: 界限, en: limit, unit: day, values: [{from: unknown, value: 30}]}
soon: {zh: 不久, en: soon, unit: day, value: unset, owner: party_committee}
sick: {zh: 与值同名, en: named like a value, unit: day, values: [{from: unknown, value: 3}]}
"""


def test_unused_term_and_parameter(tmp_path: Path) -> None:
    rules = ALL_ANSWERED + "note: {when: {long_ill: true}, then: {return: {by: applicant, within: soon}}}"
    told = found(mini(tmp_path, instrument("one", rules, terms=TERMS, parameters=PARAMETERS)))
    assert [(each.code, each.words["id"], each.words["what_en"]) for each in told] == [
        ("PE608", "idle_term", "term"),
        ("PE608", "sick", "parameter"),
    ]
    assert "用语“idle_term”没有被用到" in told[0].message("zh")


def test_uses_in_a_hole_and_in_papers_count(tmp_path: Path) -> None:
    hole = "- {when: {ill: true, post: party_secretary}, zh: 书记生病, en: ill, owner: party_committee}"
    rules = EVERYBODY + "note: {then: {require_afterwards: {papers: [leave_slip], within: soon}}}"
    text = instrument(
        "one",
        rules,
        terms="ill: {name_zh: 生病, zh: 生病, en: ill, when: {kind: sick}}",
        parameters="soon: {zh: 不久, en: soon, unit: day, values: [{from: unknown, value: 3}]}",
        leaves_open=hole,
    )
    assert not found(mini(tmp_path, text), "PE608")


# --- all together ----------------------------------------------------------------------------------------------------


def test_findings_are_sorted_and_told_once(tmp_path: Path) -> None:
    rules = TWO_TIERS + "never: {when: {post: outsider}, then: {apply: applicant}}"
    text = instrument("one", rules, terms=TERMS.replace("limit", "30"))
    adopted = {"a": {"zh": "甲", "adopts": ["one"]}, "b": {"zh": "乙", "adopts": ["one"]}}
    told = check(mini(tmp_path, text, jurisdictions=adopted))
    assert told == sorted(told, key=Diagnostic.sort_key)
    assert [each.code for each in told].count("PE602") == 1
    assert {each.words["jurisdiction"] for each in told if each.code == "PE601"} == {"a", "b"}
    assert all(each.level == "finding" for each in told)
