"""Which chainer runs, and the checking mode in which both do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from policy_engine.errors import EngineError
from policy_engine.histories.matching.forward import ForwardChainer, c_module
from policy_engine.histories.matching.model import Chainer, Derivation, Fact, MatchRule
from policy_engine.histories.matching.plain import PlainChainer
from policy_engine.histories.matching.validate import over_the_limits, require_rules

PLAIN = PlainChainer()


@cache
def _forward() -> ForwardChainer | None:
    """The one chainer on durable-rules of this process, which keeps its compiled rulesets."""
    return ForwardChainer() if c_module() is not None else None


def choose(rules: Sequence[MatchRule], *, checking: bool = False) -> Chainer:
    """The chainer for these rules: durable-rules where it runs and the rules are within its limits, else plain.

    Pass the same tuple each time: what is worked out for it is remembered by the tuple itself. With ``checking`` both
    run; where only plain can, plain runs alone, and its name says so.

    :raises EngineError: rules that neither chainer takes.
    """
    require_rules(rules)
    forward = _forward()
    if forward is None or over_the_limits(rules):
        return PLAIN
    return Checking(forward, PLAIN) if checking else forward


class Checking:
    """Runs two chainers and answers only if they agree."""

    def __init__(self, one: Chainer, other: Chainer) -> None:
        self._one, self._other = one, other

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self._one.name}+{self._other.name}"

    def chain(self, rules: Sequence[MatchRule], facts: Sequence[Fact]) -> tuple[Derivation, ...]:
        """Every derivation, sorted.

        :raises EngineError: either chainer's, and where the two do not agree.
        """
        found = self._one.chain(rules, facts)
        again = self._other.chain(rules, facts)
        if found != again:
            alone = sorted(set(found) ^ set(again), key=repr)
            first = f"; only one of them has {alone[0]}" if alone else ""
            raise EngineError(f"the chainers {self._one.name} and {self._other.name} disagree{first}")
        return found
