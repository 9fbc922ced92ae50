"""Official reception: what may be offered to guests and at meetings, who agrees, and how much."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.derived import Sum
from policy_engine.requests.fields import Amount, Count, Day, Judgement, OneOf
from policy_engine.requests.layout import Topic
from policy_engine.requests.lists import GUESTS_FROM, LINE, STANDING


class ReceptionRequest(Request):
    """One thing to be offered at one occasion; several things are several requests.

    The kinds of meeting stand apart, because what may be offered depends on who called the meeting and for what.
    ``guests_from`` stands beside ``standing``: a duty to report, or a price for department staff, concerns guests from
    above only. Whether cigarettes are special is a judgement and not an item of its own, for no text says what special
    means. ``line`` is that of the section that receives. ``guests`` are all who come, ``companions`` the hosts beside
    them, ``meals`` the sittings the amount is for.
    """

    topic = Topic(
        id="reception",
        zh="公务接待",
        en="Official reception",
        asks_zh="来客接待能安排什么、谁批、标准多少",
        asks_en="what a reception may offer, who agrees, how much",
        anchor="date",
        must_answer=("may",),
        derived={"diners": Sum(sources=("guests", "companions"), zh="用餐(在座)人数", en="people at table")},
        impossible=(
            {"occasion": "visit", "guests": 0},
            {"occasion": "among_colleagues", "guests": {"more_than": 0}},
            {"item": {"not": "cigarettes"}, "packs": {"more_than": 0}},
            {"item": {"not": "cigarettes"}, "special_cigarettes": True},
        ),
    )

    item: Annotated[
        str | None,
        OneOf(
            zh="项目",
            en="item",
            values={
                "report": ("来客报告", "reporting the visit"),
                "canteen_meal": ("食堂用餐", "meal in the canteen"),
                "outside_meal": ("外出用餐", "meal outside"),
                "cigarettes": ("接待用烟", "cigarettes"),
                "gift": ("礼品", "gift"),
                "fruit": ("水果", "fruit"),
                "room": ("会议室", "meeting room"),
            },
            ask_zh="要安排的是哪一项?",
            ask_en="What is to be arranged?",
        ),
    ] = None
    occasion: Annotated[
        str | None,
        OneOf(
            zh="场合",
            en="occasion",
            values={
                "visit": ("公务来客", "official visit"),
                "area_meeting": ("在本镇召开的片会", "area meeting held in the town"),
                "superior_forum": ("上级来镇召开的座谈会", "forum called by a department above"),
                "superior_survey": ("上级来镇召开的调研会", "survey meeting called by a department above"),
                "superior_supervision": ("上级来镇召开的督办会", "supervision meeting called by a department above"),
                "superior_other": ("上级来镇召开的其他会议", "other meeting called by a department above"),
                "town_meeting": ("本镇召开的会议", "meeting called by the town"),
                "among_colleagues": ("单位内部聚餐", "colleagues among themselves"),
            },
            ask_zh="是公务来客,还是哪一种会议?",
            ask_en="Is it a visit, or which kind of meeting?",
        ),
    ] = None
    guests_from: Annotated[
        str | None,
        OneOf(
            zh="来客单位",
            en="where the guests come from",
            values=GUESTS_FROM,
            ask_zh="客人来自上级、兄弟单位还是其他单位?",
            ask_en="Do the guests come from above, from a unit of the same standing or from elsewhere?",
        ),
    ] = None
    line: Annotated[
        str | None,
        OneOf(
            zh="接待部门的条线(人大、群团归党群线)",
            en="line of the receiving section",
            values=LINE,
            ask_zh="接待的部门属政府线还是党群线?",
            ask_en="Does the receiving section belong to the government or the party line?",
        ),
    ] = None
    standing: Annotated[
        str | None,
        OneOf(
            zh="来客最高身份",
            en="highest standing among the guests",
            values=STANDING,
            ordered=True,
            ask_zh="来客中身份最高的是什么职级?",
            ask_en="What is the highest standing among the guests?",
        ),
    ] = None
    important_guest: Annotated[
        bool | None,
        Judgement(
            zh="重要客人",
            en="important guest",
            ask_zh="是否属于重要客人,由谁认定?",
            ask_en="Is it an important guest? Who says so?",
        ),
    ] = None
    special_circumstances: Annotated[
        bool | None,
        Judgement(
            zh="特殊情况或确有需要",
            en="special circumstances or real need",
            ask_zh="是否属于特殊情况或确有需要,由谁认定?",
            ask_en="Are the circumstances special, or the need real? Who says so?",
        ),
    ] = None
    special_cigarettes: Annotated[
        bool | None,
        Judgement(
            zh="特殊用烟",
            en="special cigarettes",
            ask_zh="是一般用烟还是特殊用烟,由谁认定?",
            ask_en="Are the cigarettes special ones? Who says so?",
        ),
    ] = None
    guests: Annotated[
        int | None,
        Count(
            zh="来客(与会)人数",
            en="guests",
            unit="person",
            low=0,
            high=500,
            ask_zh="来客或与会的有几人?",
            ask_en="How many guests or participants are there?",
        ),
    ] = None
    companions: Annotated[
        int | None,
        Count(
            zh="陪同(陪餐)人数",
            en="hosts beside them",
            unit="person",
            low=0,
            high=200,
            ask_zh="本单位陪同的有几人?",
            ask_en="How many hosts are there beside them?",
        ),
    ] = None
    meals: Annotated[
        int | None,
        Count(zh="餐数", en="meals", unit="meal", low=1, high=30, ask_zh="一共几餐?", ask_en="How many meals?"),
    ] = None
    packs: Annotated[
        int | None,
        Count(
            zh="用烟包数",
            en="packs of cigarettes",
            unit="pack",
            low=0,
            high=500,
            ask_zh="要几包烟?",
            ask_en="How many packs of cigarettes?",
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Amount(
            zh="金额",
            en="amount",
            unit="yuan",
            low=Decimal(0),
            high=Decimal(1_000_000),
            step=Decimal("0.01"),
            ask_zh="一共多少钱?",
            ask_en="How much is it in all?",
        ),
    ] = None
    date: Annotated[
        dt.date | None, Day(zh="接待日", en="day of the reception", ask_zh="哪一天?", ask_en="On which day?")
    ] = None
