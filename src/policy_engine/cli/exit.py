"""How commands end: the exit codes that scripts and auditors can read, and the quiet ends."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import ParamSpec, TypeVar

import typer

from policy_engine.errors import EngineError

P = ParamSpec("P")
R = TypeVar("R")


class ExitCode(IntEnum):
    """What the exit code of every command means."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    INVALID_RULEBOOK = 3
    INVALID_REQUEST = 4
    TAMPERED_JOURNAL = 5
    # The engine contradicts itself: a defect of the engine, and never an answer (EX_SOFTWARE of sysexits.h).
    ENGINE = 70
    # As shells give them: 128 and the number of the signal.
    INTERRUPTED = 130
    BROKEN_PIPE = 141


def ends_quietly(command: Callable[P, R]) -> Callable[P, R]:
    """A command that ends without a traceback when its reader is gone (``| head``) or Ctrl-C is pressed."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            try:
                return command(*args, **kwargs)
            finally:
                sys.stdout.flush()
        except KeyboardInterrupt:
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except BrokenPipeError:
            _discard_output()
            raise typer.Exit(ExitCode.BROKEN_PIPE) from None
        except EngineError as problem:
            sys.stderr.write(f"policy-engine: {problem}\n")
            raise typer.Exit(ExitCode.ENGINE) from None

    return run


def _discard_output() -> None:
    """What is still buffered has no reader; without this, Python complains once more on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
