"""The rulebook held against its source documents: spans and digests, and every figure against its boundary word."""

from policy_engine.tools.sources.report import Report, verify
from policy_engine.tools.sources.show import Shown, UnknownNameError, show
from policy_engine.tools.sources.spans import write_spans
from policy_engine.tools.sources.text import Teller, findings_of

__all__ = ["Report", "Shown", "Teller", "UnknownNameError", "findings_of", "show", "verify", "write_spans"]
