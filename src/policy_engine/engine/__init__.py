"""Deciding: the rulebook's front (:mod:`.book`), the verdict of rules (:mod:`.verdicts`), unknown facts
(:mod:`.residual`), the next best question (:mod:`.questions`), and what has been done so far (:mod:`.steps`).

No files, no clock, no logging, no globals: same rulebook, same request, same date, same decision.
"""
