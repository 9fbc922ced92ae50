"""``policy-engine schema``: JSON schemas of requests, decisions and rulebook files, for editors and other systems."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from policy_engine.cli.exit import ExitCode, ends_quietly
from policy_engine.cli.options import Format, FormatOption, LangOption, RulebookOption, language, rulebook_folder
from policy_engine.cli.show import Screen, folder_source
from policy_engine.compiled.models import Models
from policy_engine.errors import near_match
from policy_engine.loading.folder import try_folder
from policy_engine.tools.schema import KINDS, Kind, all_schemas, schema_of


class WordingOption(StrEnum):
    """In which words a file is written."""

    EN = "en"
    ZH = "zh"


@ends_quietly
def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="KIND", help=" | ".join(KINDS), show_default=False),
    ] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="只要这个事项 / this topic only", show_default=False)
    ] = None,
    wording: Annotated[
        WordingOption, typer.Option("--wording", help="文件用英文词还是中文词写 / files in English or in Chinese words")
    ] = WordingOption.EN,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="全部写进这个文件夹 / write all of them there", show_default=False),
    ] = None,
    folder: RulebookOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """输出 JSON Schema / print a JSON schema

    请求、答复和规则库各种文件的样子,取值来自规则库的词汇表;编辑器据此提示。规则库有错也能用,只要词汇表读得成。
    退出码 0 写好了,2 用法不对,3 规则库读不成。

    The form of requests, decisions and rulebook files, with the words of the rulebook; editors use it. A rulebook with
    faults will do, as long as its vocabulary can be read. Exit code 0 written, 2 usage, 3 no rulebook.
    """
    screen = Screen(language(lang), form)
    models = _models(rulebook_folder(None, folder), screen)
    if out is not None:
        if kind is not None or topic is not None:
            raise typer.BadParameter("--out writes all schemas / --out 把全部都写出来", param_hint="KIND, --topic")
        _write(all_schemas(models), out, screen)
        return
    screen.json(schema_of(_kind(kind), models, _topic(topic, models), wording.value))


def _models(root: Path, screen: Screen) -> Models:
    """What can be read of a rulebook; where it is none at all the command ends with exit code 3."""
    book, faults = try_folder(root, prove=False)
    if book is None or not book.models.vocabulary.actors:
        screen.diagnostics([each for each in faults if each.level == "error"], folder_source(root))
        raise typer.Exit(ExitCode.INVALID_RULEBOOK)
    return book.models


def _kind(kind: str | None) -> Kind:
    for each in KINDS:
        if each == kind:
            return each
    near = near_match(kind or "", KINDS)
    said = f" ({near}?)" if near else ""
    raise typer.BadParameter(f"one of / 取其一: {', '.join(KINDS)}{said}", param_hint="KIND")


def _topic(topic: str | None, models: Models) -> str:
    if topic is None or topic in models.topics:
        return topic or ""
    near = near_match(topic, models.topics)
    said = f" ({near}?)" if near else ""
    raise typer.BadParameter(f"one of / 取其一: {', '.join(models.topics)}{said}", param_hint="--topic")


def _write(schemas: dict[str, Any], out: Path, screen: Screen) -> None:
    """Writes the files; their names go to standard output."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, found in schemas.items():
            (out / name).write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as problem:
        raise typer.BadParameter(f"{out}: {problem.strerror or problem}", param_hint="--out") from None
    if screen.form is Format.JSON:
        screen.json([(out / name).as_posix() for name in schemas])
    else:
        screen.say(f"{out}:{len(schemas)} 个文件", f"{out}: {len(schemas)} files")
