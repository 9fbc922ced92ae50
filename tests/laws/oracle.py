"""A naive evaluator of rulebooks, written from the text of the design alone.

It reads a rulebook as plain data (what the YAML says), looks at every rule and every condition, and where facts are
unknown it counts out every way in which they can be completed. It imports nothing of the engine: values are decimals,
dates and words, conditions are Python functions.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from .questions import DOMAINS, ORDER, SETS, Description
from .reckoning import Reckoned, bound, formula, in_time, limit_stands, read, reckon, worked_out

Facts = Mapping[str, Any]
Holds = Callable[[Facts], bool]
Effect = tuple[Any, ...]

DECIDING = ("may", "approve", "sign")
MONTH_FACTS = ("month", "start_month", "same")
DATES = ("start", "end", "asked")
GRAVEST_FIRST = ("unclear", "own_act", "too_early", "too_late", "wrong_person")
NUMBERS = {
    "at_least": lambda value, bound: value >= bound,
    "at_most": lambda value, bound: value <= bound,
    "more_than": lambda value, bound: value > bound,
    "less_than": lambda value, bound: value < bound,
}


# --- effects as plain tuples ----------------------------------------------------------------------------------


def who(written: Any) -> Any:
    """Who acts, hashable: a word, or the mode and its parts."""
    if isinstance(written, str):
        return written
    if isinstance(written, list):
        return ("all", *map(who, written))
    ((mode, parts),) = written.items()
    return ("all" if mode == "all_of" else mode, *map(who, parts))


@dataclass(frozen=True)
class Place:
    """Where a rule stands: what the names in its formulas mean."""

    instrument: str = ""
    parameters: frozenset[str] = frozenset()
    outputs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rule: str = ""
    functions: Mapping[str, Any] = field(default_factory=dict)

    def formula(self, written: Any) -> Any:
        return formula(written, self.name)

    def name(self, name: str) -> tuple[str, str]:
        return ("parameter", f"{self.instrument}/{name}") if name in self.parameters else ("fact", name)


NOWHERE = Place()


def listed(written: Any) -> list[Any]:
    return written if isinstance(written, list) else [written]


def figures(verb: str, written: Any, receivers: Iterable[str], place: Place) -> Iterator[Effect]:
    """The effects that work with figures, as ``then`` states them."""
    if verb == "payable":
        yield ("payable", place.formula(written))
    elif verb == "set":
        for output, given in written.items():
            mode, kind = place.outputs.get(output, ("any", "text"))
            fixed = kind in ("text", "flag")
            stated = given if fixed else place.formula(given)
            yield ("set", output, stated, mode, place.rule if mode == "unique" else "", fixed)
    elif verb == "limit":
        for each in listed(written):
            excess, needs = each.get("excess", "not_paid"), ()
            if isinstance(excess, dict):
                excess, needs = "needs", tuple(effects(excess["needs"], receivers))
            yield (
                "limit",
                each["of"],
                place.formula(each["at_most"]),
                tuple(listed(each.get("per", []))),
                excess,
                needs,
            )
    elif verb == "deadline":
        for each in listed(written):
            key = "not_before" if "not_before" in each else "at"
            yield ("deadline", each["of"], place.formula(each[key]), key == "not_before")
    else:
        for each in listed(written):
            yield ("choose", tuple(each["one_of"]), each["by"], each.get("about", ""))


def organising(verb: str, written: Any, place: Place) -> Iterator[Effect]:
    """The effects that assign a function or say something of a body."""
    if verb == "assign":
        for name, by in written.items():
            yield ("assign", name, who(by), place.functions.get(name, {}).get("combine") == "unique")
        return
    for each in listed(written):
        for attribute, said in each.items():
            if attribute in ("posts", "counts"):
                read_number = bounds if attribute == "posts" else count
                for name, number in said.items():
                    yield ("establish", each["body"], attribute, name, read_number(number, place))
            elif attribute in ("sign_of", "merged_from"):
                yield ("establish", each["body"], attribute, "", frozenset(listed(said)))
            elif attribute != "body":
                yield ("establish", each["body"], attribute, "", ("who", who(said)) if attribute == "led_by" else said)


def bounds(written: Any, place: Place) -> Effect:
    """How many of a post: the least and the most; the same for both is the number itself."""
    if isinstance(written, dict) and "between" in written:
        return ("bounds", *map(place.formula, written["between"]))
    if isinstance(written, dict) and {"at_least", "at_most"} & set(written):
        ends = (written.get(key) for key in ("at_least", "at_most"))
        return ("bounds", *(None if end is None else place.formula(end) for end in ends))
    return ("bounds", place.formula(written), place.formula(written))


def count(written: Any, place: Place) -> Effect:
    """A total and the parts stated beside it."""
    if not (isinstance(written, dict) and {"total", "parts"} & set(written)):
        written = {"total": written}
    total = place.formula(written["total"]) if "total" in written else None
    parts = ((name, place.formula(part)) for name, part in written.get("parts", {}).items())
    return ("count", total, frozenset(parts))


FIGURES = ("limit", "payable", "deadline", "choose", "set")


def effects(then: Mapping[str, Any], receivers: Iterable[str], place: Place = NOWHERE) -> Iterator[Effect]:
    """The effects written under ``then``."""
    for verb, value in then.items():
        if verb in FIGURES:
            yield from figures(verb, value, receivers, place)
        elif verb in ("assign", "establish"):
            yield from organising(verb, value, place)
        elif verb in ("permit", "prohibit"):
            yield (verb,)
        elif verb == "refer":
            yield ("refer", value.get("to", ""), value.get("document", ""), value.get("for", ""))
        elif verb in ("require", "require_afterwards"):
            within = ""
            papers = value
            if isinstance(value, dict) and "papers" in value:
                papers, within = value["papers"], value.get("within", "")
            for paper in papers if isinstance(papers, list) else [papers]:
                names = paper["one_of"] if isinstance(paper, dict) else [paper]
                yield ("paper", tuple(sorted(names)), verb == "require_afterwards", within)
        elif isinstance(value, dict) and not {"one_of", "in_turn", "all_of"} & set(value):
            by = who(value["by"]) if "by" in value else None
            yield ("act", verb, by, value.get("to", ""), value.get("before", ""), value.get("within", ""))
        elif verb in receivers:
            yield ("act", verb, None, value, "", "")
        else:
            yield ("act", verb, who(value), "", "", "")


def slot_of(effect: Effect) -> str:
    if effect[0] in ("act", "set"):
        return str(effect[1])
    if effect[0] in ("assign", "establish"):
        return ".".join(filter(None, effect[: 2 if effect[0] == "assign" else 4]))
    return {"paper": "papers", **{name: name for name in FIGURES}}.get(effect[0], "may")


def required(effect: Effect) -> bool:
    """Whether an effect is something to be fulfilled."""
    return effect[0] in ("act", "paper", "limit", "deadline")


def exclusive(effect: Effect) -> bool:
    """Whether an effect stands alone in its slot, prohibited or not: an amount, an output of one value, a
    function that is one's, what is said of a body."""
    if effect[0] == "assign":
        return bool(effect[3])
    return effect[0] in ("payable", "establish") or (effect[0] == "set" and effect[3] in ("unique", "any"))


