"""Receptions and expense claims of the shipped rulebook, and the whole way from JSON text to JSON text.

Requests are the shipped cases. Deciding them is set against deciding leave in the same run; the whole way against
``json.loads`` and ``json.dumps`` of the same texts, which nobody can do without.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from policy_engine import RequestError, Rulebook
from policy_engine.engine.book import shipped_rulebook

FILES = {
    "leave": ("town-a/office-leave.cases.yaml", "absence", "town-a"),
    "reception": ("town-a/office-reception.cases.yaml", "reception", "town-a"),
    "expense": ("town-c/office-finance.cases.yaml", "expense", "town-c"),
}


def texts_of(book: Rulebook, name: str) -> list[str]:
    """The valid requests of a case file as JSON texts."""
    path, topic, jurisdiction = FILES[name]
    data = yaml.safe_load((shipped_rulebook() / Path(path)).read_text("utf-8"))
    found = []
    for case in data["cases"].values():
        facts = {key: value for key, value in {**data["facts"], **case.get("ask", {})}.items() if value != "unknown"}
        request = {"topic": topic, "jurisdiction": jurisdiction, "facts": facts}
        if "given" in case:
            request["given"] = case["given"]
        if "as_of" in case:
            request["as_of"] = case["as_of"]
        text = json.dumps(request, default=str, ensure_ascii=False)
        try:
            book.decide_data(json.loads(text))
        except RequestError:
            continue
        found.append(text)
    return found


def deciding(book: Rulebook, texts: list[str]) -> tuple[Callable[[], None], int]:
    """Decides validated requests of which enough is known, figures and citations included."""
    decide = book.decide
    ready = [
        each
        for each in map(book.read_text, texts)
        if decide(each.request, each.jurisdiction, each.as_of).outcome != "undetermined"
    ] or [book.read_text(texts[0])]

    def run() -> None:
        for each in ready:
            decision = decide(each.request, each.jurisdiction, each.as_of)
            decision.outcome, decision.steps, decision.figures, decision.citations  # noqa: B018

    return run, len(ready)


def end_to_end(book: Rulebook, texts: list[str]) -> Callable[[], None]:
    """From JSON text to JSON text."""

    def run() -> None:
        for text in texts:
            found = book.read_text(text)
            book.decide(found.request, found.jurisdiction, found.as_of).json()

    return run


def json_alone(book: Rulebook, texts: list[str]) -> Callable[[], None]:
    """The floor of the whole way: reading the same texts and writing the same answers with the json module."""
    answers: list[Any] = [json.loads(book.decide_data(json.loads(text)).json()) for text in texts]

    def run() -> None:
        for text, answer in zip(texts, answers, strict=True):
            json.loads(text)
            json.dumps(answer, ensure_ascii=False, sort_keys=True)

    return run
