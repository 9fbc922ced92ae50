"""Findings about a rulebook that loads: what it leaves unanswered, what in it can never work or changes nothing.

Each check is one file with its law. A finding that rests on a request shows one; that request was decided again by the
plain scan before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.diagrams.manager import TooComplexError
from policy_engine.errors import Diagnostic, EngineError
from policy_engine.tools.checks.gaps import gaps
from policy_engine.tools.checks.holes import answered_holes
from policy_engine.tools.checks.idle import idle_exceptions
from policy_engine.tools.checks.shadowed import shadowed
from policy_engine.tools.checks.unreachable import unreachable
from policy_engine.tools.checks.unused import unused
from policy_engine.tools.checks.wordings import broken_wordings

Check = Callable[[CompiledRulebook], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    gaps,
    unreachable,
    shadowed,
    idle_exceptions,
    broken_wordings,
    answered_holes,
    unused,
)
_WITHOUT_DIAGRAMS: tuple[Check, ...] = (broken_wordings, unused)
_OF_SHADOW: tuple[Check, ...] = (unreachable, shadowed, idle_exceptions)


def check(compiled: CompiledRulebook) -> list[Diagnostic]:
    """Every finding of every check, sorted by place, each once.

    Of a rulebook that did not compile only its texts are checked. Rules that are not in force are looked at like
    others, but fill no gap and leave none: what they do not answer nobody misses, what they answer stays unanswered.

    Raises:
        EngineError: a finding was not confirmed by the plain scan, or an analysis grew over its budget. Silence would
            read as "nothing found".
    """
    found: dict[tuple[str, int, int, str, str], Diagnostic] = {}
    looks = [(each, compiled) for each in (CHECKS if compiled.books else _WITHOUT_DIAGRAMS)]
    if compiled.shadow is not None:
        looks.extend((each, compiled.shadow) for each in _OF_SHADOW)
    for each, book in looks:
        try:
            for diagnostic in each(book):
                found.setdefault(diagnostic.sort_key(), diagnostic)
        except TooComplexError as problem:
            raise EngineError(f"check {each.__name__}: the diagrams grew over their budget") from problem
    return [found[key] for key in sorted(found)]


__all__ = ["CHECKS", "check"]
