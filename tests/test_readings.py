"""The page of readings lists all thirty points, and under each the rules that lean on it."""

from __future__ import annotations

import re

from scripts.readings import ROOT, TARGET, carriers, with_rules

from policy_engine.loading.folder import compile_folder


def test_the_page_names_every_rule_that_carries_a_reading() -> None:
    found = carriers(compile_folder(ROOT / "rulebook", prove=False))
    text = TARGET.read_text("utf-8")
    assert with_rules(text, found) == text, "run scripts/readings.py"
    assert set(found) - {0} <= set(range(1, 31))


def test_all_thirty_points_are_decided_with_the_decisions_they_move() -> None:
    text = TARGET.read_text("utf-8")
    numbers = [int(each) for each in re.findall(r"^### (\d+)\. ", text, re.MULTILINE)]
    assert numbers == list(range(1, 31))
    for point in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        assert len(re.findall(r"^Moves: ", point, re.MULTILINE)) == 1, point[:60]
        assert len(re.findall(r"^Rules: ", point, re.MULTILINE)) == 1, point[:60]
