"""Small request models for the laws, each with a plain description that the oracle reads instead of the model.

Every model has the same fields with small bounds, so that all completions of a request can be counted out. They differ
in what ties facts together: nothing, derived facts, derived facts of shared sources, impossible combinations.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any

from policy_engine.requests import Request
from policy_engine.requests.derived import DaysBetween, Difference, MonthOf, SameMonth, Sum
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic

HALF = Decimal("0.5")
KINDS = ("alpha", "beta", "gamma")
GRADES = ("clerk", "head", "chief", "boss")
AWAY = ("head", "boss")
PLACES = ("near", "far", "abroad")
TOOLS = ("car", "boat")
DAYS = tuple(HALF * n for n in range(1, 7))
EXTRA = tuple(HALF * n for n in range(3))
PEOPLE = (0, 1, 2, 3)
HELPERS = (0, 1, 2)
COSTS = tuple(HALF * n for n in range(5))


def _labels(words: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    return {word: (word, word) for word in words}


class _Facts(Request):
    """The fields of every model."""

    topic = Topic(id="facts", zh="事项", en="facts", anchor="asked")

    kind: Annotated[str | None, OneOf(zh="种类", en="kind", values=_labels(KINDS))] = None
    grade: Annotated[str | None, OneOf(zh="级别", en="grade", values=_labels(GRADES), ordered=True)] = None
    urgent: Annotated[bool | None, Flag(zh="紧急", en="urgent")] = None
    fit: Annotated[bool | None, Judgement(zh="合适", en="fit")] = None
    days: Annotated[Decimal | None, Amount(zh="天", en="days", unit="day", low=HALF, high=Decimal(3), step=HALF)] = None
    extra: Annotated[
        Decimal | None, Amount(zh="另", en="extra", unit="day", low=Decimal(0), high=Decimal(1), step=HALF)
    ] = None
    people: Annotated[int | None, Count(zh="人", en="people", unit="person", low=0, high=3)] = None
    helpers: Annotated[int | None, Count(zh="帮手", en="helpers", unit="person", low=0, high=2)] = None
    away: Annotated[frozenset[str] | None, AnyOf(zh="外出", en="away", values=_labels(AWAY))] = None
    place: Annotated[str | None, OneOf(zh="地", en="place", open_list="places")] = None
    tools: Annotated[frozenset[str] | None, AnyOf(zh="具", en="tools", open_list="tools")] = None
    cost: Annotated[
        Decimal | None, Amount(zh="花费", en="cost", unit="yuan", low=Decimal(0), high=Decimal(2), step=HALF)
    ] = None
    start: Annotated[dt.date | None, Day(zh="始", en="start")] = None
    end: Annotated[dt.date | None, Day(zh="终", en="end")] = None
    asked: Annotated[dt.date | None, Day(zh="申请日", en="asked")] = None


TOTAL = Sum(sources=("days", "extra"), zh="合计", en="total")
SPARE = Difference(sources=("people", "helpers"), zh="差", en="spare")
STAY = DaysBetween(sources=("start", "end"), zh="相隔", en="stay")
MONTH = MonthOf(sources=("asked",), zh="月", en="month")
START_MONTH = MonthOf(sources=("start",), zh="始月", en="month of the start")
SAME = SameMonth(sources=("start", "end"), zh="同月", en="same month")
IMPOSSIBLE = (
    {"kind": "alpha", "urgent": True},
    {"grade": "boss", "people": {"more_than": 1}},
    {"fit": True, "total": {"at_least": 3}},
)


class Free(_Facts):
    """Nothing ties facts together."""

    topic = Topic(id="trial", zh="试", en="trial", anchor="asked", applicant_post="grade")


class Loose(_Facts):
    """Derived facts that share no source."""

    topic = Topic(
        id="trial",
        zh="试",
        en="trial",
        anchor="asked",
        applicant_post="grade",
        derived={"total": TOTAL, "spare": SPARE, "stay": STAY, "month": MONTH},
    )


class Bound(_Facts):
    """Derived facts that share no source, and impossible combinations; asks no permission but a review."""

    topic = Topic(
        id="trial",
        zh="试",
        en="trial",
        anchor="asked",
        applicant_post="grade",
        must_answer=("review",),
        derived={"total": TOTAL, "spare": SPARE, "stay": STAY, "month": MONTH},
        impossible=IMPOSSIBLE,
    )


class Tied(_Facts):
    """Derived facts that share their sources."""

    topic = Topic(
        id="trial",
        zh="试",
        en="trial",
        anchor="asked",
        applicant_post="grade",
        must_answer=(),
        derived={"total": TOTAL, "stay": STAY, "start_month": START_MONTH, "same": SAME},
    )


BANDS = ("small", "middle", "large")
OUTPUTS: Mapping[str, tuple[str, str]] = {
    "band": ("any", "text"),
    "free": ("any", "flag"),
    "score": ("unique", "number"),
    "dues": ("collect", "date"),
    "marks": ("collect", "text"),
    "rate": ("any", "number"),
    "levy": ("highest", "number"),
}
"""The outputs of the models with figures: mode and kind."""
_OUTPUTS: dict[str, Any] = {
    name: Output(zh=name, en=name, mode=mode, kind=kind, values=_labels(BANDS) if name == "band" else {})  # type: ignore[arg-type]
    for name, (mode, kind) in OUTPUTS.items()
}


class Paid(_Facts):
    """Asks what is payable; nothing ties facts together."""

    topic = Topic(
        id="trial",
        zh="试",
        en="trial",
        anchor="asked",
        applicant_post="grade",
        must_answer=("payable",),
        outputs=_OUTPUTS,
    )


class Priced(_Facts):
    """Asks whether something may be done, with figures and derived facts."""

    topic = Topic(
        id="trial",
        zh="试",
        en="trial",
        anchor="asked",
        applicant_post="grade",
        derived={"total": TOTAL, "spare": SPARE},
        outputs=_OUTPUTS,
    )


class Graded(_Facts):
    """Asks for an output."""

    topic = Topic(
        id="trial",
        zh="试",
        en="trial",
        anchor="asked",
        applicant_post="grade",
        must_answer=("band", "score"),
        outputs=_OUTPUTS,
    )


class Assigned(_Facts):
    """Asks whose something is."""

    topic = Topic(
        id="trial",
        zh="试",
        en="trial",
        anchor="asked",
        must_answer=("assign",),
        derived={"total": TOTAL, "spare": SPARE},
    )


class Bodied(_Facts):
    """Asks which bodies there are; nothing ties facts together."""

    topic = Topic(id="trial", zh="试", en="trial", anchor="asked", must_answer=("establish",))


class Told(_Facts):
    """Asks what there is to say, whatever it is."""

    topic = Topic(
        id="trial",
        zh="试",
        en="trial",
        anchor="asked",
        applicant_post="grade",
        must_answer=("anything",),
        outputs=_OUTPUTS,
    )


class Other(_Facts):
    """A second topic of the same rulebook."""

    topic = Topic(id="other", zh="另", en="other", anchor="asked")


Derive = Callable[..., Any]


@dataclass(frozen=True)
class Description:
    """What the oracle knows of a model: plain data and plain functions only."""

    model: type[Request]
    must_answer: tuple[str, ...]
    derived: Mapping[str, tuple[tuple[str, ...], Derive]]
    impossible: tuple[Mapping[str, Any], ...] = ()
    outputs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The outputs, with mode and kind; a model without any has no figures."""
    organises: bool = False
    """Whether rules assign functions and establish bodies."""
    exact: bool = True
    """Whether the engine promises to see every settled slot (it may over-ask where derived facts share sources)."""

    @property
    def tied(self) -> bool:
        """Whether anything ties facts together."""
        return bool(self.derived or self.impossible)


