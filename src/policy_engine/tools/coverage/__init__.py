"""The ledger against the rulebook: what became of every clause (:mod:`.accounts`), as text (:mod:`.text`, words in
:mod:`.words`), and the ledger's fates rewritten from the instruments (:mod:`.update`)."""

from policy_engine.tools.coverage.accounts import Account, Coverage, cover
from policy_engine.tools.coverage.text import clause_text, coverage_text
from policy_engine.tools.coverage.update import Change, Update, update

__all__ = ["Account", "Change", "Coverage", "Update", "clause_text", "cover", "coverage_text", "update"]
