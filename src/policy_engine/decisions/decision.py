"""The immutable decision: the answer in force, with its published form, and the answer of the rules that are not."""

from __future__ import annotations

from policy_engine.decisions.answer import Answer
from policy_engine.decisions.model import DecisionModel
from policy_engine.decisions.publish import to_model


class Decision(Answer):
    """The answer to one request, with everything of :class:`~policy_engine.decisions.answer.Answer`."""

    __slots__ = ()

    @property
    def not_in_force(self) -> Decision | None:
        """The decision of the rules that are only proposed, reported, aimed at or inferred: never in force.

        It is worked out when asked for, from those rules alone; nothing where they say nothing to the request.
        """
        found = self.shadow().answer
        return found if found is not None and found.says_something else None

    def model(self) -> DecisionModel:
        """The published pydantic model of the decision."""
        return to_model(self)

    def json(self) -> str:
        """The canonical JSON of the decision: sorted keys, decimals as text."""
        return self.model().canonical()

    def __eq__(self, other: object) -> bool:
        """Equal in meaning: places, display texts and the engine's version are left out."""
        if not isinstance(other, Decision):
            return NotImplemented
        return bool(self.model().meaning() == other.model().meaning())

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.outcome, self.jurisdiction, self.day, self.topic))

    def __repr__(self) -> str:
        clauses = ", ".join(self.decided_by) or "-"
        return f"<Decision {self.outcome} {self.topic} {self.jurisdiction} {self.as_of} by {clauses}>"
