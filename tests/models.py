"""Small request models: one with money, counts, dates and outputs for tests of figures, two for who does what and which
bodies there are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests import Request
from policy_engine.requests.derived import Sum
from policy_engine.requests.fields import Amount, Count, Day, Flag, OneOf
from policy_engine.requests.layout import Output, Topic
from policy_engine.requests.lists import LINE, POST

MONEY = {"unit": "yuan", "low": Decimal(0), "high": Decimal(1_000_000), "step": Decimal("0.01")}


class ClaimRequest(Request):
    """Something paid for, claimed from the office."""

    topic = Topic(
        id="claim",
        zh="报销",
        en="Claims",
        anchor="spent_on",
        must_answer=("payable",),
        derived={"people": Sum(sources=("guests", "hosts"), zh="用餐人数", en="people at table")},
        applicant_post="post",
        outputs={
            "level": Output(zh="等次", en="level", values={"high": ("高", "high"), "low": ("低", "low")}),
            "special": Output(zh="从严", en="strict", mode="any", kind="flag"),
            "notes": Output(zh="事项", en="notes", mode="collect"),
            "share": Output(zh="份额", en="share", kind="number", unit="yuan"),
            "reference": Output(zh="基准", en="reference", mode="any", kind="number"),
            "levy": Output(zh="收费", en="levy", mode="highest", kind="number", unit="yuan"),
            "follows": Output(zh="后续", en="what follows", mode="collect", open_list="consequence"),
            "review_day": Output(zh="复核日", en="review day", kind="date"),
        },
    )

    kind: Annotated[
        str | None,
        OneOf(
            zh="种类",
            en="kind",
            values={"meal": ("用餐", "meal"), "trip": ("差旅", "trip"), "other": ("其他", "other")},
        ),
    ] = None
    post: Annotated[str | None, OneOf(zh="职务", en="post", values=POST, ordered=True)] = None
    line: Annotated[str | None, OneOf(zh="条线", en="line", values=LINE)] = None
    amount: Annotated[Decimal | None, Amount(zh="金额", en="amount", **MONEY)] = None  # type: ignore[arg-type]
    guests: Annotated[int | None, Count(zh="来客", en="guests", unit="person", low=0, high=500)] = None
    hosts: Annotated[int | None, Count(zh="陪同", en="hosts", unit="person", low=0, high=500)] = None
    meals: Annotated[int | None, Count(zh="餐数", en="meals", unit="meal", low=1, high=30)] = None
    days: Annotated[
        Decimal | None,
        Amount(zh="天数", en="days", unit="day", low=Decimal(0), high=Decimal(400), step=Decimal("0.5")),
    ] = None
    spent_on: Annotated[dt.date | None, Day(zh="发生日", en="day spent")] = None
    submitted: Annotated[dt.date | None, Day(zh="送审日", en="day submitted")] = None


class AffairRequest(Request):
    """An affair of the office: whose it is."""

    topic = Topic(id="affair", zh="事务", en="Affairs", anchor="date", must_answer=("assign",), word="事务归属")

    matter: Annotated[
        str | None,
        OneOf(
            zh="何事",
            en="matter",
            values={
                "petitions": ("来信来访", "petitions"),
                "archives": ("档案", "archives"),
                "printing": ("打印", "printing"),
            },
        ),
    ] = None
    line: Annotated[str | None, OneOf(zh="条线", en="line", values=LINE)] = None
    urgent: Annotated[bool | None, Flag(zh="紧急", en="urgent")] = None
    date: Annotated[dt.date | None, Day(zh="日期", en="date")] = None


class BodyRequest(Request):
    """A body of a township: whether it exists, and of what size."""

    topic = Topic(id="bodies", zh="机构", en="Bodies", anchor="date", must_answer=("establish",), word="机构编制")

    body: Annotated[str | None, OneOf(zh="机构", en="body", open_list="body")] = None
    line: Annotated[str | None, OneOf(zh="条线", en="line", values=LINE)] = None
    county_seat: Annotated[bool | None, Flag(zh="县城所在镇", en="county seat")] = None
    people: Annotated[
        int | None, Count(zh="人口", en="inhabitants", unit="person", low=0, high=1_000_000, ask_zh="多少人?")
    ] = None
    date: Annotated[dt.date | None, Day(zh="日期", en="date")] = None
