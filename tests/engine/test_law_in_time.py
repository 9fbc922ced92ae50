"""Dates, parameters and levels: which wording, which figure, whose rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policy_engine import RequestError, RulebookError, load
from policy_engine.engine.book import Rulebook
from policy_engine.tools.answer import answer_text
from policy_engine.tools.explain import explain
from tests.build import book, instrument, write

BASE = {"kind": "personal", "post": "section_head", "days": 3, "adjoining_days": 0}


def ask(
    found: Rulebook,
    day: str | None,
    jurisdiction: str = "town",
    given: Any = None,
    as_of: str | None = None,
    **facts: Any,
):  # type: ignore[no-untyped-def]
    data: dict[str, Any] = {
        "topic": "absence",
        "jurisdiction": jurisdiction,
        "facts": {**BASE, **facts},
        "given": given or {},
    }
    if day:
        data["facts"]["first_day"] = day
    if as_of:
        data["as_of"] = as_of
    return found.decide_data(data)


class TestAmendments:
    """A wording or a figure that another document brought says so wherever it is applied."""

    RULES = """
heads:
  wordings:
    - in_force: {until: 2025-12-31}
      when: {post: section_head, days: {at_least: 3}}
      then: {approve: party_secretary}
    - in_force: {from: 2026-01-01}
      amended_by: {document: elsewhere, zh: 改了}
      when: {post: section_head, days: {at_least: long-leave}}
      then: {approve: party_secretary}
"""
    FIGURES = """parameters:
  long-leave:
    zh: 长假
    en: long leave
    unit: day
    values: [{from: unknown, value: 3}, {from: 2026-07-01, value: 5, amended_by: {document: elsewhere, zh: 又改了}}]
"""

    def test_the_citation_names_the_document_of_the_wording(self, tmp_path: Path) -> None:
        found = book(tmp_path, self.RULES, more=self.FIGURES)
        for day, document in (("2025-12-31", ""), ("2026-01-01", "elsewhere")):
            decision = ask(found, day, days=5)
            assert [each.amended_by for each in decision.citations] == [document]
            assert [each.amended_by for each in decision.model().citations] == [document or None]
            page = answer_text(decision, found.compiled.models.vocabulary, "en")
            assert ("as amended by elsewhere" in page) == bool(document)

    def test_the_explanation_names_the_document_of_the_figure(self, tmp_path: Path) -> None:
        found = book(tmp_path, self.RULES, more=self.FIGURES)
        for day, document in (("2026-06-30", ""), ("2026-07-01", "elsewhere")):
            account = explain(found, ask(found, day, days=5).request, "town")
            assert [each.amended_by for each in account.account.parameters] == [document]
            assert ("由 elsewhere 修改" in account.text("zh")) == bool(document)


class TestWordings:
    RULES = """
heads:
  wordings:
    - in_force: {until: 2025-12-31}
      when: {post: section_head, days: {at_least: 3}}
      then: {approve: party_secretary}
    - in_force: {from: 2026-01-01}
      when: {post: section_head, days: {at_least: 4}}
      then: {approve: party_secretary}
away: {exception_to: heads, when: {away: {includes: party_secretary}}, then: {approve: mayor}}
"""

    def test_the_anchor_chooses(self, tmp_path: Path) -> None:
        found = book(tmp_path, self.RULES)
        assert ask(found, "2025-12-31").approvers == ("party_secretary",) or ask(found, "2025-12-31").needs == ("away",)
        assert ask(found, "2025-12-31", away=[]).approvers == ("party_secretary",)
        assert ask(found, "2026-01-01", away=[]).outcome == "not_covered"
        assert ask(found, "2026-01-01", away=[], days=4).approvers == ("party_secretary",)

    def test_an_exception_follows_the_wording_in_force(self, tmp_path: Path) -> None:
        found = book(tmp_path, self.RULES)
        assert ask(found, "2025-12-31", away=["party_secretary"]).approvers == ("mayor",)
        assert ask(found, "2026-01-01", away=["party_secretary"]).outcome == "not_covered"

    def test_the_caller_may_say_another_day(self, tmp_path: Path) -> None:
        found = book(tmp_path, self.RULES)
        decision = ask(found, "2026-01-01", as_of="2025-06-01", away=[])
        assert decision.approvers == ("party_secretary",)
        assert decision.as_of.isoformat() == "2025-06-01"

    def test_no_day_at_all_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(RequestError) as refused:
            ask(book(tmp_path, self.RULES), None)
        assert [fault.code for fault in refused.value.diagnostics] == ["PE710"]

    def test_before_the_instrument(self, tmp_path: Path) -> None:
        found = book(tmp_path, "all: {then: {permit: true}}", in_force="{from: 2020-01-01, until: 2029-12-31}")
        assert [ask(found, day).outcome for day in ("2019-12-31", "2020-01-01", "2029-12-31", "2030-01-01")] == [
            "not_covered",
            "permitted",
            "permitted",
            "not_covered",
        ]


class TestParameters:
    MORE = """\
parameters:
  long-leave:
    {zh: 长假, en: long leave, unit: day, values: [{from: unknown, value: 3}, {from: 2026-01-01, value: 5}]}
  many: {zh: 较多, en: many, unit: day, value: unset, owner: party_government_office}
