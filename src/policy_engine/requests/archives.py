"""Archives: to which fonds records belong, when they are filed and handed over, whether they may be destroyed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.fields import Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic


class ArchivesRequest(Request):
    """One thing to be done with records of one class and one origin.

    ``event`` is what is to be done; drawing up the schedule and handing over one's post concern no single record, so
    their ``record_class`` is ``all_classes`` and their origin that of the township. Whether a unit can form a fonds of
    its own, whether it can keep records safely, whether records are worth keeping or closely connected with the
    township's are judgements. ``held_by`` says where records that are handed over lie, ``retention_over`` whether the
    period for which those to be destroyed had to be kept has run out. ``formed`` is the day on which the records came
    into being, ``filed`` the day on which they were filed, ``date`` the day of the act.
    Outputs are the fonds and the retention period. Anything said is an answer: to file or hand over needs no leave but
    a day and a receiver.
    """

    topic = Topic(
        id="archives",
        zh="档案",
        en="Archives",
        asks_zh="归哪个全宗、何时归档移交、能否销毁",
        asks_en="which fonds, when filed and handed over, may it be destroyed",
        anchor="date",
        must_answer=("anything",),
        outputs={
            "fonds": Output(
                zh="归属全宗",
                en="fonds",
                mode="any",
                values={
                    "township": ("乡镇全宗", "the township's"),
                    "own": ("独立全宗", "one of its own"),
                    "county": ("县级主管机关全宗", "the county authority's"),
                },
            ),
            "retention": Output(
                zh="保管期限",
                en="retention",
                mode="any",
                values={
                    "permanent": ("永久", "permanent"),
                    "long_term": ("长期", "long term"),
                    "thirty_years": ("30年", "thirty years"),
                    "ten_years": ("10年", "ten years"),
                    "fixed_term": ("定期", "fixed term"),
                },
                words={"thirty_years": "三十年", "ten_years": "十年"},
            ),
        },
        impossible=(
            {"origin": {"not": "county_branch"}, "earlier_fonds": "county"},
            {"earlier_fonds": "county", "township_fonds": True},
            {"event": ["set_schedule", "staff_handover"], "record_class": {"not": "all_classes"}},
            {"event": "file", "record_class": "all_classes"},
        ),
    )

    event: Annotated[
        str | None,
        OneOf(
            zh="环节",
            en="event",
            values={
                "place": ("归属全宗", "placing in a fonds"),
                "file": ("整理归档", "arranging and filing"),
                "transfer": ("移交", "handing over"),
                "entrust": ("代管或寄存", "keeping for another"),
                "destroy": ("销毁", "destruction"),
                "set_schedule": ("制定归档范围和保管期限表", "drawing up the scope and the schedule"),
                "staff_handover": ("人员调动交接", "handing over one's post"),
            },
            words={"set_schedule": "制定期限表"},
            ask_zh="要办的是哪个环节?",
            ask_en="What is to be done with the records?",
        ),
    ] = None
    record_class: Annotated[
        str | None,
        OneOf(
            zh="档案门类(不分门类的事选“不分门类”)",
            word="门类",
            en="class of records (all_classes if no single one is meant)",
            values={
                "documents": ("文书档案", "documents"),
                "accounting": ("会计档案", "accounts"),
                "construction": ("基建档案", "construction"),
                "equipment": ("设备档案", "equipment"),
                "research": ("科研档案", "research"),
                "specialised": ("专业(门)档案", "specialised records"),
                "audiovisual": ("音像(照片)档案", "photographs, sound and film"),
                "electronic": ("电子档案", "electronic records"),
                "objects": ("实物档案", "objects"),
                "all_classes": ("不分门类", "all classes"),
            },
            ask_zh="是哪一门类的档案?不分门类的事就选“不分门类”",
            ask_en="Which class of records is it? Choose all_classes if no single one is meant",
        ),
    ] = None
    origin: Annotated[
        str | None,
        OneOf(
            zh="形成单位",
            en="origin",
            values={
                "township_organ": (
                    "乡镇党委、人大、政府机关",
                    "party committee, congress or government of the township",
                ),
                "mass_organisation": ("乡镇社会团体", "association of the township"),
                "department": ("乡镇职能部门", "functional department of the township"),
                "subordinate_unit": ("乡镇所属企业、事业单位", "enterprise or institution of the township"),
                "village": ("村(居)民委员会", "village"),
                "county_branch": ("县级主管机关在乡镇的直属机构", "branch of a county authority in the township"),
            },
            words={
                "township_organ": "乡镇机关",
                "subordinate_unit": "所属企事业单位",
                "county_branch": "县级直属机构",
            },
            ask_zh="档案是哪里形成的?",
            ask_en="Where do the records come from?",
        ),
    ] = None
    origin_state: Annotated[
        str | None,
        OneOf(
            zh="形成单位状态",
            en="state of the origin",
            values={
                "running": ("存续", "it still exists"),
                "abolished": ("被撤销", "abolished"),
                "merged": ("被合并", "merged into another"),
            },
            ask_zh="形成单位还在不在,是否被撤销或合并?",
            ask_en="Does the unit still exist, or was it abolished or merged?",
        ),
    ] = None
    formed_at_work: Annotated[
        bool | None,
        Flag(
            zh="工作中直接形成",
            en="formed directly in the course of the work",
            ask_zh="是不是在工作过程中直接形成的?",
            ask_en="Was it formed directly in the course of the work?",
        ),
    ] = None
    own_fonds: Annotated[
        bool | None,
        Judgement(
            zh="能够构成立档单位",
            en="can form a fonds of its own",
            ask_zh="该单位能否构成立档单位,由谁认定?",
            ask_en="Can the unit form a fonds of its own? Who says so?",
        ),
    ] = None
    safe_custody: Annotated[
        bool | None,
        Judgement(
            zh="具备安全保管条件",
            en="can keep records safely",
            ask_zh="该单位是否具备安全保管条件,由谁认定?",
            ask_en="Can the unit keep records safely? Who says so?",
        ),
    ] = None
    closely_connected: Annotated[
        bool | None,
        Judgement(
            zh="与乡镇档案联系紧密",
            en="closely connected with the township's records",
            ask_zh="该机构档案与乡镇档案的联系是否更紧密,由谁认定?",
            ask_en="Are the records closely connected with the township's? Who says so?",
        ),
    ] = None
    worth_keeping: Annotated[
        bool | None,
        Judgement(
            zh="有保存(查考利用)价值",
            en="worth keeping",
            ask_zh="档案是否有(继续)保存的价值,由谁认定?",
            ask_en="Are the records (still) worth keeping? Who says so?",
        ),
    ] = None
    tidied: Annotated[
        bool | None,
        Flag(
            zh="经规范整理",
            en="arranged according to the rules",
            ask_zh="档案是否已经规范整理?",
            ask_en="Have the records been arranged according to the rules?",
        ),
    ] = None
    earlier_fonds: Annotated[
        str | None,
        OneOf(
            zh="此前归属",
            en="fonds chosen before",
            values={
                "undecided": ("未定", "none yet"),
                "township": ("归乡镇全宗", "the township's"),
                "county": ("归县级主管机关全宗", "the county authority's"),
            },
            ask_zh="该单位此前的档案归哪个全宗?没有定过就选“未定”",
            ask_en="To which fonds did the unit's records belong before? Choose undecided if to none",
        ),
    ] = None
    township_fonds: Annotated[
        bool | None,
        Flag(
            zh="归属乡镇全宗管理",
            en="belongs to the township's fonds",
            ask_zh="这些档案是否归属乡镇全宗管理?",
            ask_en="Do the records belong to the township's fonds?",
        ),
    ] = None
    special_rule: Annotated[
        bool | None,
        Flag(
            zh="上级主管部门有特殊规定",
            en="the department above has a special rule",
            ask_zh="上级主管部门对移交有没有特殊规定?",
            ask_en="Has the department above a special rule on handing over?",
        ),
    ] = None
    held_by: Annotated[
        str | None,
        OneOf(
            zh="现由谁保管",
            en="who keeps them now",
            values={
                "origin": ("形成单位", "where they came into being"),
                "archive_unit": ("乡镇综合档案管理机构", "the township's archive unit"),
                "deposited": ("代管或寄存在综合档案管理机构", "the archive unit, for another"),
            },
            ask_zh="档案现在由形成单位自己保管,还是已在乡镇综合档案管理机构?",
            ask_en="Are the records still kept where they came into being, or by the township's archive unit?",
        ),
    ] = None
    retention_over: Annotated[
        bool | None,
        Flag(
            zh="保管期限已到(或已过)",
            word="保管期限已到",
            en="retention period over",
            ask_zh="保管期限到了没有?",
            ask_en="Is the retention period over?",
        ),
    ] = None
    formed: Annotated[
        dt.date | None,
        Day(
            zh="形成日",
            en="day formed",
            ask_zh="档案是哪天形成的?",
            ask_en="On which day did the records come into being?",
        ),
    ] = None
    filed: Annotated[
        dt.date | None,
        Day(zh="归档日", en="day filed", ask_zh="档案是哪天归档的?", ask_en="On which day were the records filed?"),
    ] = None
    date: Annotated[
        dt.date | None,
        Day(zh="办理日", en="day of the act", ask_zh="哪天办理?", ask_en="On which day is it to be done?"),
    ] = None
