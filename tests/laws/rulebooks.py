"""Random small rulebooks, as plain data and as YAML text, and requests of them."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.engine.book import Rulebook
from policy_engine.loading.folder import compile_folder

from .oracle import Oracle, effects, replaces, slot_of
from .questions import (
    AWAY,
    DAYS,
    DESCRIPTIONS,
    DOMAINS,
    EXTRA,
    GRADES,
    HALF,
    HELPERS,
    KINDS,
    PEOPLE,
    PLACES,
    TOOLS,
    Description,
    Other,
)

FIRST, SECOND = dt.date(2025, 3, 15), dt.date(2025, 8, 20)
ON_DAYS = (dt.date(2024, 12, 2), FIRST - dt.timedelta(days=1), FIRST, dt.date(2025, 6, 30), SECOND, dt.date(2026, 2, 28))
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
ACTORS: Mapping[str, Any] = {
    **{grade: {"kind": "post", "zh": grade} for grade in GRADES},
    "applicant": {"kind": "relative", "to": "request", "zh": "本人"},
    "office": {"kind": "office", "zh": "办"},
    "leader": {"kind": "group", "one_of": ["chief", "boss"], "zh": "领导"},
    "leaders": {"kind": "group", "all_of": ["chief", "boss"], "zh": "两位领导"},
    "own_leader": {
        "kind": "relative", "to": "kind", "choose": {"alpha": "chief", "beta": "boss", "gamma": "leader"}, "zh": "分管",
    },
}
PAPERS = ("slip", "proof", "form")
PEOPLE_REFS = ("p-1", "p-2", "p-3")
SINGLE = ("head", "chief", "boss", "office", "leader", "own_leader", "applicant", "leaders")


# --- plain data to text -------------------------------------------------------------------------------------------------


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


def write(files: Mapping[str, Any], folder: Path) -> None:
    """A rulebook's plain data as a folder of YAML files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{key}: {text(item)}\n" for key, item in data.items()]
        path.write_text("".join(lines) or "{}\n", encoding="utf-8")


