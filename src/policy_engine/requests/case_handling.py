"""People's requests and windows: who takes them, what steps they go through, within how many days."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.derived import DaysBetween
from policy_engine.requests.fields import Count, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic
from policy_engine.requests.lists import LEVEL, SIZE

_NOT_SETTLED = {"none": ("尚未化解", "not settled yet")}


class CaseRequest(Request):
    """One matter brought by somebody: a visit, a letter, a dispute, an application at the window.

    ``size`` and ``dispute`` are classes that no text defines; whoever takes the matter in says which. ``dispute`` has a
    value for matters that are none, ``settled_at`` one for what is not settled. ``statutory_days`` is the period the
    law gives, ``promised_days`` the shorter one the window has published; 0 means that there is none. ``departments``
    are those whose approval is needed, 0 where none is. ``closed`` stays unknown while the matter is open.
    """

    topic = Topic(
        id="case_handling",
        zh="群众诉求与窗口服务",
        en="Handling people's requests",
        word="群众诉求",
        asks_zh="谁先接、怎么办、几天内办结",
        asks_en="who takes it, what steps, within how many days",
        anchor="received",
        must_answer=("anything",),
        derived={"days_taken": DaysBetween(sources=("received", "closed"), zh="用时", en="days taken")},
        impossible=(
            {"matter": "dispute", "dispute": "none"},
            {"matter": {"not": "dispute"}, "dispute": {"not": "none"}},
            {"matter": {"not": "licence"}, "departments": {"more_than": 0}},
            {"matter": "licence", "departments": 0},
            {"days_taken": {"less_than": 0}},
        ),
        outputs={
            "within_days": Output(zh="办理期限", en="days allowed", mode="any", kind="number", unit="day"),
            "settle_within": Output(
                zh="化解层级(不出哪一级)",
                en="level it is not to leave",
                word="不出层级",
                mode="any",
                values=LEVEL,
            ),
            "service": Output(
                zh="办理方式",
                en="how it is dealt with",
                mode="collect",
                values={
                    "one_window": ("一窗进出", "one window takes it in and gives it out"),
                    "green_channel": ("绿色通道", "green channel"),
                    "three_steps": ("受理审批办结三步", "three steps: taken in, approved, closed"),
                    "joint_approval": ("并联审批", "approved by the departments side by side"),
                    "by_post": ("证书快递", "certificate sent by post"),
                    "agent": ("无偿代办", "dealt with by an agent free of charge"),
                    "answered_by_responsible": ("主管部门答复", "answered by the department in charge"),
                },
            ),
        },
    )

    channel: Annotated[
        str | None,
        OneOf(
            zh="渠道",
            en="channel",
            values={
                "visit": ("群众来访", "a visit"),
                "letter": ("群众来信", "a letter"),
                "referred": ("上级转来", "passed down from above"),
                "from_below": ("基层请示", "a question from below"),
                "window": ("服务窗口", "the service window"),
                "found": ("主动排查", "found by the office itself"),
            },
            ask_zh="是来访、来信、上级转来、基层请示、窗口受理,还是主动排查发现的?",
            ask_en="Did it come by visit, letter, from above, from below, at the window, or was it found?",
        ),
    ] = None
    matter: Annotated[
        str | None,
        OneOf(
            zh="事由",
            en="what it is about",
            values={
                "inquiry": ("询问", "a question"),
                "request": ("办事(请求、反映问题)", "a request or complaint"),
                "dispute": ("纠纷", "a dispute"),
                "licence": ("审批事项", "something to be approved"),
            },
            ask_zh="是询问、办事、纠纷,还是审批事项?",
            ask_en="Is it a question, a request, a dispute or something to be approved?",
        ),
    ] = None
    size: Annotated[
        str | None,
        OneOf(
            zh="轻重",
            en="weight of the matter",
            values=SIZE,
            ordered=True,
            ask_zh="由受理人认定:小事、大事,还是重大事项?",
            ask_en="Whoever took it in says: is it a minor, a major or a grave matter?",
        ),
    ] = None
    dispute: Annotated[
        str | None,
        OneOf(
            zh="纠纷类别",
            en="class of dispute",
            values={
                "none": ("不是纠纷", "no dispute"),
                "general": ("一般性纠纷", "ordinary dispute"),
                "complex": ("较为复杂纠纷", "rather complex dispute"),
                "grave": ("重大疑难纠纷", "grave and difficult dispute"),
            },
            ordered=True,
            ask_zh="由受理人认定:一般性纠纷、较为复杂纠纷,还是重大疑难纠纷?不是纠纷就选不是",
            ask_en="Whoever took it in says: an ordinary, a rather complex or a grave dispute, or none?",
        ),
    ] = None
    in_remit: Annotated[
        bool | None,
        Flag(
            zh="属首接首问人职责范围",
            en="within the remit of whoever took it",
            word="属职责范围",
            ask_zh="是不是属于接到的人的工作职责范围?",
            ask_en="Is it within the remit of the person who took it?",
        ),
    ] = None
    departments: Annotated[
        int | None,
        Count(
            zh="涉及审批部门数",
            en="departments whose approval is needed",
            unit="department",
            low=0,
            high=40,
            ask_zh="涉及几个审批部门?不用审批就填 0",
            ask_en="How many departments have to approve? 0 if none",
        ),
    ] = None
    key_project: Annotated[
        bool | None,
        Judgement(
            zh="重点企业或重点项目",
            en="key enterprise or project",
            ask_zh="是否属于重点企业或重点项目,由谁认定?",
            ask_en="Is it a key enterprise or project? Who says so?",
        ),
    ] = None
    encouraged: Annotated[
        bool | None,
        Judgement(
            zh="政府鼓励的事项",
            en="encouraged by the government",
            ask_zh="是否属于政府鼓励的事项,由谁认定?",
            ask_en="Is it something the government encourages? Who says so?",
        ),
    ] = None
    papers_complete: Annotated[
        bool | None,
        Flag(zh="资料齐全", en="papers complete", ask_zh="提交的资料是否齐全?", ask_en="Are the papers complete?"),
    ] = None
    wants_post: Annotated[
        bool | None,
        Flag(
            zh="自愿邮寄证件",
            en="wants the certificate by post",
            ask_zh="办事人是否自愿申请邮寄?",
            ask_en="Does the applicant want it sent by post?",
        ),
    ] = None
    remote_area: Annotated[
        bool | None,
        Flag(
            zh="偏远山区群众",
            en="from a remote mountain area",
            ask_zh="办事人是不是偏远山区的群众?",
            ask_en="Does the applicant live in a remote mountain area?",
        ),
    ] = None
    statutory_days: Annotated[
        int | None,
        Count(
            zh="法定时限",
            en="days the law allows",
            unit="day",
            low=0,
            high=3660,
            ask_zh="法定办理时限是几天?没有就填 0",
            ask_en="How many days does the law allow? 0 if it says nothing",
        ),
    ] = None
    promised_days: Annotated[
        int | None,
        Count(
            zh="承诺时限",
            en="days promised",
            unit="day",
            low=0,
            high=3660,
            ask_zh="承诺(规定)的办理时限是几天?没有就填 0",
            ask_en="How many days were promised or set? 0 if none",
        ),
    ] = None
    settled_at: Annotated[
        str | None,
        OneOf(
            zh="化解层级",
            en="level at which it was settled",
            values={**_NOT_SETTLED, **LEVEL},
            ordered=True,
            ask_zh="在哪一级化解的?还没有化解就选尚未化解",
            ask_en="At which level was it settled, if it is settled?",
        ),
    ] = None
    received: Annotated[
        dt.date | None,
        Day(zh="受理日", en="day taken in", ask_zh="哪天受理的?", ask_en="On which day was it taken in?"),
    ] = None
    closed: Annotated[
        dt.date | None,
        Day(
            zh="办结日",
            en="day closed",
            ask_zh="哪天办结的?",
            ask_en="On which day was it closed?",
        ),
    ] = None
