"""Standards and recurring duties: which duties bind a township on a day. Whether they are met is told by evidence."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import AnyOf, Count, Day, OneOf
from policy_engine.requests.layout import Topic


class StandardRequest(Request):
    """What a township is. ``period_end`` is the last day of the period looked at; its rules apply."""

    topic = Topic(
        id="standard",
        zh="达标与履职",
        en="Standards and recurring duties",
        asks_zh="有哪些义务,多久一次,到哪天为止",
        asks_en="which duties bind, how often, by when",
        anchor="period_end",
        must_answer=("anything",),
        duties=True,
    )

    township: Annotated[
        str | None,
        OneOf(zh="乡镇", en="township", open_list="township", ask_zh="是哪个乡镇?", ask_en="Which township is it?"),
    ] = None
    features: Annotated[
        frozenset[str] | None,
        AnyOf(
            zh="特征",
            en="features",
            open_list="features",
            ask_zh="有哪些特征?都没有就填空",
            ask_en="Which of these features has it? None: an empty list",
        ),
    ] = None
    staff: Annotated[
        int | None,
        Count(
            zh="机关人数", en="people in the office", unit="person", low=0, high=10_000,
            ask_zh="机关有多少人?", ask_en="How many people work in the office?",
        ),
    ] = None  # fmt: skip
    villages: Annotated[
        int | None,
        Count(
            zh="村数", en="villages", unit="village", low=0, high=1_000,
            ask_zh="有多少个村(社区)?", ask_en="How many villages are there?",
        ),
    ] = None  # fmt: skip
    period_end: Annotated[
        dt.date | None,
        Day(zh="核查截止日", en="last day of the period", ask_zh="核查到哪一天?", ask_en="Up to which day?"),
    ] = None
