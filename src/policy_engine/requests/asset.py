"""Property and premises: registering, drawing, lending, repairing, handing over and writing off what the town owns."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import Amount, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic
from policy_engine.requests.lists import POST

_VALUE = {"unit": "yuan", "low": Decimal(0), "high": Decimal(10_000_000), "step": Decimal("0.01")}


class AssetRequest(Request):
    """One thing and what is to become of it; things of several kinds are several requests.

    ``value`` is the original value of one piece, ``residual_value`` what is left of it; which of the two counts is for
    the instrument to say. ``post`` is that of the person who draws, borrows, holds or lost the thing. ``borrower`` and
    ``cause`` have a value for "does not arise", so that nobody is asked about a borrower where nothing is lent. Rooms
    are lent and let here; offering one to guests is a matter of receptions. Anything said is an answer: much of what
    may happen to a thing needs no leave but a form, an entry or a payment.
    """

    topic = Topic(
        id="asset",
        zh="资产、公物与场所",
        en="Property and premises",
        word="资产公物",
        asks_zh="公物登记、领用、出借、维修、移交、销账怎么办",
        asks_en="registering, drawing, lending, repairing, handing over, writing off",
        anchor="date",
        must_answer=("anything",),
        applicant_post="post",
        impossible=(
            {"event": {"not": "lend"}, "borrower": ["inside", "outside"]},
            {"event": "lend", "borrower": "none"},
            {"event": "lose", "cause": "none"},
            {"event": ["acquire", "use", "draw", "lend", "hand_over"], "cause": ["wear", "lost", "damaged", "other"]},
            {"event": "repair", "cause": "lost"},
            {"post": "outsider", "leaving_post": True},
            {"event": ["draw", "use", "acquire"], "post": "outsider"},
        ),
        outputs={
            "is_asset": Output(zh="属制度所称资产", en="counts as an asset", mode="any", kind="flag", word="属资产"),
            "copies": Output(zh="表格份数", en="copies of the form", mode="any", kind="number", unit="copy"),
            "compensation": Output(zh="赔偿金额", en="compensation", mode="any", kind="number", unit="yuan"),
        },
    )

    event: Annotated[
        str | None,
        OneOf(
            zh="事项",
            en="event",
            values={
                "acquire": ("增加(新购、受赠、调入)", "acquire"),
                "use": ("使用", "use"),
                "draw": ("领用", "draw from the stock"),
                "lend": ("出借(出租)", "lend or let"),
                "repair": ("维修", "repair"),
                "hand_over": ("移交", "hand over"),
                "dispose": ("处理(折价、报废)", "dispose of"),
                "write_off": ("减少销账", "write off"),
                "lose": ("遗失损坏", "lose or damage"),
            },
            ask_zh="要办的是哪一件事?",
            ask_en="What is to be done with it?",
        ),
    ] = None
    item: Annotated[
        str | None,
        OneOf(
            zh="物品(场所)",
            en="thing or place",
            open_list="asset_item",
            ask_zh="是什么物品或场所?",
            ask_en="Which thing or place is it?",
        ),
    ] = None
    value: Annotated[
        Decimal | None,
        Amount(
            zh="单件原值",
            en="original value of one piece",
            ask_zh="单件原值多少?",
            ask_en="What did one piece cost?",
            **_VALUE,
        ),
    ] = None
    residual_value: Annotated[
        Decimal | None,
        Amount(
            zh="折余价",
            en="residual value",
            ask_zh="折余价多少?",
            ask_en="What is it still worth?",
            **_VALUE,
        ),
    ] = None
    newly_bought: Annotated[
        bool | None,
        Flag(
            zh="新购尚未用过",
            en="newly bought, not yet used",
            ask_zh="是不是新购、还没有用过的?",
            ask_en="Is it newly bought and not yet used?",
        ),
    ] = None
    post: Annotated[
        str | None,
        OneOf(
            zh="当事人职务(领用、借用、保管或遗失损坏的人,取最高职务)",
            en="post of the person concerned (the highest held)",
            word="当事人职务",
            values=POST,
            ordered=True,
            ask_zh="当事人(领用、借用、保管的人)是什么职务?",
            ask_en="What is the post of the person who draws, borrows or holds it?",
        ),
    ] = None
    reason_stated: Annotated[
        bool | None,
        Flag(
            zh="已说明用途(原因)",
            en="reason stated",
            word="已说明用途",
            ask_zh="有没有说明用途或接待原因?",
            ask_en="Was the purpose, or the reception it is for, stated?",
        ),
    ] = None
    borrower: Annotated[
        str | None,
        OneOf(
            zh="借用方",
            en="borrower",
            values={
                "none": ("不是出借", "nothing is lent"),
                "inside": ("本机关", "somebody of the town"),
                "outside": ("外单位", "another unit"),
            },
            ask_zh="借给本机关还是外单位?",
            ask_en="Is it lent within the town or to another unit?",
        ),
    ] = None
    leaving_post: Annotated[
        bool | None,
        Flag(
            zh="当事人工作调动",
            en="the holder changes post",
            ask_zh="保管使用的人是不是要调动工作?",
            ask_en="Is the holder changing post?",
        ),
    ] = None
    transferable: Annotated[
        bool | None,
        Judgement(
            zh="能够且宜于移交",
            en="can and should be handed over",
            ask_zh="是否能够并且适合移交,由谁认定?",
            ask_en="Can it be handed over, and should it? Who says so?",
        ),
    ] = None
    cause: Annotated[
        str | None,
        OneOf(
            zh="损坏减少的原因",
            en="cause of the damage or loss",
            word="原因",
            values={
                "none": ("没有损坏减少", "nothing damaged or lost"),
                "wear": ("正常损耗", "wear"),
                "lost": ("遗失", "lost"),
                "damaged": ("人为损坏", "damaged by somebody"),
                "other": ("其他原因", "another cause"),
            },
            ask_zh="是正常损耗、遗失、人为损坏还是其他原因?",
            ask_en="Is it wear, was it lost, did somebody damage it, or is the cause another?",
        ),
    ] = None
    date: Annotated[
        dt.date | None,
        Day(zh="办理日", en="day of the event", ask_zh="哪一天办理?", ask_en="On which day is it dealt with?"),
    ] = None
