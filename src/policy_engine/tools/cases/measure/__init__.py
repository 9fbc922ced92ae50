"""Measuring what cases prove: which rules decide in some case, and whether every figure is tested on both sides.

What has to be shown is collected from the compiled rulebook (:mod:`.demands`, :mod:`.numbers`, :mod:`.figures`); every
decision of a case shows some of it (:mod:`.deciding`); what nobody shows is a miss with the case to add
(:mod:`.remedies`). :class:`Measure` holds it together.
"""

from policy_engine.tools.cases.measure.demands import KINDS, Kind
from policy_engine.tools.cases.measure.measure import Measure, Tallies

__all__ = ["KINDS", "Kind", "Measure", "Tallies"]
