"""A hover text: Chinese, then English."""

from __future__ import annotations

from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]
