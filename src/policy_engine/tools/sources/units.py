"""Units, as a regulation writes them and as the rulebook names them, and when a figure of one is that of the other.

Only units that turn into each other have a dimension: half an hour is thirty minutes, a year is twelve months. What is
merely counted (次, 人, 个…) has none and goes with any count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

Measure = tuple[str, Decimal]
"""A dimension and how many of its smallest units one is; the dimension is empty where things are counted."""

COUNTED: Measure = ("", Decimal(1))

_DIMENSIONS: Mapping[str, Mapping[int, str]] = {
    "day": {1: "个工作日 工作日 自然日 日历天 天 日 day", 7: "星期 周 week"},
    "minute": {1: "分钟 minute", 60: "个小时 小时 个钟头 钟头 hour"},
    "month": {1: "个月 月份 月 month", 3: "quarter", 12: "周年 年度 年 year"},
    "yuan": {1: "元 块钱 yuan"},
    "percent": {1: "个百分点 百分点 % ％ percent"},
    "permille": {1: "‰ permille"},
    "square_metre": {1: "平方米 ㎡ m2 m² square_metre"},
    "kilometre": {1: "公里 千米 kilometre km"},
    "clock": {1: "点钟 点 时"},
}
_MEASURES: Mapping[str, Measure] = {
    word: (dimension, Decimal(size))
    for dimension, sizes in _DIMENSIONS.items()
    for size, words in sizes.items()
    for word in words.split()
}
_COUNTERS = """
人次 个季度 季度 课时 学时 环节 大类 大项 岁 人 名 位 个 次 回 遍 件 项 条 篇 份 本 册 台 辆 间
所 处 户 家 包 层 届 期 倍 成 轮 组 场 节 课 头 只 株 支 批 种 类 门 字 页 室 厅 栋 套 张 幅 块 票 分 客
桌 餐 顿 班 号 村 镇 局 办 科 股 站 亩 公顷 米 斤 公斤 吨 克 方 盘 根 副 正 职 领 枚 步 岗 角 代 字 段 样 者
"""
"""What things are counted by: a Chinese numeral is a figure only before one of these or a unit (统一 is none)."""

_WRITTEN = {word for word in (*_MEASURES, *_COUNTERS.split()) if not word.replace("_", "").isascii()} | {"m2", "%"}
UNIT = "|".join(re.escape(word) for word in sorted(_WRITTEN, key=lambda word: (-len(word), word)))


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
