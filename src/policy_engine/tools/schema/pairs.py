"""A hover text: Chinese, then English."""

from __future__ import annotations

from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]

TOPIC: Pair = ("事项;不写就用规章的", "the topic; by default that of the instrument")
TO: Pair = ("向谁", "to whom")
DATE: Pair = ("日期,如 2026-01-31", "a date like 2026-01-31")
