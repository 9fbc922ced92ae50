"""The request models of a township public-health supervision office: one class a topic, nothing but the public API.

A worked example for docs/own-models.md. The functions are those of a real system of one town (licences falling due,
inspections followed up, premises graded, vaccine stock watched); every figure in the rulebook beside it is made up.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from policy_engine.requests import (
    Count,
    Day,
    DaysBetween,
    Difference,
    Flag,
    Judgement,
    OneOf,
    Output,
    Request,
    Topic,
)

RULEBOOK = Path(__file__).parent / "rulebook"
PREMISES = {
    "restaurant": ("餐馆", "restaurant"),
    "canteen": ("食堂", "canteen"),
    "shop": ("食品店", "food shop"),
    "stall": ("摊点", "food stall"),
}


class FoodLicenceRequest(Request):
    """A food licence looked at on one day: is it falling due, and when is its yearly review?"""

    topic = Topic(
        id="food_licence",
        zh="食品卫生许可证",
        en="Food hygiene licence",
        asks_zh="许可证是否到期、何时年审",
        asks_en="whether a licence falls due, and when it is reviewed",
        anchor="seen_on",
        must_answer=("notice",),
        derived={
            "days_left": DaysBetween(
                sources=("seen_on", "expires_on"), zh="离到期天数", en="days left", low=-3660, high=3660
            )
        },
        outputs={
            "notice": Output(
                zh="提醒",
                en="notice",
                mode="any",
                values={
                    "none": ("不用提醒", "none"),
                    "due_soon": ("快到期,提醒换证", "due soon, remind the holder"),
                    "expired": ("已到期", "expired"),
                },
            ),
            "review_by": Output(zh="年审截止", en="review by", kind="date"),
        },
    )

    premises: Annotated[str | None, OneOf(zh="单位类别", en="kind of premises", values=PREMISES)] = None
    seen_on: Annotated[dt.date | None, Day(zh="查看日", en="day of looking")] = None
    expires_on: Annotated[
        dt.date | None,
        Day(zh="到期日", en="expiry date", ask_zh="许可证哪天到期?", ask_en="When does the licence expire?"),
    ] = None
    reviewed_on: Annotated[dt.date | None, Day(zh="上次年审日", en="day of the last review")] = None
    renewal_applied: Annotated[
        bool | None,
        Flag(zh="已申请换证", en="renewal applied for", ask_zh="申请换证了吗?", ask_en="Has renewal been applied for?"),
    ] = None


class InspectionRequest(Request):
    """An inspection of licensed premises: which grade, what follows, when is the next one?"""

    topic = Topic(
        id="inspection",
        zh="日常卫生检查",
        en="Routine inspection",
        asks_zh="评几级、怎样处理、下次何时查",
        asks_en="which grade, what follows, when the next inspection is",
        anchor="inspected_on",
        must_answer=("grade",),
        outputs={
            "grade": Output(
                zh="等级",
                en="grade",
                values={"A": ("优", "good"), "B": ("良", "fair"), "C": ("中", "poor"), "D": ("差", "bad")},
            ),
            "measures": Output(
                zh="处理",
                en="measures",
                mode="collect",
                values={
                    "advice": ("当场指导", "advice on the spot"),
                    "correction_order": ("责令整改", "order to correct"),
                    "closure": ("停业整顿", "closure until corrected"),
                    "penalty": ("立案处罚", "penalty proceedings"),
                },
            ),
            "next_inspection": Output(zh="下次检查不晚于", en="next inspection by", kind="date"),
        },
    )

    premises: Annotated[str | None, OneOf(zh="单位类别", en="kind of premises", values=PREMISES)] = None
    inspected_on: Annotated[dt.date | None, Day(zh="检查日", en="day of inspection")] = None
    score: Annotated[int | None, Count(zh="得分", en="score", unit="point", low=0, high=100)] = None
    faults: Annotated[int | None, Count(zh="不合格项数", en="faults found", unit="item", low=0, high=50)] = None
    danger: Annotated[
        bool | None,
        Judgement(
            zh="有食物中毒危险",
            en="danger of food poisoning",
            ask_zh="是否有食物中毒的危险,由谁认定?",
            ask_en="Is there a danger of food poisoning? Who says so?",
        ),
    ] = None
    corrected_on: Annotated[
        dt.date | None,
        Day(zh="整改完成日", en="day of correction", ask_zh="哪天整改完的?", ask_en="When were the faults corrected?"),
    ] = None


class VaccineIssueRequest(Request):
    """Doses asked for by a village station from the town's vaccine store."""

    topic = Topic(
        id="vaccine_issue",
        zh="疫苗出库",
        en="Issue of vaccine",
        asks_zh="能不能发、最多发多少、库存要不要报警",
        asks_en="whether doses may be issued, how many at most, which alerts the stock gives",
        anchor="asked_on",
        must_answer=("may",),
        derived={
            "left_after": Difference(sources=("in_stock", "doses"), zh="发后剩余", en="left afterwards", unit="dose"),
            "days_to_expiry": DaysBetween(
                sources=("asked_on", "batch_expires_on"), zh="离失效天数", en="days to expiry", low=-3660, high=3660
            ),
        },
        impossible=({"cold_chain": True, "thermometer_read": False},),
        outputs={
            "alerts": Output(
                zh="警示",
                en="alerts",
                mode="collect",
                values={
                    "low_stock": ("库存不足,应补货", "low stock, order more"),
                    "expiring": ("近效期,先发这一批", "expiring, issue this batch first"),
                    "cold_chain": ("冷链有问题", "cold chain broken"),
                },
            ),
            "weeks_of_stock": Output(zh="还够用几周", en="weeks of stock", kind="number", unit="week"),
        },
    )

    vaccine: Annotated[str | None, OneOf(zh="疫苗", en="vaccine", open_list="vaccines")] = None
    asked_on: Annotated[dt.date | None, Day(zh="申领日", en="day of asking")] = None
    doses: Annotated[int | None, Count(zh="申领剂数", en="doses asked for", unit="dose", low=1, high=5_000)] = None
    in_stock: Annotated[int | None, Count(zh="库存剂数", en="doses in stock", unit="dose", low=0, high=50_000)] = None
    weekly_use: Annotated[int | None, Count(zh="每周用量", en="weekly use", unit="dose", low=1, high=5_000)] = None
    batch_expires_on: Annotated[dt.date | None, Day(zh="批次失效日", en="expiry of the batch")] = None
    thermometer_read: Annotated[bool | None, Flag(zh="有当日测温记录", en="temperature read that day")] = None
    cold_chain: Annotated[bool | None, Flag(zh="冷链温度合格", en="cold chain in order")] = None


MODELS = (FoodLicenceRequest, InspectionRequest, VaccineIssueRequest)
