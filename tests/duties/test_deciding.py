"""A request of topic ``standard``: which duties bind, shown in every form."""

from __future__ import annotations

import json
from pathlib import Path

from policy_engine.requests import StandardRequest
from policy_engine.tools.answer import answer_text
from policy_engine.tools.explain import explain
from tests.duties.conftest import book, duty

DUTIES = duty(
    """\
every: month
at_least: several
when: {features: {includes: county_seat}}
by: {day_of: month, of: period_end, number: 5}
to: county_archives
keep: [invoice]
items: {library: {zh: 图书室, en: library, when: {staff: {more_than: 10}}}}
measures: {area: {zh: 面积, en: area, unit: square_metre, at_least: size}}
reading: {number: own, zh: 读法, en: our reading}
caution: {zh: 小心, en: mind}
"""
) + duty("every: year\nstrength: should", "advised")


def decided(folder: Path, **facts: object):  # type: ignore[no-untyped-def]
    found = book(folder, DUTIES)
    return found, found.decide(StandardRequest(period_end="2025-03-31", **facts), "town")


def test_a_decision_lists_the_duties_that_bind(tmp_path: Path) -> None:
    _, decision = decided(tmp_path, features=["county_seat"], staff=11)
    assert (decision.outcome, decision.decided_by) == ("determined", ("example-01",))
    advised, binding = decision.duties
    assert (binding.duty, binding.certain, binding.advice) == ("example/d", True, False)
    assert [(item.name, certain) for item, certain in binding.items] == [("library", True)]
    assert (advised.duty, advised.advice) == ("example/advised", True)
    model = json.loads(decision.json())
    part = next(each for each in model["duties"] if each["duty"] == "example/d")
    assert part["bound"] == {"high": None, "high_included": True, "low": "example/several", "low_included": True}
    assert (part["every"], part["who"], part["to"], part["keep"]) == ("month", "mayor", "county_archives", ["invoice"])
    assert part["by"] == {"day_of": ["period_end", "5"], "period": "month"}
    assert part["measures"][0]["bound"]["low"] == "example/size"
    assert model["unset"] == ["example/several"]
    assert [each["of"] for each in model["cautions"]] == ["example/d"]
    assert [each["zh"] for each in model["readings"]] == ["读法"]


def test_unknown_facts_leave_it_open(tmp_path: Path) -> None:
    _, decision = decided(tmp_path)
    assert (decision.outcome, decision.needs, decision.next) == ("undetermined", ("features",), "features")
    assert [(each.duty, each.certain) for each in decision.duties] == [("example/advised", True), ("example/d", False)]


def test_an_item_that_is_not_asked_for_is_left_out(tmp_path: Path) -> None:
    _, decision = decided(tmp_path, features=["county_seat"], staff=10)
    assert decision.duties[1].items == ()
    _, unknown = decided(tmp_path / "unknown", features=["county_seat"])
    assert [certain for _, certain in unknown.duties[1].items] == [False]


def test_where_nobody_is_bound_silence_is_no_answer(tmp_path: Path) -> None:
    _, decision = decided(tmp_path, features=[])
    assert (decision.outcome, [each.duty for each in decision.duties]) == ("not_covered", ["example/advised"])


def test_duties_in_words(tmp_path: Path) -> None:
    found, decision = decided(tmp_path, features=["county_seat"], staff=11)
    english = answer_text(decision, found.compiled.models.vocabulary, "en")
    assert "\nDuties\n  the duty: every month, at least several (example/several); mayor; to county archives" in english
    assert "by day 5 of the month of the last day of the period" in english
    chinese = answer_text(decision, found.compiled.models.vocabulary, "zh")
    assert "\n义务\n  义务:每月、至少 若干(example/several);由镇长" in chinese
    explained = explain(found, decision.request, "town")
    for lang in ("zh", "en"):
        assert "example/d" in explained.text(lang, verbose=True)
    assert "duties: settled" in explained.text("en")
    json.dumps(explained.data())


def test_wordings_and_levels(tmp_path: Path) -> None:
    text = """
d:
  zh: 义务
  en: the duty
  wordings:
    - {in_force: {until: 2025-03-30}, who: mayor, every: month}
    - in_force: {from: 2025-03-31}
      amended_by: {document: elsewhere, zh: 改了, en: amended}
      reading: {number: own, zh: 新读法, en: new reading}
      who: {one_of: [mayor, party_secretary]}
      every: {event: {zh: 来客, en: guests come}}
"""
    found = book(tmp_path, text)
    before, after = (
        found.decide(StandardRequest(period_end=day), "town").duties[0].effect for day in ("2025-03-30", "2025-03-31")
    )
    assert (before.asks.every.plain(), before.who.plain()) == ("month", "mayor")
    assert after.asks.every.plain() == {"event": {"zh": "来客", "en": "guests come"}}
    assert after.who.plain() == {"one_of": ["mayor", "party_secretary"]}