@contextmanager
def folder_of(files: Mapping[str, Any]) -> Iterator[Path]:
    """The rulebook in a folder that goes away again."""
    folder = Path(tempfile.mkdtemp(prefix="laws-"))
    try:
        write(files, folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def compiled(files: Mapping[str, Any], description: Description, *, prove: bool = False) -> CompiledRulebook:
    """The rulebook compiled; without proofs, so that conflicts show when a request meets them."""
    with folder_of(files) as folder:
        return compile_folder(folder, (description.model, Other), prove=prove)


# --- conditions ---------------------------------------------------------------------------------------------------------


@dataclass
class Words:
    """What conditions of one instrument may name."""

    description: Description
    terms: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    usable: list[str] = field(default_factory=list)
    """The terms defined so far: later ones use earlier ones, so that there are no circles."""
    facts: tuple[str, ...] = ()


def numbers(values: Sequence[Any], parameters: Sequence[str]) -> st.SearchStrategy[Any]:
    """A test of a number."""
    value = st.sampled_from(values)
    bound = st.one_of(value, st.sampled_from(parameters)) if parameters else value
    return st.one_of(
        value,
        st.lists(value, min_size=1, max_size=3, unique=True),
        st.builds(lambda op, v: {op: v}, st.sampled_from(["at_least", "at_most", "more_than", "less_than"]), bound),
        st.builds(lambda v: {"between": sorted(v)}, st.lists(value, min_size=2, max_size=2)),
        st.builds(lambda v: {"not": v}, value),
        st.builds(lambda v: {"not": {"at_least": v}}, value),
        st.builds(lambda a, b: {"more_than": a, "at_most": b}, bound, value),
    )


def chosen(values: Sequence[str], ordered: bool) -> st.SearchStrategy[Any]:
    """A test of a value of a list."""
    value = st.sampled_from(values)
    some = st.lists(value, min_size=1, max_size=2, unique=True)
    found = [value, some, some.map(lambda v: {"in": v}), value.map(lambda v: {"not": v}), some.map(lambda v: {"not": v})]
    if ordered:
        operator = st.sampled_from(["at_least", "at_most", "more_than", "less_than"])
        found.append(st.builds(lambda op, v: {op: v}, operator, value))
        pair = st.lists(value, min_size=2, max_size=2).map(lambda v: sorted(v, key=values.index))
        found.append(pair.map(lambda v: {"between": v}))
    return st.one_of(found)


def dates() -> st.SearchStrategy[Any]:
    """A test of a date."""
    day = st.sampled_from([FIRST, SECOND])
    operator = st.sampled_from(["at_least", "at_most", "more_than", "less_than"])
    return st.one_of(st.builds(lambda op, v: {op: v}, operator, day), day.map(lambda v: {"not": v}))


def set_valued(values: Sequence[str]) -> st.SearchStrategy[Any]:
    """A test of a fact that holds several values."""
    member = st.sampled_from(values).map(lambda v: {"includes": v})
    return st.one_of(member, member.map(lambda v: {"not": v}))


def tests(words: Words) -> st.SearchStrategy[tuple[str, Any]]:
    """One entry of a condition: a fact or term, and what is wanted of it."""
    spans = [name for name, each in words.parameters.items() if each["unit"] == "day"]
    heads = [name for name, each in words.parameters.items() if each["unit"] == "person"]
    totals = tuple(HALF * n for n in range(1, 9))
    of: dict[str, st.SearchStrategy[Any]] = {
        "kind": chosen(KINDS, False), "grade": chosen(GRADES, True), "place": chosen(PLACES, False),
        "urgent": st.booleans(), "fit": st.booleans(), "away": set_valued(AWAY), "tools": set_valued(TOOLS),
        "days": numbers(DAYS, spans), "extra": numbers(EXTRA, []), "people": numbers(PEOPLE, heads),
        "helpers": numbers(HELPERS, []), "start": dates(), "end": dates(), "asked": dates(),
        "total": numbers(totals, spans), "spare": numbers((-1, 0, 1, 2), []), "stay": numbers((0, 1, 3), []),
        "month": numbers((1, 3, 8, 12), []), "start_month": numbers((1, 3, 8), []), "same": st.booleans(),
    }
    names = [name for name in of if name in words.facts]
    entries = [st.tuples(st.just(name), of[name]) for name in names]
    for name in words.usable:
        if "when" in words.terms[name]:
            entries.append(st.tuples(st.just(name), st.booleans()))
        else:
            whole = tuple(range(1, 4)) if words.terms[name].get("round_up") else (0, 1, 2, 3)
            entries.append(st.tuples(st.just(name), numbers(whole, [])))
    return st.one_of(entries)


def conditions(words: Words, depth: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """A condition, nested a little."""
    plain = st.lists(tests(words), min_size=1, max_size=3, unique_by=lambda each: each[0]).map(dict)
    if depth == 0:
        return plain
    inner = conditions(words, depth - 1)
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        plain,
        plain,
        st.builds(lambda parts: {"any": parts}, several),
        st.builds(lambda first, parts: {**first, "any": parts}, plain, several),
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda parts: {"all": parts}, several),
    )


# --- effects ------------------------------------------------------------------------------------------------------------


def whose(nested: bool = True) -> st.SearchStrategy[Any]:
    """Who acts, in every form the language has."""
    single = st.sampled_from(SINGLE)
    several = st.lists(single, min_size=1, max_size=3, unique=True)
    any_of = st.lists(st.sampled_from(SINGLE[:-1]), min_size=1, max_size=3, unique=True).map(lambda v: {"one_of": v})
    forms: list[st.SearchStrategy[Any]] = [
        single, single, several, any_of, several.map(lambda v: {"in_turn": v}), several.map(lambda v: {"all_of": v}),
    ]
    if nested:
        part = st.one_of(single, several, any_of)
        forms.append(st.lists(part, min_size=2, max_size=3).map(lambda v: {"in_turn": v}))
    return st.one_of(forms)


def acts(verb: str) -> st.SearchStrategy[Any]:
    """What stands behind a verb."""
    if ACTS[verb].get("receiver"):
        to = st.sampled_from(["office", "boss", "own_leader"])
        return st.one_of(to, to.map(lambda v: {"by": "applicant", "to": v}))
    return st.one_of(whose(), whose(), st.builds(lambda by, day: {"by": by, "before": day}, whose(), st.sampled_from(["start", "end"])))


