"""Histories for people and sheets: an answer as text, as a picture, as a calendar; many people as a table; and the CSV
that their events come in."""

from policy_engine.tools.histories.drawing import svg_of
from policy_engine.tools.histories.page import answer_text, table_csv, table_text
from policy_engine.tools.histories.sheets import read_sheet
from policy_engine.tools.histories.year import calendar_text

__all__ = ["answer_text", "calendar_text", "read_sheet", "svg_of", "table_csv", "table_text"]
