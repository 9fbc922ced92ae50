"""The catalogue of diagnostic codes: one entry each, from which messages and the pages of ``docs/errors`` are made.

Families: 1 reading text, 2 shape of a file, 3 names, 4 figures and dates, 5 rules together, 6 findings of ``check``,
7 requests, 8 cases (from 40 on: source documents), 9 the folder.
"""

from policy_engine.codes import cases, names, reading, requests, rules
from policy_engine.codes.code import ENTERED, Code, Lang, Level

CODES: dict[str, Code] = dict(sorted(ENTERED.items()))
"""Every code, by its id."""

__all__ = ["CODES", "Code", "Lang", "Level", "cases", "names", "reading", "requests", "rules"]