def papers() -> st.SearchStrategy[Any]:
    """Papers to hand in: some, or one of several."""
    one = st.sampled_from(PAPERS)
    either = st.lists(one, min_size=2, max_size=2, unique=True).map(lambda v: {"one_of": v})
    return st.lists(st.one_of(one, either), min_size=1, max_size=2)


def effect(verb: str) -> st.SearchStrategy[tuple[str, Any]]:
    """A verb and what stands behind it."""
    if verb in ("permit", "prohibit"):
        return st.just((verb, True))
    if verb == "refer":
        return st.tuples(st.just(verb), st.sampled_from([{"to": "boss"}, {"document": "doc", "for": "那事"}]))
    if verb in ("require", "require_afterwards"):
        return st.tuples(st.just(verb), papers())
    return st.tuples(st.just(verb), acts(verb))


VERBS = ("approve", "approve", "approve", "permit", "prohibit", "refer", "require", "require_afterwards", *ACTS)
VERBS_OF: Mapping[str, tuple[str, ...]] = {
    "may": ("permit", "prohibit", "refer", "approve"), "approve": ("approve", "approve", "refer", "prohibit"),
    "sign": ("sign", "refer"), "papers": ("require", "require_afterwards"),
}


@st.composite
def thens(draw: st.DrawFn, replacing: Sequence[str] = ()) -> dict[str, Any]:
    """What a rule does; an exception replaces at least one of the slots of its base."""
    verbs = list(draw(st.lists(st.sampled_from(VERBS), min_size=0 if replacing else 1, max_size=2, unique=True)))
    if replacing:
        slot = draw(st.sampled_from(sorted(replacing)))
        verbs.insert(0, draw(st.sampled_from(VERBS_OF.get(slot, (slot,)))))
    return dict(draw(effect(verb)) for verb in dict.fromkeys(verbs))


# --- instruments --------------------------------------------------------------------------------------------------------

PERIODS: tuple[Any, ...] = (
    {"from": "unknown"}, {"from": "unknown"}, {"from": "unknown"}, {"from": FIRST}, {"until": SECOND}, {"from": FIRST, "until": SECOND},
)


@st.composite
def vocabularies(draw: st.DrawFn, words: Words) -> None:
    """Fills in the parameters and terms of an instrument."""
    for name, unit, values in (("many-days", "day", DAYS[1:5]), ("many-people", "person", PEOPLE[1:])):
        if draw(st.booleans()):
            dated = draw(
                st.sampled_from([(), ("unknown",), (FIRST,), ("unknown", FIRST), (FIRST, SECOND)])
            )
            parameter: dict[str, Any] = {"zh": "数", "unit": unit}
            if dated:
                parameter["values"] = [{"from": day, "value": draw(st.sampled_from(values))} for day in dated]
            else:
                parameter |= {"value": "unset", "owner": "office"}
            words.parameters[name] = parameter
    if draw(st.booleans()):
        name, source = draw(st.sampled_from([("up", "days"), ("down", "days"), ("up", "total"), ("down", "total")]))
        if source in words.facts:
            words.terms["whole"] = {"name_zh": "整", "zh": "整", f"round_{name}": source, "to": 1}
            words.usable.append("whole")
    for name in ("first_term", "second_term")[: draw(st.integers(0, 2))]:
        words.terms[name] = {"name_zh": "词", "zh": "词", "when": draw(conditions(words, 1))}
        words.usable.append(name)


def slots_of(rule: Mapping[str, Any]) -> set[str]:
    """The slots a rule answers in any wording."""
    receivers = {name for name, act in ACTS.items() if act.get("receiver")}
    return {slot_of(each) for wording in rule.get("wordings", [rule]) for each in effects(wording["then"], receivers)}


def replaces_something(rule: Mapping[str, Any], base: Mapping[str, Any]) -> bool:
    receivers = {name for name, act in ACTS.items() if act.get("receiver")}
    mine = [each for wording in rule.get("wordings", [rule]) for each in effects(wording["then"], receivers)]
    theirs = [each for wording in base.get("wordings", [base]) for each in effects(wording["then"], receivers)]
    return rule.get("for") == base.get("for") and any(replaces(one, other) for one in mine for other in theirs)


