"""Each chainer by itself: what rules mean, caps, failures, sizes, memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_engine.errors import EngineError
from policy_engine.histories.matching import forward
from policy_engine.histories.matching.forward import MOST_IDS, ForwardChainer, c_module
from policy_engine.histories.matching.model import Chainer, Fact, MatchRule, Test
from policy_engine.histories.matching.plain import PlainChainer

from .build import ATTENDANCE, a_history

needs_c = pytest.mark.skipif(c_module() is None, reason="durable-rules does not run here")
CHAINERS = [PlainChainer, pytest.param(ForwardChainer, marks=needs_c)]
each_chainer = pytest.mark.parametrize("make", CHAINERS)


def brief(chainer: Chainer, rules: tuple[MatchRule, ...], facts: tuple[Fact, ...]) -> list[tuple[object, ...]]:
    return [(each.rule, each.source, each.fact.id, each.fact.values) for each in chainer.chain(rules, facts)]


@each_chainer
def test_what_follows_is_chained_sorted_and_numbered(make: type[Chainer]) -> None:
    facts = (
        Fact.of("late", {"minutes": 60, "day": 739_002}, 0),
        Fact.of("late", {"minutes": 29, "day": 739_001}, 1),
        Fact.of("late", {"minutes": 30, "day": 738_999}, 2),
        Fact.of("late", {"minutes": 60, "day": 739_001}, 3),
    )
    assert brief(make(), ATTENDANCE, facts) == [
        ("absence", 7, 4, {"day": 739_001, "halves": 2}),
        ("absence", 8, 5, {"day": 739_002, "halves": 2}),
        ("half-hour", 2, 6, {"day": 738_999, "halves": 1}),
        ("hour", 3, 7, {"day": 739_001, "halves": 2}),
        ("hour", 0, 8, {"day": 739_002, "halves": 2}),
        ("late", 1, 9, {"day": 739_001}),
        ("whole", 4, 10, {"day": 739_001}),
        ("whole", 5, 11, {"day": 739_002}),
    ]


@each_chainer
def test_facts_that_say_the_same_fire_each(make: type[Chainer]) -> None:
    facts = tuple(Fact.of("late", {"minutes": 10, "day": 1}, number) for number in (2, 0, 1))
    assert [(each.source, each.fact.id) for each in make().chain(ATTENDANCE, facts)] == [(0, 3), (1, 4), (2, 5)]


@each_chainer
def test_a_field_that_is_missing_meets_no_test_and_is_not_copied(make: type[Chainer]) -> None:
    rules = (
        MatchRule("not", "a", (Test("x", "!=", 3),), "b"),
        MatchRule("copy", "a", (), "c", (("y", "x"), ("z", "w")), (("v", 1), ("z", 9))),
    )
    assert brief(make(), rules, (Fact.of("a", {"w": 4}, 0),)) == [("copy", 0, 1, {"v": 1, "z": 9})]
    assert brief(make(), rules, (Fact.of("a", {"x": 4}, 0),))[1] == ("not", 0, 2, {})


@each_chainer
def test_texts_are_equal_or_not_however_they_look(make: type[Chainer]) -> None:
    texts = ("5", "true", "", 'a"b', "\\", "迟到", "late\n", "\ud800", "x" * 1_000)
    rules = tuple(MatchRule(f"{number}", "a", (Test("t", "==", text),), "b") for number, text in enumerate(texts))
    rules += (MatchRule("other", "a", (Test("t", "!=", "5"),), "c"),)
    for number, text in enumerate(texts):
        found = [each.rule for each in make().chain(rules, (Fact.of("a", {"t": text}, 0),))]
        assert found == [str(number)] + ["other"] * (text != "5")
    assert [each.rule for each in make().chain(rules, (Fact.of("a", {"t": "said by no rule"}, 0),))] == ["other"]


@each_chainer
def test_the_largest_numbers_are_told_apart(make: type[Chainer]) -> None:
    for top in (2**53, -(2**53), 2**31, -(2**31), 2**32):
        inner = top - 1 if top > 0 else top + 1
        rules = (
            MatchRule("same", "a", (Test("n", "==", top),), "b"),
            MatchRule("less", "a", (Test("n", "<", top),), "c"),
        )
        assert [each.rule for each in make().chain(rules, (Fact.of("a", {"n": top}, 0),))] == ["same"]
        found = [each.rule for each in make().chain(rules, (Fact.of("a", {"n": inner}, 0),))]
        assert found == (["less"] if top > 0 else [])


@each_chainer
def test_no_rules_and_no_facts(make: type[Chainer]) -> None:
    assert make().chain((), a_history(3)) == ()
    assert make().chain(ATTENDANCE, ()) == ()
    assert make().chain([*ATTENDANCE], [*a_history(5)]) == PlainChainer().chain(ATTENDANCE, a_history(5))


@each_chainer
def test_the_cap_stops_what_comes_to_too_much(make: type[Chainer]) -> None:
    doubling = tuple(MatchRule(f"{n}{side}", f"k{n}", (), f"k{n + 1}") for n in range(9) for side in "ab")
    start = (Fact.of("k0", {}, 0),)
    assert len(make(cap=1_022).chain(doubling, start)) == 1_022  # type: ignore[call-arg]
    with pytest.raises(EngineError, match="more than 1021 firings"):
        make(cap=1_021).chain(doubling, start)  # type: ignore[call-arg]


@each_chainer
def test_ten_thousand_events(make: type[Chainer]) -> None:
    facts = a_history(10_000)
    found = make().chain(ATTENDANCE, facts)
    assert len(found) > 7_000
    assert {each.source for each in found if each.source < 10_000} < set(range(10_000))
    assert found == PlainChainer().chain(ATTENDANCE, facts)


# --- the C engine ------------------------------------------------------------------------------------------


def _hash(text: str) -> int:
    found = 2166136261
    for byte in text.encode():
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return found


def test_all_ids_and_names_on_the_wire_have_hashes_of_their_own() -> None:
    ids = {_hash(str(number)) for number in range(MOST_IDS)} | {_hash("end"), _hash("sid-0")}
    assert len(ids) == MOST_IDS + 2
    names = [f"f{number}" for number in range(16_000)] + ["k", "id", "sid", "$s", "$forward"]
    assert len({_hash(name) for name in names}) == len(names)


@needs_c
def test_the_engine_does_know_facts_by_the_hash_alone() -> None:
    assert _hash("797186") == _hash("40189")  # what MOST_IDS is for


@needs_c
def test_an_action_that_raises_leaves_the_chainer_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    chainer, facts = ForwardChainer(), a_history(60)
    expected = chainer.chain(ATTENDANCE, facts)
    for problem in (RuntimeError, KeyboardInterrupt, SystemExit):
        calls = []

        def fail(rule: MatchRule, fact: Fact, number: int, problem: type = problem, calls: list[int] = calls) -> Fact:
            calls.append(number)
            if len(calls) == 7:
                raise problem("in the middle")
            return Fact(rule.derives, fact.fields, number)

        with monkeypatch.context() as patched, pytest.raises(problem, match="in the middle"):
            patched.setattr(forward, "give", fail)
            chainer.chain(ATTENDANCE, facts)
        assert chainer.chain(ATTENDANCE, facts) == expected


class Odd:
    """The C module, but for one function."""

    def __init__(self, **instead: object) -> None:
        self.__dict__.update(instead)

    def __getattr__(self, name: str) -> object:
        return getattr(c_module(), name)


def _raise(*_: object) -> None:
    raise RuntimeError("error code: 303")


@needs_c
@pytest.mark.parametrize(
    ("function", "answer", "said"),
    [
        ("create_ruleset", _raise, "error code: 303"),
        ("assert_event", lambda *_: (1, 0), "did not take the event that primes"),
        ("assert_event", _raise, "error code: 303"),
        ("start_action_for_state", lambda *_: None, "did not take the event that primes"),
        ("complete_and_start_action", lambda *_: "{}", "more to do than the event"),
        ("complete_and_start_action", _raise, "error code: 303"),
        ("assert_fact", lambda *_: (2, 1), "refused a fact .code 2"),
        ("assert_fact", _raise, "error code: 303"),
        ("delete_state", _raise, "error code: 303"),
    ],
)
def test_what_the_engine_reports_is_an_error_and_never_an_answer(
    function: str, answer: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = c_module()
    monkeypatch.setattr(forward, "c_module", lambda: Odd(**{function: answer}))
    chainer = ForwardChainer()
    monkeypatch.setattr(forward, "c_module", lambda: module)
    for _ in range(2):
        with pytest.raises(EngineError, match=said):
            chainer.chain(ATTENDANCE, a_history(9))
    assert ForwardChainer().chain(ATTENDANCE, a_history(9)) == PlainChainer().chain(ATTENDANCE, a_history(9))


@needs_c
@pytest.mark.parametrize("result", ['{"x": {"m": {"id": "0"}}}', '{"r0": {"m": {"id": "7"}}}', '{"r0": {}, "r1": {}}'])
def test_a_result_that_is_no_firing_for_the_fact_is_an_error(result: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module = c_module()
    assert module is not None

    def start(handle: int, offset: int) -> tuple[str, str]:
        state, found = module.start_action_for_state(handle, offset)
        return state, found if '"end"' in found else result

    monkeypatch.setattr(forward, "c_module", lambda: Odd(start_action_for_state=start))
    with pytest.raises(EngineError, match="no firing for fact 0"):
        ForwardChainer().chain(ATTENDANCE, (Fact.of("late", {"minutes": 90}, 0),))


@needs_c
def test_memory_stays_flat_over_twenty_thousand_histories() -> None:
    statm = Path("/proc/self/statm")
    if not statm.exists():
        pytest.skip("memory is read from /proc")

    def resident() -> int:
        return int(statm.read_text().split()[1]) * 4_096

    chainer, histories = ForwardChainer(), [a_history(6, seed) for seed in range(50)]

    def run(number: int) -> None:
        for each in range(number):
            rules = ATTENDANCE if each % 20 else tuple(reversed(ATTENDANCE))  # now and then a ruleset anew
            chainer.chain(rules, histories[each % 50])

    run(2_000)
    before = resident()
    run(20_000)
    assert resident() - before < 10_000_000


def test_without_the_c_module_the_forward_chainer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 13, 0))
    assert c_module() is None
    with pytest.raises(EngineError, match=r"before 3\.13"):
        ForwardChainer()
    monkeypatch.setattr("sys.version_info", (3, 12, 0))
    monkeypatch.setitem(__import__("sys").modules, "durable_rules_engine", None)
    assert c_module() is None


@needs_c
def test_too_many_facts_for_the_engine_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forward, "MOST_IDS", 20)
    with pytest.raises(EngineError, match="more than 20 facts"):
        ForwardChainer().chain(ATTENDANCE, a_history(21))
    with pytest.raises(EngineError, match="more than 3 firings"):
        ForwardChainer().chain(ATTENDANCE, a_history(17))
