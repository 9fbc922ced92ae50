"""Disclosure: what is published, how often, before or after what, and through whose hands it goes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import Day, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic


class DisclosureRequest(Request):
    """One thing to be published at one level.

    The streams differ in the hands a publication goes through, the levels in who proposes it. ``regularity`` chooses
    the cycle; ``content`` is an open list of what the texts name. How often, in which class of contents, to whom,
    through which channels and at what point of time are outputs; who proposes, reviews, approves and signs are acts.
    What is a hot topic or touches people's own interests is a judgement, for no text lists it. Anything said is an
    answer: a text may fix how often something is published and not who approves it.
    """

    topic = Topic(
        id="disclosure",
        zh="公开",
        en="Disclosure",
        asks_zh="公开什么、多久一次、谁提谁审谁签",
        asks_en="what is published, how often, through whose hands",
        anchor="date",
        must_answer=("anything",),
        outputs={
            "cycle": Output(
                zh="公开周期",
                en="how often",
                mode="any",
                values={
                    "month": ("每月一次", "once a month"),
                    "quarter": ("每季度一次", "once a quarter"),
                    "half_year": ("每半年一次", "twice a year"),
                    "year": ("每年一次", "once a year"),
                    "at_any_time": ("随时", "at any time"),
                    "with_content": ("与内容相适应", "as the content demands"),
                },
            ),
            "content_class": Output(
                zh="内容类别",
                en="class of content",
                mode="any",
                values={
                    "fixed": ("固定公开内容", "fixed"),
                    "periodic": ("定期公开内容", "periodic"),
                    "irregular": ("不定期公开内容", "irregular"),
                },
            ),
            "priority": Output(
                zh="公开重点",
                en="of special weight",
                kind="flag",
                mode="any",
            ),
            "audience": Output(
                zh="公开范围",
                en="to whom",
                mode="collect",
                values={
                    "public": ("对群众、企事业单位公开", "people, firms and institutions"),
                    "staff": ("对本机关干部职工公开", "the staff"),
                    "party_members": ("对党员公开", "party members"),
                },
                words={"public": "对外公开", "staff": "对内公开"},
            ),
            "channel": Output(
                zh="公开形式",
                en="channel",
                mode="collect",
                values={
                    "board": ("公开栏(板、墙)", "notice board"),
                    "meeting": ("会议(座谈)", "meeting"),
                    "broadcast": ("广播电视", "radio and television"),
                    "bulletin": ("简报、公报、通报", "bulletin"),
                    "website": ("政府网站", "website"),
                    "screen": ("电子屏、触摸屏", "screen"),
                    "guide": ("办事指南、公开信、宣传资料", "guide, letter or leaflet"),
                    "letter_box": ("意见箱、举报箱", "letter box"),
                    "hotline": ("公开电话", "hotline"),
                    "hall": ("服务中心显要位置", "prominent place of the service centre"),
                    "intranet": ("政务内网", "intranet"),
                    "hearing": ("听证会、咨询会", "hearing or consultation"),
                    "appraisal_meeting": ("评议会", "meeting that appraises the work"),
                    "staff_congress": ("职工代表大会", "congress of the staff"),
                    "news": ("新闻报道", "news report"),
                    "leaders_reception": ("领导接访", "leaders receive people"),
                    "cards": ("服务联系卡、评议卡", "contact and appraisal cards"),
                },
                words={
                    "bulletin": "简报",
                    "screen": "电子屏",
                    "guide": "办事指南",
                    "letter_box": "意见箱",
                    "hearing": "听证会",
                    "cards": "服务卡",
                },
            ),
            "timing": Output(
                zh="公开时点",
                en="point of time",
                mode="collect",
                values={
                    "beforehand": ("事前公示", "before it is done"),
                    "after_deliberation": ("民主议事之后", "after deliberation"),
                    "after_audit": ("审计理财之后", "after the audit"),
                    "throughout": ("决策、过程、结果都公开", "decision, course and result"),
                },
                words={"throughout": "全过程公开"},
            ),
        },
    )

    stream: Annotated[
        str | None,
        OneOf(
            zh="公开类别",
            en="stream",
            values={
                "party": ("党务公开", "party affairs"),
                "government": ("政务公开", "government affairs"),
                "village": ("村务公开", "village affairs"),
                "information": ("政府信息公开", "government information"),
            },
            ask_zh="是党务、政务、村务还是政府信息公开?",
            ask_en="Is it about party, government or village affairs, or government information?",
        ),
    ] = None
    level: Annotated[
        str | None,
        OneOf(
            zh="公开层级",
            en="level",
            values={
                "branch": ("支部(总支)", "party branch"),
                "village": ("村(社区)", "village"),
                "unit": ("部门、站所", "section or station"),
                "township": ("镇(乡)", "township"),
                "county": ("县(市、区)", "county"),
            },
            words={"unit": "部门"},
            ask_zh="由哪一级公开?",
            ask_en="Which level publishes it?",
        ),
    ] = None
    regularity: Annotated[
        str | None,
        OneOf(
            zh="工作性质",
            en="regularity of the work",
            values={
                "routine": ("常规性工作", "routine work"),
                "staged": ("阶段性工作", "work in stages"),
                "temporary": ("临时性工作", "temporary work"),
            },
            ask_zh="是常规性、阶段性还是临时性工作?",
            ask_en="Is the work routine, in stages or temporary?",
        ),
    ] = None
    content: Annotated[
        str | None,
        OneOf(zh="公开内容", en="content", open_list="content", ask_zh="公开什么内容?", ask_en="What is published?"),
    ] = None
    public_interest: Annotated[
        bool | None,
        Judgement(
            zh="涉及群众切身利益",
            en="touches people's own interests",
            ask_zh="是否与群众切身利益密切相关,由谁认定?",
            ask_en="Does it touch people's own interests closely? Who says so?",
        ),
    ] = None
    hot_topic: Annotated[
        bool | None,
        Judgement(
            zh="热点敏感问题",
            en="hot or sensitive topic",
            ask_zh="是否属于群众最关心、最敏感、反映最强烈的问题,由谁认定?",
            ask_en="Is it what people care about most? Who says so?",
        ),
    ] = None
    important: Annotated[
        bool | None,
        Judgement(
            zh="重大(重要)事项",
            en="important matter",
            ask_zh="是否属于重大决策、重要政务活动或重大问题,由谁认定?",
            ask_en="Is it a major decision, activity or question? Who says so?",
        ),
    ] = None
    date: Annotated[
        dt.date | None, Day(zh="公开日", en="day of publication", ask_zh="哪天公开?", ask_en="On which day?")
    ] = None
