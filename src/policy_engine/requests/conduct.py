"""Conduct: whether a thing may be done, and what follows for the person who did it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic
from policy_engine.requests.lists import POST

_MONEY = {"unit": "yuan", "low": Decimal(0), "high": Decimal(10_000_000), "step": Decimal("0.01")}


class ConductRequest(Request):
    """One act of one person (or unit); two acts are two requests, one act under two names is one.

    No one slot has to be answered, but anything must: an act that no rule forbids or punishes is not covered, and a
    consequence is waited for until it is known whether it follows. The acts stand in the vocabulary (``conduct_act``),
    so that policy staff can lengthen the list. ``authorised`` is whatever leave the act would need: approval,
    permission, an excuse; ``qualified`` a licence, or being one of those designated. ``harm`` may be several things at
    once and is empty where nothing came of it. Of the outputs ``consequence`` collects, ``fine`` is one sum, the
    highest that any rule names (one act, one sum), and ``compensation`` what is to be made good; a sum that several
    rules name must be the same.
    """

    topic = Topic(
        id="conduct",
        zh="行为规范",
        en="Conduct",
        asks_zh="这件事能不能做,做了怎么办",
        asks_en="may this be done, and what follows if it is",
        anchor="date",
        must_answer=("anything",),
        applicant_post="actor_post",
        outputs={
            "consequence": Output(zh="后果", en="consequence", mode="collect", open_list="consequence"),
            "fine": Output(zh="罚款(扣款)", en="fine", mode="highest", kind="number", unit="yuan"),
            "compensation": Output(
                zh="赔偿(自付)金额", en="to be made good", mode="any", kind="number", unit="yuan", word="赔偿金额"
            ),
        },
    )

    act: Annotated[
        str | None,
        OneOf(
            zh="行为", en="act", open_list="conduct_act", ask_zh="做了(或想做)哪件事?", ask_en="Which act is it about?"
        ),
    ] = None
    during: Annotated[
        str | None,
        OneOf(
            zh="时段",
            en="during",
            values={
                "work": ("上班时间", "working hours"),
                "noon": ("中午", "the noon break"),
                "meeting": ("会议", "a meeting"),
                "study": ("集中学习", "a study session"),
                "rollcall": ("点名", "roll call"),
                "duty": ("值班", "a duty shift"),
                "other_time": ("其他时间", "any other time"),
            },
            ask_zh="是在什么时候:上班、中午、会议、学习、点名、值班还是其他时间?",
            ask_en="When: in working hours, at noon, in a meeting, in study, at roll call, on duty or at another time?",
        ),
    ] = None
    actor_post: Annotated[
        str | None,
        OneOf(
            zh="行为人职务(取本人最高职务)",
            en="post of the person (the highest held)",
            values=POST,
            ordered=True,
            ask_zh="行为人是什么职务?",
            ask_en="What is the person's post?",
        ),
    ] = None
    authorised: Annotated[
        bool | None,
        Flag(
            zh="已获批准(授权、许可或准假)",
            en="authorised (approved, permitted or excused)",
            ask_zh="事先有没有得到批准、授权或许可?",
            ask_en="Was it approved, permitted or excused beforehand?",
        ),
    ] = None
    qualified: Annotated[
        bool | None,
        Flag(
            zh="持证或属规定人员(驾驶证、专兼职人员等)",
            en="licensed or designated",
            word="持证或规定人员",
            ask_zh="有没有有效证件,或者是不是规定的专职、兼职人员?",
            ask_en="Does the person hold a valid licence, or belong to those designated for it?",
        ),
    ] = None
    harm: Annotated[
        frozenset[str] | None,
        AnyOf(
            zh="造成的损害(可多选,没有就留空)",
            en="harm done (several may be; none if empty)",
            word="损害",
            values={
                "cost": ("产生费用", "cost"),
                "property": ("财物损坏或丢失", "property damaged or lost"),
                "interest": ("集体利益受损", "the unit's interests harmed"),
                "image": ("影响单位形象", "the unit's image harmed"),
            },
            ask_zh="造成了哪些损害:费用、财物、集体利益、单位形象?没有就填空表",
            ask_en="What harm was done: cost, property, the unit's interests, its image? An empty list if none",
        ),
    ] = None
    loss_amount: Annotated[
        Decimal | None,
        Amount(
            zh="损失(费用)金额",
            en="amount of the loss or cost",
            word="损失金额",
            ask_zh="损失或费用是多少钱?没有就填 0",
            ask_en="How much was lost or spent? 0 if nothing",
            **_MONEY,
        ),
    ] = None
    basic_pay: Annotated[
        Decimal | None,
        Amount(
            zh="月基本工资",
            en="basic pay of one month",
            ask_zh="行为人每月基本工资是多少?",
            ask_en="How much is the person's basic pay in a month?",
            **_MONEY,
        ),
    ] = None
    at_fault: Annotated[
        bool | None,
        Judgement(
            zh="出于主观原因",
            en="through the person's own fault",
            ask_zh="是否出于本人主观原因,由谁认定?",
            ask_en="Was it the person's own fault? Who says so?",
        ),
    ] = None
    bad_influence: Annotated[
        bool | None,
        Judgement(
            zh="在群众中造成恶劣影响",
            en="bad influence among the public",
            word="恶劣影响",
            ask_zh="是否在群众中造成恶劣影响,由谁认定?",
            ask_en="Did it have a bad influence among the public? Who says so?",
        ),
    ] = None
    minutes: Annotated[
        int | None,
        Count(
            zh="误了几分钟(迟到、早退)",
            en="minutes late or early",
            unit="minute",
            low=0,
            high=1440,
            ask_zh="迟到或早退了几分钟?没有就填 0",
            ask_en="By how many minutes was it late or early? 0 if it was not",
        ),
    ] = None
    date: Annotated[
        dt.date | None, Day(zh="发生日", en="day it happened", ask_zh="哪一天?", ask_en="On which day?")
    ] = None
