"""PE602: a rule, or a version of it, that can never apply because its condition never holds.

Law: for every version of a rule that some jurisdiction adopts there is a possible request, within the days on which the
version is in force, that meets its whole condition: that of its bases (for an exception) and its own. An exception
counts only where the same jurisdiction adopts a base of it. Impossible combinations of the topic do not count as
requests. Instruments that nobody adopts yet are not looked at.

Bad: an exception to the rule "staff, one day" that says ``when: {whole_days: {at_least: 3}}``.
Good: the exception states a case that its base can meet, ``when: {away: {includes: mayor}}``.
"""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.errors import Diagnostic
from policy_engine.tools.checks.shared import possible, versions


def unreachable(compiled: CompiledRulebook) -> Iterator[Diagnostic]:
    """The versions whose condition no possible request meets; one version that does not differ stands at the rule."""
    for (name, index), seen in versions(compiled).items():
        if all(possible(epoch, active.diagram) is None for epoch, active in seen):
            rule = compiled.rules[name]
            place = rule.place if len(rule.wordings) == 1 else rule.wordings[index].place
            yield Diagnostic("PE602", place, {"rule": name})
