"""Documents and printing: who checks and signs a document, and may it be numbered, printed, copied or released."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Topic


class DocumentRequest(Request):
    """One text at one stage on its way out of the office.

    Who drafts which texts is a question of competence and not asked here. ``kind`` says in whose name the text goes
    out; ``material`` is everything that is no formal document. ``stage`` is what is to be done now; ``process``
    (typing and layout) and ``print`` are done in the print room, whatever a section does on its own machine needs
    nobody. ``direction`` has a value for texts that are neither sent up nor down. ``authorised`` is leave to release
    or copy, where the text names nobody who gives it.
    """

    topic = Topic(
        id="document",
        zh="公文与打印",
        en="Documents and printing",
        asks_zh="谁审、谁签发、能不能印、能不能发",
        asks_en="who checks and signs; may it be printed or released",
        anchor="date",
        must_answer=("may",),
        impossible=(
            {"requester": "outsider", "stage": ["check", "sign", "number", "release"]},
            {"kind": "material", "stage": "number"},
            {"kind": "information", "direction": {"not": "up"}},
            {"has_computer": False, "has_printer": True},
        ),
    )

    kind: Annotated[
        str | None,
        OneOf(
            zh="文种",
            en="kind of document",
            values={
                "party": ("党委文件", "document of the party committee"),
                "government": ("政府文件", "document of the government"),
                "joint": ("党政联合文件", "joint document of both"),
                "congress": ("人大文件", "document of the people's congress"),
                "section": ("条线(部门)文件", "document of a line or section"),
                "information": ("上报信息", "information reported upward"),
                "material": ("其他材料", "other material"),
            },
            ask_zh="以谁的名义:党委、政府、党政联合、人大、部门,还是上报信息或其他材料?",
            ask_en="In whose name is it: party committee, government, both, congress, a section; or other material?",
        ),
    ] = None
    drafted_by: Annotated[
        str | None,
        OneOf(
            zh="起草单位",
            en="drafted by",
            values={
                "office": ("党政办", "the party and government office"),
                "section": ("部门", "a section"),
                "elsewhere": ("机关以外", "somebody outside"),
            },
            ask_zh="由党政办、部门,还是机关以外的人起草?",
            ask_en="Was it drafted by the office, a section or somebody outside?",
        ),
    ] = None
    direction: Annotated[
        str | None,
        OneOf(
            zh="行文方向",
            en="direction",
            values={
                "up": ("上报", "sent up"),
                "down": ("下发", "sent down"),
                "neither": ("不上报也不下发", "neither"),
            },
            ask_zh="是上报、下发,还是都不是?",
            ask_en="Is it sent up, down, or neither?",
        ),
    ] = None
    stage: Annotated[
        str | None,
        OneOf(
            zh="环节",
            en="stage",
            values={
                "check": ("审核", "checking"),
                "sign": ("签发", "signing"),
                "number": ("编文号", "numbering"),
                "process": ("打字排版", "typing and layout in the print room"),
                "print": ("打(复)印", "printing or copying in the print room"),
                "release": ("对外发布", "releasing"),
                "backup": ("备份", "backing up the file"),
            },
            words={"print": "打印复印"},
            ask_zh="现在要办哪一步:审核、签发、编文号、文印室打字排版、文印室打(复)印、对外发布还是备份?",
            ask_en="What is to be done now: check, sign, number, type, print, release or back up?",
        ),
    ] = None
    requester: Annotated[
        str | None,
        OneOf(
            zh="送办人",
            en="who asks",
            values={
                "office": ("党政办", "the party and government office"),
                "section": ("部门", "a section"),
                "outsider": ("机关干部以外的人", "somebody outside"),
            },
            ask_zh="是党政办、部门,还是机关干部以外的人来办?",
            ask_en="Who asks: the office, a section or somebody outside?",
        ),
    ] = None
    medium: Annotated[
        str | None,
        OneOf(
            zh="稿件形式",
            en="form of the text",
            values={
                "paper": ("纸质文稿", "on paper"),
                "disk": ("U盘(软盘)", "on a flash drive or disk"),
                "network": ("网络传送", "over the network"),
            },
            words={"disk": "U盘"},
            ask_zh="送来的是纸质稿、U盘(软盘)还是网络传送?",
            ask_en="Does it come on paper, on a disk or over the network?",
        ),
    ] = None
    has_computer: Annotated[
        bool | None,
        Flag(
            zh="部门已配电脑",
            en="the section has a computer",
            ask_zh="部门有没有配电脑?",
            ask_en="Does the section have a computer?",
        ),
    ] = None
    has_printer: Annotated[
        bool | None,
        Flag(
            zh="部门已配打印机",
            en="the section has a printer",
            ask_zh="部门的电脑有没有配打印机?",
            ask_en="Does the section's computer have a printer?",
        ),
    ] = None
    authorised: Annotated[
        bool | None,
        Flag(
            zh="已获许可(发布、备份)",
            en="permitted (to release or copy)",
            ask_zh="对外发布或备份有没有得到许可?",
            ask_en="Was the release or copy permitted?",
        ),
    ] = None
    special_circumstances: Annotated[
        bool | None,
        Judgement(
            zh="特殊情况",
            en="special circumstances",
            ask_zh="是否属于特殊情况,由谁认定?",
            ask_en="Are the circumstances special? Who says so?",
        ),
    ] = None
    date: Annotated[
        dt.date | None, Day(zh="办理日", en="day of this stage", ask_zh="哪一天办理?", ask_en="On which day?")
    ] = None
