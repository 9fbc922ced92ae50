"""Explanation of a decision: for every rule of every slot whether it applied, was replaced, or why it did not apply."""

from policy_engine.tools.explain.explanation import Explanation, explain
from policy_engine.tools.explain.parts import Account, Part, RuleLine, SlotLine

__all__ = ["Account", "Explanation", "Part", "RuleLine", "SlotLine", "explain"]
