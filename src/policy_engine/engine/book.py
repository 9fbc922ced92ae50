"""The rulebook as its users hold it: load once, decide many times."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.rulebook import CompiledRulebook, TopicBook
from policy_engine.decisions.decision import Decision, Provenance
from policy_engine.decisions.parts import Verdict
from policy_engine.diagrams.packs import PackNode, build_packs, walk
from policy_engine.duties.binding import duty_topic
from policy_engine.duties.checking import check_evidence
from policy_engine.duties.evidence import Evidence
from policy_engine.duties.reading import EvidenceFile, read_evidence
from policy_engine.duties.results import DutyReport
from policy_engine.effects import ActEffect, DutyEffect, MayEffect, PaperEffect
from policy_engine.engine.checks import check_given, check_names
from policy_engine.engine.desk import Desk
from policy_engine.engine.figures import work_figures
from policy_engine.engine.fulfilment import work_out_axes
from policy_engine.engine.residual import open_findings
from policy_engine.engine.steps import settle_papers, settle_steps, still_unclear
from policy_engine.engine.verdicts import assemble, findings_of, finish
from policy_engine.engine.working_days import is_working_day
from policy_engine.errors import Diagnostic, Place, RequestError
from policy_engine.loading.folder import compile_folder
from policy_engine.requests import STANDARD, Request
from policy_engine.requests.layout import Codes
from policy_engine.requests.reading import RequestFile, read_request, read_request_text
from policy_engine.requests.texts import Locate
from policy_engine.version import __version__

MAX_VERDICTS = 4_096
NOTHING_OPEN: Mapping[int, tuple[str, ...]] = {}


class _Desk:
    """Where requests of one topic of one jurisdiction are decided: packs and verdicts are made when first needed."""

    __slots__ = ("anchor", "book", "desks", "starts", "topic")

    def __init__(self, book: CompiledRulebook, topic: TopicBook) -> None:
        self.book = book
        self.topic = topic
        self.anchor = topic.axes.layout.anchor_position
        self.starts = topic.starts
        self.desks: tuple[_EpochDesk, ...] = tuple(_EpochDesk(book, epoch) for epoch in topic.epochs)

    def at(self, day: int) -> _EpochDesk:
        if len(self.desks) == 1:
            return self.desks[0]
        return self.desks[bisect_right(self.starts, day) - 1]


class _EpochDesk:
    """One epoch's packs, and the verdicts assembled so far (bounded)."""

    __slots__ = ("_packs", "book", "epoch", "verdicts", "works")

    def __init__(self, book: CompiledRulebook, epoch: Epoch) -> None:
        self.book = book
        self.epoch = epoch
        self._packs: tuple[PackNode, ...] | None = None
        self.works = bool(epoch.worked_out) or any(
            not isinstance(effect, (ActEffect, MayEffect, PaperEffect, DutyEffect))
            for unit in epoch.units
            for effect in unit.effects
        )
        self.verdicts: dict[int, Verdict] = {}

    @property
    def packs(self) -> tuple[PackNode, ...]:
        if self._packs is None:
            units = [unit.live for unit in self.epoch.units]
            self._packs = build_packs(self.epoch.manager, units, self.epoch.axes.axes) if units else (0,)
        return self._packs

    def verdict(self, codes: Codes, needs: Mapping[int, tuple[str, ...]] = NOTHING_OPEN) -> Verdict:
        mask = 0
        try:
            for pack in self._packs or self.packs:
                mask |= walk(pack, codes)
        except TypeError:  # a fact that matters is unknown
            return assemble(self.book, self.epoch, open_findings(self.epoch, self.book.models.vocabulary, codes, needs))
        found = self.verdicts.get(mask)
        if found is None:
            found = assemble(self.book, self.epoch, findings_of(self.epoch, mask))
            if len(self.verdicts) >= MAX_VERDICTS:
                self.verdicts.clear()
            self.verdicts[mask] = found
        return found


class Rulebook:
    """A loaded rulebook. Immutable; may be shared by threads.

    Attributes:
        compiled: the compiled rulebook, for tools that look inside.
    """

    def __init__(self, compiled: CompiledRulebook) -> None:
        self.compiled = compiled
        self._models = {model.topic.id: model for model in compiled.models.topics.values()}
        self._desks: dict[tuple[str, type[Request]], _Desk] = {
            (jurisdiction, compiled.models.topics[topic]): _Desk(compiled, book)
            for (jurisdiction, topic), book in compiled.books.items()
            if (jurisdiction, topic) not in compiled.set_aside
        }
        self._provenance = Provenance(compiled, __version__)
        self._words = compiled.models.vocabulary.tagged()

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
        at = desk.at(day)
        if at.works:
            return self._worked_out(at, request, jurisdiction, day, codes)
        verdict = at.verdict(codes)
        if given.judgements:
            check_given(self.compiled, axes, given)
        if given.empty:
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
        if not given.words <= self._words:
            check_given(self.compiled, axes, given)
        steps = settle_steps(verdict.steps, given, codes)
        papers = settle_papers(verdict.papers, given) if verdict.papers else ()
        outcome = finish(verdict.outcome, verdict.finished, steps, papers)
        needs = verdict.needs
        if outcome == "undetermined" and verdict.outcome is None:
            needs = still_unclear(steps, given, codes)
        return Decision(outcome, verdict, steps, papers, request, jurisdiction, day, needs, self._provenance)

    def _worked_out(self, at: _EpochDesk, request: Request, jurisdiction: str, day: int, codes: Codes) -> Decision:
        """Decides where rules work with figures: what has been done comes first, for ``otherwise`` depends on it."""
        given, models = request.given, self.compiled.models
        check_given(self.compiled, at.epoch.axes, given)
        codes, worked_needs = work_out_axes(at.epoch, models, codes, given, is_working_day)
        verdict = at.verdict(codes, worked_needs)
        steps = settle_steps(verdict.steps, given, codes)
        papers = settle_papers(verdict.papers, given)
        figures = work_figures(verdict, steps, Desk(at.epoch, models, codes, is_working_day))
        outcome = finish(verdict.outcome, verdict.finished, steps, papers)
        needs = verdict.needs
        waiting = [
            fact
            for (slot, _), facts in figures.needs.items()
            if slot in at.epoch.axes.layout.topic.must_answer
            for fact in facts
        ]
        if waiting and outcome in ("undetermined", "needs_steps", "permitted", "determined"):
            needs = tuple(dict.fromkeys((*needs, *waiting)))
            outcome = "undetermined"
        if outcome == "undetermined" and verdict.outcome is None:
            needs = tuple(dict.fromkeys((*needs, *still_unclear(steps, given, codes))))
        return Decision(outcome, verdict, steps, papers, request, jurisdiction, day, needs, self._provenance, figures)

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
