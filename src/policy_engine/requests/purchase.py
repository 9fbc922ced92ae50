"""Purchasing: how goods are asked for, who approves, through whom they are bought, when payment is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.derived import Difference
from policy_engine.requests.fields import Amount, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic
from policy_engine.requests.lists import LINE

_PRICE = {"unit": "yuan", "low": Decimal(0), "high": Decimal(1_000_000), "step": Decimal("0.01")}


class PurchaseRequest(Request):
    """Goods of one kind at one stage: asked for, bought, received or to be paid for.

    ``amount`` is the whole order, ``price`` and ``market_price`` are for one piece. Whether an order is ``bulk`` is a
    judgement, for the text gives no figure; whether a sum is large is an unset parameter of the instrument. ``buyer``
    is who would do the buying: a section that buys for itself needs ``authorised``. ``line`` is that of the section
    that asks. Things given by a sponsor are ``source: sponsored``; ``before_commencement`` is about those only.
    """

    topic = Topic(
        id="purchase",
        zh="采购",
        en="Purchasing",
        asks_zh="买东西走什么程序、谁批、怎么付款",
        asks_en="how a purchase is asked for, approved and paid",
        anchor="date",
        must_answer=("may",),
        derived={
            "above_market": Difference(
                sources=("price", "market_price"), zh="高出市场均价", en="above the average market price"
            )
        },
        impossible=(
            {"source": "bought", "before_commencement": True},
            {"source": "sponsored", "stage": ["buying", "paying"]},
        ),
        outputs={
            "channel": Output(
                zh="采购渠道",
                en="through whom it is bought",
                mode="any",
                values={
                    "office": ("党政办统一购置", "the party and government office, for all sections"),
                    "finance_office": ("财政所购买", "the finance office"),
                    "city_procurement": ("委托市政府采购办统一采购", "the city procurement office"),
                    "government_procurement": ("按政府采购程序采购", "the government procurement procedure"),
                    "county_centre": ("县采购中心统一采购", "the county procurement centre"),
                    "exchange_centre": ("进公共资源交易中心交易", "the public resource exchange centre"),
                },
            ),
            "collective_asset": Output(zh="界定为集体资产", en="counts as a collective asset", mode="any", kind="flag"),
        },
    )

    item: Annotated[
        str | None,
        OneOf(
            zh="品类",
            en="kind of goods",
            open_list="purchase_item",
            ask_zh="要买(或收到)的是哪一类东西?",
            ask_en="Which kind of goods is it?",
        ),
    ] = None
    stage: Annotated[
        str | None,
        OneOf(
            zh="环节",
            en="stage",
            values={
                "asking": ("申请", "asking for it"),
                "buying": ("购置", "buying"),
                "received": ("收到(到货、受赠)", "received"),
                "paying": ("付款", "paying"),
            },
            ordered=True,
            ask_zh="现在到哪一步:申请、购置、已收到还是付款?",
            ask_en="How far is it: asked for, being bought, received or to be paid?",
        ),
    ] = None
    buyer: Annotated[
        str | None,
        OneOf(
            zh="经手购买的一方",
            en="who does the buying",
            word="购买人",
            values={
                "unified": ("统一购置(党政办或财政所)", "the office or finance office, for all"),
                "section": ("部门自行购置", "the section itself"),
                "individual": ("个人自行购置", "a person"),
            },
            ask_zh="是统一购置,还是部门或个人自己去买?",
            ask_en="Is it bought centrally, or by the section or a person?",
        ),
    ] = None
    authorised: Annotated[
        bool | None,
        Flag(
            zh="自行购置已获授权",
            en="authorised to buy for oneself",
            ask_zh="自行购置有没有得到授权?",
            ask_en="Was the section or person authorised to buy for itself?",
        ),
    ] = None
    amount: Annotated[
        Decimal | None,
        Amount(
            zh="总金额",
            en="amount of the order",
            unit="yuan",
            low=Decimal(0),
            high=Decimal(10_000_000),
            step=Decimal("0.01"),
            ask_zh="一共多少钱?",
            ask_en="How much is the whole order?",
        ),
    ] = None
    bulk: Annotated[
        bool | None,
        Judgement(
            zh="属大宗",
            en="bulk goods",
            ask_zh="是否属于大宗采购,由谁认定?",
            ask_en="Is it a bulk purchase? Who says so?",
        ),
    ] = None
    line: Annotated[
        str | None,
        OneOf(
            zh="申请部门的条线(人大、群团归党群线)",
            en="line of the section that asks",
            word="条线",
            values=LINE,
            ask_zh="申请部门属政府线还是党群线?",
            ask_en="Does the section that asks belong to the government or the party line?",
        ),
    ] = None
    source: Annotated[
        str | None,
        OneOf(
            zh="来源",
            en="how obtained",
            values={"bought": ("购买", "bought"), "sponsored": ("接受赞助", "sponsored")},
            ask_zh="是购买的,还是接受赞助的?",
            ask_en="Is it bought or sponsored?",
        ),
    ] = None
    before_commencement: Annotated[
        bool | None,
        Flag(
            zh="制度实施前已接受(仅指赞助物)",
            en="accepted before the rules took effect (sponsored things)",
            word="制度实施前已接受",
            ask_zh="赞助的东西是不是制度实施前就接受了的?",
            ask_en="Was the sponsored thing accepted before the rules took effect?",
        ),
    ] = None
    price: Annotated[
        Decimal | None,
        Amount(zh="单价", en="unit price", ask_zh="单价多少?", ask_en="What is the price of one piece?", **_PRICE),
    ] = None
    market_price: Annotated[
        Decimal | None,
        Amount(
            zh="市场平均价",
            en="average market price",
            ask_zh="市场平均价(单价)是多少?",
            ask_en="What is the average market price of one piece?",
            **_PRICE,
        ),
    ] = None
    quality_met: Annotated[
        bool | None,
        Judgement(
            zh="质量符合要求",
            en="quality as required",
            ask_zh="质量是否符合规定要求,由谁认定?",
            ask_en="Is the quality as required? Who says so?",
        ),
    ] = None
    date: Annotated[
        dt.date | None,
        Day(zh="办理日", en="day of this stage", ask_zh="哪一天办理?", ask_en="On which day is it dealt with?"),
    ] = None
