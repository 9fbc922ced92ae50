"""A hundred questions and more, as people ask them: the request behind each, and the whole answer."""

from __future__ import annotations

import pytest
from scripts.questions import ROOT, Question, questions, whole_answer

from policy_engine.engine.book import load

BOOK = load(ROOT / "rulebook")
QUESTIONS = list(questions())


@pytest.mark.parametrize("question", QUESTIONS, ids=[each.id for each in QUESTIONS])
def test_question(question: Question) -> None:
    decision = question.decide(BOOK)
    expected = question.entry["expect"]
    model = decision.model().model_dump(mode="json")
    assert {key: model[key] for key in expected} == expected, whole_answer(decision, BOOK)
    lines = [line.rstrip() for line in whole_answer(decision, BOOK).splitlines()]
    again = f"read the change, then: python scripts/questions.py {question.file}"
    assert lines == question.entry["answer"].splitlines(), again


def test_every_question_is_complete() -> None:
    for each in QUESTIONS:
        assert {"asked", "asked_en", "request", "expect", "answer"} == set(each.entry), each.id
        assert {"outcome", "decided_by"} <= set(each.entry["expect"]), each.id
        assert each.entry["asked"].rstrip("?。").strip()
    asked = [each.entry["asked"] for each in QUESTIONS]
    assert len(set(asked)) == len(asked)


def test_a_file_is_named_after_its_topic() -> None:
    assert QUESTIONS
    for each in QUESTIONS:
        assert each.file.split(".")[0] == each.topic
