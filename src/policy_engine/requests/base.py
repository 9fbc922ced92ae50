"""The base of all request models: one pydantic class a topic, whose fields are the vocabulary of facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict

from policy_engine.requests.fields import Field, Judgement
from policy_engine.requests.given import NOTHING_GIVEN, Given
from policy_engine.requests.layout import Layout, Topic, build_layout


class Request(BaseModel):
    """A question in one topic. A subclass declares ``topic`` and its fields, each annotated with a field mark.

    Every field defaults to ``None``, which means unknown. Instances are frozen; their facts are turned into whole
    numbers once, at validation (:attr:`codes`).

    Example::

        class LeaveRequest(Request):
            topic = Topic(id="leave", zh="请假", en="Leave", anchor="first_day", must_answer=("may",))
            days: Annotated[Decimal | None, Amount(zh="天数", en="days", unit="day", low=..., ...)] = None
            first_day: Annotated[date | None, Day(zh="开始日", en="first day")] = None
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: ClassVar[Topic]
    layout: ClassVar[Layout]

    given: Given = NOTHING_GIVEN

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if not hasattr(cls, "topic"):
            raise TypeError(f"{cls.__name__} declares no topic")
        marks: dict[str, Field] = {}
        for name, info in cls.model_fields.items():
            mark = next((each for each in info.metadata if isinstance(each, Field)), None)
            if mark is not None:
                if info.default is not None:
                    raise TypeError(f"{cls.__name__}.{name}: a fact has no default but None (unknown)")
                marks[name] = mark
            elif name != "given":
                raise TypeError(f"{cls.__name__}.{name} carries no field mark")
        cls.layout = build_layout(cls.topic, marks)

    @cached_property
    def codes(self) -> tuple[int | None, ...]:
        """The facts as whole numbers, by axis; ``None`` where unknown. Open lists stand as 0 until decided."""
        return self.layout.encode(self)

    def model_post_init(self, context: Any, /) -> None:
        """Counts the facts once and refuses combinations that cannot occur.

        Raises:
            PydanticCustomError: a judgement contradicts a fact, or the facts are impossible together.
        """
        self.layout.refuse_impossible(self.codes)

    def judged(self, name: str) -> bool | None:
        """The value of a judgement field: as a fact, or signed under ``given.judgements``."""
        stated = getattr(self, name)
        if stated is None and name in self.given.judgements:
            return self.given.judgements[name].value
        return None if stated is None else bool(stated)

    def facts(self) -> dict[str, Any]:
        """The known facts, as Python values, without ``given``; signed judgements included."""
        known: dict[str, Any] = {}
        for name, mark in self.layout.marks.items():
            value = self.judged(name) if isinstance(mark, Judgement) else getattr(self, name)
            if value is not None:
                known[name] = value
        return known

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; with changes it is validated anew, so that its codes never go stale."""
        if not update:
            return super().model_copy(deep=deep)
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate({**values, **update})
