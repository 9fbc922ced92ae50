"""The interview itself: which question comes next, what an answer changes, and when there is nothing left to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook
from policy_engine.engine.checks import check_names
from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.requests.base import Request
from policy_engine.requests.fields import Judgement, plain
from policy_engine.tools.ask.answers import read_answer
from policy_engine.tools.ask.questions import (
    APPLICANT,
    AS_OF,
    Choice,
    Question,
    parameter_names,
    question_of,
    who_question,
)
from policy_engine.tools.ask.words import QUESTIONS


class Interview:
    """Asks one question after the other until the outcome no longer waits for facts.

    Nothing is read or written here. The state is plain data (:meth:`data`, :attr:`skipped`): a face that keeps no
    objects between two questions makes a new interview of them each time.

    Attributes:
        question: the next question, or nothing once there is none to ask.
        decision: the decision on what is known so far; nothing while no date is known to decide by.
        skipped: the facts that were asked for and are not known.
    """

    def __init__(
        self,
        book: Rulebook,
        topic: str,
        jurisdiction: str,
        *,
        as_of: dt.date | None = None,
        facts: Mapping[str, Any] | None = None,
        given: Mapping[str, Any] | None = None,
        skipped: Iterable[str] = (),
    ) -> None:
        """Begins with what is known.

        Args:
            book: the rulebook.
            topic: what is asked.
            jurisdiction: whose rules.
            as_of: the day whose rules apply, where the topic's anchor date is not meant.
            facts: the facts known beforehand, as in a request.
            given: what has been done so far, as in a request.
            skipped: facts not to be asked for.

        Raises:
            RequestError: topic or jurisdiction is unknown or set aside, or what is known beforehand has faults.
        """
        self._book = book
        self._models = book.compiled.models
        self._model = _model(book, topic, jurisdiction)
        self._jurisdiction = jurisdiction
        self._as_of = as_of
        self._facts: dict[str, Any] = dict(facts or {})
        self._given: dict[str, Any] = dict(given or {})
        self._judged: tuple[str, bool] | None = None
        self.skipped: dict[str, None] = dict.fromkeys(skipped)
        self.decision: Decision | None = None
        self.question: Question | None = None
        self._request, self.decision = self._decided(self._facts, self._given, as_of)
        self._ask()

    @property
    def model(self) -> type[Request]:
        """The request model of the topic."""
        return self._model

    @property
    def done(self) -> bool:
        """Whether there is nothing left to ask."""
        return self.question is None

    @property
    def missing(self) -> tuple[tuple[str, str, str], ...]:
        """(fact, its Chinese and its English name) of what the decision still depends on."""
        if self.decision is None:
            return (self._named(self._model.topic.anchor),)
        if self.decision.outcome != "undetermined":
            return ()
        return tuple(map(self._named, self.decision.needs))

    def data(self) -> dict[str, Any]:
        """What is known so far, as the plain data of a request file."""
        found: dict[str, Any] = {
            "topic": self._model.topic.id,
            "jurisdiction": self._jurisdiction,
            "facts": {name: plain(value) for name, value in self._facts.items() if value is not None},
        }
        if self._given:
            found["given"] = self._request.given.model_dump(mode="json", exclude_defaults=True)
        if self._as_of is not None:
            found["as_of"] = self._as_of.isoformat()
        return found

    def answer(self, answer: object) -> None:
        """Takes an answer to the question.

        Args:
            answer: text as typed (a value, the number of a choice or its label), or a value as a file holds it. For a
                judgement also a mapping with ``value``, ``by`` and perhaps ``date`` and ``note``.

        Raises:
            RequestError: it is no answer, or contradicts what is known; nothing has changed.
        """
        question = self.question
        if question is None:
            raise ValueError("there is no question to answer")
        judging = question.kind in ("judgement", "parameter")
        if judging and isinstance(answer, Mapping):
            self._judge(question.fact, dict(answer))
            return
        value = read_answer(question, answer, self._model, self._models.vocabulary)
        if question.kind == "who":
            assert self._judged is not None
            self._judge(question.fact, {"value": self._judged[1], "by": value})
        elif judging:
            if isinstance(self._model.layout.marks.get(question.fact), Judgement):
                self._decided(
                    {**self._facts, question.fact: value}, self._given, self._as_of
                )  # refused here, if at all
            self._judged = (question.fact, value)
            self._ask()
        elif question.fact == AS_OF:
            self._take(self._facts, self._given, value)
        elif question.fact == APPLICANT:
            self._take(self._facts, {**self._given, APPLICANT: value}, self._as_of)
        else:
            self._take({**self._facts, question.fact: value}, self._given, self._as_of)

    def skip(self) -> None:
        """Passes the question over: the fact is not known. Who made a judgement may stay unsaid only of a field."""
        question = self.question
        if question is None:
            raise ValueError("there is no question to pass over")
        if question.kind == "who":
            assert self._judged is not None
            name, value = self._judged
            self._judged = None
            if name in self._model.layout.marks:
                self._take({**self._facts, name: value}, self._given, self._as_of)
                return
        self.skipped[question.fact] = None
        self._ask()

    def leave(self) -> None:
        """Passes over every question that is left."""
        while self.question is not None:
            self.skip()

    # --- within -------------------------------------------------------------------------------------------------------

    def _judge(self, name: str, judgement: dict[str, Any]) -> None:
        judgements = {**self._given.get("judgements", {}), name: judgement}
        self._take(self._facts, {**self._given, "judgements": judgements}, self._as_of)
        self._judged = None
        self._ask()

    def _take(self, facts: dict[str, Any], given: dict[str, Any], as_of: dt.date | None) -> None:
        self._request, self.decision = self._decided(facts, given, as_of)
        self._facts, self._given, self._as_of = facts, given, as_of
        self._ask()

    def _decided(
        self, facts: Mapping[str, Any], given: Mapping[str, Any], as_of: dt.date | None
    ) -> tuple[Request, Decision | None]:
        data = {"topic": self._model.topic.id, "jurisdiction": self._jurisdiction, "facts": facts, "given": given}
        request = self._book.read(data).request
        if as_of is None and getattr(request, self._model.topic.anchor) is None:
            return request, None
        return request, self._book.decide(request, self._jurisdiction, as_of)

    def _ask(self) -> None:
        if self._judged is not None:
            self.question = who_question(self._judged[0], self._model, self._models)
            return
        wanted = next((fact for fact in self._wanted() if fact not in self.skipped and not self._known(fact)), None)
        if wanted is None:
            self.question = None
            return
        question = question_of(wanted, self._model, self._models, self.decision)
        self.question = replace(question, choices=tuple(filter(self._possible(question), question.choices)))

    def _possible(self, question: Question) -> Callable[[Choice], bool]:
        """Whether a choice can be true together with what is known; of several at once nothing is said."""
        if question.kind != "one_of" or not self._model.layout.impossible:
            return lambda choice: True
        known = {name: getattr(self._request, name) for name in self._model.layout.marks}

        def possible(choice: Choice) -> bool:
            try:
                self._model.model_validate({**known, question.fact: choice.value, "given": self._request.given})
            except ValidationError:
                return False
            return True

        return possible

    def _wanted(self) -> Iterable[str]:
        """The facts to ask for, the best question first."""
        decision = self.decision
        if decision is None:
            return (self._model.topic.anchor, AS_OF)
        if decision.outcome != "undetermined":
            return ()
        return (*([decision.next] if decision.next else ()), *decision.needs)

    def _known(self, fact: str) -> bool:
        request = self._request
        if fact == APPLICANT:
            return request.given.applicant_person is not None
        if fact in self._model.layout.marks:
            return getattr(request, fact) is not None or fact in request.given.judgements
        return fact in request.given.judgements

    def _named(self, fact: str) -> tuple[str, str, str]:
        mark = self._model.layout.marks.get(fact)
        if mark is not None:
            return fact, mark.zh, mark.en
        if "/" in fact:
            return (fact, *parameter_names(fact, self._models))
        zh, en = QUESTIONS.get(fact, (fact, fact))
        return fact, zh, en


def _model(book: Rulebook, topic: str, jurisdiction: str) -> type[Request]:
    """The request model, once it is certain that somebody can decide it.

    Raises:
        RequestError: topic or jurisdiction is unknown, or the topic was set aside there.
    """
    model = book.topics.get(topic)
    if model is None:
        known = list(book.topics)
        where = Place("request.topic")
        raise RequestError([Diagnostic("PE703", where, {"name": topic}, ", ".join(known), near_match(topic, known))])
    if jurisdiction not in book.jurisdictions or (jurisdiction, topic) in book.compiled.set_aside:
        raise RequestError([check_names(book.compiled, model, jurisdiction)])
    return model
