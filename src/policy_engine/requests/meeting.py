"""Meetings: who decides that one is held, and which body settles a question."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import Day, Judgement, OneOf
from policy_engine.requests.layout import Topic
from policy_engine.requests.lists import LINE, POST


class MeetingRequest(Request):
    """One meeting to be held, or one question to be settled.

    Who convenes, chairs, announces and attends is competence (topic ``competence``), how often a meeting is due a
    standard; here is asked whether it may be held, and which body decides. The meetings stand in the vocabulary
    (``meeting``), with one value for "no meeting meant". ``line`` and ``convener_post`` are those of the person who
    would call it.
    """

    topic = Topic(
        id="meeting",
        zh="会议",
        en="Meetings",
        asks_zh="会议由谁决定召开,重大问题由哪个会决定",
        asks_en="who decides that a meeting is held, and which body settles a question",
        anchor="date",
        must_answer=("may",),
        applicant_post="convener_post",
        impossible=({"convener_post": "outsider"},),
    )

    purpose: Annotated[
        str | None,
        OneOf(
            zh="要办的事",
            en="what is wanted",
            values={"hold": ("召开会议", "hold a meeting"), "settle": ("决定事项", "settle a question")},
            ask_zh="是要召开会议,还是要决定一个事项?",
            ask_en="Is a meeting to be held, or a question to be settled?",
        ),
    ] = None
    meeting: Annotated[
        str | None,
        OneOf(zh="会议", en="meeting", open_list="meeting", ask_zh="是哪一种会议?", ask_en="Which meeting is it?"),
    ] = None
    town_wide_major: Annotated[
        bool | None,
        Judgement(
            zh="事关全镇全局的重大综合性问题",
            en="major question of the whole town",
            word="全局性重大问题",
            ask_zh="是否事关全镇全局的重大综合性问题,由谁认定?",
            ask_en="Is it a major question of the whole town? Who says so?",
        ),
    ] = None
    line: Annotated[
        str | None,
        OneOf(
            zh="召集人的条线(人大、群团归党群线)",
            en="line of the convener",
            word="条线",
            values=LINE,
            ask_zh="召集人属政府线还是党群线?",
            ask_en="Does the convener belong to the government or the party line?",
        ),
    ] = None
    convener_post: Annotated[
        str | None,
        OneOf(
            zh="召集人职务(取本人最高职务)",
            en="convener's post (the highest held)",
            values=POST,
            ordered=True,
            ask_zh="召集人是什么职务?",
            ask_en="What is the convener's post?",
        ),
    ] = None
    date: Annotated[
        dt.date | None, Day(zh="会议日", en="day of the meeting", ask_zh="哪一天开会?", ask_en="On which day?")
    ] = None
