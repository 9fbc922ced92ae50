"""Official vehicles: whether a car may be sent, who agrees, how cars are repaired, fuelled and kept."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import Count, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic
from policy_engine.requests.lists import LINE, POST


class VehicleRequest(Request):
    """One use, repair, refuelling or night of one official vehicle.

    Driving without a licence, lending the car and handing over the wheel are conduct. ``purpose`` has a value for
    "no trip"; ``in_garage`` and ``designated`` are what somebody does or means to do. ``needed`` is a judgement:
    the texts send a car only where it is really needed. ``post`` and ``line`` are those of the person who asks;
    the passengers include that person and not the driver.
    """

    topic = Topic(
        id="vehicle",
        zh="公务用车",
        en="Official vehicles",
        asks_zh="能不能派车、谁批、车辆如何管理",
        asks_en="may a car be sent, who agrees, how cars are kept",
        anchor="date",
        must_answer=("may",),
        applicant_post="post",
        impossible=(
            {"event": "dispatch", "purpose": "none"},
            {"event": {"not": "dispatch"}, "purpose": {"not": "none"}},
            {"event": "dispatch", "passengers": 0},
            {"purpose": "city_meeting", "area": "outside_city"},
            {"event": "park", "on_approved_trip": True, "in_garage": True},
            {"post": "outsider"},
        ),
        outputs={"consequence": Output(zh="后果", en="consequence", mode="collect", open_list="consequence")},
    )

    event: Annotated[
        str | None,
        OneOf(
            zh="事项",
            en="event",
            values={
                "dispatch": ("派车", "send a car"),
                "repair": ("维修购件", "repair or buy parts"),
                "refuel": ("加油", "refuel"),
                "park": ("停放", "park"),
            },
            ask_zh="要派车、修车购件、加油,还是停放?",
            ask_en="Is a car to be sent, repaired, refuelled or parked?",
        ),
    ] = None
    purpose: Annotated[
        str | None,
        OneOf(
            zh="用途",
            en="purpose",
            values={
                "none": ("不出车", "no trip"),
                "reception": ("接待", "reception"),
                "collective_activity": ("重大集体活动", "major collective activity"),
                "city_meeting": ("参加本市会议", "meeting in the city"),
                "training": ("培训", "training"),
                "activity": ("组织其他活动", "other organised activity"),
                "other_errand": ("其他公务", "other official errand"),
            },
            ask_zh="用车做什么?",
            ask_en="What is the car for?",
        ),
    ] = None
    area: Annotated[
        str | None,
        OneOf(
            zh="地域",
            en="area",
            values={
                "within_city": ("本市范围内", "within the city"),
                "outside_city": ("市外", "outside the city"),
            },
            ordered=True,
            ask_zh="在本市范围内还是到市外?",
            ask_en="Within the city or outside it?",
        ),
    ] = None
    passengers: Annotated[
        int | None,
        Count(
            zh="乘车人数(不含驾驶员)",
            en="passengers, the driver not counted",
            unit="person",
            low=0,
            high=60,
            ask_zh="乘车的有几人(不含驾驶员)?不出车就填 0",
            ask_en="How many passengers are there, without the driver? 0 if there is no trip",
        ),
    ] = None
    requester: Annotated[
        str | None,
        OneOf(
            zh="用车方",
            en="for whom",
            values={
                "party_or_government": ("党委政府", "party committee or government"),
                "section": ("部门", "a section"),
            },
            ask_zh="是党委政府用车,还是部门用车?",
            ask_en="Is it for the party committee or government, or for a section?",
        ),
    ] = None
    needed: Annotated[
        bool | None,
        Judgement(
            zh="确需用车",
            en="a car is really needed",
            ask_zh="是否确需用车,由谁认定?",
            ask_en="Is a car really needed? Who says so?",
        ),
    ] = None
    post: Annotated[
        str | None,
        OneOf(
            zh="用车人职务(取本人最高职务)",
            en="post of the person who asks (the highest held)",
            values=POST,
            ordered=True,
            ask_zh="用车人是什么职务?",
            ask_en="What is the post of the person who asks?",
        ),
    ] = None
    line: Annotated[
        str | None,
        OneOf(
            zh="用车方的条线(人大、群团归党群线)",
            en="line of those who use it",
            word="条线",
            values=LINE,
            ask_zh="用车方属政府线还是党群线?",
            ask_en="Do those who use it belong to the government or the party line?",
        ),
    ] = None
    designated: Annotated[
        bool | None,
        Flag(
            zh="在定点单位",
            en="at the designated supplier",
            ask_zh="是不是在定点单位加油?",
            ask_en="Is it at the designated supplier?",
        ),
    ] = None
    time_of_day: Annotated[
        str | None,
        OneOf(
            zh="时段",
            en="time of day",
            values={"daytime": ("白天", "by day"), "night": ("夜间", "by night")},
            ask_zh="白天还是夜间?",
            ask_en="By day or by night?",
        ),
    ] = None
    holiday: Annotated[
        bool | None,
        Flag(zh="节假日", en="holiday", ask_zh="是不是节假日?", ask_en="Is it a holiday?"),
    ] = None
    in_garage: Annotated[
        bool | None,
        Flag(
            zh="停放于库房",
            en="parked in the garage",
            ask_zh="车是不是停放在库房里?",
            ask_en="Is the car parked in the garage?",
        ),
    ] = None
    on_approved_trip: Annotated[
        bool | None,
        Flag(
            zh="经批准公务外出未归",
            en="still out on an approved trip",
            ask_zh="车是不是经批准公务外出、还没有回来?",
            ask_en="Is the car still out on an approved trip?",
        ),
    ] = None
    damaged_or_lost: Annotated[
        bool | None,
        Flag(
            zh="车辆损坏或丢失",
            en="vehicle damaged or lost",
            ask_zh="车辆有没有损坏或丢失?",
            ask_en="Was the vehicle damaged or lost?",
        ),
    ] = None
    at_fault: Annotated[
        bool | None,
        Judgement(
            zh="因驾驶员管理不善",
            en="through the driver's poor care",
            ask_zh="是否因驾驶员管理不善,由谁认定?",
            ask_en="Was it the driver's poor care? Who says so?",
        ),
    ] = None
    date: Annotated[dt.date | None, Day(zh="用车日", en="day of the use", ask_zh="哪一天?", ask_en="On which day?")] = (
        None
    )
