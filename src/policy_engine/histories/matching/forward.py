"""Forward chaining on durable-rules: its raw C module, guarded.

What the C engine is trusted with is little: to match whole numbers of one fact with constants, and to do so for every
fact it is given. All else is kept from it:

* **Wire format.** Kinds, fields and texts travel as numbers and names of our own; texts are only ever equal or not, and
  one no rule speaks of is 0. Ids are our own running numbers: the engine knows facts by a 32-bit hash of the id alone.
* **State.** One state for each call, under a lock for each ruleset, primed by an END event (which initialises memory
  that deleting the state would free as it found it), and always deleted; never one that was not primed.
* **Failing.** Whatever goes wrong, the ruleset is dropped with its state, and the next call compiles it anew.
"""

from __future__ import annotations

import json
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, Final

from policy_engine.errors import EngineError
from policy_engine.histories.matching.firing import CAP, Firing, give, in_order, over_the_cap
from policy_engine.histories.matching.model import Derivation, Fact, MatchRule, Test, Value
from policy_engine.histories.matching.remembering import Remembering
from policy_engine.histories.matching.validate import (
    ordered_tests,
    over_the_limits,
    require_facts,
    require_rules,
    say_all,
)

MOST_IDS: Final = 500_000
"""Facts of one call, given and derived. Up to here the 32-bit hashes of all ids differ; a test holds this."""
_SID: Final = "0"
_END: Final = '{"sid":"0","id":"end","k":0}'  # kind 0 is no fact's
_OPS: Final = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}
_MATCHED, _NO_RULE = 0, 1


def c_module() -> ModuleType | None:
    """The C module, where it runs: it builds on Python 3.13 and later, but cannot be imported there."""
    if sys.version_info >= (3, 13):
        return None
    try:
        import durable_rules_engine  # noqa: PLC0415 - optional
    except ImportError:
        return None
    module: ModuleType = durable_rules_engine
    return module


class ForwardChainer:
    """The chainer on durable-rules. Rulesets are compiled once for each tuple of rules and kept.

    :raises EngineError: the C module does not run here.
    """

    name = "durable-rules"

    def __init__(self, cap: int = CAP) -> None:
        module = c_module()
        if module is None:
            raise EngineError("durable-rules does not run here (it needs Python before 3.13); the plain chainer does")
        self.cap = cap
        self._compiled = Remembering(lambda rules: _Ruleset(module, rules))

    def chain(self, rules: Sequence[MatchRule], facts: Sequence[Fact]) -> tuple[Derivation, ...]:
        """Every derivation, sorted.

        :raises EngineError: the validator refuses rules or facts, the rules are over the limits of the C engine, more
            follows than the cap allows, or the C engine reports an error.
        """
        require_facts(require_rules(rules), facts)
        limits = over_the_limits(rules)
        if limits:
            raise EngineError("rules over the limits of durable-rules: " + say_all(limits))
        if len(facts) > MOST_IDS:
            raise EngineError(f"more than {MOST_IDS} facts are too many for durable-rules")
        ruleset = self._compiled(rules)
        try:
            with ruleset.lock:
                firings = self._firings(ruleset, facts)
        except BaseException:
            self._compiled.forget(rules)
            raise
        return in_order(facts, firings)

    def _firings(self, ruleset: _Ruleset, facts: Sequence[Fact]) -> list[Firing]:
        found: list[Firing] = []
        cap = min(self.cap, MOST_IDS - len(facts))
        with _State(ruleset) as state:
            waiting = deque(facts)
            while waiting:
                fact = waiting.popleft()
                for rule in state.matches(fact):
                    if len(found) >= cap:
                        raise over_the_cap(cap)
                    given = give(rule, fact, len(facts) + len(found))
                    found.append(Firing(rule.id, fact.id, given))
                    waiting.append(given)
        return found