"""

    def test_a_dated_figure(self, tmp_path: Path) -> None:
        rules = "long: {when: {days: {at_least: long-leave}}, then: {approve: party_committee}}"
        found = book(tmp_path, rules, more=self.MORE)
        assert ask(found, "2025-12-31").approvers == ("party_committee",)
        assert ask(found, "2026-01-01").outcome == "not_covered"
        assert ask(found, "2026-01-01", days="4.5").outcome == "not_covered"
        assert ask(found, "2026-01-01", days=5).approvers == ("party_committee",)

    def test_an_unset_threshold_is_a_judgement(self, tmp_path: Path) -> None:
        rules = """
many: {when: {days: {at_least: many, at_most: 300}}, then: {approve: party_committee}}
few: {when: {days: {less_than: many, at_most: 300}}, then: {approve: organisation_office}}
"""
        found = book(tmp_path, rules, more=self.MORE)
        asked = ask(found, "2026-01-01")
        assert (asked.outcome, asked.needs) == ("undetermined", ("example/many",))
        for name in ("many", "example/many"):
            given = {"judgements": {name: {"value": True, "by": "party_committee"}}}
            assert ask(found, "2026-01-01", given=given).approvers == ("party_committee",)
        given = {"judgements": {"many": {"value": False, "by": "party_committee"}}}
        assert ask(found, "2026-01-01", given=given).approvers == ("organisation_office",)
        assert ask(found, "2026-01-01", days=301).outcome == "not_covered"

    def test_an_unknown_judgement_is_refused(self, tmp_path: Path) -> None:
        found = book(tmp_path, "all: {then: {permit: true}}", more=self.MORE)
        with pytest.raises(RequestError) as refused:
            ask(found, "2026-01-01", given={"judgements": {"special_circumstance": {"value": True, "by": "mayor"}}})
        (fault,) = refused.value.diagnostics
        assert (fault.code, fault.near) == ("PE714", "special_circumstances")


class TestLevels:
    TOWNS = "county: {zh: 县, en: County, adopts: [upper]}\ntown: {zh: 镇, en: Town, adopts: [lower], parent: county}\n"

    def build(self, folder: Path, upper: str, lower: str) -> Rulebook:
        texts = {"upper": instrument(upper, "upper"), "lower": instrument(lower, "lower")}
        return load(write(folder, texts, self.TOWNS))

    def test_the_higher_prevails(self, tmp_path: Path) -> None:
        found = self.build(
            tmp_path,
            "high: {when: {post: section_head}, then: {approve: party_committee}}",
            "low: {when: {kind: personal}, then: {approve: organisation_office}}",
        )
        assert ask(found, "2026-01-01").approvers == ("party_committee",)
        assert ask(found, "2026-01-01", post="staff").approvers == ("organisation_office",)
        assert ask(found, "2026-01-01", "county").approvers == ("party_committee",)

    def test_the_lower_may_vary(self, tmp_path: Path) -> None:
        found = self.build(
            tmp_path,
            "high: {may_vary: true, when: {post: section_head}, then: {approve: party_committee}}",
            "low: {when: {kind: personal}, then: {approve: organisation_office}}",
        )
        assert ask(found, "2026-01-01").approvers == ("organisation_office",)
        assert ask(found, "2026-01-01", kind="sick").approvers == ("party_committee",)

    def test_an_exception_to_a_rule_that_may_vary(self, tmp_path: Path) -> None:
        found = self.build(
            tmp_path,
            "high: {may_vary: true, when: {post: section_head},"
            " then: {approve: party_committee, require: [leave_slip]}}",
            "low: {exception_to: upper/high, when: {kind: personal}, then: {approve: organisation_office}}",
        )
        decision = ask(found, "2026-01-01")
        assert decision.approvers == ("organisation_office",)
        assert [(each.base, each.by) for each in decision.verdict.replaced] == [("upper/high", "lower/low")]
        assert [paper.rule.papers for paper in decision.papers] == [("leave_slip",)]
        assert ask(found, "2026-01-01", "county").approvers == ("party_committee",)

    def test_a_local_prohibition_gives_way_to_a_higher_permission(self, tmp_path: Path) -> None:
        found = self.build(tmp_path, "high: {then: {permit: true}}", "low: {then: {prohibit: true}}")
        assert ask(found, "2026-01-01").outcome == "permitted"

    def test_a_higher_prohibition_stands(self, tmp_path: Path) -> None:
        found = self.build(tmp_path, "high: {then: {prohibit: true}}", "low: {then: {permit: true}}")
        assert ask(found, "2026-01-01").outcome == "prohibited"

    def test_an_exception_nobody_adopts_does_not_bite(self, tmp_path: Path) -> None:
        texts = {
            "upper": instrument("high: {then: {approve: party_committee}}", "upper"),
            "lower": instrument("low: {exception_to: upper/high, then: {approve: organisation_office}}", "lower"),
        }
        towns = "town: {zh: 镇, en: Town, adopts: [upper]}\nother: {zh: 镇, en: Other, adopts: [lower]}\n"
        found = load(write(tmp_path, texts, towns))
        assert ask(found, "2026-01-01").approvers == ("party_committee",)
        assert ask(found, "2026-01-01", "other").outcome == "not_covered"

    def test_a_higher_rule_that_may_not_vary_refuses_exceptions(self, tmp_path: Path) -> None:
        with pytest.raises(RulebookError) as refused:
            self.build(
                tmp_path,
                "high: {then: {approve: party_committee}}",
                "low: {exception_to: upper/high, then: {approve: organisation_office}}",
            )
        assert [fault.code for fault in refused.value.diagnostics] == ["PE504"]
