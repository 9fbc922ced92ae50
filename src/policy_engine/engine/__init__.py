"""Deciding: the rulebook's front (:mod:`.book`), what rules say (:mod:`.verdicts`) and its notes (:mod:`.notes`),
unknown facts (:mod:`.residual`), the next best question (:mod:`.questions`), what has been done so far (:mod:`.steps`,
:mod:`.fulfilment`, :mod:`.reasons`), and figures (:mod:`.desk`, :mod:`.figures`, :mod:`.working_days`).

No files, no clock, no logging, no globals: same rulebook, same request, same date, same decision.
"""
