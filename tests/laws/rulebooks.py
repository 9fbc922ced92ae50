"""Random small rulebooks, as plain data and as YAML text, and requests of them."""

from __future__ import annotations

import copy
import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.engine.book import Rulebook
from policy_engine.loading.folder import compile_folder
from tests.fates import fates

from .oracle import FIGURES, Effect, Oracle, effects, replaces, required, slot_of
from .questions import (
    AWAY,
    BANDS,
    COSTS,
    DAYS,
    DESCRIPTIONS,
    DOMAINS,
    EXTRA,
    GRADES,
    HALF,
    HELPERS,
    PEOPLE,
    PLACES,
    PLAIN,
    SETS,
    TOOLS,
    Description,
    Other,
)

FIRST, SECOND = dt.date(2025, 3, 15), dt.date(2025, 8, 20)
ON_DAYS = (
    dt.date(2024, 12, 2),
    FIRST - dt.timedelta(days=1),
    FIRST,
    dt.date(2025, 6, 30),
    SECOND,
    dt.date(2026, 2, 28),
)
LOW, HIGH = "low", "high"

ACTS: Mapping[str, Any] = {
    "apply": {"zh": "申请", "combine": "collect"},
    "report": {"zh": "报告", "combine": "collect", "receiver": True},
    "suggest": {"zh": "建议", "combine": "collect", "binding": False},
    "review": {"zh": "审核", "combine": "collect", "own": False},
    "approve": {"zh": "批准", "combine": "unique", "own": False},
    "sign": {"zh": "签发", "combine": "unique", "own": False},
    "accept": {"zh": "验收", "combine": "collect", "own": False},
    "file": {"zh": "存档", "combine": "collect", "receiver": True},
}
RECEIVERS = frozenset(name for name, act in ACTS.items() if act.get("receiver"))
ACTORS: Mapping[str, Any] = {
    **{grade: {"kind": "post", "zh": grade} for grade in GRADES},
    "applicant": {"kind": "relative", "to": "request", "zh": "本人"},
    "office": {"kind": "office", "zh": "办"},
    "leader": {"kind": "group", "one_of": ["chief", "boss"], "zh": "领导"},
    "leaders": {"kind": "group", "all_of": ["chief", "boss"], "zh": "两位领导"},
    "own_leader": {
        "kind": "relative",
        "to": "kind",
        "choose": {"alpha": "chief", "beta": "boss", "gamma": "leader"},
        "zh": "分管",
    },
    "next_above": {
        "kind": "relative",
        "to": "grade",
        "choose": {"clerk": "head", "head": "chief", "chief": "boss", "boss": "own_leader"},
        "zh": "上一级",
    },
}
PAPERS = ("slip", "proof", "form")
PEOPLE_REFS = ("p-1", "p-2", "p-3")
SINGLE = ("head", "chief", "boss", "office", "leader", "own_leader", "next_above", "applicant", "leaders")


# --- plain data to text ---------------------------------------------------------------------------------------


def text(value: Any) -> str:
    """Plain data as YAML: JSON but for dates and decimals."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(text(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def write(files: Mapping[str, Any], folder: Path, comment: str = "") -> None:
    """A rulebook's plain data as a folder of YAML files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{comment}{key}: {text(item)}\n" for key, item in data.items()]
        path.write_text("".join(lines) or "{}\n", encoding="utf-8")


@contextmanager
def folder_of(files: Mapping[str, Any], comment: str = "") -> Iterator[Path]:
    """The rulebook in a folder that goes away again."""
    folder = Path(tempfile.mkdtemp(prefix="laws-"))
    try:
        write(files, folder, comment)
        yield folder
    finally:
        shutil.rmtree(folder)


def compiled(files: Mapping[str, Any], description: Description, comment: str = "") -> CompiledRulebook:
    """The rulebook compiled; without proofs, so that conflicts show when a request meets them."""
    with folder_of(files, comment) as folder:
        return compile_folder(folder, (description.model, Other), prove=False)


# --- drawing --------------------------------------------------------------------------------------------------


class Pick:
    """Draws from Hypothesis by numbers only: building strategies anew for every rule would cost most of the time."""

    _numbers: ClassVar[dict[tuple[int, int], st.SearchStrategy[int]]] = {}

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def number(self, low: int, high: int) -> int:
        strategy = self._numbers.get((low, high))
        if strategy is None:
            strategy = self._numbers[low, high] = st.integers(low, high)
        return self.draw(strategy)

    def of(self, values: Sequence[Any]) -> Any:
        return values[self.number(0, len(values) - 1)] if len(values) > 1 else values[0]

    def chance(self, one_in: int) -> bool:
        return self.number(0, one_in - 1) == one_in - 1

    def some(self, values: Sequence[Any], low: int, high: int) -> list[Any]:
        """Different values, as many as drawn."""
        left, found = list(values), []
        for _ in range(self.number(low, min(high, len(left)))):
            found.append(left.pop(self.number(0, len(left) - 1)))
        return found


