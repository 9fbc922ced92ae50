"""The command ``policy-engine``: one file a command, all of them thin faces of the rooms below."""

from __future__ import annotations

import sys

_EXTRA = (
    'policy-engine needs typer and rich: pip install "policy-engine[cli]"'
    ' / 命令行要另装 typer 和 rich:pip install "policy-engine[cli]"\n'
)


def main() -> None:
    """Runs the command line; says how to install what it needs where that is missing."""
    try:
        from policy_engine.cli.app import app
    except ModuleNotFoundError as problem:
        if (problem.name or "").split(".")[0] not in ("typer", "rich", "click"):
            raise
        sys.stderr.write(_EXTRA)
        raise SystemExit(2) from None
    app()
