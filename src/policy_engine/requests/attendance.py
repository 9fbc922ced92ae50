"""Attendance as a history: which events there are, and which facts each of them may state.

This is no topic of requests: what follows from one act is asked there (conduct, absence). A history is a person's dated
events over a period; :mod:`policy_engine.histories` reads and judges it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EventField:
    """One fact of an event. ``word``: one of ``values``; ``count``: a whole number; ``days``, ``money``: Decimals."""

    kind: Literal["word", "count", "days", "flag", "money", "text", "fund"]
    zh: str
    en: str
    values: Mapping[str, Pair] = field(default_factory=dict)
    high: Decimal = Decimal(0)
    step: Decimal = Decimal(1)

    @property
    def tested(self) -> bool:
        """Whether rules may test it."""
        return self.kind in ("word", "count", "days", "flag")

    @property
    def ordered(self) -> bool:
        """Whether it can be more or less."""
        return self.kind in ("count", "days")


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event and the facts it may state beside those that all may."""

    zh: str
    en: str
    fields: tuple[str, ...] = ()


FIELDS: Mapping[str, EventField] = {
    "session": EventField(
        "word",
        "场合",
        "occasion",
        {
            "work": ("上班", "work"),
            "rollcall": ("点名", "roll call"),
            "meeting": ("会议", "meeting"),
            "study": ("集中学习", "study session"),
            "duty": ("值班", "duty shift"),
            "spot_check": ("抽查", "spot check"),
        },
    ),
    "span": EventField("text", "起止时刻", "from and to; two events of one date and span are one act"),
    "note": EventField("text", "备注", "note"),
    "minutes": EventField("count", "分钟", "minutes", high=Decimal(1440)),
    "days": EventField("days", "天数", "days, in halves", high=Decimal(366), step=Decimal("0.5")),
    "approved": EventField("flag", "经批准", "approved"),
    "reason": EventField("flag", "有正当理由", "for good reason"),
    "listed": EventField("flag", "名单已交(会议通知或出发名单)", "the notice or list of names was handed in"),
    "established": EventField("flag", "查实", "established"),
    "bad_influence": EventField("flag", "恶劣影响", "bad influence among the public"),
    "set_off": EventField("flag", "冲抵(应休假)", "set off against annual leave"),
    "leave_kind": EventField(
        "word",
        "假别",
        "kind of leave",
        {
            "personal": ("事假", "personal"),
            "sick": ("病假", "sick"),
            "official": ("公出", "official trip"),
            "annual": ("休假", "annual"),
        },
    ),
    "amount": EventField("money", "金额", "amount in yuan", high=Decimal(1_000_000), step=Decimal("0.01")),
    "fund": EventField("fund", "款项", "which pay or allowance"),
}

COMMON = ("date", "session", "span", "note")
"""What every event may state; ``date`` it must."""

EVENTS: Mapping[str, EventKind] = {
    "late": EventKind("迟到", "late", ("minutes", "approved", "reason")),
    "left_early": EventKind("早退", "left early", ("minutes", "approved", "reason")),
    "absent": EventKind("缺席", "absent", ("days", "approved", "reason", "listed")),
    "off_post": EventKind("脱岗", "off one's post", ("minutes", "approved")),
    "private_errand": EventKind("办私事", "a private errand", ("minutes", "days", "approved", "established")),
    "slip_not_lodged": EventKind("假条未交", "leave slip not lodged", ("days",)),
    "record_untrue": EventKind("记载不实", "untrue record", ("days", "established")),
    "leave_taken": EventKind("请假", "leave taken", ("days", "leave_kind", "approved", "set_off")),
    "complaint": EventKind("来访处理不当", "a visitor mishandled", ("established", "bad_influence")),
    "overtime": EventKind("加班", "overtime", ("days",)),
    "visit_day": EventKind("下村一天", "a day in the villages", ()),
    "allowance_withheld": EventKind("已扣补助", "allowance withheld already", ("fund", "amount")),
}

MAX_EVENTS = 10_000
LABEL_FIELDS = ("session", "minutes")
"""The facts that a label takes over from the event it is given to."""


def fields_of(event: str) -> tuple[str, ...]:
    """The facts that an event may state, its date among them."""
    return (*COMMON, *EVENTS[event].fields)