# --- conditions -----------------------------------------------------------------------------------------------

BOUNDS = ("at_least", "at_most", "more_than", "less_than")
TOTALS = tuple(HALF * n for n in range(1, 9))
NUMBERS: Mapping[str, tuple[tuple[Any, ...], str]] = {
    "days": (DAYS, "day"),
    "extra": (EXTRA, ""),
    "people": (PEOPLE, "person"),
    "helpers": (HELPERS, ""),
    "cost": (COSTS, "yuan"),
    "total": (TOTALS, "day"),
    "spare": ((-1, 0, 1, 2), ""),
    "stay": ((0, 1, 3), ""),
    "month": ((1, 3, 8, 12), ""),
    "start_month": ((1, 3, 8), ""),
}
"""The numbers with which a fact is compared, and the unit of the parameters that may stand in their place."""


@dataclass
class Words:
    """What conditions of one instrument may name."""

    facts: Sequence[str]
    terms: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The outputs of a topic with figures."""
    organises: bool = False
    """Whether rules assign functions and establish bodies."""
    works: bool = True
    """Whether rules may depend on what has been done or exceeded (``otherwise``, an excess that has consequences)."""

    def named(self, *units: str) -> list[str]:
        return [name for name, parameter in self.parameters.items() if parameter["unit"] in units]


def number_test(pick: Pick, values: Sequence[Any], parameters: Sequence[str] = ()) -> Any:
    bound = pick.of([*values, *parameters])
    match pick.number(0, 8):
        case 0:
            return pick.of(values)
        case 1:
            return pick.some(values, 1, 3)
        case 2:
            return {"between": sorted([pick.of(values), pick.of(values)])}
        case 3:
            return {"not": pick.of(values)}
        case 4:
            return {"not": {"at_least": pick.of(values)}}
        case 5:
            return {"more_than": bound, "at_most": pick.of(values)}
    return {pick.of(BOUNDS): bound}


def word_test(pick: Pick, values: Sequence[str], ordered: bool) -> Any:
    match pick.number(0, 6 if ordered else 4):
        case 0:
            return pick.of(values)
        case 1:
            return pick.some(values, 1, 2)
        case 2:
            return {"in": pick.some(values, 1, 2)}
        case 3:
            return {"not": pick.of(values)}
        case 4:
            return {"not": pick.some(values, 1, 2)}
        case 5:
            return {"between": sorted([pick.of(values), pick.of(values)], key=values.index)}
    return {pick.of(BOUNDS): pick.of(values)}


def test_of(pick: Pick, name: str, words: Words) -> Any:
    """What is wanted of one fact or term."""
    if name in words.terms:
        if "when" in words.terms[name]:
            return pick.chance(2)
        return number_test(pick, (1, 2, 3))
    if name in NUMBERS:
        values, unit = NUMBERS[name]
        return number_test(pick, values, [each for each, of in words.parameters.items() if of["unit"] == unit])
    if name in SETS:
        included = {"includes": pick.of(AWAY if name == "away" else TOOLS)}
        return {"not": included} if pick.chance(3) else included
    if name in ("start", "end", "asked"):
        day = pick.of([FIRST, SECOND])
        return {"not": day} if pick.chance(5) else {pick.of(BOUNDS): day}
    if name in ("kind", "grade", "place"):
        return word_test(pick, DOMAINS[name], name == "grade")
    return pick.chance(2)


def condition(pick: Pick, words: Words, depth: int = 2) -> dict[str, Any]:
    """A condition, nested a little."""
    form = pick.number(0, 6) if depth else 0
    if form in (4, 5, 6):
        parts = [condition(pick, words, depth - 1) for _ in range(pick.number(1, 3))]
        return {"not": parts[0]} if form == 4 else {"any" if form == 5 else "all": parts}
    names = pick.some([*words.facts, *words.terms], 1, 2)
    found = {name: test_of(pick, name, words) for name in names}
    if form == 3:
        found["any"] = [condition(pick, words, depth - 1) for _ in range(pick.number(2, 3))]
    return found


# --- effects --------------------------------------------------------------------------------------------------


def whose(pick: Pick, nested: bool = True) -> Any:
    """Who acts, in every form the language has."""
    form = pick.number(0, 7 if nested else 4)
    if form < 2:
        return pick.of(SINGLE)
    if form == 2:
        return pick.some(SINGLE, 1, 3)
    if form == 3:
        return {"one_of": pick.some(SINGLE[:-1], 1, 3)}
    if form == 4:
        return {"all_of": pick.some(SINGLE, 1, 3)}
    return {"in_turn": [whose(pick, nested=False) for _ in range(pick.number(1, 3))]}


def papers(pick: Pick) -> list[Any]:
    """Papers to hand in: some, or one of several."""
    return [
        {"one_of": pick.some(PAPERS, 2, 2)} if pick.chance(3) else pick.of(PAPERS) for _ in range(pick.number(1, 2))
    ]


def effect(pick: Pick, verb: str) -> Any:
    """What stands behind a verb."""
    if verb in ("permit", "prohibit"):
        return True
    if verb == "refer":
        return pick.of([{"to": "boss"}, {"document": "doc", "for": "那事"}])
    if verb in ("require", "require_afterwards"):
        return papers(pick)
    if ACTS[verb].get("receiver"):
        to = pick.of(["office", "boss", "own_leader", "next_above"])
        return {"by": "applicant", "to": to} if pick.chance(2) else to
    by = whose(pick)
    return {"by": by, "before": pick.of(["start", "end"])} if pick.chance(4) else by


# --- figures --------------------------------------------------------------------------------------------------

FIGURES_OF = ("limit", "limit", "payable", "payable", "deadline", "set", "set", "choose")
AFTERWARDS = ("prohibit", "payable", "approve", "set", "sign", "require_afterwards", "refer", "review", "deadline")


def number_formula(pick: Pick, words: Words, depth: int = 2) -> Any:
    """A formula of numbers."""
    form = pick.number(0, 9) if depth else pick.number(0, 3)
    if form < 2:
        return pick.of([0, 1, 1, 2, 3, HALF, Decimal("1.5")])
    if form < 4:
        facts = [name for name in words.facts if NUMBERS.get(name, ("", ""))[0] and name not in ("stay", "month")]
        return pick.of(["cost", *facts, *words.named("yuan", "day", "person")])
    parts = [number_formula(pick, words, depth - 1) for _ in range(pick.number(1, 3))]
    match form:
        case 4 | 5:
            return {pick.of(["add", "times", "min", "max"]): parts}
        case 6:
            return {"subtract": [parts[0], number_formula(pick, words, 0)]}
        case 7:
            return {"floor_div": [parts[0], pick.of([HALF, 1, 2, *(["days"] if "days" in words.facts else [])])]}
    return {pick.of(["round_up", "round_down"]): parts[0], "to": pick.of([HALF, 1, 2])}


def date_formula(pick: Pick, words: Words, depth: int = 2) -> Any:
    """A formula of dates; working days are left out."""
    form = pick.number(0, 9) if depth else 0
    if form < 2:
        return pick.of(["start", "end", "asked", *words.named("date")])
    part = date_formula(pick, words, depth - 1)
    match form:
        case 2 | 3 | 4:
            count = pick.of([0, 1, 2, 3, *(["people"] if "people" in words.facts else []), *words.named("wait")])
            return {"days_after": part, "number": count}
        case 5:
            return {"months_after": part, "number": pick.of([1, 11, 12])}
        case 6:
            return {"end_of": pick.of(["month", "quarter", "year"]), "of": part}
        case 7:
            return {"day_of": pick.of(["month", "quarter"]), "of": part, "number": pick.of([1, 10, 31])}
        case 8:
            return {"next_year": pick.of(["03-31", "02-29"]), "of": part}
    return {pick.of(["earliest", "latest"]): [part, date_formula(pick, words, depth - 1)]}


def a_limit(pick: Pick, words: Words) -> dict[str, Any]:
    limit: dict[str, Any] = {
        "of": "cost" if pick.number(0, 2) else pick.of(["people", "days", "helpers"]),
        "at_most": number_formula(pick, words, 1),
    }
    if pick.chance(3):
        limit["per"] = [pick.of(["people", "days"])]
    form = pick.number(0, 5)
    if form == 0:
        limit["excess"] = "not_paid"
    elif words.works and form in (1, 2):
        limit["excess"] = "prohibited"
    elif words.works and form in (3, 4):
        verb = pick.of(["approve", "review", "sign"])
        limit["excess"] = {"needs": {verb: effect(pick, verb)}}
    return limit


def a_deadline(pick: Pick, words: Words) -> dict[str, Any]:
    of = pick.of(["start", "end", "apply", "review", "approve", "approve"])
    return {"of": of, pick.of(["at", "at", "not_before"]): date_formula(pick, words)}


def output_value(pick: Pick, words: Words, output: str) -> Any:
    kind = words.outputs[output][1]
    if kind == "number":
        return number_formula(pick, words, 1)
    if kind == "date":
        return date_formula(pick, words, 1)
    return pick.chance(2) if kind == "flag" else pick.of(BANDS)


# --- functions and bodies -------------------------------------------------------------------------------------

FUNCTIONS: Mapping[str, Any] = {
    "lead": {"zh": "领导", "combine": "unique"},
    "carry_out": {"zh": "实施", "combine": "unique"},
    "assist": {"zh": "协助", "combine": "collect"},
}
BODIES = ("hall", "yard", "office")
BODY_LISTS: Mapping[str, Any] = {
    "body": {"hall": {"zh": "大厅"}, "yard": {"zh": "院子"}},
    "post_names": {"first": {"zh": "正职"}, "second": {"zh": "副职"}},
    "count_names": {"staff": {"zh": "编制"}, "clerks": {"zh": "文员"}, "drivers": {"zh": "司机"}},
}
OF_BODY = (
    "exists",
    "same_body_as",
    "shares_office_with",
    "sign_of",
    "under",
    "merged_from",
    "led_by",
    "headed_rank",
    "posts",
    "posts",
    "counts",
    "counts",
)


def how_many(pick: Pick, words: Words) -> Any:
    """A number of posts or staff: whole where it is a figure."""
    written = number_formula(pick, words, 1)
    return pick.number(0, 3) if isinstance(written, (int, Decimal)) else written


def said_of(pick: Pick, words: Words, body: str, attribute: str, name: str = "") -> Any:
    """What may be said of a body; of a post or count by name, or of one drawn."""
    others = [each for each in BODIES if each != body]
    match attribute:
        case "exists":
            return pick.chance(2)
        case "same_body_as" | "shares_office_with" | "under":
            return pick.of(others)
        case "sign_of" | "merged_from":
            return pick.some(others, 1, 2)
        case "led_by":
            return whose(pick, nested=False)
        case "headed_rank":
            return pick.of(["deputy_section", "full_section"])
        case "posts":
            form = pick.number(0, 4)
            number = how_many(pick, words)
            if form == 1:
                number = {pick.of(["at_least", "at_most"]): number}
            elif form == 2:
                number = {"between": [0, number]}
            return {name or pick.of(["first", "second"]): number}
    parts = {each: how_many(pick, words) for each in pick.some(["clerks", "drivers"], 0, 2)}
    total = how_many(pick, words)
    if parts:
        return {name or "staff": {"parts": parts} if pick.chance(4) else {"total": total, "parts": parts}}
    return {name or "staff": {"total": total} if pick.chance(2) else total}


def a_body(pick: Pick, words: Words, path: Sequence[str] = ()) -> dict[str, Any]:
    """What is said of one body; ``path`` leads to what has to be among it."""
    body = path[0] if path else pick.of(BODIES)
    found: dict[str, Any] = {"body": body}
    for attribute in [*path[1:2], *pick.some(OF_BODY, 0 if path else 1, 2)]:
        wanted = path[2] if found == {"body": body} and len(path) > 2 else ""
        found.setdefault(attribute, said_of(pick, words, body, attribute, wanted))
    return found


def organising(pick: Pick, verb: str, words: Words, found: dict[str, Any]) -> None:
    """Adds what a verb (``assign``, or the slot ``assign.lead``) is to do."""
    kind, *path = verb.split(".")
    if kind == "assign":
        names = path or pick.some(sorted(FUNCTIONS), 1, 2)
        found["assign"] = {**{name: whose(pick, nested=False) for name in names}, **found.get("assign", {})}
    elif "establish" not in found:
        found["establish"] = a_body(pick, words, path)
    else:
        said = found["establish"]
        found["establish"] = [*(said if isinstance(said, list) else [said]), a_body(pick, words, path)]


def figure(pick: Pick, verb: str, words: Words) -> Any:
    """What stands behind one of the verbs that work with figures."""
    match verb:
        case "payable":
            return number_formula(pick, words)
        case "limit":
            return [a_limit(pick, words), a_limit(pick, words)] if pick.chance(4) else a_limit(pick, words)
        case "deadline":
            return [a_deadline(pick, words) for _ in range(2)] if pick.chance(4) else a_deadline(pick, words)
        case "choose":
            return {"one_of": pick.some(["this", "that"], 1, 2), "by": "office", "about": pick.of(["这", "那"])}
    return {name: output_value(pick, words, name) for name in pick.some(sorted(words.outputs), 1, 2)}


def stated(pick: Pick, verbs: Iterable[str], words: Words) -> dict[str, Any]:
    """What verbs, or outputs to be set, are to do."""
    found: dict[str, Any] = {}
    for verb in dict.fromkeys(verbs):
        if verb.split(".")[0] in ORGANISING:
            organising(pick, verb, words, found)
        elif verb in words.outputs:
            found["set"] = {**found.get("set", {}), verb: output_value(pick, words, verb)}
        elif verb in FIGURES:
            found[verb] = {**figure(pick, verb, words), **found[verb]} if verb in found else figure(pick, verb, words)
        else:
            found[verb] = effect(pick, verb)
    return found


ORGANISING = ("assign", "establish")
VERBS = (
    "approve",
    "approve",
    "approve",
    "permit",
    "prohibit",
    "refer",
    "sign",
    "sign",
    "require",
    "require_afterwards",
    *ACTS,
)
VERBS_OF: Mapping[str, tuple[str, ...]] = {
    "may": ("permit", "prohibit", "refer", "approve"),
    "approve": ("approve", "approve", "refer", "prohibit"),
    "sign": ("sign", "refer"),
    "papers": ("require", "require_afterwards"),
}


def then(pick: Pick, replacing: Sequence[str], words: Words) -> dict[str, Any]:
    """What a rule does; an exception replaces at least one of the slots of its base."""
    own: Sequence[str] = FIGURES_OF if words.outputs else ORGANISING if words.organises else ()
    verbs = [
        pick.of(own if own and pick.number(0, 2) else VERBS)
        for _ in range(pick.number(0 if replacing else 1, 3 if words.outputs else 2))
    ]
    if replacing:
        slot = pick.of(sorted(replacing))
        verbs.insert(0, pick.of(VERBS_OF.get(slot, (slot,))))
    return stated(pick, verbs, words)


def does(pick: Pick, replacing: Sequence[str], words: Words) -> dict[str, Any]:
    """What a rule does, and where it requires something perhaps what applies otherwise."""
    found = {"then": then(pick, replacing, words)}
    afterwards: Sequence[str] = AFTERWARDS if words.outputs else ("prohibit", *ORGANISING) if words.organises else ()
    if afterwards and words.works and any(map(required, effects(found["then"], RECEIVERS))) and pick.chance(2):
        found["otherwise"] = stated(pick, [pick.of(afterwards) for _ in range(pick.number(1, 2))], words)
    return found


# --- instruments ----------------------------------------------------------------------------------------------

AFTER_FIRST, AFTER_SECOND = FIRST + dt.timedelta(days=1), SECOND + dt.timedelta(days=1)
PERIODS: tuple[Any, ...] = (
    {"from": "unknown"},
    {"from": "unknown"},
    {"from": "unknown"},
    {"from": FIRST},
    {"until": SECOND},
    {"from": FIRST, "until": SECOND},
)
WORDINGS: tuple[Any, ...] = (
    ({"until": FIRST}, {"from": AFTER_FIRST}),
    ({"until": FIRST}, {"from": SECOND}),
    ({"until": FIRST}, {"from": AFTER_FIRST, "until": SECOND}, {"from": AFTER_SECOND}),
)
DATED: tuple[Any, ...] = ((), ("unknown",), (FIRST,), ("unknown", FIRST), (FIRST, SECOND))


def words_of_instrument(pick: Pick, facts: Sequence[str], description: Description, works: bool) -> Words:
    """The parameters and terms of an instrument; later terms use earlier ones."""
    outputs = description.outputs
    words = Words(facts, outputs=outputs, organises=description.organises, works=works)
    for name, unit, values in (("cap", "yuan", COSTS[1:]), ("wait", "wait", (0, 1, 2, 5)), ("since", "date", ON_DAYS)):
        if (outputs or (description.organises and unit == "yuan")) and pick.chance(2):
            dated = pick.of(DATED)
            words.parameters[name] = {"zh": "数", "unit": unit}
            if dated:
                words.parameters[name]["values"] = [{"from": day, "value": pick.of(values)} for day in dated]
            else:
                words.parameters[name] |= {"value": "unset", "owner": "office"}
    for name, unit, values in (("many-days", "day", DAYS[1:5]), ("many-people", "person", PEOPLE[1:])):
        if any(each in facts and NUMBERS[each][1] == unit for each in NUMBERS) and pick.chance(2):
            parameter: dict[str, Any] = {"zh": "数", "unit": unit}
            dated = pick.of(DATED)
            if dated:
                parameter["values"] = [{"from": day, "value": pick.of(values)} for day in dated]
            else:
                parameter |= {"value": "unset", "owner": "office"}
            words.parameters[name] = parameter
    roundable = [name for name in ("days", "total") if name in facts]
    if roundable and pick.chance(2):
        words.terms["whole"] = {
            "name_zh": "整",
            "zh": "整",
            pick.of(["round_up", "round_down"]): pick.of(roundable),
            "to": 1,
        }
    for name in ("first_term", "second_term")[: pick.number(0, 2)]:
        words.terms[name] = {"name_zh": "词", "zh": "词", "when": condition(pick, words, 1)}
    return words


def stated_by(rule: Mapping[str, Any]) -> list[Effect]:
    """The effects of a rule in any of its wordings."""
    return [each for wording in rule.get("wordings", [rule]) for each in effects(wording["then"], RECEIVERS)]


def varies(rule: Mapping[str, Any], base: Mapping[str, Any]) -> bool:
    """Whether an exception replaces anything of a base: the loader refuses one that does not."""
    same_matter = rule.get("for") == base.get("for")
    return same_matter and any(replaces(one, other) for one in stated_by(rule) for other in stated_by(base))


def a_rule(pick: Pick, words: Words, earlier: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A rule, perhaps an exception to earlier ones."""
    bases = pick.some(sorted(earlier), 1, 2) if earlier and not pick.chance(3) else []
    replacing = sorted({slot_of(each) for each in stated_by(earlier[bases[0]])}) if bases else []
    rule: dict[str, Any] = {}
    if pick.chance(4):
        rule["wordings"] = [
            {"in_force": period, "when": condition(pick, words), **does(pick, replacing, words)}
            for period in pick.of(WORDINGS)
        ]
    else:
        if not pick.chance(2 if words.outputs else 4):
            rule["when"] = condition(pick, words)
        rule |= does(pick, replacing, words)
        if pick.chance(6):
            rule["in_force"] = pick.of([{"from": FIRST}, {"until": SECOND}])
    matter = earlier[bases[0]].get("for", "") if bases else pick.of(["", "", "", "side"])
    if matter:
        rule["for"] = matter
    kept = [name for name in bases if varies(rule, earlier[name])]
    if kept:
        rule["exception_to"] = kept if len(kept) > 1 or pick.chance(2) else kept[0]
    if pick.chance(6) and all(earlier[name].get("strength") == "should" for name in kept):
        rule["strength"] = "should"
    if pick.chance(4):
        rule["may_vary"] = True
    return rule


