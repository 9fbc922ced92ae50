"""The block ``given``: what has been done so far. What is not in it is not done."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool, StringConstraints

from policy_engine.requests.fields import read_day

Word = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
DayValue = Annotated[dt.date, BeforeValidator(read_day)]

GivenRow: TypeAlias = tuple[str, str, str, str, int]


class GivenAct(BaseModel):
    """One act that was done: which, by whom (in which post or office), to whom, by which person, on what day.

    ``matter`` is left out for the topic's own matter.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Word
    by: Word
    to: Word | None = None
    matter: Word | None = None
    person: Word
    date: DayValue


class GivenJudgement(BaseModel):
    """One decision only a person can make, with who made it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: StrictBool
    by: Word
    date: DayValue | None = None
    note: Annotated[str, StringConstraints(strict=True, max_length=10_000)] | None = None


class Given(BaseModel):
    """Acts, papers and judgements so far, and who the applicant is (a person's reference, not his post)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    applicant_person: Word | None = None
    acts: tuple[GivenAct, ...] = ()
    papers: tuple[Word, ...] = ()
    judgements: dict[Word, GivenJudgement] = {}

    @cached_property
    def rows(self) -> dict[str, list[GivenRow]]:
        """The acts by verb, earliest first: (by, to, matter, person, day's ordinal), absent words empty."""
        rows: dict[str, list[GivenRow]] = {}
        for act in self.acts:
            row = (act.by, act.to or "", act.matter or "", act.person, act.date.toordinal())
            rows.setdefault(act.act, []).append(row)
        for found in rows.values():
            found.sort(key=_day_of)
        return rows

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that must be in the vocabulary, tagged with its kind, so that one look tells."""
        found = {f"paper {paper}" for paper in self.papers}
        for act in self.acts:
            found.update((f"act {act.act}", f"actor {act.by}"))
            if act.to is not None:
                found.add(f"actor {act.to}")
            if act.matter is not None:
                found.add(f"matter {act.matter}")
        return frozenset(found)

    @cached_property
    def empty(self) -> bool:
        """Whether nothing at all was given."""
        return not (self.acts or self.papers)

    def model_post_init(self, context: Any, /) -> None:
        """Sorts the acts and gathers their words once, at validation."""
        self.rows, self.words, self.empty  # noqa: B018 - computed for their caches


def _day_of(row: GivenRow) -> int:
    return row[4]


NOTHING_GIVEN = Given()
