"""Personnel: study, overtime, transfers, who may hold a post, how many posts there are."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from policy_engine.requests.base import Request
from policy_engine.requests.derived import DaysBetween, SameMonth
from policy_engine.requests.fields import Count, Day, Flag, Judgement, OneOf
from policy_engine.requests.layout import Output, Topic

_UNIT_VALUES = {
    "organ": ("乡镇机关", "authority of the township"),
    "institution": ("乡镇事业单位", "institution of the township"),
    "forestry_or_land": ("林业站、国土所", "forestry station or land office"),
    "branch_body": ("派驻乡镇的机构", "body posted to the township"),
    "culture_station": ("乡镇综合文化站", "culture station"),
    "hospital": ("乡镇卫生院", "township hospital"),
    "school": ("中小学", "school"),
}


class PersonnelRequest(Request):
    """One personnel matter of one person or unit.

    ``unit`` is where the person works or the posts are. Of a head count ``posts_kind`` says which posts are meant; it
    is ``no_posts`` for every other matter. The class of the township is the one of hospital planning, ``unclassified``
    where nobody has given it one. Someone untrained has no trainer: ``trained_by`` begins with ``nobody``. ``date`` is
    the day of the matter; of time off it is the day taken, and ``overtime_date`` the day worked for it. Anything said
    is an answer: leave for some matters, for others a number, a method, or whose view is asked.
    """

    topic = Topic(
        id="personnel",
        zh="人事与编制核定",
        en="Personnel matters",
        asks_zh="进修、加班、调任、竞聘、任职条件、编制数怎么办",
        asks_en="study, overtime, transfer, selection, qualification, head counts",
        anchor="date",
        must_answer=("anything",),
        derived={
            "same_month": SameMonth(
                sources=("overtime_date", "date"), zh="加班当月", en="in the month of the overtime"
            ),
            "days_since_overtime": DaysBetween(
                sources=("overtime_date", "date"), zh="加班后天数", en="days since the overtime"
            ),
        },
        outputs={
            "posts": Output(zh="编制(职数)", en="posts", kind="number", unit="post"),
            "posts_minimum": Output(zh="编制下限", en="fewest posts", kind="number", unit="post"),
            "posts_maximum": Output(zh="编制上限", en="most posts", kind="number", unit="post"),
            "method": Output(
                zh="方式",
                en="method",
                mode="any",
                values={
                    "competition": ("竞争上岗", "competition for the post"),
                    "mutual_choice": ("双向选择", "mutual choice"),
                    "open_recruitment": ("公开招聘", "open recruitment"),
                },
            ),
        },
        impossible=(
            {"matter": "headcount", "posts_kind": "no_posts"},
            {"matter": {"not": "headcount"}, "posts_kind": {"not": "no_posts"}},
            {"training": "none", "trained_by": {"not": "nobody"}},
            {"training": {"not": "none"}, "trained_by": "nobody"},
            {"posts_kind": ["public_health", "basic_medical"], "unit": {"not": "hospital"}},
            {"matter": "time_off", "days_since_overtime": {"less_than": 0}},
        ),
    )

    matter: Annotated[
        str | None,
        OneOf(
            zh="人事事项",
            en="matter",
            values={
                "degree_study": ("学历进修", "study for a degree"),
                "overtime": ("加班", "overtime"),
                "group_leave": ("集中休假", "leave taken together"),
                "time_off": ("补休", "time off for overtime"),
                "branch_transfer": ("派驻人员调任", "transfer of posted staff"),
                "branch_head_appointment": ("派驻机构负责人任免", "appointing the head of a posted body"),
                "branch_head_change": ("建议调整派驻机构负责人", "proposing another head of a posted body"),
                "headcount": ("核定编制职数", "fixing the number of posts"),
                "headcount_increase": ("增加编制", "more posts"),
                "reform_plan": ("机构改革和三定方案审批", "approving a plan of reform or of posts"),
                "head_selection": ("负责人选任", "choosing a head"),
                "staff_selection": ("一般工作人员上岗", "placing staff"),
                "unplaced": ("未上岗人员安置", "staff left without a post"),
                "station_recruitment": ("聘任文化站人员", "engaging staff of the culture station"),
                "diversion": ("抽调挪用专职人员", "using full-time staff for other work"),
                "enforcement_posting": ("执法人员上岗", "posting to enforcement"),
                "archive_posting": ("档案人员任职", "posting to the archives"),
                "registry_posting": ("收文登记人员任职", "posting to the registry"),
                "commendation": ("表彰奖励", "commendation"),
            },
            ask_zh="是哪一项人事?",
            ask_en="Which personnel matter is it?",
        ),
    ] = None
    unit: Annotated[
        str | None,
        OneOf(
            zh="所在单位",
            en="unit",
            values=_UNIT_VALUES,
            words={"forestry_or_land": "林业站或国土所"},
            ask_zh="是哪一类单位?",
            ask_en="Which kind of unit is it?",
        ),
    ] = None
    on_establishment: Annotated[
        bool | None,
        Flag(
            zh="在编在职",
            en="holds an established post",
            ask_zh="是不是在编在职人员?",
            ask_en="Does the person hold an established post?",
        ),
    ] = None
    posts_kind: Annotated[
        str | None,
        OneOf(
            zh="核定哪类编制(其他事项选“不核编”)",
            word="编制类别",
            en="kind of posts (no_posts for other matters)",
            values={
                "no_posts": ("不核编", "none"),
                "administrative": ("行政编制", "administrative posts"),
                "institutional": ("事业编制", "institutional posts"),
                "division_leaders": ("处级领导职数", "leaders of division rank"),
                "full_section_leaders": ("正科级领导职数", "leaders of full section rank"),
                "deputy_section_leaders": ("副科级领导职数", "leaders of deputy section rank"),
                "public_health": ("公共卫生服务管理编制", "posts for public health services"),
                "basic_medical": ("基本医疗编制", "posts for basic medical care"),
            },
            ask_zh="核定的是哪一类编制职数?不是核编的事就选“不核编”",
            ask_en="Which posts are to be fixed? Choose no_posts for other matters",
        ),
    ] = None
    township_class: Annotated[
        str | None,
        OneOf(
            zh="乡镇类别",
            en="class of the township",
            values={
                "unclassified": ("未分类", "without a class"),
                "class_one": ("一类乡镇", "class one"),
                "class_two": ("二类乡镇", "class two"),
                "class_three": ("三类乡镇", "class three"),
                "class_four": ("四类乡镇", "class four"),
            },
            ask_zh="是几类乡镇?",
            ask_en="Of which class is the township?",
        ),
    ] = None
    beds: Annotated[
        int | None,
        Count(
            zh="病床数",
            en="beds",
            unit="bed",
            low=0,
            high=2000,
            ask_zh="卫生院设多少张床位?",
            ask_en="How many beds has the hospital?",
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
    grown: Annotated[
        bool | None,
        Judgement(
            zh="人口、经济总量达到一定规模",
            word="达到一定规模",
            en="population and economy have reached a certain size",
            ask_zh="人口、经济总量是否达到一定规模,由谁认定?",
            ask_en="Have population and economy reached a certain size? Who says so?",
        ),
    ] = None
    within_county_total: Annotated[
        bool | None,
        Flag(
            zh="在区县编制总额内",
            en="within the county's total",
            ask_zh="增加后是否仍在区县编制总额内?",
            ask_en="Does it stay within the county's total number of posts?",
        ),
    ] = None
    education: Annotated[
        str | None,
        OneOf(
            zh="文化程度",
            en="education",
            values={
                "below_college": ("大专以下", "below college"),
                "college": ("大专", "college"),
                "bachelor": ("本科", "bachelor"),
                "master": ("研究生", "postgraduate"),
            },
            ordered=True,
            words={"below_college": "不到大专"},
            ask_zh="是什么文化程度?",
            ask_en="Which education has the person?",
        ),
    ] = None
    training: Annotated[
        str | None,
        OneOf(
            zh="岗位培训",
            en="training for the post",
            values={
                "none": ("未经培训", "none"),
                "failed": ("培训考核不合格", "failed"),
                "passed": ("培训考核合格", "passed"),
            },
            ask_zh="参加了相关培训没有,考核合格吗?",
            ask_en="Has the person been trained for it, and passed?",
        ),
    ] = None
    trained_by: Annotated[
        str | None,
        OneOf(
            zh="培训部门层级(未经培训的选“无”)",
            en="level of the trainer (nobody if untrained)",
            values={
                "nobody": ("无", "nobody"),
                "township": ("乡镇", "township"),
                "county": ("县(市、区)", "county"),
                "city": ("市", "city"),
                "province": ("省", "province"),
                "central": ("中央", "central"),
            },
            ordered=True,
            ask_zh="由哪一级主管部门培训的?",
            ask_en="Which level trained the person?",
        ),
    ] = None
    certified: Annotated[
        bool | None,
        Flag(
            zh="持有效执法证件",
            en="holds a valid certificate",
            ask_zh="有没有有效的执法证件?",
            ask_en="Does the person hold a valid certificate?",
        ),
    ] = None
    party_member: Annotated[
        bool | None,
        Flag(
            zh="中共党员",
            en="member of the Communist Party",
            ask_zh="是不是中共党员?",
            ask_en="Is the person a member of the Communist Party?",
        ),
    ] = None
    public_employee: Annotated[
        bool | None,
        Flag(
            zh="公职人员",
            en="on the public payroll",
            ask_zh="是不是公职人员?",
            ask_en="Is the person on the public payroll?",
        ),
    ] = None
    settled: Annotated[
        bool | None,
        Judgement(
            zh="相对稳定",
            en="comparatively settled in the post",
            ask_zh="该岗位人员是否相对稳定,由谁认定?",
            ask_en="Is the person comparatively settled in the post? Who says so?",
        ),
    ] = None
    poor_work: Annotated[
        bool | None,
        Judgement(
            zh="工作不力",
            en="works poorly",
            ask_zh="该负责人是否工作不力,由谁认定?",
            ask_en="Does the head work poorly? Who says so?",
        ),
    ] = None
    outstanding: Annotated[
        bool | None,
        Judgement(
            zh="成绩显著",
            en="outstanding results",
            ask_zh="是否做出显著成绩,由谁认定?",
            ask_en="Were the results outstanding? Who says so?",
        ),
    ] = None
    special_circumstances: Annotated[
        bool | None,
        Judgement(
            zh="特殊情况(确需加班)",
            en="special circumstances",
            ask_zh="是否情况特殊、确有需要,由谁认定?",
            ask_en="Are the circumstances special, or the need real? Who says so?",
        ),
    ] = None
    overtime_date: Annotated[
        dt.date | None,
        Day(zh="加班日", en="day of the overtime", ask_zh="哪天加的班?", ask_en="On which day was the overtime?"),
    ] = None
    date: Annotated[dt.date | None, Day(zh="办理日", en="date", ask_zh="哪一天办理?", ask_en="On which day?")] = None
