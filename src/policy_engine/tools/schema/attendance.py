"""The schema of a history: what a person's dated events may say, with the funds and posts that the rulebook knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policy_engine.happenings import FUNDS
from policy_engine.histories.models import HistoryModel
from policy_engine.requests.lists import POST
from policy_engine.tools.schema.pairs import Pair
from policy_engine.tools.schema.words import DIALECT, Schema, Speller, choice, documented, ref

_TEXTS: Mapping[str, Pair] = {
    "jurisdiction": ("辖区", "the jurisdiction"),
    "period": ("期间;期间以外的事不计", "the period; events outside it do not count"),
    "events": ("发生的事,先后不论", "what happened, in any order"),
    "person": ("谁(代号)", "who, as a reference"),
    "post": ("职务", "the post"),
    "as_of": ("截至哪一天;不写就是期间最后一天", "as of which day; by default the last of the period"),
    "monthly": ("可以扣发的款项每月多少元", "the amount a month, in yuan, of funds that may be withheld"),
}


def history_schema(speller: Speller, jurisdictions: Iterable[str]) -> Schema:
    """The schema of a file that ``policy-engine histories`` reads for one person."""
    found: dict[str, Any] = HistoryModel.model_json_schema()
    funds = speller.entries(f"lists.{FUNDS}") if speller.vocabulary.lists.get(FUNDS) else {"type": "string"}
    definitions, properties = found["$defs"], found["properties"]
    definitions["fund"] = funds
    for event in definitions.values():
        if "fund" in event.get("properties", {}):
            mark = event["properties"]["fund"]
            mark["anyOf"] = [ref("fund"), *mark["anyOf"][1:]]
    properties["monthly"]["propertyNames"] = ref("fund")
    properties["jurisdiction"] = {"type": "string", "enum": list(jurisdictions)}
    properties["post"] = choice([(name, label) for name, label in POST.items()])
    found["properties"] = {name: documented(_bare(shape), _TEXTS[name]) for name, shape in properties.items()}
    return {
        "$schema": DIALECT,
        **found,
        "title": "经过 / history",
        "description": "一个人一段时间里的事\nA person's dated events",
    }


def _bare(shape: Schema) -> Schema:
    return {key: value for key, value in shape.items() if key not in ("title", "description")}
