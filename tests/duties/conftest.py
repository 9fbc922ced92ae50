"""Small rulebooks of duties: the duties as YAML, everything around them made to fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from policy_engine import Rulebook, load
from policy_engine.duties.results import DutyReport, DutyResult
from tests.build import write

HEAD = """\
instrument: example
title: {{zh: 例子, en: Example}}
source: {{document: example.txt, part: 篇一}}
in_force: {in_force}
topic: standard
{more}clauses:
  example-01:
    at: 一
    zh: 例子
    en: example
    duties:
"""
PARAMETERS = """\
parameters:
  several: {zh: 若干, en: several, unit: time, value: unset}
  size:
    zh: 面积
    en: area
    unit: square_metre
    values: [{from: unknown, value: 200}, {from: 2025-07-01, value: 300}]
  size-wanted: {zh: 面积够大, en: large enough, unit: square_metre, value: unset}
  handover: {zh: 交付日, en: day of the handover, unit: date, values: [{from: unknown, value: 2025-06-30}]}
"""


def text(duties: str, in_force: str = "{from: unknown}", more: str = PARAMETERS) -> str:
    """An instrument with one clause that holds the duties given (YAML, from column 0)."""
    body = "".join(f"      {line}\n" for line in duties.strip("\n").splitlines())
    return HEAD.format(in_force=in_force, more=more) + body


def duty(asks: str, name: str = "d") -> str:
    """One duty of the mayor, with what it asks for (YAML, from column 0)."""
    body = "".join(f"  {line}\n" for line in asks.strip("\n").splitlines())
    return f"{name}:\n  zh: 义务\n  en: the duty\n  who: mayor\n{body}"


def book(folder: Path, duties: str, **more: Any) -> Rulebook:
    """A rulebook with duties."""
    return load(write(folder, {"example": text(duties, **more)}))


def check(found: Rulebook, records: str, rows: Any = (), *, as_of: str = "", **more: Any) -> DutyReport:
    """What is met; ``records`` is ``from/until``; ``rows`` are those of the duty ``d``, or a mapping by duty."""
    first, last = records.split("/")
    done = rows if isinstance(rows, dict) and not set(rows) & {"date", "event"} else {"d": rows}
    data = {
        "jurisdiction": "town",
        "records": {"from": first, "until": last},
        "done": {f"example/{name}": each for name, each in done.items()},
        **({"as_of": as_of} if as_of else {}),
        **more,
    }
    return found.check_duties(data)


def stands(found: Rulebook, records: str, rows: Any = (), **more: Any) -> DutyResult:
    """How the duty ``d`` stands."""
    result = check(found, records, rows, **more).of("example/d")
    assert result is not None
    return result


def periods(result: DutyResult) -> dict[str, str]:
    """The status of each period."""
    return {each.key: each.status for each in result.periods}
