"""Bodies and posts: which bodies exist, under whom, with how many posts."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic


class OrganisationRequest(Request):
    """One body of one township; the answers are what is established of it, one slot an attribute.

    ``body`` and ``township`` are open lists. A name that a text uses for several bodies together (the comprehensive
    offices, the leadership, all townships of a county) is an entry of its own. Posts and counts differ by the township,
    by its kind (a sub-district office has other bodies than a town) and by whether it came out of a merger.
    ``many_staff``, ``ripe`` and ``grown`` are judgements, for no text says how many are many. What no record of
    ``establish`` holds is an output: the class of the township, how the body is paid for, what nature it has, and which
    side of a double management leads.
    """

    topic = Topic(
        id="organisation",
        zh="机构与编制",
        en="Bodies and posts",
        asks_zh="应设哪些机构、多少职数编制、牌子怎么挂",
        asks_en="which bodies and how many posts there are",
        anchor="date",
        must_answer=("establish",),
        outputs={
            "township_class": Output(
                zh="乡镇类别",
                en="class of the township",
                mode="any",
                values={
                    "large": ("大乡镇", "large"),
                    "medium": ("中等乡镇", "medium"),
                    "small": ("小乡镇", "small"),
                },
            ),
            "funding": Output(
                zh="经费",
                en="how it is paid for",
                mode="any",
                values={
                    "full": ("财政全额供给", "in full by the budget"),
                    "unchanged": ("原经费供给渠道不变", "as before"),
                },
            ),
            "nature": Output(
                zh="机构性质",
                en="nature",
                mode="any",
                values={
                    "administrative": ("行使行政职能的事业单位", "institution with administrative functions"),
                    "public_welfare": ("公益性事业单位", "institution for the public good"),
                    "service": ("服务性事业单位", "service institution"),
                },
            ),
            "management": Output(
                zh="管理体制",
                en="management",
                mode="any",
                values={
                    "dual": ("双重管理", "double"),
                    "dual_township_led": ("条块结合以块为主", "double, led by the township"),
                    "dual_department_led": ("条块结合以条为主", "double, led by the department"),
                    "department": ("由主管部门管理", "by the department"),
                },
            ),
        },
        impossible=({"township_kind": {"not": "town"}, "merged": True},),
    )

    body: Annotated[
        str | None,
        OneOf(zh="机构", en="body", open_list="body", ask_zh="是哪个机构?", ask_en="Which body is it?"),
    ] = None
    township: Annotated[
        str | None,
        OneOf(zh="乡镇", en="township", open_list="township", ask_zh="是哪个乡镇?", ask_en="Which township is it?"),
    ] = None
    township_kind: Annotated[
        str | None,
        OneOf(
            zh="建制",
            en="kind of township",
            values={
                "town": ("镇", "town"),
                "rural_township": ("乡", "rural township"),
                "sub_district": ("街道办事处", "sub-district office"),
            },
            ask_zh="是镇、乡还是街道办事处?",
            ask_en="Is it a town, a rural township or a sub-district office?",
        ),
    ] = None
    merged: Annotated[
        bool | None,
        Flag(
            zh="撤并镇",
            en="came out of a merger",
            ask_zh="是不是撤并后的镇?",
            ask_en="Did the town come out of a merger?",
        ),
    ] = None
    many_staff: Annotated[
        bool | None,
        Judgement(
            zh="人员(编制)较多",
            en="comparatively many staff",
            ask_zh="该机构人员编制是否较多,由谁认定?",
            ask_en="Has the body comparatively many staff? Who says so?",
        ),
    ] = None
    ripe: Annotated[
        bool | None,
        Judgement(
            zh="条件成熟",
            en="conditions are ripe",
            ask_zh="该乡镇向企业、合作社转移服务职能的条件是否成熟,由谁认定?",
            ask_en="Are conditions ripe for passing services on to firms and cooperatives? Who says so?",
        ),
    ] = None
    grown: Annotated[
        bool | None,
        Judgement(
            zh="人口、经济总量达到一定规模",
            word="达到一定规模",
            en="population and economy have reached a certain size",
            ask_zh="该镇人口、经济总量是否达到一定规模,由谁认定?",
            ask_en="Have population and economy reached a certain size? Who says so?",
        ),
    ] = None
    paid_by_township: Annotated[
        bool | None,
        Flag(
            zh="由镇负担经费保障",
            en="paid for by the township",
            ask_zh="该机构的经费是不是由镇负担?",
            ask_en="Does the township pay for the body?",
        ),
    ] = None
    self_financed: Annotated[
        bool | None,
        Flag(
            zh="自收自支人员",
            en="self-financed staff",
            ask_zh="问的是不是自收自支人员的经费?",
            ask_en="Is the question about the funding of self-financed staff?",
        ),
    ] = None
    date: Annotated[
        dt.date | None, Day(zh="日期", en="date", ask_zh="问的是哪一天的机构设置?", ask_en="As of which day?")
    ] = None
