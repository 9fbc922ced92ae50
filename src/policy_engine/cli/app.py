"""The application: the commands put together, and what ``policy-engine`` says of itself."""

from __future__ import annotations

from typing import Annotated

import typer

from policy_engine.cli.ask import ask
from policy_engine.cli.check import check
from policy_engine.cli.coverage import coverage
from policy_engine.cli.decide import decide
from policy_engine.cli.duties import duties
from policy_engine.cli.explain import explain
from policy_engine.cli.histories import histories
from policy_engine.cli.schema import schema
from policy_engine.cli.sources import sources
from policy_engine.cli.test import test
from policy_engine.version import __version__

_HELP = """乡镇规章作代码:YAML 规则,准确的答复,每个答复都有条款为据。

Township regulations as code: YAML rules, exact decisions, the clause behind every answer.

先试试 / try first:

    policy-engine decide docs/examples/leave.yaml

    policy-engine ask absence --jurisdiction town-a

    policy-engine explain docs/examples/leave.yaml

    policy-engine duties --jurisdiction town-a --year 2025

    policy-engine histories docs/examples/history.yaml

    policy-engine check rulebook

    policy-engine test rulebook

    policy-engine coverage rulebook

    policy-engine sources verify --documents DIR

退出码:0 无事,1 有发现,2 用法不对,3 规则库不能用,4 请求有错,5 记录被改

Exit codes: 0 fine, 1 findings, 2 usage, 3 invalid rulebook, 4 invalid request, 5 tampered journal
"""

app = typer.Typer(name="policy-engine", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policy-engine {__version__}")
        raise typer.Exit


@app.callback(help=_HELP)
def policy_engine(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本 / the version")
    ] = False,
) -> None:
    """The options of ``policy-engine`` itself."""


for _command in (check, test, coverage, decide, ask, explain, duties, histories, schema):
    app.command()(_command)
app.add_typer(sources, name="sources")
