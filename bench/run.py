"""Runs the benchmarks and prints a table; ``--write FILE`` also writes the figures as JSON.

Every figure is a ratio of two things timed in turn, in one process, on the same requests: the median over rounds of
the ratio of each pair. The collector stays as the user has it, except where the table says otherwise.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from bench.clock import paired
from bench.figures import FILES, deciding, end_to_end, json_alone, texts_of
from bench.leave_chain import decide as chain
from bench.townships import as_data, make_requests, make_towns, write_rulebook
from policy_engine import load
from policy_engine.engine.book import shipped_rulebook
from policy_engine.requests import AbsenceRequest

SIZES = (10, 100, 1_000, 5_000)
REQUESTS = 2_000


def check_same(requests: list[Any], book: Any) -> None:
    """Both sides give the same answer for every request, else the comparison is worth nothing."""
    for request, town in requests:
        answer = chain(request, town)
        decision = book.decide(request, town.id)
        papers = tuple(name for paper in decision.papers for name in paper.rule.papers)
        clauses = tuple(citation.clause for citation in decision.citations)
        found = (decision.outcome, (decision.approvers or ("",))[0], papers, tuple(sorted(clauses)))
        assert found == (answer.outcome, answer.approver, answer.papers, tuple(sorted(answer.clauses))), (request, town)


def bench_growth(small: Callable[[], Any], large: Callable[[], Any], rounds: int) -> float:
    """How much dearer a decision is in the largest rulebook than in the smallest, the two in turn."""
    return paired(large, small, rounds)[2]


def bench_size(rules: int, folder: Path, rounds: int) -> tuple[dict[str, float], Callable[[], Any]]:
    towns = make_towns(rules)
    text = write_rulebook(towns, shipped_rulebook() / "vocabulary.yaml", folder)
    book = load(folder)
    requests = make_requests(towns, REQUESTS)
    check_same(requests, book)
    decide = book.decide
    pairs = [(request, town, town.id) for request, town in requests]

    def by_hand() -> None:
        for request, town, _ in pairs:
            chain(request, town)

    def by_engine() -> None:
        for request, _, name in pairs:
            decision = decide(request, name)
            decision.outcome, decision.steps, decision.papers, decision.citations  # noqa: B018

    def validating() -> None:
        for facts in plain:
            AbsenceRequest.model_validate(facts)

    data = [as_data(request, town) for request, town, _ in pairs]
    plain = [{**each["facts"], "given": each["given"]} for each in data]  # type: ignore[dict-item]
    engine, hand, ratio = paired(by_engine, by_hand, rounds)
    validation, _, _ = paired(validating, by_hand, max(rounds // 3, 3))
    from_data, _, _ = paired(lambda: [book.decide_data(each) for each in data], by_hand, max(rounds // 3, 3))
    each = 1e6 / REQUESTS
    row = {
        "rules": rules,
        "hand_us": hand * each,
        "decide_us": engine * each,
        "decide_to_hand": ratio,
        "validate_us": validation * each,
        "decide_dict_us": from_data * each,
        **bench_load(folder, text, 5 if rules < 5_000 else 3),
    }
    return row, by_engine


def bench_load(folder: Path, text: str, rounds: int) -> dict[str, float]:
    """Loading against composing the same files with PyYAML's C loader, the collector off for both."""
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))]
    gc.collect()
    gc.disable()
    try:
        loading, composing, ratio = paired(
            lambda: load(folder), lambda: [yaml.compose(each, Loader=yaml.CSafeLoader) for each in texts], rounds
        )
    finally:
        gc.enable()
    return {
        "load_ms": loading * 1e3,
        "compose_ms": composing * 1e3,
        "load_to_compose": ratio,
        "text_kb": len(text) / 1e3,
    }


def bench_topics(rounds: int) -> list[dict[str, Any]]:
    """Topics that work with figures against leave, and the whole way from JSON to JSON."""
    book = load()
    by_leave, leaves = deciding(book, texts_of(book, "leave"))
    found = []
    for name in FILES:
        texts = texts_of(book, name)
        by_topic, number = deciding(book, texts)
        one, other, _ = paired(by_topic, by_leave, rounds)
        whole, _, to_json = paired(end_to_end(book, texts), json_alone(book, texts), max(rounds // 3, 3))
        each, each_leave = one / number, other / leaves
        found.append(
            {
                "topic": name,
                "requests": number,
                "decide_us": each * 1e6,
                "decide_to_leave": each / each_leave,
                "json_to_json_us": whole / len(texts) * 1e6,
                "json_to_json_to_json_alone": to_json,
            }
        )
    return found


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--write", type=Path)
    chosen = arguments.parse_args()
    rows: list[dict[str, float]] = []
    deciding: list[Callable[[], Any]] = []
    with tempfile.TemporaryDirectory() as root:
        for rules in SIZES:
            row, by_engine = bench_size(rules, Path(root) / str(rules), chosen.rounds)
            rows.append(row)
            deciding.append(by_engine)
            print(json.dumps({key: round(value, 3) for key, value in rows[-1].items()}), flush=True)
        grown = bench_growth(deciding[0], deciding[-1], chosen.rounds)
    topics = bench_topics(chosen.rounds)
    for topic in topics:
        print(json.dumps({key: round(value, 3) if isinstance(value, float) else value for key, value in topic.items()}))
    print(f"growth of deciding from {SIZES[0]} to {SIZES[-1]} rules: {grown:.2f}x")
    print(f"Python {platform.python_version()} on {platform.machine()}, {REQUESTS} requests, {chosen.rounds} rounds")
    if chosen.write:
        chosen.write.write_text(json.dumps({"rows": rows, "topics": topics, "growth": grown}, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