def family(slot: str) -> str:
    """The kind of a slot."""
    return slot.split(".", maxsplit=1)[0]


def same(one: Effect, other: Effect) -> bool:
    """Whether two effects of one slot say the same: of several who act together the order is nothing."""
    if one[0] == "assign":
        return together(one[2]) == together(other[2])
    if one[0] == "establish" and one[2] == "led_by":
        return together(one[4][1]) == together(other[4][1])
    return one == other


def together(by: Any) -> Any:
    if isinstance(by, str):
        return by
    mode, *parts = by
    return together(parts[0]) if len(parts) == 1 else (mode, frozenset(map(together, parts)))


def contradict(one: Effect, other: Effect) -> bool:
    """Two answers to what takes one: the same deciding slot, or leave given beside somebody who approves."""
    slots = (slot_of(one), slot_of(other))
    if exclusive(one) and slots[0] == slots[1]:
        return not same(one, other)
    if one == other or not set(slots) <= set(DECIDING) or ("prohibit",) in (one, other):
        return False
    return slots[0] == slots[1] or "may" in slots


def clash(one: Effect, other: Effect) -> bool:
    """Between a higher and a lower instrument, prohibiting what the other allows cannot stand beside it either."""
    if contradict(one, other):
        return True
    slots = {slot_of(one), slot_of(other)}
    return one != other and ("prohibit",) in (one, other) and slots <= set(DECIDING)


def replaces(stated: Effect, base: Effect) -> bool:
    """An exception replaces the slots it states; whether it may be and who approves it are one family."""
    one, other = slot_of(stated), slot_of(base)
    return one == other or (one == "may" and other in DECIDING) or (other == "may" and one in DECIDING)


def named(by: Any) -> Iterator[str]:
    if isinstance(by, str):
        yield by
    elif by is not None:
        for part in by[1:]:
            yield from named(part)


def swap(by: Any, old: str, new: str) -> Any:
    if isinstance(by, str):
        return new if by == old else by
    return by if by is None else (by[0], *(swap(part, old, new) for part in by[1:]))


# --- conditions as functions ----------------------------------------------------------------------------------