class _Ruleset:
    """Rules compiled for the C engine, and how facts are put for it. It goes with the last reference to it."""

    def __init__(self, module: ModuleType, rules: tuple[MatchRule, ...]) -> None:
        self.module = module
        self.lock = threading.Lock()
        self.rules = {f"r{number}": rule for number, rule in enumerate(rules)}
        self._kinds: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._texts: dict[str, int] = {}
        tested: dict[str, set[str]] = {}
        for rule in rules:
            self._kinds.setdefault(rule.kind, len(self._kinds) + 1)
            for test in rule.tests:
                self._names.setdefault(test.field, f"f{len(self._names)}")
                tested.setdefault(rule.kind, set()).add(test.field)
                if isinstance(test.value, str):
                    self._texts.setdefault(test.value, len(self._texts) + 1)
        self._tested = {kind: frozenset(tested.get(kind, ())) for kind in self._kinds}
        wire: dict[str, Any] = {"end": {"all": [{"m": {"k": 0}}]}}
        wire.update((name, self._rule(rule)) for name, rule in self.rules.items())
        self.handle: int = _call(module.create_ruleset, "history", json.dumps(wire))
        weakref.finalize(self, module.delete_ruleset, self.handle).atexit = False

    def _rule(self, rule: MatchRule) -> dict[str, Any]:
        conditions: list[dict[str, Any]] = [{"k": self._kinds[rule.kind]}]
        conditions.extend(map(self._condition, ordered_tests(rule)))
        return {"all": [{"m": {"$and": conditions} if len(conditions) > 1 else conditions[0]}]}

    def _condition(self, test: Test) -> dict[str, Any]:
        compared = {self._names[test.field]: self._number(test.value)}
        return compared if test.op == "==" else {_OPS[test.op]: compared}

    def _number(self, value: Value) -> int:
        return self._texts.get(value, 0) if isinstance(value, str) else int(value)

    def wire(self, fact: Fact) -> str | None:
        """A fact as the C engine gets it: its kind, its number and the fields rules of its kind test."""
        kind = self._kinds.get(fact.kind)
        if kind is None:
            return None
        tested = self._tested[fact.kind]
        parts = [f'"{self._names[name]}":{self._number(value)}' for name, value in fact.fields if name in tested]
        return f'{{"sid":"{_SID}","id":"{fact.id}","k":{kind}{"".join("," + part for part in parts)}}}'


class _State:
    """One state of a ruleset: primed on entering, always deleted on leaving."""

    def __init__(self, ruleset: _Ruleset) -> None:
        self._ruleset = ruleset
        self._module = ruleset.module
        self._handle = ruleset.handle
        self._offset = 0

    def __enter__(self) -> _State:
        """Fires the END event. A state that fails here is left with its ruleset: deleting it would not be safe."""
        code, self._offset = _call(self._module.assert_event, self._handle, _END)
        primed = code == _MATCHED and _call(self._module.start_action_for_state, self._handle, self._offset)
        if not primed:
            raise EngineError(f"durable-rules did not take the event that primes its state (code {code})")
        try:
            if _call(self._module.complete_and_start_action, self._handle, self._offset) is not None:
                raise EngineError("durable-rules has more to do than the event that primes its state")
        except BaseException:
            self._delete()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Also after an error between the start of an action and its end; what was started goes with the state."""
        self._delete()

    def _delete(self) -> None:
        _call(self._module.delete_state, self._handle, _SID)

    def matches(self, fact: Fact) -> Iterator[MatchRule]:
        """The rules a fact meets, one after another as the engine fires them."""
        text = self._ruleset.wire(fact)
        if text is None:
            return
        code, self._offset = _call(self._module.assert_fact, self._handle, text)
        if code == _NO_RULE:
            return
        if code != _MATCHED:
            raise EngineError(f"durable-rules refused a fact (code {code}): {text}")
        started = _call(self._module.start_action_for_state, self._handle, self._offset)
        result: str | None = started[1] if started else None
        while result is not None:
            (name, matched), *more = json.loads(result).items()
            rule = self._ruleset.rules.get(name)
            if more or rule is None or matched["m"]["id"] != str(fact.id):
                raise EngineError(f"durable-rules gave a result that is no firing for fact {fact.id}: {result}")
            yield rule
            result = _call(self._module.complete_and_start_action, self._handle, self._offset)


def _call(function: Callable[..., Any], *arguments: Any) -> Any:
    """A call of the C module; an error it raises is ours."""
    try:
        return function(*arguments)
    except MemoryError:
        raise
    except Exception as problem:
        raise EngineError(f"durable-rules: {problem}") from problem
