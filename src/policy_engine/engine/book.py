"""The rulebook as its users hold it: load once, decide many times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.decisions.answer import Provenance
from policy_engine.decisions.decision import Decision
from policy_engine.duties.binding import duty_topic
from policy_engine.duties.calendar import DutyYear, duties_of_year
from policy_engine.duties.checking import check_evidence
from policy_engine.duties.evidence import Evidence
from policy_engine.duties.reading import EvidenceFile, read_evidence
from policy_engine.duties.results import DutyReport
from policy_engine.engine.checks import check_given, check_names
from policy_engine.engine.counters import TopicDesk
from policy_engine.engine.working_days import is_working_day
from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.happenings import FUNDS
from policy_engine.histories.answer import HistoryAnswer
from policy_engine.histories.evaluating import Judge
from policy_engine.histories.events import History
from policy_engine.histories.models import HistoryModel
from policy_engine.histories.reading import read_history, read_history_text
from policy_engine.loading.folder import compile_folder
from policy_engine.requests import STANDARD, Request
from policy_engine.requests.lists import POST
from policy_engine.requests.reading import RequestFile, read_request, read_request_text
from policy_engine.requests.texts import Locate
from policy_engine.version import __version__


class Rulebook:
    """A loaded rulebook. Immutable; may be shared by threads.

    Attributes:
        compiled: the compiled rulebook, for tools that look inside.
    """

    def __init__(self, compiled: CompiledRulebook) -> None:
        self.compiled = compiled
        self._models = {model.topic.id: model for model in compiled.models.topics.values()}
        self._desks: dict[tuple[str, type[Request]], TopicDesk] = {
            (jurisdiction, compiled.models.topics[topic]): TopicDesk(compiled, book)
            for (jurisdiction, topic), book in compiled.books.items()
            if (jurisdiction, topic) not in compiled.set_aside
        }
        shadow = compiled.shadow
        self._shadows: dict[tuple[str, type[Request]], TopicDesk] = {}
        if shadow is not None:
            for (jurisdiction, topic), book in shadow.books.items():
                self._shadows[jurisdiction, compiled.models.topics[topic]] = TopicDesk(shadow, book)
        self._provenance = Provenance(compiled, __version__, self._not_in_force if shadow is not None else None)
        self._aside = Provenance(shadow, __version__)
        self._words = compiled.models.vocabulary.tagged()
        self._judges: dict[tuple[str, bool], Judge] = {}

    @property
    def digest(self) -> str:
        """SHA-256 over the rulebook's meaning: the same digest and request give the same decision."""
        return self.compiled.digest

    @property
    def texts_digest(self) -> str:
        """SHA-256 over the texts shown to people."""
        return self.compiled.texts_digest

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """The jurisdictions known."""
        return tuple(self.compiled.models.jurisdictions)

    @property
    def topics(self) -> Mapping[str, type[Request]]:
        """The request model of each topic."""
        return dict(self._models)

    def decide(self, request: Request, jurisdiction: str, as_of: dt.date | None = None) -> Decision:
        """Decides a request.

        Args:
            request: a validated request of one of the rulebook's models.
            jurisdiction: whose rules, an id of ``jurisdictions.yaml``.
            as_of: the day whose rules apply, where the topic's anchor date is not meant.

        Raises:
            RequestError: an unknown jurisdiction, no date to decide by, words that the vocabulary does not have, or a
                topic that was set aside because its rules conflict.
        """
        desk = self._desks.get((jurisdiction, type(request)))
        if desk is None:
            raise RequestError([check_names(self.compiled, type(request), jurisdiction)])
        axes = desk.topic.axes
        codes = request.codes if axes.plain else axes.codes(request)
        day = codes[desk.anchor] if as_of is None else as_of.toordinal()
        if day is None:
            words = {"field": axes.layout.topic.anchor}
            raise RequestError([Diagnostic("PE710", Place("request"), words)])
        given = request.given
        if given.judgements or not (given.empty or given.words <= self._words):
            check_given(self.compiled, axes, given)
        at = desk.at(day)
        if at.works or not given.empty:
            return at.decide(request, jurisdiction, day, codes, self._provenance)
        verdict = at.verdict(codes)
        return Decision(
            verdict.untouched_outcome,
            verdict,
            verdict.untouched_steps,
            verdict.untouched_papers,
            request,
            jurisdiction,
            day,
            verdict.needs,
            self._provenance,
        )

    def _not_in_force(self, decision: Decision) -> Decision | None:
        """The same request decided by the rules of the topic that are not in force, or None where there are none.

        Raises:
            RequestError: it cannot be worked out by those rules; what is in force is decided all the same.
        """
        desk = self._shadows.get((decision.jurisdiction, type(decision.request)))
        if desk is None:
            return None
        request, axes = decision.request, desk.topic.axes
        codes = request.codes if axes.plain else axes.codes(request)
        return desk.at(decision.day).decide(request, decision.jurisdiction, decision.day, codes, self._aside)

    def read(self, data: Mapping[str, Any]) -> RequestFile:
        """A request from plain data: ``topic``, ``jurisdiction``, ``facts``, ``given``, ``as_of``.

        Raises:
            RequestError: every fault of the data.
        """
        return read_request(data, self._models)

    def read_text(self, text: str | bytes, name: str = "request") -> RequestFile:
        """A request from JSON or YAML text; ``name`` is shown in places.

        Raises:
            RequestError: every fault of the text.
        """
        return read_request_text(text, name, self._models)

    def duties(self, jurisdiction: str, year: int, facts: Mapping[str, Any] | None = None) -> DutyYear:
        """The duties of a jurisdiction over a year, with the last day of every period.

        Args:
            jurisdiction: whose duties, an id of ``jurisdictions.yaml``.
            year: 1 to 9999.
            facts: facts of the topic of duties, as in a request; what is not known may be left out.

        Raises:
            RequestError: an unknown jurisdiction, a year out of range, facts that are not valid.
        """
        request = self._standing(jurisdiction, facts or {})
        return duties_of_year(self.compiled, self.decide, jurisdiction, year, request, is_working_day)

    def check_duties(self, evidence: Evidence | EvidenceFile | Mapping[str, Any]) -> DutyReport:
        """Holds evidence of what was done against the duties of a jurisdiction.

        Args:
            evidence: validated evidence, plain data of the same shape, or what :func:`read_evidence_text` has read.

        Raises:
            RequestError: the evidence is not valid, or names what the rulebook does not have.
        """
        file = evidence if isinstance(evidence, EvidenceFile) else None
        if isinstance(evidence, Evidence):
            file = EvidenceFile(evidence)
        elif file is None:
            file = read_evidence(evidence)
        request = self._standing(file.evidence.jurisdiction, file.evidence.facts, file.locate)
        return check_evidence(self.compiled, self.decide, file, request, is_working_day)

    def read_history(self, data: HistoryModel | Mapping[str, Any], locate: Locate | None = None) -> History:
        """A history from its model, or from plain data of the same shape.

        Raises:
            RequestError: every fault of the data.
        """
        return read_history(data, self.compiled.models.vocabulary.lists.get(FUNDS, {}), POST, locate)

    def read_history_text(self, text: str | bytes, name: str = "history") -> History:
        """A history from JSON or YAML text; ``name`` is shown in places.

        Raises:
            RequestError: every fault of the text.
        """
        return read_history_text(text, name, self.compiled.models.vocabulary.lists.get(FUNDS, {}), POST)

    def history(self, history: History | HistoryModel | Mapping[str, Any], *, checking: bool = False) -> HistoryAnswer:
        """What a person's dated events add up to: labels, tallies, consequences, and how far the next threshold is.

        Args:
            history: a history that was read, the model of one, or plain data of the same shape.
            checking: whether both chainers run, where both can; a difference between them refuses the answer.

        Raises:
            RequestError: the data are not valid, the jurisdiction has no history rules, or working days are not known.
            EngineError: the two chainers do not agree.
        """
        found = history if isinstance(history, History) else self.read_history(history)
        return self._judge(found, checking).answer(found)

    def _judge(self, history: History, checking: bool) -> Judge:
        jurisdiction = history.jurisdiction
        judge = self._judges.get((jurisdiction, checking))
        if judge is None:
            models = self.compiled.models
            if jurisdiction not in models.jurisdictions:
                known = list(models.jurisdictions)
                near = near_match(jurisdiction, known)
                words = {"name": jurisdiction}
                raise RequestError(
                    [Diagnostic("PE704", history.locate(("jurisdiction",)), words, ", ".join(known), near)]
                )
            book = self.compiled.histories.get(jurisdiction)
            if book is None:
                words = {"jurisdiction": jurisdiction}
                known = list(self.compiled.histories)
                raise RequestError([Diagnostic("PE764", history.locate(("jurisdiction",)), words, ", ".join(known))])
            judge = Judge(book, models.ledger, self.digest, is_working_day, checking)
            self._judges[jurisdiction, checking] = judge
        return judge

    def _standing(self, jurisdiction: str, facts: Mapping[str, Any], locate: Locate | None = None) -> Request:
        """The request that asks which duties bind."""
        data = {"topic": duty_topic(self.compiled), "jurisdiction": jurisdiction, "facts": facts}
        return read_request(data, self._models, locate).request

    def decide_data(self, data: Mapping[str, Any]) -> Decision:
        """Reads and decides plain data.

        Raises:
            RequestError: the data are no valid request.
        """
        found = self.read(data)
        return self.decide(found.request, found.jurisdiction, found.as_of)


def load(
    folder: Path | str | None = None, *, models: Iterable[type[Request]] = STANDARD, strict: bool = True
) -> Rulebook:
    """Loads a rulebook.

    Args:
        folder: the rulebook folder; by default the one that ships with the package.
        models: the request models, one a topic.
        strict: whether a possible conflict refuses the whole rulebook; otherwise its topic is set aside and every
            request of it is refused.

    Raises:
        RulebookError: every fault of the folder, sorted by place.
    """
    return Rulebook(compile_folder(folder if folder is not None else shipped_rulebook(), models, strict=strict))


def shipped_rulebook() -> Path:
    """The folder of the rulebook that ships with the package (in a checkout: the one beside ``src``)."""
    inside = Path(__file__).parent.parent / "_rulebook"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "rulebook"