@dataclass
class Reading:
    """What names mean in one instrument on one day, and which facts and dates its conditions mention."""

    derived: Mapping[str, Any]
    instrument: str = ""
    terms: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    day: dt.date = dt.date.max
    mentions: set[str] = field(default_factory=set)
    thresholds: dict[str, set[Any]] = field(default_factory=dict)

    def condition(self, when: Mapping[str, Any]) -> Holds:
        parts = [self.entry(key, value) for key, value in when.items()]
        return lambda facts: all(part(facts) for part in parts)

    def entry(self, key: str, value: Any) -> Holds:
        if key == "not":
            inner = self.condition(value)
            return lambda facts: not inner(facts)
        if key in ("all", "any"):
            parts = [self.condition(each) for each in value]
            together = all if key == "all" else any
            return lambda facts: together(part(facts) for part in parts)
        if key in self.terms:
            return self.term(self.terms[key], value)
        self.mentions.add(key)
        if key in SETS:
            return self.members(key, value)
        return self.test(key, value, lambda fact: fact)

    def members(self, name: str, value: Mapping[str, Any]) -> Holds:
        parts: list[Holds] = []
        for operator, operand in value.items():
            if operator == "not":
                inner = self.members(name, operand)
                parts.append(lambda facts, inner=inner: not inner(facts))  # type: ignore[misc]
            else:
                assert operator == "includes"
                parts.append(lambda facts, member=operand: member in facts[name])  # type: ignore[misc]
        return lambda facts: all(part(facts) for part in parts)

    def term(self, definition: Mapping[str, Any], value: Any) -> Holds:
        if "when" in definition:
            inner = self.condition(definition["when"])
            return lambda facts: inner(facts) is value
        up = "round_up" in definition
        name, to = definition["round_up" if up else "round_down"], Decimal(definition["to"])
        self.mentions.add(name)
        rounding = ROUND_CEILING if up else ROUND_FLOOR
        return self.test(name, value, lambda fact: (Decimal(fact) / to).to_integral_value(rounding) * to)

    def test(self, name: str, value: Any, seen: Callable[[Any], Any]) -> Holds:
        if isinstance(value, list):
            several = [self.number(name, each) for each in value]
            return lambda facts: seen(facts[name]) in several
        if not isinstance(value, dict):
            wanted = self.number(name, value)
            return lambda facts: seen(facts[name]) == wanted
        parts = [self.operator(name, operator, operand, seen) for operator, operand in value.items()]
        return lambda facts: all(part(facts) for part in parts)

    def operator(self, name: str, operator: str, operand: Any, seen: Callable[[Any], Any]) -> Holds:
        if operator == "not":
            inner = self.test(name, operand, seen)
            return lambda facts: not inner(facts)
        if operator == "in":
            return self.test(name, operand, seen)
        if name in ORDER:
            rank = ORDER[name].index
            if operator == "between":
                low, high = map(rank, operand)
                return lambda facts: low <= rank(facts[name]) <= high
            bound = rank(operand)
            return lambda facts: NUMBERS[operator](rank(facts[name]), bound)
        if operator == "between":
            low, high = (self.number(name, each) for each in operand)
            return lambda facts: low <= seen(facts[name]) <= high
        number = self.number(name, operand)
        if number is None:
            asked = f"{self.instrument}/{operand}"
            self.mentions.add(asked)
            reaches = operator in ("at_least", "more_than")
            return lambda facts: facts[asked] is reaches
        self.mentions.add(name)
        return lambda facts: NUMBERS[operator](seen(facts[name]), number)

    def number(self, name: str, written: Any) -> Any:
        """A figure: as written, or that of a parameter on the day; None where the parameter is unset."""
        found = written
        if isinstance(written, str) and written in self.parameters and name not in DOMAINS_OF_WORDS:
            found = None
            for each in sorted(self.parameters[written].get("values", ()), key=start_of):
                if start_of(each) <= self.day:
                    found = each["value"]
        if found is not None:
            self.thresholds.setdefault(name, set()).add(found)
        return found


DOMAINS_OF_WORDS = ("kind", "grade", "place", *SETS)


def start_of(period: Mapping[str, Any]) -> dt.date:
    start = period.get("from", dt.date.min)
    return dt.date.min if start == "unknown" else start


def covers(period: Mapping[str, Any] | None, day: dt.date) -> bool:
    return period is None or start_of(period) <= day <= period.get("until", dt.date.max)


# --- rules in force -------------------------------------------------------------------------------------------


@dataclass
class InForce:
    """One rule on one day."""

    id: str
    level: int
    holds: Holds
    stated: tuple[Effect, ...]
    matter: str
    must: bool
    may_vary: bool
    written_bases: tuple[str, ...]
    otherwise: tuple[Effect, ...] = ()
    bases: list[InForce] = field(default_factory=list)
    exceptions: list[InForce] = field(default_factory=list)

    def statements(self) -> Iterator[tuple[Effect, tuple[Any, bool] | None, Effect | None]]:
        """Each effect; the worked-out question it depends on with the answer wanted; the limit it follows from."""
        for effect in self.stated:
            gives_way = not required(effect) and any(replaces(other, effect) for other in self.otherwise)
            yield effect, ("fulfilled", True) if gives_way else None, None
        for effect in self.otherwise:
            yield effect, ("fulfilled", False), None
        for number in self.exceedable():
            limit = self.stated[number]
            follows = limit[5] if limit[4] == "needs" else (("prohibit",),)
            for effect in follows:
                yield effect, (number, True), limit

    def exceedable(self) -> list[int]:
        """Which of the effects are limits from whose excess something follows."""
        return [at for at, effect in enumerate(self.stated) if effect[0] == "limit" and effect[4] != "not_paid"]

    def replaced(self, effect: Effect, facts: Facts, known: dict[str, bool]) -> bool:
        return any(
            each.matter == self.matter and each.applies(facts, known) and any(replaces(e, effect) for e in each.stated)
            for each in self.exceptions
        )

    def applies(self, facts: Facts, known: dict[str, bool]) -> bool:
        found = known.get(self.id)
        if found is None:
            based = not self.written_bases or any(base.applies(facts, known) for base in self.bases)
            found = known[self.id] = based and self.holds(facts)
        return found


