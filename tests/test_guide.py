"""The worked examples of the rulebook's guide: its edits are made in a copy of three of its towns, its commands run.

A section ``### 例…`` is one example. A fence ``diff FILE`` changes a file: lines that begin with a blank or ``-`` must
stand there once, as they are, and ``+`` lines take the place of ``-`` lines; lines of ``+`` alone make a new file. A
fence ``session`` holds commands (``$``) and lines of what they print, in their order; ``…`` stands for any lines.
Lines, columns and runs of blanks may be others.
``# 退出码 N`` after a command is its exit code, where it is not 0.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policy_engine.cli.app import app
from policy_engine.engine.book import shipped_rulebook
from tests.build import small_rulebook

GUIDE = shipped_rulebook() / "README.md"
_FENCE = re.compile(r"^```(diff|session)[ ]?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACE = re.compile(r"(\.yaml):\d+:\d+")
_EXIT = re.compile(r"#\s*退出码\s*(\d)")


def examples() -> dict[str, str]:
    """The sections of worked examples by their headings."""
    text = re.sub(r"^## .*", r"### \g<0>", GUIDE.read_text("utf-8"), flags=re.MULTILINE)
    parts = re.split(r"^### (例.*)\n", text, flags=re.MULTILINE)
    return {head: re.split(r"^### ", body, flags=re.M)[0] for head, body in zip(parts[1::2], parts[2::2], strict=True)}


def edit(folder: Path, name: str, change: str) -> None:
    """Makes one change in a copy of the rulebook."""
    lines = change.splitlines(keepends=True)
    assert all(line[0] in " +-\n" for line in lines), f"{name}: {change}"
    old = "".join(line[1:] if line[0] != "\n" else line for line in lines if line[0] != "+")
    new = "".join(line[1:] if line[0] != "\n" else line for line in lines if line[0] != "-")
    path = folder / name
    if not old:
        assert not path.exists(), f"{name} stands there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new, "utf-8")
        return
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{name}: stands there {text.count(old)} times:\n{old}"
    path.write_text(text.replace(old, new), "utf-8")


def commands(session: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a session, each with the lines it is to print."""
    command, expected = "", []
    for line in session.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, expected
            command, expected = line[2:], []
        elif line.strip() not in ("", "…"):
            expected.append(line.strip())
    assert command
    yield command, expected


def plain(line: str) -> str:
    """A line without the numbers of a place and without the blanks that align columns."""
    return _PLACE.sub(r"\1", " ".join(line.split()))


@pytest.mark.parametrize("head", list(examples()))
def test_example(head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(small_rulebook(), tmp_path / "rulebook")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    ran = 0
    for kind, name, body in _FENCE.findall(examples()[head]):
        if kind == "diff":
            edit(tmp_path / "rulebook", name, body)
            continue
        for command, expected in commands(body):
            wanted = _EXIT.search(command)
            words = shlex.split(command, comments=True)
            assert words[0] == "policy-engine"
            result = CliRunner().invoke(app, words[1:])
            assert result.exit_code == (int(wanted[1]) if wanted else 0), result.output
            printed = [plain(line) for line in result.output.splitlines()]
            for line in map(plain, expected):
                assert line in printed, f"{line}\n--- is not (or not here) in\n" + result.output
                printed = printed[printed.index(line) + 1 :]
            ran += 1
    assert ran, "an example runs something"


def test_the_guide_has_the_examples_people_ask_for() -> None:
    assert len(examples()) >= 7
    for word in ("改一个数字", "改一条规定", "加一条", "废止", "义务", "谁来办", "还没有施行"):
        assert any(word in head for head in examples()), word