@st.composite
def rules(draw: st.DrawFn, words: Words, bases: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A rule, perhaps an exception to rules that stand before it."""
    rule: dict[str, Any] = {}
    chosen_bases: list[str] = []
    if bases and draw(st.integers(0, 2)):
        chosen_bases = draw(st.lists(st.sampled_from(sorted(bases)), min_size=1, max_size=2, unique=True))
    of = [bases[name] for name in chosen_bases]
    replacing = slots_of(of[0]) if of else set()
    wording = st.builds(lambda when, then: {"when": when, "then": then}, conditions(words), thens(replacing))
    if draw(st.integers(0, 3)) == 0:
        periods = draw(
            st.sampled_from(
                [
                    [{"until": FIRST}, {"from": FIRST + dt.timedelta(days=1)}],
                    [{"until": FIRST}, {"from": SECOND}],
                    [{"until": FIRST}, {"from": FIRST + dt.timedelta(days=1), "until": SECOND}, {"from": SECOND + dt.timedelta(days=1)}],
                ]
            )
        )
        rule["wordings"] = [{"in_force": period, **draw(wording)} for period in periods]
    else:
        rule |= draw(wording)
        if draw(st.integers(0, 3)) == 0:
            del rule["when"]
        if draw(st.integers(0, 5)) == 0:
            rule["in_force"] = draw(st.sampled_from([{"from": FIRST}, {"until": SECOND}]))
    matter = of[0].get("for", "") if of else draw(st.sampled_from(["", "", "", "side"]))
    if matter:
        rule["for"] = matter
    kept = [name for name in chosen_bases if replaces_something(rule, bases[name])]
    if kept:
        rule["exception_to"] = kept if len(kept) > 1 or draw(st.booleans()) else kept[0]
    should = draw(st.integers(0, 5)) == 0
    if should and all(bases[name].get("strength") == "should" for name in kept):
        rule["strength"] = "should"
    if draw(st.integers(0, 3)) == 0:
        rule["may_vary"] = True
    return rule


@st.composite
def rulebooks(
    draw: st.DrawFn, description: Description, most: int = 6, facts: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A rulebook as plain data: two jurisdictions, one above the other, and up to three instruments."""
    names = facts or draw(_vocabulary_of_facts(description))
    every: dict[str, dict[str, Any]] = {}
    files: dict[str, Any] = {}
    ledger: dict[str, Any] = {}
    instruments = ["of-high", "of-low", "of-both"][: draw(st.integers(1, 3))]
    left = draw(st.integers(1, most))
    for at, instrument in enumerate(instruments):
        words = Words(description, facts=names)
        draw(vocabularies(words))
        data: dict[str, Any] = {
            "instrument": instrument, "title": {"zh": "规"}, "source": {"document": "doc", "part": "一"},
            "in_force": draw(st.sampled_from(PERIODS)), "topic": "trial",
        }
        if words.terms:
            data["terms"] = words.terms
        if words.parameters:
            data["parameters"] = words.parameters
        clauses: dict[str, Any] = {}
        share = left if at == len(instruments) - 1 else draw(st.integers(0, left))
        left -= share
        own: dict[str, Any] = {}
        for number in range(share):
            bases = {
                **own,
                **{key: rule for key, rule in every.items() if rule.get("may_vary") or not key.startswith("of-high/")},
            }
            rule = draw(rules(words, bases))
            name = f"r-{number}"
            own[name] = rule
            clauses[f"{instrument}-{number}"] = {"at": "一", "zh": "句", "rules": {name: rule}}
        if not clauses:
            clauses[f"{instrument}-0"] = {"at": "一", "zh": "句", "none": {"because": "planned", "zh": "未录"}}
        data["clauses"] = clauses
        if draw(st.integers(0, 2)) == 0:
            data["leaves_open"] = [{"when": draw(conditions(words, 0)), "zh": "未写", "owner": "office"}]
        every.update({f"{instrument}/{name}": rule for name, rule in own.items()})
        folder = draw(st.sampled_from(["a", "b"]))
        files[f"{folder}/{instrument}.yaml"] = data
        for clause, body in clauses.items():
            ledger[clause] = {
                "document": "doc", "part": "一", "instrument": instrument, "locator": "一", "span": [0, 1],
                "digest": "000000000000", "kind": "approval", "priority": "core", "modality": "must",
                "ambiguous": False, "fates": ["rule" if "rules" in body else "planned"],
            }
    adopted = [name for name in instruments if name != "of-high"]
    return {
        "vocabulary.yaml": {
            "actors": dict(ACTORS), "acts": dict(ACTS), "papers": {name: {"zh": name} for name in PAPERS},
            "matters": {"side": {"zh": "旁事"}},
            "lists": {
                "places": {name: {"zh": name} for name in PLACES}, "tools": {name: {"zh": name} for name in TOOLS},
            },
        },
        "jurisdictions.yaml": {
            LOW: {"zh": "下", "adopts": adopted, "parent": HIGH}, HIGH: {"zh": "上", "adopts": ["of-high"]},
        },
        "sources.yaml": {"documents": {"doc": {"held": False}}},
        "ledger.yaml": ledger,
        **files,
    }


def _vocabulary_of_facts(description: Description) -> st.SearchStrategy[tuple[str, ...]]:
    """The few facts a rulebook speaks of, so that its rules meet."""
    every = ["kind", "grade", "urgent", "fit", "days", "people", "away", "place", "tools", "asked", "start", *description.derived]
    return st.lists(st.sampled_from(every), min_size=3, max_size=6, unique=True).map(tuple)


# --- requests -----------------------------------------------------------------------------------------------------------


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


JUDGED = tuple(f"{instrument}/{name}" for instrument in ("of-high", "of-low", "of-both") for name in ("many-days", "many-people"))


@st.composite
def requests(draw: st.DrawFn, hide: int = 4, given: bool = True) -> Asked:
    """A request with some facts hidden, and some of what had to be done done."""
    full: dict[str, Any] = {name: draw(st.sampled_from(values)) for name, values in DOMAINS.items()}
    full["asked"] = draw(st.sampled_from(ON_DAYS))
    full["start"] = draw(st.sampled_from([FIRST, dt.date(2025, 3, 31), SECOND, SECOND + dt.timedelta(days=1)]))
    full["end"] = full["start"] + dt.timedelta(days=draw(st.integers(-1, 4)))
    full.update({name: draw(st.booleans()) for name in JUDGED})
    hidden = draw(st.lists(st.sampled_from(sorted(full)), max_size=hide, unique=True)) if hide else []
    as_of = draw(st.sampled_from(ON_DAYS)) if "asked" in hidden or draw(st.integers(0, 5)) == 0 else None
    done: dict[str, Any] = {"applicant_person": None, "acts": [], "papers": []}
    if given and draw(st.booleans()):
        done["applicant_person"] = draw(st.sampled_from([None, "p-1"]))
        done["papers"] = draw(st.lists(st.sampled_from(PAPERS), unique=True, max_size=3))
        done["acts"] = draw(st.lists(_acts_done(), max_size=6))
    return Asked(full, hidden, done, draw(st.sampled_from([LOW, LOW, HIGH])), as_of)


@st.composite
def _acts_done(draw: st.DrawFn) -> dict[str, Any]:
    act: dict[str, Any] = {
        "act": draw(st.sampled_from([*ACTS, "approve", "review", "approve"])),
        "by": draw(st.sampled_from(["head", "chief", "boss", "office", "leader", "applicant"])),
        "person": draw(st.sampled_from(PEOPLE_REFS)),
        "date": FIRST + dt.timedelta(days=draw(st.integers(0, 4))),
    }
    if ACTS[act["act"]].get("receiver"):
        act["to"] = draw(st.sampled_from(["office", "boss"]))
    if draw(st.integers(0, 5)) == 0:
        act["matter"] = "side"
    return act


def request_of(description: Description, facts: Mapping[str, Any], given: Mapping[str, Any], book: CompiledRulebook) -> Any:
    """The engine's request: facts as fields, answers about unset parameters as judgements."""
    fields = {name: value for name, value in facts.items() if "/" not in name and value is not None}
    parameters = book.books[LOW, "trial"].axes.parameters
    judged = {
        name: {"value": value, "by": "office"} for name, value in facts.items() if name in parameters and value is not None
    }
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
                head = {key: item for key, item in data.items() if key not in ("clauses", "title", "source", "topic", "instrument")}
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
def worlds(draw: st.DrawFn, *models: str, most: int = 6, facts: tuple[str, ...] = ()) -> World:
    """A random rulebook of one of the models."""
    description = DESCRIPTIONS[draw(st.sampled_from(models or tuple(DESCRIPTIONS)))]
    return world(description, draw(rulebooks(description, most, facts)))