Worked = Mapping[tuple[str, Any], "bool | None"]
"""By rule and question (``fulfilled``, or which limit is exceeded) the answer; None where it is not known."""

Live = tuple[str, str, Effect, bool]
"""The rule, the matter, the effect, and whether it binds."""


@dataclass
class Today:
    """The rules in force on one day in one jurisdiction."""

    rules: list[InForce]
    holes: list[tuple[str, Any, Holds]]
    mentions: set[str]
    thresholds: Mapping[str, set[Any]]
    actors: Mapping[str, Any]
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def works_out(self) -> bool:
        """Whether anything depends on what has been done or exceeded."""
        return any(rule.otherwise or rule.exceedable() for rule in self.rules)

    def live(self, facts: Facts, worked: Worked | None = None) -> frozenset[Live]:
        """Every effect that takes place under fully known facts."""
        known: dict[str, bool] = {}
        standing: list[tuple[InForce, Effect]] = []
        for rule in self.rules:
            if not rule.applies(facts, known):
                continue
            for effect, under, limit in rule.statements():
                if under is not None and worked is not None and worked[rule.id, under[0]] is not under[1]:
                    continue
                if not any(rule.replaced(each, facts, known) for each in (effect, limit) if each is not None):
                    standing.append((rule, effect))
        return frozenset(
            (rule.id, rule.matter, self.chosen(effect, facts), rule.must)
            for rule, effect in standing
            if not any(self.gives_way(rule, effect, *other) for other in standing)
        )

    @staticmethod
    def gives_way(rule: InForce, effect: Effect, other: InForce, over: Effect) -> bool:
        """Between levels the higher prevails, unless it says that it may be varied."""
        if not (rule.must and other.must) or rule.level == other.level or rule.matter != other.matter:
            return False
        higher = rule if rule.level > other.level else other
        loser = higher if higher.may_vary else (rule if higher is other else other)
        return loser is rule and clash(effect, over)

    def chosen(self, effect: Effect, facts: Facts) -> Effect:
        """The effect with every actor that a field of the request chooses filled in."""
        if effect[0] == "assign":
            return (*effect[:2], self.filled(effect[2], facts), effect[3])
        if effect[0] == "establish" and effect[2] == "led_by":
            return (*effect[:4], ("who", self.filled(effect[4][1], facts)))
        if effect[0] != "act":
            return effect
        verb, act, by, to, before, within = effect
        while True:
            choosing = next((name for name in (*named(by), to) if name and "choose" in self.actors[name]), None)
            if choosing is None:
                return (verb, act, by, to, before, within)
            actor = self.actors[choosing]
            new = actor["choose"][facts[actor["to"]]]
            by, to = swap(by, choosing, new), new if to == choosing else to

    def filled(self, by: Any, facts: Facts) -> Any:
        while True:
            choosing = next((name for name in named(by) if "choose" in self.actors[name]), None)
            if choosing is None:
                return by
            by = swap(by, choosing, self.actors[choosing]["choose"][facts[self.actors[choosing]["to"]]])


@dataclass
class Answer:
    """What the oracle says of a request."""

    outcome: str
    slots: dict[tuple[str, str], tuple[str, frozenset[tuple[Effect, str]]]]
    """For each slot and matter that is not silent: its status, and each possible effect with a rule that states it."""
    steps: list[tuple[Any, ...]]
    papers: list[tuple[Any, ...]]
    advice: set[tuple[str, Effect, bool]]
    holes: set[tuple[str, str]]
    completions: int
    figures: Reckoned


