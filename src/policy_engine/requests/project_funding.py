"""Projects and funding: what is granted, when it is paid, when it is withheld or taken back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.derived import Difference
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic

_YUAN = {"unit": "yuan", "low": Decimal(0), "high": Decimal(100_000_000), "step": Decimal("0.01")}


class ProjectFundingRequest(Request):
    """One step of one project, or one grant.

    Some steps are a question of leave (may the money be paid, may the building be used), some of an amount: anything
    said is an answer. Amounts are outputs, one for each level that pays. ``county_class`` is a set, for a county may be
    in several classes, and empty for a county in none. ``stage`` is how far the building is, ``acceptance`` what came
    of the acceptance; ``received`` is what the levels above have paid in, ``already_paid`` what has been handed on. A
    grant to a person asks for age, hardship and boarding instead.
    """

    topic = Topic(
        id="project_funding",
        zh="项目与资金",
        en="Projects and funding",
        asks_zh="补助多少、何时拨付、何时停拨收回",
        asks_en="how much support, when paid, when withheld or taken back",
        anchor="date",
        must_answer=("anything",),
        derived={"behind": Difference(sources=("planned_progress", "progress"), zh="落后进度", en="behind the plan")},
        outputs={
            "central_amount": Output(zh="中央补助", en="from the state", kind="number", unit="yuan"),
            "province_amount": Output(zh="省级补助", en="from the province", kind="number", unit="yuan"),
            "local_amount": Output(zh="市县配套", en="from city and county together", kind="number", unit="yuan"),
            "township_amount": Output(zh="镇级自担", en="from the township", kind="number", unit="yuan"),
            "passed_on": Output(zh="应拨到镇级", en="to be passed on to the township", kind="number", unit="yuan"),
            "taken_back": Output(zh="应收回", en="to be taken back", kind="number", unit="yuan"),
            "fee_reduction": Output(zh="配套费减免幅度", en="fees reduced by", kind="number", unit="percent"),
            "instalments": Output(zh="分几次拨付", en="number of instalments", kind="number", unit="instalment"),
            "benefits": Output(
                zh="享受项目",
                en="benefits",
                mode="collect",
                values={
                    "no_book_fee": ("免课本费", "no fee for books"),
                    "no_sundry_fee": ("免杂费", "no sundry fees"),
                    "boarding_support": ("补助寄宿生生活费", "support for boarders"),
                    "hardship_support": ("贫困学生补助", "support for pupils in hardship"),
                    "elder_allowance": ("高龄专项补贴", "allowance for the aged"),
                },
            ),
        },
        impossible=(
            {"stage": {"less_than": "completed"}, "acceptance": {"not": "not_held"}},
            {"stage": "planned", "progress": {"more_than": 0}},
            {"stage": "completed", "progress": {"less_than": 100}},
        ),
    )

    project: Annotated[
        str | None,
        OneOf(zh="项目", en="project", open_list="project", ask_zh="是哪个项目?", ask_en="Which project is it?"),
    ] = None
    event: Annotated[
        str | None,
        OneOf(
            zh="事项",
            en="step",
            values={
                "apply": ("申报列入", "applying to be included"),
                "choose_site": ("选址", "choosing the site"),
                "design": ("规划设计", "design"),
                "fees": ("建设配套费用", "fees that go with building"),
                "grant": ("核定补助", "how much is granted"),
                "pay_out": ("拨付资金", "paying out"),
                "take_back": ("收回资金", "taking back"),
                "accept": ("竣工验收", "acceptance"),
                "hand_over": ("交付使用", "putting into use"),
                "reward": ("评比奖补", "reward after appraisal"),
            },
            ask_zh="要办的是哪一步?",
            ask_en="Which step is it?",
        ),
    ] = None
    county_class: Annotated[
        frozenset[str] | None,
        AnyOf(
            zh="县区类别(可兼有)",
            en="classes the county is in",
            values={
                "national_poor": ("国贫县", "nationally listed poor county"),
                "western_policy": ("西部政策县", "county under the western policy"),
                "comparable_western": ("比较西部县", "county comparable to the west"),
            },
            ask_zh="所在县区属于哪些类别?都不属于就一个也不选",
            ask_en="In which of these classes is the county? Choose none if in none",
        ),
    ] = None
    stage: Annotated[
        str | None,
        OneOf(
            zh="建设阶段",
            en="stage of building",
            values={
                "planned": ("未开工", "not yet begun"),
                "started": ("已开工", "begun"),
                "completed": ("已竣工", "completed"),
            },
            ordered=True,
            ask_zh="项目开工、竣工了没有?",
            ask_en="Has building begun, or been completed?",
        ),
    ] = None
    acceptance: Annotated[
        str | None,
        OneOf(
            zh="验收情况",
            en="acceptance",
            values={
                "not_held": ("未经验收", "not held"),
                "failed": ("验收不合格", "failed"),
                "passed": ("验收合格", "passed"),
            },
            ask_zh="验收了没有,合格吗?",
            ask_en="Has acceptance been held, and passed?",
        ),
    ] = None
    follows_plan: Annotated[
        bool | None,
        Flag(
            zh="按规划实施",
            en="follows the plan",
            ask_zh="项目是否按规划实施?",
            ask_en="Does the project follow the plan?",
        ),
    ] = None
    progress: Annotated[
        int | None,
        Count(
            zh="实际进度",
            en="progress made",
            unit="percent",
            low=0,
            high=100,
            ask_zh="实际完成百分之几?",
            ask_en="How many per cent are done?",
        ),
    ] = None
    planned_progress: Annotated[
        int | None,
        Count(
            zh="应达进度",
            en="progress planned",
            unit="percent",
            low=0,
            high=100,
            ask_zh="按计划现在应完成百分之几?",
            ask_en="How many per cent should be done by now?",
        ),
    ] = None
    can_start: Annotated[
        bool | None,
        Judgement(
            zh="具备开工条件",
            en="ready to start",
            ask_zh="是否具备相应的开工条件,由谁认定?",
            ask_en="Is everything ready for building to start? Who says so?",
        ),
    ] = None
    cost: Annotated[
        Decimal | None,
        Amount(zh="总投资", en="total cost", ask_zh="总投资多少?", ask_en="How much does it cost in all?", **_YUAN),
    ] = None
    received: Annotated[
        Decimal | None,
        Amount(
            zh="上级拨入金额",
            en="received from above",
            ask_zh="上级拨来了多少?",
            ask_en="How much has been received from above?",
            **_YUAN,
        ),
    ] = None
    already_paid: Annotated[
        Decimal | None,
        Amount(
            zh="已拨金额",
            en="paid so far",
            ask_zh="已拨给乡镇多少?没有拨就填 0",
            ask_en="How much has been paid to the township? 0 if nothing",
            **_YUAN,
        ),
    ] = None
    activities_held: Annotated[
        int | None,
        Count(
            zh="当年开展活动次数",
            en="activities held in the year",
            unit="time",
            low=0,
            high=1000,
            ask_zh="当年开展了几次活动?没有开展就填 0",
            ask_en="How many activities were held in the year? 0 if none",
        ),
    ] = None
    applied_this_year: Annotated[
        bool | None,
        Flag(
            zh="今年已申报",
            en="applied this year",
            ask_zh="今年申报了没有?",
            ask_en="Has the township applied this year?",
        ),
    ] = None
    outstanding: Annotated[
        bool | None,
        Judgement(
            zh="考核成绩优异",
            en="outstanding in the appraisal",
            ask_zh="年终考核评比是否成绩优异,由谁认定?",
            ask_en="Was the result of the appraisal outstanding? Who says so?",
        ),
    ] = None
    age: Annotated[
        int | None,
        Count(
            zh="年龄(周岁)",
            en="age",
            unit="year_of_age",
            low=0,
            high=130,
            ask_zh="申领人多少周岁?",
            ask_en="How old is the person?",
        ),
    ] = None
    hardship: Annotated[
        bool | None,
        Judgement(
            zh="家庭经济困难",
            en="family in hardship",
            ask_zh="家庭是否确有经济困难,由谁认定?",
            ask_en="Is the family really in hardship? Who says so?",
        ),
    ] = None
    rural_compulsory: Annotated[
        bool | None,
        Flag(
            zh="农村义务教育阶段学生",
            en="rural pupil of compulsory school age",
            ask_zh="是不是农村义务教育阶段的学生?",
            ask_en="Is it a rural pupil in compulsory education?",
        ),
    ] = None
    boarder: Annotated[
        bool | None, Flag(zh="寄宿生", en="boarder", ask_zh="是不是寄宿生?", ask_en="Is the pupil a boarder?")
    ] = None
    date: Annotated[dt.date | None, Day(zh="办理日", en="date", ask_zh="哪一天办理?", ask_en="On which day?")] = None
