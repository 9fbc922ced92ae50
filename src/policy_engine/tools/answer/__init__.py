"""A decision in words, for somebody who has nothing but this page: what, who, in which order, why, by which rulebook.

Pure: the same decision, vocabulary and language give the same text.
"""

from policy_engine.tools.answer.page import answer_text
from policy_engine.tools.answer.words import OUTCOMES, STATUSES

__all__ = ["OUTCOMES", "STATUSES", "answer_text"]
