"""The interview: asks only the questions on whose answers the decision still depends.

:class:`Interview` does neither input nor output, so that a terminal and a web page can both hold one::

    interview = Interview(book, "absence", "town-a")
    while interview.question is not None:
        print(question_text(interview.question, "en"))
        interview.answer("2026-03-02")     # raises RequestError where that is no answer; ask again
    interview.decision
"""

from policy_engine.tools.ask.interview import Interview
from policy_engine.tools.ask.questions import Choice, Question, Reason
from policy_engine.tools.ask.text import left_open_text, question_text, refusal_text, why_text

__all__ = [
    "Choice",
    "Interview",
    "Question",
    "Reason",
    "left_open_text",
    "question_text",
    "refusal_text",
    "why_text",
]
