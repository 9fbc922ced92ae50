"""Units, as a regulation writes them and as the rulebook names them, and when a figure of one is a figure of the other.

Only units that turn into each other have a dimension: half an hour is thirty minutes, ten thousand yuan are yuan. What is
merely counted (次, 人, 个…) has none and goes with any count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

Measure = tuple[str, Decimal]
"""A dimension and how many of its smallest units one is; the dimension is empty where things are counted."""

COUNTED: Measure = ("", Decimal(1))

_DIMENSIONS: Mapping[str, Mapping[str, int]] = {
    "day": {"个工作日": 1, "工作日": 1, "自然日": 1, "日历天": 1, "天": 1, "日": 1, "星期": 7, "周": 7, "day": 1, "week": 7},
    "minute": {"个小时": 60, "小时": 60, "个钟头": 60, "钟头": 60, "分钟": 1, "hour": 60, "minute": 1},
    "month": {"个月": 1, "月份": 1, "月": 1, "周年": 12, "年度": 12, "年": 12, "month": 1, "year": 12, "quarter": 3},
    "yuan": {"元": 1, "块钱": 1, "yuan": 1},
    "percent": {"个百分点": 1, "百分点": 1, "%": 1, "％": 1, "percent": 1},
    "permille": {"‰": 1, "permille": 1},
    "square_metre": {"平方米": 1, "㎡": 1, "m2": 1, "m²": 1, "square_metre": 1},
    "kilometre": {"公里": 1, "千米": 1, "kilometre": 1, "km": 1},
    "clock": {"点钟": 1, "点": 1, "时": 1},
}
_MEASURES: Mapping[str, Measure] = {
    word: (dimension, Decimal(size)) for dimension, words in _DIMENSIONS.items() for word, size in words.items()
}
# What things are counted by: a Chinese numeral is a figure only before one of these or a unit (一律, 统一 are none).
_COUNTERS = (
    "人次 个季度 季度 课时 学时 环节 大类 大项 岁 人 名 位 个 次 回 遍 件 项 条 篇 份 本 册 台 辆 间 所 处 户 家 包 层 届 期 倍 成 轮 组 "
    "场 节 课 头 只 株 支 批 种 类 门 字 页 室 厅 栋 套 张 幅 块 票 分 客 桌 餐 顿 班 号 村 镇 局 办 科 股 站 亩 公顷 米 斤 公斤 吨 克 "
    "方 盘 根 副 正 职 领 枚 步 岗 角 代 字 段 样 者"
).split()
UNIT = "|".join(re.escape(word) for word in sorted({*_MEASURES, *_COUNTERS}, key=len, reverse=True) if word[0] > "z" or word in "%m2m²")


def measure(unit: str) -> Measure:
    """The dimension of a unit and its size in it; nothing for what is merely counted."""
    return _MEASURES.get(unit, COUNTED)


def same_figure(written: Decimal, written_unit: str, value: Decimal, unit: str) -> bool:
    """Whether a figure of the text is a figure of the rulebook, their units taken into account.

    A rulebook's figure without a unit goes with whatever the text has. Two dimensions that do not turn into each other
    (hours for days) never go together.
    """
    one, size = measure(written_unit)
    other, other_size = measure(unit)
    if one and other:
        return one == other and written * size == value * other_size
    return written == value
