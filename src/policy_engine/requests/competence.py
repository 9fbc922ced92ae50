"""Who does what: to whom a matter belongs, function by function."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.derived import LargestOf
from policy_engine.requests.fields import Amount, AnyOf, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Topic
from policy_engine.requests.lists import FUNDERS, LINE

_YUAN = {"unit": "yuan", "low": Decimal(0), "high": Decimal(100_000_000), "step": Decimal("0.01")}


class CompetenceRequest(Request):
    """One matter; the answers are the functions (who leads, carries out, checks, …), one slot a function.

    ``matter`` is an open list, one entry for each thing a clause allots, so that nothing but the matter has to be said
    in most cases; ``meeting`` tells which meeting if the matter is one, and is ``none`` otherwise. ``line`` is that of
    the section concerned: section meetings are called by different leaders on the two lines. The funders and their
    shares are those of a building: ``funded_by`` says who paid at all, the shares how much, and ``largest_funder``
    compares the five funders one by one. ``entrusted`` and ``help_needed`` are asked where the township acts for a
    county department.
    """

    topic = Topic(
        id="competence",
        zh="职责分工",
        en="Who does what",
        asks_zh="这件事归谁管",
        asks_en="whose job is it",
        anchor="date",
        must_answer=("assign",),
        derived={
            "largest_funder": LargestOf(
                sources=tuple(f"{funder}_share" for funder in FUNDERS),
                values={**FUNDERS, "tie": ("并列", "a tie")},
                zh="出资最多的一方",
                en="largest funder",
            )
        },
        impossible=tuple(
            {"funded_by": {"not": {"includes": funder}}, f"{funder}_share": {"more_than": 0}} for funder in FUNDERS
        )
        + tuple({"funded_by": {"includes": funder}, f"{funder}_share": 0} for funder in FUNDERS),
    )

    matter: Annotated[
        str | None,
        OneOf(zh="事务", en="matter", open_list="matter", ask_zh="是哪一项事务?", ask_en="Which matter is it?"),
    ] = None
    meeting: Annotated[
        str | None,
        OneOf(
            zh="会议(不是会议的选“不涉及会议”)",
            en="meeting (none if the matter is no meeting)",
            open_list="meeting",
            ask_zh="是哪一种会议?不是会议就选“不涉及会议”",
            ask_en="Which meeting is it? Choose none if it is no meeting",
        ),
    ] = None
    line: Annotated[
        str | None,
        OneOf(
            zh="条线(人大、群团、协理员室归党群线)",
            en="line of the section concerned",
            values=LINE,
            ask_zh="有关部门属政府线还是党群线?",
            ask_en="Does the section concerned belong to the government or the party line?",
        ),
    ] = None
    township: Annotated[
        str | None,
        OneOf(zh="乡镇", en="township", open_list="township", ask_zh="是哪个乡镇?", ask_en="Which township is it?"),
    ] = None
    entrusted: Annotated[
        bool | None,
        Flag(
            zh="受县级部门委托",
            en="entrusted by the county",
            ask_zh="县级主管部门是否已委托?",
            ask_en="Has the county department entrusted it?",
        ),
    ] = None
    help_needed: Annotated[
        bool | None,
        Judgement(
            zh="确需乡镇协助或委托完成",
            en="the township's help is really needed",
            ask_zh="县级部门的事务是否确需乡镇协助或委托完成,由谁认定?",
            ask_en="Is the township's help really needed for the county's matter? Who says so?",
        ),
    ] = None
    funded_by: Annotated[
        frozenset[str] | None,
        AnyOf(
            zh="出资方",
            en="who paid",
            values=FUNDERS,
            ask_zh="建设资金由哪几方出?",
            ask_en="Which levels paid for the building?",
        ),
    ] = None
    central_share: Annotated[
        Decimal | None,
        Amount(
            zh="国家出资额",
            en="paid by the state",
            ask_zh="国家出了多少?",
            ask_en="How much did the state pay?",
            **_YUAN,
        ),
    ] = None
    province_share: Annotated[
        Decimal | None,
        Amount(
            zh="省出资额",
            en="paid by the province",
            ask_zh="省里出了多少?",
            ask_en="How much did the province pay?",
            **_YUAN,
        ),
    ] = None
    city_share: Annotated[
        Decimal | None,
        Amount(
            zh="市出资额", en="paid by the city", ask_zh="市里出了多少?", ask_en="How much did the city pay?", **_YUAN
        ),
    ] = None
    county_share: Annotated[
        Decimal | None,
        Amount(
            zh="县(市、区)出资额",
            en="paid by the county",
            ask_zh="县(市、区)出了多少?",
            ask_en="How much did the county pay?",
            **_YUAN,
        ),
    ] = None
    township_share: Annotated[
        Decimal | None,
        Amount(
            zh="乡镇出资额",
            en="paid by the township",
            ask_zh="乡镇出了多少?",
            ask_en="How much did the township pay?",
            **_YUAN,
        ),
    ] = None
    date: Annotated[
        dt.date | None, Day(zh="日期", en="date", ask_zh="问的是哪一天的分工?", ask_en="As of which day?")
    ] = None
