"""Histories for people and sheets: an answer as text, many people as a table, and the CSV that their events come in."""

from policy_engine.tools.histories.page import answer_text, table_csv, table_text
from policy_engine.tools.histories.sheets import read_sheet

__all__ = ["answer_text", "read_sheet", "table_csv", "table_text"]