class Oracle:
    """A rulebook as plain data, for one model."""

    def __init__(self, files: Mapping[str, Any], description: Description) -> None:
        self.files = files
        self.description = description
        self.vocabulary = files["vocabulary.yaml"]
        self.jurisdictions = files["jurisdictions.yaml"]
        small = {"vocabulary.yaml", "jurisdictions.yaml", "sources.yaml", "ledger.yaml"}
        self.instruments = {data["instrument"]: data for name, data in files.items() if name not in small}
        self.receivers = {name for name, act in self.vocabulary["acts"].items() if act.get("receiver")}
        reading = Reading(description.derived)
        self.impossible = [reading.condition(each) for each in description.impossible]
        self.impossible_mentions = self.sources(reading.mentions)
        self.derived_thresholds = reading.thresholds
        self._today: dict[tuple[str, dt.date], Today] = {}

    def sources(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for name in names:
            found.update(self.description.derived[name][0] if name in self.description.derived else (name,))
        return found

    # --- what is in force -------------------------------------------------------------------------------------

    def held(self, jurisdiction: str) -> dict[str, int]:
        """The instruments that hold in a jurisdiction, with their level."""
        found: dict[str, int] = {}
        level = 0
        while jurisdiction:
            for name in self.jurisdictions[jurisdiction]["adopts"]:
                found.setdefault(name, level)
            jurisdiction, level = self.jurisdictions[jurisdiction].get("parent", ""), level + 1
        return found

    def today(self, jurisdiction: str, day: dt.date) -> Today:
        found = self._today.get((jurisdiction, day))
        if found is None:
            found = self._today[jurisdiction, day] = self._in_force(jurisdiction, day)
        return found

    def _in_force(self, jurisdiction: str, day: dt.date) -> Today:
        rules: dict[str, InForce] = {}
        holes: list[tuple[str, Any, Holds]] = []
        mentions: set[str] = set()
        thresholds: dict[str, set[Any]] = {}
        parameters: dict[str, Any] = {}
        for name, level in self.held(jurisdiction).items():
            data = self.instruments[name]
            for key, parameter in data.get("parameters", {}).items():
                dated = [each for each in parameter.get("values", ()) if start_of(each) <= day]
                parameters[f"{name}/{key}"] = max(dated, key=start_of)["value"] if dated else None
            if not covers(data["in_force"], day):
                continue
            reading = Reading(
                self.description.derived,
                name,
                data.get("terms", {}),
                data.get("parameters", {}),
                day,
                mentions,
                thresholds,
            )
            for clause in data["clauses"].values():
                for rule_name, rule in clause.get("rules", {}).items():
                    if rule.get("topic", data["topic"]) == "trial":
                        found = self._rule(f"{name}/{rule_name}", level, rule, reading, day)
                        if found is not None:
                            rules[found.id] = found
            for hole in data.get("leaves_open", ()):
                if hole.get("topic", data["topic"]) == "trial":
                    holes.append((name, hole, reading.condition(hole["when"])))
        for rule in rules.values():
            for base in rule.written_bases:
                if base in rules:
                    rule.bases.append(rules[base])
                    rules[base].exceptions.append(rule)
        actors = self.vocabulary["actors"]
        for rule in rules.values():
            mentions.update(_worked_from(rule))
            for effect, _, _ in rule.statements():
                waiting = []
                if effect[0] == "act":
                    waiting = [*named(effect[2]), *([effect[3]] if effect[3] else [])]
                elif effect[0] == "assign":
                    waiting = [*named(effect[2])]
                elif effect[0] == "establish" and effect[2] == "led_by":
                    waiting = [*named(effect[4][1])]
                while waiting:
                    actor = actors[waiting.pop()]
                    if "choose" in actor:
                        mentions.add(actor["to"])
                        waiting.extend(actor["choose"].values())
        return Today(list(rules.values()), holes, mentions, thresholds, actors, parameters)

    def _rule(self, name: str, level: int, rule: Mapping[str, Any], reading: Reading, day: dt.date) -> InForce | None:
        wordings = [each for each in rule.get("wordings", [rule]) if covers(each.get("in_force"), day)]
        if not wordings:
            return None
        wording = wordings[0]
        functions = self.vocabulary.get("functions", {})
        place = Place(reading.instrument, frozenset(reading.parameters), self.description.outputs, name, functions)
        bases = rule.get("exception_to", [])
        bases = [bases] if isinstance(bases, str) else bases
        return InForce(
            name,
            level,
            reading.condition(wording.get("when", {})),
            tuple(effects(wording.get("then", {}), self.receivers, place)),
            rule.get("for", ""),
            rule.get("strength", "must") == "must",
            rule.get("may_vary", False),
            tuple(base if "/" in base else f"{reading.instrument}/{base}" for base in bases),
            tuple(effects(wording.get("otherwise", {}), self.receivers, place)),
        )

    # --- completions ------------------------------------------------------------------------------------------

    def with_derived(self, facts: Facts) -> dict[str, Any]:
        found = dict(facts)
        for name, (sources, derive) in self.description.derived.items():
            values = [found.get(source) for source in sources]
            found[name] = None if None in values else derive(*values)
        return found

    def possible(self, facts: Facts) -> bool:
        """Whether fully known facts can occur together."""
        return not any(each(facts) for each in self.impossible)

    def open_facts(self, facts: Facts, today: Today) -> list[str]:
        """The unknown facts that any rule, hole, choice or impossible combination in force looks at."""
        looked_at = self.sources(today.mentions) | self.impossible_mentions
        return sorted(name for name in looked_at if facts.get(name) is None)

    def completions(self, facts: Facts, today: Today) -> Iterator[dict[str, Any]]:
        """Every possible completion of what is looked at, derived facts filled in; dates by representatives."""
        unknown = self.open_facts(facts, today)
        spread = [self.domain(name, facts, today) for name in unknown]
        for values in itertools.product(*spread):
            full = self.with_derived({**facts, **dict(zip(unknown, values, strict=True))})
            if self.possible(full):
                yield full

    def count(self, facts: Facts, today: Today) -> int:
        """How many completions there are to look at, impossible ones included."""
        found = 1
        for name in self.open_facts(facts, today):
            found *= len(self.domain(name, facts, today))
        return found

    def domain(self, name: str, facts: Facts, today: Today) -> Sequence[Any]:
        if "/" in name:
            return (False, True)
        return self.days(name, facts, today) if name in DATES else DOMAINS[name]

    def days(self, name: str, facts: Facts, today: Today) -> list[dt.date]:
        """Days before, on and after each day that a condition names; one of each month where months matter; and days
        as far from the other date as conditions on the days between them tell apart."""
        found = {dt.date(2025, 5, 9)}
        for each in DATES:
            for day in today.thresholds.get(each, ()):
                found.update(day + dt.timedelta(days=shift) for shift in (-1, 0, 1))
        if set(MONTH_FACTS) & today.mentions:
            found.update(dt.date(year, month, 7) for year in (2024, 2025, 2026) for month in range(1, 13))
        if "stay" in today.mentions and name in ("start", "end"):
            apart = {0} | {int(n) + shift for n in today.thresholds.get("stay", ()) for shift in (-1, 0, 1)}
            sign = -1 if name == "start" else 1
            other = facts.get("end" if name == "start" else "start")
            if other is not None:
                found |= {other + sign * dt.timedelta(days=n) for n in apart}
            elif name == "end":
                found |= {day + dt.timedelta(days=n) for day in found for n in apart}
        return sorted(found)

    # --- the answer -------------------------------------------------------------------------------------------

    def answer(self, facts: Facts, given: Mapping[str, Any], jurisdiction: str, day: dt.date) -> Answer:
        """The decision on facts that may be partly unknown."""
        today = self.today(jurisdiction, day)
        every = [
            (full, today.live(full, worked))
            for full in self.completions(facts, today)
            for worked in self.worked(full, given, today)
        ]
        assert every, "an impossible request"
        return self.conclude(facts, given, today, every)

    def worked(self, facts: Facts, given: Mapping[str, Any], today: Today) -> Iterator[Worked]:
        """The answers to all worked-out questions under known facts; each way, where persons leave one unclear."""
        found: dict[tuple[str, Any], bool | None] = {}
        known: dict[str, bool] = {}
        for rule in today.rules:
            applies = rule.applies(facts, known)
            for number in rule.exceedable():
                over = limit_stands(rule.stated[number], facts, today.parameters)[0] == "over"
                found[rule.id, number] = applies and over
            if rule.otherwise:
                found[rule.id, "fulfilled"] = self.fulfilled(rule, facts, given, today, known) if applies else True
        unclear = [key for key, answer in found.items() if answer is None]
        for values in itertools.product((False, True), repeat=len(unclear)):
            yield {**found, **dict(zip(unclear, values, strict=True))}

    def fulfilled(
        self, rule: InForce, facts: Facts, given: Mapping[str, Any], today: Today, known: dict[str, bool]
    ) -> bool | None:
        """Whether everything a rule itself requires is done, on time and within limits."""
        acts = frozenset((rule.matter, today.chosen(each, facts)) for each in rule.stated if each[0] == "act")
        steps = self.steps(acts, given, facts)
        met: set[bool | None] = set()
        for effect in rule.stated:
            if not required(effect) or rule.replaced(effect, facts, known):
                continue
            if effect[0] == "act":
                statuses = {step[4] for step in steps if step[0] == effect[1]}
                met.add(False if statuses - {"done", "unclear"} else None if "unclear" in statuses else True)
            elif effect[0] == "paper":
                met.add(bool(set(effect[1]) & set(given["papers"])))
            elif effect[0] == "limit":
                met.add(limit_stands(effect, facts, today.parameters)[0] != "over")
            else:
                met.add(self.kept(rule, effect, steps, facts, given, today))
        return False if False in met else None if None in met else True

    @staticmethod
    def kept(
        rule: InForce,
        deadline: Effect,
        steps: Sequence[tuple[Any, ...]],
        facts: Facts,
        given: Mapping[str, Any],
        today: Today,
    ) -> bool:
        """Whether a deadline was kept; an act not done at all is told by its own step, an unset day by itself."""
        _, of, at, not_before = deadline
        day = worked_out(at, facts, today.parameters)
        if of in DATES:
            done = facts[of]
        elif any(step[0] == of for step in steps):
            done = max((step[6] for step in steps if step[0] == of and step[4] == "done"), default=None)
        else:
            rows = [row for row in given["acts"] if row["act"] == of and (row.get("matter") or "") == rule.matter]
            done = min((row["date"] for row in rows), default=None)
        return day is None or done is None or in_time(done, day, not_before)

    def conclude(
        self, facts: Facts, given: Mapping[str, Any], today: Today, every: Sequence[tuple[Facts, frozenset[Live]]]
    ) -> Answer:
        lives = [live for _, live in every]
        shown = [answers(live) for live in lives]
        possible, certain = frozenset.union(*shown), frozenset.intersection(*shown)
        stated_possible = frozenset.union(*lives)
        forbidden = {matter for matter, effect in certain if effect == ("prohibit",)}
        maybe_forbidden = {matter for matter, effect in possible if effect == ("prohibit",)}
        slots: dict[tuple[str, str], tuple[str, frozenset[tuple[Effect, str]]]] = {}
        for slot, matter in {(slot_of(effect), matter) for matter, effect in possible}:
            held = {effect for at, effect in possible if at == matter and slot_of(effect) == slot}
            sure = {effect for at, effect in certain if at == matter and slot_of(effect) == slot}
            status = "settled" if held == sure else "open"
            if status == "settled" and any(contradict(one, other) for one in held for other in held):
                status = "conflict"
            rules = frozenset(
                (effect, rule) for rule, at, effect, must in stated_possible if must and at == matter and effect in held
            )
            slots[slot, matter] = (status, rules)
        outcome = self.outcome_of(slots, possible, certain, forbidden, maybe_forbidden)
        steps = self.steps(certain, given, facts)
        cuts = [each for each in possible - certain if each[1][0] == "limit" and each[1][4] == "not_paid"]
        reckoned = reckon(
            [
                (
                    matter,
                    effect,
                    frozenset(r for r, at, e, must in stated_possible if must and (at, e) == (matter, effect)),
                )
                for matter, effect in certain
            ],
            steps,
            facts,
            today.parameters,
            frozenset(matter for matter, limit in cuts if limit[1] == "cost" and self._set(limit, today)),
        )
        slots.update((key, ("open", slots[key][1])) for key in reckoned.waiting)
        papers = [
            (effect[1], matter, effect[2], effect[3], "given" if set(effect[1]) & set(given["papers"]) else "missing")
            for matter, effect in certain
            if effect[0] == "paper"
        ]
        unanswered = outcome in ("not_covered", "undetermined")
        if outcome == "":
            outcome = self.finish(steps, papers)
        if outcome in ("needs_steps", "permitted", "determined") and any(
            family(slot) in self.description.must_answer or self.waits_for_all for slot, _ in reckoned.waiting
        ):
            outcome = "undetermined"
        advice = {each for live in lives for each in live if not each[3]}
        return Answer(
            outcome,
            slots,
            steps,
            papers,
            {(rule, effect, all(each in live for live in lives)) for each in advice for rule, _, effect, _ in [each]},
            {
                (name, hole["owner"])
                for name, hole, holds in today.holes
                if unanswered and all(holds(full) for full, _ in every)
            },
            len(every),
            reckoned,
        )

    @staticmethod
    def _set(limit: Effect, today: Today) -> bool:
        return all(today.parameters[name] is not None for name in read(limit[2], "parameter"))

    def outcome_of(
        self,
        slots: Mapping[tuple[str, str], tuple[str, Any]],
        possible: frozenset[Any],
        certain: frozenset[Any],
        forbidden: set[str],
        maybe_forbidden: set[str],
    ) -> str:
        """The first outcome that holds, or nothing where only the steps are left to look at."""
        for matter, one in certain:
            if (matter not in maybe_forbidden or exclusive(one)) and any(
                at == matter and contradict(one, other) for at, other in certain
            ):
                return "conflict"
        if forbidden:
            return "prohibited"
        for (slot, matter), (status, _) in slots.items():
            if status == "open" and self.waited_for(slot, matter, possible - certain):
                return "undetermined"
        for must in self.description.must_answer:
            if must == "anything" and any(matter == "" for matter, _ in certain):
                continue
            wanted = DECIDING if must == "may" else (must,)
            if not any(matter == "" and family(slot_of(effect)) in wanted for matter, effect in certain):
                return "not_covered"
        return "referred" if any(effect[0] == "refer" for _, effect in certain) else ""

    def waited_for(self, slot: str, matter: str, unsure: frozenset[Any]) -> bool:
        """Whether the outcome depends on an open slot: leave, acts up to the last signature, papers beforehand."""
        if slot in DECIDING or family(slot) in self.description.must_answer or self.waits_for_all:
            return True
        if slot == "papers":
            return any(at == matter and effect[0] == "paper" and not effect[2] for at, effect in unsure)
        if slot not in self.vocabulary["acts"]:
            return slot == "limit" and "payable" in self.description.must_answer
        return self.held_up_by(slot)

    @property
    def waits_for_all(self) -> bool:
        return "anything" in self.description.must_answer

    def held_up_by(self, act: str) -> bool:
        acts = list(self.vocabulary["acts"])
        unique = [acts.index(name) for name, each in self.vocabulary["acts"].items() if each["combine"] == "unique"]
        return self.vocabulary["acts"][act].get("binding", True) and acts.index(act) <= max(unique)

    def finish(self, steps: Sequence[tuple[Any, ...]], papers: Sequence[tuple[Any, ...]]) -> str:
        statuses = {step[4] for step in steps if self.held_up_by(step[0])}
        if "unclear" in statuses:
            return "undetermined"
        missing = any(paper[4] == "missing" and not paper[2] for paper in papers)
        if missing or statuses - {"done"}:
            return "needs_steps"
        return "permitted" if "may" in self.description.must_answer else "determined"

    # --- steps ------------------------------------------------------------------------------------------------

    def steps(self, certain: frozenset[Any], given: Mapping[str, Any], facts: Facts) -> list[tuple[Any, ...]]:
        """(act, by, to, matter, status, person, date) of each step required."""
        applicant = given["applicant_person"]
        people = [act["person"] for act in given["acts"] if act["act"] == "apply"] if applicant is None else [applicant]
        found: list[tuple[Any, ...]] = []
        for matter in {matter for matter, _ in certain}:
            floor = dt.date.min
            for name, act in self.vocabulary["acts"].items():
                rows = sorted(
                    (row for row in given["acts"] if row["act"] == name and (row.get("matter") or "") == matter),
                    key=lambda row: row["date"],
                )
                here: list[tuple[Any, ...]] = []
                wanted = [each for at, each in certain if at == matter and each[0] == "act" and each[1] == name]
                asked = [
                    (accepted, each[3])
                    for each in wanted
                    for accepted in _Judge(self.vocabulary["actors"], (), "", "", {}, (), False, ()).leaves(each[2])
                ]
                recused = not act.get("own", True)
                for effect in wanted:
                    _, _, by, to, before, _ = effect
                    judge = _Judge(self.vocabulary["actors"], rows, to, before, facts, people, recused, asked)
                    here.extend(
                        (name, shown, to, matter, status, person, day)
                        for shown, status, person, day in judge.of(by, floor)
                    )
                found.extend(here)
                floor = max([floor, *(step[6] for step in here if step[6] is not None)])
        return found


@dataclass
class _Judge:
    """Holds the acts done against who has to do them."""

    actors: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    to: str
    before: str
    facts: Facts
    people: Sequence[str]
    recused: bool
    asked: Sequence[tuple[set[str] | None, str]]

    def leaves(self, by: Any) -> Iterator[set[str] | None]:
        """Whose act counts, for every act that ``by`` consists of; None where anybody's does."""
        if by is None:
            yield None
        elif isinstance(by, str):
            if "all_of" in self.actors[by]:
                for member in self.actors[by]["all_of"]:
                    yield from self.leaves(member)
            else:
                yield {*self.stands_for(by)}
        elif by[0] == "one_of":
            yield {each for part in by[1:] for name in named(part) for each in self.stands_for(name)}
        else:
            for part in by[1:]:
                yield from self.leaves(part)

    def of(self, by: Any, floor: dt.date) -> list[tuple[str, str, str | None, dt.date | None]]:
        """(by, status, person, date) of every step that ``by`` consists of."""
        if by is None:
            return [("", *self.status(None, floor))]
        if isinstance(by, str):
            if "all_of" in self.actors[by]:
                return [step for member in self.actors[by]["all_of"] for step in self.of(member, floor)]
            return [(by, *self.status({*self.stands_for(by)}, floor))]
        mode, *parts = by
        if mode == "one_of":
            names = [name for part in parts for name in named(part)]
            return [
                (" / ".join(names), *self.status({each for name in names for each in self.stands_for(name)}, floor))
            ]
        found: list[tuple[str, str, str | None, dt.date | None]] = []
        for part in parts:
            steps = self.of(part, floor)
            found.extend(steps)
            if mode == "in_turn":
                floor = max([floor, *(step[3] for step in steps if step[3] is not None)])
        return found

    def stands_for(self, name: str) -> Iterator[str]:
        yield name
        for member in self.actors[name].get("one_of", ()):
            yield from self.stands_for(member)

    def status(self, accepted: set[str] | None, floor: dt.date) -> tuple[str, str | None, dt.date | None]:
        seen = {"missing"}
        for row in self.rows:
            status = self.row(row, accepted, floor)
            if status == "done":
                return "done", row["person"], row["date"]
            seen.add(status)
        return next((each for each in GRAVEST_FIRST if each in seen), "missing"), None, None

    @staticmethod
    def meant(row: Mapping[str, Any], accepted: set[str] | None, to: str) -> bool:
        return (accepted is None or row["by"] in accepted) and (not to or row.get("to") == to)

    def row(self, row: Mapping[str, Any], accepted: set[str] | None, floor: dt.date) -> str:
        if (accepted is not None and row["by"] not in accepted) or (self.to and row.get("to") != self.to):
            fits = ((who is None or row["by"] in who) and (not to or row.get("to") == to) for who, to in self.asked)
            return "missing" if any(fits) else "wrong_person"
        if self.recused and not self.people:
            return "unclear"
        if self.recused and row["person"] in self.people:
            return "own_act"
        if row["date"] < floor:
            return "too_early"
        if self.before:
            due = self.facts.get(self.before)
            if due is None:
                return "unclear"
            if row["date"] > due:
                return "too_late"
        return "done"


def _worked_from(rule: InForce) -> Iterator[str]:
    """The facts from which it is worked out whether a rule is fulfilled and a limit exceeded."""
    for at, effect in enumerate(rule.stated):
        if effect[0] == "limit" and (rule.otherwise or at in rule.exceedable()):
            yield from (effect[1], *read(bound(effect), "fact"))
        elif effect[0] == "deadline" and rule.otherwise:
            yield from read(effect[2], "fact")
            if effect[1] in DATES:
                yield effect[1]
        elif effect[0] == "act" and rule.otherwise and effect[4]:
            yield effect[4]


def answers(live: frozenset[Live]) -> frozenset[tuple[str, Effect]]:
    """What the slots show of the binding effects: of what is prohibited nothing else is said in the slot ``may``."""
    forbidden = {matter for _, matter, effect, must in live if must and effect == ("prohibit",)}
    return frozenset(
        (matter, effect)
        for _, matter, effect, must in live
        if must and not (matter in forbidden and slot_of(effect) == "may" and effect != ("prohibit",))
    )
