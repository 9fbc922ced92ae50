"""Expense claims: how much is paid, who agrees and signs, by when."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.derived import DaysBetween, SameMonth
from policy_engine.requests.fields import Amount, Count, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Topic
from policy_engine.requests.lists import GUESTS_FROM, LINE, POST, STANDING


class ExpenseRequest(Request):
    """One expense of one kind, claimed from the town; ``amount`` is what was spent.

    No permission is asked, so only ``payable`` must be answered. The kinds form a closed list, for each has rules of
    its own; ``other`` takes the rest. Of a reception meal the claim states who was received and how many (``guests``
    without the hosts; 0 means that nobody from outside was there). ``line`` is that of the claimant's section: it
    chooses the principal leader. ``claimant_post`` is the highest post the claimant holds. A trip in one's own car is
    two expenses, tolls with parking (``toll_parking``, what was spent) and the allowance for ``distance`` (``mileage``,
    nothing was spent); ``car_subsidy`` says whether the claimant draws the subsidy of the vehicle reform.
    ``bought_by_office`` is about supplies: bought by the party and government office for all, or by the section.
    ``public_property`` is about repairs: whether the thing belongs to the town.
    """

    topic = Topic(
        id="expense",
        zh="费用报销",
        en="Expense claims",
        asks_zh="这笔费用能报多少、谁签、何时截止",
        asks_en="how much is paid, who signs, by when",
        anchor="expense_date",
        must_answer=("payable",),
        derived={
            "days_waited": DaysBetween(sources=("expense_date", "submitted"), zh="间隔天数", en="days waited"),
            "same_month": SameMonth(sources=("expense_date", "submitted"), zh="当月送审", en="submitted in that month"),
        },
        impossible=(
            {"claimant_post": "outsider"},
            {"kind": ["toll_parking", "mileage"], "transport": {"not": "own_car"}},
            {"kind": "vehicle_hire", "transport": {"not": "hired"}},
        ),
        applicant_post="claimant_post",
    )

    kind: Annotated[
        str | None,
        OneOf(
            zh="费用种类",
            en="kind of expense",
            values={
                "meeting_trip": ("参会车费", "fare to a meeting"),
                "errand_trip": ("办事或下村车费", "fare for an errand or a village visit"),
                "toll_parking": ("自备车过路过桥停车费", "tolls and parking of one's own car"),
                "mileage": ("自备车里程补贴", "mileage allowance for one's own car"),
                "vehicle_hire": ("租车", "hired vehicle"),
                "canteen_meal": ("食堂接待用餐", "reception meal in the canteen"),
                "outside_meal": ("外出接待用餐", "reception meal outside"),
                "supplies": ("办公用品", "office supplies"),
                "repair": ("维修", "repairs"),
                "paid_line": ("声讯电话", "paid telephone service"),
                "other": ("其他", "other"),
            },
            ask_zh="是哪一种费用?",
            ask_en="Which kind of expense is it?",
        ),
    ] = None
    area: Annotated[
        str | None,
        OneOf(
            zh="地域",
            en="area",
            values={
                "township": ("本镇(含下村)", "within the town, villages included"),
                "county": ("到县", "to the county"),
                "city": ("本市", "within the city"),
                "outside_city": ("市外", "outside the city"),
            },
            ordered=True,
            ask_zh="去了哪里?",
            ask_en="Where did it lead?",
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
            ask_zh="花了多少钱?",
            ask_en="How much was spent?",
        ),
    ] = None
    transport: Annotated[
        str | None,
        OneOf(
            zh="交通方式",
            en="transport",
            values={
                "own_car": ("自备车", "one's own car"),
                "public": ("公共交通", "public transport"),
                "provided": ("基层单位提供的车", "provided by a unit below"),
                "shared": ("并乘他人的车", "a lift in somebody's car"),
                "hired": ("租的车", "hired"),
                "official_car": ("公务用车", "official car"),
                "none": ("没有出行", "no trip"),
            },
            ask_zh="怎么去的:自备车、公共交通、基层单位的车、搭别人的车、租车还是公务用车?没有出行就选没有出行",
            ask_en="How was the trip made: own car, public transport, provided, shared, hired, official car? Or none?",
        ),
    ] = None
    distance: Annotated[
        Decimal | None,
        Amount(
            zh="核定往返里程",
            en="official return distance",
            unit="km",
            low=Decimal(0),
            high=Decimal(10_000),
            step=Decimal("0.1"),
            ask_zh="交通部门核定的从本镇到目的地的公路往返里程是多少公里?",
            ask_en="What is the official return distance by road from the town to the destination?",
        ),
    ] = None
    car_subsidy: Annotated[
        bool | None,
        Flag(
            zh="享受公务用车改革补贴",
            en="draws the subsidy of the vehicle reform",
            word="享受车改补贴",
            ask_zh="报销人是不是享受公务用车改革补贴?",
            ask_en="Does the claimant draw the subsidy of the vehicle reform?",
        ),
    ] = None
    bought_by_office: Annotated[
        bool | None,
        Flag(
            zh="由党政办购置(仅指办公用品)",
            en="bought by the party and government office (supplies)",
            word="党政办购置",
            ask_zh="办公用品是不是党政办统一购置的?",
            ask_en="Were the supplies bought by the party and government office?",
        ),
    ] = None
    public_property: Annotated[
        bool | None,
        Flag(
            zh="修的是公物(仅指维修)",
            en="public property (repairs)",
            word="修的是公物",
            ask_zh="修的东西是不是公物?",
            ask_en="Is what was repaired public property?",
        ),
    ] = None
    notified: Annotated[
        bool | None,
        Flag(
            zh="有参会通知",
            en="notified of the meeting",
            ask_zh="有没有党政办或分管领导的参会通知?",
            ask_en="Did the office or the supervising leader give notice of the meeting?",
        ),
    ] = None
    urgent: Annotated[
        bool | None,
        Judgement(
            zh="租车属特殊或紧急情况",
            en="special or urgent need of a hired vehicle",
            ask_zh="租车是否属于特殊或紧急情况,由谁认定?",
            ask_en="Was the need of a hired vehicle special or urgent? Who says so?",
        ),
    ] = None
    special_circumstances: Annotated[
        bool | None,
        Judgement(
            zh="在外就餐属特殊情况",
            en="special circumstances for a meal outside",
            ask_zh="在外就餐是否属于特殊情况,由谁认定?",
            ask_en="Were the circumstances of the meal outside special? Who says so?",
        ),
    ] = None
    paid_how: Annotated[
        str | None,
        OneOf(
            zh="付款方式",
            en="how it was paid",
            values={
                "advanced": ("使用人先行垫付", "advanced by the user"),
                "card_or_transfer": ("公务卡或转账", "official card or transfer"),
                "on_credit": ("签单", "signed for on credit"),
            },
            ask_zh="先行垫付、公务卡或转账,还是签单?",
            ask_en="Was it advanced, paid by official card or transfer, or signed for on credit?",
        ),
    ] = None
    guests_from: Annotated[
        str | None,
        OneOf(
            zh="来客单位",
            en="where the guests came from",
            values=GUESTS_FROM,
            ask_zh="客人来自上级、兄弟单位还是其他单位?",
            ask_en="Did the guests come from above, from a unit of the same standing or from elsewhere?",
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
            ask_en="What was the highest standing among the guests?",
        ),
    ] = None
    important_guest: Annotated[
        bool | None,
        Judgement(
            zh="重要客人",
            en="important guest",
            ask_zh="是否属于重要客人,由谁认定?",
            ask_en="Was it an important guest? Who says so?",
        ),
    ] = None
    guests: Annotated[
        int | None,
        Count(
            zh="来客人数(不含陪餐)",
            en="guests, hosts not counted",
            unit="person",
            low=0,
            high=500,
            ask_zh="来客有几人?没有外来的客人就填 0",
            ask_en="How many guests were there? 0 if nobody came from outside",
        ),
    ] = None
    meals: Annotated[
        int | None,
        Count(zh="餐数", en="meals", unit="meal", low=1, high=30, ask_zh="一共几餐?", ask_en="How many meals?"),
    ] = None
    line: Annotated[
        str | None,
        OneOf(
            zh="条线(人大、群团归党群线)",
            en="line",
            values=LINE,
            ask_zh="报销人所在办公室属政府线还是党群线?",
            ask_en="Does the claimant's office belong to the government or the party line?",
        ),
    ] = None
    claimant_post: Annotated[
        str | None,
        OneOf(
            zh="报销人职务(取本人最高职务)",
            en="claimant's post (the highest held)",
            values=POST,
            ordered=True,
            ask_zh="报销人是什么职务?",
            ask_en="What is the claimant's post?",
        ),
    ] = None
    expense_date: Annotated[
        dt.date | None,
        Day(
            zh="费用发生日",
            en="day of the expense",
            ask_zh="费用是哪天发生的?",
            ask_en="On which day was the expense incurred?",
        ),
    ] = None
    submitted: Annotated[
        dt.date | None,
        Day(
            zh="送审日",
            en="day submitted",
            ask_zh="报销单哪天送审?",
            ask_en="On which day was the claim submitted?",
        ),
    ] = None
