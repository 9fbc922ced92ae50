"""The options every command has: language, format, rulebook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policy_engine.codes import Lang
from policy_engine.engine.book import shipped_rulebook


class Language(StrEnum):
    """The languages the command line speaks."""

    ZH = "zh"
    EN = "en"


class Format(StrEnum):
    """Text for people, JSON for programs."""

    TEXT = "text"
    JSON = "json"


LangOption = Annotated[
    Language | None,
    typer.Option("--lang", help="语言,默认随系统 / language; by default that of the locale", show_default=False),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="text 给人看,json 给程序用 / text for people, json for programs")
]
RulebookOption = Annotated[
    Path | None,
    typer.Option(
        "--rulebook",
        metavar="DIR",
        help="规则库文件夹,默认 ./rulebook,没有就用随包的 / the rulebook; ./rulebook, else the one in the package",
        show_default=False,
    ),
]
RulebookArgument = Annotated[
    Path | None,
    typer.Argument(metavar="RULEBOOK", help="规则库文件夹,同 --rulebook / the same as --rulebook", show_default=False),
]
RequestArgument = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="请求文件(JSON 或 YAML),- 为标准输入 / the request, JSON or YAML; - reads standard input",
        show_default=False,
    ),
]


def language(chosen: Language | None, environ: Mapping[str, str] | None = None) -> Lang:
    """The language chosen, else that of the locale: Chinese where it begins with ``zh``, otherwise English."""
    if chosen is not None:
        return "zh" if chosen is Language.ZH else "en"
    found = os.environ if environ is None else environ
    locale = next((found[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if found.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def rulebook_folder(argument: Path | None, option: Path | None = None) -> Path:
    """The rulebook folder meant.

    Raises:
        typer.BadParameter: the argument and ``--rulebook`` name different folders.
    """
    if argument is not None and option is not None and argument != option:
        raise typer.BadParameter("RULEBOOK and --rulebook differ / RULEBOOK 与 --rulebook 不一致")
    named = argument or option
    if named is not None:
        return named
    here = Path("rulebook")
    return here if here.is_dir() else shipped_rulebook()
