"""Absence and leave: who approves an absence, on what papers, filed where."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.derived import MonthOf, Sum
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Topic
from policy_engine.requests.lists import LINE, POST, RANK

_HALF = Decimal("0.5")


class AbsenceRequest(Request):
    """One absence from one's post. ``days`` in half days; ``post`` is the highest post the applicant holds."""

    topic = Topic(
        id="absence",
        zh="请假与休假",
        en="Absence and leave",
        asks_zh="离岗由谁批、交什么凭据、在哪备案",
        asks_en="who approves an absence, on what papers, filed where",
        anchor="first_day",
        must_answer=("may",),
        derived={
            "days_in_row": Sum(
                sources=("days", "adjoining_days"), zh="相连天数合计", en="days in a row", word="相连天数"
            ),
            "first_month": MonthOf(sources=("first_day",), zh="开始月份", en="month of the first day"),
        },
        impossible=(
            {"post": "outsider"},
            {"kind": {"not": "annual"}, "parts": {"more_than": 1}},
            {"kind": {"not": "annual"}, "set_off": True},
        ),
        applicant_post="post",
    )

    kind: Annotated[
        str | None,
        OneOf(
            zh="种类",
            en="kind of absence",
            ask_zh="请的是哪一种假?",
            ask_en="Which kind of absence is it?",
            values={
                "personal": ("事假", "personal leave"),
                "sick": ("病假", "sick leave"),
                "official": ("公出", "official trip"),
                "annual": ("休假(公休假)", "annual leave"),
                "compensatory": ("补休", "compensatory leave"),
                "study_session": ("集中学习请假", "leave from a study session"),
                "duty_shift": ("值班请假", "leave from a duty shift"),
            },
        ),
    ] = None
    post: Annotated[
        str | None,
        OneOf(
            zh="职务(取本人最高职务)",
            en="post (the highest held)",
            values=POST,
            ordered=True,
            ask_zh="请假人是什么职务?",
            ask_en="What is the applicant's post?",
        ),
    ] = None
    rank: Annotated[
        str | None,
        OneOf(
            zh="级别",
            en="rank",
            values=RANK,
            ordered=True,
            ask_zh="请假人是什么级别?",
            ask_en="What is the applicant's rank?",
        ),
    ] = None
    line: Annotated[
        str | None,
        OneOf(
            zh="条线(人大、群团归党群线)",
            en="line",
            values=LINE,
            ask_zh="请假人属政府线还是党群线?",
            ask_en="Does the applicant belong to the government or the party line?",
        ),
    ] = None
    days: Annotated[
        Decimal | None,
        Amount(
            zh="请假天数",
            en="days asked for",
            unit="day",
            low=_HALF,
            high=Decimal(366),
            step=_HALF,
            ask_zh="请几天假?",
            ask_en="How many days are asked for?",
        ),
    ] = None
    adjoining_days: Annotated[
        Decimal | None,
        Amount(
            zh="与前次相连的天数",
            en="days adjoining an earlier leave",
            unit="day",
            low=Decimal(0),
            high=Decimal(366),
            step=_HALF,
            ask_zh="与前一次假相连的有几天?没有就填 0",
            ask_en="How many days of an earlier leave adjoin it? 0 if none",
        ),
    ] = None
    parts: Annotated[
        int | None, Count(zh="分几次休", en="parts the year's leave is taken in", unit="part", low=1, high=12)
    ] = None
    first_day: Annotated[
        dt.date | None,
        Day(zh="开始日", en="first day", ask_zh="从哪天开始?", ask_en="On which day does it begin?"),
    ] = None
    asked: Annotated[
        str | None,
        OneOf(
            zh="何时请假",
            en="when it was asked",
            values={
                "before": ("事先", "beforehand"),
                "afterwards": ("事后", "afterwards"),
                "not_asked": ("未请假", "not at all"),
            },
        ),
    ] = None
    form: Annotated[
        str | None,
        OneOf(
            zh="形式",
            en="form",
            values={"written": ("书面", "in writing"), "oral": ("口头", "orally")},
            ask_zh="书面请的还是口头请的?",
            ask_en="Was it asked in writing or orally?",
        ),
    ] = None
    special_circumstances: Annotated[
        bool | None,
        Judgement(
            zh="情况特殊",
            en="special circumstances",
            ask_zh="是否属于特殊情况,由谁认定?",
            ask_en="Are the circumstances special? Who says so?",
        ),
    ] = None
    away: Annotated[
        frozenset[str] | None,
        AnyOf(
            zh="外出的领导",
            en="leaders recorded as out of town",
            values={
                "party_secretary": ("党委书记", "party secretary"),
                "mayor": ("镇长", "mayor"),
                "deputy_secretary": ("副书记", "deputy secretary"),
            },
            ask_zh="哪些领导登记外出?没有就填空",
            ask_en="Which leaders are recorded as out of town? None: an empty list",
        ),
    ] = None
    covers_duty_shift: Annotated[bool | None, Flag(zh="期间有值班", en="a duty shift falls in it")] = None
    colleagues_off: Annotated[
        int | None,
        Count(
            zh="同办公室同时休假的其他人数",
            word="同休人数",
            en="colleagues of the same office on leave then",
            unit="person",
            low=0,
            high=50,
        ),
    ] = None
    called_at_rollcall: Annotated[
        bool | None,
        Flag(
            zh="属参加点名人员",
            en="called at roll call",
            ask_zh="是否属于参加点名的人员?",
            ask_en="Is the applicant called at roll call?",
        ),
    ] = None
    set_off: Annotated[
        bool | None, Flag(zh="以事假冲抵应休假", en="personal leave is set off against annual leave")
    ] = None
