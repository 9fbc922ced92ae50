"""One diagnostic code, and the table they are all entered in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
Level = Literal["error", "finding", "note"]


@dataclass(frozen=True, slots=True)
class Code:
    """One diagnostic code: its level, its texts with blanks, and what to do about it."""

    id: str
    level: Level
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str

    def say(self, lang: Lang, words: Mapping[str, str]) -> str:
        """The message with its blanks filled."""
        return (self.zh if lang == "zh" else self.en).format_map(_Blanks(words))

    def remedy(self, lang: Lang, words: Mapping[str, str] | None = None) -> str:
        """What to do, with its blanks filled."""
        return (self.remedy_zh if lang == "zh" else self.remedy_en).format_map(_Blanks(words or {}))


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


ENTERED: dict[str, Code] = {}
"""Every code, as the modules of the families enter it."""


def enter(id: str, level: Level, zh: str, en: str, remedy_zh: str, remedy_en: str) -> None:
    """Enters a code, its level, its message and the remedy, in Chinese and English."""
    ENTERED[id] = Code(id, level, zh, en, remedy_zh, remedy_en)
