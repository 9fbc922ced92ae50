"""Closed value lists used by several topics: posts, ranks, lines. Each value has its Chinese and English label."""

from __future__ import annotations

from policy_engine.requests.fields import Labels

POST: Labels = {
    "outsider": ("本机关以外的人", "outsider"),
    "staff": ("一般工作人员", "staff member"),
    "section_head": ("部门负责人(二级班子)", "section head"),
    "coordinator": ("协理员", "coordinator"),
    "vice_mayor": ("副镇长(副乡长)", "vice-mayor"),
    "committee_member": ("党委委员", "party committee member"),
    "deputy_secretary": ("党委副书记", "deputy party secretary"),
    "npc_chair": ("人大主席", "chair of the people's congress"),
    "mayor": ("镇长(乡长)", "mayor"),
    "party_secretary": ("党委书记", "party secretary"),
}
RANK: Labels = {
    "no_rank": ("无级别", "no rank"),
    "deputy_section": ("副科级", "deputy section rank"),
    "full_section": ("正科级", "full section rank"),
    "deputy_division": ("副县(处)级", "deputy division rank"),
    "full_division": ("正县(处)级", "full division rank"),
}
LINE: Labels = {"government": ("政府线", "government line"), "party": ("党群线", "party line")}
GUESTS_FROM: Labels = {
    "superior": ("上级机关和部门", "authorities and departments above"),
    "peer": ("兄弟单位", "units of the same standing"),
    "other": ("其他单位", "other units"),
}
STANDING: Labels = {
    "clerk": ("部门工作人员", "staff of a department"),
    "deputy_bureau": ("副局级(部门副职)", "deputy head of a department"),
    "bureau": ("局级(部门正职)", "head of a department"),
    "county_leader": ("县级领导", "county leader"),
}
LEVEL: Labels = {
    "group": ("组", "villagers' group"),
    "village": ("村(社区)", "village"),
    "township": ("乡镇", "township"),
    "county": ("县(市、区)", "county"),
    "city": ("市", "city"),
    "province": ("省", "province"),
    "central": ("中央", "central"),
}
SIZE: Labels = {
    "minor": ("小事", "minor"),
    "major": ("大事", "major"),
    "grave": ("重大事项", "grave"),
}
FUNDERS: Labels = {
    "central": ("国家(中央)", "state"),
    "province": ("省", "province"),
    "city": ("市", "city"),
    "county": ("县(市、区)", "county"),
    "township": ("乡镇", "township"),
}