LEDGER = {
    "document": "doc",
    "part": "一",
    "locator": "一",
    "span": [0, 1],
    "digest": "000000000000",
    "kind": "approval",
    "priority": "core",
    "modality": "must",
    "ambiguous": False,
}
SMALL: Mapping[str, Any] = {
    "vocabulary.yaml": {
        "actors": ACTORS,
        "acts": ACTS,
        "papers": {name: {"zh": name} for name in PAPERS},
        "matters": {"side": {"zh": "旁事"}},
        "lists": {
            "places": {name: {"zh": name} for name in PLACES},
            "tools": {name: {"zh": name} for name in TOOLS},
            **BODY_LISTS,
        },
        "functions": FUNCTIONS,
    },
    "sources.yaml": {"documents": {"doc": {"held": False}}},
}


def accounted(files: dict[str, Any]) -> dict[str, Any]:
    """The rulebook with a ledger that says what its instruments do."""
    for data in (data for name, data in files.items() if "/" in name):
        for clause, body in data["clauses"].items():
            files["ledger.yaml"][clause]["fates"] = fates(body)
    return files


def an_instrument(
    pick: Pick, name: str, count: int, words: Words, earlier: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """An instrument of some rules, one a clause, and its lines of the ledger."""
    data: dict[str, Any] = {
        "instrument": name,
        "title": {"zh": "规"},
        "source": {"document": "doc", "part": "一"},
        "in_force": pick.of(PERIODS),
        "topic": "trial",
    }
    if words.terms:
        data["terms"] = words.terms
    if words.parameters:
        data["parameters"] = words.parameters
    clauses = data["clauses"] = {}
    known = {key: rule for key, rule in earlier.items() if rule.get("may_vary") or not key.startswith("of-high/")}
    for number in range(count):
        rule = a_rule(pick, words, known)
        known[f"r-{number}"] = rule
        clauses[f"{name}-{number}"] = {"at": "一", "zh": "句", "rules": {f"r-{number}": rule}}
    if not clauses:
        clauses[f"{name}-0"] = {"at": "一", "zh": "句", "none": {"because": "planned", "zh": "未录"}}
    holes = pick.number(0, 3)
    if holes > 1:
        data["leaves_open"] = [
            {"when": condition(pick, words, 0), "zh": "未写", "owner": pick.of(["office", "boss"])}
            for _ in range(holes - 1)
        ]
    lines = {clause: {**LEDGER, "instrument": name, "fates": fates(body)} for clause, body in clauses.items()}
    return data, lines


@st.composite
def rulebooks(
    draw: st.DrawFn, description: Description, most: int = 5, facts: tuple[str, ...] = (), works: bool = True
) -> dict[str, Any]:
    """A rulebook as plain data: two jurisdictions, one above the other, and up to three instruments."""
    pick = Pick(draw)
    # The few facts a rulebook speaks of, so that its rules meet.
    possible = [*SPOKEN_OF, *description.derived, *(["cost"] if description.outputs or description.organises else [])]
    names = [name for name in facts if name in possible] or pick.some(possible, 3, 6)
    instruments = ["of-low", "of-high", "of-both"][: pick.number(1, 3)]
    instruments.sort(key="of-high".__ne__)
    left = pick.number(1, most)
    earlier: dict[str, Any] = {}
    files: dict[str, Any] = {}
    ledger: dict[str, Any] = {}
    for at, name in enumerate(instruments):
        count = left if at == len(instruments) - 1 else pick.number(0, left)
        left -= count
        data, lines = an_instrument(pick, name, count, words_of_instrument(pick, names, description, works), earlier)
        files[f"{pick.of(['a', 'b'])}/{name}.yaml"] = data
        ledger |= lines
        earlier |= {
            f"{name}/{rule}": body
            for clause in data["clauses"].values()
            for rule, body in clause.get("rules", {}).items()
        }
    jurisdictions = {
        LOW: {"zh": "下", "adopts": [name for name in instruments if name != "of-high"], "parent": HIGH},
        HIGH: {"zh": "上", "adopts": [name for name in instruments if name == "of-high"]},
    }
    return {**copy.deepcopy(dict(SMALL)), "jurisdictions.yaml": jurisdictions, "ledger.yaml": ledger, **files}


def by_hand(rules: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A rulebook of one instrument with the rules given; ``more`` stands at its head."""
    data = {
        "instrument": "of-low",
        "title": {"zh": "规"},
        "source": {"document": "doc", "part": "一"},
        "in_force": {"from": "unknown"},
        "topic": "trial",
        **more,
        "clauses": {"of-low-0": {"at": "一", "zh": "句", "rules": dict(rules)}},
    }
    jurisdictions = {LOW: {"zh": "下", "adopts": ["of-low"], "parent": HIGH}, HIGH: {"zh": "上", "adopts": []}}
    ledger = {"of-low-0": {**LEDGER, "instrument": "of-low", "fates": fates(data["clauses"]["of-low-0"])}}
    return {
        **copy.deepcopy(dict(SMALL)),
        "jurisdictions.yaml": jurisdictions,
        "ledger.yaml": ledger,
        "a/of-low.yaml": data,
    }


SPOKEN_OF = ("kind", "grade", "urgent", "fit", "days", "people", "away", "place", "tools", "asked", "start")


# --- requests -------------------------------------------------------------------------------------------------


class Readable:
    """Shows itself in a few lines where Hypothesis reports an example."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


@dataclass(repr=False)
class Asked(Readable):
    """A request as plain data: facts that are known in full, and those of them that are not told."""

    full: dict[str, Any]
    hidden: list[str]
    given: dict[str, Any]
    jurisdiction: str
    as_of: dt.date | None

    def __repr__(self) -> str:
        told = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in self.full.items()}
        return f"Asked({text(told)}, hidden={self.hidden}, given={text(self.given)}, {self.jurisdiction}, {self.as_of})"

    @property
    def day(self) -> dt.date:
        found: dt.date = self.as_of or self.full["asked"]
        return found

    def told(self, *but: str) -> dict[str, Any]:
        """The facts told, those named among the hidden ones included."""
        hidden = set(self.hidden) - set(but)
        return {name: value for name, value in self.full.items() if name not in hidden}


JUDGED = tuple(
    f"{instrument}/{name}"
    for instrument in ("of-high", "of-low", "of-both")
    for name in ("many-days", "many-people", "cap")
)


@st.composite
def requests(draw: st.DrawFn, hide: int = 4, given: bool = True) -> Asked:
    """A request with some facts hidden, and some of what had to be done done."""
    pick = Pick(draw)
    full: dict[str, Any] = {name: pick.of(values) for name, values in DOMAINS.items()}
    full["asked"] = pick.of(ON_DAYS)
    full["start"] = pick.of([FIRST, dt.date(2025, 3, 31), SECOND, AFTER_SECOND])
    full["end"] = full["start"] + dt.timedelta(days=pick.number(-1, 4))
    full.update({name: pick.chance(2) for name in JUDGED})
    hidden = pick.some(sorted(full), 1, hide) if hide else []
    as_of = pick.of(ON_DAYS) if "asked" in hidden or pick.chance(6) else None
    done: dict[str, Any] = {"applicant_person": None, "acts": [], "papers": []}
    if given and pick.chance(2):
        done["applicant_person"] = pick.of([None, "p-1"])
        done["papers"] = pick.some(PAPERS, 0, 3)
        done["acts"] = [_act_done(pick) for _ in range(pick.number(0, 6))]
    return Asked(full, hidden, done, pick.of([LOW, LOW, HIGH]), as_of)


def _act_done(pick: Pick) -> dict[str, Any]:
    act: dict[str, Any] = {
        "act": pick.of([*ACTS, "approve", "review", "approve"]),
        "by": pick.of(["head", "chief", "boss", "office", "leader", "applicant"]),
        "person": pick.of(PEOPLE_REFS),
        "date": FIRST + dt.timedelta(days=pick.number(0, 4)),
    }
    if ACTS[act["act"]].get("receiver"):
        act["to"] = pick.of(["office", "boss"])
    if pick.chance(6):
        act["matter"] = "side"
    return act


def request_of(
    description: Description, facts: Mapping[str, Any], given: Mapping[str, Any], book: CompiledRulebook
) -> Any:
    """The engine's request: facts as fields, answers about unset parameters as judgements."""
    fields = {name: value for name, value in facts.items() if "/" not in name and value is not None}
    parameters = book.books[LOW, "trial"].axes.parameters
    judged = {
        name: {"value": value, "by": "office"}
        for name, value in facts.items()
        if name in parameters and value is not None
    }
    if fields.get("urgent") and "fit" in fields:  # as well stated as a fact as signed as a judgement
        judged["fit"] = {"value": fields.pop("fit"), "by": "office"}
    return description.model.model_validate({**fields, "given": {**given, "judgements": judged}})


@dataclass(repr=False)
class World(Readable):
    """One rulebook in both minds: the engine's and the oracle's."""

    description: Description
    files: dict[str, Any]
    book: Rulebook
    oracle: Oracle

    def __repr__(self) -> str:
        """The model and the instruments; vocabulary and jurisdictions are always the same."""
        lines = [f"World({self.description.model.__name__}"]
        for name, data in self.files.items():
            if "/" in name:
                head = {
                    key: item
                    for key, item in data.items()
                    if key not in ("clauses", "title", "source", "topic", "instrument")
                }
                lines.append(f"  {name}: {text(head)}")
                for clause in data["clauses"].values():
                    lines.extend(f"    {rule}: {text(body)}" for rule, body in clause.get("rules", {}).items())
        return "\n".join(lines) + ")"

    def decide(self, facts: Mapping[str, Any], asked: Asked) -> Any:
        request = request_of(self.description, facts, asked.given, self.book.compiled)
        return self.book.decide(request, asked.jurisdiction, asked.as_of)

    def trim(self, asked: Asked, most: int) -> Asked:
        """The request with fewer facts hidden, where there would be too many completions to count out."""
        today = self.oracle.today(asked.jurisdiction, asked.day)
        while self.oracle.count(self.oracle.with_derived(asked.told()), today) > most:
            asked.hidden.pop()
        return asked


def world(description: Description, files: dict[str, Any]) -> World:
    return World(description, files, Rulebook(compiled(files, description)), Oracle(files, description))


@st.composite
def worlds(draw: st.DrawFn, *models: str, most: int = 5, facts: tuple[str, ...] = (), works: bool = True) -> World:
    """A random rulebook of one of the models."""
    description = DESCRIPTIONS[draw(st.sampled_from(models or PLAIN))]
    return world(description, draw(rulebooks(description, most, facts, works)))