_LOOSE: Mapping[str, tuple[tuple[str, ...], Derive]] = {
    "total": (("days", "extra"), lambda days, extra: days + extra),
    "spare": (("people", "helpers"), lambda people, helpers: people - helpers),
    "stay": (("start", "end"), lambda start, end: (end - start).days),
    "month": (("asked",), lambda asked: asked.month),
}
FREE = Description(Free, ("may",), {})
LOOSE = Description(Loose, ("may",), _LOOSE)
BOUND = Description(Bound, ("review",), _LOOSE, IMPOSSIBLE)
TIED = Description(
    Tied,
    (),
    {
        "total": _LOOSE["total"],
        "stay": _LOOSE["stay"],
        "start_month": (("start",), lambda start: start.month),
        "same": (("start", "end"), lambda start, end: (start.year, start.month) == (end.year, end.month)),
    },
    exact=False,
)
PAID = Description(Paid, ("payable",), {}, outputs=OUTPUTS)
PRICED = Description(Priced, ("may",), {name: _LOOSE[name] for name in ("total", "spare")}, outputs=OUTPUTS)
GRADED = Description(Graded, ("band", "score"), {}, outputs=OUTPUTS)
ASSIGNED = Description(Assigned, ("assign",), {name: _LOOSE[name] for name in ("total", "spare")}, organises=True)
BODIED = Description(Bodied, ("establish",), {}, organises=True)
TOLD = Description(Told, ("anything",), {}, outputs=OUTPUTS)
DESCRIPTIONS = {
    "free": FREE,
    "loose": LOOSE,
    "bound": BOUND,
    "tied": TIED,
    "paid": PAID,
    "priced": PRICED,
    "graded": GRADED,
    "assigned": ASSIGNED,
    "bodied": BODIED,
    "told": TOLD,
}
PLAIN = ("free", "loose", "bound", "tied")
FIGURED = ("paid", "priced", "graded", "told")
ORGANISED = ("assigned", "bodied")
SETS = ("away", "tools")
DOMAINS: Mapping[str, tuple[Any, ...]] = {
    "kind": KINDS,
    "grade": GRADES,
    "urgent": (False, True),
    "fit": (False, True),
    "days": DAYS,
    "extra": EXTRA,
    "people": PEOPLE,
    "helpers": HELPERS,
    "cost": COSTS,
    "place": PLACES,
    "away": (frozenset(), frozenset({"head"}), frozenset({"boss"}), frozenset(AWAY)),
    "tools": (frozenset(), frozenset({"car"}), frozenset({"boat"}), frozenset(TOOLS)),
}
"""Every value of each fact but the dates."""
ORDER: Mapping[str, tuple[str, ...]] = {"grade": GRADES}
