"""The program as a whole: help, version, language, usage errors, quiet ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from policy_engine.cli.exit import ExitCode, ends_quietly
from policy_engine.cli.options import Language, language
from policy_engine.errors import EngineError
from policy_engine.version import __version__
from tests.cli.conftest import Cli

COMMANDS = ("check", "test", "coverage", "decide", "explain")


def run(*args: str, code: str = "from policy_engine.cli import main; main()", **more: Any) -> Any:
    environ = {**os.environ, "COLUMNS": "120", **more.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, encoding="utf-8", env=environ,
        check=False, **more,
    )  # fmt: skip


def test_help_names_every_command_and_exit_code(cli: Cli) -> None:
    text = cli("--help").stdout
    assert all(command in text for command in COMMANDS)
    assert "policy-engine decide docs/examples/leave.yaml" in text
    assert "3 规则库不能用" in text.replace("\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_the_common_options_in_both_languages(cli: Cli, command: str) -> None:
    text = cli(command, "--help").stdout
    assert all(option in text for option in ("--lang", "--format", "--rulebook"))
    assert "退出码" in text


def test_version(cli: Cli) -> None:
    assert cli("--version").stdout == f"policy-engine {__version__}\n"


@pytest.mark.parametrize(
    "args", [["decide"], ["decide", "a", "b"], ["decid"], ["check", "--lang", "fr"], ["test", "--fomat"]]
)
def test_usage_errors_are_exit_code_2_and_on_standard_error(cli: Cli, args: list[str]) -> None:
    result = cli(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "en_GB", "LC_ALL": "ZH_TW"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh"}, "zh"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(environ: dict[str, str], wanted: str) -> None:
    assert language(None, environ) == wanted
    assert language(Language.ZH, environ) == "zh"
    assert language(Language.EN, environ) == "en"


def test_exit_codes_are_those_of_the_manual() -> None:
    assert {code.name: int(code) for code in ExitCode if code < 70} == {
        "FINE": 0, "FINDINGS": 1, "USAGE": 2, "INVALID_RULEBOOK": 3, "INVALID_REQUEST": 4, "TAMPERED_JOURNAL": 5,
    }  # fmt: skip


def test_without_the_extra_one_line_says_how_to_install_it() -> None:
    code = "import sys; sys.modules['typer'] = None; from policy_engine.cli import main; main()"
    result = run("check", code=code)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 1
    assert 'pip install "policy-engine[cli]"' in result.stderr


def test_main_in_this_process(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import policy_engine.cli

    monkeypatch.setattr(sys, "argv", ["policy-engine", "--version"])
    with pytest.raises(SystemExit) as ended:
        policy_engine.cli.main()
    assert ended.value.code in (0, None)
    assert capsys.readouterr().out == f"policy-engine {__version__}\n"
    monkeypatch.setitem(sys.modules, "rich", None)
    for name in [name for name in sys.modules if name.startswith(("policy_engine.cli.", "rich."))]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(SystemExit) as ended:
        policy_engine.cli.main()
    assert ended.value.code == 2
    assert "policy-engine[cli]" in capsys.readouterr().err


def test_chinese_comes_out_whatever_the_locale(leave: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = run("decide", str(leave), "--lang", "zh", env=env)
    assert result.returncode == 0
    assert "镇长" in result.stdout


@pytest.mark.skipif(os.name != "posix", reason="pipes break differently elsewhere")
def test_a_reader_that_leaves_ends_it_quietly(leave: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from policy_engine.cli import main; main()", "decide", str(leave)],
            stdout=write, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (ExitCode.BROKEN_PIPE, b"")


def test_ctrl_c_and_engine_errors_have_exit_codes_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    import typer

    def ends_with(problem: BaseException) -> int:
        @ends_quietly
        def command() -> None:
            raise problem

        with pytest.raises(typer.Exit) as ended:
            command()
        return ended.value.exit_code

    assert ends_with(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == ""
    assert ends_with(EngineError("two answers")) == 70
    assert capsys.readouterr().err == "policy-engine: two answers\n"
