"""The slow looks at a request that only happen when something about it is unusual: unknown names, odd judgements."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.requests.base import Request
from policy_engine.requests.given import Given

_WHERE = Place("request")


def check_names(book: CompiledRulebook, model: type[Request], jurisdiction: str) -> Diagnostic:
    """Why there is nobody to decide a topic of a jurisdiction."""
    models = book.models
    if jurisdiction not in models.jurisdictions:
        known = list(models.jurisdictions)
        return Diagnostic("PE704", _WHERE, {"name": jurisdiction}, ", ".join(known), near_match(jurisdiction, known))
    topic = model.topic.id
    if models.topics.get(topic) is not model:
        known = list(models.topics)
        return Diagnostic("PE703", _WHERE, {"name": topic}, ", ".join(known), near_match(topic, known))
    return Diagnostic("PE715", _WHERE, {"jurisdiction": jurisdiction, "topic": topic})


def check_given(book: CompiledRulebook, axes: TopicAxes, given: Given) -> None:
    """Refuses words in ``given`` that the vocabulary does not have, and judgements of what nobody has to judge.

    Raises:
        RequestError: every such word.
    """
    faults = [*_words(book, given), *_judgements(_judged(book, axes), given)]
    if faults:
        raise RequestError(faults)


def _words(book: CompiledRulebook, given: Given) -> Iterator[Diagnostic]:
    vocabulary = book.models.vocabulary
    for act in given.acts:
        yield from _unknown(act.act, vocabulary.acts, "步骤", "act")
        yield from _unknown(act.by, vocabulary.actors, "人员", "actor")
        if act.to is not None:
            yield from _unknown(act.to, vocabulary.actors, "人员", "actor")
        if act.matter is not None:
            yield from _unknown(act.matter, vocabulary.matters, "事务", "matter")
    for paper in given.papers:
        yield from _unknown(paper, vocabulary.papers, "凭据", "paper")


def _unknown(name: str, words: Collection[str], kind: str, kind_en: str) -> Iterator[Diagnostic]:
    if name not in words:
        yield Diagnostic(
            "PE712", _WHERE, {"name": name, "kind": kind, "kind_en": kind_en}, near=near_match(name, words)
        )


def _judged(book: CompiledRulebook, axes: TopicAxes) -> list[str]:
    """What may be judged, for the rules in force or for those that are not."""
    known = axes.judgement_names()
    if book.shadow is not None:
        topic = axes.layout.topic.id
        others = next((each.axes for (_, name), each in book.shadow.books.items() if name == topic), None)
        known.extend(others.judgement_names() if others is not None else ())
    return list(dict.fromkeys(known))


def _judgements(known: list[str], given: Given) -> Iterator[Diagnostic]:
    for name in given.judgements:
        if name not in known:
            words = {"name": name, "problem": "不由人裁量", "problem_en": "is nothing that a person has to judge"}
            yield Diagnostic("PE714", _WHERE, words, ", ".join(known), near_match(name, known))
