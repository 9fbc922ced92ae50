"""The axes of a topic under one vocabulary: the model's own, open lists filled in, and one for each unset parameter."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.axes import Axis
from policy_engine.diagrams.witness import Tie
from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.requests.base import Request
from policy_engine.requests.fields import AnyOf
from policy_engine.requests.layout import Codes
from policy_engine.vocabulary import Vocabulary


class TopicAxes:
    """Where each fact of a topic is counted. Axes for unset parameters are added while rules are resolved."""

    def __init__(
        self, model: type[Request], vocabulary: Vocabulary, faults: list[Diagnostic], used: bool = True
    ) -> None:
        """``used``: whether any rule or hole is of the topic; a rulebook without one need not have its open lists."""
        self.model = model
        self.layout = model.layout
        self.axes: list[Axis] = list(self.layout.axes)
        self.single: dict[str, Axis] = {axis.name: axis for axis in self.axes if not axis.member}
        self.members: dict[str, dict[str, Axis]] = self.layout.members()
        self.parameters: dict[str, Axis] = {}
        self.computed: dict[str, Axis] = {}
        self.ties = tuple(
            Tie(self.layout.topic.derived[self.axes[position].name], position, sources)
            for position, sources in self.layout.sources.items()
        )
        self._open_lists: list[tuple[str, int, Mapping[str, int]]] = []
        self._open_sets: list[tuple[str, tuple[str, ...]]] = []
        missing = sorted(self.layout.open_lists - vocabulary.lists.keys()) if used else []
        place = Place("vocabulary.yaml")
        faults.extend(Diagnostic("PE202", place, {"where": "lists", "key": name}) for name in missing)
        for field, list_name in self.layout.open_fields:
            self._fill(field, tuple(vocabulary.lists.get(list_name, {})))

    def _fill(self, field: str, values: tuple[str, ...]) -> None:
        if isinstance(self.layout.marks[field], AnyOf):
            self._open_sets.append((field, values))
            self.members[field] = {}
            for value in values:
                axis = Axis(len(self.axes), f"{field}.{value}", field, "flag", 0, 1, member=value)
                self.axes.append(axis)
                self.members[field][value] = axis
            return
        position = self.single[field].position
        axis = self.axes[position].with_values(values)
        self.axes[position] = axis
        self.single[field] = axis
        self._open_lists.append((field, position, {value: code for code, value in enumerate(values)}))

    @property
    def plain(self) -> bool:
        """Whether a request's own codes are all there is: nothing depends on the rulebook."""
        return len(self.axes) == len(self.layout.axes) and not self._open_lists

    def judged(self, instrument: str, parameter: str) -> Axis:
        """The yes/no axis of an unset parameter: does the value reach it? One answer a parameter and request."""
        name = f"{instrument}/{parameter}"
        axis = self.parameters.get(name)
        if axis is None:
            axis = Axis(len(self.axes), name, name, "flag", 0, 1, judgement=True)
            self.axes.append(axis)
            self.parameters[name] = axis
        return axis

    def worked_out(self, name: str) -> Axis:
        """The yes/no axis of something worked out from a request and its acts: a rule fulfilled, a limit exceeded."""
        axis = self.computed.get(name)
        if axis is None:
            axis = Axis(len(self.axes), name, name, "flag", 0, 1, derived=True)
            self.axes.append(axis)
            self.computed[name] = axis
        return axis

    def judgement_names(self) -> list[str]:
        """What ``given.judgements`` may name: judgement fields, and unset parameters with or without instrument."""
        fields = [axis.name for axis in self.layout.axes if axis.judgement]
        return [*fields, *self.parameters, *(name.rsplit("/", 1)[1] for name in self.parameters)]

    def codes(self, request: Request) -> Codes:
        """A request's facts on all axes.

        Raises:
            RequestError: a value is not in the vocabulary's list.
        """
        if self.plain:
            return request.codes
        codes = list(request.codes)
        for field, position, index in self._open_lists:
            value = getattr(request, field)
            if value is None:
                continue
            if value not in index:
                raise RequestError([self._unknown(field, value, list(index))])
            codes[position] = index[value]
        for field, values in self._open_sets:
            chosen = getattr(request, field)
            if chosen is None:
                codes.extend(None for _ in values)
                continue
            for value in chosen:
                if value not in values:
                    raise RequestError([self._unknown(field, value, list(values))])
            codes.extend(int(value in chosen) for value in values)
        judgements = request.given.judgements
        for name in self.parameters:
            judged = judgements.get(name) or judgements.get(name.rsplit("/", 1)[1])
            codes.append(None if judged is None else int(judged.value))
        codes.extend(None for _ in self.computed)
        return tuple(codes)

    @staticmethod
    def _unknown(field: str, value: str, known: list[str]) -> Diagnostic:
        words = {"value": value, "field": field}
        return Diagnostic("PE706", Place("request"), words, ", ".join(known), near_match(value, known))

    def intervals(self, codes: Codes) -> list[tuple[int, int]]:
        """What is known of every axis, as an interval."""
        found = self.layout.intervals(codes[: len(self.layout.axes)])
        for axis, code in zip(self.axes[len(found) :], codes[len(found) :], strict=False):
            found.append((axis.low, axis.high) if code is None else (code, code))
        for axis in self.axes[len(found) :]:
            found.append((axis.low, axis.high))
        for _, position, _ in self._open_lists:
            if codes[position] is None:
                found[position] = (0, max(self.axes[position].high, 0))
        return found

    def unknown(self) -> Codes:
        """The codes of a request of which nothing is known."""
        return tuple(None for _ in self.axes)
